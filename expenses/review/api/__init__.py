"""Finance's desk over the API: claims, questions, money before the day."""

from rest_framework.routers import BaseRouter

from expenses.review.api import advances, claims


def register(router: BaseRouter) -> None:
    """Called by expenses.api."""
    claims.register(router)
    advances.register(router)
