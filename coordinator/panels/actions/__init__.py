"""The only writers of panels, sessions, places and attendance."""

from coordinator.panels.actions.attendance import confirm_attendance
from coordinator.panels.actions.following import details_changed
from coordinator.panels.actions.forgetting import forget_places
from coordinator.panels.actions.places import (
    assign_role,
    call_in_reserve,
    cancel_place,
    end_with_call,
    give_up_place,
    move_reserve,
    promote_reserve,
    refuse_after_the_last_date,
    take_place,
    take_reserve,
)
from coordinator.panels.actions.planning import (
    add_role,
    add_staff_member,
    cancel_panel,
    change_panel,
    finish_panel,
    go_ahead,
    plan_panel,
    remove_role,
    remove_staff_member,
    waive_composition,
)
from coordinator.panels.actions.sessions import (
    authorise_dates,
    cancel_session,
    changes_of,
    check_move,
    move_session,
    plan_day,
    rename_session,
    schedule_session,
)
from coordinator.panels.refusals import DoesNotFit, NotYet, PanelFull, PanelOver

__all__ = [
    "DoesNotFit",
    "NotYet",
    "PanelFull",
    "PanelOver",
    "add_role",
    "add_staff_member",
    "assign_role",
    "authorise_dates",
    "call_in_reserve",
    "cancel_panel",
    "cancel_place",
    "cancel_session",
    "change_panel",
    "changes_of",
    "check_move",
    "confirm_attendance",
    "details_changed",
    "end_with_call",
    "finish_panel",
    "forget_places",
    "give_up_place",
    "go_ahead",
    "move_reserve",
    "move_session",
    "plan_day",
    "plan_panel",
    "promote_reserve",
    "refuse_after_the_last_date",
    "remove_role",
    "remove_staff_member",
    "rename_session",
    "schedule_session",
    "take_place",
    "take_reserve",
    "waive_composition",
]
