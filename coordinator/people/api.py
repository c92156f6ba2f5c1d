"""People over the API: oneself, those one looks after, and who belongs where."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.viewsets import GenericViewSet, ReadOnlyModelViewSet

from coordinator.api.acting import asking, cleaned
from coordinator.api.needing import needs
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.organisations.models import Membership
from coordinator.people import actions
from coordinator.people.actions.profile import authorise_edit
from coordinator.people.forms import CHOICES, PERSON_FIELDS, EditPersonForm, FindPeopleForm, NewPersonForm
from coordinator.people.models import Channel, Person
from coordinator.people.pages.changes import TAKES, answers_of, form_of
from coordinator.people.queries import (
    export_of,
    matching,
    memberships_visible_to,
    persons_visible_to,
    preferring,
    volunteers_visible_to,
)
from coordinator.workflow.steps import available_steps

CREATED = 201


class PersonSerializer(serializers.ModelSerializer):
    """How to reach somebody, as the profile shows it. What helps them take part is not here and never will be."""

    channel_order = serializers.ListField(child=serializers.ChoiceField(choices=Channel.choices), required=False)
    reached_by = serializers.CharField(source="channel", read_only=True)
    available_steps = serializers.SerializerMethodField()

    class Meta:
        model = Person
        fields = ["id", "status", *PERSON_FIELDS, "channel_order", "paused_until", "reached_by", "available_steps"]
        read_only_fields = ["status", "paused_until"]

    def get_available_steps(self, person: Person) -> list[str]:
        """What the person who asks may do here: "person.pause", "person.leave_for", …"""
        steps = available_steps(person, asking(self.context["request"]))
        own = person.pk == asking(self.context["request"]).pk
        return [step.verb for step in steps if step.verb.endswith("_for") != own]


class NewPersonSerializer(serializers.ModelSerializer):
    """What to tell of somebody who rang or wrote: the questions of the page."""

    organisation = serializers.UUIDField()
    consent_source = serializers.ChoiceField(
        choices=[("phone", "phone"), ("paper", "paper"), ("in_person", "in person")]
    )
    consent_at = serializers.DateTimeField()
    agreed = serializers.BooleanField()
    channel_order = serializers.ListField(child=serializers.ChoiceField(choices=Channel.choices))

    class Meta:
        model = Person
        fields = ["organisation", "consent_source", "consent_at", "agreed", "channel_order", *PERSON_FIELDS]


class ChangeSerializer(serializers.Serializer):
    """`until` goes with a pause, `sure` with being forgotten."""

    until = serializers.DateField(required=False)
    sure = serializers.BooleanField(required=False)


class MembershipSerializer(serializers.ModelSerializer):
    """One person in one role in one organisation."""

    class Meta:
        model = Membership
        fields = ["id", "organisation", "person", "role", "area", "ends_on"]


def told(request: Request, person: Person | None = None) -> dict[str, Any]:
    """The body as the page's form reads it; what is not named stays as it is. `channel_order` becomes the choices."""
    kept = {name: getattr(person, name) for name in [*PERSON_FIELDS, "channel_order"]} if person else {}
    answers = kept | dict(cast(dict[str, Any], request.data).items())
    order = answers.get("channel_order") or [Channel.EMAIL]
    return answers | dict(zip(CHOICES, order, strict=False))


class PersonViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet):
    """Oneself and, for those who may see people, the volunteers of their organisations."""

    serializer_class = PersonSerializer
    queryset = Person.objects.none()

    def get_queryset(self) -> QuerySet[Person]:
        """Somebody of another organisation is a 404."""
        return persons_visible_to(asking(self.request)).prefetch_related("memberships")

    @extend_schema(parameters=[OpenApiParameter("q", str), OpenApiParameter("channel", str, enum=Channel.values)])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The team's list, to search by name, email or phone."""
        authorise(asking(request), Permission.SEE_PEOPLE)
        wanted = cleaned(FindPeopleForm, request, answers=request.query_params)
        found = matching(volunteers_visible_to(asking(request)), wanted["q"])
        found = preferring(found, wanted["channel"]) if wanted["channel"] else found
        page = self.paginate_queryset(found.prefetch_related("memberships"))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One person; that staff looked is noted for them to see (practice.md GO8)."""
        person = self.get_object()
        actions.note_look(person, by=asking(request), now=timezone.now())
        return self._shown(person)

    def _shown(self, person: Person, status: int = 200) -> Response:
        return Response(PersonSerializer(person, context=self.get_serializer_context()).data, status=status)

    @extend_schema(request=NewPersonSerializer, responses={CREATED: PersonSerializer})
    @needs(Permission.ADD_PERSON)
    def create(self, request: Request) -> Response:
        """Write down somebody who rang, wrote or was met."""
        data = cleaned(NewPersonForm, request, answers=told(request), by=asking(request))
        fields = {name: data[name] for name in [*PERSON_FIELDS, "channel_order"]}
        person = actions.write_down(
            data["organisation"],
            by=asking(request),
            source=data["consent_source"],
            consent_at=data["consent_at"],
            now=timezone.now(),
            **fields,
        )
        return self._shown(person, CREATED)

    @extend_schema(request=PersonSerializer(partial=True), responses=PersonSerializer)
    @needs(Permission.EDIT_OWN_PROFILE, Permission.EDIT_PERSON)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change a profile; what is not named stays as it is."""
        return self._changed(self.get_object(), request)

    def _changed(self, person: Person, request: Request) -> Response:
        authorise_edit(person, by=asking(request))
        data = cleaned(
            EditPersonForm, request, answers=told(request, person), instance=Person.objects.get(pk=person.pk)
        )
        fields = {name: data[name] for name in [*PERSON_FIELDS, "channel_order"]}
        return self._shown(actions.save_profile(person, by=asking(request), now=timezone.now(), **fields))

    @extend_schema(methods=["PATCH"], request=PersonSerializer(partial=True), responses=PersonSerializer)
    @action(detail=False, methods=["get", "patch"], filter_backends=[], pagination_class=None)
    @needs()
    def me(self, request: Request) -> Response:
        """One's own profile: read it, or change what is named."""
        return self._changed(asking(request), request) if request.method == "PATCH" else self._shown(asking(request))

    @extend_schema(request=None, responses={200: dict})
    @action(detail=False, methods=["post"], url_path="me/export", pagination_class=None)
    @needs()
    def export(self, request: Request) -> Response:
        """Everything we hold about oneself, by table; the download is noted (practice.md PO6)."""
        actions.note_export(asking(request), by=asking(request), now=timezone.now())
        return Response(export_of(asking(request)))

    @extend_schema(
        operation_id="people_take",
        request=ChangeSerializer,
        responses=PersonSerializer,
        parameters=[OpenApiParameter("change", str, OpenApiParameter.PATH, enum=[*TAKES])],
    )
    @action(detail=True, methods=["post"], url_path=f"(?P<change>{'|'.join(TAKES)})")
    @needs(Permission.EDIT_OWN_PROFILE, Permission.EDIT_PERSON)
    def take(self, request: Request, change: str, **kwargs: Any) -> Response:
        """Pause, return, leave or forget: for oneself, or because somebody asked by phone or letter."""
        person = self.get_object()
        answers = answers_of(cleaned(form_of(change), request))
        return self._shown(TAKES[change](person, by=asking(request), now=timezone.now(), **answers))


class MembershipViewSet(ReadOnlyModelViewSet):
    """Who belongs where: one's own memberships, and those of the people one may see."""

    serializer_class = MembershipSerializer
    queryset = Membership.objects.none()
    filterset_fields = ["role"]

    def get_queryset(self) -> QuerySet[Membership]:
        """Only of organisations that are one's own."""
        return memberships_visible_to(asking(self.request))


def register(router: SimpleRouter) -> None:
    """/api/v1/people/ and /api/v1/memberships/"""
    router.register("people", PersonViewSet, basename="person")
    router.register("memberships", MembershipViewSet, basename="membership")
