"""Receipts as they are kept: cleaned on arrival, stored under a name that says nothing, served only to those who may."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from coordinator.ids import new_id


def stored_as(receipt: Receipt, _name: str) -> str:
    """Where the file lies: by its id, never by the name it came with (quality.md, file names)."""
    return f"receipts/{receipt.id.hex[-2:]}/{receipt.id.hex}"


class Receipt(models.Model):
    """One photo or PDF that belongs to a claim, and to one of its lines where the person said so."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    claim = models.ForeignKey("expenses.Claim", models.CASCADE, related_name="receipts")
    line = models.ForeignKey("expenses.ClaimLine", models.SET_NULL, null=True, blank=True, related_name="receipts")
    file = models.FileField(upload_to=stored_as)
    name = models.CharField(_("file"), max_length=100)  # shown to people; made safe by cleaning.py
    content_type = models.CharField(max_length=30)
    size = models.PositiveIntegerField()
    received_sha256 = models.CharField(max_length=64)
    kept_sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["uploaded_at", "id"]
        constraints = [models.UniqueConstraint(fields=["claim", "received_sha256"], name="same_file_once_a_claim")]
        indexes = [models.Index(fields=["received_sha256"])]

    def __str__(self) -> str:
        return f"receipt {self.pk}"

    @property
    def organisation_id(self) -> UUID:
        """The claim's organisation."""
        return self.claim.organisation_id

    @property
    def person_id(self) -> UUID:
        """Whose claim it belongs to."""
        return self.claim.person_id
