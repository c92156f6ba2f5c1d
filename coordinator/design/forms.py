"""Every ordinary Django form as the design system draws it: `{{ form }}` is enough (access.md 4.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _
from markupsafe import Markup

from coordinator.design.fields import (
    DateField,
    DateInput,
    MilesField,
    MomentField,
    MomentInput,
    MoneyField,
    PartsInput,
    TimeField,
    TimeInput,
)
from coordinator.design.words import name_the_empty_choice, speak_plainly

__all__ = [
    "BoundField",
    "DateField",
    "DateInput",
    "FormRenderer",
    "MilesField",
    "MomentField",
    "MomentInput",
    "MoneyField",
    "TimeField",
    "TimeInput",
]

KINDS: list[tuple[type[forms.Widget], str]] = [
    (PartsInput, "parts"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
]
CLASSES = {
    "checkboxes": "nhsuk-checkboxes__input",
    "checkbox": "nhsuk-checkboxes__input",
    "radios": "nhsuk-radios__input",
    "select": "nhsuk-select",
    "textarea": "nhsuk-textarea",
    "file": "nhsuk-file-upload__input",
    "input": "nhsuk-input",
}
DRAWN_BY_MACRO = {
    "id",
    "class",
    "required",
    "maxlength",
    "minlength",
    "min",
    "max",
    "step",
    "rows",
    "cols",
    "type",
    "inputmode",
    "autocomplete",
    "aria-describedby",
    "aria-invalid",
    "placeholder",
    "autofocus",
    "checked",
}


class BoundField(forms.BoundField):
    """A field with its data, as the field template needs it. Its words are ours from before it is checked."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        speak_plainly(field, str(self.label).rstrip(": "))
        name_the_empty_choice(field)

    @property
    def kind(self) -> str:
        """Which part of the field template draws it."""
        widget = self.field.widget
        return next((kind for widget_class, kind in KINDS if isinstance(widget, widget_class)), "input")

    @property
    def title(self) -> str:
        """The label, with "(optional)" where other questions of the form must be answered."""
        if self.field.required or self.kind in {"checkbox", "checkboxes"} or not self._others_needed():
            return str(self.label)
        return _("{label} (optional)").format(label=self.label)

    def _others_needed(self) -> bool:
        return any(field.required for field in self.form.fields.values())

    @property
    def hint(self) -> str:
        """The help text. What Django calls safe becomes what Jinja2 calls safe, or its filters would forget it."""
        text = str(self.help_text or "")
        return Markup(text.__html__()) if hasattr(text, "__html__") else text  # noqa: S704 - safe already

    @property
    def problem(self) -> str:
        """What to put right, in one line; empty when all is well."""
        return " ".join(str(error) for error in self.errors)

    @property
    def focus_id(self) -> str:
        """The id that a link in the summary goes to: the first box of the field."""
        if self.kind == "parts":
            return self.parts[0]["id"]
        return self.auto_id or self.html_name

    @property
    def widget_data(self) -> dict[str, Any]:
        """The widget's own context: name, value, attributes, choices."""
        attrs = self.build_widget_attrs({}, self.field.widget)
        if self.auto_id:
            attrs["id"] = self.auto_id
        return self.field.widget.get_context(self.html_name, self.value(), attrs)["widget"]

    @property
    def attributes(self) -> dict[str, Any]:
        """The widget's attributes that the design system's macro does not write itself."""
        attrs = self.widget_data["attrs"].items()
        return {key: {"value": value, "optional": True} for key, value in attrs if key not in DRAWN_BY_MACRO}

    @property
    def parts(self) -> list[dict[str, Any]]:
        """The boxes of a date or a moment."""
        return self.field.widget.boxes(self.html_name, self.auto_id or self.html_name, self.value())

    @property
    def parts_as_items(self) -> list[dict[str, Any]]:
        """The boxes as the design system's date input takes them."""
        return [
            {
                **part,
                "classes": f"nhsuk-input--width-{part['width']}",
                "inputmode": "text" if part["width"] == 5 else None,
            }
            for part in self.parts
        ]

    @property
    def own_classes(self) -> str:
        """The classes the form's author gave the widget; boxes for numbers are short unless she says otherwise."""
        usual = "nhsuk-input--width-5" if isinstance(self.field, forms.IntegerField) else ""
        return str(self.field.widget.attrs.get("class", usual))

    @property
    def tick_value(self) -> str:
        """What a ticked box sends."""
        return str(self.widget_data["value"] or "on")

    @property
    def ticked(self) -> bool:
        """Is the single box ticked?"""
        return bool(self.widget_data["attrs"].get("checked"))

    @property
    def options(self) -> list[dict[str, Any]]:
        """The answers to choose from, each with its text, value, hint and whether it is chosen."""
        hints = getattr(self.field.widget, "hints", {})
        return [
            {
                "text": str(option.data["label"]),
                "value": "" if option.data["value"] is None else str(option.data["value"]),
                "checked": option.data["selected"],
                "hint": str(hints.get(str(option.data["value"]), "")) or None,
            }
            for option in self.subwidgets
        ]

    @property
    def input_mode(self) -> str | None:
        """The keyboard a phone should show."""
        if isinstance(self.field, forms.DecimalField | forms.FloatField):
            return "decimal"
        if isinstance(self.field, forms.IntegerField):
            return "numeric"
        return self.field.widget.attrs.get("inputmode")

    @property
    def input_type(self) -> str:
        """The input's type. Numbers are text: a spin button changes amounts by a turn of the wheel."""
        found = getattr(self.field.widget, "input_type", "text")
        return "text" if found in {"number", "url"} else found

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Django's attributes with our class, and without those that make a browser speak in our place."""
        built = super().build_widget_attrs(attrs, widget)
        for name in ("required", "aria-invalid"):
            built.pop(name, None)
        given = (widget or self.field.widget).attrs.get("class", "")
        built["class"] = f"{CLASSES.get(self.kind, '')} {given}".strip()
        return built


class FormRenderer(TemplatesSetting):
    """FORM_RENDERER: our templates for forms, fields and sets of forms."""

    form_template_name = "form/form.html"
    formset_template_name = "form/formset.html"
    field_template_name = "form/field.html"
    bound_field_class = BoundField

    def groups(self, form: forms.BaseForm) -> Iterator[tuple[Any, list[forms.BoundField]]]:
        """(legend, fields): the form's `fieldsets`, or `groups` of its Meta; what they leave out comes last."""
        meta = getattr(form, "Meta", None)
        wanted = getattr(form, "fieldsets", None) or getattr(meta, "groups", None) or getattr(meta, "fieldsets", None)
        seen = {field.name for field in form.hidden_fields()}
        for legend, names in wanted or ():
            fields = [form[name] for name in names if name in form.fields and name not in seen]
            seen.update(field.name for field in fields)
            if fields:
                yield legend, fields
        rest = [field for field in form.visible_fields() if field.name not in seen]
        if rest:
            yield None, rest
