"""Tables of facts for reports: their columns checked, and read alike by every engine.

What is read holds whole numbers and texts alone, and nothing in it is missing: a number
or an empty text stands for what is. So no engine has a gap to treat in its own way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast

import attrs

from partner_success.core.instants import Period
from partner_success.errors import InvalidDataError, UnknownNameError
from partner_success.frames.building import problem
from partner_success.frames.days import day_needs, day_number
from partner_success.frames.engine_steps import as_microseconds
from partner_success.frames.exact import counted, first_of, spare_names
from partner_success.frames.facts import as_frame
from partner_success.frames.rule_frame import ColumnNeed, RuleFrame
from partner_success.frames.working_time_lookup import require_instants

if TYPE_CHECKING:
    import narwhals as nw

__all__ = [
    "NOTHING",
    "READ",
    "FactKind",
    "FactNeed",
    "in_period",
    "known_words",
    "read_facts",
]

FactKind: TypeAlias = Literal[
    "id", "text", "whole", "number", "length", "truth", "day", "instant"
]
"""What a column of facts holds."""

NOTHING: Final = -(2**60)
"""Stands for a number, a truth, a day or an instant that is missing."""

READ: Final = "read"
"""The status of rows in which nothing is wrong."""

_MOST: Final = 2**53
"""More microseconds than lie between any two days that matter; floats hold them."""

_PANDAS_TYPES: Final[dict[str, str]] = {
    "id": "str",
    "text": "str",
    "number": "float64",
}

_MOST_COUNTED: Final = 2**31
"""What is more counts nothing that there is, and sums of it would overflow."""


@attrs.frozen
class FactNeed:
    """A column of facts that a report reads.

    Attributes:
        kind: What it has to hold; an id is a text or a whole number, a whole number
            counts something, from 0 up, and a length is one of microseconds.
        purpose: What it is for, as the end of the sentence 'it is for ...'.
        required: Whether every row needs it.
        optional: Whether the column may be absent.
        column: Its name, where that is another one than is read.
    """

    kind: FactKind
    purpose: str
    required: bool = False
    optional: bool = False
    column: str | None = None


def read_facts(
    frame: object, purpose: str, needs: Mapping[str, FactNeed], *, utc: bool = False
) -> Any:
    """Read a table of facts.

    Args:
        frame: A dataframe of any library; it stays as it is, and a lazy one is not
            computed.
        purpose: What it is needed for, as the start of a sentence.
        needs: What is read, by the name that its column gets.
        utc: Whether datetimes without a zone are in UTC; else they are refused.

    Returns:
        A frame of narwhals, lazy where it can be: ids and texts, empty where missing;
        whole numbers; truths as 1 and 0; days by their number in the calendar; instants
        in microseconds since 1970 in UTC; `NOTHING` for what is missing of these. And
        ``status``: `READ`, ``"incomplete"`` where something is missing that a row
        needs, or ``"out of range"`` where a number counts nothing, or an instant lies
        beyond the years 1685 to 2255.

    Raises:
        InvalidDataError: Columns are missing or hold something else; all are named.
        InvalidUseError: It is no dataframe.
        MissingExtraError: The extra ``frames`` is not installed.

    Rule: FRM-01, FRM-02.
    """
    work = RuleFrame(frame, purpose)
    _require(work, purpose, needs, utc=utc)
    import narwhals as nw

    table: Any = as_frame(work.native(), purpose)
    if isinstance(table, nw.DataFrame):
        table = nw.maybe_reset_index(cast(Any, table))
        if table.implementation.is_polars():
            table = table.lazy()
    reading = _Reading(work, needs)
    table = as_microseconds(table, reading.timed) if reading.timed else table
    values = {name: reading.value(name) for name in needs}
    table = table.select(**values, status=reading.wrong())
    lacking = [
        (nw.col(name) == ("" if each.kind in ("id", "text") else NOTHING), "incomplete")
        for name, each in needs.items()
        if each.required
    ]
    status = nw.col("status")
    wrong = (status == "out of range", "out of range")
    found = table.with_columns(status=first_of([wrong, *lacking], READ))
    return _plain(found, needs) if found.implementation.is_pandas_like() else found


def _plain(table: Any, needs: Mapping[str, FactNeed]) -> Any:
    """Give columns of pandas the types that know no gap, as nothing is missing."""
    import narwhals as nw

    types = {
        name: _PANDAS_TYPES.get(each.kind, "int64") for name, each in needs.items()
    }
    return nw.from_native(table.to_native().astype({**types, "status": "str"}))


def _require(
    work: RuleFrame, purpose: str, needs: Mapping[str, FactNeed], *, utc: bool
) -> None:
    asked: dict[str, ColumnNeed] = {}
    days: dict[str, FactNeed] = {}
    instants: dict[str, FactNeed] = {}
    for name, need in needs.items():
        column = need.column or name
        match need.kind:
            case "day":
                days[column] = need
            case "instant":
                instants[column] = need
            case "id":
                kind = work.schema.get(column)
                is_whole = kind is not None and kind.is_integer()
                text: Any = "whole" if is_whole else "text"
                asked[column] = ColumnNeed(text, need.purpose, need.optional)
            case "whole" | "number":
                asked[column] = ColumnNeed("number", need.purpose, need.optional)
            case "length":
                asked[column] = ColumnNeed("whole", need.purpose, need.optional)
            case _:
                asked[column] = ColumnNeed(need.kind, need.purpose, need.optional)
    dated = day_needs(work, {name: each.purpose for name, each in days.items()})
    asked |= {
        name: attrs.evolve(each, optional=days[name].optional)
        for name, each in dated.items()
    }
    require_instants(
        work,
        {name: each.purpose for name, each in instants.items()},
        purpose,
        utc=utc,
        others=asked,
        optional=[name for name, each in instants.items() if each.optional],
    )


class _Reading:
    """Expressions of what is read, with what is wrong in it."""

    def __init__(self, work: RuleFrame, needs: Mapping[str, FactNeed]) -> None:
        import narwhals as nw

        self._work = work
        self._needs = needs
        self._wrong: list[nw.Expr] = []
        datetimes = [
            name
            for name, need in needs.items()
            if need.kind == "instant"
            and isinstance(work.schema.get(need.column or name), nw.Datetime)
        ]
        spare = spare_names(work.schema, [f"time_{name}" for name in datetimes])
        self._times = dict(zip(datetimes, spare, strict=True))
        self.timed = {
            new: needs[name].column or name for name, new in self._times.items()
        }

    def value(self, name: str) -> nw.Expr:
        """Give what is read of a column."""
        import narwhals as nw

        need = self._needs[name]
        column = need.column or name
        is_text = need.kind in ("id", "text")
        if column not in self._work.schema:
            return nw.lit("") if is_text else nw.lit(NOTHING)
        match need.kind:
            case "id" | "text":
                found = _text(column)
            case "truth":
                found = _truth(column)
            case "day":
                found = _or_nothing(day_number(column))
            case "whole":
                number, wrong = counted(self._work, column, _MOST_COUNTED)
                self._wrong.append(wrong)
                found = _or_nothing(number)
            case "number":
                found = self._work.number(column).fill_null(float(NOTHING))
            case _:
                found = self._moment(self._times.get(name, column))
        return found

    def _moment(self, column: str) -> nw.Expr:
        import narwhals as nw

        moment = nw.col(column)
        fits = (moment >= -_MOST) & (moment <= _MOST)
        self._wrong.append(~(moment.is_null() | fits))
        return nw.when(fits).then(moment).otherwise(nw.lit(NOTHING)).cast(nw.Int64)

    def wrong(self) -> nw.Expr:
        """Give the status as far as what was read says it."""
        return first_of([(each, "out of range") for each in self._wrong], READ)


def _text(column: str) -> nw.Expr:
    import narwhals as nw

    cells = nw.col(column)
    known = nw.when(~cells.is_null()).then(cells.cast(nw.String))
    return known.otherwise(nw.lit(""))


def _truth(column: str) -> nw.Expr:
    import narwhals as nw

    cells = nw.col(column)
    held = nw.when(cells.cast(nw.Boolean)).then(nw.lit(1)).otherwise(nw.lit(0))
    found = nw.when(~cells.is_null()).then(held).otherwise(nw.lit(NOTHING))
    return found.cast(nw.Int64)


def _or_nothing(number: nw.Expr) -> nw.Expr:
    import narwhals as nw

    return number.fill_null(float(NOTHING)).floor().cast(nw.Int64)


def in_period(day: str, period: Period | None) -> Any:
    """Tell where a day that was read is known, and lies in a period.

    Args:
        day: The column.
        period: The period; ``None`` for all days.
    """
    import narwhals as nw

    column = nw.col(day)
    if period is None:
        return column > NOTHING
    first, last = period.first.toordinal(), period.last.toordinal()
    return (column >= first) & (column <= last)


def known_words(kind: str, found: Iterable[str], names: Collection[str]) -> None:
    """Make sure that words of a table are known.

    Args:
        kind: What they name, such as ``"stage"``.
        found: The words.
        names: Those that are known.

    Raises:
        InvalidDataError: Some are not; each is named.
    """
    faults = [
        problem("unknown-name", str(UnknownNameError(kind, word, names)), path=kind)
        for word in sorted(found)
        if word not in names
    ]
    if faults:
        raise InvalidDataError(f"the {kind} of a dataframe", faults)
