"""By keyboard alone, from right to left, with wide letters, on paper: the same pages, still whole (WCAG 1.4.10, 1.4.12, 2.4.11)."""

from __future__ import annotations

import io

import pikepdf
import pytest

from tests.browser.doing import follow

SPACING = """
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }"""
# Words that reach out of their box, where they would be cut off or lie over others.
CUT_OFF = """() => {
  const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode; let box = text.parentElement;
    if (!text.data.trim() || !box.checkVisibility()) continue;
    if (box.closest('.nhsuk-u-visually-hidden, .nhsuk-skip-link, caption, thead, select, textarea, script')) continue;
    while (getComputedStyle(box).display === 'inline') box = box.parentElement;
    const words = document.createRange(); words.selectNodeContents(text);
    const said = words.getBoundingClientRect(), around = box.getBoundingClientRect();
    if (said.right > around.right + 1 || said.left < around.left - 1 || said.bottom > around.bottom + 4) found.push(text.data.trim());
  }
  return found; }"""
PLACES = ["front", "call", "apply", "my claim", "to check"]


def opened(watched, place):
    """The window at one of these places."""
    if place == "my claim":
        page = watched.be("Rowan Ellery")
        page.goto("/me/claims/")
        page.locator("main .step__link").first.click()
    elif place == "to check":
        page = watched.be("Helen Brace")
        page.goto("/finance/check/")
    else:
        page = watched.go("/" if place == "front" else "/opportunities/")
        if place != "front":
            follow(page, "Help choose our next community respiratory nurse")
        if place == "apply":
            follow(page, "short question")
    page.wait_for_load_state()
    return page


@pytest.mark.parametrize("place", PLACES)
def test_by_keyboard_every_stop_is_seen_and_the_skip_link_skips(window, place):
    watched = window(1280)
    page = opened(watched, place)
    can_be_reached = page.evaluate(
        "() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]"
        ".filter(e => e.checkVisibility() && !e.disabled && e.type !== 'radio').length"
    )
    assert watched.walk_by_keyboard() >= can_be_reached
    page.reload()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "nhsuk-skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("() => location.hash") == "#maincontent"
    page.keyboard.press("Tab")
    assert page.evaluate("() => !!document.activeElement.closest('main, footer')")


@pytest.mark.parametrize("place", ["apply", "my claim"])
def test_from_right_to_left_nothing_overlaps(window, place):
    page = opened(window(320), place)
    page.evaluate("() => { document.documentElement.dir = 'rtl'; }")
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    overlapping = page.evaluate("""() => [...document.querySelectorAll('main label[for]')].filter(label => {
      const box = document.getElementById(label.htmlFor); if (!box || !box.checkVisibility()) return false;
      const a = label.getBoundingClientRect(), b = box.getBoundingClientRect();
      const text = document.createRange(); text.selectNodeContents(label); const t = text.getBoundingClientRect();
      return Math.min(t.right, b.right) - Math.max(t.left, b.left) > 1 && Math.min(t.bottom, b.bottom) - Math.max(t.top, b.top) > 1;
    }).map(label => label.textContent.trim())""")
    assert overlapping == []


@pytest.mark.parametrize("place", PLACES)
def test_with_wide_letters_nothing_is_cut_off(window, place):
    watched = window(320)
    page = opened(watched, place)
    page.evaluate(
        "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s]; }", SPACING
    )
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert page.evaluate(CUT_OFF) == []


def test_a_call_prints_on_one_page_or_two(window):
    page = opened(window(1280), "call")
    page.goto(f"{page.url}print/")
    pages = len(pikepdf.open(io.BytesIO(page.pdf(format="A4"))).pages)
    assert pages in {1, 2}


@pytest.mark.parametrize("scheme", ["dark", "no-preference"])
def test_in_the_dark_and_with_more_contrast_words_stay_readable(window, scheme):
    watched = window(1280)
    page = opened(watched, "call")
    page.emulate_media(color_scheme="dark", contrast="more" if scheme == "no-preference" else "no-preference")
    watched.look(f"call-{scheme}")
