"""Calendar addresses over the API: which of one's own there are. Their secrets are shown once, on the page."""

from __future__ import annotations

from typing import cast

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.routers import SimpleRouter
from rest_framework.viewsets import ReadOnlyModelViewSet

from calendar_feeds.models import Feed
from calendar_feeds.queries import feeds_of
from coordinator.people.models import Person


class FeedSerializer(serializers.ModelSerializer):
    """One address: what its titles tell, since when it is there, and whether it was switched off."""

    class Meta:
        model = Feed
        fields = ["id", "kind", "titles", "created_at", "changed_at", "ended_at"]


class FeedViewSet(ReadOnlyModelViewSet):
    """One's own calendar addresses, the newest first."""

    serializer_class = FeedSerializer
    queryset = Feed.objects.none()

    def get_queryset(self) -> QuerySet[Feed]:
        """Only one's own."""
        return feeds_of(cast(Person, self.request.user))  # a program's token stands for a person


def register(router: SimpleRouter) -> None:
    """/api/v1/calendar-feeds/"""
    router.register("calendar-feeds", FeedViewSet, basename="calendar-feed")
