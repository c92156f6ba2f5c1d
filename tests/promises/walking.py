"""Trying addresses: one browser and one program for each person, each request taken back afterwards."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.contrib.messages import get_messages
from django.core import mail
from django.db import connection, transaction
from django.test import Client

from coordinator.letters.models import Letter
from coordinator.letters.tasks import send_batch
from coordinator.organisations.models import Role
from coordinator.people.models import Person
from tests.making import signed_in
from tests.promises.address import Address
from tests.promises.house import House
from tests.promises.marking import our_models
from tests.promises.moments import NOW

PRIVATE, PUBLIC = "zq~9x", "pu~9b"  # no address, key or secret holds a "~", and HTML, JSON and URLs leave it as it is


@dataclass
class Visitor:
    """Somebody who tries addresses: signed in on pages, with a token in the API; or signed out."""

    person: Person | None = None
    token: str = ""
    browser: Client = field(default_factory=Client)

    @classmethod
    def of(cls, house: House, person: Person) -> Visitor:
        """This person, in whose name a program has a token."""
        return cls(person, house.tokens[person.pk], signed_in(person))

    def ask(self, address: Address, path: str, method: str = "get", body: Mapping[str, Any] | None = None) -> Any:
        """What is answered; a fault of ours is raised by the client and fails the test."""
        send = getattr(self.browser, method)
        if address.is_api:
            headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
            return Client().generic(method.upper(), path, _json(body), content_type="application/json", headers=headers)
        if method in {"put", "patch", "delete"}:
            return self.browser.generic(method.upper(), path, "a=1", content_type="application/x-www-form-urlencoded")
        return send(path, body or {}) if method == "post" else send(path)


@dataclass
class Street:
    """Our house with its nine people and one who holds every role; the other house, where every text is a canary."""

    ours: House
    others: House
    visitors: dict[Role, Visitor]
    busy: Visitor  # holds every role in our house
    stranger: Visitor  # signed out
    log: list[str]


def _json(body: Mapping[str, Any] | None) -> str:
    return "" if body is None else json.dumps(body, default=str)


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is written inside is not there afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def everything_said(answer: Any) -> str:
    """Body, headers with the names of files, cookies and the message for the next page; in small letters."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    told = [str(message) for message in get_messages(answer.wsgi_request)]
    return "\n".join(
        [body.decode(errors="replace"), str(answer.headers), answer.cookies.output(), answer.get("Location", ""), *told]
    ).lower()


def letters_written(house: House) -> str:
    """Every letter that waits, sent now: what leaves the house."""
    mail.outbox.clear()
    if Letter.objects.filter(status="queued", organisation=house.world.organisation).exists():
        send_batch(lambda: NOW)
    texts = [f"{message.subject}\n{message.body}\n{message.message()}" for message in mail.outbox]
    kept = Letter.objects.filter(organisation=house.world.organisation).values_list("subject", "text", "dedupe_key")
    return "\n".join([*texts, *(" ".join(row) for row in kept)]).lower()


def digest() -> str:
    """One number for every row of every table of ours."""
    whole = hashlib.sha256()
    with connection.cursor() as cursor:
        for model in our_models():
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            whole.update(repr(sorted(map(repr, cursor.fetchall()))).encode())
    return whole.hexdigest()
