"""What a password must be, in words that help."""

from __future__ import annotations

from django.contrib.auth import password_validation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class LongEnough(password_validation.MinimumLengthValidator):
    """Length is what makes a password hard to guess."""

    def get_error_message(self) -> str:
        """What to do when it is too short."""
        text = ngettext("Please use %(num)d letter or more.", "Please use %(num)d letters or more.", self.min_length)
        return text % {"num": self.min_length}

    def get_help_text(self) -> str:
        """What is asked, before anything is typed."""
        return ngettext("%(num)d letter or more", "%(num)d letters or more", self.min_length) % {"num": self.min_length}


class NotInEveryList(password_validation.CommonPasswordValidator):
    """The thousands that are tried first are no password."""

    def get_error_message(self) -> str:
        """What to do when it is one of them."""
        return _("Many people use this one, so it is tried first. Please choose another.")

    def get_help_text(self) -> str:
        """What is asked, before anything is typed."""
        return _("Not one that many people use")
