"""What still lies between a partner and its launch, and what others took for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.core.decision import Reason
from partner_success.errors import InvalidUseError, InvalidValueError
from partner_success.gates.definition import JourneyTerms, Stage
from partner_success.gates.state import GateState, JourneyState
from partner_success.gates.timeline import stages_to_launch

if TYPE_CHECKING:
    from partner_success.core.survival import Observation

__all__ = [
    "GateLeft",
    "checked_histories",
    "gates_left",
    "launched_already",
    "measured_averages",
    "observed",
    "way_left",
]


@attrs.frozen(kw_only=True)
class GateLeft:
    """A stage that a partner has still to pass before its launch.

    Attributes:
        stage: The stage.
        planned: How many days the plan gives it.
        used: How many days of it are used up; 0 for one that is still to come.
    """

    stage: Stage
    planned: int
    used: int


def gates_left(
    journey: JourneyTerms, state: JourneyState, on: date
) -> tuple[GateLeft, ...]:
    """Give what has still to be passed before the launch, the current stage first.

    Nothing once the partner was launched.

    Raises:
        UnknownNameError: The journey does not have the stage of the state.
    """
    place = journey.place(state.stage)
    if state.is_launched:
        return ()
    return tuple(
        _left(stage, state.gates[stage.id], on)
        for stage in stages_to_launch(journey)
        if journey.place(stage.id) >= place and state.gates[stage.id].ended_at is None
    )


def _left(stage: Stage, gate: GateState, on: date) -> GateLeft:
    first = None if gate.started_at is None else gate.started_at.date()
    return GateLeft(
        stage=stage,
        planned=stage.days or 0,
        used=0 if first is None else max(0, (on - first).days),
    )


def launched_already(state: JourneyState) -> Iterator[Reason]:
    """Give that a partner was launched, so that nothing is left; else nothing."""
    launched = state.launch.launched_on
    if launched is not None:
        yield Reason(
            code="launched",
            message=f"it was launched on {launched}",
            rules=("JRN-23",),
            facts={"launched_on": launched},
        )


def measured_averages(
    journey: JourneyTerms, histories: Iterable[JourneyState]
) -> FrozenMap[str, Fraction]:
    """Give how many days partners took on average for each stage that they passed.

    A stage that is started and passed on one day took none.

    Args:
        journey: The journey.
        histories: How partners stand on it, each once.

    Returns:
        By the id of a stage the exact mean; stages that nobody passed are left out.

    Raises:
        InvalidUseError: One of them is on another journey.
        InvalidValueError: A partner is there twice.

    Rule: JRN-23.
    """
    taken: dict[str, list[int]] = {stage.id: [] for stage in journey.stages}
    for state in checked_histories(journey, histories):
        for stage, days in taken.items():
            gate = state.gates[stage]
            if gate.started_at is not None and gate.ended_at is not None:
                days.append(_days(gate.started_at.date(), gate.ended_at.date()))
    return FrozenMap(
        (stage, Fraction(sum(days), len(days))) for stage, days in taken.items() if days
    )


def way_left(
    journey: JourneyTerms, state: JourneyState, on: date
) -> tuple[GateLeft, ...]:
    """Give what lies between a partner and its launch, the current stage first.

    Other than `gates_left` it counts the days between two stages to the later one, and
    those between passing the last one and the launch to that; so a partner that has
    passed all and is not launched still has the last one before it.

    Raises:
        UnknownNameError: The journey does not have the stage of the state.
    """
    place = journey.place(state.stage)
    if state.is_launched:
        return ()
    spans = _spans(journey, state)
    return tuple(
        GateLeft(
            stage=stage,
            planned=stage.days or 0,
            used=0 if first is None else _days(first, on),
        )
        for stage in stages_to_launch(journey)
        for first, last in (spans[stage.id],)
        if journey.place(stage.id) >= place and last is None
    )


def _spans(
    journey: JourneyTerms, state: JourneyState
) -> dict[str, tuple[date | None, date | None]]:
    """Give from which day on each stage up to the launch lasted, and until when.

    A stage lasts from the end of the one before it, or its own start where that is not
    known, and the one in which the launch is decided until the launch.
    """
    found: dict[str, tuple[date | None, date | None]] = {}
    before: date | None = None
    for stage in stages_to_launch(journey):
        gate = state.gates[stage.id]
        ended = None if gate.ended_at is None else gate.ended_at.date()
        known = [] if before is None else [before]
        known += [] if gate.started_at is None else [gate.started_at.date()]
        last = state.launch.launched_on if stage.launch else ended
        found[stage.id] = (min(known, default=None), last)
        before = ended
    return found


def observed(
    journey: JourneyTerms, histories: Iterable[JourneyState], stage: str, on: date
) -> Iterator[Observation]:
    """Give how long a stage lasted for each partner, as far as it was known on a day.

    As in `way_left`, what lies between two stages counts to the later one. For whom it
    was not over on that day it had not ended; who started it later was not known.
    """
    from partner_success.core.survival import Observation

    for state in histories:
        started = state.gates[stage].started_at
        if started is None or started.date() > on:
            continue
        first, last = _spans(journey, state)[stage]
        assert first is not None
        if last is None or last > on:
            yield Observation(_days(first, on), ended=False)
        else:
            yield Observation(_days(first, last), ended=True)


def _days(first: date, last: date) -> int:
    # The clocks of two zones can show that something ended the day before it began.
    return max(0, (last - first).days)


def checked_histories(
    journey: JourneyTerms, histories: Iterable[JourneyState]
) -> tuple[JourneyState, ...]:
    """Give the states, or refuse those that cannot be counted together.

    Raises:
        InvalidUseError: One of them is on another journey.
        InvalidValueError: A partner is there twice.
    """
    known: dict[str, JourneyState] = {}
    for state in histories:
        if state.journey_id != journey.id:
            raise InvalidUseError(
                f"{state.partner_id!r} is on the journey {state.journey_id!r}, and this"
                f" is {journey.id!r}; durations of other stages say nothing here"
            )
        if state.partner_id in known:
            raise InvalidValueError(
                f"{state.partner_id!r} is there twice among the histories; give the"
                " newest state of each partner"
            )
        known[state.partner_id] = state
    return tuple(known.values())
