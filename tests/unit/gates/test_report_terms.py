"""Terms of gate reports are whole, or refused with every fault."""

from __future__ import annotations

import attrs
import pytest

import partner_success as ps
from partner_success.errors import InvalidModelError


@pytest.mark.rule("ANL-04", "ANL-09")
def test_the_standard_speaks_of_stages_and_items_that_are_there(
    rules: ps.Rulebook,
) -> None:
    """What the standard rulebook names stands in its journey and its staffing."""
    terms, journey = rules.analytics.gates, rules.journey
    assert journey.stages[terms.ready_to_sell].lead == "PDM"
    gate = journey.stages[terms.ready_to_order]
    assert gate.lead == "TPM"
    assert terms.integration_phase in gate.phases.ids
    named = {*terms.integration_items, *terms.monitoring_items}
    assert named < {item.id for item in gate.items}
    assert rules.staffing.roles[terms.development_load].unit == "partners"


@pytest.mark.rule("ANL-04", "ANL-09")
def test_faults_are_all_named(rules: ps.Rulebook) -> None:
    """A list of no length, and no items, are refused together."""
    terms = rules.analytics.gates
    with pytest.raises(InvalidModelError) as caught:
        attrs.evolve(
            terms,
            commonest_failures=0,
            commonest_issues=-1,
            integration_items=(),
            monitoring_items=(),
        )
    assert [(each.path, each.code) for each in caught.value.problems] == [
        ("commonest_failures", "out-of-range"),
        ("commonest_issues", "out-of-range"),
        ("integration_items", "missing"),
        ("monitoring_items", "missing"),
    ]
