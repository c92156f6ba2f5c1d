"""The pages of people: one's own, and the team's."""

import json
from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from coordinator import hooks
from coordinator.hooks import Box
from coordinator.organisations.models import Membership, Role
from coordinator.people.models import ApiToken, Person, PersonStatus
from coordinator.people.queries import LOOKED_AT
from coordinator.workflow.models import Event
from tests.making import make_person, make_world, signed_in

PROFILE = {
    "full_name": "Rowan Ellery", "call_me": "Ro", "email": "rowan@example.org", "landline": "01632 960 001",
    "first_choice": "phone", "second_choice": "email", "text_format": "large", "answer_days": "5",
}  # fmt: skip
RINGING = {
    "full_name": "Doreen Alcott", "landline": "01632 960 002", "first_choice": "phone", "text_format": "large",
    "consent_source": "phone", "consent_at_day": "2", "consent_at_month": "3", "consent_at_year": "2026",
    "consent_at_time": "3pm", "agreed": "on",
}  # fmt: skip


def said(answer):
    """The messages that the next page would show."""
    return [str(message) for message in get_messages(answer.wsgi_request)]


def text(answer):
    return answer.content.decode()


# -- one's own -------------------------------------------------------------------------------------
def test_signed_out_one_is_asked_to_sign_in_and_comes_back(db):
    for path in ("/me/profile/", "/me/privacy/", "/team/people/"):
        assert Client().get(path).url == f"/accounts/login/?next={path}"


def test_the_profile_is_kept_and_shown_again(world):
    client = signed_in(world.rowan)
    answer = client.post("/me/profile/", PROFILE)
    assert (answer.url, said(answer)) == ("/me/profile/", ["Your profile is kept."])
    kept = Person.objects.get(pk=world.rowan.pk)
    assert (kept.call_me, kept.channel_order, kept.answer_days) == ("Ro", ["phone", "email"], 5)
    assert 'value="01632 960 001"' in text(client.get("/me/profile/"))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"full_name": ""}, "Please fill in “Full name”"),
        ({"landline": "the usual"}, "Write the phone number with its area code, for example 01632 960 117."),
        ({"never_phone": "on"}, "You also ticked never to use this way. Which do you mean? Change one of the two."),
        ({"second_choice": "phone"}, "This way is already in your list. Choose another, or “No more”."),
        ({"third_choice": "post"}, "We need this to reach you in the way you chose."),
        ({"landline": ""}, "We need this to reach you in the way you chose."),
        ({"third_choice": "text"}, "We need this to reach you in the way you chose."),
        ({"answer_days": "31"}, "The most we can take here is 30"),
        ({"answer_days": "soon"}, "Write a whole number in figures, for example 12"),
        ({"email": "rowan at home"}, "Write an email address like name@example.org"),
    ],
)
def test_a_profile_that_needs_another_look_keeps_what_was_typed(world, change, sentence):
    answer = signed_in(world.rowan).post("/me/profile/", PROFILE | {"reachable": "mornings, not Wed"} | change)
    assert (answer.status_code, sentence in text(answer)) == (422, True)
    assert 'value="mornings, not Wed"' in text(answer)
    assert Person.objects.get(pk=world.rowan.pk).call_me == ""


def test_a_wrong_number_is_not_blamed_twice(world):
    answer = text(signed_in(world.rowan).post("/me/profile/", PROFILE | {"landline": "the usual"}))
    assert "We need this to reach you" not in answer


def test_two_forms_on_the_profile_have_ids_of_their_own(world):
    page = text(signed_in(world.rowan).get("/me/profile/"))
    assert (page.count('id="id_full_name"'), page.count('id="supporter_full_name"')) == (1, 1)
    assert page.count("checked checked") == 0


def test_a_supporter_is_added_and_taken_off_on_the_profile(world):
    client = signed_in(world.rowan)
    answer = client.post("/me/profile/supporters/", {"full_name": "Jude", "comes_along": "on", "phone": ""})
    assert (answer.url, said(answer)) == ("/me/profile/", ["We have noted who supports you."])
    jude = world.rowan.supporters.get()
    assert "Comes with me" in text(client.get("/me/profile/"))
    assert client.post(f"/me/profile/supporters/{jude.pk}/remove/").url == "/me/profile/"
    assert world.rowan.supporters.count() == 0


