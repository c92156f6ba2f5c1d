"""The steps of panels, sessions and places, and how the history tells them (practice.md section 3)."""

from django.utils.translation import gettext_lazy as _

from coordinator.authorization.permissions import Permission
from coordinator.panels.models import PanelStatus, PlaceStatus, SessionStatus
from coordinator.workflow.steps import Step

GO_AHEAD = Step(
    "panel.go_ahead",
    frozenset({PanelStatus.PLANNING}),
    PanelStatus.RUNNING,
    Permission.RUN_PANEL,
    _("Go ahead with this panel"),
    _("{who} decided that this goes ahead"),
)
FINISH = Step(
    "panel.finish",
    frozenset({PanelStatus.RUNNING}),
    PanelStatus.FINISHED,
    Permission.RUN_PANEL,
    _("Close this panel"),
    _("{who} closed this panel"),
)
CANCEL_PANEL = Step(
    "panel.cancel",
    frozenset({PanelStatus.PLANNING, PanelStatus.RUNNING}),
    PanelStatus.CANCELLED,
    Permission.RUN_PANEL,
    _("Cancel this panel"),
    _("{who} cancelled this panel"),
)
PANEL_STEPS = (GO_AHEAD, FINISH, CANCEL_PANEL)

MOVE = Step(
    "session.move",
    frozenset({SessionStatus.SCHEDULED}),
    SessionStatus.SCHEDULED,
    Permission.RUN_PANEL,
    _("Change the time or place"),
    _("{who} changed the time or place"),
)
CONFIRM = Step(
    "session.confirm",
    frozenset({SessionStatus.SCHEDULED}),
    SessionStatus.HAPPENED,
    Permission.CONFIRM_ATTENDANCE,
    _("Confirm who came"),
    _("{who} confirmed who came"),
)
CANCEL_SESSION = Step(
    "session.cancel",
    frozenset({SessionStatus.SCHEDULED}),
    SessionStatus.CANCELLED,
    Permission.RUN_PANEL,
    _("Cancel this date"),
    _("{who} cancelled this date"),
)
SESSION_STEPS = (MOVE, CONFIRM, CANCEL_SESSION)

GIVE_UP = Step(
    "place.give_up",
    frozenset({PlaceStatus.CONFIRMED}),
    PlaceStatus.GIVEN_UP,
    Permission.GIVE_UP_PLACE,
    _("Give up this place"),
    _("{who} gave up the place"),
)
GIVE_UP_FOR = Step(
    "place.give_up_for",
    frozenset({PlaceStatus.CONFIRMED}),
    PlaceStatus.GIVEN_UP,
    Permission.RUN_PANEL,
    _("They told us they cannot come"),
    _("{who} noted that the place was given up"),
)
CANCEL_PLACE = Step(
    "place.cancel",
    frozenset({PlaceStatus.CONFIRMED}),
    PlaceStatus.CANCELLED,
    Permission.RUN_PANEL,
    _("Cancel this place"),
    _("{who} cancelled the place"),
)
END_WITH_CALL = Step(
    "place.end_with_call",
    frozenset({PlaceStatus.CONFIRMED}),
    PlaceStatus.CANCELLED,
    Permission.CHOOSE,
    _("Follow the call"),
    _("The call was withdrawn, and this place among the reserves ended with it"),
    follows=True,
)
PLACE_STEPS = (GIVE_UP, GIVE_UP_FOR, CANCEL_PLACE, END_WITH_CALL)

SENTENCES = {
    "panel.plan": _("{who} planned this panel"),
    "panel.change": _("{who} changed the plan"),
    "panel.waive_composition": _("{who} decided to go on with fewer members of the public"),
    "session.schedule": _("{who} set the date"),
    "session.rename": _("{who} changed the name of this date"),
    "session.plan_day": _("{who} planned how the day runs"),
    "place.take": _("{who} confirmed the place"),
    "place.take_reserve": _("{who} confirmed reserve place {position}"),
    "place.move_up": _("Moved up to reserve place {position}"),
    "place.leave_line": _("Left the line of the reserves: a place was offered"),
    "place.promote": _("{who} moved this place from the reserves to the panel"),
    "place.assign_role": _("{who} agreed a part to play"),
    "staff_member.add": _("{who} added a member of staff"),
    "staff_member.remove": _("{who} took a member of staff off the panel"),
    "role.add": _("{who} added a part to play"),
    "role.remove": _("{who} took out a part to play"),
    "attendance.confirm": _("{who} noted who came"),
    "attendance.correct": _("{who} corrected who came"),
} | {step.verb: step.told for step in (*PANEL_STEPS, *SESSION_STEPS, *PLACE_STEPS)}
