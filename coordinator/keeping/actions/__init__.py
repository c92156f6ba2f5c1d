"""The only writers of what an organisation is: its settings, areas, teams, cards and roles."""

from coordinator.keeping.actions.beginning import Begun, FirstHead, begin_organisation
from coordinator.keeping.actions.cards import keep_card
from coordinator.keeping.actions.map import add_area, add_practice, keep_practice, rename_area
from coordinator.keeping.actions.roles import Newcomer, end_role, give_role
from coordinator.keeping.actions.settings import keep_settings
from coordinator.keeping.actions.teams import add_team, change_team

__all__ = [
    "Begun",
    "FirstHead",
    "Newcomer",
    "add_area",
    "add_practice",
    "add_team",
    "begin_organisation",
    "change_team",
    "end_role",
    "give_role",
    "keep_card",
    "keep_practice",
    "keep_settings",
    "rename_area",
]
