"""Panels, their sessions, roles and places, and who came (practice.md 2.4, 2.5, 5.3).

A panel is what people are asked to sit on; a call (`opportunities`) recruits for it. So a place, its count and
its calendar entry live here, below the calls (docs/decisions/0002).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coordinator.ids import new_id


class PanelType(models.TextChoices):
    OPEN_ROLE = "open_role", _("Role with a term")
    INTERVIEW = "interview", _("Interview panel")
    MOCK_PATIENT = "mock_patient", _("Mock patients")
    VALIDATION = "validation", _("Panel that checks an assessment")
    WORKSHOP = "workshop", _("Workshop or focus group")
    FORUM = "forum", _("Forum meeting")
    REVIEW = "review", _("Reading and commenting")
    COMPLAINTS = "complaints", _("Complaints review")


class PanelStatus(models.TextChoices):
    PLANNING = "planning", _("Being planned")
    RUNNING = "running", _("Going ahead")
    CANCELLED = "cancelled", _("Cancelled")
    FINISHED = "finished", _("Finished")


OPEN_PANELS = frozenset({PanelStatus.PLANNING, PanelStatus.RUNNING})  # neither cancelled nor over


class Panel(models.Model):
    """A group of people asked to do something together: places to fill, sessions to come to."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="panels")
    team = models.ForeignKey("organisations.Team", models.PROTECT, related_name="panels")
    contact = models.ForeignKey("people.ContactCard", models.PROTECT, related_name="panels")
    cover_contact = models.ForeignKey("people.ContactCard", models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(_("title"), max_length=160)
    kind = models.CharField(_("type"), max_length=16, choices=PanelType.choices)
    status = models.CharField(max_length=12, choices=PanelStatus.choices, default=PanelStatus.PLANNING)
    places = models.PositiveSmallIntegerField(_("places"), default=2)
    minimum_lay = models.PositiveSmallIntegerField(_("fewest members of the public"), default=2)
    reserves = models.PositiveSmallIntegerField(_("reserve places"), default=0)
    places_taken = models.PositiveSmallIntegerField(default=0, editable=False)
    composition_waived_by = models.ForeignKey(
        "people.Person", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    composition_waived_because = models.CharField(_("why fewer is right this time"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [models.CheckConstraint(condition=Q(places_taken__lte=F("places")), name="never_overfilled")]

    def __str__(self) -> str:
        return self.title

    def still_to_come(self, now: datetime) -> bool:
        """Is there a date to come to, or none yet?"""
        dates = [each for each in self.sessions.all() if each.status != SessionStatus.CANCELLED]
        return not dates or any(each.ends_at > now for each in dates)


class SessionStatus(models.TextChoices):
    SCHEDULED = "scheduled", _("Going ahead")
    HAPPENED = "happened", _("Has happened")
    CANCELLED = "cancelled", _("Cancelled")


class Session(models.Model):
    """One date of a panel. `uid` and `sequence` belong to calendars: stored at creation, raised on change."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="sessions")
    panel = models.ForeignKey(Panel, models.CASCADE, related_name="sessions")
    name = models.CharField(_("name of this session"), max_length=80, blank=True)
    status = models.CharField(max_length=12, choices=SessionStatus.choices, default=SessionStatus.SCHEDULED)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    arrive_at = models.DateTimeField(_("arrive from"), null=True, blank=True)
    venue = models.ForeignKey("organisations.Venue", models.PROTECT, null=True, blank=True, related_name="sessions")
    room = models.CharField(_("room"), max_length=80, blank=True)
    online_link = models.URLField(_("video link"), blank=True)
    uid = models.CharField(max_length=120, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    revised_at = models.DateTimeField(editable=False)
    attendance_confirmed_at = models.DateTimeField(null=True, editable=False)
    day_plan = models.JSONField(default=dict, editable=False)  # numbers and times of `rules.day_plan`

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["organisation", "starts_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_starts")
        ]

    def __str__(self) -> str:
        return self.name or str(self.panel)


class StaffMember(models.Model):
    """A member of staff on a panel, with the day they were told of it: parity of notice (practice.md RN8)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    panel = models.ForeignKey(Panel, models.CASCADE, related_name="staff_members")
    full_name = models.CharField(_("name"), max_length=120)
    job_title = models.CharField(_("role"), max_length=120, blank=True)
    told_on = models.DateField(_("day they were told the date"))

    class Meta:
        ordering = ["full_name", "id"]

    def __str__(self) -> str:
        return self.full_name

    @property
    def organisation_id(self) -> UUID:
        """The panel's organisation."""
        return self.panel.organisation_id


class PanelRole(models.Model):
    """A part to play: a scenario of a mock patient, the chair of a panel."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    panel = models.ForeignKey(Panel, models.CASCADE, related_name="roles")
    name = models.CharField(_("role"), max_length=120)
    about = models.CharField(_("what it asks of a person"), max_length=200, blank=True)
    people_needed = models.PositiveSmallIntegerField(_("people needed in each session"), default=1)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def organisation_id(self) -> UUID:
        """The panel's organisation."""
        return self.panel.organisation_id


class PlaceKind(models.TextChoices):
    MEMBER = "member", _("Place")
    RESERVE = "reserve", _("Reserve")


class PlaceStatus(models.TextChoices):
    CONFIRMED = "confirmed", _("You have a place")
    GIVEN_UP = "given_up", _("You gave up this place")
    CANCELLED = "cancelled", _("Cancelled by us")


LIVE_PLACES = frozenset({PlaceStatus.CONFIRMED})


class Place(models.Model):
    """A person's seat on a panel. Travel, claims, support and calendar entries hang on it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="places")
    panel = models.ForeignKey(Panel, models.CASCADE, related_name="seats")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="places")
    kind = models.CharField(max_length=8, choices=PlaceKind.choices, default=PlaceKind.MEMBER)
    position = models.PositiveSmallIntegerField(_("position among the reserves"), null=True, blank=True)
    role = models.ForeignKey(PanelRole, models.SET_NULL, null=True, blank=True, related_name="seats")
    status = models.CharField(max_length=12, choices=PlaceStatus.choices, default=PlaceStatus.CONFIRMED)
    confirmed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "position", "confirmed_at", "id"]
        indexes = [models.Index(fields=["person", "status"])]
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "person"], condition=Q(status="confirmed"), name="one_live_place_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.status}"

    def still_to_come(self, now: datetime) -> bool:
        """Is there a date to come to, or none yet?"""
        return self.panel.still_to_come(now)


class Presence(models.TextChoices):
    CAME = "came", _("Came")
    DID_NOT_COME = "did_not_come", _("Did not come")


class Attendance(models.Model):
    """Who came to a session, confirmed once by the team: it opens the way to payment (expenses.md 9.2)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="attendances")
    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances")
    place = models.ForeignKey(Place, models.CASCADE, related_name="attendances")
    presence = models.CharField(max_length=12, choices=Presence.choices)
    confirmed_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    class Meta:
        ordering = ["session_id", "id"]
        constraints = [models.UniqueConstraint(fields=["session", "place"], name="attendance_once")]

    def __str__(self) -> str:
        return self.presence

    @property
    def person_id(self) -> UUID:
        """The person whose attendance this is."""
        return self.place.person_id


class Reminder(models.Model):
    """A promise to remind one person of one date. A moved date makes new ones: the old no longer fit."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey(Place, models.CASCADE, related_name="reminders")
    session = models.ForeignKey(Session, models.CASCADE, related_name="reminders")
    sequence = models.PositiveIntegerField()
    name = models.CharField(max_length=12)  # "seven_days", "one_day", "by_post": `letters.rules.reminder_times`

    class Meta:
        ordering = ["session_id", "name", "id"]
        constraints = [models.UniqueConstraint(fields=["place", "session", "sequence", "name"], name="reminded_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def organisation_id(self) -> UUID:
        """The place's organisation."""
        return self.place.organisation_id

    @property
    def person_id(self) -> UUID:
        """Who is reminded."""
        return self.place.person_id

    @property
    def still_fits(self) -> bool:
        """Is the place still held, and the date still the one that was promised?"""
        return (
            self.place.status in LIVE_PLACES
            and self.session.status == SessionStatus.SCHEDULED
            and self.session.sequence == self.sequence
        )
