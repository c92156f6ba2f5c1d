"""The addresses of this wing: each slice keeps its own in `<slice>/urls.py`."""

from importlib.util import find_spec

from django.urls import include, path

from expenses.apps import SLICES

urlpatterns = [path("", include(f"expenses.{name}.urls")) for name in SLICES if find_spec(f"expenses.{name}.urls")]
