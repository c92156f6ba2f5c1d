"""What somebody who applies is asked, and what the team writes down when it chooses."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from coordinator.applications.actions import Sender, people_like
from coordinator.applications.actions.choosing import HIGHEST_SCORE
from coordinator.applications.models import NotThisTimeReason, Source
from coordinator.design.forms import MomentField
from coordinator.opportunities.models import Opportunity
from coordinator.people.models import Channel, Person
from coordinator.people.phones import check_phone

WAYS = [(channel, Channel(channel).label) for channel in (Channel.EMAIL, Channel.PHONE, Channel.POST)]
NEEDED_FOR = {Channel.EMAIL: "email", Channel.PHONE: "phone", Channel.POST: "address"}
TOLD_BY = [choice for choice in Source.choices if choice[0] != Source.ONLINE]
LONGEST_ANSWER = 4000
SOMEBODY_NEW = "new"


class ApplyForm(forms.Form):
    """The call's own questions, a name and a way to reach. Somebody who is signed in is asked the questions only."""

    name = forms.CharField(
        label=_("Your full name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    channel = forms.ChoiceField(
        label=_("How should we answer you?"), choices=WAYS, widget=forms.RadioSelect, initial=Channel.EMAIL
    )
    email = forms.EmailField(
        label=_("Email"),
        required=False,
        help_text=_("We need it if you chose email"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    phone = forms.CharField(
        label=_("Phone"), max_length=20, required=False, validators=[check_phone],
        help_text=_("We need it if you chose a phone call"),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "class": "nhsuk-input--width-20"}),
    )  # fmt: skip
    address = forms.CharField(
        label=_("Postal address"), max_length=400, required=False, help_text=_("We need it if you chose a letter"),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )  # fmt: skip
    postcode = forms.CharField(
        label=_("Postcode"), max_length=10, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "class": "nhsuk-input--width-10"}),
    )  # fmt: skip
    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    about_sender = ["name", "channel", "email", "phone", "address", "postcode"]
    legends = (_("Your answers"), _("Who you are"))

    def __init__(self, *args: Any, call: Opportunity, known: Person | None = None, **options: Any) -> None:
        options["initial"] = {"form_key": uuid4()} | (options.get("initial") or {})
        super().__init__(*args, **options)
        self.call, self.known = call, known
        self.questions = {f"question_{question.pk}": question for question in call.questions.all()}
        for name in self.about_sender if known else []:
            del self.fields[name]
        for name, question in self.questions.items():
            self.fields[name] = forms.CharField(
                label=question.text, help_text=question.hint, required=question.needed, max_length=LONGEST_ANSWER,
                widget=forms.Textarea(attrs={"rows": 4}),
            )  # fmt: skip
        self.fieldsets: list[tuple[Any, list[str]]] = [
            (self.legends[0], list(self.questions)),
            (self.legends[1], self.about_sender),
        ]
        self._in_shown_order()

    def _in_shown_order(self) -> None:
        self.order_fields([name for _legend, names in self.fieldsets for name in names])

    def clean(self) -> dict[str, Any]:
        """The way that was chosen needs its address."""
        data = super().clean() or {}
        needed = NEEDED_FOR.get(data.get("channel", ""))
        if needed and not data.get(needed) and needed not in self.errors:
            self.add_error(needed, _("We need this to reach you in the way you chose."))
        return data

    @property
    def key(self) -> UUID:
        """Which shown form this is; one that was tampered with counts as a new one."""
        try:
            return UUID(str(self.data.get("form_key", "")))
        except ValueError:
            return uuid4()

    @property
    def reader(self) -> str:
        """Where a letter about this form would go: what was typed, right or not."""
        return str(self.data.get("email", ""))

    def typed(self) -> dict[str, str]:
        """What was typed into the fields, right or not, for keeping."""
        shown = [name for name in self.fields if name != "form_key"]
        return {name: str(self.data.get(name, ""))[: LONGEST_ANSWER + 1] for name in shown}

    def answers(self) -> dict[UUID, str]:
        """Each question's answer."""
        return {question.pk: self.cleaned_data[name] for name, question in self.questions.items()}

    def sender(self) -> Sender:
        """Who sends it: what was typed, or the person who is signed in."""
        if self.known:
            return Sender(self.known.full_name, self.known.email, self.known.mobile or self.known.landline)
        data = self.cleaned_data
        return Sender(
            data["name"], data["email"], data["phone"], data["address"], data["postcode"], channel=data["channel"]
        )


