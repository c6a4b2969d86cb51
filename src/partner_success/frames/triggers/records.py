"""What tells two records of one customer apart, as one text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["identity"]


def identity(day: str, name: str) -> nw.Expr:
    """Give a day with a name after it, or without one where there is none.

    Args:
        day: The column of the day.
        name: The column of the name.
    """
    import narwhals as nw

    text, known = nw.col(day).cast(nw.String), nw.col(name).fill_null("")
    after = nw.when(nw.col(name).is_null()).then(nw.lit("")).otherwise(nw.lit(":"))
    return nw.concat_str([text, after, known])
