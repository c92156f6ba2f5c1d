"""A place that was offered to somebody is theirs to take until their time to answer is over (practice.md AP8)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from coordinator.applications import actions
from coordinator.applications.models import Application, S
from coordinator.authorization.verdict import THE_SERVICE
from coordinator.opportunities.models import CallStatus, Opportunity
from coordinator.organisations.models import Role
from coordinator.panels import actions as panels
from coordinator.panels.models import Panel, Place, PlaceKind
from coordinator.panels.promised import promises, seats_free, who_waits
from coordinator.panels.refusals import DoesNotFit, PanelFull, PanelOver
from coordinator.people.models import Person
from tests.coordinator.applications.conftest import applicant
from tests.making import World, make_person, signed_in

UNTIL = "Thursday 5 March, 11:59pm"
KEPT = f"Every place that is left was offered to somebody. Bertram has until {UNTIL} to answer."


@pytest.fixture
def promised(world: World, call, now) -> list[Application]:
    """Two places: Amina has one, Bertram was offered the other, Cora is a reserve."""
    some = [applicant(world, call, name, now=now) for name in ("Amina", "Bertram", "Cora")]
    actions.offer_place(some[0], by=world.tomasz, now=now)
    actions.accept_offer(some[0], by=some[0].applicant, now=now)
    actions.offer_place(some[1], by=world.tomasz, now=now)
    actions.make_reserve(some[2], by=world.tomasz, now=now)
    return [Application.objects.select_related("place__panel").get(pk=each.pk) for each in some]


def panel() -> Panel:
    return Panel.objects.get()


def somebody(world: World) -> Person:
    return make_person("Forum Member", role=Role.VOLUNTEER, organisation=world.organisation)


def says_yes(application: Application, now) -> str:
    return actions.accept_offer(Application.objects.get(pk=application.pk), by=application.applicant, now=now).status


def test_staff_cannot_give_a_promised_place_to_somebody_else(promised, world, now):
    person = somebody(world)
    with pytest.raises(PanelFull) as refusal:
        panels.take_place(panel(), person, by=world.tomasz, now=now)
    assert str(refusal.value) == KEPT
    assert (panel().places_taken, person.places.count()) == (1, 0)
    assert says_yes(promised[1], now) == S.ACCEPTED


def test_a_reserve_does_not_move_to_a_place_that_is_promised(promised, world, now):
    with pytest.raises(PanelFull) as refusal:
        panels.call_in_reserve(promised[2].place, by=world.tomasz, now=now)
    assert str(refusal.value) == KEPT
    assert Place.objects.get(pk=promised[2].place_id).kind == PlaceKind.RESERVE
    assert says_yes(promised[1], now) == S.ACCEPTED


def test_places_do_not_fall_below_those_taken_and_promised(promised, world, now):
    with pytest.raises(DoesNotFit) as refusal:
        panels.change_panel(panel(), places=1, minimum_lay=1, by=world.tomasz, now=now)
    assert refusal.value.by_field == {
        "places": [f"Some of these places were offered. Bertram has until {UNTIL} to answer."]
    }
    assert panel().places == 2
    assert panels.change_panel(panel(), title="Another title", by=world.tomasz, now=now).title == "Another title"


def test_a_place_to_spare_is_given_and_lowered_as_before(promised, world, now):
    panels.change_panel(panel(), places=4, by=world.tomasz, now=now)
    Application.objects.filter(pk=promised[2].pk).update(status=S.DECLINED)
    panels.change_panel(panel(), places=3, by=world.tomasz, now=now)
    assert panels.take_place(panel(), somebody(world), by=world.tomasz, now=now).kind == PlaceKind.MEMBER
    assert (panel().places, panel().places_taken) == (3, 2)
    assert says_yes(promised[1], now) == S.ACCEPTED


def test_whoever_was_offered_the_place_can_be_given_it_by_hand(promised, world, now):
    panels.take_place(panel(), promised[1].applicant, by=world.tomasz, now=now)
    assert promises(panel(), now=now) == []
    assert (panel().places_taken, says_yes(promised[1], now)) == (2, S.ACCEPTED)
    assert panel().places_taken == 2


def test_an_offer_that_has_run_out_or_that_no_yes_can_reach_keeps_nothing(promised, world, now):
    assert [each.name for each in promises(panel(), now=now)] == ["Bertram"]
    assert promises(panel(), now=now + timedelta(days=4)) == []
    Opportunity.objects.update(status=CallStatus.WITHDRAWN)
    assert promises(panel(), now=now) == []
    Opportunity.objects.update(status=CallStatus.PUBLISHED)
    Panel.objects.update(status="finished")
    assert promises(panel(), now=now) == []
    with pytest.raises(PanelOver):
        panels.take_place(panel(), somebody(world), by=world.tomasz, now=now)


def test_free_is_what_nobody_holds_and_nobody_was_promised(promised, world, now):
    assert seats_free(panel(), now=now) == 0
    assert seats_free(panel(), now=now, besides=promised[1].person) == 1
    Panel.objects.update(places=1)  # written before promises were kept
    assert seats_free(panel(), now=now) == 0


def test_who_waits_is_named_to_those_who_see_applications_and_counted_for_others(world, call, now):
    Panel.objects.update(places=5)
    some = [applicant(world, call, f"Person {letter}", now=now) for letter in "ABCDE"]
    for number, each in enumerate(some):
        ends_at = now + timedelta(days=10 + number)
        actions.offer_place(each, by=world.tomasz, now=now, ends_at=ends_at)
    waiting = promises(panel(), now=now)
    assert who_waits(panel(), waiting, world.tomasz) == (
        "Person A has until Thursday 12 March, 3pm to answer. Person B has until Friday 13 March, 3pm to answer. "
        "Person C has until Saturday 14 March, 3pm to answer. 2 people have until Monday 16 March, 3pm to answer."
    )
    assert who_waits(panel(), waiting[:1], THE_SERVICE) == "1 person has until Thursday 12 March, 3pm to answer."
    assert who_waits(panel(), waiting[:3], world.tomasz).count("Person") == 3
    assert who_waits(panel(), [], world.tomasz) == ""


def test_the_pages_say_what_is_promised_and_offer_no_button_that_would_break_it(promised, world):
    Application.objects.filter(status=S.OFFERED).update(offer_ends_at=timezone.now() + timedelta(days=3))
    team = signed_in(world.tomasz)
    reserve = f"/team/places/{promised[2].place_id}/"
    assert "Move from the reserves to the panel" not in team.get(reserve).text
    adding = team.get(f"/team/panels/{panel().pk}/places/").text
    assert "No place is free" in adding
    assert "Whoever was offered a place has it kept until then. Bertram has until" in adding
    answer = team.post(f"{reserve}promote/", follow=True)
    assert "Every place that is left was offered to somebody. Bertram has until" in answer.text
    Application.objects.filter(status=S.OFFERED).update(offer_ends_at=timezone.now())
    assert "Move from the reserves to the panel" in team.get(reserve).text
    assert "1 place is free." in team.get(f"/team/panels/{panel().pk}/places/").text
