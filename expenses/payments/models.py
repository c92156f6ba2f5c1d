"""What is owed, the payments, their sealed files, and the journal that is only ever added to (expenses.md 3.5, 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coordinator.ids import new_id
from coordinator.sealing import SealedTextField
from expenses.payments.rules import Rail

if TYPE_CHECKING:
    from expenses.advances.models import Advance
    from expenses.claims.models import Claim

RAILS = [(rail.value, rail.value) for rail in Rail]


class Way(models.TextChoices):
    """How somebody's money comes to them (practice.md PY8)."""

    BANK = "bank", _("Into a bank account")
    CHEQUE = "cheque", _("By cheque, in the post")


class BankDetails(models.Model):
    """Where somebody's money goes. Sealed at rest, shown masked, opened only for the bank's file (practice.md CL8).

    Whoever is paid by cheque has a name for it and no numbers; it goes to their postal address.
    """

    person = models.OneToOneField("people.Person", models.CASCADE, primary_key=True, related_name="bank_details")
    way = models.CharField(_("how the money comes"), max_length=8, choices=Way.choices, default=Way.BANK)
    account_name = SealedTextField(_("name on the account"))
    sort_code = SealedTextField(_("sort code"))
    account_number = SealedTextField(_("account number"))
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["person_id"]

    def __str__(self) -> str:
        return f"bank details of {self.person_id}"


class Payable(models.Model):
    """One approved amount owed, once for each claim and each advance. What comes to nothing makes none."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    claim = models.OneToOneField("expenses.Claim", models.PROTECT, null=True, related_name="payable")
    advance = models.OneToOneField("expenses.Advance", models.PROTECT, null=True, related_name="payable")
    pence = models.PositiveIntegerField()
    due_by = models.DateField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["due_by", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(pence__gt=0), name="owed_is_above_zero"),
            models.CheckConstraint(
                condition=Q(claim=None, advance__isnull=False) | Q(claim__isnull=False, advance=None),
                name="owed_for_one_thing",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "due_by"])]

    def __str__(self) -> str:
        return f"owed {self.pence}"

    @property
    def owed_for(self) -> Claim | Advance:
        """The claim that was approved, or the advance that was agreed."""
        return cast("Claim | Advance", self.claim or self.advance)


class BatchStatus(models.TextChoices):
    SEALED = "sealed", _("File made")
    SENT = "sent", _("With the bank")
    SETTLED = "settled", _("All settled")


class Batch(models.Model):
    """One payment file: its bytes are kept as they were made, with their SHA-256; asked again, the same bytes come."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=8, choices=BatchStatus.choices, default=BatchStatus.SEALED)
    form_key = models.UUIDField(unique=True)  # one press of the button makes one file
    built_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField()
    file = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    count = models.PositiveIntegerField()
    total_pence = models.PositiveBigIntegerField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-sealed_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="batch_numbered_once")]

    def __str__(self) -> str:
        return f"batch {self.number}"


class PaymentStatus(models.TextChoices):
    IN_FILE = "in_file", _("In a payment file")
    PAID = "paid", _("Paid")
    FAILED = "failed", _("Did not arrive")
    RETURNED = "returned", _("Came back")


ENDED = (PaymentStatus.FAILED, PaymentStatus.RETURNED)


class Trouble(models.TextChoices):
    """Why money did not stay where it was sent."""

    NO_ACCOUNT = "no_account", _("The bank does not know this account")
    CLOSED = "closed", _("The account is closed")
    OTHER_NAME = "other_name", _("The account is in another name")
    REFUSED = "refused", _("The bank took it back and gave no reason")
    NOT_SENT = "not_sent", _("We never sent the file to the bank")
    CHEQUE_LOST = "cheque_lost", _("The cheque was lost, or never cashed")
    CHEQUE_NAME = "cheque_name", _("The cheque was made out in another name")


OF_A_CHEQUE = (Trouble.CHEQUE_LOST, Trouble.CHEQUE_NAME)  # the others are a bank's
SAME_DETAILS = (Trouble.NOT_SENT, Trouble.CHEQUE_LOST)  # where it should go was right: it can go again at once
TOLD_NOBODY = (Trouble.NOT_SENT,)  # it never left us, so there is nothing to tell anybody


