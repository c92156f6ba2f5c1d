"""The QR code of a printed call."""

from __future__ import annotations

from markupsafe import Markup

from coordinator.opportunities.letters import short_address_of
from coordinator.opportunities.models import Opportunity


def qr_of(call: Opportunity) -> Markup:
    """The short address as an inline SVG that grows with its box: it needs no file and no other host."""
    import segno  # only where a picture is drawn: most processes never draw one

    code = segno.make(short_address_of(call), error="m", micro=False)
    return Markup(code.svg_inline(omitsize=True, svgclass="qr", lineclass=None, border=2, light="#fff"))  # noqa: S704
