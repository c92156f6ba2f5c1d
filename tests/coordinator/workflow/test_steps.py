"""One way to change a state, and the trail it leaves."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import THE_SERVICE, NotAllowed
from coordinator.letters.models import Letter
from coordinator.letters.steps import LETTER_STEPS
from coordinator.panels.models import Panel
from coordinator.workflow import trail
from coordinator.workflow.models import Event
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import SomebodyWasFaster, Step, all_steps, available_steps, steps_of, take
from coordinator.workflow.trail import history_of, record_event
from tests.making import World, make_panel, make_place, make_world

HOLD = Step("panel.hold", frozenset({"planned", "ready"}), "held", Permission.RUN_PANEL, "Hold", "{who} held it")
BY_CLOCK = Step("panel.clock", frozenset({"held"}), "planned", Permission.CLOSE_CALL, "Clock", "{who} let it be")


@pytest.fixture
def panel(world: World) -> Panel:
    return make_panel(world, status="planned")


def test_a_step_moves_the_record_and_writes_what_happened(world: World, panel: Panel, now: datetime) -> None:
    taken = take(HOLD, panel, by=world.tomasz, now=now, details={"seats": 2}, title="Renamed")

    assert (taken is panel, panel.status, panel.title) == (True, "held", "Renamed")
    panel.refresh_from_db()
    assert (panel.status, panel.title) == ("held", "Renamed")
    event = Event.objects.get()
    assert (event.verb, event.at, event.before, event.after, event.record_id, event.by_person_id) == (
        "panel.hold", now, "planned", "held", panel.pk, world.tomasz.pk,
    )  # fmt: skip
    assert (event.organisation_id, event.for_person_id) == (world.organisation.pk, None)
    assert event.details == {"fields": ["title"], "seats": 2}


def test_of_two_who_press_at_once_the_second_changes_nothing_and_is_told_kindly(
    world: World, panel: Panel, now: datetime
) -> None:
    other = Panel.objects.get(pk=panel.pk)
    take(HOLD, panel, by=world.tomasz, now=now)

    with pytest.raises(SomebodyWasFaster, match="Somebody else changed this a moment ago") as refusal:
        take(HOLD, other, by=world.tomasz, now=now, title="Lost")

    assert (refusal.value.step, refusal.value.record) == (HOLD, other)
    panel.refresh_from_db()
    assert (panel.title, Event.objects.count()) == ("Community respiratory nurse", 1)


def test_who_may_not_take_a_step_changes_nothing_and_hears_who_may(world: World, panel: Panel, now: datetime) -> None:
    with pytest.raises(NotAllowed, match="This is for: Involvement coordinator."):
        take(HOLD, panel, by=world.rowan, now=now)

    panel.refresh_from_db()
    assert (panel.status, Event.objects.count()) == ("planned", 0)


def test_the_service_takes_its_own_steps_and_no_persons(world: World, panel: Panel, now: datetime) -> None:
    with pytest.raises(NotAllowed, match="This needs a person to decide."):
        take(HOLD, panel, by=THE_SERVICE, now=now)
    take(HOLD, panel, by=world.tomasz, now=now)
    take(BY_CLOCK, panel, by=THE_SERVICE, now=now)

    assert Event.objects.get(verb="panel.clock").by_person_id is None


def test_the_buttons_of_a_record_are_the_steps_that_this_person_may_take(world: World) -> None:
    letter = Letter(organisation=world.organisation, person=world.rowan, status="to_print")

    def buttons(person: object) -> list[str]:
        return [step.verb for step in available_steps(letter, person)]

    assert buttons(world.tomasz) == ["letter.mark_posted", "letter.try_again", "letter.leave_out"]
    assert [buttons(person) for person in (world.rowan, world.samira, make_world("Other").tomasz)] == [[], [], []]
    assert buttons(THE_SERVICE) == ["letter.set_aside"]


def test_every_kind_of_record_knows_its_steps(world: World) -> None:
    assert steps_of(Letter) == LETTER_STEPS == all_steps()["letters.letter"]
    assert steps_of(Event) == ()


def test_every_registered_step_has_a_button_a_sentence_and_a_verb_of_its_own() -> None:
    for label, steps in all_steps().items():
        verbs = [step.verb for step in steps]
        assert len(verbs) == len(set(verbs)), label
        for step in steps:
            assert step.sources and step.target and str(step.label), step.verb
            assert trail._SENTENCES[step.verb], step.verb


def test_a_history_tells_in_plain_words_what_happened_oldest_first(
    world: World, panel: Panel, now: datetime, django_assert_num_queries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trail, "_SENTENCES", {})
    trail.register_sentences({"panel.hold": "{who} held it", "panel.clock": "{who} let it be", "x": "{who} saw {what}"})
    place = make_place(panel, world.rowan)
    take(HOLD, panel, by=world.tomasz, now=now)
    moments = [now + timedelta(minutes=number) for number in range(4)]
    take(BY_CLOCK, panel, by=THE_SERVICE, now=moments[1])
    record_event("x", place, by=world.petra, now=moments[2])
    record_event("never.told", panel, by=world.tomasz, now=moments[3])
    record_event("panel.look", panel, by=world.tomasz, now=moments[3])
    world.petra.delete()

    with django_assert_num_queries(2):
        lines = history_of(panel, place, leave_out=frozenset({"panel.look"}))

    assert [line.text for line in lines] == [
        f"{world.tomasz.full_name} held it",
        "Coordinator let it be",
        "Somebody who has left saw …",
        f"{world.tomasz.full_name}: never.told",
    ]
    assert [line.when for line in lines] == moments


def test_a_record_about_a_person_says_so_in_its_trail(world: World, panel: Panel, now: datetime) -> None:
    assert record_event("place.x", make_place(panel, world.rowan), by=None, now=now).for_person_id == world.rowan.pk


def test_a_record_without_a_history_has_none(panel: Panel) -> None:
    assert history_of(panel) == []


def test_a_refusal_says_what_to_do_and_may_say_it_beside_a_field() -> None:
    assert (str(Refusal("Ring first.")), Refusal("Ring first.").by_field) == ("Ring first.", {})
    assert Refusal("No.", {"day": ["Choose another day."]}).by_field == {"day": ["Choose another day."]}


def test_a_step_that_only_follows_from_another_is_nobodys_to_press(world: World) -> None:
    place = make_place(make_panel(world), world.rowan)
    assert {step.verb for step in steps_of(type(place)) if step.follows} == {"place.end_with_call"}
    assert [step.verb for step in available_steps(place, world.tomasz)] == ["place.give_up_for", "place.cancel"]
