"""What is never asked of a person about a claim (practice.md B-10, B-11, B-14)."""

import re
import unicodedata

from expenses.answers import Words
from expenses.answers import words as _

# "the train ticket" and "the car park receipt" are things one may ask for; the train and the car are not.
VEHICLE = (
    r"(?:tube|underground|metro|tram|train|bus|buses|public transport|car|taxi|cab|coach)\b"
    r"(?! (?:park|ticket|receipt|fare))"
)
MIGHT = r"(?:could|can|would|should|might|did)(?: not|n't)?"
TRAVEL_BY = r"(?:use|used|take|taken|took|get|got|catch|caught|try|tried|go by|gone by|go on|gone on)"
NEAR = r"(?:nearest|closest|nearer|closer)"

NEVER_ASKED: tuple[tuple[re.Pattern[str], Words], ...] = (
    (
        re.compile(rf"\b{NEAR}\b.{{0,40}}\b(?:station|stop)\b|\b(?:station|stop)\b.{{0,60}}\b{NEAR}\b"),
        _("People know their own station, so we never ask about it. Name the rule and what would settle it."),
    ),
    (
        re.compile(
            rf"\bwhy\b.{{0,60}}\b(?:route|journey|way|{VEHICLE})"
            r"|\b(?:shorter|quicker|faster|cheaper|more direct) (?:route|way|journey|train|ticket|fare|option)\b"
            r"|\b(?:different|another|other) route\b"
        ),
        _("The route is the person's choice, so we never ask why. Name the rule and what would settle it."),
    ),
    (
        re.compile(
            rf"\b{MIGHT}\b.{{0,40}}\b{TRAVEL_BY}\b.{{0,20}}\b{VEHICLE}"
            rf"|\b{VEHICLE}.{{0,40}}\binstead\b|\binstead of\b.{{0,20}}\b{VEHICLE}"
            rf"|\b(?:is|was|isn't|wasn't) there (?:a|an|no|not a|any)\b.{{0,20}}\b{VEHICLE}"
        ),
        _("How somebody travels is theirs to choose, so we never suggest another way. Name the rule instead."),
    ),
    (
        re.compile(r"\b(?:are|were) you (?:quite |really |absolutely )?(?:sure|certain)\b"),
        _("“Are you sure” doubts the person. Say what you see, which rule it meets and what would settle it."),
    ),
)


def query_text_problems(text: str) -> list[Words]:
    """Why `text` may not be sent to a person as a question about a claim; an empty list when it may.

    A simple guard on words, not on meaning: free text needs a second person to send it anyway (B-10).
    """
    plain = _plain(text)
    return [reason for pattern, reason in NEVER_ASKED if pattern.search(plain)]


def _plain(text: str) -> str:
    """Small letters, straight apostrophes, single spaces, no invisible signs: "Couldn’t  you" is "couldn't you"."""
    visible = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return " ".join(visible.casefold().replace("’", "'").split())
