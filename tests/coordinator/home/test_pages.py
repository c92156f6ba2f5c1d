"""The front page and the homes: what needs you today, then where to go."""

import re
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordinator import hooks
from coordinator.home import probes
from coordinator.home.letters import WRITTEN_DOWN
from coordinator.hooks import NextStep
from coordinator.letters.models import Letter
from coordinator.letters.writing import write
from coordinator.opportunities.home import next_steps as of_calls
from coordinator.people.actions import write_down
from coordinator.people.models import Person
from tests.making import make_call, make_session, make_world, signed_in


@pytest.fixture
def quiet(monkeypatch):
    """Homes on which no other part of the service has anything to say."""
    for hook in (hooks.next_steps, hooks.head_figures):
        monkeypatch.setattr(hook, "functions", [])


def text(answer):
    return answer.content.decode()


def open_call(world, title, days):
    return make_call(world, title=title, closes_at=timezone.now() + timedelta(days=days))


def test_the_front_page_says_what_this_is_and_the_way_in_without_a_cookie(db):
    answer = Client().get("/")
    assert (answer.status_code, answer.cookies.output()) == (200, "")
    page = text(answer)
    for words in ("Take part in how care is run", "How it works", "What you can count on", 'href="/accounts/login/"'):
        assert words in page


def test_the_next_three_calls_to_close_stand_on_the_front_page(world):
    for title, days in [("Fourth", 9), ("First", 2), ("Second", 3), ("Third", 4), ("Over", -1)]:
        open_call(world, f"{title} call", days)
    page = text(Client().get("/"))
    found = [title for title in ("First", "Second", "Third", "Fourth", "Over") if f"{title} call" in page]
    assert found == ["First", "Second", "Third"]


def test_a_call_on_the_front_page_names_its_first_day(world):
    make_session(open_call(world, "With a day", 5).panel)
    assert "Thursday 26 March" in text(Client().get("/"))


def test_with_nothing_open_the_front_page_says_what_will_stand_there(db):
    assert "Nothing is open just now" in text(Client().get("/"))


@pytest.mark.parametrize(
    ("who", "home"), [("rowan", "/me/"), ("tomasz", "/team/"), ("helen", "/finance/"), ("samira", "/head/")]
)
def test_somebody_who_is_here_goes_to_their_own_pages(world, who, home):
    assert f'href="{home}"' in text(signed_in(getattr(world, who)).get("/"))


def test_more_calls_cost_the_front_page_no_more(world):
    costs = []
    for more in (1, 20):
        for number in range(more):
            open_call(world, f"Call {more} {number}", 5)
        with CaptureQueriesContext(connection) as seen:
            Client().get("/")
        costs.append(len(seen))
    assert costs == [1, 1]


OPEN = {
    "/me/": {"rowan", "tomasz", "ravi", "helen", "paula", "samira", "kim", "audra", "petra"},
    "/team/": {"tomasz", "samira", "ravi", "kim", "audra"},
    "/finance/": {"helen", "paula", "ravi", "audra"},
    "/head/": {"samira", "audra"},
}


@pytest.mark.parametrize("path", OPEN)
def test_each_home_is_for_its_people_and_says_so_to_others(world, quiet, path):
    people = ("rowan", "tomasz", "ravi", "helen", "paula", "samira", "kim", "audra", "petra")
    answers = {who: signed_in(getattr(world, who)).get(path) for who in people}
    assert {who for who, answer in answers.items() if answer.status_code == 200} == OPEN[path]
    refused = [text(answer) for answer in answers.values() if answer.status_code == 403]
    assert [page for page in refused if "This page is for" not in page] == []


@pytest.mark.parametrize("path", OPEN)
def test_signed_out_each_home_asks_to_sign_in(db, path):
    assert Client().get(path).url == f"/accounts/login/?next={path}"


EMPTY = [
    ("/me/", "rowan", "Nothing needs you today"),
    ("/team/", "tomasz", "Nothing waits for the team"),
    ("/finance/", "helen", "Nothing waits for finance"),
    ("/head/", "samira", "Nothing waits for your decision"),
]


@pytest.mark.parametrize(("path", "who", "words"), EMPTY)
def test_an_empty_home_says_what_will_stand_there(world, quiet, path, who, words):
    assert words in text(signed_in(getattr(world, who)).get(path))


