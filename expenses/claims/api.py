"""Claims over the API: read what one may see, write with the forms and actions of the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field, inline_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter
from rest_framework.viewsets import GenericViewSet

from coordinator.api.acting import asking, cleaned
from coordinator.api.needing import needs
from coordinator.authorization.permissions import Permission
from coordinator.ids import new_id
from coordinator.panels.models import Session
from coordinator.panels.queries import places_visible_to
from coordinator.workflow.steps import available_steps
from expenses.asking import body
from expenses.claims import actions
from expenses.claims.forms import AnswerForm, ApiBeginForm, LineForm, ReceiptForm, SendForm
from expenses.claims.models import KINDS, Claim, ClaimLine
from expenses.claims.queries import claims_visible_to
from expenses.claims.rules import LineKind
from expenses.receipts.actions import add_receipt
from expenses.receipts.models import Receipt


class LineSerializer(serializers.ModelSerializer):
    """One cost; money in pence, miles in tenths."""

    class Meta:
        model = ClaimLine
        fields = [
            "id", "kind", "day", "pence", "supplier", "tenths_of_miles", "vehicle", "lost_receipt", "note",
            "approved_pence", "cut_reason",
        ]  # fmt: skip


class ReceiptSerializer(serializers.ModelSerializer):
    """What is known of a receipt; the file itself is opened on the page."""

    class Meta:
        model = Receipt
        fields = ["id", "line", "name", "content_type", "size", "uploaded_at"]


class ClaimSerializer(serializers.ModelSerializer):
    """A claim with its lines and receipts."""

    lines = LineSerializer(many=True, read_only=True)
    receipts = ReceiptSerializer(many=True, read_only=True)
    available_steps = serializers.SerializerMethodField()

    class Meta:
        model = Claim
        fields = [
            "id", "organisation", "person", "place", "session", "reference", "looks_again_at", "status", "source", "event_day",
            "total_pence", "approved_pence", "late_reason", "begun_at", "submitted_at", "promised_by", "paid_on",
            "decision_note", "version", "lines", "receipts", "available_steps",
        ]  # fmt: skip

    def to_representation(self, claim: Claim) -> dict[str, Any]:
        """What the first of two approvers has written is no decision yet, and stays with finance until it is one."""
        shown = super().to_representation(claim)
        if claim.approved_pence is None:
            shown["decision_note"] = ""
            for line in shown["lines"]:
                line["approved_pence"], line["cut_reason"] = None, ""
        return shown

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_available_steps(self, claim: Claim) -> list[str]:
        """The verbs that the person who asks may take now."""
        return [step.verb for step in available_steps(claim, self.context["request"].user)]


Begin = inline_serializer("ClaimBegin", {
    "place": serializers.UUIDField(), "session": serializers.UUIDField(),
    "source": serializers.ChoiceField(choices=Claim.Source.choices, required=False),
})  # fmt: skip
Line = inline_serializer("ClaimLineSay", {
    "kind": serializers.ChoiceField(choices=KINDS), "day": serializers.DateField(),
    "pence": serializers.IntegerField(required=False), "miles": serializers.CharField(required=False),
    "vehicle": serializers.CharField(required=False), "supplier": serializers.CharField(required=False),
    "lost_receipt": serializers.CharField(required=False), "note": serializers.CharField(required=False),
    "key": serializers.UUIDField(required=False),
})  # fmt: skip
Send = inline_serializer("ClaimSend", {
    "version": serializers.IntegerField(), "late_reason": serializers.CharField(required=False),
})  # fmt: skip
Answer = inline_serializer("ClaimAnswer", {
    "answer": serializers.CharField(required=False), "our_mistake": serializers.BooleanField(required=False),
})  # fmt: skip
Upload = inline_serializer("ClaimReceiptUpload", {
    "file": serializers.FileField(), "line": serializers.UUIDField(required=False),
})  # fmt: skip


class ClaimViewSet(ListModelMixin, RetrieveModelMixin, GenericViewSet):
    """Claims that one may see; written by the person, or by staff who write them down."""

    serializer_class = ClaimSerializer
    queryset = Claim.objects.none()
    filterset_fields = ["status", "place", "session"]

    def get_queryset(self) -> QuerySet[Claim]:
        """Only what one may see; the rest is a 404."""
        return claims_visible_to(asking(self.request)).prefetch_related("lines", "receipts")  # type: ignore[arg-type]

    def _shown(self, claim: Claim, code: int = status.HTTP_200_OK) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=claim.pk)).data, status=code)

    @extend_schema(request=Begin, responses={201: ClaimSerializer})
    @needs()
    def create(self, request: Request) -> Response:
        """Begin the claim for one date of a place, or get the one that is there."""
        told = cleaned(ApiBeginForm, request)
        place = get_object_or_404(places_visible_to(asking(request)).select_related("panel"), pk=told["place"])
        session = get_object_or_404(Session, pk=told["session"], panel_id=place.panel_id)
        source = told["source"] or Claim.Source.ONLINE
        claim = actions.begin_claim(place, session, by=asking(request), now=timezone.now(), source=source)
        return self._shown(claim, status.HTTP_201_CREATED)

    @extend_schema(request=Line, responses={201: ClaimSerializer})
    @action(detail=True, methods=["post"])
    @needs(Permission.WRITE_CLAIM, Permission.WRITE_CLAIM_FOR)
    def lines(self, request: Request, pk: str) -> Response:
        """Add a cost, or change the one whose id is `key`."""
        claim, kind = self.get_object(), str(body(request).get("kind", ""))
        if kind not in set(LineKind):
            raise serializers.ValidationError({"kind": ["Name one of: " + ", ".join(LineKind)]})
        form = LineForm(data=body(request), files=request.FILES, kind=kind)
        if not form.is_valid():
            raise serializers.ValidationError({name: list(map(str, lines)) for name, lines in form.errors.items()})
        key = form.cleaned_data.get("key") or new_id()
        actions.save_line(claim, form.said(), line_id=key, by=asking(request), now=timezone.now())
        return self._shown(claim, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=ClaimSerializer, parameters=[])
    @action(detail=True, methods=["delete"], url_path="lines/(?P<line>[0-9a-f-]{36})")
    @needs(Permission.WRITE_CLAIM, Permission.WRITE_CLAIM_FOR)
    def line(self, request: Request, pk: str, line: UUID) -> Response:
        """Take a cost out of a draft."""
        claim = self.get_object()
        actions.remove_line(get_object_or_404(claim.lines, pk=line), by=asking(request), now=timezone.now())
        return self._shown(claim)

    @extend_schema(request={"multipart/form-data": Upload}, responses={201: ClaimSerializer})
    @action(detail=True, methods=["post"])
    @needs(Permission.WRITE_CLAIM, Permission.WRITE_CLAIM_FOR)
    def receipts(self, request: Request, pk: str) -> Response:
        """Add a photo or PDF."""
        claim = self.get_object()
        told = cleaned(ReceiptForm, request, claim=claim)
        add_receipt(claim, told["file"], line=told["line"], by=asking(request), now=timezone.now())
        return self._shown(claim, status.HTTP_201_CREATED)

    @extend_schema(request=Send, responses=ClaimSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.WRITE_CLAIM, Permission.WRITE_CLAIM_FOR)
    def send(self, request: Request, pk: str) -> Response:
        """Send the claim as it stands at `version`."""
        claim = self.get_object()
        actions.send_claim(claim, by=asking(request), now=timezone.now(), **cleaned(SendForm, request))
        return self._shown(claim)

    @extend_schema(request=None, responses=ClaimSerializer)
    @action(detail=True, methods=["post"], url_path="take-back")
    @needs(Permission.WRITE_CLAIM, Permission.WRITE_CLAIM_FOR)
    def take_back(self, request: Request, pk: str) -> Response:
        """Take the claim back."""
        return self._shown(actions.take_back(self.get_object(), by=asking(request), now=timezone.now()))

    @extend_schema(request=Answer, responses=ClaimSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.WRITE_CLAIM, Permission.WRITE_CLAIM_FOR)
    def answer(self, request: Request, pk: str) -> Response:
        """Answer the open question."""
        claim = self.get_object()
        actions.answer_question(claim, by=asking(request), now=timezone.now(), **cleaned(AnswerForm, request))
        return self._shown(claim)


def register(router: BaseRouter) -> None:
    """/api/v1/claims/"""
    router.register("claims", ClaimViewSet, basename="claim")
