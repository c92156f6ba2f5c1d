"""Keeping an organisation: who may, what is refused in words, and what the history says."""

from datetime import timedelta

import pytest

from coordinator.authorization.verdict import NotAllowed
from coordinator.keeping import actions, rules
from coordinator.keeping.actions import Newcomer
from coordinator.keeping.queries import what_happened
from coordinator.letters.models import Letter
from coordinator.letters.writing import write
from coordinator.organisations.models import Area, Membership, Organisation, Role, Team
from coordinator.people.models import Account, ContactCard, Person
from coordinator.workflow.models import Event
from coordinator.workflow.refusals import Refusal
from tests.making import make_person, make_world

PRIYA = Newcomer("Priya  Nair", "Priya@levels.example")
CARD = {"job_title": "Head", "phone": "01632 960 130", "email": "samira@levels.example", "working_days": "Mondays"}


def verbs(organisation):
    return list(
        Event.objects.filter(organisation_id=organisation.pk).order_by("at", "id").values_list("verb", flat=True)
    )


def of(person, role):
    return Membership.objects.get(person=person, role=role)


@pytest.fixture
def keep(world, now):
    return {"by": world.samira, "now": now}


# -- permission ------------------------------------------------------------------------------------
DO = {
    "settings": lambda w, **k: actions.keep_settings(w.organisation, name="X", **k),
    "area": lambda w, **k: actions.add_area(w.organisation, name="X", **k),
    "rename": lambda w, **k: actions.rename_area(Area.objects.create(organisation=w.organisation, name="Y"), name="X", **k),
    "practice": lambda w, **k: actions.add_practice(Area.objects.create(organisation=w.organisation, name="Z"), name="X", **k),
    "move": lambda w, **k: actions.keep_practice(w.organisation, owner=w.organisation, name="X", area=None, **k),
    "team": lambda w, **k: actions.add_team(w.organisation, name="X", mailbox="x@example.org", **k),
    "change": lambda w, **k: actions.change_team(w.team, name="X", mailbox="x@example.org", **k),
    "card": lambda w, **k: actions.keep_card(w.organisation, w.kim, **CARD, **k),
    "give": lambda w, **k: actions.give_role(w.organisation, Role.AUDITOR, to=w.kim, **k),
    "end": lambda w, **k: actions.end_role(of(w.kim, "recruiting_manager"), on=k["now"].date(), **k),
}  # fmt: skip


@pytest.mark.parametrize("deed", DO)
@pytest.mark.parametrize("role", [role for role in Role if role != Role.HEAD])
def test_only_a_head_keeps_the_organisation(world, now, deed, role):
    with pytest.raises(NotAllowed) as refused:
        DO[deed](world, by=world.by_role()[role], now=now)
    assert str(refused.value) == "This is for: Head of involvement."
    assert Event.objects.count() == 0


@pytest.mark.parametrize("deed", DO)
def test_not_even_the_head_of_another_organisation(world, now, deed):
    with pytest.raises(NotAllowed):
        DO[deed](world, by=make_world("Other").samira, now=now)


# -- settings --------------------------------------------------------------------------------------
def test_settings_are_kept_and_the_history_names_the_fields(world, keep):
    said = {"name": "Levels", "member_word": "lay member", "reference_prefix": " lv "}
    actions.keep_settings(world.organisation, **said, **keep)
    kept = Organisation.objects.get(pk=world.organisation.pk)
    assert (kept.name, kept.member_word, kept.reference_prefix) == ("Levels", "lay member", "LV")
    assert Event.objects.get().details == {"fields": ["member_word", "name", "reference_prefix"]}
    actions.keep_settings(kept, **said, **keep)
    assert verbs(kept) == ["organisation.settings"]


def test_a_name_that_is_taken_and_a_prefix_that_is_none(world, keep):
    other = make_world("Other")
    with pytest.raises(Refusal) as taken:
        actions.keep_settings(world.organisation, name=other.organisation.name, **keep)
    assert taken.value.by_field == {"name": ["This name is taken. Add what tells the two apart, for example the town."]}
    with pytest.raises(Refusal) as refused:
        actions.keep_settings(world.organisation, reference_prefix="L/M", **keep)
    assert refused.value.by_field == {"reference_prefix": [rules.PREFIX]}
    assert Event.objects.count() == 0


