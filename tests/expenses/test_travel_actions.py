"""Journeys: nothing is asked, what is said is answered at once, and the place never depends on it."""

from datetime import timedelta
from pathlib import Path

import pytest

from coordinator import hooks
from coordinator.authorization.verdict import NotAllowed
from coordinator.workflow.steps import SomebodyWasFaster
from coordinator.workflow.trail import history_of
from expenses.rates.actions import keep_limits
from expenses.travel import rules
from expenses.travel.actions import (
    NotTaken,
    decide_cost,
    decide_plan,
    drop_cost,
    forget_travel,
    name_cost,
    save_plan,
    save_statement,
)
from expenses.travel.models import AgreedCost, TravelPlan, TravelStatement
from expenses.travel.queries import safe_harbour
from tests.expenses.conftest import THAT_EVENING, WEEK_BEFORE, add, sent
from tests.making import make_panel, make_place, make_session, signed_in

ROOT = Path(__file__).parents[2]


def said(place, estimate=None, **more):
    return save_plan(place, estimate=estimate, by=place.person, now=WEEK_BEFORE, **more)


class TestNothingIsAsked:
    def test_a_place_has_no_plan_no_letter_and_no_task(self, world, place):
        assert TravelPlan.objects.count() == 0
        assert world.rowan.letters.count() == 0
        steps = hooks.next_steps.ask_all("me", world.rowan, WEEK_BEFORE)
        assert [step.what for step in steps if "journey" in step.what or "travel" in step.what] == []

    def test_no_code_and_no_text_asks_for_a_station_or_a_route(self):
        asks = ["nearest station", "nearest_station", "closest station", "your route", "which station"]
        guards = {ROOT / "expenses/claims/rules/questions.py", ROOT / "expenses/review/rules.py"}
        files = [path for part in ("expenses", "templates", "coordinator") for path in (ROOT / part).rglob("*")]
        found = [
            path.name
            for path in files
            if path.suffix in {".py", ".html", ".txt"} and path not in guards
            if any(text in path.read_text().casefold() for text in asks)
        ]
        assert found == []

    def test_no_column_holds_a_station_or_a_route(self):
        names = {field.name for model in (TravelPlan, TravelStatement, AgreedCost) for field in model._meta.fields}
        assert [name for name in names if "station" in name or "route" in name or "from_place" in name] == []


class TestEstimates:
    @pytest.mark.parametrize(
        ("estimate", "status", "agreed"),
        [
            (None, "noted", None),
            (rules.amount(3100), "agreed", 3100),
            (rules.between(3100, 2500), "agreed", 3100),
            (rules.amount(3100, rules.Conditional("taxi if wet", 1800)), "agreed", 4900),
            (rules.dont_know(), "noted", None),
            (rules.as_last_time(2340), "agreed", 2340),
            (rules.as_last_time(None), "noted", None),
            (rules.amount(5500, rules.Conditional("taxi if wet", 1800)), "waiting", None),
        ],
    )
    def test_each_answer_is_kept_and_the_place_is_safe(self, place, estimate, status, agreed):
        plan, _verdict = said(place, estimate)
        place.refresh_from_db()
        assert (plan.status, plan.agreed_pence, place.status) == (status, agreed, "confirmed")

    def test_a_journey_to_be_booked_waits_for_the_team(self, place):
        assert said(place, mode="book_for_me")[0].status == "waiting"

    def test_said_again_the_new_words_count(self, place):
        said(place, rules.amount(3100))
        plan, _verdict = said(place, rules.amount(9900))
        assert (plan.status, plan.agreed_pence) == ("waiting", None)

    def test_two_windows_do_not_undo_each_other(self, place):
        said(place, rules.amount(3100), version=0)
        with pytest.raises(NotTaken):
            said(place, rules.amount(100), version=0)
        assert TravelPlan.objects.get().high_pence == 3100

    @pytest.mark.parametrize("who", ["tomasz", "helen", "petra"])
    def test_nobody_says_it_for_them(self, world, place, who):
        with pytest.raises(NotAllowed):
            save_plan(place, by=getattr(world, who), now=WEEK_BEFORE)

    def test_the_threshold_is_the_organisations(self, world, place):
        keep_limits(world.organisation, by=world.helen, now=WEEK_BEFORE, estimate_threshold_pence=1000)
        place.refresh_from_db()
        place.organisation.refresh_from_db()
        assert said(place, rules.amount(3100))[0].status == "waiting"