class EnterForm(ApplyForm):
    """Somebody rang, wrote or came by: the same questions, in the words of a conversation."""

    source = forms.ChoiceField(label=_("How they told us"), choices=TOLD_BY, widget=forms.RadioSelect)
    agreed = forms.BooleanField(
        label=_("They agree that we keep this"),
        help_text=_("Say: “I write this down so that we can choose and answer you. You can see it, change it, or have "
                    "it forgotten, by ringing me. Is that all right?”"),
    )  # fmt: skip
    legends = (_("What they say"), _("Who is it?"))

    def __init__(self, *args: Any, call: Opportunity, **options: Any) -> None:
        super().__init__(*args, call=call, **options)
        self.fields["name"].label = _("Full name")
        self.fields["channel"].label = _("How should we answer them?")
        who, answers = [self.fieldsets[1], self.fieldsets[0]]
        self.fieldsets = [who, answers, (_("May we keep this?"), ["source", "agreed"])]
        for name in ("email", "phone", "address"):
            self.fields[name].help_text = ""
        self.alike: list[Person] = []
        if self.is_bound and self.data.get("name"):
            self._ask_who_it_is(call)
        self._in_shown_order()

    def _ask_who_it_is(self, call: Opportunity) -> None:
        """Somebody like this is known here: staff say whether it is them."""
        typed = Sender(str(self.data.get("name", "")), str(self.data.get("email", "")))
        self.alike = people_like(typed, call.organisation)
        if self.alike:
            choices = [(str(person.pk), self._told_apart(person)) for person in self.alike]
            field = forms.ChoiceField(
                label=_("We know somebody like this. Who is it?"),
                choices=[*choices, (SOMEBODY_NEW, _("Somebody new"))],
                widget=forms.RadioSelect,
            )
            self.fields["who"] = field
            self.fieldsets = [(None, ["who"]), *self.fieldsets]

    @staticmethod
    def _told_apart(person: Person) -> str:
        ways = [person.landline or person.mobile, person.email, person.postcode]
        return ", ".join([person.full_name, *filter(None, ways)])

    def person(self) -> Person | None:
        """The person whom staff recognised; None for somebody new."""
        chosen = self.cleaned_data.get("who", SOMEBODY_NEW)
        return next((person for person in self.alike if str(person.pk) == chosen), None)

    def entered(self) -> dict[str, Any]:
        """Everything as `enter_application` takes it."""
        return {
            "sender": self.sender(),
            "answers": self.answers(),
            "source": self.cleaned_data["source"],
            "form_key": self.key,
            "person": self.person(),
        }


class OfferForm(forms.Form):
    """Until when an offer may be answered."""

    ends_at = MomentField(label=_("Answer by"), required=False)


class ScoreForm(forms.Form):
    """How well the answers meet the points of the call."""

    score = forms.IntegerField(label=_("Score, 0 to 10"), min_value=0, max_value=HIGHEST_SCORE)


class NotThisTimeForm(forms.Form):
    """Why, from a list, and one line of our own."""

    reason = forms.ChoiceField(label=_("Why"), choices=NotThisTimeReason.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("One line to them"), max_length=300, required=False, help_text=_("They read it in the letter.")
    )


class AnswerForForm(forms.Form):
    """An answer that somebody gave by phone, in a letter or in person."""

    answer = forms.ChoiceField(
        label=_("What they said"), widget=forms.RadioSelect,
        choices=[("accept", _("Yes")), ("decline", _("No, thank you")), ("maybe", _("Maybe, hold it a little longer"))],
    )  # fmt: skip
    source = forms.ChoiceField(label=_("How they told us"), choices=TOLD_BY, widget=forms.RadioSelect)


class WithdrawForForm(forms.Form):
    """How somebody told us that they withdraw."""

    source = forms.ChoiceField(label=_("How they told us"), choices=TOLD_BY, widget=forms.RadioSelect)
