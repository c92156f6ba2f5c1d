"""Seats: counted by the database, given to one person once."""

from datetime import datetime, timedelta

import pytest

from coordinator.authorization.verdict import NotAllowed
from coordinator.panels.actions import (
    add_role,
    assign_role,
    call_in_reserve,
    cancel_place,
    confirm_attendance,
    forget_places,
    give_up_place,
    leave_line,
    move_reserve,
    promote_reserve,
    take_place,
    take_reserve,
)
from coordinator.panels.models import Panel, Place, PlaceKind, PlaceStatus, Presence, Reminder
from coordinator.panels.queries import next_reserve_position, own_rows, reserves_in_line, standing_of
from coordinator.panels.refusals import DayOver, DoesNotFit, PanelFull, PanelOver
from coordinator.workflow.steps import SomebodyWasFaster
from coordinator.workflow.trail import history_of
from tests.making import EVENT_DAY, World, make_panel, make_person, make_place, make_session, make_world


def test_two_places_are_taken_and_the_third_person_hears_that_all_are_taken(world: World, now: datetime) -> None:
    panel = make_panel(world, places=2)
    first, second, third = (make_person() for _number in range(3))
    take_place(panel, first, by=first, now=now)
    take_place(panel, second, by=world.tomasz, now=now)
    with pytest.raises(PanelFull) as refusal:
        take_place(panel, third, by=third, now=now)
    panel.refresh_from_db()
    assert panel.places_taken == 2
    assert str(refusal.value) == ("All places are taken: the last one went a moment ago. Nobody was turned out for it.")


def test_a_double_press_gives_one_place(world: World, now: datetime) -> None:
    panel = make_panel(world)
    first = take_place(panel, world.rowan, by=world.rowan, now=now)
    again = take_place(panel, world.rowan, by=world.rowan, now=now)
    panel.refresh_from_db()
    assert (again.pk, panel.places_taken) == (first.pk, 1)


def test_a_place_given_up_is_free_for_a_reserve(world: World, now: datetime) -> None:
    panel = make_panel(world, places=1, minimum_lay=1)
    reserve = make_person()
    place = take_place(panel, world.rowan, by=world.rowan, now=now)
    held = take_reserve(panel, reserve, 1, by=reserve, now=now)
    with pytest.raises(PanelFull):
        promote_reserve(held, by=world.tomasz, now=now)
    give_up_place(place, by=world.rowan, now=now)
    held.refresh_from_db()
    promote_reserve(held, by=world.tomasz, now=now)
    panel.refresh_from_db()
    place.refresh_from_db()
    assert (held.kind, held.position, panel.places_taken) == (PlaceKind.MEMBER, None, 1)
    assert (place.status, place.ended_at) == (PlaceStatus.GIVEN_UP, now)


def test_nobody_takes_a_place_on_a_panel_that_is_over(world: World, now: datetime) -> None:
    for status in ("finished", "cancelled"):
        panel = make_panel(world, status=status)
        with pytest.raises(PanelOver):
            take_place(panel, world.rowan, by=world.rowan, now=now)
        with pytest.raises(PanelOver) as refusal:
            take_reserve(panel, world.rowan, 1, by=world.rowan, now=now)
        assert str(refusal.value) == "This panel is over, so it has no places any more."


def test_somebody_else_cannot_answer_for_a_person(world: World, now: datetime) -> None:
    panel = make_panel(world)
    for somebody in (world.petra, world.audra, make_world("Elsewhere").tomasz):
        with pytest.raises(NotAllowed):
            take_place(panel, world.rowan, by=somebody, now=now)


def test_whoever_holds_a_place_is_not_made_a_reserve(world: World, now: datetime) -> None:
    panel = make_panel(world)
    place = take_place(panel, world.rowan, by=world.rowan, now=now)
    assert take_reserve(panel, world.rowan, 1, by=world.rowan, now=now).pk == place.pk
    assert panel.seats.count() == 1


def test_a_reserve_who_is_offered_a_place_has_it_and_is_counted(world: World, now: datetime) -> None:
    panel = make_panel(world)
    held = take_reserve(panel, world.rowan, 1, by=world.rowan, now=now)
    place = take_place(panel, world.rowan, by=world.rowan, now=now)
    panel.refresh_from_db()
    assert (place.pk, place.kind, place.position, panel.places_taken) == (held.pk, "member", None, 1)


