"""What terminal and page show alike: tables of plain text with tones, worst first."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from partner_success.core.quantities import HUNDRED, decimal_text, rounded_text
from partner_success.display.tones import Tone, tone_of, tone_of_result
from partner_success.display.wording import plural, shortened, visible
from partner_success.scoring.intervals import Interval
from partner_success.scoring.results import NotScored, Score, percent

if TYPE_CHECKING:
    from partner_success.display.tones import Result
    from partner_success.frames.results import (
        AssessedSheet,
        JudgedLicence,
        Refusal,
        ScoredAccount,
        SurveyedPartner,
    )
    from partner_success.scoring.intervals import IntervalResult
    from partner_success.scoring.parts import Contribution

_LONGEST = 120
_NOTHING = "–"


@attrs.frozen
class Column:
    """A heading, and whether numbers stand below it."""

    heading: str
    numeric: bool = False


@attrs.frozen
class Cell:
    """A text that is safe to show, and how good what it says is; or no opinion."""

    text: str
    tone: Tone | None = None


@attrs.frozen(kw_only=True)
class Table:
    """A titled table; `note` says what the reader has to know about it."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


def cell(value: object, tone: Tone | None = None) -> Cell:
    """Make a cell of any value; an absent one is a dash."""
    if value is None or value == "":
        return Cell(_NOTHING, tone)
    return Cell(shortened(visible(str(value)), _LONGEST), tone)


def score_text(result: Result) -> str:
    """Write the number of an answer; a range with both ends, none as a dash."""
    if isinstance(result, Score):
        return result.text
    if isinstance(result, NotScored):
        return _NOTHING
    return f"{result.low.text} to {result.high.text}"


def band_text(result: Result) -> str:
    """Write the band of an answer, or what stands in its place."""
    if isinstance(result, NotScored):
        return "Not scored"
    if result.model.bands is None:
        return _NOTHING
    if isinstance(result, Score):
        return result.band.name
    if result.band is not None:
        return result.band.name
    return f"{result.low.band.name} to {result.high.band.name}"


def action_text(result: Result) -> str:
    """Write what to do about an answer: give what is missing, or the band's action."""
    if isinstance(result, Score):
        return result.band.action if result.model.bands is not None else ""
    if isinstance(result, NotScored) or result.band is None:
        return f"Find out: {', '.join(result.missing)}"
    return result.band.action


def drag_of(result: Result) -> Contribution | None:
    """Give the component that lost most, where there is a score."""
    return result.greatest_drag if isinstance(result, Score) else None


def points_text(part: Contribution) -> str:
    """Write the points that a component lost."""
    return decimal_text(part.lost_count, part.denominator)


def accounts_table(accounts: Iterable[ScoredAccount]) -> Table:
    """Tabulate customers in the order given, which is worst first."""
    return Table(
        id="accounts",
        title="Accounts, worst first",
        columns=(
            Column("Account"),
            Column("Id"),
            Column("Score", numeric=True),
            Column("Band"),
            Column("Known", numeric=True),
            Column("Greatest drag"),
            Column("Points lost", numeric=True),
            Column("What to do"),
        ),
        rows=tuple(_account_row(each) for each in accounts),
        note="Known: the share of the weight whose values were given.",
    )


def _account_row(each: ScoredAccount) -> tuple[Cell, ...]:
    result = each.result
    drag = drag_of(result)
    return (
        cell(each.account.name),
        cell(each.account.id),
        cell(score_text(result), tone_of_result(result)),
        cell(band_text(result), tone_of_result(result)),
        cell(percent(result.coverage)),
        cell(drag.name if drag else None),
        cell(points_text(drag) if drag else None),
        cell(action_text(result)),
    )


def partners_table(partners: Iterable[SurveyedPartner]) -> Table:
    """Tabulate what surveys say about partners."""
    found = tuple(partners)
    return Table(
        id="partners",
        title="Partners, from the lowest CSAT",
        columns=(
            Column("Partner"),
            Column("CSAT", numeric=True),
            Column("CSAT from to", numeric=True),
            Column("Points", numeric=True),
            Column("CSAT answers", numeric=True),
            Column("NPS", numeric=True),
            Column("NPS from to", numeric=True),
            Column("NPS answers", numeric=True),
        ),
        rows=tuple(_partner_row(each) for each in found),
        note=_partners_note(found),
    )


def _partner_row(each: SurveyedPartner) -> tuple[Cell, ...]:
    csat, nps = each.csat, each.nps
    return (
        cell(each.partner_id),
        cell(_ratio(csat.mean, 2)),
        cell(_ends(csat.interval)),
        cell(None if csat.mean is None else csat.points),
        cell(csat.answers),
        cell(_rounded(nps.exact)),
        cell(_ends(nps.interval)),
        cell(nps.answers),
    )


