"""A tiny kind of letter about a panel, and letters of it: enough to try the outbox with."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from coordinator.letters.actions import post
from coordinator.letters.kinds import LetterKind
from coordinator.letters.models import Letter
from coordinator.panels.models import Panel
from coordinator.people.models import Person
from tests.making import World, make_panel

TEMPLATE = """{% extends "letters/letter.txt" %}
{% block subject %}About
  {{ title }}{% endblock %}
{% block body %}
The panel "{{ title }}" begins at {{ now | time(zone) }}. It's on.
{% if channel == "email" %}Answer here: {{ public_url }}/answer/{{ token }}/{% else %}Please ring me.{% endif %}
{% endblock %}
"""
TOKEN = "Abcdefghijklmnopqrstuvwxyz0123456789_-ABCDE"


def load(pk: UUID) -> Panel | None:
    """The panel, unless it is gone."""
    return Panel.objects.select_related("cover_contact__person").filter(pk=pk).first()


def context(record: Panel, person: Person, now: datetime) -> dict[str, Any]:
    """Its title, and a secret as links have them."""
    return {"title": record.title, "token": TOKEN}


PANEL_NEWS = LetterKind(
    name="panel.news",
    title="News of a panel",
    template="letters/panel_news.txt",
    load=load,
    context=context,
    still_wanted=lambda panel: panel.status != "cancelled",
)


def news(world: World, now: datetime, *, to: Person | None = None, title: str = "Nurse panel", **fields: Any) -> Letter:
    """A queued letter about a new panel."""
    panel = make_panel(world, title=title)
    return post(PANEL_NEWS, to=to or world.rowan, about=panel, contact=world.contact, now=now, **fields)
