"""Making the demo: once, on an empty database."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from coordinator import hooks
from coordinator.demo.story.chapters import CHAPTERS
from coordinator.demo.story.people import make_people
from coordinator.demo.story.places import make_places
from coordinator.demo.world import Demo
from coordinator.organisations.models import Organisation


def is_there() -> bool:
    """Has somebody made an organisation here already, the demo's or their own?"""
    return Organisation.objects.exists()


@transaction.atomic
def seed_demo(now: datetime) -> Demo:
    """Make everybody and everything of practice.md section 6, with dates around `now`, as one transaction.

    Every step goes through the actions that people use, so the history, letters and calendars are real.
    """
    demo = Demo(now)
    make_places(demo)
    make_people(demo)
    for chapter in CHAPTERS:
        chapter(demo)
    list(hooks.demo_seed.ask(demo, now))
    return demo
