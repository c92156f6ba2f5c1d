"""When a call is withdrawn or its panel is cancelled, what was not decided ends with it, in words (practice.md 3)."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from coordinator.applications import actions
from coordinator.applications.letters import LINK_LASTS, OFFER_LINK
from coordinator.applications.models import Application, S
from coordinator.applications.refusals import CallOver
from coordinator.letters.models import Letter
from coordinator.letters.writing import write
from coordinator.opportunities.actions import withdraw_call
from coordinator.opportunities.models import CallStatus, Opportunity
from coordinator.panels.actions import cancel_panel
from coordinator.panels.models import Panel, Place, PlaceKind
from coordinator.panels.refusals import PanelOver
from coordinator.people.links import issue_link
from coordinator.people.models import AccessLink
from coordinator.workflow.steps import SomebodyWasFaster
from coordinator.workflow.trail import history_of
from tests.coordinator.applications.conftest import PARTS, applicant, apply, letters_to, sender
from tests.making import make_call, make_panel

WHY = "There is no money for the post."
OVER = "This call was withdrawn, so no places are given for it any more."


@pytest.fixture
def everybody(world, call, now):
    """One of each: has a place, was offered one, is a reserve, waits to hear."""
    names = ["Amina", "Bertram", "Cora", "Dev"]
    some = [applicant(world, call, name, now=now + timedelta(hours=n)) for n, name in enumerate(names)]
    actions.offer_place(some[0], by=world.tomasz, now=now)
    actions.accept_offer(some[0], by=some[0].applicant, now=now)
    actions.offer_place(some[1], by=world.tomasz, now=now)
    actions.make_reserve(some[2], by=world.tomasz, now=now)
    return [Application.objects.get(pk=each.pk) for each in some]


def states(applications) -> list[str]:
    return [Application.objects.get(pk=each.pk).status for each in applications]


def withdrawn(call, by, now) -> None:
    withdraw_call(Opportunity.objects.get(pk=call.pk), because=WHY, by=by, now=now)


def test_whoever_waits_hears_once_that_it_is_over_and_whoever_has_a_place_keeps_it(everybody, world, call, now):
    letters = {each.pk: letters_to(each.applicant) for each in everybody}
    withdrawn(call, world.samira, now + timedelta(days=1))
    assert states(everybody) == [S.ACCEPTED, S.CANCELLED, S.CANCELLED, S.CANCELLED]
    for each in everybody:
        assert letters_to(each.applicant) == [*letters[each.pk], "call.withdrawn"]
    assert list(Place.objects.values_list("kind", "status")) == [
        (PlaceKind.MEMBER, "confirmed"),
        (PlaceKind.RESERVE, "cancelled"),
    ]
    assert Panel.objects.get().places_taken == 1
    assert history_of(everybody[3])[-1].text == "The call was withdrawn, and this application ended with it"
    assert history_of(Place.objects.get(kind=PlaceKind.RESERVE))[-1].text == (
        "The call was withdrawn, and this place among the reserves ended with it"
    )


def test_the_letter_says_whether_the_place_stays(everybody, world, call, now):
    withdrawn(call, world.tomasz, now)
    texts = {letter.person_id: write(letter, now).text for letter in Letter.objects.filter(kind="call.withdrawn")}
    stays = "You have a place already, and you keep it: for you nothing changes."
    ended = "So your application has ended, and nothing is asked of you any more."
    assert [(stays in texts[each.person_id], ended in texts[each.person_id]) for each in everybody] == [
        (True, False), (False, True), (False, True), (False, True),
    ]  # fmt: skip


def test_a_yes_on_the_old_link_of_a_withdrawn_call_makes_no_place(everybody, world, call, now, client):
    offered = everybody[1]
    token = issue_link(OFFER_LINK, offered, person=offered.applicant, now=now, lasts=LINK_LASTS)
    withdrawn(call, world.tomasz, now)
    assert AccessLink.objects.get(purpose=OFFER_LINK).used_at == now
    page = client.post(f"/offers/{token}/", {"do": "accept"})
    assert "We cancelled this" in page.text
    assert Place.objects.filter(person=offered.person).count() == 0
    with pytest.raises(CallOver, match=OVER):
        actions.accept_offer(offered, by=offered.applicant, now=now)


@pytest.mark.parametrize(
    "press",
    [
        lambda some, by, now: actions.accept_offer(some[1], by=some[1].applicant, now=now),
        lambda some, by, now: actions.say_maybe(some[1], by=some[1].applicant, now=now),
        lambda some, by, now: actions.offer_place(some[3], by=by, now=now),
        lambda some, by, now: actions.make_reserve(some[3], by=by, now=now),
    ],
)
def test_nothing_is_given_for_a_call_that_was_withdrawn_before_offers_ended_with_it(everybody, world, call, now, press):
    Opportunity.objects.update(status=CallStatus.WITHDRAWN)
    with pytest.raises(CallOver) as refusal:
        press(everybody, world.tomasz, now)
    assert str(refusal.value) == OVER
    assert states(everybody) == [S.ACCEPTED, S.OFFERED, S.RESERVE, S.RECEIVED]


def test_a_draft_stays_a_draft_and_a_second_withdrawal_tells_nobody_twice(everybody, world, call, now):
    draft, _token = actions.save_application(call, PARTS, form_key=uuid4(), person=None, now=now)
    withdrawn(call, world.tomasz, now)
    told = Letter.objects.count()
    with pytest.raises(SomebodyWasFaster):
        withdrawn(call, world.tomasz, now)
    assert (states([draft]), Letter.objects.count()) == ([S.STARTED], told)


def test_nobody_moves_up_in_a_line_that_has_ended(world, call, now):
    some = [apply(call, sender(name, email=f"{name}@example.org"), now=now) for name in ("Amina", "Bert")]
    for each in some:
        actions.make_reserve(each, by=world.tomasz, now=now)
    withdrawn(call, world.tomasz, now)
    for each in some:
        assert letters_to(each.applicant).count("application.reserve") == 1
        assert letters_to(each.applicant)[-1] == "call.withdrawn"


# -- the panel is cancelled -------------------------------------------------------------------------------
BECAUSE = "It was for “Community respiratory nurse”, and we had to cancel that."


def panel_cancelled(world, now) -> None:
    cancel_panel(Panel.objects.get(), by=world.tomasz, now=now)


def test_a_cancelled_panel_ends_its_calls_and_applications_and_tells_each_person_once(everybody, world, call, now):
    panel = call.panel
    filled = make_call(world, panel=panel, status=CallStatus.FILLED)
    draft = make_call(world, panel=panel, status=CallStatus.DRAFT, published_at=None)
    before = {each.pk: letters_to(each.applicant) for each in everybody}
    panel_cancelled(world, now + timedelta(days=1))
    for each in (call, filled, draft):
        each.refresh_from_db()
        assert (each.status, each.withdrawn_reason) == ("withdrawn", BECAUSE)
    assert states(everybody) == [S.CANCELLED] * 4
    told = [letters_to(each.applicant)[len(before[each.pk]) :] for each in everybody]
    assert told == [["place.cancelled"], ["call.withdrawn"], ["call.withdrawn"], ["call.withdrawn"]]
    assert not Place.objects.filter(status="confirmed").exists()
    assert history_of(call)[-1].text == f"{world.tomasz.full_name} cancelled the panel, so the call was withdrawn"


def test_a_second_cancelling_of_a_panel_changes_and_tells_nothing(everybody, world, call, now):
    panel_cancelled(world, now + timedelta(days=1))
    told = Letter.objects.count()
    with pytest.raises(SomebodyWasFaster):
        panel_cancelled(world, now)
    assert Letter.objects.count() == told


@pytest.mark.parametrize("status", ["cancelled", "finished"])
def test_a_panel_that_is_over_takes_and_gives_nothing_in_words(everybody, world, call, now, status):
    draft, _token = actions.save_application(call, PARTS, form_key=uuid4(), person=None, now=now)
    Panel.objects.update(status=status)
    with pytest.raises(CallOver, match="What this call was for is over, so it takes no applications"):
        actions.send_application(draft, sender=sender(), answers={}, now=now)
    with pytest.raises(CallOver, match="takes no applications any more"):
        enter(call, world, now)
    over = "This panel is over, so it has no places any more."
    with pytest.raises(PanelOver, match=over):
        actions.accept_offer(everybody[1], by=everybody[1].applicant, now=now)
    with pytest.raises(PanelOver, match=over):
        actions.offer_place(everybody[3], by=world.tomasz, now=now)
    assert states([*everybody, draft]) == [S.ACCEPTED, S.OFFERED, S.RESERVE, S.RECEIVED, S.STARTED]


def enter(call, world, now):
    key = uuid4()
    return actions.enter_application(
        call, sender=sender(), answers={}, source="phone", form_key=key, by=world.tomasz, now=now
    )


@pytest.mark.parametrize("end", ["cancel", "finish"])
def test_the_public_form_of_a_panel_that_is_over_answers_in_words_and_keeps_what_was_typed(world, client, end):
    now = timezone.now()
    panel = make_panel(world, places=1)
    soon = {"closes_at": now + timedelta(days=10), "published_at": now - timedelta(days=20)}
    call = make_call(world, panel=panel, selection="first_come", **soon)
    if end == "cancel":
        cancel_panel(panel, by=world.tomasz, now=now)
    else:
        Panel.objects.update(status="finished")
    address = f"/opportunities/{call.slug}/"
    assert "apply/" not in client.get(address).text
    what = {
        "cancel": f"is not going ahead, so it takes no applications. {BECAUSE}",
        "finish": "was for is over, so it takes no applications.",
    }[end]
    shown = client.get(f"{address}apply/")
    assert (shown.status_code, what in shown.text) == (200, True)
    sent = client.post(f"{address}apply/", {**PARTS, "do": "send", "form_key": str(uuid4())})
    assert (sent.status_code, what in sent.text, "Doreen Alcott" in sent.text) == (409, True, True)
    assert Application.objects.count() == 0
