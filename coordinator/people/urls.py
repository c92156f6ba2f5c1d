from django.urls import path, register_converter
from django.urls.converters import StringConverter

from coordinator.people.pages import own, team, welcome
from coordinator.people.pages.changes import TAKES
from coordinator.people.sign_in import sign_in_with_password


class Change(StringConverter):
    """Only the changes that there are: other slices keep pages of a person under the same address."""

    regex = "|".join(TAKES)


register_converter(Change, "change")

urlpatterns = [
    path("accounts/welcome/", welcome.welcome, name="welcome"),
    path("accounts/login/password/", sign_in_with_password, name="account_login_password"),
    path("me/profile/", own.profile, name="my_profile"),
    path("me/profile/supporters/", own.add_supporter, name="my_supporter_add"),
    path("me/profile/supporters/<uuid:pk>/remove/", own.remove_supporter, name="my_supporter_remove"),
    path("me/privacy/", own.privacy, name="my_privacy"),
    path("me/privacy/export/", own.export, name="my_export"),
    path("me/privacy/keys/", own.make_token, name="my_token_make"),
    path("me/privacy/keys/<uuid:pk>/end/", own.end_token, name="my_token_end"),
    path("me/privacy/<slug:change>/", own.change_taking_part, name="my_taking_part"),
    path("team/people/", team.people, name="team_people"),
    path("team/people/new/", team.new_person, name="team_person_new"),
    path("team/people/<uuid:pk>/", team.person, name="team_person"),
    path("team/people/<uuid:pk>/edit/", team.edit_person, name="team_person_edit"),
    path("team/people/<uuid:pk>/<change:change>/", team.change_taking_part, name="team_person_change"),
]
