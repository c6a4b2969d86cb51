"""Deciding who may do what beside casbin, Cedar and OPA; lists of all they may see."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import product

from _access_lists import list_rows
from _access_peers import ROWS, SEEN, Asked, Way, casbin_way, cedar_way, rego_way
from _access_postgresql import listing_rows
from _measuring import Row, median_ratio, microseconds_in_turns, options, tell

import partner_success as ps
from partner_success.access import AccessPolicy, Actor, partner_resource

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
ADA = "ada@example.com"
STATUSES = ("in_progress", "awaiting_sign_off")


def questions() -> Iterator[Asked]:
    """Give every role, stage, tie and status for both actions."""
    actions = dict.fromkeys(action for action, _, _ in ROWS)
    for action, role, stage, tied, status in product(
        actions, SEEN, SEEN["PAM"], (True, False), STATUSES
    ):
        team = {"PAM": "ines@example.com", role: ADA if tied else "tom@example.com"}
        yield Asked(ADA, (role,), action, stage, team, status)


def our_way(policy: AccessPolicy) -> Callable[[Asked], Callable[[], object]]:
    """Give ours: the answer with the rule that allows it, or what the nearest lack."""

    def prepare(asked: Asked) -> Callable[[], object]:
        actor = Actor(id="p-1", email=asked.key, roles=asked.roles)
        partner = partner_resource("acme", stage=asked.stage, team=asked.team)
        signs = asked.action == "sign_off"
        resource = partner.gate(asked.stage, status=asked.status) if signs else partner
        action, decide = asked.action, policy.decide

        def ask() -> object:
            decision = decide(actor, action, resource, at=NOW)
            return decision.rule or decision.nearest

        assert decide(actor, action, resource, at=NOW).audit().actor_id == "p-1"
        return ask

    return prepare


def answers(ways: Sequence[Way], asked: Sequence[Asked]) -> None:
    """Make sure that all mean the same before any is timed."""
    policy = ps.standard().access
    for each in asked:
        actor = Actor(id="p-1", email=each.key, roles=each.roles)
        partner = partner_resource("acme", stage=each.stage, team=each.team)
        signs = each.action == "sign_off"
        resource = partner.gate(each.stage, status=each.status) if signs else partner
        mine = policy.decide(actor, each.action, resource, at=NOW).allowed
        others = [way(each)() for way in ways]
        assert others == [mine] * len(ways), (each, mine, others)


def deciding_rows(*, quick: bool) -> list[Row]:
    """Time explained decisions, and how the peers answer the same without grounds."""
    asked = list(questions())
    peers = (casbin_way(), cedar_way(), cedar_way(read_before=True), rego_way())
    answers(peers, asked[:: 7 if quick else 1])
    jobs = []
    for way in (our_way(ps.standard().access), *peers):
        prepared = [way(each) for each in asked]

        def job(prepared: Sequence[Callable[[], object]] = prepared) -> None:
            for ask in prepared:
                ask()

        jobs.append(job)
    rounds, calls = (5, [100, 2, 1, 1, 1]) if quick else (15, [400, 10, 5, 5, 1])
    times = microseconds_in_turns(jobs, rounds=rounds, calls=calls)
    ours, casbin_, cedar_, read_, rego_ = (
        [t / len(asked) for t in each] for each in times
    )
    more = {"at_least": True}
    return [
        Row("an explained decision, us", statistics.median(ours), 1),
        Row(
            "times as fast as casbin FastEnforcer",
            median_ratio(casbin_, ours),
            50,
            **more,
        ),
        Row("times as fast as cedarpy", median_ratio(cedar_, ours), 80, **more),
        Row(
            "times as fast as cedarpy, its policies read before",
            median_ratio(read_, ours),
            40,
            **more,
        ),
        Row("times as fast as regopy", median_ratio(rego_, ours), 80, **more),
    ]


def main() -> int:
    """Measure and tell."""
    chosen = options(__doc__ or "")
    quick = chosen.quick
    rows = [
        *deciding_rows(quick=quick),
        *list_rows(quick=quick),
        *listing_rows(quick=quick),
    ]
    return tell(rows, as_json=chosen.json)


if __name__ == "__main__":
    sys.exit(main())
