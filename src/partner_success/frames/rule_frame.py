"""A dataframe of any library while rules are added to it as columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from numbers import Real
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast

import attrs

from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    Problem,
    UnknownNameError,
)
from partner_success.frames.building import problem
from partner_success.frames.facts import as_frame, is_object, library_of

if TYPE_CHECKING:
    import narwhals as nw

    from partner_success.frames.facts import Frame

__all__ = ["ColumnKind", "ColumnNeed", "RuleFrame"]

ColumnKind: TypeAlias = Literal["number", "whole", "text", "truth", "day", "instant"]
"""What a column has to hold."""

_WORDS: Final[dict[ColumnKind, str]] = {
    "number": "numbers",
    "whole": "whole numbers",
    "text": "texts",
    "truth": "truths",
    "day": "days",
    "instant": "datetimes with a zone, or whole microseconds since 1970 in UTC",
}


@attrs.frozen
class ColumnNeed:
    """A column that a rule reads.

    Attributes:
        kind: What it has to hold.
        purpose: What it is for, as the end of the sentence 'it is for ...'.
        optional: Whether it may be absent.
    """

    kind: ColumnKind
    purpose: str
    optional: bool = False


class RuleFrame:
    """A dataframe of any library while rules are added to it as columns.

    Nothing is computed here but what the caller computed already: a lazy frame stays
    lazy. A frame of Polars in memory is made lazy for the work, which takes a fraction
    of the time, and is given back in memory.

    Args:
        frame: The dataframe; it stays as it is.
        purpose: What it is needed for, as the start of a sentence.

    Attributes:
        schema: The types of its columns by their names.

    Raises:
        InvalidUseError: It is no dataframe.
        MissingExtraError: The extra ``frames`` is not installed.

    Rule: FRM-01, FRM-02.
    """

    def __init__(self, frame: object, purpose: str) -> None:
        import narwhals as nw

        self._purpose = purpose
        table: Frame = as_frame(frame, purpose)
        self.schema: Mapping[str, nw.dtypes.DType] = table.collect_schema()
        self._in_memory = isinstance(table, nw.DataFrame)
        self._implementation = table.implementation
        self._given: Frame = table
        self._frame: Frame = table
        self._spare = 0
        self._kept: list[str] = []
        if isinstance(table, nw.DataFrame) and table.implementation.is_polars():
            self._frame = table.lazy()

    def require(
        self,
        needs: Mapping[str, ColumnNeed],
        *,
        new: Iterable[str] = (),
        other: Iterable[Problem] = (),
    ) -> None:
        """Make sure before any work that the columns are there and hold what they must.

        Args:
            needs: The columns that are read.
            new: The columns that will be added.
            other: What else is wrong with the columns, to be told at once.

        Raises:
            InvalidDataError: With every column that is missing, of another type, or in
                the way of a new one.

        Rule: FRM-02.
        """
        faults = [
            fault for name, need in needs.items() for fault in self._faults(name, need)
        ]
        taken = {self._folded(name) for name in self.schema}
        for name in new:
            if self._folded(name) in taken:
                message = "there is such a column already; rename it, or say prefix="
                faults.append(problem("column-in-the-way", message, path=name))
        faults += other
        if faults:
            raise InvalidDataError(f"the dataframe for {self._purpose}", faults)

    def _faults(self, name: str, need: ColumnNeed) -> Iterable[Problem]:
        if name not in self.schema:
            if not need.optional:
                missing = UnknownNameError("column", name, self.schema)
                message = f"{missing}; it is for {need.purpose}"
                yield problem("missing-column", message, path=name)
        elif not self._holds(name, need.kind):
            found = str(self.schema[name])
            message = f"has to hold {_WORDS[need.kind]}; found {found}"
            yield problem("wrong-type", message, path=name, given=found)

    def _holds(self, name: str, wanted: ColumnKind) -> bool:
        # Pandas keeps numbers as objects where they are decimals, or none is known.
        if wanted == "number" and is_object(self._given, name):
            cells = cast("nw.DataFrame[Any]", self._given)[name]
            pairs = zip(cells.to_list(), cells.is_null().to_list(), strict=True)
            return all(gap or _is_number(cell) for cell, gap in pairs)
        return _holds(self.schema[name], wanted)

    def _folded(self, name: str) -> str:
        """Give a name as the engine tells it from others: SQL takes no note of case."""
        kind = self._implementation
        return name.casefold() if kind.is_duckdb() or kind.is_spark_like() else name

    def require_windows(self, rule: str) -> None:
        """Make sure that this library can look back over the rows of a group.

        Args:
            rule: What needs it, as the start of a sentence.

        Raises:
            InvalidUseError: It cannot.

        Rule: FRM-01.
        """
        kind = self._implementation
        if kind.is_pyarrow() or kind.is_dask():
            raise InvalidUseError(
                f"{rule} looks back over days, which {library_of(self._frame)} cannot"
                " do row by row; give the frame as one of Polars, DuckDB, pandas or"
                " PySpark, such as polars.from_arrow(table) or dask_frame.compute()"
            )

    def require_shared_steps(self, rule: str) -> None:
        """Make sure that the library can plan what looks at rows in many places.

        Args:
            rule: What needs it, as the start of a sentence.

        Raises:
            InvalidUseError: It cannot.

        Rule: FRM-01.
        """
        if self._implementation.is_spark_like():
            raise InvalidUseError(
                f"{rule} looks at the same rows in many places, and"
                f" {library_of(self._frame)} plans each of them anew at every step,"
                " for minutes before it computes anything; write the rows as Parquet"
                " and give them as lazy frames of Polars, or judge them there one kind"
                " at a time: score, judge_triggers, judge_licences, judge_tickets"
            )

    def number(self, name: str) -> nw.Expr:
        """Give a column of numbers as floats, with what is no number missing.

        NaN compares with every engine in its own way, so that it becomes missing first.
        """
        import narwhals as nw

        column = self.float_or_nan(name)
        return nw.when(~column.is_nan()).then(column)

    def float_or_nan(self, name: str) -> nw.Expr:
        """Give a column of numbers as floats, NaN among them.

        It takes less time than `number`, for those who compare it with a most first.
        """
        import narwhals as nw

        column = nw.col(name)
        if is_object(self._given, name):
            # A gap among objects is of a type of its own, which is no float.
            column = nw.when(~column.is_null()).then(column)
        return column.cast(nw.Float64)

    def word(self, text: str, words: Sequence[str]) -> nw.Expr:
        """Give a text of a list that is closed, in the order of the list.

        Polars keeps such a column as numbers of the words (`Enum`), which takes a
        fraction of the time to make and to write; other libraries keep texts.

        Args:
            text: The text.
            words: All texts that the column can hold.
        """
        import narwhals as nw

        closed = self._implementation.is_polars()
        return nw.lit(text, nw.Enum(words) if closed else nw.String)

    def keep(self, expressions: Mapping[str, nw.Expr]) -> dict[str, nw.Expr]:
        """Add columns for the work alone, so that each is computed once.

        Args:
            expressions: The expressions, by names for the caller.

        Returns:
            The columns, by the same names; `drop_kept` leaves them out again.
        """
        import narwhals as nw

        names = {name: self._spare_name() for name in expressions}
        if not names:
            return {}
        self.add({names[name]: each for name, each in expressions.items()})
        return {name: nw.col(spare) for name, spare in names.items()}

    def _spare_name(self) -> str:
        taken = {self._folded(name) for name in self.schema}
        while True:
            self._spare += 1
            name = f"_step_{self._spare}"
            if name not in taken:
                self._kept.append(name)
                return name

    def add(self, columns: Mapping[str, nw.Expr]) -> None:
        """Add columns of expressions, which see those added before."""
        found = [expression.alias(name) for name, expression in columns.items()]
        self._frame = cast("Frame", cast(Any, self._frame).with_columns(*found))

    def drop_kept(self) -> None:
        """Leave out what was kept for the work alone."""
        self.drop(self._kept)
        self._kept = []

    def drop(self, names: Iterable[str]) -> None:
        """Leave columns out that were needed for the work alone."""
        self._frame = cast("Frame", cast(Any, self._frame).drop(*names))

    def native(self) -> Any:
        """Give the dataframe in its own library, in memory if it was."""
        import narwhals as nw

        table = self._frame
        if self._in_memory and isinstance(table, nw.LazyFrame):
            table = table.collect()
        return table.to_native()


def _holds(kind: nw.dtypes.DType, wanted: ColumnKind) -> bool:
    import narwhals as nw

    zoned = isinstance(kind, nw.Datetime) and kind.time_zone is not None
    fits: dict[ColumnKind, bool] = {
        "number": kind.is_numeric(),
        "whole": kind.is_integer(),
        "text": isinstance(kind, (nw.String, nw.Categorical, nw.Enum)),
        "truth": isinstance(kind, nw.Boolean),
        "day": isinstance(kind, nw.Date),
        "instant": kind.is_integer() or zoned,
    }
    # A column in which nothing is known has no type of its own.
    return fits[wanted] or isinstance(kind, nw.Unknown)


def _is_number(cell: object) -> bool:
    return isinstance(cell, (Real, Decimal)) and not isinstance(cell, bool)
