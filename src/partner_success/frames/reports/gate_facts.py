"""What reports on gates rest on: counts by stage, and where each partner stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from partner_success.core.collections import EMPTY_MAP

__all__ = ["FailureFacts", "GateCounts", "GateFacts", "GateFrames", "StandingFacts"]


@attrs.frozen(kw_only=True, eq=False)
class GateFrames:
    """Tables of partners in stages, each of any dataframe library.

    The columns are those that `partner_success.analytics.gates.gate_tables` gives.

    Attributes:
        spells: A row for each partner in each stage that it reached, or is in.
        submissions: A row for each submission; ``None`` where there is none.
        failures: A row for each reason for which one failed; likewise.
        team: A row for each person assigned to a partner in a role; likewise.
        done: A row for each item that was ticked off, and each section that passed in
            the newest submission; likewise.
    """

    spells: Any
    submissions: Any = None
    failures: Any = None
    team: Any = None
    done: Any = None


@attrs.frozen(kw_only=True)
class GateCounts:
    """What partners made of one gate, counted.

    Attributes:
        partners: How many are in it.
        reached: How many reached it in the period.
        done: How many of those passed it, whenever.
        passed: How many passed it in the period.
        days: How many days these took together.
        overridden: How many of these passed by an administrator's word.
        reworks: How often it was taken back into work by those that reached it.
        met: How many submissions met the criteria in the period.
        failed: How many failed in it.
        durations: By days how many of those that reached it passed after so many, and
            how many have been in it for so long.
    """

    partners: int = 0
    reached: int = 0
    done: int = 0
    passed: int = 0
    days: int = 0
    overridden: int = 0
    reworks: int = 0
    met: int = 0
    failed: int = 0
    durations: Mapping[int, tuple[int, int]] = EMPTY_MAP


@attrs.frozen(kw_only=True)
class FailureFacts:
    """Why submissions failed in the period.

    Attributes:
        of_gate: By the id of the stage how many failed.
        counts: By stage and code how many gave that reason.
        messages: By the same what the newest of these said.
    """

    of_gate: Mapping[str, int]
    counts: Mapping[tuple[str, str], int]
    messages: Mapping[tuple[str, str], str]


@attrs.frozen(kw_only=True)
class StandingFacts:
    """Where one partner stands.

    Attributes:
        partner_id: The partner.
        stage: The id of the stage that it is in.
        status: How that stands.
        phase: The phase that it is in; ``None`` for none.
        tier: Its tier; ``None`` where nobody knows it.
        days: The days in the stage; ``None`` where it was not reached.
        target_launch: The day on which it is to launch; ``None`` without one.
        risk: The risk of the launch; ``None`` without one.
    """

    partner_id: str
    stage: str
    status: str
    phase: str | None
    tier: int | None
    days: int | None
    target_launch: date | None
    risk: str | None


@attrs.frozen(kw_only=True)
class GateFacts:
    """What a report on gates rests on.

    Attributes:
        by_status: By stage and status how many partners are there.
        gates: By the id of a stage what partners made of it.
        completed: By day and stage how many passed in the period.
        failures: Why submissions failed.
        standings: Where each partner stands, as far as it was asked.
    """

    by_status: Mapping[tuple[str, str], int]
    gates: Mapping[str, GateCounts]
    completed: Mapping[tuple[date, str], int]
    failures: FailureFacts
    standings: tuple[StandingFacts, ...] = ()
