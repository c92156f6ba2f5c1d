"""Claims: what somebody spent to take part. Integer pence; the states of practice.md section 3."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordinator.ids import new_id
from expenses.claims.rules import ClaimStatus, LineKind

NOT_LIVE = (ClaimStatus.WITHDRAWN,)


STATUSES = [(status.value, status.value) for status in ClaimStatus]
KINDS = [(kind.value, kind.value) for kind in LineKind]


class Claim(models.Model):
    """One claim for one date of one place. `version` guards against two tabs; `total_pence` is the sum of its lines.

    `promised_by` is the day the person reads; while a question is open the clock stands (rules.promises).
    `looks_again_at` is the claim whose parts that were not agreed stand here once more, for somebody else to decide.
    """

    class Source(models.TextChoices):
        ONLINE = "online", _("Online")
        PHONE = "phone", _("By phone")
        POST = "post", _("By post")
        IN_PERSON = "in_person", _("In person")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="claims")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="claims")
    place = models.ForeignKey("panels.Place", models.PROTECT, related_name="claims")
    session = models.ForeignKey("panels.Session", models.PROTECT, related_name="claims")
    looks_again_at = models.ForeignKey("self", models.PROTECT, null=True, related_name="other_looks")
    number = models.PositiveIntegerField()
    reference = models.CharField(max_length=20, unique=True)
    status = models.CharField(max_length=16, choices=STATUSES, default=ClaimStatus.DRAFT)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.ONLINE)
    entered_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    event_day = models.DateField()
    total_pence = models.PositiveIntegerField(default=0)
    approved_pence = models.PositiveIntegerField(null=True)
    late_reason = models.CharField(_("what kept you"), max_length=300, blank=True)
    begun_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    promised_by = models.DateField(null=True)
    checked_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decision_note = models.CharField(_("a line to the person"), max_length=300, blank=True)
    paid_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-begun_at", "-id"]
        indexes = [
            models.Index(fields=["organisation", "status", "promised_by"]),
            models.Index(fields=["person", "status"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="claim_numbered_once"),
            models.UniqueConstraint(
                fields=["place", "session"],
                condition=~Q(status="withdrawn") & Q(looks_again_at=None),
                name="one_claim_a_place_and_date",
            ),
            models.UniqueConstraint(
                fields=["looks_again_at"], condition=~Q(status="withdrawn"), name="one_other_look_a_claim"
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=models.F("person")), name="nobody_checks_their_own_claim"
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class ClaimLine(models.Model):
    """One thing that was paid for. `pence` is what is claimed, `approved_pence` what was agreed (None: not decided)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(_("what for"), max_length=20, choices=KINDS)
    day = models.DateField(_("day"))
    pence = models.PositiveIntegerField(_("amount"))
    supplier = models.CharField(_("from whom"), max_length=120, blank=True)
    tenths_of_miles = models.PositiveIntegerField(_("miles"), null=True, blank=True)
    vehicle = models.CharField(max_length=12, blank=True)  # rates.rules.MileageKind
    lost_receipt = models.CharField(_("why there is no receipt"), max_length=200, blank=True)
    note = models.CharField(_("anything to add"), max_length=200, blank=True)
    approved_pence = models.PositiveIntegerField(null=True)
    cut_reason = models.CharField(_("why it changed"), max_length=300, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_pence=None) | Q(approved_pence__lte=models.F("pence")),
                name="never_more_than_claimed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pence}"

    @property
    def organisation_id(self) -> UUID:
        """The claim's organisation."""
        return self.claim.organisation_id

    @property
    def person_id(self) -> UUID:
        """Whose claim it is."""
        return self.claim.person_id


class Question(models.Model):
    """A question to a person about a claim: from a template, with the rule, one open at a time (B-10 to B-14)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="questions")
    line = models.ForeignKey(ClaimLine, models.SET_NULL, null=True, related_name="questions")
    template = models.CharField(max_length=30)  # a key of review.rules.TEMPLATES; "own_words" needs a second sender
    text = models.TextField(_("question"), max_length=600)
    asked_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    released_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(_("your answer"), max_length=1000, blank=True)
    our_mistake = models.BooleanField(default=False)  # "if this is a mistake of ours, say so and we drop it" (B-14)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["claim"], condition=Q(answered_at=None), name="one_open_question_a_claim")
        ]

    def __str__(self) -> str:
        return f"question {self.template}"

    @property
    def organisation_id(self) -> UUID:
        """The claim's organisation."""
        return self.claim.organisation_id

    @property
    def person_id(self) -> UUID:
        """Who is asked."""
        return self.claim.person_id
