"""What looking at claims makes known to the rest of the service."""

from coordinator import hooks
from coordinator.letters.kinds import register_kinds
from expenses.review import letters, shown
from expenses.review.actions.forgetting import forget_appeals


def register() -> None:
    """Called once, when the service starts. Steps and sentences of a claim stand in `claims`."""
    register_kinds(*letters.KINDS)
    hooks.next_steps.register(shown.next_steps)
    hooks.person_export.register(shown.person_rows)
    hooks.person_erasure.register(forget_appeals)
