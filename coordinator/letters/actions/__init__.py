"""The only writers of letters: slices post them, the worker sends them, the team handles the rest."""

from coordinator.letters.actions.posting import post

__all__ = ["post"]
