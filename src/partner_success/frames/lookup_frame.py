"""A dataframe of any library while working time is looked up in a calendar's tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any, cast

import attrs

from partner_success.calendars.pieces import Pieces, Stretch, WorkTables
from partner_success.frames.engine_steps import (
    as_instants,
    as_microseconds,
    joined,
    small_table,
)
from partner_success.frames.facts import as_frame

if TYPE_CHECKING:
    import narwhals as nw

    from partner_success.frames.facts import Frame

__all__ = ["Instants", "LookupFrame"]


@attrs.frozen
class Instants:
    """A column of instants as whole numbers.

    Attributes:
        place: The name of the column that tells how many microseconds each lies behind
            the beginning of a stretch; -1 before it or where there is none, and 1 more
            than its length behind its end.
        known: The name of the column that tells where there is one.
    """

    place: str
    known: str


class LookupFrame:
    """A dataframe of any library while working time is looked up for its rows.

    Nothing is computed here but what the caller computed already: a lazy frame stays
    lazy. A frame of Polars in memory is made lazy for the work, and given back in
    memory. Rows keep their order, and those of pandas their names, wherever rows have
    any. Every number on the way is a whole one below 2**53, since some libraries count
    in floats what can be missing.

    Args:
        frame: The dataframe; it stays as it is.
        purpose: What it is needed for, as the start of a sentence.
        stretch: The stretch from which instants are counted.

    Raises:
        InvalidUseError: It is no dataframe.
        MissingExtraError: The extra ``frames`` is not installed.
    """

    def __init__(self, frame: object, purpose: str, stretch: Stretch) -> None:
        import narwhals as nw

        table = as_frame(frame, purpose)
        self._stretch = stretch
        self._taken = set(table.collect_schema())
        self._given = list(table.collect_schema())
        self._in_memory = isinstance(table, nw.DataFrame)
        self._index: Any = nw.maybe_get_index(cast(Any, table))
        if isinstance(table, nw.DataFrame):
            table = nw.maybe_reset_index(table)
            if table.implementation.is_polars():
                table = table.lazy()
        # Cheaper to ask for tables of its session than what will be made of it.
        self._root: Frame = table
        self.frame: Frame = table

    def new_name(self) -> str:
        """Give a name that no column has."""
        names = (f"_work_{number}_" for number in count(len(self._taken)))
        name = next(each for each in names if each not in self._taken)
        self._taken.add(name)
        return name

    def add(self, expression: nw.Expr) -> str:
        """Add a column under a name of its own, and give that."""
        name = self.new_name()
        self.add_named({name: expression})
        return name

    def add_all(self, *expressions: nw.Expr) -> list[str]:
        """Add columns at once, none of which sees another, and give their names."""
        named = {self.new_name(): each for each in expressions}
        self.add_named(named)
        return list(named)

    def add_named(self, columns: Mapping[str, nw.Expr]) -> None:
        """Add columns under their names."""
        named = [column.alias(name) for name, column in columns.items()]
        self.frame = cast("Frame", cast(Any, self.frame).with_columns(*named))

    def read_instants(self, names: Iterable[str]) -> dict[str, Instants]:
        """Read columns of instants: datetimes, or whole microseconds since 1970."""
        import narwhals as nw

        schema = self.frame.collect_schema()
        found: dict[str, Instants] = {}
        timed: dict[str, str] = {}
        numbers: dict[str, nw.Expr] = {}
        for name in names:
            found[name] = Instants(self.new_name(), self.new_name())
            if isinstance(schema[name], nw.Datetime):
                timed[found[name].place] = name
            else:
                numbers[found[name].place] = nw.col(name).cast(nw.Int64)
        if timed:
            self.frame = as_microseconds(self.frame, timed)
        if numbers:
            self.add_named(numbers)
        columns = found.values()
        # Both at once: where one is known is asked of the column as it was.
        self.add_named(
            {each.known: ~nw.col(each.place).is_null() for each in columns}
            | {each.place: self._counted(nw.col(each.place)) for each in columns}
        )
        return found

    def _counted(self, given: nw.Expr) -> nw.Expr:
        """Count from the stretch, compared before so that no number is too large."""
        import narwhals as nw

        low, high = self._stretch.low, self._stretch.high
        found = nw.when(given.is_null() | (given < low)).then(nw.lit(-1))
        found = found.when(given > high).then(nw.lit(high - low + 1))
        return found.otherwise(given - low).cast(nw.Int64)

    def is_inside(self, column: Instants) -> nw.Expr:
        """Tell which instants lie in the stretch."""
        import narwhals as nw

        place = nw.col(column.place)
        return (place >= 0) & (place <= self._stretch.length)

    def work_before(self, tables: WorkTables, place: str) -> str:
        """Add the working time before instants, and give the name of the column.

        Args:
            tables: The calendar.
            place: The column with instants, counted from the stretch.
        """
        import narwhals as nw

        clipped = _clipped(nw.col(place), 0, tables.stretch.length)
        value, found, pairs = self._look_up(tables.by_time, clipped)
        for low, high in pairs:
            within = nw.when(value < low).then(low).when(value > high).then(high)
            found += within.otherwise(value)
        return self.add(found.cast(nw.Int64))

    def instant_after(
        self, tables: WorkTables, work: str, given: str | None = None
    ) -> str:
        """Add the instants by which so much working time has passed.

        Args:
            tables: The calendar.
            work: The column with the working time since the beginning of the stretch.
            given: The column that says how much of it was asked for, which is not 0;
                where it is less, the last such instant is told. Without it, the first
                one is told everywhere.

        Returns:
            The name of the column; -1 where there is no such instant in the stretch.
        """
        import narwhals as nw

        one = nw.lit(1)
        if given is not None:
            one = nw.when(nw.col(given) > 0).then(one).otherwise(nw.lit(0))
        before = (nw.col(work) - one).cast(nw.Int64)
        clipped = _clipped(before, 0, max(0, tables.total - 1))
        value, base, pairs = self._look_up(tables.by_work, clipped)
        found = nw.col(work) + base
        for edge, gap in pairs:
            found += nw.when(value >= edge).then(gap).otherwise(nw.lit(0))
        # Clipped, it is another value where the stretch has no such working time.
        possible = (value == before) & (nw.lit(tables.total) > 0)
        known = nw.when(possible).then(found).otherwise(nw.lit(-1))
        return self.add(known.cast(nw.Int64))

    def _look_up(
        self, pieces: Pieces, value: nw.Expr
    ) -> tuple[nw.Expr, nw.Expr, list[tuple[nw.Expr, nw.Expr]]]:
        """Add values, and give them with what holds in the bucket of each."""
        import narwhals as nw

        added = self.new_name()
        if len(pieces.base) == 1:
            self.add_named({added: value})
            # So written, it is a value for each row and not one alone.
            constant = nw.col(added) * 0 + pieces.base[0]
            numbers = [(nw.lit(one[0]), nw.lit(two[0])) for one, two in pieces.pairs]
            return nw.col(added), constant, numbers
        key, base = self.new_name(), self.new_name()
        # The width is a power of two, so that a quotient of floats is exact too.
        self.add_named({added: value, key: (value // pieces.width).cast(nw.Int64)})
        columns: dict[str, Sequence[int]] = {key: range(len(pieces.base))}
        columns[base] = pieces.base
        pairs: list[tuple[nw.Expr, nw.Expr]] = []
        for numbers_ in pieces.pairs:
            names = self.new_name(), self.new_name()
            columns.update(zip(names, numbers_, strict=True))
            pairs.append((nw.col(names[0]), nw.col(names[1])))
        self.join(small_table(self._root, columns), [key])
        return nw.col(added), nw.col(base), pairs

    def join(self, other: Frame, keys: list[str]) -> None:
        """Join what another frame knows, a row for each row; see `joined`."""
        self.frame = joined(self.frame, other, keys)

    def as_instants(self, names: Iterable[str], zone: str | None) -> None:
        """Turn columns of microseconds since 1970 into instants; see `as_instants`."""
        self.frame = as_instants(self.frame, list(names), zone)

    def avoid_names_of(self, other: LookupFrame) -> None:
        """Never give a name that another frame has given."""
        self._taken |= other._taken

    def give(
        self, columns: Mapping[str, nw.Expr], *, numbers: Iterable[str] = ()
    ) -> Any:
        """Give the dataframe in its own library, with columns behind its own.

        Args:
            columns: The new columns.
            numbers: Those of whole numbers that can be missing, for which pandas has a
                type of its own.
        """
        import narwhals as nw

        own = [nw.col(name) for name in self._given]
        new = [column.alias(name) for name, column in columns.items()]
        table = cast("Frame", cast(Any, self.frame).select(*own, *new))
        if self._in_memory and isinstance(table, nw.LazyFrame):
            table = table.collect()
        native: Any = table.to_native()
        if self._index is None:
            return native
        return native.astype(dict.fromkeys(numbers, "Int64")).set_axis(self._index)


def whole(column: nw.Expr) -> nw.Expr:
    """Give whole numbers, and 0 where they are missing."""
    import narwhals as nw

    return column.fill_null(0).cast(nw.Int64)


def _clipped(value: nw.Expr, low: int, high: int) -> nw.Expr:
    import narwhals as nw

    found = nw.when(value < low).then(nw.lit(low)).when(value > high).then(nw.lit(high))
    return found.otherwise(value).cast(nw.Int64)