class Payment(models.Model):
    """One attempt to pay one amount owed: amount and destination are frozen when it is made. At most one lives."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    payable = models.ForeignKey(Payable, models.PROTECT, related_name="payments")
    rail = models.CharField(max_length=16, choices=RAILS, default=Rail.BACS_FILE)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="payments")  # None: a cheque
    cheque_number = models.CharField(_("number of the cheque"), max_length=20, blank=True)
    built_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    attempt = models.PositiveSmallIntegerField(default=1)
    reference = models.CharField(max_length=30, unique=True)
    idempotency_key = models.UUIDField(unique=True, default=new_id)
    status = models.CharField(max_length=10, choices=PaymentStatus.choices, default=PaymentStatus.IN_FILE)
    pence = models.PositiveIntegerField()
    account_name = SealedTextField()
    sort_code = SealedTextField()
    account_number = SealedTextField()
    paid_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    trouble = models.CharField(_("what happened"), max_length=12, choices=Trouble.choices, blank=True)

    class Meta:
        ordering = ["reference"]
        constraints = [
            models.UniqueConstraint(
                fields=["payable"], condition=~Q(status__in=["failed", "returned"]), name="one_live_payment_an_amount"
            ),
            models.UniqueConstraint(fields=["payable", "attempt"], name="attempt_numbered_once"),
            models.CheckConstraint(condition=Q(pence__gt=0), name="payment_is_above_zero"),
            models.CheckConstraint(condition=~Q(built_by=F("person")), name="nobody_pays_themselves"),
            models.CheckConstraint(
                condition=Q(rail=Rail.BACS_FILE, batch__isnull=False)
                | (Q(rail=Rail.BY_HAND, batch=None) & ~Q(cheque_number="")),
                name="in_a_file_or_by_cheque",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_cheque(self) -> bool:
        """Written and posted by hand, in no file of the bank's."""
        return self.rail == Rail.BY_HAND


class OnlyAdded(Exception):
    """The journal is never changed and never shortened; what was wrong is undone by another entry."""


class OnlyAddedQuerySet(models.QuerySet):
    """Rows that can be added and read."""

    def update(self, **changes: Any) -> int:
        """Refused: raises OnlyAdded."""
        raise OnlyAdded

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused: raises OnlyAdded."""
        raise OnlyAdded


class OnlyAddedRow(models.Model):
    """A row of the journal. The database refuses the same for raw SQL (`triggers.py`)."""

    objects = OnlyAddedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Write it once. Raises OnlyAdded when it is there already."""
        if not self._state.adding:
            raise OnlyAdded
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Refused: raises OnlyAdded."""
        raise OnlyAdded


class JournalEntry(OnlyAddedRow):
    """One thing that happened to the money of a claim or an advance. Never edited, never deleted; undone only by another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    claim = models.ForeignKey("expenses.Claim", models.PROTECT, null=True, related_name="journal")
    advance = models.ForeignKey("expenses.Advance", models.PROTECT, null=True, related_name="journal")
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, related_name="journal")
    kind = models.CharField(max_length=20)  # approval, advance, payment, cheque, settlement, rest, reversal
    dedupe_key = models.CharField(max_length=80, unique=True)  # the same thing is entered once
    by_person_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")

    class Meta:
        ordering = ["at", "id"]
        verbose_name_plural = "journal entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(claim=None, advance__isnull=False) | Q(claim__isnull=False, advance=None),
                name="entered_for_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def owed_for(self) -> Claim | Advance:
        """The claim or the advance whose money it is."""
        return cast("Claim | Advance", self.claim or self.advance)


class JournalLeg(OnlyAddedRow):
    """One side of an entry; the legs of an entry sum to zero. Pence above zero are debits, below zero credits."""

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(JournalEntry, models.PROTECT, related_name="legs")
    account = models.CharField(max_length=60)
    pence = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["account"])]

    def __str__(self) -> str:
        return f"{self.account} {self.pence}"

    @property
    def organisation_id(self) -> UUID:
        """The entry's organisation."""
        return self.entry.organisation_id
