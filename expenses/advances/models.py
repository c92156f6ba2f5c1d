"""Money before the day for whoever cannot pay first, and what of it each claim has used (practice.md TR8)."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coordinator.ids import new_id
from expenses.advances.rules import LIVING, AdvanceStatus

STATUSES = [(status.value, status.value) for status in AdvanceStatus]


class Advance(models.Model):
    """Money for one place before its first day. `left_pence` is what no claim has used, nor was given back or let go.

    `event_day` is the place's first day when it was asked for, `due_by` the day by which the money is there.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="advances")
    place = models.ForeignKey("panels.Place", models.PROTECT, related_name="advances")
    number = models.PositiveIntegerField()
    reference = models.CharField(max_length=20, unique=True)
    status = models.CharField(max_length=16, choices=STATUSES, default=AdvanceStatus.ASKED)
    pence = models.PositiveIntegerField(_("how much"))
    left_pence = models.PositiveIntegerField()
    given_back_pence = models.PositiveIntegerField(default=0)
    let_go_pence = models.PositiveIntegerField(default=0)
    what = models.CharField(_("what it is for"), max_length=160, blank=True)
    event_day = models.DateField()
    due_by = models.DateField()
    asked_at = models.DateTimeField()
    entered_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_note = models.CharField(_("a line to the person"), max_length=300, blank=True)
    paid_on = models.DateField(null=True)

    class Meta:
        ordering = ["due_by", "id"]
        indexes = [models.Index(fields=["organisation", "status", "due_by"]), models.Index(fields=["person", "status"])]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="advance_numbered_once"),
            models.UniqueConstraint(
                fields=["place"], condition=Q(status__in=sorted(LIVING)), name="one_advance_a_place"
            ),
            models.CheckConstraint(condition=Q(pence__gt=0), name="advance_is_above_zero"),
            # Used, given back and let go never come to more than was paid (expenses.md 7).
            models.CheckConstraint(
                condition=Q(pence__gte=F("left_pence") + F("given_back_pence") + F("let_go_pence")),
                name="never_more_left_than_paid",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class AdvanceApproval(models.Model):
    """One person's yes to an advance. The database itself refuses one's own, and the same person twice."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    advance = models.ForeignKey(Advance, models.PROTECT, related_name="approvals")
    asker = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["advance", "by"], name="nobody_agrees_to_an_advance_twice"),
            models.CheckConstraint(condition=~Q(by=F("asker")), name="nobody_agrees_to_their_own_advance"),
        ]

    def __str__(self) -> str:
        return f"approval {self.pk}"

    @property
    def organisation_id(self) -> UUID:
        """The advance's organisation."""
        return self.advance.organisation_id


class AdvanceUse(models.Model):
    """What one claim used of an advance, and the small rest that was let go with it. Gone when the claim is looked at anew."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    advance = models.ForeignKey(Advance, models.PROTECT, related_name="uses")
    claim = models.ForeignKey("expenses.Claim", models.PROTECT, related_name="advance_uses")
    pence = models.PositiveIntegerField()
    let_go_pence = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["advance", "claim"], name="an_advance_is_used_once_a_claim"),
            models.CheckConstraint(condition=Q(pence__gt=0), name="used_is_above_zero"),
        ]

    def __str__(self) -> str:
        return f"used {self.pence}"

    @property
    def organisation_id(self) -> UUID:
        """The advance's organisation."""
        return self.advance.organisation_id

    @property
    def person_id(self) -> UUID:
        """Whose money it was."""
        return self.advance.person_id
