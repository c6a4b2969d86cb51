"""Who used which feature, put to the readings of use of the same customer and day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.frames.sources import Fact, Source
from partner_success.partners import Usage

__all__ = ["add_feature_use"]


def add_feature_use(
    usage: Iterable[Fact[Usage]], rows: Iterable[Fact[dict[str, Any]]]
) -> tuple[Fact[Usage], ...]:
    """Put the users of features to the readings that they belong to.

    Where there is no reading of a customer on a day, one is made in which nothing else
    is known; it stands behind the others, where the first of its rows stands.

    Args:
        usage: The readings.
        rows: A feature each, with `account_id`, `on`, `feature` and perhaps `users`.
    """
    waiting: dict[tuple[str, date], list[Fact[dict[str, Any]]]] = {}
    for row in rows:
        key = (row.record["account_id"], row.record["on"])
        waiting.setdefault(key, []).append(row)
    found: list[Fact[Usage]] = []
    for fact in usage:
        own = waiting.pop((fact.record.account_id, fact.record.on), None)
        found.append(fact if own is None else _with(fact.record, fact.source, own))
    for (account_id, on), own in waiting.items():
        reading = Usage(account_id=account_id, on=on)
        found.append(_with(reading, own[0].source, own))
    return tuple(found)


def _with(
    reading: Usage, source: Source, rows: Iterable[Fact[dict[str, Any]]]
) -> Fact[Usage]:
    users = {row.record["feature"]: row.record.get("users") for row in rows}
    return Fact(
        record=attrs.evolve(reading, feature_users=users),
        source=source,
        parts=FrozenMap((row.record["feature"], row.source) for row in rows),
    )
