"""Who may be given which role, when a role may end, and what an organisation still lacks. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta


def _(text: str) -> str:
    """Mark `text` for translation; whoever shows it translates it."""
    return text


ONE_DAY = timedelta(days=1)
TAKES_PART, HEAD, PAYS = "volunteer", "head", "finance_payer"
DECIDES = frozenset({"approver", "finance_checker"})
MONEY = DECIDES | {PAYS}

ONESELF = _(
    "Whoever hands out roles never takes one that looks after money, so that nobody has to wonder. "
    "Give it to a colleague, or ask another head to give it to you."
)
CLAIMS_HERE = _(
    "They take part here and can claim money back, and nobody should have to decide about their own. "
    "Please choose somebody who does not take part."
)
PAYS_ALREADY = _(
    "They pay claims here. Somebody else checks and approves, so that two people have seen every payment. "
    "Choose another person, or end that role first."
)
DECIDES_ALREADY = _(
    "They check or approve claims here. Somebody else pays, so that two people have seen every payment. "
    "Choose another person, or end that role first."
)
LAST_HEAD = _("This is the last head here. Give the role to somebody else first: without a head nobody can give roles.")
ENDED = _("This role has ended already.")
DAY_IS_OVER = _("This day is over. Choose today or a later day, or end the role at once.")
PREFIX = _("Use one to six letters or figures, for example LM")

LACKS = {
    "coordinator": _("Nobody coordinates yet: who writes calls and runs panels?"),
    "finance_checker": _("Nobody checks claims yet"),
    "approver": _("There is no second approver yet, for larger claims and short notice"),
    "finance_payer": _("Nobody pays claims yet"),
    "team": _("There is no team yet: calendars name its mailbox"),
    "card": _("Nobody is named yet whom people can ask"),
}


def giving_problem(role: str, *, held: Collection[str], oneself: bool) -> str:
    """Why this role is not for somebody who holds `held` here, as a sentence; empty when it is (practice.md PY1).

    `oneself`: is it the giver, or somebody who signs in with the giver's account?
    """
    kept_apart = (
        (role in MONEY and oneself, ONESELF),
        (role in MONEY and TAKES_PART in held, CLAIMS_HERE),
        (role in DECIDES and PAYS in held, PAYS_ALREADY),
        (role == PAYS and bool(DECIDES & set(held)), DECIDES_ALREADY),
    )
    return next((sentence for applies, sentence in kept_apart if applies), "")


def ending_problem(
    role: str, *, on: date, ends_on: date | None, today: date, other_heads: Iterable[date | None]
) -> str:
    """Why this role cannot have `on` as its last day, as a sentence; empty when it can.

    Yesterday means at once: the last day itself still counts. `other_heads` holds the last day of every other head,
    None for one without.
    """
    if ends_on is not None and ends_on < today:
        return ENDED
    if on < today - ONE_DAY:
        return DAY_IS_OVER
    if role == HEAD and not any(last is None or last > on for last in other_heads):
        return LAST_HEAD
    return ""


def tidy_prefix(text: str) -> str:
    """The letters before a claim's number, as they are kept: " lm " is "LM"."""
    return "".join(text.split()).upper()


def prefix_problem(prefix: str) -> str:
    """What is wrong with a tidy prefix, as a sentence; empty when all is well."""
    return "" if re.fullmatch(r"[A-Z0-9]{1,6}", prefix) else PREFIX


def lacking(roles: Collection[str], *, teams: int, cards: int) -> list[str]:
    """What an organisation needs before its first call can end in money: keys of LACKS, in order of need."""
    there = set(roles) | ({"team"} if teams else set()) | ({"card"} if cards else set())
    return [name for name in LACKS if name not in there]


@dataclass(frozen=True)
class Coverage:
    """How much of the map stands in areas (practice.md S-04)."""

    placed: int
    practices: int
    covered: int
    areas: int
    without: tuple[str, ...]  # names of areas in which no practice stands

    @property
    def whole(self) -> bool:
        """Does every practice stand in an area, and a practice in every area?"""
        return self.placed == self.practices and not self.without


def coverage(practices_by_area: Mapping[str, int], *, unplaced: int) -> Coverage:
    """Count practices in areas and areas with practices: "27 of 27", "9 of 9"."""
    placed = sum(practices_by_area.values())
    without = tuple(name for name, practices in practices_by_area.items() if not practices)
    areas = len(practices_by_area)
    return Coverage(placed, placed + unplaced, areas - len(without), areas, without)
