"""The only writers of needs, looks, arrangements, agreements and venues."""

from accessibility.actions.arranging import agree_adjustment, end_adjustment, keep_arranged
from accessibility.actions.keeping import Said, confirm_needs, keep_needs
from accessibility.actions.looking import OpenedNeed, OpenedPerson, Sheet, open_needs, open_sheet, open_to_write
from accessibility.actions.talking import ask_to_talk, note_talk, withdraw_talk
from accessibility.actions.venues import Checked, keep_facts, save_venue

__all__ = [
    "Checked",
    "OpenedNeed",
    "OpenedPerson",
    "Said",
    "Sheet",
    "agree_adjustment",
    "ask_to_talk",
    "confirm_needs",
    "end_adjustment",
    "keep_arranged",
    "keep_facts",
    "keep_needs",
    "note_talk",
    "open_needs",
    "open_sheet",
    "open_to_write",
    "save_venue",
    "withdraw_talk",
]
