"""The gate: a call opens when nothing is missing, or when a second person approved its short notice (RN1, RN2)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.opportunities.models import CallStatus, Opportunity
from coordinator.opportunities.queries import as_promised, dates_of, gaps_by, measure_today
from coordinator.opportunities.refusals import CallNotReady, CannotApprove
from coordinator.opportunities.rules.notice import days_of_notice, days_to_event
from coordinator.opportunities.steps import PUBLISH
from coordinator.people.models import Person
from coordinator.workflow.steps import take
from coordinator.workflow.trail import record_event


@transaction.atomic
def publish_call(call: Opportunity, *, by: Person, now: datetime) -> Opportunity:
    """Open the call to everybody, with the notice that holds today: the call keeps these numbers (B-31, RN7).

    Raises CallNotReady with every gap at once, NotAllowed, SomebodyWasFaster.
    """
    authorise(by, Permission.PUBLISH_CALL, call)
    call = _as_saved(call)
    measure = measure_today(call)
    missing = gaps_by(measure, call, now=now) if call.status == CallStatus.DRAFT else []
    if missing:
        raise CallNotReady(missing)
    return take(PUBLISH, call, by=by, now=now, published_at=now, **as_promised(measure))


@transaction.atomic
def ask_short_notice(call: Opportunity, *, because: str, by: Person, now: datetime) -> Opportunity:
    """Ask a second person to let this call go with shorter notice. The reason will be public.

    Raises CannotApprove without a reason.
    """
    authorise(by, Permission.EDIT_CALL, call)
    if not because.strip():
        raise CannotApprove(
            _("Nothing was sent."),
            {"because": [_("Say why the notice is short. Everybody who reads the call sees it.")]},
        )
    _draft(call).update(
        short_notice_reason=because.strip(),
        short_notice_asked_by=by,
        short_notice_approver=None,
        short_notice_days_open=None,
        short_notice_days_before=None,
    )
    call.refresh_from_db()
    record_event("opportunity.ask_short_notice", call, by=by, now=now)
    return call


@transaction.atomic
def approve_short_notice(call: Opportunity, *, by: Person, now: datetime) -> Opportunity:
    """Let this call go with the days it would have if it opened now; fewer days need a new approval.

    Somebody else than its author and than whoever asked; the reason is shown to the public, and the approval is
    counted in the report to the board (practice.md B-18, RN2). Raises CannotApprove, NotAllowed.
    """
    authorise(by, Permission.APPROVE_SHORT_NOTICE, call)
    call = _as_saved(call)
    if not call.short_notice_reason or call.status != CallStatus.DRAFT:
        raise CannotApprove(_("Nobody is asking for shorter notice on this call any more."))
    if by.pk in {call.written_by_id, call.short_notice_asked_by_id}:
        raise CannotApprove(_("Somebody else has to approve this: you wrote the call or asked for it."))
    days_open, days_before = _days(call, now)
    _draft(call).update(
        short_notice_approver=by, short_notice_days_open=days_open, short_notice_days_before=days_before
    )
    call.refresh_from_db()
    details = {"days_open": days_open, "days_before": days_before}
    record_event("opportunity.approve_short_notice", call, by=by, now=now, details=details)
    return call


@transaction.atomic
def refuse_short_notice(call: Opportunity, *, by: Person, now: datetime) -> Opportunity:
    """The notice stays as the policy says; the author chooses later days."""
    authorise(by, Permission.APPROVE_SHORT_NOTICE, call)
    _draft(call).update(short_notice_reason="", short_notice_asked_by=None, short_notice_approver=None)
    call.refresh_from_db()
    record_event("opportunity.refuse_short_notice", call, by=by, now=now)
    return call


def _as_saved(call: Opportunity) -> Opportunity:
    """The call as the database has it, held until the end of the transaction."""
    return (
        Opportunity.objects.select_for_update(of=("self",))
        .select_related("organisation", "panel__team", "panel__contact__person")
        .get(pk=call.pk)
    )


def _draft(call: Opportunity):
    return Opportunity.objects.filter(pk=call.pk, status=CallStatus.DRAFT)


def _days(call: Opportunity, now: datetime) -> tuple[int | None, int | None]:
    zone = call.organisation.zone
    starts = [session.starts_at for session in dates_of(call)]
    return (
        days_of_notice(now, call.closes_at, zone) if call.closes_at else None,
        days_to_event(now, min(starts), zone) if starts else None,
    )
