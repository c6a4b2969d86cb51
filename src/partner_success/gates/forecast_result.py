"""What a forecast of a launch says, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Literal

import attrs

from partner_success.core.decision import Reason
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import HUNDRED, rounded_text
from partner_success.errors import UnknownNameError

__all__ = ["Forecast", "ForecastDay", "ForecastStage"]


@attrs.frozen(kw_only=True)
class ForecastStage:
    """What a forecast takes a stage to last.

    Attributes:
        stage: The id of the stage.
        name: The name of the stage.
        source: ``"measured"`` where durations are drawn from what others took, else
            ``"plan"``.
        passed: How many others had passed it; of the last one, were launched.
        under_way: How many others were still in it.
        least: How many have to have passed it for their durations to count.
        planned: How many days the plan gives it.
        used: How many days of it are used up, from the end of the stage before on; 0
            for a stage that is to come.
        median: Within how many days half of the others passed it, by the estimate of
            survival; ``None`` where that was not seen.
    """

    stage: str
    name: str
    source: Literal["measured", "plan"]
    passed: int
    under_way: int
    least: int
    planned: int
    used: int
    median: Fraction | None


@attrs.frozen(kw_only=True)
class ForecastDay:
    """The day by which a share of the draws has launched.

    Attributes:
        percent: The share, in per cent.
        day: The first day by which at least so many have.
        at_least: Whether the true day can only be later: draws that took longer than
            anything that was seen to end count up to what was seen.
    """

    percent: int
    day: date
    at_least: bool

    def __str__(self) -> str:
        return f"{self.percent} % by {self.day}{' or later' if self.at_least else ''}"


@attrs.frozen(kw_only=True)
class Forecast(Explained):
    """When a partner will launch, as far as what others took tells.

    Attributes:
        partner_id: The partner.
        on: The day of the forecast.
        target: The day that is to be met; ``None`` without one.
        draws: How often the rest of the journey was drawn.
        seed: What the lots were drawn with.
        stages: What each stage up to the launch was taken to last, the current one
            first; none once it was launched.
        days: The day of each percentile, the lowest first; none once it was launched.
        met: How many draws launch by the target; ``None`` without one, or once it was
            launched.
        open_draws: How many draws took a stage to last longer than any that was seen
            to end.
        met_at_most: Whether some of these were counted as meeting the target, so that
            the chance can only be smaller.
        reasons: Why there is no forecast; none where there is one.
        provenance: The rulebook edition of the plan.
    """

    partner_id: str
    on: date
    target: date | None
    draws: int
    seed: int
    stages: tuple[ForecastStage, ...]
    days: tuple[ForecastDay, ...]
    met: int | None
    open_draws: int = 0
    met_at_most: bool = False
    reasons: tuple[Reason, ...] = ()
    provenance: Provenance = Provenance()

    @property
    def chance(self) -> Fraction | None:
        """The share of draws that launch by the target, exact."""
        return None if self.met is None else Fraction(self.met, self.draws)

    @property
    def by_plan(self) -> tuple[ForecastStage, ...]:
        """The stages for which the plan counts, because too few others passed them."""
        return tuple(each for each in self.stages if each.source == "plan")

    def percentile(self, percent: int) -> ForecastDay:
        """Give the day of a percentile.

        Raises:
            UnknownNameError: The rulebook names no such percentile, or there is no
                forecast.
        """
        for each in self.days:
            if each.percent == percent:
                return each
        known = [str(each.percent) for each in self.days]
        raise UnknownNameError("percentile of the forecast", percent, known)

    def explain(self) -> Explanation:
        """Tell the days, the chance, and what was measured for each stage."""
        rows = [
            (
                each.name,
                each.source,
                str(each.passed),
                str(each.under_way),
                "" if each.median is None else _text(each.median),
                str(each.planned),
                str(each.used),
            )
            for each in self.stages
        ]
        days = ", ".join(map(str, self.days)) or "none"
        return Explanation(
            title=f"Launch forecast of {self.partner_id} on {self.on}: {days}",
            columns=(
                *("", "from", "passed", "under way", "median days"),
                *("planned days", "days used"),
            ),
            rows=tuple(rows),
            remarks=(*map(str, self.reasons), *self._remarks()),
            provenance=self.provenance,
        )

    def _remarks(self) -> Iterator[str]:
        if self.chance is not None:
            most = "at most " if self.met_at_most else ""
            share = _text(HUNDRED * self.chance)
            yield f"launched by {self.target}: {most}{share} % of the draws"
        for each in self.by_plan:
            yield (
                f"{each.name}: the plan counts, because {each.least} have to have"
                f" passed it for their durations to count, and {each.passed} did"
            )
        if self.open_draws:
            yield (
                f"in {self.open_draws:,} draws a stage lasts longer than any that was"
                " passed; how long is not known, so it counts as long as the longest"
            )
        if self.stages:
            yield f"{self.draws:,} draws with the seed {self.seed}"


def _text(value: Fraction) -> str:
    return rounded_text(*value.as_integer_ratio())
