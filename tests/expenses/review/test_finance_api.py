"""The API reaches the same states as the pages, by the same actions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from coordinator.ids import new_id
from coordinator.people.tokens import issue_token
from tests.expenses.office import make_claim, make_date, with_details
from tests.making import make_world

OK, MADE, MISSING, FORBIDDEN, CONFLICT, TO_MEND, NOTHING = 200, 201, 404, 403, 409, 400, 204


@pytest.fixture
def recent():
    return timezone.now() - timedelta(days=2)


class Caller:
    """A program that acts for one person."""

    def __init__(self, person):
        lasts = timedelta(days=1)
        self.headers = {"Authorization": "Bearer " + issue_token(person, name="test", now=timezone.now(), lasts=lasts)}

    def get(self, path):
        return Client().get(f"/api/v1/{path}", headers=self.headers)

    def post(self, path, **data):
        return Client().post(f"/api/v1/{path}", data, content_type="application/json", headers=self.headers)

    def put(self, path, **data):
        return Client().put(f"/api/v1/{path}", data, content_type="application/json", headers=self.headers)


def claim_of(world, recent, *pence, **fields):
    return make_claim(world, *pence, submitted_at=recent, begun_at=recent, event_day=recent.date(), **fields)


def test_from_the_check_to_the_money(world, recent):
    claim = claim_of(world, recent, 500)
    with_details(claim.person)
    helen, ravi, paula = Caller(world.helen), Caller(world.ravi), Caller(world.paula)
    assert helen.get("reviews/?status=submitted").json()["results"][0]["available_steps"] == [
        "claim.check", "claim.ask", "claim.not_agree",
    ]  # fmt: skip
    assert helen.post(f"reviews/{claim.pk}/check/", version=1).json()["status"] == "checked"
    assert helen.post(f"reviews/{claim.pk}/check/", version=1).status_code == CONFLICT
    assert ravi.post(f"reviews/{claim.pk}/approve/").json()["approved_pence"] == 500
    assert paula.get("payables/").json()["results"][0]["waits_for"] == ""
    key = str(new_id())
    made = [paula.post("batches/", organisation=str(world.organisation.pk), form_key=key) for _twice in range(2)]
    assert [answer.status_code for answer in made] == [MADE, MADE]
    batch = made[0].json()["id"]
    assert made[1].json()["id"] == batch
    assert paula.get(f"batches/{batch}/file/").content.startswith(b'"Reference"')
    assert helen.get(f"batches/{batch}/file/").status_code == FORBIDDEN
    assert paula.post(f"batches/{batch}/send/").json()["status"] == "sent"
    today = timezone.localdate().isoformat()
    assert paula.post(f"batches/{batch}/paid/", paid_on=today).json()["status"] == "settled"
    payment = paula.get("payments/").json()["results"][0]["id"]
    assert paula.post(f"payments/{payment}/paid/", paid_on=today).status_code == CONFLICT
    assert paula.post(f"payments/{payment}/did-not-arrive/", trouble="closed").status_code == CONFLICT
    assert paula.post(f"payments/{payment}/sent-back/", trouble="closed").json()["status"] == "returned"
    assert helen.get(f"reviews/{claim.pk}/").json()["status"] == "reversed"


def test_questions_parts_and_another_look(world, recent):
    claim = claim_of(world, recent, 900)
    claim.lines.update(kind="parking")
    helen, ravi, me = Caller(world.helen), Caller(world.ravi), Caller(claim.person)
    offered = helen.get(f"reviews/{claim.pk}/questions/").json()
    assert [each["about"] for each in offered] == ["Ask for a receipt: Parking, £9.00"]
    asked = helen.post(f"reviews/{claim.pk}/ask/", question=offered[0]["question"]).json()
    assert helen.post(f"claim-questions/{asked['id']}/drop/").json()["our_mistake"] is True
    refused = helen.post(f"reviews/{claim.pk}/ask-in-own-words/", text="Is that the nearest station?")
    assert refused.status_code == CONFLICT
    own = helen.post(f"reviews/{claim.pk}/ask-in-own-words/", text="Which car park was it?").json()
    assert ravi.post(f"claim-questions/{own['id']}/release/").json()["released_by"] == str(world.ravi.pk)
    helen.post(f"claim-questions/{own['id']}/drop/")
    helen.post(f"reviews/{claim.pk}/check/")
    line = str(claim.lines.get().pk)
    cut = {"line": line, "pence": 500, "reason": ""}
    assert ravi.post(f"reviews/{claim.pk}/approve-in-part/", cuts=[cut]).status_code == CONFLICT
    assert ravi.post(f"reviews/{claim.pk}/approve-in-part/", cuts=[cut | {"pence": "lots"}]).status_code == TO_MEND
    part = ravi.post(f"reviews/{claim.pk}/approve-in-part/", cuts=[cut | {"reason": "The limit is £5."}])
    assert part.json()["status"] == "part_approved"
    looked_at = me.post(f"reviews/{claim.pk}/look-again/", text="There was no other.").json()
    assert (looked_at["status"], looked_at["looks_again_at"], looked_at["total_pence"]) == (
        "checked",
        str(claim.pk),
        400,
    )
    assert me.post(f"reviews/{claim.pk}/look-again/").json()["id"] == looked_at["id"]
    mine = me.get(f"claims/{looked_at['id']}/").json()
    assert (mine["looks_again_at"], [line["pence"] for line in mine["lines"]]) == (str(claim.pk), [400])
    refused = ravi.post(f"reviews/{looked_at['id']}/approve/")
    assert (refused.status_code, refused.json()["detail"]) == (
        FORBIDDEN, "You decided about this claim before, and another look comes from somebody else.",
    )  # fmt: skip
    assert me.post(f"reviews/{looked_at['id']}/look-again/").status_code == CONFLICT


def test_several_in_one_call(world, recent):
    claims = [claim_of(world, recent, 500), claim_of(world, recent, 600, came=False)]
    done = Caller(world.helen).post("reviews/approve-together/", claims=[str(claim.pk) for claim in claims]).json()
    assert (done["approved"], [left["claim"] for left in done["left"]]) == ([str(claims[0].pk)], [str(claims[1].pk)])


def test_bank_details_go_in_and_come_out_masked(world):
    told = {"account_name": "R Ellery", "sort_code": "12-34-56", "account_number": "12345678"}
    me = Caller(world.rowan)
    assert me.get("bank-details/mine/").json() == {}
    assert me.put("bank-details/mine/", **told).json()["account_number"] == "••••••78"
    assert Caller(world.tomasz).put(f"bank-details/{world.rowan.pk}/", **told).status_code == NOTHING
    assert Caller(make_world("Other").tomasz).put(f"bank-details/{world.rowan.pk}/", **told).status_code == MISSING


def test_another_organisation_finds_nothing(world, recent):
    claim = claim_of(world, recent, 500)
    other = Caller(make_world("Other").helen)
    assert other.get(f"reviews/{claim.pk}/").status_code == MISSING
    for path in ("reviews/", "claim-questions/", "payables/", "batches/", "payments/"):
        assert other.get(path).json()["count"] == 0


@pytest.mark.parametrize("path", ["reviews/", "claim-questions/", "payables/", "batches/", "payments/"])
def test_a_long_list_costs_the_same_queries_as_a_short_one(world, recent, path, django_assert_max_num_queries):
    session, counts, caller = make_date(world), [], Caller(world.helen)
    for number in (1, 8):
        from expenses.claims.models import Claim

        while Claim.objects.count() < number:
            claim_of(world, recent, 500, session=session)
        with django_assert_max_num_queries(6) as queries:
            assert caller.get(path).status_code == OK
        counts.append(len(queries))
    assert len(set(counts)) == 1, counts
