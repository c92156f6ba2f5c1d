"""Keeping over the API: who has which role, teams, areas and cards; roles are given and ended as on the pages."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.viewsets import ReadOnlyModelViewSet

from coordinator.api.acting import asking, cleaned
from coordinator.api.needing import needs
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.keeping import actions
from coordinator.keeping.forms import EndRoleForm, RoleForm
from coordinator.keeping.queries import (
    areas_kept_by,
    cards_kept_by,
    organisations_kept_by,
    roles_kept_by,
    teams_kept_by,
)
from coordinator.keeping.words import GIVEN
from coordinator.organisations.models import Area, Membership, Team
from coordinator.people.models import ContactCard

CREATED = 201
ROLES = [(str(role), role.label) for role in GIVEN]


class RoleSerializer(serializers.ModelSerializer):
    """One person in one role. `ends_on` is the last day; that day still counts."""

    person_name = serializers.CharField(source="person.full_name", read_only=True)
    person_email = serializers.CharField(source="person.email", read_only=True)
    available_steps = serializers.SerializerMethodField()

    class Meta:
        model = Membership
        fields = ["id", "organisation", "person", "person_name", "person_email", "role", "ends_on", "available_steps"]

    def get_available_steps(self, membership: Membership) -> list[str]:
        """ "role.end" while it lasts."""
        over = membership.ends_on is not None and membership.ends_on < timezone.localdate()
        return [] if over else ["role.end"]


class GivenRoleSerializer(serializers.Serializer):
    """Which role, and who gets it: a colleague by id, or somebody by name and email."""

    organisation = serializers.UUIDField()
    role = serializers.ChoiceField(choices=ROLES)
    person = serializers.UUIDField(required=False)
    full_name = serializers.CharField(required=False)
    email = serializers.EmailField(required=False)


class EndedRoleSerializer(serializers.Serializer):
    """`now`, or `day` with the last day."""

    when = serializers.ChoiceField(choices=[(EndRoleForm.NOW, "at once"), (EndRoleForm.DAY, "at the end of a day")])
    last_day = serializers.DateField(required=False)


class OrganisationSerializer(serializers.Serializer):
    """Names the organisation."""

    organisation = serializers.UUIDField()


class KeptViewSet(ReadOnlyModelViewSet):
    """Reads for those who keep an organisation; another organisation's record is not there."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """For heads; everybody else is told so."""
        super().initial(request, *args, **kwargs)
        authorise(asking(request), Permission.KEEP_ORGANISATION)


class RoleViewSet(KeptViewSet):
    """Who works for the organisations one keeps, as what. `?role=head` narrows the list."""

    serializer_class = RoleSerializer
    queryset = Membership.objects.none()
    filterset_fields = ["role", "organisation"]

    def get_queryset(self) -> QuerySet[Membership]:
        """Roles that ended are among them."""
        return roles_kept_by(asking(self.request))

    @extend_schema(request=GivenRoleSerializer, responses={CREATED: RoleSerializer})
    @needs(Permission.KEEP_ORGANISATION)
    def create(self, request: Request) -> Response:
        """Give a role; they get a letter."""
        named = OrganisationSerializer(data=request.data)
        named.is_valid(raise_exception=True)
        organisation = get_object_or_404(
            organisations_kept_by(asking(request)), pk=named.validated_data["organisation"]
        )
        said = cleaned(RoleForm, request, organisation=organisation)
        given = actions.give_role(organisation, said["role"], to=said["to"], by=asking(request), now=timezone.now())
        return Response(self.get_serializer(given).data, status=CREATED)

    @extend_schema(request=EndedRoleSerializer, responses=RoleSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.KEEP_ORGANISATION)
    def end(self, request: Request, pk: Any = None) -> Response:
        """Let a role end, at once or with a day."""
        membership, now = self.get_object(), timezone.now()
        said = cleaned(EndRoleForm, request, today=membership.organisation.day(now))
        return Response(
            self.get_serializer(actions.end_role(membership, on=said["on"], by=asking(request), now=now)).data
        )


class TeamSerializer(serializers.ModelSerializer):
    """A team and its mailbox."""

    class Meta:
        model = Team
        fields = ["id", "organisation", "name", "mailbox"]


class TeamViewSet(KeptViewSet):
    """Teams of the organisations one keeps."""

    serializer_class = TeamSerializer
    queryset = Team.objects.none()

    def get_queryset(self) -> QuerySet[Team]:
        """By name."""
        return teams_kept_by(asking(self.request))


class AreaSerializer(serializers.ModelSerializer):
    """A part of the map, and how many practices stand in it."""

    practice_count = serializers.IntegerField(read_only=True)

    class Meta:
        model = Area
        fields = ["id", "organisation", "name", "practice_count"]


class AreaViewSet(KeptViewSet):
    """Areas of the organisations one keeps (practice.md S-04)."""

    serializer_class = AreaSerializer
    queryset = Area.objects.none()

    def get_queryset(self) -> QuerySet[Area]:
        """By name."""
        return areas_kept_by(asking(self.request)).order_by("name", "pk")


class ContactCardSerializer(serializers.ModelSerializer):
    """A named human being whom people can ask."""

    name = serializers.CharField(read_only=True)

    class Meta:
        model = ContactCard
        fields = [
            "id", "organisation", "person", "name", "job_title", "phone", "email", "working_days", "quote", "away_until",
        ]  # fmt: skip


class ContactCardViewSet(KeptViewSet):
    """Cards of the organisations one keeps."""

    serializer_class = ContactCardSerializer
    queryset = ContactCard.objects.none()

    def get_queryset(self) -> QuerySet[ContactCard]:
        """By name."""
        return cards_kept_by(asking(self.request))


def register(router: SimpleRouter) -> None:
    """/api/v1/roles/, teams/, areas/ and contact-cards/"""
    router.register("roles", RoleViewSet, basename="role")
    router.register("teams", TeamViewSet, basename="team")
    router.register("areas", AreaViewSet, basename="area")
    router.register("contact-cards", ContactCardViewSet, basename="contact-card")
