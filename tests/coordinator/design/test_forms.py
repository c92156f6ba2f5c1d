"""Every ordinary form as the design system draws it, with our words, keeping what was typed."""

import datetime as dt
import re

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from coordinator.design.fields import DateInput, MomentInput, PartsInput, ReadField
from coordinator.design.forms import DateField, MilesField, MomentField, MoneyField, TimeField
from coordinator.design.words import please
from coordinator.organisations.models import Organisation, Team
from tests.coordinator.design.gallery import TYPED, EveryField

MOMENT = dt.datetime(2026, 7, 1, 8, 45, tzinfo=dt.UTC)


def refusal(field, value):
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return refused.value.messages


def test_what_was_typed_wrongly_is_said_beside_each_field_and_once_in_the_summary():
    form = EveryField(TYPED)
    assert {name: lines[0] for name, lines in form.errors.items()} == {
        "email": "Write an email address like name@example.org",
        "coming": "Please choose an answer for “Will you come?”",
        "day": "There is no such day in the calendar. Check the day and the month.",
        "time": "Add am or pm: 8am or 8pm?",
        "train": "Write the amount in figures, for example 12.50.",
        "people": "The most we can take here is 9",
        "venue": "Please choose an answer for “Where?”",
        "agree": "Please tick “I agree to be rung”",
    }
    page = str(form)
    assert "Please check a few things" in page
    for name, words in (("name", "&lt;Rowan&gt;"), ("car", "12,5"), ("story", "One\ntwo"), ("day_day", "31")):
        assert (name, words in page) == (name, True)
    for name in ("day", "coming", "agree"):
        assert (name, re.search(rf'href="#id_{name}[^"]*"', page) is not None) == (name, True)


def test_every_link_of_the_summary_leads_to_something():
    page = str(EveryField(TYPED))
    targets = re.findall(r'href="#([^"]+)"', page)
    assert [target for target in targets if f'id="{target}"' not in page] == []
    assert len(targets) == 8


def test_no_id_stands_twice_and_no_attribute_either():
    for form in (EveryField(), EveryField(TYPED), EveryField(TYPED | {"agree": "on"})):
        page = str(form)
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert sorted(ids) == sorted(set(ids))
        for tag in re.findall(r"<input[^>]*>", page):
            names = re.findall(r"\s([a-z-]+)(?==|\s|>)", re.sub(r'"[^"]*"', '""', tag))
            assert sorted(names) == sorted(set(names)), tag


def test_the_form_is_drawn_in_groups_with_what_they_leave_out_last():
    page = str(EveryField())
    order = [page.index(words) for words in ("About you", "Your name", "The day", "Which day suits you?", "Train")]
    assert order == sorted(order)


def test_labels_say_what_may_be_left_empty_only_where_something_must_not():
    class AllOptional(forms.Form):
        said = forms.CharField(label="Words", required=False)

    assert EveryField()["car"].title == "Car (optional)"
    assert AllOptional()["said"].title == "Words"


def test_browsers_do_not_speak_in_our_place():
    page = str(EveryField())
    assert [name for name in (" required", " min=", " max=", 'type="number"') if name in page] == []


def test_a_ticked_box_stays_ticked():
    page = str(EveryField(TYPED | {"agree": "on"}))
    assert re.search(r'<input[^>]*name="agree"[^>]*checked', page)
    assert not re.search(r'<input[^>]*name="agree"[^>]*checked', str(EveryField(TYPED)))


def test_files_say_what_happened_to_them():
    class Upload(forms.Form):
        receipt = forms.FileField(label="Receipt", max_length=9)

    form = Upload({}, {"receipt": SimpleUploadedFile("r.pdf", b"")})
    assert form.errors["receipt"] == ["This file is empty. Please choose another."]
    assert Upload({}, {}).errors["receipt"] == ["Please choose a file for “Receipt”"]
    long = Upload({}, {"receipt": SimpleUploadedFile("a-very-long-name.pdf", b"x")})
    assert long.errors["receipt"] == ["The name of this file is too long. Please shorten it and choose it again."]


def test_words_that_a_field_chose_itself_stay():
    class Own(forms.Form):
        said = forms.CharField(label="Words", max_length=3, error_messages={"required": "Say it."})

    assert Own({"said": ""}).errors["said"] == ["Say it."]
    assert Own({"said": "four"}).errors["said"] == ["Please use 3 letters or fewer. There are 4 now."]
    assert please(forms.CharField(), "Words") == "Please fill in “Words”"


# -- dates ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("typed", [["26", "3", "2026"], "2026-03-26", dt.date(2026, 3, 26)])
def test_a_date_comes_in_three_boxes_as_iso_or_as_it_is(typed):
    assert DateField().clean(typed) == dt.date(2026, 3, 26)


def test_a_date_that_may_be_left_out_is_none():
    assert DateField(required=False).clean(["", "", ""]) is None
    assert refusal(DateField(), ["", "", ""]) == ["This field is required."]
    assert refusal(DateField(), "soon") == ["Write the date with day, month and year, for example 26 3 2026"]


