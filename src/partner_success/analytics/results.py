"""What a backtest gives: a verdict, the figures behind it, and who changes band."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

import attrs

from partner_success.analytics.alarms import Alarms
from partner_success.analytics.estimates import Comparison, Estimate, Outlook, figure
from partner_success.analytics.migration import Migration, Move, Place
from partner_success.analytics.sample import RefusedReading, Sample
from partner_success.core.decision import Reason
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.scoring.backtest import BacktestPolicy
from partner_success.scoring.scorecard import Scorecard

Data = dict[str, Any]

_COLUMNS: Final = ("figure", "old", "new", "difference")
_VERDICTS: Final = {
    "new-better": "The new scorecard tells churn better than the old one.",
    "new-worse": "The new scorecard tells churn worse than the old one.",
    "mixed": "The new scorecard is better by one figure and worse by the other.",
    "no-difference": "The data do not show that one scorecard tells churn better.",
}
_WORDS: Final[dict[Outlook, str]] = {
    "better": "the new scorecard is better",
    "worse": "the new scorecard is worse",
    "not shown": "the data do not show a difference",
}


@attrs.frozen(kw_only=True)
class Backtest(Explained):
    """How two scorecards did on the same past.

    Attributes:
        old: The scorecard that is in use.
        new: The scorecard that is to take its place.
        policy: What was looked for.
        seed: Which lots were drawn.
        sample: What the figures rest on.
        migration: Who changes band, each customer by its newest reading.
        auc: The probability that one who left had a lower score than one who stayed;
            ``None`` where too few left or stayed.
        brier: The mean squared distance of chances from outcomes, the chances fitted on
            one half of the customers and measured on the other; ``None`` likewise.
        alarms: How often somebody would have been called; ``None`` where that was not
            asked for, or there are no readings of two days.
        draws: How many draws the intervals rest on.
        draws_left_out: How many had nobody who left, nobody who stayed, or nobody of
            the half that is measured.

    Rule: RBK-04.
    """

    old: Scorecard
    new: Scorecard
    policy: BacktestPolicy
    seed: int
    sample: Sample
    migration: Migration
    auc: Comparison | None = None
    brier: Comparison | None = None
    alarms: Alarms | None = None
    draws: int = 0
    draws_left_out: int = 0

    @property
    def verdict(self) -> Reason:
        """What to make of it all, plainly.

        Its code is ``"new-better"``, ``"new-worse"``, ``"mixed"``, ``"no-difference"``
        or ``"not-enough-data"``.
        """
        if self.auc is None or self.brier is None:
            return self._too_few
        found = {self.auc.outlook, self.brier.outlook}
        if found >= {"better", "worse"}:
            return self._reason("mixed", _VERDICTS["mixed"])
        for outlook in ("better", "worse"):
            if outlook in found:
                code = f"new-{outlook}"
                return self._reason(code, _VERDICTS[code])
        return self._reason("no-difference", _VERDICTS["no-difference"])

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What each figure shows; without figures, why there are none."""
        if self.auc is None or self.brier is None:
            return (self._too_few,)
        return (
            self._shown("auc", "AUC", self.auc),
            self._shown("brier", "Brier score", self.brier),
        )

    @property
    def provenance(self) -> Provenance:
        """The rulebook edition whose policy was followed."""
        return self.policy.provenance

    @property
    def _too_few(self) -> Reason:
        least = self.policy.least_of_each
        return self._reason(
            "not-enough-data",
            f"Not enough data: {self.sample.left:,} customers who left and"
            f" {self.sample.stayed:,} who stayed can be counted; at least {least:,} of"
            " each are needed.",
            left=self.sample.left,
            stayed=self.sample.stayed,
            least_of_each=least,
        )

    def _shown(self, name: str, title: str, found: Comparison) -> Reason:
        outlook = found.outlook
        ends = found.difference.interval
        message = (
            f"{title}: {_WORDS[outlook]}; {figure(found.old.value)} old,"
            f" {figure(found.new.value)} new, difference {found.difference}"
        )
        return self._reason(
            f"{name}-{outlook.replace(' ', '-')}", message, low=ends.low, high=ends.high
        )

    def _reason(self, code: str, message: str, **facts: object) -> Reason:
        return Reason(
            code=code,
            message=message,
            rules=("RBK-04",),
            citations=self.policy.citations,
            facts=facts,
        )

    def explain(self) -> Explanation:
        """Tell the verdict, the figures with their intervals, and what they rest on."""
        rows = [
            (name, str(found.old), str(found.new), str(found.difference))
            for name, found in (("AUC", self.auc), ("Brier score", self.brier))
            if found is not None
        ]
        return Explanation(
            title=self.verdict.message,
            columns=_COLUMNS if rows else (),
            rows=tuple(rows),
            remarks=tuple(self._remarks()),
            provenance=self.provenance,
        )

    def _remarks(self) -> Iterator[str]:
        if self.auc is not None:
            yield from (reason.message for reason in self.reasons)
            level = f"{float(100 * self.policy.confidence):g} %"
            yield (
                f"from to: {level} of {self.draws:,} draws of customers, seed"
                f" {self.seed}"
            )
        if self.draws_left_out:
            yield f"{self.draws_left_out:,} draws left out: a side was empty in them"
        yield from self.sample.lines
        yield self.migration.summary
        if self.alarms is not None:
            yield self.alarms.summary

    def as_data(self) -> Data:
        """Give everything as plain data, which JSON can carry."""
        return {
            "verdict": _reason_data(self.verdict),
            "reasons": [_reason_data(each) for each in self.reasons],
            "old": _card_data(self.old),
            "new": _card_data(self.new),
            "policy": {
                "edition": self.provenance.edition,
                "confidence": float(self.policy.confidence),
                "least_of_each": self.policy.least_of_each,
            },
            "seed": self.seed,
            "draws": self.draws,
            "draws_left_out": self.draws_left_out,
            "sample": _sample_data(self.sample),
            "auc": _comparison_data(self.auc),
            "brier": _comparison_data(self.brier),
            "migration": _migration_data(self.migration),
            "alarms": None if self.alarms is None else self.alarms.as_data(),
        }


