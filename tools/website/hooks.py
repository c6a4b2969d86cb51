"""Hooks of mkdocs: pictures stand in their pages, and jobs are found before names.

A picture that is only linked to knows nothing of the page around it, and stays white
where the page is dark. And who searches by words has a job to do more often than not:
names are many, and would stand in front of it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

LEAST = 560
"""Wider pictures are never shown narrower than this, in pixels, but scrolled."""

_IMAGE = re.compile(r"<img\b[^>]*?\bsrc=\"(?P<src>[^\"?#:]+\.svg)\"[^>]*>")
_ALT = re.compile(r"\balt=\"([^\"]*)\"")
_START = re.compile(r"<svg\b[^>]*>")
_TOLD = re.compile(r"\s(?:role|aria-[a-z]+)=\"[^\"]*\"")
_WIDTH = re.compile(r"\bviewBox=\"[-\d.]+ [-\d.]+ ([\d.]+) [\d.]+\"")
_NAME = re.compile(r"<(title|desc)\b[^>]*>.*?</\1>\s*", re.DOTALL)

TO_SECTION = "Link to this section"
BOOSTED = ("tutorial/", "how-to/")
"""Pages that stand before others among the results of a search."""


def on_page_markdown(markdown: str, /, *, page: Page, **_: object) -> str:
    """Raise a page for a job among the results of a search."""
    if page.url.startswith(BOOSTED):
        page.meta.setdefault("search", {"boost": 2})
    return markdown


def on_post_page(output: str, /, *, page: Page, config: MkDocsConfig) -> str:
    """Put the pictures into a page, and name the links to its sections.

    The search has read the page before, without the words of pictures.
    """
    site = Path(config.site_dir)

    def inlined(found: re.Match[str]) -> str:
        place = urljoin(f"/{page.url}", unquote(found["src"]))
        path = site / place.lstrip("/")
        if not path.is_file():
            return found[0]
        alt = _ALT.search(found[0])
        return picture(path.read_text(encoding="utf-8"), alt[1] if alt else "")

    # Who listens would hear no more than the sign of a paragraph.
    named = f'class="headerlink" aria-label="{TO_SECTION}"'
    return _IMAGE.sub(inlined, output).replace('class="headerlink"', named)


def picture(svg: str, alt: str) -> str:
    """Give a picture as it stands in a page.

    Args:
        svg: The file.
        alt: What it shows, escaped already; it takes the place of the file's own words.
    """
    svg = _NAME.sub("", svg[svg.index("<svg") :].strip())
    start = _START.match(svg)
    assert start is not None
    width = _WIDTH.search(start[0])
    least = min(LEAST, float(width[1])) if width else 0
    told = f' role="img" aria-label="{alt}">' if alt else ' aria-hidden="true">'
    opening = _TOLD.sub("", start[0])[:-1] + told
    style = f"--least: {least:g}px"
    return f'<span class="picture" style="{style}">{opening}{svg[start.end() :]}</span>'