def seven(home, person, now):
    return [
        NextStep(f"Thing {number}", f"/thing/{number}/", "Do it", due=date(2099, 3, 10 - number)) for number in range(7)
    ]


@pytest.mark.parametrize(("path", "who", "words"), EMPTY)
def test_the_most_urgent_five_come_first_and_the_rest_folds_away(world, quiet, path, who, words):
    hooks.next_steps.functions.append(seven)
    page = text(signed_in(getattr(world, who)).get(path))
    places = [page.index(f"Thing {number}") for number in (6, 5, 4, 3, 2, 1, 0)]
    assert (places == sorted(places), "2 more" in page, words in page) == (True, True, False)


def test_a_home_is_asked_for_the_person_who_looks(world, quiet):
    asked = []
    hooks.next_steps.functions.append(lambda home, person, now: asked.append((home, person.pk)))
    signed_in(world.rowan).get("/me/")
    signed_in(world.helen).get("/finance/")
    assert asked == [("me", world.rowan.pk), ("finance", world.helen.pk)]


def test_the_head_reads_the_figures_that_others_give(world, quiet):
    hooks.head_figures.functions.append(lambda person, now: [("Paid in time", "9 of 10", "last month")])
    page = text(signed_in(world.samira).get("/head/"))
    for words in ("How we keep our word", "Paid in time", "9 of 10", "last month"):
        assert words in page


def test_a_recruiting_manager_is_shown_only_where_she_may_go(world, quiet):
    page = text(signed_in(world.kim).get("/team/"))
    assert ("/team/people/" in page, "/team/letters/" in page) == (False, False)
    assert "/team/people/" in text(signed_in(world.tomasz).get("/team/"))


def headings(page):
    """The words of the page's h1, and of what stands where steps would."""
    return [words.strip() for words in re.findall(r'<h(?:1|2 class="empty__title")[^>]*>([^<]*)<', page)]


def test_whoever_only_reads_is_told_so_and_finds_all_she_may_read(world, quiet):
    page = text(signed_in(world.audra).get("/head/"))
    assert headings(page) == ["How involvement goes", "Nothing waits for you"]
    ways = page.split("Where to go")[1]
    found = [
        way for way in ("/finance/check/", "/finance/pay/", "/team/letters/", "/team/calls/") if f'"{way}"' in ways
    ]
    assert found == ["/finance/check/", "/finance/pay/", "/team/letters/", "/team/calls/"]
    assert ("Write a call" in page, "What is open, what comes, what became of it" in page) == (False, True)
    for path in ("/team/", "/finance/"):
        assert headings(text(signed_in(world.audra).get(path)))[1] == "Nothing waits for you"


def test_a_manager_who_may_only_ask_is_told_how_to_ask(world, quiet):
    page = text(signed_in(world.kim).get("/team/"))
    assert headings(page) == ["What you asked for, and how it stands", "You have asked for no call"]
    assert ("Write a call" in page, "Ask for a call, see how it stands" in page) == (False, True)
    assert "Write a call, open it, see who applied" in text(signed_in(world.tomasz).get("/team/"))
    assert "/team/calls/new/" in text(signed_in(world.tomasz).get("/team/"))
    assert "/team/calls/new/" not in text(signed_in(world.ravi).get("/team/"))


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("requested", "Nobody has taken it up yet"), ("draft", "Being written"), ("published", "Open"),
        ("closed", "Closed, the team chooses"), ("filled", None), ("withdrawn", None),
    ],
)  # fmt: skip
def test_what_a_manager_asked_for_stands_on_her_home_with_how_it_stands(world, now, status, words):
    call = make_call(world, status=status, requested_by=world.kim)
    make_call(world, status=status, title="Somebody else's")
    found = [(step.when, step.what) for step in of_calls("team", world.kim, now)]
    assert found == ([(words, f"You asked for a call: {call.title}")] if words else [])
    assert [step for step in of_calls("team", world.tomasz, now) if "You asked" in step.what] == []


@pytest.mark.parametrize(
    ("path", "who"), [("/me/", "rowan"), ("/team/", "tomasz"), ("/finance/", "helen"), ("/head/", "samira")]
)
def test_a_home_costs_few_queries(world, quiet, path, who):
    client = signed_in(getattr(world, who))
    with CaptureQueriesContext(connection) as seen:
        client.get(path)
    assert len(seen) <= 12


