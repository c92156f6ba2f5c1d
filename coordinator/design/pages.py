"""Pages that belong to no slice: the two statements, the language, and what is said when something cannot be shown."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language


def accessibility_statement(request: HttpRequest) -> HttpResponse:
    """What works for whom, what does not yet, and whom to tell."""
    return render(request, "statements/accessibility.html")


def privacy_notice(request: HttpRequest) -> HttpResponse:
    """What we keep about people, why, and who sees it."""
    return render(request, "statements/privacy.html")


@csrf_exempt  # it guards nothing but in which language this browser reads, and so public pages need no cookie
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Read on in the language whose button was pressed, on the page one came from; kept in a cookie for a year."""
    return set_language(request)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: we could not read what came in."""
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: says why, in the verdict's own words when there is a verdict."""
    verdict = getattr(exception, "verdict", None)
    reason = verdict.reason if verdict is not None else ""
    return render(request, "403.html", {"reason": reason}, status=HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page for this person."""
    return render(request, "404.html", status=HTTPStatus.NOT_FOUND)


def not_this_way(request: HttpRequest, *, allowed: str) -> HttpResponse:
    """405: an address behind a button, opened by itself."""
    page = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
    page["Allow"] = allowed
    return page


def our_fault(request: HttpRequest) -> HttpResponse:
    """500: drawn without a request, a database or the list of static files, any of which may be what broke."""
    return HttpResponse(loader.render_to_string("500.html"), status=HTTPStatus.INTERNAL_SERVER_ERROR)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of the form check: what happened, that nothing is lost, and the way back."""
    return render(request, "form_expired.html", {"back": request.get_full_path()}, status=HTTPStatus.FORBIDDEN)


def link_over(request: HttpRequest, *, used: bool = False, **context: Any) -> HttpResponse:
    """410: a link that was used or is over. `ask_again` in the context is the address that sends a new one."""
    return render(request, "link_over.html", {"used": used} | context, status=HTTPStatus.GONE)
