"""Applying: begun, saved, sent by the person; or entered by staff for somebody who rang or wrote."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from coordinator.applications import rules
from coordinator.applications.actions.line import serve_in_order
from coordinator.applications.actions.sender import Sender, join, make_person, person_of, ways_not_known
from coordinator.applications.letters import DRAFT_LINK, RECEIVED, SAVED
from coordinator.applications.models import LIVE, Answer, Application, S, Source
from coordinator.applications.queries import draft_of
from coordinator.applications.refusals import AppliedAlready, CallOver
from coordinator.applications.steps import ENTER, SEND, told_by
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.letters.actions import post
from coordinator.opportunities.models import CallStatus, Opportunity
from coordinator.panels.models import OPEN_PANELS
from coordinator.people.links import end_links, issue_link
from coordinator.people.models import AccessLink, Channel, ConsentSource, Person, PersonStatus
from coordinator.workflow.steps import Step, take
from coordinator.workflow.trail import record_event

CONSENT = {
    Source.ONLINE: ConsentSource.ONLINE,
    Source.PHONE: ConsentSource.PHONE,
    Source.POST: ConsentSource.PAPER,
    Source.IN_PERSON: ConsentSource.IN_PERSON,
}


@transaction.atomic
def save_application(
    opportunity: Opportunity, parts: Mapping[str, str], *, form_key: UUID, person: Person | None, now: datetime
) -> tuple[Application, str]:
    """Begin an application and keep what was typed; give back it and the secret of its link.

    The same shown form makes one application, however often it is pressed; a signed-in person has one draft per
    call. Raises CallOver when nothing was begun and the call takes no more.
    """
    application = Application.objects.filter(form_key=form_key).first() or draft_of(person, opportunity)
    if application is None:
        refuse_when_over(opportunity, now=now)
        application, _made = Application.objects.get_or_create(
            form_key=form_key,
            defaults={
                "organisation_id": opportunity.organisation_id, "opportunity": opportunity, "person": person,
                "started_at": now,
            },
        )  # fmt: skip
    lasts = rules.draft_kept_until(opportunity.closes_at, now=now) - now
    token = issue_link(DRAFT_LINK, application, person=person, now=now, lasts=lasts)
    return keep_parts(application, parts, now=now), token


@transaction.atomic
def keep_parts(application: Application, parts: Mapping[str, str], *, now: datetime) -> Application:
    """Keep what was typed so far, right or not; the first time an email address is there, its link is sent to it."""
    if application.status != S.STARTED:
        return application
    kept = {**application.draft, **parts}
    if Application.objects.filter(pk=application.pk, status=S.STARTED).update(draft=kept):
        application.draft = kept
    return application


@transaction.atomic
def send_link(application: Application, *, now: datetime) -> bool:
    """Send the way back to the saved text to the email address that was typed, once for each address.

    False when there is no address that could be right.
    """
    email = application.draft.get("email", "").strip()
    try:
        validate_email(email)
    except ValidationError:
        return False
    to = application.person or _somebody_at(email, application)
    dedupe = hashlib.sha256(email.casefold().encode()).hexdigest()[:12]
    post(SAVED, to=to, about=application, contact=application.opportunity.panel.contact, now=now, dedupe=dedupe)
    return True


@transaction.atomic
def send_application(
    application: Application, *, sender: Sender, answers: Mapping[UUID, str], now: datetime
) -> Application:
    """Send it: find or make the person, acknowledge at once, and in a first-come call serve in order.

    Somebody who has a living application in this call keeps that one, with the new answers added; what comes back
    is then the first one. Its link from now on shows that it was sent and nothing else, so nothing here tells a
    stranger which it was; the way to follow it goes by letter. Raises CallOver.
    """
    opportunity = Opportunity.objects.select_for_update().get(pk=application.opportunity_id)
    draft = Application.objects.filter(pk=application.pk).first()  # as it stands now that the call is held
    if draft is None or draft.status != S.STARTED:  # a second press sent it already, or joined it to the first
        return draft or application
    application = draft
    refuse_when_over(opportunity, now=now)
    person = application.person or _find_or_make(application, sender, now=now)
    application.draft = {"ways": ways_not_known(sender, person)}
    end_links(DRAFT_LINK, application.pk, now=now)
    first = live_application(person, opportunity)
    if first:
        return _send_again(first, application, answers, now=now)
    application.person = person
    return _receive(SEND, application, answers, by=person, now=now)


@transaction.atomic
def enter_application(
    opportunity: Opportunity,
    *,
    sender: Sender,
    answers: Mapping[UUID, str],
    source: str,
    form_key: UUID,
    by: Person,
    now: datetime,
    person: Person | None = None,
) -> Application:
    """Enter an application for somebody who rang, wrote or came by; source and consent are recorded (AP2, S-25).

    `person` is whom staff recognised; without one a new person is made. The same shown form enters one application.
    Allowed until everybody has been told: a letter may arrive after the closing day. Raises AppliedAlready,
    CallOver, NotAllowed.
    """
    authorise(by, Permission.ENTER_APPLICATION, opportunity)
    opportunity = Opportunity.objects.select_for_update().get(pk=opportunity.pk)
    entered = Application.objects.filter(form_key=form_key).first()
    if entered:
        return entered
    taking = opportunity.status in {CallStatus.PUBLISHED, CallStatus.CLOSED}
    if not taking or opportunity.panel.status not in OPEN_PANELS:
        raise CallOver(_("This call takes no applications any more."))
    if person and live_application(person, opportunity):
        raise AppliedAlready(_("{name} has applied to this call already.").format(name=person.full_name))
    person = person or make_person(sender, consent=CONSENT[Source(source)], now=now)
    application = Application.objects.create(
        organisation_id=opportunity.organisation_id, opportunity=opportunity, person=person, source=source,
        form_key=form_key, entered_by=by, started_at=now, draft={"ways": ways_not_known(sender, person)},
    )  # fmt: skip
    return _receive(told_by(ENTER, source), application, answers, by=by, now=now)


def refuse_when_over(opportunity: Opportunity, *, now: datetime) -> None:
    """Raise CallOver, saying why, when the call is withdrawn, its panel or its day is over."""
    if opportunity.open_at(now):
        return
    if opportunity.status == CallStatus.WITHDRAWN:
        raise CallOver(_("This call was withdrawn, so it takes no applications. Nothing you typed is lost."))
    if opportunity.panel.status not in OPEN_PANELS:
        raise CallOver(_("What this call was for is over, so it takes no applications. Nothing you typed is lost."))
    raise CallOver(_("This call has closed. Nothing you typed is lost: please ring us, there may still be a way."))


def live_application(person: Person, opportunity: Opportunity) -> Application | None:
    """The person's living application in this call, if there is one."""
    return Application.objects.filter(person=person, opportunity=opportunity, status__in=LIVE).first()


