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
from partner_success.display.page_style import STYLE
from partner_success.display.pictures import (
    band_distribution,
    readiness_sections,
    score_histogram,
)
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

_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
    " form-action 'none'"
)
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
    pictures = _overview(scores)
    sections = [
        *_table_sections(scores, changes),
        *_explained_accounts(scores.accounts),
        *_refusals(scores),
    ]
    links = [("pictures", "Pictures")] if pictures else []
    links += [(id_, title) for id_, title, _ in sections]
    body = "".join(
        f'<section aria-labelledby="{id_}"><h2 id="{id_}">{escape(title)}</h2>{inner}'
        "</section>"
        for id_, title, inner in sections
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Partner success report, {scores.on}</title>"
        f"<style>{STYLE}</style></head><body><header><h1>Partner success report</h1>"
        f'{_summary(scores, changes)}</header><nav aria-label="Sections"><ul>'
        + "".join(
            f'<li><a href="#{id_}">{escape(name)}</a></li>' for id_, name in links
        )
        + f"</ul></nav><main>{pictures}{body}</main></body></html>\n"
    )


def _summary(scores: PortfolioScores, changes: PortfolioChanges | None) -> str:
    lines = summary_lines(scores, changes)
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def _table_sections(
    scores: PortfolioScores, changes: PortfolioChanges | None
) -> Iterator[tuple[str, str, str]]:
    for table in portfolio_tables(scores, changes):
        inner = table_markup(cut(table, _ROWS))
        if table.id == "changes" and changes is not None:
            inner += gallery(_change_pictures(changes))
        if table.id == "readiness":
            inner += gallery(_sheet_pictures(scores))
        yield table.id, table.title, inner


def _refusals(scores: PortfolioScores) -> Iterator[tuple[str, str, str]]:
    if scores.refusals:
        table = refusals_table(scores.refusals)
        yield table.id, table.title, table_markup(cut(table, _ROWS))


def _explained_accounts(
    accounts: tuple[ScoredAccount, ...],
) -> Iterator[tuple[str, str, str]]:
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
    yield "explained", "Why", "".join(parts)


def _overview(scores: PortfolioScores) -> str:
    if not scores.accounts:
        return ""
    return (
        '<section aria-labelledby="pictures"><h2 id="pictures">Pictures</h2>'
        f"{gallery(_account_pictures(scores))}</section>"
    )


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
