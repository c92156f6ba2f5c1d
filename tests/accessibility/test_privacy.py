"""What helps somebody stays with them and the coordinator of their date, whatever page, letter, log or report it is."""

import ast
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.signals import got_request_exception
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.debug import ExceptionReporter

from accessibility.actions import agree_adjustment, ask_to_talk, keep_arranged, open_needs
from accessibility.models import Adjustment, NeedItem, NeedView, PersonNeed, TalkRequest
from calendar_feeds.actions import make_person_feed
from calendar_feeds.models import FeedEntry
from coordinator import hooks
from coordinator.letters.models import Letter
from coordinator.letters.writing import write
from coordinator.panels.actions import move_session
from coordinator.people.actions import forget
from coordinator.people.queries import export_of
from coordinator.workflow.models import Event
from tests.accessibility.conftest import tell
from tests.making import make_panel, make_place, make_session, signed_in

pytestmark = pytest.mark.django_db

WORDS, LABEL, DO = "marzipan-elbow-7731", "I tick the turquoise kettle", "Bring the turquoise kettle"
CANARIES = (WORDS, LABEL, DO, "venue.chair", "safe.medicine")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def told(world, panel, now):
    """Rowan has told of a chair, which the coordinator sees, and of medicine, which nobody does."""
    NeedItem.objects.filter(code__in=["venue.chair", "safe.medicine"]).update(label=LABEL, organiser_action=DO)
    session = make_session(panel, venue=world.venue, starts_at=now + timedelta(days=21))
    tell(world.rowan, now - timedelta(days=40), "venue.chair", audience="venue", own_words=WORDS)
    tell(world.rowan, now - timedelta(days=40), "safe.medicine", audience="nobody", own_words=WORDS)
    return session


def leaks(text):
    return [canary for canary in CANARIES if canary in text]


# -- pages -----------------------------------------------------------------------------------------


def addresses(world, session):
    """Every page of the site on which something of Rowan, the panel or the date may stand, besides the three doors."""
    names = [
        ("front",), ("my_home",), ("my_places",), ("my_claims",), ("my_messages",), ("my_privacy",), ("my_profile",),
        ("my_calendar",), ("my_access",), ("my_travel",), ("team_home",), ("team_calls",), ("team_panels",),
        ("team_people",), ("team_letters",), ("team_support",), ("team_venues",), ("owed_replies",), ("finance_home",),
        ("finance_to_check",), ("finance_to_pay",), ("finance_paid",), ("finance_questions",), ("finance_rates",),
        ("team_estimates",), ("head_home",), ("team_person", world.rowan.pk), ("team_panel", session.panel_id),
        ("team_session", session.pk), ("team_attendance", session.pk), ("panel_calendar", session.panel_id),
        ("team_venue", world.venue.pk), ("team_person_edit", world.rowan.pk), ("my_place", session.panel.seats.get().pk),
        ("team_session_access", session.pk), ("team_session_access_sheet", session.pk), ("team_person_access", world.rowan.pk),
    ]  # fmt: skip
    found = []
    for name, *args in names:
        try:
            found.append((name, reverse(name, args=args)))
        except NoReverseMatch:
            continue
    return found


DOORS = {"team_session_access", "team_session_access_sheet", "team_person_access"}


def test_no_other_role_finds_anything_on_any_page(world, told):
    others = [person for role, person in world.by_role().items() if role not in {"volunteer", "coordinator"}]
    for person in others:
        browser = signed_in(person)
        for name, address in addresses(world, told):
            page = browser.get(address)
            assert leaks(page.content.decode()) == [], (person, name)
            assert leaks(str(page.headers)) == []
    assert not NeedView.objects.exists()


def test_the_coordinator_finds_it_behind_the_three_doors_only_and_never_what_is_private(world, told):
    browser = signed_in(world.tomasz)
    for name, address in addresses(world, told):
        page = browser.get(address).content.decode()
        if name not in DOORS:
            assert leaks(page) == [], name
        assert "safe.medicine" not in page
    assert WORDS in browser.get(reverse("team_session_access", args=[told.pk])).content.decode()


def test_the_sheet_for_the_venue_has_neither_name_nor_words(world, told):
    page = signed_in(world.tomasz).get(reverse("team_session_access_sheet", args=[told.pk])).content.decode()
    assert LABEL in page
    assert WORDS not in page
    assert "Rowan" not in page


# -- every look is noted -----------------------------------------------------------------------------


