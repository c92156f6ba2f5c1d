"""How dates, times and money are written for people, in the language that is active."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from coordinator import english
from coordinator.money import format_pence

Zone = ZoneInfo | str | None


def active_language() -> str:
    """The language that is active as Babel writes it ("en_gb"), British English when none is."""
    return (get_language() or settings.LANGUAGE_CODE).replace("-", "_")


def zone_of(zone: Zone) -> ZoneInfo:
    """`zone` as a ZoneInfo; the site's own zone when none is given."""
    return zone if isinstance(zone, ZoneInfo) else ZoneInfo(zone or settings.TIME_ZONE)


def local(moment: dt.datetime | dt.date, zone: Zone = None) -> dt.datetime | dt.date:
    """`moment` on the clock of `zone`; plain dates and naive times stay as they are."""
    if isinstance(moment, dt.datetime) and moment.tzinfo:
        return moment.astimezone(zone_of(zone))
    return moment


def money(pence: int | None) -> str:
    """Integer pence as "£12.50"; nothing for None."""
    if pence is None:
        return ""
    return format_pence(pence, active_language())


def miles(tenths: int | None) -> str:
    """Tenths of a mile as "12.5 miles", "1 mile", "12 miles"."""
    if tenths is None:
        return ""
    whole, part = divmod(tenths, 10)
    text = f"{whole}.{part}" if part else str(whole)
    return ngettext("%(miles)s mile", "%(miles)s miles", 1 if tenths == 10 else 2) % {"miles": text}


def _dated(moment: dt.datetime | dt.date, in_english: str, skeleton: str) -> str:
    language = active_language()
    if english.is_english(language):
        return english.dated(moment, in_english)
    from babel.dates import format_skeleton

    return format_skeleton(skeleton, moment, locale=language)


def _this_year(moment: dt.datetime | dt.date, zone: Zone) -> bool:
    return moment.year == timezone.now().astimezone(zone_of(zone)).year


def day(moment: dt.datetime | dt.date | None, zone: Zone = None) -> str:
    """ "Thursday 26 March", with the year when it is not this year."""
    if moment is None:
        return ""
    there = local(moment, zone)
    if _this_year(there, zone):
        return _dated(there, "{weekday} {day} {month}", "MMMMEEEEd")
    return _dated(there, "{weekday} {day} {month} {year}", "yMMMMEEEEd")


def day_brief(moment: dt.datetime | dt.date | None, zone: Zone = None) -> str:
    """ "Thu 26 March", for narrow places; the year when it is not this year."""
    if moment is None:
        return ""
    there = local(moment, zone)
    if _this_year(there, zone):
        return _dated(there, "{weekday_brief} {day} {month}", "MMMMEd")
    return _dated(there, "{weekday_brief} {day} {month} {year}", "yMMMMEd")


def day_short(moment: dt.datetime | dt.date | None, zone: Zone = None) -> str:
    """ "26 Mar", with the year when it is not this year."""
    if moment is None:
        return ""
    there = local(moment, zone)
    if _this_year(there, zone):
        return _dated(there, "{day} {month_brief}", "MMMd")
    return _dated(there, "{day} {month_brief} {year}", "yMMMd")


def time(moment: dt.datetime | dt.time | None, zone: Zone = None) -> str:
    """ "8:45am", "9am", "midday", "midnight" in English; the short form of the language elsewhere."""
    if moment is None:
        return ""
    aware = isinstance(moment, dt.datetime) and moment.tzinfo
    there = moment.astimezone(zone_of(zone)) if isinstance(moment, dt.datetime) and aware else moment
    language = active_language()
    if english.is_english(language):
        return _english_time(there)
    from babel.dates import format_time

    return format_time(there, "short", locale=language)


def _english_time(moment: dt.datetime | dt.time) -> str:
    if moment.minute == 0 and moment.hour in {0, 12}:
        return _("midday") if moment.hour else _("midnight")
    half = "pm" if moment.hour >= 12 else "am"
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{half}"


def datetime(moment: dt.datetime | None, zone: Zone = None) -> str:
    """ "Thursday 26 March, 8:45am"."""
    if moment is None:
        return ""
    return _("%(day)s, %(time)s") % {"day": day(moment, zone), "time": time(moment, zone)}


def when(starts: dt.datetime | None, ends: dt.datetime | None = None, zone: Zone = None) -> str:
    """ "Thursday 26 March, 8:45am to 3:45pm"; both days are named when the end is another day."""
    if starts is None:
        return ""
    if ends is None:
        return datetime(starts, zone)
    same_day = day(starts, zone) == day(ends, zone)
    until = time(ends, zone) if same_day else datetime(ends, zone)
    return _("%(start)s to %(end)s") % {"start": datetime(starts, zone), "end": until}


def pluralised(number: int, singular: str, plural: str) -> str:
    """ "1 day", "3 days": the number with the word that fits it in the active language."""
    return f"{number} {ngettext(singular, plural, number)}"
