"""Numbers of claims and of advances, counted up in each organisation; no reference stands for two records."""

from __future__ import annotations

from django.db.models import Max, Model, Q

from coordinator.organisations.models import Organisation


def reference_letters(organisation: Organisation, mark: str = "") -> str:
    """What stands before a number, so that a statement of the bank says whose it is: "LM-", with the mark "LM-B"."""
    return f"{organisation.reference_prefix}-{mark}"


def next_number(records: type[Model], organisation: Organisation, *, mark: str = "") -> int:
    """One above every number of this organisation, and of those that write the same letters: a reference stands for one
    record wherever it is read. `records` has `organisation`, `number` and `reference`.
    """
    alike = Q(organisation=organisation) | Q(reference__startswith=reference_letters(organisation, mark))
    return (records._default_manager.filter(alike).aggregate(highest=Max("number"))["highest"] or 0) + 1
