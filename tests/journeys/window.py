"""Somebody at a browser without script: opens pages, follows links, fills in what has a label, presses buttons."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.test import Client

from coordinator.people.signed_in import CHOSEN
from tests.journeys.reading import Form, Node, Tree, forms_of


class Window:
    """One window. `person` comes in through a session of their own; nobody is a stranger."""

    def __init__(self, person: Any = None) -> None:
        self.client = Client()
        self.path, self.status, self.root = "/", 0, Node("", {})
        self.person = person

    @property
    def says(self) -> str:
        """The words of the page."""
        return self.root.words

    @property
    def typed(self) -> set[str]:
        """What stands in the boxes of its forms."""
        return {box.value.strip() for form in self.forms for box in form.boxes if not box.ticks}

    @property
    def forms(self) -> list[Form]:
        """The forms of the page."""
        return forms_of(self.root)

    def open(self, address: str) -> Window:
        """Go to an address; a link from a letter may name its host."""
        self._come_in()
        whole = urlsplit(address)
        return self._shown(self.client.get(whole.path + (f"?{whole.query}" if whole.query else ""), follow=True))

    def _come_in(self) -> None:
        """Sign in, and again on the next day: a session lasts twelve hours."""
        if self.person is not None and "_auth_user_id" not in self.client.session:
            self.client.force_login(self.person.account, backend="django.contrib.auth.backends.ModelBackend")
            session = self.client.session
            session[CHOSEN] = str(self.person.pk)
            session.save()

    def follow(self, words: str, *, nth: int = 0) -> Window:
        """Press a link by what it says."""
        found = [each for each in self.root.all("a") if words in each.words]
        assert len(found) > nth, f"No link “{words}” on {self.path}, which says: {self.says[:1500]}"
        return self.open(found[nth].attrs["href"])

    def value_of(self, label: str) -> str:
        """What stands in a box outside any form."""
        wanted = next(each.attrs["for"] for each in self.root.all("label") if each.words == label)
        return next(each.attrs["value"] for each in self.root.all("input") if each.attrs.get("id") == wanted)

    def form_with(self, button: str, about: str = "") -> Form:
        """The form with this button; `about` tells apart buttons of the same words."""
        found = [form for form in self.forms for words in form.buttons if words.startswith(button) and about in words]
        assert found, f"No button “{button}” on {self.path}, which says: {self.says[:1500]}"
        return found[0]

    def press(
        self,
        button: str,
        answers: dict[str, Any] | None = None,
        /,
        *,
        about: str = "",
        files: dict[str, Any] | None = None,
    ) -> Window:
        """Fill in by label and press. What a browser would send with it goes along."""
        form = self.form_with(button, about)
        sent = form.as_it_stands()
        for label, answer in (answers or {}).items():
            form.fill(sent, label, answer)
        pressed = next(node for words, node in form.buttons.items() if words.startswith(button) and about in words)
        if pressed.attrs.get("name"):
            sent[pressed.attrs["name"]] = [pressed.attrs.get("value", "")]
        self.sent = (form.node.attrs.get("action") or self.path, sent | (files or {}))
        return self.press_again()

    def press_again(self) -> Window:
        """The second half of a double click: the same once more."""
        where, sent = self.sent
        for file in sent.values():
            if hasattr(file, "seek"):
                file.seek(0)
        return self._shown(self.client.post(where, sent, follow=True))

    def _shown(self, answer: Any) -> Window:
        request = answer.request
        self.path = request["PATH_INFO"] + (f"?{request['QUERY_STRING']}" if request["QUERY_STRING"] else "")
        self.status = answer.status_code
        self.root = Tree(answer.text).root if "html" in answer.headers.get("Content-Type", "") else Node("", {})
        self.answer = answer
        return self
