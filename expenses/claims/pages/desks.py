"""One set of pages, two desks: the person writes their own claim, or staff write it for somebody who rang or wrote."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from coordinator.authorization.permissions import Permission
from coordinator.people.doors import for_somebody, for_staff, who_is_here
from coordinator.people.models import Person
from coordinator.people.signed_in import Visit
from expenses.claims.models import Claim
from expenses.claims.queries import claims_listed, claims_written_by

Page = Callable[..., HttpResponse]


def _own(person: Person | None) -> QuerySet[Claim]:
    return Claim.objects.filter(person=person) if person else Claim.objects.none()


@dataclass(frozen=True)
class Desk:
    """Who sits here: names of pages begin with `prefix`, addresses with `path`; `claims` are those that may be written."""

    prefix: str
    path: str
    claims: Callable[[Person | None], QuerySet[Claim]]
    for_them: bool = False

    def url(self, name: str, *args: Any) -> str:
        """The address of a page of this desk: `desk.url("_send", claim.pk)`."""
        return reverse(self.prefix + name, args=args)

    def find(self, request: Visit, pk: UUID) -> Claim:
        """The claim, or a 404."""
        return get_object_or_404(claims_listed(self.claims(who_is_here(request))), pk=pk)

    def opens(self, page: Page) -> Page:
        """`page` behind this desk's door, told at which desk it is."""

        @wraps(page)
        def at_desk(request: Visit, **kwargs: Any) -> HttpResponse:
            return page(request, desk=self, **kwargs)

        return for_staff(Permission.WRITE_CLAIM_FOR)(at_desk) if self.for_them else for_somebody(at_desk)


MINE = Desk("my_claim", "me/claims/", _own)
THEIRS = Desk("team_claim", "team/claims/", claims_written_by, for_them=True)
