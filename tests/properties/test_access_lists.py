"""A list selected at once holds exactly what deciding one by one allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

import partner_success as ps
from partner_success.access import Actor, Grant, Predicate
from tests.properties.access_cases import (
    ALL,
    FACTS,
    GRANTS,
    NOW,
    OF_PARTNER,
    REASON,
    Point,
    Someone,
    delegation,
    holding,
    lead,
    points,
    resource,
)
from tests.properties.access_table import KINDS, NOBODY, ROLES

LISTED = tuple(action for action, kind in KINDS.items() if kind in OF_PARTNER)
Row = dict[str, Any]
Rows = tuple[tuple[Point, str, Row], ...]

DEPUTED = (
    delegation("PSM"),
    delegation("PAM", partner_id="in-force"),
    delegation("TAM"),
    delegation("TPM", ends_at=NOW, starts_at=NOW.replace(year=2025)),
    delegation("PDM", lead=lead("TPM")),
)
"""A lead, a lead for one partner, nothing to pass on, ended, a lead who is not one."""


def people() -> Iterator[Actor]:
    """Give everybody with none, one or all roles, some with two, and some deputies."""
    for size in (0, 1, len(ROLES)):
        for roles in holding(size):
            yield Someone(roles, NOBODY).actor()
    yield Someone(frozenset(["PSM", "TAM"]), NOBODY).actor()
    for roles in (NOBODY, frozenset(["PSM"]), frozenset(["PDM", "TPM"])):
        yield Actor(
            id="p-1",
            email=" KIM@example.com ",
            roles=roles,
            grants=GRANTS,
            delegations=DEPUTED,
        )


@cache
def rows(action: str, tied: frozenset[str]) -> Rows:
    """Give every partner at every point of an action as a row."""
    return tuple(
        (point, partner, _row(point, partner, tied))
        for point in points(action, few=True)
        if not point.for_self
        for partner in ("without", "in-force", "revoked", "of-another-person")
    )


def _row(point: Point, partner: str, tied: frozenset[str]) -> Row:
    team: Mapping[str, tuple[str, ...]] = resource(point, partner, tied).team
    return {"partner_id": partner, "team": team, **dict(point.facts)}


def decided(
    rules: ps.Rulebook, actor: Actor, listed: Rows, tied: frozenset[str]
) -> Any:
    """Give the rows that are allowed one by one."""
    return [
        row
        for point, partner, row in listed
        if rules.access.decide(
            actor, point.action, resource(point, partner, tied), at=NOW, reason=REASON
        ).allowed
    ]


def selected(
    predicate: Predicate, listed: Rows, grants: tuple[Grant, ...] | None = None
) -> list[Row]:
    """Give the rows that are selected; the list holds the very rows."""
    return list(predicate.select([row for _, _, row in listed], grants=grants))  # type: ignore[arg-type]


def ties(actor: Actor) -> tuple[frozenset[str], ...]:
    """Give no tie, and a tie in every role but one that is held."""
    return (NOBODY, ALL - {min(actor.roles)} if len(actor.roles) > 1 else ALL)


@pytest.mark.rule("ACC-11")
@pytest.mark.parametrize("action", LISTED)
def test_a_list_agrees_with_deciding_one_by_one(
    rules: ps.Rulebook, action: str
) -> None:
    """The same rows in the same order, whoever asks, with all facts as columns."""
    for actor in people():
        predicate = rules.access.predicate(actor, action, at=NOW, reason=REASON)
        for tied in ties(actor):
            listed = rows(action, tied)
            wanted = decided(rules, actor, listed, tied)
            assert selected(predicate, listed, GRANTS) == wanted
    assert selected(predicate, listed) == wanted


@pytest.mark.rule("ACC-11")
@pytest.mark.parametrize("action", LISTED)
def test_a_list_agrees_with_facts_that_are_the_same_for_all(
    rules: ps.Rulebook, action: str
) -> None:
    """A fact may be told once for all rows, which then need no column for it."""
    for actor in list(people())[2::3]:
        tied = ALL
        listed = rows(action, tied)
        for name in FACTS[KINDS[action]]:
            for value in dict.fromkeys(
                dict(point.facts)[name] for point, _, _ in listed
            ):
                if value is None:
                    continue
                same = tuple(each for each in listed if each[2][name] == value)
                known: Any = {name: value}
                predicate = rules.access.predicate(
                    actor, action, at=NOW, reason=REASON, **known
                )
                assert name not in predicate.facts
                bare = [
                    {each: of for each, of in row.items() if each != name}
                    for _, _, row in same
                ]
                found = [{**row, **known} for row in predicate.select(bare)]
                assert found == decided(rules, actor, same, tied)


@pytest.mark.rule("ACC-11")
def test_one_row_matches_as_it_is_decided(rules: ps.Rulebook) -> None:
    """With every fact told once, a row is a partner and its team."""
    for actor in people():
        tied = frozenset([min(actor.roles, default="PSM")])
        for point, partner, row in rows("view_gate", tied)[::29]:
            known: Any = {n: of for n, of in point.facts if of is not None}
            told = rules.access.predicate(actor, "view_gate", at=NOW, **known)
            bare = {n: of for n, of in row.items() if n not in known}
            what = resource(point, partner, tied)
            found = rules.access.decide(actor, "view_gate", what, at=NOW).allowed
            assert told.matches(bare) is found
            assert told.matches(bare, grants=GRANTS) is found
            assert told.matches(bare, grants=()) is (
                rules.access.decide(
                    Actor(
                        id=actor.id,
                        email=actor.email,
                        roles=actor.roles,
                        delegations=actor.delegations,
                    ),
                    "view_gate",
                    what,
                    at=NOW,
                ).allowed
            )
