"""Writing a call: asked for by a manager, begun, filled in, tried out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify
from django.utils.translation import gettext as _

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.opportunities.models import CallStatus, Opportunity, Question, new_code
from coordinator.opportunities.refusals import SomebodyElseEdited
from coordinator.opportunities.steps import TAKE_UP
from coordinator.panels.models import Panel
from coordinator.people.models import Person
from coordinator.workflow.steps import SomebodyWasFaster, take
from coordinator.workflow.trail import record_event

EDITABLE = frozenset(
    {
        "title", "summary", "level", "what_you_do", "what_can_change", "already_decided", "who_we_look_for",
        "who_cannot", "new_people_welcome", "dates_to_agree", "hours", "hours_about", "ways", "demands",
        "costs_covered", "payment", "payment_pence", "support", "support_by", "how_to_apply", "return_address",
        "closes_at", "answer_by", "selection", "selection_steps", "skills", "training", "checks", "bring",
    }
)  # fmt: skip
SAID_BEFORE = ("how_to_apply", "return_address", "costs_covered")  # the same from call to call: asked once
MOST_QUESTIONS = 5


@transaction.atomic
def create_call(panel: Panel, *, title: str, by: Person, now: datetime) -> Opportunity:
    """Begin a call for this panel. What the team's last call said about costs and post is there to start from."""
    authorise(by, Permission.EDIT_CALL, panel)
    return _begin(panel, title, CallStatus.DRAFT, "opportunity.create", by=by, now=now, written_by=by)


@transaction.atomic
def request_call(panel: Panel, *, title: str, what_you_do: str = "", by: Person, now: datetime) -> Opportunity:
    """A manager asks for a call; the involvement team takes it up and writes it (practice.md journey (e) 1)."""
    authorise(by, Permission.REQUEST_CALL, panel)
    return _begin(
        panel,
        title,
        CallStatus.REQUESTED,
        "opportunity.request",
        by=by,
        now=now,
        requested_by=by,
        what_you_do=what_you_do,
    )


def _begin(
    panel: Panel, title: str, status: CallStatus, verb: str, *, by: Person, now: datetime, **fields: Any
) -> Opportunity:
    last = (
        Opportunity.objects.filter(panel__team=panel.team_id).exclude(return_address="").order_by("-created_at", "-pk")
    )
    said_before = last.values(*SAID_BEFORE).first() or {}
    call = Opportunity(
        organisation_id=panel.organisation_id, panel=panel, status=status, title=title, **(said_before | fields)
    )
    call.slug = _free_slug(title, call.code)
    call.save(force_insert=True)
    record_event(verb, call, by=by, now=now, after=call.status)
    return call


def _free_slug(title: str, code: str) -> str:
    slug = slugify(title)[:60].strip("-") or code
    return slug if not Opportunity.objects.filter(slug=slug).exists() else f"{slug}-{new_code()}"


@transaction.atomic
def take_up_call(call: Opportunity, *, by: Person, now: datetime) -> Opportunity:
    """A coordinator takes a manager's request up and becomes its author."""
    return take(TAKE_UP, call, by=by, now=now, written_by=by)


@transaction.atomic
def edit_call(
    call: Opportunity, *, by: Person, now: datetime, version: int | None = None, **changes: Any
) -> Opportunity:
    """Save what was typed into a draft; gaps may stay until it opens.

    `version` is what the page showed. Raises SomebodyElseEdited when another save came between, SomebodyWasFaster
    when the call is no draft any more, and NotAllowed.
    """
    authorise(by, Permission.EDIT_CALL, call)
    changed = {name: value for name, value in changes.items() if name in EDITABLE and getattr(call, name) != value}
    if not changed:
        return call
    drafts = Opportunity.objects.filter(pk=call.pk, status=CallStatus.DRAFT)
    unchanged = drafts if version is None else drafts.filter(version=version)
    if not unchanged.update(version=F("version") + 1, **changed):
        raise _overtaken(call, drafts.exists())
    call.refresh_from_db()
    record_event("opportunity.edit", call, by=by, now=now, fields=sorted(changed))
    return call


def _overtaken(call: Opportunity, still_a_draft: bool) -> Exception:
    if still_a_draft:
        return SomebodyElseEdited(
            _("Somebody else saved this call while you were writing. Look at what is there, then save again.")
        )
    return SomebodyWasFaster(TAKE_UP, call)


@transaction.atomic
def set_questions(
    call: Opportunity, questions: Sequence[dict[str, Any]], *, by: Person, now: datetime
) -> list[Question]:
    """Replace a draft's own questions: dicts with text, hint and needed, in order; at most MOST_QUESTIONS.

    Changed questions must be tried out again before the call opens (practice.md B-20).
    """
    authorise(by, Permission.EDIT_CALL, call)
    wanted = [
        {"text": each["text"], "hint": each.get("hint", ""), "needed": bool(each.get("needed"))}
        for each in questions[:MOST_QUESTIONS]
    ]
    if wanted == list(call.questions.values("text", "hint", "needed")):
        return list(call.questions.all())
    if not Opportunity.objects.filter(pk=call.pk, status=CallStatus.DRAFT).update(route_tested_at=None):
        raise SomebodyWasFaster(TAKE_UP, call)
    call.route_tested_at = None
    call.questions.all().delete()
    made = [Question(opportunity=call, position=number, **each) for number, each in enumerate(wanted, 1)]
    record_event("opportunity.edit", call, by=by, now=now, fields=["questions"])
    return Question.objects.bulk_create(made)


@transaction.atomic
def note_route_tested(call: Opportunity, *, by: Person, now: datetime) -> Opportunity:
    """Somebody of the team applied as a pretend volunteer and it worked: remember when, and who (RN4)."""
    authorise(by, Permission.EDIT_CALL, call)
    call.route_tested_at, call.route_tested_by = now, by
    call.save(update_fields=["route_tested_at", "route_tested_by"])
    record_event("opportunity.test_route", call, by=by, now=now)
    return call
