"""Results as a CSV file that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from partner_success.core.quantities import HUNDRED
from partner_success.display.changes import reason_of
from partner_success.display.files import write_whole
from partner_success.display.tables import action_text, band_text, drag_of
from partner_success.frames.comparing import PortfolioChanges
from partner_success.frames.results import PortfolioScores
from partner_success.scoring.changes import ScoreChange
from partner_success.scoring.results import NotScored, Score

HEADER: Final = (
    "kind",
    "id",
    "name",
    "on",
    "score",
    "score_to",
    "band",
    "known_percent",
    "greatest_drag",
    "points_lost",
    "what_to_do",
    "score_before",
    "change",
    "greatest_cause",
    "edition",
)
"""The columns; `score_to` is the other end where the answer is a range."""

_TRIGGERS: Final = frozenset("=+-@\t\r\n＝＋－＠")
"""What a formula can begin with; some spreadsheets take the wide forms too."""

_PASSED_OVER: Final = " \u00a0\u3000\ufeff"

Row = tuple[str | float | int | None, ...]

_NO_CHANGE: Final = (None, None, None)


def write_csv(
    scores: PortfolioScores,
    path: str | Path,
    *,
    changes: PortfolioChanges | None = None,
) -> None:
    """Write everything that was scored as one table, worst first within each kind.

    A text that a spreadsheet could take for a formula gets an apostrophe in front, and
    so does one that begins with an apostrophe, so that taking one away always gives the
    text back. Numbers stay numbers. The file appears whole or not at all, in UTF-8 with
    a byte order mark, so that spreadsheets read accents rightly.

    Args:
        scores: What was scored.
        path: Where the table goes.
        changes: What changed since an earlier time, to stand beside it.

    Raises:
        InvalidValueError: The file cannot be written.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADER)
    for row in _rows(scores, _changes_by_id(changes)):
        writer.writerow(
            [harmless(each) if isinstance(each, str) else each for each in row]
        )
    write_whole(path, text.getvalue().encode("utf-8-sig", errors="replace"))


def harmless(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula.

    Examples:
        >>> harmless("=1+1"), harmless("Umbrella")
        ("'=1+1", 'Umbrella')
    """
    start = text.lstrip(_PASSED_OVER)[:1]
    risky = start in _TRIGGERS or text.startswith("'")
    return f"'{text}" if risky else text


def _changes_by_id(changes: PortfolioChanges | None) -> dict[str, ScoreChange]:
    return {
        each.latest.account.id: each.change
        for each in (changes.accounts if changes else ())
        if each.change is not None
    }


def _change_cells(change: ScoreChange | None) -> Row:
    if change is None:
        return _NO_CHANGE
    return change.before.value, change.value, reason_of(change)[0] or None


def _rows(scores: PortfolioScores, changes: Mapping[str, ScoreChange]) -> Iterator[Row]:
    edition = scores.provenance.edition
    for account in scores.accounts:
        facts, result = account.account, account.result
        drag = drag_of(result)
        low: float | None = None
        high: float | None = None
        if isinstance(result, Score):
            low = result.value
        elif not isinstance(result, NotScored):
            low, high = result.low.value, result.high.value
        yield (
            "account",
            facts.id,
            facts.name,
            str(facts.on),
            low,
            high,
            band_text(result),
            float(HUNDRED * result.coverage),
            drag.name if drag else None,
            drag.lost if drag else None,
            action_text(result),
            *_change_cells(changes.get(facts.id)),
            edition,
        )
    yield from _other_rows(scores, edition)


def _other_rows(scores: PortfolioScores, edition: str) -> Iterator[Row]:
    rest = (None, None, None, *_NO_CHANGE)
    for partner in scores.partners:
        csat, nps, who = partner.csat, partner.nps, partner.partner_id
        year = csat.year.label
        earned = None if csat.value is None else f"{csat.points} points"
        yield ("csat", who, None, year, csat.value, None, earned, None, *rest, edition)
        yield ("nps", who, None, None, nps.value, None, None, None, *rest, edition)
    for licence in scores.licences:
        count, judged = licence.count, licence.judgement
        used = judged.utilisation
        risk = judged.risk
        yield (
            "licence",
            f"{count.account_id}/{count.licence_type}",
            None,
            str(count.on),
            None if used is None else float(HUNDRED * used),
            None,
            risk.name if risk else None,
            None,
            None,
            None,
            risk.action if risk else None,
            *_NO_CHANGE,
            edition,
        )
    for each in scores.sheets:
        least, most = each.readiness.points
        level = each.readiness.level
        yield (
            "readiness",
            each.sheet.id,
            each.sheet.partner_id,
            str(each.sheet.on),
            least,
            None if least == most else most,
            level.name if level else None,
            None,
            *rest,
            edition,
        )
