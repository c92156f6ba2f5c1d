"""Somebody floods a public form, or a stranger's mailbox; a library does not (settings.ACCOUNT_RATE_LIMITS)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import time_machine
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory
from django.test.utils import override_settings

from coordinator.people.floods import too_often
from tests.making import make_person

CALL, OTHER_CALL = UUID(int=1), UUID(int=2)
HOUR = timedelta(hours=1, seconds=1)


def press(address: str = "192.0.2.7", by: object = None, **headers: str) -> HttpRequest:
    request = RequestFactory().post("/", REMOTE_ADDR=address, **headers)
    request.user = by or AnonymousUser()
    return request


def presses(number: int, call: UUID = CALL, **more: str) -> list[bool]:
    return [too_often(press(), call, **more) for _press in range(number)]


def test_sixty_forms_about_one_call_come_in_from_a_library_in_an_hour_and_more_wait() -> None:
    assert presses(61) == [False] * 60 + [True]
    assert too_often(press("192.0.2.8"), CALL) is False
    assert too_often(press(), OTHER_CALL) is False


def test_a_hundred_and_eighty_forms_about_all_calls_come_in_from_one_place() -> None:
    answers = [too_often(press(), uuid4()) for _press in range(181)]
    assert answers == [False] * 180 + [True]


def test_it_opens_again_by_itself_after_an_hour(now) -> None:
    with time_machine.travel(now, tick=False) as clock:
        assert presses(61)[-1] is True
        clock.shift(HOUR)
        assert too_often(press(), CALL) is False


def test_one_reader_gets_ten_letters_an_hour_wherever_they_are_asked_for() -> None:
    places = [press(f"192.0.2.{number}") for number in range(11)]
    answers = [too_often(place, uuid4(), reader=" Doreen@Example.org") for place in places]
    assert answers == [False] * 10 + [True]
    assert too_often(press(), CALL, reader="rowan@example.org") is False


def test_whoever_is_signed_in_is_never_counted(db) -> None:
    account = make_person("Tomasz", email="tomasz@example.org").account
    assert [too_often(press(by=account), CALL, reader="a@example.org") for _press in range(70)] == [False] * 70
    assert too_often(press(), CALL) is False


def test_behind_a_proxy_each_visitor_is_counted_alone_and_cannot_pretend_to_be_others() -> None:
    def came(visitor: str, number: int) -> HttpRequest:
        return press("127.0.0.1", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}, {visitor}")

    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        answers = [too_often(came("203.0.113.5", number), CALL) for number in range(61)]
        assert answers == [False] * 60 + [True]
        assert too_often(came("203.0.113.6", 1), CALL) is False