def test_the_boxes_of_a_date_show_its_value():
    widget = DateInput()
    assert [box["value"] for box in widget.boxes("day", "id_day", dt.date(2026, 3, 26))] == ["26", "3", "2026"]
    assert [box["value"] for box in widget.boxes("day", "id_day", "2026-03-26")] == ["26", "3", "2026"]
    assert [box["value"] for box in widget.boxes("day", "id_day", None)] == ["", "", ""]
    assert [box["id"] for box in widget.boxes("day", "id_day", None)] == ["id_day_day", "id_day_month", "id_day_year"]


def test_a_date_knows_whether_it_changed():
    field = DateField()
    assert field.has_changed(dt.date(2026, 3, 26), ["26", "3", "2026"]) is False
    assert field.has_changed(dt.date(2026, 3, 26), ["27", "3", "2026"]) is True
    assert field.has_changed(None, None) is False


def test_a_program_may_send_one_value_for_three_boxes():
    widget = DateInput()
    assert widget.value_from_datadict({"day": "2026-03-26"}, {}, "day") == ["26", "3", "2026"]
    assert widget.value_omitted_from_data({}, {}, "day") is True
    assert widget.value_omitted_from_data({"day": "x"}, {}, "day") is False


# -- moments --------------------------------------------------------------------------------------
def test_a_moment_is_kept_in_utc_and_shown_on_the_clock_on_the_wall():
    field = MomentField()
    assert field.clean(["1", "7", "2026", "9:45am"]) == MOMENT
    assert field.widget.decompress(field.prepare_value(MOMENT)) == ["1", "7", "2026", "9:45am"]
    assert field.has_changed(MOMENT, ["1", "7", "2026", "9:45am"]) is False
    assert field.has_changed(MOMENT, None) is True


def test_a_moment_with_its_own_offset_is_taken_as_it_is():
    assert MomentInput().split_text("2026-07-01T09:45") == ["1", "7", "2026", "9:45am"]
    assert MomentInput().split_text("tomorrow") == ["tomorrow", "", "", ""]
    assert MomentField().clean("2026-07-01T09:45") == MOMENT


def test_a_moment_needs_its_time():
    assert refusal(MomentField(), ["1", "7", "2026", ""]) == ["Write the time like 8:45am or 14:30"]


# -- times, money, miles --------------------------------------------------------------------------
def test_a_time_is_shown_as_it_is_said():
    assert (TimeField().clean("8.45am"), TimeField().clean(dt.time(9))) == (dt.time(8, 45), dt.time(9))
    assert (TimeField().widget.format_value(dt.time(8, 45)), TimeField().widget.format_value("8")) == ("8:45am", "8")


@pytest.mark.parametrize(("typed", "pence"), [("12.50", 1250), ("£12.5", 1250), ("12", 1200), (1250, 1250), ("0", 0)])
def test_money_is_read_to_the_penny(typed, pence):
    assert MoneyField().clean(typed) == pence


def test_money_below_the_least_is_refused_with_the_least():
    assert refusal(MoneyField(least=100), "0.99") == ["Please write an amount of £1.00 or more"]


def test_money_is_shown_as_it_is_typed():
    field = MoneyField()
    assert (field.prepare_value(1205), field.prepare_value("twelve")) == ("12.05", "twelve")
    assert (field.has_changed(1205, "12.05"), field.has_changed(1205, "12.06"), field.has_changed(None, "")) == (
        False,
        True,
        False,
    )


def test_miles_are_kept_in_tenths():
    assert (MilesField().clean("12.5"), MilesField().clean(125)) == (125, 125)
    assert (MilesField().prepare_value(125), MilesField().prepare_value(120), MilesField().prepare_value("x")) == (
        "12.5",
        "12",
        "x",
    )


def test_a_new_kind_of_field_must_say_how_it_reads():
    with pytest.raises(NotImplementedError):
        ReadField().clean("x")
    for unsaid in (lambda: PartsInput().split("x"), lambda: PartsInput().split_text("x")):
        with pytest.raises(NotImplementedError):
            unsaid()


@pytest.mark.parametrize(
    ("field", "example"),
    [
        (forms.IntegerField(), "a whole number in figures, for example 12"),
        (forms.IntegerField(min_value=0, max_value=10), "a whole number in figures, for example 10"),
        (forms.IntegerField(min_value=20), "a whole number in figures, for example 20"),
        (forms.DecimalField(), "a number in figures, for example 12.5"),
        (forms.DecimalField(max_value=8), "a number in figures, for example 8"),
    ],
)
def test_the_example_of_a_number_lies_within_its_limits(field, example):
    class Score(forms.Form):
        score = field

    assert Score({"score": "eleven"}).errors["score"] == [f"Write {example}"]


def test_a_row_of_dashes_has_words(db):
    class Places(forms.Form):
        organisation = forms.ModelChoiceField(Organisation.objects.none())
        team = forms.ModelChoiceField(Team.objects.none(), required=False)
        venue = forms.ModelChoiceField(Team.objects.none(), empty_label="Nowhere yet")

    form = Places()
    assert [form[name].options[0]["text"] for name in form.fields] == ["Choose one", "Not said", "Nowhere yet"]


def test_a_row_of_dashes_among_plain_choices_has_words():
    class Way(forms.Form):
        way = forms.ChoiceField(choices=[("", "---------"), ("post", "By post")], required=False)

    assert [option["text"] for option in Way()["way"].options] == ["Not said", "By post"]
