"""Who is offered the next free place: the earliest who waits, and a reserve before anybody new (practice.md AP5, AP9)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coordinator.applications import actions
from coordinator.applications.models import Application, S
from coordinator.opportunities.actions import withdraw_call
from coordinator.opportunities.models import Opportunity
from coordinator.organisations.models import Role
from coordinator.panels import actions as panels
from coordinator.panels.models import Panel, Place, PlaceKind, Session
from coordinator.panels.queries import reserves_in_line
from coordinator.panels.refusals import PanelFull
from tests.coordinator.applications.conftest import applicant, letters_to
from tests.making import World, make_call, make_panel, make_person, make_session

HOUR = timedelta(hours=1)


def a_call(world: World, **fields) -> Opportunity:
    """A call for one place with one reserve, on one day, unless told otherwise."""
    numbers = {name: fields.pop(name) for name in ("places", "reserves") if name in fields}
    panel = make_panel(world, **({"places": 1, "reserves": 1, "minimum_lay": 1} | numbers))
    make_session(panel, venue=world.venue)
    return make_call(world, panel=panel, **({"selection": "first_come"} | fields))


def came(world: World, call: Opportunity, now, *names: str) -> list[Application]:
    """These people applied, an hour after each other."""
    return [applicant(world, call, name, now=now + number * HOUR) for number, name in enumerate(names)]


def states(*applications: Application) -> list[str]:
    return [Application.objects.get(pk=each.pk).status for each in applications]


def fresh(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


def says_yes(application: Application, now) -> Place:
    return actions.accept_offer(fresh(application), by=application.applicant, now=now).place


def somebody(world: World, panel: Panel, now) -> Place:
    """Staff gave a place to a member who did not apply."""
    person = make_person("Forum Member", role=Role.VOLUNTEER, organisation=world.organisation)
    return panels.take_place(panel, person, by=world.tomasz, now=now)


def change(call: Opportunity, world: World, now, **numbers: int) -> None:
    panels.change_panel(Panel.objects.get(pk=call.panel_id), by=world.tomasz, now=now, **numbers)


# -- first come ------------------------------------------------------------------------------------------
def test_a_cancelled_place_goes_to_whoever_waits_longest_and_nobody_overtakes(world, now):
    call = a_call(world, reserves=0)
    amina, bertram = came(world, call, now, "Amina", "Bertram")
    place = says_yes(amina, now + 2 * HOUR)
    panels.cancel_place(place, by=world.tomasz, now=now + 3 * HOUR)
    assert states(amina, bertram) == [S.CANCELLED, S.OFFERED]
    (cora,) = came(world, call, now + 4 * HOUR, "Cora")
    assert states(bertram, cora) == [S.OFFERED, S.RECEIVED]


def test_more_places_go_to_those_who_wait_in_the_order_they_came(world, now):
    call = a_call(world, reserves=0)
    some = came(world, call, now, "Amina", "Bertram", "Cora", "Dev")
    change(call, world, now + 5 * HOUR, places=3)
    assert states(*some) == [S.OFFERED, S.OFFERED, S.OFFERED, S.RECEIVED]
    assert letters_to(some[2].applicant)[-1] == "application.offer"


def test_more_chairs_for_reserves_are_filled_in_order(world, now):
    call = a_call(world, reserves=0)
    some = came(world, call, now, "Amina", "Bertram", "Cora")
    change(call, world, now + 5 * HOUR, reserves=2)
    assert states(*some) == [S.OFFERED, S.RESERVE, S.RESERVE]
    assert [fresh(each).reserve_position for each in some] == [None, 1, 2]


def test_whoever_is_new_waits_behind_those_whom_a_free_place_passed_by(world, now):
    call = a_call(world, reserves=0)
    amina, bertram = came(world, call, now, "Amina", "Bertram")
    Panel.objects.update(places=2)  # as places were raised before anybody was told
    (cora,) = came(world, call, now + 4 * HOUR, "Cora")
    assert states(amina, bertram, cora) == [S.OFFERED, S.OFFERED, S.RECEIVED]


def test_a_reserve_moves_up_and_the_next_who_waits_takes_the_chair(world, now):
    call = a_call(world)
    some = came(world, call, now, "Amina", "Bertram", "Cora", "Dev")
    assert states(*some) == [S.OFFERED, S.RESERVE, S.RECEIVED, S.RECEIVED]
    actions.decline_offer(fresh(some[0]), by=some[0].applicant, now=now + 5 * HOUR)
    assert states(*some) == [S.DECLINED, S.OFFERED, S.RESERVE, S.RECEIVED]
    assert fresh(some[2]).place.position == 1


def test_a_reserve_who_leaves_or_is_called_in_leaves_the_chair_to_the_next(world, now):
    call = a_call(world, places=2)
    some = came(world, call, now, "Amina", "Bertram", "Cora", "Dev", "Ewa")
    assert states(*some) == [S.OFFERED, S.OFFERED, S.RESERVE, S.RECEIVED, S.RECEIVED]
    actions.say_not_this_time(fresh(some[2]), reason="dates", by=world.tomasz, now=now + 6 * HOUR)
    assert states(*some[2:]) == [S.NOT_THIS_TIME, S.RESERVE, S.RECEIVED]
    Panel.objects.update(places=3)
    panels.call_in_reserve(fresh(some[3]).place, by=world.tomasz, now=now + 7 * HOUR)
    assert states(*some[3:]) == [S.ACCEPTED, S.RESERVE]


def test_a_line_that_is_not_first_come_is_left_to_those_who_choose(world, now):
    call = a_call(world, selection="scored", places=2)
    some = came(world, call, now, "Amina", "Bertram")
    change(call, world, now + 5 * HOUR, places=4, reserves=3)
    assert states(*some) == [S.RECEIVED, S.RECEIVED]


# -- a place ends, whoever had it -------------------------------------------------------------------------
@pytest.mark.parametrize("selection", ["first_come", "scored"])
@pytest.mark.parametrize("end", [panels.give_up_place, panels.cancel_place])
def test_the_place_of_somebody_who_did_not_apply_goes_to_reserve_one(world, now, selection, end):
    call = a_call(world, selection=selection)
    place = somebody(world, call.panel, now)
    (bertram,) = came(world, call, now + HOUR, "Bertram")
    if selection == "scored":
        actions.make_reserve(bertram, by=world.tomasz, now=now + HOUR)
    assert states(bertram) == [S.RESERVE]
    end(place, by=world.tomasz, now=now + 2 * HOUR)
    assert (states(bertram), Panel.objects.get().places_taken) == ([S.OFFERED], 0)


def scored(world: World, now, *names: str, places: int) -> list[Application]:
    """People who are reserves of a call that staff choose for."""
    some = came(world, a_call(world, selection="scored", places=places, reserves=5), now, *names)
    for each in some:
        actions.make_reserve(each, by=world.tomasz, now=now + 6 * HOUR)
    return some


def test_as_many_reserves_are_offered_a_place_as_came_free(world, now):
    some = scored(world, now, "Amina", "Bertram", "Cora", places=3)
    place = somebody(world, Panel.objects.get(), now + 6 * HOUR)
    panels.give_up_place(place, by=world.tomasz, now=now + 7 * HOUR)
    assert states(*some) == [S.OFFERED, S.RESERVE, S.RESERVE]
    actions.withdraw(some[0], by=some[0].applicant, now=now + 8 * HOUR)  # her page showed her as a reserve still
    assert states(*some) == [S.WITHDRAWN, S.OFFERED, S.RESERVE]
    actions.cancel_application(some[1], by=world.tomasz, now=now + 9 * HOUR)
    assert states(*some) == [S.WITHDRAWN, S.CANCELLED, S.OFFERED]


def test_a_place_given_back_is_offered_on_once(world, now):
    some = scored(world, now, "Amina", "Bertram", "Cora", places=3)
    actions.offer_place(some[0], by=world.tomasz, now=now + 7 * HOUR)
    says_yes(some[0], now + 8 * HOUR)
    actions.withdraw(fresh(some[0]), by=some[0].applicant, now=now + 9 * HOUR)
    assert states(*some) == [S.WITHDRAWN, S.OFFERED, S.RESERVE]


def test_more_places_are_offered_to_as_many_reserves(world, now):
    some = scored(world, now, "Amina", "Bertram", "Cora", places=2)
    change(Opportunity.objects.get(), world, now + 8 * HOUR, places=4)
    assert states(*some) == [S.OFFERED, S.OFFERED, S.RESERVE]


def test_a_place_stays_in_its_own_call_while_somebody_waits_there_and_goes_on_to_the_next_call(world, now):
    first = a_call(world, selection="scored", reserves=2)
    second = make_call(world, panel=first.panel, selection="scored")
    (amina,) = came(world, first, now, "Amina")
    bertram, cora = came(world, second, now, "Bertram", "Cora")
    actions.offer_place(bertram, by=world.tomasz, now=now + 2 * HOUR)
    place = says_yes(bertram, now + 2 * HOUR)
    for each in (amina, cora):
        actions.make_reserve(each, by=world.tomasz, now=now + 2 * HOUR)
    panels.cancel_place(place, by=world.tomasz, now=now + 3 * HOUR)
    assert states(amina, bertram, cora) == [S.RESERVE, S.CANCELLED, S.OFFERED]
    withdraw_call(Opportunity.objects.get(pk=second.pk), because="No money.", by=world.tomasz, now=now + 4 * HOUR)
    assert states(amina, cora) == [S.OFFERED, S.CANCELLED]


def test_nobody_is_offered_a_place_on_a_day_that_is_over(world, now):
    call = a_call(world)
    place = somebody(world, call.panel, now)
    (bertram,) = came(world, call, now + HOUR, "Bertram")
    panels.cancel_place(place, by=world.tomasz, now=Session.objects.get().ends_at)
    assert states(bertram) == [S.RESERVE]


def test_no_line_is_served_in_a_panel_that_is_over(world, now):
    call = a_call(world)
    place = somebody(world, call.panel, now)
    some = came(world, call, now + HOUR, "Bertram", "Cora")
    assert states(*some) == [S.RESERVE, S.RECEIVED]
    Panel.objects.update(status="finished", reserves=3)
    panels.give_up_place(place, by=world.tomasz, now=now + 3 * HOUR)
    assert states(*some) == [S.RESERVE, S.RECEIVED]


def test_cancelling_a_panel_moves_nobody_up_in_another_of_its_calls(world, now):
    first = a_call(world)
    second = make_call(world, panel=first.panel, selection="first_come")
    amina, bertram = came(world, first, now, "Amina", "Bertram")
    (cora,) = came(world, second, now + HOUR, "Cora")
    Panel.objects.update(reserves=1)
    before = letters_to(cora.applicant)
    panels.cancel_panel(Panel.objects.get(), by=world.tomasz, now=now + 9 * HOUR)
    assert states(amina, bertram, cora) == [S.CANCELLED] * 3
    assert letters_to(cora.applicant)[len(before) :] == ["call.withdrawn"]
    assert Place.objects.filter(kind=PlaceKind.MEMBER).count() == 0


# -- the numbers of the reserves -------------------------------------------------------------------------
def positions(call: Opportunity) -> list[tuple[str, int | None]]:
    """Who holds a reserve's place on the panel, and with which number."""
    held = Place.objects.filter(panel=call.panel_id, kind=PlaceKind.RESERVE, status="confirmed")
    return [(each.person.full_name, each.position) for each in held.order_by("confirmed_at", "pk")]


