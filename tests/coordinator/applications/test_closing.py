"""The selection closes when everybody has been told, and not before (practice.md AP7)."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from coordinator.applications import actions
from coordinator.applications.closing import Reason, kept_open_by
from coordinator.applications.models import Application
from coordinator.applications.refusals import StillUntold
from coordinator.letters.models import Letter, LetterStatus
from coordinator.opportunities.models import CallStatus, Opportunity
from tests.coordinator.applications.conftest import applicant
from tests.making import World, signed_in

BY_POST = {"channel_order": ["post"], "address": "12 Church Row, Harptree"}
BY_PHONE = {"channel_order": ["phone"], "landline": "01632 960 101"}
NO_WAY = {"never_email": True}


@pytest.fixture
def closed(call: Opportunity) -> Opportunity:
    Opportunity.objects.filter(pk=call.pk).update(status=CallStatus.CLOSED)
    call.refresh_from_db()
    return call


def applied(world: World, call: Opportunity, now: datetime, name: str, **fields) -> Application:
    """Somebody applied in time."""
    mine = Opportunity.objects.filter(pk=call.pk)
    mine.update(status=CallStatus.PUBLISHED)
    application = applicant(world, mine.get(), name, now=now, **fields)
    mine.update(status=CallStatus.CLOSED)
    return application


def decided(world: World, call: Opportunity, now: datetime, name: str, **fields) -> Letter:
    """Somebody is told "not this time"; the letter about it, still in the queue. The first one has gone out."""
    application = applied(world, call, now, name, **fields)
    application.applicant.letters.update(status=LetterStatus.SENT)
    actions.say_not_this_time(application, reason="dates", by=world.tomasz, now=now)
    return application.applicant.letters.get(kind="application.not_this_time")


def reasons(call: Opportunity) -> list[str]:
    return [reason.text for reason in kept_open_by(call)]


def on(letter: Letter, status: str) -> None:
    Letter.objects.filter(pk=letter.pk).update(status=status)


def read(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_an_email_in_the_queue_is_on_its_way(world, closed, now):
    decided(world, closed, now, "Amina")
    assert kept_open_by(closed) == []
    assert actions.close_selection(closed, by=world.tomasz, now=now).status == CallStatus.FILLED


@pytest.mark.parametrize(
    ("fields", "waits", "told", "sentence"),
    [
        (BY_POST, "to_print", "posted", "1 letter is still to be posted."),
        (BY_PHONE, "to_phone", "phoned", "1 phone call is still to be made."),
        (NO_WAY, "given_up", "not_needed", "1 letter could not be sent."),
    ],
)
def test_what_somebody_must_do_by_hand_keeps_it_open(world, closed, now, fields, waits, told, sentence):
    letter = decided(world, closed, now, "Doreen", **fields)
    assert reasons(closed) == [sentence]  # the worker has not come by yet
    on(letter, waits)
    with pytest.raises(StillUntold) as refusal:
        actions.close_selection(closed, by=world.tomasz, now=now)
    assert str(refusal.value) == f"Not yet. {sentence}"
    assert Opportunity.objects.get().status == CallStatus.CLOSED
    on(letter, told)
    assert reasons(closed) == []


def test_every_reason_is_said_at_once_each_with_its_page(world, closed, now):
    for name in ("Amina", "Bertram", "Cora", "Dev", "Esme"):
        applied(world, closed, now, name)
    offered = applied(world, closed, now, "Farah")
    actions.offer_place(offered, by=world.tomasz, now=now)
    for name in ("Gil", "Hana"):
        on(decided(world, closed, now, name), "to_phone")
    page = f"/team/calls/{closed.pk}/applications/?show="
    assert kept_open_by(closed) == [
        Reason(
            "Still to hear from us: Amina, Bertram, Cora, 2 more.",
            "5 people are still to hear from us.",
            f"{page}waiting",
        ),
        Reason("Still to answer an offer: Farah.", "1 offer is not answered yet.", f"{page}offered"),
        Reason(
            "2 phone calls are still to be made.",
            "2 phone calls are still to be made.",
            "/team/letters/?show=phone",
            of_letters=True,
        ),
    ]


def test_an_open_offer_keeps_it_open_until_it_is_answered(world, closed, now):
    offered = applied(world, closed, now, "Amina")
    actions.offer_place(offered, by=world.tomasz, now=now)
    with pytest.raises(StillUntold, match="Still to answer an offer: Amina."):
        actions.close_selection(closed, by=world.tomasz, now=now)
    actions.decline_offer(offered, by=offered.applicant, now=now)
    assert reasons(closed) == []


def test_letters_of_other_calls_and_of_other_matters_do_not_count(world, closed, now):
    letter = decided(world, closed, now, "Doreen", **BY_POST)
    Letter.objects.filter(pk=letter.pk).update(kind="application.received")
    assert reasons(closed) == []
    Letter.objects.filter(pk=letter.pk).update(kind="application.not_this_time", record_id=world.rowan.pk)
    assert reasons(closed) == []


def test_a_letter_that_nobody_needs_any_more_does_not_count(world, closed, now):
    offered = applied(world, closed, now, "Doreen", **BY_POST)
    actions.offer_place(offered, by=world.tomasz, now=now)
    actions.decline_offer(offered, by=world.tomasz, now=now, source="phone")
    queued = Letter.objects.filter(kind__in=["application.offer", "application.declined"], status="queued")
    assert (queued.count(), reasons(closed)) == (2, ["1 letter is still to be posted."])


def test_the_page_shows_what_is_left_instead_of_the_button(world, closed, now):
    letter = decided(world, closed, now, "Doreen", **BY_POST)
    team, address = signed_in(world.tomasz), f"/team/calls/{closed.pk}/applications/"
    page = team.get(address)
    assert ("Close the selection" in read(page), "1 letter is still to be posted." in read(page)) == (False, True)
    assert 'href="/team/letters/?show=print"' in page.content.decode()
    assert "Not yet. 1 letter is still to be posted." in read(team.post(f"{address}close/", follow=True))
    on(letter, "posted")
    assert "Close the selection" in read(team.get(address))


def test_nothing_of_a_saved_form_keeps_it_open(world, closed, now):
    letter = decided(world, closed, now, "Doreen", **BY_POST)
    Application.objects.filter(pk=letter.record_id).update(status="started")
    assert reasons(closed) == []
