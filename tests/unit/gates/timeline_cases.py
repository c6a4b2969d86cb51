"""Reads cases of the plan and of the risk as a partner success manager writes them."""

from __future__ import annotations

from typing import Any

import attrs

import partner_success as ps
from partner_success.gates import launch_risk
from partner_success.gates import timeline as dates
from tests.unit.gates.standing_states import standing_at

Case = dict[str, Any]


def plan(rules: ps.Rulebook, case: Case) -> dict[Any, Any]:
    """Turn the plan into dates."""
    found = dates(rules.journey, case["start"])
    return {
        "launch": found.planned_launch,
        **{
            each.id: f"{each.planned_first} to {each.planned_last}"
            for each in found.entries
        },
    }


def risk(rules: ps.Rulebook, case: Case) -> dict[Any, Any]:
    """Judge the risk of a launch."""
    since = case.get("since")
    days = {case["in"]: (since, case.get("passed"))} if since else {}
    state = standing_at(rules.journey, case["in"], days, target=case["target"])
    launch = attrs.evolve(state.launch, launched_on=case.get("launched"))
    state = attrs.evolve(state, launch=launch)
    found = launch_risk(rules.journey, state, case["day"], case.get("averages"))
    return {
        "needed": found.days_needed,
        "buffer": found.buffer,
        "level": found.level,
        "why": [reason.code for reason in found.reasons],
    }
