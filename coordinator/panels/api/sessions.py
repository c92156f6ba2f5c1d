"""Dates over the API."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from coordinator import hooks
from coordinator.api.acting import cleaned
from coordinator.api.needing import needs
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.panels import actions
from coordinator.panels.api.asking import sent, who
from coordinator.panels.api.serializers import (
    AffectedSerializer,
    AttendanceSerializer,
    PresencesSerializer,
    SessionDaySerializer,
    SessionMoveSerializer,
    SessionNameSerializer,
    SessionSerializer,
)
from coordinator.panels.forms import DAY_FORMS, AttendanceForm, MoveForm, NameForm
from coordinator.panels.forms.sessions import as_typed
from coordinator.panels.models import Presence, Session
from coordinator.panels.queries import affected_by_move, attendance_of, day_of, sessions_visible_to


class SessionViewSet(ReadOnlyModelViewSet):
    """Dates of one's organisations. `?panel=` and `?status=scheduled` narrow the list."""

    serializer_class = SessionSerializer
    queryset = Session.objects.none()
    filterset_fields = ["panel", "status"]

    def get_queryset(self) -> QuerySet[Session]:
        """Only what one may see as staff; another organisation's date is a 404."""
        related = ("venue", "panel__organisation", "panel__contact__person")
        return sessions_visible_to(who(self.request)).select_related(*related)

    def _shown(self, session: Session) -> Response:
        return Response(self.get_serializer(session).data)

    @extend_schema(request=None, responses=AffectedSerializer)
    @action(detail=True, methods=["get"], filter_backends=[], pagination_class=None)
    def affected(self, request: Request, pk: Any = None) -> Response:
        """Whose plans another time or place upsets. To be read before `move` (practice.md TR7)."""
        session = self.get_object()
        authorise(who(request), Permission.RUN_PANEL, session)
        people = [place.person.full_name for place in affected_by_move(session)]
        return Response({"people": people, "warnings": hooks.move_warnings.ask_all(session)})

    @extend_schema(request=SessionMoveSerializer, responses=SessionSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.RUN_PANEL)
    def move(self, request: Request, pk: Any = None) -> Response:
        """Another time or place; everybody with a place is told."""
        session = self.get_object()
        answers = as_typed(session) | sent(request)
        said = cleaned(MoveForm, request, answers=answers, session=session)
        wanted = {name: said[name] for name in MoveForm.TAKEN}
        actions.move_session(
            session, by=who(request), now=timezone.now(), seen_sequence=said["seen_sequence"], **wanted
        )
        return self._shown(self.get_object())

    @extend_schema(request=SessionNameSerializer, responses=SessionSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.RUN_PANEL)
    def rename(self, request: Request, pk: Any = None) -> Response:
        """Change what the date is called."""
        session, said = self.get_object(), cleaned(NameForm, request)
        return self._shown(actions.rename_session(session, by=who(request), now=timezone.now(), **said))

    @extend_schema(request=None, responses=SessionSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.RUN_PANEL)
    def cancel(self, request: Request, pk: Any = None) -> Response:
        """This date will not happen; everybody with a place is told."""
        session = self.get_object()
        actions.cancel_session(session, by=who(request), now=timezone.now())
        return self._shown(session)

    @extend_schema(methods=["GET"], request=None, responses=SessionDaySerializer)
    @extend_schema(methods=["POST"], request=dict, responses=SessionDaySerializer)
    @action(detail=True, methods=["get", "post"], filter_backends=[], pagination_class=None)
    @needs(Permission.RUN_PANEL)
    def day(self, request: Request, pk: Any = None) -> Response:
        """How the day runs: read it, or work it out from the numbers of the page's form."""
        session = self.get_object()
        if request.method == "POST":
            form_class = DAY_FORMS.get(session.panel.kind)
            if form_class is None:
                raise NotFound
            plan = form_class.plan_from(cleaned(form_class, request))
            actions.plan_day(session, plan, by=who(request), now=timezone.now())
        day = day_of(session)
        if day is None:
            raise NotFound
        return Response(SessionDaySerializer(day).data)

    @extend_schema(methods=["GET"], request=None, responses=AttendanceSerializer(many=True))
    @extend_schema(methods=["POST"], request=PresencesSerializer, responses=AttendanceSerializer(many=True))
    @action(detail=True, methods=["get", "post"], filter_backends=[], pagination_class=None)
    @needs(Permission.CONFIRM_ATTENDANCE)
    def attendance(self, request: Request, pk: Any = None) -> Response:
        """Who came: read it, say it, or correct it."""
        session = self.get_object()
        authorise(who(request), Permission.CONFIRM_ATTENDANCE, session)
        if request.method == "POST":
            said = attendance_of(session)
            stands = {str(place): presence for place, presence in said.presences.items()}
            answers = stands | _presences(sent(request))
            found = cleaned(AttendanceForm, request, answers=answers, places=said.places, said=said.presences)
            presences = {each: Presence(found[str(each.pk)]) for each in said.places if found[str(each.pk)]}
            actions.confirm_attendance(session, presences, by=who(request), now=timezone.now())
        rows = session.attendances.select_related("place")
        return Response(AttendanceSerializer(rows, many=True).data)


def _presences(body: dict[str, Any]) -> dict[str, Any]:
    said = body.get("presences")
    return said if isinstance(said, dict) else {}
