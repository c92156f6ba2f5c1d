"""What becomes of a letter: sent once, tried again, put into somebody's hands, or set aside."""

import smtplib
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction

from coordinator.letters import kinds, tasks
from coordinator.letters.actions import post
from coordinator.letters.actions.sending import lease_some
from coordinator.letters.models import Letter
from coordinator.letters.tasks import LEASE, send_batch
from coordinator.panels.models import Panel
from coordinator.people.models import Person
from coordinator.workflow.models import Event
from tests.coordinator.letters.office import PANEL_NEWS, TOKEN, news
from tests.making import World, make_panel, make_person

A_MINUTE = timedelta(minutes=1)


def send(now: datetime) -> int:
    return send_batch(lambda: now)


class Faulty(EmailBackend):
    """An email service that answers with `Faulty.faults`, one for each letter, and takes what comes after them."""

    faults: list[Exception] = []
    away: Exception | None = None
    opened = 0

    def open(self) -> bool:
        type(self).opened += 1
        if self.away:
            raise self.away
        return True

    def send_messages(self, messages: Any) -> int:
        if self.faults:
            raise self.faults.pop(0)
        return super().send_messages(messages)


@pytest.fixture
def service(settings: Any, monkeypatch: pytest.MonkeyPatch) -> type[Faulty]:
    """The email service, which can be told to be difficult."""
    settings.EMAIL_BACKEND = f"{__name__}.Faulty"
    monkeypatch.setattr(Faulty, "faults", [])
    monkeypatch.setattr(Faulty, "away", None)
    monkeypatch.setattr(Faulty, "opened", 0)
    return Faulty


REFUSED = smtplib.SMTPRecipientsRefused({"rowan@example.org": (450, b"busy")})
UNKNOWN = smtplib.SMTPRecipientsRefused({"rowan@example.org": (550, b"no such person")})
CUT = smtplib.SMTPServerDisconnected("gone")


def test_a_letter_goes_out_once_in_the_name_of_the_contact(world: World, now: datetime) -> None:
    letter = news(world, now)

    assert [send(now), send(now)] == [1, 0]

    [message] = mail.outbox
    assert message.subject == "About Nurse panel"
    assert message.from_email == (
        '"Tomasz Okafor of Levels and Moor, Levels and Moor Integrated Care Board" <coordinator@example.org>'
    )
    assert (message.to, message.reply_to) == ([world.rowan.email], ["tomasz@levels.example"])
    assert message.extra_headers == {
        "Message-ID": f"<{letter.pk}@localhost>",
        "Date": "Mon, 02 Mar 2026 15:00:00 +0000",
        "Auto-Submitted": "auto-generated",
    }
    assert f"http://localhost:8000/answer/{TOKEN}/" in message.body
    letter.refresh_from_db()
    assert (letter.status, letter.channel, letter.settled_at, letter.attempts) == ("sent", "email", now, 0)
    assert (letter.lease, letter.leased_until, letter.unsure_since) == (None, None, None)
    assert letter.subject == "About Nurse panel"
    assert letter.text == message.body.replace(
        f"http://localhost:8000/answer/{TOKEN}/", "(your personal link was here)"
    )


def test_the_history_of_a_letter_says_that_it_went_out(world: World, now: datetime) -> None:
    letter = news(world, now)
    send(now)

    events = list(Event.objects.filter(record_id=letter.pk).values_list("verb", "before", "after", "for_person_id"))

    assert events == [("letter.send", "queued", "sent", world.rowan.pk)]


def test_the_same_news_is_told_once_however_often_it_is_posted(world: World, now: datetime) -> None:
    panel = make_panel(world)
    told = {"to": world.rowan, "about": panel, "contact": world.contact, "now": now}

    letters = [post(PANEL_NEWS, **told), post(PANEL_NEWS, **told), post(PANEL_NEWS, **told, dedupe="moved-2")]
    send(now)

    assert letters[0] == letters[1] != letters[2]
    assert len(mail.outbox) == 2


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_rolled_back_sends_nothing(now: datetime) -> None:
    from tests.making import make_world

    world = make_world()
    with pytest.raises(RuntimeError), transaction.atomic():
        news(world, now)
        raise RuntimeError

    assert (send(now), mail.outbox) == (0, [])


