"""Stretches of time that cases spend in one state."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta

import attrs

from partner_success.analytics.durations.events import StateEvent
from partner_success.core.arguments import require
from partner_success.core.instants import elapsed, microseconds, require_aware
from partner_success.errors import InvalidUseError

__all__ = ["Spell", "spells"]


@attrs.frozen(kw_only=True)
class Spell:
    """A case in one state, from when it entered until it left or the log ends.

    Attributes:
        case: The id of the case.
        state: The state.
        start: When the case entered it.
        end: When it left it; the end of the log where it had not.
        ended: Whether it had left it; else it stays at least so long.

    Rule: ANL-05.
    """

    case: str
    state: str
    start: datetime
    end: datetime
    ended: bool

    @property
    def duration(self) -> timedelta:
        """How long it lasted, or has lasted so far; true time, never negative."""
        return elapsed(self.start, self.end)


def spells(
    events: Iterable[StateEvent],
    *,
    until: datetime | None = None,
    final: Collection[str] = (),
) -> tuple[Spell, ...]:
    """Say from when until when each case was in each state.

    The events of a case are taken in order of time, those of one instant in the order
    given. A case that enters the state it is in stays in it: that is one spell.

    Args:
        events: Which case entered which state, and when; in any order.
        until: The end of the log, up to which it tells everything. What happened after
            it has not happened yet. Left out, the last event is the end.
        final: States in which a case is over. Nobody waits for it to leave them, so
            there is no spell of it there; where it is taken up again, its next state
            begins a new one.

    Returns:
        The spells, cases as they first appear, those of a case in order of time.

    Raises:
        InvalidUseError: Something is no event, or the final states are one text.
        InvalidValueError: The end of the log has no zone.

    Examples:
        >>> from datetime import UTC
        >>> def at(hour):
        ...     return datetime(2026, 5, 4, hour, tzinfo=UTC)
        >>> log = [StateEvent(case="t-1", state="new", at=at(9)),
        ...        StateEvent(case="t-1", state="open", at=at(10)),
        ...        StateEvent(case="t-1", state="closed", at=at(14)),
        ...        StateEvent(case="t-2", state="new", at=at(12))]
        >>> for each in spells(log, until=at(16), final=["closed"]):
        ...     print(each.case, each.state, each.duration, each.ended)
        t-1 new 1:00:00 True
        t-1 open 4:00:00 True
        t-2 new 4:00:00 False

    Rule: ANL-05.
    """
    if isinstance(final, str):
        raise InvalidUseError(
            f"final= names several states, and {final!r} is one text; write [{final!r}]"
        )
    known = [require(event, StateEvent) for event in events]
    if until is not None:
        end = microseconds(require_aware(until, "until"))
        known = [event for event in known if microseconds(event.at) <= end]
    by_case: dict[str, list[StateEvent]] = {}
    for event in known:
        by_case.setdefault(event.case, []).append(event)
    if not by_case:
        return ()
    last = until or max((event.at for event in known), key=microseconds)
    over = frozenset(final)
    return tuple(
        spell
        for events_of_one in by_case.values()
        for spell in _spells_of(events_of_one, last, over)
    )


def _spells_of(
    events: list[StateEvent], until: datetime, final: frozenset[str]
) -> Iterator[Spell]:
    entered: StateEvent | None = None
    for event in sorted(events, key=lambda each: microseconds(each.at)):
        if entered is not None and event.state == entered.state:
            continue
        if entered is not None and entered.state not in final:
            yield _spell(entered, event.at, ended=True)
        entered = event
    if entered is not None and entered.state not in final:
        yield _spell(entered, until, ended=False)


def _spell(entered: StateEvent, end: datetime, *, ended: bool) -> Spell:
    return Spell(
        case=entered.case, state=entered.state, start=entered.at, end=end, ended=ended
    )
