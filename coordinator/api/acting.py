"""An API action validates with the page's form and calls the page's action."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from django import forms
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from coordinator.people.models import Person


def asking(request: Request) -> Person:
    """The person behind a request: `TokenAuthentication` makes them its user, and `IsSomebody` keeps others out."""
    return cast(Person, request.user)


def cleaned(
    form_class: type[forms.BaseForm], request: Request, *, answers: Mapping[str, Any] | None = None, **kwargs: Any
) -> dict[str, Any]:
    """The cleaned data of `checked`."""
    return checked(form_class, request, answers=answers, **kwargs).cleaned_data


def checked(
    form_class: Callable[..., Any], request: Request, *, answers: Mapping[str, Any] | None = None, **kwargs: Any
) -> Any:
    """The page's form, filled from a JSON body, or a 400 with the page's own words beside each field.

    A form whose widgets split a value (a date in three boxes) reads the whole value from JSON too. `answers` stands
    in for the body where the form names or completes them otherwise.
    """
    form = form_class(
        data=request.data if answers is None else answers, files=getattr(request, "FILES", None), **kwargs
    )
    if not form.is_valid():
        raise ValidationError({name: [str(line) for line in lines] for name, lines in form.errors.items()})
    return form
