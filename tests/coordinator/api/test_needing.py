"""Whoever may not is told so first: not what is missing in the body, nor that it is too late."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from coordinator.api.urls import router
from coordinator.applications.models import Application
from coordinator.ids import new_id
from coordinator.people.models import Person
from coordinator.people.tokens import issue_token
from expenses.travel.models import AgreedCost
from tests.making import World, make_call, make_panel, make_place

WRITES = {"post", "put", "patch", "delete"}
STANDARD = {"create": "post", "update": "put", "partial_update": "patch", "destroy": "delete"}


def post(person: Person, path: str, body: Any = None) -> Any:
    token = issue_token(person, name="test", now=timezone.now(), lasts=timedelta(days=1))
    headers = {"Authorization": f"Bearer {token}"}
    return Client().post(f"/api/v1/{path}", json.dumps(body or {}), content_type="application/json", headers=headers)


def said(answer: Any) -> tuple[int, str, str]:
    return answer.status_code, answer.headers["Content-Type"], answer.json()["detail"]


def writing_actions() -> list[tuple[str, Any]]:
    """Every method of the API that changes something, with its name."""
    found = []
    for _prefix, viewset, name in router.registry:
        for each in STANDARD:
            if hasattr(viewset, each):
                found.append((f"{name}.{each}", getattr(viewset, each)))
        for act in viewset.get_extra_actions():
            if WRITES & set(act.mapping):
                found.append((f"{name}.{act.__name__}", act))
    return found


def test_every_action_that_writes_says_what_it_needs() -> None:
    actions = writing_actions()
    assert len(actions) > 60
    assert [name for name, act in actions if not hasattr(act, "needed")] == []


def test_who_may_not_is_told_before_what_is_missing(world: World) -> None:
    panel = make_panel(world)
    refusal = (403, "application/problem+json", "This is for: Involvement coordinator.")
    assert said(post(world.audra, f"panels/{panel.pk}/waive/")) == refusal
    assert post(world.tomasz, f"panels/{panel.pk}/waive/").status_code == 400


def test_who_may_not_is_told_before_that_it_is_too_late(world: World) -> None:
    panel = make_panel(world, status="finished")
    assert said(post(world.audra, f"panels/{panel.pk}/finish/"))[:2] == (403, "application/problem+json")
    assert post(world.tomasz, f"panels/{panel.pk}/finish/").status_code == 409


def test_a_cost_of_ones_own_is_decided_by_somebody_else_and_said_so_at_once(world: World) -> None:
    place = make_place(make_panel(world), world.rowan)
    common = {"organisation": world.organisation, "person": world.rowan, "place": place, "pence": 3000}
    cost = AgreedCost.objects.create(**common, kind="childcare", status="agreed", named_at=timezone.now())
    assert post(world.rowan, f"costs/{cost.pk}/decide/").status_code == 403
    assert post(world.tomasz, f"costs/{cost.pk}/decide/").status_code == 400


def test_what_makes_a_record_is_refused_before_its_body_is_read(world: World) -> None:
    assert said(post(world.rowan, "batches/"))[0] == 403
    assert post(world.paula, "batches/").status_code == 400


@pytest.mark.parametrize(("status", "answer"), [("planning", 400), ("running", 403)])
def test_a_manager_sets_dates_only_while_the_panel_is_planned(world: World, status: str, answer: int) -> None:
    panel = make_panel(world, status=status)
    assert post(world.kim, f"panels/{panel.pk}/sessions/").status_code == answer


def test_a_step_of_the_choosing_asks_for_what_that_step_needs(world: World) -> None:
    values = {"organisation": world.organisation, "form_key": new_id(), "started_at": timezone.now()}
    found = Application.objects.create(
        opportunity=make_call(world), person=world.rowan, status="received", sent_at=timezone.now(), **values
    )
    for step in ("not-this-time", "answer"):
        assert post(world.audra, f"choosing/{found.pk}/{step}/").status_code == 403
        assert post(world.tomasz, f"choosing/{found.pk}/{step}/").status_code == 400
