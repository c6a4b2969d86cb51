"""A row a partner: how many findings there are, and the weakest of its customers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from partner_success.frames.reviewing.findings import FindingTerms
from partner_success.frames.reviewing.tickets import Tickets
from partner_success.frames.triggers.cells import NEVER
from partner_success.frames.triggers.grounds import flag
from partner_success.rulebook import Rulebook

if TYPE_CHECKING:
    import narwhals as nw

    from partner_success.frames.triggers.reading import Table

__all__ = ["partner_rows"]

_FAR: Final = 2**53
_MOST: Final = 1e300
"""More than any score is."""

_PROMISES: Final = ("promises_missed", "promises_pressing")
_WORST: Final = ("worst", "worst_urgency", "worst_subject")
_COUNTS: Final = ("now", "soon", "watch", "chance", "not_known")


def partner_rows(  # noqa: PLR0913 - everything that was found
    known: Table,
    found: Table,
    health: Table,
    tickets: Tickets | None,
    *,
    rules: Rulebook,
    terms: FindingTerms,
) -> Table:
    """Give every partner, worst first, with what is to be known of it.

    Args:
        known: The partners.
        found: Every finding.
        health: The customers with their health.
        tickets: The tickets, if there are any.
        rules: What decides.
        terms: How findings are called.
    """
    import narwhals as nw

    table = known.select("partner_id")
    bands = [f"customers_{each.id}" for each in rules.health.bands or ()]
    for other in (
        _counts(found, terms),
        _customers(health, rules),
        _tickets(table, tickets),
    ):
        table = table.join(other, on="partner_id", how="left")
    numbers = ["customers", "open_tickets", *_COUNTS, *_PROMISES, *bands]
    return (
        table.with_columns(
            *(nw.col(each).fill_null(0).cast(nw.Int64) for each in numbers),
            nw.col(*_WORST).fill_null(""),
            nw.col("next_due").fill_null(NEVER).cast(nw.Int64),
            nw.col("status").fill_null("reviewed"),
        )
        .sort(
            *("now", "soon", "watch", "not_known", "partner_id"),
            descending=[True, True, True, True, False],
        )
        .select(
            *("partner_id", *_COUNTS, *_WORST),
            *("customers", *bands),
            *("weakest_customer", "health", "band", "greatest_drag"),
            *("open_tickets", *_PROMISES, "next_due", "days_to_renewal", "status"),
        )
    )


def _is_first(order: list[str]) -> nw.Expr:
    """Tell which row of each partner is the first in an order without gaps."""
    import narwhals as nw

    before = nw.col("partner_id").shift(1).over("partner_id", order_by=order)
    return before.is_null()


def _counts(found: Table, terms: FindingTerms) -> Table:
    """Count the findings of each partner, and give what presses most."""
    import narwhals as nw

    urgency, code, since = nw.col("urgency"), nw.col("code"), nw.col("since")
    named = zip(terms.urgencies, _COUNTS, strict=True)
    ordered = found.with_columns(
        *(flag(urgency == word).alias(name) for word, name in named),
        flag(code == "promise-missed").alias("promises_missed"),
        flag(code == "promise-pressing").alias("promises_pressing"),
        nw.when(code == "renewal-ahead").then(nw.col("amount")).alias("ahead"),
        nw.when(code == "values-refused").then(nw.col("detail")).alias("status"),
        (nw.col("gravity") * -1).alias("ease"),
        (since + flag(since == 0, _FAR)).alias("begun"),
    )
    order = ["place", "ease", "begun", "subject", "detail"]
    return (
        ordered.with_columns(_is_first(order).alias("is_first"))
        .with_columns(
            nw.when(nw.col("is_first")).then(nw.col(told)).alias(name)
            for told, name in zip(("code", "urgency", "subject"), _WORST, strict=True)
        )
        .group_by("partner_id")
        .agg(
            nw.col(*_COUNTS, *_PROMISES).sum(),
            nw.col("ahead").min().alias("days_to_renewal"),
            nw.col(*_WORST, "status").max(),
        )
    )


def _customers(health: Table, rules: Rulebook) -> Table:
    """Count the customers of each partner by band, and give the weakest of them."""
    import narwhals as nw

    band, score = nw.col("health_band"), nw.col("health_score")
    names = {f"customers_{each.id}": each.id for each in rules.health.bands or ()}
    told = {
        "weakest_customer": nw.col("account_id"),
        "health": score,
        "band": band,
        "greatest_drag": nw.col("health_greatest_drag"),
    }
    weakest = nw.when(nw.col("is_first") & ~score.is_null())
    return (
        health.with_columns(
            nw.lit(1, dtype=nw.Int64).alias("customers"),
            *(flag(band == id_).alias(name) for name, id_ in names.items()),
            score.fill_null(_MOST).alias("order"),
        )
        .with_columns(_is_first(["order", "account_id"]).alias("is_first"))
        .with_columns(*(weakest.then(each).alias(name) for name, each in told.items()))
        .group_by("partner_id")
        .agg(nw.col("customers", *names).sum(), nw.col(*told).max())
    )


def _tickets(known: Table, tickets: Tickets | None) -> Table:
    """Count the open tickets of each partner, and tell when the next is due."""
    import narwhals as nw

    if tickets is None:
        return known.select(
            nw.col("partner_id"),
            nw.lit(0, dtype=nw.Int64).alias("open_tickets"),
            nw.lit(NEVER, dtype=nw.Int64).alias("next_due"),
        )
    far = nw.lit(_FAR, dtype=nw.Int64)
    due: nw.Expr = far
    for each in tickets.dues():
        due = nw.when(each < due).then(each).otherwise(due)
    counted = (
        tickets.open.with_columns(
            nw.lit(1, dtype=nw.Int64).alias("open_tickets"), due.alias("first_due")
        )
        .group_by("partner_id")
        .agg(nw.col("open_tickets").sum(), nw.col("first_due").min())
    )
    first = nw.col("first_due")
    never = nw.lit(NEVER, dtype=nw.Int64)
    found = nw.when(first < _FAR).then(first).otherwise(never)
    return counted.select("partner_id", "open_tickets", found.alias("next_due"))
