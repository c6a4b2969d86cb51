r"""What text an answer may be, as expressions that mean the same in every engine.

Each is a source for Python's ``re.search`` and for ECMAScript with the ``u`` flag, made
of explicit classes only. ``(?![\s\S])`` is the end of the text: ``$`` would let a line
break follow in Python.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

__all__ = [
    "DAY",
    "EMAIL",
    "END",
    "LINE",
    "LINES",
    "MOST_EMAIL",
    "VISIBLE",
    "day_of",
    "is_email",
    "is_line",
    "is_lines",
    "is_visible",
]

END: Final = r"(?![\s\S])"
"""The end of a text."""

LINE: Final = rf"^[^\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]*{END}"
"""One line: no control characters, no line ends, no halves of surrogate pairs."""

LINES: Final = (
    r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ud800-\udfff]*" + END
)
"""Any number of lines: of the control characters only tab and line ends."""

VISIBLE: Final = (
    r"[^\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f"
    r"\u3000\ufeff]"
)
"""One character at least that is no white space."""

_ATOM: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
EMAIL: Final = (
    rf"^{_ATOM}(?:\.{_ATOM})*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{{0,61}}[A-Za-z0-9])?\.)+"
    rf"[A-Za-z](?:[A-Za-z0-9-]{{0,61}}[A-Za-z0-9]){END}"
)
"""An e-mail address as people write it: no quotes, no comments, a domain with a dot."""

MOST_EMAIL: Final = 254
"""The most characters of an e-mail address, which mail servers bound."""

DAY: Final = r"^(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])" + END
"""A day as ``2026-01-31``; whether the month has so many days is told apart."""

_LINE: Final = re.compile(LINE)
_LINES: Final = re.compile(LINES)
_VISIBLE: Final = re.compile(VISIBLE)
_EMAIL: Final = re.compile(EMAIL)


def is_line(text: str) -> bool:
    """Say whether a text is one line without control characters."""
    # What prints is one; this is much faster, and most answers do.
    return text.isprintable() or _LINE.match(text) is not None


def is_lines(text: str) -> bool:
    """Say whether a text is made of lines without other control characters."""
    return text.isprintable() or _LINES.match(text) is not None


def is_visible(text: str) -> bool:
    """Say whether a text has a character that is no white space."""
    return _VISIBLE.search(text) is not None


def is_email(text: str) -> bool:
    """Say whether a text is an e-mail address.

    Examples:
        >>> is_email("ada@example.com"), is_email("ada@localhost")
        (True, False)
    """
    return len(text) <= MOST_EMAIL and _EMAIL.match(text) is not None


def day_of(text: str) -> date | None:
    """Give the day that a text names, or ``None`` where it names none.

    Examples:
        >>> day_of("2028-02-29"), day_of("2027-02-29"), day_of("20270228")
        (datetime.date(2028, 2, 29), None, None)
    """
    # Of the forms that Python reads, only this one is as long and has dashes there.
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
