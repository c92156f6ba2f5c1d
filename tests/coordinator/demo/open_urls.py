"""Every address, with those that exist only in the demo."""

from coordinator.demo.urls import door
from coordinator.urls import handler400, handler403, handler404, handler500  # noqa: F401
from coordinator.urls import urlpatterns as ordinary

urlpatterns = [*ordinary, *(entry for entry in door if entry not in ordinary)]
