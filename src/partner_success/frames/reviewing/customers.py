"""Customers by their newest readings, their health and licences, and what follows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import product
from typing import TYPE_CHECKING, Final, cast

import attrs

from partner_success.core.bands import Band
from partner_success.engagement.playbooks.playbook import Situation
from partner_success.frames.engine_steps import shared
from partner_success.frames.licences import judge_licences
from partner_success.frames.reviewing.findings import DUPLICATE, MISSING, OUT_OF_RANGE
from partner_success.frames.scorecards import score
from partner_success.frames.triggers.grounds import flag, one_of
from partner_success.rulebook import Rulebook
from partner_success.scoring.model import Component
from partner_success.scoring.scorecard import Scorecard

if TYPE_CHECKING:
    import narwhals as nw

    from partner_success.frames.facts import Frame
    from partner_success.frames.reviewing.findings import Maker
    from partner_success.frames.triggers.reading import Table

__all__ = [
    "Customers",
    "faulty",
    "health_faults",
    "health_findings",
    "judged_licences",
    "licence_faults",
    "licence_findings",
    "read_customers",
    "roles_of",
    "scored",
]

_DAYS: Final = 4_000_000
"""More than the calendar has days, so that two days make one whole number."""


@attrs.frozen(kw_only=True, eq=False)
class Customers:
    """Customers by their newest readings.

    Attributes:
        readings: Every reading up to the day.
        newest: The newest reading of each, with the day of renewal by the newest that
            says so as ``renewal``.
        staying: Those of them that have not left.
        faults: What is wrong with rows, by partner.
    """

    readings: Table
    newest: Table
    staying: Table
    faults: Table


def read_customers(table: Table, day: int) -> Customers:
    """Find the newest reading of each customer as of a day.

    Args:
        table: The readings.
        day: The day, included.
    """
    import narwhals as nw

    on, renews = nw.col("on"), nw.col("renews_on")
    no_id = nw.col("account_id").is_null()
    owned = table.filter(~nw.col("partner_id").is_null())
    lacking = owned.filter(no_id | (on == 0))
    readings = owned.filter(~no_id & (on > 0) & (on <= day))
    newest = readings.with_columns(
        on.max().over("account_id").alias("last_on"),
        flag(renews > 0, on * _DAYS + renews)
        .max()
        .over("account_id")
        .alias("renewal_key"),
    ).filter(on == nw.col("last_on"))
    key = nw.col("renewal_key")
    newest = newest.with_columns(
        (key - key // _DAYS * _DAYS).alias("renewal"),
        on.count().over("account_id").cast(nw.Int64).alias("count"),
    )
    newest = cast("Table", shared(cast("Frame", newest)))
    once = newest.filter(nw.col("count") == 1)
    return Customers(
        readings=readings,
        newest=once,
        staying=once.filter(nw.col("churned") != 1),
        faults=nw.concat(
            [
                faulty(lacking, MISSING),
                faulty(newest.filter(nw.col("count") > 1), DUPLICATE),
            ]
        ),
    )


def faulty(table: Table, code: int) -> Table:
    """Give a fault of each row, by partner."""
    import narwhals as nw

    return table.select("partner_id", nw.lit(code, dtype=nw.Int64).alias("fault"))


def scored(customers: Table, columns: Collection[str], rules: Rulebook) -> Table:
    """Score the health of customers, as `partner_success.frames.score` does.

    Of each customer the numbers of components are read, or else those of their
    measures; of one that gives both of a component the status is ``"given twice"``, and
    it has no score.

    Args:
        customers: The customers.
        columns: Which components and measures are known of anybody.
        rules: What decides.
    """
    import narwhals as nw

    card = rules.health
    twofold = [
        each
        for each in card.components
        if each.id in columns and _measured(each, columns)
    ]
    sides = [(each, _is_known(each, columns)) for each in twofold]
    doubled: nw.Expr = nw.lit(0, dtype=nw.Int64)
    for each, measured in sides:
        doubled += flag(measured & ~nw.col(each.id).is_null())
    table = customers.with_columns(doubled.alias("doubled"))
    once = table.filter(nw.col("doubled") == 0)
    parts: list[Table] = []
    for ways in product([False, True], repeat=len(twofold)):
        part = once
        by_measures: set[str] = set()
        for each, is_measured in zip(twofold, ways, strict=True):
            by_number = ~nw.col(each.id).is_null()
            part = part.filter(~by_number if is_measured else by_number)
            by_measures |= {each.id} if is_measured else set()
        parts.append(_scored(part, columns, card, by_measures))
    if twofold:
        refused = table.filter(nw.col("doubled") > 0)
        found = _scored(refused, columns, card, set())
        nothing = nw.lit(None, dtype=nw.Float64)
        parts.append(
            found.with_columns(
                nw.lit("given twice").alias("health_status"),
                nothing.alias("health_score"),
                nw.lit("").alias("health_band"),
            )
        )
    return nw.concat(parts)


def _measured(component: Component, columns: Collection[str]) -> list[str]:
    return [each for each in component.measures.ids if each in columns]


def _is_known(component: Component, columns: Collection[str]) -> nw.Expr:
    """Tell where some measure of a component is known."""
    import narwhals as nw

    found: nw.Expr = nw.lit(value=False)
    for each in _measured(component, columns):
        found = ~nw.col(each).is_null() | found
    return found


def _scored(
    customers: Table,
    columns: Collection[str],
    card: Scorecard,
    by_measures: Collection[str],
) -> Table:
    """Score customers, of whom all give a component in one way."""
    import narwhals as nw

    nothing = nw.lit(None, dtype=nw.Float64)
    cells: list[nw.Expr] = []
    for each in card.components:
        measured = _measured(each, columns)
        if measured and (each.id in by_measures or each.id not in columns):
            read = list(each.measures.ids)
        else:
            read = [each.id]
        cells += [
            nw.col(name) if name in columns else nothing.alias(name) for name in read
        ]
    table = customers.select("partner_id", "account_id", *cells)
    found = nw.from_native(score(table.to_native(), card, prefix="health_"))
    drag = nw.col("health_greatest_drag").cast(nw.String)
    band = nw.col("health_band") if card.bands else nw.lit(None)
    found = found.select(
        *("partner_id", "account_id", "health_status", "health_score"),
        drag.alias("health_greatest_drag"),
        band.cast(nw.String).alias("health_band"),
    )
    return cast("Table", found)


def health_findings(table: Table, make: Maker, rules: Rulebook) -> Iterator[Table]:
    """Tell which customers stand in a band that calls for somebody.

    Args:
        table: The customers with their health.
        make: Makes the findings.
        rules: What decides.
    """
    import narwhals as nw

    account, status = nw.col("account_id"), nw.col("health_status")
    yield make(
        table.filter(status == "not scored"),
        "health-unknown",
        make.unknown,
        kind="account",
        subject=account,
    )
    bands = list(_calling(rules))
    if not bands:
        return
    band, drag = nw.col("health_band"), nw.col("health_greatest_drag")
    responses = [(band == each.id, rules.triggers.responses[each.id]) for each in bands]
    best = rules.health.require_bands().entries[0]
    urgencies = [(band == best.id, make.chance)]
    urgencies += [(is_it, make.now) for is_it, each in responses if each.escalation]
    playbooks = [(is_it, ", ".join(each.playbooks)) for is_it, each in responses]
    found = table.filter((status == "scored") & band.is_in([each.id for each in bands]))
    yield make(
        found,
        "health-band",
        (urgencies, make.soon),
        kind="account",
        subject=account,
        roles=[(is_it, roles_of(each.playbooks, rules)) for is_it, each in responses],
        playbooks=one_of(playbooks, ""),
        gravity=nw.col("health_score") * -1,
        amount=nw.col("health_score"),
        detail=nw.concat_str([band, nw.lit(", "), drag.fill_null("")]).str.strip_chars(
            ", "
        ),
    )


def _calling(rules: Rulebook) -> Iterator[Band]:
    """Give the bands of health that call for somebody."""
    for each in rules.health.bands or ():
        response = rules.triggers.responses.get(each.id)
        if response is not None and response.playbooks:
            yield each


def health_faults(table: Table) -> Table:
    """Give which customers have a number that cannot be."""
    import narwhals as nw

    refused = nw.col("health_status").is_in(["out of range", "given twice"])
    return faulty(table.filter(refused), OUT_OF_RANGE)


def judged_licences(table: Table, customers: Table, rules: Rulebook, day: int) -> Table:
    """Judge the newest count of each licence of customers.

    Args:
        table: The counts.
        customers: The customers.
        rules: What decides.
        day: The day, included.
    """
    import narwhals as nw

    on = nw.col("on")
    key = ("account_id", "licence_type")
    known = table.filter(
        ~nw.col("account_id").is_null()
        & ~nw.col("licence_type").is_null()
        & (on > 0)
        & (on <= day)
    )
    newest = known.with_columns(on.max().over(*key).alias("last_on")).filter(
        on == nw.col("last_on")
    )
    newest = newest.with_columns(on.count().over(*key).cast(nw.Int64).alias("count"))
    own = newest.join(
        customers.select("account_id", "partner_id"), on="account_id", how="inner"
    )
    found = judge_licences(own.to_native(), rules.licence, prefix="licence_")
    return cast("Table", nw.from_native(found))


def licence_findings(table: Table, make: Maker, rules: Rulebook) -> Iterator[Table]:
    """Tell which licences are hardly used, and which beyond what was bought.

    Args:
        table: The licences as they were judged.
        make: Makes the findings.
        rules: What decides.
    """
    import narwhals as nw

    once = table.filter(nw.col("count") == 1)
    subject = nw.concat_str([nw.col("account_id"), nw.lit("/"), nw.col("licence_type")])
    share = nw.col("licence_utilisation")
    at_risk = nw.col("licence_renewal_at_risk").fill_null(value=False)
    yield make(
        once.filter(at_risk),
        "licence-at-risk",
        make.soon,
        kind="licence",
        subject=subject,
        gravity=share.fill_null(0.0) * -1,
        amount=share,
        detail=nw.col("licence_risk"),
    )
    playbooks = [
        each.id
        for each in rules.playbooks
        if Situation.LICENCES_OVER_USED in each.answers
    ]
    more = nw.col("active").fill_null(0.0) - nw.col("licensed").fill_null(0.0)
    yield make(
        once.filter(nw.col("licence_up_sell").fill_null(value=False)),
        "licence-over-used",
        make.chance,
        kind="licence",
        subject=subject,
        roles=roles_of(playbooks, rules),
        playbooks=", ".join(playbooks),
        gravity=more,
        amount=more,
    )


def licence_faults(table: Table) -> Table:
    """Give which licences have counts that cannot be, or were counted twice."""
    import narwhals as nw

    return nw.concat(
        [
            faulty(table.filter(nw.col("count") > 1), DUPLICATE),
            faulty(
                table.filter(nw.col("licence_status") == "out of range"), OUT_OF_RANGE
            ),
        ]
    )


def roles_of(playbooks: Collection[str], rules: Rulebook) -> str:
    """Give the roles that run some playbooks, as one text."""
    return ", ".join(dict.fromkeys(rules.playbooks[id_].role for id_ in playbooks))
