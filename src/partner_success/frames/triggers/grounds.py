"""Grounds on which triggers fire, account by account, put together to their answers.

What a ground says of a customer is one whole number. The greatest of several is what
the trigger says: a fault of a record, the worst first, then that a ground holds, that
it is not known, and that it does not hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

import attrs

if TYPE_CHECKING:
    import narwhals as nw

    from partner_success.frames.triggers.reading import Table

__all__ = [
    "DUPLICATE",
    "FAILS",
    "HOLDS",
    "MISSING",
    "OUT_OF_RANGE",
    "UNKNOWN",
    "Ground",
    "answer",
    "choice",
    "flag",
    "joined",
    "marked",
    "one_of",
    "words",
]

FAILS, UNKNOWN, HOLDS, DUPLICATE, OUT_OF_RANGE, MISSING = range(6)
"""What a ground says, and what can be wrong with a record, the worst last."""

_STATES: Final = {HOLDS: "fired", UNKNOWN: "not enough data"}
_FAULTS: Final = {
    MISSING: "missing",
    OUT_OF_RANGE: "out of range",
    DUPLICATE: "duplicate",
}


@attrs.frozen(kw_only=True, eq=False)
class Ground:
    """One ground of a trigger, as far as its records tell.

    Attributes:
        id: What its columns begin with.
        table: A row a customer with records: what it says, why, and with which numbers;
            None where nobody looked at all.
        looked: The column of accounts that tells whether somebody looked; None where
            somebody did for all, or no record is the same as nobody having looked.
        without: What it says where there is no record.
        reason: Why, where there is no record.
        unseen: Why nothing is known where nobody looked.
        numbers: Which of ``now`` and ``before`` it has.
        none: The number now where somebody looked and there is no record.
    """

    id: str
    table: Table | None
    looked: str | None = None
    without: int = UNKNOWN
    reason: str
    unseen: str
    numbers: tuple[str, ...] = ("now",)
    none: float | None = None

    def name(self, column: str) -> str:
        """Give the name of one of its columns."""
        return f"{self.id}_{column}"

    def join(self, table: Table) -> Table:
        """Put its columns to those of accounts, without gaps but in numbers."""
        import narwhals as nw

        unseen = {"code": nw.lit(UNKNOWN, dtype=nw.Int64)}
        unseen["reasons"] = nw.lit(f", {self.unseen}")
        if self.table is None:
            return table.with_columns(**_named(self, unseen))
        found = {
            "code": nw.col(self.name("code")).fill_null(self.without),
            "reasons": nw.col(self.name("reasons")).fill_null(f", {self.reason}"),
        }
        if self.none is not None:
            found["now"] = nw.col(self.name("now")).fill_null(self.none)
        if self.looked is not None:
            seen = nw.when(nw.col(self.looked) == 1)
            for column, cells in found.items():
                known = seen.then(cells)
                other = unseen.get(column)
                found[column] = known if other is None else known.otherwise(other)
        joined_table = table.join(self.table, on="account_id", how="left")
        return joined_table.with_columns(**_named(self, found))

    def number(self, column: str) -> nw.Expr:
        """Give one of its numbers, which is missing where there is none."""
        import narwhals as nw

        if self.table is None or column not in self.numbers:
            return nw.lit(None, dtype=nw.Float64)
        return nw.col(self.name(column))


def _named(ground: Ground, cells: dict[str, nw.Expr]) -> dict[str, nw.Expr]:
    return {ground.name(column): each for column, each in cells.items()}


def marked(  # noqa: PLR0913 - one argument a column
    ground: str,
    table: Table,
    *,
    different: str,
    says: nw.Expr,
    reasons: nw.Expr,
    numbers: Iterable[nw.Expr] = (),
    extra: Iterable[nw.Expr] = (),
) -> Table:
    """Give the columns of a ground for each customer that has records.

    Args:
        ground: The id of the ground.
        table: A row a customer, with the worst fault of its records as ``fault`` and
            how many there are as ``rows``.
        different: The column that tells how many of the records differ.
        says: What the ground says where no record is at fault.
        reasons: Why, each reason after a comma.
        numbers: The number that was looked at, and what it is set against.
        extra: More columns.
    """
    import narwhals as nw

    fault = nw.col("fault")
    double = nw.when(nw.col("rows") > nw.col(different))
    fine = double.then(_whole(DUPLICATE)).otherwise(says)
    code = nw.when(fault > 0).then(fault).otherwise(fine)
    names = zip(("now", "before"), numbers, strict=False)
    return table.select(
        nw.col("account_id"),
        code.alias(f"{ground}_code"),
        reasons.alias(f"{ground}_reasons"),
        *(number.alias(f"{ground}_{name}") for name, number in names),
        *extra,
    )


def answer(  # noqa: PLR0913 - one argument a column
    accounts: Table,
    trigger: str,
    place: int,
    grounds: Sequence[Ground],
    *,
    numbers: Ground,
    playbooks: nw.Expr,
) -> Table:
    """Give a row a customer: how a trigger stands, and what decided.

    Args:
        accounts: The customers, with what is wrong with them as ``account_code``.
        trigger: The id of the trigger.
        place: Its place among the triggers.
        grounds: Its grounds.
        numbers: The one of them whose numbers are shown.
        playbooks: The playbooks that it calls for when it fires.
    """
    import narwhals as nw

    table, top = accounts, nw.col("account_code")
    for ground in grounds:
        code = nw.col(ground.name("code"))
        table = ground.join(table).with_columns(
            nw.when(code > top).then(code).otherwise(top).alias("top")
        )
        top = nw.col("top")
    judged = nw.when(top < DUPLICATE)
    reasons = [
        nw.when(nw.col(ground.name("code")) == top)
        .then(nw.col(ground.name("reasons")))
        .otherwise(nw.lit(""))
        for ground in grounds
    ]
    told = reasons[0] if len(reasons) == 1 else nw.concat_str(reasons)
    return table.select(
        nw.col("account_id"),
        nw.lit(trigger).alias("trigger"),
        judged.then(_words_of(top, _STATES, "quiet")).alias("state"),
        judged.then(numbers.number("now")).alias("now"),
        judged.then(numbers.number("before")).alias("before"),
        judged.then(told.str.strip_chars(", ")).alias("reasons"),
        nw.when(top == HOLDS).then(playbooks).alias("playbooks"),
        _words_of(top, _FAULTS, "judged").alias("status"),
        _whole(place).alias("place"),
    )


def _whole(number: int) -> nw.Expr:
    import narwhals as nw

    return nw.lit(number, dtype=nw.Int64)


def _words_of(code: nw.Expr, texts: dict[int, str], other: str) -> nw.Expr:
    return one_of([(code == each, text) for each, text in texts.items()], other)


def one_of(cases: Sequence[tuple[nw.Expr, str]], other: str) -> nw.Expr:
    """Give the text of the first case that holds, else another."""
    import narwhals as nw

    found: nw.Expr = nw.lit(other)
    for condition, text in reversed(cases):
        found = nw.when(condition).then(nw.lit(text)).otherwise(found)
    return found


def choice(cases: Sequence[tuple[nw.Expr, int]], other: int) -> nw.Expr:
    """Give the whole number of the first case that holds, else another."""
    import narwhals as nw

    found = _whole(other)
    for condition, number in reversed(cases):
        found = nw.when(condition).then(_whole(number)).otherwise(found)
    return found


def flag(condition: nw.Expr, value: nw.Expr | int = 1) -> nw.Expr:
    """Give a whole number where a condition holds, and 0 elsewhere."""
    import narwhals as nw

    given = _whole(value) if isinstance(value, int) else value
    return nw.when(condition).then(given).otherwise(_whole(0))


def words(cases: Iterable[tuple[nw.Expr, str]]) -> nw.Expr:
    """Give the texts of all cases that hold, each after a comma."""
    import narwhals as nw

    return nw.concat_str([one_of([(case, f", {text}")], "") for case, text in cases])


def joined(playbooks: Iterable[str]) -> nw.Expr:
    """Give ids of playbooks as one text."""
    import narwhals as nw

    return nw.lit(", ".join(playbooks))
