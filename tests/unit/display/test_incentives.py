"""A statement of incentives as a table, as Markdown and as CSV."""

from __future__ import annotations

import csv
import io
from typing import Any, cast

import pytest

import partner_success as ps
from partner_success.display.incentives import (
    statement_csv,
    statement_markdown,
    statement_table,
)
from partner_success.errors import InvalidUseError
from partner_success.practice.incentives import IncentiveFacts, IncentiveStatement
from tests.unit.practice.incentives.partners import (
    ON,
    RATES,
    activation,
    deal,
    partner,
    result,
    usage,
)


def statement(
    rules: ps.Rulebook, quarter: str | None = None, **parts: Any
) -> IncentiveStatement:
    """Give the statement of some facts."""
    policy = rules.incentives
    return policy.statement(
        IncentiveFacts(partner=partner(), **parts),
        on=ON,
        quarter=None if quarter is None else policy.quarter(quarter),
        rates=RATES,
    )


def rows(found: IncentiveStatement) -> list[dict[str, str]]:
    """Read the CSV back."""
    text = statement_csv(found).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.rule("INC-01", "INC-02", "INC-03")
def test_a_statement_is_a_table(rules: ps.Rulebook) -> None:
    """A line each payment, and one for what pays nothing."""
    found = statement(
        rules,
        deals=(deal(), deal(id="d-2", months=()), deal(id="d-3", driven=None)),
        results=(result(),),
    )
    table = statement_table(found)
    assert table.title == str(found)
    lines = [[cell.text for cell in row] for row in table.rows]
    assert lines == [
        ["adoption", "d-1", "a-1", "earned", "FY2026 Q2", "25.00 USD"],
        ["adoption", "d-2", "a-1", "not earned", "–", "–"],
        ["adoption", "d-3", "a-1", "undecided", "–", "–"],
        ["adopt", "FY2026 Q1", "–", "earned", "FY2026 Q2", "20.00 USD"],
    ]
    assert [row[3].tone for row in table.rows] == ["good", "worst", "fair", "good"]
    assert [column.numeric for column in table.columns] == [False] * 5 + [True]


@pytest.mark.rule("INC-01", "INC-02", "INC-03")
def test_a_statement_is_markdown(rules: ps.Rulebook) -> None:
    """With its quarters, and what was lacking."""
    found = statement(
        rules,
        activations=(activation(), activation(id="*", proof=None, proved_on=None)),
    )
    assert statement_markdown(found) == (
        """\
# Incentives of acme

As of 2026-12-31, all quarters: **500.00 USD**

| Incentive | For | Customer | State | Paid in | Amount |
| --- | --- | --- | --- | --- | ---: |
| activation | \\* | a-1 | not earned |  |  |
| activation | n-1 | a-1 | earned | FY2026 Q2 | 500.00 USD |

| Paid in | Amount |
| --- | ---: |
| FY2026 Q2 (2026-04-01 to 2026-06-30) | 500.00 USD |

## What is lacking

- activation of \\*: not earned: nothing was proved up to 2026-12-31; it takes a proof of performance: Submission or Telemetry

Decided by rulebook standard 2026.1.
"""  # noqa: E501 - a sentence a line
    )


def test_a_short_statement_is_short(rules: ps.Rulebook) -> None:
    """Without rows, payments and remarks only the total is left."""
    assert statement_markdown(statement(rules)).splitlines()[2:] == [
        "As of 2026-12-31, all quarters: **0 USD**",
        "",
        "Decided by rulebook standard 2026.1.",
    ]
    found = statement(rules, "2026-Q3", activations=(activation(),))
    text = statement_markdown(found)
    assert "FY2026 Q3 (2026-07-01 to 2026-09-30): **0 USD**" in text
    assert "- activation of n-1: 500.00 USD in FY2026 Q2" in text
    assert "## What is lacking, or paid in another quarter" in text


@pytest.mark.rule("INC-01", "INC-02", "INC-03")
def test_a_statement_is_csv(rules: ps.Rulebook) -> None:
    """With amounts that a program reads, and no formula among the texts."""
    found = statement(
        rules,
        deals=(deal(id="=1+1", customer="@a"), deal(id="d-2", months=())),
        results=(result(),),
    )
    one, two, three = rows(found)
    assert (one["for"], one["customer"]) == ("'=1+1", "'@a")
    assert (one["amount"], one["currency"]) == ("25.00", "USD")
    assert (one["quarter"], one["quarter_first"], one["quarter_last"]) == (
        "FY2026 Q2", "2026-04-01", "2026-06-30",
    )  # fmt: skip
    assert (two["state"], two["amount"], two["quarter"]) == ("not_earned", "", "")
    assert two["lacking"].startswith("no month counts; it takes 3 months running")
    assert (three["customer"], three["lacking"]) == ("", "")
    assert {each["edition"] for each in (one, two, three)} == {"standard 2026.1"}


def test_signs_that_act_are_shown(rules: ps.Rulebook) -> None:
    """Neither a terminal nor a page obeys an id."""
    odd = "d\x1b[31m|<b>"
    found = statement(rules, deals=(deal(id=odd, months=usage("2026-01", 5)),))
    assert "\x1b" not in statement_table(found).rows[0][1].text
    assert "\x1b" not in statement_markdown(found)
    assert "&lt;b&gt;" in statement_markdown(found)


@pytest.mark.parametrize("make", [statement_table, statement_markdown, statement_csv])
def test_anything_else_is_refused(make: Any) -> None:
    """With what is needed."""
    with pytest.raises(InvalidUseError, match="needs an IncentiveStatement, not list"):
        make(cast(Any, []))
