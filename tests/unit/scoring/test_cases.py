"""Runs the cases that a domain expert reads: `tests/cases/*.yaml`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

import partner_success as ps
from partner_success.core.bands import bands_from_ranges
from partner_success.errors import InvalidModelError
from partner_success.testing.rule_cases import (
    RULE_CASE_KINDS,
    RuleCase,
    check_rule_case,
    read_rule_cases,
)
from partner_success.testing.rule_cases.comparing import comparable
from tests.unit.access.sharing_cases import sharing
from tests.unit.engagement.cadence_cases import owed
from tests.unit.engagement.foundations.cases import foundations
from tests.unit.engagement.kpis.cases import kpis
from tests.unit.engagement.renewals.renewal_cases import (
    co_terming,
    renewal_prompts,
    renewal_rates,
)
from tests.unit.gates.cases import journeys, weeks
from tests.unit.gates.timeline_cases import plan, risk

FOLDER = Path(__file__).parents[2] / "cases"

Case = dict[str, Any]
Facts = dict[Any, Any]


def bands(_: ps.Rulebook, case: Case) -> Facts:
    """Read a printed table of bands."""
    rows = [(name, Decimal(first), Decimal(last)) for name, first, last in case["rows"]]
    try:
        found = bands_from_ranges(rows, step=Decimal(str(case["step"])))
    except InvalidModelError as error:
        return {"faults": [problem.code for problem in error.problems]}
    return {value: found.of(value).name for value in case["expect"]}


RUNNERS: dict[str, Callable[[ps.Rulebook, Case], Facts]] = {
    "bands": bands,
    "sharing": sharing,
    "plan": plan,
    "launch risk": risk,
    "journeys": journeys,
    "weeks": weeks,
    "kpis": kpis,
    "foundations": foundations,
    "renewal prompts": renewal_prompts,
    "renewal rates": renewal_rates,
    "co-terming": co_terming,
    "owed": owed,
}
"""What is asked in these tests alone; the rest anybody can ask of a rulebook."""

# The files are read wherever tests are collected, and it takes seconds in Python.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Loader(LOADER):  # type: ignore[misc]
    """Reads days as text, and numbers as they are written."""


Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: node.value)
Loader.add_constructor(
    "tag:yaml.org,2002:float", lambda _, node: Decimal(node.value.replace("_", ""))
)


def _cases() -> Iterator[Any]:
    for file in sorted(FOLDER.glob("*.yaml")):
        with file.open(encoding="utf-8") as text:
            kinds: dict[str, list[Case]] = yaml.load(text, Loader=Loader)
        known = RULE_CASE_KINDS.ids
        public = {kind: rows for kind, rows in kinds.items() if kind in known}
        for case in read_rule_cases(public, kinds=known, subject=file.name):
            marks = [pytest.mark.rule(*case.rules)]
            yield pytest.param(case, marks=marks, id=f"{case.kind}: {case.name}")


@pytest.mark.parametrize("case", list(_cases()))
def test_a_case_of_the_domain(rules: ps.Rulebook, case: RuleCase) -> None:
    """Everything that the case expects is so."""
    assert list(map(str, check_rule_case(rules, case))) == []


def _own_cases() -> Iterator[Any]:
    for file in sorted(FOLDER.glob("*.yaml")):
        with file.open(encoding="utf-8") as text:
            kinds: dict[str, list[Case]] = yaml.load(text, Loader=LOADER)
        for kind in (kind for kind in RUNNERS if kind in kinds):
            for case in kinds[kind]:
                marks = [pytest.mark.rule(*case["rules"])]
                label = f"{kind}: {case['name']}"
                yield pytest.param(kind, case, marks=marks, id=label)


@pytest.mark.parametrize(("kind", "case"), list(_own_cases()))
def test_a_case_that_only_we_ask(rules: ps.Rulebook, kind: str, case: Case) -> None:
    """Everything that the case expects is so."""
    found = RUNNERS[kind](rules, case)
    wanted: Facts = case.get("expect", {"faults": case.get("faults")})
    assert {key: comparable(found.get(key, "absent")) for key in wanted} == {
        key: comparable(value) for key, value in wanted.items()
    }
