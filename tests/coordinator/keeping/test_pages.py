"""The head's pages of the organisation, as people use them."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coordinator.keeping import actions, rules
from coordinator.keeping.actions import Newcomer
from coordinator.organisations.models import Area, Membership, Organisation, Role, Team
from coordinator.people.models import ContactCard, Person
from tests.making import World, make_person, make_world, signed_in


def text(answer):
    page = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(page.split())


def area_of(world: World) -> Area:
    return Area.objects.get_or_create(organisation=world.organisation, name="Estuary")[0]


def practice_of(world: World) -> Organisation:
    area = area_of(world)
    return Organisation.objects.get_or_create(
        name=f"Surgery of {world.organisation.name}", slug=f"s-{area.pk}"[:50], kind="practice", area=area
    )[0]


def addresses(world: World) -> dict[str, str]:
    pk = world.organisation.pk
    role = Membership.objects.get(person=world.kim, organisation=pk)
    own = {"head_role_end": role, "head_area": area_of(world), "head_team": world.team, "head_card": world.contact}
    of_organisation = [
        "settings", "roles", "role_new", "areas", "area_new", "practice_new", "teams", "team_new", "cards", "card_new",
    ]  # fmt: skip
    return {
        **{f"head_{name}": reverse(f"head_{name}", args=[pk]) for name in of_organisation},
        **{name: reverse(name, args=[record.pk]) for name, record in own.items()},
        "head_practice": reverse("head_practice", args=[pk, practice_of(world).pk]),
    }


LISTS = ["head_roles", "head_areas", "head_teams", "head_cards"]


def test_a_head_opens_every_page(world):
    client = signed_in(world.samira)
    found = {name: client.get(path).status_code for name, path in addresses(world).items()}
    assert found == dict.fromkeys(found, 200)
    assert (len(found), client.get("/head/organisation/").status_code) == (15, 200)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.HEAD])
def test_everybody_else_is_told_whose_pages_these_are(world, role):
    client = signed_in(world.by_role()[role])
    for path in ["/head/organisation/", *addresses(world).values()]:
        for answer in (client.get(path), client.post(path, {})):
            assert (answer.status_code, "This is for: Head of involvement." in text(answer)) == (403, True)


def test_signed_out_one_is_asked_to_sign_in(world, client):
    for path in ["/head/organisation/", *addresses(world).values()]:
        assert client.get(path).url == f"/accounts/login/?next={path}"


def test_another_organisation_is_not_there(world):
    other = make_world("Other")
    client = signed_in(world.samira)
    for name, path in addresses(other).items():
        assert (name, client.get(path).status_code) == (name, 404)
        if name not in LISTS:
            assert (name, client.post(path, {"name": "X"}).status_code) == (name, 404)
    theirs = reverse("head_practice", args=[world.organisation.pk, practice_of(other).pk])
    assert client.get(theirs).status_code == 404
    assert "Other" not in text(client.get("/head/organisation/"))


def test_the_head_finds_it_from_home_and_the_auditor_is_not_led_there(world):
    assert "/head/organisation/" in signed_in(world.samira).get("/head/").content.decode()
    assert "/head/organisation/" not in signed_in(world.audra).get("/head/").content.decode()


def test_a_new_organisation_is_told_what_it_lacks(db):
    fresh = Organisation.objects.create(name="Fresh Board", slug="fresh", kind="care_board")
    nora = make_person("Nora Field", role=Role.HEAD, organisation=fresh)
    shown = text(signed_in(nora).get("/head/organisation/"))
    assert [lack in shown for lack in rules.LACKS.values()] == [True] * 6
    assert "Nobody checks claims yet" in text(signed_in(nora).get("/head/"))
    second = Organisation.objects.create(name="Second Board", slug="second", kind="trust")
    Membership.objects.create(person=nora, organisation=second, role=Role.HEAD)
    assert "Second Board: Nobody checks claims yet" in text(signed_in(nora).get("/head/organisation/"))
    for name, empty in {
        "roles": "Nora Field",
        "teams": "No team yet",
        "cards": "Nobody is named yet",
        "areas": "No area yet",
    }.items():
        assert empty in text(signed_in(nora).get(reverse(f"head_{name}", args=[fresh.pk])))


def test_settings_are_kept_and_what_was_typed_stays(world):
    client, path = signed_in(world.samira), addresses(world)["head_settings"]
    said = {
        "name": "Levels",
        "member_word": "lay member",
        "answer_within_working_days": 5,
        "reference_prefix": "lv",
        "time_zone": "Europe/London",
    }
    late = client.post(path, said | {"reference_prefix": "L/V"})
    assert (late.status_code, "L/V" in late.content.decode(), rules.PREFIX in text(late)) == (422, True, True)
    other = make_world("Other")
    taken = client.post(path, said | {"name": other.organisation.name})
    assert (taken.status_code, "This name is taken." in text(taken)) == (422, True)
    done = client.post(path, said, follow=True)
    assert "Kept. Calls, letters and claims show it from now on." in text(done)
    assert "changed the organisation’s settings" in text(done)
    kept = Organisation.objects.get(pk=world.organisation.pk)
    assert (kept.answer_within_working_days, kept.reference_prefix) == (5, "LV")


def test_a_role_is_given_to_a_colleague_and_to_somebody_new(world):
    client, path = signed_in(world.samira), addresses(world)["head_role_new"]
    done = client.post(path, {"role": "coordinator", "person": world.kim.pk}, follow=True)
    assert f"{world.kim.full_name} now has the role “Involvement coordinator”." in text(done)
    new = {"role": "auditor", "full_name": "Priya Nair", "email": "priya@levels.example"}
    assert "A letter tells them how to sign in with priya@levels.example." in text(client.post(path, new, follow=True))
    assert client.post(path, new).status_code == 302
    assert Person.objects.filter(full_name="Priya Nair").count() == 1
    ContactCard.objects.all().update(person=world.samira)
    Person.objects.filter(pk=world.kim.pk).update(email="")
    done = client.post(path, {"role": "partner", "person": world.kim.pk}, follow=True)
    assert "We have no email of theirs: ask for it" in text(done)


def test_without_a_card_the_head_tells_them_how_to_sign_in(world):
    ContactCard.objects.all().delete()
    done = signed_in(world.samira).post(
        addresses(world)["head_role_new"], {"role": "auditor", "person": world.kim.pk}, follow=True
    )
    assert f"Tell them to choose “Sign in” and use {world.kim.email}: we send a code." in text(done)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "Please choose a role"),
        ({"role": "auditor"}, "Give the full name of the person to ask."),
        ({"role": "auditor", "full_name": "Admin", "email": "noreply@levels.example"}, "“Admin” is no named person."),
        ({"role": "auditor", "full_name": "Priya", "email": "no"}, "Write an email address like name@example.org"),
        ({"role": "auditor", "full_name": "Priya", "person": "kim"}, "You chose a colleague and named somebody too."),
        ({"role": "approver", "full_name": "R Ellery", "email": "rowan"}, "We know this email as Rowan Ellery of Levels and Moor."),
        ({"role": "approver", "full_name": "rowan ellery of levels and moor", "email": "rowan"}, "They take part here and can claim"),
        ({"role": "approver", "person": "samira"}, "Whoever hands out roles never takes one that looks after money"),
    ],
)  # fmt: skip
def test_a_role_that_needs_another_look(world, said, why):
    people = {"kim": world.kim.pk, "samira": world.samira.pk}
    filled = {name: people.get(value, value) if name == "person" else value for name, value in said.items()}
    filled = {
        name: world.rowan.email if value == "rowan" and name == "email" else value for name, value in filled.items()
    }
    before = Membership.objects.count()
    answer = signed_in(world.samira).post(addresses(world)["head_role_new"], filled)
    assert (answer.status_code, why in text(answer), Membership.objects.count()) == (422, True, before)


def test_a_role_ends_with_a_day_or_at_once(world):
    client, path = signed_in(world.samira), addresses(world)["head_role_end"]
    assert "Please give the last day" in text(client.post(path, {"when": "day"}))
    assert "There is no such day" in text(
        client.post(path, {"when": "day", "last_day_day": "31", "last_day_month": "2", "last_day_year": "2099"})
    )
    assert rules.DAY_IS_OVER in text(client.post(path, {"when": "day", "last_day": "2020-01-01"}))
    assert client.post(path, {"when": "day", "last_day": "2099-03-01"}).status_code == 302
    assert "Change" in text(client.get(addresses(world)["head_roles"]))
    assert client.post(path, {"when": "now"}).status_code == 302
    assert Membership.objects.get(person=world.kim).ends_on == timezone.localdate() - timedelta(days=1)
    assert signed_in(world.kim).get("/team/calls/").status_code == 403
    shown = text(client.get(addresses(world)["head_roles"]))
    assert ("1 role has ended" in shown, "Give it again" in shown) == (True, True)
    assert rules.ENDED in text(client.post(path, {"when": "day", "last_day": "2099-03-01"}))


def test_the_last_head_reads_why_it_stays(world):
    own = reverse("head_role_end", args=[Membership.objects.get(person=world.samira).pk])
    answer = signed_in(world.samira).post(own, {"when": "now"})
    assert (answer.status_code, rules.LAST_HEAD in text(answer)) == (422, True)


def test_the_map_says_27_of_27(world):
    client, now = signed_in(world.samira), timezone.now()
    for number in range(9):
        area = actions.add_area(world.organisation, name=f"Area {number}", by=world.samira, now=now)
        for letter in "ABC":
            actions.add_practice(area, name=f"Practice {number}{letter}", by=world.samira, now=now)
    path = reverse("head_areas", args=[world.organisation.pk])
    shown = text(client.get(path))
    assert ("Practices in an area: 27 of 27" in shown, "Areas with a practice: 9 of 9" in shown) == (True, True)
    practice = Organisation.objects.get(name="Practice 0A")
    page = reverse("head_practice", args=[world.organisation.pk, practice.pk])
    assert client.post(page, {"name": "Practice 0A", "area": ""}).status_code == 302
    actions.add_area(world.organisation, name="Hillside", by=world.samira, now=now)
    shown = text(client.get(path))
    for words in ("26 of 27", "9 of 10", "Still without: Hillside", "In no area yet"):
        assert words in shown


def test_areas_and_practices_are_added_and_renamed(world):
    client, pages = signed_in(world.samira), addresses(world)
    assert "Brue Valley is in the list." in text(
        client.post(pages["head_area_new"], {"name": "Brue Valley"}, follow=True)
    )
    assert "Its practices stay in it." in text(client.post(pages["head_area"], {"name": "The Estuary"}, follow=True))
    assert "This name is taken." in text(client.post(pages["head_area"], {"name": "Brue Valley"}))
    area = Area.objects.get(name="Brue Valley")
    new = {"name": "Ferry Lane", "area": area.pk}
    assert "Ferry Lane is in the list." in text(client.post(pages["head_practice_new"], new, follow=True))
    assert "Please choose an answer" in text(client.post(pages["head_practice_new"], {"name": "X"}))
    assert f'value="{area.pk}" selected' in client.get(f"{pages['head_practice_new']}?area={area.pk}").content.decode()


def test_teams_are_added_and_changed(world):
    client, pages = signed_in(world.samira), addresses(world)
    new = {"name": "Academy", "mailbox": "academy@levels.example"}
    assert "Academy is in the list." in text(client.post(pages["head_team_new"], new, follow=True))
    assert "Calendars name it so from now on." in text(
        client.post(pages["head_team"], new | {"name": "Our team"}, follow=True)
    )
    taken = client.post(pages["head_team"], new)
    assert (taken.status_code, "This name is taken." in text(taken)) == (422, True)


def test_a_card_is_made_and_somebody_goes_away(world):
    client, pages = signed_in(world.samira), addresses(world)
    card = {"job_title": "Head", "phone": "01632 960 130", "email": "samira@levels.example", "working_days": "Mondays"}
    made = client.post(pages["head_card_new"], card | {"person": world.samira.pk}, follow=True)
    assert f"People can ask {world.samira.full_name} now." in text(made)
    mailbox = client.post(pages["head_card_new"], card | {"person": world.samira.pk, "email": "info@levels.example"})
    assert (mailbox.status_code, "is no named person's address" in mailbox.content.decode().replace("&#39;", "'")) == (
        422,
        True,
    )
    today = timezone.localdate()
    for day, why in {
        today - timedelta(days=1): "This day is over.",
        today + timedelta(days=900): "more than two years",
    }.items():
        assert why in text(client.post(pages["head_card"], card | {"away_until": day.isoformat()}))
    assert client.post(pages["head_card"], card | {"away_until": today.isoformat()}).status_code == 302
    assert "Away until" in text(client.get(pages["head_cards"]))
    ContactCard.objects.update(away_until=today - timedelta(days=1))
    assert "Away until" not in text(client.get(pages["head_cards"]))
    assert 'name="away_until_day" type="text" value=""' in client.get(pages["head_card"]).content.decode()


def test_a_volunteer_is_nobodys_contact(world):
    card = {"job_title": "X", "phone": "01632 960 130", "email": "r@levels.example", "working_days": "Mondays"}
    answer = signed_in(world.samira).post(addresses(world)["head_card_new"], card | {"person": world.rowan.pk})
    assert (answer.status_code, "this answer is not in the list any more" in text(answer)) == (422, True)


def _more(world, how_many):
    now = timezone.now()
    for _number in range(how_many):
        person = make_person(role=Role.COORDINATOR, organisation=world.organisation)
        Membership.objects.create(
            person=make_person(), organisation=world.organisation, role=Role.AUDITOR, ends_on="2020-01-01"
        )
        name = f"N{person.pk}"
        Team.objects.create(organisation=world.organisation, name=name, mailbox="t@levels.example")
        ContactCard.objects.create(
            organisation=world.organisation, person=person, job_title="X", phone="1", email="x@x.example"
        )
        area = actions.add_area(world.organisation, name=name, by=world.samira, now=now)
        actions.add_practice(area, name=name, by=world.samira, now=now)
        actions.give_role(
            world.organisation, Role.PARTNER, to=Newcomer(name, f"{name}@x.example"), by=world.samira, now=now
        )


@pytest.mark.parametrize("page", [*LISTS, "head_organisation"])
def test_a_list_costs_the_same_for_three_and_for_sixty(world, page):
    client = signed_in(world.samira)
    path = {**addresses(world), "head_organisation": "/head/organisation/"}[page]
    costs = []
    for more in (3, 57):
        _more(world, more)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        costs.append(len(seen))
    assert (costs[0], costs[1] <= 12) == (costs[1], True)
