"""Changing, closing and withdrawing a call that people have read (RN7, B-31)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from coordinator import hooks
from coordinator.authorization.verdict import NotAllowed
from coordinator.letters.models import Letter
from coordinator.opportunities import actions
from coordinator.opportunities.actions.ending import ReasonMissing
from coordinator.opportunities.models import ChangeNote, Opportunity
from coordinator.panels.actions import cancel_session, move_session, rename_session, schedule_session
from coordinator.panels.models import SessionStatus
from coordinator.workflow.steps import SomebodyWasFaster
from tests.coordinator.opportunities.drafting import make_draft, make_open_call
from tests.making import EVENT_DAY, make_panel, make_place, make_session

LATER = datetime(2026, 3, 6, 10, 0, tzinfo=UTC)


@pytest.fixture
def applied(world, monkeypatch):
    """Rowan and Petra have applied to every call."""
    monkeypatch.setattr(hooks.people_who_applied, "functions", [lambda call: [world.rowan, world.petra]])
    return [world.rowan, world.petra]


def told(kind: str) -> set[str]:
    return {letter.person.full_name for letter in Letter.objects.filter(kind=kind)}


def test_a_change_is_measured_noted_with_its_date_and_told(world, applied):
    call = make_open_call(world)
    note = actions.change_published_call(
        call, note="Lunch is at one.", bring="Lunch is there.", version=1, by=world.tomasz, now=LATER
    )
    assert (note.text, note.at, call.bring, call.version) == ("Lunch is at one.", LATER, "Lunch is there.", 2)
    assert told("call.changed") == {person.full_name for person in applied}


def test_closing_three_days_earlier_falls_under_ten_days_and_is_refused_whole(world, applied):
    call = make_open_call(world, closes_at=datetime(2026, 3, 12, 23, 59, tzinfo=UTC))
    with pytest.raises(actions.CallNotReady) as refused:
        actions.change_published_call(
            call, note="Closes earlier.", closes_at=call.closes_at - timedelta(days=3), by=world.tomasz, now=LATER
        )
    assert refused.value.by_field == {
        "closes_at": ["Closing: 7 days, at least 10 are needed. The earliest closing day is Thursday 12 March."]
    }
    assert (ChangeNote.objects.count(), Letter.objects.count()) == (0, 0)
    assert Opportunity.objects.get().closes_at == datetime(2026, 3, 12, 23, 59, tzinfo=UTC)


def test_a_closing_moment_that_is_over_is_no_way_to_close(world):
    call = make_open_call(world)
    with pytest.raises(actions.CallNotReady) as refused:
        actions.change_published_call(
            call, note="Over.", closes_at=datetime(2026, 3, 12, 12, 0, tzinfo=UTC), by=world.tomasz,
            now=datetime(2026, 3, 13, 12, 0, tzinfo=UTC),
        )  # fmt: skip
    assert refused.value.by_field["closes_at"] == ["Closing: this moment is over. To end the call now, close it."]


def test_an_open_call_cannot_lose_its_closing_day(world):
    with pytest.raises(actions.CallNotReady) as refused:
        actions.change_published_call(make_open_call(world), note="No end.", closes_at=None, by=world.tomasz, now=LATER)
    assert refused.value.by_field == {"closes_at": ["Closing: give the day and the time."]}


def test_two_people_who_change_an_open_call_at_once_do_not_lose_a_word(world):
    call = make_open_call(world)
    actions.change_published_call(call, note="One.", bring="Soup.", version=1, by=world.tomasz, now=LATER)
    with pytest.raises(actions.SomebodyElseEdited):
        actions.change_published_call(call, note="Two.", bring="Salad.", version=1, by=world.tomasz, now=LATER)
    assert list(ChangeNote.objects.values_list("text", flat=True)) == ["One."]
    with pytest.raises(actions.SomebodyElseEdited):
        actions.change_published_call(make_draft(world), note="Three.", by=world.tomasz, now=LATER)
    with pytest.raises(NotAllowed):
        actions.change_published_call(call, note="Four.", by=world.kim, now=LATER)


# -- the panel's dates -----------------------------------------------------------------------------------
def moved(session, by, **fields):
    values = {"starts_at": session.starts_at, "ends_at": session.ends_at, "venue": session.venue, "room": session.room}
    return move_session(session, by=by, now=LATER, **(values | fields))


def test_a_moved_day_is_noted_once_and_told_to_those_without_a_place(world, applied):
    call = make_open_call(world)
    make_place(call.panel, world.petra)
    session = call.panel.sessions.get()
    moved(session, world.tomasz, room="room 4", starts_at=EVENT_DAY + timedelta(hours=1))
    assert [note.text for note in call.change_notes.all()] == [
        "The date is now Thursday 26 March, 9:45am to 3:45pm, Levels and Moor Harptree House, room 4."
    ]
    assert told("call.changed") == {world.rowan.full_name}
    session.refresh_from_db()
    assert actions.note_changed_date(session, now=LATER) == []
    assert call.change_notes.count() == 1


def test_a_cancelled_day_is_noted_and_a_new_name_is_no_change(world):
    call = make_open_call(world)
    session = call.panel.sessions.get()
    rename_session(session, name="First day", by=world.tomasz, now=LATER)
    assert call.change_notes.count() == 0
    cancel_session(session, by=world.tomasz, now=LATER)
    assert [note.text for note in call.change_notes.all()] == ["Thursday 26 March, 8:45am to 3:45pm is cancelled."]


def test_a_new_day_since_the_call_opened_is_noted(world):
    call = make_open_call(world)
    day = EVENT_DAY + timedelta(days=7)
    schedule_session(call.panel, starts_at=day, ends_at=day + timedelta(hours=1), by=world.tomasz, now=LATER)
    assert [note.text for note in call.change_notes.all()] == ["The date is now Thursday 2 April, 9:45am to 10:45am."]


def test_a_day_that_would_leave_too_little_notice_cannot_be_set(world):
    call = make_open_call(world)
    session = call.panel.sessions.get()
    with pytest.raises(actions.CallNotReady) as refused:
        moved(session, world.tomasz, starts_at=EVENT_DAY - timedelta(days=7), ends_at=EVENT_DAY - timedelta(days=6.9))
    assert list(refused.value.by_field) == ["sessions"]
    session.refresh_from_db()
    assert session.starts_at == EVENT_DAY


def test_what_has_happened_and_calls_not_open_yet_need_no_note(world):
    open_call, draft = make_open_call(world), make_draft(world)
    happened = make_session(open_call.panel, status=SessionStatus.HAPPENED, sequence=1)
    assert actions.note_changed_date(happened, now=LATER) == []
    assert actions.note_changed_date(make_session(draft.panel, sequence=1), now=LATER) == []


# -- ending ----------------------------------------------------------------------------------------------
def test_a_coordinator_closes_a_call_by_hand_once(world, now):
    call = make_open_call(world)
    assert actions.close_call(call, by=world.tomasz, now=now).status == "closed"
    with pytest.raises(SomebodyWasFaster):
        actions.close_call(call, by=world.tomasz, now=now)


def test_a_withdrawn_call_says_why_and_everybody_who_applied_is_told(world, applied, now):
    call = make_open_call(world)
    actions.withdraw_call(call, because=" Moved to the autumn. ", by=world.samira, now=now)
    stored = Opportunity.objects.get()
    assert (stored.status, stored.withdrawn_reason) == ("withdrawn", "Moved to the autumn.")
    assert told("call.withdrawn") == {person.full_name for person in applied}


def test_nothing_is_withdrawn_without_a_reason(world, applied, now):
    call = make_open_call(world)
    with pytest.raises(ReasonMissing) as refused:
        actions.withdraw_call(call, because="  ", by=world.tomasz, now=now)
    assert refused.value.by_field == {"because": ["Say why, in words that readers of the call will see."]}
    with pytest.raises(NotAllowed):
        actions.withdraw_call(call, because="No.", by=world.kim, now=now)
    assert Letter.objects.count() == 0


def test_a_panel_told_the_public_on_the_day_its_first_call_opened(world):
    panel = make_panel(world)
    make_open_call(world, panel=panel)
    assert min(hooks.public_told_on.ask(panel)) == date(2026, 3, 2)
