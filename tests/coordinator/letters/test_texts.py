"""Every letter as it stands in the repository: kind, whole, signed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines

from coordinator.letters.kinds import all_kinds

TEXTS = sorted((settings.ROOT / "templates" / "letters").glob("[!_]*.txt"))
UNKIND = re.compile(
    r"\b(reject\w*|violat\w*|invalid|unfortunately|failed to|non-?compliant|terminate\w*|you must)\b", re.I
)
NOT_SIGNED_ANEW = {"letter.txt"}


@pytest.mark.parametrize(
    "kind", [kind for kind in all_kinds() if kind.name != "panel.news"], ids=lambda kind: kind.name
)
def test_every_kind_has_a_title_and_a_text_that_can_be_read(kind) -> None:
    assert str(kind.title)
    assert engines["jinja2"].get_template(kind.template)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_letter_is_plain_and_kind(path: Path) -> None:
    assert UNKIND.findall(path.read_text()) == []


@pytest.mark.parametrize(
    "path", [path for path in TEXTS if path.name not in NOT_SIGNED_ANEW], ids=lambda path: path.name
)
def test_every_letter_is_signed_by_the_one_parent(path: Path) -> None:
    text = path.read_text()

    assert text.startswith('{% extends "letters/letter.txt" %}')
    assert "block subject" in text and "block body" in text
    assert "block signature" not in text
