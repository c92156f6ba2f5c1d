"""SQLite's write-ahead log: readers and a writer at the same time (quality.md B5)."""

from typing import Any

from django.db import connections


def set_write_ahead_log(using: str = "default", **_signal: Any) -> None:
    """Switch the log on after `migrate`; the file keeps it. As an `init_command` it would lock on each connection."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=WAL")
