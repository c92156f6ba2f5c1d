"""Planning a panel: who may, what is refused in words, and that a double press does nothing twice."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from coordinator.authorization.verdict import NotAllowed
from coordinator.panels import actions
from coordinator.panels.models import LIVE_PLACES, Panel, PanelStatus, SessionStatus
from coordinator.panels.refusals import DoesNotFit, NotYet
from coordinator.workflow.steps import SomebodyWasFaster
from coordinator.workflow.trail import history_of
from tests.making import World, make_panel, make_person, make_place, make_session, make_world


def plan(world: World, now: datetime, **changes: Any) -> Panel:
    """Tomasz plans an interview panel of two."""
    wanted = {
        "organisation": world.organisation, "team": world.team, "contact": world.contact, "title": "Ward sister",
        "kind": "interview", "places": 2, "reserves": 1, "minimum_lay": 2, "by": world.tomasz, "now": now,
    } | changes  # fmt: skip
    return actions.plan_panel(**wanted)


def told(panel: Panel) -> list[str]:
    """The history of a panel in words."""
    return [line.text for line in history_of(panel)]


def test_a_coordinator_plans_a_panel_and_the_history_says_so(world: World, now: datetime) -> None:
    panel = plan(world, now, cover_contact=world.contact)
    assert (panel.status, panel.places, panel.reserves, panel.cover_contact) == ("planning", 2, 1, world.contact)
    assert told(panel) == [f"{world.tomasz.full_name} planned this panel"]


def test_a_recruiting_manager_may_ask_for_a_panel_and_a_volunteer_may_not(world: World, now: datetime) -> None:
    assert plan(world, now, by=world.kim).status == "planning"
    with pytest.raises(NotAllowed):
        plan(world, now, by=world.rowan)


def test_fewer_places_than_the_fewest_members_of_the_public_are_refused(world: World, now: datetime) -> None:
    with pytest.raises(DoesNotFit) as refusal:
        plan(world, now, places=1)
    assert refusal.value.by_field == {
        "minimum_lay": ["There are fewer places than this. Add places, or ask for fewer people."]
    }


def test_a_form_pressed_twice_plans_one_panel(world: World, now: datetime) -> None:
    key = uuid4()
    first, second = plan(world, now, key=key), plan(world, now, key=key)
    assert first.pk == second.pk == key
    assert Panel.objects.count() == 1
    assert len(told(first)) == 1


def test_a_key_of_another_organisation_opens_nothing(world: World, now: datetime) -> None:
    theirs = make_panel(make_world("Elsewhere"))
    with pytest.raises(DoesNotFit) as refusal:
        plan(world, now, key=theirs.pk)
    assert str(refusal.value) == "This form cannot be used. Please open a new one."


def test_places_grow_but_nobody_loses_one_by_a_number(world: World, now: datetime) -> None:
    panel = make_panel(world, minimum_lay=1)
    for _number in range(2):
        person = make_person()
        actions.take_place(panel, person, by=person, now=now)
    with pytest.raises(DoesNotFit) as refusal:
        actions.change_panel(panel, by=world.tomasz, now=now, places=1)
    assert refusal.value.by_field == {"places": ["More people than this have a place already."]}
    actions.change_panel(panel, by=world.tomasz, now=now, places=3, title="Ward sister")
    assert (panel.places, panel.title, panel.version) == (3, "Ward sister", 2)


def test_a_change_that_changes_nothing_leaves_no_trace(world: World, now: datetime) -> None:
    panel = make_panel(world)
    actions.change_panel(panel, by=world.tomasz, now=now, title=panel.title, status="finished")
    assert (panel.version, panel.status, told(panel)) == (1, PanelStatus.PLANNING, [])


def test_a_panel_goes_ahead_once_and_the_second_press_hears_it(world: World, now: datetime) -> None:
    panel = make_panel(world)
    stale = Panel.objects.get(pk=panel.pk)
    actions.go_ahead(panel, by=world.tomasz, now=now)
    with pytest.raises(SomebodyWasFaster):
        actions.go_ahead(stale, by=world.tomasz, now=now)
    assert panel.status == PanelStatus.RUNNING


def test_a_panel_is_closed_only_when_somebody_has_said_who_came(world: World, now: datetime) -> None:
    panel = make_panel(world, status="running")
    session = make_session(panel)
    with pytest.raises(NotYet) as refusal:
        actions.finish_panel(panel, by=world.tomasz, now=now)
    assert str(refusal.value) == "First say who came to each date, or cancel the dates that will not happen."
    session.status = SessionStatus.HAPPENED
    session.save()
    assert actions.finish_panel(panel, by=world.tomasz, now=now).status == PanelStatus.FINISHED


def test_cancelling_a_panel_ends_dates_and_places_and_tells_each_person_once(world: World, now: datetime) -> None:
    panel = make_panel(world, status="running")
    session = make_session(panel)
    make_place(panel, world.rowan)
    actions.cancel_panel(panel, by=world.tomasz, now=now)
    session.refresh_from_db()
    panel.refresh_from_db()
    assert (panel.status, panel.places_taken, session.status) == ("cancelled", 0, "cancelled")
    assert not panel.seats.filter(status__in=LIVE_PLACES).exists()
    assert [letter.kind for letter in world.rowan.letters.all()] == ["place.cancelled"]


def test_fewer_members_of_the_public_stand_with_a_name_and_a_reason(world: World, now: datetime) -> None:
    panel = make_panel(world)
    with pytest.raises(DoesNotFit) as refusal:
        actions.waive_composition(panel, because="  ", by=world.tomasz, now=now)
    assert refusal.value.by_field == {"because": ["Say why, in one sentence that people may read."]}
    actions.waive_composition(panel, because=" One is ill. ", by=world.tomasz, now=now)
    panel.refresh_from_db()
    assert (panel.composition_waived_by, panel.composition_waived_because) == (world.tomasz, "One is ill.")


def test_a_member_of_staff_is_added_once_and_not_from_tomorrow(world: World, now: datetime) -> None:
    panel = make_panel(world)
    ann = {"full_name": "Dr Ann Holt", "job_title": "Lead", "told_on": date(2026, 3, 2)}
    first = actions.add_staff_member(panel, by=world.tomasz, now=now, **ann)
    assert actions.add_staff_member(panel, by=world.tomasz, now=now, **ann).pk == first.pk
    with pytest.raises(DoesNotFit) as refusal:
        actions.add_staff_member(panel, full_name="Ben", told_on=date(2026, 3, 3), by=world.tomasz, now=now)
    assert refusal.value.by_field == {"told_on": ["Give the day they were told, today or earlier."]}
    assert panel.staff_members.count() == 1


def test_taking_a_member_of_staff_off_twice_happens_once(world: World, now: datetime) -> None:
    panel = make_panel(world)
    member = actions.add_staff_member(panel, full_name="Ann", told_on=now.date(), by=world.tomasz, now=now)
    again = panel.staff_members.get()
    later = now + timedelta(minutes=1)
    actions.remove_staff_member(member, by=world.tomasz, now=later)
    actions.remove_staff_member(again, by=world.tomasz, now=later)
    name = world.tomasz.full_name
    assert told(panel) == [f"{name} added a member of staff", f"{name} took a member of staff off the panel"]


def test_a_part_is_added_once_and_needs_somebody(world: World, now: datetime) -> None:
    panel = make_panel(world, kind="mock_patient")
    first = actions.add_role(panel, name="Knee pain", people_needed=2, by=world.tomasz, now=now)
    assert actions.add_role(panel, name="Knee pain", people_needed=2, by=world.tomasz, now=now).pk == first.pk
    with pytest.raises(DoesNotFit) as refusal:
        actions.add_role(panel, name="Headache", people_needed=0, by=world.tomasz, now=now)
    assert refusal.value.by_field == {"people_needed": ["At least one person is needed."]}


def test_a_part_taken_out_leaves_the_place(world: World, now: datetime) -> None:
    panel = make_panel(world, kind="mock_patient")
    role = actions.add_role(panel, name="Knee pain", by=world.tomasz, now=now)
    place = make_place(panel, world.rowan, role=role)
    again = panel.roles.get()
    actions.remove_role(role, by=world.tomasz, now=now)
    actions.remove_role(again, by=world.tomasz, now=now)
    place.refresh_from_db()
    assert (place.role, place.status, panel.roles.count()) == (None, "confirmed", 0)


@pytest.mark.parametrize(
    "act",
    [
        lambda panel, who: actions.change_panel(panel, title="x", **who),
        lambda panel, who: actions.waive_composition(panel, because="x", **who),
        lambda panel, who: actions.add_staff_member(panel, full_name="x", told_on=date(2026, 3, 1), **who),
        lambda panel, who: actions.add_role(panel, name="x", **who),
        lambda panel, who: actions.go_ahead(panel, **who),
        lambda panel, who: actions.cancel_panel(panel, **who),
    ],
)
def test_only_those_who_run_panels_change_one(world: World, now: datetime, act: Any) -> None:
    panel = make_panel(world)
    other = make_world("Elsewhere")
    for somebody in (world.rowan, world.audra, world.helen, other.tomasz):
        with pytest.raises(NotAllowed):
            act(panel, {"by": somebody, "now": now + timedelta(0)})
