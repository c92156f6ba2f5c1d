"""What a walk through the team's pages needs: a date as it is typed, addresses, and a page as it is read."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from coordinator.panels.models import Panel, Place, Session

NEXT_YEAR = timezone.now().year + 1
DATE = {
    "day_day": "26", "day_month": "3", "day_year": str(NEXT_YEAR), "starts": "8:45am", "ends": "3:45pm", "arrive": "8:30am",
    "room": "Room 2", "online_link": "", "name": "", "venue": "",
}  # fmt: skip
STARTS = datetime(NEXT_YEAR, 3, 26, 8, 45, tzinfo=UTC)


def words(answer: Any) -> str:
    """The text of a page, without tags, its spaces joined."""
    main = answer.content.decode().split("<main", 1)[-1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def url(record: Any, more: str = "") -> str:
    """The team's page of a panel, a date or a place."""
    kinds = {Panel: "panels", Session: "sessions", Place: "places"}
    return f"/team/{kinds[type(record)]}/{record.pk}/{more}"
