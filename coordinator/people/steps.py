"""The states of a person and the arrows between them; what the history says about people."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from coordinator.authorization.permissions import Permission
from coordinator.people.models import PersonStatus
from coordinator.people.queries import LOOKED_AT
from coordinator.workflow.steps import Step

HERE = frozenset({PersonStatus.ENQUIRER, PersonStatus.ACTIVE, PersonStatus.PAUSED})

PAUSE = Step(
    "person.pause", HERE, PersonStatus.PAUSED, Permission.EDIT_OWN_PROFILE, _("Take a pause"), _("{who} began a pause")
)
RETURN = Step(
    "person.return",
    frozenset({PersonStatus.PAUSED, PersonStatus.LEFT}),
    PersonStatus.ACTIVE,
    Permission.EDIT_OWN_PROFILE,
    _("Come back"),
    _("{who} took part again"),
)
LEAVE = Step("person.leave", HERE, PersonStatus.LEFT, Permission.EDIT_OWN_PROFILE, _("Leave"), _("{who} left"))
FORGET = Step(
    "person.forget",
    HERE | {PersonStatus.LEFT},
    PersonStatus.ANONYMISED,
    Permission.EDIT_OWN_PROFILE,
    _("Forget me"),
    _("Somebody asked to be forgotten"),
)

PAUSE_FOR = replace(
    PAUSE, verb="person.pause_for", permission=Permission.EDIT_PERSON, told=_("{who} noted a pause, as asked")
)
RETURN_FOR = replace(
    RETURN, verb="person.return_for", permission=Permission.EDIT_PERSON, told=_("{who} noted the return, as asked")
)
LEAVE_FOR = replace(
    LEAVE, verb="person.leave_for", permission=Permission.EDIT_PERSON, told=_("{who} noted the leaving, as asked")
)
FORGET_FOR = replace(
    FORGET,
    verb="person.forget_for",
    permission=Permission.EDIT_PERSON,
    told=_("{who} forgot this person, as the person asked"),
)
STEPS = (PAUSE, RETURN, LEAVE, FORGET, PAUSE_FOR, RETURN_FOR, LEAVE_FOR, FORGET_FOR)

SENTENCES = {
    **{step.verb: step.told for step in STEPS},
    "person.join": _("{who} signed up"),
    "person.attach": _("{who} signed in for the first time"),
    "person.write_down": _("{who} wrote this person down"),
    "person.take_part": _("{who} joined an organisation’s volunteers"),
    "person.change": _("{who} changed the profile"),
    "person.supporter_add": _("{who} added a supporter"),
    "person.supporter_remove": _("{who} removed a supporter"),
    "person.token_make": _("{who} made a key for a program"),
    "person.token_end": _("{who} ended a key for a program"),
    "contactcard.keep": _("{who} changed whom people can ask"),
    "person.export": _("{who} downloaded everything we hold"),
    LOOKED_AT: _("{who} opened this person’s page"),
}
