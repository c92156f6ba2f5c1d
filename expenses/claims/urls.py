from collections.abc import Iterator

from django.urls import URLPattern, path

from expenses.claims.pages import sending, shown, writing
from expenses.claims.pages.desks import MINE, THEIRS, Desk

PAGES = (
    ("<uuid:pk>/", shown.claim, ""),
    ("<uuid:pk>/add/<slug:kind>/", writing.add_line, "_add"),
    ("<uuid:pk>/lines/<uuid:line>/", writing.change_line, "_line"),
    ("<uuid:pk>/lines/<uuid:line>/remove/", writing.remove_line, "_line_remove"),
    ("<uuid:pk>/receipts/", writing.add_file, "_receipt"),
    ("<uuid:pk>/send/", sending.send, "_send"),
    ("<uuid:pk>/take-back/", sending.take_back, "_take_back"),
    ("<uuid:pk>/answer/", sending.answer, "_answer"),
)


def _pages_of(desk: Desk) -> Iterator[URLPattern]:
    for address, page, name in PAGES:
        yield path(desk.path + address, desk.opens(page), name=desk.prefix + name)


urlpatterns = [
    path("me/claims/", shown.claims, name="my_claims"),
    path("me/places/<uuid:pk>/claim/", writing.begin, name="claim_begin"),
    path("team/people/<uuid:pk>/claim/", writing.begin_for, name="team_person_claim"),
    *_pages_of(MINE),
    *_pages_of(THEIRS),
]
