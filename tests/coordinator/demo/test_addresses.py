"""Every address under /demo/: who may use it, and that it is nowhere but in the demo (quality.md, safety).

They have no entry in tests/promises/addresses.py, because outside the demo they do not exist. A new one fails here
until it stands in ENTRIES.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.core.mail import EmailMessage, get_connection
from django.test import Client
from django.urls import reverse

from coordinator.demo.mailbox import read_mails
from coordinator.demo.personas import PERSONAS
from coordinator.demo.urls import door
from coordinator.people.signed_in import CHOSEN
from tests.making import World, make_person, signed_in

# What each address answers to a GET and to a POST, whoever asks.
ENTRIES = {
    "demo": (200, 405),
    "demo_enter": (405, 302),
    "demo_mailbox": (200, 405),
    "demo_mail": (200, 405),
}
WHOM = ["signed out", "rowan", "tomasz", "samira"]
SHOW = "import django; django.setup(); from coordinator.demo.urls import urlpatterns as u; print(len(u))"


@pytest.fixture
def addresses(db: None, tmp_path: Path, settings: Any) -> dict[str, str]:
    """Each address with something behind it, and the door open."""
    settings.EMAIL_FILE_PATH, settings.DEMO_DOOR = str(tmp_path), True
    settings.ROOT_URLCONF = "tests.coordinator.demo.open_urls"
    letter = EmailMessage("Hello", "Text", "tomasz@example.org", ["rowan@example.org"])
    get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=str(tmp_path)).send_messages([letter])
    make_person("Rowan Ellery")
    given = {"demo_enter": ["rowan"], "demo_mail": [read_mails(tmp_path)[0].key]}
    return {name: reverse(name, args=given.get(name, [])) for name in ENTRIES}


def browser(who: str, world: World) -> Client:
    return Client() if who == "signed out" else signed_in(getattr(world, who))


def test_every_address_of_the_demo_has_an_entry() -> None:
    assert [entry.name for entry in door] == list(ENTRIES)
    assert [str(entry.pattern) for entry in door if not str(entry.pattern).startswith("demo/")] == []


@pytest.mark.parametrize("who", WHOM)
def test_in_the_demo_everybody_may_use_them(addresses: dict[str, str], world: World, who: str) -> None:
    for name, (get, post) in ENTRIES.items():
        assert (name, browser(who, world).get(addresses[name]).status_code) == (name, get)
        assert (name, browser(who, world).post(addresses[name]).status_code) == (name, post)


@pytest.mark.parametrize("who", WHOM)
def test_outside_the_demo_they_are_not_found(addresses: dict[str, str], world: World, who: str, settings: Any) -> None:
    settings.ROOT_URLCONF = "coordinator.urls"
    for address in addresses.values():
        for method in ("get", "post"):
            assert (address, getattr(browser(who, world), method)(address).status_code) == (address, 404)


def test_even_where_an_address_is_left_open_the_page_behind_it_is_closed(
    addresses: dict[str, str], settings: Any
) -> None:
    settings.DEMO_DOOR = False
    for name, (get, _post) in ENTRIES.items():
        method = "post" if get == 405 else "get"
        browser = Client()
        assert (name, getattr(browser, method)(addresses[name]).status_code) == (name, 404)
        assert browser.session.get(CHOSEN) is None


def test_being_somebody_is_being_them_and_nobody_else(addresses: dict[str, str], world: World) -> None:
    visitor = browser("samira", world)
    assert visitor.post(addresses["demo_enter"])["Location"] == "/me/"
    assert visitor.get("/head/").status_code == 403


@pytest.mark.parametrize("key", ["nobody", *(each.key for each in PERSONAS if each.home is None), "helen"])
def test_whoever_is_not_online_or_not_seeded_cannot_be_chosen(addresses: dict[str, str], key: str) -> None:
    visitor = Client()
    assert visitor.post(reverse("demo_enter", args=[key])).status_code == 404
    assert visitor.session.get(CHOSEN) is None


def test_a_form_of_another_site_makes_nobody_somebody(addresses: dict[str, str]) -> None:
    assert Client(enforce_csrf_checks=True).post(addresses["demo_enter"]).status_code == 403


REAL, HERE = "https://involve.example.nhs.uk", "http://localhost:8000"
POSTGRES, SQLITE = "postgres://u@db.example/c", "sqlite:///:memory:"


@pytest.mark.parametrize(
    ("demo", "database", "address", "there"),
    [
        ("1", SQLITE, HERE, 4),
        ("1", SQLITE, REAL, 4),
        ("1", POSTGRES, HERE, 4),
        ("1", POSTGRES, REAL, 0),
        ("0", SQLITE, HERE, 0),
        ("0", POSTGRES, REAL, 0),
        ("", SQLITE, HERE, 0),
    ],
)
def test_real_people_on_a_real_address_never_meet_the_demos_door(
    demo: str, database: str, address: str, there: int
) -> None:
    said = {"DATABASE_URL": database, "PUBLIC_URL": address, "DJANGO_SETTINGS_MODULE": "coordinator.settings"}
    needed = {"SECRET_KEY": "x", "EMAIL_URL": "memorymail://", "HELP_NAME": "A", "HELP_ROLE": "B", "HELP_PHONE": "C"}
    environment = {name: value for name, value in os.environ.items() if name != "DEMO"} | needed | said
    done = subprocess.run(
        [sys.executable, "-c", SHOW], cwd=project.ROOT, text=True, capture_output=True,
        env=environment | ({"DEMO": demo} if demo else {}),
    )  # fmt: skip
    assert (done.stdout.strip(), done.stderr) == (str(there), "")
