"""What every test has: a database, no network, a world to begin with."""

from datetime import UTC, datetime

import pytest
from pytest_socket import socket_allow_hosts

from tests.making import World, make_world

MONDAY = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)  # the Monday of practice.md 6.7


def pytest_runtest_setup() -> None:
    """Only this machine: the live server and PostgreSQL."""
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture
def now() -> datetime:
    """Monday 2 March 2026, three in the afternoon."""
    return MONDAY


@pytest.fixture
def world(db) -> World:
    """One organisation with its people; `make_world("Other")` makes another like it."""
    return make_world()
