"""What is kept about applicants: given out to the person, and forgotten when its time is over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from coordinator.applications.models import Answer, Application, S
from coordinator.applications.queries import applications_of, drafts_to_forget
from coordinator.people.models import Person


@transaction.atomic
def forget_drafts(*, now: datetime) -> int:
    """Delete saved applications 30 days after their call closed, with the address kept for them; how many."""
    drafts = list(drafts_to_forget(now))
    kept_for = [draft.draft["kept_for"] for draft in drafts if draft.draft.get("kept_for")]
    Application.objects.filter(pk__in=[draft.pk for draft in drafts]).delete()
    Person.objects.filter(pk__in=kept_for, applications=None, memberships=None).delete()
    return len(drafts)


@transaction.atomic
def forget_person(person: Person, now: datetime) -> None:
    """Erase the person's words: drafts, answers, typed addresses and our line to them. The states stay, as numbers."""
    Application.objects.filter(person=person, status=S.STARTED).delete()
    Answer.objects.filter(application__person=person).delete()
    Application.objects.filter(person=person).update(draft={}, note_to_person="")


def person_rows(person: Person) -> dict[str, list[dict[str, Any]]]:
    """Everything this slice holds about the person, in words they know."""
    return {"applications": [_row(each) for each in applications_of(person).prefetch_related("answers__question")]}


def _row(application: Application) -> dict[str, Any]:
    return {
        "call": application.opportunity.title,
        "state": application.get_status_display(),
        "how it came": application.get_source_display(),
        "begun": application.started_at.isoformat(),
        "sent": application.sent_at.isoformat() if application.sent_at else "",
        "reply by": str(application.reply_by or ""),
        "typed": application.draft,
        "answers": [{"question": each.question.text, "answer": each.text} for each in application.answers.all()],
        "our line to you": application.note_to_person,
    }
