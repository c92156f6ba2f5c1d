"""Checking, approving, cutting and not agreeing; another look stands in test_looking_again.py."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from coordinator.authorization.verdict import NotAllowed
from coordinator.ids import new_id
from coordinator.letters.models import Letter
from coordinator.organisations.models import Role
from coordinator.panels.models import Presence
from coordinator.workflow.models import Event
from coordinator.workflow.steps import SomebodyWasFaster
from coordinator.workflow.trail import history_of
from expenses.claims.models import Claim
from expenses.payments.models import JournalEntry, Payable
from expenses.rates.models import ExpensePolicy
from expenses.review import actions
from expenses.review.models import Approval
from expenses.review.refusals import AmountsDoNotFit, NotNow, QuestionWaits, SayWhy
from expenses.review.rules import Cut
from tests.expenses.office import LATER, NOW, approved, confirm, make_claim, make_date
from tests.making import make_person, make_world


def check(claim, world):
    return actions.check_claim(claim, by=world.helen, now=NOW)


def kinds(person):
    return list(Letter.objects.filter(person=person).order_by("created_at", "id").values_list("kind", flat=True))


def test_a_claim_is_checked_once_the_team_said_that_they_came(world):
    claim = check(make_claim(world, 500), world)
    assert (claim.status, claim.checked_by, claim.checked_at) == ("checked", world.helen, NOW)


def test_before_anybody_said_so_it_waits_and_says_for_what(world):
    with pytest.raises(NotNow, match="The team has not said yet whether they came"):
        check(make_claim(world, 500, came=False), world)


def test_somebody_noted_as_absent_is_looked_into_first(world):
    claim = make_claim(world, 500, came=False)
    confirm(world, claim.place, claim.session, Presence.DID_NOT_COME)
    with pytest.raises(NotNow, match="did not come"):
        check(claim, world)


@pytest.mark.parametrize("what", ["session", "place"])
def test_what_we_cancelled_is_paid_without_anybody_having_come(world, what):
    claim = make_claim(world, 4200, came=False)
    type(getattr(claim, what)).objects.filter(pk=getattr(claim, what).pk).update(status="cancelled")
    claim = Claim.objects.get(pk=claim.pk)
    check(claim, world)
    assert actions.approve_claim(claim, by=world.ravi, now=NOW).status == "approved"


def test_nobody_checks_or_decides_their_own_claim(world, hana):
    own = make_claim(world, 500, person=world.helen)
    with pytest.raises(NotAllowed, match="This is your own claim, so somebody else checks it"):
        check(own, world)
    actions.check_claim(own, by=hana, now=NOW)
    for press, said in (
        (lambda: actions.approve_claim(own, by=world.helen, now=NOW), "somebody else approves"),
        (lambda: actions.approve_in_part(own, cuts={}, by=world.helen, now=NOW), "somebody else approves"),
        (lambda: actions.not_agree(own, reason="No", by=world.helen, now=NOW), "somebody else decides"),
    ):
        with pytest.raises(NotAllowed, match=said):
            press()


def test_the_database_itself_refuses_own_checks_own_approvals_and_a_second_yes(world):
    claim = approved(world, 500)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(checked_by=claim.person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.filter(claim=claim).update(by=claim.person)
    insert = (
        "INSERT INTO expenses_approval (id, claim_id, claimant_id, by_id, round, pence, at) "
        "SELECT %s, claim_id, claimant_id, {by}, 1, pence, at FROM expenses_approval"
    )
    key = new_id().hex if connection.vendor == "sqlite" else new_id()
    for by in ("claimant_id", "by_id"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(insert.format(by=by), [key])


def test_up_to_the_limit_one_person_checks_and_approves(world):
    claim = check(make_claim(world, 100_00), world)
    actions.approve_claim(claim, by=world.helen, now=NOW)
    assert (claim.status, claim.approved_pence, claim.decided_at) == ("approved", 100_00, NOW)
    assert [line.approved_pence for line in claim.lines.all()] == [100_00]
    assert kinds(claim.person) == ["claim.details_wanted"]


def test_the_limit_is_the_organisations_own(world):
    ExpensePolicy.objects.create(organisation=world.organisation, approval_limit_pence=20_00)
    claim = check(make_claim(world, 20_01), world)
    with pytest.raises(NotAllowed, match="You checked this claim. Above £20.00 somebody else approves."):
        actions.approve_claim(claim, by=world.helen, now=NOW)


def test_above_the_limit_two_approve_and_the_money_is_owed_after_the_second(world, rahel):
    claim = check(make_claim(world, 100_01), world)
    actions.approve_claim(claim, by=world.ravi, now=NOW)
    assert (claim.status, Payable.objects.count()) == ("checked", 0)
    with pytest.raises(NotAllowed, match="You have approved this claim already"):
        actions.approve_claim(claim, by=world.ravi, now=NOW)
    actions.approve_claim(claim, by=rahel, now=LATER)
    assert (claim.status, Payable.objects.get().pence) == ("approved", 100_01)
    assert [line.text for line in history_of(claim)] == [
        f"{world.helen.full_name} checked the claim",
        f"{world.ravi.full_name} approved the claim; a second approval is needed above the limit",
        "Rahel Stone approved the claim",
    ]


def test_above_the_limit_one_of_the_two_is_a_second_approver(world, hana):
    third = make_person(role=Role.FINANCE_CHECKER, organisation=world.organisation)
    claim = check(make_claim(world, 100_01), world)
    actions.approve_claim(claim, by=hana, now=NOW)
    with pytest.raises(NotAllowed, match="one of the two approvals comes from a second approver"):
        actions.approve_claim(claim, by=third, now=NOW)
    assert actions.approve_claim(claim, by=world.ravi, now=NOW).status == "approved"


def test_who_confirmed_the_attendance_does_not_approve_above_the_limit(world, rahel):
    world.tomasz.memberships.create(organisation=world.organisation, role=Role.APPROVER)
    claim = check(make_claim(world, 100_01), world)
    with pytest.raises(NotAllowed, match="You confirmed that they took part"):
        actions.approve_claim(claim, by=world.tomasz, now=NOW)


def test_an_attendance_taken_back_after_the_check_stops_the_approval(world):
    claim = check(make_claim(world, 500), world)
    claim.session.attendances.update(presence=Presence.DID_NOT_COME)
    with pytest.raises(NotNow, match="did not come"):
        actions.approve_claim(claim, by=world.ravi, now=NOW)


def test_two_tabs_the_second_is_told_kindly(world):
    claim = check(make_claim(world, 500), world)
    seen = claim.version
    actions.approve_claim(claim, by=world.ravi, now=NOW, version=seen)
    with pytest.raises(SomebodyWasFaster, match="nothing was done twice"):
        actions.approve_claim(claim, by=world.helen, now=NOW, version=seen)


def test_a_page_made_before_a_change_decides_nothing(world, rahel):
    claim = check(make_claim(world, 100_01), world)
    seen = claim.version
    actions.approve_claim(claim, by=world.ravi, now=NOW, version=seen)
    with pytest.raises(SomebodyWasFaster):
        actions.approve_claim(claim, by=rahel, now=NOW, version=seen)


def test_a_claim_of_nothing_ends_as_paid_with_nothing_to_pay(world):
    claim = check(make_claim(world, 0), world)
    actions.approve_claim(claim, by=world.helen, now=NOW)
    assert (claim.status, claim.paid_on, claim.approved_pence) == ("paid", date(2026, 3, 30), 0)
    assert (Payable.objects.count(), JournalEntry.objects.count(), kinds(claim.person)) == (0, 0, [])
    assert history_of(claim)[-1].text == "There was nothing to pay"


def cut(claim, pence, reason="The agreed limit is £5."):
    return {claim.lines.all()[0].pk: Cut(pence, reason)}


def test_less_is_agreed_line_by_line_with_a_reason_that_the_person_reads(world):
    claim = check(make_claim(world, 900, 300), world)
    actions.approve_in_part(claim, cuts=cut(claim, 500), note=" Thank you. ", by=world.ravi, now=NOW)
    assert (claim.status, claim.approved_pence, claim.decision_note) == ("part_approved", 800, "Thank you.")
    assert [(line.approved_pence, line.cut_reason) for line in claim.lines.all()] == [
        (500, "The agreed limit is £5."), (300, ""),
    ]  # fmt: skip
    assert (Payable.objects.get().pence, kinds(claim.person)) == (800, ["claim.details_wanted", "claim.part_approved"])


@pytest.mark.parametrize(
    ("pence", "reason", "field", "said"),
    [
        (901, "More", "pence", "This is more than was claimed. Agree to at most £9.00."),
        (500, " ", "reason", "Say in a line why it is less. The person reads it."),
    ],
)
def test_an_amount_that_cannot_stand_says_so_beside_its_line(world, pence, reason, field, said):
    claim = check(make_claim(world, 900), world)
    line = claim.lines.get()
    with pytest.raises(AmountsDoNotFit) as refused:
        actions.approve_in_part(claim, cuts={line.pk: Cut(pence, reason)}, by=world.ravi, now=NOW)
    assert refused.value.by_field == {f"{field}_{line.pk}": [said]}


@pytest.mark.parametrize(("pence", "said"), [(900, "Nothing is changed here"), (0, "Nothing would be left")])
def test_all_or_nothing_is_not_a_part(world, pence, said):
    claim = check(make_claim(world, 900), world)
    with pytest.raises(AmountsDoNotFit, match=said):
        actions.approve_in_part(claim, cuts=cut(claim, pence), by=world.ravi, now=NOW)


def test_the_second_approver_agrees_to_the_amounts_of_the_first(world, rahel):
    claim = check(make_claim(world, 120_00), world)
    actions.approve_in_part(claim, cuts=cut(claim, 110_00), by=world.ravi, now=NOW)
    with pytest.raises(AmountsDoNotFit, match="has agreed to the amounts that stand here"):
        actions.approve_in_part(claim, cuts=cut(claim, 100_00), by=rahel, now=NOW)
    actions.approve_claim(claim, by=rahel, now=NOW)
    assert (claim.status, claim.approved_pence, Payable.objects.get().pence) == ("part_approved", 110_00, 110_00)


def test_not_agreeing_needs_its_reason_and_tells_the_person(world):
    claim = make_claim(world, 900)
    with pytest.raises(SayWhy) as refused:
        actions.not_agree(claim, reason="  ", by=world.helen, now=NOW)
    assert refused.value.by_field == {"reason": ["Say in a line why. The person reads it."]}
    actions.not_agree(claim, reason="The date was another organisation's.", by=world.helen, now=NOW)
    assert (claim.status, claim.approved_pence, claim.decision_note) == (
        "declined", 0, "The date was another organisation's.",
    )  # fmt: skip
    assert (Payable.objects.count(), kinds(claim.person)) == (0, ["claim.not_agreed"])


def test_several_go_through_in_one_press_each_with_its_own_line(world):
    session = make_date(world)
    claims = [make_claim(world, 500 + number, session=session) for number in range(3)]
    large = make_claim(world, 100_01, session=session)
    waits = make_claim(world, 700, session=session, came=False)
    odd = make_claim(world, 900, session=session)
    odd.lines.update(kind="taxi")
    done = actions.approve_together([*claims, large, waits, odd], by=world.helen, now=NOW)
    assert sorted(claim.pk for claim in done.approved) == sorted(claim.pk for claim in claims)
    assert [claim.pk for claim in done.passed_on] == [large.pk]
    assert {claim.pk: reason for claim, reason in done.left} == {
        waits.pk: "The team has not said yet whether they came. It can go on once they have.",
        odd.pk: "No taxi was agreed beforehand, so a person looks at it. Nobody is asked why they took one.",
    }
    assert Event.objects.filter(verb="claim.approve").count() == 3
    assert [line.text for line in history_of(claims[0])] == [
        f"{world.helen.full_name} checked the claim", f"{world.helen.full_name} approved the claim",
    ]  # fmt: skip


def test_a_large_claim_that_is_checked_gets_its_approvals_one_press_each(world, rahel):
    claim = check(make_claim(world, 100_01), world)
    assert actions.approve_together([claim], by=world.ravi, now=NOW).passed_on == [claim]
    assert actions.approve_together([claim], by=rahel, now=NOW).approved == [claim]
    assert actions.approve_together([claim], by=rahel, now=NOW).left[0][1].startswith("Somebody else changed this")


def test_an_open_question_is_settled_before_anything_is_decided(world):
    claim = make_claim(world, 900)
    actions.write_own_question(claim, "Which bus was it for?", by=world.helen, now=NOW)
    for press in (
        lambda: check(claim, world),
        lambda: actions.not_agree(claim, reason="No", by=world.helen, now=NOW),
    ):
        with pytest.raises(QuestionWaits, match="A question about this claim waits already"):
            press()


def test_somebody_of_another_organisation_decides_nothing(world):
    other = make_world("Other")
    claim = make_claim(world, 900)
    for press in (
        lambda: actions.check_claim(claim, by=other.helen, now=NOW),
        lambda: actions.approve_claim(claim, by=other.ravi, now=NOW),
        lambda: actions.not_agree(claim, reason="No", by=other.ravi, now=NOW),
    ):
        with pytest.raises(NotAllowed):
            press()
