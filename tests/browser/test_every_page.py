"""Every page that somebody can reach by links, looked at once on a phone; no link leads nowhere."""

from __future__ import annotations

import pytest

from tests.browser.server import POSTGRES
from tests.browser.sweeping import reach
from tests.thorough import THOROUGH

# To look at every page takes minutes: elsewhere they are opened.
LOOKED_AT = THOROUGH and not POSTGRES
# Each part of the product with those whose pages differ in it, and the fewest patterns that a whole crawl finds there.
PARTS = {
    "/(?!me|team|finance|head)": (["", "Rowan Ellery"], 16),
    "/me/": (["Rowan Ellery", "Joyce Farr", "Petra Vance"], 25),
    "/team/": (["Tomasz Okafor", "Kim Fry", "Samira Dev", "Audra Quill", "Ravi Menon"], 50),
    "/(finance|head)/": (["Helen Brace", "Paula Finch", "Ravi Menon", "Samira Dev", "Audra Quill"], 25),
}


@pytest.mark.parametrize("within", PARTS)
def test_every_page_within_reach_is_in_order(window, within):
    """Looked at are the first page of every pattern and every page with a part not seen before; all others are opened."""
    names, fewest = PARTS[within]
    names, fewest = (names, fewest) if THOROUGH else (names[::2], fewest // 2)
    patterns, parts, lost = set[str](), set[str](), []
    for name in names:
        watched = window(320)
        page = watched.be(name) if name else watched.go("/")
        start = page.url.removeprefix(watched.address)
        for found in reach(watched.context.request, watched.address, start, within, of_each=2 if LOOKED_AT else 1):
            if found.status != 200:
                lost.append((name, found.status, found.path, found.linked_from))
            elif found.inside and not (found.pattern in patterns and found.parts <= parts):
                patterns.add(found.pattern)
                parts |= found.parts
                if not LOOKED_AT:
                    continue
                watched.go(found.path)
                watched.look(f"every-{len(watched.seen):03}-{(name or 'nobody').split()[0].lower()}", picture=False)
    assert lost == []
    assert len(patterns) >= fewest
