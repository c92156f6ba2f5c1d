"""The chapters: what is open, what is being chosen, what comes, what has happened."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from coordinator.applications import actions as applications
from coordinator.demo.story.telling import (
    accept,
    apply,
    closing,
    deliver,
    fresh,
    offer,
    open_call,
    plan,
    set_date,
    write_call,
)  # fmt: skip
from coordinator.demo.story.texts import BAD, CALLED_OFF, LEAFLET, NURSE, OSCE, PAST, VALIDATION, WINTER, WORKSHOP
from coordinator.demo.world import Demo, at_time
from coordinator.opportunities import actions as calls
from coordinator.panels import actions as panels
from coordinator.panels.models import Place, Presence
from coordinator.panels.rules.day_plan import DayPlan
from coordinator.panels.rules.interview import InterviewDay
from coordinator.panels.rules.osce import OsceDay
from coordinator.working_days import add_working_days

PARTS = (
    ("Knee pain after a fall", "Aged 55 to 75."),
    ("New breathlessness", "Aged 60 to 80."),
    ("Headache and worry", "Aged 20 to 40."),
    ("Diabetes check", "Aged 40 to 70."),
    ("Low mood", "Aged 18 to 65. May stir things up."),
    ("Child’s fever, told by a parent", "Aged 25 to 45."),
    ("Hearing loss", "Any age. A real hearing-aid user is welcome."),
    ("Shoulder examination", "Any age. Upper body is shown."),
)


def nurse(demo: Demo) -> None:
    """Open now: an interview panel that a manager asked for (practice.md 6.3, 1). Rowan has not applied yet."""
    asked, opened = demo.moment(-9), demo.moment(-4)
    day = demo.day(20, work=True)
    panel = plan(demo, "nurse", title="Community respiratory nurse", kind="interview", places=2, reserves=2, when=asked,
                 by="kim")  # fmt: skip
    set_date(demo, "nurse", starts=at_time(day, time(9)), hours=6.75, arrive_at=at_time(day, time(8, 45)), when=asked,
             by="kim")  # fmt: skip
    call = calls.request_call(
        panel, title=NURSE["title"], what_you_do=NURSE["what_you_do"], by=demo.people["kim"], now=asked
    )
    author = demo.people["tomasz"]
    call = calls.take_up_call(call, by=author, now=demo.moment(-8))
    for name, job_title in (
        ("Kim Fry", "Manager for the post"),
        ("Dr Stephen Vail", "Consultant"),
        ("Lucy Marr", "Lead nurse"),
    ):
        panels.add_staff_member(
            panel, full_name=name, job_title=job_title, told_on=demo.day(-7), by=author, now=demo.moment(-7)
        )
    write_call(
        demo, "nurse", NURSE, when=demo.moment(-5), requested=call, closes_at=closing(demo, 10),
        answer_by=demo.day(12), support_by=day - timedelta(days=14),
    )  # fmt: skip
    open_call(demo, "nurse", when=opened)
    plan_day(demo, "nurse", InterviewDay(candidates=5), when=opened)
    apply(demo, "nurse", ["priya", "owen", "sandra", "joyce", "other3", "other11"], when=demo.moment(-2))
    deliver(demo, demo.moment(-2, time(12)))
    apply(demo, "nurse", ["doreen"], when=demo.moment(-1, time(12, 5)))


def osce(demo: Demo) -> None:
    """Being chosen: mock patients for the Year 3 exams, 24 places and 4 reserves (practice.md 6.3, 2; 6.5)."""
    planned, day = demo.moment(-40), demo.day(14, work=True)
    panel = plan(demo, "osce", title="Year 3 OSCE", kind="mock_patient", places=20, reserves=4, when=planned,
                 owner="westmoor", by="ann")  # fmt: skip
    set_date(demo, "osce", starts=at_time(day, time(8, 45)), hours=6.75, arrive_at=at_time(day, time(8, 30)),
             when=planned, venue="school", room="Second floor", by="ann")  # fmt: skip
    for name, about in PARTS:
        panels.add_role(panel, name=name, about=about, people_needed=2, by=demo.people["ann"], now=planned)
    plan_day(demo, "osce", OsceDay(), when=planned, by="ann")
    panels.add_staff_member(panel, full_name="Dr Ann Holt", job_title="Academy lead", told_on=demo.day(-45),
                            by=demo.people["ann"], now=planned)  # fmt: skip
    write_call(
        demo, "osce", OSCE, when=planned, by="ann", closes_at=closing(demo, -10),
        answer_by=demo.day(2), support_by=day - timedelta(days=21),
    )  # fmt: skip
    open_call(demo, "osce", when=demo.moment(-30), by="ann")
    choose_patients(demo)


def choose_patients(demo: Demo) -> None:
    """Sixteen have said yes; three think until a day to come, and the first reserve of four about what one declined."""
    playing = ["alan", "grace", "len", "bilal", "sandra", "joyce", *(f"other{n}" for n in range(2, 21, 2)),
               *(f"other{n}" for n in range(21, 32))]  # fmt: skip
    apply(demo, "osce", playing, when=demo.moment(-20))
    deliver(demo, demo.moment(-19))
    calls.close_call(demo.calls["osce"], by=demo.people["ann"], now=demo.moment(-9))
    offer(demo, "osce", playing[:16], when=demo.moment(-8), by="ann")
    offer(demo, "osce", playing[16:20], when=demo.moment(-8), by="ann", ends=closing(demo, 3))
    for position in range(20, 24):
        applications.make_reserve(fresh(demo, "osce", playing[position]), by=demo.people["ann"], now=demo.moment(-8))
    deliver(demo, demo.moment(-7))
    accept(demo, "osce", playing[:16], when=demo.moment(-6))
    deliver(demo, demo.moment(-4))
    roles = list(demo.panels["osce"].roles.all())
    for number, key in enumerate(playing[:14]):
        panels.assign_role(
            demo.places["osce", key], roles[number % len(roles)], by=demo.people["ann"], now=demo.moment(-4)
        )
    applications.decline_offer(fresh(demo, "osce", playing[16]), by=demo.people[playing[16]], now=demo.moment(-1))


def validation(demo: Demo) -> None:
    """Short notice, approved by a second person whose reason is public; and the six days that are refused (6.3, 3)."""
    when = demo.moment(-2)
    plan(demo, "validation", title="Assessment of junior staff", kind="validation", places=2, reserves=0, when=when)
    day = demo.day(14, work=True)
    set_date(demo, "validation", starts=at_time(day, time(9, 30)), hours=3, when=when)
    closes = closing(demo, 6)
    call = write_call(demo, "validation", VALIDATION, when=when, closes_at=closes,
                      answer_by=demo.day(7), support_by=day - timedelta(days=3))  # fmt: skip
    because = "The assessments arrived two weeks late from the university; waiting would leave patients out altogether."
    calls.ask_short_notice(call, because=because, by=demo.people["tomasz"], now=when)
    demo.calls["validation"] = calls.approve_short_notice(call, by=demo.people["ravi"], now=when)
    open_call(demo, "validation", when=when)
    plan(
        demo,
        "six_days",
        title="Assessment of junior staff, first try",
        kind="validation",
        places=2,
        reserves=0,
        when=when,
    )
    set_date(demo, "six_days", starts=at_time(demo.day(20, work=True), time(9, 30)), hours=3, when=when)
    author = demo.people["tomasz"]
    six = calls.create_call(demo.panels["six_days"], title=BAD["title"], by=author, now=demo.moment(0))
    demo.calls["six_days"] = calls.edit_call(
        six, by=author, now=demo.moment(0), closes_at=closing(demo, 6), **(VALIDATION | BAD)
    )


def leaflet(demo: Demo) -> None:
    """Open now, from home and by post: reading a leaflet (practice.md 6.3, 5)."""
    when = demo.moment(-3)
    plan(demo, "leaflet", title="Urgent care leaflet", kind="review", places=12, reserves=0, when=when)
    write_call(demo, "leaflet", LEAFLET, when=when, closes_at=closing(demo, 12),
               answer_by=add_working_days(demo.day(12), 2))  # fmt: skip
    open_call(demo, "leaflet", when=when)


def winter(demo: Demo) -> None:
    """Coming soon: Rowan, Marek, Nasreen, Tom and others lead tables (practice.md 6.3, 6)."""
    day = demo.day(8, work=True)
    fill(demo, "winter", WINTER, kind="workshop", people=["rowan", "marek", "nasreen", "tom", "other1", "other5"],
         starts=at_time(day, time(13)), hours=3.5, planned=-33, places=8)  # fmt: skip


def workshop(demo: Demo) -> None:
    """Happened: the workshop on discharge letters. Claims are coming in."""
    day = demo.day(-12)
    while day.weekday() > 4:
        day -= timedelta(days=1)
    came = ["rowan", "marek", "nasreen", "tom", "bilal", "joyce", "len", "alan", "other7", "other9"]
    fill(demo, "workshop", WORKSHOP, kind="workshop", people=came, starts=at_time(day, time(13)), hours=3,
         planned=-60, places=12)  # fmt: skip
    say_who_came(demo, "workshop", absent={"other9"}, day=day)


def cancelled(demo: Demo) -> None:
    """We called a date off two days before it, when people had bought their tickets (practice.md CL10)."""
    day = demo.day(-6, work=True)
    text = WORKSHOP | {
        "title": CALLED_OFF, "summary": "You look at how members of the academy panel are chosen, for three hours.",
    }  # fmt: skip
    fill(demo, "cancelled", text, kind="forum", people=["priya", "sandra", "grace"], starts=at_time(day, time(14)),
         hours=3, planned=(day - demo.today).days - 45, places=4)  # fmt: skip
    two_days_before = at_time(day - timedelta(days=2), time(10))
    panels.cancel_session(demo.sessions["cancelled"], by=demo.people["tomasz"], now=two_days_before)
    deliver(demo, two_days_before + timedelta(hours=1))


def past(demo: Demo) -> None:
    """The last twelve months: six more dates that happened."""
    regulars = [
        "alan", "doreen", "sandra", "joyce", "len", "owen", "grace", "bilal", "other1", "other4", "other8", "priya",
    ]  # fmt: skip
    for number, (key, kind, title) in enumerate(PAST):
        day = demo.day(-40 - 55 * number)
        while day.weekday() > 4:
            day -= timedelta(days=1)
        people = [regulars[(number * 2 + step) % len(regulars)] for step in range(5)]
        text = WORKSHOP | {"title": title, "summary": f"{title}: you take part as an equal member, for three hours."}
        fill(demo, key, text, kind=kind, people=people, starts=at_time(day, time(14)), hours=3,
             planned=(day - demo.today).days - 45, places=6)  # fmt: skip
        say_who_came(demo, key, absent=set(), day=day)
        panels.finish_panel(demo.sessions[key].panel, by=demo.people["tomasz"], now=_morning_after(day))


def fill(
    demo: Demo, key: str, text: dict[str, object], *, kind: str, people: list[str], starts: datetime, hours: float,
    planned: int, places: int,
) -> None:  # fmt: skip
    """A whole recruitment: planned, opened the day after, applied, offered, accepted, everybody told."""
    plan(demo, key, title=str(text["title"]), kind=kind, places=places, reserves=1, when=demo.moment(planned))
    set_date(demo, key, starts=starts, hours=hours, when=demo.moment(planned))
    closes = closing(demo, planned + 16)
    write_call(demo, key, text, when=demo.moment(planned), closes_at=closes, answer_by=add_working_days(closes.date(), 3),
               support_by=starts.date() - timedelta(days=14))  # fmt: skip
    open_call(demo, key, when=demo.moment(planned + 1))
    apply(demo, key, people, when=demo.moment(planned + 4))
    deliver(demo, demo.moment(planned + 5))
    calls.close_call(demo.calls[key], by=demo.people["tomasz"], now=demo.moment(planned + 17))
    offer(demo, key, people, when=demo.moment(planned + 17))
    deliver(demo, demo.moment(planned + 18))
    accept(demo, key, people, when=demo.moment(planned + 19))
    deliver(demo, demo.moment(planned + 20))
    demo.calls[key] = applications.close_selection(
        demo.calls[key], by=demo.people["tomasz"], now=demo.moment(planned + 20)
    )


def say_who_came(demo: Demo, key: str, *, absent: set[str], day: date) -> None:
    """The morning after, Tomasz notes who came; those who did are thanked."""
    held = {person: place for (panel, person), place in demo.places.items() if panel == key}
    said: dict[Place, Presence] = {
        place: Presence.DID_NOT_COME if person in absent else Presence.CAME for person, place in held.items()
    }
    deliver(demo, at_time(day - timedelta(days=1), time(18)))
    demo.sessions[key].refresh_from_db()
    panels.confirm_attendance(demo.sessions[key], said, by=demo.people["tomasz"], now=_morning_after(day))
    deliver(demo, _morning_after(day))


def plan_day(demo: Demo, key: str, day: DayPlan, *, when: datetime, by: str = "tomasz") -> None:
    """Keep how the day runs."""
    panels.plan_day(demo.sessions[key], day, by=demo.people[by], now=when)


def _morning_after(day: date) -> datetime:
    return at_time(day + timedelta(days=1), time(9, 30))


CHAPTERS = (nurse, osce, validation, leaflet, winter, workshop, cancelled, past)
