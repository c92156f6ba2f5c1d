"""Handing an email over, and knowing what became of it: taken, refused, or cut short."""

from __future__ import annotations

import smtplib
from datetime import datetime
from email.utils import format_datetime, formataddr
from types import TracebackType

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from coordinator.letters.models import Letter, Trouble
from coordinator.letters.writing import Written
from coordinator.workflow.clock import seen

log = structlog.get_logger("coordinator.letters")
PERMANENT = 500  # SMTP replies from here on will not change by trying again (RFC 5321 4.2.1)


class NotSent(Exception):
    """The email did not go out, or nobody can know.

    `refused`: the service said no, so what was handed over has surely not arrived. `for_good`: trying again is no use.
    """

    def __init__(self, trouble: Trouble, *, refused: bool = False, for_good: bool = False) -> None:
        super().__init__(trouble.value)
        self.trouble, self.refused, self.for_good = trouble, refused, for_good


def message_id(letter: Letter) -> str:
    """The same for every attempt, so that a reader's mail program shows a repeated letter once (quality.md R16)."""
    return f"<{letter.pk}@{settings.PUBLIC_HOST}>"


def as_email(letter: Letter, written: Written, *, now: datetime) -> EmailMessage:
    """The letter as an email of this moment: in plain text, replies go to the person who signs."""
    sender = " ".join(f"{written.signer.name}, {letter.organisation.name}".split())
    return EmailMessage(
        subject=written.subject,
        body=written.text,
        from_email=formataddr((sender, settings.DEFAULT_FROM_EMAIL)),
        to=[letter.person.email],
        reply_to=[written.signer.email],
        headers={
            "Message-ID": message_id(letter),
            "Date": format_datetime(now),  # the worker's clock, which in the demo tells the story's day
            "Auto-Submitted": "auto-generated",
        },
    )


class Carrier:
    """One connection to the email service for a batch of letters. A service that is away is asked once a batch."""

    def __init__(self) -> None:
        self._connection = get_connection()
        self._away = False

    def __enter__(self) -> Carrier:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, where: TracebackType | None
    ) -> None:
        self._hang_up()

    def be_ready(self) -> None:
        """Connect, before anything is promised. Raises NotSent when nobody answers: then surely nothing went out."""
        if self._away:
            raise NotSent(Trouble.SERVER)
        try:
            self._connection.open()
        except (smtplib.SMTPException, OSError) as fault:
            self._away = True
            log.warning("email service away", **seen(fault))
            raise NotSent(Trouble.SERVER) from fault

    def carry(self, message: EmailMessage) -> None:
        """Hand one email over. Raises NotSent, which says whether it may have arrived all the same."""
        try:
            self._connection.send_messages([message])
        except smtplib.SMTPRecipientsRefused as fault:
            self._hang_up()
            gone = any(code >= PERMANENT for code, _reply in fault.recipients.values())
            raise NotSent(Trouble.ADDRESS if gone else Trouble.REFUSED, refused=True, for_good=gone) from fault
        except smtplib.SMTPResponseException as fault:
            self._hang_up()
            raise NotSent(Trouble.REFUSED, refused=True) from fault
        except (smtplib.SMTPException, OSError) as fault:
            self._hang_up()
            raise NotSent(Trouble.CUT) from fault

    def _hang_up(self) -> None:
        try:
            self._connection.close()
        except (smtplib.SMTPException, OSError) as fault:
            log.info("email service hung up first", **seen(fault))
