"""Over the API: one's own needs and who looked, the items, a date's needs for its coordinator, venues and facts."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_variables
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.viewsets import GenericViewSet, ReadOnlyModelViewSet

from accessibility import actions
from accessibility.forms import NeedForm, OneFactForm, TickForm
from accessibility.models import Audience, FactAnswer, NeedItem, NeedView, PersonNeed, VenueFact, Weight
from accessibility.queries.own import items_of, items_offered, needs_of, views_of
from accessibility.queries.venues import facts_visible_to, venues_visible_to
from accessibility.rules.due import Standing
from accessibility.rules.groups import BY_KEY, FIRST_VISIT
from accessibility.rules.venues import Match
from coordinator.api.acting import cleaned
from coordinator.api.needing import needs
from coordinator.authorization.permissions import Permission
from coordinator.organisations.models import Venue
from coordinator.panels.models import Session
from coordinator.panels.queries import sessions_visible_to
from coordinator.people.models import Person


def _here(request: Any) -> Person:
    """Who asks: the person behind the token."""
    return request.user


class NeedItemSerializer(serializers.ModelSerializer):
    """One thing that helps, and what an organiser does about it."""

    class Meta:
        model = NeedItem
        fields = ["code", "group", "label", "organiser_action", "target_working_days", "least_working_days"]


class NeedItemViewSet(ReadOnlyModelViewSet):
    """Every item on offer, in order."""

    serializer_class = NeedItemSerializer
    queryset = NeedItem.objects.none()
    lookup_value_regex = "[a-z0-9_.]+"

    def get_queryset(self) -> QuerySet[NeedItem]:
        """For everybody who has a token."""
        return items_offered()


class OwnNeedSerializer(serializers.ModelSerializer):
    """One of one's own needs."""

    says = serializers.CharField(source="item.label", read_only=True)

    class Meta:
        model = PersonNeed
        fields = ["id", "item", "says", "weight", "audience", "own_words", "checked_on"]


class KeepSerializer(serializers.Serializer):
    """The ticked items of one group; those of the group that are not ticked are taken away."""

    group = serializers.ChoiceField(choices=[FIRST_VISIT, *BY_KEY])
    ticked = serializers.ListField(child=serializers.CharField(), allow_empty=True)


class DescribeSerializer(serializers.Serializer):
    """How much one need matters, who may see it, and own words."""

    weight = serializers.ChoiceField(choices=Weight.choices)
    audience = serializers.ChoiceField(choices=Audience.choices)
    own_words = serializers.CharField(required=False, allow_blank=True)


class ConfirmedSerializer(serializers.Serializer):
    """How many needs were confirmed."""

    confirmed = serializers.IntegerField()


class OwnNeedViewSet(ReadOnlyModelViewSet):
    """One's own needs: read, keep a group, describe one, confirm all."""

    serializer_class = OwnNeedSerializer
    queryset = PersonNeed.objects.none()

    def get_queryset(self) -> QuerySet[PersonNeed]:
        """Nobody else's, whatever one's role."""
        return needs_of(_here(self.request))

    @extend_schema(request=KeepSerializer, responses=OwnNeedSerializer(many=True), filters=False)
    @action(detail=False, methods=["post"], pagination_class=None)
    @method_decorator(sensitive_variables())
    @needs()
    def keep(self, request: Request) -> Response:
        """Keep the ticked items of one group."""
        group = KeepSerializer(data=request.data)
        group.is_valid(raise_exception=True)
        items = items_of(group.validated_data["group"])
        ticked = cleaned(TickForm, request, items=items, label="")["ticked"]
        said = {code: actions.Said() for code in ticked}
        among = [item.code for item in items]
        kept = actions.keep_needs(_here(request), said, among=among, by=_here(request), now=timezone.now())
        return Response(OwnNeedSerializer(kept, many=True).data)

    @extend_schema(request=DescribeSerializer, responses=OwnNeedSerializer)
    @action(detail=True, methods=["post"])
    @method_decorator(sensitive_variables())
    @needs(Permission.KEEP_OWN_NEEDS)
    def describe(self, request: Request, pk: str) -> Response:
        """Say how much one need matters and who may see it."""
        need = self.get_object()
        said = {need.item_id: actions.Said(**cleaned(NeedForm, request))}
        kept = actions.keep_needs(_here(request), said, among=[need.item_id], by=_here(request), now=timezone.now())
        return Response(OwnNeedSerializer(kept[0]).data)

    @extend_schema(request=None, responses=ConfirmedSerializer)
    @action(detail=False, methods=["post"], pagination_class=None, filter_backends=[])
    @needs()
    def confirm(self, request: Request) -> Response:
        """Nothing has changed."""
        confirmed = actions.confirm_needs(_here(request), by=_here(request), now=timezone.now())
        return Response({"confirmed": confirmed})


