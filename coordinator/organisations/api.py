"""Organisations over the API: read those one belongs to."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.routers import SimpleRouter
from rest_framework.viewsets import ReadOnlyModelViewSet

from coordinator.api.acting import asking
from coordinator.organisations.models import Organisation, Role
from coordinator.organisations.queries import organisations_visible_to


class OrganisationSerializer(serializers.ModelSerializer):
    """An organisation and what one is there."""

    my_roles = serializers.SerializerMethodField()

    class Meta:
        model = Organisation
        fields = ["id", "name", "slug", "kind", "time_zone", "member_word", "answer_within_working_days", "my_roles"]

    @extend_schema(responses=serializers.ListField(child=serializers.ChoiceField(choices=Role.choices)))
    def get_my_roles(self, organisation: Any) -> list[str]:
        """The living roles of the person who asks."""
        return [membership.role for membership in organisation.mine]


class OrganisationViewSet(ReadOnlyModelViewSet):
    """The organisations one takes part in or works for."""

    serializer_class = OrganisationSerializer
    queryset = Organisation.objects.none()

    def get_queryset(self) -> QuerySet[Organisation]:
        """Only one's own; another is a 404."""
        return organisations_visible_to(asking(self.request).pk, today=timezone.localdate())


def register(router: SimpleRouter) -> None:
    """/api/v1/organisations/"""
    router.register("organisations", OrganisationViewSet, basename="organisation")
