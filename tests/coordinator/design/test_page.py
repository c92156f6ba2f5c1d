"""The layout and every part of a page, drawn once and looked at."""

import re
from datetime import date

import pytest
from django.test import RequestFactory

from coordinator.design.context import Site
from coordinator.design.jinja import initials, telephone, url_if_any, with_parameter
from coordinator.design.navigation import SECTIONS, Section, entries_for, register, sees
from coordinator.design.timeline import Point
from tests.coordinator.design.gallery import draw, gallery, request_of


class Presence:
    """Somebody in these roles."""

    def __init__(self, *roles):
        self.person, self.roles = object(), frozenset(roles)


def request_by(*roles, path="/"):
    request = RequestFactory().get(path)
    if roles:
        request.presence = Presence(*roles)
    return request


def words_of(request):
    return [str(entry.label) for entry in entries_for(request)]


@pytest.fixture(scope="module")
def page():
    return gallery()


def test_a_page_has_one_heading_a_language_and_a_way_past_the_navigation(page):
    assert (page.count("<h1"), '<html lang="en-gb" dir="ltr">' in page) == (1, True)
    assert re.search(r'<a class="nhsuk-skip-link" href="#maincontent">Skip to main content</a>', page)
    assert 'id="maincontent" tabindex="-1"' in page


def test_no_page_holds_a_script_or_a_style_of_its_own(page):
    assert [found for found in ("<script>", "<style", " style=", " onclick=", " onload=") if found in page] == []


def test_ids_stand_once(page):
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


def test_the_way_back_is_a_list_that_ends_where_one_is(page):
    crumbs = re.search(r'<nav class="crumbs".*?</nav>', page, re.DOTALL)[0]
    assert re.findall(r"<li>(.*?)</li>", crumbs) == [
        '<a href="/opportunities/">Take part</a>', '<span aria-current="page">Interview panel</span>',
    ]  # fmt: skip


def test_help_by_a_named_person_stands_on_every_page(page):
    foot = page[page.index("<footer") :]
    for words in ("Tomasz Okafor", "tel:01632960117", "mailto:tomasz@levels.example"):
        assert words in foot


def test_a_page_may_name_its_own_helper():
    helper = {"name": "Amal Haddad", "role": "Forum officer", "phone": "01632 960 118", "email": "amal@levels.example"}
    foot = draw('{% extends "layout.html" %}', request_of(), help_contact=helper).split("<footer")[1]
    assert ("Amal Haddad" in foot, "Tomasz Okafor" in foot) == (True, False)


def test_what_just_happened_is_said_at_the_top(page):
    banner = re.search(r'<div class="banner banner--success" role="status">.*?</div>', page, re.DOTALL)[0]
    assert ("Done" in banner, "We have your application." in banner) == (True, True)


def test_facts_that_are_missing_are_left_out(page):
    assert ("<dt>When</dt><dd>Thursday 26 March 2026, 8:45am to 3:45pm</dd>" in page or "<dt>When</dt><dd>Thursday 26 March, 8:45am to 3:45pm</dd>" in page) is True  # fmt: skip
    assert "<dt>Nothing</dt>" not in page


def test_the_next_steps_say_when_what_and_where(page):
    steps = re.findall(r'<li class="step[^"]*">.*?</li>', page, re.DOTALL)
    assert len(steps) == 2
    assert ("step--soon" in steps[0], "Soon:" in steps[0], "Would you like this place?" in steps[0]) == (
        True,
        True,
        True,
    )
    assert ("Any time" in steps[1], 'href="/claim/"' in steps[1]) == (True, True)


def test_the_timeline_has_words_for_those_who_do_not_see_it(page):
    table = re.search(r'<table class="table">.*?</table>', page, re.DOTALL)[0]
    assert re.findall(r"<td>([^<]*)</td><td>([^<]*)</td>", table.replace("\n", ""))[0][1] == "staff told"
    assert table.count("<tr>") == 7


def test_a_table_folds_on_a_phone_with_its_headings_beside_each_cell(page):
    assert page.count('<span class="table__header" aria-hidden="true">Amount</span>') == 2
    assert '<td class="table__figure">' in page


def test_pages_of_a_list_keep_what_it_is_narrowed_by(page):
    assert re.findall(r'rel="(?:prev|next)" href="([^"]+)"', page) == [
        "?area=north&amp;page=1",
        "?area=north&amp;page=3",
    ]
    assert "Page 2 of 3" in page


