"""The people of practice.md 6.2, who works where, and the others who make up the sixty."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress

from coordinator.demo.personas import PERSONAS
from coordinator.demo.world import Demo
from coordinator.organisations.models import Membership, Role
from coordinator.people.models import Account, Channel, ConsentSource, ContactCard, Person, Supporter, TextFormat

C = Channel
VOLUNTEERS: dict[str, dict[str, Any]] = {
    "rowan": {
        "email": "rowan@example.org", "mobile": "07700 900101", "channel_order": [C.EMAIL, C.TEXT],
        "address": "3 Green Lane\nParrow", "postcode": "LV9 3GL",
    },
    "marek": {
        "email": "marek@example.org", "mobile": "07700 900102", "channel_order": [C.TEXT, C.EMAIL],
        "never_phone": True, "speaks": "British Sign Language", "reads": "Short, clear English",
        "text_format": TextFormat.PLAIN,
    },
    "doreen": {
        "landline": "01632 960101", "call_me": "Mrs Alcott", "channel_order": [C.POST, C.PHONE],
        "address": "12 Church Row\nHarptree", "postcode": "LV1 4CR", "text_format": TextFormat.LARGE,
        "reachable": "Mornings, not Wednesday", "never_email": True, "consent_source": ConsentSource.PHONE,
    },
    "nasreen": {
        "email": "nasreen@example.org", "mobile": "07700 900104", "channel_order": [C.TEXT, C.EMAIL],
        "speaks": "Urdu, Punjabi, some English", "reads": "Urdu",
    },
    "alan": {
        "email": "alan@example.org", "landline": "01632 960105", "channel_order": [C.EMAIL, C.PHONE],
        "address": "Hill Farm\nUpper Yeo", "postcode": "LV7 8HF",
    },
    "grace": {"email": "grace@example.org", "channel_order": [C.EMAIL], "reachable": "Evenings"},
    "tom": {
        "email": "tom@example.org", "landline": "01632 960107", "channel_order": [C.EMAIL, C.PHONE],
        "text_format": TextFormat.EASY_READ, "answer_days": 5,
    },
    "bilal": {"email": "bilal@example.org", "mobile": "07700 900108", "channel_order": [C.TEXT, C.EMAIL], "answer_days": 10},
    "joyce": {"email": "farr@example.org", "landline": "01632 960109", "channel_order": [C.EMAIL, C.PHONE]},
    "len": {"email": "farr@example.org", "landline": "01632 960109", "channel_order": [C.EMAIL, C.PHONE]},
    "priya": {"email": "priya@example.org", "mobile": "07700 900111", "channel_order": [C.EMAIL]},
    "owen": {
        "email": "owen@example.org", "landline": "01632 960112", "channel_order": [C.PHONE, C.EMAIL],
        "speaks": "Welsh, English", "text_format": TextFormat.AUDIO,
    },
    "sandra": {"email": "sandra@example.org", "channel_order": [C.EMAIL]},
}  # fmt: skip
STAFF: dict[str, dict[str, Any]] = {
    "tomasz": {"levels": [Role.COORDINATOR], "westmoor": [Role.COORDINATOR]},
    "kim": {"levels": [Role.RECRUITING_MANAGER]},
    "ann": {"westmoor": [Role.COORDINATOR]},
    "helen": {"levels": [Role.FINANCE_CHECKER], "westmoor": [Role.FINANCE_CHECKER]},
    "hana": {"levels": [Role.FINANCE_CHECKER], "westmoor": [Role.FINANCE_CHECKER]},
    "ravi": {"levels": [Role.APPROVER], "westmoor": [Role.APPROVER]},
    "paula": {"levels": [Role.FINANCE_PAYER], "westmoor": [Role.FINANCE_PAYER]},
    "samira": {"levels": [Role.HEAD], "westmoor": [Role.HEAD]},
    "audra": {"levels": [Role.AUDITOR]},
    "petra": {"levels": [Role.PARTNER], "thamesbank_forum": [Role.VOLUNTEER]},
}
CARDS = {
    "tomasz": ("levels", "Involvement coordinator", "01632 960 117", "tomasz@levels.example", "Monday to Thursday",
               "If anything here stops you taking part, tell me."),
    "helen": ("levels", "Finance officer", "01632 960 143", "helen@levels.example", "Monday to Friday", ""),
    "paula": ("levels", "Payments officer", "01632 960 144", "paula@levels.example", "Monday to Friday", ""),
    "ann": ("westmoor", "Academy lead", "01632 960 121", "ann@westmoor.example", "Tuesday to Friday",
            "You are teaching our students something no book can."),
}  # fmt: skip
ALSO_AT_WESTMOOR = ("alan", "grace", "len", "joyce", "bilal", "sandra", "rowan")
FIRST_NAMES = (
    "Agnes", "Bashir", "Carol", "Desmond", "Edith", "Farida", "Gordon", "Hetty", "Ivor", "Jean", "Kofi", "Lorna",
    "Martin", "Nia", "Oliver", "Pauline", "Quentin", "Rosa", "Stanley", "Teresa", "Uma", "Vincent", "Wendy", "Yusuf",
    "Zoë", "Arthur", "Beryl", "Clive", "Dilys", "Ewan", "Fatima", "Geoff", "Hilda", "Ian", "Jaswinder", "Kath",
    "Lionel",
)  # fmt: skip
LAST_NAMES = (
    "Ashby", "Begum", "Coombes", "Dewey", "Evans", "Fowler", "Gill", "Hooper", "Iles", "Jarvis", "Kingdon", "Loxton",
    "Mattock", "Norris", "Okoro", "Puddy", "Quick", "Rees", "Stuckey",
)  # fmt: skip


def make_people(demo: Demo) -> None:
    """Everybody, with their accounts, roles, cards and supporters."""
    names = {persona.key: persona.full_name for persona in PERSONAS}
    for key, fields in VOLUNTEERS.items():
        _volunteer(demo, key, full_name=names[key], **fields)
    for key, roles in STAFF.items():
        email = f"{key}@{'westmoor' if key == 'ann' else 'levels'}.example"
        demo.people[key] = _person(demo, full_name=names[key], email=email, channel_order=[C.EMAIL])
        for organisation, held in roles.items():
            _join(demo, key, organisation, *held)
    for key in ALSO_AT_WESTMOOR:
        _join(demo, key, "westmoor", Role.VOLUNTEER)
    _make_cards(demo)
    _make_others(demo)
    Supporter.objects.create(person=demo.people["rowan"], full_name="Jude Hale", phone="07700 900120")
    Supporter.objects.create(person=demo.people["tom"], full_name="Bridget Sweeting", phone="01632 960107")


def _volunteer(demo: Demo, key: str, **fields: Any) -> None:
    demo.people[key] = _person(demo, **fields)
    _join(demo, key, "levels", Role.VOLUNTEER)


def _person(demo: Demo, *, full_name: str, email: str = "", **fields: Any) -> Person:
    return Person.objects.create(
        full_name=full_name,
        email=email,
        account=_account(email) if email else None,
        consent_at=demo.moment(-400),
        **fields,
    )


def _account(email: str) -> Account:
    """One account for each address: Joyce and Len share theirs."""
    account = Account.objects.filter(email=email).first() or Account.objects.create_user(email)
    EmailAddress.objects.get_or_create(user=account, email=email, verified=True, primary=True)
    return account


def _join(demo: Demo, key: str, organisation: str, *roles: Role) -> None:
    for role in roles:
        Membership.objects.create(organisation=demo.organisations[organisation], person=demo.people[key], role=role)


def _make_cards(demo: Demo) -> None:
    for key, (organisation, job_title, phone, email, working_days, quote) in CARDS.items():
        card = ContactCard.objects.create(
            organisation=demo.organisations[organisation], person=demo.people[key], job_title=job_title, phone=phone,
            email=email, working_days=working_days, quote=quote,
        )  # fmt: skip
        demo.cards[key] = card
    for key in ("tomasz", "helen", "paula"):
        _organisation, job_title, phone, email, working_days, quote = CARDS[key]
        demo.cards[f"{key}_westmoor"] = ContactCard.objects.create(
            organisation=demo.organisations["westmoor"], person=demo.people[key], job_title=job_title, phone=phone,
            email=email, working_days=working_days, quote=quote,
        )  # fmt: skip


def _make_others(demo: Demo) -> None:
    """Those who make up the sixty: "other1" to "other37"; the even ones also play patients at Westmoor."""
    for number, first in enumerate(FIRST_NAMES, start=1):
        key = f"other{number}"
        name = f"{first} {LAST_NAMES[(number * 7) % len(LAST_NAMES)]}"
        _volunteer(demo, key, full_name=name, email=f"{key}@example.org", channel_order=[C.EMAIL])
        if number % 2 == 0 or number > 20:
            _join(demo, key, "westmoor", Role.VOLUNTEER)
