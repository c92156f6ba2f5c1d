"""/api/v1/: each slice registers its own viewsets."""

from importlib import import_module
from importlib.util import find_spec

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

SLICES = [
    "coordinator.opportunities",
    "coordinator.organisations",
    "coordinator.workflow",
    "coordinator.people",
    "coordinator.letters",
    "coordinator.panels",
    "coordinator.applications",
    "coordinator.keeping",
    "accessibility",
    "expenses",
    "calendar_feeds",
]
router = SimpleRouter()
for name in SLICES:
    if find_spec(f"{name}.api"):
        import_module(f"{name}.api").register(router)

urlpatterns = [
    path("api/v1/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/v1/", include(router.urls)),
]
