"""What each role is for, in a sentence; and what the history says about keeping an organisation."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from coordinator.organisations.models import STAFF_ROLES, Role

# The roles that a head gives. Volunteers come by themselves, or are written down by a coordinator.
GIVEN = [role for role in Role if role in STAFF_ROLES or role == Role.PARTNER]
WHAT_FOR = {
    Role.COORDINATOR: _("Writes calls, chooses with the panel, runs the days, looks after people"),
    Role.APPROVER: _("Approves larger claims after somebody has checked them, and short notice"),
    Role.FINANCE_CHECKER: _("Checks and approves claims, asks what is unclear, keeps rates"),
    Role.FINANCE_PAYER: _("Makes the file for the bank and marks what is paid"),
    Role.HEAD: _("Keeps the organisation, gives roles, reads reports, decides about short notice"),
    Role.RECRUITING_MANAGER: _("Asks for a call and sees how it goes"),
    Role.AUDITOR: _("Reads what happened and changes nothing"),
    Role.PARTNER: _("Works with us from another organisation"),
}
GIVE, END = "membership.give_", "membership.end_"
SENTENCES = {
    "organisation.begin": _("{who} became the first head"),
    "organisation.settings": _("{who} changed the organisation’s settings"),
    "area.add": _("{who} added an area"),
    "area.rename": _("{who} renamed an area"),
    "area.add_practice": _("{who} added a practice"),
    "area.place_practice": _("{who} put a practice into another area"),
    "area.take_out_practice": _("{who} took a practice out of an area"),
    "area.rename_practice": _("{who} renamed a practice"),
    "team.add": _("{who} added a team"),
    "team.change": _("{who} changed a team"),
    **{f"{GIVE}{role}": format_lazy(_("{{who}} gave {{whom}} the role “{role}”"), role=role.label) for role in GIVEN},
    **{f"{END}{role}": format_lazy(_("{{who}} ended {{whom}}’s role “{role}”"), role=role.label) for role in GIVEN},
}
KEPT = [*SENTENCES, "contactcard.keep"]
ENTRY = _("Organisation")
