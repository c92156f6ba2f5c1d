"""What is asked of a venue, from the street to the seat, and whether it fits what helps people (access.md 2.3).

Every fact is put so that "yes" is the answer that helps.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from accessibility.rules.words import _

YES, NO, UNKNOWN = "yes", "no", "unknown"
FRESH_MONTHS = 24


@dataclass(frozen=True)
class Fact:
    """One thing to check: the question for who checks, and what to measure or note beside it."""

    code: str
    question: str
    measure: str = ""


@dataclass(frozen=True)
class Section:
    """Facts that one checks standing in one spot."""

    key: str
    name: str
    facts: tuple[Fact, ...]


SECTIONS: tuple[Section, ...] = (
    Section("arriving", _("Arriving"), (
        Fact("blue_badge_bays", _("Blue Badge parking bays"), _("How many, how wide, how far from the door")),
        Fact("drop_off", _("A place to be dropped off by the door, with a dropped kerb"), _("How far from the door")),
        Fact("no_height_barrier", _("No height barrier at the car park"), _("Height, where there is one")),
        Fact("pay_machine_low", _("A payment machine that can be reached from a seat, or free parking"), _("Height")),
        Fact("bus_near", _("A bus stop within 200 metres"), _("Which buses, how far")),
        Fact("station_near", _("A step-free station within 800 metres"), _("Which, how far")),
    )),
    Section("way_in", _("The way in"), (
        Fact("route_firm", _("A firm, level path from the street to the door"), _("Surface and slope")),
        Fact("step_free_entrance", _("No step from the street to reception, or a ramp"), _("Steps, slope of the ramp")),
        Fact("door_wide", _("Doors at least 80 centimetres wide"), _("Narrowest door")),
        Fact("door_easy", _("An entrance door that opens by itself or with little strength"), _("How it opens")),
        Fact("intercom_seen", _("No intercom, or one that works without hearing and from a seat"), _("Height, screen")),
        Fact("reception_low", _("A reception desk with a low part"), _("Height")),
        Fact("reception_loop", _("A hearing loop at reception"), _("When it was tested")),
    )),
    Section("inside", _("Inside"), (
        Fact("step_free_room", _("No step from reception to the meeting room, or a lift"), _("Which way")),
        Fact("step_free_toilet", _("No step from the room to an accessible toilet"), _("How far")),
        Fact("step_free_lunch", _("No step from the room to where people eat"), _("How far")),
        Fact("lift_large", _("A lift for a large power chair, or no lift needed"), _("Door, floor, most weight")),
        Fact("lift_speaks", _("A lift that speaks and has Braille, or no lift needed")),
        Fact("seats_on_the_way", _("Seats to rest on the way to the room"), _("How far apart")),
    )),
    Section("room", _("The room"), (
        Fact("table_space", _("Room at the table for wheelchairs, with space to turn"), _("Turning space")),
        Fact("chairs_with_arms", _("Chairs with arms, and one that adjusts"), _("Seat height")),
        Fact("room_loop", _("A hearing loop that works"), _("When it was tested")),
        Fact("quiet_sound", _("Little echo and no noise from next door")),
        Fact("light_adjusts", _("Light that can be dimmed, and no flicker")),
        Fact("windows_open", _("Windows that open")),
        Fact("warmth_adjusts", _("Warmth that can be set in the room")),
        Fact("screen_captions", _("A screen that everybody can see, for captions")),
        Fact("hybrid_kit", _("Camera and microphones, so that people can join online")),
        Fact("wifi", _("Wifi for guests")),
    )),
    Section("toilets", _("Toilets"), (
        Fact("accessible_toilet", _("An accessible toilet, unlocked"), _("Side of transfer, left or right")),
        Fact("toilet_same_floor", _("The accessible toilet is on the same floor as the room"), _("How far")),
        Fact("toilet_cord", _("A red cord that reaches the floor")),
        Fact("changing_places", _("A Changing Places toilet, here or very near"), _("Where, how far")),
        Fact("toilet_for_anyone", _("A toilet for people of any gender")),
        Fact("baby_change", _("A place to change a baby, open to everybody")),
    )),
    Section("rest", _("Rest and quiet"), (
        Fact("quiet_room", _("A quiet room that anybody may use"), _("Which room")),
        Fact("couch", _("Somewhere to lie down"), _("Where")),
        Fact("private_room", _("A private room that is no toilet, to feed a baby or take medicine"), _("Where")),
        Fact("prayer_room", _("A room to pray"), _("Where")),
        Fact("fridge", _("A fridge for medicine"), _("Where")),
        Fact("dog_area", _("Water and a place outside for assistance dogs"), _("Where")),
    )),
    Section("safety", _("Safety and kind of place"), (
        Fact("evacuation", _("A way out without stairs, or an evacuation chair and people who can use it"), _("Refuges, who is trained")),
        Fact("alarm_seen", _("A fire alarm that can be seen as well as heard")),
        Fact("not_hospital", _("Not a hospital or clinic")),
    )),
)  # fmt: skip
FACTS: dict[str, Fact] = {fact.code: fact for section in SECTIONS for fact in section.facts}

# What everybody wants to know before they say yes: the way from the street to the seat.
STREET_TO_SEAT: tuple[str, ...] = (
    "step_free_entrance",
    "door_wide",
    "step_free_room",
    "table_space",
    "room_loop",
    "accessible_toilet",
    "toilet_same_floor",
    "step_free_lunch",
    "blue_badge_bays",
    "quiet_room",
)

# What an item asks of a venue: every line must be met, and one fact of a line is enough.
ASKS: dict[str, tuple[tuple[str, ...], ...]] = {
    "venue.stepfree": (("step_free_entrance",), ("step_free_room",), ("step_free_toilet",), ("step_free_lunch",)),
    "venue.wheelchair_space": (("table_space",), ("door_wide",)),
    "venue.powerchair": (("step_free_entrance",), ("door_wide",), ("lift_large",), ("table_space",)),
    "venue.distance": (("drop_off", "blue_badge_bays"), ("seats_on_the_way",)),
    "venue.parking": (("blue_badge_bays", "drop_off"),),
    "venue.toilet": (("accessible_toilet",), ("toilet_same_floor",), ("toilet_cord",)),
    "venue.changing_places": (("changing_places",),),
    "venue.chair": (("chairs_with_arms",),),
    "venue.hoist_bed": (("couch",),),
    "venue.baby": (("baby_change",), ("private_room",)),
    "venue.not_hospital": (("not_hospital",),),
    "env.quiet": (("quiet_room",),),
    "env.low_noise": (("quiet_sound",),),
    "env.light": (("light_adjusts",),),
    "env.air": (("windows_open",),),
    "env.temperature": (("warmth_adjusts",),),
    "comm.loop": (("room_loop",),),
    "comm.captions": (("screen_captions",),),
    "online.link": (("hybrid_kit",), ("wifi",)),
    "comp.assist_dog": (("dog_area",),),
    "safe.evac": (("evacuation",),),
    "safe.medicine": (("fridge",), ("private_room",)),
}


class Match(StrEnum):
    """Does a venue have what an item asks for?"""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Known:
    """What is on record of one fact."""

    answer: str
    checked_on: date | None


def oldest_fresh(today: date) -> date:
    """The earliest day of a check that still counts: 24 months before `today`, that day included."""
    year = today.year - FRESH_MONTHS // 12
    leap_day = (today.month, today.day) == (2, 29)  # two years before a leap year is none
    return today.replace(year=year, day=28) if leap_day else today.replace(year=year)


def answer_today(known: Known | None, *, today: date) -> str:
    """The answer that may be relied on: a fact never checked, or checked more than 24 months ago, is unknown."""
    if known is None or known.checked_on is None or known.checked_on < oldest_fresh(today):
        return UNKNOWN
    return known.answer


def match(code: str, facts: Mapping[str, Known], *, today: date) -> Match | None:
    """Does a venue with these facts fit the item? None for an item that asks nothing of a building.

    Not met as soon as one thing is surely missing; met only when everything is known and there.
    """
    if code not in ASKS:
        return None
    return _all_of(_any_of([answer_today(facts.get(name), today=today) for name in line]) for line in ASKS[code])


def _any_of(answers: list[str]) -> Match:
    if YES in answers:
        return Match.MET
    return Match.UNKNOWN if UNKNOWN in answers else Match.NOT_MET


def _all_of(lines: Iterable[Match]) -> Match:
    found = set(lines)
    if Match.NOT_MET in found:
        return Match.NOT_MET
    return Match.UNKNOWN if Match.UNKNOWN in found else Match.MET


def matches(facts: Mapping[str, Known], *, today: date) -> dict[str, Match]:
    """How a venue stands to every item that asks something of a building."""
    return {code: found for code in ASKS if (found := match(code, facts, today=today)) is not None}
