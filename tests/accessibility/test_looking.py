"""A coordinator opens what helps at a date: what to do, by when, and who is told of the look."""

from datetime import date, timedelta

import pytest

from accessibility.actions import keep_arranged, keep_facts, open_needs, open_sheet, open_to_write
from accessibility.actions.venues import Checked
from accessibility.models import Arrangement, NeedView
from accessibility.queries.own import arranged_for, looks_of
from accessibility.queries.sessions import VenueFit, told_for, venue_fit
from accessibility.refusals import OverAndClosed
from accessibility.rules.due import Due
from accessibility.rules.sheets import Outline
from coordinator.authorization.verdict import NotAllowed
from coordinator.panels.models import SessionStatus
from coordinator.workflow.models import Event
from coordinator.workflow.trail import history_of
from tests.accessibility.conftest import EARLIER, tell
from tests.making import make_person, make_place, make_session, make_world

pytestmark = pytest.mark.django_db


def test_essential_comes_first_with_both_days_and_how_it_stands(world, session, now):
    tell(world.rowan, EARLIER, "contact.email", weight="helpful")
    tell(world.rowan, EARLIER, "format.easyread", "pro.bsl", "venue.chair")
    (opened,) = open_needs(session, by=world.tomasz, now=now)
    found = [(one.need.item_id, one.standing.value) for one in opened.needs]
    assert found == [
        ("format.easyread", "at_risk"),
        ("pro.bsl", "due"),
        ("venue.chair", "in_time"),
        ("contact.email", "in_time"),
    ]
    assert opened.needs[1].by == Due(date(2026, 2, 26), date(2026, 3, 12))
    assert (opened.person, opened.private, opened.changed) == (world.rowan, 0, False)


def test_what_is_private_is_a_number_to_talk_about(world, session, now):
    tell(world.rowan, EARLIER, "safe.medicine", audience="nobody")
    (opened,) = open_needs(session, by=world.tomasz, now=now)
    assert (opened.needs, opened.private) == ([], 1)
    assert NeedView.objects.get().how_many == 0


def test_only_people_with_a_place_are_shown(world, session, now):
    tell(make_person(role="volunteer", organisation=world.organisation), EARLIER, "comm.loop")
    assert open_needs(session, by=world.tomasz, now=now) == []
    assert not NeedView.objects.exists()


def test_answers_that_ask_nothing_are_not_shown(world, session, now):
    tell(world.rowan, EARLIER, "other.none")
    assert open_needs(session, by=world.tomasz, now=now) == []


def test_each_look_is_noted_and_the_person_reads_it(world, session, now):
    tell(world.rowan, EARLIER, "comm.loop", "venue.chair")
    open_needs(session, by=world.tomasz, now=now)
    open_needs(session, by=world.tomasz, now=now + timedelta(minutes=5))
    view = NeedView.objects.first()
    assert (view.person_id, view.viewer_id, view.how_many) == (world.rowan.pk, world.tomasz.pk, 2)
    assert (view.session_id, view.organisation_id) == (session.pk, world.organisation.pk)
    (look,) = looks_of(world.rowan)
    assert (look.who, look.how_many, look.session, look.times) == (world.tomasz.full_name, 2, session, 2)
    assert look.at == now + timedelta(minutes=5)


def test_a_change_after_a_look_is_marked_until_the_next_look(world, session, now):
    tell(world.rowan, EARLIER, "comm.loop")
    open_needs(session, by=world.tomasz, now=EARLIER + timedelta(hours=1))
    assert open_needs(session, by=world.tomasz, now=EARLIER + timedelta(hours=2))[0].changed is False
    tell(world.rowan, now, "venue.chair")
    assert open_needs(session, by=world.tomasz, now=now + timedelta(hours=1))[0].changed is True
    assert open_needs(session, by=world.tomasz, now=now + timedelta(hours=2))[0].changed is False


def test_the_venue_is_held_against_each_need(world, session, now):
    tell(world.rowan, EARLIER, "comm.loop", "env.quiet", "venue.hoist_bed", "pro.bsl")
    found = {"room_loop": Checked("yes"), "quiet_room": Checked("no")}
    keep_facts(world.venue, found, checked_on=now.date(), by=world.tomasz, now=now)
    (opened,) = open_needs(session, by=world.tomasz, now=now)
    assert {one.need.item_id: one.venue for one in opened.needs} == {
        "comm.loop": "met", "env.quiet": "not_met", "venue.hoist_bed": "unknown", "pro.bsl": None,
    }  # fmt: skip
    assert venue_fit(session, now=now) == VenueFit(not_met=1, unknown=0)


def test_a_date_online_has_no_venue_to_hold_against(world, panel, now):
    online = make_session(panel, online_link="https://meet.example/1")
    tell(world.rowan, EARLIER, "comm.loop")
    assert open_needs(online, by=world.tomasz, now=now)[0].needs[0].venue is None
    assert venue_fit(online, now=now) == VenueFit(0, 0)


def test_whether_the_venue_fits_is_unknown_until_somebody_checks(world, session, now):
    tell(world.rowan, EARLIER, "comm.loop")
    assert venue_fit(session, now=now) == VenueFit(not_met=0, unknown=1)


def test_needs_close_when_the_date_is_over_or_cancelled(world, session, now):
    tell(world.rowan, EARLIER, "comm.loop")
    for look in (open_needs, open_sheet):
        with pytest.raises(OverAndClosed):
            look(session, by=world.tomasz, now=session.ends_at + timedelta(days=2))
    session.status = SessionStatus.CANCELLED
    with pytest.raises(OverAndClosed):
        open_needs(session, by=world.tomasz, now=now)
    assert not NeedView.objects.exists()


