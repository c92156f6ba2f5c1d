"""Journeys over the API: what people said, and the team's answers."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field, inline_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter
from rest_framework.viewsets import GenericViewSet

from coordinator.api.acting import asking, cleaned
from coordinator.api.needing import needs
from coordinator.authorization.permissions import Permission
from coordinator.panels.models import LIVE_PLACES
from coordinator.panels.queries import places_of
from coordinator.people.models import Person
from coordinator.people.queries import volunteers_visible_to
from coordinator.workflow.steps import available_steps
from expenses.asking import body
from expenses.travel import actions
from expenses.travel.forms import CostForm, DecideForm, PlanForm, StatementForm
from expenses.travel.models import AgreedCost, TravelPlan
from expenses.travel.queries import costs_visible_to, last_time, plans_visible_to, statement_of


class StepsMixin(serializers.Serializer):
    """The verbs that the person who asks may take now."""

    available_steps = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_available_steps(self, record: Any) -> list[str]:
        """By their names in the history."""
        return [step.verb for step in available_steps(record, self.context["request"].user)]


class PlanSerializer(StepsMixin, serializers.ModelSerializer):
    """What somebody said of a journey; money in pence."""

    class Meta:
        model = TravelPlan
        fields = [
            "id", "place", "person", "mode", "answer", "low_pence", "high_pence", "conditional_what",
            "conditional_pence", "note", "has_booked_assistance", "status", "agreed_pence", "decision_note", "version",
            "available_steps",
        ]  # fmt: skip


class CostSerializer(StepsMixin, serializers.ModelSerializer):
    """A cost named beforehand; money in pence."""

    class Meta:
        model = AgreedCost
        fields = ["id", "place", "person", "kind", "what", "pence", "status", "decision_note", "available_steps"]


class TravelStatementSerializer(serializers.Serializer):
    """In the person's own words, at most 1,000 characters."""

    text = serializers.CharField(allow_blank=True, max_length=1000)


Say = inline_serializer("TravelPlanSay", {
    "place": serializers.UUIDField(), "mode": serializers.ChoiceField(choices=TravelPlan.Mode.choices),
    "answer": serializers.ChoiceField(choices=TravelPlan.Answer.choices, required=False),
    "low": serializers.IntegerField(required=False), "high": serializers.IntegerField(required=False),
    "conditional_what": serializers.CharField(required=False),
    "conditional_pence": serializers.IntegerField(required=False), "note": serializers.CharField(required=False),
    "has_booked_assistance": serializers.BooleanField(required=False),
    "version": serializers.IntegerField(required=False),
})  # fmt: skip
Name = inline_serializer("CostName", {
    "place": serializers.UUIDField(), "kind": serializers.CharField(), "pence": serializers.IntegerField(),
    "what": serializers.CharField(required=False),
})  # fmt: skip
Decide = inline_serializer("EstimateDecide", {
    "agree": serializers.ChoiceField(choices=["yes", "no"]), "up_to_pence": serializers.IntegerField(required=False),
    "note": serializers.CharField(required=False),
})  # fmt: skip


def _place(request: Request) -> Any:
    place = serializers.UUIDField().run_validation(body(request).get("place"))
    return get_object_or_404(places_of(asking(request)).filter(status__in=LIVE_PLACES), pk=place)


class PlanViewSet(ListModelMixin, RetrieveModelMixin, GenericViewSet):
    """Journeys that one may see. None is ever asked for."""

    serializer_class = PlanSerializer
    queryset = TravelPlan.objects.none()
    filterset_fields = ["status", "place"]

    def get_queryset(self) -> QuerySet[TravelPlan]:
        """One's own, and those one decides about."""
        return plans_visible_to(asking(self.request))

    @extend_schema(request=Say, responses=PlanSerializer)
    @needs()
    def create(self, request: Request) -> Response:
        """Say something of the journey to one's own place."""
        place = _place(request)
        last = last_time(place)
        form = PlanForm(data=body(request), last_pence=last[1] if last else None)
        if not form.is_valid():
            raise serializers.ValidationError({name: list(map(str, lines)) for name, lines in form.errors.items()})
        said = form.cleaned_data
        plan, _verdict = actions.save_plan(
            place, mode=said["mode"], estimate=form.estimate(), note=said["note"],
            has_booked_assistance=said["has_booked_assistance"], version=said["version"], by=asking(request),
            now=timezone.now(),
        )  # fmt: skip
        return Response(self.get_serializer(plan).data)

    @extend_schema(request=Decide, responses=PlanSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.DECIDE_ESTIMATE)
    def decide(self, request: Request, pk: str) -> Response:
        """Agree, or answer with a line."""
        plan = self.get_object()
        actions.decide_plan(plan, by=asking(request), now=timezone.now(), **cleaned(DecideForm, request))
        return Response(self.get_serializer(plan).data)


class CostViewSet(ListModelMixin, RetrieveModelMixin, GenericViewSet):
    """Costs besides travel named beforehand."""

    serializer_class = CostSerializer
    queryset = AgreedCost.objects.none()
    filterset_fields = ["status", "place"]

    def get_queryset(self) -> QuerySet[AgreedCost]:
        """One's own, and those one decides about."""
        return costs_visible_to(asking(self.request))

    @extend_schema(request=Name, responses=CostSerializer)
    @needs()
    def create(self, request: Request) -> Response:
        """Name a cost for one's own place."""
        place, told = _place(request), cleaned(CostForm, request)
        cost = actions.name_cost(place, by=asking(request), now=timezone.now(), **told)
        return Response(self.get_serializer(cost).data)

    @extend_schema(request=Decide, responses=CostSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.DECIDE_ESTIMATE)
    def decide(self, request: Request, pk: str) -> Response:
        """Agree, or answer with a line."""
        cost = self.get_object()
        actions.decide_cost(cost, by=asking(request), now=timezone.now(), **cleaned(DecideForm, request))
        return Response(self.get_serializer(cost).data)


class TravelStatementViewSet(GenericViewSet):
    """ "About my journeys", in one's own words; the team writes it down for somebody who rings."""

    serializer_class = TravelStatementSerializer
    queryset = Person.objects.none()
    pagination_class = None
    filter_backends: list[Any] = []

    def get_queryset(self) -> QuerySet[Person]:
        """Volunteers of the organisations where the reader may see people."""
        return volunteers_visible_to(asking(self.request))

    @extend_schema(methods=["GET"], responses=TravelStatementSerializer)
    @extend_schema(methods=["PUT"], request=TravelStatementSerializer, responses=TravelStatementSerializer)
    @action(detail=False, methods=["get", "put"])
    @needs()
    def mine(self, request: Request) -> Response:
        """Read it, or change it; empty words take it away."""
        if request.method == "PUT":
            self._keep(request, asking(request))
        return Response({"text": statement_of(asking(request))})

    @extend_schema(request=TravelStatementSerializer, responses={204: None})
    @needs(Permission.WRITE_CLAIM_FOR)
    def update(self, request: Request, pk: str) -> Response:
        """Write it down for this person."""
        self._keep(request, self.get_object())
        return Response(status=204)

    def _keep(self, request: Request, person: Person) -> None:
        text = cleaned(StatementForm, request)["text"]
        actions.save_statement(person, text, by=asking(request), now=timezone.now())


def register(router: BaseRouter) -> None:
    """/api/v1/journeys/, /api/v1/costs/ and /api/v1/travel-statements/"""
    router.register("journeys", PlanViewSet, basename="journey")
    router.register("costs", CostViewSet, basename="cost")
    router.register("travel-statements", TravelStatementViewSet, basename="travel-statement")
