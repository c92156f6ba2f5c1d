"""What is owed, files for the bank, cheques and payments: /api/v1/payables/, /batches/, /payments/, /bank-details/."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter
from rest_framework.viewsets import GenericViewSet, ReadOnlyModelViewSet

from coordinator.api.acting import asking, cleaned
from coordinator.api.needing import needs
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import organisations_where
from coordinator.organisations.models import Organisation
from coordinator.people.models import Person
from coordinator.people.queries import volunteers_visible_to
from coordinator.workflow.steps import available_steps
from expenses.payments import actions
from expenses.payments.forms import BankDetailsForm, BuildForm, ChequeForm, PaidOnForm, TroubleForm
from expenses.payments.models import Batch, Payable, Payment, Trouble, Way
from expenses.payments.queries import (
    batches_visible_to,
    masked_details,
    not_yet,
    owed_for,
    payables_visible_to,
    payments_visible_to,
)
from expenses.saying import say


class PayableSerializer(serializers.ModelSerializer):
    """An amount that is owed, in pence: for a claim or for an advance. `way` is null until they have said where to."""

    person_name = serializers.CharField(source="person.full_name", read_only=True)
    reference = serializers.CharField(source="owed_for.reference", read_only=True)
    way = serializers.ChoiceField(choices=Way.choices, read_only=True, allow_null=True)
    waits_for = serializers.SerializerMethodField()

    class Meta:
        model = Payable
        fields = [
            "id", "organisation", "claim", "advance", "reference", "person", "person_name", "pence", "due_by", "way",
            "waits_for",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(str)
    def get_waits_for(self, payable: Payable) -> str:
        """Why the reader cannot pay it now, in words; empty when it can go."""
        return say(not_yet(payable, asking(self.context["request"])))


class BatchSerializer(serializers.ModelSerializer):
    """A file for the bank, without its bytes."""

    available_steps = serializers.SerializerMethodField()

    class Meta:
        model = Batch
        fields = [
            "id", "organisation", "number", "status", "built_by", "sealed_at", "sha256", "count", "total_pence",
            "sent_at", "available_steps",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_available_steps(self, batch: Batch) -> list[str]:
        """What the reader may do with it."""
        return [step.verb for step in available_steps(batch, asking(self.context["request"]))]


class PaymentSerializer(serializers.ModelSerializer):
    """One payment, in a file of the bank's or by cheque. Where it goes is sealed."""

    class Meta:
        model = Payment
        fields = ["id", "organisation", "rail", "batch", "cheque_number", "payable", "person", "attempt", "reference",
                  "status", "pence", "paid_on", "trouble"]  # fmt: skip
        read_only_fields = fields


class BuildSerializer(serializers.Serializer):
    """`form_key` is a UUID of the caller's: the same key makes one file."""

    organisation = serializers.UUIDField()
    form_key = serializers.UUIDField()


class ChequeSerializer(serializers.Serializer):
    """The number of the cheque, and the day on which it went in the post."""

    number = serializers.CharField(max_length=20)
    paid_on = serializers.DateField()


class PaidOnSerializer(serializers.Serializer):
    """The day it left the bank."""

    paid_on = serializers.DateField()


class TroubleSerializer(serializers.Serializer):
    """What happened to it."""

    trouble = serializers.ChoiceField(choices=Trouble.choices)


class BankDetailsSerializer(serializers.Serializer):
    """Where money goes; read, it is masked. For a cheque the name is enough; without a `way` it is a bank account."""

    way = serializers.ChoiceField(choices=Way.choices, required=False)
    account_name = serializers.CharField()
    sort_code = serializers.CharField(required=False, allow_blank=True)
    account_number = serializers.CharField(required=False, allow_blank=True)


class CsvRenderer(BaseRenderer):
    """Bytes as they are."""

    media_type = "text/csv"
    format = "csv"
    charset = None
    render_style = "binary"

    def render(self, data: Any, *args: Any, **kwargs: Any) -> bytes:
        """Nothing is changed."""
        return data if isinstance(data, bytes) else str(data).encode()


class PayableViewSet(ReadOnlyModelViewSet):
    """What is owed, in no file and without a cheque."""

    serializer_class = PayableSerializer
    queryset = Payable.objects.none()

    def get_queryset(self) -> QuerySet[Payable]:
        """The nearest promise first. A cheque may be told twice, so what it has paid is found then too."""
        reader = asking(self.request)
        payables = payables_visible_to(reader)
        return payables if self.action == "cheque" else owed_for(reader, payables)

    @extend_schema(request=ChequeSerializer, responses={201: PaymentSerializer})
    @action(detail=True, methods=["post"])
    @needs(Permission.BUILD_BATCH)
    def cheque(self, request: Request, **kwargs: Any) -> Response:
        """A cheque for it is in the post; told twice with the same number, the same payment comes back."""
        payable, now = self.get_object(), timezone.now()
        told = cleaned(ChequeForm, request, today=payable.organisation.day(now))
        payment = actions.post_cheque(payable, **told, by=asking(request), now=now)
        return Response(PaymentSerializer(payment).data, status=201)


