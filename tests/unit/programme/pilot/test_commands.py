"""Commands and events of a pilot that cannot be meant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from partner_success.errors import InvalidDataError, InvalidValueError
from partner_success.programme.pilot import (
    AgreeSharing,
    AnswerCaseStudy,
    AnswerQuestion,
    ChoosePartner,
    DropQuarterGoal,
    FillSeat,
    JudgeGoal,
    MetricsShared,
    PartnerChosen,
    QuarterGoalDropped,
    QuarterGoalSet,
    RecordSession,
    RegionsSet,
    SetGoal,
    SetQuarterGoal,
    SetRegions,
    SetRequirements,
    ShareMetrics,
    SharingAgreed,
    SignPartner,
    TickCriterion,
)
from tests.support.pilots import AT

WRONG: Any = object()
BAD: dict[str, tuple[Callable[[], object], set[tuple[str, str]]]] = {
    "ids": (
        lambda: FillSeat(by="", seat=WRONG, person=" x"),
        {("by", "blank"), ("seat", "wrong-type"), ("person", "space-around")},
    ),
    "why": (
        lambda: FillSeat(by="ada", seat="legal", person="zoe", why=WRONG),
        {("why", "wrong-type")},
    ),
    "goal": (lambda: SetGoal(by="ada", goal=WRONG), {("goal", "wrong-type")}),
    "requirements": (
        lambda: SetRequirements(by="ada", requirements=WRONG),
        {("requirements", "wrong-type")},
    ),
    "answer": (
        lambda: AnswerQuestion(by="ada", question="access", answer=" "),
        {("answer", "blank")},
    ),
    "evidence": (
        lambda: TickCriterion(by="ada", criterion="x", evidence=""),
        {("evidence", "blank")},
    ),
    "meets": (
        lambda: ChoosePartner(by="ada", partner="acme", meets=["a", "", "a"]),
        {("meets[1]", "blank"), ("meets[2]", "duplicate-id")},
    ),
    "text for a list": (
        lambda: ChoosePartner(by="ada", partner="acme", meets="strategic_fit"),
        {("meets", "wrong-type")},
    ),
    "day": (
        lambda: SignPartner(by="ada", partner="acme", on=AT),
        {("on", "wrong-type")},
    ),
    "shared": (
        lambda: ShareMetrics(by="ada", on=WRONG),
        {("on", "wrong-type")},
    ),
    "willing": (
        lambda: AnswerCaseStudy(by="ada", partner="acme", willing=WRONG),
        {("willing", "wrong-type")},
    ),
    "no months": (
        lambda: AgreeSharing(by="ada", months=0),
        {("months", "out-of-range")},
    ),
    "true months": (
        lambda: AgreeSharing(by="ada", months=True),
        {("months", "wrong-type")},
    ),
    "no regions": (lambda: SetRegions(by="ada", regions=()), {("regions", "empty")}),
    "regions": (
        lambda: SetRegions(by="ada", regions=WRONG),
        {("regions", "wrong-type")},
    ),
    "session": (
        lambda: RecordSession(by="ada", region="emea", where="", on=WRONG),
        {("where", "blank"), ("on", "wrong-type")},
    ),
    "middle of a month": (
        lambda: SetQuarterGoal(by="ada", quarter=date(2026, 1, 2), partners=-1),
        {("quarter", "no-quarter"), ("partners", "out-of-range")},
    ),
    "drop in the middle": (
        lambda: DropQuarterGoal(by="ada", quarter=date(2026, 1, 2)),
        {("quarter", "no-quarter")},
    ),
    "no quarter": (
        lambda: SetQuarterGoal(by="ada", quarter=WRONG, partners=2),
        {("quarter", "wrong-type")},
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_commands_that_cannot_be_meant(name: str) -> None:
    """Every fault of a command is named by its path."""
    make, found = BAD[name]
    with pytest.raises(InvalidDataError) as caught:
        make()
    assert {(each.path, each.code) for each in caught.value.problems} == found


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (True, "wrong-type"),
        ("12", "wrong-type"),
        (None, "missing"),
        (float("nan"), "no-number"),
        (float("inf"), "no-number"),
        pytest.param(10**5_000, "no-number", id="vast"),
    ],
)
def test_values_that_are_no_numbers(value: Any, code: str) -> None:
    """A goal is judged by a finite number of a size that can be meant."""
    with pytest.raises(InvalidDataError) as caught:
        JudgeGoal(by="ada", goal="scaling", value=value)
    assert [(each.path, each.code) for each in caught.value.problems] == [
        ("value", code)
    ]


def recorded(kind: Any, /, **fields: Any) -> object:
    """Make an event."""
    base = {"id": "e#2", "programme_id": "e", "sequence": 2, "at": AT, "by": "ada"}
    return kind(**{**base, **fields})


@pytest.mark.parametrize(
    ("kind", "fields", "told"),
    [
        (SharingAgreed, {"months": 0}, "months is a whole number from 1 up, found 0"),
        (SharingAgreed, {"months": True}, "found True"),
        (QuarterGoalSet, {"quarter": date(2026, 1, 2), "partners": 1}, "the first of"),
        (QuarterGoalSet, {"quarter": date(2026, 1, 1), "partners": 0}, "partners is a"),
        (QuarterGoalDropped, {"quarter": date(2026, 1, 2)}, "the first of"),
        (RegionsSet, {"regions": ()}, "regions names at least one"),
        (PartnerChosen, {"partner": "acme", "meets": ()}, "meets names at least one"),
        (MetricsShared, {"on": AT.date(), "sequence": 0}, "place of the event"),
        (
            MetricsShared,
            {"on": AT.date(), "at": datetime(2026, 1, 12)},  # noqa: DTZ001
            "needs a time zone",
        ),
        (MetricsShared, {"on": AT.date(), "kind": "returned"}, "is of the kind"),
    ],
)
def test_events_that_cannot_have_happened(
    kind: Any, fields: dict[str, Any], told: str
) -> None:
    """What no command comes to is refused in an event too."""
    with pytest.raises(InvalidValueError, match=told):
        recorded(kind, **fields)
