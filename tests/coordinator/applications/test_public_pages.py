"""Applying and answering without an account, as somebody sees it in a browser."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from coordinator.applications import actions
from coordinator.applications.letters import FOLLOW_LINK, OFFER_LINK
from coordinator.applications.models import Answer, Application, S
from coordinator.letters.models import Letter
from coordinator.opportunities.models import Opportunity
from coordinator.people.links import issue_link
from coordinator.people.models import Person
from tests.coordinator.applications.conftest import applicant, apply, letters_to, sender
from tests.making import make_call, make_person, make_world, signed_in

pytestmark = pytest.mark.django_db
LONG = timedelta(days=100)


@pytest.fixture(autouse=True)
def clock(now):
    """The pages' clock stands at Monday 2 March 2026, three in the afternoon."""
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller


@pytest.fixture
def page(call):
    return f"/opportunities/{call.slug}/apply/"


def typed(call, **more):
    """The public form, filled in."""
    first, second = call.questions.all()
    answers = {f"question_{first.pk}": "Oxygen at home", f"question_{second.pk}": ""}
    who = {"name": "Doreen Alcott", "channel": "email", "email": "doreen@example.org"}
    return {**answers, **who, "do": "send"} | more


def read(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def link_to(purpose, application, now, lasts=LONG):
    return issue_link(purpose, application, person=application.person, now=now, lasts=lasts)


def test_the_form_asks_the_calls_own_questions_and_no_account(call, page):
    answer = Client().get(page)
    assert answer.status_code == 200
    assert "What have you used?" in read(answer)
    assert "When you are offered a place we ask once" in read(answer)
    assert Application.objects.count() == 0


def test_sending_it_leads_to_a_page_with_a_name_and_a_day(call, page):
    answer = Client().post(page, typed(call), follow=True)
    assert answer.redirect_chain[0][0].startswith("/applications/")
    assert "Tomasz Okafor of Levels and Moor replies by Wednesday 18 March, whatever we decide." in read(answer)
    assert Application.objects.get().status == S.RECEIVED
    assert list(Answer.objects.values_list("text", flat=True)) == ["Oxygen at home"]


def test_a_double_click_makes_one_application(call, page):
    client, form = Client(), typed(call, form_key="6b0f8b0e-68a1-4c11-8d1f-111111111111")
    answers = [client.post(page, form, follow=True) for _press in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert Application.objects.count() == 1
    assert Letter.objects.count() == 1


def test_what_was_typed_stays_and_the_field_says_what_to_do(call, page):
    answer = Client().post(page, typed(call, name="", email="doreen at home", form_key="nonsense"))
    assert answer.status_code == 422
    assert "Write an email address like name@example.org" in read(answer)
    assert "Oxygen at home" in read(answer)
    assert Application.objects.count() == 0


@pytest.mark.parametrize(("channel", "field"), [("phone", "phone"), ("post", "address"), ("email", "email")])
def test_the_way_that_was_chosen_needs_its_address(call, page, channel, field):
    answer = Client().post(page, typed(call, channel=channel, email="", phone="", address=""))
    assert answer.status_code == 422
    assert "We need this to reach you in the way you chose." in read(answer)
    assert f'id="id_{field}"' in answer.content.decode()


def test_saved_and_closed_the_link_brings_the_text_back(call, page, now):
    first = Client().post(page, typed(call, do="save", name=""), follow=True)
    address = first.redirect_chain[-1][0]
    assert "on its way to the email address you typed" in read(first)
    back = Client().get(address)
    assert "Oxygen at home" in read(back)
    sent = Client().post(address, typed(call), follow=True)
    assert "We have your application" in read(sent)
    assert Application.objects.get().person.full_name == "Doreen Alcott"


def test_saved_again_it_stays_at_the_same_address(call, page):
    address = Client().post(page, typed(call, do="save", email=""), follow=True).redirect_chain[-1][0]
    again = Client().post(address, typed(call, do="save", email="", name="Doreen B Alcott"), follow=True)
    assert again.redirect_chain[-1][0] == address
    assert "Keep the link below" in read(again)
    assert Application.objects.get().draft["name"] == "Doreen B Alcott"
    assert Letter.objects.count() == 0


def test_a_saved_form_with_something_to_mend_keeps_it_all(call, page):
    address = Client().post(page, typed(call, do="save"), follow=True).redirect_chain[-1][0]
    answer = Client().post(address, typed(call, name=""))
    assert answer.status_code == 422
    assert Application.objects.get().draft["name"] == ""
    assert "Oxygen at home" in read(answer)


def test_no_answer_tells_whether_somebody_is_known(call, page, world, now):
    known = apply(call, sender("Edna Moss", email="edna@example.org"), now=now - timedelta(days=1))
    actions.offer_place(known, by=world.tomasz, now=now - timedelta(hours=1))
    pages = [
        Client().post(page, typed(call, name=name, email=email), follow=True)
        for name, email in [("Edna Moss", "edna@example.org"), ("Nobody Known", "nobody@example.org")]
    ]
    assert read(pages[0]) == read(pages[1])
    assert Application.objects.count() == 2
    stranger = pages[0].redirect_chain[-1][0]
    Client().post(stranger, {"do": "withdraw"})
    known.refresh_from_db()
    assert known.status == S.OFFERED


def test_a_closed_call_is_kind_and_loses_nothing(call, page, clock):
    clock.move_to(call.closes_at)
    assert "took applications until Sunday 15 March, 11:59pm" in read(Client().get(page))
    answer = Client().post(page, typed(call))
    assert answer.status_code == 409
    assert "Oxygen at home" in read(answer)
    assert "Nothing is lost" in read(answer)


def test_a_saved_form_whose_call_has_closed_shows_what_was_typed(call, page, clock):
    address = Client().post(page, typed(call, do="save"), follow=True).redirect_chain[-1][0]
    clock.move_to(call.closes_at)
    assert "Oxygen at home" in read(Client().get(address))
    answer = Client().post(address, typed(call))
    assert answer.status_code == 409
    assert "Oxygen at home" in read(answer)


def test_a_withdrawn_call_says_so(call, page):
    Opportunity.objects.update(status="withdrawn", withdrawn_reason="The post is not funded.")
    assert "The post is not funded." in read(Client().get(page))


def test_a_call_that_is_still_written_has_no_form(world):
    call = make_call(world, status="draft", published_at=None)
    assert Client().get(f"/opportunities/{call.slug}/apply/").status_code == 404


def test_a_signed_in_person_is_asked_the_questions_only(call, page, world):
    client = signed_in(world.rowan)
    assert 'name="email"' not in client.get(page).content.decode()
    first, second = call.questions.all()
    answers = {f"question_{first.pk}": "Oxygen", f"question_{second.pk}": ""}
    saved = client.post(page, answers | {"do": "save"}, follow=True)
    assert "You find it again here and on your home page." in read(saved)
    assert "Oxygen" in read(saved)
    sent = client.post(page, answers | {"do": "send"}, follow=True)
    application = Application.objects.get()
    assert sent.redirect_chain[-1][0] == f"/me/applications/{application.pk}/"
    assert application.person == world.rowan
    assert client.get(page).headers["Location"] == f"/me/applications/{application.pk}/"


def test_a_signed_in_draft_on_a_closed_call_is_shown(call, page, world, clock):
    first = call.questions.first()
    signed_in(world.rowan).post(page, {f"question_{first.pk}": "Oxygen", "do": "save"})
    clock.move_to(call.closes_at)
    assert "took applications until" in read(signed_in(world.rowan).get(page))


def test_a_pretend_run_keeps_nothing_but_that_it_worked(call, page, world):
    Opportunity.objects.update(route_tested_at=None, status="draft", published_at=None)
    client = signed_in(world.tomasz)
    assert "A pretend run." in read(client.get(f"{page}?pretend=1"))
    assert client.post(f"{page}?pretend=1", typed(call, name="")).status_code == 422
    answer = client.post(f"{page}?pretend=1", typed(call))
    assert answer.headers["Location"] == f"/team/calls/{call.pk}/"
    assert (Application.objects.count(), Person.objects.filter(full_name="Doreen Alcott").count()) == (0, 0)
    assert Opportunity.objects.get().route_tested_by == world.tomasz


def test_only_the_team_of_the_call_can_pretend(call, page, world):
    other = make_world("Other")
    assert Client().get(f"{page}?pretend=1").status_code == 404
    assert signed_in(other.tomasz).get(f"{page}?pretend=1").status_code == 404
    assert signed_in(world.audra).get(f"{page}?pretend=1").status_code == 403


def offered(call, world, now, name="Amina"):
    application = applicant(world, call, name, now=now - timedelta(hours=1))
    actions.offer_place(application, by=world.tomasz, now=now)
    return application, f"/offers/{link_to(OFFER_LINK, application, now)}/"


def test_opening_an_offer_answers_nothing(call, world, now):
    application, address = offered(call, world, now)
    answer = Client().get(address)
    assert "Would you like this place?" in read(answer)
    assert "Thursday 5 March, 11:59pm" in read(answer)
    assert Application.objects.get().status == S.OFFERED


def test_a_yes_by_link_gives_the_place_and_a_way_to_follow(call, world, now):
    application, address = offered(call, world, now)
    answer = Client().post(address, {"do": "accept"}, follow=True)
    assert answer.redirect_chain[0][0].startswith("/applications/")
    assert "You have the place." in read(answer)
    assert Application.objects.get().status == S.ACCEPTED
    used = Client().get(address)
    assert used.status_code == 410
    assert "Your answer reached us the first time." in read(used)
    assert "You have a place." in read(used)
    withdrawn = Client().post(answer.redirect_chain[0][0], {"do": "withdraw"}, follow=True)
    assert "You have withdrawn." in read(withdrawn)


def test_a_no_by_link_is_thanked(call, world, now):
    _application, address = offered(call, world, now)
    assert "Thank you for telling us." in read(Client().post(address, {"do": "decline"}, follow=True))


def test_maybe_keeps_the_page_and_can_be_said_once(call, world, now):
    _application, address = offered(call, world, now)
    answer = Client().post(address, {"do": "maybe"}, follow=True)
    assert answer.redirect_chain[-1][0] == address
    assert "You said maybe" in read(answer)
    assert 'value="maybe"' not in answer.content.decode()


def test_an_answer_that_is_none_is_not_taken(call, world, now):
    _application, address = offered(call, world, now)
    assert Client().post(address, {"do": "dance"}).status_code == 400


def test_a_place_that_is_gone_says_so_on_the_page(call, world, now):
    _application, address = offered(call, world, now)
    call.panel.places, call.panel.places_taken = 1, 1
    call.panel.save()
    answer = Client().post(address, {"do": "accept"}, follow=True)
    assert "All places are taken" in read(answer)
    assert Application.objects.get().status == S.OFFERED


def test_an_offer_that_ran_out_is_said_kindly_and_a_new_link_can_be_asked_for(call, world, now, clock):
    application, address = offered(call, world, now)
    clock.move_to(now + timedelta(days=4))
    assert "The time to answer has run out" in read(Client().get(address))
    actions.lapse_offer(application, now=now + timedelta(days=4))
    answer = Client().get(address)
    assert (answer.status_code, "This link is over" in read(answer)) == (410, True)
    again = f"{address}again/"
    assert again in answer.content.decode()
    assert Client().get(again).status_code == 200
    assert "A letter with a new link is on its way" in read(Client().post(again, follow=True))
    assert "application.new_link" in letters_to(application.applicant)


def test_a_link_that_never_was_or_whose_application_is_gone(call, world, now):
    assert Client().get("/offers/never/").status_code == 404
    assert Client().get("/applications/never/").status_code == 404
    application, address = offered(call, world, now)
    application.delete()
    assert Client().get(address).status_code == 410
    assert Client().get(f"{address}again/").status_code == 404


def test_a_follow_link_shows_how_it_stands_and_ends_after_its_time(call, world, now, clock):
    application = applicant(world, call, "Amina", now=now)
    actions.make_reserve(application, by=world.tomasz, now=now)
    address = f"/applications/{link_to(FOLLOW_LINK, application, now, timedelta(days=5))}/"
    assert "You are reserve number 1" in read(Client().get(address))
    clock.move_to(now + timedelta(days=5))
    answer = Client().get(address)
    assert answer.status_code == 410
    assert f"{address}again/" in answer.content.decode()
    assert Client().post(f"{address}again/").status_code == 302


def test_a_late_reply_is_admitted(call, world, now, clock):
    application = applicant(world, call, "Amina", now=now)
    clock.move_to(datetime(2026, 3, 19, 9, 0, tzinfo=now.tzinfo))
    stands = read(signed_in(application.applicant).get(f"/me/applications/{application.pk}/"))
    assert "We are late You should have heard by Wednesday 18 March." in stands


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (S.DECLINED, "You said no, thank you"),
        (S.LAPSED, "The offer ran out"),
        (S.CANCELLED, "What you spent for it can be claimed."),
        (S.NOT_THIS_TIME, "The dates did not fit. Come in May."),
        (S.WITHDRAWN, "Nothing follows from it"),
    ],
)
def test_every_end_is_said_in_plain_words(call, world, now, status, words):
    application = applicant(world, call, "Amina", now=now)
    more = {"not_this_time_reason": "dates", "note_to_person": "Come in May.", "told_at": now}
    Application.objects.update(status=status, **more)
    assert words in read(signed_in(application.applicant).get(f"/me/applications/{application.pk}/"))


