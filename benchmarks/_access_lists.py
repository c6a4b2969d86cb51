"""Lists of all that somebody may see, beside masks of Polars written by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import polars as pl
from _measuring import Row, median_ratio, microseconds_in_turns

import partner_success as ps
from partner_success.access import Actor, Grant, Identity
from partner_success.frames import select_visible

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
DAY = timedelta(days=1)
PARTNERS = 100_000
PEOPLE = 50
GRANTS = 20
SEEN = ("gate_3", "post_launch")


def key_of(person: int) -> str:
    """Give the key of one of the people."""
    return f"person-{person}@example.com"


def partners() -> pl.DataFrame:
    """Make partners in all stages; of some the stage or the PSM is not known."""
    stages = (*ps.standard().access.stages.ids, None)
    keys = (*map(key_of, range(PEOPLE)), None)
    rows = range(PARTNERS)
    return pl.DataFrame(
        {
            "partner_id": [f"partner-{row}" for row in rows],
            "name": [f"Partner {row}" for row in rows],
            "stage": [stages[row * 11 % len(stages)] for row in rows],
            "psm_key": [keys[row * 13 % len(keys)] for row in rows],
        }
    )


def grants_to(grantee: Identity) -> list[Grant]:
    """Give somebody context grants on some of the partners."""
    return [
        Grant(
            id=f"g-{place}",
            partner_id=f"partner-{place * 997}",
            grantee=grantee,
            gates=["gate_1"],
            reason="hand-over",
            grantor=Identity(id="p-2", email="ines@example.com"),
            starts_at=NOW - DAY,
            ends_at=NOW + DAY,
        )
        for place in range(GRANTS)
    ]


def list_rows(*, quick: bool) -> list[Row]:
    """Time the lists of a PSM, by ties alone and with context grants as well."""
    frame = partners()
    mine = Identity(id="p-1", email=key_of(3))
    grants = grants_to(mine)
    opened = [grant.partner_id for grant in grants]
    policy = ps.standard().access
    actor = Actor(id=mine.id, email=mine.email, roles=["PSM"], grants=grants)

    def ours(action: str) -> Callable[[], pl.DataFrame]:
        predicate = policy.predicate(actor, action, at=NOW)
        return lambda: select_visible(frame, predicate)

    def tied() -> pl.Expr:
        return (pl.col("psm_key") == mine.key) & pl.col("stage").is_in(SEEN)

    pairs: list[tuple[str, Callable[[], pl.DataFrame], Callable[[], pl.DataFrame]]] = [
        ("by ties", ours("view_metrics"), lambda: frame.filter(tied())),
        (
            "by ties and grants",
            ours("view_partner"),
            lambda: frame.filter(tied() | pl.col("partner_id").is_in(opened)),
        ),
    ]
    found: list[Row] = []
    for name, list_, mask in pairs:
        assert list_().equals(mask())
        assert list_().height > PARTNERS // (PEOPLE * len(SEEN) * 2)
        rounds, calls = (21, 3) if quick else (61, 5)
        times = microseconds_in_turns([list_, mask], rounds=rounds, calls=calls)
        said = f"list of {PARTNERS:,} partners {name}, beside a Polars mask, ratio"
        found.append(Row(said, median_ratio(*times), 2))
    return found
