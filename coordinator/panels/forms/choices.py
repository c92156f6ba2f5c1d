"""Boxes whose answers depend on who asks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from coordinator.organisations.models import Team
from coordinator.people.models import ContactCard, Person


def offered(form: forms.Form, name: str) -> forms.ModelChoiceField[Any]:
    """The box `name`, to say which records it offers."""
    return cast("forms.ModelChoiceField[Any]", form.fields[name])


class OfOrganisations(forms.ModelChoiceField):
    """Records that say whose they are where somebody works in several organisations: names alone look alike."""

    several = False

    def words_for(self, record: Any) -> str:
        """What the record is called where it belongs."""
        return str(record)

    def label_from_instance(self, record: Any) -> str:
        """ "Involvement team, Levels and Moor Integrated Care Board" where there are several; else without it."""
        words = self.words_for(record)
        return f"{words}, {record.organisation.name}" if self.several else words


class TeamChoice(OfOrganisations):
    """A team."""

    def words_for(self, record: Team) -> str:
        """ "Involvement team"."""
        return record.name


class ContactChoice(OfOrganisations):
    """A named human being, shown with what they do."""

    def words_for(self, record: ContactCard) -> str:
        """ "Tomasz Okafor, Involvement coordinator"."""
        return f"{record.name}, {record.job_title}"


def say_whose(form: forms.Form, organisations: Iterable[Any]) -> None:
    """Name the organisation beside every choice, if there are several."""
    several = len(set(organisations)) > 1
    for field in form.fields.values():
        if isinstance(field, OfOrganisations):
            field.several = several


def fitting(teams: Iterable[Team], cards: Iterable[ContactCard], by: Person) -> dict[str, Any]:
    """A team and a contact of one organisation to begin with: oneself, where one has a card; else the first that fit."""
    known = list(cards)
    pairs = [(team, card) for team in teams for card in known if team.organisation_id == card.organisation_id]
    if not pairs:
        return {}
    team, card = min(pairs, key=lambda pair: pair[1].person_id != by.pk)
    return {"team": team.pk, "contact": card.pk}
