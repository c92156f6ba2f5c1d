"""Pages of the public list."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator

from coordinator.opportunities.queries import listed, with_first_days


class ListedPaginator(Paginator):
    """Counts calls without what is joined to them, and reads what a list shows for the one page that is shown."""

    def _get_page(self, calls: Any, number: int, paginator: Paginator) -> Page:
        """Django's hook for another kind of page."""
        return Page(with_first_days(listed(calls)), number, paginator)
