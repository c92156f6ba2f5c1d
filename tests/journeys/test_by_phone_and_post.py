"""Doreen is not online: Tomasz enters what she says on the phone, and she gets letters, never an email (practice.md AP2)."""

from datetime import UTC, datetime

from django.core import mail

from coordinator.applications.models import Application
from coordinator.letters.models import Letter
from tests.journeys.telling import LIVED, offer_to, open_call

OFFERED = datetime(2026, 3, 16, 10, 0, tzinfo=UTC)


def test_she_takes_part_without_an_email(world, at_desk, letters, until):
    tomasz = at_desk("tomasz")
    call, _session = open_call(world)
    tomasz.open(f"/team/calls/{call.pk}/applications/enter/").press("Enter it", {
        "Full name": "Doreen Alcott", "How should we answer them?": "Letter", "Phone": "01632 960 101",
        "Postal address": "12 Church Row, Harptree", "Postcode": "LV1 4CR",
        LIVED: "Eleven years on the forum, thirty with an inhaler.", "How they told us": "By phone",
        "They agree": "yes",
    })  # fmt: skip
    assert "Doreen Alcott has applied and is told so." in tomasz.says
    until(OFFERED)
    offer_to(tomasz, call, "Doreen Alcott")
    tomasz.press("Write it down", {"What they said": "Yes", "How they told us": "By phone"})
    letters.go_out()

    doreen = Application.objects.get().person
    told = list(
        Letter.objects.filter(person=doreen, kind__startswith="application.")
        .order_by("created_at", "pk")
        .values_list("kind", "channel", "status")
    )
    assert told == [
        ("application.received", "post", "to_print"),
        ("application.offer", "post", "not_needed"),
        ("application.accepted", "post", "to_print"),
    ]
    assert mail.outbox == []
    page = tomasz.open("/team/letters/").says
    assert "Doreen Alcott" in page
    accepted = Letter.objects.get(kind="application.accepted")
    sheet = tomasz.open(f"/team/letters/{accepted.pk}/sheet/").says
    assert "12 Church Row, Harptree" in sheet
    assert "Thank you for saying yes." in sheet
    assert "http" not in sheet  # no link for somebody without a screen
