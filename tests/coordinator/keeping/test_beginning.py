"""The first organisation: made once, with a head who can sign in."""

from datetime import date
from io import StringIO

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from coordinator.letters.models import Letter
from coordinator.organisations.models import Membership, Organisation, Team
from coordinator.people.models import ContactCard, Person
from coordinator.workflow.models import Event
from tests.coordinator.people.test_sign_in import code_in

SAID = {
    "name": "Levels Integrated Care Board", "kind": "care_board", "head_name": "Samira Dev",
    "head_email": "samira@levels.example", "head_phone": "01632 960 130",
}  # fmt: skip


def begin(**said):
    out = StringIO()
    call_command("make_organisation", stdout=out, **SAID | said)
    return out.getvalue()


def test_it_makes_an_organisation_that_can_begin(db):
    told = begin()
    organisation = Organisation.objects.get()
    assert (organisation.slug, organisation.kind) == ("levels-integrated-care-board", "care_board")
    assert sorted(Membership.objects.values_list("person__full_name", "role")) == [
        ("Samira Dev", "coordinator"), ("Samira Dev", "head"),
    ]  # fmt: skip
    assert list(Team.objects.values_list("name", "mailbox")) == [("Involvement team", "samira@levels.example")]
    assert ContactCard.objects.get().job_title == "Head of involvement"
    assert list(Event.objects.values_list("verb", flat=True)) == ["organisation.begin"]
    for words in (
        "What to do next:",
        "http://localhost:8000/accounts/login/",
        "samira@levels.example",
        "/finance/rates/",
    ):
        assert words in told


def test_run_again_it_changes_nothing(db):
    begin()
    told = begin(name="LEVELS Integrated Care Board", head_name="Nora Field", head_email="nora@levels.example")
    assert told == "Levels Integrated Care Board has a head already: Samira Dev. Nothing was changed.\n"
    assert (Organisation.objects.count(), Person.objects.count(), Event.objects.count()) == (1, 1, 1)


def test_an_organisation_without_a_head_gets_one(db):
    begin()
    Membership.objects.update(ends_on=date(2020, 1, 1))
    begin(head_name="Nora Field", head_email="nora@levels.example")
    assert Membership.objects.filter(ends_on=None).values_list("person__full_name", flat=True)[0] == "Nora Field"
    assert (Team.objects.count(), ContactCard.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"head_email": "nowhere"}, "--head-email: Enter a valid email address."),
        ({"head_phone": "soon"}, "--head-phone: Write the phone number with its area code, for example 01632 960 117."),
        ({"time_zone": "Moon"}, "--time-zone: Choose a time zone from the list, for example Europe/London."),
        ({"head_name": "Administrator"},
         "“Administrator” is no named person. Give the full name of somebody who answers the phone."),
    ],
)  # fmt: skip
def test_it_says_what_to_put_right(db, said, why):
    with pytest.raises(CommandError) as refused:
        begin(**said)
    assert str(refused.value) == why
    assert Organisation.objects.count() == 0


def test_the_head_signs_in_with_a_code_and_sees_what_is_lacking(db):
    begin()
    cache.clear()
    client = Client()
    client.post("/accounts/login/", {"login": "samira@levels.example"})
    client.post("/accounts/login/code/confirm/", {"code": code_in(mail.outbox[-1])})
    page = client.get("/head/organisation/").content.decode()
    for words in ("Nobody checks claims yet", "Nobody pays claims yet", "There is no second approver yet"):
        assert words in page
    assert "Nobody coordinates yet" not in page
    assert Letter.objects.count() == 0