def test_a_supporter_without_a_name_is_asked_for_it(world):
    answer = signed_in(world.rowan).post("/me/profile/supporters/", {"full_name": "", "phone": "01632 960 009"})
    assert (answer.status_code, "Please fill in “Their name" in text(answer)) == (422, True)
    assert 'value="01632 960 009"' in text(answer)


def test_a_supporter_of_somebody_else_is_not_there(world):
    jude = world.petra.supporters.create(full_name="Jude")
    assert signed_in(world.rowan).post(f"/me/profile/supporters/{jude.pk}/remove/").status_code == 404
    assert world.petra.supporters.count() == 1


def test_the_profile_says_with_whom_an_email_is_shared(world):
    make_person("Len Ames", email=world.rowan.email, account=world.rowan.account)
    client = signed_in(world.rowan)
    session = client.session
    session["person"] = str(world.rowan.pk)
    session.save()
    page = text(client.get("/me/profile/"))
    assert "You share your email with Len Ames. Each letter names the person it is for." in page
    assert "Change who is here" in page


def test_a_key_is_shown_once_and_ended(world):
    client = signed_in(world.rowan)
    answer = client.post("/me/privacy/keys/", {"name": "our sheet", "days": "90"})
    secret = text(answer).split("<code>")[1].split("</code>")[0]
    assert (answer.status_code, len(secret), answer.headers["Cache-Control"]) == (
        200, 43, "max-age=0, no-cache, no-store, must-revalidate, private",
    )  # fmt: skip
    page = text(client.get("/me/privacy/"))
    assert ("our sheet" in page, secret in page) == (True, False)
    assert client.post(f"/me/privacy/keys/{ApiToken.objects.get().pk}/end/").url == "/me/privacy/"
    assert ApiToken.objects.count() == 0


def test_a_key_without_a_purpose_is_asked_for_it(world):
    answer = signed_in(world.rowan).post("/me/privacy/keys/", {"name": "", "days": "90"})
    assert (answer.status_code, "Please fill in “What it is for”" in text(answer)) == (422, True)


def test_the_key_of_somebody_else_is_not_there(world, now):
    token = world.petra.api_tokens.create(name="x", token_sha256="1", expires_at=now)
    assert signed_in(world.rowan).post(f"/me/privacy/keys/{token.pk}/end/").status_code == 404


def test_everything_we_hold_comes_as_one_file(world):
    jude = world.rowan.supporters.create(full_name="Jude Ellery")
    answer = signed_in(world.rowan).post("/me/privacy/export/")
    told = json.loads(answer.content)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="what-we-hold.json"'
    assert told["person"][0]["full_name"] == world.rowan.full_name
    assert [row["id"] for row in told["supporters"]] == [str(jude.pk)]
    assert [row["role"] for row in told["memberships"]] == ["volunteer"]
    assert [row["verb"] for row in told["history"]] == ["person.export"]
    assert [key for key in ("token_sha256", "password") if key in answer.content.decode()] == []


def test_the_file_holds_nobody_else(world):
    make_world("Other")
    told = signed_in(world.rowan).post("/me/privacy/export/").content.decode()
    assert [name for name in ("Other", "Tomasz", "Petra") if name in told] == []


def test_looking_at_the_file_is_a_button_not_a_link(world):
    assert signed_in(world.rowan).get("/me/privacy/export/").status_code == 405


def test_a_pause_is_asked_once_more_then_noted(world):
    client = signed_in(world.rowan)
    assert "We ask nothing until the pause ends." in text(client.get("/me/privacy/pause/"))
    until = timezone.localdate() + timedelta(days=30)
    day = {"until_day": until.day, "until_month": until.month, "until_year": until.year}
    answer = client.post("/me/privacy/pause/", day)
    assert (answer.url, said(answer)) == ("/me/privacy/", ["Done. You can see it under “What happened”."])
    assert Person.objects.get(pk=world.rowan.pk).paused_until == until
    assert "You have a pause." in text(client.get("/me/privacy/"))
    assert "You have a pause." in text(client.get("/me/"))


