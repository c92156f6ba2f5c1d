"""Whom people can ask: the card of a named human being (practice.md B-17, RN3)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from coordinator import hooks
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.keeping.actions.saving import save_changes
from coordinator.opportunities.rules.contacts import email_problem, name_problem, phone_problem, role_problem
from coordinator.opportunities.words import in_words
from coordinator.organisations.models import Organisation
from coordinator.people.models import ContactCard, Person
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.trail import record_event


def refuse_nobody(*, name: str, email: str, phone: str, job_title: str = "", name_field: str = "person") -> None:
    """Go on when this is a named human being with a direct phone. Raises Refusal, which says it beside each field.

    A role is looked at when there is one.
    """
    said = {name_field: name_problem(name), "email": email_problem(email), "phone": phone_problem(phone)}
    said["job_title"] = role_problem(job_title) if job_title else None
    problems = {field: [in_words(sentence)] for field, sentence in said.items() if sentence is not None}
    if problems:
        raise Refusal(next(iter(problems.values()))[0], problems)


@transaction.atomic
def keep_card(
    organisation: Organisation,
    person: Person,
    *,
    by: Person,
    now: datetime,
    email: str,
    phone: str,
    away_until: date | None = None,
    **said: Any,
) -> ContactCard:
    """Write or change a person's card: job_title, phone, email, working_days, quote, away_until (the last day away).

    Every call, letter and calendar with this contact shows it from now on. Raises Refusal: it is no named person.
    """
    authorise(by, Permission.KEEP_ORGANISATION, organisation)
    refuse_nobody(name=person.full_name, email=email, phone=phone, job_title=said.get("job_title", ""))
    said |= {"email": email, "phone": phone, "away_until": away_until}
    card, made = ContactCard.objects.get_or_create(organisation=organisation, person=person, defaults=said)
    changed = sorted(said) if made else save_changes(card, said)
    if changed:
        record_event("contactcard.keep", card, by=by, now=now, fields=changed)
        list(hooks.details_changed.ask(card, now=now))
    return card