def _partners_note(partners: tuple[SurveyedPartner, ...]) -> str:
    years = sorted({each.csat.year.label for each in partners})
    notes = [f"CSAT of {', '.join(years)}"] if years else []
    both = [each.csat.interval for each in partners]
    both += [each.nps.interval for each in partners]
    kinds = {
        f"{float(HUNDRED * each.level):g} % confidence, {each.method}"
        for each in both
        if isinstance(each, Interval)
    }
    notes += [f"from to: {'; '.join(sorted(kinds))}"] if kinds else []
    return ". ".join(notes)


def _ratio(exact: Fraction | None, decimals: int) -> str | None:
    if exact is None:
        return None
    return decimal_text(exact.numerator, exact.denominator, decimals)


def _rounded(exact: Fraction | None) -> str | None:
    return None if exact is None else rounded_text(exact.numerator, exact.denominator)


def _ends(interval: IntervalResult) -> str | None:
    if not isinstance(interval, Interval):
        return None
    return f"{interval.low:.3g} to {interval.high:.3g}"


def licences_table(licences: Iterable[JudgedLicence]) -> Table:
    """Tabulate the licences that need somebody: renewals at risk, and over-use."""
    found = tuple(licences)
    shown = [
        each
        for each in found
        if each.judgement.renewal_at_risk or each.judgement.up_sell
    ]
    quiet = len(found) - len(shown)
    return Table(
        id="licences",
        title="Licences at risk, and in use beyond what is licensed",
        columns=(
            Column("Account id"),
            Column("Licence"),
            Column("Counted on"),
            Column("Licensed", numeric=True),
            Column("Active", numeric=True),
            Column("Used", numeric=True),
            Column("Renewal risk"),
            Column("What to do"),
        ),
        rows=tuple(_licence_row(each) for each in shown),
        note=f"{plural(quiet, 'more count')} without risk or over-use.",
    )


def _licence_row(each: JudgedLicence) -> tuple[Cell, ...]:
    count, judgement = each.count, each.judgement
    share, risk = judgement.utilisation, judgement.risk
    used = _rounded(None if share is None else HUNDRED * share)
    to_do = risk.action if risk is not None else ""
    if judgement.up_sell:
        to_do = f"Sell: {-judgement.delta} more active than licensed"
    return (
        cell(count.account_id),
        cell(count.licence_type),
        cell(count.on),
        cell(judgement.licensed),
        cell(judgement.active),
        cell(used and f"{used} %"),
        cell(
            risk.name if risk is not None else None,
            tone_of(judgement.policy.risks, risk),
        ),
        cell(to_do),
    )


def sheets_table(sheets: Iterable[AssessedSheet]) -> Table:
    """Tabulate readiness sheets."""
    return Table(
        id="readiness",
        title="Readiness, from the lowest total",
        columns=(
            Column("Sheet"),
            Column("Partner"),
            Column("On"),
            Column("Points", numeric=True),
            Column("Level"),
            Column("Weakest section"),
            Column("Not answered", numeric=True),
            Column("Steps to next level", numeric=True),
        ),
        rows=tuple(_sheet_row(each) for each in sheets),
    )


def _sheet_row(each: AssessedSheet) -> tuple[Cell, ...]:
    sheet, readiness = each.sheet, each.readiness
    least, most = readiness.points
    sections = readiness.sections
    weakest = min(readiness.model.sections, key=lambda section: sections[section.id])
    level = readiness.level
    return (
        cell(sheet.id),
        cell(sheet.partner_id),
        cell(sheet.on),
        cell(least if readiness.complete else f"{least} to {most}"),
        cell(
            level.name if level is not None else "Open",
            tone_of(readiness.model.levels, level),
        ),
        cell(weakest.name),
        cell(len(readiness.unanswered)),
        cell(readiness.steps_to_next_level),
    )


def refusals_table(refusals: Iterable[Refusal]) -> Table:
    """Tabulate the rows that were not read, with the cell that was to blame."""
    return Table(
        id="refusals",
        title="Rows that were refused",
        columns=(
            Column("File"),
            Column("Line", numeric=True),
            Column("Column"),
            Column("Given"),
            Column("Expected"),
            Column("What is wrong"),
        ),
        rows=tuple(_refusal_row(each) for each in refusals),
        note="Every other row was scored.",
    )


def _refusal_row(each: Refusal) -> tuple[Cell, ...]:
    problem = each.problem
    line = each.line if each.line is not None else f"record {each.record}"
    return (
        cell(each.file),
        cell(line),
        cell(problem.path),
        cell(problem.given),
        cell(problem.expected),
        cell(problem.message),
    )
