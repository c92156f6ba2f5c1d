"""What every answer to a reader has in common, whichever page gave it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from coordinator.design.pages import not_this_way


class PageForEveryRefusal:
    """A bare 405 becomes a page for whoever reads HTML; programs keep the answer they know."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if isinstance(answer, HttpResponseNotAllowed) and "text/html" in request.headers.get("Accept", ""):
            return not_this_way(request, allowed=answer["Allow"])
        return answer
