"""What a result hangs on, as a tornado: SVG that is drawn here, longest bar first."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import attrs

from partner_success.display.sheet import INK, LOSS, MUTED, RULE
from partner_success.display.tones import COLOURS
from partner_success.display.vector import Drawing
from partner_success.display.wording import room_for, shortened, visible
from partner_success.errors import InvalidUseError
from partner_success.practice.returns import (
    BusinessOutcome,
    BusinessSensitivity,
    ReturnSensitivity,
)
from partner_success.practice.returns.numbers import (
    money_text,
    percent_text,
    whole_text,
)

__all__ = ["tornado_svg"]

_EDGE: Final = 16.0
_NAMES: Final = 190.0
_BARS: Final = 360.0
_ENDS: Final = 120.0
"""Room for the figure at either end of a bar."""
_TOP: Final = 74.0
_ROW: Final = 28.0
_BAR: Final = 14.0
_FOOT: Final = 30.0
_HEADING: Final = 15.0
_LONGEST: Final = 30


@attrs.frozen
class _Bar:
    """A name, and what comes of less and of more of it: place and text."""

    name: str
    lower: Fraction
    higher: Fraction
    texts: tuple[str, str]


@attrs.frozen(kw_only=True)
class _Tornado:
    """All bars, what they lie around, and what they measure."""

    base: Fraction
    base_text: str
    measure: str
    step: str
    bars: tuple[_Bar, ...]


def tornado_svg(
    found: ReturnSensitivity | BusinessSensitivity, *, title: str = ""
) -> str:
    """Draw what a return or a business case hangs on as SVG, without any extra.

    A bar for each line or assumption, from what comes of less of it to what comes of
    more, in the order of the sensitivity; the result as it is stands as a line through
    all of them. Where less and more both change it to the same side, the two share the
    height of the bar. Of a return the bars measure the return net of the investment,
    and of a business case what is left at its end, with the break-even month beside it.

    It is the same text for the same result, fetches nothing, holds its letters as text
    and no ids. Where the page sets the custom properties ``--ink``, ``--paper`` and so
    on, it takes their colours.

    Args:
        found: From `ReturnOnInvestment.sensitivity` or `BusinessCase.sensitivity`.
        title: A heading, and the accessible name; the default is the title of its
            explanation.

    Raises:
        InvalidUseError: It is neither.

    Examples:
        >>> import partner_success as ps
        >>> returns = ps.standard().returns
        >>> found = returns.return_on_investment(returns.example.case)
        >>> tornado_svg(found.sensitivity())[:4]
        '<svg'

    Rule: ROI-01, INC-04.
    """
    if isinstance(found, ReturnSensitivity):
        shown = _of_return(found)
    elif isinstance(found, BusinessSensitivity):
        shown = _of_business(found)
    else:
        raise InvalidUseError(
            "a tornado is drawn of a ReturnSensitivity or a BusinessSensitivity, not"
            f" of {type(found).__name__}"
        )
    return _drawn(shown, shortened(visible(title or found.explain().title), 90))


def _of_return(found: ReturnSensitivity) -> _Tornado:
    bars = [
        _Bar(
            each.line.name,
            low,
            high,
            (percent_text(low), percent_text(high)),
        )
        for each in found.swings
        if (low := each.lower.net_of_investment) is not None
        and (high := each.higher.net_of_investment) is not None
    ]
    base = found.ratio.net_of_investment
    return _Tornado(
        base=base or Fraction(0),
        base_text=percent_text(base),
        measure="return net of investment",
        step=f"{found.step.normalize():f} %",
        bars=tuple(bars),
    )


def _of_business(found: BusinessSensitivity) -> _Tornado:
    bars = [
        _Bar(
            each.assumption.replace("_", " "),
            each.lower.net,
            each.higher.net,
            (_left(each.lower), _left(each.higher)),
        )
        for each in found.swings
    ]
    now = f"{money_text(found.net, found.currency)} ({_month(found.break_even)})"
    return _Tornado(
        base=found.net,
        base_text=now,
        measure=f"net at the end in {found.currency} (break-even month)",
        step=f"{found.step.normalize():f} %",
        bars=tuple(bars),
    )


def _left(end: BusinessOutcome) -> str:
    return f"{whole_text(end.net)} ({_month(end.break_even)})"


def _month(month: int | None) -> str:
    return "never" if month is None else str(month)


def _drawn(shown: _Tornado, heading: str) -> str:
    bottom = _TOP + _ROW * len(shown.bars)
    width = 2 * _EDGE + _NAMES + _BARS + 2 * _ENDS
    width = max(width, room_for(heading, _HEADING) * 1.1 + 2 * _EDGE)
    drawing = Drawing(
        width, bottom + _FOOT, title=heading, description=_description(shown)
    )
    drawing.text(_EDGE, _EDGE + 4, heading, size=_HEADING, bold=True)
    drawing.text(_EDGE, _EDGE + 26, shown.measure, colour=MUTED)
    middle = _place(shown, shown.base)
    drawing.text(middle, _TOP - 10, shown.base_text, align="center", bold=True)
    for number, bar in enumerate(shown.bars):
        _draw_bar(drawing, shown, bar, _TOP + _ROW * (number + 0.5))
    drawing.line([(middle, _TOP), (middle, bottom)], colour=INK)
    legend = f"darker: {shown.step} less; lighter: {shown.step} more"
    drawing.text(_EDGE, bottom + _FOOT / 2, legend, colour=MUTED)
    return drawing.written()


def _draw_bar(drawing: Drawing, shown: _Tornado, bar: _Bar, y: float) -> None:
    name = shortened(visible(bar.name), _LONGEST)
    drawing.text(_EDGE, y, name)
    base = _place(shown, shown.base)
    ends = [_place(shown, bar.lower), _place(shown, bar.higher)]
    # Ends on the same side share the height, so that neither hides the other.
    shared = (ends[0] - base) * (ends[1] - base) > 0
    high = _BAR / 2 if shared else _BAR
    top = y - _BAR / 2
    for end, colour in zip(ends, (LOSS, COLOURS["good"]), strict=True):
        left, right = sorted((base, end))
        drawing.box(left, top, right - left, high, fill=colour)
        top += high if shared else 0
    texts = zip(ends, bar.texts, strict=True)
    (left, left_text), (right, right_text) = sorted(texts, key=lambda each: each[0])
    drawing.text(min(left, base) - 6, y, left_text, align="right", size=11)
    drawing.text(max(right, base) + 6, y, right_text, size=11)
    below = y + _ROW / 2
    drawing.line([(_EDGE, below), (_EDGE + _NAMES - 10, below)], colour=RULE, thick=0.5)


def _place(shown: _Tornado, value: Fraction) -> float:
    """Give where a value stands, the farthest ends at the edges of the bars."""
    values = [
        shown.base,
        *(end for bar in shown.bars for end in (bar.lower, bar.higher)),
    ]
    low, high = min(values), max(values)
    share = (value - low) / (high - low) if high > low else Fraction(1, 2)
    return _EDGE + _NAMES + _ENDS + _BARS * float(share)


def _description(shown: _Tornado) -> str:
    told = "; ".join(
        f"{bar.name}: {bar.texts[0]} at less, {bar.texts[1]} at more"
        for bar in shown.bars
    )
    return f"{shown.measure}, {shown.base_text} as it is. {told or 'No bars.'}"