def test_a_letter_for_later_waits_and_says_what_is_true_then(world: World, now: datetime) -> None:
    news(world, now, send_after=now + timedelta(days=7))

    assert send(now + timedelta(days=6, hours=23)) == 0
    Panel.objects.update(title="Another name")
    assert send(now + timedelta(days=7)) == 1
    assert mail.outbox[0].subject == "About Another name"


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda letter: Panel.objects.update(status="cancelled"), "not_wanted"),
        (lambda letter: Panel.objects.all().delete(), "record_gone"),
        (lambda letter: Letter.objects.update(kind="nobody.knows"), "unknown_kind"),
    ],
)
@pytest.mark.parametrize("reachable", [True, False])
def test_a_letter_that_nobody_needs_any_more_is_set_aside(
    world: World, now: datetime, spoil: Any, why: str, reachable: bool
) -> None:
    letter = news(world, now)
    Person.objects.filter(pk=world.rowan.pk).update(never_email=not reachable)
    spoil(letter)
    send(now)

    letter.refresh_from_db()
    assert (letter.status, letter.trouble, mail.outbox) == ("not_needed", why, [])


def test_each_person_is_told_by_their_own_channel(world: World, now: datetime) -> None:
    ways = {
        "email": {"channel_order": ["email", "post"], "address": "1 Road"},
        "post": {"channel_order": ["post", "email"], "address": "1 Road"},
        "phone": {"channel_order": ["phone"], "landline": "01632 960 001"},
    }
    for name, fields in ways.items():
        news(world, now, to=make_person(name, **fields))
    news(world, now, to=make_person("never email", never_email=True, mobile="07700 900 001", address="1 Road"))
    news(
        world, now, to=make_person("never phone", email="", never_phone=True, mobile="07700 900 001", address="1 Road")
    )
    news(world, now, to=make_person("no way", email="", never_phone=True, mobile="07700 900 001"))

    assert send(now) == 6

    told = dict(Letter.objects.values_list("person__full_name", "status"))
    assert told == {
        "email": "sent",
        "post": "to_print",
        "phone": "to_phone",
        "never email": "to_print",
        "never phone": "to_print",
        "no way": "given_up",
    }
    assert Letter.objects.get(status="given_up").trouble == "no_way"
    assert len(mail.outbox) == 1


