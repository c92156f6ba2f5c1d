"""Finance's lists: to check, questions, paid."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise, may
from coordinator.people.doors import for_staff, who_is_here
from coordinator.people.signed_in import Visit
from expenses.claims.models import Claim
from expenses.claims.words import kind_label
from expenses.payments.queries import waits
from expenses.payments.rules import safe_cell
from expenses.review import actions
from expenses.review.forms import TogetherForm
from expenses.review.queries import lanes, open_questions, paid_claims, past_questions, reviewed_claims
from expenses.saying import say

A_PAGE = 25
UNPROCESSABLE = 422
A_YEAR = timedelta(days=365)
LANES = ("straight", "look")


@for_staff(Permission.SEE_CLAIMS)
@require_http_methods(["GET", "POST"])
def to_check(request: Visit) -> HttpResponse:
    """What waits: claims that go straight through, several in one press; and those that a person looks at."""
    if request.method != "POST":
        return _to_check_page(request)
    authorise(who_is_here(request), Permission.APPROVE_CLAIM)
    form = TogetherForm(request.POST, known=reviewed_claims(who_is_here(request)))
    if not form.is_valid():
        return _to_check_page(request, " ".join(map(str, form.errors["claims"])))
    outcome = actions.approve_together(form.cleaned_data["claims"], by=who_is_here(request), now=timezone.now())
    _tell(request, outcome)
    return redirect("finance_to_check")


def _to_check_page(request: Visit, problem: str = "") -> HttpResponse:
    viewer, now = who_is_here(request), timezone.now()
    by_lane = dict(zip(LANES, lanes(viewer, now=now), strict=True))
    lane = _lane(request, {name: len(waiting) for name, waiting in by_lane.items()})
    context = {
        "lane": lane,
        "counts": {name: len(waiting) for name, waiting in by_lane.items()},
        "page": Paginator(by_lane[lane], A_PAGE).get_page(request.GET.get("page")),
        "problem": problem,
        "today": timezone.localdate(now),
        "say": say,
        "label": kind_label,
        "may_press": may(viewer, Permission.APPROVE_CLAIM),
        "viewer": viewer,
    }
    return render(request, "expenses/review/to_check.html", context, status=UNPROCESSABLE if problem else 200)


def _lane(request: Visit, counts: dict[str, int]) -> str:
    wanted = request.GET.get("show", "")
    first_full = next((name for name in LANES if counts[name]), LANES[0])
    return wanted if wanted in LANES else first_full


def _tell(request: Visit, outcome: actions.Outcome) -> None:
    number, passed = len(outcome.approved), len(outcome.passed_on)
    if number:
        text = ngettext("%(num)d claim is approved.", "%(num)d claims are approved.", number)
        messages.success(request, text % {"num": number})
    if passed:
        text = ngettext(
            "%(num)d claim waits for an approval by somebody else.",
            "%(num)d claims wait for an approval by somebody else.",
            passed,
        )
        messages.info(request, text % {"num": passed})
    for claim, reason in outcome.left:
        messages.warning(request, f"{claim.reference}: {reason}")


@for_staff(Permission.SEE_CLAIMS)
@require_GET
def questions(request: Visit) -> HttpResponse:
    """What we asked: to release, waiting for an answer, and what came of the rest."""
    viewer = who_is_here(request)
    context = {
        "open": list(open_questions(viewer)[: A_PAGE * 4]),
        "page": Paginator(past_questions(viewer), A_PAGE).get_page(request.GET.get("page")),
        "viewer": viewer,
        "may_ask": may(viewer, Permission.ASK_ABOUT_CLAIM),
    }
    return render(request, "expenses/review/questions.html", context)


@for_staff(Permission.SEE_CLAIMS)
@require_GET
def paid(request: Visit) -> HttpResponse:
    """What was paid, with how long people waited."""
    viewer = who_is_here(request)
    since = timezone.localdate() - A_YEAR
    context = {
        "page": Paginator(paid_claims(viewer), A_PAGE).get_page(request.GET.get("page")),
        "waited": waits(viewer, since=since),
    }
    return render(request, "expenses/review/paid.html", context)


@for_staff(Permission.SEE_CLAIMS)
@require_GET
def paid_file(request: Visit) -> Any:
    """What was paid, as a file for a spreadsheet: amounts are numbers, and no text is a formula."""
    claims = paid_claims(who_is_here(request))
    rows = (csv_row(claim) for claim in claims.iterator(chunk_size=500))
    writer = csv.writer(Echo(), quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    answer = StreamingHttpResponse(_lines(writer, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="paid-claims.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


class Echo:
    """A file that gives back what is written to it, so that a long list needs no memory."""

    def write(self, text: str) -> str:
        """The line itself."""
        return text


def _lines(writer: Any, rows: Iterator[list[Any]]) -> Iterator[str]:
    yield writer.writerow(header())
    for row in rows:
        yield writer.writerow(row)


def header() -> list[str]:
    """The names of the columns."""
    return [
        _("Reference"), _("Person"), _("What for"), _("Day"), _("Sent"), _("Paid on"), _("Claimed"), _("Paid"),
        _("Days"), _("Reference of the payment"), _("Another look at"),
    ]  # fmt: skip


def csv_row(claim: Claim) -> list[Any]:
    """One claim as a line of the file: amounts in pounds, days as numbers, dates as 2026-03-26.

    What another look is about was claimed in the line of the first, and is not counted twice.
    """
    sent = claim.organisation.day(claim.submitted_at) if claim.submitted_at else None
    reference, first = getattr(claim, "paid_reference", None) or "", claim.looks_again_at
    return [
        safe_cell(claim.reference),
        safe_cell(claim.person.full_name),
        safe_cell(claim.session.panel.title),
        _iso(claim.event_day),
        _iso(sent),
        _iso(claim.paid_on),
        "" if first else claim.total_pence / 100,
        (claim.approved_pence or 0) / 100,
        (claim.paid_on - sent).days if claim.paid_on and sent else "",
        safe_cell(reference),
        safe_cell(first.reference) if first else "",
    ]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
