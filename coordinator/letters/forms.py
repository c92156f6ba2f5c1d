"""What the team says about letters: which ones left, and when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from coordinator.design.forms import DateField
from coordinator.letters.actions.handling import NotYetPosted
from coordinator.letters.models import Letter
from coordinator.people.models import TextFormat


class PostedForm(forms.Form):
    """The day on which a letter went into the post: what counts as notice for those who read by post."""

    posted_on = DateField(label=lazy("Day it left in the post"), help_text=lazy("The day the bag leaves the building"))

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["posted_on"].initial = self.today = today

    def clean_posted_on(self) -> date:
        """Today or earlier."""
        day = self.cleaned_data["posted_on"]
        if day > self.today:
            raise ValidationError(str(NotYetPosted()))
        return day


class BagForm(PostedForm):
    """Several letters that left together. `shown` are drawn, all ticked; any of `known` is understood."""

    letters = forms.ModelMultipleChoiceField(
        Letter.objects.none(), widget=forms.CheckboxSelectMultiple, label=lazy("Letters in the bag")
    )
    field_order = ["letters", "posted_on"]

    def __init__(self, *args: Any, known: QuerySet[Letter], shown: Iterable[Letter], **options: Any) -> None:
        super().__init__(*args, **options)
        drawn = list(shown)
        field = self.fields["letters"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = known
        field.initial = [letter.pk for letter in drawn]
        field.error_messages["required"] = _("Tick the letters that have left.")
        field.widget.choices = [(letter.pk, letter.person.full_name) for letter in drawn]
        field.widget.hints = {str(letter.pk): _hint(letter) for letter in drawn}


def _hint(letter: Letter) -> str:
    way = letter.person.get_text_format_display() if letter.person.text_format != TextFormat.STANDARD else ""
    return f"{letter.subject}. {way}" if way else letter.subject
