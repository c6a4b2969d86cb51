"""How often something lasted how long, counted where the rows stand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from partner_success.calendars.calendar import Calendar
from partner_success.errors import InvalidUseError
from partner_success.frames.reports.fact_rows import (
    NOTHING,
    READ,
    FactNeed,
    read_facts,
)
from partner_success.frames.reports.grouping import collect_read
from partner_success.frames.working_time import add_elapsed

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["DurationCounts", "collect_durations", "collect_spell_durations"]

DurationCounts: TypeAlias = dict[str, dict[int, tuple[int, int]]]
"""By group and duration how many ended after it, and how many have not ended."""

_SPELLS: Final = {
    "state": FactNeed("text", "the state", required=True),
    "start": FactNeed("instant", "when it was entered", required=True),
    "end": FactNeed("instant", "when it was left, or is looked at", required=True),
    "ended": FactNeed("truth", "whether it was left", required=True),
    "told": FactNeed("text", "what was refused", optional=True, column="status"),
}
_WORKED: Final = "worked_microseconds"


def collect_spell_durations(
    frame: Any,
    *,
    calendar: Calendar | None = None,
    between: tuple[date, date] | None = None,
    step: int = 1,
) -> tuple[DurationCounts, DurationCounts]:
    """Count how many spells in each state lasted how long, and collect the counts.

    Args:
        frame: The spells, as `state_spells` gives them: ``state``, ``start``, ``end``,
            ``ended``, and ``status`` where there is one.
        calendar: Whose open time counts as working time; left out, none is told.
        between: With a calendar, the days in which all spells lie; see `add_elapsed`.
        step: Durations count in whole steps of so many microseconds, cut off.

    Returns:
        By state and microseconds how many ended and how many have not: of true time,
        and of working time.

    Raises:
        InvalidDataError: Columns are missing or hold something else, or rows were
            refused.
        InvalidUseError: It is no dataframe, or one of calendar and days is missing.
        MissingExtraError: The extra ``frames`` is not installed.

    Rule: ANL-05, FRM-01.
    """
    if (calendar is None) is not (between is None):
        raise InvalidUseError(
            "working time needs calendar= and between=, the days in which spells lie;"
            " give both, or neither"
        )
    needs, purpose = dict(_SPELLS), "measuring time in states"
    if calendar is not None:
        read_facts(frame, purpose, needs)
        frame = add_elapsed(
            frame, calendar, start="start", end="end", into=_WORKED, between=between
        )
        needs["worked"] = FactNeed("length", "working time", column=_WORKED)
    table = _timed(read_facts(frame, purpose, needs))
    if step > 1:
        table = _cut(
            table, ["elapsed"] if calendar is None else ["elapsed", "worked"], step
        )
    elapsed = _counts(table, "elapsed", "the dataframe of spells")
    if calendar is None:
        return elapsed, {}
    return elapsed, _counts(table, "worked", "the dataframe of spells")


def _timed(table: Any) -> Any:
    """Add how long spells lasted, and refuse what was refused or ends too early."""
    import narwhals as nw

    told, elapsed = nw.col("told"), nw.col("end") - nw.col("start")
    table = table.with_columns(elapsed=elapsed)
    refused = (told > "") & (told < "judged") | (told > "judged")
    status = nw.when(refused).then(told).otherwise(nw.col("status"))
    table = table.with_columns(status=status)
    read = nw.col("status") == READ
    cases = [(nw.col("elapsed") < 0, "out of order")]
    if "worked" in table.collect_schema():
        cases.append((nw.col("worked") == NOTHING, "out of range"))
    found: nw.Expr = nw.col("status")
    for holds, word in cases:
        found = nw.when(read & holds).then(nw.lit(word)).otherwise(found)
    return table.with_columns(status=found)


def _cut(table: Any, names: list[str], step: int) -> Any:
    """Cut durations off to whole steps."""
    import narwhals as nw

    whole = {name: (nw.col(name) // step).cast(nw.Int64) * step for name in names}
    return table.with_columns(**whole)


def collect_durations(
    frame: Any,
    *,
    duration: str = "duration",
    ended: str = "ended",
    by: str | None = None,
) -> DurationCounts:
    """Count how many things lasted how long, and collect the counts.

    Args:
        frame: A row for each thing, on any engine.
        duration: The column with whole numbers from 0 up, in any unit.
        ended: The column that says whether it had ended.
        by: The column by which they are told apart; left out, all are one group, whose
            name is empty.

    Returns:
        By group and duration how many ended, and how many have not.

    Raises:
        InvalidDataError: Columns are missing or hold something else, or rows were
            refused.
        InvalidUseError: It is no dataframe.
        MissingExtraError: The extra ``frames`` is not installed.

    Rule: ANL-05, FRM-01.
    """
    needs = {
        "elapsed": FactNeed(
            "whole", "how long it lasted", required=True, column=duration
        ),
        "ended": FactNeed("truth", "whether it had ended", required=True, column=ended),
    }
    if by is not None:
        needs["state"] = FactNeed("id", "the group", required=True, column=by)
    table = read_facts(frame, "estimating survival", needs)
    if by is None:
        import narwhals as nw

        table = table.with_columns(state=nw.lit(""))
    return _counts(table, "elapsed", "the dataframe of durations")


def _counts(table: Any, length: str, subject: str) -> DurationCounts:
    found: DurationCounts = {}
    rows = collect_read(table, ["state", length, "ended"], subject)
    for group, duration, ended, count in rows:
        own = found.setdefault(group, {})
        over, lasting = own.get(duration, (0, 0))
        own[duration] = (over + count * ended, lasting + count * (1 - ended))
    return found
