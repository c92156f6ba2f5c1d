"""What helps people take part, who may see it, and where people meet (access.md 1.3, 2.4).

The only wing that holds access needs. Nothing else may import it; the linter checks.
"""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from coordinator.ids import new_id
from coordinator.sealing import SealedTextField


class NeedItem(models.Model):
    """One thing that helps, told as what an organiser can do: a barrier, never a diagnosis. Editable seed data."""

    code = models.CharField(max_length=40, primary_key=True)
    group = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    label = models.CharField(_("what the person ticks"), max_length=160)
    organiser_action = models.CharField(_("what the organiser does"), max_length=300)
    target_working_days = models.PositiveSmallIntegerField(_("plan for this many working days"))
    least_working_days = models.PositiveSmallIntegerField(_("at risk below this many working days"))
    source = models.CharField(_("where this comes from"), max_length=120, blank=True)
    need_to_know = models.CharField(_("who needs to know by default"), max_length=160)
    offered = models.BooleanField(_("offered to people"), default=True)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.code


class Weight(models.TextChoices):
    ESSENTIAL = "essential", _("I cannot take part without it")
    HELPFUL = "helpful", _("It helps me")


class Audience(models.TextChoices):
    """Who may see one need, chosen by the person."""

    ORGANISER = "organiser", _("The coordinator of my session")
    VENUE = "venue", _("The coordinator and, without my name, the venue")
    NOBODY = "nobody", _("Nobody until I say")


class PersonNeed(models.Model):
    """One thing that helps one person, with who may see it. Her own words are sealed at rest."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    item = models.ForeignKey(NeedItem, models.PROTECT, related_name="+")
    weight = models.CharField(max_length=10, choices=Weight.choices, default=Weight.ESSENTIAL)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.ORGANISER)
    own_words = SealedTextField(_("in your own words"), blank=True)
    checked_on = models.DateField(_("last checked on"))
    entered_by_id = models.UUIDField(null=True, blank=True)  # staff who wrote it down; empty: the person

    class Meta:
        ordering = ["item__position", "id"]
        constraints = [models.UniqueConstraint(fields=["person", "item"], name="need_once_each")]

    def __str__(self) -> str:
        return f"need {self.pk}"


class NeedView(models.Model):
    """Somebody looked at what helps a person: who, when, for which session. The person sees this list."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    viewer_id = models.UUIDField(null=True)
    organisation_id = models.UUIDField(null=True)
    session_id = models.UUIDField(null=True)
    how_many = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["person", "at"])]

    def __str__(self) -> str:
        return f"view {self.pk}"


class Arrangement(models.Model):
    """One need is seen to for one date. Taken away when the person changes the need."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey("panels.Session", models.CASCADE, related_name="+")
    need = models.ForeignKey(PersonNeed, models.CASCADE, related_name="+")
    arranged_at = models.DateTimeField()
    arranged_by_id = models.UUIDField()

    class Meta:
        ordering = ["arranged_at", "id"]
        constraints = [models.UniqueConstraint(fields=["session", "need"], name="arranged_once_a_date")]

    def __str__(self) -> str:
        return f"arrangement {self.pk}"


class TalkRequest(models.Model):
    """Somebody would rather talk than fill anything in: a task for the team, and no need by itself."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    talked_at = models.DateTimeField(null=True, blank=True)
    talked_by_id = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=models.Q(talked_at=None), name="asks_to_talk_once")
        ]

    def __str__(self) -> str:
        return f"talk {self.pk}"

    @property
    def organisation_ids(self) -> frozenset[UUID]:
        """Where the person takes part: whose coordinators may ring."""
        return self.person.organisation_ids


class FactAnswer(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known yet")


class VenueFact(models.Model):
    """One checked fact about a venue: yes, no or not known, with a measurement and the day it was checked."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    venue = models.ForeignKey("organisations.Venue", models.CASCADE, related_name="+")
    code = models.CharField(max_length=40)
    answer = models.CharField(max_length=8, choices=FactAnswer.choices, default=FactAnswer.UNKNOWN)
    detail = models.CharField(_("measurement or words"), max_length=200, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)

    class Meta:
        ordering = ["code", "id"]
        constraints = [models.UniqueConstraint(fields=["venue", "code"], name="fact_once_each")]

    def __str__(self) -> str:
        return f"{self.code} {self.answer}"

    @property
    def organisation_id(self) -> UUID:
        """The venue's organisation."""
        return self.venue.organisation_id


class Adjustment(models.Model):
    """A standing agreement that one kind of cost is covered: all that finance ever learns of a need."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    cost_kind = models.CharField(max_length=24)  # a kind of claim line: "taxi", "personal_assistant"
    agreed_by_id = models.UUIDField()
    agreed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["cost_kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "cost_kind"], condition=models.Q(ended_at=None), name="agreed_once"
            )
        ]

    def __str__(self) -> str:
        return self.cost_kind
