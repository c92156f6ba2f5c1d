"""A named person or nobody (practice.md B-17, RN3)."""

import pytest

from coordinator.opportunities.rules.contacts import named_person_problem, role_problem

PHONE, EMAIL = "01632 960 117", "tomasz@levels.example"


@pytest.mark.parametrize(
    "name", ["Administrator", "admin", "The Team", "Patient Experience Office", "no-reply", "Do not reply", "INFO"]
)
def test_a_contact_that_is_no_human_being_is_refused(name):
    assert named_person_problem(name, EMAIL, PHONE) == (
        f"“{name}” is no named person. Give the full name of somebody who answers the phone."
    )


@pytest.mark.parametrize(
    "email",
    ["noreply@levels.example", "no-reply@levels.example", "info@levels.example", "do.not.reply@levels.example",
     "involvement.team@levels.example", "Admin@levels.example"],
)  # fmt: skip
def test_a_mailbox_that_is_nobodys_is_refused(email):
    assert named_person_problem("Tomasz Okafor", email, PHONE) == (
        f"“{email}” is no named person's address. Give the email of somebody who reads and answers it."
    )


@pytest.mark.parametrize(
    ("name", "email", "phone", "sentence"),
    [
        ("", EMAIL, PHONE, "Give the full name of the person to ask."),
        ("Tomasz Okafor", " ", PHONE, "Give the direct email of the person to ask."),
        ("Tomasz Okafor", EMAIL, "", "Give the direct phone number of the person to ask."),
        ("Tomasz Okafor", EMAIL, "ring us", "Give the direct phone number of the person to ask."),
    ],
)
def test_name_email_and_phone_are_all_needed(name, email, phone, sentence):
    assert named_person_problem(name, email, phone) == sentence


@pytest.mark.parametrize("name", ["Tomasz Okafor", "Dr Ann Holt", "Teamsun Lee", "Nasreen"])
def test_a_human_being_is_welcome(name):
    assert named_person_problem(name, EMAIL, PHONE) == ""


@pytest.mark.parametrize("role", ["Administrator", "Involvement team", "the team", "Office"])
def test_a_role_that_is_no_human_beings_is_refused(role):
    assert str(role_problem(role)) == (
        f"“{role}” is no role of a named person. Say what this person does, for example: involvement coordinator."
    )


@pytest.mark.parametrize("role", ["Involvement coordinator", "Head of involvement", "Team lead", "Office manager"])
def test_what_a_human_being_does_is_a_role(role):
    assert role_problem(role) is None
