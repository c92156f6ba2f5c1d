"""The same job without a page: every step over the API, with a program for each person."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from coordinator.people.tokens import issue_token
from tests.expenses.receipt_files import photo
from tests.journeys.telling import LIVED, open_call
from tests.making import World

EVENING, LATER = datetime(2026, 3, 26, 18, 0, tzinfo=UTC), datetime(2026, 3, 30, 10, 0, tzinfo=UTC)


class Program:
    """What somebody's program sends and is answered."""

    def __init__(self, person: Any) -> None:
        token = issue_token(person, name="journey", now=timezone.now())
        self.client = Client(headers={"authorization": f"Bearer {token}"})

    def get(self, path: str) -> Any:
        """Read; 200 or the test ends here."""
        return self._good(self.client.get(f"/api/v1/{path}"))

    def post(self, path: str, **body: Any) -> Any:
        """Act; success or the test ends here."""
        return self._good(self.client.post(f"/api/v1/{path}", body, content_type="application/json"))

    @staticmethod
    def _good(answer: Any) -> Any:
        assert answer.status_code < 300, (answer.status_code, answer.text)
        return answer.json() if answer.content else None


def test_from_the_call_to_the_money(world: World, clock: Any, letters: Any) -> None:
    call, session = open_call(world)
    rowan, tomasz, helen, paula = (Program(getattr(world, name)) for name in ("rowan", "tomasz", "helen", "paula"))
    question = rowan.get(f"opportunities/{call.slug}/")["questions"][0]
    assert question["text"] == LIVED
    rowan.post("applications/", call=call.slug, answers={str(question["id"]): "An inhaler, for years."})
    application = rowan.get("applications/")["results"][0]
    tomasz.post(f"choosing/{application['id']}/offer/")
    assert rowan.post(f"applications/{application['id']}/accept/")["status"] == "accepted"
    place = rowan.get("places/")["results"][0]["id"]
    said = rowan.post("journeys/", place=place, mode="self_arranged", answer="amount", low=2340)
    assert said["status"] == "agreed"

    clock.move_to(EVENING)
    tomasz.post(f"sessions/{session.pk}/attendance/", presences={place: "came"})
    claim = rowan.post("claims/", place=place, session=str(session.pk))["id"]
    rowan.post(f"claims/{claim}/lines/", kind="train", day="2026-03-26", pence=2340)
    ticket = SimpleUploadedFile("ticket.jpg", photo("JPEG"))
    assert rowan.client.post(f"/api/v1/claims/{claim}/receipts/", {"file": ticket}).status_code == 201
    version = rowan.get(f"claims/{claim}/")["version"]
    assert rowan.post(f"claims/{claim}/send/", version=version)["status"] == "submitted"

    clock.move_to(LATER)
    assert helen.post(f"reviews/{claim}/check/")["status"] == "checked"
    assert helen.post(f"reviews/{claim}/approve/")["status"] == "approved"
    account = {"account_name": "R Ellery", "sort_code": "12-34-56", "account_number": "12345678"}
    assert rowan.client.put("/api/v1/bank-details/mine/", account, content_type="application/json").status_code == 200
    batch = paula.post(
        "batches/", organisation=str(world.organisation.pk), form_key="6b0f8b0e-68a1-4c11-8d1f-111111111111"
    )
    assert batch["total_pence"] == 2340
    paula.post(f"batches/{batch['id']}/send/")
    paula.post(f"batches/{batch['id']}/paid/", paid_on="2026-03-30")
    assert rowan.get(f"claims/{claim}/")["status"] == "paid"
    letters.go_out()
    told = set(world.rowan.letters.values_list("kind", flat=True))
    assert {kind for kind in told if not kind.startswith("place.reminder")} == {
        "application.received", "application.offer", "application.accepted", "place.thank_you", "claim.received",
        "claim.details_wanted", "claim.paid",
    }  # fmt: skip
