"""Fields that read what people write: dates in three boxes, times, pounds, miles. What was typed is kept."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coordinator.design import moments
from coordinator.design.reading import Unreadable, read_date, read_miles, read_time
from coordinator.money import MoneyNotUnderstood, parse_pence


class PartsInput(forms.MultiWidget):
    """Several boxes with one name: `name_day`, `name_month`, … A single ISO value under the plain name works too."""

    parts: ClassVar[list[tuple[str, Any, int]]] = []
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({name: forms.TextInput for name, _label, _width in self.parts}, attrs)

    def decompress(self, value: Any) -> list[str]:
        """The boxes for a value that is not yet split."""
        return [""] * len(self.parts) if value in (None, "") else self.split(value)

    def split(self, value: Any) -> list[str]:
        """A value as the texts of its boxes."""
        raise NotImplementedError

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """What was typed, box by box."""
        if data.get(name):
            return self.split_text(str(data.get(name)))
        return [str(value or "").strip() for value in super().value_from_datadict(data, files, name)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """True when neither the boxes nor the plain name came in."""
        return name not in data and super().value_omitted_from_data(data, files, name)

    def split_text(self, text: str) -> list[str]:
        """An ISO text as the texts of the boxes."""
        raise NotImplementedError

    def boxes(self, name: str, auto_id: str, value: Any) -> list[dict[str, Any]]:
        """What the template draws: name, id, label, width and text of each box."""
        texts = value if isinstance(value, list) else self.decompress(value)
        return [
            {"name": f"{name}_{part}", "id": f"{auto_id}_{part}", "label": str(label), "width": width, "value": text}
            for (part, label, width), text in zip(self.parts, texts, strict=True)
        ]


class DateInput(PartsInput):
    """Day, month and year in three boxes, as the NHS design system draws a date."""

    parts = [("day", _("Day"), 2), ("month", _("Month"), 3), ("year", _("Year"), 4)]

    def split(self, value: Any) -> list[str]:
        """A date as day, month, year."""
        if isinstance(value, str):
            return self.split_text(value)
        return [str(value.day), str(value.month), str(value.year)]

    def split_text(self, text: str) -> list[str]:
        """ "2026-03-26" as 26, 3, 2026; anything else stays whole in the first box."""
        try:
            return self.split(dt.date.fromisoformat(text[:10]))
        except ValueError:
            return [text, "", ""]


class MomentInput(PartsInput):
    """A date in three boxes with a fourth for the time."""

    parts = [*DateInput.parts, ("time", _("Time"), 5)]

    def split(self, value: Any) -> list[str]:
        """A moment as day, month, year, time, on the clock it carries."""
        if isinstance(value, str):
            return self.split_text(value)
        return [str(value.day), str(value.month), str(value.year), moments.time(value.timetz().replace(tzinfo=None))]

    def split_text(self, text: str) -> list[str]:
        """ "2026-03-26T14:30" as 26, 3, 2026, 2:30pm; anything else stays whole in the first box."""
        try:
            return self.split(dt.datetime.fromisoformat(text))
        except ValueError:
            return [text, "", "", ""]


class TimeInput(forms.TextInput):
    """A time as people write it, in one box."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "nhsuk-input--width-5"} | (attrs or {}))

    def format_value(self, value: Any) -> str | None:
        """A time as "8:45am"; what was typed as it was typed."""
        return moments.time(value) if isinstance(value, dt.time) else super().format_value(value)


class ReadField(forms.Field):
    """A field whose `read` turns the typed text into the value or says what to do."""

    example: Any = ""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", self.example)
        super().__init__(**options)

    def read(self, typed: Any) -> Any:
        """The value; `Unreadable` with a sentence for the person when there is none."""
        raise NotImplementedError

    def to_python(self, value: Any) -> Any:
        """None for nothing typed; the value that was read; ValidationError with what to do."""
        if self._nothing(value):
            return None
        try:
            return self.read(value)
        except Unreadable as unreadable:
            raise ValidationError(unreadable.message, code="invalid") from unreadable

    @staticmethod
    def _nothing(value: Any) -> bool:
        return not any(value) if isinstance(value, list) else value in (None, "")

    def validate(self, value: Any) -> None:
        """Zero is an answer; nothing is not."""
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")


