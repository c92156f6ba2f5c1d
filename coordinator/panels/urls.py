from django.urls import path

from coordinator.panels.pages import days, members, own, panels, sessions

urlpatterns = [
    path("me/places/", own.places, name="my_places"),
    path("me/places/<uuid:pk>/", own.place, name="my_place"),
    path("me/places/<uuid:pk>/give-up/", own.give_up, name="my_place_give_up"),
    path("team/panels/", panels.panels, name="team_panels"),
    path("team/panels/new/", panels.new_panel, name="team_panel_new"),
    path("team/panels/<uuid:pk>/", panels.panel, name="team_panel"),
    path("team/panels/<uuid:pk>/change/", panels.change_panel, name="team_panel_change"),
    path("team/panels/<uuid:pk>/fewer/", panels.waive, name="team_panel_waive"),
    path("team/panels/<uuid:pk>/steps/<slug:step>/", panels.take_step, name="team_panel_step"),
    path("team/panels/<uuid:pk>/staff/", members.add_staff_member, name="team_staff_member_new"),
    path("team/panels/<uuid:pk>/parts/", members.add_role, name="team_role_new"),
    path("team/panels/<uuid:pk>/places/", members.add_place, name="team_place_new"),
    path("team/panels/<uuid:pk>/dates/", sessions.new_session, name="team_session_new"),
    path("team/staff-members/<uuid:pk>/remove/", members.remove_staff_member, name="team_staff_member_remove"),
    path("team/parts/<uuid:pk>/remove/", members.remove_role, name="team_role_remove"),
    path("team/places/<uuid:pk>/", members.place, name="team_place"),
    path("team/places/<uuid:pk>/part/", members.assign_role, name="team_place_role"),
    path("team/places/<uuid:pk>/promote/", members.promote, name="team_place_promote"),
    path("team/places/<uuid:pk>/end/<slug:ending>/", members.end_place, name="team_place_end"),
    path("team/sessions/<uuid:pk>/", sessions.session, name="team_session"),
    path("team/sessions/<uuid:pk>/move/", sessions.move, name="team_session_move"),
    path("team/sessions/<uuid:pk>/name/", sessions.rename, name="team_session_rename"),
    path("team/sessions/<uuid:pk>/cancel/", sessions.cancel, name="team_session_cancel"),
    path("team/sessions/<uuid:pk>/day/", days.plan_day, name="team_session_day"),
    path("team/sessions/<uuid:pk>/sheet/", days.sheet, name="team_session_sheet"),
    path("team/sessions/<uuid:pk>/attendance/", days.attendance, name="team_attendance"),
]
