"""Every step that a ticket can take, as a table for whole columns (extra ``bulk``).

The table is written by taking each step once with the clock of a single ticket: what
can follow, and what it does to a target, is said in `refusals` and `progress` alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias, get_args

import attrs

from partner_success.calendars import Calendar, WorkingCalendar
from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.core.instants import microseconds
from partner_success.partners import Severity
from partner_success.sla.counting import Stretch
from partner_success.sla.events import (
    EVENTS,
    CalendarChanged,
    Event,
    EventKind,
    Opened,
    Paused,
    SeverityChanged,
)
from partner_success.sla.progress import Phase, Progress, Round, begin, follow
from partner_success.sla.refusals import refusals
from partner_success.sla.targets import TargetKind
from partner_success.sla.terms import SlaTerms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes: TypeAlias = NDArray[np.int32]
    Bits: TypeAlias = NDArray[np.int8]
    Truths: TypeAlias = NDArray[np.bool_]
    Whole: TypeAlias = NDArray[np.int64]

Status: TypeAlias = str
"""How the newest round of a target stands: one of `STATUSES`."""

STATUSES: Final = ("none", "running", "stopped", "ended", "cancelled")
"""No round yet, one in which time counts or is stopped, and one that is over."""

SEVERITIES: Final = tuple(Severity)
"""The severities in the order of their codes, worst first."""

PHASES: Final[tuple[Phase, ...]] = get_args(Phase)
"""The phases in the order of their codes."""

_AT: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SAME: Final[Calendar] = WorkingCalendar.around_the_clock()
_OTHER: Final[Calendar] = _SAME & _SAME
_COUNTED: Final = Stretch(start=0, end=0, calendar=_SAME)


BEGINS: Final = 1
"""A round begins."""

RESETS: Final = 2
"""The newest round begins or starts anew."""

ENDS: Final = 4
"""The newest round ends."""

COUNTS: Final = 8
"""Time counts in the newest round from then on."""


@attrs.frozen(kw_only=True, eq=False)
class Course:
    """What steps do to the rounds of one target.

    Attributes:
        status: Of each state the place of its status among `STATUSES`.
        effects: Of each step all that holds of `BEGINS`, `RESETS`, `ENDS`, `COUNTS`.
    """

    status: Codes
    effects: Bits


@attrs.frozen(kw_only=True, eq=False)
class Transitions:
    """What follows from each symbol in each state.

    A symbol is a kind of event with all that matters of it. A step is a state and a
    symbol, at the place ``state * symbols + symbol``. The state 0 is that of a ticket
    that was not opened.

    Attributes:
        symbols: How many symbols there are.
        first: The first symbol of each kind of event. Those of kinds with a severity
            are followed by one for each further severity, that of pauses by one for
            each further reason, and that of a change to another calendar stands behind
            that of a change to the one that holds.
        codes: Why a step is refused; the first is empty.
        fault: Of each step the place of its code; 0 where it can be taken.
        after: Of each step the state that it leads to; the same where it is refused.
        severity: Of each state the place of its severity.
        phase: Of each state the place of its phase.
        paused: Of each state whether the ticket is paused.
        courses: What steps do to each target.
    """

    symbols: int
    first: FrozenMap[EventKind, int]
    codes: tuple[str, ...]
    fault: Codes
    after: Codes
    severity: Codes
    phase: Codes
    paused: Truths
    courses: FrozenMap[TargetKind, Course]

    @cached_property
    def possible(self) -> Truths:
        """Of each step whether it can be taken."""
        found: Truths = self.fault == 0
        return found

    @cached_property
    def bases(self) -> Whole:
        """Of each step the first step of the state that it leads to."""
        import numpy as np

        return self.after.astype(np.int64) * self.symbols

    @cached_property
    def listed(self) -> tuple[list[bool], list[int]]:
        """Of each step whether it can be taken, and where it leads, as lists."""
        return self.possible.tolist(), self.bases.tolist()


@lru_cache(maxsize=64)
def transitions(terms: SlaTerms, reasons: tuple[str, ...]) -> Transitions:
    """Take every step once.

    Args:
        terms: What is promised.
        reasons: A reason for each kind of pause that the targets tell apart.
    """
    return _Survey(terms, reasons).table()


@attrs.frozen(kw_only=True)
class _Taken:
    """What became of one step.

    Attributes:
        code: Why it is refused.
        after: The state that it leads to.
        effects: What it does to each target.
    """

    code: str = ""
    after: int
    effects: FrozenMap[TargetKind, int] = EMPTY_MAP


class _Survey:
    """Finds all states by trying every event in each."""

    def __init__(self, terms: SlaTerms, reasons: tuple[str, ...]) -> None:
        self._terms = terms
        self._events = list(_events(reasons))
        self._states: list[Progress | None] = [None]
        self._places: dict[object, int] = {None: 0}

    def table(self) -> Transitions:
        """Give what was found as arrays."""
        import numpy as np

        taken: list[_Taken] = []
        # The list grows while it is gone through.
        for state in self._states:
            taken += [self._take(state, event) for event in self._events]
        codes = ("", *dict.fromkeys(each.code for each in taken if each.code))
        first: dict[EventKind, int] = {}
        for place, event in enumerate(self._events):
            first.setdefault(event.kind, place)
        known = self._states[1:]
        courses: dict[TargetKind, Course] = {
            kind: self._course(kind, taken) for kind in self._terms.kinds
        }
        return Transitions(
            symbols=len(self._events),
            first=FrozenMap(first),
            codes=codes,
            fault=np.array([codes.index(each.code) for each in taken], np.int32),
            after=np.array([each.after for each in taken], np.int32),
            severity=_codes(
                [SEVERITIES.index(each.severity) for each in known if each]
            ),
            phase=_codes([PHASES.index(each.phase) for each in known if each]),
            paused=np.array([bool(each and each.pause) for each in self._states]),
            courses=FrozenMap(courses),
        )

    def _course(self, kind: TargetKind, taken: list[_Taken]) -> Course:
        import numpy as np

        rounds = [each.rounds[kind] for each in self._states[1:] if each]
        return Course(
            status=_codes([STATUSES.index(_status(each)) for each in rounds]),
            effects=np.array([each.effects.get(kind, 0) for each in taken], np.int8),
        )

    def _take(self, state: Progress | None, event: Event) -> _Taken:
        reasons = refusals(state, event)
        if reasons:
            return _Taken(code=reasons[0].code, after=self._place(state))
        if state is None:
            assert isinstance(event, Opened)
            after = begin(self._terms, event, _SAME)
        else:
            after = follow(self._terms, state, event)
        effects: dict[TargetKind, int] = {
            kind: _effects(state.rounds[kind] if state else (), rounds)
            for kind, rounds in after.rounds.items()
        }
        return _Taken(after=self._place(_plain(after)), effects=FrozenMap(effects))

    def _place(self, state: Progress | None) -> int:
        """Give the place of a state, which is a new one if it was never seen."""
        key = state and (
            state.phase,
            state.severity,
            state.pause,
            state.answered,
            *(_status(rounds) for rounds in state.rounds.values()),
        )
        place = self._places.setdefault(key, len(self._states))
        if place == len(self._states):
            self._states.append(state)
        return place


def _events(reasons: tuple[str, ...]) -> Iterator[Event]:
    """Give an event for each symbol, those of one kind after each other."""
    for kind in EVENTS.values():
        if kind is Opened or kind is SeverityChanged:
            yield from (kind(at=_AT, severity=each) for each in SEVERITIES)
        elif kind is Paused:
            yield from (Paused(at=_AT, reason=each) for each in reasons)
        elif kind is CalendarChanged:
            yield from (CalendarChanged(at=_AT, calendar=c) for c in (_SAME, _OTHER))
        else:
            yield kind(at=_AT)  # type: ignore[call-arg]


def _effects(before: tuple[Round, ...], after: tuple[Round, ...]) -> int:
    """Tell what became of the rounds of a target."""
    if not after:
        return 0
    newest = after[-1]
    ends = before and newest.end and not before[-1].end
    return (
        (BEGINS if len(after) > len(before) else 0)
        | (0 if newest.stretches else RESETS)
        | (ENDS if ends else 0)
        | (0 if newest.since is None else COUNTS)
    )


def _plain(state: Progress) -> Progress:
    """Leave out of a state what no later step depends on.

    Every round has counted something, so that one without has started anew.
    """
    rounds = {
        kind: tuple(attrs.evolve(each, stretches=(_COUNTED,)) for each in each_[-1:])
        for kind, each_ in state.rounds.items()
    }
    at = microseconds(_AT)
    return attrs.evolve(state, at=at, calendar=_SAME, rounds=FrozenMap(rounds))


def _status(rounds: tuple[Round, ...]) -> Status:
    if not rounds:
        return "none"
    newest = rounds[-1]
    if newest.end is not None:
        return "cancelled" if newest.end.cancelled else "ended"
    return "stopped" if newest.since is None else "running"


def _codes(known: list[int]) -> Codes:
    """Give a code for each state; what is not opened has none, which is never read."""
    import numpy as np

    return np.array([0, *known], np.int32)
