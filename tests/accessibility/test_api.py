"""The API: one's own needs, who looked, a date's needs for its coordinator, venues and facts."""

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accessibility.actions import Checked, keep_facts, open_needs
from accessibility.models import NeedView, PersonNeed
from coordinator.people.tokens import issue_token
from tests.accessibility.conftest import tell
from tests.making import make_session, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def coming(world, panel, now):
    return make_session(panel, venue=world.venue, starts_at=now + timedelta(days=21))


def api(person):
    client = APIClient()
    token = issue_token(person, name="test", now=timezone.now(), lasts=timedelta(days=1))
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    return client


def test_the_items_are_107_in_order(world):
    answer = api(world.rowan).get("/api/v1/access-items/?page_size=100").json()
    assert (answer["count"], answer["results"][0]["code"]) == (107, "contact.email")
    assert api(world.rowan).get("/api/v1/access-items/pro.bsl/").json()["target_working_days"] == 20


def test_a_group_is_kept_described_and_confirmed(world):
    mine = api(world.rowan)
    kept = mine.post("/api/v1/my-needs/keep/", {"group": "comm", "ticked": ["comm.loop"]}, format="json")
    assert (kept.status_code, kept.json()[0]["item"]) == (200, "comm.loop")
    said = {"weight": "helpful", "audience": "nobody", "own_words": "Left side"}
    need = mine.post(f"/api/v1/my-needs/{kept.json()[0]['id']}/describe/", said, format="json").json()
    assert (need["weight"], need["audience"], need["own_words"]) == ("helpful", "nobody", "Left side")
    assert mine.post("/api/v1/my-needs/confirm/").json() == {"confirmed": 1}
    assert mine.get("/api/v1/my-needs/").json()["count"] == 1


def test_an_answer_that_does_not_fit_is_named(world):
    mine = api(world.rowan)
    for sent in ({"group": "diagnosis", "ticked": []}, {"group": "comm", "ticked": ["venue.chair"]}):
        answer = mine.post("/api/v1/my-needs/keep/", sent, format="json")
        assert answer.status_code == 400
        assert answer["Content-Type"] == "application/problem+json"


def test_nobody_reads_or_changes_somebody_elses_needs_as_their_own(world, now):
    (need,) = tell(world.rowan, now, "comm.loop")
    theirs = api(world.tomasz)
    assert theirs.get("/api/v1/my-needs/").json()["count"] == 0
    assert theirs.get(f"/api/v1/my-needs/{need.pk}/").status_code == 404
    assert theirs.post(f"/api/v1/my-needs/{need.pk}/describe/", {}, format="json").status_code == 404


def test_the_coordinator_reads_a_date_and_the_look_is_noted(world, coming, now):
    tell(world.rowan, now, "comm.loop", own_words="Left side")
    (person,) = api(world.tomasz).get(f"/api/v1/session-needs/{coming.pk}/").json()
    assert (person["name"], person["private"]) == (world.rowan.full_name, 0)
    assert (person["needs"][0]["item"], person["needs"][0]["own_words"]) == ("comm.loop", "Left side")
    assert person["needs"][0]["venue_match"] == "unknown"
    looks = api(world.rowan).get("/api/v1/need-views/").json()["results"]
    assert [(look["viewer_id"], look["how_many"]) for look in looks] == [(str(world.tomasz.pk), 1)]


def test_others_are_refused_and_other_organisations_find_nothing(world, coming, now):
    tell(world.rowan, now, "comm.loop")
    assert api(world.samira).get(f"/api/v1/session-needs/{coming.pk}/").status_code == 403
    assert api(world.helen).get(f"/api/v1/session-needs/{coming.pk}/").status_code == 404
    other = make_world("Other").tomasz
    assert api(other).get(f"/api/v1/session-needs/{coming.pk}/").status_code == 404
    assert api(other).get(f"/api/v1/venues/{world.venue.pk}/").status_code == 404
    assert not NeedView.objects.exists()


def test_a_date_that_is_over_is_a_conflict(world, panel, now):
    over = make_session(panel, starts_at=now - timedelta(days=9))
    assert api(world.tomasz).get(f"/api/v1/session-needs/{over.pk}/").status_code == 409


def test_a_fact_is_noted_and_read(world, now):
    keeper, day = api(world.tomasz), timezone.localdate(now).isoformat()
    sent = {"code": "room_loop", "answer": "yes", "detail": "Tested", "checked_on": day}
    fact = keeper.post(f"/api/v1/venues/{world.venue.pk}/check/", sent, format="json").json()
    assert (fact["code"], fact["answer"], fact["checked_on"]) == ("room_loop", "yes", day)
    assert keeper.get(f"/api/v1/venue-facts/?venue={world.venue.pk}").json()["count"] == 1
    unknown = keeper.post(f"/api/v1/venues/{world.venue.pk}/check/", sent | {"code": "pool"}, format="json")
    assert unknown.status_code == 409
    assert api(world.rowan).get("/api/v1/venue-facts/").json()["count"] == 0


def test_lists_cost_the_same_for_1_and_for_many(world, coming, now, django_assert_max_num_queries):
    keep_facts(world.venue, {"room_loop": Checked("yes")}, checked_on=now.date(), by=world.tomasz, now=now)
    tell(world.rowan, now, "comm.loop")
    open_needs(coming, by=world.tomasz, now=now)
    lists = [
        (world.rowan, "my-needs"),
        (world.rowan, "need-views"),
        (world.tomasz, "venues"),
        (world.tomasz, "venue-facts"),
    ]
    clients = {person: api(person) for person, _name in lists}
    few = [_cost(clients[person], name, django_assert_max_num_queries) for person, name in lists]
    tell(world.rowan, now, *[f"venue.{name}" for name in ("chair", "toilet", "parking", "stepfree", "distance")])
    for _look in range(9):
        open_needs(coming, by=world.tomasz, now=now)
    found = {code: Checked("yes") for code in ("door_wide", "quiet_room", "couch", "wifi")}
    keep_facts(world.venue, found, checked_on=now.date(), by=world.tomasz, now=now)
    many = [_cost(clients[person], name, django_assert_max_num_queries) for person, name in lists]
    assert few == many
    assert PersonNeed.objects.count() == 6


def _cost(client, name, counted):
    with counted(6) as queries:
        assert client.get(f"/api/v1/{name}/").status_code == 200
    return len(queries)
