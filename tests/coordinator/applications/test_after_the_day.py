"""The last date is over: whoever had a place had it, and the page says so without a button (practice.md section 3)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from coordinator.applications import actions
from coordinator.applications.letters import FOLLOW_LINK
from coordinator.applications.models import Application, S
from coordinator.applications.standing import Standing, how_it_stands, steps_now
from coordinator.authorization.verdict import NotAllowed
from coordinator.opportunities.models import Opportunity
from coordinator.panels.actions import confirm_attendance
from coordinator.panels.models import Panel
from coordinator.panels.refusals import DayOver
from coordinator.people.links import issue_link
from coordinator.people.tokens import issue_token
from tests.coordinator.applications.conftest import applicant, letters_to
from tests.making import EVENT_DAY, World, signed_in

AFTER = EVENT_DAY + timedelta(days=12)
REFUSED = "The last date is over, so there is no place to give up any more. Nothing was changed."


@pytest.fixture
def rowan(world: World, call: Opportunity, now: datetime) -> Application:
    """Rowan, who has a place."""
    application = applicant(world, call, "Rowan Marsh", now=now)
    actions.offer_place(application, by=world.tomasz, now=now)
    return actions.accept_offer(application, by=application.applicant, now=now)


@pytest.fixture
def reserve(world: World, call: Opportunity, rowan: Application, now: datetime) -> Application:
    """Amina, the first of the reserves."""
    return actions.make_reserve(applicant(world, call, "Amina", now=now), by=world.tomasz, now=now)


def came(world: World, rowan: Application, presence: str) -> None:
    session = rowan.opportunity.panel.sessions.get()
    confirm_attendance(session, {rowan.place: presence}, by=world.tomasz, now=AFTER)


def stands(application: Application, at: datetime) -> Standing:
    return how_it_stands(Application.objects.get(pk=application.pk), now=at)


def nothing_changed(rowan: Application) -> bool:
    taken = Panel.objects.get(pk=rowan.opportunity.panel_id).places_taken
    found = Application.objects.select_related("place").get(pk=rowan.pk)
    return found.place is not None and (found.status, found.place.status, taken) == (S.ACCEPTED, "confirmed", 1)


def read(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.mark.parametrize("source", ["online", "phone"])
def test_a_place_that_was_had_is_not_given_up(world, rowan, source):
    before = letters_to(world.tomasz)
    by = rowan.applicant if source == "online" else world.tomasz
    with pytest.raises(DayOver) as refusal:
        actions.withdraw(rowan, by=by, now=AFTER, source=source)
    assert str(refusal.value) == REFUSED
    assert (nothing_changed(rowan), letters_to(world.tomasz)) == (True, before)


def test_while_the_last_date_runs_somebody_can_still_leave(rowan):
    actions.withdraw(rowan, by=rowan.applicant, now=EVENT_DAY + timedelta(hours=6))
    assert rowan.status == S.WITHDRAWN


def test_a_reserve_who_was_not_needed_stays_one(world, reserve):
    with pytest.raises(DayOver):
        actions.withdraw(reserve, by=reserve.applicant, now=AFTER)
    with pytest.raises(DayOver):
        actions.say_not_this_time(reserve, reason="dates", by=world.tomasz, now=AFTER)
    assert Application.objects.get(pk=reserve.pk).status == S.RESERVE


def test_whoever_was_never_answered_can_leave_at_any_time(world, call, now):
    waiting = applicant(world, call, "Bertram", now=now)
    assert actions.withdraw(waiting, by=waiting.applicant, now=AFTER).status == S.WITHDRAWN


def test_a_stranger_hears_only_that_it_is_not_theirs(world, rowan):
    with pytest.raises(NotAllowed):
        actions.withdraw(rowan, by=world.petra, now=AFTER)


def test_who_came_is_thanked_and_of_whom_nobody_knows_it_nothing_is_said(world, rowan):
    assert stands(rowan, EVENT_DAY) == Standing("You have a place", "We are glad that you come.", "done")
    unknown = Standing("You had a place", "The day is over. Thank you for offering your time.")
    assert stands(rowan, AFTER) == unknown
    came(world, rowan, "did_not_come")
    assert stands(rowan, AFTER) == unknown
    came(world, rowan, "came")
    assert stands(rowan, AFTER) == Standing("You had a place", "Thank you for coming.", "done")


def test_words_need_no_place_row_and_reserves_have_their_own(rowan, reserve):
    Application.objects.filter(pk=rowan.pk).update(place=None)
    assert stands(rowan, AFTER).text == "You had a place"
    thanks = "The day is over. Thank you for keeping the time free."
    assert stands(reserve, AFTER) == Standing("You were a reserve", thanks)


def test_no_step_that_gives_up_a_place_is_offered(world, rowan, reserve):
    def verbs(application, person, at):
        return {step.verb for step in steps_now(application, person, now=at)}

    assert verbs(rowan, rowan.applicant, EVENT_DAY) == {"application.withdraw"}
    assert verbs(rowan, rowan.applicant, AFTER) == set()
    assert verbs(rowan, world.tomasz, EVENT_DAY) - verbs(rowan, world.tomasz, AFTER) == {"application.withdraw_for"}
    gone = verbs(reserve, world.tomasz, EVENT_DAY) - verbs(reserve, world.tomasz, AFTER)
    assert gone == {"application.withdraw_for", "application.not_this_time"}


@pytest.mark.parametrize("way", ["signed in", "by link"])
def test_the_page_has_no_button_and_an_old_one_is_refused_in_words(rowan, now, way):
    person = rowan.applicant
    token = issue_link(FOLLOW_LINK, rowan, person=person, now=now, lasts=timedelta(days=200))
    client, address = signed_in(person), f"/me/applications/{rowan.pk}/"
    if way == "by link":
        client, address = Client(), f"/applications/{token}/"
    with time_machine.travel(EVENT_DAY, tick=False):
        assert "I cannot take part after all" in read(client.get(address))
    with time_machine.travel(AFTER, tick=False):
        page = read(client.get(address))
        assert "You had a place" in page
        assert [word for word in ("glad that you come", "cannot take part", "would help you") if word in page] == []
        assert REFUSED in read(client.post(address, {"do": "withdraw"}, follow=True))
    assert nothing_changed(rowan)


def test_lists_and_programs_say_the_same(rowan):
    with time_machine.travel(AFTER, tick=False):
        assert "You had a place" in read(signed_in(rowan.applicant).get("/me/applications/"))
        token = issue_token(rowan.applicant, name="test", now=AFTER)
        program = Client(headers={"authorization": f"Bearer {token}"})
        row = program.get(f"/api/v1/applications/{rowan.pk}/").json()
        answer = program.post(f"/api/v1/applications/{rowan.pk}/withdraw/")
    assert (row["available_steps"], row["stands"].split(".")[0]) == ([], "You had a place")
    assert (answer.status_code, answer.json()["detail"]) == (409, REFUSED)
    assert nothing_changed(rowan)
