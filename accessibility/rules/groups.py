"""The 14 groups of what helps, in their order, and the 8 questions of a first visit (access.md 1.3, 1.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from accessibility.rules.words import _


@dataclass(frozen=True)
class Group:
    """Items that belong together: the name, and the one yes-or-no question that opens or skips them."""

    key: str  # what stands before the dot in an item's code
    name: str
    question: str


ORDER: tuple[Group, ...] = (
    Group("contact", _("How we reach you"), _("Is there a way of reaching you that works best, or one that does not?")),
    Group("format", _("Papers"), _("Does it help to have papers in a certain form, or early?")),
    Group("pro", _("Interpreters and others who help you communicate"), _("Does an interpreter, note-taker or guide help you take part?")),
    Group("comm", _("Talking and listening"), _("Does anything help you hear, follow or say what you want to say?")),
    Group("lang", _("Language"), _("Would you like papers or talks in another language?")),
    Group("venue", _("The place"), _("Is there anything the building or room needs to have?")),
    Group("env", _("Noise, light and air"), _("Does noise, light, scent, air or warmth matter to you?")),
    Group("pace", _("Time and pace"), _("Do times of day, breaks or knowing what comes next matter to you?")),
    Group("online", _("Joining online"), _("Would you like to join online or by phone?")),
    Group("comp", _("People and animals with you"), _("Does somebody, or an assistance dog, come with you?")),
    Group("safe", _("Food, health and safety"), _("Should we know about food, medicine, or getting out in an emergency?")),
    Group("care", _("Caring for others"), _("Do you look after somebody while we would meet?")),
    Group("travel", _("Getting there"), _("Would you like help with the journey or with paying for it?")),
    Group("other", _("Anything else"), _("Is there anything else that helps?")),
)  # fmt: skip
BY_KEY: Mapping[str, Group] = MappingProxyType({group.key: group for group in ORDER})

# The few that most people who need something ask for; everything else is one group away (access.md 1.3, 4).
COMMON: tuple[str, ...] = (
    "venue.stepfree",
    "comm.loop",
    "pro.bsl",
    "format.large20",
    "format.easyread",
    "comp.pa",
    "pace.breaks",
    "travel.no_cost",
)
FIRST_VISIT = "common"

# Answers that ask nothing of an organiser, so they are never counted as things to arrange.
NOTHING_TO_ARRANGE = frozenset({"other.none", "other.nosay", "other.talk"})
RATHER_TALK = "other.talk"


def group_of(code: str) -> Group:
    """The group of an item: what stands before the dot. Raises KeyError for a code of no group."""
    return BY_KEY[code.partition(".")[0]]


def group_after(key: str) -> Group | None:
    """The next group in the order, after the first visit's questions the first one; None after the last."""
    keys = [FIRST_VISIT, *BY_KEY]
    place = keys.index(key)
    return ORDER[place] if place < len(ORDER) else None


def place_of(key: str) -> int:
    """Which of the 14 this is, from 1."""
    return list(BY_KEY).index(key) + 1
