"""The test that kills workers has teeth: ordinary ways to send letters do not survive it."""

import pytest
from django.utils import timezone

from tests.faults.fire import send_under_fire
from tests.faults.test_worker_killed import queue

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_mark_before_the_letter_loses_letters() -> None:
    queue(60, timezone.now())

    assert len(send_under_fire(kills=5, seed=1, kind="before").lost) > 0


def test_a_mark_after_the_letter_doubles_letters_and_says_nothing() -> None:
    queue(60, timezone.now())

    assert len(send_under_fire(kills=5, seed=1, kind="after").unexplained) > 0