def test_my_applications_stand_in_one_list_and_nobody_elses(call, world, now):
    client = signed_in(world.rowan)
    assert "Nothing yet" in read(client.get("/me/applications/"))
    mine = apply(call, sender(world.rowan.full_name, email=world.rowan.email), now=now, person=world.rowan)
    other = applicant(world, call, "Amina", now=now)
    assert call.title in read(client.get("/me/applications/"))
    assert client.get(f"/me/applications/{other.pk}/").status_code == 404
    assert "We have it" in read(client.get(f"/me/applications/{mine.pk}/"))


def test_an_offer_is_answered_signed_in_too(call, world, now):
    application, _address = offered(call, world, now)
    client = signed_in(application.applicant)
    answer = client.post(f"/me/applications/{application.pk}/", {"do": "accept"}, follow=True)
    assert "You have the place." in read(answer)


def test_my_draft_leads_back_to_the_form(call, page, world):
    client = signed_in(world.rowan)
    client.post(page, {"do": "save"})
    draft = Application.objects.get()
    assert client.get(f"/me/applications/{draft.pk}/").headers["Location"] == page
    assert "Not sent yet" in read(client.get("/me/applications/"))


def test_a_post_only_person_gets_no_email(call, page, world, now):
    form = typed(call, channel="post", email="", address="2 High Street", postcode="LV1 2AB")
    Client().post(page, form)
    application = Application.objects.get()
    actions.offer_place(application, by=world.tomasz, now=now)
    assert application.applicant.channel == "post"
    assert application.offer_ends_at == datetime(2026, 3, 10, 23, 59, tzinfo=now.tzinfo)  # three days for the post


