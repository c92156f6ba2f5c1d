"""Whom readers can ask: one person's card, and what happens when somebody else is chosen on the same page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from coordinator.opportunities.rules.contacts import email_problem, name_problem, phone_problem, role_problem
from coordinator.opportunities.words import in_words
from coordinator.organisations.models import STAFF_ROLES, Organisation
from coordinator.people.models import ContactCard, Person
from coordinator.people.queries import contacts_to_ask

ON_THE_CARD = ["job_title", "phone", "email", "working_days", "quote"]


def staff_of(organisation: Organisation) -> Any:
    """Everybody who works for this organisation, by name: whom a call may name."""
    return Person.objects.filter(memberships__organisation=organisation, memberships__role__in=STAFF_ROLES).distinct()


class ContactForm(forms.ModelForm):
    """The named human being whom readers can ask (practice.md B-17, RN3).

    `card_of` says whose card the boxes show: what was typed is theirs, and nobody else's.
    """

    fields: dict[str, Any]
    person = forms.ModelChoiceField(
        label=lazy("Who"), queryset=Person.objects.none(), empty_label=None,
        help_text=lazy("Choose somebody else and save: their own card is used as it is. Change the boxes below only for the person they are about."),
    )  # fmt: skip
    card_of = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ContactCard
        fields = ["person", *ON_THE_CARD]
        help_texts = {
            "phone": lazy("A direct number that this person answers"),
            "email": lazy("This person's own, not a shared mailbox"),
            "working_days": lazy("For example: Monday to Thursday, 9am to 4pm"),
            "quote": lazy("For example: If anything here stops you taking part, tell me."),
        }

    def __init__(self, *args: Any, organisation: Organisation, look_again: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.look_again = look_again
        self.fields["person"].queryset = staff_of(organisation)
        self.fields["person"].label_from_instance = lambda person: person.full_name
        self.fields["working_days"].required = True
        self.initial["card_of"] = self.instance.person_id

    def clean(self) -> dict[str, Any]:
        """A named person with a role, a direct phone and an email of their own."""
        data = super().clean() or {}
        person = data.get("person")
        problems = {
            "person": name_problem(person.full_name) if person else None,
            "job_title": role_problem(data["job_title"]) if data.get("job_title") else None,
            "email": email_problem(data["email"]) if data.get("email") else None,
            "phone": phone_problem(data["phone"]) if data.get("phone") else None,
        }
        for name, said in problems.items():
            if said is not None:
                self.add_error(name, in_words(said))
        if self.look_again:
            self.add_error("person", self.look_again)
        return data

    def validate_unique(self) -> None:
        """One card each; the action writes onto the card that is there."""

    @property
    def changes(self) -> dict[str, Any]:
        """What was changed on the card of the person it is about, and nothing else."""
        return {name: self.cleaned_data[name] for name in ON_THE_CARD if name in self.changed_data}


def contact_form(data: Mapping[str, Any] | None, *, organisation: Organisation, now_named: ContactCard) -> ContactForm:
    """The form for who is named now; posted, for whoever was chosen, on their own card."""
    if data is None:
        return ContactForm(instance=now_named, organisation=organisation)
    cards = {str(card.person_id): card for card in contacts_to_ask([organisation.pk])}
    shown, chosen = data.get("card_of") or str(now_named.person_id), data.get("person", "")
    form = ContactForm(data, instance=cards.get(shown), organisation=organisation)
    return form if shown == chosen else _for_another(form, cards.get(chosen), organisation)


def _for_another(form: ContactForm, card: ContactCard | None, organisation: Organisation) -> ContactForm:
    """Their own card, or empty boxes, with what was typed over it; typed over a card, it is looked at once more."""
    theirs = {name: getattr(card, name, "") for name in ON_THE_CARD}
    typed = {name: form.data.get(name, "") for name in ON_THE_CARD if name in form.changed_data}
    chosen = form.data.get("person", "")
    look_again = ""
    if card and theirs | typed != theirs:
        look_again = _("The boxes show {name}’s own card with what you typed. Look at it, then save.")
    return ContactForm(
        {**theirs, **typed, "person": chosen, "card_of": chosen},
        instance=card,
        organisation=organisation,
        look_again=look_again.format(name=card.name if card else ""),
    )