def test_a_letter_on_paper_gives_a_phone_number_instead_of_a_personal_link(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.coordinator.letters import conftest

    template = conftest.TEMPLATE.replace('{% if channel == "email" %}', "{% if true %}")
    monkeypatch.setitem(conftest.engines["jinja2"].env.loader.loaders[0].mapping, PANEL_NEWS.template, template)
    Person.objects.filter(pk=world.rowan.pk).update(channel_order=["post"], address="1 Road")
    letter = news(world, now)
    send(now)

    letter.refresh_from_db()
    assert (
        letter.text.splitlines()[3]
        == "Answer here: (please ring Tomasz Okafor of Levels and Moor on 01632 960 117 instead)"
    )


def test_a_refused_letter_is_tried_again_after_1_5_30_minutes_2_and_8_hours(
    world: World, now: datetime, service: type[Faulty]
) -> None:
    letter = news(world, now)
    waits = []
    for _attempt in range(5):
        service.faults.append(REFUSED)
        assert send(now) == 1
        letter.refresh_from_db()
        assert (letter.status, letter.trouble, letter.unsure_since, letter.lease) == ("queued", "refused", None, None)
        waits.append((letter.send_after - now) / A_MINUTE)
        assert send(letter.send_after - timedelta(seconds=1)) == 0
        now = letter.send_after

    assert waits == [1, 5, 30, 120, 480]
    assert send(now) == 1
    letter.refresh_from_db()
    assert (letter.status, letter.attempts, letter.trouble) == ("sent", 5, "")


def given_up(world: World, now: datetime, service: type[Faulty], **fields: Any) -> Letter:
    """A letter that was refused six times to somebody who can be reached by `fields` too."""
    Person.objects.filter(pk=world.rowan.pk).update(**fields)
    letter = news(world, now)
    Letter.objects.update(attempts=5)
    service.faults.append(REFUSED)
    send(now)
    letter.refresh_from_db()
    return letter


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, "given_up"),
        ({"mobile": "07700 900 001"}, "to_phone"),
        ({"mobile": "07700 900 001", "never_phone": True}, "given_up"),
        ({"address": "1 Road"}, "to_print"),
        ({"mobile": "07700 900 001", "address": "1 Road", "channel_order": ["email", "phone"]}, "to_phone"),
    ],
)
def test_after_six_attempts_a_letter_becomes_a_task_for_somebody(
    world: World, now: datetime, service: type[Faulty], fields: dict[str, Any], status: str
) -> None:
    letter = given_up(world, now, service, **fields)

    assert (letter.status, letter.attempts, letter.trouble) == (status, 6, "refused")
    assert bool(letter.text) is (status != "given_up")


def test_an_address_that_does_not_exist_becomes_a_phone_call_at_once(
    world: World, now: datetime, service: type[Faulty]
) -> None:
    Person.objects.filter(pk=world.rowan.pk).update(mobile="07700 900 001")
    letter = news(world, now)
    service.faults.append(UNKNOWN)
    send(now)

    letter.refresh_from_db()
    assert (letter.status, letter.channel, letter.trouble) == ("to_phone", "phone", "address")
    assert letter.text.splitlines()[3] == "Please ring me."


def test_a_letter_that_another_reply_refuses_waits(world: World, now: datetime, service: type[Faulty]) -> None:
    letter = news(world, now)
    service.faults.append(smtplib.SMTPDataError(451, b"later"))
    send(now)

    letter.refresh_from_db()
    assert (letter.status, letter.trouble, letter.unsure_since) == ("queued", "refused", None)


def test_a_connection_that_breaks_is_owned_up_to_when_the_letter_goes_again_under_the_same_number(
    world: World, now: datetime, service: type[Faulty]
) -> None:
    letter = news(world, now)
    service.faults.append(CUT)
    send(now)
    letter.refresh_from_db()
    assert (letter.status, letter.trouble, letter.unsure_since) == ("queued", "cut", now)

    send(now + A_MINUTE)

    letter.refresh_from_db()
    assert (letter.status, letter.unsure_since) == ("sent", None)
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<{letter.pk}@localhost>"
    verbs = list(Event.objects.filter(record_id=letter.pk).values_list("verb", flat=True))
    assert verbs == ["letter.try_later", "letter.ambiguous", "letter.send"]


def test_a_service_that_is_away_is_asked_once_for_a_handful_and_nothing_is_unsure(
    world: World, now: datetime, service: type[Faulty]
) -> None:
    service.away = ConnectionRefusedError()
    for _each in range(3):
        news(world, now)
    send(now)

    assert service.opened == 1
    assert set(Letter.objects.values_list("status", "trouble", "attempts", "unsure_since")) == {
        ("queued", "server", 1, None)
    }


def test_a_cut_stays_unsure_while_the_service_is_away(world: World, now: datetime, service: type[Faulty]) -> None:
    letter = news(world, now)
    service.faults.append(CUT)
    send(now)
    service.away = ConnectionRefusedError()
    send(now + A_MINUTE)

    letter.refresh_from_db()
    assert (letter.trouble, letter.unsure_since) == ("server", now)


