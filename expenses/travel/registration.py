"""What this slice tells the core."""

from coordinator import hooks
from coordinator.letters.kinds import register_kinds
from coordinator.workflow.steps import register_steps
from coordinator.workflow.trail import register_sentences


def register() -> None:
    """Steps, sentences, letters, and what this slice shows elsewhere. Called from ExpensesConfig.ready()."""
    from expenses.travel import boxes
    from expenses.travel.actions import forget_travel
    from expenses.travel.letters import KINDS
    from expenses.travel.models import AgreedCost, TravelPlan
    from expenses.travel.queries import safe_harbour
    from expenses.travel.steps import COST_STEPS, PLAN_STEPS, SENTENCES

    register_steps(TravelPlan, PLAN_STEPS)
    register_steps(AgreedCost, COST_STEPS)
    register_sentences(SENTENCES)
    register_kinds(*KINDS)
    hooks.safe_harbour.register(safe_harbour)
    hooks.place_box.register(boxes.place_box)
    hooks.session_box.register(boxes.session_box)
    hooks.person_box.register(boxes.person_box)
    hooks.move_warnings.register(boxes.move_warnings)
    hooks.next_steps.register(boxes.next_steps)
    hooks.person_export.register(boxes.person_export)
    hooks.person_erasure.register(forget_travel)
