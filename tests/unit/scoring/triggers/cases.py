"""Reads a case of triggers as a domain expert writes it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import partner_success as ps
from partner_success.core import Series
from partner_success.scoring import TriggerFacts
from tests.unit.scoring.triggers import known

Case = dict[str, Any]


def triggers(rules: ps.Rulebook, case: Case) -> dict[Any, Any]:
    """Judge one trigger."""
    facts = TriggerFacts(
        usage=_usage(case),
        tickets=_each(case, "tickets", _ticket),
        nps=_series(case, "nps"),
        feedback=_series(case, "feedback"),
        meetings=_each(case, "meetings", _meeting),
        requests=_each(case, "requests", _request),
        evaluations=_each(case, "evaluations", _evaluation),
        renews_on=case.get("renews"),
        holidays=case.get("holidays", ()),
    )
    result = rules.triggers.judge(facts, on=case["day"]).results[case["trigger"]]
    return {
        "state": result.state,
        "since": result.since,
        "playbooks": list(result.playbooks),
        "rules": list(result.rules),
    }


def _usage(case: Case) -> Series | None:
    if "usage" not in case:
        return None
    covers = case.get("covers", 1)
    values = [value for value, count in case["usage"] for _ in range(count)]
    newest = enumerate(reversed(values))
    day: date = case["day"]
    return Series(
        {day - timedelta(days=covers * back): value for back, value in newest},
        covers=covers,
    )


def _series(case: Case, key: str) -> Series | None:
    return Series(case[key]) if key in case else None


def _each(case: Case, key: str, make: Any) -> Any:
    if key not in case:
        return None
    given = case[key]
    entries = given.items() if isinstance(given, dict) else enumerate(given)
    return [make(*entry) for entry in entries]


def _ticket(number: int, row: Case) -> Any:
    return known.ticket(
        f"t-{number}",
        row["opened"],
        row.get("resolved"),
        severity=row["severity"],
        is_incident=row.get("incident", True),
    )


def _meeting(on: date, how: str) -> Any:
    return known.meeting(on, held={"held": True, "missed": False}[how])


def _request(_: int, row: Case) -> Any:
    return known.asked(row["asked"], row.get("answered"))


def _evaluation(_: int, row: Case) -> Any:
    alternative = row.get("alternative")
    return known.seen(row["noted"], row.get("ended"), alternative=alternative)
