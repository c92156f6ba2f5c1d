"""Making the text of a letter, at the moment it is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.utils import translation
from jinja2 import Environment, StrictUndefined

from coordinator.letters.kinds import LetterKind, is_known, kind_named
from coordinator.letters.models import Letter, Trouble
from coordinator.people.models import ContactCard, Person

CUT = "\x1f"  # stands between subject and text while they are made together
WAYS_TO_A_PANEL = ("", "panel", "opportunity.panel", "session.panel", "place.panel")
SUBJECT_LENGTH = Letter._meta.get_field("subject").max_length


class NotWanted(Exception):
    """There is nothing left to tell; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True)
class Written:
    """A letter as the person reads it, and who signs it; the subject is one line."""

    subject: str
    text: str
    signer: ContactCard


def write(letter: Letter, now: datetime) -> Written:
    """The letter's text as of `now`, in the person's language, for `letter.channel` or else the channel they prefer.

    Links to act without an account are issued by the kind while it is written, so each writing makes new ones.
    Raises NotWanted when nothing is left to tell, and jinja2.UndefinedError when the template needs a name that the
    kind does not give.
    """
    kind, record = subject_matter(letter)
    person, organisation = letter.person, letter.organisation
    signer = signer_of(letter, record, organisation.day(now))
    with translation.override(language_of(person)):
        names = kind.context(record, person, now) | {
            "person": person,
            "contact": signer,
            "organisation": organisation,
            "zone": organisation.zone,
            "channel": letter.channel or person.channel,
            "public_url": settings.PUBLIC_URL,
            "now": now,
            "cut": CUT,
        }
        return Written(*_parted(_plain_texts().get_template(kind.template).render(names)), signer)


def subject_matter(letter: Letter) -> tuple[LetterKind, Model]:
    """The letter's kind and the record it is about. Raises NotWanted when either is gone or its occasion is over."""
    if not is_known(letter.kind):
        raise NotWanted(Trouble.UNKNOWN_KIND)
    kind = kind_named(letter.kind)
    record = kind.load(letter.record_id)
    if record is None:
        raise NotWanted(Trouble.RECORD_GONE)
    if not kind.still_wanted(record):
        raise NotWanted(Trouble.NOT_WANTED)
    return kind, record


def signer_of(letter: Letter, record: Any, today: date) -> ContactCard:
    """Who signs: the named contact, or while they are away the panel's cover, unless that person is away too."""
    if not _away(letter.contact, today):
        return letter.contact
    covers = (cover for cover in _covers(record) if not _away(cover, today))
    return next(covers, letter.contact)


def language_of(person: Person) -> str:
    """The language we write to this person in: the one they read where the site speaks it, else the site's own."""
    wanted = person.reads.strip().casefold()
    for code, name in settings.LANGUAGES:
        if wanted and wanted in {code.casefold(), str(name).casefold()}:
            return code
    return settings.LANGUAGE_CODE


def _plain_texts() -> Environment:
    """The pages' environment without HTML escapes, in which a missing name stops the letter instead of a gap."""
    pages = engines["jinja2"]
    assert isinstance(pages, Jinja2)
    kept = vars(pages.env)  # made once for each environment
    if "plain_texts" not in kept:
        kept["plain_texts"] = pages.env.overlay(autoescape=False, undefined=StrictUndefined)
    plain: Environment = kept["plain_texts"]
    return plain


def _parted(rendered: str) -> tuple[str, str]:
    subject, _cut, text = rendered.partition(CUT)
    lines = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
    return " ".join(subject.split())[:SUBJECT_LENGTH], re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"


def _away(card: ContactCard, today: date) -> bool:
    return card.away_until is not None and card.away_until >= today


def _covers(record: Any) -> Iterator[ContactCard]:
    for way in WAYS_TO_A_PANEL:
        found = record
        for name in way.split(".") if way else ():
            found = getattr(found, name, None)
        cover = getattr(found, "cover_contact", None)
        if cover is not None:
            yield cover
