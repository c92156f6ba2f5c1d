"""What a person chooses about a feed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from calendar_feeds.models import Titles


class FeedForm(forms.Form):
    """How much the titles tell."""

    titles = forms.ChoiceField(
        label=_("What should the titles say?"),
        help_text=_("Other people may see your calendar at home or at work."),
        choices=Titles.choices,
        initial=Titles.NEUTRAL,
        widget=forms.RadioSelect,
    )
