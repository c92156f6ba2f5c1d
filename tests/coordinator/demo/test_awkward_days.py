"""The demo moves with the day it is seeded, so it must be possible on every day of the year."""

from datetime import UTC, datetime

import pytest

from coordinator.demo.actions import seed_demo


@pytest.mark.django_db
def test_the_demo_can_be_seeded_in_the_week_before_christmas() -> None:
    demo = seed_demo(datetime(2027, 12, 20, 9, tzinfo=UTC))

    assert len(demo.calls) == 13
