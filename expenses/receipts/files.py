"""Files of receipts are deleted when their row is gone for good, never before."""

from __future__ import annotations

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from expenses.receipts.models import Receipt


def drop_receipts(receipts: QuerySet[Receipt]) -> None:
    """Delete these receipts; their files go once the change is kept, so that one undone loses nothing."""
    names = list(receipts.values_list("file", flat=True))
    receipts.delete()
    for name in names:
        transaction.on_commit(partial(default_storage.delete, name))
