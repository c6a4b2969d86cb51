"""Events and judgements of many tickets as columns (extra ``bulk``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast, get_args

import attrs

from partner_success.calendars import Calendar
from partner_success.core.collections import FrozenMap
from partner_success.core.extras import NeedsExtra
from partner_success.core.instants import microseconds
from partner_success.core.quantities import shown
from partner_success.errors import InvalidValueError
from partner_success.partners import Severity
from partner_success.sla.escalation import EscalationStep
from partner_success.sla.events import EventKind, require_calendar
from partner_success.sla.results import State
from partner_success.sla.targets import TargetKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Whole: TypeAlias = NDArray[np.int64]
    Codes: TypeAlias = NDArray[np.int32]
    Bits: TypeAlias = NDArray[np.int8]
    Truths: TypeAlias = NDArray[np.bool_]

KIND_CODES: Final[tuple[EventKind, ...]] = get_args(EventKind)
"""The kinds of events in the order of their codes."""

STATE_CODES: Final[tuple[State, ...]] = get_args(State)
"""The states of a target in the order of their codes."""

NOTHING: Final = -(2**63)
"""What stands in a column of whole numbers where there is nothing."""

FIRST_INSTANT: Final = microseconds(datetime.fromisoformat("0001-01-01T00:00:00Z"))
"""The first instant that a column can hold, in microseconds since 1970."""
LAST_INSTANT: Final = microseconds(
    datetime.fromisoformat("9999-12-31T23:59:59.999999Z")
)
"""The last instant that a column can hold, in microseconds since 1970."""


def import_numpy() -> None:
    """Make sure that numpy is there.

    Raises:
        MissingExtraError: The extra ``bulk`` is not installed.
    """
    with NeedsExtra(extra="bulk", module="numpy", purpose="judging many tickets"):
        import numpy as np

        del np


def _names(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(given)


def _calendars(given: Iterable[Calendar]) -> tuple[Calendar, ...]:
    return tuple(given)


def _column(given: ArrayLike | None) -> Any:
    """Give whole numbers as an array; without any, what says that nothing is there."""
    import_numpy()
    import numpy as np

    if given is None:
        return None
    array = np.asarray(given)
    # An empty list has no type of its own; numpy takes it for one of floats.
    if array.dtype.kind == "i":
        return array
    if array.dtype.kind == "u" or not array.size:
        return array.astype(np.int64)
    raise InvalidValueError(
        f"columns of events hold whole numbers; found an array of {array.dtype}"
    )


@attrs.frozen(kw_only=True, eq=False)
class EventColumns:
    """What happened to many tickets, an event a row.

    The order of the rows of one ticket is the order in which its events are tried; rows
    of several tickets may be mixed. Each column is an array of whole numbers.

    Attributes:
        tickets: The number of its ticket, from 0.
        times: When, in microseconds since 1970 in UTC.
        kinds: What happened: the place of its kind among `KIND_CODES`.
        severities: For openings and changes of severity the place of the severity
            among those of `Severity`, else -1. Without it, there is none.
        reasons: For pauses the place of the reason in `reason_names`, else -1.
        reason_names: The reasons, each not blank.
        calendars: For changes of the calendar its place in `new_calendars`, else -1.
        new_calendars: The calendars that tickets change to.

    Raises:
        InvalidValueError: A column is no column of whole numbers or of another length,
            a number in it names nothing, or something is missing that an event needs.
        MissingExtraError: The extra ``bulk`` is not installed.

    Rule: SLA-11.
    """

    tickets: Whole = attrs.field(converter=_column)
    times: Whole = attrs.field(converter=_column)
    kinds: Bits = attrs.field(converter=_column)
    severities: Bits | None = attrs.field(default=None, converter=_column)
    reasons: Codes | None = attrs.field(default=None, converter=_column)
    reason_names: tuple[str, ...] = attrs.field(default=(), converter=_names)
    calendars: Codes | None = attrs.field(default=None, converter=_column)
    new_calendars: tuple[Calendar, ...] = attrs.field(default=(), converter=_calendars)

    def __attrs_post_init__(self) -> None:
        shape = self.times.shape
        names = ("tickets", "times", "kinds", "severities", "reasons", "calendars")
        for name in names:
            column = getattr(self, name)
            if column is not None and (column.ndim != 1 or column.shape != shape):
                raise InvalidValueError(
                    "columns of events have one number for each event; found the"
                    f" shape {column.shape} for {name} and {shape} for times"
                )
        for each in self.new_calendars:
            require_calendar(each)
        for name in self.reason_names:
            if not isinstance(cast(object, name), str) or not name.strip():
                raise InvalidValueError(
                    f"the reason for a pause is text, found {shown(name)}"
                )
        for check in (*self._ranges(), *self._needs()):
            _check(*check)
        for name, kind in _TYPES.items():
            column = getattr(self, name)
            if column is not None:
                object.__setattr__(self, name, column.astype(kind, copy=False))

    def _ranges(self) -> Iterator[tuple[str, NDArray[Any] | None, int, int]]:
        yield "tickets", self.tickets, 0, 2**31 - 1
        yield "times", self.times, FIRST_INSTANT, LAST_INSTANT
        yield "kinds", self.kinds, 0, len(KIND_CODES) - 1
        yield "severities", self.severities, -1, len(Severity) - 1
        yield "reasons", self.reasons, -1, len(self.reason_names) - 1
        yield "calendars", self.calendars, -1, len(self.new_calendars) - 1

    def _needs(self) -> Iterator[tuple[str, NDArray[Any], int, int]]:
        import numpy as np

        for kind, name in NEEDS.items():
            wanted = self.kinds == KIND_CODES.index(kind)
            if wanted.any():
                column = getattr(self, name)
                found = np.full(1, -1) if column is None else column[wanted]
                yield f"{name} of events {kind!r}", found, 0, LAST_INSTANT


_TYPES: Final = {
    "tickets": "int64",
    "times": "int64",
    "kinds": "int8",
    "severities": "int8",
    "reasons": "int32",
    "calendars": "int32",
}
"""In which each column is kept: the less there is, the quicker it is read."""

NEEDS: Final = {
    "opened": "severities",
    "severity_changed": "severities",
    "paused": "reasons",
    "calendar_changed": "calendars",
}
"""Which column has to say more of events of a kind."""


@attrs.frozen(kw_only=True, eq=False)
class TargetColumns:
    """How one target of each ticket stands.

    Amounts are in microseconds, instants in microseconds since 1970 in UTC; `NOTHING`
    stands where `TargetState` has ``None``, and all through the row of a ticket that is
    not open yet.

    Attributes:
        state: The place of the state among `STATE_CODES`; -1 where not open yet.
        target: The promised amount.
        elapsed: The amount used.
        remaining: The amount left; negative by how much it is over.
        due: When all is, was or will be used.
        breached_since: The due instant, where the target is missed.
        ended_at: When it was answered, resolved or cancelled.
        cancelled: Whether the ticket was cancelled before that.
        escalations: How many steps of `Judgements.steps` were reached.
        next_step: The place of the first that was not among them; -1 where there is
            none, or the target has ended.
        next_escalation_at: When that one will be reached.

    Rule: SLA-11.
    """

    state: Codes
    target: Whole
    elapsed: Whole
    remaining: Whole
    due: Whole
    breached_since: Whole
    ended_at: Whole
    cancelled: Truths
    escalations: Codes
    next_step: Codes
    next_escalation_at: Whole


@attrs.frozen(kw_only=True, eq=False)
class Judgements:
    """How many tickets stand at an instant, and what became of their events.

    Of tickets, the place in a column is the number of the ticket; of events, it is the
    row in which the event was given.

    Attributes:
        at: The instant, in microseconds since 1970 in UTC.
        phase: The place of the phase among those of `Phase`; -1 for a ticket that is
            not open yet: none of its events up to the instant is an opening.
        severity: The place of the severity among those of `Severity`, or -1.
        pause: The place of the reason for the pause in the `reason_names` that were
            given; -1 where it is not paused.
        accepted: How many events were accepted, also of those after the instant.
        refused: How many were refused, likewise.
        targets: How each promised target stands. The next response is the one that is
            awaited, and idle where none is.
        steps: The steps of escalation.
        answers: How many responses after the first are over.
        late_answers: How many of them were late.
        is_accepted: Of each event whether it was accepted.
        is_late: Of each event whether it is refused for lying before the one accepted
            last (``"out-of-order"``).
        fault: Of each event the place in `codes` of why else it is refused; 0 where
            nothing else is against it.
        codes: The codes of `refusals`; the first is empty.
        is_moved: Of each event whether it was put before one that was given earlier.

    Rule: SLA-11.
    """

    at: int
    phase: Codes
    severity: Codes
    pause: Codes
    accepted: Whole
    refused: Whole
    targets: FrozenMap[TargetKind, TargetColumns]
    steps: tuple[EscalationStep, ...]
    answers: Whole
    late_answers: Whole
    is_accepted: Truths
    is_late: Truths
    fault: Codes
    codes: tuple[str, ...]
    is_moved: Truths


def _check(name: str, column: NDArray[Any] | None, low: int, high: int) -> None:
    """Refuse a column with a number outside a range, both ends of it closed."""
    if column is None or not column.size:
        return
    least, most = int(column.min()), int(column.max())
    if least < low or most > high:
        wrong = least if least < low else most
        raise InvalidValueError(
            f"{name} have to lie from {low} to {high}; found {wrong}"
        )
