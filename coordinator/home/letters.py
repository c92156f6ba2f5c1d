"""What somebody is told who rang and was written down: `people` may not know letters, so the letter lives here."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coordinator.letters.actions import post
from coordinator.letters.kinds import LetterKind
from coordinator.letters.models import Letter
from coordinator.people.models import Channel, ContactCard, Person, PersonStatus


def _load(pk: UUID) -> Person | None:
    return Person.objects.filter(pk=pk).first()


def _context(person: Person, to: Person, now: datetime) -> dict[str, Any]:
    """What we wrote down, line by line, as the person would check it."""
    ways = [str(Channel(name).label) for name in person.channel_order]
    lines = [
        (_("Name"), person.full_name),
        (_("We call you"), person.known_as),
        (_("How we reach you, best first"), ", ".join(ways)),
        (_("Never by"), ", ".join(_never(person))),
        (_("Phone"), person.landline),
        (_("Mobile"), person.mobile),
        (_("Email"), person.email),
        (_("Address"), ", ".join([*person.address.splitlines(), person.postcode]).strip(", ")),
        (_("Good times"), person.reachable),
        (_("You speak or sign"), person.speaks),
        (_("You like to read"), person.reads),
        (_("Papers"), person.get_text_format_display()),
    ]
    return {"lines": [(label, text) for label, text in lines if text]}


def _never(person: Person) -> list[str]:
    return [
        str(label) for label, wanted in [(_("phone"), person.never_phone), (_("email"), person.never_email)] if wanted
    ]


WRITTEN_DOWN = LetterKind(
    name="person.written_down",
    title=_("What we wrote down"),
    template="letters/person_written_down.txt",
    load=_load,
    context=_context,
    still_wanted=lambda person: person.status not in {PersonStatus.LEFT, PersonStatus.ANONYMISED},
)


def tell_what_we_wrote_down(person: Person, contact: ContactCard, now: datetime) -> Letter:
    """Put the letter in the outbox the same day, in the person's own channel (practice.md 4 c, step 2)."""
    return post(WRITTEN_DOWN, to=person, about=person, contact=contact, now=now)
