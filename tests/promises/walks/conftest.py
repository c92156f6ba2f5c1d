"""Two houses for the promises that walk through everything: made once for a file, taken back after it."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction

from coordinator.organisations.models import Membership, Role
from coordinator.people.tokens import issue_token
from tests.making import make_person, make_world
from tests.promises.house import make_house
from tests.promises.marking import mark, mark_public
from tests.promises.moments import NOW
from tests.promises.walking import PRIVATE, PUBLIC, Street, Visitor


class Kept(logging.Handler):
    """Every line of every log, as it is written."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line as the real handler would write it."""
        formatter = next((each.formatter for each in logging.getLogger().handlers if each.formatter), None)
        self.lines.append((formatter or logging.Formatter()).format(record))


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """In place of pytest-django's: one transaction for a whole file, because two houses take seconds to build."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def street(db) -> Iterator[Street]:
    """Both houses, on Monday 9 March 2026 at ten. Whatever a test writes must be taken back by it."""
    kept = Kept()
    with time_machine.travel(NOW, tick=False):
        ours, others = make_house(make_world("Levels and Moor")), make_house(make_world("Hillside"))
        mark(others, PRIVATE)
        mark_public(others, PUBLIC)
        visitors = {role: Visitor.of(ours, person) for role, person in ours.world.by_role().items()}
        busy = make_person("Everybody", role=Role.VOLUNTEER, organisation=ours.world.organisation)
        for role in set(Role) - {Role.VOLUNTEER}:
            Membership.objects.create(organisation=ours.world.organisation, person=busy, role=role)
        ours.tokens[busy.pk] = issue_token(busy, name="All", now=NOW)
        logging.getLogger().addHandler(kept)
        yield Street(ours, others, visitors, Visitor.of(ours, busy), Visitor(), kept.lines)
        logging.getLogger().removeHandler(kept)
    cache.clear()
