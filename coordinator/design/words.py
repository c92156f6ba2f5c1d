"""What a form says when something is missing or cannot be read: short, kind, with the way to put it right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

DASHES = BLANK_CHOICE_DASH[0][1]
CHOICES = (forms.ChoiceField, forms.ModelChoiceField)
READABLE: dict[type[forms.Field], Any] = {
    forms.EmailField: lazy("Write an email address like name@example.org"),
    forms.URLField: lazy("Write a web address like https://example.org"),
    forms.DecimalField: lazy("Write a number in figures, for example {number}"),
    forms.FloatField: lazy("Write a number in figures, for example {number}"),
    forms.IntegerField: lazy(
        "Write a whole number in figures, for example {number}"
    ),  # after the two that are also this
    forms.DateTimeField: lazy("Write the date and the time, for example 26/03/2026 14:30"),
    forms.DateField: lazy("Write the date with day, month and year, for example 26 3 2026"),
    forms.TimeField: lazy("Write the time like 8:45am or 14:30"),
    forms.ImageField: lazy("We could not open this picture. Try a photo saved as JPEG or PNG."),
    forms.FileField: lazy("The file did not reach us. Please choose it again."),
}
LIMITS = {
    "max_length": lazy("Please use %(limit_value)d letters or fewer. There are %(show_value)d now."),
    "min_length": lazy("Please use %(limit_value)d letters or more. There are %(show_value)d now."),
    "max_value": lazy("The most we can take here is %(limit_value)s"),
    "min_value": lazy("The least we can take here is %(limit_value)s"),
}


def please(field: forms.Field, label: str) -> str:
    """What to say when `field`, shown as `label`, was left empty."""
    if isinstance(field, forms.FileField):
        return _("Please choose a file for “{label}”").format(label=label)
    if isinstance(field, forms.BooleanField):
        return _("Please tick “{label}”").format(label=label)
    if isinstance(field, CHOICES):
        return _("Please choose an answer for “{label}”").format(label=label)
    return _("Please fill in “{label}”").format(label=label)


def _readable(field: forms.Field) -> Any:
    text = next((text for kind, text in READABLE.items() if isinstance(field, kind)), "")
    return text.format(number=_example(field)) if isinstance(field, forms.IntegerField) else text


def _example(field: forms.IntegerField) -> str:
    """A number that this field would take: 12 or 12.5, or the limit that lies before it."""
    number = 12.5 if isinstance(field, forms.DecimalField | forms.FloatField) else 12
    least, most = cast(Any, field.min_value), cast(Any, field.max_value)
    number = number if least is None else max(number, float(least))
    return f"{number if most is None else min(number, float(most)):g}"


def plain_messages(field: forms.Field, label: str) -> dict[str, Any]:
    """Our words for the codes that Django's fields and validators use, for `field` shown as `label`."""
    messages = {"required": please(field, label), "incomplete": please(field, label), **LIMITS}
    if isinstance(field, CHOICES):
        again = _("Please choose again: this answer is not in the list any more")
        return messages | {"invalid_choice": again, "invalid_list": again, "invalid_pk_value": again}
    readable = _readable(field)
    if readable:
        messages |= {"invalid": readable, "invalid_image": readable, "missing": readable}
    if isinstance(field, forms.FileField):
        messages["empty"] = _("This file is empty. Please choose another.")
        messages["max_length"] = _("The name of this file is too long. Please shorten it and choose it again.")
    return messages


def _django_said(field: forms.Field, code: str) -> bool:
    """Are the words for `code` Django's own, or did somebody choose them for this field?"""
    for kind in type(field).__mro__:
        said = kind.__dict__.get("default_error_messages", {})
        if code in said:
            return kind.__module__.startswith("django.") and field.error_messages.get(code) == said[code]
    return code not in field.error_messages and all(
        getattr(validator, "message", None) == getattr(type(validator), "message", None)
        for validator in field.validators
        if getattr(validator, "code", None) == code and hasattr(type(validator), "message")
    )


def name_the_empty_choice(field: forms.Field) -> None:
    """A row of dashes is no answer: say what choosing nothing means."""
    words = lazy("Choose one") if field.required else lazy("Not said")
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == DASHES:
            field.empty_label = words
    elif isinstance(field, forms.ChoiceField) and isinstance(field.widget, forms.Select):
        choices = list(cast(Iterable[Any], field.choices))
        if choices and choices[0] == ("", DASHES):
            field.choices = [("", words), *choices[1:]]


def speak_plainly(field: forms.Field, label: str) -> None:
    """Give `field` our words wherever nobody chose others."""
    for code, message in plain_messages(field, label).items():
        if _django_said(field, code):
            field.error_messages[code] = message
