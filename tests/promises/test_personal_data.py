"""What docs/data.md says of each field is so: it is in the export, and it is gone when somebody asks to be forgotten."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.db import connection, models

from coordinator.people.actions.leaving import forget
from coordinator.people.models import Account, Person
from coordinator.people.queries import export_of
from expenses.claims.models import Claim
from tests.promises.house import House, make_house
from tests.promises.house_money import nothing_waits_for
from tests.promises.marking import our_models
from tests.promises.moments import NOW
from tests.promises.source import ROOT

CLASSES = {"identifies", "how to reach", "own words", "access", "money", "choice", "our words", "technical"}
PERSONAL = {"identifies", "how to reach", "own words", "access"}
GONE = ("gone", "emptied", "replaced by")


@dataclass(frozen=True)
class Line:
    """One line of the document."""

    table: str
    field: str
    kind: str
    export: str
    erasure: str

    @property
    def leaves(self) -> bool:
        """Does erasure take it away?"""
        return self.erasure.startswith(GONE)


def lines() -> list[Line]:
    """Every line of docs/data.md."""
    found, table = [], ""
    for text in (ROOT / "docs/data.md").read_text().splitlines():
        if text.startswith("## "):
            table = text[3:]
        elif named := re.match(r"\| `(\w+)` \| (.+?) \| (.+?) \| (.+?) \|$", text):
            found.append(Line(table, *named.groups()))
    return found


def test_every_field_has_a_line_and_every_line_a_field() -> None:
    told = {(line.table, line.field) for line in lines()}
    there = {(model._meta.label, field.name) for model in our_models() for field in model._meta.concrete_fields}
    assert sorted(there - told) == [], "say in docs/data.md what it is, whether the export holds it, what erasure does"
    assert sorted(told - there) == []


def test_every_line_says_what_it_is_and_why_something_stays() -> None:
    reasons = re.compile(r"^(?:yes|–(?:: .+)?|no: .+)$"), re.compile(r"^(?:–|gone|emptied|replaced by .+|kept: .+)$")
    wrong = [
        line
        for line in lines()
        if line.kind not in CLASSES or not reasons[0].match(line.export) or not reasons[1].match(line.erasure)
    ]
    assert wrong == []


def test_personal_fields_are_exported_and_leave_unless_a_reason_stands_there() -> None:
    personal = [line for line in lines() if line.kind in PERSONAL]
    assert len(personal) > 40
    assert [line for line in personal if line.export.startswith("–") or line.erasure == "–"] == []


# -- with canaries -----------------------------------------------------------------------------------


def about(record: Any, person: Person) -> bool:
    """Is this record about the person: by its own word, or by the one it hangs on?"""
    if isinstance(record, Person):
        return record.pk == person.pk
    if isinstance(record, Account):
        return record.pk == person.account_id
    if getattr(record, "person_id", None) is not None:
        return record.person_id == person.pk
    return any(
        about(getattr(record, way), person) for way in ("claim", "application", "place", "need") if hasattr(record, way)
    )


def canary(number: int, field: models.Field) -> str:
    """A text that fits the field and stands nowhere else."""
    text = f"q~{number:03}z"
    if isinstance(field, models.EmailField):
        return f"{text}@example.org"
    return text


def write_canaries(house: House, person: Person) -> dict[tuple[str, str], str]:
    """Fill each text field that has a line, in each record about the person; the canary of each field."""
    written: dict[tuple[str, str], str] = {}
    texts = [line for line in lines() if line.kind in {*PERSONAL, "our words", "money", "choice"} and line.leaves]
    for number, line in enumerate(texts):
        model = next(model for model in our_models() if model._meta.label == line.table)
        field = model._meta.get_field(line.field)
        if not isinstance(field, models.CharField | models.TextField | models.FileField) or field.choices:
            continue
        if field.is_relation or field.unique and line.field != "email":
            continue
        for record in model._default_manager.all():
            if about(record, person):
                model._default_manager.filter(pk=record.pk).update(**{line.field: canary(number, field)})
                written[line.table, line.field] = canary(number, field)
    return written


@pytest.fixture
def marked(world: Any) -> Any:
    """Rowan with a canary in every field, and which stands where."""
    with time_machine.travel(NOW, tick=False):
        house = make_house(world)
        world.rowan.refresh_from_db()
        written = write_canaries(house, world.rowan)
        EmailAddress.objects.create(user_id=world.rowan.account_id, email="q~999z@example.org", verified=True)
        yield Person.objects.get(pk=world.rowan.pk), written


def everything_kept() -> str:
    """Every row of every table, the sealed ones opened."""
    rows: list[str] = []
    for model in our_models():
        rows += [repr(row) for row in model._default_manager.values_list()]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += [repr(row) for row in cursor.fetchall()]
    return "\n".join(rows)


def test_the_canaries_reach_every_personal_text(marked: Any) -> None:
    _person, written = marked
    texts = {
        (line.table, line.field)
        for line in lines()
        if line.kind in PERSONAL and line.leaves and (line.table, line.field) not in written
        for model in our_models()
        if model._meta.label == line.table
        if isinstance(model._meta.get_field(line.field), models.CharField | models.TextField)
        and not model._meta.get_field(line.field).choices
    }
    assert texts == set(), "make such a record about Rowan in tests/promises/house.py"
    assert len(written) > 25


def test_what_stands_as_exported_is_in_the_export(marked: Any) -> None:
    person, written = marked
    export = repr(export_of(person))
    exported = {(line.table, line.field) for line in lines() if line.export == "yes"}
    missing = [where for where, text in written.items() if where in exported and text not in export]
    assert missing == []


def test_what_stands_as_left_out_is_not_in_the_export(marked: Any) -> None:
    person, written = marked
    export = repr(export_of(person))
    left_out = {(line.table, line.field) for line in lines() if line.export.startswith("no:")} - {
        ("people.Account", "email")
    }
    assert [where for where, text in written.items() if where in left_out and text in export] == []


def test_nothing_that_says_who_it_was_is_left_after_forgetting(marked: Any) -> None:
    person, written = marked
    before = everything_kept()
    assert [where for where, text in written.items() if text not in before] == []
    nothing_waits_for(person)
    forget(person, by=person, now=NOW)
    after = everything_kept()
    assert [where for where, text in written.items() if text in after] == []
    assert "q~999z" not in after


def test_sums_stay_without_the_person(marked: Any) -> None:
    person, _written = marked
    sent = Claim.objects.exclude(submitted_at=None).values_list("reference", "total_pence", "approved_pence")
    before = list(sent.order_by("pk"))
    nothing_waits_for(person)
    forget(person, by=person, now=NOW)
    assert list(sent.order_by("pk")) == before
    assert str(Person.objects.get(pk=person.pk)) == "Somebody who asked to be forgotten"