# -- the map ---------------------------------------------------------------------------------------
def test_areas_are_added_once_and_renamed(world, keep):
    area = actions.add_area(world.organisation, name="Estuary", **keep)
    assert actions.add_area(world.organisation, name="Estuary", **keep) == area
    actions.add_area(world.organisation, name="Hillside", **keep)
    actions.rename_area(area, name="The Estuary", **keep)
    assert [each.name for each in world.organisation.areas.all()] == ["Hillside", "The Estuary"]
    with pytest.raises(Refusal):
        actions.rename_area(area, name="Hillside", **keep)
    assert verbs(world.organisation) == ["area.add", "area.add", "area.rename"]


def test_a_practice_is_added_once_and_moves(world, keep):
    estuary, hillside = (actions.add_area(world.organisation, name=name, **keep) for name in ("Estuary", "Hillside"))
    practice = actions.add_practice(estuary, name="Ferry Lane Surgery", **keep)
    assert (practice.kind, practice.slug, practice.area) == ("practice", "ferry-lane-surgery", estuary)
    assert actions.add_practice(estuary, name="Ferry Lane Surgery", **keep) == practice
    owner = {"owner": world.organisation, **keep}
    actions.keep_practice(practice, name="Ferry Lane", area=hillside, **owner)
    actions.keep_practice(practice, name="Ferry Lane", area=hillside, **owner)
    actions.keep_practice(practice, name="Ferry Lane", area=None, **owner)
    actions.keep_practice(practice, name="Ferry", area=None, **owner)
    assert verbs(world.organisation)[2:] == [
        "area.add_practice", "area.rename_practice", "area.place_practice", "area.take_out_practice",
        "area.rename_practice",
    ]  # fmt: skip
    with pytest.raises(Refusal):
        actions.add_practice(hillside, name=world.organisation.name, **keep)
    second = actions.add_practice(hillside, name="Ferry Lane Surgery", **keep)
    assert (second.slug[:19], second.slug != practice.slug) == ("ferry-lane-surgery-", True)
    with pytest.raises(Refusal):
        actions.add_practice(estuary, name="Ferry Lane Surgery", **keep)


def test_a_name_without_letters_gets_an_address_all_the_same(world, keep):
    area = actions.add_area(world.organisation, name="Estuary", **keep)
    assert actions.add_practice(area, name="★", **keep).slug == "organisation"


def test_a_practice_in_no_area_goes_to_the_head_who_takes_it_up_first(world, keep, now):
    other = make_world("Other")
    mine = actions.add_area(world.organisation, name="Estuary", **keep)
    theirs = actions.add_area(other.organisation, name="Moor", by=other.samira, now=now)
    practice = Organisation.objects.create(name="Free Practice", slug="free", kind="practice")
    actions.keep_practice(practice, owner=other.organisation, name="Free", area=theirs, by=other.samira, now=now)
    with pytest.raises(Refusal) as late:
        actions.keep_practice(practice, owner=world.organisation, name="Free", area=mine, **keep)
    assert str(late.value)[:48] == "This practice stands in another organisation’s a"
    with pytest.raises(Refusal):
        actions.keep_practice(practice, owner=other.organisation, name="F", area=mine, by=other.samira, now=now)


# -- teams and cards -------------------------------------------------------------------------------
def test_teams_are_added_once_and_changed(world, keep):
    team = actions.add_team(world.organisation, name="Academy", mailbox="a@levels.example", **keep)
    assert actions.add_team(world.organisation, name="Academy", mailbox="a@levels.example", **keep) == team
    with pytest.raises(Refusal):
        actions.add_team(world.organisation, name="Academy", mailbox="b@levels.example", **keep)
    actions.change_team(team, name="The Academy", mailbox="b@levels.example", **keep)
    assert Team.objects.filter(name="The Academy", mailbox="b@levels.example").count() == 1
    with pytest.raises(Refusal):
        actions.change_team(team, name=world.team.name, mailbox="b@levels.example", **keep)
    assert verbs(world.organisation) == ["team.add", "team.change"]


