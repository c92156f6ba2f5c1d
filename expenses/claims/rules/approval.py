"""Who may approve a claim, and how many must."""

from collections.abc import Collection, Hashable

from coordinator.money import Pence
from expenses.answers import Verdict
from expenses.answers import words as _

APPROVAL_LIMIT_PENCE = 100_00


def approvals_needed(total_pence: int, limit: int = APPROVAL_LIMIT_PENCE) -> int:
    """One approver up to the limit in pence, two above (practice.md section 7, decision 3)."""
    return 1 if total_pence <= limit else 2


def may_approve(
    *,
    claimant: Hashable,
    approver: Hashable,
    total_pence: int,
    attendance_confirmer: Hashable | None = None,
    checker: Hashable | None = None,
    previous_approvers: Collection[Hashable] = (),
    limit: int = APPROVAL_LIMIT_PENCE,
) -> Verdict:
    """Whether `approver` may approve this claim, with the reason in words (practice.md PY1).

    People are compared by whatever identifies them. Nobody approves their own claim or the same claim twice;
    above the limit nobody approves what they checked or an attendance they confirmed.
    """
    if approver == claimant:
        return Verdict(False, _("This is your own claim, so somebody else approves it."))
    if approver in previous_approvers:
        return Verdict(False, _("You have approved this claim already. The second approval comes from somebody else."))
    if total_pence > limit and approver == attendance_confirmer:
        return Verdict(
            False,
            _("You confirmed that they took part. Above %(limit)s somebody else approves.", limit=Pence(limit)),
        )
    if total_pence > limit and approver == checker:
        return Verdict(False, _("You checked this claim. Above %(limit)s somebody else approves.", limit=Pence(limit)))
    return Verdict(True, _("You may approve this claim."))
