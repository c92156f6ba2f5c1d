"""Applications over the API: apply like the public form, answer like the links, choose like the team's pages."""

from rest_framework.routers import SimpleRouter

from coordinator.applications.api.choosing import ChoosingViewSet
from coordinator.applications.api.own import ApplicationViewSet


def register(router: SimpleRouter) -> None:
    """/api/v1/applications/ and /api/v1/choosing/"""
    router.register("applications", ApplicationViewSet, basename="application")
    router.register("choosing", ChoosingViewSet, basename="choosing")