def test_a_pause_without_an_end_is_one_too(world):
    client = signed_in(world.rowan)
    client.post("/me/privacy/pause/", {})
    assert "We ask nothing of you until you come back." in text(client.get("/me/privacy/"))
    client.post("/me/privacy/return/", {})
    assert Person.objects.get(pk=world.rowan.pk).status == PersonStatus.ACTIVE


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (("26", "3", "2020"), "This day is over. Choose today or a later day."),
        (("31", "2", "2099"), "There is no such day in the calendar. Check the day and the month."),
        (("", "3", "2099"), "Add the day"),
    ],
)
def test_a_pause_needs_a_day_that_can_be(world, day, sentence):
    typed = dict(zip(("until_day", "until_month", "until_year"), day, strict=True))
    answer = signed_in(world.rowan).post("/me/privacy/pause/", typed)
    assert (answer.status_code, sentence in text(answer)) == (422, True)


def test_leaving_twice_in_two_tabs_is_answered_kindly(world):
    client = signed_in(world.rowan)
    client.post("/me/privacy/leave/", {})
    answer = client.post("/me/privacy/leave/", {})
    assert answer.url == "/me/privacy/"
    assert said(answer)[-1] == (
        "Somebody else changed this a moment ago, so nothing was done twice. Here is how it stands now."
    )
    assert "You have left." in text(client.get("/me/privacy/"))
    assert "You have left." in text(client.get("/me/"))


def test_being_forgotten_needs_a_tick_and_then_signs_out(world):
    client = signed_in(world.rowan)
    answer = client.post("/me/privacy/forget/", {})
    assert (answer.status_code, "Please tick “I understand that this cannot be undone”" in text(answer)) == (422, True)
    assert client.post("/me/privacy/forget/", {"sure": "on"}).url == "/"
    assert Person.objects.get(pk=world.rowan.pk).status == PersonStatus.ANONYMISED
    assert client.get("/me/").url == "/accounts/login/?next=/me/"


def test_whoever_works_here_is_told_to_hand_over_first(world):
    client = signed_in(world.tomasz)
    answer = client.post("/me/privacy/forget/", {"sure": "on"})
    assert answer.url == "/me/privacy/"
    assert said(answer) == [
        "People know you as their contact. Please hand over your role first; then we can forget you."
    ]


def test_a_change_that_does_not_exist_is_not_there(world):
    assert signed_in(world.rowan).get("/me/privacy/vanish/").status_code == 404


def test_one_sees_who_opened_ones_page(world):
    signed_in(world.tomasz).get(f"/team/people/{world.rowan.pk}/")
    page = text(signed_in(world.rowan).get("/me/privacy/"))
    assert (world.tomasz.full_name in page, "Each time somebody in our team opens your page" in page) == (True, True)


def test_many_looks_fold_away(world, now):
    for hours in range(7):
        Event.objects.create(
            verb=LOOKED_AT, record_type="people.person", record_id=world.rowan.pk, by_person_id=world.tomasz.pk,
            at=now + timedelta(hours=hours),
        )  # fmt: skip
    page = text(signed_in(world.rowan).get("/me/privacy/"))
    assert (page.count(world.tomasz.full_name), "Show the earlier ones" in page) == (7, True)


# -- the team's -----------------------------------------------------------------------------------
def test_somebody_is_found_by_name_email_or_phone_however_it_is_spaced(world):
    make_person(
        "Doreen Alcott", role=Role.VOLUNTEER, organisation=world.organisation, email="", landline="01632 960 777"
    )
    client = signed_in(world.tomasz)
    for words in ("alcott", "01632960777", "+44 1632 960777", "960 777"):
        page = text(client.get("/team/people/", {"q": words}))
        assert ("Doreen Alcott" in page, "1 person" in page) == (True, True)
    assert "Nobody found" in text(client.get("/team/people/", {"q": "77"}))
    assert "2 people" in text(client.get("/team/people/", {"q": " "}))


def test_the_list_is_narrowed_by_how_people_like_to_be_reached(world):
    make_person(
        "Doreen Alcott", role=Role.VOLUNTEER, organisation=world.organisation, channel_order=["phone"], landline="01632 960 777",
        never_email=True,
    )  # fmt: skip
    client = signed_in(world.tomasz)
    by_phone = text(client.get("/team/people/", {"channel": "phone"}))
    assert ("Doreen Alcott" in by_phone, "Rowan" in by_phone, "Never by email" in by_phone) == (True, False, True)
    by_email = text(client.get("/team/people/", {"channel": "email"}))
    assert ("Doreen Alcott" in by_email, "Rowan" in by_email) == (False, True)