def test_two_from_one_email_can_change_places_at_home(world, quiet):
    Person.objects.create(full_name="Len Ames", account=world.rowan.account)
    client = signed_in(world.rowan)
    client.post("/accounts/welcome/", {"person": world.rowan.pk})
    assert 'href="/accounts/welcome/?switch"' in text(client.get("/me/"))


# -- probes ---------------------------------------------------------------------------------------
def test_alive_asks_nothing_of_the_database(client, django_assert_num_queries):
    assert client.get("/alive").content == b"alive\n"


def test_ready_names_what_is_missing(world, monkeypatch):
    monkeypatch.setattr(probes.MigrationExecutor, "migration_plan", lambda self, targets: [])
    assert Client().get("/ready").json() == {"ready": True, "missing": []}
    write_down(world.organisation, by=world.tomasz, source="phone", consent_at=timezone.now(), now=timezone.now(), full_name="D", address="x")  # fmt: skip
    Letter.objects.update(send_after=timezone.now() - timedelta(minutes=16))
    stuck = Client().get("/ready")
    assert (stuck.status_code, stuck.json()["missing"]) == (
        503, ["letters wait for more than 15 minutes: is the worker running?"],
    )  # fmt: skip


def test_ready_says_when_migrations_or_the_database_are_missing(db, monkeypatch):
    monkeypatch.setattr(probes.MigrationExecutor, "migration_plan", lambda self, targets: ["one"])
    assert Client().get("/ready").json()["missing"] == ["migrations are not applied"]

    def away(self, targets):
        raise DatabaseError

    monkeypatch.setattr(probes.MigrationExecutor, "migration_plan", away)
    assert Client().get("/ready").json()["missing"] == ["the database or the cache does not answer"]


# -- the letter to somebody who rang --------------------------------------------------------------
def test_the_letter_holds_what_was_written_down_line_by_line(world, now):
    person = write_down(
        world.organisation, by=world.tomasz, source="phone", consent_at=now, now=now, full_name="Doreen Alcott",
        call_me="Mrs Alcott", landline="01632 960 002", address="1 Mill Lane\nHarptree", postcode="LV1 1AA",
        channel_order=["phone", "post"], never_email=True, text_format="large", reachable="mornings",
    )  # fmt: skip
    lines = [(str(label), str(words)) for label, words in WRITTEN_DOWN.context(person, person, now)["lines"]]
    assert lines == [
        ("Name", "Doreen Alcott"), ("We call you", "Mrs Alcott"), ("How we reach you, best first", "Phone call, Letter"),
        ("Never by", "email"), ("Phone", "01632 960 002"), ("Address", "1 Mill Lane, Harptree, LV1 1AA"),
        ("Good times", "mornings"), ("Papers", "Large print"),
    ]  # fmt: skip
    assert (WRITTEN_DOWN.load(person.pk), WRITTEN_DOWN.still_wanted(person)) == (person, True)


@pytest.mark.parametrize("status", ["left", "anonymised"])
def test_whoever_left_meanwhile_gets_no_letter(status):
    assert WRITTEN_DOWN.still_wanted(Person(status=status)) is False


def test_another_organisation_has_nothing_on_a_home(world, quiet):
    make_world("Canary")
    for path, who, _words in EMPTY:
        assert "Canary" not in text(signed_in(getattr(world, who)).get(path))


def test_the_letter_reads_as_it_was_written_down(world, now):
    person = write_down(
        world.organisation, by=world.tomasz, source="phone", consent_at=now, now=now, full_name="Doreen Alcott",
        landline="01632 960 002", channel_order=["phone"],
    )  # fmt: skip
    told = write(Letter.objects.get(person=person), now)
    assert [
        words for words in ("Dear Doreen,", "Doreen Alcott", "01632 960 002", "01632 960 117") if words not in told.text
    ] == []


def test_what_was_due_before_today_says_so(world, quiet, monkeypatch):
    today = timezone.localdate()
    steps = [
        NextStep("Ring Reg", "/team/", "See it", due=today - timedelta(days=2), soon=True),
        NextStep("Write to Ann", "/team/", "See it", due=today, soon=True),
    ]
    monkeypatch.setattr(hooks.next_steps, "functions", [lambda home, person, now: steps])
    page = text(signed_in(world.tomasz).get("/team/"))
    assert (page.count("Was due "), page.count("Soon:"), page.count("By ")) == (1, 1, 1)
