"""Who belongs where, in which role (practice.md PO3, PO4)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from coordinator.ids import new_id


def check_time_zone(name: str) -> None:
    """Refuse a time zone that this machine does not know."""
    if name not in available_timezones():
        raise ValidationError(_("Choose a time zone from the list, for example Europe/London."))


class OrganisationType(models.TextChoices):
    CARE_BOARD = "care_board", _("Integrated care board")
    TRUST = "trust", _("NHS trust")
    PRACTICE = "practice", _("GP practice")
    COUNCIL = "council", _("Council")
    UNIVERSITY = "university", _("University or medical school")
    COLLEGE = "college", _("College or school")
    VOLUNTARY = "voluntary", _("Voluntary group")
    FORUM = "forum", _("Patients' forum")
    HEALTHWATCH = "healthwatch", _("Healthwatch")


class Role(models.TextChoices):
    """What somebody is in one organisation. A person may hold several, in several organisations."""

    VOLUNTEER = "volunteer", _("Volunteer")
    COORDINATOR = "coordinator", _("Involvement coordinator")
    APPROVER = "approver", _("Second approver")
    FINANCE_CHECKER = "finance_checker", _("Finance checker")
    FINANCE_PAYER = "finance_payer", _("Finance payer")
    HEAD = "head", _("Head of involvement")
    RECRUITING_MANAGER = "recruiting_manager", _("Recruiting manager")
    AUDITOR = "auditor", _("Auditor")
    PARTNER = "partner", _("Partner")


STAFF_ROLES = frozenset(Role) - {Role.VOLUNTEER, Role.PARTNER}


class Organisation(models.Model):
    """A body that involves people. Every record that belongs to one carries its id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(unique=True)
    kind = models.CharField(_("type"), max_length=20, choices=OrganisationType.choices)
    area = models.ForeignKey("Area", models.SET_NULL, null=True, blank=True, related_name="practices")
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/London", validators=[check_time_zone])
    member_word = models.CharField(_("what we call people who take part"), max_length=40, default="volunteer")
    answer_within_working_days = models.PositiveSmallIntegerField(
        _("shortest time to answer, in working days"), default=3, help_text="practice.md B-01"
    )
    reference_prefix = models.CharField(_("letters before a claim's number"), max_length=6, default="CO")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which this organisation counts its dates."""
        return ZoneInfo(self.time_zone)

    def day(self, moment: datetime) -> date:
        """The calendar day of `moment` where this organisation is."""
        return moment.astimezone(self.zone).date()

    @property
    def organisation_id(self):
        """An organisation belongs to itself, so that one question of permission serves every record."""
        return self.pk


class Area(models.Model):
    """A part of the map that contains practices: a federation, a locality (practice.md S-04)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="areas")
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="area_named_once")]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """An involvement team, with the mailbox that calendars name as organiser."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="teams")
    name = models.CharField(_("name"), max_length=120)
    mailbox = models.EmailField(_("team mailbox"))

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="team_named_once")]

    def __str__(self) -> str:
        return self.name


class Venue(models.Model):
    """A place where people meet. Its access facts live in `accessibility`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="venues")
    name = models.CharField(_("name"), max_length=160)
    address = models.TextField(_("address"))
    postcode = models.CharField(_("postcode"), max_length=10)
    way_in = models.TextField(_("the way in, from the street to the seat"), blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One person in one role in one organisation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    area = models.ForeignKey(Area, models.SET_NULL, null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        ordering = ["organisation_id", "role", "id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "person", "role"], name="role_held_once")]

    def __str__(self) -> str:
        return f"{self.role} in {self.organisation_id}"
