"""What people tell about themselves, and what staff write down for them."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordinator.authorization.permissions import Permission
from coordinator.design.forms import DateField, MomentField
from coordinator.organisations.models import Organisation
from coordinator.people.models import Channel, ConsentSource, Person, Supporter
from coordinator.people.queries import organisations_for
from coordinator.people.rules import in_order, named_twice, refused_but_chosen

CHOICES = ["first_choice", "second_choice", "third_choice"]
NO_CHOICE = ("", _("No more"))
LONGEST_WAIT = 30


class ChannelChoices(forms.ModelForm):
    """First, second and third way to reach somebody: three lists, no dragging. Kept as `channel_order`."""

    first_choice = forms.ChoiceField(label=_("First way to reach you"), choices=Channel.choices)
    second_choice = forms.ChoiceField(label=_("Second way"), choices=[NO_CHOICE, *Channel.choices], required=False)
    third_choice = forms.ChoiceField(label=_("Third way"), choices=[NO_CHOICE, *Channel.choices], required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, channel in zip(CHOICES, self.instance.channel_order, strict=False):
            self.fields[name].initial = channel

    def clean(self) -> dict[str, Any]:
        """Each way once, none that is also forbidden, and each with what it needs."""
        data = super().clean() or {}
        chosen = [data.get(name, "") for name in CHOICES]
        for channel in named_twice(chosen):
            place = max(index for index, name in enumerate(chosen) if name == channel)
            self.add_error(CHOICES[place], _("This way is already in your list. Choose another, or “No more”."))
        self._check_forbidden(data, chosen)
        self._check_reachable(data, chosen)
        data["channel_order"] = in_order(chosen)
        return data

    def _check_forbidden(self, data: dict[str, Any], chosen: list[str]) -> None:
        never = {name: bool(data.get(name)) for name in ("never_phone", "never_email")}
        for channel in refused_but_chosen(in_order(chosen), **never):
            self.add_error(
                CHOICES[chosen.index(channel)],
                _("You also ticked never to use this way. Which do you mean? Change one of the two."),
            )

    def _check_reachable(self, data: dict[str, Any], chosen: list[str]) -> None:
        needed = {Channel.EMAIL: ["email"], Channel.POST: ["address"], Channel.PHONE: ["landline", "mobile"]}
        needed[Channel.TEXT] = ["mobile"]
        for channel in in_order(chosen):
            fields = needed[Channel(channel)]
            if not any(data.get(name) for name in fields) and not any(name in self.errors for name in fields):
                self.add_error(fields[0], _("We need this to reach you in the way you chose."))

    def answers(self) -> dict[str, Any]:
        """The person's own fields as `save_profile` and `write_down` take them."""
        kept = list(self._meta.fields or [])
        return {name: self.cleaned_data[name] for name in [*kept, "channel_order"]}


PERSON_FIELDS = [
    "full_name",
    "call_me",
    "email",
    "mobile",
    "landline",
    "address",
    "postcode",
    "never_phone",
    "never_email",
    "speaks",
    "reads",
    "text_format",
    "reachable",
    "answer_days",
]
HINTS = {
    "call_me": _("In letters and when we ring, for example “Rowan” or “Mrs Alcott”"),
    "address": _("Only if you like letters by post, claim for miles, or are paid by cheque"),
    "speaks": _("For example: Urdu, Punjabi, some English"),
    "reads": _("The language you would like to read"),
    "reachable": _("For example: mornings, not Wednesday"),
    "answer_days": _("Working days. We never give you less time than this, nor less than our own rule."),
}


class ProfileForm(ChannelChoices):
    """One's own profile."""

    answer_days = forms.IntegerField(
        label=_("Days you need to answer"), min_value=0, max_value=LONGEST_WAIT, help_text=HINTS["answer_days"]
    )
    fieldsets = [
        (_("Your name"), ["full_name", "call_me"]),
        (_("Where we reach you"), ["email", "mobile", "landline", "address", "postcode"]),
        (_("How we reach you"), [*CHOICES, "never_phone", "never_email", "reachable", "answer_days"]),
        (_("Language and papers"), ["speaks", "reads", "text_format"]),
    ]

    class Meta:
        model = Person
        fields = PERSON_FIELDS
        help_texts = HINTS
        widgets = {
            "full_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "mobile": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "class": "nhsuk-input--width-20"}),
            "landline": forms.TextInput(attrs={"type": "tel", "class": "nhsuk-input--width-20"}),
            "address": forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
            "postcode": forms.TextInput(attrs={"autocomplete": "postal-code", "class": "nhsuk-input--width-10"}),
        }


