"""Calls: what we ask people to do, with the notice, the facts and the terms they are owed (practice.md 2.1)."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coordinator.ids import new_id
from coordinator.panels.models import OPEN_PANELS, PanelType


class NoticePolicy(models.Model):
    """How much notice one type of call gives. Data that the organisation edits; each default has its citation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="notice_policies")
    kind = models.CharField(max_length=16, choices=PanelType.choices)
    days_open = models.PositiveSmallIntegerField(_("fewest days open"), null=True, blank=True)
    days_before_event = models.PositiveSmallIntegerField(_("fewest days from publication to the day"))
    papers_days_before = models.PositiveSmallIntegerField(
        _("papers out, days before"), null=True, blank=True, default=7
    )
    support_days_before = models.PositiveSmallIntegerField(_("support guaranteed if asked, days before"), default=14)
    times_days_before = models.PositiveSmallIntegerField(_("times fixed, days before"), null=True, blank=True)
    citation = models.CharField(_("where these numbers come from"), max_length=600)

    class Meta:
        ordering = ["kind", "id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "kind"], name="one_policy_per_type")]

    def __str__(self) -> str:
        return f"notice for {self.kind}"


class Level(models.TextChoices):
    """How far people's word goes (practice.md S-01); `rules.PROMISES` holds the promise of each in plain words."""

    INFORM = "inform", _("Inform")
    CONSULT = "consult", _("Consult")
    INVOLVE = "involve", _("Involve")
    COLLABORATE = "collaborate", _("Collaborate")
    EMPOWER = "empower", _("Empower")


class WayToTakePart(models.TextChoices):
    MEETING = "meeting", _("In person")
    ONLINE = "online", _("Online")
    PHONE = "phone", _("By phone")
    POST = "post", _("By post")
    WRITING = "writing", _("In writing")
    HOME = "home", _("From home")


class SupportOffered(models.TextChoices):
    CHILDCARE = "childcare", _("Childcare")
    CARE = "care", _("Care for somebody you look after")
    TRANSPORT = "transport", _("Transport")
    INTERPRETING = "interpreting", _("Interpreting and translation")
    ASSISTANT = "assistant", _("A seat and costs for your assistant")
    FORMATS = "formats", _("Papers in your format")
    TRAINING = "training", _("Training")


class Payment(models.TextChoices):
    NONE = "none", _("No payment, all costs covered")
    OPTIONAL = "optional", _("A payment you may take, leave or give away")


class SelectionMethod(models.TextChoices):
    FIRST_COME = "first_come", _("In the order people apply")
    SCORED = "scored", _("By the points in this call, scored")
    CONVERSATION = "conversation", _("After a conversation")


class CallStatus(models.TextChoices):
    REQUESTED = "requested", _("Asked for by a manager")
    DRAFT = "draft", _("Being written")
    PUBLISHED = "published", _("Open")
    CLOSED = "closed", _("Closed, we are choosing")
    FILLED = "filled", _("Everybody has been told")
    WITHDRAWN = "withdrawn", _("Withdrawn")


EASY_TO_TYPE = "abcdefghjkmnpqrstuvwxyz23456789"  # without the pairs that look alike in print: 0 o, 1 l i


def new_code() -> str:
    """Seven signs for the short address on posters: quick to type, too many to try them all."""
    return "".join(secrets.choice(EASY_TO_TYPE) for _sign in range(7))


class Opportunity(models.Model):
    """A call that recruits for one panel. Every field marked R in practice.md 2.1 is asked by `rules.gaps`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="opportunities")
    panel = models.ForeignKey("panels.Panel", models.PROTECT, related_name="calls")
    slug = models.SlugField(max_length=80, unique=True)
    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    status = models.CharField(max_length=12, choices=CallStatus.choices, default=CallStatus.DRAFT)
    title = models.CharField(_("title"), max_length=120)
    summary = models.CharField(_("in one or two sentences"), max_length=300, blank=True)
    level = models.CharField(_("how far your word goes"), max_length=12, choices=Level.choices, blank=True)
    what_you_do = models.TextField(_("what you will do"), blank=True)
    what_can_change = models.TextField(_("what can change because of you"), blank=True)
    already_decided = models.TextField(_("what is already decided"), blank=True)
    who_we_look_for = models.TextField(_("who we are looking for"), blank=True)
    who_cannot = models.TextField(_("who cannot take part, and why"), blank=True)
    new_people_welcome = models.BooleanField(_("new people are welcome"), default=True)
    dates_to_agree = models.BooleanField(_("we will agree dates with you"), default=False)
    hours = models.DecimalField(
        _("hours in all, with preparation and debrief"), max_digits=5, decimal_places=1, null=True, blank=True
    )
    hours_about = models.CharField(_("what the hours hold"), max_length=200, blank=True)
    ways = models.JSONField(_("ways to take part"), default=list, blank=True)
    demands = models.TextField(_("what may be hard: walking, lying down, upsetting topics"), blank=True)
    costs_covered = models.TextField(_("costs we cover, how and when"), blank=True)
    payment = models.CharField(_("payment"), max_length=10, choices=Payment.choices, blank=True)
    payment_pence = models.PositiveIntegerField(_("amount"), null=True, blank=True)
    support = models.JSONField(_("support we offer"), default=list, blank=True)
    support_by = models.DateField(_("ask for support by, to be sure of it"), null=True, blank=True)
    how_to_apply = models.TextField(_("how to apply by phone and by post"), blank=True)
    return_address = models.TextField(_("postal address for paper forms"), blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    answer_by = models.DateField(_("you hear by"), null=True, blank=True)
    selection = models.CharField(_("how we choose"), max_length=14, choices=SelectionMethod.choices, blank=True)
    selection_steps = models.TextField(_("steps of choosing, with dates"), blank=True)
    skills = models.TextField(_("useful skills"), blank=True)
    training = models.TextField(_("training we give"), blank=True)
    checks = models.TextField(_("checks we need, and why"), blank=True)
    bring = models.TextField(_("what to bring or wear, food and drink"), blank=True)
    route_tested_at = models.DateTimeField(null=True, blank=True, editable=False)
    route_tested_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, editable=False, related_name="+")
    requested_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, editable=False, related_name="+")
    written_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, editable=False, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    short_notice_reason = models.TextField(_("why the notice is short"), blank=True)
    short_notice_approver = models.ForeignKey(
        "people.Person", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    short_notice_asked_by = models.ForeignKey(
        "people.Person", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    # What was approved: fewer days than these need a new approval.
    short_notice_days_open = models.SmallIntegerField(null=True, blank=True, editable=False)
    short_notice_days_before = models.SmallIntegerField(null=True, blank=True, editable=False)
    # What it promised when it opened: a change is measured by these numbers, whatever the policy says by then.
    promised_days_open = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    promised_days_before_event = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    promised_papers_days_before = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    promised_support_days_before = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    promised_times_days_before = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    promised_working_days_to_answer = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    withdrawn_reason = models.TextField(_("why it was withdrawn"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["closes_at", "id"]
        verbose_name_plural = "opportunities"
        indexes = [
            models.Index(fields=["status", "closes_at"]),
            models.Index(fields=["organisation", "status"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(short_notice_approver=None) | ~Q(short_notice_approver=F("written_by")),
                name="nobody_approves_their_own_short_notice",
            ),
            models.CheckConstraint(
                condition=Q(short_notice_approver=None) | ~Q(short_notice_approver=F("short_notice_asked_by")),
                name="nobody_approves_the_short_notice_they_asked_for",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None)
                | Q(
                    promised_days_before_event__isnull=False,
                    promised_support_days_before__isnull=False,
                    promised_working_days_to_answer__isnull=False,
                ),
                name="an_open_call_keeps_its_promise",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def open_at(self, now: datetime) -> bool:
        """Can people apply now? The call is open, its last moment has not come, and what it is for still stands."""
        in_time = self.closes_at is not None and now < self.closes_at
        return self.status == CallStatus.PUBLISHED and in_time and self.panel.status in OPEN_PANELS


class Question(models.Model):
    """One of the call's own short questions."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(default=1)
    text = models.CharField(_("question"), max_length=200)
    hint = models.CharField(_("hint"), max_length=200, blank=True)
    needed = models.BooleanField(_("needs an answer"), default=False)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text

    @property
    def organisation_id(self) -> UUID:
        """The call's organisation."""
        return self.opportunity.organisation_id


class ChangeNote(models.Model):
    """A dated note on the public page: what changed after publication (practice.md RN7)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="change_notes")
    at = models.DateTimeField()
    text = models.CharField(_("what changed"), max_length=300)
    cause = models.CharField(max_length=80, blank=True, editable=False)  # a date of the panel and its revision

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "cause"], condition=~Q(cause=""), name="a_change_noted_once")
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def organisation_id(self) -> UUID:
        """The call's organisation."""
        return self.opportunity.organisation_id


class NotForMe(models.TextChoices):
    SHORT_NOTICE = "short_notice", _("Too little notice")
    UNCLEAR = "unclear", _("I cannot tell what is asked of me")
    COSTS = "costs", _("I cannot tell if my costs are covered")
    GETTING_THERE = "getting_there", _("I cannot get there")
    NO_INTEREST = "no_interest", _("It does not interest me")
    OTHER = "other", _("Something else")


class NotForMeAnswer(models.Model):
    """Why somebody turned away: a count, without a name or a cookie (practice.md RN9)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="turned_away")
    reason = models.CharField(max_length=14, choices=NotForMe.choices)
    form_key = models.UUIDField(unique=True)  # each shown form counts once, whoever presses twice
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.reason
