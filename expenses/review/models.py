"""Who looked at a claim and agreed. The database itself refuses that somebody approves their own claim or twice."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coordinator.ids import new_id


class Approval(models.Model):
    """One person's yes to a claim in one round; another look (an appeal) begins a new round."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    claim = models.ForeignKey("expenses.Claim", models.PROTECT, related_name="approvals")
    claimant = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField(default=1)
    pence = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "by", "round"], name="nobody_approves_twice"),
            models.CheckConstraint(condition=~Q(by=F("claimant")), name="nobody_approves_their_own_claim"),
        ]

    def __str__(self) -> str:
        return f"approval {self.pk}"

    @property
    def organisation_id(self) -> UUID:
        """The claim's organisation."""
        return self.claim.organisation_id


class Appeal(models.Model):
    """A wish for another look, which goes to somebody else than those who decided before (practice.md PY4)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    claim = models.ForeignKey("expenses.Claim", models.CASCADE, related_name="appeals")
    round = models.PositiveSmallIntegerField()
    text = models.TextField(_("what we should know"), max_length=1000, blank=True)
    at = models.DateTimeField()
    decided_before = models.JSONField(default=list)  # ids of those who decided the earlier rounds

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["claim", "round"], name="one_appeal_a_round")]

    def __str__(self) -> str:
        return f"appeal {self.pk}"

    @property
    def organisation_id(self) -> UUID:
        """The claim's organisation."""
        return self.claim.organisation_id

    @property
    def person_id(self) -> UUID:
        """Who asks."""
        return self.claim.person_id
