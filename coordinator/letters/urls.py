from django.urls import path

from coordinator.letters.pages import own, team

urlpatterns = [
    path("me/messages/", own.messages, name="my_messages"),
    path("me/messages/<uuid:pk>/", own.message, name="my_message"),
    path("team/letters/", team.letters, name="team_letters"),
    path("team/letters/sheets/", team.sheets, name="team_letter_sheets"),
    path("team/letters/<uuid:pk>/", team.letter, name="team_letter"),
    path("team/letters/<uuid:pk>/sheet/", team.sheet, name="team_letter_sheet"),
    path("team/letters/<uuid:pk>/posted/", team.posted, name="team_letter_posted"),
    path("team/letters/<uuid:pk>/<slug:verb>/", team.step, name="team_letter_step"),
]
