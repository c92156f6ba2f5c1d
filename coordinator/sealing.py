"""Words that are unreadable in the database file and in a copy of it: needs in own words, bank details."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import models


@cache
def _cipher(secret: str) -> Fernet:
    key = hashlib.scrypt(secret.encode(), salt=b"coordinator.sealing", n=2**14, r=8, p=1, dklen=32)
    return Fernet(base64.urlsafe_b64encode(key))


def seal(text: str) -> str:
    """Encrypt; an empty text stays empty, so that its absence can be asked for."""
    return _cipher(settings.SEALING_KEY).encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str) -> str:
    """Decrypt what `seal` made."""
    return _cipher(settings.SEALING_KEY).decrypt(sealed.encode()).decode() if sealed else ""


class SealedTextField(models.TextField):
    """A text that is sealed in the database and plain in Python."""

    def get_prep_value(self, value: Any) -> Any:
        """Python to database."""
        value = super().get_prep_value(value)
        return value if value is None else seal(value)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """Database to Python."""
        return value if value is None else unseal(value)
