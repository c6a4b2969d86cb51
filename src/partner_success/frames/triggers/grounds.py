"""Grounds on which triggers fire, account by account, put together to their answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
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
    "flag",
    "joined",
    "marked",
    "one_of",
    "status_of",
    "words",
]

HOLDS, FAILS, UNKNOWN = "yes", "no", "unknown"

DUPLICATE, OUT_OF_RANGE, MISSING = 1, 2, 3
"""What can be wrong with a record, the worst last; 0 says that nothing is."""

_STATUSES: Final = {
    MISSING: "missing",
    OUT_OF_RANGE: "out of range",
    DUPLICATE: "duplicate",
}
_JUDGED: Final = "judged"


@attrs.frozen(kw_only=True, eq=False)
class Ground:
    """One ground of a trigger, as far as its records tell.

    Attributes:
        id: What its columns begin with.
        table: A row a customer with records: whether it holds, why, with which numbers,
            and what is wrong with its records; None where nobody looked at all.
        looked: The column of accounts that tells whether somebody looked; None where
            no record is the same as nobody having looked.
        without: Whether it holds where there is no record.
        reason: Why, where there is no record.
        unseen: Why not, where nobody looked.
        now: The number where somebody looked and there is no record.
    """

    id: str
    table: Table | None
    looked: str | None = None
    without: str = UNKNOWN
    reason: str
    unseen: str
    now: float | None = None

    def name(self, column: str) -> str:
        """Give the name of one of its columns."""
        return f"{self.id}_{column}"

    def join(self, table: Table) -> Table:
        """Put its columns to those of accounts, without gaps but in numbers."""
        import narwhals as nw

        if self.table is None:
            nothing = nw.lit(None, dtype=nw.Float64)
            return table.with_columns(
                nw.lit(UNKNOWN).alias(self.name("holds")),
                nw.lit(f", {self.unseen}").alias(self.name("reasons")),
                nw.lit(_JUDGED).alias(self.name("status")),
                nothing.alias(self.name("now")),
                nothing.alias(self.name("before")),
            )
        found = {
            column: nw.col(self.name(column))
            for column in ("holds", "reasons", "status", "now", "before")
        }
        found["holds"] = found["holds"].fill_null(self.without)
        found["reasons"] = found["reasons"].fill_null(f", {self.reason}")
        found["status"] = found["status"].fill_null(_JUDGED)
        if self.now is not None:
            found["now"] = found["now"].fill_null(self.now)
        if self.looked is not None:
            seen = nw.when(nw.col(self.looked) == 1)
            unseen = {
                "holds": nw.lit(UNKNOWN),
                "reasons": nw.lit(f", {self.unseen}"),
                "status": nw.lit(_JUDGED),
            }
            found = {
                column: seen.then(each).otherwise(unseen[column])
                if column in unseen
                else seen.then(each)
                for column, each in found.items()
            }
        columns = [each.alias(self.name(column)) for column, each in found.items()]
        return table.join(self.table, on="account_id", how="left").with_columns(columns)


def marked(  # noqa: PLR0913 - one argument a column
    ground: str,
    table: Table,
    *,
    holds: nw.Expr,
    reasons: nw.Expr,
    now: nw.Expr | None = None,
    before: nw.Expr | None = None,
    extra: Iterable[nw.Expr] = (),
) -> Table:
    """Give the columns of a ground for each customer that has records.

    Args:
        ground: The id of the ground.
        table: A row a customer, with the worst fault of its records as ``fault``.
        holds: Whether it holds, in words.
        reasons: Why, each reason after a comma.
        now: The number that was looked at.
        before: What it is set against.
        extra: More columns.
    """
    import narwhals as nw

    nothing = nw.lit(None, dtype=nw.Float64)
    return table.select(
        nw.col("account_id"),
        holds.alias(f"{ground}_holds"),
        reasons.alias(f"{ground}_reasons"),
        status_of(nw.col("fault")).alias(f"{ground}_status"),
        (nothing if now is None else now).alias(f"{ground}_now"),
        (nothing if before is None else before).alias(f"{ground}_before"),
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
        accounts: The customers.
        trigger: The id of the trigger.
        place: Its place among the triggers.
        grounds: Its grounds.
        numbers: The one of them whose numbers are shown.
        playbooks: The playbooks that it calls for when it fires.
    """
    import narwhals as nw

    table = accounts
    for ground in grounds:
        table = ground.join(table)
    holds = [nw.col(ground.name("holds")) for ground in grounds]
    statuses = [nw.col("account_status")]
    statuses += [nw.col(ground.name("status")) for ground in grounds]
    table = table.with_columns(
        one_of(
            [(_any(each == word for each in holds), word) for word in (HOLDS, UNKNOWN)],
            FAILS,
        ).alias("answer"),
        one_of(
            [(_any(each == word for each in statuses), word) for word in _STATUS_WORDS],
            _JUDGED,
        ).alias("status"),
    )
    judged = nw.when(nw.col("status") == _JUDGED)
    fired = nw.when((nw.col("status") == _JUDGED) & (nw.col("answer") == HOLDS))
    state = one_of(
        [
            (nw.col("answer") == HOLDS, "fired"),
            (nw.col("answer") == UNKNOWN, "not enough data"),
        ],
        "quiet",
    )
    reasons = [
        nw.when(nw.col(ground.name("holds")) == nw.col("answer"))
        .then(nw.col(ground.name("reasons")))
        .otherwise(nw.lit(""))
        for ground in grounds
    ]
    return table.select(
        nw.col("account_id"),
        nw.lit(trigger).alias("trigger"),
        judged.then(state).alias("state"),
        judged.then(nw.col(numbers.name("now"))).alias("now"),
        judged.then(nw.col(numbers.name("before"))).alias("before"),
        judged.then(nw.concat_str(reasons).str.strip_chars(", ")).alias("reasons"),
        fired.then(playbooks).alias("playbooks"),
        nw.col("status"),
        nw.lit(place, dtype=nw.Int64).alias("place"),
    )


_STATUS_WORDS: Final = tuple(_STATUSES.values())


def _any(truths: Iterable[nw.Expr]) -> nw.Expr:
    return reduce(or_, truths)


def one_of(cases: Sequence[tuple[nw.Expr, str]], other: str) -> nw.Expr:
    """Give the word of the first case that holds, else another."""
    import narwhals as nw

    found: nw.Expr = nw.lit(other)
    for condition, word in reversed(cases):
        found = nw.when(condition).then(nw.lit(word)).otherwise(found)
    return found


def words(cases: Iterable[tuple[nw.Expr, str]]) -> nw.Expr:
    """Give the words of all cases that hold, each after a comma."""
    import narwhals as nw

    return nw.concat_str([one_of([(case, f", {word}")], "") for case, word in cases])


def joined(playbooks: Iterable[str]) -> nw.Expr:
    """Give ids of playbooks as one text."""
    import narwhals as nw

    return nw.lit(", ".join(playbooks))


def flag(condition: nw.Expr, value: nw.Expr | int = 1) -> nw.Expr:
    """Give a whole number where a condition holds, and 0 elsewhere."""
    import narwhals as nw

    given = nw.lit(value, dtype=nw.Int64) if isinstance(value, int) else value
    return nw.when(condition).then(given).otherwise(nw.lit(0, dtype=nw.Int64))


def status_of(fault: nw.Expr) -> nw.Expr:
    """Give the word for the worst fault of records."""
    return one_of([(fault == code, word) for code, word in _STATUSES.items()], _JUDGED)
