"""How people travel to a place: their own arrangement unless they choose otherwise (practice.md B-02, TR1 to TR6)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from coordinator.ids import new_id


class Agreement(models.TextChoices):
    """Where something that a person named beforehand stands."""

    NOTED = "noted", _("Noted")  # no amount named: the ordinary rules hold
    AGREED = "agreed", _("Agreed")
    WAITING = "waiting", _("A person is looking at it")
    NOT_AGREED = "not_agreed", _("Not agreed beforehand")


class TravelStatement(models.Model):
    """ "About my journeys", in the person's own words, shown wherever travel or a claim is considered (B-04, TR6)."""

    person = models.OneToOneField("people.Person", models.CASCADE, primary_key=True, related_name="travel_statement")
    text = models.TextField(_("about my journeys"), max_length=1000)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["person_id"]

    def __str__(self) -> str:
        return f"statement of {self.person_id}"


class TravelPlan(models.Model):
    """What somebody said of the journey to one place. There is none until they say something: nothing is owed.

    Amounts in pence; `agreed_pence` is what may be claimed without a question once the status is AGREED.
    """

    class Mode(models.TextChoices):
        SELF_ARRANGED = "self_arranged", _("I arrange my own and claim afterwards")
        BOOK_FOR_ME = "book_for_me", _("Please book for me")

    class Answer(models.TextChoices):
        AMOUNT = "amount", _("About this much")
        RANGE = "range", _("Between two amounts")
        DONT_KNOW = "dont_know", _("I don’t know yet")
        AS_LAST_TIME = "as_last_time", _("About the same as last time")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    place = models.OneToOneField("panels.Place", models.CASCADE, related_name="travel_plan")
    mode = models.CharField(_("travel"), max_length=14, choices=Mode.choices, default=Mode.SELF_ARRANGED)
    answer = models.CharField(_("what it may cost"), max_length=14, choices=Answer.choices, blank=True)
    low_pence = models.PositiveIntegerField(_("from"), null=True, blank=True)
    high_pence = models.PositiveIntegerField(_("to"), null=True, blank=True)
    conditional_what = models.CharField(_("something that may come on top"), max_length=120, blank=True)
    conditional_pence = models.PositiveIntegerField(_("up to"), null=True, blank=True)
    note = models.CharField(_("anything to add"), max_length=300, blank=True)
    has_booked_assistance = models.BooleanField(_("I have booked help for this journey"), default=False)
    status = models.CharField(max_length=12, choices=Agreement.choices, default=Agreement.NOTED)
    agreed_pence = models.PositiveIntegerField(null=True, blank=True)
    decided_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_note = models.CharField(_("a line to the person"), max_length=300, blank=True)
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-changed_at", "-id"]
        indexes = [models.Index(fields=["organisation", "status"])]

    def __str__(self) -> str:
        return f"travel {self.status}"


class AgreedCost(models.Model):
    """A cost besides travel that somebody named beforehand for one place: childcare, care, an assistant (SU4).

    `kind` is a claims.rules.LineKind; up to `pence` it becomes a claim line without a question once agreed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    place = models.ForeignKey("panels.Place", models.CASCADE, related_name="agreed_costs")
    kind = models.CharField(max_length=24)
    what = models.CharField(_("in your words"), max_length=160, blank=True)
    pence = models.PositiveIntegerField(_("about how much"))
    status = models.CharField(max_length=12, choices=Agreement.choices, default=Agreement.WAITING)
    decided_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_note = models.CharField(_("a line to the person"), max_length=300, blank=True)
    named_at = models.DateTimeField()

    class Meta:
        ordering = ["named_at", "id"]
        constraints = [models.UniqueConstraint(fields=["place", "kind"], name="one_cost_of_a_kind_a_place")]

    def __str__(self) -> str:
        return f"{self.kind} {self.status}"