def test_a_card_names_a_human_being(world, keep, now):
    card = actions.keep_card(world.organisation, world.samira, **CARD, **keep)
    away = now.date() + timedelta(days=3)
    actions.keep_card(world.organisation, world.samira, **CARD, away_until=away, **keep)
    actions.keep_card(world.organisation, world.samira, **CARD, away_until=away, **keep)
    card.refresh_from_db()
    assert (card.away_until, card.name) == (away, world.samira.full_name)
    assert [event.details["fields"] for event in Event.objects.order_by("at", "id")][1:] == [["away_until"]]
    assert verbs(world.organisation) == ["contactcard.keep", "contactcard.keep"]


def test_a_mailbox_is_nobody(world, keep):
    nobody = make_person("Administrator", role=Role.COORDINATOR, organisation=world.organisation)
    with pytest.raises(Refusal) as refused:
        actions.keep_card(
            world.organisation, nobody, job_title="", email="noreply@levels.example", phone="none", **keep
        )
    assert sorted(refused.value.by_field) == ["email", "person", "phone"]
    assert ContactCard.objects.filter(person=nobody).count() == 0


@pytest.mark.parametrize("role", ["Administrator", "Involvement team"])
def test_a_team_or_an_administrator_is_no_role_on_a_card(world, keep, role):
    with pytest.raises(Refusal) as refused:
        actions.keep_card(world.organisation, world.samira, **CARD | {"job_title": role}, **keep)
    sentence = (
        f"“{role}” is no role of a named person. Say what this person does, for example: involvement coordinator."
    )
    assert refused.value.by_field == {"job_title": [sentence]}


# -- roles -----------------------------------------------------------------------------------------
def test_somebody_new_gets_a_role_a_sign_in_and_a_letter(world, keep, now):
    given = actions.give_role(world.organisation, Role.FINANCE_CHECKER, to=PRIYA, **keep)
    priya = given.person
    assert (priya.full_name, priya.email, priya.account.email) == (
        "Priya Nair", "Priya@levels.example", "priya@levels.example",
    )  # fmt: skip
    letter = Letter.objects.get()
    assert (letter.kind, letter.person, letter.contact) == ("role.given", priya, world.contact)
    text = write(letter, now).text
    for words in (
        "“Finance checker”",
        "/accounts/login/",
        "sign in with your email priya@levels.example",
        "01632 960 117",
    ):
        assert words in text
    assert "Is this you?" not in text
    assert what_happened([world.organisation.pk])[0].text == (
        f"{world.samira.full_name} gave Priya Nair the role “Finance checker”"
    )


def test_given_twice_is_given_once(world, keep):
    first = actions.give_role(world.organisation, Role.AUDITOR, to=PRIYA, **keep)
    assert actions.give_role(world.organisation, Role.AUDITOR, to=PRIYA, **keep) == first
    assert (Letter.objects.count(), Event.objects.count(), Person.objects.filter(full_name="Priya Nair").count()) == (
        1,
        1,
        1,
    )


def test_a_role_that_ended_is_given_again_and_told_again(world, keep, now):
    given = actions.give_role(world.organisation, Role.AUDITOR, to=PRIYA, **keep)
    actions.end_role(given, on=now.date() - timedelta(days=1), **keep)
    again = actions.give_role(world.organisation, Role.AUDITOR, to=PRIYA, by=world.samira, now=now + timedelta(hours=1))
    assert (again.pk, again.ends_on, Letter.objects.count()) == (given.pk, None, 2)


def test_the_letter_comes_from_the_head_who_has_a_card(world, keep):
    card = actions.keep_card(world.organisation, world.samira, **CARD, **keep)
    actions.give_role(world.organisation, Role.AUDITOR, to=PRIYA, **keep)
    assert Letter.objects.get().contact == card


def test_without_anybody_named_there_is_no_letter(world, keep):
    ContactCard.objects.all().delete()
    actions.give_role(world.organisation, Role.AUDITOR, to=PRIYA, **keep)
    assert Letter.objects.count() == 0


def test_one_writes_no_letter_to_oneself(world, keep):
    actions.give_role(world.organisation, Role.COORDINATOR, to=world.samira, **keep)
    assert Letter.objects.count() == 0


