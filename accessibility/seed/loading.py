"""The 107 items, brought into the database once and then left to the organisation."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connections

from accessibility.models import NeedItem

ITEMS = Path(__file__).with_name("access_needs.csv")


def load_items(using: str = "default") -> int:
    """Add the items that are not there yet; how many. One query when nothing is missing.

    Items that are there keep what the organisation made of them, words, days and order alike.
    """
    known = set(NeedItem.objects.using(using).values_list("code", flat=True))
    missing = [item for item in _items() if item.code not in known]
    if missing:
        NeedItem.objects.using(using).bulk_create(missing, ignore_conflicts=True)
    return len(missing)


def after_migrate(sender: Any, using: str, **_signal: Any) -> None:
    """On a fresh install and in every test the items are there; before the table is, nothing happens."""
    with connections[using].cursor() as cursor:
        there = NeedItem._meta.db_table in connections[using].introspection.table_names(cursor)
    if there:
        load_items(using)


def _items() -> Iterator[NeedItem]:
    with ITEMS.open(encoding="utf-8", newline="") as file:
        for position, row in enumerate(csv.DictReader(file), start=1):
            yield NeedItem(
                code=row["code"],
                group=row["group"],
                position=position,
                label=row["label"],
                organiser_action=row["organiser_action"],
                target_working_days=int(row["target_lead_working_days"]),
                least_working_days=int(row["min_lead_working_days"]),
                source=row["source_keys"],
                need_to_know=row["default_need_to_know"],
            )