def test_an_empty_list_says_who_will_stand_there(world):
    Membership.objects.filter(role=Role.VOLUNTEER).delete()
    assert "People who sign up, apply or ring you stand here." in text(signed_in(world.tomasz).get("/team/people/"))


def test_the_list_costs_the_same_for_three_and_for_three_hundred(world, django_assert_num_queries, queries_of):
    client = signed_in(world.tomasz)
    few = queries_of(lambda: client.get("/team/people/"))
    for number in range(60):
        make_person(f"Person {number:03}", role=Role.VOLUNTEER, organisation=world.organisation)
    many = queries_of(lambda: client.get("/team/people/"))
    assert (few == many, many <= 12) == (True, True)
    page = text(client.get("/team/people/"))
    assert ("Page 1 of 3" in page, "61 people" in page) == (True, True)


@pytest.mark.parametrize("who", ["rowan", "helen", "paula", "ravi", "kim", "audra", "petra"])
def test_others_are_told_for_whom_the_list_is(world, who):
    answer = signed_in(getattr(world, who)).get("/team/people/")
    assert answer.status_code == 403
    assert "This is for: Involvement coordinator, Head of involvement." in text(answer)


def test_the_head_reads_but_does_not_write(world):
    client = signed_in(world.samira)
    page = client.get(f"/team/people/{world.rowan.pk}/")
    assert (page.status_code, "Change the profile" in text(page), "If they ask you to" in text(page)) == (
        200,
        False,
        False,
    )
    assert client.get("/team/people/new/").status_code == 403
    assert client.get(f"/team/people/{world.rowan.pk}/edit/").status_code == 403
    assert client.post(f"/team/people/{world.rowan.pk}/leave/").status_code == 403


@pytest.mark.parametrize("path", ["", "edit/", "pause/"])
def test_people_of_another_organisation_are_not_there(world, path):
    other = make_world("Other")
    assert signed_in(world.tomasz).get(f"/team/people/{other.rowan.pk}/{path}").status_code == 404


def test_colleagues_are_not_in_the_list_of_people(world):
    assert signed_in(world.tomasz).get(f"/team/people/{world.helen.pk}/").status_code == 404


def test_a_coordinator_of_one_who_volunteers_in_another_sees_only_her_own(world):
    other = make_world("Other")
    Membership.objects.create(organisation=other.organisation, person=world.tomasz, role=Role.VOLUNTEER)
    assert signed_in(world.tomasz).get(f"/team/people/{other.rowan.pk}/").status_code == 404


def test_the_page_of_a_person_shows_how_to_reach_them(world):
    Person.objects.filter(pk=world.rowan.pk).update(
        call_me="Ro", landline="01632 960 001", never_email=True, reachable="mornings", answer_days=5, speaks="Urdu",
        status="paused", paused_until=date(2099, 3, 1), consent_at=timezone.now(), address="1 Mill Lane", postcode="LV1 1AA",
    )  # fmt: skip
    world.rowan.supporters.create(full_name="Jude")
    page = text(signed_in(world.tomasz).get(f"/team/people/{world.rowan.pk}/"))
    for words in ("Likes to be called Ro.", "tel:01632960001", "mornings", "5 working days", "Urdu", "Jude", "Has a pause",
                  "until Sunday 1 March 2099: please ask nothing before.", "1 Mill Lane<br>LV1 1AA"):  # fmt: skip
        assert words in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"status": "left"}, "Has left"), ({"status": "paused"}, "without an end: please ask nothing.")],
)
def test_the_page_says_when_nothing_should_be_asked(world, fields, words):
    Person.objects.filter(pk=world.rowan.pk).update(**fields)
    assert words in text(signed_in(world.tomasz).get(f"/team/people/{world.rowan.pk}/"))


def test_other_parts_of_the_service_show_their_box(world):
    def box(shown, viewer):
        return Box("Places", "people/words.html", {}) if viewer == world.tomasz else None

    hooks.person_box.functions.append(box)
    try:
        assert "Places</h2>" in text(signed_in(world.tomasz).get(f"/team/people/{world.rowan.pk}/"))
    finally:
        hooks.person_box.functions.remove(box)