def test_a_reserve_who_is_offered_a_place_leaves_the_line_and_the_next_is_number_one(world, now):
    call = a_call(world, reserves=3, places=2, selection="scored")
    some = came(world, call, now, "Amina", "Bertram", "Cora")
    for each in some:
        actions.make_reserve(each, by=world.tomasz, now=now + 4 * HOUR)
    for each in some[:2]:
        actions.offer_place(fresh(each), by=world.tomasz, now=now + 5 * HOUR)
    assert positions(call) == [("Amina", None), ("Bertram", None), ("Cora", 1)]
    assert (fresh(some[2]).reserve_position, reserves_in_line(call.panel)) == (1, 1)
    assert says_yes(some[0], now + 6 * HOUR).kind == PlaceKind.MEMBER
    actions.decline_offer(fresh(some[1]), by=some[1].applicant, now=now + 6 * HOUR)
    assert positions(call) == [("Cora", None)]  # asked in turn


def test_a_reserve_whose_place_is_gone_can_still_be_offered_one(world, now):
    call = a_call(world, selection="scored")
    (amina,) = came(world, call, now, "Amina")
    actions.make_reserve(amina, by=world.tomasz, now=now + HOUR)
    Application.objects.filter(pk=amina.pk).update(place=None)
    assert actions.offer_place(fresh(amina), by=world.tomasz, now=now + 2 * HOUR).status == S.OFFERED


def test_no_more_reserves_than_chairs(world, now):
    call = a_call(world, reserves=1, selection="scored")
    amina, bertram = came(world, call, now, "Amina", "Bertram")
    actions.make_reserve(amina, by=world.tomasz, now=now + 2 * HOUR)
    with pytest.raises(PanelFull, match="Every reserve place is taken"):
        actions.make_reserve(bertram, by=world.tomasz, now=now + 2 * HOUR)
    assert states(amina, bertram) == [S.RESERVE, S.RECEIVED]
    change(call, world, now + 3 * HOUR, reserves=2)
    assert actions.make_reserve(fresh(bertram), by=world.tomasz, now=now + 4 * HOUR).reserve_position == 2