def test_the_team_calls_a_reserve_in_but_a_reserve_cannot_move_up_alone(world: World, now: datetime) -> None:
    panel = make_panel(world)
    held = take_reserve(panel, world.rowan, 1, by=world.rowan, now=now)
    with pytest.raises(NotAllowed):
        call_in_reserve(held, by=world.rowan, now=now)
    call_in_reserve(held, by=world.tomasz, now=now)
    call_in_reserve(held, by=world.tomasz, now=now)
    panel.refresh_from_db()
    assert (held.kind, panel.places_taken) == ("member", 1)


def test_a_reserve_who_gave_up_is_not_called_in(world: World, now: datetime) -> None:
    panel = make_panel(world)
    held = take_reserve(panel, world.rowan, 1, by=world.rowan, now=now)
    give_up_place(Place.objects.get(pk=held.pk), by=world.rowan, now=now)
    with pytest.raises(SomebodyWasFaster):
        call_in_reserve(held, by=world.tomasz, now=now)


def test_a_reserve_moves_up_the_line_and_a_member_has_no_line(world: World, now: datetime) -> None:
    panel = make_panel(world)
    held = take_reserve(panel, world.rowan, 2, by=world.rowan, now=now)
    move_reserve(held, 1, by=world.tomasz, now=now)
    assert held.position == 1
    member = take_place(panel, make_person(), by=world.tomasz, now=now)
    move_reserve(member, 1, by=world.tomasz, now=now)
    assert member.position is None


def test_giving_up_tells_the_contact_and_not_the_person(world: World, now: datetime) -> None:
    panel = make_panel(world)
    place = take_place(panel, world.rowan, by=world.rowan, now=now)
    give_up_place(place, by=world.rowan, now=now)
    assert [letter.kind for letter in world.tomasz.letters.all()] == ["place.given_up"]
    assert list(world.rowan.letters.all()) == []


def test_noting_that_somebody_rang_sends_no_letter(world: World, now: datetime) -> None:
    panel = make_panel(world)
    place = take_place(panel, world.rowan, by=world.rowan, now=now)
    give_up_place(place, by=world.tomasz, now=now + timedelta(minutes=1))
    panel.refresh_from_db()
    assert (place.status, panel.places_taken, list(world.tomasz.letters.all())) == ("given_up", 0, [])
    assert [line.text for line in history_of(place)] == [
        f"{world.rowan.full_name} confirmed the place",
        f"{world.tomasz.full_name} noted that the place was given up",
    ]


def test_a_place_is_given_up_once(world: World, now: datetime) -> None:
    panel = make_panel(world)
    place = take_place(panel, world.rowan, by=world.rowan, now=now)
    stale = Place.objects.get(pk=place.pk)
    give_up_place(place, by=world.rowan, now=now)
    with pytest.raises(SomebodyWasFaster):
        give_up_place(stale, by=world.rowan, now=now)
    panel.refresh_from_db()
    assert panel.places_taken == 0


def test_a_cancelled_place_is_told_by_letter_and_counted_free(world: World, now: datetime) -> None:
    panel = make_panel(world)
    place = take_place(panel, world.rowan, by=world.rowan, now=now)
    cancel_place(place, by=world.tomasz, now=now)
    panel.refresh_from_db()
    assert (place.status, panel.places_taken) == ("cancelled", 0)
    assert [letter.kind for letter in world.rowan.letters.all()] == ["place.cancelled"]


def test_a_reserve_who_leaves_frees_no_counted_seat(world: World, now: datetime) -> None:
    panel = make_panel(world)
    take_place(panel, make_person(), by=world.tomasz, now=now)
    held = take_reserve(panel, world.rowan, 1, by=world.rowan, now=now)
    give_up_place(held, by=world.rowan, now=now)
    panel.refresh_from_db()
    assert panel.places_taken == 1


