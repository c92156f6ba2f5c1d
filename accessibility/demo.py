"""This wing's part of the demo: what helps the people of practice.md 6.2, what is known of two venues, who looked."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from accessibility.actions import (
    Checked,
    Said,
    agree_adjustment,
    ask_to_talk,
    keep_arranged,
    keep_facts,
    keep_needs,
    open_needs,
)
from accessibility.models import PersonNeed
from coordinator.panels.models import Session, SessionStatus
from coordinator.people.models import Person

ESSENTIAL, HELPFUL, PRIVATE = {"weight": "essential"}, {"weight": "helpful"}, {"audience": "nobody"}

NEEDS: dict[str, dict[str, dict[str, str]]] = {
    "rowan": {
        "venue.stepfree": ESSENTIAL,
        "venue.powerchair": ESSENTIAL | {"own_words": "70 by 120 cm, turning circle 1.5 m"},
        "venue.toilet": ESSENTIAL | {"own_words": "Room to the left"},
        "comp.pa": ESSENTIAL | {"own_words": "Jude: a seat, lunch and a copy of the papers"},
        "pace.breaks": HELPFUL | {"own_words": "Every 90 minutes"},
        "safe.evac": ESSENTIAL | {"own_words": "Not by stairs. Let us write a plan."},
        "safe.medicine": PRIVATE,
        "care.own_child": HELPFUL,
    },
    "marek": {
        "pro.bsl": ESSENTIAL | {"own_words": "Two interpreters I like: ask me for their names"},
        "comm.plain": HELPFUL | {"own_words": "Short written English"},
        "contact.sms": ESSENTIAL,
    },
    "nasreen": {
        "lang.interp": ESSENTIAL | {"own_words": "Urdu"},
        "lang.gender": HELPFUL | {"own_words": "A woman, please"},
        "lang.translate": HELPFUL | {"own_words": "Urdu"},
        "care.adult": ESSENTIAL | {"own_words": "From 10am to 3pm"},
    },
    "alan": {"venue.chair": HELPFUL | {"own_words": "Not lying flat for more than 10 minutes"}, "travel.self": HELPFUL},
    "grace": {"pace.evening": ESSENTIAL, "online.link": ESSENTIAL, "safe.food": HELPFUL | {"own_words": "Vegan"}},
    "tom": {"comm.time": ESSENTIAL, "comm.plain": ESSENTIAL, "comp.pa": HELPFUL | {"own_words": "My supporter"}},
    "owen": {"format.audio": ESSENTIAL, "comp.assist_dog": ESSENTIAL},
}
ON_THE_PHONE = {
    "doreen": {
        "contact.post": ESSENTIAL,
        "format.large20": ESSENTIAL | {"own_words": "18 point is enough"},
        "travel.taxi": HELPFUL | {"own_words": "From my door and back"},
    }
}
AGREED = {"rowan": ("taxi", "personal_assistant", "childcare"), "doreen": ("taxi",), "nasreen": ("replacement_care",)}

FACTS: dict[str, dict[str, Checked]] = {
    "harptree": {
        "blue_badge_bays": Checked("yes", "2 bays, 15 metres from the door"),
        "drop_off": Checked("yes", "10 metres from the door"),
        "bus_near": Checked("yes", "Number 6 and 14, 120 metres"),
        "route_firm": Checked("yes", "Paved, level"),
        "step_free_entrance": Checked("yes"),
        "door_wide": Checked("yes", "90 cm"),
        "door_easy": Checked("yes", "Opens by itself"),
        "reception_loop": Checked("yes"),
        "step_free_room": Checked("yes", "Room 2, 30 metres"),
        "step_free_toilet": Checked("yes"),
        "step_free_lunch": Checked("yes"),
        "lift_large": Checked("yes", "All on one floor"),
        "table_space": Checked("yes", "Turning space 1.6 m"),
        "room_loop": Checked("yes", "Tested last month"),
        "accessible_toilet": Checked("yes", "Transfer from the left"),
        "toilet_same_floor": Checked("yes"),
        "toilet_cord": Checked("yes"),
        "quiet_room": Checked("yes", "Room 5"),
        "changing_places": Checked("no"),
        "evacuation": Checked("yes", "All on one floor"),
        "dog_area": Checked("yes", "The garden"),
        "not_hospital": Checked("yes"),
    },
    "quay": {
        "step_free_entrance": Checked("yes", "By the car park behind, with a bell"),
        "door_easy": Checked("no", "Heavy; ring the bell"),
        "intercom_seen": Checked("no"),
        "step_free_room": Checked("yes", "All on the ground floor"),
        "accessible_toilet": Checked("unknown"),
        "room_loop": Checked("no"),
    },
    "school": {
        "drop_off": Checked("yes"),
        "step_free_entrance": Checked("yes"),
        "step_free_room": Checked("yes", "By the lift to the second floor"),
        "lift_large": Checked("yes", "110 by 140 cm"),
        "quiet_room": Checked("yes"),
        "couch": Checked("yes"),
        "not_hospital": Checked("no", "On the hospital's grounds"),
    },
}


def seed(demo: Any, now: datetime) -> None:
    """What helps whom, venues, agreements, and looks that people find on their page."""
    tomasz = demo.people.get("tomasz")
    _tell(demo, tomasz, now)
    if tomasz is not None:
        _check_venues(demo, tomasz, now)
        _agree(demo, tomasz, now)
        _look(demo, tomasz, now)
    joyce = demo.people.get("joyce")
    if joyce is not None:
        ask_to_talk(joyce, by=joyce, now=now - timedelta(days=2))


def _tell(demo: Any, tomasz: Person | None, now: datetime) -> None:
    for key, needs in NEEDS.items():
        person = demo.people.get(key)
        if person is not None:
            _keep(person, needs, by=person, now=now - timedelta(days=60))
    for key, needs in ON_THE_PHONE.items():
        person = demo.people.get(key)
        if person is not None and tomasz is not None:
            _keep(person, needs, by=tomasz, now=now - timedelta(days=45))


def _keep(person: Person, needs: dict[str, dict[str, str]], *, by: Person, now: datetime) -> None:
    keep_needs(person, {code: Said(**said) for code, said in needs.items()}, among=list(needs), by=by, now=now)


def _check_venues(demo: Any, tomasz: Person, now: datetime) -> None:
    for key, facts in FACTS.items():
        venue = demo.venues.get(key)
        if venue is not None:
            keep_facts(venue, facts, checked_on=(now - timedelta(days=30)).date(), by=tomasz, now=now)


def _agree(demo: Any, tomasz: Person, now: datetime) -> None:
    levels = demo.organisations.get("levels")
    for key, kinds in AGREED.items():
        person = demo.people.get(key)
        for kind in kinds if person is not None and levels is not None else ():
            agree_adjustment(person, levels, kind, by=tomasz, now=now - timedelta(days=40))


def _look(demo: Any, tomasz: Person, now: datetime) -> None:
    """Tomasz opened the dates to come and saw to the first thing of each person; Rowan changed something since."""
    panels = {place.panel_id for place in demo.places.values()}
    coming = Session.objects.filter(panel__in=panels, status=SessionStatus.SCHEDULED, starts_at__gt=now)
    for session in coming.select_related("organisation", "venue", "panel"):
        opened = open_needs(session, by=tomasz, now=now - timedelta(days=3))
        first = [each.needs[0].need.pk for each in opened if each.needs]
        keep_arranged(session, first, among=first, by=tomasz, now=now - timedelta(days=3))
    rowan = demo.people.get("rowan")
    if rowan is not None and PersonNeed.objects.filter(person=rowan).exists():
        words = "Every 75 minutes, please"
        keep_needs(
            rowan, {"pace.breaks": Said(own_words=words)}, among=["pace.breaks"], by=rowan, now=now - timedelta(days=1)
        )
