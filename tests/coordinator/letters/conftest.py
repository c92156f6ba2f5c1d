"""The kind "panel.news" is registered while a test of the letters runs."""

from collections.abc import Iterator

import pytest
from django.template import engines
from jinja2 import ChoiceLoader, DictLoader

from coordinator.letters import kinds
from tests.coordinator.letters.office import PANEL_NEWS, TEMPLATE


@pytest.fixture(autouse=True)
def panel_news(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Its template, found before the project's own."""
    env = engines["jinja2"].env
    monkeypatch.setattr(env, "loader", ChoiceLoader([DictLoader({PANEL_NEWS.template: TEMPLATE}), env.loader]))
    monkeypatch.setitem(kinds._KINDS, PANEL_NEWS.name, PANEL_NEWS)
    if hasattr(env, "plain_texts"):
        monkeypatch.delattr(env, "plain_texts")
    yield
    if hasattr(env, "plain_texts"):
        del env.plain_texts
