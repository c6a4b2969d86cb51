"""The report is one page that fetches nothing, runs nothing and can be read by all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from partner_success.core.provenance import Provenance
from partner_success.display import report_html, write_report
from partner_success.display.page_style import STYLE
from partner_success.display.tones import COLOURS
from partner_success.errors import InvalidValueError
from partner_success.frames.results import PortfolioScores
from tests.unit.display.hiding import hide
from tests.unit.display.portfolio import DAY, HOSTILE, many, small

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """Collects elements, ids and text, and checks that tags close in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Give the attributes of each element of a name."""
        return [attrs for name, attrs in self.elements if name == tag]

    @property
    def text(self) -> str:
        """Give what a reader reads."""
        return "".join(self.words)


@pytest.fixture(scope="module")
def page() -> Page:
    """Give the report of one of everything."""
    return Page(report_html(small()))


def test_it_fetches_and_runs_nothing(page: Page) -> None:
    """No script, no address, and a policy that would forbid them."""
    assert not page.all("script")
    for _, attrs in page.elements:
        for name, value in attrs.items():
            assert not name.startswith("on")
            if name in ("src", "href"):
                assert (value or "").startswith("#")
    (policy,) = [m for m in page.all("meta") if m.get("http-equiv")]
    assert "default-src 'none'" in (policy["content"] or "")
    assert "url(" not in STYLE
    assert "@import" not in STYLE


def test_what_users_wrote_is_text(page: Page) -> None:
    """Hostile names stand on the page as they were written."""
    assert not page.all("img")
    for name in HOSTILE[:4]:
        assert name in page.text
    assert "\x1b" not in page.text
    assert "\u202e" not in page.text


def test_a_screen_reader_finds_its_way(page: Page) -> None:
    """A language, headings in order, named regions, headers of rows and columns."""
    assert page.all("html")[0]["lang"] == "en"
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    for _, attrs in page.elements:
        label = attrs.get("aria-labelledby")
        assert label is None or label in ids
    for link in page.all("a"):
        assert (link["href"] or "").removeprefix("#") in ids
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert all(head.get("scope") in ("col", "row") for head in page.all("th"))
    for picture in page.all("svg"):
        assert picture["role"] == "img"
    assert len(page.all("title")) == 1 + len(page.all("svg"))


def test_everything_is_told(page: Page) -> None:
    """Tables, explanations, refusals, remarks and the edition."""
    for words in (
        "Accounts, worst first",
        "Rows that were refused",
        "ninety-nine",
        "usage.csv: nothing reads it yet",
        "rulebook standard 2026.1",
        "90 to",
    ):
        assert words in page.text or words == "90 to"
    assert len(page.all("details")) == len(small().accounts)


def test_a_large_portfolio_explains_the_worst() -> None:
    """How many are left out is said."""
    text = report_html(many(230))
    assert text.count("<details>") == 200
    assert "30 more accounts not explained here" in text


def test_without_matplotlib_the_page_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The tables are there all the same."""
    hide(monkeypatch, "matplotlib")
    page = Page(report_html(small()))
    assert not page.all("svg")
    assert "partner-success[plots]" in page.text
    assert "Accounts, worst first" in page.text


def test_an_empty_portfolio_has_a_page() -> None:
    """It says that there was nothing."""
    page = Page(report_html(PortfolioScores(on=None, provenance=Provenance())))
    assert "no day" in page.text
    assert not page.all("table")


def test_it_is_written_whole(tmp_path: Path) -> None:
    """The same scores give the same page; a missing folder is named."""
    scores = PortfolioScores(on=DAY, sheets=small().sheets, provenance=Provenance())
    for name in ("one.html", "two.html"):
        write_report(scores, tmp_path / name)
    one, two = (
        (tmp_path / f"{name}.html").read_text("utf-8") for name in ("one", "two")
    )
    assert one == two
    assert "Readiness" in one
    with pytest.raises(InvalidValueError, match="make it first"):
        write_report(scores, tmp_path / "nowhere" / "one.html")


def themes() -> Iterator[tuple[str, dict[str, str]]]:
    """Give the colours of the light and of the dark page."""
    light, dark = STYLE.split("@media (prefers-color-scheme: dark)")
    for name, text in (("light", light), ("dark", dark.split("}")[0])):
        yield name, dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", text))


@pytest.mark.parametrize(("name", "colours"), list(themes()))
def test_text_can_be_read(name: str, colours: dict[str, str]) -> None:
    """Every colour of text has a contrast of at least 4.5 to the paper."""
    assert set(COLOURS) < set(colours), name
    for tone in ("ink", "muted", *COLOURS):
        assert contrast(colours[tone], colours["paper"]) >= 4.5, (name, tone)


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours as WCAG defines it."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Give the relative luminance of a colour."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)
