"""What each writing action of the API needs of whoever asks: said beside the action, asked before its body is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import NotAllowed, Verdict, may

Act = TypeVar("Act", bound=Callable[..., Any])
Check = Callable[..., None]  # (person, record, **what the address holds): raises NotAllowed


@dataclass(frozen=True)
class Needed:
    """One of these permissions, or what `check` wants; neither, for what everybody does for themselves."""

    any_of: tuple[Permission, ...] = ()
    check: Check | None = None


def needs(*any_of: Permission, check: Check | None = None) -> Callable[[Act], Act]:
    """Beside a method of a viewset: it is for those who hold one of these, in the organisation of the record.

    So that nobody who may not is told first what is missing in the body, or that somebody was faster. The action
    itself still asks. `check` stands in where a permission alone does not say it; `needs()` is for what everybody may
    do for themselves.
    """

    def remembered(act: Act) -> Act:
        act.needed = Needed(any_of, check)  # type: ignore[attr-defined]
        return act

    return remembered


def needed_of(view: Any, request: Request) -> Needed:
    """What this request needs; reading is decided by what the queries find."""
    if request.method in SAFE_METHODS:
        return Needed()
    found: Needed = getattr(getattr(view, getattr(view, "action", None) or "", None), "needed", Needed())
    return found


def ask(view: Any, request: Request, record: Any = None) -> None:
    """Go on, or raise NotAllowed with the reason in words."""
    needed = needed_of(view, request)
    if needed.check is not None and record is not None:
        needed.check(request.user, record, **view.kwargs)
    verdicts = [may(request.user, permission, record) for permission in needed.any_of]
    if verdicts and not any(verdicts):
        raise NotAllowed(Verdict(False, verdicts[-1].reason))
