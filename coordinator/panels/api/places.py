"""Places over the API: one's own, and those of the panels one may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from coordinator.api.acting import cleaned
from coordinator.api.needing import needs
from coordinator.authorization.permissions import Permission
from coordinator.panels import actions
from coordinator.panels.api.asking import who
from coordinator.panels.api.serializers import PanelRoleChoiceSerializer, PlaceSerializer
from coordinator.panels.forms import PlaceRoleForm
from coordinator.panels.models import Place
from coordinator.panels.queries import places_of, places_visible_to


class PlaceViewSet(ReadOnlyModelViewSet):
    """Places with their dates. `?mine=true` leaves one's own; `?panel=`, `?status=` and `?kind=` narrow the list."""

    serializer_class = PlaceSerializer
    queryset = Place.objects.none()
    filterset_fields = ["panel", "status", "kind"]

    def get_queryset(self) -> QuerySet[Place]:
        """Only what one may see; another organisation's place is a 404."""
        mine = self.request.query_params.get("mine") in {"true", "1"}
        places = places_of(who(self.request)) if mine else places_visible_to(who(self.request))
        return places.select_related("person", "panel").prefetch_related("panel__sessions__venue")

    @extend_schema(parameters=[OpenApiParameter("mine", bool)])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Places, members first."""
        return super().list(request, *args, **kwargs)

    def _take(self, act: Callable[..., Place], **changes: Any) -> Response:
        place = act(self.get_object(), by=who(self.request), now=timezone.now(), **changes)
        return Response(self.get_serializer(place).data)

    @extend_schema(request=None, responses=PlaceSerializer)
    @action(detail=True, methods=["post"], url_path="give-up")
    @needs(Permission.GIVE_UP_PLACE, Permission.RUN_PANEL)
    def give_up(self, request: Request, pk: Any = None) -> Response:
        """Give up the place: one's own, or for somebody who rang. No reason is asked."""
        return self._take(actions.give_up_place)

    @extend_schema(request=None, responses=PlaceSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.RUN_PANEL)
    def cancel(self, request: Request, pk: Any = None) -> Response:
        """We cancel the place, and the person is told."""
        return self._take(actions.cancel_place)

    @extend_schema(request=None, responses=PlaceSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.RUN_PANEL)
    def promote(self, request: Request, pk: Any = None) -> Response:
        """A reserve moves to the panel."""
        return self._take(actions.call_in_reserve)

    @extend_schema(request=PanelRoleChoiceSerializer, responses=PlaceSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.RUN_PANEL)
    def role(self, request: Request, pk: Any = None) -> Response:
        """Agree which part somebody plays."""
        place = self.get_object()
        role = cleaned(PlaceRoleForm, request, panel=place.panel)["role"]
        return Response(self.get_serializer(actions.assign_role(place, role, by=who(request), now=timezone.now())).data)
