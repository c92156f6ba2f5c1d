"""Applications, the choosing, offers and reserves (practice.md 5.2, states of section 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordinator.ids import new_id

if TYPE_CHECKING:
    from coordinator.people.models import Person


class ApplicationStatus(models.TextChoices):
    STARTED = "started", _("Not sent yet")
    RECEIVED = "received", _("We have it")
    OFFERED = "offered", _("We offer you a place")
    RESERVE = "reserve", _("You are a reserve")
    ACCEPTED = "accepted", _("You have a place")
    DECLINED = "declined", _("You said no, thank you")
    NOT_THIS_TIME = "not_this_time", _("Not this time")
    WITHDRAWN = "withdrawn", _("You withdrew")
    LAPSED = "lapsed", _("The offer ran out")
    CANCELLED = "cancelled", _("We cancelled this")


S = ApplicationStatus
LIVE = frozenset({S.RECEIVED, S.OFFERED, S.RESERVE, S.ACCEPTED})
UNDECIDED = frozenset({S.RECEIVED, S.OFFERED, S.RESERVE})  # alive, without a place
HOLDS_A_PLACE = frozenset({S.RESERVE, S.ACCEPTED})  # on the panel, or in its line of reserves
UNTOLD = frozenset({S.RECEIVED})  # nobody may be left here when the selection closes (practice.md AP7)


class Source(models.TextChoices):
    ONLINE = "online", _("Online")
    PHONE = "phone", _("By phone")
    POST = "post", _("By post")
    IN_PERSON = "in_person", _("In person")


class NotThisTimeReason(models.TextChoices):
    MORE_PEOPLE = "more_people", _("More people offered than we had places")
    OTHER_EXPERIENCE = "other_experience", _("We needed a different experience this time")
    DATES = "dates", _("The dates did not fit")


class Application(models.Model):
    """One person's wish to take part in one call.

    Until it is sent it has no person: what was typed is kept in `draft` and resumed by link.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="applications")
    opportunity = models.ForeignKey("opportunities.Opportunity", models.CASCADE, related_name="applications")
    person = models.ForeignKey("people.Person", models.CASCADE, null=True, related_name="applications")
    status = models.CharField(max_length=14, choices=S.choices, default=S.STARTED)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.ONLINE)
    entered_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    form_key = models.UUIDField(unique=True, null=True)  # each shown form makes one application, whoever presses twice
    draft = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    reply_by = models.DateField(null=True)
    offer_ends_at = models.DateTimeField(null=True)
    maybe_until = models.DateTimeField(null=True)
    reserve_position = models.PositiveSmallIntegerField(null=True)
    score = models.PositiveSmallIntegerField(null=True)
    told_at = models.DateTimeField(null=True)
    not_this_time_reason = models.CharField(max_length=20, choices=NotThisTimeReason.choices, blank=True)
    note_to_person = models.CharField(max_length=300, blank=True)
    place = models.OneToOneField("panels.Place", models.SET_NULL, null=True, related_name="application")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["sent_at", "id"]
        indexes = [models.Index(fields=["opportunity", "status"]), models.Index(fields=["person", "status"])]
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "person"],
                condition=Q(status__in=["received", "offered", "reserve", "accepted"]),
                name="one_live_application_each",
            ),
            models.UniqueConstraint(
                fields=["opportunity", "reserve_position"], condition=Q(status="reserve"), name="one_reserve_a_position"
            ),
        ]

    def __str__(self) -> str:
        return f"application {self.status}"

    @property
    def applicant(self) -> Person:
        """Whoever sent it. Only a draft may be without a person, and nothing is decided about a draft."""
        if self.person is None:
            raise ValueError("a draft has no applicant yet")
        return self.person


class Answer(models.Model):
    """What somebody answered to one question of the call, in their own words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    application = models.ForeignKey(Application, models.CASCADE, related_name="answers")
    question = models.ForeignKey("opportunities.Question", models.CASCADE, related_name="+")
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["question__position", "id"]
        constraints = [models.UniqueConstraint(fields=["application", "question"], name="answered_once")]

    def __str__(self) -> str:
        return f"answer {self.pk}"

    @property
    def organisation_id(self) -> UUID:
        """The application's organisation."""
        return self.application.organisation_id
