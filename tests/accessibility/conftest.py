"""A panel with a date in four weeks, Rowan on it, and a way to say what helps."""

from datetime import UTC, datetime

import pytest

from accessibility.actions import Said, keep_needs
from accessibility.models import PersonNeed
from tests.making import make_panel, make_place, make_session


@pytest.fixture
def panel(world):
    """An interview panel on which Rowan sits."""
    panel = make_panel(world)
    make_place(panel, world.rowan)
    return panel


@pytest.fixture
def session(world, panel):
    """Thursday 26 March 2026 at Harptree House."""
    return make_session(panel, venue=world.venue)


def tell(person, now, *codes, **said):
    """The person says that these help; `said` is the same for each."""
    keep_needs(person, {code: Said(**said) for code in codes}, among=codes, by=person, now=now)
    return [PersonNeed.objects.get(person=person, item=code) for code in codes]


EARLIER = datetime(2026, 2, 2, 10, 0, tzinfo=UTC)