def test_somebody_who_rings_is_written_down(world):
    client = signed_in(world.tomasz)
    assert "Say: “I write this down" in text(client.get("/team/people/new/"))
    answer = client.post("/team/people/new/", RINGING | {"organisation": world.organisation.pk})
    doreen = Person.objects.get(full_name="Doreen Alcott")
    assert (answer.url, said(answer)) == (f"/team/people/{doreen.pk}/", ["Doreen Alcott is written down."])
    assert (doreen.channel, doreen.answer_days, doreen.account) == ("phone", 0, None)
    page = text(client.get(answer.url))
    assert ("No. Staff act for them." in page, f"{world.tomasz.full_name} wrote this person down" in page) == (
        True,
        True,
    )


def test_somebody_with_a_shared_email_is_welcome_and_the_other_is_named(world):
    typed = RINGING | {"organisation": world.organisation.pk, "email": world.rowan.email}
    answer = signed_in(world.tomasz).post("/team/people/new/", typed)
    assert said(answer)[-1] == (
        f"{world.rowan.full_name} uses the same email. That is fine: each letter names the person it is for."
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"agreed": ""}, "Please tick “They agree that we keep this”"),
        ({"consent_at_time": "3"}, "Add am or pm: 3am or 3pm?"),
        ({"landline": ""}, "We need this to reach you in the way you chose."),
        ({"full_name": ""}, "Please fill in “Full name”"),
    ],
)
def test_a_conversation_that_lacks_something_keeps_what_was_written(world, change, sentence):
    typed = RINGING | {"organisation": world.organisation.pk, "reachable": "after 2pm"} | change
    answer = signed_in(world.tomasz).post("/team/people/new/", typed)
    assert (answer.status_code, sentence in text(answer), "after 2pm" in text(answer)) == (422, True, True)
    assert Person.objects.filter(landline="01632 960 002").count() == 0


def test_nobody_is_written_down_for_another_organisation(world):
    other = make_world("Other")
    answer = signed_in(world.tomasz).post("/team/people/new/", RINGING | {"organisation": other.organisation.pk})
    assert answer.status_code == 422
    assert Person.objects.filter(full_name="Doreen Alcott").count() == 0


def test_whoever_works_in_two_organisations_chooses(world):
    other = make_world("Other")
    Membership.objects.create(organisation=other.organisation, person=world.tomasz, role=Role.COORDINATOR)
    page = text(signed_in(world.tomasz).get("/team/people/new/"))
    assert (world.organisation.name in page, other.organisation.name in page, " selected>Other" in page) == (
        True,
        True,
        False,
    )


def test_the_team_changes_a_profile_and_the_history_says_so(world):
    client = signed_in(world.tomasz)
    address = f"/team/people/{world.rowan.pk}/edit/"
    assert "Never phone them" in text(client.get(address))
    answer = client.post(address, PROFILE | {"email": world.rowan.email})
    assert (answer.url, said(answer)) == (f"/team/people/{world.rowan.pk}/", ["The profile is kept."])
    assert f"{world.tomasz.full_name} changed the profile" in text(client.get(answer.url))
    wrong = client.post(address, PROFILE | {"full_name": ""})
    assert (wrong.status_code, world.rowan.full_name not in text(wrong), "Rowan Ellery" in text(wrong)) == (
        422,
        True,
        True,
    )


def test_the_team_notes_what_somebody_asked_for(world):
    client = signed_in(world.tomasz)
    page = text(client.get(f"/team/people/{world.rowan.pk}/"))
    assert ("Note a pause" in page, "Note that they leave" in page, "Forget this person" in page) == (True, True, True)
    assert "Only when" in text(client.get(f"/team/people/{world.rowan.pk}/leave/"))
    assert client.post(f"/team/people/{world.rowan.pk}/leave/").url == f"/team/people/{world.rowan.pk}/"
    assert client.post(f"/team/people/{world.rowan.pk}/forget/", {"sure": "on"}).url == "/team/people/"
    assert client.get(f"/team/people/{world.rowan.pk}/").status_code == 404


def test_an_expired_form_says_what_to_do(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.rowan.account, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post("/me/profile/", PROFILE)
    assert (answer.status_code, "Nothing was sent and nothing was changed." in text(answer)) == (403, True)


@pytest.fixture
def queries_of(db):
    """How many statements a call costs."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(call):
        cache.clear()
        with CaptureQueriesContext(connection) as seen:
            assert call().status_code == 200
        return len(seen)

    return count
