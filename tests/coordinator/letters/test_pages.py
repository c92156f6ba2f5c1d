"""The team's outbox, and what we wrote to you."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordinator.home.pages import TEAM
from coordinator.letters import actions
from coordinator.letters.models import Letter, LetterStatus
from coordinator.letters.next_steps import next_steps
from coordinator.letters.tasks import send_batch
from coordinator.people.models import Person
from tests.coordinator.letters.office import news
from tests.coordinator.letters.test_handling import by_phone, on_paper, stuck
from tests.making import World, make_person, make_world, signed_in

LETTERS = "/team/letters/"


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def posting(letters: list[Letter], day: date) -> dict[str, Any]:
    return {
        "letters": [str(letter.pk) for letter in letters],
        "posted_on_day": day.day, "posted_on_month": day.month, "posted_on_year": day.year,
    }  # fmt: skip


@pytest.fixture
def today() -> datetime:
    """Pages look at the clock themselves."""
    return timezone.now()


@pytest.fixture
def tomasz(world: World) -> Client:
    return signed_in(world.tomasz)


def test_the_outbox_opens_where_something_waits_and_counts_every_list(
    world: World, tomasz: Client, today: datetime
) -> None:
    by_phone(world, today)
    stuck(world, today)

    shown = text_of(tomasz.get(LETTERS))

    assert "To print 0 To phone 1 Could not be sent 1 On their way 0 Told 0" in shown
    assert "Alan Pryce : About Nurse panel 01632 960 777" in shown


@pytest.mark.parametrize(
    ("shelf", "says"),
    [
        ("print", "No letters to print"),
        ("phone", "No calls to make"),
        ("stuck", "Everything could be sent"),
        ("waiting", "Nothing is on its way"),
        ("told", "Nobody has been told anything yet"),
        ("nonsense", "No letters to print"),
    ],
)
def test_an_empty_list_says_what_will_stand_there(tomasz: Client, shelf: str, says: str) -> None:
    assert says in text_of(tomasz.get(LETTERS, {"show": shelf}))


def test_each_list_says_what_it_is_for(world: World, tomasz: Client, today: datetime) -> None:
    on_paper(world, today, text_format="large")
    stuck(world, today)
    news(world, today)
    send_batch(lambda: today)
    news(world, today, send_after=today + timedelta(days=1))
    left = by_phone(world, today)
    actions.left_message(left, by=world.tomasz, now=today)

    says = {
        name: text_of(tomasz.get(LETTERS, {"show": name})) for name in ("print", "phone", "stuck", "waiting", "told")
    }

    assert "Doreen Alcott To About" not in says["phone"]
    assert "Print 1 letter" in says["print"] and "Large print" in says["print"]
    assert "Again from" in says["phone"]
    assert "We have no email, address or phone number that we may use" in says["stuck"]
    assert "Waits for its time" in says["waiting"]
    assert "About Nurse panel" in says["told"] and "Sent" in says["told"]


def test_a_call_that_was_due_yesterday_stands_out(world: World, tomasz: Client, today: datetime) -> None:
    by_phone(world, today - timedelta(days=5))

    assert 'class="step step--soon"' in tomasz.get(LETTERS, {"show": "phone"}).content.decode()


@pytest.mark.parametrize("shelf", ["print", "phone", "stuck", "waiting", "told"])
def test_a_long_list_costs_no_more_than_a_short_one(world: World, tomasz: Client, today: datetime, shelf: str) -> None:
    status = {"print": "to_print", "phone": "to_phone", "stuck": "given_up", "waiting": "queued", "told": "sent"}[shelf]

    def cost(number: int) -> int:
        for _each in range(number):
            news(world, today, to=make_person(landline="01632 960 001", address="1 Road"))
        Letter.objects.update(status=status, settled_at=today, subject="News", text="Words", handled_by=world.tomasz)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert tomasz.get(LETTERS, {"show": shelf}).status_code == 200
        return len(queries)

    assert cost(3) == cost(30) <= 12


def test_sheets_are_one_person_to_a_page_and_large_print_is_large(
    world: World, tomasz: Client, today: datetime
) -> None:
    on_paper(world, today, text_format="large", postcode="LV1 2BB", call_me="Mrs Alcott")
    on_paper(world, today, "Owen Tudball", text_format="audio")

    page = tomasz.get(LETTERS + "sheets/").content.decode()

    assert re.findall(r'<article class="(sheet[^"]*)" aria-label="([^"]*)"', page) == [
        ("sheet sheet--large", "Doreen Alcott"),
        ("sheet", "Owen Tudball"),
    ]
    assert '<p class="sheet__to">Doreen Alcott<br>3 Ferry Lane<br>LV1 2BB</p>' in page
    assert "Dear Mrs Alcott," in page
    assert "Wants: Audio" in page


def test_many_sheets_cost_no_more_than_few(world: World, tomasz: Client, today: datetime) -> None:
    def cost(number: int) -> int:
        for index in range(number):
            on_paper(world, today, f"Reader {number} {index}")
        with CaptureQueriesContext(connection) as queries:
            assert tomasz.get(LETTERS + "sheets/").status_code == 200
        return len(queries)

    assert cost(3) == cost(22) <= 12


def test_the_letters_that_left_are_marked_and_those_that_stayed_remain(
    world: World, tomasz: Client, today: datetime
) -> None:
    left, stayed = on_paper(world, today), on_paper(world, today, "Owen Tudball")

    answer = tomasz.post(LETTERS + "sheets/", posting([left], timezone.localdate()), follow=True)

    assert answer.redirect_chain == [(LETTERS, 302)]
    assert "1 letter is marked as posted." in text_of(answer)
    assert [Letter.objects.get(pk=each.pk).status for each in (left, stayed)] == ["posted", "to_print"]


def test_a_double_press_marks_nothing_twice_and_says_so(world: World, tomasz: Client, today: datetime) -> None:
    data = posting([on_paper(world, today)], timezone.localdate())
    tomasz.post(LETTERS + "sheets/", data)

    answer = tomasz.post(LETTERS + "sheets/", data, follow=True)

    assert "Somebody else had dealt with the rest already, so nothing was done twice." in text_of(answer)


def test_a_day_that_is_still_to_come_keeps_what_was_typed_and_says_what_to_do(
    world: World, tomasz: Client, today: datetime
) -> None:
    letter = on_paper(world, today)

    for address in (LETTERS + "sheets/", f"{LETTERS}{letter.pk}/posted/"):
        answer = tomasz.post(address, posting([letter], date(2099, 3, 4)))
        assert answer.status_code == 422
        assert "This day is still to come. Mark the letters on the day the bag leaves." in text_of(answer)
        assert 'value="2099"' in answer.content.decode()


def test_nothing_ticked_asks_to_tick(world: World, tomasz: Client, today: datetime) -> None:
    on_paper(world, today)

    answer = tomasz.post(LETTERS + "sheets/", posting([], timezone.localdate()))

    assert (answer.status_code, "Tick the letters that have left." in text_of(answer)) == (422, True)


def test_one_letter_is_printed_and_marked_on_its_own_page(world: World, tomasz: Client, today: datetime) -> None:
    letter = on_paper(world, today)

    assert "Print this letter" in text_of(tomasz.get(f"{LETTERS}{letter.pk}/"))
    assert "Sheet for Doreen Alcott" in text_of(tomasz.get(f"{LETTERS}{letter.pk}/sheet/"))
    tomasz.post(f"{LETTERS}{letter.pk}/posted/", posting([], timezone.localdate()))

    letter.refresh_from_db()
    assert (letter.status, letter.posted_on) == ("posted", timezone.localdate())


def test_the_page_of_a_call_has_number_times_and_words(world: World, tomasz: Client, today: datetime) -> None:
    letter = by_phone(world, today)
    Person.objects.filter(pk=letter.person_id).update(reachable="After four", speaks="Urdu")

    shown = text_of(tomasz.get(f"{LETTERS}{letter.pk}/"))

    assert "Phone 01632 960 777 Good times After four Speaks or signs Urdu" in shown
    assert "What to say Say who you are and that you ring for Tomasz Okafor of Levels and Moor." in shown
    assert "Dear Alan, The panel" in shown and "To ring back: Tomasz Okafor" in shown
    assert "I spoke with them I left a message and will ring again" in shown


def test_a_person_who_has_since_said_never_by_phone_is_not_rung(world: World, tomasz: Client, today: datetime) -> None:
    letter = by_phone(world, today)
    Person.objects.filter(pk=letter.person_id).update(never_phone=True)

    shown = text_of(tomasz.get(f"{LETTERS}{letter.pk}/"))

    assert "Please do not ring" in shown
    assert "01632 960 777" not in shown
    assert "Has since asked never to be phoned" in text_of(tomasz.get(LETTERS, {"show": "phone"}))


@pytest.mark.parametrize(
    ("verb", "status", "says"),
    [
        ("spoke", "phoned", "Noted: they have been told."),
        ("left_message", "to_phone", "Noted. The call comes back on the next working morning."),
        ("try_again", "queued", "Back in the outbox. It goes by the way they prefer now."),
        ("leave_out", "not_needed", "Set aside."),
    ],
)
def test_what_came_of_a_call_is_noted_once(
    world: World, tomasz: Client, today: datetime, verb: str, status: str, says: str
) -> None:
    letter = by_phone(world, today)
    address = f"{LETTERS}{letter.pk}/{verb}/"

    assert says in text_of(tomasz.post(address, follow=True))
    assert "nothing was done twice" in text_of(tomasz.post(address, follow=True))

    letter.refresh_from_db()
    assert letter.status == status


def test_a_step_that_does_not_exist_is_not_found_and_looking_changes_nothing(
    world: World, tomasz: Client, today: datetime
) -> None:
    letter = by_phone(world, today)

    assert tomasz.post(f"{LETTERS}{letter.pk}/mark-read/").status_code == 404
    assert tomasz.get(f"{LETTERS}{letter.pk}/spoke/").status_code == 405


def test_the_page_of_a_letter_says_how_it_stands(world: World, tomasz: Client, today: datetime) -> None:
    waiting = news(world, today, send_after=today + timedelta(days=1))
    tried = news(world, today, send_after=today + timedelta(days=1))
    Letter.objects.filter(pk=tried.pk).update(trouble="server")
    aside = actions.leave_out(by_phone(world, today), by=world.tomasz, now=today)
    Letter.objects.filter(pk=aside.pk).update(trouble="not_wanted")
    gone = stuck(world, today)
    Letter.objects.filter(pk=gone.pk).update(kind="nobody.knows")

    shown = [text_of(tomasz.get(f"{LETTERS}{letter.pk}/")) for letter in (waiting, tried, aside, gone)]

    assert "By itself. Its words are made then" in shown[0]
    assert "The email service could not be reached. It is tried again by itself." in shown[1]
    assert "What it was about has changed." in shown[2]
    assert "This has not reached Grace Mensah" in shown[3] and "nobody.knows" in shown[3]


def test_those_who_only_read_see_no_buttons(world: World, today: datetime) -> None:
    paper, call = on_paper(world, today), by_phone(world, today)
    for person in (world.samira, world.audra):
        reader = signed_in(person)
        assert "Print 1 letter" not in text_of(reader.get(LETTERS, {"show": "print"}))
        assert "What next?" not in text_of(reader.get(f"{LETTERS}{call.pk}/"))
        assert reader.get(LETTERS + "sheets/").status_code == 403
        assert reader.post(f"{LETTERS}{call.pk}/spoke/").status_code == 403
        assert reader.post(f"{LETTERS}{paper.pk}/posted/", posting([], timezone.localdate())).status_code == 403


@pytest.mark.parametrize("name", ["rowan", "helen", "paula", "ravi", "kim", "petra"])
def test_letters_are_not_for_everybody_and_the_page_says_for_whom(world: World, name: str) -> None:
    answer = signed_in(getattr(world, name)).get(LETTERS)

    assert answer.status_code == 403
    assert "This is for: Involvement coordinator, Head of involvement, Auditor." in text_of(answer)


def test_another_organisations_letters_are_nowhere(world: World, today: datetime) -> None:
    letter = on_paper(world, today)
    other = signed_in(make_world("Far Shore").tomasz)
    day = timezone.localdate()

    assert "To print 0" in text_of(other.get(LETTERS))
    for page in ("", "sheet/"):
        assert other.get(f"{LETTERS}{letter.pk}/{page}").status_code == 404
    assert other.post(f"{LETTERS}{letter.pk}/posted/", posting([], day)).status_code == 404
    assert other.post(f"{LETTERS}{letter.pk}/try_again/").status_code == 404
    assert other.post(LETTERS + "sheets/", posting([letter], day)).status_code == 422
    letter.refresh_from_db()
    assert letter.status == "to_print"


def test_what_we_wrote_to_you_is_there_without_the_links_that_act_for_you(world: World, today: datetime) -> None:
    letter = news(world, today)
    send_batch(lambda: today)
    rowan = signed_in(world.rowan)

    assert "About Nurse panel By email, Tomasz Okafor" in text_of(rowan.get("/me/messages/"))
    shown = text_of(rowan.get(f"/me/messages/{letter.pk}/"))
    assert "By email," in shown and "(your personal link was here)" in shown
    assert "01632 960 117" in shown


def test_messages_come_by_the_day_that_stands_beside_them_and_what_is_on_its_way_first(
    world: World, today: datetime
) -> None:
    told = {name: news(world, today) for name in ("Early", "On its way", "Late")}
    days = {"Early": today - timedelta(days=9), "On its way": None, "Late": today - timedelta(days=2)}
    for name, letter in told.items():
        status = LetterStatus.SENT if days[name] else LetterStatus.TO_PRINT
        Letter.objects.filter(pk=letter.pk).update(status=status, settled_at=days[name], subject=f"{name}!")
    page = text_of(signed_in(world.rowan).get("/me/messages/"))
    assert sorted(told, key=lambda name: page.index(f"{name}!")) == ["On its way", "Late", "Early"]


def test_letters_on_their_way_by_post_or_phone_are_there_too(world: World, today: datetime) -> None:
    Person.objects.filter(pk=world.rowan.pk).update(channel_order=["post"], address="1 Road", landline="01632 960 001")
    paper = news(world, today)
    send_batch(lambda: today)
    Person.objects.filter(pk=world.rowan.pk).update(channel_order=["phone"])
    call = news(world, today)
    send_batch(lambda: today)
    rowan = signed_in(world.rowan)

    assert "On its way to you by post" in text_of(rowan.get(f"/me/messages/{paper.pk}/"))
    assert "We will ring you about this" in text_of(rowan.get(f"/me/messages/{call.pk}/"))
    actions.mark_posted([Letter.objects.get(pk=paper.pk)], by=world.tomasz, on=timezone.localdate(), now=today)
    actions.spoke(Letter.objects.get(pk=call.pk), by=world.tomasz, now=today)
    assert "Posted " in text_of(rowan.get(f"/me/messages/{paper.pk}/"))
    assert "Told by phone, " in text_of(rowan.get(f"/me/messages/{call.pk}/"))
    assert rowan.get("/me/messages/").status_code == 200


def test_nobody_reads_somebody_elses_letter(world: World, today: datetime) -> None:
    letter = news(world, today)
    send_batch(lambda: today)

    assert signed_in(world.petra).get(f"/me/messages/{letter.pk}/").status_code == 404
    assert signed_in(world.petra).get(f"/me/messages/{uuid4()}/").status_code == 404
    assert "Nothing yet" in text_of(signed_in(world.petra).get("/me/messages/"))
    assert Client().get("/me/messages/").status_code == 302


def test_a_letter_still_in_the_queue_is_not_shown_to_its_person(world: World, today: datetime) -> None:
    letter = news(world, today)

    assert signed_in(world.rowan).get(f"/me/messages/{letter.pk}/").status_code == 404


def test_many_messages_cost_no_more_than_few(world: World, today: datetime) -> None:
    rowan = signed_in(world.rowan)

    def cost(number: int) -> int:
        for _each in range(number):
            news(world, today)
        while send_batch(lambda: today):
            pass
        with CaptureQueriesContext(connection) as queries:
            assert rowan.get("/me/messages/").status_code == 200
        return len(queries)

    assert cost(3) == cost(30) <= 12


def test_the_teams_home_says_what_waits_and_by_when(world: World, now: datetime) -> None:
    on_paper(world, now)
    by_phone(world, now)
    by_phone(world, now - timedelta(days=4))
    stuck(world, now)

    steps = next_steps(TEAM.name, world.tomasz, now)

    assert [(step.what, step.link, step.due, step.soon) for step in steps] == [
        ("2 phone calls to make", "/team/letters/?show=phone", date(2026, 2, 27), True),
        ("1 letter to print and post", "/team/letters/?show=print", date(2026, 3, 3), False),
        ("1 letter could not be sent", "/team/letters/?show=stuck", date(2026, 3, 2), True),
    ]


def test_no_home_says_anything_when_nothing_waits_or_it_is_not_theirs(world: World, now: datetime) -> None:
    assert next_steps("team", world.tomasz, now) == []
    by_phone(world, now)
    assert next_steps("team", world.samira, now) == []
    assert next_steps("me", world.tomasz, now) == []
    assert next_steps("team", make_world("Far Shore").tomasz, now) == []


def test_a_call_that_comes_back_tomorrow_does_not_wait_today(world: World, now: datetime) -> None:
    actions.left_message(by_phone(world, now), by=world.tomasz, now=now)

    assert next_steps("team", world.tomasz, now) == []
    assert next_steps("team", world.tomasz, now + timedelta(days=1))[0].what == "1 phone call to make"
