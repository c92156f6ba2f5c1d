"""What this slice tells the core."""

from coordinator import hooks
from coordinator.letters.kinds import register_kinds
from coordinator.workflow.steps import register_steps
from coordinator.workflow.trail import register_sentences


def register() -> None:
    """Steps, sentences, letters, and what this slice shows elsewhere. Called from ExpensesConfig.ready()."""
    from expenses.advances import boxes
    from expenses.advances.actions import forget_advances
    from expenses.advances.letters import KINDS
    from expenses.advances.models import Advance
    from expenses.advances.steps import SENTENCES, STEPS

    register_steps(Advance, STEPS)
    register_sentences(SENTENCES)
    register_kinds(*KINDS)
    hooks.place_box.register(boxes.place_box)
    hooks.person_box.register(boxes.person_box)
    hooks.person_export.register(boxes.person_export)
    hooks.not_forgotten_yet.register(boxes.not_forgotten_yet)
    hooks.person_erasure.register(forget_advances)
