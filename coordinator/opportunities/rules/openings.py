"""How a call begins: essentials before anything about the organisation (practice.md B-21, B-22, B-36, 6.4)."""

from __future__ import annotations

import re

from coordinator.opportunities.rules.said import Said


def _(text: str) -> str:
    """Mark `text` for translation; whoever shows it translates it."""
    return text


FIRST_WORDS = 60
NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|half an?|an)"
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
ESSENTIALS = [
    re.compile(r"\byou(?:'ll|’ll| will)? (?:sit|help|read|play|score|join|work|tell|meet|write|look|ask|talk|speak|take|check|choose)\b", re.I),
    re.compile(rf"\b\d{{1,2}} {MONTH}\b|\b{NUMBER} (?:hours?|days?|evenings?|mornings?|afternoons?|meetings?)\b", re.I),
    re.compile(r"\b(?:travel|costs?|expenses|childcare|paid|pay|payment)\b|£", re.I),
    re.compile(r"\b0\d{2,4}[ \d]{6,}\b"),
]  # fmt: skip
CHAMPION = re.compile(r"\bchampions?\b", re.I)
SELF_PRAISE = re.compile(
    r"\b(?:ongoing |continued |continuing |strong )?commitment to\b|\bwe are (?:fully |deeply )?committed\b"
    r"|\bat the heart of (?:everything|all)\b|\btakes? .{0,40} very seriously\b",
    re.I,
)
SOMEWHERE_ELSE = re.compile(r"\b(?:form|document|details|instructions|information) (?:below|attached|enclosed)\b", re.I)
SIGNED_BY_NOBODY = re.compile(
    r"\b(?:regards|sincerely|wishes|thanks)\W+(?:the )?(?:admin|administrator|team|office)\b", re.I
)


def opening_warnings(title: str, text: str) -> list[Said]:
    """What a reader may stumble over in the first lines. Warnings: nothing here stops a publication.

    `title` is the call's title, `text` the summary with what follows it.
    """
    found = []
    if CHAMPION.search(f"{title} {text}"):
        found.append(
            Said(_("“Champion” makes some readers feel talked down to. Try “panel member” or “patient partner”."))
        )
    if SELF_PRAISE.search(text):
        found.append(Said(_("This begins with the organisation. Say first what people do, when, and what is covered.")))
    if SOMEWHERE_ELSE.search(text):
        found.append(
            Said(_("This sends readers to a form or paper elsewhere. All they need is on this page: say it here."))
        )
    if SIGNED_BY_NOBODY.search(text):
        found.append(Said(_("This is signed by nobody. The contact's name and phone stand on the page by themselves.")))
    if not _essentials(text):
        found.append(
            Said(_("The first {words} words do not say what people do, how long it takes, what is covered or whom to ring."), {"words": FIRST_WORDS})
        )  # fmt: skip
    return found


def _essentials(text: str) -> bool:
    beginning = " ".join(text.split()[:FIRST_WORDS])
    return any(pattern.search(beginning) for pattern in ESSENTIALS)
