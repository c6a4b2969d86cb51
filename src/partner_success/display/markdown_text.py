"""Text in Markdown that stays text, whoever renders it."""

from __future__ import annotations

import re
from typing import Final

from partner_success.display.wording import visible

__all__ = ["as_markdown"]

_ENTITIES: Final = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "|": "&#124;",
    "~": "&#126;",
    "$": "&#36;",
    "^": "&#94;",
    "=": "&#61;",
    "@": "&#64;",
}
"""Signs that not every renderer lets a backslash take the meaning from."""

_ESCAPED: Final = frozenset("\\`*_{}[]#!")
_LINE_START: Final = re.compile(
    r"(?P<sign>[-+])|(?P<colon>:)|(?P<count>\d+)(?P<end>[.)])(?=\s|$)"
)
_LINKED: Final = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp)(:)|\b(www)(\.)")


def as_markdown(text: str) -> str:
    r"""Write a text so that Markdown shows it and never acts on it.

    Neither mark-up nor HTML, links, tables, lists or headings come of it, and it stays
    on its line.

    Examples:
        >>> print(as_markdown("[x](javascript:alert(1)) <b> a|b"))
        \[x\](javascript:alert(1)) &lt;b&gt; a&#124;b
        >>> print(as_markdown("1. *first*"))
        1\. \*first\*
    """
    # A renderer trims what stands at the ends, and takes much white space for code.
    plain = visible(text).strip()
    found = "".join(
        f"\\{sign}" if sign in _ESCAPED else _ENTITIES.get(sign, sign) for sign in plain
    )
    found = _LINKED.sub(_unlinked, found)
    start = _LINE_START.match(found)
    return found if start is None else _unlisted(start) + found[start.end() :]


def _unlisted(match: re.Match[str]) -> str:
    """Take the meaning from what begins a list, a line or a definition."""
    if match["sign"]:
        return f"\\{match['sign']}"
    return "&#58;" if match["colon"] else f"{match['count']}\\{match['end']}"


def _unlinked(match: re.Match[str]) -> str:
    """Break what renderers make a link of: the text stays as it was written."""
    if match[1]:
        return f"{match[1]}&#58;"
    return f"{match[3]}&#46;"
