"""Promises kept month by month: SVG that is drawn here."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import attrs

from partner_success.core.quantities import HUNDRED, rounded_text
from partner_success.display.sheet import INK, MUTED, RULE, TRACK
from partner_success.display.tones import COLOURS
from partner_success.display.vector import Drawing
from partner_success.display.wording import room_for, shortened, visible
from partner_success.sla.compliance_results import ComplianceReport, TargetCompliance
from partner_success.sla.targets import TargetKind, kind_text

__all__ = ["compliance_svg"]

_LEFT: Final = 60.0
_EDGE: Final = 16.0
_TOP: Final = 72.0
_BOTTOM: Final = 232.0
_FOOT: Final = 62.0
_MONTH: Final = 40.0
_COLUMN: Final = 24.0
_LEAST: Final = 420.0
_HEADING: Final = 15.0
_SMALL: Final = 9.0
_LONGEST: Final = 60
_PERCENTS: Final = (0, 25, 50, 75, 100)


@attrs.frozen
class _Month:
    """A month, and what came of one promise in it; None where nothing did."""

    id: str
    found: TargetCompliance | None

    @property
    def share(self) -> Fraction | None:
        return None if self.found is None else self.found.share


def compliance_svg(
    report: ComplianceReport, *, target: TargetKind, title: str = ""
) -> str:
    """Draw how often a promise was kept, month by month, without any extra.

    A column is the share met of what is over, with both counts below it; what is
    awaited is not in it. A month without anything that is over has no column, which is
    not the same as one in which all was missed. The months in between that have no
    ticket are not drawn.

    It is the same text for the same report, fetches nothing, holds its letters as text
    and no ids. Where the page sets the custom properties ``--ink``, ``--paper`` and so
    on, it takes their colours.

    Args:
        report: From `CompliancePolicy.report`.
        target: Which promise.
        title: A heading, and the accessible name; the default names the promise.

    Examples:
        >>> from datetime import UTC
        >>> import partner_success as ps
        >>> report = ps.standard().compliance.report([], zone=UTC)
        >>> compliance_svg(report, target="resolution")[:4]
        '<svg'

    Rule: SLA-12.
    """
    months = [_Month(group.id, group.targets.get(target)) for group in report.by_month]
    heading = title or f"{kind_text(target).capitalize()} in time, by month"
    heading = shortened(visible(heading), _LONGEST)
    wide = max([_MONTH, *(room_for(_counts(each), _SMALL) + 6 for each in months)])
    width = max(_LEAST, _LEFT + wide * len(months) + _EDGE)
    said = _said(report, target)
    listed = "; ".join(f"{each.id}: {_text(each)}" for each in months)
    drawing = Drawing(
        width, _BOTTOM + _FOOT, title=heading, description=f"{said}. {listed}"
    )
    drawing.text(_EDGE, _EDGE + 4, heading, size=_HEADING, bold=True)
    drawing.text(_EDGE, _EDGE + 24, said, colour=MUTED)
    if months:
        _draw_axis(drawing, width)
        _draw_months(drawing, months, wide)
    return drawing.written()


def _said(report: ComplianceReport, target: TargetKind) -> str:
    found = report.overall.targets.get(target)
    share = None if found is None else found.share
    if found is None or share is None:
        return "nothing is over yet"
    percent = rounded_text(*(HUNDRED * share).as_integer_ratio())
    waiting = f"; {found.overdue} overdue" if found.overdue else ""
    return f"{percent} % in all, {found.met} of {found.judged}{waiting}"


def _text(month: _Month) -> str:
    return _counts(month).replace("/", " of ") or "nothing over"


def _draw_axis(drawing: Drawing, width: float) -> None:
    for percent in _PERCENTS:
        y = _BOTTOM - (_BOTTOM - _TOP) * percent / _PERCENTS[-1]
        colour = TRACK if percent else RULE
        drawing.line([(_LEFT, y), (width - _EDGE, y)], colour=colour)
        drawing.text(_LEFT - 8, y, f"{percent} %", colour=MUTED, align="right", size=11)


def _counts(month: _Month) -> str:
    if month.found is None or not month.found.judged:
        return ""
    return f"{month.found.met}/{month.found.judged}"


def _draw_months(drawing: Drawing, months: Sequence[_Month], wide: float) -> None:
    year = ""
    for place, month in enumerate(months):
        middle = _LEFT + wide * (place + 0.5)
        if month.share is not None:
            high = (_BOTTOM - _TOP) * float(month.share)
            left = middle - _COLUMN / 2
            drawing.box(left, _TOP, _COLUMN, _BOTTOM - _TOP - high, fill=TRACK)
            drawing.box(left, _BOTTOM - high, _COLUMN, high, fill=COLOURS["good"])
        name, _, number = month.id.partition("-")
        drawing.text(middle, _BOTTOM + 12, number, colour=INK, align="center", size=11)
        if name != year:
            year = name
            drawing.text(middle, _BOTTOM + 28, year, align="center", size=11, bold=True)
        counts = _counts(month)
        drawing.text(
            middle, _BOTTOM + 46, counts, colour=MUTED, align="center", size=_SMALL
        )
