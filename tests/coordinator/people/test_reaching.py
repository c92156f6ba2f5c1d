"""By which ways a person can be reached, and what can be a phone number."""

import pytest
from django.core.exceptions import ValidationError

from coordinator.people.models import Channel, ContactCard, Person, Supporter
from coordinator.people.phones import check_phone, dialled
from tests.making import make_person

EVERY_WAY = {"email": "d@example.org", "address": "1 Mill Lane", "landline": "01632 960 001"}


def test_the_first_way_that_works_is_taken():
    person = Person(**EVERY_WAY, channel_order=["text", "phone", "email"])
    assert person.channel == Channel.PHONE
    assert person.channels == [Channel.PHONE, Channel.EMAIL, Channel.POST]


def test_whoever_chose_nothing_is_reached_by_email_first():
    assert Person(**EVERY_WAY).channels == [Channel.EMAIL, Channel.POST, Channel.PHONE]


def test_never_phone_and_never_email_are_kept_even_when_nothing_else_is_left():
    person = Person(**EVERY_WAY, never_phone=True, never_email=True)
    assert person.channels == [Channel.POST]
    assert Person(email="d@example.org", never_email=True).channels == []


def test_somebody_with_a_landline_only_is_rung():
    assert Person(landline="01632 960 001").channel == Channel.PHONE


def test_somebody_with_a_mobile_only_is_rung():
    assert Person(mobile="07700 900 123", channel_order=["text"]).channel == Channel.PHONE


def test_somebody_with_an_address_only_gets_letters():
    assert Person(address="1 Mill Lane").channel == Channel.POST


def test_somebody_of_whom_we_know_no_way_is_shown_as_post():
    assert Person().channel == Channel.POST


@pytest.mark.parametrize(("call_me", "known_as"), [("Mrs Alcott", "Mrs Alcott"), ("", "Doreen")])
def test_people_are_called_as_they_asked(call_me, known_as):
    assert Person(full_name="Doreen Alcott", call_me=call_me).known_as == known_as


@pytest.mark.parametrize("number", ["01632 960 117", "+44 7700 900123", "020 7946 0000"])
def test_numbers_as_people_write_them_are_taken(number):
    check_phone(number)


@pytest.mark.parametrize("number", ["ring Tomasz", "12"])
def test_what_cannot_be_rung_is_refused_with_an_example(number):
    with pytest.raises(ValidationError) as refused:
        check_phone(number)
    assert refused.value.messages == ["Write the phone number with its area code, for example 01632 960 117."]


@pytest.mark.parametrize(("text", "link"), [("01632 960 117", "+441632960117"), ("ask at the desk", "ask at the desk")])
def test_a_number_is_dialled_in_its_international_form(text, link):
    assert dialled(text) == link


def test_a_profile_says_nothing_in_a_log_but_ids(db):
    person = make_person("Doreen Alcott")
    card = ContactCard(person=person, job_title="Coordinator")
    assert (str(person.account), card.name, str(card)) == (
        f"account {person.account_id}",
        "Doreen Alcott",
        "Coordinator",
    )
    assert str(Supporter(full_name="Jude")) == "Jude"
