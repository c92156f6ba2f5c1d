"""The only writers of calls, their notes, their questions and the notice policy."""

from coordinator.opportunities.actions.changing import change_published_call, note_changed_date
from coordinator.opportunities.actions.ending import close_call, end_calls_of, withdraw_call
from coordinator.opportunities.actions.notice import change_policy
from coordinator.opportunities.actions.publishing import (
    approve_short_notice,
    ask_short_notice,
    publish_call,
    refuse_short_notice,
)
from coordinator.opportunities.actions.turning_away import turn_away
from coordinator.opportunities.actions.writing import (
    MOST_QUESTIONS,
    create_call,
    edit_call,
    note_route_tested,
    request_call,
    set_questions,
    take_up_call,
)
from coordinator.opportunities.refusals import CallNotReady, CannotApprove, SomebodyElseEdited

__all__ = [
    "MOST_QUESTIONS",
    "CallNotReady",
    "CannotApprove",
    "SomebodyElseEdited",
    "approve_short_notice",
    "ask_short_notice",
    "change_policy",
    "change_published_call",
    "close_call",
    "create_call",
    "edit_call",
    "end_calls_of",
    "note_changed_date",
    "note_route_tested",
    "publish_call",
    "refuse_short_notice",
    "request_call",
    "set_questions",
    "take_up_call",
    "turn_away",
    "withdraw_call",
]
