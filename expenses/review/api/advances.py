"""Money before the day: /api/v1/advances/. Asked for by the person or the team, answered by finance."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field, inline_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter
from rest_framework.viewsets import ReadOnlyModelViewSet

from coordinator.api.acting import asking, cleaned
from coordinator.api.needing import needs
from coordinator.authorization.permissions import Permission
from coordinator.panels.models import Place
from coordinator.panels.queries import places_visible_to
from coordinator.workflow.steps import available_steps
from expenses.advances.actions import ask_for_advance, take_back
from expenses.advances.forms import AdvanceForm
from expenses.advances.models import Advance
from expenses.advances.queries import advances_visible_to
from expenses.asking import body
from expenses.review import actions
from expenses.review.forms import AnswerForm, RestForm


class AdvanceSerializer(serializers.ModelSerializer):
    """Money before the day, in pence."""

    person_name = serializers.CharField(source="person.full_name", read_only=True)
    available_steps = serializers.SerializerMethodField()

    class Meta:
        model = Advance
        fields = [
            "id", "organisation", "place", "person", "person_name", "reference", "status", "pence", "left_pence",
            "given_back_pence", "let_go_pence", "what", "event_day", "due_by", "asked_at", "decided_at",
            "decision_note", "paid_on", "available_steps",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_available_steps(self, advance: Advance) -> list[str]:
        """What the reader may do with it as it stands; a rule may still say no."""
        return [step.verb for step in available_steps(advance, asking(self.context["request"]))]


Ask = inline_serializer("AdvanceAsk", {
    "place": serializers.UUIDField(), "pence": serializers.IntegerField(),
    "what": serializers.CharField(required=False),
})  # fmt: skip
Reason = inline_serializer("AdvanceReason", {"reason": serializers.CharField()})
Rest = inline_serializer("AdvanceRest", {"rest": serializers.ChoiceField(choices=["let_go", "given_back"])})


def _place(request: Request) -> Place:
    place = serializers.UUIDField().run_validation(body(request).get("place"))
    return get_object_or_404(places_visible_to(asking(request)).select_related("panel__organisation"), pk=place)


class AdvanceViewSet(ReadOnlyModelViewSet):
    """Money before the day that one may see."""

    serializer_class = AdvanceSerializer
    queryset = Advance.objects.none()
    filterset_fields = ["status", "place"]

    def get_queryset(self) -> QuerySet[Advance]:
        """One's own; those of organisations in which one writes claims for others or sees claims."""
        return advances_visible_to(asking(self.request)).order_by("due_by", "id")

    def _given(self, request: Request) -> dict[str, Any]:
        return {"by": asking(request), "now": timezone.now()}

    def _shown(self, advance: Advance, code: int = 200) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=advance.pk)).data, status=code)

    @extend_schema(request=Ask, responses={201: AdvanceSerializer})
    @needs()
    def create(self, request: Request) -> Response:
        """Ask for one's own place, or for somebody who rings."""
        place, told = _place(request), cleaned(AdvanceForm, request)
        return self._shown(ask_for_advance(place, **told, **self._given(request)), 201)

    @extend_schema(request=None, responses=AdvanceSerializer)
    @action(detail=True, methods=["post"], url_path="take-back")
    @needs(Permission.WRITE_CLAIM, Permission.WRITE_CLAIM_FOR)
    def take_back(self, request: Request, **kwargs: Any) -> Response:
        """Not needed after all."""
        return self._shown(take_back(self.get_object(), **self._given(request)))

    @extend_schema(request=None, responses=AdvanceSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.APPROVE_CLAIM)
    def agree(self, request: Request, **kwargs: Any) -> Response:
        """It is paid beforehand; above the limit two people agree."""
        return self._shown(actions.agree_to_advance(self.get_object(), **self._given(request)))

    @extend_schema(request=Reason, responses=AdvanceSerializer)
    @action(detail=True, methods=["post"], url_path="not-agree")
    @needs(Permission.APPROVE_CLAIM)
    def not_agree(self, request: Request, **kwargs: Any) -> Response:
        """Not beforehand, with the reason."""
        advance, reason = self.get_object(), cleaned(AnswerForm, request)["reason"]
        return self._shown(actions.not_agree_to_advance(advance, reason=reason, **self._given(request)))

    @extend_schema(request=None, responses=AdvanceSerializer)
    @action(detail=True, methods=["post"], url_path="call-off")
    @needs(Permission.APPROVE_CLAIM)
    def call_off(self, request: Request, **kwargs: Any) -> Response:
        """Called off before it is paid."""
        return self._shown(actions.call_off_advance(self.get_object(), **self._given(request)))

    @extend_schema(request=Rest, responses=AdvanceSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.APPROVE_CLAIM)
    def rest(self, request: Request, **kwargs: Any) -> Response:
        """What becomes of a rest that no claim used."""
        advance, given_back = self.get_object(), cleaned(RestForm, request)["rest"] == "given_back"
        return self._shown(actions.settle_rest(advance, given_back=given_back, **self._given(request)))


def register(router: BaseRouter) -> None:
    """/api/v1/advances/"""
    router.register("advances", AdvanceViewSet, basename="advance")
