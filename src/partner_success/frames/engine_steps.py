"""What each dataframe library says in its own words: instants, and small tables.

Numbers are whole microseconds since 1970 in UTC. What is missing is told apart, in a
column of truths, because a whole number cannot be missing in every library.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from partner_success.frames.facts import Frame

__all__ = ["as_instants", "as_microseconds", "joined", "shared", "small_table"]


def as_microseconds(frame: Frame, names: Mapping[str, str]) -> Frame:
    """Add columns of microseconds, missing where instants are.

    What is finer than a microsecond is rounded down to one, and times without a zone
    are taken to be in UTC.

    Args:
        frame: The frame.
        names: By the name of the new column that of one with datetimes.
    """
    import narwhals as nw

    native: Any = frame.to_native()
    if frame.implementation.is_duckdb():
        added = [f"epoch_us({_quoted(old)}) AS {new}" for new, old in names.items()]
        return _again(native.project(", ".join(["*", *added])))
    if frame.implementation.is_pyspark():
        return _again(native.selectExpr("*", *_spark_microseconds(frame, names)))
    counted = {new: nw.col(old).dt.timestamp("us") for new, old in names.items()}
    return cast("Frame", cast(Any, frame).with_columns(**counted))


def _spark_microseconds(frame: Frame, names: Mapping[str, str]) -> list[str]:
    schema = frame.collect_schema()
    added: list[str] = []
    for new, old in names.items():
        column = _ticked(old)
        if cast(Any, schema[old]).time_zone is None:
            # Else the zone of the session would be that of the times.
            column = f"cast(concat(cast({column} AS string), '+00:00') AS timestamp)"
        added.append(f"unix_micros({column}) AS {new}")
    return added


def as_instants(frame: Frame, names: Sequence[str], zone: str | None) -> Frame:
    """Turn columns of microseconds, none missing, into instants.

    Args:
        frame: The frame.
        names: The columns.
        zone: Their zone; ``None`` for times in UTC without one. Columns of DuckDB and
            PySpark have the zone of their session, whatever is said here.
    """
    import narwhals as nw

    native: Any = frame.to_native()
    if frame.implementation.is_duckdb():
        make = "make_timestamp" if zone is None else "make_timestamptz"
        parts = [f"{make}({name}) AS {name}" for name in names]
        return _again(native.project(f"* REPLACE ({', '.join(parts)})"))
    if frame.implementation.is_pyspark():
        parts = [
            f"timestamp_micros({name}) AS {name}" if name in names else _ticked(name)
            for name in native.columns
        ]
        return _again(native.selectExpr(*parts))
    found = [nw.col(name).cast(nw.Datetime("us", "UTC")) for name in names]
    if zone is None:
        found = [column.dt.replace_time_zone(None) for column in found]
    elif zone != "UTC":
        found = [column.dt.convert_time_zone(zone) for column in found]
    return cast("Frame", cast(Any, frame).with_columns(*found))


def small_table(frame: Frame, columns: Mapping[str, Sequence[int]]) -> Frame:
    """Make a table of whole numbers in the library, and the session, of a frame."""
    import narwhals as nw

    native: Any = frame.to_native()
    implementation = frame.implementation
    if implementation.is_duckdb():
        # Read from one text, which takes a hundredth of the time of many numbers.
        parts = [
            f"unnest(CAST('{list(values)}' AS BIGINT[])) AS {name}"
            for name, values in columns.items()
        ]
        return _again(native.query("_small_table_", f"SELECT {', '.join(parts)}"))
    if implementation.is_pyspark():
        rows = list(zip(*columns.values(), strict=True))
        schema = ", ".join(f"{name} bigint" for name in columns)
        made = native.sparkSession.createDataFrame(rows, schema)
        return _again(made.hint("broadcast"))
    backend: Any = implementation
    lists = {name: list(values) for name, values in columns.items()}
    types = dict.fromkeys(columns, nw.Int64())
    table = nw.from_dict(lists, types, backend=backend)
    return table.lazy() if isinstance(frame, nw.LazyFrame) else table


def joined(frame: Frame, other: Frame, keys: Sequence[str]) -> Frame:
    """Join what another frame knows, a row for each row.

    In Polars, pandas and PyArrow rows stay in their order; DuckDB and PySpark promise
    none at any time.

    Args:
        frame: The frame.
        other: A row at most for each value of the keys; no other column is in both.
        keys: Columns of both, in none of which anything is missing in the other.
    """
    import narwhals as nw

    if frame.implementation.is_polars():
        native: Any = frame.to_native()
        found = native.join(
            other.to_native(), on=list(keys), how="left", maintain_order="left"
        )
        return _again(found)
    if isinstance(frame, nw.DataFrame) and frame.implementation.is_pyarrow():
        place = "_place_of_row_"
        numbered: Any = frame.with_row_index(place)
        together = numbered.join(other, on=list(keys), how="left")
        return cast("Frame", together.sort(place).drop(place))
    return cast("Frame", cast(Any, frame).join(other, on=list(keys), how="left"))


def shared(frame: Frame) -> Frame:
    """Give a frame that is read in several places, worked out once where that can be.

    Only Polars can say so without working it out now.
    """
    import narwhals as nw

    if isinstance(frame, nw.LazyFrame) and frame.implementation.is_polars():
        return _again(frame.to_native().cache())
    return frame


def _again(native: Any) -> Frame:
    import narwhals as nw

    return cast("Frame", nw.from_native(native))


def _ticked(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
