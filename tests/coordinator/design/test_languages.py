"""A second language: a button for each, without JavaScript, and the page turns round where it reads from the right."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

PAGE = "/privacy/"


@pytest.fixture
def two(settings: Any) -> None:
    """English and Arabic."""
    settings.LANGUAGES = [("en-gb", "English"), ("ar", "العربية")]


def root_of(html: str) -> str:
    return re.search(r"<html [^>]*>", html)[0]


def sheet_of(html: str) -> str:
    return re.search(r'<link rel="stylesheet" href="([^"]+)"', html)[1]


def pressed(browser: Client, language: str, back: str = PAGE, **headers: str) -> Any:
    return browser.post("/language/", {"language": language, "next": back}, headers=headers)


def test_with_two_languages_every_page_has_a_button_for_each(two: None, db: None) -> None:
    html = Client().get("/opportunities/?way=online").content.decode()
    form = re.search(r'<form class="site-footer__form" method="post" action="/language/".*?</form>', html, re.DOTALL)[0]
    buttons = re.findall(r'<button [^>]*name="language" value="([^"]+)" lang="([^"]+)"([^>]*)>([^<]+)</button>', form)
    assert buttons == [("en-gb", "en-gb", ' aria-current="true"', "English"), ("ar", "ar", "", "العربية")]
    assert '<input type="hidden" name="next" value="/opportunities/?way=online">' in form
    assert 'aria-label="Language"' in form


def test_with_one_language_there_is_no_form(db: None) -> None:
    assert "/language/" not in Client().get(PAGE).content.decode()


def test_a_press_turns_the_page_round_and_stays_for_a_year(two: None, db: None) -> None:
    browser = Client(enforce_csrf_checks=True)
    before = browser.get(PAGE).content.decode()
    assert (root_of(before), sheet_of(before)) == ('<html lang="en-gb" dir="ltr">', "/static/main.css")
    assert dict(browser.cookies) == {}  # to read needs none

    answer = pressed(browser, "ar")
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    kept = answer.cookies["django_language"]
    assert (kept.value, kept["max-age"], kept["samesite"], kept["httponly"]) == ("ar", 31536000, "Lax", True)

    after = browser.get(PAGE).content.decode()
    assert (root_of(after), sheet_of(after)) == ('<html lang="ar" dir="rtl">', "/static/main.rtl.css")
    pressed(browser, "en-gb")
    assert root_of(browser.get(PAGE).content.decode()) == '<html lang="en-gb" dir="ltr">'


def test_a_browser_that_asks_for_arabic_gets_it_without_a_press(two: None, db: None) -> None:
    html = Client().get(PAGE, headers={"Accept-Language": "ar"}).content.decode()
    assert root_of(html) == '<html lang="ar" dir="rtl">'


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_the_way_back_leads_nowhere_else(two: None, db: None, back: str) -> None:
    assert pressed(Client(), "ar", back)["Location"] == "/"
    here = "http://testserver/opportunities/"
    assert pressed(Client(), "ar", back, Referer=here)["Location"] == here


@pytest.mark.parametrize("language", ["xx", "cy", "../../etc", ""])
def test_a_language_that_is_not_spoken_here_changes_nothing(two: None, db: None, language: str) -> None:
    browser = Client()
    assert pressed(browser, language).status_code == 302
    assert root_of(browser.get(PAGE).content.decode()) == '<html lang="en-gb" dir="ltr">'


def test_looking_at_the_address_changes_nothing(two: None, db: None) -> None:
    answer = Client().get("/language/", {"language": "ar"})
    assert (answer.status_code, dict(answer.cookies)) == (405, {})
