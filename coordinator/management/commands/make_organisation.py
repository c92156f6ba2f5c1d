"""`manage.py make_organisation`: the first organisation of an installation, with its head. Run twice, it is there once."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import timezone

from coordinator.keeping.actions import Begun, FirstHead, begin_organisation
from coordinator.organisations.models import OrganisationType, check_time_zone
from coordinator.people.phones import check_phone
from coordinator.workflow.refusals import Refusal

NEXT = """
What to do next:
1. Start it: manage.py serve
2. {head} opens {sign_in} and signs in with {email}: a code comes by email, then a second step is set up
   (a passkey or an app).
3. Under “Organisation” {head} gives the others their roles. First those who check, approve and pay claims: nobody
   can give themselves one of these.
4. Before the first call, look at how much notice you give ({notice}) and at rates and limits ({rates})."""


class Command(BaseCommand):
    """Make an organisation with its first head, who also coordinates until others are there."""

    help = "Makes an organisation with its first head, team and contact card. Changes nothing where there is a head."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What the organisation is, and who begins."""
        parser.add_argument("--name", required=True, help="as it stands on calls and letters")
        parser.add_argument("--kind", required=True, choices=OrganisationType.values)
        parser.add_argument("--head-name", required=True, help="full name of the first head")
        parser.add_argument("--head-email", required=True, help="their own email: they sign in with it")
        parser.add_argument("--head-phone", required=True, help="a direct number: calls and letters show it")
        parser.add_argument("--head-title", default="Head of involvement", help="job title (Head of involvement)")
        parser.add_argument("--team", default="Involvement team", help="name of the first team (Involvement team)")
        parser.add_argument("--mailbox", default="", help="the team's mailbox; the head's email unless given")
        parser.add_argument("--time-zone", default="Europe/London", help="(Europe/London)")

    def handle(self, *args: Any, **said: Any) -> None:
        """Make it, or say that it is there."""
        for name, check in {
            "head_email": validate_email,
            "head_phone": check_phone,
            "time_zone": check_time_zone,
        }.items():
            _checked(name, said[name], check)
        head = FirstHead(said["head_name"], said["head_email"], said["head_phone"], said["head_title"])
        try:
            begun = begin_organisation(
                said["name"], kind=said["kind"], time_zone=said["time_zone"], head=head, team=said["team"],
                mailbox=said["mailbox"] or head.email, now=timezone.now(),
            )  # fmt: skip
        except Refusal as reason:
            raise CommandError(str(reason)) from reason
        self._tell(begun)

    def _tell(self, begun: Begun) -> None:
        organisation, head = begun.organisation.name, begun.head
        if not begun.made:
            self.stdout.write(f"{organisation} has a head already: {head.full_name}. Nothing was changed.")
            return
        self.stdout.write(f"{organisation} is there. {head.full_name} is its head and coordinates until others do.")
        pages = {"sign_in": "account_login", "notice": "team_notice", "rates": "finance_rates"}
        addresses = {word: settings.PUBLIC_URL + reverse(page) for word, page in pages.items()}
        self.stdout.write(NEXT.format(head=head.full_name, email=head.email, **addresses))


def _checked(name: str, text: str, check: Any) -> None:
    try:
        check(text)
    except ValidationError as reason:
        raise CommandError(f"--{name.replace('_', '-')}: {reason.messages[0]}") from reason
