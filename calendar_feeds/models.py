"""Feeds by secret address, and their entries as ready bytes (calendar.md section 3, "Design")."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class FeedKind(models.TextChoices):
    PERSON = "my", _("My places")
    PANEL = "panel", _("One panel")


class Titles(models.TextChoices):
    """How much a title tells somebody who looks over a shoulder (practice.md CA3)."""

    NEUTRAL = "neutral", _("Only “Meeting”")
    FULL = "full", _("What it is, for example “Interview panel”")


class Feed(models.Model):
    """One calendar address. Only the hash of its secret is stored; a change of any entry raises `version`."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=6, choices=FeedKind.choices)
    token_sha256 = models.CharField(max_length=64, unique=True)
    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey("people.Person", models.CASCADE, null=True, related_name="+")
    panel = models.ForeignKey("panels.Panel", models.CASCADE, null=True, related_name="+")
    titles = models.CharField(_("titles"), max_length=8, choices=Titles.choices, default=Titles.NEUTRAL)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at=None, kind="my"), name="one_living_feed_a_person"
            ),
            models.UniqueConstraint(
                fields=["panel"], condition=Q(ended_at=None, kind="panel"), name="one_living_feed_a_panel"
            ),
        ]

    def __str__(self) -> str:
        return f"feed {self.pk}"


class FeedEntry(models.Model):
    """One session in one feed, as the bytes that are sent. Written with the change, never when the feed is read."""

    id = models.BigAutoField(primary_key=True)
    feed = models.ForeignKey(Feed, models.CASCADE, related_name="entries")
    session_id = models.UUIDField()
    ends_at = models.DateTimeField()
    cancelled = models.BooleanField(default=False)
    sequence = models.PositiveIntegerField(default=0)
    revised_at = models.DateTimeField()
    blob = models.BinaryField()

    class Meta:
        ordering = ["ends_at", "id"]
        constraints = [models.UniqueConstraint(fields=["feed", "session_id"], name="session_once_a_feed")]
        indexes = [models.Index(fields=["feed", "ends_at"])]

    def __str__(self) -> str:
        return f"entry {self.pk}"

    @property
    def organisation_id(self) -> UUID | None:
        """The feed's organisation."""
        return self.feed.organisation_id
