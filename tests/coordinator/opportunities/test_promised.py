"""An open call keeps the notice it promised when it opened, whatever the head decides later (RN2, RN7, B-31)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from coordinator.keeping.actions import keep_settings
from coordinator.opportunities import actions
from coordinator.opportunities.fair_notice import fair_notice
from coordinator.opportunities.models import Opportunity
from coordinator.opportunities.pages.missing import notice_of
from coordinator.opportunities.queries import Measure, gaps_of, gaps_read, measure_of, with_gaps
from coordinator.opportunities.rules.policies import DEFAULT_POLICIES, Policy
from coordinator.panels.actions import change_panel, move_session
from tests.coordinator.opportunities.drafting import make_draft, make_open_call
from tests.making import EVENT_DAY, make_panel, make_session

LATER = datetime(2026, 3, 6, 10, 0, tzinfo=UTC)
MEASURED = ["closes_at", "sessions", "support_by"]
INTERVIEW = DEFAULT_POLICIES["interview"]


def raise_notice(world, **numbers: int) -> Policy:
    """The head asks for more notice from now on: 60 days open, 90 to the day, papers 21 and help sure until 7 before it."""
    wanted = {"days_open": 60, "days_before_event": 90, "papers_days_before": 21, "support_days_before": 7} | numbers
    policy = replace(INTERVIEW, citation="Our members asked for it.", **wanted)
    actions.change_policy(world.organisation, "interview", policy, by=world.samira, now=LATER)
    return policy


def fields_refused(act) -> list[str]:
    with pytest.raises(actions.CallNotReady) as refused, transaction.atomic():
        act()
    return list(refused.value.by_field)


@pytest.fixture
def opened(world, now):
    """A call that opened at the gate."""
    return actions.publish_call(make_draft(world), by=world.tomasz, now=now)


def move(session, by, **fields):
    values = {"starts_at": session.starts_at, "ends_at": session.ends_at, "venue": session.venue, "room": session.room}
    return move_session(session, by=by, now=LATER, **(values | fields))


# -- open calls --------------------------------------------------------------------------------------
def test_a_title_is_corrected_after_the_notice_was_raised(world, opened):
    raise_notice(world)
    actions.change_published_call(
        opened, note="A word was wrong.", title="Help choose a nurse", by=world.tomasz, now=LATER
    )
    assert Opportunity.objects.get().title == "Help choose a nurse"


def test_another_room_at_the_same_time_is_given_after_the_notice_was_raised(world, opened):
    raise_notice(world)
    move(opened.panel.sessions.get(), world.tomasz, room="Room 5")
    assert [note.text for note in opened.change_notes.all()] == [
        "The date is now Thursday 26 March, 8:45am to 3:45pm, Levels and Moor Harptree House, Room 5."
    ]


def test_what_it_promised_still_holds_after_the_notice_was_lowered(world, opened):
    """People read ten and twenty-one days; a later policy takes none of them away."""
    raise_notice(world, days_open=1, days_before_event=2)
    day, session = opened.closes_at - timedelta(days=5), opened.panel.sessions.get()
    assert fields_refused(
        lambda: actions.change_published_call(opened, note="Sooner.", closes_at=day, by=world.tomasz, now=LATER)
    ) == ["closes_at"]
    sooner = {"starts_at": EVENT_DAY - timedelta(days=7), "ends_at": EVENT_DAY - timedelta(days=6.9)}
    assert fields_refused(lambda: move(session, world.tomasz, **sooner)) == ["sessions"]


def test_help_stays_sure_for_as_long_as_was_promised(world, opened):
    raise_notice(world)
    earlier = {"support_by": date(2026, 3, 11)}
    assert fields_refused(
        lambda: actions.change_published_call(opened, note="Ask sooner.", by=world.tomasz, now=LATER, **earlier)
    ) == ["support_by"]


def test_a_longer_time_to_answer_asked_of_new_calls_stops_no_open_one(world, opened):
    keep_settings(world.organisation, by=world.samira, now=LATER, answer_within_working_days=9)
    call = Opportunity.objects.get()
    actions.change_published_call(
        call, note="A word was wrong.", title="Help choose a nurse", by=world.tomasz, now=LATER
    )
    assert Opportunity.objects.get().title == "Help choose a nurse"
    assert {gap.field for gap in gaps_of(make_draft(world), now=LATER)} >= {"closes_at", "answer_by"}


def test_the_panel_turned_into_another_type_leaves_the_promise(world, opened):
    change_panel(opened.panel, kind="mock_patient", by=world.tomasz, now=LATER)
    assert measure_of(Opportunity.objects.get()).policy == replace(INTERVIEW, citation="")


def test_the_public_page_keeps_the_day_of_the_papers(world, opened):
    raise_notice(world)
    shown = fair_notice(opened, list(opened.panel.sessions.all()), now=LATER)
    assert [point.date for point in shown.points if point.label == "papers, in your format"] == [date(2026, 3, 19)]


def test_its_gaps_are_read_by_the_promise_one_by_one_and_in_a_list(world, opened):
    raise_notice(world)
    [listed] = with_gaps(Opportunity.objects.all())
    assert (gaps_of(opened, now=LATER), gaps_read(listed, now=LATER)) == ([], [])
    assert (notice_of(opened, now=LATER).needed_open, notice_of(opened, now=LATER).needed_before) == (10, 21)


# -- what is kept, and when ---------------------------------------------------------------------------
def test_opening_keeps_the_numbers_of_that_day(world, now):
    own = Policy(12, 23, None, 15, None, "Ours.")
    actions.change_policy(world.organisation, "interview", own, by=world.samira, now=now)
    keep_settings(world.organisation, by=world.samira, now=now, answer_within_working_days=4)
    actions.publish_call(make_draft(world), by=world.tomasz, now=now)
    raise_notice(world)
    assert measure_of(Opportunity.objects.get()) == Measure(replace(own, citation=""), 4)


def test_a_call_that_is_being_written_is_measured_by_todays_notice(world, now):
    draft = make_draft(world)
    policy = raise_notice(world)
    assert measure_of(draft) == Measure(policy, 3)
    assert fields_refused(lambda: actions.publish_call(draft, by=world.tomasz, now=now)) == MEASURED
    [listed] = with_gaps(Opportunity.objects.all())
    assert gaps_read(listed, now=now) == gaps_of(draft, now=now)


def test_a_new_call_for_the_same_panel_is_measured_by_todays_notice(world, now, opened):
    raise_notice(world)
    again = make_draft(world, panel=opened.panel)
    assert fields_refused(lambda: actions.publish_call(again, by=world.tomasz, now=now)) == MEASURED
    far = EVENT_DAY + timedelta(days=90)
    later = make_panel(world)
    make_session(later, venue=world.venue, starts_at=far)
    dates = {"closes_at": far - timedelta(days=20), "answer_by": date(2026, 6, 10), "support_by": date(2026, 6, 18)}
    actions.publish_call(make_draft(world, panel=later, **dates), by=world.tomasz, now=now)
    kept = dict(Opportunity.objects.exclude(published_at=None).values_list("panel", "promised_days_open"))
    assert kept == {opened.panel_id: 10, later.pk: 60}


def test_a_call_that_is_written_again_promises_anew(world, now, opened):
    """No step leads back from an open call; were there one, what it once promised would not bind the new one."""
    policy = raise_notice(world)
    Opportunity.objects.update(status="draft", published_at=None)
    assert measure_of(Opportunity.objects.get()).policy == policy


@pytest.mark.parametrize(
    "number", ["promised_days_before_event", "promised_support_days_before", "promised_working_days_to_answer"]
)
def test_no_call_is_open_without_its_promise(world, number):
    with pytest.raises(IntegrityError, match="an_open_call_keeps_its_promise"), transaction.atomic():
        make_open_call(world, **{number: None})


def test_an_approved_short_notice_outlives_a_raised_policy(world, now):
    draft = make_draft(world, closes_at=datetime(2026, 3, 8, 23, 59, tzinfo=UTC))
    actions.ask_short_notice(draft, because="Late.", by=world.tomasz, now=now)
    actions.approve_short_notice(draft, by=world.samira, now=now)
    call = actions.publish_call(draft, by=world.tomasz, now=now)
    raise_notice(world)
    actions.change_published_call(call, note="Lunch is there.", bring="A cup.", by=world.tomasz, now=LATER)
    assert Opportunity.objects.get().bring == "A cup."
