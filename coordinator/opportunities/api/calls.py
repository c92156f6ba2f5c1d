"""The public's calls and the team's, over the API."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from coordinator.api.acting import cleaned
from coordinator.api.needing import needs
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import may
from coordinator.opportunities import actions
from coordinator.opportunities.api.serializers import (
    EDITABLE,
    Because,
    CallSerializer,
    Change,
    GapSerializer,
    ListedCallSerializer,
    ListedTeamCallSerializer,
    NewCall,
    PublicCallSerializer,
    asker,
)
from coordinator.opportunities.forms.beginning import NewCallForm
from coordinator.opportunities.forms.deciding import AskShortNoticeForm, WithdrawForm
from coordinator.opportunities.forms.public import FindCallsForm
from coordinator.opportunities.forms.writing import call_form
from coordinator.opportunities.models import CallStatus, Opportunity, WayToTakePart
from coordinator.opportunities.paging import ListedPaginator
from coordinator.opportunities.queries import (
    areas_to_choose,
    calls_listed,
    calls_visible_to,
    gaps_of,
    narrowed,
    open_calls,
    public_calls,
    whole_call,
    with_first_days,
)
from coordinator.opportunities.queries.public import PAID, WHEN
from coordinator.opportunities.words import in_words


class PublicCallViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet):
    """Open calls, and every call that was ever open, for everybody."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    filter_backends = ()
    queryset = Opportunity.objects.none()
    lookup_field = "slug"

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        """A list is light; one call is whole."""
        return ListedCallSerializer if self.action == "list" else PublicCallSerializer

    def get_queryset(self) -> QuerySet[Opportunity]:
        """The list holds what is open; a call that is over can still be read."""
        if self.action != "list":
            return whole_call(public_calls()).prefetch_related("questions", "change_notes")
        now, query = timezone.now(), self.request.query_params
        wanted = FindCallsForm(query, areas=areas_to_choose()).wanted() if query else {}
        return narrowed(open_calls(now), now=now, **wanted)

    @extend_schema(
        parameters=[
            OpenApiParameter("area", str),
            OpenApiParameter("way", str, enum=WayToTakePart.values),
            OpenApiParameter("when", str, enum=[key for key, _words in WHEN]),
            OpenApiParameter("paid", str, enum=[key for key, _words in PAID]),
        ]
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Open calls, the first to close first."""
        self.paginator.django_paginator_class = ListedPaginator  # type: ignore[union-attr]
        return super().list(request, *args, **kwargs)


class CallViewSet(mixins.RetrieveModelMixin, mixins.ListModelMixin, GenericViewSet):
    """Calls of the organisations where one may see them: begun, written, opened, changed, closed, withdrawn."""

    serializer_class = CallSerializer
    filter_backends = ()
    queryset = Opportunity.objects.none()

    def get_queryset(self) -> QuerySet[Opportunity]:
        """A call of another organisation is a 404."""
        return calls_visible_to(asker(self.request))

    def _shown(self, call: Opportunity, status: int = 200) -> Response:
        return Response(CallSerializer(call, context=self.get_serializer_context()).data, status=status)

    @extend_schema(
        parameters=[OpenApiParameter("status", str, enum=CallStatus.values)],
        responses=ListedTeamCallSerializer(many=True),
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The team's list, the newest first."""
        page = self.paginate_queryset(calls_listed(asker(request), status=request.query_params.get("status", "")))
        return self.get_paginated_response(ListedTeamCallSerializer(with_first_days(page or []), many=True).data)

    @extend_schema(request=NewCall, responses={201: CallSerializer})
    @needs(Permission.REQUEST_CALL)
    def create(self, request: Request) -> Response:
        """Begin a call for a panel, or ask for one where one may only ask."""
        told, now = cleaned(NewCallForm, request, by=asker(request)), timezone.now()
        panel, begin = told.pop("panel"), {"by": asker(request), "now": now, "title": told["title"]}
        if not may(asker(request), Permission.EDIT_CALL, panel):
            return self._shown(actions.request_call(panel, what_you_do=told["what_you_do"], **begin), 201)
        call = actions.create_call(panel, **begin)
        return self._shown(actions.edit_call(call, what_you_do=told["what_you_do"], by=asker(request), now=now), 201)

    @extend_schema(request=Change, responses=CallSerializer)
    @needs(Permission.EDIT_CALL)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change what is named. An open call needs `note`: one sentence that everybody who applied is told."""
        call = self.get_object()
        names, is_open = [name for name in EDITABLE if name in request.data], call.status == CallStatus.PUBLISHED
        instance = calls_visible_to(asker(request)).get(pk=call.pk)
        told = cleaned(call_form(names, is_open=is_open), request, instance=instance)
        change = actions.change_published_call if is_open else actions.edit_call
        change(call, by=asker(request), now=timezone.now(), **told)
        call.refresh_from_db()
        return self._shown(call)

    @extend_schema(request=None, responses=GapSerializer)
    @action(detail=True, methods=["get"], pagination_class=None)
    def gaps(self, request: Request, **kwargs: Any) -> Response:
        """Everything that stands between this call and its opening now."""
        found = gaps_of(self.get_object(), now=timezone.now())
        return Response([{"field": gap.field, "sentence": in_words(gap.said)} for gap in found])

    @extend_schema(request=None, responses=CallSerializer)
    @action(detail=True, methods=["post"], url_path="take-up")
    @needs(Permission.EDIT_CALL)
    def take_up(self, request: Request, **kwargs: Any) -> Response:
        """Take up what a manager asked for."""
        return self._shown(actions.take_up_call(self.get_object(), by=asker(request), now=timezone.now()))

    @extend_schema(request=None, responses=CallSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.PUBLISH_CALL)
    def publish(self, request: Request, **kwargs: Any) -> Response:
        """Open the call; what it lacks is in the problem's `fields`, all at once."""
        return self._shown(actions.publish_call(self.get_object(), by=asker(request), now=timezone.now()))

    @extend_schema(request=None, responses=CallSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.CLOSE_CALL)
    def close(self, request: Request, **kwargs: Any) -> Response:
        """Close the call before its closing moment."""
        return self._shown(actions.close_call(self.get_object(), by=asker(request), now=timezone.now()))

    @extend_schema(request=Because, responses=CallSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.WITHDRAW_CALL)
    def withdraw(self, request: Request, **kwargs: Any) -> Response:
        """Take the call back; everybody who applied is told why."""
        call = self.get_object()
        told = cleaned(WithdrawForm, request)
        return self._shown(actions.withdraw_call(call, by=asker(request), now=timezone.now(), **told))

    @extend_schema(request=Because, responses=CallSerializer)
    @action(detail=True, methods=["post"], url_path="ask-short-notice")
    @needs(Permission.EDIT_CALL)
    def ask_short_notice(self, request: Request, **kwargs: Any) -> Response:
        """Ask a second person for shorter notice."""
        call = self.get_object()
        told = cleaned(AskShortNoticeForm, request)
        return self._shown(actions.ask_short_notice(call, by=asker(request), now=timezone.now(), **told))

    @extend_schema(request=None, responses=CallSerializer)
    @action(detail=True, methods=["post"], url_path="approve-short-notice")
    @needs(Permission.APPROVE_SHORT_NOTICE)
    def approve_short_notice(self, request: Request, **kwargs: Any) -> Response:
        """Let the call go with the days it would have now."""
        return self._shown(actions.approve_short_notice(self.get_object(), by=asker(request), now=timezone.now()))

    @extend_schema(request=None, responses=CallSerializer)
    @action(detail=True, methods=["post"], url_path="refuse-short-notice")
    @needs(Permission.APPROVE_SHORT_NOTICE)
    def refuse_short_notice(self, request: Request, **kwargs: Any) -> Response:
        """Keep the full notice."""
        return self._shown(actions.refuse_short_notice(self.get_object(), by=asker(request), now=timezone.now()))
