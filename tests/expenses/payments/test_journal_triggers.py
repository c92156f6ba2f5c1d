"""The database itself refuses to change what is in the journal, whoever asks."""

import pytest
from django.db import DatabaseError, connection, transaction

from expenses.payments.triggers import statements, undo
from tests.expenses.office import approved


def run(lines):
    with connection.cursor() as cursor:
        for line in lines:
            cursor.execute(line)


def test_raw_sql_cannot_change_or_shorten_the_journal(world):
    run(statements(connection.vendor))
    approved(world, 500)
    for table in ("expenses_journalleg", "expenses_journalentry"):
        for line in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
                run([line])
    run(undo(connection.vendor))
    run(["UPDATE expenses_journalleg SET pence = pence"])
