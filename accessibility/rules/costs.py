"""Kinds of cost that a standing agreement may cover. Finance knows them by these words and learns nothing more."""

from accessibility.rules.words import _

COST_KINDS: dict[str, str] = {
    "taxi": _("Taxi"),
    "train": _("Train"),
    "mileage": _("Mileage"),
    "parking": _("Parking"),
    "childcare": _("Childcare"),
    "replacement_care": _("Care for somebody they look after"),
    "personal_assistant": _("Personal assistant"),
    "meals": _("Meals"),
    "data": _("Phone data"),
    "other": _("Other costs"),
}
