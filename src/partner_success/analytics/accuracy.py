"""How well numbers told what happened: the area under the ROC curve, the Brier score.

Counts are exact, so that equal scores are ties whatever made them; one division at the
end gives the figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from partner_success.analytics.rows import (
    MOST_FAULTS,
    Comparable,
    checked_rows,
    row_fault,
)
from partner_success.core.quantities import Number
from partner_success.errors import InvalidDataError, InvalidValueError


def auc(
    scores: Sequence[Number],
    outcomes: Sequence[bool],
    weights: Sequence[Number] | None = None,
) -> float:
    """Give the area under the ROC curve of scores of which a low one tells churn.

    It is the probability that one who left had a lower score than one who stayed, where
    equal scores count half: 1 where every leaver scored below all others, 0.5 where the
    score tells nothing, 0 where it tells the opposite (both ends closed).

    Args:
        scores: The scores, finite; whole numbers, fractions and floats are compared
            exactly.
        outcomes: Whether each of them left.
        weights: How often each counts, 0 or more; once without them.

    Raises:
        InvalidDataError: A number is none or not finite, a weight is below 0, an
            outcome is neither true nor false; up to twenty faults are named.
        InvalidValueError: The lengths differ, or nobody left, or nobody stayed.

    Examples:
        >>> auc([40, 70, 70, 95], [True, True, False, False])
        0.875

    Rule: RBK-04.
    """
    rows = checked_rows("scores", scores, outcomes, weights)
    totals: dict[Comparable, list[Comparable]] = {}
    for score, left, weight in rows:
        totals.setdefault(score, [0, 0])[left] += weight
    stayed = sum(stay for stay, _ in totals.values())
    gone = sum(leave for _, leave in totals.values())
    for name, count in (("left", gone), ("stayed", stayed)):
        if not count:
            raise InvalidValueError(
                f"nobody {name}; an area under the curve needs some who left and some"
                " who stayed, so give more rows"
            )
    above, halves = stayed, Fraction(0)
    for score in sorted(totals):
        stay, leave = totals[score]
        above -= stay
        halves += leave * (2 * above + stay)
    return float(halves / (2 * gone * stayed))


def brier(
    probabilities: Sequence[Number],
    outcomes: Sequence[bool],
    weights: Sequence[Number] | None = None,
) -> float:
    """Give the Brier score: the mean squared distance of chances from what happened.

    0 is perfect foresight and 1 its opposite (both closed); who always says the share
    of those who leave, p, gets p times 1 - p.

    Args:
        probabilities: The chance of leaving that each was given, from 0 to 1 (closed).
        outcomes: Whether each of them left.
        weights: How often each counts, 0 or more; once without them.

    Raises:
        InvalidDataError: A probability lies outside of 0 to 1, another number is none
            or below 0, an outcome is neither true nor false; up to twenty faults are
            named.
        InvalidValueError: The lengths differ, or there is nothing to weigh.

    Examples:
        >>> brier([0.75, 0.25], [True, False])
        0.0625

    Rule: RBK-04.
    """
    rows = checked_rows("probabilities", probabilities, outcomes, weights)
    faults = [
        row_fault("probabilities", place, f"a chance lies from 0 to 1, found {chance}")
        for place, (chance, _, _) in enumerate(rows)
        if not 0 <= chance <= 1
    ]
    if faults:
        raise InvalidDataError("the probabilities", faults[:MOST_FAULTS])
    total = sum(weight for _, _, weight in rows)
    if not total:
        raise InvalidValueError("a mean needs at least one row with a weight above 0")
    squares = (weight * (Fraction(chance) - left) ** 2 for chance, left, weight in rows)
    return float(sum(squares, Fraction(0)) / total)
