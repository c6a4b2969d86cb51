"""A changed scorecard, tried on past data before it is used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import cast

import attrs

from partner_success.analytics.alarms import Watch, count_alarms
from partner_success.analytics.estimates import compare
from partner_success.analytics.migration import migrate
from partner_success.analytics.past import PastReading
from partner_success.analytics.resampling import Lots, Rows
from partner_success.analytics.results import Backtest
from partner_success.analytics.sample import LEFT_OUT, Sample, refused_of, why_not
from partner_success.analytics.standings import (
    Advance,
    Standing,
    check_policy,
    in_order,
    standings_of_both,
)
from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.core.quantities import shown
from partner_success.errors import InvalidDataError, InvalidValueError, Problem
from partner_success.frames.portfolio import Counter, Progress
from partner_success.scoring.backtest import BacktestPolicy
from partner_success.scoring.model import Missing
from partner_success.scoring.results import Score
from partner_success.scoring.scorecard import Scorecard
from partner_success.scoring.triggers import TriggerFacts


def backtest(  # noqa: PLR0913 - two cards, the past, and how to look at it
    old: Scorecard,
    new: Scorecard,
    past: Iterable[PastReading],
    *,
    policy: BacktestPolicy,
    missing: Missing = "reweight",
    watch: tuple[Watch, Watch] | None = None,
    facts: Mapping[str, TriggerFacts] = EMPTY_MAP,
    seed: int = 0,
    progress: Progress | None = None,
) -> Backtest:
    """Try a new scorecard beside the old one on what is known of the past.

    Either card reads the values that it knows and leaves others alone. A reading counts
    where both give a score and its outcome is known; the order in which readings are
    given changes nothing, and neither does the order of the two cards, except for the
    sign of the differences.

    Two figures tell the cards apart. The area under the ROC curve says how often one
    who left had a lower score than one who stayed. The Brier score says how near the
    chances that scores stand for come to what happened; chances are fitted on one half
    of the customers, by isotonic regression over at most 200 groups of scores, and
    measured on the other half. Intervals come from customers drawn with replacement,
    each with all of its readings, the same draws for both cards; in each draw chances
    are fitted anew. A difference is claimed only where its whole interval lies on one
    side of 0.

    Args:
        old: The scorecard that is in use.
        new: The one that is to take its place.
        past: Readings with what followed, one a customer and day.
        policy: How many draws, at which level, and from how many customers on.
        missing: ``"reweight"`` scores what is known of a reading, ``"refuse"`` leaves
            out readings of which anything is missing.
        watch: What calls somebody by the old rules and by the new; given it, alarms are
            counted, too.
        facts: What the triggers look at, by customer.
        seed: Which lots are drawn, a whole number from 0 up.
        progress: Is told how much of how much is done.

    Raises:
        InvalidDataError: A customer has two readings on a day, or several of which one
            has no day; every double is named.
        InvalidValueError: The seed is none, or the policy for missing values gives no
            scores that can be put in order.
        MissingExtraError: The extra ``bulk`` is not installed.

    Rule: RBK-04.
    """
    _check_seed(seed)
    for card in (old, new):
        check_policy(card, missing)
    lots = Lots(seed)
    readings = _in_turn(past)
    counter = Counter(2 * len(readings) + policy.draws, progress)
    values = [dict(reading.values) for reading in readings]
    sides = standings_of_both((old, new), values, missing, counter.advance)
    rows = list(zip(readings, *sides, strict=True))
    used = _Used([row for row in rows if why_not(*row) is None])
    found = Backtest(
        old=old,
        new=new,
        policy=policy,
        seed=seed,
        sample=_sample(rows, used, sides),
        migration=migrate((old, new), _newest(rows)),
        alarms=watch and count_alarms(readings, (old, new), sides, watch, facts),
    )
    if min(found.sample.left, found.sample.stayed) < policy.least_of_each:
        return found
    return used.judged(found, lots, counter.advance)


def _check_seed(seed: object) -> None:
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise InvalidValueError(
            f"a seed is a whole number from 0 up, found {shown(seed)}"
        )


def _in_turn(past: Iterable[PastReading]) -> list[PastReading]:
    """Sort readings by customer and day, and refuse what has no place in that order."""
    readings = list(past)
    for reading in readings:
        if not isinstance(cast(object, reading), PastReading):
            raise InvalidValueError(
                f"the past is PastReading records, found {shown(reading)};"
                " past_readings makes them of accounts"
            )
    readings.sort(key=_turn)
    faults: list[Problem] = []
    for before, after in pairwise(readings):
        if before.subject != after.subject:
            continue
        if before.on is None:
            message = "several readings of one customer need a day each"
            faults.append(_fault(after.subject, "no-day", message))
        elif before.on == after.on:
            message = f"{after.on} has two readings; keep one a customer and day"
            faults.append(_fault(after.subject, "duplicate-day", message))
    if faults:
        raise InvalidDataError("the past readings", faults)
    return readings


def _turn(reading: PastReading) -> tuple[str, date]:
    return reading.subject, reading.on or date.min


def _fault(subject: str, code: str, message: str) -> Problem:
    return Problem(path=subject, code=code, message=message)


_Row = tuple[PastReading, Standing, Standing]


def _newest(rows: Sequence[_Row]) -> list[_Row]:
    return list({row[0].subject: row for row in rows}.values())


def _sample(
    rows: Sequence[_Row], used: _Used, sides: tuple[list[Standing], list[Standing]]
) -> Sample:
    readings = [reading for reading, _, _ in rows]
    reasons = [why_not(*row) for row in rows]
    left = sum(used.gone)
    return Sample(
        readings=len(rows),
        subjects=len({reading.subject for reading in readings}),
        used=len(used.rows),
        left=left,
        stayed=len(used.gone) - left,
        left_out=FrozenMap((reason, reasons.count(reason)) for reason in LEFT_OUT),
        refused=(
            *refused_of(readings, sides[0], "old"),
            *refused_of(readings, sides[1], "new"),
        ),
    )


class _Used:
    """The readings that count, and their customers by place.

    Attributes:
        rows: The readings.
        owners: The place of each one's customer.
        left: Whether each was followed by the customer's leaving.
        gone: Whether each customer left after one of them.
    """

    def __init__(self, rows: Sequence[_Row]) -> None:
        self.rows = rows
        places: dict[str, int] = {}
        self.owners = [
            places.setdefault(reading.subject, len(places)) for reading, _, _ in rows
        ]
        self.left = [bool(reading.churned) for reading, _, _ in rows]
        self.gone = [False] * len(places)
        for owner, left in zip(self.owners, self.left, strict=True):
            self.gone[owner] |= left

    def judged(self, found: Backtest, lots: Lots, advance: Advance) -> Backtest:
        """Add the figures and their intervals."""
        old = in_order([cast(Score, each.score) for _, each, _ in self.rows])
        new = in_order([cast(Score, each.score) for _, _, each in self.rows])
        half = lots.halves(self.gone)
        rows = Rows(
            subjects=self.owners,
            left=self.left,
            scores=(old, new),
            fitted=[half[owner] for owner in self.owners],
        )
        policy = found.policy
        whole, draws = lots.figures(rows, policy.draws, advance)
        auc = compare(
            whole.auc,
            [each.auc for each in draws],
            policy.confidence,
            more_is_better=True,
        )
        brier = compare(
            whole.brier,
            [each.brier for each in draws],
            policy.confidence,
            more_is_better=False,
        )
        return attrs.evolve(
            found,
            auc=auc,
            brier=brier,
            draws=len(draws),
            draws_left_out=policy.draws - len(draws),
        )
