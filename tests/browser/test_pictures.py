"""The pictures of the README: `PICTURES=docs/pictures .venv/bin/python -m pytest tests/browser/test_pictures.py`."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.browser.doing import follow

MOST_BYTES = 150_000


def call(watched):
    """What anybody reads."""
    follow(watched.go("/opportunities/"), "Help choose our next community respiratory nurse")


def home(watched):
    """What needs Rowan."""
    watched.be("Rowan Ellery")


def checking(watched):
    """What waits for Helen."""
    watched.be("Helen Brace").goto("/finance/check/")


@pytest.mark.parametrize(
    ("name", "width", "height", "show"),
    [("call", 1180, 800, call), ("home-on-a-phone", 390, 844, home), ("to-check", 1180, 800, checking)],
)
def test_a_picture_is_small_enough_to_keep(window, name, width, height, show):
    watched = window(width)
    watched.page.set_viewport_size({"width": width, "height": height})
    show(watched)
    picture = Image.open(io.BytesIO(watched.page.screenshot())).convert("RGB")
    kept = watched.pictures / f"{name}.png"
    picture.save(kept, optimize=True)
    assert kept.stat().st_size < MOST_BYTES
