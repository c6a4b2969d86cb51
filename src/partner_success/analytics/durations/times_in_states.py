"""The report on how long cases stay in each state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final

import attrs

from partner_success.analytics.durations.spells import Spell
from partner_success.analytics.durations.times import (
    Times,
    TimeUnit,
    counts_of,
    times_of_counts,
)
from partner_success.analytics.report_table import Cell, ReportColumn, ReportTable
from partner_success.calendars.calendar import Calendar
from partner_success.core.arguments import require
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.normal import Level
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import HUNDRED, Number, rounded_text
from partner_success.errors import UnknownNameError

__all__ = ["TimeInState", "TimesInStates", "time_in_state", "times_in_states"]

_REMARK: Final = (
    "the mean of finished leaves out what has not ended; all else counts it as lasting"
    " longer than so far (Kaplan and Meier)"
)
_METHOD: Final = "Brookmeyer and Crowley"


@attrs.frozen(kw_only=True)
class TimeInState:
    """How long cases stay in one state.

    Attributes:
        state: The state.
        elapsed: In true time.
        worked: In the open time of the calendar; ``None`` where none was given.

    Rule: ANL-05.
    """

    state: str
    elapsed: Times
    worked: Times | None


@attrs.frozen(kw_only=True)
class TimesInStates(Explained):
    """How long cases stay in each state, those still in it taken into account.

    Attributes:
        states: Each state, as they first appear.
        level: The level of confidence of the intervals.
        provenance: The databases that working time rests on.

    Rule: ANL-05.
    """

    states: tuple[TimeInState, ...]
    level: Level
    provenance: Provenance = Provenance()

    def state(self, name: str) -> TimeInState:
        """Give one state.

        Raises:
            UnknownNameError: No case was in it.
        """
        found = {each.state: each for each in self.states}
        if name not in found:
            raise UnknownNameError("state", name, found)
        return found[name]

    def tables(self) -> tuple[ReportTable, ...]:
        """Give the figures: true time, then working time where there is any."""
        known = [(each.state, each.elapsed) for each in self.states]
        tables = [self._table("time_in_state", "Time in state", known)]
        worked = [
            (each.state, each.worked) for each in self.states if each.worked is not None
        ]
        if worked:
            name = "Working time in state"
            tables.append(self._table("working_time_in_state", name, worked))
        return tuple(tables)

    def explain(self) -> Explanation:
        """Tell how long cases stay in each state, in true time."""
        table = self.tables()[0]
        told = table.explain()
        total = sum(each.elapsed.count for each in self.states)
        still = sum(each.elapsed.open for each in self.states)
        states = "1 state" if len(self.states) == 1 else f"{len(self.states)} states"
        return attrs.evolve(
            told, title=f"{table.name}: {states}, {total} spells, {still} still open"
        )

    def _table(
        self, id_: str, name: str, states: list[tuple[str, Times]]
    ) -> ReportTable:
        shares = [each.share for each in states[0][1].quantiles] if states else []
        unit = states[0][1].unit if states else ""
        sure = _percent(Fraction(self.level))
        return ReportTable(
            id=id_,
            name=name,
            columns=_columns(shares, unit),
            rows=tuple((state, *_cells(times)) for state, times in states),
            remarks=(_REMARK, f"from and to: {sure} % confidence ({_METHOD})"),
            provenance=self.provenance,
        )


def time_in_state(
    spells: Iterable[Spell],
    *,
    level: Level,
    quantiles: Iterable[Number] = (),
    unit: TimeUnit = "hours",
    calendar: Calendar | None = None,
) -> TimesInStates:
    """Say how long cases stay in each state.

    Args:
        spells: Who was in which state from when until when.
        level: The level of confidence, such as ``Decimal("0.95")``.
        quantiles: Shares beside the half whose times are wanted, such as
            ``Decimal("0.9")``.
        unit: What to count true time in.
        calendar: Whose open time counts as working time; that is given in hours,
            because a working day has no 24 of them. Left out, none is given.

    Raises:
        InvalidUseError: Something is no spell.
        InvalidValueError: The level is no level, or a share lies outside 0 to 1.
        UnknownNameError: There is no such unit.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from decimal import Decimal
        >>> def spell(case, hours, ended):
        ...     return Spell(case=case, state="open", ended=ended,
        ...         start=datetime(2026, 5, 4, 8, tzinfo=UTC),
        ...         end=datetime(2026, 5, 4, 8 + hours, tzinfo=UTC))
        >>> seen = [spell("t-1", 2, True), spell("t-2", 4, True)]
        >>> seen.append(spell("t-3", 9, False))
        >>> found = time_in_state(seen, level=Decimal("0.95"))
        >>> times = found.state("open").elapsed
        >>> str(times.mean), str(times.median.value)
        ('3', '4')

    Rule: ANL-05.
    """
    by_state: dict[str, list[Spell]] = {}
    for each in spells:
        spell = require(each, Spell)
        by_state.setdefault(spell.state, []).append(spell)
    return times_in_states(
        {state: counts_of(some) for state, some in by_state.items()},
        level=level,
        quantiles=quantiles,
        unit=unit,
        worked=(
            {}
            if calendar is None
            else {state: counts_of(some, calendar) for state, some in by_state.items()}
        ),
        provenance=Provenance() if calendar is None else calendar.provenance,
    )


def times_in_states(  # noqa: PLR0913 - what is counted, and how it is told
    elapsed: Mapping[str, Mapping[int, Sequence[int]]],
    *,
    level: Level,
    quantiles: Iterable[Number],
    unit: TimeUnit,
    worked: Mapping[str, Mapping[int, Sequence[int]]],
    provenance: Provenance,
) -> TimesInStates:
    """Say how long cases stay in each state, of which is known how many took how long.

    Args:
        elapsed: By state and microseconds how many left it after so long, and how many
            have been in it for so long and are still there.
        level: The level of confidence.
        quantiles: Shares beside the half whose times are wanted.
        unit: What to count true time in.
        worked: The same in working time; empty where none is told.
        provenance: The databases that working time rests on.

    Rule: ANL-05.
    """
    wanted = list(quantiles)
    return TimesInStates(
        states=tuple(
            TimeInState(
                state=state,
                elapsed=times_of_counts(
                    counts, level=level, quantiles=wanted, unit=unit
                ),
                worked=(
                    times_of_counts(worked[state], level=level, quantiles=wanted)
                    if state in worked
                    else None
                ),
            )
            for state, counts in elapsed.items()
        ),
        level=level,
        provenance=provenance,
    )


def _percent(share: Fraction) -> str:
    return rounded_text(HUNDRED * share.numerator, share.denominator, decimals=2)


def _columns(shares: list[Fraction], unit: str) -> tuple[ReportColumn, ...]:
    def times(id_: str, name: str) -> ReportColumn:
        return ReportColumn(id=id_, name=name, kind="number", unit=unit)

    found = [
        ReportColumn(id="state", name="State"),
        ReportColumn(id="spells", name="Spells", kind="whole"),
        ReportColumn(id="finished", name="Finished", kind="whole"),
        ReportColumn(id="open", name="Open", kind="whole"),
        times("mean_of_finished", "Mean of finished"),
        times("mean", "Mean"),
        times("median", "Median"),
        times("median_from", "Median from"),
        times("median_to", "Median to"),
    ]
    for share in shares:
        percent = _percent(share)
        id_ = f"within_{percent.replace('.', '_')}"
        found += [
            times(id_, f"{percent} % within"),
            times(f"{id_}_from", f"{percent} % from"),
            times(f"{id_}_to", f"{percent} % to"),
        ]
    return tuple(found)


def _cells(times: Times) -> tuple[Cell, ...]:
    found: list[Cell] = [
        times.count,
        times.finished,
        times.open,
        times.mean,
        times.restricted_mean,
    ]
    for each in (times.median, *times.quantiles):
        found += [each.value, each.interval.low, each.interval.high]
    return tuple(found)
