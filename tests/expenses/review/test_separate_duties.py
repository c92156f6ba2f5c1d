"""Whatever anybody presses in whatever order, nobody decides about their own money and no amount is owed twice (R5)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from coordinator.authorization.verdict import NotAllowed
from coordinator.ids import new_id
from coordinator.organisations.models import Role
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import SomebodyWasFaster
from expenses.claims.models import Claim
from expenses.payments import actions as payments
from expenses.payments.models import ENDED, Payable, Payment
from expenses.payments.queries import journal_sum, unbalanced_entries
from expenses.review import actions as review
from expenses.review.models import Approval
from expenses.review.rules import Cut
from tests.expenses.office import LATER, NOW, make_claim, with_details
from tests.making import make_person, make_world
from tests.thorough import examples

REFUSED = (Refusal, SomebodyWasFaster, NotAllowed)
WHO = st.integers(0, 5)
WHICH, LAST = st.integers(0, 3), -1


class Desk(RuleBasedStateMachine):
    """One claim of 60 or 140 pounds, with what grows out of it when another look is asked for.

    Its claimant holds every finance role too, and there are five colleagues.
    """

    @initialize(pence=st.sampled_from([60_00, 140_00]), in_part=st.booleans())
    def open(self, pence, in_part):
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.world = make_world("Machine")
        people = [self.world.helen, self.world.ravi, self.world.paula, self.world.tomasz]
        people.append(make_person(role=Role.APPROVER, organisation=self.world.organisation))
        claimant = make_person(role=Role.VOLUNTEER, organisation=self.world.organisation)
        for role in (Role.APPROVER, Role.FINANCE_CHECKER, Role.FINANCE_PAYER):
            claimant.memberships.create(organisation=self.world.organisation, role=role)
        self.people, self.claimant = [*people, claimant], claimant
        self.pence = pence
        claim = make_claim(self.world, pence, person=claimant)
        with_details(claimant)
        if in_part:  # most orders of pressing never come this far
            helen, ravi, _paula, _tomasz, second = people
            review.check_claim(claim, by=helen, now=NOW)
            review.approve_in_part(claim, cuts={claim.lines.get().pk: Cut(pence // 2, "Less")}, by=ravi, now=NOW)
            if claim.status == "checked":
                review.approve_claim(claim, by=second, now=NOW)

    def teardown(self):
        if hasattr(self, "undone"):
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    def press(self, act, who, which=0):
        person = self.people[who]
        claims = list(Claim.objects.order_by("number", "pk"))
        claim = claims[which % len(claims)]
        before = claim.status
        try:
            act(claim, person)
        except REFUSED:
            assert Claim.objects.get(pk=claim.pk).status == before
            return
        assert person != self.claimant or getattr(act, "own", False)

    @rule(who=WHO, which=WHICH)
    def check(self, who, which):
        self.press(lambda claim, by: review.check_claim(claim, by=by, now=NOW), who, which)

    @rule(who=WHO, which=WHICH)
    def approve(self, who, which):
        self.press(lambda claim, by: review.approve_claim(claim, by=by, now=NOW), who, which)

    @rule(who=WHO, which=WHICH)
    def cut(self, who, which):
        def act(claim, by):
            line = claim.lines.get()
            review.approve_in_part(claim, cuts={line.pk: Cut(line.pence // 2, "Less")}, by=by, now=NOW)

        self.press(act, who, which)

    @rule(who=WHO, which=WHICH)
    def decline(self, who, which):
        self.press(lambda claim, by: review.not_agree(claim, reason="No", by=by, now=NOW), who, which)

    @rule(who=WHO, which=WHICH)
    def look_again_and_decide(self, who, which):
        def act(claim, by):
            review.look_again(claim, by=by, now=LATER)

        act.own = True
        self.press(act, 5, which)
        self.press(lambda claim, by: review.approve_claim(claim, by=by, now=LATER), who, LAST)

    @rule(who=WHO)
    def build(self, who):
        org = self.world.organisation
        self.press(lambda claim, by: payments.build_batch(org, form_key=new_id(), by=by, now=NOW), who)

    @rule(who=WHO, way=st.sampled_from(["mark_paid", "did_not_arrive", "sent_back"]), which=WHICH)
    def settle(self, who, way, which):
        def act(claim, by):
            payment = Payment.objects.filter(payable__claim=claim).order_by("-attempt", "-pk").first()
            if payment is None:
                raise Refusal("no payment")
            extra = {"paid_on": NOW.date()} if way == "mark_paid" else {"trouble": "not_sent"}
            getattr(payments, way)(payment, by=by, now=NOW + timedelta(hours=1), **extra)

        self.press(act, who, which)

    @invariant()
    def nothing_is_owed_or_paid_twice(self):
        if not hasattr(self, "pence"):
            return
        assert (unbalanced_entries(), journal_sum()) == ([], 0)
        assert Payable.objects.count() <= Claim.objects.count()
        assert sum(Payable.objects.values_list("pence", flat=True)) <= self.pence
        assert sum(Payment.objects.exclude(status__in=ENDED).values_list("pence", flat=True)) <= self.pence
        assert not Approval.objects.filter(by=self.claimant).exists()

    @invariant()
    def each_decision_is_of_others(self):
        earlier: set = set()
        for claim in Claim.objects.order_by("number", "pk") if hasattr(self, "pence") else ():
            number = claim.appeals.count() + 1
            people = set(claim.approvals.filter(round=number).values_list("by", flat=True))
            assert not people & (earlier | set(claim.approvals.filter(round__lt=number).values_list("by", flat=True)))
            if claim.status in {"approved", "part_approved", "in_payment_run", "paid", "reversed"}:
                assert len(people) == (1 if claim.total_pence <= 100_00 else 2)
                assert claim.total_pence <= 100_00 or claim.checked_by_id not in people
            earlier |= set(claim.approvals.values_list("by", flat=True))


@pytest.mark.django_db
@pytest.mark.slow
def test_nobody_decides_about_their_own_money_in_whatever_order_people_press():
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=examples(40), stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