class BatchViewSet(ReadOnlyModelViewSet):
    """Files for the bank."""

    serializer_class = BatchSerializer
    queryset = Batch.objects.none()
    filterset_fields = ["status"]

    def get_queryset(self) -> QuerySet[Batch]:
        """Of organisations whose claims the reader may see."""
        return batches_visible_to(asking(self.request))

    @extend_schema(request=BuildSerializer, responses={201: BatchSerializer})
    @needs(Permission.BUILD_BATCH)
    def create(self, request: Request) -> Response:
        """Put everything that can be paid now in one sealed file."""
        told = cleaned(BuildForm, request)
        mine = Organisation.objects.filter(pk__in=organisations_where(asking(request), Permission.SEE_CLAIMS))
        organisation = get_object_or_404(mine, pk=told["organisation"])
        batch = actions.build_batch(organisation, form_key=told["form_key"], by=asking(request), now=timezone.now())
        return Response(self.get_serializer(batch).data, status=201)

    @extend_schema(request=None, responses=BatchSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.BUILD_BATCH)
    def send(self, request: Request, **kwargs: Any) -> Response:
        """The bank has it."""
        batch = actions.mark_sent(self.get_object(), by=asking(request), now=timezone.now())
        return Response(self.get_serializer(batch).data)

    @extend_schema(request=PaidOnSerializer, responses=BatchSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.MARK_PAID)
    def paid(self, request: Request, **kwargs: Any) -> Response:
        """Everything left has arrived."""
        batch, now = self.get_object(), timezone.now()
        told = cleaned(PaidOnForm, request, today=batch.organisation.day(now))
        actions.mark_all_paid(batch, **told, by=asking(request), now=now)
        return Response(self.get_serializer(batch).data)

    @extend_schema(responses={(200, "text/csv"): OpenApiResponse(OpenApiTypes.BINARY)})
    @action(detail=True, renderer_classes=[CsvRenderer], pagination_class=None, filter_backends=[])
    def file(self, request: Request, **kwargs: Any) -> Response:
        """The sealed bytes; each download is noted."""
        batch = get_object_or_404(self.get_queryset().defer(None), pk=kwargs["pk"])
        return Response(actions.download(batch, by=asking(request), now=timezone.now()))


class PaymentViewSet(ReadOnlyModelViewSet):
    """Payments."""

    serializer_class = PaymentSerializer
    queryset = Payment.objects.none()
    filterset_fields = ["status", "batch", "rail"]

    def get_queryset(self) -> QuerySet[Payment]:
        """Of organisations whose claims the reader may see."""
        return payments_visible_to(asking(self.request)).order_by("reference", "pk")

    def _told(self, request: Request, payment: Payment) -> Trouble:
        return Trouble(cleaned(TroubleForm, request, status=payment.status, rail=payment.rail)["trouble"])

    @extend_schema(request=PaidOnSerializer, responses=PaymentSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.MARK_PAID)
    def paid(self, request: Request, **kwargs: Any) -> Response:
        """It arrived."""
        payment, now = self.get_object(), timezone.now()
        told = cleaned(PaidOnForm, request, today=payment.organisation.day(now))
        actions.mark_paid(payment, **told, by=asking(request), now=now)
        return Response(self.get_serializer(payment).data)

    @extend_schema(request=TroubleSerializer, responses=PaymentSerializer)
    @action(detail=True, methods=["post"], url_path="did-not-arrive")
    @needs(Permission.MARK_PAID)
    def did_not_arrive(self, request: Request, **kwargs: Any) -> Response:
        """It never reached the person."""
        payment = self.get_object()
        trouble = self._told(request, payment)
        actions.did_not_arrive(payment, trouble=trouble, by=asking(request), now=timezone.now())
        return Response(self.get_serializer(payment).data)

    @extend_schema(request=TroubleSerializer, responses=PaymentSerializer)
    @action(detail=True, methods=["post"], url_path="sent-back")
    @needs(Permission.MARK_PAID)
    def sent_back(self, request: Request, **kwargs: Any) -> Response:
        """The bank returned it, or the cheque was lost."""
        payment = self.get_object()
        trouble = self._told(request, payment)
        actions.sent_back(payment, trouble=trouble, by=asking(request), now=timezone.now())
        return Response(self.get_serializer(payment).data)


class BankDetailsViewSet(GenericViewSet):
    """Where one's own money goes; and the team writes it down for somebody who rings, but cannot read it."""

    serializer_class = BankDetailsSerializer
    queryset = Person.objects.none()
    pagination_class = None
    filter_backends: list[Any] = []

    def get_queryset(self) -> QuerySet[Person]:
        """Volunteers of the organisations where the reader may see people."""
        return volunteers_visible_to(asking(self.request))

    @extend_schema(methods=["GET"], responses=BankDetailsSerializer)
    @extend_schema(methods=["PUT"], request=BankDetailsSerializer, responses=BankDetailsSerializer)
    @action(detail=False, methods=["get", "put"])
    @needs()
    def mine(self, request: Request) -> Response:
        """Read it masked, or change it."""
        if request.method == "PUT":
            told = cleaned(BankDetailsForm, request, person=asking(request))
            actions.save_bank_details(asking(request), by=asking(request), now=timezone.now(), **told)
        return Response(masked_details(asking(request)) or {})

    @extend_schema(request=BankDetailsSerializer, responses={204: None})
    @needs(Permission.WRITE_CLAIM_FOR)
    def update(self, request: Request, pk: str) -> Response:
        """Write it down for this person."""
        person = self.get_object()
        told = cleaned(BankDetailsForm, request, person=person, for_them=True)
        actions.save_bank_details(person, by=asking(request), now=timezone.now(), **told)
        return Response(status=204)


def register(router: BaseRouter) -> None:
    """Called by expenses.api."""
    router.register("payables", PayableViewSet, basename="payable")
    router.register("batches", BatchViewSet, basename="batch")
    router.register("payments", PaymentViewSet, basename="payment")
    router.register("bank-details", BankDetailsViewSet, basename="bank-details")
