"""What the team does with letters that no machine can deliver."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from coordinator.authorization.verdict import NotAllowed
from coordinator.letters import actions
from coordinator.letters.actions.handling import NotYetPosted
from coordinator.letters.models import Letter
from coordinator.letters.tasks import send_batch
from coordinator.people.actions import forget
from coordinator.people.models import Person
from coordinator.people.queries import export_of
from coordinator.workflow.models import Event
from coordinator.workflow.steps import SomebodyWasFaster
from coordinator.workflow.trail import history_of
from tests.coordinator.letters.office import news
from tests.making import World, make_person

TODAY = date(2026, 3, 2)
LONDON = ZoneInfo("Europe/London")


def send(now: datetime) -> int:
    return send_batch(lambda: now)


def on_paper(world: World, now: datetime, name: str = "Doreen Alcott", **fields: Any) -> Letter:
    """A letter that lies with those to print."""
    person = make_person(name, email="", address="3 Ferry Lane", **fields)
    letter = news(world, now, to=person)
    send(now)
    letter.refresh_from_db()
    return letter


def by_phone(world: World, now: datetime) -> Letter:
    """A letter that waits to be told by phone."""
    letter = news(world, now, to=make_person("Alan Pryce", email="", landline="01632 960 777"))
    send(now)
    letter.refresh_from_db()
    return letter


def stuck(world: World, now: datetime) -> Letter:
    """A letter that can go no way."""
    letter = news(world, now, to=make_person("Grace Mensah", email=""))
    send(now)
    letter.refresh_from_db()
    return letter


def test_letters_are_marked_as_posted_together_with_the_day_the_bag_left(world: World, now: datetime) -> None:
    letters = [on_paper(world, now), on_paper(world, now, "Owen Tudball")]
    friday = date(2026, 2, 27)

    assert actions.mark_posted(letters, by=world.tomasz, on=friday, now=now) == 2

    kept = Letter.objects.values_list("status", "posted_on", "settled_at", "handled_by")
    assert list(kept) == [("posted", friday, now, world.tomasz.pk)] * 2


def test_a_letter_that_a_colleague_has_already_posted_keeps_its_day_and_the_rest_is_marked(
    world: World, now: datetime
) -> None:
    first, second = on_paper(world, now), on_paper(world, now, "Owen Tudball")
    seen_by_a_colleague = Letter.objects.get(pk=first.pk)
    actions.mark_posted([seen_by_a_colleague], by=world.tomasz, on=date(2026, 2, 27), now=now)

    assert actions.mark_posted([first, second], by=world.tomasz, on=TODAY, now=now) == 1

    assert list(Letter.objects.order_by("posted_on", "pk").values_list("posted_on", flat=True)) == [
        date(2026, 2, 27),
        TODAY,
    ]


def test_nobody_posts_a_letter_tomorrow(world: World, now: datetime) -> None:
    letter = on_paper(world, now)

    with pytest.raises(NotYetPosted) as refusal:
        actions.mark_posted([letter], by=world.tomasz, on=date(2026, 3, 3), now=now)

    assert refusal.value.by_field == {
        "posted_on": ["This day is still to come. Mark the letters on the day the bag leaves."]
    }


def test_somebody_is_told_only_when_spoken_with(world: World, now: datetime) -> None:
    letter = by_phone(world, now)

    actions.spoke(letter, by=world.tomasz, now=now)

    letter.refresh_from_db()
    assert (letter.status, letter.channel, letter.settled_at, letter.handled_by) == (
        "phoned", "phone", now, world.tomasz,
    )  # fmt: skip
    assert [line.text for line in history_of(letter)] == [
        "Coordinator put this with the phone calls to make",
        f"{world.tomasz.full_name} spoke with them and told them this",
    ]


def test_a_message_left_on_friday_brings_the_call_back_on_monday_at_nine(world: World) -> None:
    friday = datetime(2026, 3, 27, 16, 0, tzinfo=UTC)
    letter = by_phone(world, friday)

    actions.left_message(letter, by=world.tomasz, now=friday)

    letter.refresh_from_db()
    assert (letter.status, letter.send_after) == ("to_phone", datetime(2026, 3, 30, 9, 0, tzinfo=LONDON))


def test_a_message_noted_twice_counts_once_and_again_on_the_next_day(world: World, now: datetime) -> None:
    letter = by_phone(world, now)
    actions.left_message(letter, by=world.tomasz, now=now)

    with pytest.raises(SomebodyWasFaster):
        actions.left_message(letter, by=world.tomasz, now=now + timedelta(seconds=1))
    actions.left_message(letter, by=world.tomasz, now=now + timedelta(days=1))

    assert Event.objects.filter(verb="letter.left_message").count() == 2


def test_a_message_cannot_be_left_about_what_was_already_said(world: World, now: datetime) -> None:
    letter = by_phone(world, now)
    actions.spoke(Letter.objects.get(pk=letter.pk), by=world.tomasz, now=now)

    with pytest.raises(SomebodyWasFaster):
        actions.left_message(letter, by=world.tomasz, now=now)


def test_a_stuck_letter_goes_out_once_there_is_a_way(world: World, now: datetime) -> None:
    letter = stuck(world, now)
    Letter.objects.update(attempts=6)
    Person.objects.filter(pk=letter.person_id).update(email="grace@example.org")

    actions.try_again(letter, by=world.tomasz, now=now)
    assert (letter.status, letter.attempts, letter.trouble, letter.settled_at) == ("queued", 0, "", None)
    send(now)

    letter.refresh_from_db()
    assert (letter.status, letter.channel, mail.outbox[0].to) == ("sent", "email", ["grace@example.org"])


def test_a_call_to_somebody_who_asked_never_to_be_phoned_finds_another_way(world: World, now: datetime) -> None:
    letter = by_phone(world, now)
    Person.objects.filter(pk=letter.person_id).update(never_phone=True, address="1 Road")

    actions.try_again(letter, by=world.tomasz, now=now)
    send(now)

    letter.refresh_from_db()
    assert (letter.status, letter.channel) == ("to_print", "post")


@pytest.mark.parametrize("make", [on_paper, by_phone, stuck])
def test_whatever_waits_for_the_team_can_be_set_aside(world: World, now: datetime, make: Any) -> None:
    letter = actions.leave_out(make(world, now), by=world.tomasz, now=now)

    letter.refresh_from_db()
    assert (letter.status, letter.settled_at, letter.handled_by) == ("not_needed", now, world.tomasz)


@pytest.mark.parametrize("role", ["samira", "audra", "helen", "rowan", "kim"])
def test_only_coordinators_handle_letters(world: World, now: datetime, role: str) -> None:
    letter, person = by_phone(world, now), getattr(world, role)
    paper, at = on_paper(world, now), {"by": person, "now": now}

    for act in (actions.spoke, actions.left_message, actions.try_again, actions.leave_out):
        with pytest.raises(NotAllowed, match="This is for: Involvement coordinator"):
            act(letter, **at)
    with pytest.raises(NotAllowed, match="This is for: Involvement coordinator"):
        actions.mark_posted([paper], on=TODAY, **at)
    assert set(Letter.objects.values_list("status", flat=True)) == {"to_phone", "to_print"}


def test_a_forgotten_person_is_told_nothing_more_and_no_words_to_them_remain(world: World, now: datetime) -> None:
    news(world, now)
    send(now)
    news(world, now, dedupe="waits")
    Letter.objects.filter(status="queued").update(text="half", lease="00000000-0000-0000-0000-000000000001")

    forget(world.rowan, by=world.rowan, now=now)

    kept = Letter.objects.order_by("status", "pk").values_list("status", "trouble", "subject", "text", "lease")
    assert list(kept) == [("not_needed", "forgotten", "", "", None), ("sent", "", "", "", None)]
    assert send(now) == 0


def test_an_export_holds_what_we_told_the_person(world: World, now: datetime) -> None:
    news(world, now)
    send(now)

    [row] = export_of(world.rowan)["letters"]

    assert (row["kind"], row["channel"], row["subject"], row["settled_at"]) == (
        "panel.news", "email", "About Nurse panel", now,
    )  # fmt: skip
    assert row["text"].startswith("Dear Rowan,")
    assert "lease" not in row
