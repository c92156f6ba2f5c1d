"""A contact is a human being with a name, a role and a direct phone (practice.md B-17, RN3)."""

from __future__ import annotations

import re

from coordinator.opportunities.rules.said import Said


def _(text: str) -> str:
    """Mark `text` for translation; whoever shows it translates it."""
    return text


NOT_A_PERSON = frozenset(
    {
        "admin", "administration", "administrator", "administrators", "bookings", "contact", "department",
        "donotreply", "enquiries", "feedback", "hello", "helpdesk", "info", "information", "inbox", "involvement",
        "mail", "mailbox", "noreply", "office", "postmaster", "reception", "recruitment", "secretariat", "service",
        "support", "system", "team", "unit", "webmaster",
    }
)  # fmt: skip
LITTLE_WORDS = frozenset({"a", "and", "for", "of", "our", "the"})
NO_REPLY = re.compile(r"(no|do[\W_]*not)[\W_]*reply")


def _words(text: str) -> set[str]:
    return {word for word in re.split(r"[\W_\d]+", text.lower()) if word}


def _is_nobody(text: str) -> bool:
    return bool(_words(text) & NOT_A_PERSON) or NO_REPLY.search(text.lower()) is not None


def name_problem(name: str) -> Said | None:
    """What is wrong with the contact's name, or None."""
    if not name.strip():
        return Said(_("Give the full name of the person to ask."))
    if _is_nobody(name):
        return Said(
            _("“{name}” is no named person. Give the full name of somebody who answers the phone."), {"name": name}
        )
    return None


def role_problem(job_title: str) -> Said | None:
    """What is wrong with the contact's role, or None. “Involvement coordinator” is one, “Involvement team” is not."""
    if not job_title.strip():
        return Said(_("Contact: say what the person to ask does."))
    words = _words(job_title) - LITTLE_WORDS
    if words and words <= NOT_A_PERSON:
        return Said(
            _(
                "“{role}” is no role of a named person. Say what this person does, for example: involvement coordinator."
            ),
            {"role": job_title},
        )
    return None


def email_problem(email: str) -> Said | None:
    """What is wrong with the contact's email, or None. A shared or silent mailbox is no person."""
    if not email.strip():
        return Said(_("Give the direct email of the person to ask."))
    if _is_nobody(email.split("@")[0]):
        return Said(
            _("“{email}” is no named person's address. Give the email of somebody who reads and answers it."),
            {"email": email},
        )
    return None


def phone_problem(phone: str) -> Said | None:
    """What is wrong with the contact's phone, or None."""
    if not any(sign.isdigit() for sign in phone):
        return Said(_("Give the direct phone number of the person to ask."))
    return None


def named_person_problem(name: str, email: str, phone: str) -> str:
    """The first thing that keeps this contact from being a named person, as a sentence; empty when all is well."""
    return str(name_problem(name) or email_problem(email) or phone_problem(phone) or "")
