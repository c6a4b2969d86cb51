"""What a partner is paid and what was lacking: a table, Markdown, a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from partner_success.display.export import harmless
from partner_success.display.markdown_text import as_markdown
from partner_success.display.tables import Cell, Column, Table, cell
from partner_success.display.tones import Tone
from partner_success.display.wording import visible
from partner_success.errors import InvalidUseError
from partner_success.practice.incentives import (
    IncentiveLine,
    IncentivePayment,
    IncentiveStatement,
    LineState,
)

__all__ = ["statement_csv", "statement_markdown", "statement_table"]

_TONES: Final[dict[LineState, Tone]] = {
    LineState.EARNED: "good",
    LineState.UNDECIDED: "fair",
    LineState.NOT_EARNED: "worst",
}
_HEADINGS: Final = ("Incentive", "For", "Customer", "State", "Paid in", "Amount")
_CSV_HEADER: Final = (
    "partner",
    "on",
    "incentive",
    "for",
    "customer",
    "state",
    "quarter",
    "quarter_first",
    "quarter_last",
    "amount",
    "currency",
    "lacking",
    "edition",
)


def statement_table(statement: IncentiveStatement) -> Table:
    """Tabulate a statement, a line each payment, what is lacking below the table.

    Args:
        statement: From `IncentivePolicy.statement`.

    Raises:
        InvalidUseError: It is no such statement.

    Rule: INC-01, INC-02, INC-03.
    """
    rows = [
        tuple(
            Cell(text.text, _TONES[line.state])
            if place == _HEADINGS.index("State")
            else text
            for place, text in enumerate(map(cell, _cells(line, payment)))
        )
        for line, payment in _shown(statement)
    ]
    return Table(
        id="incentives",
        title=visible(statement.explain().title),
        columns=tuple(
            Column(heading, numeric=heading == "Amount") for heading in _HEADINGS
        ),
        rows=tuple(rows),
    )


def statement_markdown(statement: IncentiveStatement) -> str:
    """Write a statement as Markdown in which nothing that was given acts.

    Args:
        statement: From `IncentivePolicy.statement`.

    Raises:
        InvalidUseError: It is no such statement.

    Rule: INC-01, INC-02, INC-03.
    """
    return "\n".join(_markdown(statement)) + "\n"


def statement_csv(statement: IncentiveStatement) -> bytes:
    """Write a statement as CSV, a row each payment, and one for what pays nothing.

    A text that a spreadsheet could take for a formula gets an apostrophe in front. It
    is UTF-8 with a byte order mark, so that spreadsheets read accents rightly.

    Args:
        statement: From `IncentivePolicy.statement`.

    Raises:
        InvalidUseError: It is no such statement.

    Rule: INC-01, INC-02, INC-03.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_CSV_HEADER)
    for line, payment in _shown(statement):
        quarter = None if payment is None else payment.quarter
        row = (
            statement.partner,
            str(statement.on),
            line.kind.value,
            line.subject,
            line.customer or "",
            line.state.value,
            "" if quarter is None else quarter.label,
            "" if quarter is None else str(quarter.first),
            "" if quarter is None else str(quarter.last),
            "" if payment is None else f"{payment.amount.amount:f}",
            "" if payment is None else payment.amount.currency,
            "; ".join(each.reason.message for each in line.lacking),
            statement.provenance.edition,
        )
        writer.writerow([harmless(each) for each in row])
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _shown(
    statement: IncentiveStatement,
) -> Iterator[tuple[IncentiveLine, IncentivePayment | None]]:
    """Give each line with its payments in the quarter asked for, one row at least."""
    if not isinstance(statement, IncentiveStatement):
        raise InvalidUseError(
            f"this needs an IncentiveStatement, not {type(statement).__name__}"
        )
    for line in statement.lines:
        paid = [
            each for each in line.payments if statement.quarter in (None, each.quarter)
        ]
        for payment in paid or (None,):
            yield line, payment


def _cells(line: IncentiveLine, payment: IncentivePayment | None) -> tuple[str, ...]:
    return (
        line.kind.value,
        line.subject,
        line.customer or "",
        line.state.value.replace("_", " "),
        "" if payment is None else payment.quarter.label,
        "" if payment is None else str(payment.amount),
    )


def _markdown(statement: IncentiveStatement) -> Iterator[str]:
    rows = [_cells(*each) for each in _shown(statement)]
    span = "all quarters" if statement.quarter is None else str(statement.quarter)
    yield f"# {as_markdown(f'Incentives of {statement.partner}')}"
    yield ""
    yield f"As of {statement.on}, {as_markdown(span)}: **{statement.total}**"
    yield ""
    if rows:
        yield f"| {' | '.join(_HEADINGS)} |"
        yield "| --- | --- | --- | --- | --- | ---: |"
        for row in rows:
            yield f"| {' | '.join(map(as_markdown, row))} |"
        yield ""
    if statement.by_quarter:
        yield "| Paid in | Amount |"
        yield "| --- | ---: |"
        for quarter, amount in statement.by_quarter.items():
            yield f"| {as_markdown(str(quarter))} | {amount} |"
        yield ""
    if statement.remarks:
        more = "" if statement.quarter is None else ", or paid in another quarter"
        yield f"## What is lacking{more}"
        yield ""
        for remark in statement.remarks:
            yield f"- {as_markdown(remark)}"
        yield ""
    yield f"Decided by {as_markdown(str(statement.provenance))}."
