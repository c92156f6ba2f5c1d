"""Claims, journeys and rates as a program reads and writes them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordinator.people.actions import make_token
from expenses.travel.models import TravelPlan
from tests.expenses.conftest import THAT_EVENING, asked, sent
from tests.expenses.test_claim_pages import many, ticket
from tests.making import make_world


def program(person):
    token = make_token(person, name="test", days=30, by=person, now=timezone.now())
    return Client(headers={"Authorization": f"Bearer {token}"})


def post(client, address, data):
    return client.post(f"/api/v1/{address}", data, content_type="application/json")


def test_the_whole_way_of_a_claim(world, place, session):
    rowan = program(world.rowan)
    begun = post(rowan, "claims/", {"place": str(place.pk), "session": str(session.pk)})
    assert (begun.status_code, begun.json()["status"]) == (201, "draft")
    address = f"claims/{begun.json()['id']}/"
    assert post(rowan, address + "lines/", {"kind": "train", "day": "2026-03-26", "pence": 1840}).status_code == 201
    assert post(rowan, address + "lines/", {"kind": "yacht"}).status_code == 400
    assert post(rowan, address + "lines/", {"kind": "train", "day": "2026-03-26", "pence": "x"}).status_code == 400
    assert post(rowan, address + "lines/", []).status_code == 400
    more = post(rowan, address + "lines/", {"kind": "mileage", "day": "2026-03-26", "miles": "62", "vehicle": "car"})
    assert more.json()["total_pence"] == 4630
    line = more.json()["lines"][1]["id"]
    assert rowan.delete(f"/api/v1/{address}lines/{line}/").json()["total_pence"] == 1840
    assert rowan.post(f"/api/v1/{address}receipts/", {"file": ticket()}).status_code == 201
    version = rowan.get(f"/api/v1/{address}").json()["version"]
    assert post(rowan, address + "send/", {"version": version - 1}).status_code == 409
    assert post(rowan, address + "send/", {"version": version}).json()["status"] == "submitted"
    assert post(rowan, address + "lines/", {"kind": "bus", "day": "2026-03-26", "pence": 0}).status_code == 409
    assert post(rowan, address + "take-back/", {}).json()["status"] == "withdrawn"


def test_a_question_is_answered(world, claim):
    asked(sent(claim), world.helen, now=THAT_EVENING)
    answer = post(program(world.rowan), f"claims/{claim.pk}/answer/", {"answer": "Here"})
    assert answer.json()["status"] == "submitted"


def test_another_organisation_is_not_there(world, claim):
    other = make_world("Other")
    for person in (other.helen, other.tomasz, other.rowan):
        assert program(person).get(f"/api/v1/claims/{claim.pk}/").status_code == 404


def test_finance_does_not_write_in_a_claim(world, claim):
    sent(claim)
    assert post(program(world.helen), f"claims/{claim.pk}/take-back/", {}).status_code == 403


def test_a_journey_is_said_and_answered(world, place):
    rowan, team = program(world.rowan), program(world.tomasz)
    said = post(rowan, "journeys/", {"place": str(place.pk), "mode": "self_arranged", "answer": "amount", "low": 9900})
    assert said.json()["status"] == "waiting"
    answer = post(team, f"journeys/{TravelPlan.objects.get().pk}/decide/", {"agree": "yes", "up_to_pence": 8000})
    assert (answer.json()["status"], answer.json()["agreed_pence"]) == ("agreed", 8000)
    assert post(rowan, "journeys/", {"place": str(place.pk), "mode": "x"}).status_code == 400
    cost = post(rowan, "costs/", {"place": str(place.pk), "kind": "childcare", "pence": 9900})
    assert post(team, f"costs/{cost.json()['id']}/decide/", {"agree": "yes"}).json()["status"] == "agreed"


def test_a_rate_is_kept_and_ended(world):
    helen = program(world.helen)
    data = {"organisation": str(world.organisation.pk), "kind": "car", "pence_per_mile": "50", "from_day": "2026-04-01"}
    rate = post(helen, "rates/", data | {"after_miles": 0, "source": "Board"})
    assert rate.status_code == 201
    assert post(helen, f"rates/{rate.json()['id']}/end/", {"last_day": "2026-05-01"}).json()["to_day"] == "2026-05-01"
    assert program(world.rowan).get("/api/v1/rates/").json()["count"] == 0


@pytest.mark.parametrize("address", ["claims/", "journeys/", "costs/"])
def test_a_long_list_costs_no_more_queries(world, address):
    rowan, costs = program(world.rowan), []
    for number in (1, 9):
        many(world, number)
        with CaptureQueriesContext(connection) as queries:
            assert rowan.get(f"/api/v1/{address}").status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert costs[0] <= 6
