"""What commands on beta, launch, support team and hand-offs take."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, get_args

import pytest

from partner_success import gates
from partner_success.access import Actor
from partner_success.errors import InvalidDataError, InvalidUseError
from partner_success.gates import (
    BetaCustomer,
    Command,
    DecideLaunch,
    DoHandOffStep,
    Metric,
    ReassignOwner,
    SupportGap,
    WaiveBeta,
    WaiverKind,
)
from partner_success.interop import json_schema, structure
from tests.unit.gates.launching import PSM, START, customer, metric

ANY_CUSTOMER: Any = BetaCustomer
ANY_METRIC: Any = Metric

WRONG: list[tuple[str, dict[str, Any], list[str]]] = [
    (
        "WaiveBeta",
        {"waiver": "skp", "risks": 1, "monitoring": None, "rapid_response": 2},
        ["waiver", "risks", "monitoring", "rapid_response"],
    ),
    (
        "WaiveBeta",
        {"waiver": 1, "risks": ["", 2], "monitoring": "", "rapid_response": ""},
        ["waiver", "risks[1]"],
    ),
    ("SelectBetaCustomers", {"customers": "c-1"}, ["customers"]),
    ("SelectBetaCustomers", {"customers": ["c-1"]}, ["customers[0]"]),
    ("BeginBeta", {"why": None}, ["why"]),
    (
        "RecordBetaIssue",
        {"issue_id": " ", "severity": "hgh", "summary": 1},
        ["issue_id", "severity", "summary"],
    ),
    (
        "ResolveBetaIssue",
        {"issue_id": "i ", "resolution": None},
        ["issue_id", "resolution"],
    ),
    (
        "RecordBetaFeedback",
        {"customer": "", "positive": 1, "note": None},
        ["customer", "positive", "note"],
    ),
    ("RecordMetrics", {"metrics": [98]}, ["metrics[0]"]),
    ("ExtendBeta", {"until": START}, ["until"]),
    (
        "OpenLaunchItem",
        {"item": "", "summary": None, "critical": "yes"},
        ["item", "summary", "critical"],
    ),
    ("CloseLaunchItem", {"item": None}, ["item"]),
    ("RecordRollbackPlan", {"reference": None}, ["reference"]),
    (
        "DecideLaunch",
        {"outcome": "maybe", "risks": [1], "mitigation": 1, "target": "soon"},
        ["outcome", "risks[0]", "mitigation", "target"],
    ),
    ("Launch", {"on": START}, ["on"]),
    ("RecordSupportGaps", {"gaps": ["nights"]}, ["gaps[0]"]),
    ("RecordSupportTraining", {"topic": 1}, ["topic"]),
    ("RecordSupportResource", {"name": None}, ["name"]),
    ("RunMockScenario", {"scenario": 1, "passed": None}, ["scenario", "passed"]),
    (
        "DoHandOffStep",
        {"hand_off": 1, "step": None, "documents": 3},
        ["hand_off", "step", "documents"],
    ),
    ("ReassignOwner", {"role": 1, "people": [None]}, ["role", "people[0]"]),
    ("SetTier", {"tier": "1"}, ["tier"]),
    ("SetTier", {"tier": -1}, ["tier"]),
    ("SetTargetLaunch", {"day": "2026-03-02"}, ["day"]),
]


@pytest.mark.parametrize(("kind", "fields", "paths"), WRONG)
def test_fields_of_the_wrong_kind(
    kind: str, fields: dict[str, Any], paths: list[str]
) -> None:
    """Each is named, all at once."""
    with pytest.raises(InvalidDataError, match=kind) as caught:
        getattr(gates, kind)(by=PSM, **fields)
    assert [problem.path for problem in caught.value.problems] == paths


def test_what_is_taken_as_something_else() -> None:
    """Names of members are taken, and a single text for a list of them."""
    waived = WaiveBeta(
        by=PSM, waiver="skip", risks="late", monitoring="", rapid_response=""
    )
    assert (waived.waiver, waived.risks) == (WaiverKind.SKIP, ("late",))
    owner = ReassignOwner(by=PSM, role="PSM", people="p-9")
    assert owner.people == ("p-9",)
    step = DoHandOffStep(by=PSM, hand_off="h", step="s", documents="d")
    assert step.documents == ("d",)
    day = date(2026, 3, 2)
    assert DecideLaunch(by=PSM, outcome="delay", target=day).target == day


def test_a_beta_customer() -> None:
    """What they were told may be blank, as long as it is text."""
    assert customer(expectations="").expectations == ""
    with pytest.raises(InvalidDataError) as caught:
        ANY_CUSTOMER(
            id="",
            consent="yes",
            expectations=None,
            success_criteria=1,
            friendly=0,
        )
    assert [problem.path for problem in caught.value.problems] == [
        "id",
        "consent",
        "expectations",
        "success_criteria",
        "friendly",
    ]


@pytest.mark.rule("JRN-14")
@pytest.mark.parametrize(
    ("direction", "value", "is_met"),
    [
        ("at least", "97.999", False),
        ("at least", "98", True),
        ("at most", "98", True),
        ("at most", "98.001", False),
    ],
)
def test_a_metric_and_its_target(direction: str, value: str, is_met: bool) -> None:
    """The target itself is good, on either side of it."""
    assert metric(value, direction=direction).is_met is is_met


def test_a_metric_is_exact_and_finite() -> None:
    """Whole numbers and decimals are taken, floats and infinities are not."""
    assert ANY_METRIC(id="m", value=99, target=98, direction="at least").value == 99
    with pytest.raises(InvalidDataError) as caught:
        ANY_METRIC(
            id=" m",
            value=98.5,
            target=Decimal("NaN"),
            direction="above",
            unit=None,
        )
    assert [problem.path for problem in caught.value.problems] == [
        "id",
        "value",
        "target",
        "direction",
        "unit",
    ]
    with pytest.raises(InvalidDataError):
        ANY_METRIC(id="m", value=True, target=Decimal(1), direction="at most")


def test_a_support_gap() -> None:
    """It has an id and says what is lacking."""
    with pytest.raises(InvalidDataError) as caught:
        SupportGap(id="a ", summary=" ")
    assert [problem.path for problem in caught.value.problems] == ["id", "summary"]


def test_a_command_is_given_by_an_actor() -> None:
    """The id of a person is not enough, for their roles count."""
    command: Any = gates.BeginBeta
    with pytest.raises(InvalidUseError, match="needs the actor who gives it"):
        command(by="p-2")


@pytest.mark.parametrize("kind", get_args(Command))
def test_every_command_can_be_read_from_a_document(kind: type[Any]) -> None:
    """A service that is sent a command knows its form, with who gives it."""
    schema = json_schema(kind, title="a command", id="urn:command")
    assert "by" in schema["$defs"][kind.__name__]["required"]


def test_a_command_is_read_with_who_gives_it() -> None:
    """The actor of a document becomes one."""
    sent = {"by": {"id": "ines", "roles": ["PAM"]}, "tier": 2, "why": "grew"}
    read = structure(sent, gates.SetTier, subject="a command")
    assert read == gates.SetTier(
        by=Actor(id="ines", roles=frozenset({"PAM"})), tier=2, why="grew"
    )