def test_a_part_is_agreed_taken_back_and_never_of_another_panel(world: World, now: datetime) -> None:
    panel, other = make_panel(world, kind="mock_patient"), make_panel(world)
    role = add_role(panel, name="Knee pain", by=world.tomasz, now=now)
    foreign = add_role(other, name="Chair", by=world.tomasz, now=now)
    place = make_place(panel, world.rowan)
    assign_role(place, role, by=world.tomasz, now=now)
    assign_role(place, role, by=world.tomasz, now=now)
    assert place.role == role
    with pytest.raises(DoesNotFit) as refusal:
        assign_role(place, foreign, by=world.tomasz, now=now)
    assert refusal.value.by_field == {"role": ["Choose a part of this panel."]}
    assign_role(place, None, by=world.tomasz, now=now)
    assert place.role is None
    assert len(history_of(place)) == 2


def test_a_forgotten_person_frees_what_is_to_come_and_stays_a_number_in_what_was(world: World, now: datetime) -> None:
    coming, over = make_panel(world), make_panel(world)
    make_session(coming)
    make_session(over, starts_at=now - timedelta(days=30))
    place = take_place(coming, world.rowan, by=world.rowan, now=now)
    past = make_place(over, world.rowan)
    forget_places(world.rowan, now)
    for each in (coming, place, past):
        each.refresh_from_db()
    assert (place.status, coming.places_taken, past.status) == ("given_up", 0, "confirmed")
    assert Reminder.objects.count() == 0


def test_everything_about_ones_places_is_in_what_we_hold(world: World, now: datetime) -> None:
    panel = make_panel(world)
    session = make_session(panel)
    place = take_place(panel, world.rowan, by=world.rowan, now=now)
    confirm_attendance(session, {place: Presence.CAME}, by=world.tomasz, now=session.ends_at)
    rows = own_rows(world.rowan)
    assert [row["panel__title"] for row in rows["places"]] == [panel.title]
    assert [row["presence"] for row in rows["attendance"]] == ["came"]
    assert sorted(row["name"] for row in rows["reminders"]) == ["one_day", "seven_days"]
    assert own_rows(world.petra) == {"places": [], "attendance": [], "reminders": []}


@pytest.mark.parametrize("who", ["rowan", "tomasz"])
def test_after_the_last_date_no_place_is_given_up(world, now, who):
    place = make_place(make_panel(world), world.rowan)
    make_session(place.panel)
    with pytest.raises(DayOver) as refusal:
        give_up_place(place, by=getattr(world, who), now=EVENT_DAY + timedelta(hours=7))
    sentence = "The last date is over, so there is no place to give up any more. Nothing was changed."
    assert str(refusal.value) == sentence
    assert (Place.objects.get().status, Panel.objects.get().places_taken) == ("confirmed", 1)
    give_up_place(place, by=getattr(world, who), now=EVENT_DAY + timedelta(hours=6))
    assert (Place.objects.get().status, Panel.objects.get().places_taken) == ("given_up", 0)


def test_a_reserve_more_than_there_are_chairs_is_refused_in_words(world, now):
    panel = make_panel(world, reserves=1)
    held = take_reserve(panel, world.rowan, 1, by=world.tomasz, now=now)
    with pytest.raises(PanelFull) as refusal:
        take_reserve(panel, world.petra, 2, by=world.tomasz, now=now)
    assert (
        str(refusal.value) == "Every reserve place is taken. For more reserves, raise their number in the panel first."
    )
    assert list(panel.seats.all()) == [held]


def test_whoever_leaves_the_line_keeps_the_place_and_frees_the_chair(world, now):
    panel = make_panel(world, reserves=1)
    held = take_reserve(panel, world.rowan, 1, by=world.tomasz, now=now)
    for _time in range(2):
        leave_line(held, by=world.tomasz, now=now)
    later = now + timedelta(hours=1)
    second = take_reserve(panel, world.petra, next_reserve_position(panel), by=world.tomasz, now=later)
    standing = standing_of(panel, now=later)
    assert [(each.pk, each.position) for each in standing.reserves] == [(held.pk, None), (second.pk, 1)]
    assert (standing.in_line, reserves_in_line(panel)) == (1, 1)
    told = [line.text for line in history_of(held) if "line of the reserves" in line.text]
    assert told == ["Left the line of the reserves: a place was offered"]
