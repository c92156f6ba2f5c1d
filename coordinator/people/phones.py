"""Phone numbers as people in Britain write them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

HOW_TO_WRITE = _("Write the phone number with its area code, for example 01632 960 117.")


def check_phone(text: str) -> None:
    """Refuse what cannot be a phone number. Numbers kept for drama (01632 960xxx) are welcome: demos use them."""
    import phonenumbers  # when a number is read: a process that only shows pages does without its tables

    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException as reason:
        raise ValidationError(HOW_TO_WRITE) from reason
    if not phonenumbers.is_possible_number(number):
        raise ValidationError(HOW_TO_WRITE)


def dialled(text: str) -> str:
    """The number for a `tel:` link, in international form; the text itself when it cannot be read."""
    import phonenumbers  # when a number is read: a process that only shows pages does without its tables

    try:
        return phonenumbers.format_number(phonenumbers.parse(text, "GB"), phonenumbers.PhoneNumberFormat.E164)
    except phonenumbers.NumberParseException:
        return text
