"""Sentences of the rules as the reader reads them."""

from __future__ import annotations

from django.utils.translation import get_language, gettext

from expenses.answers import Words


def say(sentence: Words | None) -> str:
    """The sentence in the active language, with money and dates written for it; nothing for None."""
    return sentence.said(gettext, get_language() or "en_GB") if sentence else ""
