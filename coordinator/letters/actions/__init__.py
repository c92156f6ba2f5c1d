"""The only writers of letters: slices post them, the worker sends them, the team handles the rest."""

from coordinator.letters.actions.forgetting import forget_letters
from coordinator.letters.actions.handling import leave_out, left_message, mark_posted, spoke, try_again
from coordinator.letters.actions.posting import post

__all__ = ["forget_letters", "leave_out", "left_message", "mark_posted", "post", "spoke", "try_again"]
