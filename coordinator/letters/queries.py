"""Reads of letters: the team's lists, a person's own, and what their export holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import organisations_where
from coordinator.letters.models import TOLD, Letter, LetterStatus, S
from coordinator.people.models import Channel, Person

# What a person reads of their own letters: not the queue, and not what failed before it was written.
TOLD_OR_ON_THE_WAY = [*TOLD, S.TO_PRINT, S.TO_PHONE]
SHOWN_WITH = ("person", "organisation", "contact__person", "handled_by")
EXPORTED = (
    "id", "organisation_id", "kind", "record_type", "record_id", "status", "channel", "created_at", "send_after",
    "settled_at", "posted_on", "subject", "text",
)  # fmt: skip


def letters_of_teams(person: Person | None) -> QuerySet[Letter]:
    """The letters of the organisations whose letters this person may see."""
    where = organisations_where(person, Permission.SEE_LETTERS)
    return Letter.objects.filter(organisation__in=where).select_related(*SHOWN_WITH)


def letters_to(person: Person | None) -> QuerySet[Letter]:
    """What we are about to post or say to this person, then what we wrote, by the day they were told: newest first."""
    letters = Letter.objects.filter(person=person, status__in=TOLD_OR_ON_THE_WAY).select_related(*SHOWN_WITH)
    return letters.order_by(F("settled_at").desc(nulls_first=True), "-created_at", "-id")


def letters_visible_to(person: Person | None) -> QuerySet[Letter]:
    """One's own letters, and those of teams whose letters one may see. Another organisation's are nobody's."""
    where = organisations_where(person, Permission.SEE_LETTERS)
    own = Q(person=person, status__in=TOLD_OR_ON_THE_WAY)
    return Letter.objects.filter(own | Q(organisation__in=where)).select_related(*SHOWN_WITH)


@dataclass(frozen=True)
class Shelf:
    """One list of the team's page: which letters lie there, and what lies on top."""

    name: str
    statuses: tuple[LetterStatus, ...]
    order: tuple[str, ...]


# Whatever waits longest lies on top, and what was dealt with last. A letter that waits in the queue is on its way.
SHELVES = (
    Shelf("print", (S.TO_PRINT,), ("send_after", "id")),
    Shelf("phone", (S.TO_PHONE,), ("send_after", "id")),
    Shelf("stuck", (S.GIVEN_UP,), ("settled_at", "id")),
    Shelf("waiting", (S.QUEUED,), ("send_after", "id")),
    Shelf("told", (S.SENT, S.POSTED, S.PHONED, S.NOT_NEEDED), ("-settled_at", "-id")),
)


def on_shelf(letters: QuerySet[Letter], shelf: Shelf) -> QuerySet[Letter]:
    """The letters of one list, in its order."""
    return letters.filter(status__in=shelf.statuses).order_by(*shelf.order)


WAITS_ON = {status: shelf.name for shelf in SHELVES[:3] for status in shelf.statuses}
WILL_WAIT_ON = {Channel.POST: "print", Channel.PHONE: "phone", None: "stuck"}


def waits_on(letter: Letter) -> str:
    """The shelf on which this letter waits for somebody to tell it: "print", "phone", "stuck"; "" when it was told.

    A letter in the queue goes where the worker will put it; an email there is on its way, so it waits on none.
    """
    if letter.status == S.QUEUED:
        return WILL_WAIT_ON.get(next(iter(letter.person.channels), None), "")
    return WAITS_ON.get(S(letter.status), "")


def shelf_counts(person: Person) -> dict[str, int]:
    """How many letters lie on each shelf, in one query."""
    counts = {shelf.name: Count("pk", filter=Q(status__in=shelf.statuses)) for shelf in SHELVES}
    return letters_of_teams(person).order_by().aggregate(**counts)


def waiting_for(person: Person, now: datetime) -> dict[str, Any]:
    """What waits for this person's team now: counts to print, to ring and stuck, and since when a call is due."""
    where = organisations_where(person, Permission.HANDLE_LETTERS)
    ready = Q(send_after__lte=now)
    calls = Q(status=S.TO_PHONE) & ready
    return Letter.objects.filter(organisation__in=where).aggregate(
        to_print=Count("pk", filter=Q(status=S.TO_PRINT) & ready),
        to_phone=Count("pk", filter=calls),
        stuck=Count("pk", filter=Q(status=S.GIVEN_UP)),
        first_call=Min("send_after", filter=calls),
        first_print=Min("send_after", filter=Q(status=S.TO_PRINT) & ready),
    )


def letter_rows(person: Person) -> dict[str, list[dict[str, Any]]]:
    """What we told this person, for their export. Letters still in the queue have no text yet."""
    return {"letters": list(Letter.objects.filter(person=person).order_by("created_at", "id").values(*EXPORTED))}