def test_progress_is_told_in_words_too(page):
    assert "<strong>People who answered</strong> 2 of 5" in page
    assert 'class="progress__done" width="40.0"' in page


def test_what_somebody_typed_is_never_markup():
    page = gallery(typed=True)
    assert ("&lt;Rowan&gt;" in page, "<Rowan>" in page) == (True, False)
    assert "<title>Please check: Help choose our next community respiratory nurse – Coordinator</title>" in page


def test_no_form_is_sent_to_an_empty_address(page):
    assert ' action=""' not in page


# -- languages ------------------------------------------------------------------------------------
def test_one_language_needs_no_switch(page):
    assert (Site(request_of()).languages, "set_language" in page) == ([], False)


def test_with_several_languages_each_can_be_chosen(settings):
    settings.LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
    assert Site(request_of()).languages == [("en-gb", "English"), ("cy", "Cymraeg")]


# -- navigation -----------------------------------------------------------------------------------
def test_signed_out_one_sees_what_is_open():
    assert words_of(request_by()) == ["Take part"]


def test_somebody_without_a_staff_role_is_a_volunteer():
    assert words_of(request_by("partner"))[:1] == words_of(request_by("volunteer"))[:1] == ["Take part"]
    assert "People" not in words_of(request_by("volunteer"))


def test_each_sees_the_entries_of_every_role():
    both = words_of(request_by("coordinator", "volunteer"))
    assert ("People" in both, "Calendar" in both, "To pay" in both) == (True, True, False)
    assert "Calendar" not in words_of(request_by("coordinator"))


def test_the_longest_address_that_fits_is_where_one_is():
    entries = entries_for(request_by("coordinator", path="/team/people/123/"))
    assert [str(entry.label) for entry in entries if entry.current] == ["People"]
    assert [entry for entry in entries_for(request_by("coordinator", path="/elsewhere/")) if entry.current] == []


def test_entries_of_pages_that_do_not_exist_stay_hidden(monkeypatch):
    monkeypatch.setattr("coordinator.design.navigation.SECTIONS", list(SECTIONS))
    from coordinator.design import navigation

    extra = Section("Nowhere", "no_such_page", frozenset({"volunteer"}))
    navigation.register(extra)
    navigation.register(extra)
    assert navigation.SECTIONS.count(extra) == 1
    assert "Nowhere" not in words_of(request_by("volunteer"))
    assert register is navigation.register


def test_a_page_is_seen_by_the_roles_of_its_entry():
    assert (sees(request_by("coordinator"), "team_people"), sees(request_by("volunteer"), "team_people")) == (
        True,
        False,
    )
    assert (sees(request_by("volunteer"), "my_profile"), sees(request_by("volunteer"), "no_such_page")) == (True, False)


# -- small words ----------------------------------------------------------------------------------
def test_small_words():
    assert [initials(name) for name in ("Tomasz Okafor", "Asha", "Ana de la Cruz", "")] == ["TO", "A", "AC", ""]
    assert telephone("+44 (0)1632 960 117") == "tel:+4401632960117"
    assert (url_if_any("no_such_page"), url_if_any("front")) == ("", "/")
    assert with_parameter(request_of(data={"q": "a b"}), "page", 2) == "?q=a+b&page=2"


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "words"), [("/accessibility/", "enlarge the text to 400% and read"), ("/privacy/", "Cookies"), ("/nowhere/", "We cannot find this page")])  # fmt: skip
def test_statements_and_the_page_that_is_not_there(client, path, words):
    assert words in client.get(path).content.decode()


def test_a_timeline_says_today_once_and_what_is_due_today_is_marked():
    points = [Point(date(2026, 3, 2), "today", "today"), Point(date(2026, 3, 2), "apply by", "today")]
    page = draw(
        """{% from "components/timeline.html" import timeline %}{{ timeline(points, "Notice") }}""", points=points
    )
    said = re.findall(r'<span class="timeline__what">(.*?)</span>\s*</li>', page, re.DOTALL)
    assert [re.sub(r"<[^>]+>", "", each) for each in said] == ["today", "apply by (today)"]
    cells = [re.findall(r"<td>(.*?)</td>", row)[1:] for row in re.findall(r"<tr>(<td>.*?)</tr>", page)]
    assert cells == [["today", "now"], ["apply by", "today"]]
