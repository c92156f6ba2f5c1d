"""What a call still lacks before it may be published: every gap at once (practice.md 2.1, RN1 to RN4, RN6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from coordinator.opportunities.rules.contacts import email_problem, name_problem, phone_problem, role_problem
from coordinator.opportunities.rules.notice import days_of_notice, days_to_event, earliest_day
from coordinator.opportunities.rules.policies import Policy
from coordinator.opportunities.rules.said import Gap, gap
from coordinator.working_days import working_days_between


def _(text: str) -> str:
    """Mark `text` for translation; whoever shows it translates it."""
    return text


@dataclass(frozen=True)
class SessionFacts:
    """One date of the call's panel. `place` is the venue's name or the video link; empty when there is neither."""

    starts_at: datetime
    ends_at: datetime
    place: str = ""
    access_known: bool = True


@dataclass(frozen=True)
class ContactFacts:
    """Whom readers can ask."""

    name: str
    job_title: str
    phone: str
    email: str
    working_days: str


@dataclass(frozen=True)
class CallFacts:
    """What a call says, as plain values. The names are the names of the fields to mend."""

    title: str = ""
    kind: str = ""
    level: str = ""
    team: str = ""
    what_you_do: str = ""
    what_can_change: str = ""
    already_decided: str = ""
    who_we_look_for: str = ""
    who_cannot: str = ""
    places: int = 0
    minimum_lay: int = 0
    dates_to_agree: bool = False
    hours: Decimal | float | None = None
    ways: Sequence[str] = ()
    demands: str = ""
    costs_covered: str = ""
    payment: str = ""
    payment_pence: int | None = None
    support: Sequence[str] = ()
    support_by: date | None = None
    how_to_apply: str = ""
    return_address: str = ""
    closes_at: datetime | None = None
    answer_by: date | None = None
    selection: str = ""
    selection_steps: str = ""
    route_tested_at: datetime | None = None
    approved_days_open: int | None = None
    approved_days_before: int | None = None


# Every field marked R in practice.md 2.1 that is simply there or not, with the sentence that names it.
NEEDED: dict[str, str] = {
    "title": _("Title: say in a few words what this is."),
    "kind": _("Type: say what kind of panel or session this is."),
    "level": _("Level: say how far people's word goes, from “inform” to “empower”."),
    "team": _("Team: say which team asks."),
    "what_you_do": _("What you will do: say it in plain words."),
    "what_can_change": _("What can change because of you: say what is still open."),
    "already_decided": _("What is already decided: say it, or write “nothing yet”."),
    "who_we_look_for": _("Who we are looking for: say whose experience is wanted."),
    "who_cannot": _("Who cannot take part, and why: say it, or write “nobody is left out”."),
    "places": _("Places: say how many people can take part."),
    "minimum_lay": _("Fewest members of the public: say with how many it still goes ahead."),
    "hours": _("Hours: say how long it takes in all, with preparation and debrief."),
    "ways": _("Ways to take part: say whether people come, join online, ring or write."),
    "demands": _("What may be hard: say what it asks of body and mind, or write “nothing special”."),
    "costs_covered": _("Costs: say what is covered, how and when."),
    "payment": _("Payment: say whether there is one, even when there is none."),
    "support": _("Support: say what help is offered, such as childcare, transport or interpreting."),
    "how_to_apply": _("How to apply: say how people apply by phone and by post."),
    "return_address": _("The printed form has no address to send it back to: give one."),
    "closes_at": _("Closing: give the day and the time."),
    "answer_by": _("Answer: say by when everybody hears, whatever you decide."),
    "selection": _("How we choose: say it before people apply."),
    "selection_steps": _("Steps of choosing: say what happens after the closing day, with dates."),
    "route_tested_at": _("The way to apply has not been tried: apply once as a pretend volunteer."),
}


def gaps(
    call: CallFacts,
    policy: Policy,
    sessions: Sequence[SessionFacts],
    contact: ContactFacts,
    *,
    now: datetime,
    zone: ZoneInfo,
    working_days_to_answer: int = 3,
) -> list[Gap]:
    """Everything that stands between this call and its publication at `now`: first what is simply missing.

    For a call that is already open, `now` is the moment it was published, so that a change is measured against the
    notice people had (RN7). `working_days_to_answer` is the organisation's shortest time to answer (B-01).
    """
    day = event_day(sessions, zone)
    return [
        *(gap(field, text) for field, text in NEEDED.items() if not getattr(call, field)),
        *_payment_gaps(call),
        *_date_gaps(call, sessions),
        *_contact_gaps(contact),
        *_closing_gaps(call, policy, now, zone, working_days_to_answer),
        *_event_gaps(call, policy, sessions, now, zone),
        *_answer_gaps(call, day, zone, working_days_to_answer),
        *_support_gaps(call, policy, day),
    ]


def event_day(sessions: Sequence[SessionFacts], zone: ZoneInfo) -> date | None:
    """The first day of the panel in the organisation's zone, or None when there is none yet."""
    starts = [session.starts_at for session in sessions]
    return min(starts).astimezone(zone).date() if starts else None


PLACED_WAYS = frozenset({"meeting", "online"})  # by post, by phone and from home need no place


