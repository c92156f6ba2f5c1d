"""What this slice tells the core."""

from coordinator import hooks
from coordinator.letters.kinds import register_kinds
from coordinator.workflow.steps import register_steps
from coordinator.workflow.trail import register_sentences


def register() -> None:
    """Steps, sentences, letters, and what this slice shows elsewhere. Called from ExpensesConfig.ready()."""
    from expenses.claims import boxes
    from expenses.claims.actions import forget_claims
    from expenses.claims.letters import KINDS
    from expenses.claims.models import Claim
    from expenses.claims.steps import SENTENCES, STEPS

    register_steps(Claim, STEPS)
    register_sentences(SENTENCES)
    register_kinds(*KINDS)
    hooks.place_box.register(boxes.place_box)
    hooks.session_box.register(boxes.session_box)
    hooks.person_box.register(boxes.person_box)
    hooks.place_timeline.register(boxes.place_timeline)
    hooks.next_steps.register(boxes.next_steps)
    hooks.person_export.register(boxes.person_export)
    hooks.not_forgotten_yet.register(boxes.not_forgotten_yet)
    hooks.person_erasure.register(forget_claims)
