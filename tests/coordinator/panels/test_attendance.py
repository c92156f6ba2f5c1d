"""Who came: said once, thanked once, mended where it was wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coordinator.authorization.verdict import NotAllowed
from coordinator.panels.actions import cancel_place, cancel_session, confirm_attendance
from coordinator.panels.models import Attendance, Place, Presence, Session
from coordinator.panels.queries import attendance_of
from coordinator.panels.refusals import DoesNotFit, NotYet
from coordinator.workflow.steps import SomebodyWasFaster
from tests.making import EVENT_DAY, World, make_panel, make_person, make_place, make_session, make_world

AFTER = EVENT_DAY + timedelta(hours=8)
CAME, AWAY = Presence.CAME, Presence.DID_NOT_COME


@pytest.fixture
def day(world: World) -> Session:
    """A day with Rowan on the panel, Alan too, and Doreen in reserve."""
    panel = make_panel(world, status="running")
    make_place(panel, world.rowan)
    make_place(panel, make_person("Alan Pryce"))
    make_place(panel, make_person("Doreen Alcott"), kind="reserve", position=1)
    return make_session(panel, venue=world.venue)


def seats(day: Session) -> list[Place]:
    """Rowan's, Alan's and Doreen's places."""
    by_name = {place.person.full_name.split(" ")[0]: place for place in day.panel.seats.select_related("person")}
    return [by_name["Rowan"], by_name["Alan"], by_name["Doreen"]]


def thanked(place: Place) -> int:
    """How many letters of thanks this person has."""
    return place.person.letters.filter(kind="place.thank_you").count()


def test_those_who_came_are_thanked_and_the_day_has_happened(world: World, day: Session) -> None:
    rowan, alan, doreen = seats(day)
    said = confirm_attendance(day, {rowan: CAME, alan: AWAY}, by=world.tomasz, now=AFTER)
    day.refresh_from_db()
    assert [(each.place_id, each.presence, each.person_id) for each in said] == [
        (rowan.pk, "came", rowan.person_id),
        (alan.pk, "did_not_come", alan.person_id),
    ]
    assert (day.status, day.attendance_confirmed_at) == ("happened", AFTER)
    assert [thanked(place) for place in (rowan, alan, doreen)] == [1, 0, 0]


def test_a_reserve_who_was_called_in_is_noted_too(world: World, day: Session) -> None:
    rowan, alan, doreen = seats(day)
    confirm_attendance(day, {rowan: CAME, alan: AWAY, doreen: CAME}, by=world.tomasz, now=AFTER)
    assert thanked(doreen) == 1


def test_every_member_is_named_the_first_time(world: World, day: Session) -> None:
    rowan, alan, _doreen = seats(day)
    with pytest.raises(DoesNotFit) as refusal:
        confirm_attendance(day, {rowan: CAME}, by=world.tomasz, now=AFTER)
    assert refusal.value.by_field == {str(alan.pk): ["Say whether they came."]}
    assert Attendance.objects.count() == 0


def test_saying_it_twice_thanks_once_and_a_correction_stands(world: World, day: Session) -> None:
    rowan, alan, _doreen = seats(day)
    for _time in range(2):
        confirm_attendance(day, {rowan: CAME, alan: AWAY}, by=world.tomasz, now=AFTER)
    later = AFTER + timedelta(days=1)
    confirm_attendance(day, {alan: CAME}, by=world.tomasz, now=later)
    confirm_attendance(day, {rowan: AWAY}, by=world.tomasz, now=later)
    confirm_attendance(day, {rowan: CAME}, by=world.tomasz, now=later)
    assert [thanked(place) for place in (rowan, alan)] == [1, 1]
    assert attendance_of(day).presences == {rowan.pk: "came", alan.pk: "came"}
    assert day.attendances.get(place=alan).confirmed_at == later


def test_whose_place_was_cancelled_afterwards_can_still_be_corrected(world: World, day: Session) -> None:
    rowan, alan, _doreen = seats(day)
    confirm_attendance(day, {rowan: CAME, alan: CAME}, by=world.tomasz, now=AFTER)
    cancel_place(alan, by=world.tomasz, now=AFTER)
    confirm_attendance(day, {alan: AWAY}, by=world.tomasz, now=AFTER)
    assert attendance_of(day).presences[alan.pk] == "did_not_come"
    assert alan in attendance_of(day).places


def test_it_cannot_be_said_before_it_begins(world: World, day: Session) -> None:
    with pytest.raises(NotYet) as refusal:
        confirm_attendance(day, {}, by=world.tomasz, now=EVENT_DAY - timedelta(seconds=1))
    assert str(refusal.value) == "This has not begun yet. Come back afterwards to say who came."


def test_a_place_of_another_panel_is_refused(world: World, day: Session) -> None:
    stranger = make_place(make_panel(world), world.petra)
    with pytest.raises(DoesNotFit) as refusal:
        confirm_attendance(day, {stranger: CAME}, by=world.tomasz, now=AFTER)
    assert str(refusal.value) == "One of these people has no place here. Nothing was saved."


def test_nobody_came_to_a_cancelled_date(world: World, day: Session) -> None:
    rowan, alan, _doreen = seats(day)
    cancel_session(day, by=world.tomasz, now=EVENT_DAY)
    with pytest.raises(SomebodyWasFaster):
        confirm_attendance(day, {rowan: CAME, alan: CAME}, by=world.tomasz, now=AFTER)


def test_only_coordinators_of_the_organisation_say_who_came(world: World, day: Session) -> None:
    for somebody in (world.rowan, world.helen, world.kim, world.samira, make_world("Elsewhere").tomasz):
        with pytest.raises(NotAllowed):
            confirm_attendance(day, {}, by=somebody, now=AFTER)
