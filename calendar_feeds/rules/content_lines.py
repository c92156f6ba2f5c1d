"""The smallest parts of iCalendar: text, quoted names, addresses, folded lines (RFC 5545 3.1 to 3.3)."""

import re
from urllib.parse import quote

CRLF = b"\r\n"
LINE_OCTETS = 75

# Every character at which some reader breaks a line: Python's own splitlines() also stops at NEL, LS and PS,
# so a reader built on it would take what follows for a property of its own.
_LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# Control characters but TAB, and halves of surrogate pairs, which UTF-8 cannot hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_URI_MARKS = "!#$%&'()*+,/:;=?@[]~"
_MAILBOX_MARKS = "!$'()*+,:;@~"


def plain(text: str) -> str:
    """The text with one kind of line end, and without control characters other than TAB."""
    return _UNWRITABLE.sub("", _LINE_ENDS.sub("\n", text))


def escaped(text: str) -> str:
    """The text as a TEXT value (RFC 5545 3.3.11), in one pass, so that a written `\\N` (as in a UNC path) survives."""
    return plain(text).translate(_ESCAPES)


def quoted(text: str) -> str:
    """The text as a quoted parameter value on one line: lines joined by commas, `^` doubled (RFC 6868).

    A double quote becomes an apostrophe, which needs no decoding. A backslash becomes a slash: RFC 5545 gives it no
    meaning there, yet some readers (icalendar 7.3 among them) take it for an escape.
    """
    on_one_line = ", ".join(line.strip() for line in plain(text).split("\n") if line.strip())
    return '"' + on_one_line.replace('"', "'").replace("\\", "/").replace("^", "^^") + '"'


def uri(address: str) -> str:
    """The address as a URI value: what RFC 3986 does not allow is percent-encoded, nothing else changes."""
    return quote(plain(address).strip(), safe=_URI_MARKS)


def mailto(mailbox: str) -> str:
    """The mailbox as a `mailto:` address (RFC 6068)."""
    return "mailto:" + quote(plain(mailbox).strip(), safe=_MAILBOX_MARKS)


def folded(line: str) -> bytes:
    """The line with its CRLF, in pieces of at most 75 octets that never cut a UTF-8 character (RFC 5545 3.1)."""
    octets = line.encode()
    pieces, start, room = [], 0, LINE_OCTETS
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(octets[start:end])
        # The space that opens a continuation takes one octet of it.
        start, room = end, LINE_OCTETS - 1
    return b"\r\n ".join([*pieces, octets[start:]]) + CRLF
