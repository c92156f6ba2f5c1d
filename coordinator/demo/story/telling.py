"""What the chapters are told with: planning, opening, applying, choosing, always through the actions that people use."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import F

from coordinator.applications import actions as applications
from coordinator.applications.models import Application
from coordinator.demo.story.texts import ANSWERS, QUESTIONS
from coordinator.demo.world import Demo, at_time
from coordinator.ids import new_id
from coordinator.letters.actions import mark_posted, spoke
from coordinator.letters.models import Letter, LetterStatus
from coordinator.letters.tasks import send_batch
from coordinator.opportunities import actions as calls
from coordinator.opportunities.models import Opportunity
from coordinator.panels import actions as panels
from coordinator.panels.models import Panel
from coordinator.people.models import Channel, Person

A_ROUND = 200  # letters
LATELY = timedelta(days=3)  # calls and letters older than this were made; younger ones wait for somebody


def plan(
    demo: Demo, key: str, *, title: str, kind: str, places: int, reserves: int, when: datetime, owner: str = "levels",
    minimum_lay: int = 2, by: str = "tomasz",
) -> Panel:  # fmt: skip
    """Plan a panel as `by` at `when`; its contact is the coordinator of the owner."""
    contact = demo.cards["ann" if owner == "westmoor" else "tomasz"]
    cover = demo.cards["tomasz_westmoor"] if owner == "westmoor" else None
    demo.panels[key] = panels.plan_panel(
        organisation=demo.organisations[owner], team=demo.teams[owner], contact=contact, cover_contact=cover,
        title=title, kind=kind, places=places, reserves=reserves, minimum_lay=minimum_lay, by=demo.people[by], now=when,
    )  # fmt: skip
    return demo.panels[key]


def set_date(
    demo: Demo, key: str, *, starts: datetime, hours: float, when: datetime, venue: str | None = "harptree",
    room: str = "Room 2", by: str = "tomasz", **more: Any,
) -> None:  # fmt: skip
    """Give a panel its one date."""
    demo.sessions[key] = panels.schedule_session(
        demo.panels[key], starts_at=starts, ends_at=starts + timedelta(hours=hours),
        venue=demo.venues[venue] if venue else None, room=room if venue else "", by=demo.people[by], now=when, **more,
    )  # fmt: skip
    demo.panels[key].refresh_from_db()


def write_call(
    demo: Demo, key: str, text: dict[str, Any], *, when: datetime, by: str = "tomasz",
    requested: Opportunity | None = None, **fields: Any,
) -> Opportunity:  # fmt: skip
    """Write a call for a panel, a new one or the one that was asked for, and try it out once, as RN4 asks."""
    author = demo.people[by]
    call = requested or calls.create_call(demo.panels[key], title=text["title"], by=author, now=when)
    calls.edit_call(call, by=author, now=when, **(text | fields))
    calls.set_questions(call, list(QUESTIONS), by=author, now=when)
    calls.note_route_tested(call, by=author, now=when)
    demo.calls[key] = call
    return call


def open_call(demo: Demo, key: str, *, when: datetime, by: str = "tomasz") -> None:
    """Publish; the gate is asked like any other day."""
    demo.calls[key] = calls.publish_call(demo.calls[key], by=demo.people[by], now=when)


def apply(demo: Demo, key: str, people: Iterable[str], *, when: datetime) -> None:
    """Each of these people applies a few minutes apart: online, or Tomasz enters it for whoever rang (AP2, AP3)."""
    question = demo.calls[key].questions.all()[0]
    for number, person_key in enumerate(people):
        person, now = demo.people[person_key], when + timedelta(minutes=7 * number)
        told = {"sender": sender_of(person), "answers": {question.pk: ANSWERS[number % len(ANSWERS)]}, "now": now}
        way = _applied_online if person.account_id else _entered_for
        demo.applications[key, person_key] = way(demo, demo.calls[key], person, told)


def _applied_online(demo: Demo, call: Opportunity, person: Person, told: dict[str, Any]) -> Application:
    application, _token = applications.save_application(call, {}, form_key=new_id(), person=person, now=told["now"])
    return applications.send_application(application, **told)


def _entered_for(demo: Demo, call: Opportunity, person: Person, told: dict[str, Any]) -> Application:
    tomasz = demo.people["tomasz"]
    return applications.enter_application(call, source="phone", form_key=new_id(), person=person, by=tomasz, **told)


def sender_of(person: Person) -> applications.Sender:
    """What this person would type."""
    return applications.Sender(
        full_name=person.full_name,
        email=person.email,
        phone=person.mobile or person.landline,
        address=person.address,
        postcode=person.postcode,
        channel=Channel.EMAIL if person.email else Channel.POST,
    )


def offer(demo: Demo, key: str, people: Iterable[str], *, when: datetime, by: str = "tomasz",
          ends: datetime | None = None) -> None:  # fmt: skip
    """Offer each of these applicants a place, to be answered by `ends`."""
    for person_key in people:
        demo.applications[key, person_key] = applications.offer_place(
            fresh(demo, key, person_key), by=demo.people[by], now=when, ends_at=ends
        )


def accept(demo: Demo, key: str, people: Iterable[str], *, when: datetime) -> None:
    """Each says yes; whoever is not online says it to Tomasz."""
    for person_key in people:
        person = demo.people[person_key]
        how = {"by": person} if person.account_id else {"by": demo.people["tomasz"], "source": "phone"}
        application = applications.accept_offer(fresh(demo, key, person_key), now=when, **how)
        demo.applications[key, person_key] = application
        if application.place:
            demo.places[key, person_key] = application.place


def fresh(demo: Demo, key: str, person_key: str) -> Application:
    """The application as it stands now."""
    return Application.objects.select_related("opportunity__organisation", "person", "place").get(
        pk=demo.applications[key, person_key].pk
    )


def deliver(demo: Demo, when: datetime) -> None:
    """The worker's rounds until that moment: reminders on their own days, then what else was due by then."""
    until = min(when, demo.now)
    for moment in [*_days_of_their_own(until), until]:
        _one_round(demo, moment)


def _days_of_their_own(until: datetime) -> list[datetime]:
    """The moments for which letters were promised beforehand."""
    promised = Letter.objects.filter(status=LetterStatus.QUEUED, send_after__gt=F("created_at"), send_after__lt=until)
    return sorted(set(promised.values_list("send_after", flat=True)))


def _one_round(demo: Demo, moment: datetime) -> None:
    while send_batch(lambda: moment, at_most=A_ROUND):
        pass
    if demo.now - moment > LATELY:
        _by_hand(demo.people["tomasz"], moment)


def _by_hand(tomasz: Person, moment: datetime) -> None:
    """What no worker can do, he did the same day: he rang, and he took letters to the post."""
    waiting = Letter.objects.select_related("organisation", "person")
    for letter in waiting.filter(status=LetterStatus.TO_PHONE):
        spoke(letter, by=tomasz, now=moment)
    to_post = list(waiting.filter(status=LetterStatus.TO_PRINT))
    if to_post:
        mark_posted(to_post, by=tomasz, on=to_post[0].organisation.day(moment), now=moment)


def closing(demo: Demo, offset: int) -> datetime:
    """One minute before midnight, that many days from today."""
    return at_time(demo.day(offset), time(23, 59))
