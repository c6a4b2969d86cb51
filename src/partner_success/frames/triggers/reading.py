"""Dataframes of facts made sure of before any work, and read into tables alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

import attrs

from partner_success.core.collections import EMPTY_MAP
from partner_success.errors import InvalidDataError, InvalidUseError, Problem
from partner_success.frames.building import problem
from partner_success.frames.engine_steps import as_microseconds
from partner_success.frames.facts import FactTable, as_frame, library_of
from partner_success.frames.rule_frame import RuleFrame
from partner_success.frames.triggers.cells import (
    NEVER,
    absent_cells,
    object_cells,
    object_moments,
    read_cells,
    read_moments,
)
from partner_success.frames.triggers.sources import LOOKED, NEEDS, TriggerFrames

if TYPE_CHECKING:
    import narwhals as nw

    from partner_success.frames.facts import Frame
    from partner_success.frames.rule_frame import ColumnKind, ColumnNeed

    # What is asked for here, frames in memory and lazy ones say in the same words.
    Table: TypeAlias = nw.LazyFrame[Any]

__all__ = [
    "SourceTable",
    "Tables",
    "read_sources",
    "read_tables",
    "require_one_library",
]

_WORDS: Final[dict[ColumnKind, str]] = {
    "number": "numbers",
    "truth": "truths",
    "text": "texts",
    "day": "days",
    "instant": "datetimes with a zone, or whole microseconds since 1970 in UTC",
}


@attrs.frozen(kw_only=True, eq=False)
class Tables:
    """Facts as tables of plain numbers and texts.

    Attributes:
        found: The tables by source; of sources without a frame there is none.
        looked: The columns of accounts that tell for whom somebody looked, by source;
            where accounts do not tell, a frame says that somebody did for all.
        in_memory: Whether every frame was in memory.
    """

    found: Mapping[str, Table]
    looked: Mapping[str, str]
    in_memory: bool

    def native(self, table: Table) -> Any:
        """Give a table in the library of the frames, in memory if all of them were.

        Args:
            table: With the customer and the place of its row among those of it, which
                is left out. In memory, rows are put in that order.
        """
        import narwhals as nw

        if not self.in_memory:
            return table.drop("place").to_native()
        ordered = table.sort("account_id", "place", nulls_last=True).drop("place")
        frame = cast("Frame", ordered)
        if isinstance(frame, nw.LazyFrame):
            frame = frame.collect()
        return nw.maybe_reset_index(frame).to_native()


def read_tables(frames: TriggerFrames) -> Tables:
    """Read all frames, or refuse them with everything that is wrong with them.

    Raises:
        InvalidDataError: With every column that is missing or of another type.
        InvalidUseError: Something is no dataframe, frames are of two libraries, or the
            library cannot look back over rows where that is needed.
        MissingExtraError: The extra ``frames`` is not installed.
    """
    sources = [
        SourceTable(source, frame, NEEDS[source], "judging triggers by")
        for source, frame in frames.given().items()
    ]
    require_one_library(sources)
    for each in sources:
        if each.source == "usage" and frames.usage_covers > 1:
            each.rules.require_windows("use of which a reading covers several days")
        if each.source == "feedback":
            each.rules.require_windows("feedback that falls from reading to reading")
    found = read_sources(sources, "the dataframes for triggers", LOOKED.values())
    found = {
        source: table if source == "accounts" else _of_customers(table)
        for source, table in found.items()
    }
    columns = sources[0].rules.schema
    looked = {source: name for source, name in LOOKED.items() if name in columns}
    in_memory = all(each.in_memory for each in sources)
    return Tables(found=found, looked=looked, in_memory=in_memory)


def _of_customers(table: Table) -> Table:
    import narwhals as nw

    return table.filter(~nw.col("account_id").is_null())


def read_sources(
    sources: Iterable[SourceTable], subject: str, unless: Collection[str] = ()
) -> dict[str, Table]:
    """Read all sources, or refuse them with everything that is wrong with them.

    Args:
        sources: The sources.
        subject: What to call all of them.
        unless: Columns that are left out where they are absent; others are then not
            known in any row.

    Raises:
        InvalidDataError: With every column that is missing or of another type.
    """
    known = list(sources)
    problems = [fault for each in known for fault in each.faults()]
    if problems:
        raise InvalidDataError(subject, problems)
    return {each.source: each.table(unless) for each in known}


def require_one_library(sources: Iterable[SourceTable]) -> None:
    """Refuse frames that cannot be joined.

    Raises:
        InvalidUseError: Two are of different libraries.
    """
    first, *others = sources
    for each in others:
        if each.library != first.library:
            raise InvalidUseError(
                f"{first.source} are a frame of {first.library} and {each.source} one"
                f" of {each.library}, which cannot be joined; give all frames as those"
                " of one library"
            )


class SourceTable:
    """One frame of facts while it is made sure of and read.

    Args:
        source: What its facts are.
        native: The frame.
        needs: What its columns hold.
        purpose: What it is needed for, as the start of a sentence that ends with the
            source.
        moments: By the name of a new column the instants that it counts, in
            microseconds since 1970 in UTC; `NEVER` where there is none.
    """

    def __init__(
        self,
        source: str,
        native: object,
        needs: Mapping[str, ColumnNeed],
        purpose: str,
        moments: Mapping[str, str] = EMPTY_MAP,
    ) -> None:
        frame = as_frame(native, f"{purpose} {source}")
        import narwhals as nw

        self.source = source
        self.library: str = library_of(frame)
        self.in_memory: bool = isinstance(frame, nw.DataFrame)
        self.rules: RuleFrame = RuleFrame(native, f"{purpose} {source}")
        self._frame = frame
        self._all_needs = needs
        self._needs: dict[str, ColumnNeed] = {
            name: need
            for name, need in needs.items()
            if name in self.rules.schema or not need.optional
        }
        self._moments = moments
        self._objects = self._read_objects()

    def _read_objects(self) -> dict[str, list[Any] | None]:
        """Read columns of Python objects, in which pandas keeps days and gaps."""
        facts = FactTable(self._frame)
        frame = cast("nw.DataFrame[Any]", self._frame)
        return {
            name: object_cells(frame[name], need.kind)
            for name, need in self._needs.items()
            if name in facts.schema and facts.column(name).is_object
        }

    def _is_day_of_pandas(self, name: str) -> bool:
        """Tell whether it is a column of times without a zone, which are its days."""
        import narwhals as nw

        kind = self.rules.schema.get(name)
        return (
            self._needs[name].kind == "day"
            and self._frame.implementation.is_pandas_like()
            and isinstance(kind, nw.Datetime)
            and kind.time_zone is None
        )

    def faults(self) -> Iterable[Problem]:
        """Name every column that is missing or holds something else."""
        asked = {
            name: need
            for name, need in self._needs.items()
            if name not in self._objects and not self._is_day_of_pandas(name)
        }
        try:
            self.rules.require(asked)
        except InvalidDataError as error:
            for each in error.problems:
                yield attrs.evolve(each, path=f"{self.source}.{each.path}")
        for name, cells in self._objects.items():
            if cells is None:
                wanted = _WORDS[self._needs[name].kind]
                message = f"has to hold {wanted}; found objects of another kind"
                yield problem("wrong-type", message, path=f"{self.source}.{name}")

    def table(self, unless: Collection[str] = ()) -> Table:
        """Give the columns that are needed, as plain numbers and texts.

        Args:
            unless: Columns that are left out where they are absent.
        """
        frame: Any = self._frame
        if self.in_memory and frame.implementation.is_polars():
            frame = frame.lazy()
        cells = [self._cells(name).alias(name) for name in self._needs]
        cells += [
            absent_cells(need.kind).alias(name)
            for name, need in self._all_needs.items()
            if name not in self._needs and name not in unless
        ]
        table, moments = self._with_moments(self._with_objects(frame))
        return cast("Table", table.select(*cells, *moments))

    def _with_objects(self, frame: Any) -> Any:
        import narwhals as nw

        types: dict[ColumnKind, Any] = {"number": nw.Float64, "text": nw.String}
        backend = self._frame.implementation
        made: list[nw.Series[Any]] = []
        for name, cells in self._objects.items():
            kind = types.get(self._needs[name].kind, nw.Int64)
            made.append(nw.new_series(name, cells, kind, backend=backend))
        for name, column in self._moments.items():
            if column in self._objects:
                given = cast("nw.DataFrame[Any]", self._frame)[column]
                counted = object_moments(given)
                made.append(nw.new_series(name, counted, nw.Int64, backend=backend))
        return nw.maybe_reset_index(frame).with_columns(*made) if made else frame

    def _with_moments(self, frame: Any) -> tuple[Any, list[nw.Expr]]:
        """Count instants, and give the columns that hold them."""
        import narwhals as nw

        schema = self.rules.schema
        counted = [each for each in self._moments.items() if each[1] in self._needs]
        timed = {
            new: old
            for new, old in counted
            if old not in self._objects and isinstance(schema[old], nw.Datetime)
        }
        table: Any = as_microseconds(frame, timed) if timed else frame
        cells: list[nw.Expr] = []
        for new, old in counted:
            column = old if old not in self._objects and new not in timed else new
            cells.append(read_moments(column).alias(new))
        absent = [each for each in self._moments if each not in dict(counted)]
        cells += [nw.lit(NEVER, dtype=nw.Int64).alias(name) for name in absent]
        return table, cells

    def _cells(self, name: str) -> nw.Expr:
        import narwhals as nw

        if name in self._objects:
            return nw.col(name)
        kind, is_arrow = self._needs[name].kind, self._frame.implementation.is_pyarrow()
        return read_cells(self.rules, name, kind, is_arrow=is_arrow)