class Watch:
    """Keeps every statement that runs."""

    def __init__(self):
        self.statements = []

    def __call__(self, execute, sql, params, many, context):
        self.statements.append(sql)
        return execute(sql, params, many, context)

    def tells(self):
        """Was anything read that says what a need is, or the words beside it?"""
        return any(
            sql.startswith("SELECT") and '"accessibility_personneed"' in sql and _says_what(sql.partition(" FROM ")[0])
            for sql in self.statements
        )

    def noted(self):
        """Was a look written?"""
        return any(sql.startswith("INSERT") and '"accessibility_needview"' in sql for sql in self.statements)


def _says_what(columns):
    """Is one of the columns, as it is, what a need is? That it counts from papers is a yes or no and says less."""
    telling = ('."own_words"', '."item_id"', '."label"', '."organiser_action"', '."code"')
    return any(column.strip().endswith(telling) for column in columns.removeprefix("SELECT ").split(","))


def test_whoever_else_reads_a_need_writes_a_look_in_the_same_request(world, told):
    browser = signed_in(world.tomasz)
    read = []
    for name, address in addresses(world, told):
        watch = Watch()
        with connection.execute_wrapper(watch):
            browser.get(address)
        if name not in {"my_access"}:
            assert watch.noted() == watch.tells(), name
        if watch.tells():
            read.append(name)
    assert set(read) - {"my_access"} == DOORS


def test_writing_down_on_the_phone_is_a_look_too(world, told):
    browser = signed_in(world.tomasz)
    for group in ("venue/", "venue/who/"):
        watch = Watch()
        with connection.execute_wrapper(watch):
            browser.post(f"/team/support/people/{world.rowan.pk}/{group}", {"ticked": ["venue.chair"]})
        assert watch.tells()
        assert watch.noted()


def test_when_the_look_cannot_be_noted_nothing_is_shown(world, told):
    def no_views(execute, sql, params, many, context):
        if sql.startswith("INSERT") and '"accessibility_needview"' in sql:
            raise DatabaseError
        return execute(sql, params, many, context)

    browser = signed_in(world.tomasz)
    browser.raise_request_exception = False
    with connection.execute_wrapper(no_views):
        page = browser.get(reverse("team_session_access", args=[told.pk]))
    assert page.status_code == 500
    assert leaks(page.content.decode()) == []


# -- letters, feeds, logs, the trail, exports ----------------------------------------------------------


def test_no_letter_feed_trail_or_address_tells_of_it(world, told, now):
    browser = signed_in(world.rowan)
    went = browser.post("/me/access/venue/list/", {"ticked": ["venue.chair", "venue.toilet"]})
    sent = {"venue-chair-weight": "helpful", "venue-chair-audience": "organiser", "venue-chair-own_words": WORDS + "!"}
    sent |= {"venue-toilet-weight": "helpful", "venue-toilet-audience": "nobody", "venue-toilet-own_words": WORDS}
    after = browser.post("/me/access/venue/who/", sent)
    assert [leaks(answer["Location"]) for answer in (went, after)] == [[], []]
    make_person_feed(world.rowan, by=world.rowan, now=now)
    ask_to_talk(world.rowan, by=world.rowan, now=now)
    open_needs(told, by=world.tomasz, now=now)
    agree_adjustment(world.rowan, world.organisation, "taxi", by=world.tomasz, now=now)
    keep_arranged(told, [], among=[], by=world.tomasz, now=now)
    later = {"starts_at": told.starts_at + timedelta(days=1), "ends_at": told.ends_at + timedelta(days=1)}
    move_session(told, by=world.tomasz, now=now, venue=world.venue, **later)
    letters = [write(letter, now) for letter in Letter.objects.all()]
    assert letters
    assert [leaks(letter.subject + letter.text) for letter in letters] == [[]] * len(letters)
    assert [leaks(bytes(entry.blob).decode()) for entry in FeedEntry.objects.all()] == [[]]
    trail = json.dumps(list(Event.objects.values_list("verb", "record_type", "before", "after", "details")))
    assert leaks(trail) == []


def test_no_log_line_tells_of_it(world, told, caplog, capfd):
    caplog.set_level("DEBUG")
    browser = signed_in(world.rowan)
    sent = {"venue-chair-weight": "helpful", "venue-chair-audience": "organiser", "venue-chair-own_words": WORDS * 99}
    assert browser.post("/me/access/venue/who/", sent).status_code == 422
    signed_in(world.tomasz).get(reverse("team_session_access", args=[told.pk]))
    signed_in(world.helen).get(reverse("team_session_access", args=[told.pk]))
    out, err = capfd.readouterr()
    lines = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert leaks("\n".join(lines) + out + err) == []


