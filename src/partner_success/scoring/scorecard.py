"""A scorecard: the definition of a score, and the verb that applies it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Protocol, get_args, overload

import attrs

from partner_success.core.quantities import HUNDRED
from partner_success.errors import InvalidValueError, MissingValuesError, near_misses
from partner_success.scoring.gathering import Gathered, gather
from partner_success.scoring.model import Missing, ScoreModel
from partner_success.scoring.parts import MeasuredPart, coverage, missing_ids
from partner_success.scoring.quick import ABSENT, write_score_function
from partner_success.scoring.results import NotScored, Score, ScoreRange

Values = Mapping[str, Any]
"""Numbers by component or measure id; None and NaN stand for 'not known'."""


class ScoreFunction(Protocol):
    """Scores the values of components or of their measures.

    It takes a mapping of numbers by component or measure id, or the same as keyword
    arguments; a component can also be given as a mapping of its measures. ``None`` and
    NaN stand for 'not known'.

    What happens where a value is not known is chosen by ``missing``: ``"refuse"``
    raises, and otherwise gives a `Score`; ``"reweight"`` scores what is known and says
    how much that was, or gives a `NotScored` where it is less than the model's least
    coverage; ``"range"`` gives a `ScoreRange` in which the score must lie.

    Raises:
        InvalidDataError: A name is unknown or a value is no number of the declared
            range; every fault is named.
        MissingValuesError: A value is missing and the policy is to refuse.
    """

    @overload
    def __call__(
        self, values: Values = ..., /, *, missing: Literal["refuse"] = ..., **named: Any
    ) -> Score: ...
    @overload
    def __call__(
        self, values: Values = ..., /, *, missing: Literal["reweight"], **named: Any
    ) -> Score | NotScored: ...
    @overload
    def __call__(
        self, values: Values = ..., /, *, missing: Literal["range"], **named: Any
    ) -> ScoreRange: ...
    @overload
    def __call__(
        self, values: Values = ..., /, *, missing: Missing, **named: Any
    ) -> Score | NotScored | ScoreRange: ...


@attrs.frozen(kw_only=True)
class Scorecard(ScoreModel):
    """A score that explains itself, defined by data.

    Numbers are counted once, half up, in whole hundredths; from there on the arithmetic
    is exact, so no order of components and no common factor of the weights changes a
    score, and raising a component never lowers it.

    Attributes:
        score: The verb that applies the card to values.

    Examples:
        >>> from decimal import Decimal
        >>> from partner_success.core.collections import Catalogue
        >>> from partner_success.scoring.model import Component
        >>> card = Scorecard(
        ...     id="care",
        ...     name="Care",
        ...     low=Decimal(0),
        ...     high=Decimal(100),
        ...     components=Catalogue(
        ...         [
        ...             Component(id="speed", name="Speed", weight=3, better="higher"),
        ...             Component(id="tone", name="Tone", weight=1, better="higher"),
        ...         ]
        ...     ),
        ... )
        >>> card.score(speed=80, tone=90.5).value
        82.625

    Rule: HLT-01, HLT-04, HLT-06, HLT-10, HLT-11.
    """

    score: ScoreFunction = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        written = write_score_function(self, self._score_carefully)
        written.__doc__ = ScoreFunction.__doc__
        object.__setattr__(self, "score", written)

    def _score_carefully(
        self, values: Values, missing: Missing, named: dict[str, Any]
    ) -> Score | NotScored | ScoreRange:
        given = {key: value for key, value in named.items() if value is not ABSENT}
        return self.score_gathered(gather(self, values, given), missing)

    def counts_like(self, other: Scorecard) -> bool:
        """Tell whether what is gathered for another card can be scored by this one.

        So it is where the two differ in the weights of components, or in what is made
        of a score: its name, its bands, its sources.

        Args:
            other: The other card.
        """

        def counting(card: Scorecard) -> tuple[object, ...]:
            parts = [
                (each.id, each.name, each.better, tuple(each.measures))
                for each in card.components
            ]
            scale = (card.low, card.high, card.whole, card.combine)
            return (*scale, card.least_coverage, parts)

        # What a sum can reach depends on its weights.
        return self.combine == "mean" and counting(self) == counting(other)

    def score_gathered(
        self, gathered: Gathered, missing: Missing
    ) -> Score | NotScored | ScoreRange:
        """Score what was gathered, for this card or one that `counts_like` it.

        Args:
            gathered: What is known of each component.
            missing: What to do about the rest.

        Raises:
            InvalidValueError: There is no such policy, or none for this card.
            MissingValuesError: Something is missing, and the policy is to refuse.
        """
        match missing:
            case "refuse":
                return self._refusing(gathered)
            case "reweight":
                return self._reweighting(gathered)
            case "range":
                return self._ranging(gathered)
        near = near_misses(missing, get_args(Missing))
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise InvalidValueError(
            f"missing is 'refuse', 'reweight' or 'range', not {missing!r}{hint}"
        )

    def _refusing(self, gathered: Gathered) -> Score:
        missing = missing_ids(self, gathered.counts, gathered.measured)
        if missing:
            raise MissingValuesError(self.name, missing)
        return self._finish(gathered.counts, gathered.measured)

    def _reweighting(self, gathered: Gathered) -> Score | NotScored:
        if self.combine == "sum":
            raise InvalidValueError(
                f"{self.name} is a sum, and a sum of fewer parts is another sum;"
                " choose missing='range'"
            )
        known = coverage(self, gathered.counts, gathered.measured)
        if not known or known * HUNDRED < self.least_coverage:
            missing = missing_ids(self, gathered.counts, gathered.measured)
            return NotScored(model=self, missing=missing, coverage=known)
        return self._finish(gathered.counts, gathered.measured)

    def _ranging(self, gathered: Gathered) -> ScoreRange:
        # A few known measures of a component narrow the range, however few they are.
        known = {part.component for part in gathered.measured if part.count is not None}
        counts = tuple(
            low if component.id in known else count
            for component, count, low in zip(
                self.components, gathered.counts, gathered.lows, strict=True
            )
        )
        return ScoreRange(
            low=self._finish(gathered.lows, gathered.measured),
            high=self._finish(gathered.highs, gathered.measured),
            missing=missing_ids(self, counts, gathered.measured),
            coverage=coverage(self, counts, gathered.measured),
        )

    def _finish(
        self, counts: tuple[int | None, ...], measured: tuple[MeasuredPart, ...]
    ) -> Score:
        pairs = zip(self.components, counts, strict=True)
        total = sum(part.weight * count for part, count in pairs if count is not None)
        return Score(self, counts, total, measured)
