"""Gate reports over dataframes: partners by stage, and what they make of each gate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from partner_success.frames.exact import divided
from partner_success.frames.facts import as_frame
from partner_success.frames.rule_frame import ColumnNeed, RuleFrame

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["report_on_gates"]

_PURPOSE: Final = "reporting on gates"

# What is more counts nothing that there is, and sums of it would overflow.
_MOST: Final = 2**31

_NEEDS: Final = {
    "stage": ColumnNeed("text", "the id of the stage"),
    "is_current": ColumnNeed("truth", "whether the partner is in the stage"),
    "is_reached": ColumnNeed("truth", "whether the partner reached it"),
    "is_passed": ColumnNeed("truth", "whether the partner passed it"),
    "days": ColumnNeed("number", "the whole days from start to passing"),
    "met": ColumnNeed("number", "how many submissions met the criteria"),
    "failed": ColumnNeed("number", "how many submissions failed"),
}

_COUNTS: Final = (
    "partners",
    "reached",
    "completed",
    "passed_days",
    "met",
    "failed",
    "decided",
)

_RATES: Final = {
    "completion": (100, "completed", "reached"),
    "mean_days": (1, "passed_days", "completed"),
    "pass_rate": (100, "met", "decided"),
    "fail_rate": (100, "failed", "decided"),
}
"""By the name of a rate what it is scaled by, its numerator and its denominator."""


def report_on_gates(frame: Any) -> Any:
    """Count partners by stage, and what they make of each gate, on any engine.

    The frame has a row for each partner in each stage, as
    `partner_success.analytics.gates.spell_table` gives them. It needs the columns
    ``stage``, ``is_current``, ``is_reached``, ``is_passed``, ``days``, ``met`` and
    ``failed``. A truth that is missing counts as no. A number that is missing, below 0
    or infinite counts as 0, and parts of a whole one are dropped. A row without a stage
    is left out. Only those who reached a stage can have passed it.

    Args:
        frame: A dataframe of any library; it stays as it is.

    Returns:
        A frame of the same library, lazy where it was, with a row for each stage in no
        order: ``stage``; the counts ``partners``, ``reached``, ``completed``,
        ``passed_days``, ``met``, ``failed`` and ``decided``; and made of them
        ``completion``, ``pass_rate`` and ``fail_rate`` in per cent, and ``mean_days``,
        each missing where what it is divided by is 0.

    Raises:
        InvalidUseError: It is no dataframe.
        InvalidDataError: Columns are missing or hold something else; all are named.
        MissingExtraError: The extra ``frames`` is not installed.

    Examples:
        >>> import polars as pl
        >>> spells = pl.DataFrame({
        ...     "stage": ["gate_1", "gate_1"], "is_current": [False, True],
        ...     "is_reached": [True, True], "is_passed": [True, False],
        ...     "days": [67, 70], "met": [1, 0], "failed": [2, 0],
        ... })
        >>> found = report_on_gates(spells).row(0, named=True)
        >>> found["completed"], found["reached"], found["completion"]
        (1, 2, 50.0)
        >>> found["mean_days"], found["decided"]
        (67.0, 3)

    Rule: ANL-04, FRM-01.
    """
    rule = RuleFrame(frame, _PURPOSE)
    rule.require(_NEEDS)
    import narwhals as nw

    # The type of a lazy and an eager frame have these methods in common.
    table: Any = as_frame(rule.native(), _PURPOSE)
    counted = (
        table.filter(~nw.col("stage").is_null())
        .select("stage", **_parts(rule))
        .group_by("stage")
        .agg(*(nw.col(name).sum() for name in _COUNTS))
        .with_columns(*(nw.col(name).cast(nw.Int64) for name in _COUNTS))
    )
    return counted.with_columns(
        **{
            name: nw.when(nw.col(whole) > 0).then(
                divided(
                    nw.col(part).cast(nw.Float64) * scale,
                    nw.col(whole).cast(nw.Float64),
                )
            )
            for name, (scale, part, whole) in _RATES.items()
        }
    ).to_native()


def _parts(rule: RuleFrame) -> dict[str, nw.Expr]:
    """Give what each row adds to each count."""
    import narwhals as nw

    reached = _is("is_reached")
    passed = reached & _is("is_passed")
    met, failed = _number(rule, "met"), _number(rule, "failed")
    one, none = nw.lit(1), nw.lit(0)
    return {
        "partners": nw.when(_is("is_current")).then(one).otherwise(none),
        "reached": nw.when(reached).then(one).otherwise(none),
        "completed": nw.when(passed).then(one).otherwise(none),
        "passed_days": nw.when(passed).then(_number(rule, "days")).otherwise(none),
        "met": met,
        "failed": failed,
        "decided": met + failed,
    }


def _is(name: str) -> nw.Expr:
    import narwhals as nw

    return nw.col(name).fill_null(value=False)


def _number(rule: RuleFrame, name: str) -> nw.Expr:
    import narwhals as nw

    known = rule.number(name).fill_null(0)
    sound = (known >= 0) & (known <= _MOST)
    return nw.when(sound).then(known.floor()).otherwise(nw.lit(0)).cast(nw.Int64)
