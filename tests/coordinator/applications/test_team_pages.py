"""The choosing, as the team sees it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from coordinator.applications import actions
from coordinator.applications.models import Application, S
from coordinator.opportunities.models import CallStatus, Opportunity
from tests.coordinator.applications.conftest import applicant, letters_to
from tests.making import make_call, make_person, make_world, signed_in


@pytest.fixture(autouse=True)
def clock(now):
    """The pages' clock stands at Monday 2 March 2026, three in the afternoon."""
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller


@pytest.fixture
def amina(world, call, now):
    return applicant(world, call, "Amina Farah", now=now - timedelta(hours=1), landline="01632 960 444")


@pytest.fixture
def team(world):
    return signed_in(world.tomasz)


def grid(call):
    return f"/team/calls/{call.pk}/applications/"


def press(client, application, step, **form):
    return client.post(f"/team/applications/{application.pk}/{step}/", form, follow=True)


def read(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def state(application):
    return Application.objects.get(pk=application.pk).status


def test_a_call_without_applicants_says_what_to_expect(call, team):
    assert "Nobody has applied yet" in read(team.get(grid(call)))


def test_the_grid_shows_peoples_own_words_and_the_places(call, team, amina, world, now):
    draft, _token = actions.save_application(call, {"name": "Not Sent"}, form_key=uuid4(), person=None, now=now)
    amina.answers.create(question=call.questions.first(), text="Oxygen & a nebuliser")
    shown = read(team.get(grid(call)))
    assert "Amina Farah" in shown
    assert "Oxygen &amp; a nebuliser" in shown
    assert "2: 0 taken, 0 offered, 2 left" in shown
    assert "Not Sent" not in shown


def test_the_grid_can_be_narrowed_and_ordered_by_score(call, team, amina, world, now):
    bertram = applicant(world, call, "Bertram Lyle", now=now)
    actions.score_application(bertram, 9, by=world.tomasz, now=now)
    shown = read(team.get(f"{grid(call)}?order=score"))
    assert shown.index("Bertram Lyle") < shown.index("Amina Farah")
    actions.make_reserve(bertram, by=world.tomasz, now=now)
    shown = read(team.get(f"{grid(call)}?show=reserves"))
    assert ("Reserve number 1" in shown, "Amina" in shown) == (True, False)
    assert "Nobody here" in read(team.get(f"{grid(call)}?show=places"))


def test_offering_goes_back_to_where_it_was_pressed(call, team, amina):
    back = f"{grid(call)}?show=waiting"
    answer = team.post(f"/team/applications/{amina.pk}/offer/", {"back": back})
    assert answer.headers["Location"] == f"{back}#a-{amina.pk}"
    assert "Amina Farah is offered a place." in read(team.get(grid(call)))
    assert state(amina) == S.OFFERED


def test_nobody_is_sent_to_another_site(call, team, amina):
    answer = team.post(f"/team/applications/{amina.pk}/offer/", {"back": "https://elsewhere.example/team/"})
    assert answer.headers["Location"] == f"/team/applications/{amina.pk}/"


def test_pressing_offer_twice_offers_once_and_says_so(team, amina):
    press(team, amina, "offer")
    assert "nothing was done twice" in read(press(team, amina, "offer"))
    assert letters_to(amina.applicant).count("application.offer") == 1


def test_an_offer_that_hurries_somebody_stands_beside_the_field(team, amina):
    answer = press(team, amina, "offer", ends_at_day="3", ends_at_month="3", ends_at_year="2026", ends_at_time="9am")
    assert answer.status_code == 422
    assert "The earliest you can ask for is Thursday 5 March, 3pm." in read(answer)
    assert state(amina) == S.RECEIVED


def test_a_score_of_eleven_is_asked_again(team, amina):
    answer = press(team, amina, "score", score="11")
    assert (answer.status_code, "The most we can take here is 10" in read(answer)) == (422, True)
    assert "The score of Amina Farah is kept." in read(press(team, amina, "score", score="8"))
    assert Application.objects.get().score == 8


def test_not_this_time_needs_a_reason(team, amina):
    assert press(team, amina, "not-this-time").status_code == 422
    press(team, amina, "not-this-time", reason="dates", note="Come in May.")
    assert (state(amina), Application.objects.get().note_to_person) == (S.NOT_THIS_TIME, "Come in May.")


def test_when_every_place_is_offered_the_next_can_be_a_reserve(call, team, amina, world, now):
    call.panel.places = 1
    call.panel.save()
    bertram = applicant(world, call, "Bertram Lyle", now=now)
    press(team, amina, "offer")
    assert "Every place is taken or offered." in read(team.get(grid(call)))
    assert "You can make this person a reserve." in read(press(team, bertram, "offer"))
    press(team, bertram, "reserve")
    assert state(bertram) == S.RESERVE


@pytest.mark.parametrize(("answer", "after"), [("accept", S.ACCEPTED), ("decline", S.DECLINED), ("maybe", S.OFFERED)])
def test_an_answer_by_phone_is_written_down(team, amina, answer, after):
    press(team, amina, "offer")
    shown = read(press(team, amina, "answer", answer=answer, source="phone"))
    assert "The answer of Amina Farah is written down." in shown
    assert state(amina) == after


def test_withdrawing_and_cancelling_are_written_down(team, amina, world, call, now):
    assert press(team, amina, "withdraw").status_code == 422
    press(team, amina, "withdraw", source="post")
    bertram = applicant(world, call, "Bertram Lyle", now=now)
    press(team, bertram, "cancel")
    assert (state(amina), state(bertram)) == (S.WITHDRAWN, S.CANCELLED)
    assert "There is nothing left to do here." in read(team.get(f"/team/applications/{bertram.pk}/"))


def test_a_step_that_does_not_exist(team, amina):
    assert press(team, amina, "dance").status_code == 404


def test_the_page_of_one_tells_its_history_and_what_was_typed_anew(team, amina, world):
    Application.objects.update(draft={"ways": ["amina.new@example.org"]})
    press(team, amina, "offer")
    press(team, amina, "answer", answer="accept", source="phone")
    shown = read(team.get(f"/team/applications/{amina.pk}/"))
    assert "Amina Farah applied" in shown
    assert f"{world.tomasz.full_name} wrote down the answer by phone: yes" in shown
    assert "amina.new@example.org" in shown


def test_the_selection_closes_only_when_everybody_has_been_told(call, team, amina):
    Opportunity.objects.update(status=CallStatus.CLOSED)
    shown = read(team.get(grid(call)))
    assert ("Close the selection" in shown, "1 person is still to hear from us." in shown) == (False, True)
    answer = team.post(f"{grid(call)}close/", follow=True)
    assert "Not yet. Still to hear from us: Amina Farah." in read(answer)
    press(team, amina, "not-this-time", reason="dates")
    assert "Close the selection" in read(team.get(grid(call)))
    assert "Everybody has been told" in read(team.post(f"{grid(call)}close/", follow=True))
    assert Opportunity.objects.get().status == CallStatus.FILLED


def entered(call, **more):
    first = call.questions.first()
    return {
        "name": "Doreen Alcott", "channel": "phone", "phone": "01632 960 222", "source": "phone", "agreed": "on",
        f"question_{first.pk}": "Forty years of asthma",
    } | more  # fmt: skip


def test_somebody_who_rang_is_entered(call, team, world):
    assert "May we keep this?" in read(team.get(f"{grid(call)}enter/"))
    answer = team.post(f"{grid(call)}enter/", entered(call), follow=True)
    application = Application.objects.get()
    assert answer.redirect_chain[-1][0] == f"/team/applications/{application.pk}/"
    assert (application.source, application.entered_by) == ("phone", world.tomasz)


def test_without_their_word_nothing_is_kept(call, team):
    answer = team.post(f"{grid(call)}enter/", entered(call, agreed=""))
    assert (answer.status_code, Application.objects.count()) == (422, 0)


def test_somebody_like_this_is_known_and_staff_say_who_it_is(call, team, world):
    doreen = make_person(
        "Doreen Alcott", role="volunteer", organisation=world.organisation, landline="01632 960 555", postcode="LV2 3AB"
    )
    form = entered(call)
    answer = team.post(f"{grid(call)}enter/", form)
    assert answer.status_code == 422
    assert f"Doreen Alcott, 01632 960 555, {doreen.email}, LV2 3AB" in read(answer)
    team.post(f"{grid(call)}enter/", form | {"who": str(doreen.pk)})
    assert Application.objects.get().person == doreen
    answer = team.post(f"{grid(call)}enter/", form | {"who": str(doreen.pk)})
    assert "Doreen Alcott has applied to this call already." in read(answer)
    team.post(f"{grid(call)}enter/", form | {"who": "new"})
    assert Application.objects.exclude(person=doreen).count() == 1


def test_what_we_owe_stands_late_first_and_one_press_says_sorry(call, world, amina, clock):
    assert "Nobody is waiting" in read(signed_in(world.tomasz).get("/team/owed/"))
    clock.move_to(datetime(2026, 3, 16, 9, 0, tzinfo=UTC))
    assert "By Wed 18 March" in read(signed_in(world.tomasz).get("/team/owed/"))
    clock.move_to(datetime(2026, 3, 19, 9, 0, tzinfo=UTC))
    team = signed_in(world.tomasz)
    assert "Late since Wed 18 March" in read(team.get("/team/owed/"))
    assert "Should have heard by Wednesday 18 March." in read(team.get(grid(call)))
    answer = team.post(f"/team/applications/{amina.pk}/apologise/", {"back": "/team/owed/"}, follow=True)
    assert "Amina Farah gets our apology and a new day." in read(answer)
    assert "By Thu 26 March" in read(answer)
    assert "application.apology" in letters_to(amina.applicant)


def test_what_waits_stands_on_the_home_pages(call, team, amina, world, clock, now):
    from coordinator.applications.next_steps import next_steps

    press(team, amina, "offer")
    (step,) = next_steps("me", amina.applicant, now)
    assert (step.link, step.soon) == (f"/me/applications/{amina.pk}/", False)
    actions.save_application(make_call(world), {}, form_key=uuid4(), person=amina.person, now=now)
    assert len(next_steps("me", amina.applicant, now)) == 2
    applicant(world, call, "Bertram", now=now)
    assert next_steps("finance", world.tomasz, now) == []
    assert [step.soon for step in next_steps("team", world.tomasz, datetime(2026, 3, 16, tzinfo=UTC))] == [False]
    assert [step.soon for step in next_steps("team", world.tomasz, datetime(2026, 3, 19, tzinfo=UTC))] == [True]


def addresses(call, application):
    one = f"/team/applications/{application.pk}/"
    return [grid(call), f"{grid(call)}enter/", one], [f"{one}offer/", f"{grid(call)}close/"]


def test_another_organisation_finds_nothing(call, amina):
    stranger = signed_in(make_world("Other").tomasz)
    shown, pressed = addresses(call, amina)
    assert {stranger.get(address).status_code for address in shown} == {404}
    assert {stranger.post(address).status_code for address in pressed} == {404}
    assert state(amina) == S.RECEIVED


@pytest.mark.parametrize("who", ["rowan", "helen", "paula", "samira", "kim", "audra", "petra", "ravi"])
def test_only_coordinators_choose(call, amina, world, who):
    client = signed_in(getattr(world, who))
    shown, pressed = addresses(call, amina)
    assert {client.get(address).status_code for address in [*shown, "/team/owed/"]} == {403}
    assert {client.post(address).status_code for address in pressed} == {403}


def test_lists_cost_the_same_for_one_row_and_for_ten(call, world, now, clock, django_assert_max_num_queries):
    clock.move_to(datetime(2026, 3, 19, 9, 0, tzinfo=UTC))
    team = signed_in(world.tomasz)
    counts = {grid(call): set(), "/team/owed/": set()}
    made = 0
    for wanted in (1, 10):
        for made in range(made + 1, wanted + 1):
            applicant(world, call, f"Person number {made}", now=now, call_me="").answers.create(
                question=call.questions.first(), text="Oxygen"
            )
        for address, seen in counts.items():
            with django_assert_max_num_queries(12) as queries:
                assert team.get(address).status_code == 200
            seen.add(len(queries.captured_queries))
    assert {address: len(seen) for address, seen in counts.items()} == {grid(call): 1, "/team/owed/": 1}


def test_the_page_offers_no_reserve_without_a_chair_and_counts_like_the_panel(call, team, amina, world, now):
    bertram = applicant(world, call, "Bertram", now=now)
    call.panel.reserves = 1
    call.panel.save()
    assert "Make a reserve" in read(team.get(grid(call)))
    press(team, bertram, "reserve")
    pages = [read(team.get(address)) for address in (grid(call), f"/team/applications/{amina.pk}/")]
    assert ["Make a reserve" in page for page in pages] == [False, False]
    assert ["Every reserve place is taken." in page for page in pages] == [True, True]
    panel = read(team.get(f"/team/panels/{call.panel_id}/"))
    assert ("Reserves 1 of 1" in pages[0], "Reserves 1 of 1" in panel) == (True, True)
    assert "raise their number in the panel first" in read(press(team, amina, "reserve"))
    press(team, bertram, "offer")
    assert "Reserves 0 of 1" in read(team.get(grid(call)))
    panel = read(team.get(f"/team/panels/{call.panel_id}/"))
    assert ("Reserves 0 of 1" in panel, "Order Offered a place" in panel) == (True, True)
    place = Application.objects.get(pk=bertram.pk).place
    assert "Reserve, offered a place" in read(team.get(f"/team/places/{place.pk}/"))
