"""Calls for everybody: no signing in, no cookie, no script, and a clean print."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accessibility.models import VenueFact
from coordinator import hooks
from coordinator.opportunities.models import ChangeNote, NotForMeAnswer, Question
from coordinator.opportunities.pages.printing import qr_of
from coordinator.organisations.models import Area
from coordinator.panels.models import StaffMember
from tests.coordinator.opportunities.drafting import make_draft, make_open_call
from tests.making import make_call, make_panel, make_session, make_world

LIST = "/opportunities/"


def page(address: str, status: int = 200, client: Client | None = None) -> str:
    answer = (client or Client()).get(address)
    assert answer.status_code == status
    return answer.content.decode()


def words(html: str) -> str:
    """The text of a page, its spaces made one."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def titles(html: str) -> list[str]:
    return re.findall(r'<h2 class="card__title"><a href="/opportunities/[^"]+">([^<]+)</a>', html)


# -- the list ----------------------------------------------------------------------------------------
def test_the_list_shows_what_is_open_the_first_to_close_first(world):
    make_open_call(world, title="Later", closes_at=datetime(2026, 3, 20, 12, 0, tzinfo=UTC))
    make_open_call(world, title="Sooner")
    make_draft(world, title="Draft")
    make_open_call(world, title="Closed", status="closed")
    make_open_call(world, title="Over", closes_at=datetime(2026, 3, 2, 14, 59, tzinfo=UTC))
    html = page(LIST)
    assert titles(html) == ["Sooner", "Later"]
    assert "Apply by Sun 15 March" in words(html)
    assert "Thursday 26 March, 8:45am to 3:45pm, Levels and Moor Harptree House" in words(html)


@pytest.fixture
def four(world):
    """A meeting by day, a leaflet at home with a payment, an evening online, and dates to agree."""
    make_open_call(world, title="Panel")
    make_call(world, title="Leaflet", ways=["home", "post"], payment="optional", payment_pence=2500)
    evening = make_panel(world)
    make_session(evening, starts_at=datetime(2026, 4, 14, 17, 30, tzinfo=UTC))
    make_call(world, title="Evening", panel=evening, ways=["online"])
    make_call(world, title="Forum", dates_to_agree=True, ways=["meeting", "online"])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("way=home", {"Leaflet"}),
        ("way=online", {"Evening", "Forum"}),
        ("paid=paid", {"Leaflet"}),
        ("paid=unpaid", {"Panel", "Evening", "Forum"}),
        ("when=month", {"Panel"}),
        ("when=quarter", {"Evening"}),
        ("when=later", set()),
        ("when=evening", {"Evening"}),
        ("when=to_agree", {"Forum"}),
        ("way=meeting&when=month", {"Panel"}),
        ("way=nonsense&page=x", {"Panel", "Leaflet", "Evening", "Forum"}),
    ],
)
def test_the_list_is_narrowed_by_what_somebody_asks_for(four, query, found):
    assert set(titles(page(f"{LIST}?{query}"))) == found


def test_an_area_finds_its_practices_and_the_body_whose_area_it_is(world):
    area = Area.objects.create(organisation=world.organisation, name="Brue Valley")
    practice, elsewhere = make_world("Ferry Lane"), make_world("Elsewhere")
    practice.organisation.area = area
    practice.organisation.save()
    for each in (world, practice, elsewhere):
        make_open_call(each, title=f"Call of {each.organisation.name.split()[0]}")
    assert set(titles(page(f"{LIST}?area={area.pk}"))) == {"Call of Levels", "Call of Ferry"}


def test_empty_lists_say_what_to_do_next(world):
    assert "No call is open today" in page(LIST)
    make_open_call(world)
    assert "Nothing open fits all of this" in page(f"{LIST}?way=post")


@pytest.mark.parametrize("rows", [1, 25])
def test_the_list_costs_the_same_however_long_it_is(world, rows, django_assert_num_queries):
    for _row in range(rows):
        make_open_call(world)
    with django_assert_num_queries(4):
        html = page(LIST)
    assert len(titles(html)) == min(rows, 25)


# -- one call ------------------------------------------------------------------------------------------
def test_a_call_says_everything_that_a_person_needs_before_deciding(world):
    call = make_open_call(
        world, training="An evening.", bring="Lunch is there.", published_at=datetime(2026, 3, 5, 9, tzinfo=UTC)
    )
    StaffMember.objects.create(panel=call.panel, full_name="Dr Ann Holt", told_on=date(2026, 3, 2))
    for number in range(3):
        Question.objects.create(opportunity=call, position=number, text=f"Question {number}?")
    ChangeNote.objects.create(opportunity=call, at=datetime(2026, 3, 6, tzinfo=UTC), text="Lunch is at one.")
    said = words(page(reverse("opportunity", args=[call.slug])))
    for sentence in [
        "Interview panel", "2 places + 1 reserve", "New people welcome", "Thursday 26 March, 8:45am to 3:45pm",
        "Levels and Moor Harptree House", "8 hours in all", "Travel, childcare and care costs.",
        "There is no payment. Your costs are covered.", "Sunday 15 March, 11:59pm", "by Wednesday 18 March, whatever we decide",
        "Tomasz Okafor of Levels and Moor", "Involvement coordinator", "01632 960 117", "Monday to Thursday",
        "Apply in 3 short questions", "Not for me, and why", "You have 21 days. The staff on the panel had 24.",
        "We decide together.", "Who gets the post", "The pay grade.", "People who have used breathing services.",
        "Nobody is left out.", "You sit for most of the day.", "Childcare", "Ask by Thursday 12 March and it is sure.",
        "We cannot advise you on benefits.", "Ring Tomasz or write to us.", "Freepost INVOLVEMENT",
        "By the points in this call, scored.", "Two of us read every answer.", "Friday 6 March : Lunch is at one.",
        "Step-free from the street to the seat.", "An evening.", "Levels and Moor involvement team", f"/o/{call.code}/",
    ]:  # fmt: skip
        assert sentence in said, sentence


