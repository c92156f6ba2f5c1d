"""The notice each type of call gives unless an organisation says otherwise: the table of practice.md 2.2.

Every number is judgement informed by what its citation says; an organisation edits them as data.
"""

from __future__ import annotations

from dataclasses import dataclass


def _(text: str) -> str:
    """Mark `text` for translation; whoever shows it translates it."""
    return text


@dataclass(frozen=True)
class Policy:
    """Days of notice for one type of call. None means that the rule does not apply to the type.

    `papers_days_before` None: the papers come with the call itself.
    """

    days_open: int | None
    days_before_event: int
    papers_days_before: int | None
    support_days_before: int
    times_days_before: int | None
    citation: str


NUMBERS = ("days_open", "days_before_event", "papers_days_before", "support_days_before", "times_days_before")

_INTERVIEW = _(
    "Health Service Journal, 2003: service users and carers told of an interview panel two weeks before "
    "“felt the sudden pressure”. Six days was called short, and a reason to bin the email (a patient's blog). "
    "NHS England's calls of 2016 were open for 22 days."
)
_WORKSHOP = _(
    "Cambridge Biomedical Research Centre's panel: three weeks to arrange a discussion group. SignHealth: book "
    "British Sign Language interpreters up to three weeks ahead. University College London: papers one week before "
    "as the bare minimum."
)

DEFAULT_POLICIES: dict[str, Policy] = {
    "open_role": Policy(
        21, 42, 14, 14, None,
        _(
            "Public appointments were open for 18 and 25 days, NHS England's calls of 2016 for 22. Six weeks to the first "
            "meeting lets a person give notice elsewhere and have an induction (our judgement)."
        ),
    ),
    "interview": Policy(10, 21, 7, 14, 7, _INTERVIEW),
    "mock_patient": Policy(
        14, 35, 14, 21, 7,
        _(
            "A university's simulated patient programme: requests at least two weeks before, scripts at least one week "
            "before the training session, so five weeks hold call, training and reading (our judgement)."
        ),
    ),
    "validation": Policy(10, 21, 7, 14, 7, _INTERVIEW),
    "workshop": Policy(10, 21, 7, 14, 7, _WORKSHOP),
    "forum": Policy(
        None, 28, 7, 14, 7,
        _(
            "Lanarkshire Links' guideline: minutes and agenda at least one week before. Four weeks between the date and "
            "the meeting is our judgement; members do not apply each time."
        ),
    ),
    "review": Policy(
        10, 14, None, 7, None,
        _("Cambridge Biomedical Research Centre's panel: allow two weeks to read and answer a document."),
    ),
    "complaints": Policy(
        14, 28, 7, 14, 7,
        _(
            "As an interview panel, with a week more at each end: cases need reading in confidence and may be upsetting "
            "(our judgement)."
        ),
    ),
}  # fmt: skip
