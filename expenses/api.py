"""/api/v1/ of this wing: each slice registers its own viewsets in `<slice>/api.py`."""

from importlib import import_module
from importlib.util import find_spec

from rest_framework.routers import BaseRouter

from expenses.apps import SLICES


def register(router: BaseRouter) -> None:
    """Called by coordinator.api."""
    for slice_name in SLICES:
        api = f"expenses.{slice_name}.api"
        if find_spec(api):
            import_module(api).register(router)