def test_a_service_that_cannot_even_hang_up_does_no_harm(
    world: World, now: datetime, service: type[Faulty], monkeypatch: pytest.MonkeyPatch
) -> None:
    def close(self: Faulty) -> None:
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(Faulty, "close", close)
    letter = news(world, now)
    send(now)

    letter.refresh_from_db()
    assert letter.status == "sent"


def test_a_letter_that_cannot_be_written_does_not_stop_the_others(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def context(record: Panel, person: Person, at: datetime) -> dict[str, str]:
        return {"title": record.title, "token": TOKEN} if record.title == "Good" else {}

    from dataclasses import replace

    monkeypatch.setitem(kinds._KINDS, "panel.news", replace(PANEL_NEWS, context=context))
    bad, good = news(world, now, title="Bad"), news(world, now, title="Good")
    send(now)
    for letter in (bad, good):
        letter.refresh_from_db()
    assert (bad.status, bad.trouble, good.status) == ("queued", "unwritten", "sent")

    Letter.objects.filter(pk=bad.pk).update(attempts=5)
    send(bad.send_after)

    bad.refresh_from_db()
    assert (bad.status, bad.trouble) == ("given_up", "unwritten")


def test_two_workers_never_hold_the_same_letter(world: World, now: datetime) -> None:
    for _each in range(5):
        news(world, now)

    first = lease_some(now=now, lasts=LEASE, at_most=3)
    second = lease_some(now=now, lasts=LEASE, at_most=3)
    third = lease_some(now=now, lasts=LEASE, at_most=3)

    assert (len(first), len(second), third) == (3, 2, [])
    assert {letter.pk for letter in first}.isdisjoint(letter.pk for letter in second)


def test_a_letter_of_a_worker_that_died_is_free_when_its_lease_has_run_out(world: World, now: datetime) -> None:
    letter = news(world, now)
    lease_some(now=now, lasts=LEASE, at_most=3)

    assert lease_some(now=now + LEASE - timedelta(seconds=1), lasts=LEASE, at_most=3) == []
    assert lease_some(now=now + LEASE, lasts=LEASE, at_most=3) == [letter]


def test_a_worker_that_lost_its_lease_sends_and_changes_nothing(world: World, now: datetime) -> None:
    letter = news(world, now)
    [mine] = lease_some(now=now, lasts=LEASE, at_most=1)
    lease_some(now=now + LEASE, lasts=LEASE, at_most=1)

    with tasks.Carrier() as carrier:
        tasks.deliver(mine, carrier, now=now + LEASE)

    letter.refresh_from_db()
    assert (letter.status, mail.outbox) == ("queued", [])


def test_a_worker_that_died_with_a_letter_in_its_hands_is_owned_up_to(world: World, now: datetime) -> None:
    letter = news(world, now)
    lease_some(now=now, lasts=LEASE, at_most=1)
    Letter.objects.update(unsure_since=now)

    send(now + LEASE)

    letter.refresh_from_db()
    assert (letter.status, letter.unsure_since) == ("sent", None)
    assert Event.objects.filter(record_id=letter.pk, verb="letter.ambiguous").count() == 1


def test_a_worker_asked_to_stop_leaves_the_rest_of_its_handful(world: World, now: datetime) -> None:
    for _each in range(3):
        news(world, now)

    taken = send_batch(lambda: now, stop=lambda: len(mail.outbox) == 1)

    assert (taken, len(mail.outbox)) == (3, 1)


def test_what_waits_on_paper_or_for_a_call_is_set_aside_when_its_occasion_is_over(world: World, now: datetime) -> None:
    Person.objects.filter(pk=world.rowan.pk).update(channel_order=["post"], address="1 Road")
    kept, over = news(world, now), news(world, now)
    send(now)
    Panel.objects.filter(pk=over.record_id).update(status="cancelled")

    tasks.set_aside_what_changed(now)

    for letter in (kept, over):
        letter.refresh_from_db()
    assert (kept.status, over.status, over.trouble) == ("to_print", "not_needed", "not_wanted")