def test_the_same_name_and_email_is_the_same_person_in_another_organisation(world, keep):
    other = make_world("Other")
    email = other.helen.email
    given = actions.give_role(
        world.organisation, Role.AUDITOR, to=Newcomer(other.helen.full_name.upper(), email), **keep
    )
    assert given.person == other.helen


def test_another_name_at_a_known_email_waits_behind_is_this_you(world, keep, now):
    other = make_world("Other")
    given = actions.give_role(world.organisation, Role.AUDITOR, to=Newcomer("Nora Field", other.helen.email), **keep)
    assert (given.person.full_name, given.person.account) == ("Nora Field", None)
    assert "Is this you?" in write(Letter.objects.get(), now).text


def test_somebody_without_email_is_asked_to_ring(world, keep, now):
    doreen = make_person(
        "Doreen Alcott", role=Role.PARTNER, organisation=world.organisation, email="", address="1 Lane"
    )
    actions.give_role(world.organisation, Role.AUDITOR, to=doreen, **keep)
    assert "We have no email of yours. Please ring me" in write(Letter.objects.get(), now).text
    assert Account.objects.filter(people=doreen).count() == 0


@pytest.mark.parametrize("role", [Role.APPROVER, Role.FINANCE_CHECKER, Role.FINANCE_PAYER])
def test_a_head_takes_no_money_role_not_even_by_another_name(world, keep, role):
    for person in (world.samira, make_person("Sam Dev", email="sam@example.org", account=world.samira.account)):
        with pytest.raises(Refusal) as refused:
            actions.give_role(world.organisation, role, to=person, **keep)
        assert str(refused.value) == rules.ONESELF
    assert Membership.objects.filter(person=world.samira).count() == 1


def test_a_head_without_an_account_has_no_hands_in_common_with_others(world, keep):
    Person.objects.filter(pk=world.samira.pk).update(account=None)
    world.samira.refresh_from_db()
    other = make_person("Nora Field", email="", role=Role.AUDITOR, organisation=world.organisation)
    assert actions.give_role(world.organisation, Role.APPROVER, to=other, **keep).role == "approver"


def test_whoever_claims_here_gets_no_money_role(world, keep):
    with pytest.raises(Refusal) as refused:
        actions.give_role(world.organisation, Role.APPROVER, to=world.rowan, **keep)
    assert str(refused.value) == rules.CLAIMS_HERE
    with pytest.raises(Refusal):
        actions.give_role(world.organisation, Role.FINANCE_PAYER, to=world.helen, **keep)


def test_a_refused_newcomer_leaves_no_trace(world, keep):
    doreen = make_person("Doreen Alcott", role=Role.VOLUNTEER, organisation=world.organisation, email="d@example.org")
    with pytest.raises(Refusal):
        actions.give_role(world.organisation, Role.APPROVER, to=Newcomer("Doreen Alcott", "d@example.org"), **keep)
    assert list(Membership.objects.filter(person=doreen).values_list("role", flat=True)) == ["volunteer"]


def test_a_role_ends_and_the_history_says_whose(world, keep, now):
    kim = of(world.kim, "recruiting_manager")
    actions.end_role(kim, on=now.date(), **keep)
    actions.end_role(kim, on=now.date(), **keep)
    assert of(world.kim, "recruiting_manager").ends_on == now.date()
    assert [line.text for line in what_happened([world.organisation.pk])] == [
        f"{world.samira.full_name} ended {world.kim.full_name}’s role “Recruiting manager”"
    ]
    with pytest.raises(Refusal):
        actions.end_role(kim, on=now.date() - timedelta(days=3), **keep)


def test_the_last_head_stays(world, keep, now):
    with pytest.raises(Refusal) as refused:
        actions.end_role(of(world.samira, "head"), on=now.date(), **keep)
    assert str(refused.value) == rules.LAST_HEAD
    second = actions.give_role(world.organisation, Role.HEAD, to=PRIYA, **keep)
    actions.end_role(of(world.samira, "head"), on=now.date(), **keep)
    with pytest.raises(Refusal):
        actions.end_role(second, on=now.date(), **keep)
