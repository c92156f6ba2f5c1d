"""Addresses of applications (design.md section 5)."""

from django.urls import path

from coordinator.applications.pages import applying, choosing, entering, links, one, own

urlpatterns = [
    path("opportunities/<slug:slug>/apply/", applying.apply, name="apply"),
    path("applications/<str:token>/", links.application, name="application"),
    path("applications/<str:token>/again/", links.application_again, name="application_again"),
    path("offers/<str:token>/", links.offer, name="offer"),
    path("offers/<str:token>/again/", links.offer_again, name="offer_again"),
    path("me/applications/", own.my_applications, name="my_applications"),
    path("me/applications/<uuid:pk>/", own.my_application, name="my_application"),
    path("team/owed/", choosing.owed, name="owed_replies"),
    path("team/calls/<uuid:pk>/applications/", choosing.grid, name="team_call_applications"),
    path("team/calls/<uuid:pk>/applications/close/", choosing.close, name="team_call_selection_close"),
    path("team/calls/<uuid:pk>/applications/enter/", entering.enter, name="team_application_enter"),
    path("team/applications/<uuid:pk>/", one.application, name="team_application"),
    path("team/applications/<uuid:pk>/<slug:step>/", one.step, name="team_application_step"),
]
