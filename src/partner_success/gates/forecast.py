"""When a partner will launch, drawn many times from what others took."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import cast

import attrs

from partner_success.core.instants import require_date
from partner_success.core.lots import draw_lots
from partner_success.core.quantities import HUNDRED, shown
from partner_success.core.survival import Survival, estimate_survival
from partner_success.errors import InvalidUseError, InvalidValueError
from partner_success.gates.definition import ForecastTerms, JourneyTerms
from partner_success.gates.forecast_result import Forecast, ForecastDay, ForecastStage
from partner_success.gates.state import JourneyState
from partner_success.gates.work_left import (
    GateLeft,
    checked_histories,
    launched_already,
    observed,
    way_left,
)

__all__ = ["forecast"]


@attrs.frozen(kw_only=True)
class _Source:
    """What the days of one stage are drawn from.

    Attributes:
        gate: The stage.
        seen: How long it took others.
        least: How many have to have passed it for that to count.
    """

    gate: GateLeft
    seen: Survival
    least: int

    @property
    def measured(self) -> bool:
        """Whether enough others passed it."""
        return self.seen.ended >= self.least

    @property
    def stage(self) -> ForecastStage:
        """What the forecast says of it."""
        return ForecastStage(
            stage=self.gate.stage.id,
            name=self.gate.stage.name,
            source="measured" if self.measured else "plan",
            passed=self.seen.ended,
            under_way=self.seen.count - self.seen.ended,
            least=self.least,
            planned=self.gate.planned,
            used=self.gate.used,
            median=self.seen.median,
        )

    def left(self, lots: Iterator[float], draws: int) -> Iterator[tuple[int, bool]]:
        """Draw how many days are left, and whether they can only be more."""
        used = self.gate.used
        if not self.measured:
            yield from [(max(0, self.gate.planned - used), False)] * draws
            return
        lifetimes = self.seen.lifetimes(used)
        # Whole days go in, and so whole days come out.
        longest = int(self.seen.longest or 0)
        for lot in islice(lots, draws):
            drawn = lifetimes.draw(lot)
            days = longest if drawn is None else int(drawn)
            yield max(0, days - used), drawn is None


def forecast(  # noqa: PLR0913 - who, beside whom, when, and how it is drawn
    journey: JourneyTerms,
    state: JourneyState,
    histories: Iterable[JourneyState],
    *,
    on: date,
    target: date | None = None,
    draws: int | None = None,
    seed: int = 0,
) -> Forecast:
    """Forecast when a partner will launch.

    The days of each stage up to the launch are drawn from what others took for it,
    estimated by Kaplan and Meier so that those who are still in it count too; of the
    current stage on the condition that it has lasted as long as it has. Where too few
    have passed a stage its plan counts. What lies between two stages, such as a
    hand-over, counts to the later one, and what lies between passing the last one and
    the launch to that; days on which a stage was blocked count like others. Stages are
    drawn apart from each other.

    Each stage is drawn with lots of its own, so that two forecasts with one seed differ
    by what they rest on and not by luck. A stage that lasts longer than any that was
    passed counts as long as the longest that was seen; the days that hang on it say so.

    Args:
        journey: The journey.
        state: How the partner stands; it is taken as it is, whenever it was.
        histories: How others stand, or stood when last seen; each once. What happened
            to them behind the day is not looked at.
        on: The day of the forecast. No day that it gives lies before.
        target: The day that is to be met; left out, the partner's own target.
        draws: How often the rest of the journey is drawn, at least once; left out, as
            often as the rulebook says.
        seed: What the lots are drawn with; the same seed gives the same forecast.

    Raises:
        InvalidUseError: The journey has no terms of a forecast, or a history is of
            another journey.
        InvalidValueError: A day, the number of draws or the seed is none; a partner is
            there twice; or a launch lies behind the year 9999.
    """
    terms = _terms(journey)
    count = terms.draws if draws is None else _counted(draws)
    require_date(on, "on")
    aim = state.target_launch if target is None else require_date(target, "target")
    others = checked_histories(journey, histories)
    sources = [
        _Source(
            gate=gate,
            seen=estimate_survival(observed(journey, others, gate.stage.id, on)),
            least=terms.least_durations,
        )
        for gate in way_left(journey, state, on)
    ]
    streams = [draw_lots(seed, journey.place(each.gate.stage.id)) for each in sources]
    empty = Forecast(
        partner_id=state.partner_id,
        on=on,
        target=aim,
        draws=count,
        seed=seed,
        stages=tuple(each.stage for each in sources),
        days=(),
        met=None,
        reasons=tuple(launched_already(state)),
        provenance=journey.provenance,
    )
    if state.is_launched:
        return empty
    columns = [
        each.left(lots, count) for each, lots in zip(sources, streams, strict=True)
    ]
    return _summed_up(empty, terms.percentiles, _sums(columns, count))


def _sums(
    columns: Sequence[Iterator[tuple[int, bool]]], draws: int
) -> list[tuple[int, bool]]:
    """Give of each draw the days up to the launch, and whether they can be more."""
    rows = zip(*columns, strict=True) if columns else [()] * draws
    return sorted(
        (sum(days for days, _ in row), any(more for _, more in row)) for row in rows
    )


def _summed_up(
    empty: Forecast, percentiles: Iterable[int], ranked: Sequence[tuple[int, bool]]
) -> Forecast:
    """Read the percentiles and the chance off the draws, the soonest first."""
    more = [days for days, is_open in ranked if is_open]
    soonest = more[0] if more else None
    days = [_percentile(empty.on, percent, ranked, soonest) for percent in percentiles]
    found = attrs.evolve(empty, days=tuple(days), open_draws=len(more))
    if empty.target is None:
        return found
    room = (empty.target - empty.on).days
    return attrs.evolve(
        found,
        met=sum(days <= room for days, _ in ranked),
        met_at_most=soonest is not None and soonest <= room,
    )


def _percentile(
    on: date, percent: int, ranked: Sequence[tuple[int, bool]], soonest: int | None
) -> ForecastDay:
    # The least rank that is not below the share, in whole numbers.
    rank = -(-percent * len(ranked) // HUNDRED)
    days, _ = ranked[rank - 1]
    return ForecastDay(
        percent=percent,
        day=_day_after(on, days),
        at_least=soonest is not None and soonest <= days,
    )


def _day_after(on: date, days: int) -> date:
    try:
        return on + timedelta(days=days)
    except OverflowError:
        raise InvalidValueError(
            f"a launch {days} days after {on} lies behind the year 9999; check the day"
            " of the forecast and the days of the histories"
        ) from None


def _terms(journey: JourneyTerms) -> ForecastTerms:
    if journey.forecast is None:
        raise InvalidUseError(
            f"the journey {journey.id!r} does not say how a launch is forecast; give it"
            " forecast terms, in a rulebook the table [journey.forecast]"
        )
    return journey.forecast


def _counted(draws: int) -> int:
    given = cast(object, draws)
    if isinstance(given, bool) or not isinstance(given, int) or given < 1:
        raise InvalidValueError(
            f"draws is a whole number from 1 up, found {shown(given)}"
        )
    return given
