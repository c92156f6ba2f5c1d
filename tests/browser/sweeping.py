"""A walk over every page that somebody can reach from where they begin, by links alone."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import APIRequestContext

AT_MOST = 400
# What changes something, leaves, or is no page.
LEFT_OUT = re.compile(r"/logout/|/be/|/file/|^/receipts/|\.ics$|\.csv$|^/api/|^/static/|^/feeds/|^/o/")
NO_PARTS = {"html", "head", "meta", "title", "link", "body", "script", "wbr", "br"}


class Reader(HTMLParser):
    """What a page links to, and of which parts it is made."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.parts: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "a" and (link := said.get("href")):
            self.links.append(link)
        if tag not in NO_PARTS:
            self.parts |= {f"{tag}.{name}" for name in (said.get("class") or "").split()} or {tag}


@dataclass(frozen=True)
class Found:
    """A page that was reached: its address, its pattern, what it answered and of which parts it is made; `inside` the part that is walked."""

    path: str
    pattern: str
    status: int
    text: str
    parts: frozenset[str]
    linked_from: str
    inside: bool


def pattern_of(path: str) -> str:
    """The address as the URLconf says it, with the names of what is asked: one for all records of a kind."""
    split = urlsplit(path)
    asked = "&".join(sorted({name for name, _value in parse_qsl(split.query)}))
    try:
        route = resolve(split.path).route
    except Resolver404:
        route = re.sub(r"\d[\w-]*", "*", split.path)  # the demo's own pages are not in the URLconf of the tests
    return f"{route}?{asked}" if asked else route


def reach(asked: APIRequestContext, address: str, start: str, within: str, *, of_each: int) -> Iterator[Found]:
    """Every page within reach of `start` by links of the part that `within` matches, breadth first.

    So many `of_each` pattern: claims in other states are other pages. A link that leads out of the part is opened too, once
    for its pattern, to see that it leads somewhere.
    """
    waiting, seen, opened = deque([(start, "the door")]), {start}, Counter[str]()
    while waiting and sum(opened.values()) < AT_MOST:
        path, linked_from = waiting.popleft()
        pattern = pattern_of(path)
        inside = re.match(within, path) is not None
        if opened[pattern] == (of_each if inside else 1):
            continue
        opened[pattern] += 1
        answer = asked.get(address + path)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        read = Reader(answer.text())
        yield Found(path, pattern, answer.status, answer.text(), frozenset(read.parts), linked_from, inside)
        for link in read.links if inside else []:
            to = _own_page(link, urljoin(address, path), address)
            if to and to not in seen:
                seen.add(to)
                waiting.append((to, path))


def _own_page(link: str, base: str, address: str) -> str | None:
    whole = urlsplit(urljoin(base, link))
    if f"{whole.scheme}://{whole.netloc}" != address or LEFT_OUT.search(whole.path):
        return None
    return f"{whole.path}?{whole.query}" if whole.query else whole.path