def _reason_data(reason: Reason) -> Data:
    return {"code": reason.code, "message": reason.message}


def _card_data(card: Scorecard) -> Data:
    return {"id": card.id, "name": card.name, "edition": card.provenance.edition}


def _sample_data(sample: Sample) -> Data:
    plain = {
        name: getattr(sample, name)
        for name in ("readings", "subjects", "used", "left", "stayed")
    }
    refused = [_refused_data(each) for each in sample.refused]
    return {**plain, "left_out": dict(sample.left_out), "refused": refused}


def _refused_data(each: RefusedReading) -> Data:
    return {
        "subject": each.subject,
        "on": None if each.on is None else each.on.isoformat(),
        "card": each.card,
        "path": each.problem.path,
        "code": each.problem.code,
        "message": each.problem.message,
    }


def _comparison_data(found: Comparison | None) -> Data | None:
    if found is None:
        return None
    return {
        "old": _estimate_data(found.old),
        "new": _estimate_data(found.new),
        "difference": _estimate_data(found.difference),
        "shows": found.outlook,
    }


def _estimate_data(estimate: Estimate) -> Data:
    interval = estimate.interval
    return {"value": estimate.value, "low": interval.low, "high": interval.high}


def _migration_data(migration: Migration) -> Data:
    return {
        "old": [_place_data(place) for place in migration.old],
        "new": [_place_data(place) for place in migration.new],
        "counts": [list(row) for row in migration.counts],
        "moves": [_move_data(move) for move in migration.moves],
    }


def _place_data(place: Place) -> Data:
    return {"band": place.band, "name": place.name}


def _move_data(move: Move) -> Data:
    return {
        "subject": move.subject,
        "on": None if move.on is None else move.on.isoformat(),
        "old": {**_place_data(move.old), "score": _number_data(move.old_score)},
        "new": {**_place_data(move.new), "score": _number_data(move.new_score)},
        "direction": move.direction,
        "left": move.left,
    }


def _number_data(exact: Fraction | None) -> Data | None:
    return None if exact is None else {"value": float(exact), "exact": str(exact)}