def _payment_gaps(call: CallFacts) -> Iterator[Gap]:
    if call.payment == "optional" and not call.payment_pence:
        yield gap("payment_pence", _("Amount: say how much the payment is."))


def _date_gaps(call: CallFacts, sessions: Sequence[SessionFacts]) -> Iterator[Gap]:
    if not sessions and not call.dates_to_agree:
        yield gap("sessions", _("Dates: give the day with its start and end, or say that dates are agreed together."))
    needs_place = not call.ways or bool(PLACED_WAYS & set(call.ways))
    for session in sessions:
        if not session.place and needs_place:
            yield gap(
                "venue", _("Place: say where it is on {day}, or give the video link."), day=session.starts_at.date()
            )
        if session.place and not session.access_known:
            yield gap(
                "venue", _("Place: describe the way in to {place}, from the street to the seat."), place=session.place
            )


def _contact_gaps(contact: ContactFacts) -> Iterator[Gap]:
    problems = {
        "contact_name": name_problem(contact.name),
        "contact_email": email_problem(contact.email),
        "contact_phone": phone_problem(contact.phone),
        "contact_job_title": role_problem(contact.job_title),
    }
    yield from (Gap(field, said) for field, said in problems.items() if said)
    if not contact.working_days:
        yield gap("contact_working_days", _("Contact: say on which days the person can be reached."))


def _closing_gaps(
    call: CallFacts, policy: Policy, now: datetime, zone: ZoneInfo, working_days_to_answer: int
) -> Iterator[Gap]:
    if call.closes_at is None:
        return
    if call.closes_at <= now:
        yield gap("closes_at", _("Closing: this day is over. Choose one to come."))
        return
    days = days_of_notice(now, call.closes_at, zone)
    if policy.days_open is not None and days < policy.days_open and not _approved(days, call.approved_days_open):
        earliest = earliest_day(now, policy.days_open, zone)
        yield _too_short("closes_at", ONE_DAY_OPEN, DAYS_OPEN, days, policy.days_open, earliest)
    today, closes = now.astimezone(zone).date(), call.closes_at.astimezone(zone).date()
    working_days = working_days_between(today, closes)
    if working_days < working_days_to_answer:
        yield gap(
            "closes_at",
            _("Closing: working days from today until then: {days}. People need at least {needed} to answer."),
            days=working_days,
            needed=working_days_to_answer,
        )


DAYS_OPEN = _("Closing: {days} days, at least {needed} are needed. The earliest closing day is {earliest}.")
ONE_DAY_OPEN = _("Closing: {days} day, at least {needed} are needed. The earliest closing day is {earliest}.")
DAYS_BEFORE = _("The day: {days} days from publication, at least {needed} are needed. The earliest day is {earliest}.")
ONE_DAY_BEFORE = _(
    "The day: {days} day from publication, at least {needed} are needed. The earliest day is {earliest}."
)


def _too_short(field: str, one: str, several: str, days: int, needed: int, earliest: date) -> Gap:
    return gap(field, one if days == 1 else several, days=days, needed=needed, earliest=earliest)


def _approved(days: int, approved: int | None) -> bool:
    return approved is not None and days >= approved


def _event_gaps(
    call: CallFacts, policy: Policy, sessions: Sequence[SessionFacts], now: datetime, zone: ZoneInfo
) -> Iterator[Gap]:
    if not sessions:
        return
    days = days_to_event(now, min(session.starts_at for session in sessions), zone)
    if days < policy.days_before_event and not _approved(days, call.approved_days_before):
        earliest = earliest_day(now, policy.days_before_event, zone)
        yield _too_short("sessions", ONE_DAY_BEFORE, DAYS_BEFORE, days, policy.days_before_event, earliest)


def _answer_gaps(call: CallFacts, day: date | None, zone: ZoneInfo, working_days_to_answer: int) -> Iterator[Gap]:
    if call.answer_by is None:
        return
    if call.closes_at is not None and call.answer_by < call.closes_at.astimezone(zone).date():
        yield gap(
            "answer_by", _("Answer: {day} is before the closing day. People may still be writing."), day=call.answer_by
        )
    if day is None:
        return
    days = working_days_between(call.answer_by, day)
    if days < working_days_to_answer:
        yield gap(
            "answer_by",
            _("Answer: working days from {answer} to the day: {days}. People need at least {needed} to say yes or no."),
            days=days,
            answer=call.answer_by,
            needed=working_days_to_answer,
        )


def _support_gaps(call: CallFacts, policy: Policy, day: date | None) -> Iterator[Gap]:
    if call.support_by is None and (day is not None or not call.dates_to_agree):
        yield gap("support_by", _("Support: say until which day help can be asked for and is sure."))
    if (
        call.support_by is not None
        and day is not None
        and call.support_by < day - timedelta(days=policy.support_days_before)
    ):
        yield gap(
            "support_by",
            _("Support: keep it sure until {earliest} at least, {days} days before the day."),
            earliest=day - timedelta(days=policy.support_days_before),
            days=policy.support_days_before,
        )


NOTICE_TEXTS = frozenset({DAYS_OPEN, ONE_DAY_OPEN, DAYS_BEFORE, ONE_DAY_BEFORE})


def is_short_notice(found: Gap) -> bool:
    """Is this a gap of notice, which a second person may approve with a public reason (RN2)?"""
    return found.said.text in NOTICE_TEXTS
