"""The people of the demo (practice.md 6.2): `seed_demo` makes them, the door lets you be them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Persona:
    """One person to be: `full_name` finds the record, `home` is where they begin; None: they are not online."""

    key: str
    full_name: str
    line: str | Promise
    home: str | None


@dataclass(frozen=True)
class Group:
    """Personas that belong together on the page."""

    title: str | Promise
    personas: tuple[Persona, ...]


VOLUNTEERS = (
    Persona(
        "rowan", "Rowan Ellery", _("Powered wheelchair, an assistant, a daughter of six, two buses a day."), "/me/"
    ),
    Persona("marek", "Marek Dudek", _("Signs BSL. Reads short, clear English. Never by phone."), "/me/"),
    Persona(
        "doreen", "Doreen Alcott", _("79, landline and large print. She is not online; Tomasz acts for her."), None
    ),
    Persona("nasreen", "Nasreen Akhtar", _("Speaks Urdu and Punjabi, reads Urdu, looks after her mother."), "/me/"),
    Persona("alan", "Alan Pryce", _("Mock patient for years. Drives 62 miles there and back."), "/me/"),
    Persona("grace", "Grace Mensah", _("Student. Evenings only, online."), "/me/"),
    Persona("tom", "Tom Sweeting", _("Wants short questions and time. His supporter comes along."), "/me/"),
    Persona("bilal", "Bilal Rahman", _("Works shifts and needs ten days’ notice."), "/me/"),
    Persona("joyce", "Joyce Farr", _("Shares one email with her husband Len."), "/me/"),
    Persona("len", "Len Farr", _("Shares one email with his wife Joyce."), "/me/"),
    Persona("priya", "Priya Nayar", _("Trained interviewer."), "/me/"),
    Persona("owen", "Owen Tudball", _("Speaks Welsh, listens to papers, comes with a guide dog."), "/me/"),
    Persona("sandra", "Sandra Lyle", _("Gives her payment to a charity."), "/me/"),
)
TEAM = (
    Persona("tomasz", "Tomasz Okafor", _("Involvement coordinator. Calls, panels, people, letters."), "/team/"),
    Persona("kim", "Kim Fry", _("Recruiting manager. May ask for a call, no more."), "/team/"),
    Persona("ann", "Dr Ann Holt", _("Leads the mock-patient days."), "/team/"),
)
FINANCE = (
    Persona("helen", "Helen Brace", _("Checks claims."), "/finance/"),
    Persona("hana", "Hana Lewis", _("Checks claims too, so that a large one finds its second approval."), "/finance/"),
    Persona("ravi", "Ravi Menon", _("Approves what is above the limit, and short notice."), "/finance/"),
    Persona("paula", "Paula Finch", _("Pays: builds the payment file and marks it paid."), "/finance/"),
)
HEAD = (Persona("samira", "Samira Dev", _("Head of involvement."), "/head/"),)
OTHERS = (
    Persona("audra", "Audra Quill", _("Auditor. Reads, changes nothing."), "/head/"),
    Persona("petra", "Petra Vance", _("Partner from another group."), "/me/"),
)

GROUPS = (
    Group(_("Volunteers"), VOLUNTEERS),
    Group(_("Involvement team"), TEAM),
    Group(_("Finance"), FINANCE),
    Group(_("Head of involvement"), HEAD),
    Group(_("Others"), OTHERS),
)
PERSONAS: tuple[Persona, ...] = tuple(persona for group in GROUPS for persona in group.personas)

# The walk from the call to the money: who does it, and what.
WALK: tuple[tuple[str, str | Promise], ...] = (
    ("tomasz", _("Opens a call. Six days’ notice is refused and says why; with enough notice it goes out.")),
    ("rowan", _("Reads it, applies in a few short questions, and hears at once who answers by when.")),
    ("tomasz", _("Chooses, and offers her a place. Nobody is left untold.")),
    ("rowan", _("Says yes, sees the day in her calendar, ticks what helps her, and after the day sends her costs.")),
    ("helen", _("Checks the claim: facts and rules, never health. Above the limit Ravi and Hana approve.")),
    ("paula", _("Builds the payment file and marks it paid. Rowan reads “Paid on …”.")),
)
