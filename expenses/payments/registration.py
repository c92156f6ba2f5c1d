"""What payments make known to the rest of the service."""

from coordinator import hooks
from coordinator.letters.kinds import register_kinds
from coordinator.workflow.steps import register_steps
from coordinator.workflow.trail import register_sentences
from expenses.payments import actions, letters, models, shown, steps


def register() -> None:
    """Called once, when the service starts."""
    register_steps(models.Batch, steps.BATCH_STEPS)
    register_steps(models.Payment, steps.PAYMENT_STEPS)
    register_sentences(steps.SENTENCES)
    register_kinds(*letters.KINDS)
    hooks.next_steps.register(shown.next_steps)
    hooks.person_box.register(shown.person_box)
    hooks.head_figures.register(shown.head_figures)
    hooks.person_export.register(shown.person_rows)
    hooks.not_forgotten_yet.register(shown.not_forgotten_yet)
    hooks.person_erasure.register(actions.forget_details)
