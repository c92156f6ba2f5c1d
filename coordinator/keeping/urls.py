from django.urls import path

from coordinator.keeping.pages import areas, overview, roles, teams

HERE = "head/organisation/"
ONE = f"{HERE}<uuid:pk>/"

urlpatterns = [
    path(HERE, overview.overview, name="head_organisation"),
    path(f"{ONE}settings/", overview.settings, name="head_settings"),
    path(f"{ONE}roles/", roles.roles, name="head_roles"),
    path(f"{ONE}roles/new/", roles.give, name="head_role_new"),
    path(f"{HERE}roles/<uuid:pk>/end/", roles.end, name="head_role_end"),
    path(f"{ONE}areas/", areas.areas, name="head_areas"),
    path(f"{ONE}areas/new/", areas.new_area, name="head_area_new"),
    path(f"{HERE}areas/<uuid:pk>/", areas.area, name="head_area"),
    path(f"{ONE}practices/new/", areas.new_practice, name="head_practice_new"),
    path(f"{ONE}practices/<uuid:practice>/", areas.practice, name="head_practice"),
    path(f"{ONE}teams/", teams.teams, name="head_teams"),
    path(f"{ONE}teams/new/", teams.new_team, name="head_team_new"),
    path(f"{HERE}teams/<uuid:pk>/", teams.team, name="head_team"),
    path(f"{ONE}cards/", teams.cards, name="head_cards"),
    path(f"{ONE}cards/new/", teams.new_card, name="head_card_new"),
    path(f"{HERE}cards/<uuid:pk>/", teams.card, name="head_card"),
]
