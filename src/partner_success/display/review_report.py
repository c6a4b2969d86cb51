"""The report of a reviewed portfolio: one page that opens without a network."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final

from partner_success.analytics.migration import Migration
from partner_success.analytics.report_table import ReportTable
from partner_success.display.compliance_months import compliance_svg
from partner_success.display.count_bars import CountBar, count_bars_svg
from partner_success.display.files import write_whole
from partner_success.display.migration import migration_svg
from partner_success.display.page_parts import table_markup
from partner_success.display.report_page import PageSection, report_page, table_html
from partner_success.display.reviews import portfolio_tables, summary
from partner_success.display.survival_curve import survival_svg
from partner_success.display.tables import refusals_table
from partner_success.display.terminal import cut
from partner_success.display.tones import Tone, tone_of
from partner_success.display.waterfalls import waterfall_svg
from partner_success.display.wording import plural, visible
from partner_success.gates import RiskLevel
from partner_success.review import (
    AccountReview,
    PortfolioAnalytics,
    PortfolioReview,
    Review,
)
from partner_success.scoring.results import Score

__all__ = ["review_report_html", "write_review_report"]

_ROWS: Final = 5_000
_TOLD: Final = 200
_RISKS: Final[dict[RiskLevel, Tone]] = {
    "high": "worst",
    "medium": "poor",
    "low": "good",
}


def write_review_report(
    found: PortfolioReview,
    path: str | Path,
    *,
    analytics: PortfolioAnalytics | None = None,
    migration: Migration | None = None,
) -> None:
    """Write a reviewed portfolio as one page, worst first, with pictures.

    It opens without a network, runs no script, prints well and can be read by a screen
    reader; all that users wrote is escaped, and no extra is needed. The file appears
    whole or not at all.

    Args:
        found: The review.
        path: Where the page goes.
        analytics: What the portfolio shows over time, from `portfolio_analytics`.
        migration: Who came into another band since an earlier day, from `migration_of`.

    Raises:
        InvalidValueError: The file cannot be written.
    """
    page = review_report_html(found, analytics=analytics, migration=migration)
    write_whole(path, page.encode("utf-8", errors="replace"))


def review_report_html(
    found: PortfolioReview,
    *,
    analytics: PortfolioAnalytics | None = None,
    migration: Migration | None = None,
) -> str:
    """Give the page of `write_review_report` as text.

    Examples:
        >>> from datetime import UTC, datetime
        >>> import partner_success as ps
        >>> now = datetime(2026, 5, 4, tzinfo=UTC)
        >>> none = ps.review.review_portfolio([], ps.standard(), at=now)
        >>> "0 partners on 2026-05-04" in review_report_html(none)
        True
    """
    sections = [
        *_pictures(found, analytics, migration),
        *_lists(found),
        *_partners(found),
        *_over_time(analytics),
        *_refusals(found),
    ]
    return report_page(found.explain().title, sections, summary=_summary(found))


def _section(id_: str, title: str, html: str) -> PageSection:
    return PageSection(id=id_, title=title, html=html)


def _summary(found: PortfolioReview) -> str:
    lines = "".join(f"<li>{escape(visible(line))}</li>" for line in summary(found))
    return f"<ul>{lines}</ul>"


def _pictures(
    found: PortfolioReview,
    analytics: PortfolioAnalytics | None,
    migration: Migration | None,
) -> Iterator[PageSection]:
    drawn = [*_charts(found, analytics)]
    if migration is not None:
        drawn.append(_drawn(migration_svg(migration)))
    worst = _worst_account(found)
    if worst is not None:
        drawn.append(_drawn(_lost(worst)))
    yield _section(
        "pictures", "Pictures", f'<div class="pictures">{"".join(drawn)}</div>'
    )


def _drawn(svg: str, kind: str = "") -> str:
    return f"<figure{kind}>{svg}</figure>"


def _charts(
    found: PortfolioReview, analytics: PortfolioAnalytics | None
) -> Iterator[str]:
    stages = [CountBar(each.name, each.count) for each in found.stages]
    yield _drawn(count_bars_svg(stages, title="Partners by stage"))
    bands = count_bars_svg(_bands(found), title="Customers by health", of="customer")
    yield _drawn(bands)
    risks = count_bars_svg(
        _launch_risks(found), title="Launches by risk", of="launch", many="launches"
    )
    yield _drawn(risks)
    if analytics is None:
        return
    if analytics.compliance is not None:
        for target in analytics.compliance.overall.targets:
            months = compliance_svg(analytics.compliance, target=target.id)
            yield _drawn(months, ' class="wide"')
    if analytics.gates is not None:
        for gate in analytics.gates.gates:
            if gate.survival.count:
                title = f"Days in {gate.name}"
                yield _drawn(survival_svg(gate.survival, title=title))


def _bands(found: PortfolioReview) -> list[CountBar]:
    tones: dict[str, Tone] = {}
    for each in _accounts(found):
        if each.health is not None and each.health.model.bands is not None:
            bands = each.health.model.bands
            tones |= {band.id: tone_of(bands, band) for band in bands}
    return [
        CountBar(each.name, each.count, tones.get(each.id, "unknown"))
        for each in found.bands
    ]


def _launch_risks(found: PortfolioReview) -> list[CountBar]:
    levels = [each.stage.risk.level for each in found.reviews if each.stage is not None]
    return [
        CountBar(f"{level.capitalize()} risk", levels.count(level), tone)
        for level, tone in _RISKS.items()
    ]


def _accounts(found: PortfolioReview) -> Iterator[AccountReview]:
    return (account for each in found.reviews for account in each.accounts)


def _worst_account(found: PortfolioReview) -> AccountReview | None:
    scored = [
        (each.health.exact, each.account.id, each)
        for each in _accounts(found)
        if isinstance(each.health, Score) and not each.left
    ]
    return min(scored)[2] if scored else None


def _lost(account: AccountReview) -> str:
    assert isinstance(account.health, Score)
    title = f"The lowest score: {account.account.name}"
    return waterfall_svg(account.health, title=title)


def _lists(found: PortfolioReview) -> Iterator[PageSection]:
    for table in portfolio_tables(found):
        yield _section(table.id, table.title, table_markup(cut(table, _ROWS)))


def _partners(found: PortfolioReview) -> Iterator[PageSection]:
    if not found.reviews:
        return
    parts = [_told(each) for each in found.reviews[:_TOLD]]
    left = len(found.reviews) - _TOLD
    if left > 0:
        more = plural(left, "more partner")
        parts.append(f'<p class="muted">{more} not told here.</p>')
    yield _section("each", "Each partner", "".join(parts))


def _told(review: Review) -> str:
    told = review.explain()
    return (
        f"<details><summary>{escape(visible(told.title))}</summary>"
        f"{told.html()}{''.join(_in_programme(review))}</details>"
    )


def _in_programme(review: Review) -> Iterator[str]:
    """Tell how a partner stands in a programme, and what its practice reaches."""
    found = review.programme
    if found is None:
        return
    if found.pilot is not None:
        yield f"<p>{escape(visible(f'In the pilot: {found.pilot}'))}</p>"
    yield from (each.explain().html() for each in found.told)


def _over_time(analytics: PortfolioAnalytics | None) -> Iterator[PageSection]:
    if analytics is None:
        return
    tables: tuple[ReportTable, ...] = ()
    if analytics.gates is not None:
        tables = analytics.gates.tables()
    for table in tables:
        yield _section(f"gates-{table.id}", table.name, table_html(table))
    if analytics.compliance is not None:
        told = analytics.compliance.explain()
        yield _section("compliance", told.title, told.html())
    for place, remark in enumerate(analytics.remarks):
        text = f'<p class="muted">{escape(remark)}</p>'
        yield _section(f"remark-{place}", "To be known", text)


def _refusals(found: PortfolioReview) -> Iterator[PageSection]:
    if found.refusals:
        table = refusals_table(found.refusals)
        yield _section(table.id, table.title, table_markup(cut(table, _ROWS)))
