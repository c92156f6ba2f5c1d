"""Writing calls: who may, what is kept, what is never lost."""

from datetime import timedelta

import pytest

from coordinator.authorization.verdict import NotAllowed
from coordinator.opportunities import actions
from coordinator.opportunities.models import CallStatus, Opportunity
from coordinator.workflow.models import Event
from coordinator.workflow.steps import SomebodyWasFaster
from coordinator.workflow.trail import history_of
from tests.coordinator.opportunities.drafting import make_draft, make_open_call
from tests.making import make_panel


def test_a_new_call_starts_with_what_the_last_one_of_the_team_said_about_costs_and_post(world, now):
    make_open_call(world, costs_covered="Travel at 45p a mile.", return_address="Freepost MOOR")
    call = actions.create_call(make_panel(world), title="Help choose a nurse", by=world.tomasz, now=now)
    assert (call.costs_covered, call.return_address, call.status) == (
        "Travel at 45p a mile.", "Freepost MOOR", CallStatus.DRAFT,
    )  # fmt: skip
    assert (call.slug, call.written_by, call.requested_by) == ("help-choose-a-nurse", world.tomasz, None)


def test_the_first_call_of_a_team_starts_empty(world, now):
    call = actions.create_call(make_panel(world), title="First", by=world.tomasz, now=now)
    assert (call.costs_covered, call.how_to_apply) == ("", "")


def test_two_calls_of_one_title_have_two_addresses_and_a_title_without_letters_has_one_too(world, now):
    panel = make_panel(world)
    first, second, signs = (
        actions.create_call(panel, title=title, by=world.tomasz, now=now) for title in ("Forum", "Forum", "???")
    )
    assert first.slug == "forum"
    assert second.slug.startswith("forum-")
    assert signs.slug == signs.code


def test_a_manager_asks_and_a_coordinator_takes_it_up_and_becomes_its_author(world, now):
    asked = actions.request_call(
        make_panel(world), title="Nurse", what_you_do="Sit on the panel.", by=world.kim, now=now
    )
    assert (asked.status, asked.requested_by, asked.what_you_do) == ("requested", world.kim, "Sit on the panel.")
    taken = actions.take_up_call(asked, by=world.tomasz, now=now + timedelta(hours=1))
    assert (taken.status, taken.written_by) == ("draft", world.tomasz)
    assert [line.text for line in history_of(asked)] == [
        f"{world.kim.full_name} asked for this call",
        f"{world.tomasz.full_name} took the request up",
    ]


def test_a_manager_cannot_write_calls_and_an_auditor_cannot_ask_for_one(world, now):
    panel = make_panel(world)
    with pytest.raises(NotAllowed, match="Involvement coordinator"):
        actions.create_call(panel, title="Nurse", by=world.kim, now=now)
    with pytest.raises(NotAllowed):
        actions.request_call(panel, title="Nurse", by=world.audra, now=now)
    assert Opportunity.objects.count() == 0


def test_what_is_typed_is_kept_and_the_history_names_the_fields_only(world, now):
    call = make_draft(world)
    actions.edit_call(
        call, title="A new title", status="published", version=1, by=world.tomasz, now=now, what_you_do="A secret."
    )
    assert (call.title, call.status, call.version) == ("A new title", "draft", 2)
    event = Event.objects.get(verb="opportunity.edit")
    assert event.details == {"fields": ["title", "what_you_do"]}


def test_saving_nothing_new_changes_nothing(world, now):
    call = make_draft(world)
    actions.edit_call(call, title=call.title, version=99, by=world.tomasz, now=now)
    assert (Opportunity.objects.get().version, Event.objects.count()) == (1, 0)


def test_two_people_who_write_at_once_do_not_lose_a_word(world, now):
    call, same = make_draft(world), Opportunity.objects.get()
    actions.edit_call(call, title="Mine", version=1, by=world.tomasz, now=now)
    with pytest.raises(actions.SomebodyElseEdited, match="while you were writing"):
        actions.edit_call(same, title="Yours", version=1, by=world.tomasz, now=now)
    assert Opportunity.objects.get().title == "Mine"


def test_an_open_call_is_no_draft(world, now):
    call = make_open_call(world)
    with pytest.raises(SomebodyWasFaster):
        actions.edit_call(call, title="Quietly changed", by=world.tomasz, now=now)
    with pytest.raises(SomebodyWasFaster):
        actions.set_questions(call, [{"text": "Why?"}], by=world.tomasz, now=now)
    assert call.questions.count() == 0


def test_questions_are_five_at_most_in_order_and_the_form_is_to_be_tried_again(world, now):
    call = make_draft(world)
    asked = [{"text": f"Question {number}", "needed": number == 1} for number in range(1, 8)]
    actions.set_questions(call, asked, by=world.tomasz, now=now)
    assert list(call.questions.values_list("position", "text", "needed")) == [
        (1, "Question 1", True), (2, "Question 2", False), (3, "Question 3", False), (4, "Question 4", False),
        (5, "Question 5", False),
    ]  # fmt: skip
    assert Opportunity.objects.get().route_tested_at is None


def test_the_same_questions_again_ask_for_no_new_try(world, now):
    call = make_draft(world)
    first = actions.set_questions(call, [{"text": "Why?"}], by=world.tomasz, now=now)
    later = now + timedelta(minutes=5)
    actions.note_route_tested(call, by=world.tomasz, now=later)
    again = actions.set_questions(call, [{"text": "Why?", "hint": "", "needed": False}], by=world.tomasz, now=now)
    assert [each.pk for each in again] == [each.pk for each in first]
    tried = Opportunity.objects.get()
    assert (tried.route_tested_at, tried.route_tested_by) == (later, world.tomasz)
    assert [line.text for line in history_of(call)][-1] == f"{world.tomasz.full_name} applied as a pretend volunteer"


def test_only_those_who_write_calls_ask_questions_and_try_the_form(world, now):
    call = make_draft(world)
    with pytest.raises(NotAllowed):
        actions.set_questions(call, [], by=world.kim, now=now)
    with pytest.raises(NotAllowed):
        actions.note_route_tested(call, by=world.samira, now=now)
