"""A row a partner: how many findings there are, and the weakest of its customers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from partner_success.frames.reviewing.findings import FAULTS, FindingTerms
from partner_success.frames.reviewing.tickets import Tickets
from partner_success.frames.triggers.cells import NEVER
from partner_success.frames.triggers.grounds import flag, one_of
from partner_success.rulebook import Rulebook

if TYPE_CHECKING:
    import narwhals as nw

    from partner_success.frames.triggers.reading import Table

__all__ = ["partner_rows"]

_FAR: Final = 2**53
_COUNTS: Final = ("now", "soon", "watch", "chance", "not_known")


def partner_rows(  # noqa: PLR0913 - everything that was found
    known: Table,
    found: Table,
    faults: Table,
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
        faults: What is wrong with rows, by partner.
        health: The customers with their health.
        tickets: The tickets, if there are any.
        rules: What decides.
        terms: How findings are called.
    """
    import narwhals as nw

    table = known.select("partner_id")
    counted, numbers = _counts(found, terms), ["customers", "open_tickets"]
    numbers += [*_COUNTS, "promises_missed", "promises_pressing"]
    for other in (
        counted,
        _worst(found),
        _customers(health, rules),
        _weakest(health, rules),
    ):
        table = table.join(other, on="partner_id", how="left")
    bands = [f"customers_{each.id}" for each in rules.health.bands or ()]
    table = table.join(_tickets(table, tickets), on="partner_id", how="left")
    worst = faults.group_by("partner_id").agg(nw.col("fault").max())
    table = table.join(worst, on="partner_id", how="left")
    fault, place = nw.col("fault").fill_null(0), nw.col("place").fill_null(-1)
    words = [(fault == code, word) for code, word in FAULTS.items()]
    places = [(place == each, terms.at(each)) for each in terms.places]
    return (
        table.with_columns(
            *(nw.col(each).fill_null(0).cast(nw.Int64) for each in [*numbers, *bands]),
            one_of([(is_it, code) for is_it, (_, code) in places], "").alias("worst"),
            one_of([(is_it, each) for is_it, (each, _) in places], "").alias(
                "worst_urgency"
            ),
            nw.col("worst_subject").fill_null(""),
            nw.col("next_due").fill_null(NEVER).cast(nw.Int64),
            one_of(words, "reviewed").alias("status"),
        )
        .sort(
            *("now", "soon", "watch", "not_known", "partner_id"),
            descending=[True, True, True, True, False],
        )
        .select(
            *("partner_id", *_COUNTS, "worst", "worst_urgency", "worst_subject"),
            *("customers", *bands),
            *("weakest_customer", "health", "band", "greatest_drag"),
            *("open_tickets", "promises_missed", "promises_pressing", "next_due"),
            *("days_to_renewal", "status"),
        )
    )


def _counts(found: Table, terms: FindingTerms) -> Table:
    import narwhals as nw

    urgency, code = nw.col("urgency"), nw.col("code")
    ahead = (code == "renewal-ahead") & (urgency == terms.urgencies[2])
    renewal = nw.when(ahead).then(nw.col("amount")).otherwise(nw.lit(None, nw.Float64))
    named = zip(terms.urgencies, _COUNTS, strict=True)
    flags = [flag(urgency == word).alias(name) for word, name in named]
    return (
        found.with_columns(
            *flags,
            flag(code == "promise-missed").alias("promises_missed"),
            flag(code == "promise-pressing").alias("promises_pressing"),
            renewal.alias("days_to_renewal"),
        )
        .group_by("partner_id")
        .agg(
            nw.col(*_COUNTS, "promises_missed", "promises_pressing").sum(),
            nw.col("place", "days_to_renewal").min(),
        )
    )


def _first(table: Table, order: list[str]) -> Table:
    """Give the first row of each partner, in an order of columns without gaps."""
    import narwhals as nw

    before = nw.col("partner_id").shift(1).over("partner_id", order_by=order)
    return table.with_columns(before.is_null().alias("is_first")).filter(
        nw.col("is_first")
    )


def _worst(found: Table) -> Table:
    """Give what presses most on each partner."""
    import narwhals as nw

    place, since = nw.col("place"), nw.col("since")
    worst = found.with_columns(
        place.min().over("partner_id").alias("least"),
        (nw.col("gravity") * -1).alias("ease"),
        (since + flag(since == 0, _FAR)).alias("begun"),
    ).filter(place == nw.col("least"))
    first = _first(worst, ["ease", "begun", "subject", "detail"])
    return first.select("partner_id", nw.col("subject").alias("worst_subject"))


def _customers(health: Table, rules: Rulebook) -> Table:
    """Count the customers of each partner, and those in each band of health."""
    import narwhals as nw

    band = nw.col("health_band") if rules.health.bands else nw.lit("")
    names = {f"customers_{each.id}": each.id for each in rules.health.bands or ()}
    flags = [flag(band == id_).alias(name) for name, id_ in names.items()]
    table = health.with_columns(nw.lit(1, dtype=nw.Int64).alias("customers"), *flags)
    return table.group_by("partner_id").agg(nw.col("customers", *names).sum())


def _weakest(health: Table, rules: Rulebook) -> Table:
    """Give the customer of each partner whose health is lowest."""
    import narwhals as nw

    known = health.filter(nw.col("health_status") == "scored")
    band = nw.col("health_band") if rules.health.bands else nw.lit("")
    return _first(known, ["health_score", "account_id"]).select(
        nw.col("partner_id"),
        nw.col("account_id").alias("weakest_customer"),
        nw.col("health_score").alias("health"),
        band.alias("band"),
        nw.col("health_greatest_drag").alias("greatest_drag"),
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
