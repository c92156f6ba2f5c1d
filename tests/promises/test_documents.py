"""The documents say what the code does."""

from coordinator.workflow.document import states_document
from tests.promises.source import ROOT


def test_the_document_of_states_is_the_one_that_the_steps_make() -> None:
    assert (ROOT / "docs" / "states.md").read_text(encoding="utf-8") == states_document()
