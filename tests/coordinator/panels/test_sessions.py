"""Dates: set, moved, renamed, cancelled, planned; whoever has a place is told and calendars follow."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from coordinator.authorization.verdict import NotAllowed
from coordinator.panels import actions
from coordinator.panels.models import Panel, Session
from coordinator.panels.refusals import DoesNotFit, PanelOver
from coordinator.panels.rules.interview import InterviewDay
from coordinator.people.models import Person
from coordinator.workflow.steps import SomebodyWasFaster
from tests.making import EVENT_DAY, World, make_panel, make_place, make_session, make_world

HOURS = timedelta(hours=7)


def schedule(panel: Panel, world: World, now: datetime, **changes: Any) -> Session:
    """Tomasz sets 26 March, 8:45am to 3:45pm, at Harptree House."""
    wanted = {"starts_at": EVENT_DAY, "ends_at": EVENT_DAY + HOURS, "venue": world.venue, "by": world.tomasz} | changes
    return actions.schedule_session(panel, now=now, **wanted)


def move(session: Session, world: World, now: datetime, **changes: Any) -> list[Any]:
    """Tomasz changes something of a date, the rest as it is."""
    stands = {name: getattr(session, name) for name in ("starts_at", "ends_at", "arrive_at", "venue", "room")}
    return actions.move_session(session, **({"by": world.tomasz, "now": now} | stands | changes))


def kinds(person: Person) -> list[str]:
    """The kinds of letter somebody was sent or promised."""
    return sorted(person.letters.values_list("kind", flat=True))


def test_a_date_takes_a_planned_panel_ahead_and_tells_whoever_has_a_place(world: World, now: datetime) -> None:
    panel = make_panel(world)
    make_place(panel, world.rowan)
    session = schedule(panel, world, now, name="First day")
    assert (panel.status, session.status, session.sequence) == ("running", "scheduled", 0)
    assert session.uid == f"session-{session.pk}@coordinator.invalid"
    assert kinds(world.rowan) == ["place.reminder_day", "place.reminder_week", "session.added"]


def test_a_double_press_sets_one_date(world: World, now: datetime) -> None:
    panel = make_panel(world)
    assert schedule(panel, world, now).pk == schedule(panel, world, now).pk
    assert panel.sessions.count() == 1


def test_a_recruiting_manager_sets_a_date_only_while_the_panel_is_planned(world: World, now: datetime) -> None:
    panel = make_panel(world)
    schedule(panel, world, now, by=world.kim)
    assert panel.status == "planning"
    actions.go_ahead(panel, by=world.tomasz, now=now)
    with pytest.raises(NotAllowed):
        schedule(panel, world, now, by=world.kim, name="Another")


@pytest.mark.parametrize("status", ["cancelled", "finished"])
def test_a_panel_that_is_over_gets_no_new_date(world: World, now: datetime, status: str) -> None:
    with pytest.raises(PanelOver) as refusal:
        schedule(make_panel(world, status=status), world, now)
    assert str(refusal.value) == "This panel is over, so it gets no new dates."


def test_a_day_in_the_past_is_refused_in_words(world: World, now: datetime) -> None:
    with pytest.raises(DoesNotFit) as refusal:
        schedule(make_panel(world), world, EVENT_DAY + timedelta(days=1))
    assert refusal.value.by_field == {
        "starts_at": ["This is over already. Give a day and time that are still to come."]
    }


def test_moving_tells_everybody_once_for_each_move_and_raises_the_calendar(world: World, now: datetime) -> None:
    panel = make_panel(world, status="running")
    session, place = schedule(panel, world, now), make_place(panel, world.rowan)
    later = EVENT_DAY + timedelta(days=1)
    assert move(session, world, now, starts_at=later, ends_at=later + HOURS) == [place]
    assert move(session, world, now, room="Room 2") == [place]
    session.refresh_from_db()
    assert (session.sequence, session.starts_at, session.room, session.revised_at) == (2, later, "Room 2", now)
    assert kinds(world.rowan).count("session.moved") == 2
    assert kinds(world.rowan).count("place.reminder_week") == 2


def test_the_reminders_of_the_old_time_are_no_longer_sent(world: World, now: datetime) -> None:
    panel = make_panel(world, status="running")
    session = schedule(panel, world, now)
    actions.take_place(panel, world.rowan, by=world.rowan, now=now)
    move(session, world, now, room="Room 2")
    fits = {reminder.sequence: reminder.still_fits for reminder in session.reminders.all()}
    assert fits == {0: False, 1: True}


def test_nothing_different_tells_nobody(world: World, now: datetime) -> None:
    panel = make_panel(world, status="running")
    session = schedule(panel, world, now)
    make_place(panel, world.rowan)
    assert move(session, world, now) == []
    assert (session.sequence, kinds(world.rowan)) == (0, [])


def test_two_tabs_the_older_one_is_told_and_changes_nothing(world: World, now: datetime) -> None:
    session = schedule(make_panel(world), world, now)
    move(session, world, now, room="Room 2")
    with pytest.raises(SomebodyWasFaster):
        move(Session.objects.get(pk=session.pk), world, now, room="Room 3", seen_sequence=0)
    session.refresh_from_db()
    assert session.room == "Room 2"


def test_on_the_day_the_room_may_change_but_not_to_a_time_that_is_over(world: World, now: datetime) -> None:
    session = schedule(make_panel(world), world, now)
    during = EVENT_DAY + timedelta(hours=1)
    move(session, world, during, room="Room 2")
    assert session.room == "Room 2"
    with pytest.raises(DoesNotFit):
        move(session, world, during, starts_at=EVENT_DAY + timedelta(minutes=30))


def test_a_new_name_needs_no_letter(world: World, now: datetime) -> None:
    panel = make_panel(world, status="running")
    session = make_session(panel)
    make_place(panel, world.rowan)
    actions.rename_session(session, name="Training", by=world.tomasz, now=now)
    actions.rename_session(session, name="Training", by=world.tomasz, now=now + timedelta(days=1))
    assert (session.name, session.revised_at, session.sequence, kinds(world.rowan)) == ("Training", now, 0, [])


def test_cancelling_a_date_tells_everybody_and_happens_once(world: World, now: datetime) -> None:
    panel = make_panel(world, status="running")
    session, place = make_session(panel), make_place(panel, world.rowan)
    stale = Session.objects.get(pk=session.pk)
    assert actions.cancel_session(session, by=world.tomasz, now=now) == [place]
    with pytest.raises(SomebodyWasFaster):
        actions.cancel_session(stale, by=world.tomasz, now=now)
    assert (session.status, session.sequence, kinds(world.rowan)) == ("cancelled", 1, ["session.cancelled"])


def test_a_day_is_kept_and_a_day_that_cannot_be_is_refused(world: World, now: datetime) -> None:
    session = make_session(make_panel(world))
    actions.plan_day(session, InterviewDay(candidates=5), by=world.tomasz, now=now)
    assert session.day_plan["candidates"] == 5
    with pytest.raises(DoesNotFit) as refusal:
        actions.plan_day(session, InterviewDay(candidates=5, briefing=time(10)), by=world.tomasz, now=now)
    assert str(refusal.value) == "These times do not make a day: check the order, and that it ends before midnight."


@pytest.mark.parametrize(
    "act",
    [
        lambda session, who: actions.rename_session(session, name="x", **who),
        lambda session, who: actions.cancel_session(session, **who),
        lambda session, who: actions.plan_day(session, InterviewDay(candidates=2), **who),
        lambda session, who: actions.move_session(
            session, starts_at=EVENT_DAY, ends_at=EVENT_DAY + timedelta(hours=1), **who
        ),
    ],
)
def test_dates_are_changed_by_those_who_run_panels(world: World, now: datetime, act: Any) -> None:
    session = make_session(make_panel(world))
    for somebody in (world.rowan, world.audra, world.kim, make_world("Elsewhere").tomasz):
        with pytest.raises(NotAllowed):
            act(session, {"by": somebody, "now": now})


def test_over_the_clock_change_the_hour_people_read_stays(world: World, now: datetime) -> None:
    """8:45am on 27 March is 8:45 UTC; on 30 March, after the clocks went forward, it is 7:45 UTC."""
    session = schedule(make_panel(world), world, now)
    after = datetime(2026, 3, 30, 7, 45, tzinfo=UTC)
    move(session, world, now, starts_at=after, ends_at=after + HOURS)
    assert session.starts_at.astimezone(world.organisation.zone).time() == time(8, 45)
