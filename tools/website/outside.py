"""Finds what a built site would load from another machine."""

from __future__ import annotations

import re
from pathlib import Path

_FAR = r"(?:https?:|wss?:)?//(?![\s/])"
_LOADS = re.compile(
    rf"""<(?:script|img|iframe|source|audio|video|embed|track|input)\b[^>]*?
           \s(?:src|srcset|poster)\s*=\s*["']?\s*(?:[^"'>]*,\s*)?{_FAR}[^"'\s>]*
       |<object\b[^>]*?\sdata\s*=\s*["']?\s*{_FAR}[^"'\s>]*
       |<(?:image|use)\b[^>]*?\s(?:xlink:)?href\s*=\s*["']?\s*{_FAR}[^"'\s>]*
       |<link\b(?![^>]*\brel=["']?(?:canonical|license|author|next|prev)\b)
           [^>]*?\shref\s*=\s*["']?\s*{_FAR}[^"'\s>]*
       |<meta\b[^>]*?http-equiv=["']?refresh[^>]*?{_FAR}[^"'\s>]*
       |@import\s+(?:url\()?\s*["']?\s*{_FAR}[^"')\s]*
       |\burl\(\s*["']?\s*{_FAR}[^"')\s]*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SCRIPTS = re.compile(
    rf"""(?:\bimport|\bfrom|\bimport\(|\bfetch\(|\bimportScripts\(
         |new\s+(?:Shared)?Worker\(|\bsendBeacon\()\s*["'`]\s*{_FAR}[^"'`\s]*
    """,
    re.VERBOSE,
)
# Code that is only shown is no part of what a page loads.
_SHOWN = re.compile(r"<(code|pre|title|desc)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_BY_KIND = {".html": _LOADS, ".css": _LOADS, ".svg": _LOADS}
_BY_KIND |= {".js": _SCRIPTS, ".mjs": _SCRIPTS}


def outside_requests(site: Path) -> list[str]:
    """Give each address of elsewhere that a page, style or script of a site loads.

    Links that a reader follows are none of them; nor is what Pyodide brings along, as
    the page tells it where everything is.
    """
    found = []
    for path in sorted(site.rglob("*.*")):
        loads = _BY_KIND.get(path.suffix)
        if loads is None or "runtime" in path.relative_to(site).parts:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        if path.suffix == ".html":
            text = _SHOWN.sub("", text)
        place = path.relative_to(site).as_posix()
        found += [f"{place}: {each[0]}" for each in loads.finditer(text)]
    return found