def test_nobody_but_the_coordinator_of_the_organisation_opens_anything(world, session, now):
    others = [world.rowan, world.ravi, world.helen, world.paula, world.samira, world.kim, world.audra, world.petra]
    for by in [*others, make_world("Other").tomasz]:
        for look in (open_needs, open_sheet):
            with pytest.raises(NotAllowed):
                look(session, by=by, now=now)
    for by in [*others[1:], make_world("Third").tomasz]:
        with pytest.raises(NotAllowed):
            open_to_write(world.rowan, by=by, now=now)


def test_the_sheet_counts_without_names_and_the_look_is_noted(world, panel, session, now):
    marek = make_person(role="volunteer", organisation=world.organisation)
    make_place(panel, marek, kind="reserve", position=1)
    tell(world.rowan, EARLIER, "venue.wheelchair_space", "comm.loop")
    tell(world.rowan, EARLIER, "pro.bsl")
    tell(marek, EARLIER, "comm.loop", weight="helpful")
    found = open_sheet(session, by=world.tomasz, now=now)
    assert [(item.code, line.people, line.essential) for item, line in found.lines] == [
        ("comm.loop", 2, 1),
        ("venue.wheelchair_space", 1, 1),
    ]
    assert dict(NeedView.objects.values_list("person_id", "how_many")) == {world.rowan.pk: 2, marek.pk: 1}


def test_a_look_on_the_phone_shows_what_the_coordinator_may_see_and_is_noted(world, now):
    assert open_to_write(world.rowan, by=world.tomasz, now=now) == []
    assert not NeedView.objects.exists()
    tell(world.rowan, EARLIER, "comm.loop")
    tell(world.rowan, EARLIER, "safe.medicine", audience="nobody")
    assert [need.item_id for need in open_to_write(world.rowan, by=world.tomasz, now=now)] == ["comm.loop"]
    view = NeedView.objects.get()
    assert (view.viewer_id, view.session_id, view.how_many) == (world.tomasz.pk, None, 1)


# -- arranging -------------------------------------------------------------------------------------


def test_what_is_arranged_is_counted_for_the_team_and_the_person(world, panel, session, now):
    chair, loop = tell(world.rowan, EARLIER, "venue.chair", "comm.loop")
    keep_arranged(session, [chair.pk], among=[chair.pk, loop.pk], by=world.tomasz, now=now)
    (told,) = told_for([session], now=now)
    assert told.outline == Outline(people=1, needs=2, arranged=1, next_due=date(2026, 3, 19))
    assert told.unseen == 1
    assert arranged_for(world.rowan, panel, now=now) == 1


def test_the_history_that_everybody_on_the_panel_reads_tells_no_number(world, session, now):
    chair, loop = tell(world.rowan, EARLIER, "venue.chair", "comm.loop")
    keep_arranged(session, [chair.pk], among=[chair.pk, loop.pk], by=world.tomasz, now=now)
    (event,) = Event.objects.filter(verb="access.arrange")
    assert event.details == {}
    assert history_of(session)[-1].text == "Tomasz Okafor of Levels and Moor noted what is arranged"


def test_with_two_dates_a_thing_is_arranged_when_both_are(world, panel, session, now):
    (chair,) = tell(world.rowan, EARLIER, "venue.chair")
    second = make_session(panel, starts_at=session.starts_at + timedelta(days=7))
    keep_arranged(session, [chair.pk], among=[chair.pk], by=world.tomasz, now=now)
    assert arranged_for(world.rowan, panel, now=now) == 0
    keep_arranged(second, [chair.pk], among=[chair.pk], by=world.tomasz, now=now)
    assert arranged_for(world.rowan, panel, now=now) == 1


def test_pressed_twice_it_is_arranged_once_and_can_be_undone(world, session, now):
    chair, loop = tell(world.rowan, EARLIER, "venue.chair", "comm.loop")
    for _press in range(2):
        keep_arranged(session, [chair.pk, loop.pk], among=[chair.pk, loop.pk], by=world.tomasz, now=now)
    assert Arrangement.objects.count() == 2
    keep_arranged(session, [], among=[chair.pk], by=world.tomasz, now=now)
    assert list(Arrangement.objects.values_list("need_id", flat=True)) == [loop.pk]


def test_what_the_coordinator_may_not_see_is_not_arranged_by_guessing(world, session, now):
    (private,) = tell(world.rowan, EARLIER, "safe.medicine", audience="nobody")
    (stranger,) = tell(make_person(role="volunteer", organisation=world.organisation), EARLIER, "comm.loop")
    guessed = [private.pk, stranger.pk]
    keep_arranged(session, guessed, among=guessed, by=world.tomasz, now=now)
    assert not Arrangement.objects.exists()


def test_only_the_coordinator_arranges(world, session, now):
    for by in [world.samira, world.rowan, make_world("Other").tomasz]:
        with pytest.raises(NotAllowed):
            keep_arranged(session, [], among=[], by=by, now=now)


def test_what_was_told_for_many_dates_costs_the_same_as_for_one(world, panel, now, django_assert_num_queries):
    tell(world.rowan, EARLIER, "comm.loop", "venue.chair")
    dates = [make_session(panel, starts_at=now + timedelta(days=day)) for day in range(5, 25)]
    with django_assert_num_queries(1):
        told_for(dates[:1], now=now)
    with django_assert_num_queries(1):
        assert [each.outline.needs for each in told_for(dates, now=now)] == [2] * 20