class EditPersonForm(ProfileForm):
    """The same profile, changed by staff because somebody asked."""

    fieldsets = [
        (_("Name"), ["full_name", "call_me"]),
        (_("Where we reach them"), ["email", "mobile", "landline", "address", "postcode"]),
        (_("How we reach them"), [*CHOICES, "never_phone", "never_email", "reachable", "answer_days"]),
        (_("Language and papers"), ["speaks", "reads", "text_format"]),
    ]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _speak_of_them(self)


class NewPersonForm(ChannelChoices):
    """Somebody rings: the questions in the order of a conversation (practice.md 4 c, step 1)."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Takes part in"))
    consent_source = forms.ChoiceField(
        label=_("How they told us"), choices=[choice for choice in ConsentSource.choices if choice[0] != "online"]
    )
    consent_at = MomentField(label=_("When they told us"))
    agreed = forms.BooleanField(
        label=_("They agree that we keep this"),
        help_text=_("Say: “I write this down so that we can ask you and pay you. You can see it, change it, or have "
                    "it forgotten, by ringing me. Is that all right?”"),
    )  # fmt: skip
    answer_days = forms.IntegerField(
        label=_("Working days they need to answer"), min_value=0, max_value=LONGEST_WAIT, required=False
    )
    fieldsets = [
        (_("Who is it?"), ["full_name", "call_me", "organisation"]),
        (_("How do we reach you best?"), ["landline", "mobile", "address", "postcode", "email", *CHOICES]),
        (_("When, and how not?"), ["reachable", "never_phone", "never_email", "answer_days"]),
        (_("Language and papers"), ["text_format", "speaks", "reads"]),
        (_("May we keep this?"), ["consent_source", "consent_at", "agreed"]),
    ]

    class Meta(ProfileForm.Meta):
        pass

    def __init__(self, *args: Any, by: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = organisations_for(by, Permission.ADD_PERSON)
        cast(forms.ModelChoiceField, self.fields["organisation"]).queryset = choices
        only = list(choices[:2])
        if len(only) == 1:
            self.fields["organisation"].initial = only[0]
        _speak_of_them(self)

    def clean_answer_days(self) -> int:
        """Nothing said is no wish."""
        return self.cleaned_data["answer_days"] or 0


def _speak_of_them(form: forms.ModelForm) -> None:
    """Labels that speak to the person, turned to speak of the person."""
    form.fields["first_choice"].label = _("First way to reach them")
    form.fields["call_me"].label = _("What we should call them")
    form.fields["call_me"].help_text = _("For example “Rowan” or “Mrs Alcott”")
    form.fields["reachable"].label = _("Times they can be reached")
    form.fields["speaks"].label = _("Languages they speak or sign")
    form.fields["reads"].label = _("Language they like to read")
    form.fields["reads"].help_text = ""
    form.fields["never_phone"].label = _("Never phone them")
    form.fields["never_email"].label = _("Never email them")
    form.fields["address"].help_text = _("Only if they like letters by post, claim for miles, or are paid by cheque")


class NameForm(forms.Form):
    """The first thing somebody tells us after signing in."""

    full_name = forms.CharField(
        label=_("Your full name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    call_me = forms.CharField(label=_("What we should call you"), max_length=80, required=False)


class SupporterForm(forms.ModelForm):
    """Somebody who comes along or helps."""

    class Meta:
        model = Supporter
        fields = ["full_name", "comes_along", "phone"]
        labels = {"full_name": _("Their name"), "phone": _("Their phone, if we may ring them on the day")}


class PauseForm(forms.Form):
    """How long the pause lasts."""

    until = DateField(
        label=_("Last day of the pause"), required=False, help_text=_("Leave empty for a pause without an end")
    )

    def clean_until(self) -> Any:
        """A pause ends today or later."""
        until = self.cleaned_data["until"]
        if until and until < timezone.localdate():
            raise forms.ValidationError(_("This day is over. Choose today or a later day."))
        return until


class ForgetForm(forms.Form):
    """Being forgotten cannot be taken back, so it is confirmed."""

    sure = forms.BooleanField(label=_("I understand that this cannot be undone"))


class TokenForm(forms.Form):
    """A key for a program."""

    name = forms.CharField(label=_("What it is for"), max_length=80, help_text=_("For example: our spreadsheet"))
    days = forms.TypedChoiceField(
        label=_("How long it works"),
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("One year"))],
        coerce=int,
        initial=90,
    )


class FindPeopleForm(forms.Form):
    """Narrow the team's list of people."""

    q = forms.CharField(label=_("Name, email or phone"), required=False)
    channel = forms.ChoiceField(
        label=_("Likes to be reached by"), choices=[("", _("Any way")), *Channel.choices], required=False
    )
