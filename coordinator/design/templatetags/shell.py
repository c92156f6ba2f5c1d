"""Our layout around pages that are Django templates (allauth's)."""

from __future__ import annotations

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag(takes_context=True)
def in_layout(context: Context, *, title: str, content: str, head: str = "", end: str = "") -> str:
    """The whole page: the Jinja layout with `content` as its main part."""
    parts = {"title": title, "content": content, "head": head, "end": end}
    return mark_safe(render_to_string("shell.html", parts, request=context["request"]))  # noqa: S308
