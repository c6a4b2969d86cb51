"""The report: one HTML page that opens without a network and runs no script."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final

from partner_success.display.files import write_whole
from partner_success.display.page_parts import (
    figure_markup,
    gallery,
    table_markup,
)
from partner_success.display.pictures import (
    band_distribution,
    readiness_sections,
    score_histogram,
)
from partner_success.display.report_page import PageSection, report_page
from partner_success.display.summary import summary_lines
from partner_success.display.tables import (
    band_text,
    refusals_table,
    score_text,
)
from partner_success.display.terminal import cut, portfolio_tables
from partner_success.display.waterfalls import change_waterfall, waterfall
from partner_success.display.wording import plural, visible
from partner_success.frames.comparing import PortfolioChanges
from partner_success.frames.results import PortfolioScores, ScoredAccount
from partner_success.scoring.results import Score

_WATERFALLS: Final = 10
_SHEETS: Final = 6
_CHANGES: Final = 6
_EXPLAINED: Final = 200
_ROWS: Final = 5_000


def write_report(
    scores: PortfolioScores,
    path: str | Path,
    *,
    changes: PortfolioChanges | None = None,
) -> None:
    """Write a page with tables, pictures and explanations, worst first.

    It opens without a network, runs no script, prints well and can be read by a screen
    reader; all that users wrote is escaped. Without the extra ``plots`` it has no
    pictures, and says so. The file appears whole or not at all.

    Args:
        scores: What was scored.
        path: Where the page goes.
        changes: What changed since an earlier time, to be shown with it.

    Raises:
        InvalidValueError: The file cannot be written, or the accounts were scored by
            different scorecards.
    """
    page = report_html(scores, changes=changes)
    write_whole(path, page.encode("utf-8", errors="replace"))


def report_html(
    scores: PortfolioScores, *, changes: PortfolioChanges | None = None
) -> str:
    """Give the page of `write_report` as text."""
    sections = [
        *_overview(scores),
        *_table_sections(scores, changes),
        *_explained_accounts(scores.accounts),
        *_refusals(scores),
    ]
    title = f"Partner success report, {scores.on}"
    return report_page(title, sections, summary=_summary(scores, changes))


def _summary(scores: PortfolioScores, changes: PortfolioChanges | None) -> str:
    lines = summary_lines(scores, changes)
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def _table_sections(
    scores: PortfolioScores, changes: PortfolioChanges | None
) -> Iterator[PageSection]:
    for table in portfolio_tables(scores, changes):
        inner = table_markup(cut(table, _ROWS))
        if table.id == "changes" and changes is not None:
            inner += gallery(_change_pictures(changes))
        if table.id == "readiness":
            inner += gallery(_sheet_pictures(scores))
        yield PageSection(id=table.id, title=table.title, html=inner)


def _refusals(scores: PortfolioScores) -> Iterator[PageSection]:
    if scores.refusals:
        table = refusals_table(scores.refusals)
        inner = table_markup(cut(table, _ROWS))
        yield PageSection(id=table.id, title=table.title, html=inner)


def _explained_accounts(
    accounts: tuple[ScoredAccount, ...],
) -> Iterator[PageSection]:
    if not accounts:
        return
    parts: list[str] = []
    left = len(accounts) - _EXPLAINED
    if left > 0:
        more = plural(left, "more account")
        note = f"The worst {_EXPLAINED}; {more} not explained here."
        parts.append(f'<p class="muted">{note}</p>')
    drawn = 0
    for each in accounts[:_EXPLAINED]:
        picture = ""
        if isinstance(each.result, Score) and drawn < _WATERFALLS:
            drawn += 1
            picture = gallery(_waterfall(each.account.name, each.result))
        name = escape(visible(each.account.name))
        answer = f"{score_text(each.result)}, {band_text(each.result)}"
        parts.append(
            f"<details><summary>{name} ({escape(visible(each.account.id))}):"
            f" {escape(answer)}</summary>{picture}"
            f"{each.result.explain().html()}</details>"
        )
    yield PageSection(id="explained", title="Why", html="".join(parts))


def _overview(scores: PortfolioScores) -> Iterator[PageSection]:
    if scores.accounts:
        drawn = gallery(_account_pictures(scores))
        yield PageSection(id="pictures", title="Pictures", html=drawn)


def _account_pictures(scores: PortfolioScores) -> Iterator[str]:
    said = summary_lines(scores)[0]
    yield figure_markup(band_distribution(scores), "Accounts in each band", said)
    text = "How many accounts have which score; the table below lists them."
    yield figure_markup(score_histogram(scores), "Accounts by score", text)


def _change_pictures(changes: PortfolioChanges) -> Iterator[str]:
    for each in changes.accounts[:_CHANGES]:
        if each.change is not None and each.change.exact < 0:
            name = visible(each.latest.account.name)
            text = "; ".join(each.change.explain().remarks)
            figure = change_waterfall(
                each.change, title=f"{name}: {each.change.value:+.4g}"
            )
            yield figure_markup(figure, name, text)


def _waterfall(name: str, score: Score) -> Iterator[str]:
    title = visible(name)
    text = "; ".join(score.explain().remarks)
    yield figure_markup(waterfall(score, title=title), title, text)


def _sheet_pictures(scores: PortfolioScores) -> Iterator[str]:
    for each in scores.sheets[:_SHEETS]:
        name = f"{visible(each.sheet.id)}: {each.readiness}"
        figure = readiness_sections(each.readiness, title=name)
        yield figure_markup(figure, name, "Points of each section, least to most")
