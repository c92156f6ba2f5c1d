"""The Jinja2 environment of every page: our templates, then the NHS design system's, then Django's form widgets."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import django.forms
import nhsuk_frontend_jinja
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from jinja2 import (
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    PackageLoader,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup

from coordinator.design import moments
from coordinator.design.timeline import Picture, Point, place
from coordinator.environment import VAR

FORM_WIDGETS = Path(django.forms.__file__).parent / "jinja2"
EXTENSIONS = ["jinja2.ext.i18n", "jinja2.ext.do"]
FILTERS = {
    "money": moments.money,
    "miles": moments.miles,
    "day": moments.day,
    "day_brief": moments.day_brief,
    "day_short": moments.day_short,
    "time": moments.time,
    "datetime": moments.datetime,
    "when": moments.when,
    "pluralised": moments.pluralised,
}


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def url_if_any(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page, or nothing when the site has no such page."""
    try:
        return url(name, *args, **kwargs)
    except NoReverseMatch:
        return ""


def initials(name: str) -> str:
    """ "Tomasz Okafor" as "TO": the first and last word's first letter."""
    words = str(name).split()
    return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))


def telephone(number: str) -> str:
    """The digits of a phone number, for a link that dials."""
    return "tel:" + "".join(sign for sign in str(number) if sign.isdigit() or sign == "+")


def with_parameter(request: HttpRequest, name: str, value: Any) -> str:
    """This page's query with one parameter changed, the others kept."""
    query = request.GET.copy()
    query[name] = value
    return f"?{query.urlencode()}"


def timeline_picture(points: Iterable[Point], zone: moments.Zone = None) -> Picture:
    """The lying timeline of `points`, dates written in the active language, mirrored where pages read from the right."""
    written = [(point, moments.day_short(point.date, zone)) for point in points]
    return Picture(place(written, mirrored=translation.get_language_bidi()))


@pass_context
def show_box(context: Context, box: Any) -> Markup:
    """A part of the page that a wing fills (`hooks.Box`): its template, with the page's context and its own."""
    template = context.environment.get_template(box.template)
    return Markup(template.render({**context.get_all(), **box.context}))  # noqa: S704 - rendered by our own template


class KeptCompiled(FileSystemBytecodeCache):
    """Templates that were compiled once, in a folder. A full disk costs the keeping, never the page."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it where there is room."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _compiled_before() -> KeptCompiled | None:
    """Compiled templates stay in var/, so that a process that begins does not compile two hundred; None without a folder."""
    folder = VAR / "templates"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return KeptCompiled(str(folder)) if os.access(folder, os.W_OK) else None


def environment(**options: Any) -> Environment:
    """The environment Django's Jinja2 backend asks for.

    The components of nhsuk-frontend-jinja read parameters of parameters that are not there, so undefined names
    are chainable.
    """
    options["loader"] = ChoiceLoader(
        [options["loader"], PackageLoader(nhsuk_frontend_jinja.__name__), FileSystemLoader(FORM_WIDGETS)]
    )
    options["undefined"] = ChainableUndefined
    options["bytecode_cache"] = _compiled_before()
    env = Environment(**options, trim_blocks=True, lstrip_blocks=True, extensions=EXTENSIONS)  # noqa: S701 - Django asks for autoescape in `options`
    env.install_gettext_translations(translation, newstyle=True)  # type: ignore[attr-defined]  # the i18n extension brings it
    env.globals.update(
        static=static, url=url, url_if_any=url_if_any, timeline_picture=timeline_picture, with_parameter=with_parameter
    )
    env.globals["show_box"] = show_box
    env.filters.update(FILTERS, initials=initials, telephone=telephone)
    return env
