"""Explanations show themselves as text, data, HTML and in a rich console."""

from __future__ import annotations

import io
from html.parser import HTMLParser

import pytest
from rich.console import Console

from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.errors import InvalidValueError

HOSTILE = "<script>alert('x')</script> & \"quoted\" [bold]b[/bold] [/] :warning:"
TABLE = Explanation(
    title="Health 77.7: At Risk",
    columns=("component", "value"),
    rows=(("technical", "80"), ("adoption of users", "7.5")),
    remarks=("2.3 to Healthy",),
    provenance=Provenance(edition="standard 2026.1"),
)


class Reader(HTMLParser):
    """Collects the tags and the text of a fragment."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_text_is_aligned() -> None:
    """Names stand left, numbers right, in columns as wide as their longest cell."""
    assert str(TABLE).splitlines() == [
        "Health 77.7: At Risk",
        "component          value",
        "technical             80",
        "adoption of users    7.5",
        "2.3 to Healthy",
        "(rulebook standard 2026.1)",
    ]


def test_no_line_ends_in_blanks() -> None:
    """An empty last cell leaves nothing behind it."""
    rows = (("long name", ""), ("b", "12"))
    shown = Explanation(title="t", columns=("a", "n"), rows=rows)
    assert str(shown).splitlines() == [
        "t",
        "a           n",
        "long name",
        "b          12",
    ]


@pytest.mark.parametrize(
    "breaker", ["\n", "\r", "\x1b", "\t", "\x00", "\u2028", "\u202e"]
)
def test_no_value_breaks_a_line_or_steers_the_terminal(breaker: str) -> None:
    """What is not printable becomes a blank, in cells as in sentences."""
    value = f"a{breaker}b"
    shown = Explanation(
        title=value, columns=(value,), rows=((value,),), remarks=(value,)
    )
    assert str(shown) == "\n".join(["a b"] * 4)


def test_without_rows_there_is_no_table() -> None:
    """Headings alone are not shown."""
    bare = Explanation(title="Stage 1", columns=("a",), remarks=("next: 2",))
    assert str(bare) == "Stage 1\nnext: 2"
    assert Reader(bare.html()).tags == ["div", "p", "p"]


@pytest.mark.parametrize("row", [(), ("a",), ("a", "b", "c")])
def test_a_row_of_the_wrong_length_is_refused(row: tuple[str, ...]) -> None:
    """It is refused when it is made, not when somebody prints it."""
    with pytest.raises(
        InvalidValueError, match=rf"row 2 .* has {len(row)} cells for 2"
    ):
        Explanation(title="t", columns=("x", "y"), rows=(("1", "2"), row))


def test_a_heading_that_stands_twice_is_refused() -> None:
    """As data, one of the two columns would silently be lost."""
    with pytest.raises(InvalidValueError, match="stands twice: low, low"):
        Explanation(title="t", columns=("low", "low"), rows=(("1", "2"),))


def test_as_data_names_every_cell() -> None:
    """Rows are mappings by heading; the edition is always there."""
    assert TABLE.as_data() == {
        "title": "Health 77.7: At Risk",
        "rows": [
            {"component": "technical", "value": "80"},
            {"component": "adoption of users", "value": "7.5"},
        ],
        "remarks": ["2.3 to Healthy"],
        "edition": "standard 2026.1",
    }


def test_databases_are_told_where_they_were_used() -> None:
    """Text, HTML and data name the time zone and holiday databases of a result."""
    shown = Explanation(
        title="t", provenance=Provenance(tzdata="2025b", holidays="0.80")
    )
    assert str(shown) == "t\n(no rulebook, tzdata 2025b, holidays 0.80)"
    assert "tzdata 2025b" in shown.html()
    assert shown.as_data() == {
        "title": "t",
        "rows": [],
        "remarks": [],
        "edition": "",
        "tzdata": "2025b",
        "holidays": "0.80",
    }


def test_html_escapes_every_value() -> None:
    """No text from outside becomes markup: every word arrives as it was given."""
    shown = Explanation(
        title=HOSTILE,
        columns=(HOSTILE, "n"),
        rows=((HOSTILE, HOSTILE),),
        remarks=(HOSTILE,),
        provenance=Provenance(edition=HOSTILE),
    )
    page = Reader(shown.html())
    assert set(page.tags) == {
        *("div", "table", "caption", "thead", "tbody", "tr", "th", "td", "p")
    }
    assert page.words == [*[HOSTILE] * 2, "n", *[HOSTILE] * 3, f"(rulebook {HOSTILE})"]
    assert shown._repr_html_() == shown.html()


def test_a_rich_console_shows_the_text_as_it_is() -> None:
    """Brackets are not markup, colons are not emoji, numbers are not coloured."""
    shown = Explanation(
        title=HOSTILE, columns=("name", "n"), rows=(("[red]x[/red]", "12"),)
    )
    file = io.StringIO()
    Console(file=file, width=200, force_terminal=True, color_system="truecolor").print(
        shown
    )
    lines = [line.rstrip() for line in file.getvalue().splitlines()]
    assert lines == str(shown).splitlines()


class Answer(Explained):
    """A result with the explanation of these tests."""

    def explain(self) -> Explanation:
        """Give the table."""
        return TABLE


def test_a_result_shows_itself_by_its_explanation() -> None:
    """As text by its title, in a notebook as HTML, on a rich console in full."""
    answer = Answer()
    out = io.StringIO()
    Console(file=out, width=80).print(answer)
    assert str(answer) == TABLE.title
    assert answer._repr_html_() == TABLE.html()
    assert out.getvalue().split() == str(TABLE).split()


def test_html_keeps_what_belongs_below_a_row() -> None:
    """Blanks in front of a name stay, and the name heads its row."""
    shown = Explanation(
        title="Health",
        columns=("part", "value"),
        rows=(("Speed", "80"), ("  Load", "9")),
    )
    assert '<th scope="row">Speed</th><td>80</td>' in shown.html()
    assert '<th scope="row">\u00a0\u00a0\u00a0\u00a0Load</th>' in shown.html()
