from django.urls import path

from accessibility.pages import own, people, team, venues

urlpatterns = [
    path("me/access/", own.my_access, name="my_access"),
    path("me/access/confirm/", own.confirm, name="my_access_confirm"),
    path("me/access/talk/", own.talk, name="my_access_talk"),
    path("me/access/<slug:group>/", own.my_group, name="my_access_group"),
    path("me/access/<slug:group>/list/", own.my_list, name="my_access_list"),
    path("me/access/<slug:group>/who/", own.my_who, name="my_access_who"),
    path("team/support/", team.support, name="team_support"),
    path("team/support/talk/<uuid:pk>/done/", team.talked, name="team_talked"),
    path("team/sessions/<uuid:pk>/access/", team.session_access, name="team_session_access"),
    path("team/sessions/<uuid:pk>/access/arranged/", team.session_arranged, name="team_session_arranged"),
    path("team/sessions/<uuid:pk>/access/sheet/", team.session_sheet, name="team_session_access_sheet"),
    path("team/support/people/<uuid:pk>/", people.person_access, name="team_person_access"),
    path("team/support/people/<uuid:pk>/agree/", people.agree, name="team_adjustment_agree"),
    path("team/support/people/<uuid:pk>/<slug:group>/", people.person_list, name="team_person_access_list"),
    path("team/support/people/<uuid:pk>/<slug:group>/who/", people.person_who, name="team_person_access_who"),
    path("team/support/agreements/<uuid:pk>/end/", people.end_agreement, name="team_adjustment_end"),
    path("team/venues/", venues.venues, name="team_venues"),
    path("team/venues/new/", venues.new_venue, name="team_venue_new"),
    path("team/venues/<uuid:pk>/", venues.venue, name="team_venue"),
    path("team/venues/<uuid:pk>/edit/", venues.edit_venue, name="team_venue_edit"),
    path("team/venues/<uuid:pk>/facts/<slug:section>/", venues.venue_facts, name="team_venue_facts"),
]
