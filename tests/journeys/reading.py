"""A page as somebody reads it: its words, its links, and its forms by the labels that stand on them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

ALONE = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNSAID = {"script", "style", "title"}


@dataclass
class Node:
    """One element of a page."""

    tag: str
    attrs: dict[str, str]
    above: Node | None = None
    inside: list[Node | str] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator[Node]:
        """Every element of these kinds, in the order of the page."""
        for each in self.inside:
            if isinstance(each, Node):
                if not tags or each.tag in tags:
                    yield each
                yield from each.all(*tags)

    @property
    def words(self) -> str:
        """Its text in one line."""
        return re.sub(r"\s+", " ", self._text()).strip()

    def _text(self) -> str:
        if self.tag in UNSAID:
            return ""
        return "".join(each if isinstance(each, str) else f" {each._text()}" for each in self.inside)

    def within(self, tag: str) -> Node | None:
        """The nearest element of this kind around it."""
        here = self.above
        while here is not None and here.tag != tag:
            here = here.above
        return here


class Tree(HTMLParser):
    """The elements of a page. `root` holds them all."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.root = self.here = Node("", {})
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.inside.append(node)
        if tag not in ALONE:
            self.here = node

    def handle_endtag(self, tag: str) -> None:
        while tag not in ALONE and self.here.above is not None:
            closed, self.here = self.here.tag, self.here.above
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        self.here.inside.append(data)


@dataclass
class Box:
    """Something in a form that can be filled in or ticked."""

    node: Node
    name: str
    value: str
    label: str
    legend: str

    @property
    def ticks(self) -> bool:
        """A radio or a checkbox."""
        return self.node.attrs.get("type") in {"radio", "checkbox"}


@dataclass
class Form:
    """One form: where it leads, what it would send as it stands, and its boxes."""

    node: Node
    boxes: list[Box]

    @property
    def buttons(self) -> dict[str, Node]:
        """Its buttons by what they say."""
        return {each.words: each for each in self.node.all("button")}

    def as_it_stands(self) -> dict[str, list[str]]:
        """What a browser would send if nothing were touched."""
        sent: dict[str, list[str]] = {}
        for box in self.boxes:
            if box.node.attrs.get("type") != "file" and (not box.ticks or "checked" in box.node.attrs):
                sent.setdefault(box.name, []).append(box.value)
        return sent

    def fill(self, sent: dict[str, list[str]], label: str, answer: str | list[str]) -> None:
        """Put one answer where its label says, into what will be sent. A date or moment goes into its boxes."""
        group = _meant(self.boxes, label, lambda box: box.legend)
        named = _meant(
            [box for box in self.boxes if box.node.attrs.get("type") != "radio"], label, lambda box: box.label
        )
        if group and (group[0].ticks or group[0].legend == label):
            _fill_group(sent, group, answer)
        elif named and named[0].ticks:
            sent[named[0].name] = [named[0].value] if answer else []
        elif named:
            sent[named[0].name] = [_value_in(named[0].node, str(answer))]
        elif group:
            _fill_group(sent, group, answer)
        else:
            raise AssertionError(
                f"There is no “{label}” among {sorted({(box.legend, box.label) for box in self.boxes})}"
            )


def _fill_group(sent: dict[str, list[str]], group: list[Box], answer: str | list[str]) -> None:
    """Tick what the answer says, or put a date or a moment into its boxes, part by part."""
    if group[0].ticks:
        wanted = [answer] if isinstance(answer, str) else answer
        sent[group[0].name] = [next(box.value for box in group if _says(box.label, each)) for each in wanted]
        return
    parts = str(answer).split(" ", len(group) - 1)
    sent.update({box.name: [part] for box, part in zip(group, parts, strict=False)})


def _meant(boxes: list[Box], wanted: str, said: Callable[[Box], str]) -> list[Box]:
    """The boxes that say exactly this, or else those that begin with it."""
    exact = [box for box in boxes if said(box) == wanted]
    return exact or [box for box in boxes if _says(said(box), wanted)]


def _says(shown: str, wanted: str) -> bool:
    return bool(shown) and shown.replace("’", "'").lower().startswith(wanted.replace("’", "'").lower())


def _value_in(node: Node, answer: str) -> str:
    """The value of the option that says so, in a select; the answer itself elsewhere."""
    if node.tag != "select":
        return answer
    return next(option.attrs.get("value", "") for option in node.all("option") if _says(option.words, answer))


def forms_of(root: Node) -> list[Form]:
    """Every form of a page."""
    labels = {label.attrs.get("for"): label.words.removesuffix(" (optional)") for label in root.all("label")}
    found = []
    for node in root.all("form"):
        boxes = [
            Box(each, each.attrs["name"], _standing(each), labels.get(each.attrs.get("id"), ""), _legend(each))
            for each in node.all("input", "textarea", "select")
            if each.attrs.get("name")
        ]
        found.append(Form(node, boxes))
    return found


def _standing(node: Node) -> str:
    if node.tag == "textarea":
        return "".join(str(each) for each in node.inside).removeprefix("\n")
    if node.tag == "select":
        options = list(node.all("option"))
        chosen = [each for each in options if "selected" in each.attrs] or options[:1]
        return chosen[0].attrs.get("value", "") if chosen else ""
    return node.attrs.get("value", "on" if node.attrs.get("type") in {"radio", "checkbox"} else "")


def _legend(node: Node) -> str:
    around = node.within("fieldset")
    return next((each.words.removesuffix(" (optional)") for each in around.all("legend")), "") if around else ""
