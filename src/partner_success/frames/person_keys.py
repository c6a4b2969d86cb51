"""Columns of e-mail addresses folded to keys, so that engines can compare people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, cast

from partner_success.access.people import folded_key
from partner_success.core.quantities import shown
from partner_success.errors import InvalidUseError, InvalidValueError
from partner_success.frames.facts import FactTable, as_frame

if TYPE_CHECKING:
    from narwhals.typing import IntoDataFrameT

__all__ = ["add_person_keys"]

_OF_SPARK: Final = (
    "use frame.mapInPandas(lambda parts: (add_person_keys(part, {names}) for part in"
    " parts), schema), whose schema is that of the frame and {key!r}, a string"
)
_WAYS_ROUND: Final[Mapping[str, str]] = {
    "dask": "use frame.map_partitions(add_person_keys, {names})",
    "pyspark": _OF_SPARK,
    "pyspark[connect]": _OF_SPARK,
}
"""What to do with frames that consist of frames in memory, by their library."""


def add_person_keys(frame: IntoDataFrameT, *, email: str, key: str) -> IntoDataFrameT:
    """Add a column with the keys of people to one with their e-mail addresses.

    The keys are those of `partner_success.partners.person_key`: spellings of one
    address become equal. Where there is no address, or none that can be one, there is
    no key, and nobody is matched. Keep the column, and fold anew what is changed.

    Args:
        frame: A dataframe in memory, of pandas, Polars or PyArrow; it stays as it is.
            Frames of Dask and PySpark are made of such parts, to which it can be
            applied.
        email: The column with the addresses, such as ``"psm_email"``.
        key: The name of the new column, such as ``"psm_key"``.

    Raises:
        InvalidDataError: There is no such column.
        InvalidUseError: The frame is no dataframe in memory, such as a lazy one.
        InvalidValueError: The column holds no texts, or there is a column of the new
            name.
        MissingExtraError: The extra ``frames`` is not installed.

    Examples:
        >>> import polars as pl
        >>> partners = pl.DataFrame({"psm_email": [" Ada@Example.com", "", None]})
        >>> found = add_person_keys(partners, email="psm_email", key="psm_key")
        >>> found["psm_key"].to_list()
        ['ada@example.com', None, None]

    Rule: ACC-09.
    """
    table = as_frame(frame, "adding keys of people")
    import narwhals as nw

    if isinstance(table, nw.LazyFrame):
        raise InvalidUseError(
            "keys of people are added to a dataframe in memory, not to"
            f" {type(frame).__module__}.{type(frame).__qualname__};"
            f" {_way_round(table.implementation.value, email, key)}"
        )
    facts = FactTable(table)
    facts.require({email: "the e-mail addresses"}, "the frame")
    if key in table.columns:
        raise InvalidValueError(
            f"the frame has a column {shown(key)} already; name another for the keys"
        )
    texts = facts.column(email).texts()
    keys = {text: folded_key(text) for text in dict.fromkeys(texts)}
    column = nw.new_series(
        key, [keys[text] for text in texts], nw.String, backend=table.implementation
    )
    return cast("IntoDataFrameT", table.with_columns(column).to_native())


def _way_round(library: str, email: str, key: str) -> str:
    way = _WAYS_ROUND.get(library, "collect a lazy frame first")
    return way.format(names=f"email={email!r}, key={key!r}", key=key)
