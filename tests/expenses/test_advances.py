"""Asking for money before the day: by the person, by the team for somebody who rings, once, and in time."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine

from coordinator.authorization.verdict import NotAllowed
from coordinator.panels.models import Place
from coordinator.people.queries import export_of
from coordinator.workflow.steps import SomebodyWasFaster
from coordinator.workflow.trail import history_of
from expenses.advances.actions import NoAdvance, ask_for_advance, forget_advances, take_back
from expenses.advances.models import Advance
from expenses.advances.queries import advance_of, advances_visible_to, agreed_beforehand
from expenses.review import actions as review
from expenses.travel.actions import name_cost, save_plan
from expenses.travel.rules import amount
from tests.expenses.before_the_day import AGREED_AT, ASKED_AT, agreed, asked, paid
from tests.making import make_panel, make_place, make_session, make_world, signed_in

pytestmark = pytest.mark.django_db
DAY_BEFORE = datetime(2026, 3, 25, 9, 0, tzinfo=UTC)


def test_it_is_asked_for_with_the_day_by_which_it_is_there(world, place):
    advance = asked(place)
    assert (advance.status, advance.pence, advance.left_pence, advance.what) == ("asked", 2400, 2400, "my childminder")
    assert (advance.event_day, advance.due_by) == (date(2026, 3, 26), date(2026, 3, 19))
    assert advance.reference == f"{world.organisation.reference_prefix}-B1"
    assert [line.text for line in history_of(advance)] == [
        "Rowan Ellery of Levels and Moor asked for money before the day"
    ]


def test_numbers_count_up_across_an_organisation(world, place):
    other = make_session(make_panel(world), starts_at=datetime(2026, 4, 16, 9, tzinfo=UTC))
    asked(place)
    assert asked(make_place(other.panel, world.rowan)).reference == f"{world.organisation.reference_prefix}-B2"


def test_pressed_twice_it_is_asked_once(place):
    assert asked(place) == asked(place)
    assert Advance.objects.count() == 1


def test_another_amount_is_said_to_the_contact(place):
    asked(place)
    with pytest.raises(NoAdvance, match="asked for already"):
        asked(place, 3000)


def test_the_day_before_is_too_near(place):
    with pytest.raises(NoAdvance, match="too near"):
        ask_for_advance(place, 2400, by=place.person, now=DAY_BEFORE)


def test_a_place_without_a_day_to_come_has_nothing_before_it(world, place):
    undated = make_place(make_panel(world), world.rowan)
    Place.objects.filter(pk=place.pk).update(status="given_up")
    place.refresh_from_db()
    for each in (undated, place):
        with pytest.raises(NoAdvance, match="no day to come"):
            asked(each)


def test_two_at_the_same_moment_are_told_so(world, place):
    # Another organisation that writes the same letters took the number a moment ago.
    far = make_world("Far Shore")
    elsewhere = make_place(make_session(make_panel(far)).panel, far.rowan)
    taken = asked(elsewhere)
    prefix = world.organisation.reference_prefix
    Advance.objects.filter(pk=taken.pk).update(reference=f"{prefix}-B2", number=1)
    with pytest.raises(NoAdvance, match="same moment"):
        asked(place)


def test_somebody_else_asks_for_nobody(world, place):
    with pytest.raises(NotAllowed):
        ask_for_advance(place, 2400, by=world.helen, now=ASKED_AT)


def test_the_team_asks_for_somebody_who_rings(world, place):
    advance = ask_for_advance(place, 2400, by=world.tomasz, now=ASKED_AT)
    assert (advance.entered_by, advance.person) == (world.tomasz, world.rowan)
    take_back(advance, by=world.tomasz, now=ASKED_AT)
    assert [line.text.split(" of Levels and Moor ")[1] for line in history_of(advance)] == [
        "asked for money before the day for them", "noted that they do not need it after all",
    ]  # fmt: skip


def test_taken_back_it_can_be_asked_for_anew_and_answered_it_cannot_be_taken_back(world, place):
    first = asked(place)
    take_back(first, by=world.rowan, now=ASKED_AT)
    assert advance_of(place) is None
    second = agreed(world, place, 3000)
    assert advance_of(place) == second
    with pytest.raises(SomebodyWasFaster):
        take_back(second, by=world.rowan, now=AGREED_AT)


def test_what_was_agreed_beforehand_is_offered(world, place):
    save_plan(place, estimate=amount(3100), by=world.rowan, now=ASKED_AT)
    name_cost(place, "childcare", 2400, by=world.rowan, now=ASKED_AT)
    assert agreed_beforehand(place) == 5500
    with time_machine.travel(ASKED_AT):
        page = signed_in(world.rowan).get(f"/me/places/{place.pk}/beforehand/").text
    assert 'value="55.00"' in page
    assert "Agreed beforehand for this place: £55.00." in page


def test_who_sees_it(world, place):
    advance = asked(place)
    names = ("rowan", "tomasz", "helen", "ravi", "paula", "audra", "samira", "petra")
    seen = [name for name in names if advance in advances_visible_to(getattr(world, name))]
    assert seen == ["rowan", "tomasz", "helen", "ravi", "paula", "audra"]
    assert advances_visible_to(None).count() == 0
    assert advances_visible_to(make_world("Far Shore").helen).count() == 0


class TestPages:
    def test_asked_on_the_page_it_stands_there(self, world, place):
        address, client = f"/me/places/{place.pk}/beforehand/", signed_in(world.rowan)
        with time_machine.travel(ASKED_AT):
            assert client.post(address, {"pence": "24", "what": "childminder"}).status_code == 302
            page = client.get(address).text
        assert Advance.objects.get().pence == 2400
        assert "You asked for £24.00 before the day." in page
        assert "I do not need it after all" in page

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("0", "Say how much you need. If it is nothing after all, leave this page as it is."),
            ("1000.01", "This is a large amount. Please look again, or ring your contact about it."),
            ("twelve", "Write the amount in figures, for example 12.50."),
        ],
    )
    def test_what_cannot_be_taken_is_said_beside_the_box_and_kept(self, world, place, typed, said):
        with time_machine.travel(ASKED_AT):
            answer = signed_in(world.rowan).post(f"/me/places/{place.pk}/beforehand/", {"pence": typed, "what": "x y"})
        assert answer.status_code == 422
        assert said in answer.text
        assert f'value="{typed}"' in answer.text
        assert 'value="x y"' in answer.text
        assert Advance.objects.count() == 0

    def test_when_the_day_is_too_near_the_page_says_so_and_has_no_form(self, world, place):
        address, client = f"/me/places/{place.pk}/beforehand/", signed_in(world.rowan)
        with time_machine.travel(DAY_BEFORE):
            page = client.get(address).text
            answer = client.post(address, {"pence": "24"})
        assert ("The day is too near for money to arrive before it" in page, 'name="pence"' in page) == (True, False)
        assert answer.status_code == 422

    def test_a_place_that_is_not_held_any_more_has_no_form(self, world, place):
        Place.objects.filter(pk=place.pk).update(status="given_up")
        with time_machine.travel(ASKED_AT):
            page = signed_in(world.tomasz).get(f"/team/places/{place.pk}/beforehand/").text
        assert 'name="pence"' not in page

    def test_taken_back_on_the_page_twice_it_is_taken_back_once(self, world, place):
        asked(place)
        address, client = f"/me/places/{place.pk}/beforehand/take-back/", signed_in(world.rowan)
        assert [client.post(address).status_code for _press in range(2)] == [302, 302]
        assert Advance.objects.get().status == "taken_back"

    def test_the_team_asks_on_its_page(self, world, place):
        address, client = f"/team/places/{place.pk}/beforehand/", signed_in(world.tomasz)
        with time_machine.travel(ASKED_AT):
            assert client.post(address, {"pence": "24"}).status_code == 302
            assert "They do not need it after all" in client.get(address).text
            assert client.post(f"{address}take-back/").status_code == 302
        assert Advance.objects.get().status == "taken_back"

    def test_boxes_lead_there_from_the_place_and_from_the_person(self, world, place):
        with time_machine.travel(ASKED_AT):
            own = signed_in(world.rowan).get(f"/me/places/{place.pk}/").text
            team = signed_in(world.tomasz).get(f"/team/people/{world.rowan.pk}/").text
        assert f'href="/me/places/{place.pk}/beforehand/"' in own
        assert f'href="/team/places/{place.pk}/beforehand/"' in team

    def test_after_the_day_there_is_no_box_and_what_was_paid_stays_readable(self, world, place):
        after = datetime(2026, 4, 20, 9, tzinfo=UTC)
        client = signed_in(world.rowan)
        with time_machine.travel(after):
            assert "Money before the day" not in client.get(f"/me/places/{place.pk}/").text
        paid(world, place)
        with time_machine.travel(after):
            assert "£24.00 was paid to you on 12 March." in client.get(f"/me/places/{place.pk}/").text


def test_the_person_takes_it_along_and_when_forgotten_the_words_go_and_the_sums_stay(world, place):
    advance = asked(place)
    review.not_agree_to_advance(advance, reason="Ring me.", by=world.helen, now=AGREED_AT)
    exported = export_of(world.rowan)
    assert [(row["pence"], row["what"]) for row in exported["advances"]] == [(2400, "my childminder")]
    assert exported["advances_used"] == []
    forget_advances(world.rowan, AGREED_AT)
    advance.refresh_from_db()
    assert (advance.what, advance.decision_note, advance.pence) == ("", "", 2400)
