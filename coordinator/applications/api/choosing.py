"""The choosing over the API."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from coordinator.api.acting import checked
from coordinator.api.needing import needs
from coordinator.applications import actions
from coordinator.applications.api.requests import body_of, here, typed
from coordinator.applications.api.serializers import (
    ChosenSerializer,
    ClosedSerializer,
    CloseSerializer,
    EnterSerializer,
    StepSerializer,
)
from coordinator.applications.forms import EnterForm
from coordinator.applications.models import Application, S
from coordinator.applications.pages.one import STEPS, form_of
from coordinator.applications.queries import WITH_ANSWERS, WITH_DAYS, applications_to_choose, calls_to_choose_for
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.opportunities.models import Opportunity
from coordinator.people.models import Person

CREATED = 201


ANSWERED_FOR = {"answer", "withdraw"}  # steps in which staff write down what the person said


def _may_step(by: Person, application: Application, *, step: str, **_address: Any) -> None:
    authorise(by, Permission.ANSWER_OFFER_FOR if step in ANSWERED_FOR else Permission.CHOOSE, application)


class ChoosingViewSet(mixins.RetrieveModelMixin, GenericViewSet):
    """Sent applications of the calls for which one chooses."""

    serializer_class = ChosenSerializer
    queryset = Application.objects.none()
    lookup_value_regex = "[0-9a-f-]{36}"

    def get_queryset(self) -> QuerySet[Application]:
        """Another organisation's application is a 404."""
        authorise(here(self.request), Permission.SEE_APPLICATIONS)
        return applications_to_choose(here(self.request)).prefetch_related(WITH_ANSWERS, WITH_DAYS[0])

    @extend_schema(
        parameters=[
            OpenApiParameter("call", OpenApiTypes.UUID, required=True),
            OpenApiParameter("status", str, enum=[value for value in S.values if value != S.STARTED]),
        ],
        responses=ChosenSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """Everybody who applied to one call, in the order they came."""
        call = self._call(request.query_params.get("call"))
        found = self.get_queryset().filter(opportunity=call).order_by("sent_at", "id")
        if request.query_params.get("status"):
            found = found.filter(status=request.query_params["status"])
        page = self.paginate_queryset(found)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def _call(self, pk: Any) -> Opportunity:
        authorise(here(self.request), Permission.SEE_APPLICATIONS)
        wanted = serializers.UUIDField().run_validation(pk)
        return get_object_or_404(calls_to_choose_for(here(self.request)), pk=wanted)

    @extend_schema(request=EnterSerializer, responses={CREATED: ChosenSerializer})
    @needs(Permission.ENTER_APPLICATION)
    def create(self, request: Request) -> Response:
        """Enter an application for somebody who rang, wrote or came by."""
        call = self._call(body_of(request).get("call"))
        form = checked(EnterForm, request, answers=typed(request), call=call)
        entered = actions.enter_application(call, by=here(request), now=timezone.now(), **form.entered())
        return Response(self.get_serializer(entered).data, status=CREATED)

    @extend_schema(
        operation_id="choosing_step",
        request=StepSerializer,
        parameters=[OpenApiParameter("step", str, OpenApiParameter.PATH, enum=[*STEPS])],
    )
    @action(detail=True, methods=["post"], url_path=f"(?P<step>{'|'.join(STEPS)})")
    @needs(check=_may_step)
    def step(self, request: Request, pk: str, step: str) -> Response:
        """Take one step of the choosing."""
        found, now = self.get_object(), timezone.now()
        form = checked(lambda **given: form_of(step, found, now, given["data"]), request)
        STEPS[step][1](found, by=here(request), now=now, **form.cleaned_data)
        return Response(self.get_serializer(found).data)

    @extend_schema(request=CloseSerializer, responses=ClosedSerializer)
    @action(detail=False, methods=["post"])
    @needs(Permission.CLOSE_SELECTION)
    def close(self, request: Request) -> Response:
        """Close the selection of a call; refused, with what is left to do, while anybody is untold."""
        call = self._call(body_of(request).get("call"))
        actions.close_selection(call, by=here(request), now=timezone.now())
        return Response(ClosedSerializer({"call": call.pk, "status": call.status}).data)
