"""Costs that are agreed, and what was checked at a venue."""

from datetime import date

import pytest

from accessibility.actions import Checked, agree_adjustment, end_adjustment, keep_facts, save_venue
from accessibility.models import Adjustment, VenueFact
from accessibility.queries.venues import street_to_seat, venue_cards
from accessibility.refusals import NotOnTheList, NotOurs
from coordinator import hooks
from coordinator.authorization.verdict import NotAllowed
from coordinator.organisations.models import Venue
from coordinator.workflow.models import Event
from tests.making import make_panel, make_person, make_place, make_world

pytestmark = pytest.mark.django_db


def kinds(place):
    return set().union(*hooks.adjusted_kinds.ask(place))


def test_finance_learns_the_kind_of_cost_and_nothing_more(world, now):
    place = make_place(make_panel(world), world.rowan)
    assert kinds(place) == set()
    agree_adjustment(world.rowan, world.organisation, "taxi", by=world.tomasz, now=now)
    agree_adjustment(world.rowan, world.organisation, "personal_assistant", by=world.tomasz, now=now)
    assert kinds(place) == {"taxi", "personal_assistant"}


def test_another_organisations_agreement_covers_nothing_here(world, now):
    other = make_world("Other")
    agree_adjustment(other.rowan, other.organisation, "taxi", by=other.tomasz, now=now)
    assert kinds(make_place(make_panel(world), other.rowan)) == set()


def test_agreed_twice_it_is_one_agreement_and_ended_it_covers_nothing(world, now):
    first = agree_adjustment(world.rowan, world.organisation, "taxi", by=world.tomasz, now=now)
    assert agree_adjustment(world.rowan, world.organisation, "taxi", by=world.tomasz, now=now) == first
    assert end_adjustment(first, by=world.tomasz, now=now) is True
    assert end_adjustment(first, by=world.tomasz, now=now) is False
    assert kinds(make_place(make_panel(world), world.rowan)) == set()
    assert [event.verb for event in Event.objects.filter(record_id=first.pk)] == ["adjustment.agree", "adjustment.end"]
    again = agree_adjustment(world.rowan, world.organisation, "taxi", by=world.tomasz, now=now)
    assert again != first


def test_only_the_coordinator_agrees_and_only_with_their_own_people(world, now):
    for by in [world.rowan, world.helen, world.samira, make_world("Other").tomasz]:
        with pytest.raises(NotAllowed):
            agree_adjustment(world.rowan, world.organisation, "taxi", by=by, now=now)
    with pytest.raises(NotOurs):
        agree_adjustment(make_person(), world.organisation, "taxi", by=world.tomasz, now=now)
    agreed = agree_adjustment(world.rowan, world.organisation, "taxi", by=world.tomasz, now=now)
    with pytest.raises(NotAllowed):
        end_adjustment(agreed, by=world.helen, now=now)
    assert Adjustment.objects.get().ended_at is None


def test_a_venue_is_added_and_changed_and_both_are_in_its_history(world, now):
    fields = {"organisation": world.organisation, "name": "School hall", "address": "2 Hill", "postcode": "LV2 2BB"}
    venue = save_venue(Venue(), by=world.tomasz, now=now, **fields, way_in="By the side door.")
    save_venue(venue, by=world.tomasz, now=now, name="Hill School")
    assert Venue.objects.get(pk=venue.pk).name == "Hill School"
    assert [event.verb for event in Event.objects.filter(record_id=venue.pk)] == ["venue.add", "venue.change"]


def test_only_the_coordinator_keeps_venues(world, now):
    for by in [world.samira, world.kim, world.rowan, make_world("Other").tomasz]:
        with pytest.raises(NotAllowed):
            save_venue(world.venue, by=by, now=now, name="Taken over")
        with pytest.raises(NotAllowed):
            keep_facts(world.venue, {}, checked_on=now.date(), by=by, now=now)
    assert Venue.objects.get(pk=world.venue.pk).name == "Levels and Moor Harptree House"


def test_what_was_checked_has_its_day_and_what_is_not_known_has_none(world, now):
    found = {"room_loop": Checked("yes", " Tested by Ann "), "quiet_room": Checked("unknown")}
    keep_facts(world.venue, found, checked_on=date(2026, 2, 27), by=world.tomasz, now=now)
    rows = VenueFact.objects.order_by("code", "pk").values_list("code", "answer", "detail", "checked_on")
    assert list(rows) == [
        ("quiet_room", "unknown", "", None),
        ("room_loop", "yes", "Tested by Ann", date(2026, 2, 27)),
    ]


def test_checking_again_replaces_the_answer(world, now):
    keep_facts(world.venue, {"room_loop": Checked("yes")}, checked_on=date(2026, 1, 5), by=world.tomasz, now=now)
    keep_facts(world.venue, {"room_loop": Checked("no")}, checked_on=date(2026, 2, 27), by=world.tomasz, now=now)
    fact = VenueFact.objects.get()
    assert (fact.answer, fact.checked_on) == ("no", date(2026, 2, 27))


def test_only_facts_that_are_asked_can_be_noted(world, now):
    with pytest.raises(NotOnTheList):
        keep_facts(world.venue, {"pool": Checked("yes")}, checked_on=now.date(), by=world.tomasz, now=now)


def test_an_old_check_counts_as_not_known(world, now):
    keep_facts(world.venue, {"room_loop": Checked("yes")}, checked_on=date(2023, 3, 1), by=world.tomasz, now=now)
    keep_facts(world.venue, {"door_wide": Checked("no")}, checked_on=date(2026, 3, 1), by=world.tomasz, now=now)
    lines = {line.fact.code: line for line in street_to_seat(world.venue, today=now.date())}
    assert (lines["room_loop"].answer, lines["room_loop"].too_old) == ("unknown", True)
    assert (lines["door_wide"].answer, lines["door_wide"].too_old) == ("no", False)
    assert (lines["quiet_room"].answer, lines["quiet_room"].too_old) == ("unknown", False)
    assert [card.known for card in venue_cards([world.venue], today=now.date())] == [1]