def test_the_list_of_mine_costs_the_same_for_one_row_and_for_ten(world, now, django_assert_max_num_queries):
    client, counts = signed_in(world.rowan), []
    for wanted in (1, 10):
        while Application.objects.count() < wanted:
            call = make_call(world)
            apply(call, sender(world.rowan.full_name, email=world.rowan.email), now=now, person=world.rowan)
        with django_assert_max_num_queries(12) as seen:
            client.get("/me/applications/")
        counts.append(len(seen.captured_queries))
    assert len(set(counts)) == 1


def test_a_person_of_another_organisation_is_new_here(call, page, world):
    other = make_world("Other")
    make_person("Doreen Alcott", role="volunteer", organisation=other.organisation, email="doreen@example.org")
    Client().post(page, typed(call))
    assert Person.objects.filter(full_name="Doreen Alcott").count() == 2


@pytest.fixture
def crowded(settings):
    """Two forms about one call, or one letter to one reader, are enough here."""
    settings.ACCOUNT_RATE_LIMITS = {"public_form": "2/h/key", "letter_asked_for": "1/h/key"}


def test_a_flood_is_answered_with_everything_typed_and_whom_to_ring(call, page, crowded):
    for number in range(2):
        assert Client().post(page, typed(call, email=f"p{number}@example.org")).status_code == 302
    form_key = "6b0f8b0e-68a1-4c11-8d1f-111111111111"
    answer = Client().post(page, typed(call, name="Third Person", email="p3@example.org", form_key=form_key))
    assert answer.status_code == 429
    assert "all you typed is below, but it is not sent or saved yet" in read(answer)
    assert f"ring {call.panel.contact.name}, {call.panel.contact.phone}" in read(answer)
    kept = ("Third Person", "p3@example.org", "Oxygen at home", form_key)
    assert [part in answer.content.decode() for part in kept] == [True] * 4
    assert (Application.objects.count(), Letter.objects.count()) == (2, 2)


