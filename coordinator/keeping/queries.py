"""Reads about organisations for those who keep them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import organisations_where
from coordinator.keeping.rules import Coverage, coverage, lacking
from coordinator.keeping.words import GIVEN, KEPT
from coordinator.letters.models import Letter
from coordinator.organisations.models import STAFF_ROLES, Area, Membership, Organisation, OrganisationType, Role, Team
from coordinator.organisations.queries import living
from coordinator.people.models import ContactCard, Person
from coordinator.people.queries import GONE
from coordinator.workflow.models import Event
from coordinator.workflow.trail import HistoryLine, told

RECENT = 20


def _kept_by(person: Person | None) -> list[UUID]:
    return organisations_where(person, Permission.KEEP_ORGANISATION)


def organisations_kept_by(person: Person | None) -> QuerySet[Organisation]:
    """The organisations this person keeps, by name."""
    return Organisation.objects.filter(pk__in=_kept_by(person))


def with_counts(organisations: QuerySet[Organisation], *, today: date) -> QuerySet[Organisation]:
    """Each with `staff_count` (people in a role), `team_count`, `area_count`, `practice_count`, `card_count`."""
    roles = Membership.objects.filter(living(today), organisation=OuterRef("pk"), role__in=GIVEN)
    practices = Organisation.objects.filter(area__organisation=OuterRef("pk"))
    return organisations.annotate(
        staff_count=_count(roles, "person"),
        team_count=_count(Team.objects.filter(organisation=OuterRef("pk"))),
        area_count=_count(Area.objects.filter(organisation=OuterRef("pk"))),
        practice_count=_count(practices, of="area__organisation"),
        card_count=_count(ContactCard.objects.filter(organisation=OuterRef("pk"))),
    )


def _count(rows: QuerySet, what: str = "pk", *, of: str = "organisation") -> Coalesce:
    counted = rows.order_by().values(of).annotate(total=Count(what, distinct=True)).values("total")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


# -- roles -----------------------------------------------------------------------------------------


def roles_kept_by(person: Person | None) -> QuerySet[Membership]:
    """Every role, living or ended, that this person may end or give again. Volunteers are not among them."""
    kept = Membership.objects.filter(organisation__in=_kept_by(person), role__in=GIVEN)
    return kept.select_related("person", "organisation").order_by("person__full_name", "person_id", "role", "pk")


def ended(roles: QuerySet[Membership], *, today: date) -> QuerySet[Membership]:
    """Those whose last day is over, the latest first."""
    return roles.filter(ends_on__lt=today).order_by("-ends_on", "person__full_name", "pk")


def colleagues(organisation: Organisation) -> QuerySet[Person]:
    """Everybody who has or had a role here: whom a head chooses from a list."""
    roles = Membership.objects.filter(organisation=organisation, role__in=GIVEN, person=OuterRef("pk"))
    return Person.objects.filter(Exists(roles)).exclude(status__in=GONE)


def staff_now(organisation: Organisation, *, today: date) -> QuerySet[Person]:
    """Everybody who works here today: whom people can be told to ask."""
    roles = Membership.objects.filter(
        living(today), organisation=organisation, role__in=STAFF_ROLES, person=OuterRef("pk")
    )
    return Person.objects.filter(Exists(roles)).exclude(status__in=GONE)


def known_here(organisation: Organisation, email: str) -> QuerySet[Person]:
    """People of this organisation, volunteers too, who are reached at this email."""
    here = Person.objects.filter(memberships__organisation=organisation, email__iexact=email)
    return here.exclude(status__in=GONE).distinct()


def namesake(full_name: str, email: str) -> Person | None:
    """The person of exactly this name and email, wherever they belong: whoever asks knows both already."""
    return Person.objects.filter(full_name__iexact=full_name, email__iexact=email).exclude(status__in=GONE).first()


def held_by(person: Person, organisation: Organisation, *, today: date) -> set[str]:
    """The living roles of one person in one organisation."""
    here = Membership.objects.filter(living(today), organisation=organisation, person=person)
    return set(here.values_list("role", flat=True))


def is_told(membership: Membership) -> bool:
    """Is a letter about this role written or on its way?"""
    return Letter.objects.filter(record_type=membership._meta.label_lower, record_id=membership.pk).exists()


# -- teams, cards, areas ---------------------------------------------------------------------------


def teams_kept_by(person: Person | None) -> QuerySet[Team]:
    """Teams of the organisations one keeps."""
    return Team.objects.filter(organisation__in=_kept_by(person)).select_related("organisation")


def cards_kept_by(person: Person | None) -> QuerySet[ContactCard]:
    """Contact cards of the organisations one keeps, by name."""
    kept = ContactCard.objects.filter(organisation__in=_kept_by(person))
    return kept.select_related("person", "organisation").order_by("person__full_name", "pk")


def areas_kept_by(person: Person | None) -> QuerySet[Area]:
    """Areas of the organisations one keeps, each with `practice_count`."""
    kept = Area.objects.filter(organisation__in=_kept_by(person)).select_related("organisation")
    return kept.annotate(practice_count=Count("practices"))


def practices_of(organisation: Organisation) -> QuerySet[Organisation]:
    """Practices in this organisation's areas, and those in nobody's: no area and nobody who works there.

    A practice in another organisation's area is that organisation's; one with people of its own keeps itself.
    """
    free = Q(area=None) & ~Exists(Membership.objects.filter(organisation=OuterRef("pk")))
    practices = Organisation.objects.filter(kind=OrganisationType.PRACTICE)
    return practices.filter(Q(area__organisation=organisation) | free).select_related("area")


def coverage_of(areas: Iterable[Area], unplaced: int) -> Coverage:
    """How much of the map is covered, from areas with their `practice_count`."""
    return coverage({area.name: area.practice_count for area in areas}, unplaced=unplaced)  # type: ignore[attr-defined]


# -- what is lacking, and what happened ------------------------------------------------------------


def lacks_of(organisations: Iterable[Organisation], *, today: date) -> list[tuple[Organisation, list[str]]]:
    """What each organisation still lacks before it can work, in three reads; only those that lack something."""
    kept = {organisation.pk: organisation for organisation in organisations}
    roles: dict[UUID, set[str]] = {pk: set() for pk in kept}
    for pk, role in Membership.objects.filter(living(today), organisation__in=kept).values_list("organisation", "role"):
        roles[pk].add(role)
    teams = set(Team.objects.filter(organisation__in=kept).values_list("organisation", flat=True))
    cards = set(ContactCard.objects.filter(organisation__in=kept).values_list("organisation", flat=True))
    found = [(kept[pk], lacking(held, teams=pk in teams, cards=pk in cards)) for pk, held in roles.items()]
    return [(organisation, names) for organisation, names in found if names]


def what_happened(organisation_ids: Iterable[UUID]) -> list[HistoryLine]:
    """The latest changes to these organisations, newest first, in plain words."""
    events = Event.objects.filter(organisation_id__in=list(organisation_ids), verb__in=KEPT).order_by("-at", "-id")
    return told(list(events[:RECENT]))


def heads_of(organisation: Organisation) -> QuerySet[Membership]:
    """Every head role of an organisation, ended or not."""
    return Membership.objects.filter(organisation=organisation, role=Role.HEAD)