def test_the_way_in_stands_once_and_one_question_is_called_one(world):
    call = make_open_call(world)
    Question.objects.create(opportunity=call, position=0, text="Why?")
    address = reverse("opportunity", args=[call.slug])
    assert (page(address).count(world.venue.way_in), "Apply: one short question" in words(page(address))) == (1, True)
    VenueFact.objects.create(venue=world.venue, code="door_wide", answer="yes")
    assert page(address).count(world.venue.way_in) == 1
    assert world.venue.way_in in words(page(reverse("opportunity_print", args=[call.slug])))


def test_short_notice_stands_on_the_page_with_its_reason_and_who_approved_it(world):
    call = make_open_call(
        world,
        short_notice_reason="The examiners met late.",
        short_notice_approver=world.samira,
        written_by=world.tomasz,
    )
    said = words(page(reverse("opportunity", args=[call.slug])))
    assert "The examiners met late." in said
    assert "Samira Dev of Levels and Moor approved this." in said


def test_what_was_refused_as_short_notice_is_nobodys_business(world):
    call = make_open_call(world, short_notice_reason="Asked only.")
    assert "Asked only." not in page(reverse("opportunity", args=[call.slug]))


def test_a_withdrawn_call_says_why_and_a_closed_one_when_people_hear(world):
    gone = make_open_call(world, status="withdrawn", withdrawn_reason="Moved to the autumn.")
    closed, filled = make_open_call(world, status="closed"), make_open_call(world, status="filled")
    said = [words(page(reverse("opportunity", args=[call.slug]))) for call in (gone, closed, filled)]
    assert "This call was withdrawn Moved to the autumn." in said[0]
    assert "This call is closed We are choosing. Everybody who applied hears by Wednesday 18 March." in said[1]
    assert "This call is closed Everybody who applied has been told." in said[2]
    assert not any("Not for me, and why" in text for text in said)


def test_what_never_opened_is_not_there(world):
    draft = make_draft(world)
    withdrawn = make_draft(world, status="withdrawn")
    for name in ("opportunity", "opportunity_print", "not_for_me"):
        page(reverse(name, args=[draft.slug]), 404)
    page(reverse("opportunity", args=[withdrawn.slug]), 404)
    page(reverse("opportunity_short", args=[draft.code]), 404)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"dates_to_agree": True}, "You have 13 days to apply."),
        ({"ways": ["post"], "dates_to_agree": True}, "By post"),
        ({"payment": "optional", "payment_pence": 3000}, "£30.00, which you may take, leave or give away."),
    ],
)
def test_a_call_without_a_day_by_post_or_with_a_payment_says_so(world, fields, sentence):
    call = make_call(world, **fields)
    assert sentence in words(page(reverse("opportunity", args=[call.slug])))


def test_online_days_keep_their_link_for_those_with_a_place(world):
    panel = make_panel(world)
    make_session(panel, online_link="https://video.example.org/secret-room")
    make_session(panel, starts_at=datetime(2026, 3, 27, 9, tzinfo=UTC), name="Second day")
    html = page(reverse("opportunity", args=[make_call(world, panel=panel).slug]))
    assert "Online: you get the link with your place." in html
    assert "secret-room" not in html
    assert "first day" in html


def test_a_day_alone_says_how_many_days_there_are_until_then(world):
    call = make_open_call(world)
    assert "You have 24 days until it happens." in page(reverse("opportunity", args=[call.slug]))


def test_the_wings_say_what_is_covered_and_how_one_gets_in(world, monkeypatch):
    box = hooks.Box("What the wing says", "opportunities/_text.html", {})
    monkeypatch.setattr(hooks.call_terms, "functions", [lambda call: box])
    monkeypatch.setattr(hooks.venue_box, "functions", [lambda venue, person: box])
    call = make_open_call(world)
    assert page(reverse("opportunity", args=[call.slug])).count("What the wing says") == 2


