"""Pausing, coming back, leaving, being forgotten: by oneself, or noted by staff because one asked."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coordinator import hooks
from coordinator.authorization.verdict import NotAllowed
from coordinator.organisations.models import Role
from coordinator.panels.models import Panel, PanelStatus
from coordinator.people.actions import add_supporter, come_back, forget, leave, make_token, pause
from coordinator.people.links import issue_link
from coordinator.people.models import Account, ContactCard, Person, PersonStatus
from coordinator.people.queries import contacts_to_ask
from coordinator.workflow.models import Event
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import SomebodyWasFaster
from coordinator.workflow.trail import history_of
from tests.making import make_panel, make_person, make_world

UNTIL = date(2026, 4, 30)


def last_event(person):
    return Event.objects.filter(record_id=person.pk).latest("at", "id")


def test_a_pause_lasts_until_the_day_that_was_said(world, now):
    pause(world.rowan, by=world.rowan, until=UNTIL, now=now)
    kept = Person.objects.get(pk=world.rowan.pk)
    assert (kept.status, kept.paused_until) == (PersonStatus.PAUSED, UNTIL)
    assert last_event(kept).verb == "person.pause"


def test_coming_back_ends_the_pause(world, now):
    pause(world.rowan, by=world.rowan, until=None, now=now)
    come_back(world.rowan, by=world.rowan, now=now + timedelta(days=1))
    kept = Person.objects.get(pk=world.rowan.pk)
    assert (kept.status, kept.paused_until, last_event(kept).verb) == (PersonStatus.ACTIVE, None, "person.return")


def test_whoever_left_may_come_back(world, now):
    leave(world.rowan, by=world.rowan, now=now)
    assert Person.objects.get(pk=world.rowan.pk).status == PersonStatus.LEFT
    assert come_back(world.rowan, by=world.rowan, now=now).status == PersonStatus.ACTIVE


@pytest.mark.parametrize(("act", "verb"), [(leave, "person.leave_for"), (forget, "person.forget_for")])
def test_staff_note_what_somebody_asked_for_and_the_history_says_so(world, now, act, verb):
    act(world.rowan, by=world.tomasz, now=now)
    assert (last_event(world.rowan).verb, last_event(world.rowan).by_person_id) == (verb, world.tomasz.pk)


def test_staff_note_a_pause_and_a_return(world, now):
    pause(world.rowan, by=world.tomasz, until=UNTIL, now=now)
    come_back(world.rowan, by=world.tomasz, now=now + timedelta(hours=1))
    told = [line.text for line in history_of(world.rowan)]
    who = world.tomasz.full_name
    assert told == [f"{who} noted a pause, as asked", f"{who} noted the return, as asked"]


@pytest.mark.parametrize("who", ["helen", "samira", "petra"])
def test_others_may_not_note_it(world, now, who):
    with pytest.raises(NotAllowed):
        leave(world.rowan, by=getattr(world, who), now=now)
    assert Person.objects.get(pk=world.rowan.pk).status == PersonStatus.ACTIVE


def test_the_team_of_another_organisation_may_not(world, now):
    with pytest.raises(NotAllowed):
        forget(world.rowan, by=make_world("Other").tomasz, now=now)


def test_pressing_leave_twice_says_that_it_is_done(world, now):
    leave(world.rowan, by=world.rowan, now=now)
    with pytest.raises(SomebodyWasFaster):
        leave(world.rowan, by=world.rowan, now=now)
    assert Event.objects.filter(verb="person.leave").count() == 1


def test_being_forgotten_takes_away_all_that_says_who_it_was(world, now):
    rowan = world.rowan
    Person.objects.filter(pk=rowan.pk).update(
        call_me="Ro", mobile="07700 900 123", landline="01632 960 002", address="1 Mill Lane", postcode="LV1 1AA",
        channel_order=["post"], never_phone=True, never_email=True, speaks="Urdu", reads="Urdu", text_format="large",
        reachable="mornings", answer_days=5,
    )  # fmt: skip
    add_supporter(rowan, by=rowan, now=now, full_name="Jude Ellery", comes_along=True)
    make_token(rowan, by=rowan, name="sheet", days=30, now=now)
    issue_link("offer", rowan, person=rowan, now=now, lasts=timedelta(days=5))
    account = rowan.account_id

    forget(rowan, by=rowan, now=now)

    kept = Person.objects.get(pk=rowan.pk)
    assert (kept.full_name, kept.status) == ("Somebody who asked to be forgotten", PersonStatus.ANONYMISED)
    words = [kept.call_me, kept.email, kept.mobile, kept.landline, kept.address, kept.postcode, kept.speaks, kept.reads]
    assert words + [kept.reachable] == [""] * 9
    assert (kept.channel_order, kept.never_phone, kept.never_email) == ([], False, False)
    assert (kept.text_format, kept.answer_days, kept.account) == ("standard", 0, None)
    assert (kept.supporters.count(), kept.api_tokens.count(), kept.links.count()) == (0, 0, 0)
    assert Account.objects.filter(pk=account).exists() is False


def test_the_other_one_of_a_shared_account_keeps_it(world, now):
    joyce = make_person("Joyce", role=Role.VOLUNTEER, organisation=world.organisation, account=world.rowan.account)
    forget(world.rowan, by=world.rowan, now=now)
    assert list(Account.objects.get(pk=joyce.account_id).people.all()) == [joyce]


def test_somebody_without_an_account_is_forgotten_too(world, now):
    doreen = make_person("Doreen", role=Role.VOLUNTEER, organisation=world.organisation, email="")
    assert forget(doreen, by=world.tomasz, now=now).full_name == "Somebody who asked to be forgotten"


def test_every_part_of_the_service_is_told_to_forget(world, now):
    told = []
    hooks.person_erasure.functions.append(lambda person, at: told.append((person.pk, at)))
    try:
        forget(world.rowan, by=world.rowan, now=now)
    finally:
        hooks.person_erasure.functions.pop()
    assert told == [(world.rowan.pk, now)]


def test_whoever_signs_letters_hands_over_first(world, now):
    with pytest.raises(Refusal) as refused:
        forget(world.tomasz, by=world.tomasz, now=now)
    assert (
        str(refused.value)
        == "People know you as their contact. Please hand over your role first; then we can forget you."
    )
    assert Person.objects.get(pk=world.tomasz.pk).full_name == world.tomasz.full_name


@pytest.mark.parametrize(("days", "refused"), [(-1, False), (0, True), (30, True), (None, True)])
def test_only_a_role_that_still_runs_keeps_a_name_here_its_last_day_included(world, now, days, refused):
    ends_on = None if days is None else now.date() + timedelta(days=days)
    world.helen.memberships.update(ends_on=ends_on)
    try:
        forget(world.helen, by=world.helen, now=now)
    except Refusal as reason:
        said = "People know you as their contact. Please hand over your role first; then we can forget you."
        assert (refused, str(reason)) == (True, said)
    else:
        assert (refused, Person.objects.get(pk=world.helen.pk).status) == (False, PersonStatus.ANONYMISED)


def test_a_last_day_is_counted_where_the_organisation_is(world):
    world.helen.memberships.update(ends_on=date(2026, 3, 31))
    with pytest.raises(Refusal):
        forget(world.helen, by=world.helen, now=datetime(2026, 3, 31, 22, 59, tzinfo=UTC))
    over = datetime(2026, 3, 31, 23, 1, tzinfo=UTC)  # one minute past midnight in London
    assert forget(world.helen, by=world.helen, now=over).status == PersonStatus.ANONYMISED


def test_a_contact_whose_role_is_over_hands_over_the_panels_that_run_first(world, now):
    world.tomasz.memberships.update(ends_on=now.date() - timedelta(days=1))
    panel, name = make_panel(world), world.tomasz.full_name
    with pytest.raises(Refusal):
        forget(world.tomasz, by=world.tomasz, now=now)
    tomasz = Person.objects.get(pk=world.tomasz.pk)
    assert tomasz.full_name == name

    Panel.objects.filter(pk=panel.pk).update(status=PanelStatus.FINISHED)
    forget(tomasz, by=tomasz, now=now)
    card = ContactCard.objects.get(pk=world.contact.pk)
    assert (card.name, card.phone, card.email, card.quote) == ("Somebody who asked to be forgotten", "", "", "")
    assert list(contacts_to_ask([world.organisation.pk])) == []


def test_a_card_that_nothing_shows_goes_with_its_person(world, now):
    world.tomasz.memberships.update(ends_on=now.date() - timedelta(days=1))
    forget(world.tomasz, by=world.tomasz, now=now)
    assert ContactCard.objects.filter(pk=world.contact.pk).exists() is False


def test_no_name_stands_in_any_event(world, now):
    forget(world.rowan, by=world.rowan, now=now)
    assert [name for name in ("Rowan", "Ellery") if name in str(list(Event.objects.values()))] == []
