"""What the fields of commands on gates have to be."""

from __future__ import annotations

from typing import Any

import pytest

import partner_success as ps
from partner_success.errors import InvalidDataError
from partner_success.gates import (
    Block,
    ReopenItem,
    SignOff,
    StartStage,
    Submit,
    TickItem,
)
from tests.support.partners_on_the_way import actor, submission

BY = actor("PDM")


@pytest.mark.parametrize(
    ("make", "path"),
    [
        (lambda: StartStage(by=BY, stage=None), "stage"),
        (lambda: SignOff(by=BY, stage=3), "stage"),
        (lambda: Submit({}, by=BY), "submission"),
        (lambda: Block(by=BY, reasons=7), "reasons"),
        (lambda: Block(by=BY, reasons=["late", 7]), "reasons[1]"),
        (lambda: TickItem(by=BY, item=None), "item"),
        (lambda: ReopenItem(by=BY, item=["a"]), "item"),
    ],
)
def test_a_field_of_another_kind_is_misuse(make: Any, path: str) -> None:
    """The error names the field."""
    with pytest.raises(InvalidDataError) as caught:
        make()
    assert [problem.path for problem in caught.value.problems] == [path]


def test_every_fault_of_a_submit_is_said_at_once(rules: ps.Rulebook) -> None:
    """Stage, submission and each verdict."""
    given: Any = {"stage": 3, "verdicts": [True]}
    with pytest.raises(InvalidDataError) as caught:
        Submit(None, by=BY, **given)  # type: ignore[arg-type]
    paths = [problem.path for problem in caught.value.problems]
    assert paths == ["stage", "submission", "verdicts[0]"]
    signed = submission(rules.journey, "gate_1")
    assert Submit(signed, by=BY).subject("gate_1").stage == "gate_1"


def test_a_single_reason_may_be_given_as_its_text() -> None:
    """It is one reason, not one for each letter."""
    blocking = Block(by=BY, reasons="a permit is missing")
    assert blocking.reasons == ("a permit is missing",)