def test_one_call_costs_the_same_however_many_days_and_questions(world, django_assert_max_num_queries, monkeypatch):
    monkeypatch.setattr(hooks.call_terms, "functions", [])
    monkeypatch.setattr(hooks.venue_box, "functions", [])
    call = make_open_call(world)
    for number in range(20):
        make_session(call.panel, venue=world.venue)
        Question.objects.create(opportunity=call, position=number, text="Why?")
    with django_assert_max_num_queries(6):
        page(reverse("opportunity", args=[call.slug]))


# -- no cookie -----------------------------------------------------------------------------------------
def test_no_public_page_sets_a_cookie_or_needs_a_script(world):
    call = make_open_call(world)
    slug = [call.slug]
    addresses = [LIST, *(reverse(name, args=slug) for name in ("opportunity", "opportunity_print", "not_for_me"))]
    for address in [*addresses, reverse("opportunity_short", args=[call.code])]:
        answer = Client().get(address)
        assert dict(answer.cookies) == {}
        assert b"<script" not in answer.content
        assert b"csrfmiddlewaretoken" not in answer.content
    # The navigation is another for somebody who is signed in, so caches must keep the two apart, and only by that.
    assert Client().get(LIST)["Vary"] == "Accept-Language, Cookie"


def test_the_short_address_leads_to_the_page_however_it_is_typed(world):
    call = make_open_call(world)
    answer = Client().get(f"/o/{call.code.upper()}/")
    assert (answer.status_code, answer["Location"]) == (302, reverse("opportunity", args=[call.slug]))


# -- not for me ----------------------------------------------------------------------------------------
def key_of(html: str) -> str:
    return re.search(r'name="key" value="([^"]+)"', html)[1]


def test_one_press_counts_once_without_a_cookie_and_twice_is_once(world):
    call, browser = make_open_call(world), Client(enforce_csrf_checks=True)
    address = reverse("not_for_me", args=[call.slug])
    typed = {"reason": "short_notice", "key": key_of(page(address, client=browser))}
    for _press in range(2):
        answer = browser.post(address, typed)
        assert (answer.status_code, answer["Location"]) == (302, f"{address}?thanks")
    assert list(NotForMeAnswer.objects.values_list("reason", flat=True)) == ["short_notice"]
    assert "Thank you for telling us" in page(answer["Location"], client=browser)
    assert dict(browser.cookies) == {}


@pytest.mark.parametrize("typed", [{}, {"reason": "rude"}, {"reason": "costs", "key": "made-up"}])
def test_a_form_that_is_not_ours_counts_nothing_and_is_shown_again(world, typed):
    call, other = make_open_call(world), make_open_call(world)
    address = reverse("not_for_me", args=[call.slug])
    assert Client().post(address, typed).status_code == 422
    foreign = key_of(page(reverse("not_for_me", args=[other.slug])))
    answer = Client().post(address, {"reason": "costs", "key": foreign})
    assert "Please press a reason once more." in answer.content.decode()
    assert NotForMeAnswer.objects.count() == 0


def test_a_flood_of_reasons_is_not_counted_and_the_page_says_whom_to_ring(world, settings):
    settings.ACCOUNT_RATE_LIMITS = {"public_form": "2/h/key"}
    call = make_open_call(world)
    address = reverse("not_for_me", args=[call.slug])
    pressed = [Client().post(address, {"reason": "costs", "key": key_of(page(address))}) for _press in range(3)]
    assert [answer.status_code for answer in pressed] == [302, 302, 429]
    assert "Your reason is not counted yet." in pressed[2].content.decode()
    assert call.panel.contact.phone in words(pressed[2].content.decode())
    assert NotForMeAnswer.objects.count() == 2


# -- the print -----------------------------------------------------------------------------------------
def test_the_print_holds_the_call_its_qr_code_and_a_form_for_the_post(world):
    call = make_open_call(world)
    Question.objects.create(opportunity=call, position=1, text="What have you used?", needed=True)
    html = page(reverse("opportunity_print", args=[call.slug]))
    assert qr_of(call) in html
    assert "<svg" in qr_of(call)
    said = words(html)
    for sentence in [
        f"/o/{call.code}/",
        "01632 960 117",
        "Form to apply by post",
        "What have you used?",
        "Freepost INVOLVEMENT",
    ]:
        assert sentence in said
    assert 'class="sheet sheet--next"' in html


@pytest.mark.parametrize(
    ("status", "said"), [("withdrawn", "This call was withdrawn."), ("closed", "This call is closed.")]
)
def test_a_print_of_a_call_that_is_over_says_so(world, status, said):
    assert said in page(reverse("opportunity_print", args=[make_open_call(world, status=status).slug]))


def test_the_list_goes_on_on_a_second_page_and_keeps_what_it_is_narrowed_by(world, monday):
    for number in range(26):
        make_open_call(
            world, title=f"Call {number:02}", closes_at=datetime(2026, 3, 15, 12, tzinfo=UTC) + timedelta(hours=number)
        )
    first = page(f"{LIST}?way=meeting")
    assert "Page 1 of 2" in first
    assert "?way=meeting&amp;page=2" in first
    assert titles(page(f"{LIST}?way=meeting&page=2")) == ["Call 25"]
