"""One page with every part and every kind of field, as its tests and its readers see it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory

from coordinator.design.forms import DateField, MilesField, MomentField, MoneyField, TimeField
from coordinator.design.timeline import Point
from coordinator.hooks import NextStep

NOTICE = [
    Point(date(2026, 3, 2), "staff told", "past"),
    Point(date(2026, 3, 5), "call opens"),
    Point(date(2026, 3, 15), "apply by"),
    Point(date(2026, 3, 18), "you hear"),
    Point(date(2026, 3, 19), "papers, in your format"),
    Point(date(2026, 3, 26), "the day", "day"),
]
CLAIM = [
    Point(date(2026, 3, 27), "sent", "past"),
    Point(date(2026, 3, 30), "checked", "kept"),
    Point(date(2026, 4, 1), "with Priya for approval", "today"),
    Point(date(2026, 4, 9), "money in your account"),
]
STEPS = [
    NextStep("Would you like this place?", "/offer/", "Yes, no, or maybe", due=date(2026, 3, 12), soon=True),
    NextStep("Wednesday’s workshop: money back, £31.00 as agreed", "/claim/", "Send it"),
]
CONTACT = {
    "name": "Tomasz Okafor",
    "role": "Involvement coordinator",
    "phone": "01632 960 117",
    "email": "tomasz@levels.example",
    "working_days": "Monday to Thursday",
    "quote": "If anything here stops you taking part, tell me.",
}
HAPPENED = [
    {"when": datetime(2026, 3, 5, 9, tzinfo=UTC), "text": "The call opened", "who": "Tomasz Okafor"},
    {"when": datetime(2026, 3, 9, 14, 30, tzinfo=UTC), "text": "You applied"},
]


class EveryField(forms.Form):
    """One field of each kind that the design system draws."""

    fieldsets = [("About you", ["name", "email", "coming", "needs"]), ("The day", ["day", "time", "opens"])]

    name = forms.CharField(label="Your name", help_text="As you like to be called")
    email = forms.EmailField(label="Email", widget=forms.EmailInput(attrs={"autocomplete": "email"}), required=False)
    coming = forms.ChoiceField(
        label="Will you come?", choices=[("yes", "Yes"), ("no", "No, not this time")], widget=forms.RadioSelect
    )
    needs = forms.MultipleChoiceField(
        label="What helps you?",
        choices=[("loop", "Hearing loop"), ("breaks", "Regular breaks")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    day = DateField(label="Which day suits you?")
    time = TimeField(label="From what time?")
    opens = MomentField(label="When should the call open?")
    train = MoneyField(label="Train")
    car = MilesField(label="Car", required=False)
    people = forms.IntegerField(label="How many people?", max_value=9)
    venue = forms.ChoiceField(label="Where?", choices=[("", "Choose"), ("Near you", [("h", "Harptree House")])])
    story = forms.CharField(label="Tell us in your words", widget=forms.Textarea, required=False)
    receipt = forms.FileField(label="Receipt", required=False)
    agree = forms.BooleanField(label="I agree to be rung", help_text="You can change this any time")
    version = forms.CharField(widget=forms.HiddenInput, initial="3")


TYPED = {
    "name": "<Rowan>",
    "email": "rowan at home",
    "needs": ["loop"],
    "day_day": "31",
    "day_month": "2",
    "day_year": "2026",
    "time": "8",
    "opens_day": "5",
    "opens_month": "March",
    "opens_year": "2026",
    "opens_time": "9am",
    "train": "twelve",
    "car": "12,5",
    "people": "40",
    "story": "One\ntwo",
    "version": "3",
}

PAGE = """
{% extends "layout.html" %}
{% from "components/kit.html" import back_link, button, card, contact_card, details, empty_state, facts, history,
   next_steps, progress, status_line, table, tags %}
{% from "components/banners.html" import banner %}
{% from "components/forms.html" import confirm_form, filter_form, pagination, post_form with context %}
{% from "components/timeline.html" import timeline %}
{% set breadcrumbs = [("Take part", "/opportunities/"), ("Interview panel", none)] %}
{% block title %}Help choose our next community respiratory nurse{% endblock %}
{% block before_main %}{{ back_link("/opportunities/") }}{% endblock %}
{% block content %}
{{ tags(["Interview panel", "2 places + 1 reserve", "New people welcome"]) }}
<h1>{{ self.title() }}</h1>
<p class="lede">You sit on the panel as an equal member: you help set the questions, you score, and your scores count.
  One day, plus an hour to read.</p>
