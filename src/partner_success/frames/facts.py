"""Columns of facts and of keys, as conditions compare them on every engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast

from partner_success.core.extras import NeedsExtra
from partner_success.core.quantities import shown
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
    UnknownNameError,
)
from partner_success.frames.building import problem

if TYPE_CHECKING:
    import narwhals as nw

    Frame: TypeAlias = nw.DataFrame[Any] | nw.LazyFrame[Any]

FactKind: TypeAlias = Literal["text", "truth"]


_LIBRARIES: Final = ("Polars", "pandas", "PyArrow", "DuckDB", "Dask", "PySpark")


def library_of(frame: Frame) -> str:
    """Give the name of a dataframe's library as the library writes it.

    Args:
        frame: The dataframe.
    """
    name = frame.implementation.name
    return next((each for each in _LIBRARIES if each.upper() == name), name)


def as_frame(frame: object, purpose: str) -> Frame:
    """Give a dataframe of any library, in memory or lazy, one way to be asked.

    Args:
        frame: The dataframe.
        purpose: What it is needed for, as the start of a sentence.

    Raises:
        InvalidUseError: It is no dataframe.
        MissingExtraError: The extra ``frames`` is not installed.
    """
    with NeedsExtra(extra="frames", module="narwhals", purpose=purpose):
        import narwhals as nw

    try:
        return cast("Frame", nw.from_native(cast(Any, frame)))
    except TypeError as error:
        raise InvalidUseError(
            f"{purpose} needs a dataframe, such as one of Polars, pandas, PyArrow,"
            " DuckDB, Dask or PySpark, not"
            f" {type(frame).__module__}.{type(frame).__qualname__}"
        ) from error


class FactTable:
    """A dataframe whose columns conditions are made of.

    Args:
        frame: The dataframe.
        native: Whether expressions are those of its own library where that is Polars,
            which are made in less time; else they are of narwhals.

    Attributes:
        frame: The dataframe.
        schema: The types of its columns by their names.
        is_native: Whether expressions are those of Polars.
        library: The library of the expressions.
    """

    def __init__(self, frame: Frame, *, native: bool = False) -> None:
        import narwhals as nw

        self.frame: Frame = frame
        self.schema: Mapping[str, nw.dtypes.DType] = frame.collect_schema()
        self.library: Any = nw
        self.is_native: bool = native and frame.implementation.is_polars()
        if self.is_native:
            import polars as pl

            # What is asked for here, both say in the same words.
            self.library = pl
        self._columns: dict[str, Column] = {}

    def column(self, name: str) -> Column:
        """Give a column that is there."""
        found = self._columns.get(name)
        if found is None:
            found = self._columns[name] = Column(self, name)
        return found

    def require(self, asked: Mapping[str, str], subject: str) -> None:
        """Make sure that there are columns.

        Args:
            asked: The columns that are needed, each with what it holds.
            subject: What to call the frame.

        Raises:
            InvalidDataError: With every column that is missing.
        """
        missing = [
            problem(
                "missing-column",
                f"{UnknownNameError('column', name, self.schema)}; it is for {what}",
                path=name,
            )
            for name, what in asked.items()
            if name not in self.schema
        ]
        if missing:
            raise InvalidDataError(subject, missing)


class Column:
    """A column of texts or truths while conditions are made of it.

    Attributes:
        name: Its name.
        kind: What it holds; ``None`` where its type does not say.
        is_object: Whether it holds Python objects of any kind.
    """

    def __init__(self, table: FactTable, name: str) -> None:
        import narwhals as nw

        self.name: str = name
        self.kind: FactKind | None = None
        self._frame: Frame = table.frame
        self._library: Any = table.library
        self._type: nw.dtypes.DType = table.schema[name]
        self.is_object: bool = is_object(table.frame, name)
        if self.is_object:
            self._type = nw.Object()
        elif isinstance(self._type, (nw.String, nw.Categorical, nw.Enum)):
            self.kind = "text"
        elif isinstance(self._type, nw.Boolean):
            self.kind = "truth"

    @property
    def _column(self) -> nw.Expr:
        found: nw.Expr = self._library.col(self.name)
        return found

    @property
    def known(self) -> nw.Expr:
        """Whether there is something, in each row."""
        return ~self._column.is_null()

    def is_one_of(self, values: Sequence[str | bool]) -> nw.Expr | bool:
        """Whether it is known to be one of some values, one or more of one kind."""
        found = self.values("truth" if isinstance(values[0], bool) else "text")
        if found is None:
            return False
        one, *others = values
        same = found.is_in(list(values)) if others else found == one
        same = same.fill_null(value=False)
        # What is missing can be cast to a word for it.
        return same & self.known if self._is_cast else same

    def equals(self, other: Column) -> nw.Expr | bool:
        """Whether it is known to be what another column is.

        Raises:
            InvalidValueError: One holds texts and the other truths.
        """
        kinds = {self.kind, other.kind} - {None}
        if len(kinds) > 1:
            raise InvalidValueError(
                f"the columns {shown(self.name)} and {shown(other.name)} are compared,"
                f" and one holds texts, the other truths"
            )
        kind: FactKind = "truth" if "truth" in kinds else "text"
        mine, theirs = self.values(kind), other.values(kind)
        if mine is None or theirs is None:
            return False
        return (mine == theirs).fill_null(value=False) & self.known & other.known

    def has(self, key: str) -> nw.Expr | bool:
        """Whether it is a key, or a list with that key in it.

        Raises:
            InvalidValueError: It holds something else, or objects in Dask.
        """
        import narwhals as nw

        if self.is_object:
            return self._object_has(key)
        if _is_dask_object(self._frame, self.name):
            raise InvalidValueError(
                f"the column {shown(self.name)} holds objects, and Dask cannot look"
                " for a key in them; where they are lists, read them with"
                " dtype_backend='pyarrow', or explode them into a row for each key;"
                " then, or where they are keys, cast them to 'string[pyarrow]'"
            )
        if not isinstance(self._type, nw.List):
            return self.is_one_of([key])
        inner = self._type.inner
        if isinstance(inner, nw.String):
            return self._column.list.contains(key).fill_null(value=False)
        # Where all lists are empty, what they hold is not said.
        if isinstance(inner, nw.Unknown):
            return False
        raise self._refused("texts or lists of texts")

    def values(self, kind: FactKind) -> nw.Expr | None:
        """Give its values; ``None`` where nothing in it is known.

        Raises:
            InvalidValueError: It holds something else.
        """
        if self.kind == kind and not self._is_cast:
            return self._column
        if self.is_object:
            # Comparisons with the missing value of pandas are no truths.
            found: nw.Expr = self._library.when(self.known).then(self._column)
            return found
        if self._is_cast:
            types = {"text": self._library.String, "truth": self._library.Boolean}
            return self._column.cast(types[kind])
        if self._is_empty:
            return None
        raise self._refused("texts" if kind == "text" else "truths")

    def texts(self) -> list[str | None]:
        """Give its texts, of a frame in memory; what is none is missing."""
        found = self.values("text")
        frame = cast("nw.DataFrame[Any]", self._frame)
        if found is None:
            return [None] * len(frame)
        cells = frame.select(found.alias("cell"))["cell"].to_list()
        return [cell if isinstance(cell, str) else None for cell in cells]

    @property
    def _is_cast(self) -> bool:
        import narwhals as nw

        return isinstance(self._type, (nw.Categorical, nw.Enum, nw.Unknown))

    @cached_property
    def _is_empty(self) -> bool:
        """Whether it is known that nothing in it is known; it then has any type."""
        import narwhals as nw

        if isinstance(self._frame, nw.LazyFrame):
            return False
        return self._frame[self.name].null_count() == len(self._frame)

    def _object_has(self, key: str) -> nw.Expr:
        import narwhals as nw

        frame = cast("nw.DataFrame[Any]", self._frame)
        found = [holds_key(value, key) for value in frame[self.name].to_list()]
        series = nw.new_series(
            self.name, found, nw.Boolean, backend=frame.implementation
        )
        # A series joins expressions from their right side only.
        return (self._column.is_null() & nw.lit(value=False)) | series

    def _refused(self, expected: str) -> InvalidValueError:
        return InvalidValueError(
            f"the column {shown(self.name)} has to hold {expected}; found {self._type}"
        )


class Given:
    """A truth that is known in each row, standing for a field of conditions.

    Attributes:
        truth: The truth, without gaps.
        known: Whether it is known: it is.
    """

    def __init__(self, *, truth: nw.Expr | bool) -> None:
        self.truth: nw.Expr | bool = truth
        self.known: bool = True

    def is_one_of(self, values: Sequence[str | bool]) -> nw.Expr | bool:
        """Whether it is one of some truths."""
        if True in values:
            return False in values or self.truth
        if False not in values:
            return False
        return not self.truth if isinstance(self.truth, bool) else ~self.truth


def holds_key(value: object, key: str) -> bool:
    """Tell whether a cell is a key, or a collection with that key in it."""
    if isinstance(value, str):
        return value == key
    # What is missing is a number or a type of its own, and has no entries.
    return isinstance(value, Iterable) and any(
        isinstance(each, str) and each == key
        for each in cast("Iterable[object]", value)
    )


def is_object(frame: Frame, name: str) -> bool:
    """Tell whether a column of pandas in memory holds Python objects of any kind."""
    import narwhals as nw

    if isinstance(frame, nw.LazyFrame) or not frame.implementation.is_pandas_like():
        return False
    return _holds_objects(frame, name)


def _is_dask_object(frame: Frame, name: str) -> bool:
    return frame.implementation.is_dask() and _holds_objects(frame, name)


def _holds_objects(frame: Frame, name: str) -> bool:
    return str(frame.to_native().dtypes[name]) == "object"
