"""Who may write in a claim: the person whose it is, or staff who write it down for them."""

from __future__ import annotations

from typing import Any

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise, may
from coordinator.people.models import Person


def writes_own(record: Any, by: Person) -> bool:
    """True for the person, False for staff who may write for them. Raises NotAllowed for everybody else."""
    if may(by, Permission.WRITE_CLAIM, record):
        return True
    authorise(by, Permission.WRITE_CLAIM_FOR, record)
    return False
