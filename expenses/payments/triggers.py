"""SQL that makes the database itself refuse to change the journal, for a migration to run (quality.md R25).

`statements(vendor)` makes the triggers and `undo(vendor)` takes them away, for "sqlite" and "postgresql". A database
with them cannot be emptied by `flush` on SQLite, where that is a DELETE; begin such a database anew instead.
"""

from __future__ import annotations

TABLES = ("expenses_journalentry", "expenses_journalleg")
WAYS = ("UPDATE", "DELETE")
REFUSAL = "the journal is only added to"


def _names() -> list[tuple[str, str, str]]:
    return [(f"{table}_no_{way.lower()}", table, way) for table in TABLES for way in WAYS]


def statements(vendor: str) -> list[str]:
    """The statements, one by one, that make the triggers."""
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {name} BEFORE {way} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            for name, table, way in _names()
        ]
    function = (
        "CREATE FUNCTION expenses_journal_refuses() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    triggers = [
        f"CREATE TRIGGER {name} BEFORE {way} ON {table} FOR EACH ROW EXECUTE FUNCTION expenses_journal_refuses()"
        for name, table, way in _names()
    ]
    return [function, *triggers]


def undo(vendor: str) -> list[str]:
    """The statements that take them away."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER {name}" for name, _table, _way in _names()]
    drops = [f"DROP TRIGGER {name} ON {table}" for name, table, _way in _names()]
    return [*drops, "DROP FUNCTION expenses_journal_refuses()"]
