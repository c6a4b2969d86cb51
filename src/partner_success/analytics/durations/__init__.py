"""How long cases stay in each state, those still in it taken into account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.analytics.durations.events import StateEvent
    from partner_success.analytics.durations.from_frames import (
        collect_survival,
        collect_time_in_state,
    )
    from partner_success.analytics.durations.log_files import StateLog, read_state_log
    from partner_success.analytics.durations.spells import Spell, spells
    from partner_success.analytics.durations.times import (
        Quantile,
        Times,
        TimeUnit,
        times_of,
    )
    from partner_success.analytics.durations.times_in_states import (
        TimeInState,
        TimesInStates,
        time_in_state,
    )

__all__ = [
    "Quantile",
    "Spell",
    "StateEvent",
    "StateLog",
    "TimeInState",
    "TimeUnit",
    "Times",
    "TimesInStates",
    "collect_survival",
    "collect_time_in_state",
    "read_state_log",
    "spells",
    "time_in_state",
    "times_of",
]

export(
    __name__,
    """
    events: StateEvent
    from_frames: collect_survival collect_time_in_state
    log_files: StateLog read_state_log
    spells: Spell spells
    times: Quantile TimeUnit Times times_of
    times_in_states: TimeInState TimesInStates time_in_state
    """,
)
