"""Offering, the reserves, not this time, scores, apologies, cancelling, closing (practice.md AP4, AP7 to AP9)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from coordinator.applications import actions, tasks
from coordinator.applications.letters import FOLLOW_LINK, LINK_LASTS, OFFER_LINK
from coordinator.applications.models import Application, S
from coordinator.applications.refusals import NoPlaceLeft, OfferOver, StillUntold, TooSoon
from coordinator.authorization.verdict import NotAllowed
from coordinator.opportunities.models import CallStatus, Opportunity
from coordinator.panels.actions import cancel_place, give_up_place, promote_reserve
from coordinator.panels.models import Panel, Place, PlaceKind, PlaceStatus
from coordinator.panels.refusals import PanelFull
from coordinator.people.links import find_link, issue_link
from coordinator.people.models import AccessLink
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import SomebodyWasFaster
from coordinator.workflow.trail import history_of
from tests.coordinator.applications.conftest import applicant, letters_to

THURSDAY_NIGHT = datetime(2026, 3, 5, 23, 59, tzinfo=UTC)


@pytest.fixture
def some(world, call, now):
    """Four people who applied, an hour after each other."""
    names = ["Amina", "Bertram", "Cora", "Dev"]
    return [applicant(world, call, name, now=now + timedelta(hours=n)) for n, name in enumerate(names)]


def fresh(application):
    return Application.objects.get(pk=application.pk)


def offer(application, world, now, **more):
    return actions.offer_place(application, by=world.tomasz, now=now, **more)


def accepted(application, world, now):
    offer(application, world, now)
    return actions.accept_offer(application, by=application.applicant, now=now)


def closed(call):
    Opportunity.objects.filter(pk=call.pk).update(status=CallStatus.CLOSED)
    call.refresh_from_db()
    return call


def test_an_offer_waits_to_the_end_of_the_third_working_day(some, world, now):
    offer(some[0], world, now)
    assert (fresh(some[0]).status, fresh(some[0]).offer_ends_at) == (S.OFFERED, THURSDAY_NIGHT)
    assert letters_to(some[0].applicant) == ["application.received", "application.offer"]
    assert actions.usual_answer(some[0], now=now) == THURSDAY_NIGHT


def test_nobody_can_be_hurried(some, world, now):
    with pytest.raises(TooSoon, match="Amina needs time to answer") as refusal:
        offer(some[0], world, now, ends_at=now + timedelta(days=2))
    assert list(refusal.value.by_field) == ["ends_at"]
    assert fresh(some[0]).status == S.RECEIVED
    earliest = actions.earliest_answer(some[0], now=now)
    assert earliest == now + timedelta(days=3)
    assert offer(some[0], world, now, ends_at=earliest).offer_ends_at == earliest


def test_no_more_is_offered_than_there_are_places(some, world, now):
    offer(some[0], world, now)
    offer(some[1], world, now)
    with pytest.raises(NoPlaceLeft):
        offer(some[2], world, now)
    assert letters_to(some[2].applicant) == ["application.received"]


def test_a_volunteer_cannot_choose(some, world, now):
    with pytest.raises(NotAllowed):
        actions.offer_place(some[0], by=world.rowan, now=now)


def test_a_yes_gives_the_place_and_closes_the_link(some, world, now):
    offer(some[0], world, now)
    issue_link(OFFER_LINK, some[0], person=some[0].person, now=now, lasts=timedelta(days=9))
    actions.accept_offer(some[0], by=some[0].applicant, now=now)
    place = Place.objects.get()
    assert (fresh(some[0]).status, fresh(some[0]).place, place.kind) == (S.ACCEPTED, place, PlaceKind.MEMBER)
    assert Panel.objects.get().places_taken == 1
    assert AccessLink.objects.get(purpose=OFFER_LINK).used_at == now
    assert letters_to(some[0].applicant)[-1] == "application.accepted"


def test_a_yes_after_the_end_is_too_late_and_says_whom_to_ring(some, world, now):
    offer(some[0], world, now)
    with pytest.raises(OfferOver, match="ring us"):
        actions.accept_offer(some[0], by=some[0].applicant, now=THURSDAY_NIGHT)
    assert fresh(some[0]).status == S.OFFERED


def test_somebody_else_cannot_answer_for_a_person(some, world, now):
    offer(some[0], world, now)
    with pytest.raises(NotAllowed):
        actions.accept_offer(some[0], by=world.rowan, now=now)


def test_a_place_that_went_elsewhere_is_refused_and_nothing_changes(some, world, now):
    offer(some[0], world, now)
    Panel.objects.update(places=1)
    accepted_first = some[1]
    Application.objects.filter(pk=accepted_first.pk).update(status=S.OFFERED, offer_ends_at=THURSDAY_NIGHT)
    actions.accept_offer(fresh(accepted_first), by=accepted_first.applicant, now=now)
    with pytest.raises(PanelFull):
        actions.accept_offer(fresh(some[0]), by=some[0].applicant, now=now)
    assert fresh(some[0]).status == S.OFFERED


@pytest.mark.parametrize(("source", "told"), [("phone", "by phone: yes"), ("post", "by post: yes")])
def test_a_yes_on_the_phone_is_written_down_like_one_by_link(some, world, now, source, told):
    offer(some[0], world, now)
    actions.accept_offer(some[0], by=world.tomasz, now=now, source=source)
    assert fresh(some[0]).status == S.ACCEPTED
    assert told in history_of(some[0])[-1].text


def test_a_no_offers_the_place_to_reserve_one_and_the_others_move_up(some, world, now):
    accepted(some[0], world, now)
    offer(some[1], world, now)
    for waiting in some[2:]:
        actions.make_reserve(waiting, by=world.tomasz, now=now)
    actions.decline_offer(some[1], by=some[1].applicant, now=now)
    assert [fresh(each).status for each in some] == [S.ACCEPTED, S.DECLINED, S.OFFERED, S.RESERVE]
    assert (fresh(some[2]).reserve_position, fresh(some[3]).reserve_position) == (None, 1)
    assert letters_to(some[3].applicant).count("application.reserve") == 2
    assert fresh(some[3]).place.position == 1


def test_a_no_by_phone_is_written_down(some, world, now):
    offer(some[0], world, now)
    actions.decline_offer(some[0], by=world.tomasz, now=now, source="phone")
    assert fresh(some[0]).status == S.DECLINED


def test_a_reserve_who_moves_up_without_a_reserve_place_is_only_told(some, world, now):
    for each in some[:2]:
        actions.make_reserve(each, by=world.tomasz, now=now)
    Application.objects.filter(pk=some[1].pk).update(place=None)
    actions.say_not_this_time(fresh(some[0]), reason="dates", by=world.tomasz, now=now)
    assert fresh(some[1]).reserve_position == 1


def test_a_reserve_who_is_offered_and_says_yes_has_a_seat(some, world, now):
    actions.make_reserve(some[0], by=world.tomasz, now=now)
    accepted(fresh(some[0]), world, now)
    assert list(Place.objects.values_list("kind", "status")) == [(PlaceKind.MEMBER, PlaceStatus.CONFIRMED)]


@pytest.mark.parametrize("days", [0, 2])
def test_maybe_holds_the_place_once_as_long_again_whenever_it_is_said(some, world, now, days):
    offer(some[0], world, now)
    assert fresh(some[0]).offer_ends_at == THURSDAY_NIGHT
    said_at = now + timedelta(days=days)
    actions.say_maybe(some[0], by=some[0].applicant, now=said_at)
    tuesday_night = datetime(2026, 3, 10, 23, 59, tzinfo=UTC)
    assert (fresh(some[0]).maybe_until, fresh(some[0]).offer_ends_at) == (tuesday_night, tuesday_night)
    actions.say_maybe(some[0], by=some[0].applicant, now=said_at + timedelta(days=1))
    assert fresh(some[0]).offer_ends_at == tuesday_night


def test_maybe_by_phone_is_written_down(some, world, now):
    offer(some[0], world, now)
    actions.say_maybe(some[0], by=world.tomasz, now=now, source="phone")
    assert "maybe" in history_of(some[0])[-1].text


def test_there_is_no_maybe_to_an_offer_that_was_answered(some, world, now):
    accepted(some[0], world, now)
    with pytest.raises(OfferOver):
        actions.say_maybe(fresh(some[0]), by=some[0].applicant, now=now)


def test_an_offer_that_nobody_answers_ends_and_goes_to_the_next(some, world, now):
    accepted(some[0], world, now)
    offer(some[1], world, now)
    actions.make_reserve(some[2], by=world.tomasz, now=now)
    assert tasks.lapse_offers(THURSDAY_NIGHT - timedelta(minutes=1)) == 0
    assert tasks.lapse_offers(THURSDAY_NIGHT) == 1
    assert [fresh(each).status for each in some[:3]] == [S.ACCEPTED, S.LAPSED, S.OFFERED]
    assert letters_to(some[1].applicant)[-1] == "application.offer_lapsed"


def test_an_answer_in_the_last_second_counts(some, world, now, monkeypatch):
    accepted(some[0], world, now)
    monkeypatch.setattr(tasks, "offers_run_out", lambda now: [some[0]])
    assert tasks.lapse_offers(THURSDAY_NIGHT) == 0
    assert fresh(some[0]).status == S.ACCEPTED


def test_a_maybe_in_the_last_second_counts(some, world, now):
    offer(some[0], world, now)
    stale = fresh(some[0])
    actions.say_maybe(some[0], by=some[0].applicant, now=THURSDAY_NIGHT - timedelta(seconds=1))
    with pytest.raises(SomebodyWasFaster):
        actions.lapse_offer(stale, now=THURSDAY_NIGHT)
    assert fresh(some[0]).status == S.OFFERED


def test_withdrawing_before_the_choice_frees_nothing(some, world, now):
    actions.withdraw(some[0], by=some[0].applicant, now=now)
    assert fresh(some[0]).status == S.WITHDRAWN
    assert letters_to(some[0].applicant)[-1] == "application.withdrawn"


def test_withdrawing_from_a_place_offers_it_to_reserve_one(some, world, now):
    accepted(some[0], world, now)
    accepted(some[1], world, now)
    actions.make_reserve(some[2], by=world.tomasz, now=now)
    actions.withdraw(fresh(some[0]), by=some[0].applicant, now=now)
    assert [fresh(each).status for each in some[:3]] == [S.WITHDRAWN, S.ACCEPTED, S.OFFERED]
    assert Panel.objects.get().places_taken == 1


def test_staff_write_down_that_somebody_withdrew(some, world, now):
    actions.withdraw(some[0], by=world.tomasz, now=now, source="phone")
    assert history_of(some[0])[-1].text == f"{world.tomasz.full_name} wrote down that they withdrew, by phone"


def test_giving_up_the_place_on_its_own_page_is_the_same(some, world, now):
    accepted(some[0], world, now)
    accepted(some[1], world, now)
    actions.make_reserve(some[2], by=world.tomasz, now=now)
    give_up_place(Place.objects.get(person=some[0].person), by=some[0].applicant, now=now)
    assert [fresh(each).status for each in some[:3]] == [S.WITHDRAWN, S.ACCEPTED, S.OFFERED]


def test_a_reserve_who_is_moved_to_the_panel_has_accepted(some, world, now):
    actions.make_reserve(some[0], by=world.tomasz, now=now)
    actions.make_reserve(some[1], by=world.tomasz, now=now)
    promote_reserve(Place.objects.get(person=some[0].person), by=world.tomasz, now=now)
    assert fresh(some[0]).status == S.ACCEPTED
    assert fresh(some[1]).reserve_position == 1


def test_a_place_cancelled_by_the_team_cancels_the_application(some, world, now):
    accepted(some[0], world, now)
    cancel_place(Place.objects.get(), by=world.tomasz, now=now)
    assert fresh(some[0]).status == S.CANCELLED


def test_nothing_is_offered_on_when_the_panel_is_over_or_nobody_waits(some, world, now, call):
    assert actions.offer_next(call, now=now) is None
    actions.make_reserve(some[0], by=world.tomasz, now=now)
    Panel.objects.update(status="cancelled")
    assert actions.offer_next(call, now=now) is None


def test_first_come_goes_on_with_whoever_applied_first(some, world, now, call):
    Opportunity.objects.filter(pk=call.pk).update(selection="first_come")
    call.refresh_from_db()
    assert actions.offer_next(call, now=now) == some[0]


def test_a_kind_no_names_a_reason_and_keeps_one_line(some, world, now):
    actions.say_not_this_time(some[0], reason="more_people", note="In May?", by=world.tomasz, now=now)
    told = fresh(some[0])
    assert (told.status, told.not_this_time_reason, told.note_to_person) == (S.NOT_THIS_TIME, "more_people", "In May?")
    assert letters_to(some[0].applicant)[-1] == "application.not_this_time"


def test_a_reserve_can_be_told_not_this_time_and_the_line_closes(some, world, now):
    for each in some[:2]:
        actions.make_reserve(each, by=world.tomasz, now=now)
    actions.say_not_this_time(fresh(some[0]), reason="dates", by=world.tomasz, now=now)
    assert Place.objects.get(person=some[0].person).status == PlaceStatus.GIVEN_UP
    assert (fresh(some[1]).reserve_position, fresh(some[1]).place.position) == (1, 1)


def test_a_score_is_kept_once_and_only_from_0_to_10(some, world, now):
    for _press in range(2):
        actions.score_application(some[0], 7, by=world.tomasz, now=now)
    assert fresh(some[0]).score == 7
    assert [line.text for line in history_of(some[0])][1:] == [f"{world.tomasz.full_name} gave 7 of 10"]
    with pytest.raises(Refusal, match="0 to 10"):
        actions.score_application(some[0], 11, by=world.tomasz, now=now)


def test_an_apology_names_a_new_day_and_is_said_once(some, world, now):
    late = datetime(2026, 3, 19, 9, 0, tzinfo=UTC)
    actions.apologise(some[0], by=world.tomasz, now=late)
    assert fresh(some[0]).reply_by == date(2026, 3, 26)
    with pytest.raises(Refusal, match="Nothing is late"):
        actions.apologise(fresh(some[0]), by=world.tomasz, now=late)
    assert letters_to(some[0].applicant) == ["application.received", "application.apology"]


def test_cancelling_an_offer_tells_the_person(some, world, now):
    offer(some[0], world, now)
    actions.cancel_application(some[0], by=world.tomasz, now=now)
    assert fresh(some[0]).status == S.CANCELLED
    assert letters_to(some[0].applicant)[-1] == "application.cancelled"


def test_cancelling_a_place_frees_the_seat(some, world, now):
    accepted(some[0], world, now)
    actions.cancel_application(fresh(some[0]), by=world.tomasz, now=now)
    assert Panel.objects.get().places_taken == 0
    assert letters_to(some[0].applicant)[-1] == "place.cancelled"


def test_cancelling_a_reserve_closes_the_line(some, world, now):
    for each in some[:2]:
        actions.make_reserve(each, by=world.tomasz, now=now)
    actions.cancel_application(fresh(some[0]), by=world.tomasz, now=now)
    assert fresh(some[1]).reserve_position == 1


def test_the_selection_does_not_close_while_anybody_is_untold_and_names_them(some, world, now, call):
    closed(call)
    for each in some[2:]:
        actions.say_not_this_time(each, reason="dates", by=world.tomasz, now=now)
    with pytest.raises(StillUntold, match="Amina, Bertram"):
        actions.close_selection(call, by=world.tomasz, now=now)
    assert Opportunity.objects.get().status == CallStatus.CLOSED


def test_the_selection_closes_when_everybody_has_been_told(some, world, now, call):
    closed(call)
    for each in some:
        actions.say_not_this_time(each, reason="dates", by=world.tomasz, now=now)
    actions.close_selection(call, by=world.tomasz, now=now)
    assert Opportunity.objects.get().status == CallStatus.FILLED


def test_an_open_call_cannot_be_closed_as_told(world, now, call):
    with pytest.raises(Refusal, match="still open"):
        actions.close_selection(call, by=world.tomasz, now=now)


def test_whoever_came_by_a_link_gets_one_to_follow_that_lasts(some, now):
    link = find_link(actions.make_follow_link(some[0], now=now), FOLLOW_LINK)
    assert (link.record_id, link.person, link.expires_at) == (some[0].pk, some[0].applicant, now + LINK_LASTS)


def test_a_new_link_goes_by_letter_to_the_applicant_once_a_day(some, world, now):
    actions.send_new_link(some[0], now=now)
    actions.send_new_link(some[0], now=now)
    offer(some[0], world, now)
    actions.send_new_link(some[0], now=now + timedelta(days=1))
    assert letters_to(some[0].applicant) == [
        "application.received", "application.new_link", "application.offer", "application.offer",
    ]  # fmt: skip


def test_a_place_without_an_application_concerns_nobody_here(world, now, call):
    place = Place.objects.create(
        organisation=world.organisation, panel=call.panel, person=world.rowan, confirmed_at=now
    )
    actions.follow_place(place, now=now)
    assert Application.objects.count() == 0