def test_an_error_report_holds_nothing_of_it(world, told):
    reports = []

    def report(sender, request, **_signal):
        import sys

        reporter = ExceptionReporter(request, *sys.exc_info())
        reports.append(reporter.get_traceback_html() + reporter.get_traceback_text())

    def broken(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and '"accessibility_personneed"' in sql:
            raise DatabaseError("the disk is full")
        return execute(sql, params, many, context)

    browser: Client = signed_in(world.rowan)
    browser.raise_request_exception = False
    got_request_exception.connect(report)
    sent = {"venue-chair-weight": "helpful", "venue-chair-audience": "organiser", "venue-chair-own_words": WORDS + "!"}
    try:
        with connection.execute_wrapper(broken):
            page = browser.post("/me/access/venue/who/", sent)
    finally:
        got_request_exception.disconnect(report)
    assert page.status_code == 500
    assert leaks(page.content.decode()) == []
    assert len(reports) == 1
    assert WORDS not in reports[0]
    assert LABEL not in reports[0]


def test_only_the_persons_own_export_holds_it(world, told, now):
    open_needs(told, by=world.tomasz, now=now)
    own = json.dumps(export_of(world.rowan), default=str)
    assert {WORDS, LABEL, "venue.chair", "safe.medicine"} <= set(leaks(own))
    assert world.tomasz.full_name in own
    for person in world.by_role().values():
        if person != world.rowan:
            assert leaks(json.dumps(export_of(person), default=str)) == []


def test_whoever_is_forgotten_leaves_nothing_behind(world, told, now):
    open_needs(told, by=world.tomasz, now=now)
    ask_to_talk(world.rowan, by=world.rowan, now=now)
    agree_adjustment(world.rowan, world.organisation, "taxi", by=world.tomasz, now=now)
    forget(world.rowan, by=world.rowan, now=now)
    assert [model.objects.count() for model in (PersonNeed, NeedView, TalkRequest, Adjustment)] == [0, 0, 0, 0]


def test_finance_gets_kinds_of_cost_and_nothing_else(world, told, now):
    place = told.panel.seats.get()
    agree_adjustment(world.rowan, world.organisation, "taxi", by=world.tomasz, now=now)
    assert list(hooks.adjusted_kinds.ask(place)) == [{"taxi"}]


def test_boxes_and_warnings_for_the_team_hold_numbers_only(world, told, now):
    said = [hooks.readiness.ask_all([told], now=now), hooks.move_warnings.ask_all(told)]
    chair = PersonNeed.objects.get(item="venue.chair")
    keep_arranged(told, [chair.pk], among=[chair.pk], by=world.tomasz, now=now)
    said += [hooks.readiness.ask_all([told], now=now), hooks.move_warnings.ask_all(told)]
    said += [[step.what for step in hooks.next_steps.ask_all("team", world.tomasz, now)]]
    assert leaks(str(said)) == []
    assert any("1 thing that helps somebody is not arranged yet" in text for text in said[0])
    assert not any("not arranged yet" in text for text in said[2])
    assert any("1 thing that helps somebody is arranged for this date" in text for text in said[3])


# -- who may know of this wing -------------------------------------------------------------------------


def test_nothing_imports_this_wing():
    guilty = []
    for package in ("coordinator", "expenses", "calendar_feeds"):
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom) and not node.level:
                    names = [node.module or ""]
                guilty += [f"{file}" for name in names if name.split(".")[0] == "accessibility"]
    assert guilty == []


def test_only_the_actions_read_somebody_elses_needs():
    """Pages, API and boxes never touch the rows of others: they ask an action, which notes the look."""
    for name in ("pages/team.py", "pages/people.py", "pages/venues.py", "next_steps.py"):
        assert "PersonNeed.objects" not in (ROOT / "accessibility" / name).read_text(), name


def test_there_is_no_place_to_keep_a_diagnosis():
    words = ("diagnos", "condition", "impairment", "disabilit", "illness")
    for model in (PersonNeed, NeedItem, TalkRequest, Adjustment):
        names = [field.name for field in model._meta.get_fields()]
        assert [name for name in names if any(word in name for word in words)] == []


def test_another_panels_coordinator_of_the_same_person_sees_only_their_own_date(world, told, now):
    elsewhere = make_session(make_panel(world, title="Another"), starts_at=now + timedelta(days=9))
    assert open_needs(elsewhere, by=world.tomasz, now=now) == []
    make_place(elsewhere.panel, world.rowan)
    assert len(open_needs(elsewhere, by=world.tomasz, now=now)) == 1
