"""docs/states.md is made from the steps themselves."""

from __future__ import annotations

from coordinator.letters.models import LetterStatus
from coordinator.workflow.document import states_document


def chapter(name: str) -> list[str]:
    """The lines of one kind of record."""
    return states_document().partition(f"## {name}\n")[2].partition("\n## ")[0].splitlines()


def test_every_state_of_a_letter_is_named_with_what_people_read() -> None:
    [line] = [line for line in chapter("Letter") if line.startswith("States: ")]

    assert line.removeprefix("States: ").split(" · ") == [
        f"`{value}` “{label}”" for value, label in LetterStatus.choices
    ]


def test_a_step_is_one_row_with_who_may_take_it() -> None:
    rows = chapter("Letter")

    assert "| `letter.mark_posted` | `to_print` | `posted` | involvement coordinator | Mark as posted |" in rows
    assert "| `letter.send` | `queued` | `sent` | the service, when a clock runs out | Send |" in rows


def test_what_is_ones_own_says_so() -> None:
    assert any(" | the person it is about | Take a pause |" in row for row in chapter("Person"))


def test_records_stand_in_order_and_each_once() -> None:
    titles = [line for line in states_document().splitlines() if line.startswith("## ")]

    assert len(titles) == len(set(titles)) > 5
    assert states_document().startswith("# States\n")
