"""Calls over the API: open ones for everybody; for the team the same actions, with the same forms, as on the pages."""

from rest_framework.routers import SimpleRouter

from coordinator.opportunities.api.calls import CallViewSet, PublicCallViewSet


def register(router: SimpleRouter) -> None:
    """/api/v1/opportunities/ for everybody, /api/v1/calls/ for the team."""
    router.register("opportunities", PublicCallViewSet, basename="opportunity")
    router.register("calls", CallViewSet, basename="call")
