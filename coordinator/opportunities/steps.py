"""The steps of a call, and how the history tells them (practice.md section 3)."""

from django.utils.translation import gettext_lazy as _

from coordinator.authorization.permissions import Permission
from coordinator.opportunities.models import CallStatus
from coordinator.workflow.steps import Step

TAKE_UP = Step(
    "opportunity.take_up",
    frozenset({CallStatus.REQUESTED}),
    CallStatus.DRAFT,
    Permission.EDIT_CALL,
    _("Take this up"),
    _("{who} took the request up"),
)
PUBLISH = Step(
    "opportunity.publish",
    frozenset({CallStatus.DRAFT}),
    CallStatus.PUBLISHED,
    Permission.PUBLISH_CALL,
    _("Open this call"),
    _("{who} opened the call"),
)
CLOSE = Step(
    "opportunity.close",
    frozenset({CallStatus.PUBLISHED}),
    CallStatus.CLOSED,
    Permission.CLOSE_CALL,
    _("Close this call"),
    _("{who} closed the call"),
)
FILL = Step(
    "opportunity.fill",
    frozenset({CallStatus.CLOSED}),
    CallStatus.FILLED,
    Permission.CLOSE_SELECTION,
    _("Everybody has been told"),
    _("{who} closed the selection: everybody has been told"),
)
WITHDRAW = Step(
    "opportunity.withdraw",
    frozenset({CallStatus.REQUESTED, CallStatus.DRAFT, CallStatus.PUBLISHED, CallStatus.CLOSED}),
    CallStatus.WITHDRAWN,
    Permission.WITHDRAW_CALL,
    _("Withdraw this call"),
    _("{who} withdrew the call"),
)
END_WITH_PANEL = Step(
    "opportunity.end_with_panel",
    WITHDRAW.sources | {CallStatus.FILLED},
    CallStatus.WITHDRAWN,
    Permission.RUN_PANEL,
    _("Follow the panel"),
    _("{who} cancelled the panel, so the call was withdrawn"),
    follows=True,
)
STEPS = (TAKE_UP, PUBLISH, CLOSE, FILL, WITHDRAW, END_WITH_PANEL)

SENTENCES = {
    "opportunity.request": _("{who} asked for this call"),
    "opportunity.create": _("{who} began to write this call"),
    "opportunity.edit": _("{who} changed the text"),
    "opportunity.change": _("{who} changed the open call; a dated note says what"),
    "opportunity.date_changed": _("The day or the place changed; a dated note says how"),
    "opportunity.test_route": _("{who} applied as a pretend volunteer"),
    "opportunity.ask_short_notice": _("{who} asked to go with shorter notice"),
    "opportunity.approve_short_notice": _("{who} approved shorter notice"),
    "opportunity.refuse_short_notice": _("{who} did not approve shorter notice"),
    "noticepolicy.change": _("{who} changed the notice for this type of call"),
} | {step.verb: step.told for step in STEPS}