class TestAnswers:
    @pytest.fixture
    def plan(self, place):
        return said(place, rules.amount(9900, rules.Conditional("taxi if wet", 1800)))[0]

    def test_agreed_as_named(self, world, plan):
        decide_plan(plan, agree=True, by=world.tomasz, now=WEEK_BEFORE)
        assert (plan.status, plan.agreed_pence, plan.decided_by) == ("agreed", 11700, world.tomasz)
        assert list(world.rowan.letters.values_list("kind", flat=True)) == ["travel.answered"]

    def test_agreed_up_to_an_amount(self, world, plan):
        assert decide_plan(plan, agree=True, up_to_pence=8000, by=world.tomasz, now=WEEK_BEFORE).agreed_pence == 8000

    def test_a_booking_is_agreed_without_an_amount(self, world, place):
        plan, _verdict = said(place, mode="book_for_me")
        decide_plan(plan, agree=True, note="Taxi at 7:50", by=world.tomasz, now=WEEK_BEFORE)
        assert (plan.status, plan.agreed_pence, plan.decision_note) == ("agreed", None, "Taxi at 7:50")

    def test_a_no_needs_a_line(self, world, plan):
        with pytest.raises(NotTaken) as told:
            decide_plan(plan, agree=False, note=" ", by=world.tomasz, now=WEEK_BEFORE)
        assert list(told.value.by_field) == ["note"]

    def test_a_no_with_a_line_is_told(self, world, plan):
        decide_plan(plan, agree=False, note="Ring me", by=world.tomasz, now=WEEK_BEFORE)
        assert (plan.status, plan.agreed_pence) == ("not_agreed", None)

    def test_answered_once(self, world, plan):
        decide_plan(plan, agree=True, by=world.tomasz, now=WEEK_BEFORE)
        with pytest.raises(SomebodyWasFaster):
            decide_plan(plan, agree=True, by=world.tomasz, now=WEEK_BEFORE)

    def test_never_by_oneself(self, world, session):
        place = make_place(session.panel, world.tomasz)
        plan = said(place, rules.amount(9900))[0]
        with pytest.raises(NotTaken):
            decide_plan(plan, agree=True, by=world.tomasz, now=WEEK_BEFORE)

    @pytest.mark.parametrize("who", ["helen", "samira", "ravi", "audra"])
    def test_only_by_the_team(self, world, plan, who):
        with pytest.raises(NotAllowed):
            decide_plan(plan, agree=True, by=getattr(world, who), now=WEEK_BEFORE)


class TestCosts:
    def test_under_the_threshold_it_is_agreed_at_once(self, place):
        name_cost(place, "childcare", 2400, by=place.person, now=WEEK_BEFORE)
        assert safe_harbour(place) == {"childcare": 2400}

    def test_above_it_a_person_looks(self, world, place):
        cost = name_cost(place, "personal_assistant", 9000, by=place.person, now=WEEK_BEFORE)
        assert (cost.status, safe_harbour(place)) == ("waiting", {})
        decide_cost(cost, agree=True, up_to_pence=8000, by=world.tomasz, now=WEEK_BEFORE)
        assert safe_harbour(place) == {"personal_assistant": 8000}
        assert list(world.rowan.letters.values_list("kind", flat=True)) == ["cost.answered"]

    def test_agreed_as_named(self, world, place):
        cost = name_cost(place, "personal_assistant", 9000, by=place.person, now=WEEK_BEFORE)
        assert decide_cost(cost, agree=True, by=world.tomasz, now=WEEK_BEFORE).pence == 9000

    def test_not_agreed_with_a_line(self, world, place):
        cost = name_cost(place, "personal_assistant", 9000, by=place.person, now=WEEK_BEFORE)
        assert decide_cost(cost, agree=False, note="Ring me", by=world.tomasz, now=WEEK_BEFORE).status == "not_agreed"

    def test_less_than_was_agreed_stays_agreed(self, world, place):
        cost = name_cost(place, "personal_assistant", 9000, by=place.person, now=WEEK_BEFORE)
        decide_cost(cost, agree=True, by=world.tomasz, now=WEEK_BEFORE)
        assert name_cost(place, "personal_assistant", 8500, by=place.person, now=WEEK_BEFORE).status == "agreed"

    def test_more_than_was_agreed_is_looked_at_again(self, world, place):
        cost = name_cost(place, "personal_assistant", 9000, by=place.person, now=WEEK_BEFORE)
        decide_cost(cost, agree=True, by=world.tomasz, now=WEEK_BEFORE)
        assert name_cost(place, "personal_assistant", 9500, by=place.person, now=WEEK_BEFORE).status == "waiting"

    def test_taken_off(self, place):
        drop_cost(
            name_cost(place, "childcare", 2400, by=place.person, now=WEEK_BEFORE), by=place.person, now=WEEK_BEFORE
        )
        assert safe_harbour(place) == {}


