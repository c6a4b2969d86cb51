"""Who does what on a terminal, in Markdown, as a page and a picture: all harmless."""

from __future__ import annotations

import io
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

import partner_success as ps
from partner_success.core.collections import Catalogue
from partner_success.display import (
    model_comparison_table,
    responsibilities_html,
    responsibilities_markdown,
    responsibilities_table,
    responsibility_svg,
    show,
)
from partner_success.engagement import Responsibilities
from partner_success.errors import InvalidUseError
from tests.support.drawn_svg import boxes, overlaps, read, words_of
from tests.unit.display.test_report import Page
from tests.unit.engagement.small_responsibilities import cell, small, tables

pytestmark = pytest.mark.rule("ENG-03")

HOSTILE = "<script>alert(1)</script>|`x` [y](javascript:alert(1)) \x1b[31m =1+1"

# Twenty places, three of them with nothing to do, and 76 activities in the others.
PLACES, EMPTY, LINES = 20, 3, 76


def hostile() -> Responsibilities:
    """Give a definition in which every name is an attack."""
    drawn = small(cell("s", "m", "partner", activities=("a", "b"), optional=("b",)))

    def spoilt(parts: Catalogue[Any], **terms: str) -> Catalogue[Any]:
        return Catalogue(
            (attrs.evolve(each, name=HOSTILE, **terms) for each in parts),
            kind=parts.kind,
        )

    return attrs.evolve(
        drawn,
        name=HOSTILE,
        models=spoilt(drawn.models, description=HOSTILE),
        stages=spoilt(drawn.stages),
        activities=spoilt(drawn.activities),
    )


def test_a_terminal_shows_a_line_for_each_activity(rules: ps.Rulebook) -> None:
    """The place stands once; where there is nothing to do, that is said."""
    table = responsibilities_table(rules.responsibilities.table())
    rows = [[each.text for each in row] for row in table.rows]
    assert len(rows) == LINES + EMPTY
    assert len([row for row in rows if row[0]]) == PLACES
    assert ["Adopt", "Sales agent", "vendor", "not applicable"] in rows
    assert ["Expand", "Sales agent", "partner", "Quote and bill (optional)"] in rows
    assert rows[1][:3] == ["", "", ""]
    text = io.StringIO()
    show(table, file=text)
    assert "Quote and bill (optional)" in text.getvalue()


def test_a_terminal_shows_what_changes(rules: ps.Rulebook) -> None:
    """A line for each difference, the stage and side once."""
    comparison = rules.responsibilities.compare("sales_agent", "cs_manager")
    table = model_comparison_table(comparison)
    rows = [[each.text for each in row] for row in table.rows]
    assert len(rows) == len(comparison.explain().rows)
    assert rows[0][:3] == ["Land", "partner", "takes on"]
    assert rows[1][:3] == ["", "", "takes on"]
    assert ["", "", "does for certain", "Quote and bill"] in rows
    assert table.title == "From Sales agent to CS manager"


def test_markdown_has_every_place(rules: ps.Rulebook) -> None:
    """A heading for each stage and place, a point for each activity."""
    table = rules.responsibilities.table()
    text = responsibilities_markdown(table)
    page = Page(MarkdownIt("commonmark").render(text))
    assert len(page.all("h2")) == len(table.stages)
    assert len(page.all("h3")) == PLACES
    assert len(page.all("li")) == LINES
    assert text.count("\n(not applicable)\n") == EMPTY
    assert "### CS manager: vendor\n" in text
    assert text.endswith("rulebook standard 2026.1\n")
    assert "rulebook" not in responsibilities_markdown(small().table())


def test_the_page_has_every_place(rules: ps.Rulebook) -> None:
    """A table for each side, a cell for each stage and model; nothing is fetched."""
    table = rules.responsibilities.table()
    text = responsibilities_html(table)
    page = Page(text)
    assert len(page.all("td")) == PLACES
    assert len(page.all("li")) == LINES + len(table.models)
    assert text.count('class="none">not applicable</td>') == EMPTY
    for row in table.rows:
        for each in row.assignments:
            assert each.activity.name in page.text
    for model in table.models:
        assert model.description in page.text
    assert "rulebook standard 2026.1" in page.text
    assert page.all("script") == page.all("link") == []
    assert "http:" not in text
    assert "https:" not in text


def test_the_picture_has_a_letter_for_each_activity(rules: ps.Rulebook) -> None:
    """Letters, names and n/a are all there, and none lies upon another or a line."""
    matrix = rules.responsibilities.matrix()
    root = read(responsibility_svg(matrix))
    words = words_of(root)
    assert words.count("R") == LINES - 1
    assert words.count("O") == 1
    assert words.count("n/a") == EMPTY
    assert words[1:7] == ["Sales agent", "CS manager", *["partner", "vendor"] * 2]
    shown = " ".join(words)
    for row in matrix.rows:
        assert row.activity.name in shown
    # A square a letter, and a bar a stage.
    assert len(list(boxes(root))) == LINES + len(matrix.stages)
    assert overlaps(root) == []
    assert words[0] == "Who does what"
    titled = words_of(read(responsibility_svg(matrix, title="Ours")))
    assert titled[0] == "Ours"


@settings(max_examples=15)
@given(tables())
def test_any_picture_is_clear(drawn: Responsibilities) -> None:
    """Whatever is drawn, no text lies upon another, and every letter is there."""
    root = read(responsibility_svg(drawn.matrix(), title="A long title of a picture"))
    assert overlaps(root) == []
    letters = [each for each in words_of(root) if each in ("R", "O")]
    assert len(letters) == len(drawn.table().assignments)


def test_whatever_a_rulebook_says_stays_text() -> None:
    """No tag, no link, no control character."""
    drawn = hostile()
    page = Page(responsibilities_html(drawn.table()))
    text = responsibilities_markdown(drawn.table())
    rendered = Page(MarkdownIt("commonmark").enable("table").render(text))
    for each in (page, rendered):
        assert each.all("script") == each.all("a") == each.all("code") == []
        assert "\x1b" not in each.text
    assert len(rendered.all("li")) == len(drawn.table().assignments)
    svg = responsibility_svg(drawn.matrix())
    assert "<script" not in svg
    assert "\x1b" not in svg
    assert overlaps(read(svg)) == []
    comparison = drawn.compare("m", "m")
    for table in (
        responsibilities_table(drawn.table()),
        model_comparison_table(comparison),
    ):
        cells = [each.text for row in table.rows for each in row]
        assert "\x1b" not in "".join([table.title, *cells])


def test_an_activity_without_a_name_is_drawn() -> None:
    """Its row is there, with its letter."""
    drawn = small(cell("s", "m", "partner", activities=("a",)))
    (nameless,) = [each for each in drawn.activities if each.id == "a"]
    others = [attrs.evolve(nameless, name=""), *list(drawn.activities)[1:]]
    bare = attrs.evolve(drawn, activities=Catalogue(others, kind="activity"))
    words = words_of(read(responsibility_svg(bare.matrix())))
    assert words.count("R") == 1


@pytest.mark.parametrize(
    "draw",
    [
        responsibilities_html,
        responsibilities_markdown,
        responsibilities_table,
        responsibility_svg,
        model_comparison_table,
    ],
)
def test_something_else_is_refused(rules: ps.Rulebook, draw: Any) -> None:
    """The rulebook's family is neither its table nor its matrix."""
    with pytest.raises(InvalidUseError, match="not Responsibilities"):
        draw(rules.responsibilities)
