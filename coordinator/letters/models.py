"""Everything a person is told, as rows written with the change that caused them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from coordinator.ids import new_id
from coordinator.letters.kinds import is_known, kind_named
from coordinator.people.models import Channel


class LetterStatus(models.TextChoices):
    QUEUED = "queued", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    TO_PRINT = "to_print", _("To print and post")
    POSTED = "posted", _("Posted")
    TO_PHONE = "to_phone", _("To tell by phone")
    PHONED = "phoned", _("Told by phone")
    GIVEN_UP = "given_up", _("Could not be sent")
    NOT_NEEDED = "not_needed", _("No longer needed")


class Trouble(models.TextChoices):
    """Why a letter did not go the way it was meant to, as the team reads it."""

    SERVER = "server", _("The email service could not be reached")
    REFUSED = "refused", _("The email service did not take it")
    ADDRESS = "address", _("This email address does not take letters")
    CUT = "cut", _("The connection broke while it was sent, so it may have arrived")
    UNWRITTEN = "unwritten", _("Its text could not be made")
    NO_WAY = "no_way", _("We have no email, address or phone number that we may use")
    NOT_WANTED = "not_wanted", _("What it was about has changed")
    RECORD_GONE = "record_gone", _("What it was about is no longer there")
    UNKNOWN_KIND = "unknown_kind", _("This kind of letter is no longer written")
    FORGOTTEN = "forgotten", _("The person asked to be forgotten")


S = LetterStatus
TOLD = frozenset({S.SENT, S.POSTED, S.PHONED})
WAITING_FOR_TEAM = frozenset({S.TO_PRINT, S.TO_PHONE, S.GIVEN_UP})


class Letter(models.Model):
    """One thing to tell one person about one record.

    The text is made when it is sent, so a cancelled place ends its reminders; what was said is kept then.
    `dedupe_key` is unique: the same thing is never told twice. While a worker holds it, `lease` is that worker's
    and runs out at `leased_until`. `unsure_since` is set just before an email is handed over and cleared when we
    know what became of it: found set later, the email may have gone out.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="letters")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="letters")
    contact = models.ForeignKey("people.ContactCard", models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=60)
    record_type = models.CharField(max_length=60)
    record_id = models.UUIDField()
    dedupe_key = models.CharField(max_length=200, unique=True)
    status = models.CharField(max_length=12, choices=LetterStatus.choices, default=LetterStatus.QUEUED)
    channel = models.CharField(max_length=8, choices=Channel.choices, blank=True)
    send_after = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    lease = models.UUIDField(null=True)
    unsure_since = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    handled_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    posted_on = models.DateField(null=True)
    trouble = models.CharField(max_length=20, choices=Trouble.choices, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["status", "send_after"]),
            models.Index(fields=["organisation", "status"]),
            models.Index(fields=["person", "created_at"]),
            models.Index(fields=["record_type", "record_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.status}"

    @property
    def kind_title(self) -> str:
        """What staff call this kind of letter; its bare name when no slice writes it any more."""
        return str(kind_named(self.kind).title) if is_known(self.kind) else self.kind
