"""What people do on pages, by what stands on them: fill in, press, read a letter and follow its link."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence

from playwright.sync_api import Locator, Page

from tests.browser.watching import Watched

PATIENCE_SECONDS = 20


def fill(page: Page, answers: Mapping[str, str | Sequence[str]]) -> None:
    """Fill in by label; a date or moment goes into the boxes of its group, part by part, and choices are ticked."""
    for label, answer in answers.items():
        begins = re.compile(rf"^\s*{re.escape(label)}(?!\w)")
        group = page.get_by_role("group", name=begins)
        if group.count():
            _fill_group(group.last, answer)
        else:
            _fill_one(page, begins, str(answer))


def _fill_group(group: Locator, answer: str | Sequence[str]) -> None:
    boxes = group.get_by_role("textbox")
    if boxes.count():
        parts = str(answer).split(" ", boxes.count() - 1)
        for box, part in zip(boxes.all(), parts, strict=True):
            box.fill(part)
        return
    for each in [answer] if isinstance(answer, str) else answer:
        group.get_by_label(re.compile(rf"^\s*{re.escape(each)}")).check()


def _fill_one(page: Page, begins: re.Pattern[str], answer: str) -> None:
    text, choice = page.get_by_role("textbox", name=begins), page.get_by_role("combobox", name=begins)
    if text.count():
        text.first.fill(answer)
    elif choice.count():
        choice.first.select_option(label=answer)
    else:
        page.get_by_role("checkbox", name=begins).first.check()


def press(page: Page, words: str) -> None:
    """Press the button that begins so, in the middle of the page."""
    page.locator("main").get_by_role("button", name=re.compile(rf"^\s*{re.escape(words)}")).first.click()
    page.wait_for_load_state()


def follow(page: Page, words: str) -> None:
    """Follow the link that says this."""
    page.locator("main").get_by_role("link", name=re.compile(re.escape(words))).first.click()
    page.wait_for_load_state()


def read_letter(window: Watched, to: str, subject: str) -> Page:
    """Open the newest email to this address in the mailbox of the demo; the worker may need a moment."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        page = window.go(f"/demo/mailbox/?to={to}")
        found = page.locator("main li", has_text=subject).get_by_role("link")
        if found.count():
            found.first.click()
            page.wait_for_load_state()
            return page
        time.sleep(0.3)
    raise AssertionError(f"No email “{subject}” to {to}")


def link_in_letter(page: Page) -> str:
    """Where the letter on this page leads: its first link into the product."""
    links = page.locator("main .card a[href^='http']").all()
    return str(links[0].get_attribute("href"))
