"""What the environment must say before the service starts (docs/deploy.md), read as it is read at the start."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings

NEEDED = {
    "SECRET_KEY": "secret", "PUBLIC_URL": "https://involve.example.nhs.uk", "DATABASE_URL": "sqlite:///:memory:",
    "EMAIL_URL": "memorymail://", "HELP_NAME": "Ann Lee", "HELP_ROLE": "Coordinator", "HELP_PHONE": "01632 960 001",
}  # fmt: skip
OURS = (*NEEDED, "HELP_EMAIL", "DEMO", "BEHIND_PROXY")
SHOW = "from coordinator import settings as s; print(s.HELP_CONTACT, s.ALLAUTH_TRUSTED_PROXY_COUNT)"


def start(environment: dict[str, str]) -> tuple[int, str]:
    """The settings read in a process of their own: how it ended, and all it said."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    done = subprocess.run(
        [sys.executable, "-c", SHOW], cwd=settings.ROOT, env=kept | environment, text=True, capture_output=True
    )
    return done.returncode, (done.stdout + done.stderr).strip()


@pytest.mark.parametrize("name", NEEDED)
def test_a_missing_setting_stops_the_start_with_one_line_that_names_it(name: str) -> None:
    code, said = start({key: value for key, value in NEEDED.items() if key != name})
    assert (code, len(said.splitlines())) == (1, 1)
    assert said.startswith(f"Coordinator cannot start: {name} is missing (")
    assert f"`{name}`" in (settings.ROOT / "docs" / "deploy.md").read_text()


def test_whoever_helps_needs_no_email_and_is_never_the_demos_person() -> None:
    helps = {"name": "Ann Lee", "role": "Coordinator", "phone": "01632 960 001", "email": ""}
    assert start(NEEDED) == (0, f"{helps} 0")
    assert start(NEEDED | {"HELP_EMAIL": "ann@levels.example"}) == (0, f"{helps | {'email': 'ann@levels.example'}} 0")


def test_the_demo_needs_nothing() -> None:
    code, said = start({"DEMO": "1"})
    assert (code, "Tomasz Okafor" in said) == (0, True)


def test_behind_a_proxy_the_address_that_it_adds_counts() -> None:
    assert start(NEEDED | {"BEHIND_PROXY": "1"})[1].endswith(" 1")