class DateField(ReadField):
    """A date in three boxes. Cleans to `datetime.date`."""

    widget = DateInput
    example = _("For example, 26 3 2026")

    def read(self, typed: Any) -> dt.date:
        """The date that day, month and year name."""
        if isinstance(typed, dt.date):
            return typed
        return read_date(*(typed if isinstance(typed, list) else DateInput().split_text(str(typed))))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Does `data` name another date than `initial`?"""
        boxes = DateInput()
        before = boxes.decompress(initial)
        return before != (data if data is not None else boxes.decompress(None))


class TimeField(ReadField):
    """A time in one box: "8:45am", "14.30", "midday". Cleans to `datetime.time`."""

    widget = TimeInput
    example = _("For example, 8:45am or 14:30")

    def read(self, typed: Any) -> dt.time:
        """The time that was meant."""
        return typed if isinstance(typed, dt.time) else read_time(str(typed))


class MomentField(ReadField):
    """A date and a time of day in `zone`. Cleans to an aware datetime in UTC.

    A form sets `self.fields["starts_at"].zone = organisation.zone`.
    """

    widget = MomentInput
    example = _("For example, 26 3 2026 and 8:45am")
    zone: moments.Zone = None

    def prepare_value(self, value: Any) -> Any:
        """A stored moment on the clock of the zone."""
        return moments.local(value, self.zone) if isinstance(value, dt.datetime) else value

    def read(self, typed: Any) -> dt.datetime:
        """The moment that date and time name in the zone; a moment with its own offset is taken as it is."""
        if isinstance(typed, str):
            typed = MomentInput().split_text(typed)
        *date, time = typed
        found = dt.datetime.combine(read_date(*date), read_time(time), tzinfo=moments.zone_of(self.zone))
        return found.astimezone(dt.UTC)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Does `data` name another moment than `initial`?"""
        boxes = MomentInput()
        return boxes.decompress(self.prepare_value(initial)) != (data or boxes.decompress(None))


class MoneyField(ReadField):
    """An amount in pounds as people write it. Cleans to integer pence; an integer given by a program is pence."""

    widget = forms.TextInput
    prefix = "£"
    least: int = 0

    def __init__(self, *, least: int = 0, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"class": "nhsuk-input--width-5", "inputmode": "decimal"}))
        self.least = least
        super().__init__(**options)

    def read(self, typed: Any) -> int:
        """Pence, never below `least`."""
        pence = typed if isinstance(typed, int) else self._parsed(str(typed))
        if pence < self.least:
            raise Unreadable(_("Please write an amount of {least} or more").format(least=moments.money(self.least)))
        return pence

    @staticmethod
    def _parsed(typed: str) -> int:
        try:
            return parse_pence(typed)
        except MoneyNotUnderstood as unclear:
            raise Unreadable(gettext(unclear.hint)) from unclear

    def prepare_value(self, value: Any) -> Any:
        """Stored pence as pounds; what was typed as it was typed."""
        return f"{value // 100}.{value % 100:02}" if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Does `data` mean another amount than `initial`?"""
        return str(self.prepare_value(initial) or "") != str(data or "")


class MilesField(ReadField):
    """Miles with at most one decimal. Cleans to integer tenths of a mile."""

    suffix = _("miles")

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"class": "nhsuk-input--width-5", "inputmode": "decimal"}))
        super().__init__(**options)

    def read(self, typed: Any) -> int:
        """Tenths of a mile."""
        return typed if isinstance(typed, int) else read_miles(str(typed))

    def prepare_value(self, value: Any) -> Any:
        """Stored tenths as miles; what was typed as it was typed."""
        return f"{value / 10:g}" if isinstance(value, int) else value
