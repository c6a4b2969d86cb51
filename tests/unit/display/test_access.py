"""Who may do what as Markdown, as a page and as CSV: complete, and harmless."""

from __future__ import annotations

import csv
import io
from typing import Any

import attrs
import pytest
from markdown_it import MarkdownIt

import partner_success as ps
from partner_success.access import AccessMatrix, access_matrix, compare
from partner_success.core.collections import Catalogue
from partner_success.display import (
    access_matrix_csv,
    access_matrix_html,
    access_matrix_markdown,
)
from partner_success.display.access import (
    access_changes_table,
    access_matrix_table,
    access_partners_table,
)
from partner_success.errors import InvalidUseError
from tests.unit.access.comparable import GRANTED, TIED, policy, rule
from tests.unit.display.test_report import Page

pytestmark = pytest.mark.rule("ACC-12")

HOSTILE = "<script>alert(1)</script>|`x` [y](javascript:alert(1)) \x1b[31m =1+1"


@pytest.fixture
def matrix(rules: ps.Rulebook) -> AccessMatrix:
    """Give the table of the standard policy."""
    return access_matrix(rules.access)


def hostile() -> AccessMatrix:
    """Give a table in which every name is an attack."""
    drawn = policy(rule("r", "A", "look", {"field": "stage", "equals": "s1"}))
    return access_matrix(
        attrs.evolve(
            drawn,
            name=HOSTILE,
            stages=Catalogue(attrs.evolve(s, name=HOSTILE) for s in drawn.stages),
            roles=Catalogue(attrs.evolve(r, name=HOSTILE) for r in drawn.roles),
            actions=Catalogue(
                attrs.evolve(a, name=HOSTILE, nobody=a.nobody and HOSTILE)
                for a in drawn.actions
            ),
        )
    )


def test_markdown_has_a_row_for_each_action(matrix: AccessMatrix) -> None:
    """And a column for each role; why nobody may stands in its row."""
    text = access_matrix_markdown(matrix)
    page = Page(MarkdownIt("commonmark").enable("table").render(text))
    assert len(page.all("tr")) == len(matrix.rows) + 1
    assert len(page.all("th")) == len(matrix.roles) + 1
    for words in (
        "assigned, in Gate 3 or Post-Launch (a deputy too); or with a context grant",
        "nobody changes a submission that is signed",
        "PSM: Partner Success Manager",
        "rulebook standard 2026.1",
    ):
        assert words in " ".join(page.text.split())


def test_the_page_has_every_cell(matrix: AccessMatrix) -> None:
    """With the role beside it for small screens; nothing is fetched or run."""
    text = access_matrix_html(matrix)
    page = Page(text)
    assert len(page.all("tr")) == len(matrix.rows) + 1
    shown = " ".join(page.text.split())
    for row in matrix.rows:
        assert row.action.name in shown
        for each in row.cells:
            assert all(line in shown for line in each.lines)
    assert "or with a context grant" in shown
    assert page.all("script") == []
    assert page.all("link") == []
    assert "http:" not in text
    assert "https:" not in text


def test_whatever_a_rulebook_says_stays_text() -> None:
    """No tag, no link, no control character, no formula."""
    found = hostile()
    page = Page(access_matrix_html(found))
    assert page.all("script") == []
    assert page.all("a") == []
    text = access_matrix_markdown(found)
    rendered = Page(MarkdownIt("commonmark").enable("table").render(text))
    assert rendered.all("script") == []
    assert rendered.all("a") == []
    assert rendered.all("code") == []
    assert len(rendered.all("tr")) == len(found.rows) + 1
    for shown in (page.text, rendered.text, text):
        assert "\x1b" not in shown


def test_csv_has_a_row_for_each_cell(matrix: AccessMatrix) -> None:
    """Safe for spreadsheets, with the rules behind it."""
    rows = list(csv.DictReader(io.StringIO(access_matrix_csv(matrix), newline="")))
    assert len(rows) == len(matrix.rows) * len(matrix.roles)
    assert rows[0] == {
        "action": "view_partner",
        "kind": "partner",
        "role": "PAM",
        "when": "assigned (a deputy too)",
        "rules": "pam_sees",
        "edition": "standard 2026.1",
    }
    formula = policy(rule("=1", "A", "look"))
    assert "'=1" in access_matrix_csv(access_matrix(formula))


def test_a_terminal_shows_a_line_for_each_way() -> None:
    """Names stand once; what nobody may do is there too."""
    drawn = policy(rule("r", "A B", "look", {"any": [TIED, GRANTED]}))
    table = access_matrix_table(access_matrix(drawn))
    assert [[each.text for each in row] for row in table.rows] == [
        ["look it", "A", "assigned"],
        ["", "", "or with a context grant"],
        ["", "B", "assigned"],
        ["", "", "or with a context grant"],
        ["read it", "–", "nobody does"],
        ["write it", "–", "nobody does"],
        ["make it", "–", "nobody does"],
    ]
    assert "denied" in table.note


def test_a_terminal_shows_changes() -> None:
    """A line for each way, deputies apart, words below."""
    old = policy(rule("r", "A", "look", TIED))
    wider = {"any": [TIED, {"field": "stage", "one_of": ["s0", "s3"]}]}
    both = {"any": [wider, GRANTED]}
    new = policy(rule("r", "A", "look", both, delegable=True), roles=("A", "B", "C"))
    table = access_changes_table(compare(old, new))
    rows = [[each.text for each in row] for row in table.rows]
    assert rows[0] == ["A", "gains", "look it", "not assigned, in S0 or S3"]
    assert rows[1] == ["", "", "", "or not assigned, with a context grant"]
    assert rows[2][0] == "deputy of A"
    assert table.note == "role C is new."


def test_a_terminal_shows_partners() -> None:
    """What is not there is a dash."""
    table = access_partners_table([("a", "", "S\x1b")])
    assert [each.text for each in table.rows[0]] == ["a", "–", "S␛"]


@pytest.mark.parametrize(
    "write", [access_matrix_csv, access_matrix_html, access_matrix_markdown]
)
def test_what_is_no_matrix_is_refused(write: Any) -> None:
    """By its name."""
    with pytest.raises(InvalidUseError, match="matrix needs AccessMatrix, not str"):
        write("matrix")