def test_a_form_with_mistakes_is_not_counted(call, page, crowded):
    assert [Client().post(page, typed(call, name="")).status_code for _press in range(4)] == [422] * 4
    assert Client().post(page, typed(call)).status_code == 302


def test_a_strangers_mailbox_is_not_filled_by_saving_again_and_again(call, page, crowded):
    first = Client().post(page, typed(call, do="save"))
    again = Client().post(first["Location"], typed(call, do="save", name="Doreen Second"))
    assert (again.status_code, Letter.objects.count()) == (429, 1)
    assert "Doreen Second" in again.content.decode()
    assert Application.objects.get().draft["name"] == "Doreen Alcott"


def test_a_new_link_is_sent_once_in_a_while(call, now, crowded):
    application = apply(call, sender(), now=now)
    address = f"/applications/{link_to(FOLLOW_LINK, application, now)}/again/"
    assert [Client().post(address).status_code for _press in range(2)] == [302, 429]
    assert "Please look at the newest one first." in read(Client().post(address))


def test_staff_enter_a_pile_of_paper_forms_in_one_go(call, world, crowded):
    tomasz = signed_in(world.tomasz)
    entered = {"source": "post", "agreed": "on"}
    for number in range(4):
        form = typed(call, name=f"Paper {number}", email=f"paper{number}@example.org", **entered)
        assert tomasz.post(f"/team/calls/{call.pk}/applications/enter/", form).status_code == 302
    assert Application.objects.count() == 4


