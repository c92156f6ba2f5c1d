"""Chromium and a served demo, once for each process of the test run."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.server import Running, copied, seeded, start
from tests.browser.watching import Watched, checked_by_nu
from tests.thorough import THOROUGH

CHROMIUM = "/usr/bin/chromium"
# What a browser does for somebody who types an address, and nobody does here; it took a seventh of the time.
NOT_NEEDED = [
    "AimEnabled", "DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "MediaRouter",
    "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding", "PreconnectToSearch", "Translate",
    "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxPopup",
]  # fmt: skip
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", f"--disable-features={','.join(NOT_NEEDED)}",
]  # fmt: skip
MISSING = [name for name, found in (("Chromium", Path(CHROMIUM).exists()), ("Java", shutil.which("java"))) if not found]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser these are skipped, unless everything must be there (REQUIRE_ALL=1)."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if MISSING and not THOROUGH:
                item.add_marker(pytest.mark.skip(reason=f"{', '.join(MISSING)} is not installed"))


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The demo, running. The first process to ask seeds it, the others copy."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if os.environ.get("PYTEST_XDIST_WORKER") else shared
    with (shared / "seeding").open("w") as only_one:
        fcntl.flock(only_one, fcntl.LOCK_EX)
        first = shared / "seeded"
        if not first.exists():
            seeded(first)
        own = copied(first, tmp_path_factory.mktemp("served") / os.environ.get("PYTEST_XDIST_WORKER", "served"))
    running = start(own)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Every page that was looked at; the Nu checker reads them all at once when the last test is over."""
    folder = tmp_path_factory.mktemp("pages")
    yield folder
    assert list(checked_by_nu(folder)) == []


@pytest.fixture
def window(served: Running, chromium: Browser, pages: Path, tmp_path: Path) -> Iterator[Callable[..., Watched]]:
    """Opens watched windows: `window(320)`, `window(1280, script=False)`. At the end nothing may have been found."""
    pictures = Path(os.environ.get("PICTURES", tmp_path / "pictures"))
    pictures.mkdir(parents=True, exist_ok=True)
    opened: list[Watched] = []

    def open_window(width: int = 1280, *, script: bool = True) -> Watched:
        opened.append(Watched(chromium, served.address, width, script, pictures, pages))
        return opened[-1]

    yield open_window
    for each in opened:
        each.close()
    assert [finding for each in opened for finding in each.findings] == []
