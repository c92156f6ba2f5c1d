"""Panels over the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.viewsets import ReadOnlyModelViewSet

from coordinator.api.acting import cleaned
from coordinator.api.needing import needs
from coordinator.authorization.permissions import Permission
from coordinator.panels import actions
from coordinator.panels.actions.sessions import authorise_dates
from coordinator.panels.api.asking import sent, who
from coordinator.panels.api.serializers import (
    PanelDetailSerializer,
    PanelPlanSerializer,
    PanelRoleSerializer,
    PanelSerializer,
    PanelWaiverSerializer,
    PlaceGivenSerializer,
    PlaceSerializer,
    SessionDateSerializer,
    SessionSerializer,
    StaffMemberSerializer,
)
from coordinator.panels.forms import PanelForm, PlaceForm, RoleForm, SessionForm, StaffMemberForm, WaiveForm
from coordinator.panels.forms.panels import PLANNED
from coordinator.panels.models import Panel, PlaceKind
from coordinator.panels.queries import next_reserve_position, panels_visible_to, people_to_add
from coordinator.people.models import Person

CREATED = 201


def _may_set_dates(by: Person, panel: Panel, **_address: Any) -> None:
    authorise_dates(by, panel)


class PanelViewSet(ReadOnlyModelViewSet):
    """Panels of one's organisations. `?status=running` and `?kind=interview` narrow the list."""

    serializer_class = PanelSerializer
    queryset = Panel.objects.none()
    filterset_fields = ["status", "kind"]

    def get_queryset(self) -> QuerySet[Panel]:
        """Only what one may see; another organisation's panel is a 404."""
        panels = panels_visible_to(who(self.request))
        if self.detail:
            panels = panels.select_related("organisation", "team", "contact__person", "composition_waived_by")
        return panels

    def get_serializer_class(self) -> type[BaseSerializer]:
        """One panel tells how it stands; a list does not."""
        return PanelDetailSerializer if self.action == "retrieve" else PanelSerializer

    def _shown(self, panel: Panel, status: int = 200) -> Response:
        return Response(PanelSerializer(panel, context=self.get_serializer_context()).data, status=status)

    def _take(self, act: Callable[..., Panel], **changes: Any) -> Response:
        return self._shown(act(self.get_object(), by=who(self.request), now=timezone.now(), **changes))

    @extend_schema(request=PanelPlanSerializer, responses={CREATED: PanelSerializer})
    @needs(Permission.REQUEST_CALL, Permission.RUN_PANEL)
    def create(self, request: Request) -> Response:
        """Plan a panel."""
        said = cleaned(PanelForm, request, by=who(request))
        organisation = said["team"].organisation
        panel = actions.plan_panel(organisation=organisation, by=who(request), now=timezone.now(), **said)
        return self._shown(panel, CREATED)

    @extend_schema(request=PanelPlanSerializer(partial=True), responses=PanelSerializer)
    @needs(Permission.RUN_PANEL)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change what the plan says; what is not named stays as it is."""
        panel = self.get_object()
        stands = {name: _plain(getattr(panel, name)) for name in PLANNED}
        said = cleaned(PanelForm, request, answers=stands | sent(request), by=who(request), panel=panel)
        changes = {name: said[name] for name in PLANNED}
        return self._shown(actions.change_panel(panel, by=who(request), now=timezone.now(), **changes))

    @extend_schema(request=None, responses=PanelSerializer)
    @action(detail=True, methods=["post"], url_path="go-ahead")
    @needs(Permission.RUN_PANEL)
    def go_ahead(self, request: Request, pk: Any = None) -> Response:
        """A planned panel is going to happen."""
        return self._take(actions.go_ahead)

    @extend_schema(request=None, responses=PanelSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.RUN_PANEL)
    def finish(self, request: Request, pk: Any = None) -> Response:
        """Close a panel whose dates are over."""
        return self._take(actions.finish_panel)

    @extend_schema(request=None, responses=PanelSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.RUN_PANEL)
    def cancel(self, request: Request, pk: Any = None) -> Response:
        """Cancel the panel, its dates and its places; everybody is told once."""
        return self._take(actions.cancel_panel)

    @extend_schema(request=PanelWaiverSerializer, responses=PanelSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.RUN_PANEL)
    def waive(self, request: Request, pk: Any = None) -> Response:
        """Go on with fewer members of the public, with one's name beside it."""
        panel, by = self.get_object(), who(request)
        because = cleaned(WaiveForm, request)["because"]
        return self._shown(actions.waive_composition(panel, because=because, by=by, now=timezone.now()))

    @extend_schema(request=SessionDateSerializer, responses={CREATED: SessionSerializer})
    @action(detail=True, methods=["post"])
    @needs(check=_may_set_dates)
    def sessions(self, request: Request, pk: Any = None) -> Response:
        """Set a date; everybody with a place is told."""
        panel = self.get_object()
        said = cleaned(SessionForm, request, panel=panel)
        wanted = {name: said[name] for name in SessionForm.TAKEN}
        session = actions.schedule_session(panel, by=who(request), now=timezone.now(), **wanted)
        return Response(SessionSerializer(session, context=self.get_serializer_context()).data, status=CREATED)

    @extend_schema(request=StaffMemberSerializer, responses={CREATED: StaffMemberSerializer})
    @action(detail=True, methods=["post"], url_path="staff-members")
    @needs(Permission.RUN_PANEL)
    def staff_members(self, request: Request, pk: Any = None) -> Response:
        """Add a member of staff, with the day they were told."""
        panel = self.get_object()
        said = cleaned(StaffMemberForm, request)
        member = actions.add_staff_member(panel, by=who(request), now=timezone.now(), **said)
        return Response(StaffMemberSerializer(member).data, status=CREATED)

    @extend_schema(request=PanelRoleSerializer, responses={CREATED: PanelRoleSerializer})
    @action(detail=True, methods=["post"])
    @needs(Permission.RUN_PANEL)
    def roles(self, request: Request, pk: Any = None) -> Response:
        """Add a part to play."""
        role = actions.add_role(self.get_object(), by=who(request), now=timezone.now(), **cleaned(RoleForm, request))
        return Response(PanelRoleSerializer(role).data, status=CREATED)

    @extend_schema(request=PlaceGivenSerializer, responses={CREATED: PlaceSerializer})
    @action(detail=True, methods=["post"], url_path="places")
    @needs(Permission.ANSWER_OFFER_FOR)
    def give_place(self, request: Request, pk: Any = None) -> Response:
        """Give a place or a reserve place to a volunteer who said yes."""
        panel, by, now = self.get_object(), who(request), timezone.now()
        said = cleaned(PlaceForm, request, people=people_to_add(panel))
        if said["kind"] == PlaceKind.RESERVE:
            place = actions.take_reserve(panel, said["person"], next_reserve_position(panel), by=by, now=now)
        else:
            place = actions.take_place(panel, said["person"], by=by, now=now)
        return Response(PlaceSerializer(place, context=self.get_serializer_context()).data, status=CREATED)


def _plain(value: Any) -> Any:
    """A related record as its id, nothing as an empty answer."""
    return "" if value is None else getattr(value, "pk", value)
