"""A 'no' is a value with reasons, never a truth value by accident."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from partner_success.core.citation import Citation
from partner_success.core.decision import Decision, Reason
from partner_success.errors import InvalidUseError, PartnerSuccessError

REASON = Reason(
    code="below-minimum",
    message="60 % are known, 80 % are needed",
    rules=("HLT-06",),
    citations=(Citation("DECISION", "least coverage"),),
    facts={"known": 60},
)


@pytest.mark.parametrize("holds", [True, False])
@pytest.mark.parametrize("use", [bool, lambda each: not each, lambda each: each and 1])
def test_a_decision_has_no_truth_value(holds: bool, use: Callable[[Any], Any]) -> None:
    """A forgotten attribute is an error of this library and a TypeError."""
    with pytest.raises(InvalidUseError, match=r"ask decision\.holds") as caught:
        use(Decision(holds=holds))
    assert isinstance(caught.value, PartnerSuccessError)
    assert isinstance(caught.value, TypeError)


def test_a_decision_tells_every_reason() -> None:
    """All reasons are told after the answer."""
    other = Reason(code="late", message="the date has passed")
    decision = Decision(holds=False, reasons=(REASON, other))
    assert decision.explain() == (
        "no; 60 % are known, 80 % are needed; the date has passed"
    )
    assert Decision(holds=True).explain() == "yes"
    assert str(REASON) == REASON.message


def test_the_facts_of_a_reason_are_frozen() -> None:
    """A later change of the caller's facts does not reach the reason."""
    facts: dict[str, object] = {"known": 60}
    reason = Reason(code="c", message="m", facts=facts)
    facts["known"] = 99
    assert reason.facts == {"known": 60}
    assert Reason(code="c", message="m").facts == {}


def test_decisions_compare_hash_and_travel() -> None:
    """Equal decisions are equal after pickling and copying, and work as keys."""
    decision = Decision(holds=False, reasons=(REASON,))
    assert pickle.loads(pickle.dumps(decision)) == copy.deepcopy(decision) == decision
    assert len({decision, copy.copy(decision)}) == 1
