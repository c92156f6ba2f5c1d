"""The demo: everybody is there, every chapter stands as it is told, and the door lets one in.

It moves with the day it is seeded, so it must be possible on every day of the year. Here it is an awkward one; the browser
walks through that of today.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.utils import timezone

from coordinator.demo.actions import is_there, seed_demo
from coordinator.demo.personas import PERSONAS, WALK
from coordinator.demo.world import Demo
from coordinator.letters.models import Letter
from coordinator.opportunities.queries.public import pays_nothing
from coordinator.organisations.models import Area, Organisation
from coordinator.people.models import Person
from expenses.advances.models import Advance
from expenses.claims.models import Claim
from expenses.claims.queries import findings_of_all, with_facts
from expenses.payments.models import Payment
from expenses.payments.queries import owed_lines, payables_visible_to
from expenses.review.actions import approve_claim, check_claim
from tests.thorough import THOROUGH

TAKES_LONG = "the demo is seeded once more, for another day; where somebody waits, the browser's of today is enough"
pytestmark = pytest.mark.django_db
WEEK_BEFORE_CHRISTMAS = datetime(2027, 12, 20, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Demo:
    """Seeded once for this module, and taken back at its end."""
    if not THOROUGH:
        pytest.skip(TAKES_LONG)
    with (
        time_machine.travel(WEEK_BEFORE_CHRISTMAS),
        django_db_blocker.unblock(),  # type: ignore[attr-defined]
        transaction.atomic(),
    ):
        yield seed_demo(timezone.now())
        transaction.set_rollback(True)


def test_everybody_and_everything_of_the_practice_is_there(demo: Demo) -> None:
    assert is_there()
    assert {persona.full_name for persona in PERSONAS} - set(
        Person.objects.values_list("full_name", flat=True)
    ) == set()
    assert (Area.objects.count(), Organisation.objects.filter(kind="practice").count()) == (9, 27)
    assert (len(demo.people), len(demo.panels)) == (60, 14)


def test_each_call_stands_as_its_chapter_tells(demo: Demo) -> None:
    stands = {}
    for key, call in demo.calls.items():
        call.refresh_from_db()
        stands[key] = str(call.status)
    assert stands == {
        "nurse": "published", "leaflet": "published", "validation": "published", "osce": "closed",
        "six_days": "draft", "winter": "filled", "workshop": "filled", "cancelled": "filled",
    } | {f"past{number}": "filled" for number in range(1, 7)}  # fmt: skip


def test_each_reserve_of_the_exams_has_a_number_of_their_own(demo: Demo) -> None:
    """One of the four was offered what somebody declined, and left the line; three people think, until a day to come."""
    reserves = demo.panels["osce"].seats.filter(kind="reserve", status="confirmed")
    assert sorted(reserves.values_list("position", flat=True), key=lambda number: number or 0) == [None, 1, 2, 3]
    states = demo.calls["osce"].applications.filter(status="reserve")
    assert sorted(states.values_list("reserve_position", flat=True)) == [1, 2, 3]
    offered = demo.calls["osce"].applications.filter(status="offered")
    assert (offered.count(), offered.filter(offer_ends_at__gt=demo.now).count()) == (4, 4)


def test_of_38_claims_31_go_straight_through_and_7_are_looked_at_each_for_another_reason(demo: Demo) -> None:
    sent = Claim.objects.filter(looks_again_at=None).exclude(status__in=["draft", "withdrawn"])
    claims = with_facts(sent.order_by("number", "pk"))
    found = findings_of_all(claims, now=demo.now)
    assert len(found) == 38
    assert sorted(finding.code.value for each in found.values() for finding in each) == [
        "above_plan", "late", "lost_receipt_over_limit", "meal_over_cap", "possible_duplicate", "receipt_missing",
        "taxi_not_agreed",
    ]  # fmt: skip
    assert sum(not each for each in found.values()) == 31


def test_a_meal_for_an_assistant_was_agreed_to_at_another_look(demo: Demo) -> None:
    other = Claim.objects.exclude(looks_again_at=None).get()
    first = other.looks_again_at
    assert first is not None
    assert (first.status, first.approved_pence, other.status, other.approved_pence) == ("paid", 2020, "paid", 360)
    decided = [list(claim.approvals.values_list("by", flat=True)) for claim in (first, other)]
    assert decided == [[demo.people["ravi"].pk], [demo.people["helen"].pk]]


def test_a_claim_above_the_limit_finds_two_who_may_approve_it(demo: Demo) -> None:
    claim = Claim.objects.get(person=demo.people["nasreen"], status="submitted")
    with transaction.atomic():
        claim.lines.update(pence=150_00)
        Claim.objects.filter(pk=claim.pk).update(total_pence=claim.lines.count() * 150_00)
        check_claim(claim, by=demo.people["helen"], now=demo.now)
        for name in ("ravi", "hana"):
            approve_claim(claim, by=demo.people[name], now=demo.now)
        status = claim.status
        transaction.set_rollback(True)
    assert status == "approved"


def test_money_before_the_day_was_netted_and_some_is_asked_for(demo: Demo) -> None:
    stands = {advance.person_id: advance for advance in Advance.objects.all()}
    sandra, nasreen, tom = (stands[demo.people[key].pk] for key in ("sandra", "nasreen", "tom"))
    [use] = sandra.uses.all()
    assert (sandra.status, sandra.left_pence, use.pence) == ("paid", 0, 2400)
    assert (use.claim.status, use.claim.approved_pence, use.claim.payable.pence) == ("paid", 2920, 520)
    assert (nasreen.status, tom.status, tom.payable.pence) == ("asked", "agreed", 1200)


def test_doreen_is_paid_by_cheque_and_one_is_written_again(demo: Demo) -> None:
    doreen = demo.people["doreen"]
    claims = Claim.objects.filter(person=doreen).order_by("number", "pk")
    assert [(claim.source, claim.entered_by, claim.status) for claim in claims] == [
        ("post", demo.people["tomasz"], "paid"), ("post", demo.people["tomasz"], "reversed"),
    ]  # fmt: skip
    payments = Payment.objects.filter(person=doreen).order_by("cheque_number", "pk")
    assert [(each.rail, each.cheque_number, each.status) for each in payments] == [
        ("by_hand", "100482", "paid"), ("by_hand", "100483", "returned"),
    ]  # fmt: skip
    [line] = [line for line in owed_lines(payables_visible_to(demo.people["paula"]), demo.people["paula"])
              if line.payable.person == doreen]  # fmt: skip
    assert (line.way, line.reason, line.payable.pence) == ("cheque", None, 1300)


def test_a_ticket_for_a_date_that_we_called_off_goes_straight_through(demo: Demo) -> None:
    claim = with_facts(Claim.objects.filter(session__status="cancelled")).get()
    assert (claim.person, claim.status, claim.total_pence) == (demo.people["priya"], "submitted", 1840)
    assert findings_of_all([claim], now=demo.now)[claim.pk] == []


def test_one_claim_came_97_days_late(demo: Demo) -> None:
    claim = Claim.objects.exclude(late_reason="").get()
    assert (claim.organisation.day(claim.submitted_at) - claim.event_day).days == 97


def test_care_is_paid_for_although_the_day_pays_no_fee(demo: Demo) -> None:
    claim = Claim.objects.get(lines__kind="replacement_care", status="paid")
    assert pays_nothing(claim.place.panel_id)
    assert (claim.approved_pence, claim.approved_pence == claim.total_pence) == (6020, True)


def test_letters_of_the_past_went_out_then(demo: Demo) -> None:
    assert Letter.objects.filter(status="given_up").count() == 0
    assert Letter.objects.filter(status="to_print", created_at__lt=demo.now - timedelta(days=4)).count() == 0
    assert Letter.objects.filter(status="sent").count() > 200


def test_reminders_went_out_on_their_own_days(demo: Demo) -> None:
    told = Letter.objects.filter(kind__startswith="place.reminder", settled_at__lt=demo.now - timedelta(days=4))
    late = [letter.kind for letter in told if letter.settled_at != letter.send_after]
    assert (late, {letter.kind.removeprefix("place.") for letter in told}) == (
        [], {"reminder_week", "reminder_day", "reminder_post"},
    )  # fmt: skip


def test_the_walk_names_people_that_the_door_knows() -> None:
    keys = {persona.key for persona in PERSONAS}
    assert {key for key, _text in WALK} - keys == set()


def test_outside_the_demo_there_is_no_door() -> None:
    assert Client().get("/demo/").status_code == 404