class TestStatement:
    def test_kept_in_their_words_and_taken_away(self, world):
        save_statement(world.rowan, " No Underground. ", by=world.rowan, now=WEEK_BEFORE)
        assert TravelStatement.objects.get().text == "No Underground."
        save_statement(world.rowan, "", by=world.rowan, now=WEEK_BEFORE)
        assert TravelStatement.objects.count() == 0

    def test_the_team_writes_down_what_somebody_says_who_is_not_online(self, world, place):
        address, client = f"/team/people/{world.rowan.pk}/travel/", signed_in(world.tomasz)
        page = client.get(f"/team/people/{world.rowan.pk}/").text
        assert ("They have said nothing about their journeys" in page, f'href="{address}"' in page) == (True, True)
        assert client.post(address, {"text": "A taxi when it is wet."}).status_code == 302
        assert TravelStatement.objects.get().text == "A taxi when it is wet."
        assert "“A taxi when it is wet.”" in client.get(f"/team/people/{world.rowan.pk}/").text
        told = [line.text for line in history_of(world.rowan) if "journeys" in line.text]
        assert told == ["Tomasz Okafor of Levels and Moor wrote down what they said about their journeys"]
        assert client.post(address, {"text": "x" * 1001}).status_code == 422

    def test_nobody_else_writes_it_for_them(self, world):
        for name in ("helen", "samira", "petra"):
            with pytest.raises(NotAllowed):
                save_statement(world.rowan, "No.", by=getattr(world, name), now=WEEK_BEFORE)

    def test_forgotten_people_leave_no_words(self, world, place):
        save_statement(world.rowan, "No Underground.", by=world.rowan, now=WEEK_BEFORE)
        said(place, rules.amount(3100, rules.Conditional("taxi if wet", 1800)), note="from my village")
        name_cost(place, "childcare", 2400, what="my childminder", by=place.person, now=WEEK_BEFORE)
        forget_travel(world.rowan, THAT_EVENING)
        plan, cost = TravelPlan.objects.get(), AgreedCost.objects.get()
        assert (plan.note, plan.conditional_what, plan.agreed_pence) == ("", "", 4900)
        assert (cost.what, cost.pence, TravelStatement.objects.count()) == ("", 2400, 0)


class TestElsewhere:
    def test_a_new_time_warns_whom_to_call(self, place, session):
        said(place, has_booked_assistance=True)
        texts = [text for text in hooks.move_warnings.ask_all(session) if "assistance" in text]
        assert texts == [
            f"{place.person.full_name} has booked assistance for this journey; call them before you change the time."
        ]

    def test_last_time_is_offered_from_their_own_history(self, world, claim):
        add(claim, "train", 1840)
        add(claim, "bus", 500)
        sent(claim)
        later = make_session(make_panel(world), venue=world.venue, starts_at=THAT_EVENING + timedelta(days=3650))
        place = make_place(later.panel, world.rowan)
        page = signed_in(world.rowan).get(f"/me/places/{place.pk}/travel/").text
        assert "Last time you came here it was £23.40." in page
