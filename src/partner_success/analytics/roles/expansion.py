"""Which customers may want more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, TypeAlias

import attrs

from partner_success.analytics.roles.refusals import RefusedRecord
from partner_success.analytics.roles.scope import Scope
from partner_success.errors import InvalidDataError
from partner_success.partners import Account, LicenceCount
from partner_success.scoring.results import Score
from partner_success.scoring.scorecard import Scorecard

__all__ = ["ExpansionGround", "ExpansionOpportunity", "expansion_opportunities"]

ExpansionGround: TypeAlias = Literal["over-use of licences", "health"]
"""Why a customer may want more."""


@attrs.frozen(kw_only=True)
class ExpansionOpportunity:
    """A customer that may want more.

    Attributes:
        partner_id: The partner.
        account_id: The customer.
        ground: Why.
        detail: What was found: the licence with both counts, or the band.
        on: The day of the reading that says so.

    Rule: ANL-02.
    """

    partner_id: str
    account_id: str
    ground: ExpansionGround
    detail: str
    on: date


def expansion_opportunities(
    scope: Scope,
) -> tuple[tuple[ExpansionOpportunity, ...], tuple[RefusedRecord, ...]]:
    """Give the customers, of partners in the stage, that may want more.

    More of a licence is used than was bought, by the newest count of it, or the health
    of a customer lies in a band that the rulebook names, by the newest reading; both up
    to the last day of the period. Who has left is asked no more.

    Returns:
        The opportunities, and the readings of which the scorecard refused a value.
    """
    refusals: list[RefusedRecord] = []
    found: list[ExpansionOpportunity] = []
    for facts in scope.here():
        snapshot = facts.snapshot
        own = _of_partner(snapshot.accounts, snapshot.licences, scope, refusals)
        found += sorted(own, key=_order)
    return tuple(found), tuple(refusals)


def _order(each: ExpansionOpportunity) -> tuple[str, str, str]:
    return each.account_id, each.ground, each.detail


def _of_partner(
    accounts: Iterable[Account],
    licences: Iterable[LicenceCount],
    scope: Scope,
    refusals: list[RefusedRecord],
) -> Iterator[ExpansionOpportunity]:
    last = scope.period.last
    newest: dict[str, Account] = {}
    for account in sorted(accounts, key=_day):
        if account.on <= last:
            newest[account.id] = account
    customers = {id_: each for id_, each in newest.items() if not each.has_left(last)}
    counts: dict[tuple[str, str], LicenceCount] = {}
    for count in sorted(licences, key=_day):
        if count.on <= last:
            counts[count.account_id, count.licence_type] = count
    for count in counts.values():
        partner = customers.get(count.account_id)
        if partner is not None:
            yield from _over_used(count, partner.partner_id, scope)
    for account in customers.values():
        yield from _thriving(account, scope, refusals)


def _day(record: Account | LicenceCount) -> date:
    return record.on


def _over_used(
    count: LicenceCount, partner_id: str, scope: Scope
) -> Iterator[ExpansionOpportunity]:
    licensed, active = count.licensed, count.active
    if licensed is None or active is None:
        return
    if scope.rules.licence.judge(licensed, active).up_sell:
        yield ExpansionOpportunity(
            partner_id=partner_id,
            account_id=count.account_id,
            ground="over-use of licences",
            detail=f"{count.licence_type}: {active} active, {licensed} licensed",
            on=count.on,
        )


def _thriving(
    account: Account, scope: Scope, refusals: list[RefusedRecord]
) -> Iterator[ExpansionOpportunity]:
    card = scope.rules.health
    known = _known_parts(card)
    values = {id_: each for id_, each in account.measures.items() if id_ in known}
    try:
        found = card.score(values, missing="reweight")
    except InvalidDataError as error:
        refusals.append(
            RefusedRecord(
                partner_id=account.partner_id,
                kind="account",
                id=account.id,
                problems=error.problems,
            )
        )
        return
    bands = scope.rules.role_analytics.expansion_bands
    if isinstance(found, Score) and found.band.id in bands:
        yield ExpansionOpportunity(
            partner_id=account.partner_id,
            account_id=account.id,
            ground="health",
            detail=f"{card.name} {found.text}, {found.band.name}",
            on=account.on,
        )


def _known_parts(card: Scorecard) -> frozenset[str]:
    return frozenset(
        part.id
        for component in card.components
        for part in (component, *component.measures)
    )
