"""Everything a call still lacks, each with the place where it is put right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch, reverse

from coordinator.opportunities.forms.writing import SECTIONS, Section
from coordinator.opportunities.models import Opportunity
from coordinator.opportunities.queries import dates_of, measure_of
from coordinator.opportunities.rules.gaps import is_short_notice
from coordinator.opportunities.rules.notice import closing_warning, days_by_post, days_of_notice, days_to_event
from coordinator.opportunities.rules.openings import opening_warnings
from coordinator.opportunities.rules.said import Gap
from coordinator.opportunities.words import in_words

SECTION_OF = {name: section.slug for section in SECTIONS for name in section.fields}
OF_THE_PANEL = frozenset({"kind", "team", "places", "minimum_lay"})


@dataclass(frozen=True)
class Missing:
    """One gap in words, where to mend it, and whether a second person may approve it instead."""

    sentence: str
    link: str
    section: str
    short_notice: bool


def missing(call: Opportunity, gaps: Sequence[Gap]) -> list[Missing]:
    """The gaps as a page shows them."""
    return [
        Missing(in_words(gap.said), where_to_mend(call, gap.field), section_of(gap.field), is_short_notice(gap))
        for gap in gaps
    ]


def section_of(field: str) -> str:
    """The part of the call in which this field is mended."""
    if field.startswith("contact_"):
        return "contact"
    if field in OF_THE_PANEL:
        return "panel"
    return SECTION_OF.get(field, "try" if field == "route_tested_at" else "dates")


def where_to_mend(call: Opportunity, field: str) -> str:
    """The page, and on it the question, that fills this gap."""
    section = section_of(field)
    if section == "try":
        return reverse("team_call", args=[call.pk]) + "#try"
    if section == "dates":
        return panel_page(call)
    if section in {"panel", "contact"}:
        return reverse(f"team_call_{section}", args=[call.pk])
    return reverse("team_call_section", args=[call.pk, section]) + f"#id_{field}"


def panel_page(call: Opportunity) -> str:
    """Where the days and places of the call's panel are set."""
    try:
        return reverse("team_panel", args=[call.panel_id])
    except NoReverseMatch:
        return reverse("team_call_panel", args=[call.pk])


def sections_with_missing(found: Sequence[Missing]) -> list[tuple[Section, int]]:
    """Each part of the call with the number of gaps in it."""
    counts = Counter(each.section for each in found)
    return [(section, counts[section.slug]) for section in SECTIONS]


def warnings_of(call: Opportunity) -> list[str]:
    """What a reader may stumble over; nothing here stops a publication."""
    found = opening_warnings(call.title, f"{call.summary} {call.what_you_do}")
    if call.closes_at is not None:
        weekend = closing_warning(call.organisation.day(call.closes_at))
        found += [weekend] if weekend is not None else []
    return [in_words(said) for said in found]


@dataclass(frozen=True)
class Notice:
    """Days of notice if the call opened now, beside the days that are needed; None where there is no day yet."""

    days_open: int | None
    days_by_post: int | None
    days_before: int | None
    needed_open: int | None
    needed_before: int


def notice_of(call: Opportunity, *, now: datetime) -> Notice:
    """The days that people have, also those who get letters only (practice.md 6.7)."""
    policy, zone = measure_of(call).policy, call.organisation.zone
    starts = [session.starts_at for session in dates_of(call)]
    return Notice(
        days_of_notice(now, call.closes_at, zone) if call.closes_at else None,
        days_by_post(now, call.closes_at, zone) if call.closes_at else None,
        days_to_event(now, min(starts), zone) if starts else None,
        policy.days_open,
        policy.days_before_event,
    )
