"""Every page that somebody can reach by links, looked at once on a phone; no link leads nowhere."""

from __future__ import annotations

from collections import defaultdict

import pytest

from tests.browser.sweeping import reach

EVERYBODY = [
    ["", "Rowan Ellery", "Joyce Farr", "Petra Vance", "Paula Finch"],
    ["Tomasz Okafor", "Kim Fry"],
    ["Helen Brace", "Ravi Menon", "Samira Dev", "Audra Quill"],
]


@pytest.mark.parametrize("names", EVERYBODY, ids=lambda names: f"from {names[0] or 'nobody'} on")
def test_every_page_within_reach_is_in_order(window, names):
    """A page is looked at when it has a part that its pattern has not shown yet; every other is opened all the same."""
    shown: dict[str, set[str]] = defaultdict(set)
    lost = []
    for name in names:
        watched = window(320)
        page = watched.be(name) if name else watched.go("/")
        start = page.url.removeprefix(watched.address)
        for number, found in enumerate(reach(watched.context.request, watched.address, start)):
            if found.status != 200:
                lost.append((name, found.status, found.path, found.linked_from))
            elif not found.parts <= shown[found.pattern]:
                shown[found.pattern] |= found.parts
                watched.go(found.path)
                watched.look(f"every-{(name or 'nobody').split()[0].lower()}-{number:03}", picture=False)
    assert lost == []
    assert len(shown) >= LEAST[names[0]]


LEAST = {"": 60, "Tomasz Okafor": 60, "Helen Brace": 30}  # patterns, so that a crawl that stops early is noticed