class NeedViewSerializer(serializers.ModelSerializer):
    """One look at one's own needs: when, by whom, at how many, for which date."""

    class Meta:
        model = NeedView
        fields = ["id", "at", "viewer_id", "organisation_id", "session_id", "how_many"]


class NeedViewViewSet(ReadOnlyModelViewSet):
    """Who looked at one's own needs, newest first."""

    serializer_class = NeedViewSerializer
    queryset = NeedView.objects.none()

    def get_queryset(self) -> QuerySet[NeedView]:
        """Only looks at oneself."""
        return views_of(_here(self.request))


class SessionNeedSerializer(serializers.Serializer):
    """One need at a date, as its coordinator sees it."""

    need = serializers.UUIDField(source="need.pk")
    item = serializers.CharField(source="need.item_id")
    organiser_action = serializers.CharField(source="need.item.organiser_action")
    weight = serializers.ChoiceField(source="need.weight", choices=Weight.choices)
    own_words = serializers.CharField(source="need.own_words")
    target = serializers.DateField(source="by.target")
    least = serializers.DateField(source="by.least")
    standing = serializers.ChoiceField(choices=[each.value for each in Standing])
    venue_match = serializers.ChoiceField(source="venue", choices=[each.value for each in Match], allow_null=True)


class SessionPersonSerializer(serializers.Serializer):
    """What helps one person at a date, and how many things they would rather talk about."""

    person = serializers.UUIDField(source="person.pk")
    name = serializers.CharField(source="person.full_name")
    needs = SessionNeedSerializer(many=True)
    private = serializers.IntegerField()
    changed = serializers.BooleanField()


class SessionNeedsViewSet(GenericViewSet):
    """What to do for whom at one date. Each reading is noted for the people it shows."""

    serializer_class = SessionPersonSerializer
    queryset = Session.objects.none()
    pagination_class = None

    @extend_schema(
        parameters=[OpenApiParameter("id", {"type": "string", "format": "uuid"}, "path")],
        responses=SessionPersonSerializer(many=True),
        filters=False,
    )
    @method_decorator(sensitive_variables())
    def retrieve(self, request: Request, pk: str) -> Response:
        """Open what helps at this date."""
        sessions = sessions_visible_to(_here(request)).select_related("panel", "organisation", "venue")
        opened = actions.open_needs(get_object_or_404(sessions, pk=pk), by=_here(request), now=timezone.now())
        return Response(SessionPersonSerializer(opened, many=True).data)


class VenueFactSerializer(serializers.ModelSerializer):
    """One checked fact about a venue."""

    class Meta:
        model = VenueFact
        fields = ["id", "venue", "code", "answer", "detail", "checked_on"]


class VenueSerializer(serializers.ModelSerializer):
    """A place where people meet."""

    class Meta:
        model = Venue
        fields = ["id", "organisation", "name", "address", "postcode", "way_in"]


class CheckSerializer(serializers.Serializer):
    """One fact as it was found."""

    code = serializers.CharField()
    answer = serializers.ChoiceField(choices=FactAnswer.choices)
    detail = serializers.CharField(required=False, allow_blank=True)
    checked_on = serializers.DateField()


class VenueViewSet(ReadOnlyModelViewSet):
    """Venues that one keeps: read, and note what was checked."""

    serializer_class = VenueSerializer
    queryset = Venue.objects.none()

    def get_queryset(self) -> QuerySet[Venue]:
        """Of one's own organisations."""
        return venues_visible_to(_here(self.request))

    @extend_schema(request=CheckSerializer, responses=VenueFactSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.KEEP_VENUES)
    def check(self, request: Request, pk: str) -> Response:
        """Note one fact."""
        venue = self.get_object()
        told: dict[str, Any] = cleaned(OneFactForm, request)
        found = {told["code"]: actions.Checked(told["answer"], told["detail"])}
        actions.keep_facts(venue, found, checked_on=told["checked_on"], by=_here(request), now=timezone.now())
        return Response(VenueFactSerializer(VenueFact.objects.get(venue=venue, code=told["code"])).data)


class VenueFactViewSet(ListModelMixin, RetrieveModelMixin, GenericViewSet):
    """What is known of the venues that one keeps; `?venue=` narrows it to one."""

    serializer_class = VenueFactSerializer
    queryset = VenueFact.objects.none()
    filterset_fields = ["venue"]

    def get_queryset(self) -> QuerySet[VenueFact]:
        """Of one's own organisations."""
        return facts_visible_to(_here(self.request))


def register(router: SimpleRouter) -> None:
    """/api/v1/access-items/, my-needs/, need-views/, session-needs/, venues/, venue-facts/"""
    router.register("access-items", NeedItemViewSet, basename="access-item")
    router.register("my-needs", OwnNeedViewSet, basename="my-need")
    router.register("need-views", NeedViewViewSet, basename="need-view")
    router.register("session-needs", SessionNeedsViewSet, basename="session-need")
    router.register("venues", VenueViewSet, basename="venue")
    router.register("venue-facts", VenueFactViewSet, basename="venue-fact")