<div class="columns">
  <div>
    {% set way %}Harptree House, room 2. Step-free from street to seat, hearing loop, accessible toilet on the same
      floor. <a href="/way/">See the way in</a>{% endset %}
    {% set costs %}Travel, childcare and care costs. You make your own arrangements, or we book for you.
      <strong>Money within 10 working days</strong>, or before the day if you ask.{% endset %}
    {{ facts([("When", starts|when(ends)), ("Where", way), ("Costs", costs),
              ("Apply by", "Sunday 15 March, 11:59pm, online, by phone or by post"),
              ("You hear", "by Wednesday 18 March, whatever we decide"), ("Nothing", none)]) }}
    <div class="actions">{{ button("Apply in 3 short questions", "/apply/") }}{{ button("Not for me, and why", "/no/", "quiet") }}</div>
  </div>
  {{ contact_card(contact) }}
</div>
<h2>Fair notice</h2>
{{ timeline(notice, "You have 21 days. The staff on the panel had 24.") }}
<h2>What needs you, Rowan</h2>
{{ next_steps(steps) }}
{{ timeline(claim, "Your money", caption="With Priya for checking, money by 9 April", level=2) }}
{{ status_line("With Priya for checking", "calm", "money by 9 April") }}
{{ status_line("We need one thing from you", "soon") }}
{{ status_line("Paid on 2 April", "done") }}
{{ banner("This call is not open yet.", "warning", "Please look") }}
{{ progress(2, 5, "People who answered", "3 have until Sunday") }}
{{ table(["Name", "For", "Amount"], [["Rowan", "26 March", 13260|money], ["Ines", "2 April", 3100|money]],
         caption="Claims to check", show_caption=true, numeric=[2]) }}
{{ pagination(page) }}
{{ empty_state("No places yet", "When you are offered a place it stands here.", "/opportunities/", "See what you can take part in") }}
{% call card("What is covered") %}<p>Travel there and back.</p>{% endcall %}
{% call details("How we choose") %}<p>By what you bring.</p>{% endcall %}
{{ history(happened) }}
<div class="actions">{{ confirm_form("/accept/", "Yes, I will come", fields={"version": 3}, about="26 March") }}
{{ button("Maybe", "/maybe/", "secondary") }}{{ confirm_form("/decline/", "No, thank you", kind="quiet") }}</div>
{{ filter_form(filters) }}
<h2>A form</h2>
{{ post_form(form, "Send it", cancel="/me/") }}
{% endblock %}
"""


class Filters(forms.Form):
    """A small form that narrows a list."""

    said = forms.CharField(label="Words", required=False)


def request_of(path: str = "/opportunities/", data: dict[str, str] | None = None) -> HttpRequest:
    """A request with one message waiting, from nobody in particular."""
    request = RequestFactory().get(path, data)
    request._messages = [Message(messages.SUCCESS, "We have your application.")]
    return request


def draw(source: str, request: HttpRequest | None = None, **context: Any) -> str:
    """The HTML of a Jinja template given as text."""
    return engines["jinja2"].from_string(source).render(context, request)


def gallery(*, typed: bool = False) -> str:
    """The whole page; with `typed` the form comes back with what somebody wrote."""
    return draw(
        PAGE,
        request_of(data={"area": "north", "page": "2"}),
        starts=datetime(2026, 3, 26, 8, 45, tzinfo=UTC),
        ends=datetime(2026, 3, 26, 15, 45, tzinfo=UTC),
        contact=CONTACT,
        notice=NOTICE,
        claim=CLAIM,
        steps=STEPS,
        happened=HAPPENED,
        page=Paginator(range(30), 10).page(2),
        filters=Filters({"said": ""}, auto_id="filter_%s"),
        form=EveryField(TYPED) if typed else EveryField(),
    )