def _somebody_at(email: str, application: Application) -> Person:
    """Whoever is at this address. Not yet anybody who takes part: forgotten with the draft, or made whole on sending."""
    person = _kept_for(application)
    if person is None:
        name = application.draft.get("name", "").strip()[:120] or _("there")
        person = Person.objects.create(
            full_name=name, email=email, status=PersonStatus.ENQUIRER, channel_order=[Channel.EMAIL]
        )
        application.draft = {**application.draft, "kept_for": str(person.pk)}
        application.save(update_fields=["draft"])
    elif person.email != email:
        person.email = email
        person.save(update_fields=["email"])
    return person


def _kept_for(application: Application) -> Person | None:
    pk = application.draft.get("kept_for")
    return Person.objects.filter(pk=pk).first() if pk else None


def _find_or_make(application: Application, sender: Sender, *, now: datetime) -> Person:
    known = person_of(sender, application.opportunity.organisation)
    kept_for = _kept_for(application)
    if known is None:
        return make_person(sender, consent=ConsentSource.ONLINE, now=now, person=kept_for)
    if kept_for:
        kept_for.delete()
    return known


def _receive(
    step: Step, application: Application, answers: Mapping[UUID, str], *, by: Person, now: datetime
) -> Application:
    opportunity, person = application.opportunity, application.applicant
    join(person, opportunity.organisation)
    reply_by = rules.promised_reply(opportunity.organisation.day(now), opportunity.answer_by)
    take(step, application, by=by, now=now, person=person, sent_at=now, reply_by=reply_by, draft=application.draft)
    Answer.objects.bulk_create(
        Answer(application=application, question_id=question, text=text) for question, text in answers.items() if text
    )
    _acknowledge(application, now=now)
    serve_in_order(application, now=now)
    return application


def _send_again(first: Application, again: Application, answers: Mapping[UUID, str], *, now: datetime) -> Application:
    """The first application stands; what is new in the answers is added below; the second draft's link leads here."""
    written = {answer.question_id: answer for answer in first.answers.all()}
    for question, text in answers.items():
        if text:
            _add_answer(first, written.get(question), question, text)
    record_event("application.sent_again", first, by=first.applicant, now=now)
    AccessLink.objects.filter(purpose=DRAFT_LINK, record_id=again.pk).update(record_id=first.pk)
    _acknowledge(first, now=now, dedupe=f"again-{first.organisation.day(now)}")
    again.delete()
    first.form_key = again.form_key  # pressed once more, the form is known as sent, as any other
    first.save(update_fields=["form_key"])
    return first


def _add_answer(first: Application, before: Answer | None, question: UUID, text: str) -> None:
    if before is None:
        Answer.objects.create(application=first, question_id=question, text=text)
    elif text not in before.text:
        before.text = f"{before.text}\n\n{text}"
        before.save(update_fields=["text"])


def _acknowledge(application: Application, *, now: datetime, dedupe: str = "") -> None:
    contact = application.opportunity.panel.contact
    post(RECEIVED, to=application.applicant, about=application, contact=contact, now=now, dedupe=dedupe)
