"""What every test has: a database, no network, a world to begin with."""

import re
from collections.abc import Generator
from datetime import UTC, datetime

import pytest
from coverage import Coverage
from django.core.cache import cache
from django.db import connection
from pytest_django import DjangoDbBlocker
from pytest_socket import socket_allow_hosts

import coordinator.urls  # noqa: F401 - every page is loaded while it is measured, whichever test comes first
from tests.making import World, make_world

MONDAY = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)  # the Monday of practice.md 6.7

# Tracing doubles the time of a test. Rules and actions, and all of letters, are measured by their own tests; whole walks,
# pages and APIs run untraced.
UNMEASURED = re.compile(
    r"/(browser|controls|faults|journeys|promises|races|demo)/|/(?!letters/)\w+/test_\w*(pages|api)"
)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Stop measuring while a test runs that is not there to reach every branch."""
    measuring = Coverage.current()
    unmeasured = measuring is not None and (item.get_closest_marker("slow") or UNMEASURED.search(item.path.as_posix()))
    if unmeasured:
        measuring.stop()
    try:
        return (yield)
    finally:
        if unmeasured:
            measuring.start()


def pytest_runtest_setup() -> None:
    """Only this machine: the live server and PostgreSQL. What an earlier test counted limits nobody here."""
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)
    cache.clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Generator[None]:
    """PostgreSQL drops no database that anybody else is still connected to: at the end of a run, nobody is."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture
def now() -> datetime:
    """Monday 2 March 2026, three in the afternoon."""
    return MONDAY


@pytest.fixture
def world(db) -> World:
    """One organisation with its people; `make_world("Other")` makes another like it."""
    return make_world()
