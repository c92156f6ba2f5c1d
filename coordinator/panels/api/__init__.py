"""Panels, dates and places over the API: read what one may see, act with the pages' actions."""

from rest_framework.routers import SimpleRouter

from coordinator.panels.api.panels import PanelViewSet
from coordinator.panels.api.places import PlaceViewSet
from coordinator.panels.api.sessions import SessionViewSet


def register(router: SimpleRouter) -> None:
    """/api/v1/panels/, /api/v1/sessions/ and /api/v1/places/"""
    router.register("panels", PanelViewSet, basename="panel")
    router.register("sessions", SessionViewSet, basename="session")
    router.register("places", PlaceViewSet, basename="place")
