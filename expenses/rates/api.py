"""Rates over the API."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, inline_serializer
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
from expenses.asking import body
from expenses.rates import actions
from expenses.rates.forms import EndRateForm, RateForm
from expenses.rates.models import MileageRate
from expenses.rates.queries import organisations_with_rates, rates_visible_to


class RateSerializer(serializers.ModelSerializer):
    """A mileage rate of an organisation's own; pence a mile."""

    class Meta:
        model = MileageRate
        fields = ["id", "organisation", "kind", "pence_per_mile", "from_day", "to_day", "after_miles", "source"]


End = inline_serializer("RateEnd", {"last_day": serializers.DateField()})


class RateViewSet(ListModelMixin, RetrieveModelMixin, GenericViewSet):
    """The own rates of organisations whose rates one keeps."""

    serializer_class = RateSerializer
    queryset = MileageRate.objects.none()

    def get_queryset(self) -> QuerySet[MileageRate]:
        """Only where one keeps them."""
        return rates_visible_to(asking(self.request))

    @extend_schema(request=RateSerializer, responses={201: RateSerializer})
    @needs(Permission.KEEP_RATES)
    def create(self, request: Request) -> Response:
        """Keep a new rate from a day on."""
        pk = serializers.UUIDField().run_validation(body(request).get("organisation"))
        organisation = get_object_or_404(organisations_with_rates(asking(request)), pk=pk)
        told = cleaned(RateForm, request)
        rate = actions.add_rate(organisation, by=asking(request), now=timezone.now(), **told)
        return Response(self.get_serializer(rate).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=End, responses=RateSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.KEEP_RATES)
    def end(self, request: Request, pk: str) -> Response:
        """Name the last day of a rate."""
        rate = self.get_object()
        actions.end_rate(rate, by=asking(request), now=timezone.now(), **cleaned(EndRateForm, request))
        return Response(self.get_serializer(rate).data)


def register(router: BaseRouter) -> None:
    """/api/v1/rates/"""
    router.register("rates", RateViewSet, basename="rate")
