"""The arrows between the states of a plan and of a cost named beforehand (practice.md section 3, travel plan)."""

from django.utils.translation import gettext_lazy as _

from coordinator.authorization.permissions import Permission as P
from coordinator.workflow.steps import Step
from expenses.travel.models import Agreement as A

ANY = frozenset(A)
WAITING = frozenset({A.WAITING})

NOTE = Step("travel.note", ANY, A.NOTED, P.GIVE_ESTIMATE, _("Keep this"), _("{who} said how they travel"))
AGREE_AT_ONCE = Step(
    "travel.agree_at_once", ANY, A.AGREED, P.GIVE_ESTIMATE,
    _("Keep this"), _("{who} said what the journey may cost; it was agreed at once"),
)  # fmt: skip
ASK = Step(
    "travel.ask", ANY, A.WAITING, P.GIVE_ESTIMATE, _("Keep this"), _("{who} said what they would like for the journey")
)
AGREE = Step("travel.agree", WAITING, A.AGREED, P.DECIDE_ESTIMATE, _("Agree"), _("{who} agreed it beforehand"))
NOT_AGREE = Step(
    "travel.not_agree", WAITING, A.NOT_AGREED, P.DECIDE_ESTIMATE,
    _("Not beforehand"), _("{who} did not agree it beforehand"),
)  # fmt: skip
PLAN_STEPS = (NOTE, AGREE_AT_ONCE, ASK, AGREE, NOT_AGREE)

COST_AGREE_AT_ONCE = Step(
    "cost.agree_at_once", ANY, A.AGREED, P.GIVE_ESTIMATE,
    _("Keep this"), _("{who} named a cost beforehand; it was agreed at once"),
)  # fmt: skip
COST_ASK = Step("cost.ask", ANY, A.WAITING, P.GIVE_ESTIMATE, _("Keep this"), _("{who} named a cost beforehand"))
COST_AGREE = Step("cost.agree", WAITING, A.AGREED, P.DECIDE_ESTIMATE, _("Agree"), _("{who} agreed a cost beforehand"))
COST_NOT_AGREE = Step(
    "cost.not_agree", WAITING, A.NOT_AGREED, P.DECIDE_ESTIMATE,
    _("Not beforehand"), _("{who} did not agree a cost beforehand"),
)  # fmt: skip
COST_STEPS = (COST_AGREE_AT_ONCE, COST_ASK, COST_AGREE, COST_NOT_AGREE)

BY_STATUS = {A.NOTED: NOTE, A.AGREED: AGREE_AT_ONCE, A.WAITING: ASK}
SENTENCES = {step.verb: step.told for step in (*PLAN_STEPS, *COST_STEPS)} | {
    "travel.statement": _("{who} wrote about their journeys"),
    "travel.statement_for": _("{who} wrote down what they said about their journeys"),
    "cost.drop": _("{who} took back a cost named beforehand"),
}
