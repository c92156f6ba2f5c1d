"""The team's pages of calls: who comes in, what is refused and in which words, what is never lost."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coordinator.opportunities import actions
from coordinator.opportunities.models import CallStatus, ChangeNote, NotForMe, NoticePolicy, Opportunity
from coordinator.organisations.models import Membership, Role
from coordinator.panels.models import Panel, Session, SessionStatus
from coordinator.people.models import ContactCard
from coordinator.workflow.trail import history_of
from tests.coordinator.opportunities.drafting import make_draft, make_open_call, short_draft
from tests.making import World, make_call, make_panel, make_session, make_world, signed_in

WRITING = [
    "team_call_edit", "team_call_questions", "team_call_panel", "team_call_contact", "team_call_publish", "team_call_close",
]  # fmt: skip
SEEING = ["team_call", "team_call_preview"]


def words(answer: Any) -> str:
    return (
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))
        .replace("&#34;", '"')
        .replace("&#39;", "'")
    )


def at(name: str, call: Opportunity, *more: str) -> str:
    return reverse(name, args=[call.pk, *more])


def said(client: Client, address: str, typed: dict[str, Any] | None = None) -> str:
    """What stands on the page that follows, the redirect followed."""
    return words(client.get(address, follow=True) if typed is None else client.post(address, typed, follow=True))


@pytest.fixture
def team(world: World) -> Client:
    """A browser in which the coordinator is signed in."""
    return signed_in(world.tomasz)


# -- who comes in --------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", Role.values)
def test_each_role_sees_and_does_what_its_permissions_say(world, role):
    call, client = make_draft(world), signed_in(world.by_role()[Role(role)])
    answers = {name: client.get(at(name, call)).status_code for name in [*SEEING, *WRITING]}
    answers |= {name: client.get(reverse(name)).status_code for name in ("team_calls", "team_call_new", "team_notice")}
    answers |= {
        name: client.get(at(name, call)).status_code for name in ("team_call_withdraw", "team_call_short_notice")
    }
    policy = reverse("team_notice_edit", args=[world.organisation.pk, "interview"])
    answers["team_notice_edit"] = client.get(policy).status_code
    sees = role in {"coordinator", "head", "approver", "recruiting_manager", "auditor"}
    allowed = {name for name, status in answers.items() if status in {200, 302}}
    expected = set(SEEING) | {"team_calls", "team_notice"} if sees else set()
    if role == "coordinator":
        expected |= {*WRITING, "team_call_new", "team_call_withdraw", "team_notice_edit"}
    if role == "head":
        expected |= {"team_call_withdraw", "team_call_short_notice", "team_notice_edit"}
    if role == "approver":
        expected |= {"team_call_short_notice"}
    if role == "recruiting_manager":
        expected |= {"team_call_new"}
    assert allowed == expected
    assert set(answers.values()) - {200, 302} <= {403}


def test_a_call_of_another_organisation_is_not_there(world, team):
    call = make_draft(make_world("Other"))
    for name in [*SEEING, *WRITING, "team_call_withdraw"]:
        assert team.get(at(name, call)).status_code == 404
    for name in ("team_call_take_up", "team_call_ask_short_notice", "team_call_publish", "team_call_close"):
        assert team.post(at(name, call)).status_code == 404
    assert team.get(at("team_call_section", call, "what")).status_code == 404
    assert signed_in(world.samira).get(at("team_call_short_notice", call)).status_code == 404
    other = reverse("team_notice_edit", args=[call.organisation_id, "interview"])
    assert team.get(other).status_code == 404


def test_a_role_in_one_organisation_gives_nothing_in_another(world, team):
    other = make_world("Other")
    Membership.objects.create(organisation=other.organisation, person=world.tomasz, role=Role.AUDITOR)
    call = make_draft(other)
    assert team.get(at("team_call", call)).status_code == 200
    assert team.get(at("team_call_section", call, "what")).status_code == 403
    assert team.get(reverse("team_notice_edit", args=[other.organisation.pk, "interview"])).status_code == 403
    listed = said(team, reverse("team_notice") + f"?organisation={other.organisation.slug}")
    assert "Other Integrated Care Board. Days are counted" in listed


def test_signed_out_one_is_asked_to_sign_in(world):
    call = make_draft(world)
    answer = Client().get(at("team_call", call))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


# -- the list ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("rows", [1, 25])
def test_the_list_costs_the_same_however_long_it_is(world, team, rows, django_assert_num_queries):
    for _row in range(rows):
        make_draft(world)
    team.get(reverse("team_calls"))
    with django_assert_num_queries(6):
        answer = team.get(reverse("team_calls"))
    assert answer.content.decode().count('scope="row"') == min(rows, 25)


def test_the_list_shows_one_state_and_says_when_nothing_stands_there(world, team):
    assert "No calls yet" in said(team, reverse("team_calls"))
    make_draft(world, title="Draft one")
    make_open_call(world, title="Open one")
    shown = said(team, reverse("team_calls") + "?status=published")
    assert ("Open one" in shown, "Draft one" in shown) == (True, False)
    assert "No call stands here" in said(team, reverse("team_calls") + "?status=withdrawn")
    assert "1 call. Shown: Open" in shown
    assert "2 calls. Shown: All calls" in said(team, reverse("team_calls"))
    unknown = said(team, reverse("team_calls") + "?status=nonsense")
    assert "There is no such state, so you see all calls." in unknown
    assert "2 calls. Shown: All calls" in unknown


def titles(answer: Any) -> list[str]:
    return re.findall(r'href="/team/calls/[0-9a-f-]{36}/">([^<]+)<', answer.content.decode())


def test_what_is_in_hand_stands_first_then_what_comes_and_what_is_over_last(world, team, now):
    day = timedelta(days=1)
    for status, dates in (
        ("filled", 9), ("closed", 20), ("filled", -3), ("withdrawn", -1), ("filled", -9), ("published", 25), ("draft", 30),
    ):  # fmt: skip
        call = make_call(world, title=f"{status} {dates}", status=status, closes_at=now + (dates - 5) * day)
        held = SessionStatus.HAPPENED if dates < 0 else SessionStatus.SCHEDULED
        make_session(call.panel, starts_at=now + dates * day, status=held)
    answer = team.get(reverse("team_calls"))
    assert titles(answer) == [
        "draft 30", "published 25", "closed 20", "filled 9", "withdrawn -1", "filled -3", "filled -9",
    ]  # fmt: skip
    assert (
        "filled -9 Type Interview panel Where it stands Everybody has been told Closes Mon 16 February First day Sat 21 February"
        in words(answer)
    )


# -- beginning -----------------------------------------------------------------------------------------
def test_a_coordinator_begins_a_call_for_a_panel(world, team):
    panel = make_panel(world)
    typed = {"title": "Help choose a nurse", "panel": panel.pk, "what_you_do": "You score."}
    assert "Your call is begun." in said(team, reverse("team_call_new"), typed)
    call = Opportunity.objects.get()
    assert (call.status, call.panel, call.what_you_do, call.written_by) == ("draft", panel, "You score.", world.tomasz)


def test_a_manager_asks_for_a_call_with_a_new_panel_and_its_day(world):
    typed = {
        "title": "Help choose a nurse", "what_you_do": "", "kind": "interview", "team": world.team.pk,
        "contact": world.contact.pk, "places": 2, "reserves": 1, "minimum_lay": 2, "day_day": 26, "day_month": 3,
        "day_year": 2026, "begins": "8:45am", "ends": "3:45pm", "venue": world.venue.pk,
    }  # fmt: skip
    page = said(signed_in(world.kim), reverse("team_call_new_panel"), typed)
    assert "The involvement team has your request." in page
    call = Opportunity.objects.get()
    assert (call.status, call.requested_by, call.panel.places) == ("requested", world.kim, 2)
    assert Session.objects.get().venue == world.venue
    assert "You write this call now." in said(signed_in(world.tomasz), at("team_call_take_up", call), {})


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": ""}, "Please fill in “Title”"),
        ({"ends": ""}, "Give the time too, so that people can plan the day."),
        ({"ends": "8am"}, "This is before it begins. Please look at both times."),
        ({"places": 1}, "places"),
        ({"venue": "other"}, "This belongs to another organisation than the team. Choose again."),
    ],
)
def test_a_plan_that_does_not_fit_is_shown_again_with_what_was_typed(world, typed, sentence):
    other = make_world("Other")
    Membership.objects.create(organisation=other.organisation, person=world.tomasz, role=Role.COORDINATOR)
    if typed.get("venue"):
        typed = {"venue": other.venue.pk}
    answers = {
        "title": "Keep me", "kind": "interview", "team": world.team.pk, "contact": world.contact.pk, "places": 2,
        "reserves": 1, "minimum_lay": 2, "day": "2026-03-26", "begins": "8:45am", "ends": "3:45pm",
    } | typed  # fmt: skip
    answer = signed_in(world.tomasz).post(reverse("team_call_new_panel"), answers)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert (Panel.objects.count(), Opportunity.objects.count()) == (0, 0)


def test_without_a_panel_the_page_says_how_to_begin(world, team):
    assert "No panel is planned yet" in said(team, reverse("team_call_new"))


# -- writing -------------------------------------------------------------------------------------------
def test_each_part_is_saved_and_leads_on_to_the_next(world, team):
    call = make_draft(world, what_you_do="")
    assert team.get(at("team_call_edit", call))["Location"] == at("team_call_section", call, "what")
    typed = {"title": "New", "what_you_do": "You score.", "level": "involve", "version": 1, "then": "next"}
    answer = team.post(at("team_call_section", call, "what"), typed)
    assert answer["Location"] == at("team_call_section", call, "who")
    call.refresh_from_db()
    assert (call.title, call.what_you_do, call.level, call.version) == ("New", "You score.", "involve", 2)
    last = team.post(
        at("team_call_section", call, "choose"), {"selection": "scored", "selection_steps": "We read.", "then": "next"}
    )
    assert last["Location"] == at("team_call", call)
    assert team.get(at("team_call_section", call, "nowhere")).status_code == 404


@pytest.mark.parametrize(
    ("section", "typed", "status", "sentence"),
    [
        ("what", {"title": " "}, 422, "Please fill in “Title”"),
        ("time", {"hours": "all day"}, 422, "Write a number in figures, for example 12.5"),
        ("time", {"hours": "0"}, 422, "The least we can take here is 0.5"),
        (
            "money",
            {"payment": "optional", "payment_pence": "twelve"},
            422,
            "Write the amount in figures, for example 12.50.",
        ),
        (
            "apply",
            {"closes_at_day": "31", "closes_at_month": "2", "closes_at_year": "2026", "closes_at_time": "noon"},
            422,
            "31",
        ),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_field_and_kept(world, team, section, typed, status, sentence):
    call = make_draft(world)
    answer = team.post(at("team_call_section", call, section), typed)
    assert answer.status_code == status
    assert sentence in words(answer) + answer.content.decode()


def test_without_a_payment_no_amount_is_kept(world, team):
    call = make_draft(world, payment="optional", payment_pence=2500)
    team.post(
        at("team_call_section", call, "money"), {"payment": "none", "payment_pence": "25.00", "costs_covered": "All."}
    )
    call.refresh_from_db()
    assert (call.payment, call.payment_pence) == ("none", None)


def test_two_people_who_write_at_once_see_both_texts_and_lose_none(world, team):
    call = make_draft(world)
    address = at("team_call_section", call, "money")
    mine = {"costs_covered": "Mine.", "payment": "none", "support": ["childcare"], "version": 1}
    actions.edit_call(
        call, costs_covered="Theirs.", payment="optional", payment_pence=2500, support=[], by=world.tomasz,
        now=call.closes_at,
    )  # fmt: skip
    answer = team.post(address, mine)
    assert answer.status_code == 409
    page = words(answer)
    assert "Somebody else saved meanwhile" in page
    for saved in ("Theirs.", "A payment you may take, leave or give away", "£25.00", "nothing yet"):
        assert saved in page
    assert "Mine." in page
    assert 'name="version" value="2"' in answer.content.decode()
    team.post(address, mine | {"version": 2})
    call.refresh_from_db()
    assert (call.costs_covered, call.version) == ("Mine.", 3)


def test_differences_are_told_in_words_for_days_moments_and_yes_or_no(world, team):
    call = make_draft(world)
    for section, sentences in {
        "apply": ["Sunday 15 March, 11:59pm", "Wednesday 18 March"], "time": ["no", "8.0", "In person"],
    }.items():  # fmt: skip
        answer = team.post(at("team_call_section", call, section), {"version": 77, "dates_to_agree": "on"})
        assert answer.status_code == 409
        for sentence in sentences:
            assert sentence in words(answer)
    unchanged = {"selection": "scored", "selection_steps": "Two of us read every answer.", "version": 77}
    assert team.post(at("team_call_section", call, "choose"), unchanged).status_code == 302


def test_a_call_that_is_over_is_not_changed_any_more(world, team):
    call = make_open_call(world, status="closed")
    page = said(team, at("team_call_section", call, "what"), {"title": "New", "version": 1})
    assert "This call cannot be changed as it stands now." in page


def test_an_open_call_changes_only_with_a_word_about_it(world, team):
    call = make_open_call(world)
    address = at("team_call_section", call, "time")
    typed = {
        "hours": 8,
        "hours_about": "One day.",
        "ways": ["meeting"],
        "demands": "None.",
        "bring": "Soup.",
        "version": 1,
    }
    silent = team.post(address, typed)
    assert silent.status_code == 422
    assert "Please fill in “What changed, in one sentence”" in words(silent)
    team.post(address, typed | {"note": "There is soup."})
    assert ChangeNote.objects.get().text == "There is soup."
    call.refresh_from_db()
    assert call.bring == "Soup."
    stale = team.post(address, typed | {"note": "Again.", "version": 1, "bring": "Salad."})
    assert stale.status_code == 409


def test_an_open_call_is_not_changed_below_the_notice_it_promised(world, team):
    call = make_open_call(world)
    typed = {
        "closes_at": "2026-03-08T23:59", "answer_by": "2026-03-18", "how_to_apply": "Ring.", "return_address": "Here.",
        "note": "Closes earlier.", "version": 1,
    }  # fmt: skip
    answer = team.post(at("team_call_section", call, "apply"), typed)
    assert answer.status_code == 422
    assert "Closing: 6 days, at least 10 are needed. The earliest closing day is Thursday 12 March." in words(answer)
    assert ChangeNote.objects.count() == 0


def test_questions_are_written_on_one_page_and_empty_ones_fall_away(world, team):
    call = make_draft(world)
    typed = {
        "questions-TOTAL_FORMS": 5,
        "questions-INITIAL_FORMS": 0,
        "questions-0-text": "What have you used?",
        "questions-0-needed": "on",
        "questions-3-text": "When?",
    }
    assert "The questions are saved." in said(team, at("team_call_questions", call), typed)
    assert list(call.questions.values_list("text", "needed")) == [("What have you used?", True), ("When?", False)]
    assert "What have you used?" in team.get(at("team_call_questions", call)).content.decode()
    too_long = team.post(at("team_call_questions", call), typed | {"questions-0-text": "x" * 201})
    assert too_long.status_code == 422
    call.status = CallStatus.PUBLISHED
    call.save()
    assert "Somebody else changed this" in said(
        team, at("team_call_questions", call), typed | {"questions-0-text": "New?"}
    )


# -- panel and contact -----------------------------------------------------------------------------------
def test_places_are_changed_from_the_call_and_never_below_the_fewest_people(world, team):
    call = make_draft(world)
    typed = {"kind": "interview", "team": world.team.pk, "places": 4, "reserves": 2, "minimum_lay": 2}
    assert "Saved." in said(team, at("team_call_panel", call), typed)
    assert Panel.objects.get().places == 4
    assert team.post(at("team_call_panel", call), typed | {"places": 1}).status_code == 422
    assert Panel.objects.get().places == 4


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"email": "noreply@levels.example"}, "“noreply@levels.example” is no named person's address."),
        ({"phone": "none"}, "phone"),
        ({"working_days": ""}, "Please fill in “Working days”"),
        ({}, "“Administrator” is no named person. Give the full name of somebody who answers the phone."),
    ],
)
def test_a_contact_who_is_nobody_is_not_taken(world, team, typed, sentence):
    call = make_draft(world)
    if not typed:
        world.kim.full_name = "Administrator"
        world.kim.save()
    answers = {
        "person": (world.tomasz if typed else world.kim).pk, "job_title": "Coordinator", "phone": "01632 960 117",
        "email": "tomasz@levels.example", "working_days": "Monday",
    } | typed  # fmt: skip
    answer = team.post(at("team_call_contact", call), answers)
    assert answer.status_code == 422
    assert sentence in words(answer)
    world.contact.refresh_from_db()
    assert world.contact.email == "tomasz@levels.example"


def test_another_contact_is_named_on_the_call_from_then_on(world, team):
    call = make_draft(world)
    typed = {
        "person": world.kim.pk, "job_title": "Recruiting manager", "phone": "01632 960 118", "email": "kim@levels.example",
        "working_days": "Tuesday", "quote": "Ask me.",
    }  # fmt: skip
    said(team, at("team_call_contact", call), typed)
    assert Panel.objects.get().contact == ContactCard.objects.get(person=world.kim)
    said(team, at("team_call_contact", call), typed | {"phone": "01632 960 119"})
    assert [card.phone for card in ContactCard.objects.filter(person=world.kim)] == ["01632 960 119"]


HELENS = {
    "job_title": "Claims officer", "phone": "01632 960 131", "email": "helen@levels.example", "working_days": "Fridays",
    "quote": "Ask me about money.",
}  # fmt: skip


def card_of(person: Any) -> dict[str, str]:
    return ContactCard.objects.filter(person=person).values(*HELENS).get()


def shown_in(answer: Any) -> dict[str, str]:
    """What stands in the boxes of the page."""
    boxes = re.findall(r"<input[^>]*>", answer.content.decode())
    found = {name: [re.search(r'value="([^"]*)"', box) for box in boxes if f'name="{name}"' in box] for name in HELENS}
    return {name: values[0][1] if values[0] else "" for name, values in found.items()}


@pytest.fixture
def helens(world: World) -> ContactCard:
    """A second card of the organisation."""
    return ContactCard.objects.create(organisation=world.organisation, person=world.helen, **HELENS)


@pytest.fixture
def tomaszs(world: World) -> dict[str, Any]:
    """What the page sends when nothing but Who is chosen anew."""
    return {**card_of(world.tomasz), "card_of": world.tomasz.pk}


def test_choosing_a_colleague_names_her_with_her_own_card_and_changes_nobodys(world, team, helens, tomaszs):
    call, before = make_draft(world), card_of(world.tomasz)
    said(team, at("team_call_contact", call), tomaszs | {"person": world.helen.pk})
    assert (card_of(world.helen), card_of(world.tomasz)) == (HELENS, before)
    assert Panel.objects.get().contact == helens


def test_what_was_typed_over_another_card_is_looked_at_on_her_own_card_first(world, team, helens, tomaszs):
    call = make_draft(world)
    answer = team.post(at("team_call_contact", call), tomaszs | {"person": world.helen.pk, "phone": "01632 960 199"})
    assert answer.status_code == 422
    assert f"The boxes show {world.helen.full_name}’s own card with what you typed." in words(answer)
    assert (shown_in(answer), card_of(world.helen)) == (HELENS | {"phone": "01632 960 199"}, HELENS)
    assert f'name="card_of" value="{world.helen.pk}"' in answer.content.decode()
    said(team, at("team_call_contact", call), shown_in(answer) | dict.fromkeys(["person", "card_of"], world.helen.pk))
    assert card_of(world.helen) == HELENS | {"phone": "01632 960 199"}


def test_somebody_without_a_card_is_asked_for_one_with_empty_boxes(world, team, tomaszs):
    call, before = make_draft(world), card_of(world.tomasz)
    answer = team.post(at("team_call_contact", call), tomaszs | {"person": world.kim.pk})
    assert (answer.status_code, shown_in(answer)) == (422, dict.fromkeys(HELENS, ""))
    assert (ContactCard.objects.filter(person=world.kim).count(), card_of(world.tomasz)) == (0, before)
    said(team, at("team_call_contact", call), HELENS | {"person": world.kim.pk, "card_of": world.kim.pk})
    assert (card_of(world.kim), Panel.objects.get().contact.person) == (HELENS, world.kim)


def test_only_what_was_changed_is_written_on_the_card(world, team, tomaszs):
    call = make_draft(world)
    said(team, at("team_call_contact", call), tomaszs | {"person": world.tomasz.pk, "working_days": "Mondays"})
    kept = history_of(world.contact)
    assert card_of(world.tomasz)["working_days"] == "Mondays"
    assert len(kept) == 1


@pytest.mark.parametrize("role", ["Administrator", "Involvement team"])
def test_a_role_that_is_nobodys_is_refused_beside_the_field(world, team, tomaszs, role):
    call = make_draft(world)
    answer = team.post(at("team_call_contact", call), tomaszs | {"person": world.tomasz.pk, "job_title": role})
    assert answer.status_code == 422
    assert f"“{role}” is no role of a named person." in words(answer)
    assert card_of(world.tomasz)["job_title"] == "Involvement coordinator"


# -- opening -------------------------------------------------------------------------------------------
def test_six_days_are_refused_on_the_page_with_every_other_gap_and_where_to_mend_it(world, team):
    call = short_draft(world, costs_covered="", route_tested_at=None, title="Patient Champion")
    answer = team.post(at("team_call_publish", call))
    page = words(answer)
    assert answer.status_code == 422
    assert "3 things keep this call from opening" in page
    assert "Closing: 6 days, at least 10 are needed. The earliest closing day is Thursday 12 March." in page
    assert "Costs: say what is covered, how and when." in page
    assert "This closes on Sunday 8 March (Sunday), when nobody answers the phone." in page
    assert "“Champion” makes some readers feel talked down to." in page
    assert "3 days, because a letter takes three working days" in page
    html = answer.content.decode()
    assert f"{at('team_call_section', call, 'money')}#id_costs_covered" in html
    assert f"{at('team_call', call)}#try" in html
    assert Opportunity.objects.get().status == "draft"


def test_gaps_of_the_panel_and_its_contact_lead_to_their_pages(world, team):
    world.contact.working_days = ""
    world.contact.save()
    call = make_draft(world, panel=make_panel(world, places=0), dates_to_agree=False)
    call.panel.sessions.all().delete()
    html = team.get(at("team_call", call)).content.decode()
    assert html.count(at("team_call_contact", call)) == 2
    assert html.count(f'"{at("team_call_panel", call)}"') >= 2
    assert "Dates: give the day with its start and end" in html


def test_a_call_that_lacks_nothing_opens_from_the_page_and_once(world, team):
    call = make_draft(world)
    assert "Nothing is missing" in said(team, at("team_call_publish", call))
    assert "The call is open. Everybody can read it and apply." in said(team, at("team_call_publish", call), {})
    assert "Somebody else changed this a moment ago" in said(team, at("team_call_publish", call), {})
    assert team.get(at("team_call_publish", call)).status_code == 302
    assert Client().get(reverse("opportunity", args=[call.slug])).status_code == 200


def test_short_notice_goes_through_a_second_person_and_stands_on_the_public_page(world, team):
    call, head = short_draft(world), signed_in(world.samira)
    assert "Nobody asks for shorter notice" in said(head, at("team_call_short_notice", call))
    empty = team.post(at("team_call_ask_short_notice", call), {"because": ""})
    assert empty.status_code == 422
    asked = said(team, at("team_call_ask_short_notice", call), {"because": "The examiners met late."})
    assert "Asked. It stands on the home page" in asked
    assert "The examiners met late." in said(head, at("team_call_short_notice", call))
    assert "Waits for a second person." in said(team, at("team_call", call))
    approved = said(head, at("team_call_short_notice", call), {"answer": "approve"})
    assert "Approved by Samira Dev of Levels and Moor" in approved
    assert "Shorter notice was approved" in said(team, at("team_call_publish", call))
    said(team, at("team_call_publish", call), {})
    public = words(Client().get(reverse("opportunity", args=[call.slug])))
    assert "The examiners met late." in public
    assert "Samira Dev of Levels and Moor approved this." in public


def test_the_head_may_keep_the_full_notice_and_cannot_approve_her_own(world, team):
    call, head = short_draft(world), signed_in(world.samira)
    said(team, at("team_call_ask_short_notice", call), {"because": "Late."})
    assert "Not approved." in said(head, at("team_call_short_notice", call), {"answer": "refuse"})
    own = short_draft(world, written_by=world.samira, short_notice_reason="Mine.")
    assert "Somebody else decides this" in said(head, at("team_call_short_notice", own))
    assert "Somebody else has to approve this" in said(head, at("team_call_short_notice", own), {"answer": "approve"})


def test_an_open_call_asks_for_no_shorter_notice(world, team):
    call = make_open_call(world)
    said_ = said(team, at("team_call_ask_short_notice", call), {"because": ""})
    assert "This call is not being written any more." in said_


# -- one call ------------------------------------------------------------------------------------------
def test_the_page_of_a_call_tells_what_happened_and_why_people_turned_away(world, team, now):
    call = make_open_call(world)
    for reason in (NotForMe.COSTS, NotForMe.COSTS, NotForMe.OTHER):
        actions.turn_away(call, reason=reason, form_key=make_draft(world).pk, now=now)
    actions.change_published_call(call, note="Lunch is at one.", by=world.tomasz, now=now)
    page = said(team, at("team_call", call))
    assert "I cannot tell if my costs are covered How many 2" in page.replace("Reason ", "")
    assert "Monday 2 March : Lunch is at one." in page
    assert [line.text in page for line in history_of(call)] == [True]
    assert "Nobody has turned away and said why." in said(team, at("team_call", make_open_call(world)))


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("requested", "A manager asks for this call"),
        ("published", "until Sunday 15 March, 11:59pm"),
        ("closed", "Everybody hears by Wednesday 18 March."),
        ("filled", "Everybody has been told"),
        ("withdrawn", "Moved to the autumn."),
    ],
)
def test_the_page_of_a_call_says_where_it_stands(world, team, status, sentence):
    fields = {"status": status, "withdrawn_reason": "Moved to the autumn."}
    call = make_draft(world, **fields) if status == "requested" else make_open_call(world, **fields)
    assert sentence in said(team, at("team_call", call))


def test_the_preview_says_that_only_the_team_sees_it(world):
    call = make_draft(world, level="", ways=["gone"], summary="")
    page = said(signed_in(world.audra), at("team_call_preview", call))
    assert "Only the team sees this. It is not open yet." in page
    assert call.what_you_do in page


def test_a_page_of_one_call_costs_the_same_however_much_happened(world, team, now, django_assert_max_num_queries):
    call = make_draft(world)
    for number in range(40):
        actions.edit_call(call, title=f"Title {number}", by=world.tomasz, now=now)
    with django_assert_max_num_queries(20):
        team.get(at("team_call", call))


# -- ending --------------------------------------------------------------------------------------------
def test_closing_asks_once_more_and_happens_once(world, team):
    call = make_open_call(world)
    assert "Readers were told they can apply until Sunday 15 March, 11:59pm." in said(team, at("team_call_close", call))
    assert "The call is closed." in said(team, at("team_call_close", call), {})
    assert "Somebody else changed this a moment ago" in said(team, at("team_call_close", call), {})


def test_withdrawing_needs_a_reason_that_readers_see(world):
    call, head = make_open_call(world), signed_in(world.samira)
    assert head.post(at("team_call_withdraw", call), {"because": " "}).status_code == 422
    assert "Withdraw this call" in said(head, at("team_call_withdraw", call))
    said(head, at("team_call_withdraw", call), {"because": "Moved to the autumn."})
    assert "Moved to the autumn." in words(Client().get(reverse("opportunity", args=[call.slug])))


# -- notice --------------------------------------------------------------------------------------------
def test_the_notice_page_shows_each_type_with_where_its_numbers_come_from(world):
    page = said(signed_in(world.samira), reverse("team_notice"))
    assert "NHS England's calls of 2016 were open for 22 days." in page
    assert "Change : Mock patients" in page
    assert "Change : Mock patients" not in said(signed_in(world.audra), reverse("team_notice"))


def test_the_head_changes_the_notice_of_one_type(world):
    head, address = signed_in(world.samira), reverse("team_notice_edit", args=[world.organisation.pk, "forum"])
    typed = {
        "days_open": "",
        "days_before_event": 30,
        "papers_days_before": 10,
        "support_days_before": 14,
        "times_days_before": "",
        "citation": "Our members.",
    }
    assert "Saved. Calls of this type that open from now on are measured by these numbers." in said(
        head, address, typed
    )
    row = NoticePolicy.objects.get()
    assert (row.kind, row.days_open, row.days_before_event, row.papers_days_before) == ("forum", None, 30, 10)
    assert "( your own numbers )" in said(head, reverse("team_notice")).replace(
        "(your own numbers)", "( your own numbers )"
    )
    assert head.post(address, typed | {"days_before_event": "soon", "citation": ""}).status_code == 422
    assert head.get(reverse("team_notice_edit", args=[world.organisation.pk, "party"])).status_code == 404