# -- two tabs --------------------------------------------------------------------------------------------
KEY = "6b0f8b0e-68a1-4c11-8d1f-222222222222"
ALREADY = "We have your application already"


def answered(call, text, **more):
    return typed(call, **({f"question_{call.questions.first().pk}": text} | more))


@pytest.mark.parametrize("do", ["send", "save"])
def test_a_second_tab_of_a_saved_form_keeps_its_words_and_says_whom_to_tell(call, page, do):
    address = Client().post(page, answered(call, "Oxygen", do="save"), follow=True).redirect_chain[-1][0]
    Client().post(address, answered(call, "Oxygen"))
    second = read(Client().post(address, answered(call, "Oxygen and a nebuliser", do=do)))
    assert [words in second for words in (ALREADY, "Oxygen and a nebuliser", "01632 960 117")] == [True] * 3
    assert "We have your application" in read(Client().get(address))
    assert list(Answer.objects.values_list("text", flat=True)) == ["Oxygen"]


@pytest.mark.parametrize("do", ["send", "save"])
def test_the_same_form_pressed_later_with_other_words_is_not_taken_as_sent(call, page, do):
    Client().post(page, answered(call, "Oxygen", form_key=KEY))
    second = read(Client().post(page, answered(call, "A nebuliser", form_key=KEY, do=do), follow=True))
    assert [words in second for words in (ALREADY, "A nebuliser")] == [True, True]
    assert list(Answer.objects.values_list("text", flat=True)) == ["Oxygen"]


def test_a_second_tab_tells_a_stranger_nothing_about_anybody(call, page, now):
    apply(call, sender("Edna Moss", email="edna@example.org"), now=now - timedelta(days=1), q1="My own words")
    seen = []
    for name, email in (("Edna Moss", "edna@example.org"), ("Nobody Known", "nobody@example.org")):
        form = answered(call, "Oxygen", name=name, email=email, form_key=f"{KEY[:-1]}{len(seen)}")
        link = Client().post(page, form, follow=True).redirect_chain[0][0]
        pages = [read(Client().post(address, form, follow=True)) for address in (page, link)]
        seen.append([text.replace(name, "").replace(email, "") for text in pages])
    assert seen[0] == seen[1]
    assert "My own words" not in seen[0][0] + seen[0][1]


def test_whoever_is_signed_in_sees_what_was_sent_beside_what_was_typed_since(call, page, world):
    client, first = signed_in(world.rowan), {"form_key": KEY, "do": "send"}
    name, other = (f"question_{question.pk}" for question in call.questions.all())
    mine = client.post(page, first | {name: "Oxygen", other: ""}).headers["location"]
    assert client.post(page, first | {name: " Oxygen ", other: ""}).headers["location"] == mine
    second = read(client.post(page, first | {name: "A nebuliser", other: ""}))
    assert [words in second for words in (ALREADY, "A nebuliser", "What was sent", "Oxygen")] == [True] * 4
    assert list(Answer.objects.values_list("text", flat=True)) == ["Oxygen"]


def test_a_new_form_of_somebody_who_has_applied_adds_what_is_new_and_says_so(call, page, world):
    client = signed_in(world.rowan)
    name, other = (f"question_{question.pk}" for question in call.questions.all())
    client.post(page, {name: "Oxygen", other: ""})
    second = read(client.post(page, {name: "A nebuliser", other: ""}, follow=True))
    assert "You had sent this before. What was new is added below your first answers." in second
    assert list(Answer.objects.values_list("text", flat=True)) == ["Oxygen\n\nA nebuliser"]
