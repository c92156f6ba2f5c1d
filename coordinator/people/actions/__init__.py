"""The only writers of people."""

from coordinator.people.actions.arriving import attach_people, sign_up, take_part_in, write_down
from coordinator.people.actions.cards import keep_contact_card
from coordinator.people.actions.leaving import come_back, forget, leave, pause
from coordinator.people.actions.profile import (
    add_supporter,
    end_token,
    make_token,
    note_export,
    note_look,
    remove_supporter,
    save_profile,
)

__all__ = [
    "add_supporter",
    "attach_people",
    "come_back",
    "end_token",
    "forget",
    "keep_contact_card",
    "leave",
    "make_token",
    "note_export",
    "note_look",
    "pause",
    "remove_supporter",
    "save_profile",
    "sign_up",
    "take_part_in",
    "write_down",
]
