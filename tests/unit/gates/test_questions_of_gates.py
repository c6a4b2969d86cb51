"""What Pre-Contract and Gate 0 let pass, by the answers to their questionnaires."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

import partner_success as ps
from partner_success.gates import TierTerms
from partner_success.questionnaires import (
    Evaluation,
    Outcome,
    Questionnaire,
    complete,
    evaluate,
)
from tests.support.partners_on_the_way import AT, Given, answered, verdicts

TODAY = AT.date()
SMALL = {"ccv": Decimal(1_000_000)}

# Bad answers where a day or an amount decides a section.
BAD: Mapping[str, dict[str, object]] = {
    "financial_bar": {**SMALL},
    "classification": {**SMALL},
    "closure": {"expected_close_on": (TODAY + timedelta(days=61)).isoformat()},
}


def answers(asked: Questionnaire, good: Mapping[str, bool]) -> Given:
    """Answer each section well or badly."""
    return {
        section.id: answered(section, TODAY, good=good[section.id])
        | ({} if good[section.id] else BAD.get(section.id, {}))
        for section in asked.sections
    }


def judged(
    asked: Questionnaire, good: Mapping[str, bool], **changes: Any
) -> Evaluation:
    """Judge such answers, with changes by section."""
    given = answers(asked, good)
    for section, changed in changes.items():
        given[section] |= changed
    reviewed = [each.id for each in asked.sections if each.reviewed]
    return judged_answers(asked, given, agrees=all(good[name] for name in reviewed))


def judged_answers(
    asked: Questionnaire, given: Given, *, agrees: bool = True
) -> Evaluation:
    """Judge answers, with a reviewer who agrees with all they review or with none."""
    # Answers to what is not asked are left out, as they are on submission.
    found = complete(asked, given, on=TODAY)
    assert found.problems == ()
    return evaluate(
        asked, found.answers, on=TODAY, verdicts=verdicts(asked, passed=agrees)
    )


def all_of(asked: Questionnaire, good: bool) -> dict[str, bool]:
    """Say the same of every section."""
    return dict.fromkeys(asked.sections.ids, good)


def terms(rules: ps.Rulebook) -> TierTerms:
    """Give the standard terms of tiers."""
    found = rules.journey.tiers
    assert found is not None
    return found


@pytest.mark.rule("JRN-10")
def test_any_four_of_six_criteria_qualify(rules: ps.Rulebook) -> None:
    """Whichever sections pass, four of the six are enough and three are not."""
    asked = rules.questionnaires["gate_0"]
    assert len(asked.sections) == 6
    for passing in product((True, False), repeat=6):
        good = dict(zip(asked.sections.ids, passing, strict=True))
        result = judged(asked, good)
        assert result.passed == sum(passing), good
        assert not result.qualified
        wanted = Outcome.PASSED if sum(passing) >= 4 else Outcome.FAILED
        assert result.outcome is wanted, good


@pytest.mark.rule("JRN-10")
@pytest.mark.parametrize(
    ("amount", "qualified"),
    [("49999999.99", False), ("50000000", True), ("50000000.01", True)],
)
def test_fifty_millions_qualify_by_themselves(
    rules: ps.Rulebook, amount: str, qualified: bool
) -> None:
    """From 50,000,000 USD on nothing else is asked for, and a cent less is not it."""
    asked = rules.questionnaires["gate_0"]
    # Little money beside a large potential: no other section could make up for it.
    money = {"ccv": Decimal(amount), "lrp": Decimal(10_000_000_000)}
    result = judged(asked, all_of(asked, good=False), financial_bar=money)
    assert result.qualified is qualified
    assert result.outcome is (Outcome.PASSED if qualified else Outcome.FAILED)


@pytest.mark.rule("JRN-10")
def test_a_gate_that_qualifies_still_has_a_lead(rules: ps.Rulebook) -> None:
    """Gate 0 is a gate with a lead, who signs it off whatever qualified the partner."""
    gate = rules.journey.stages["gate_0"]
    assert (gate.is_gate, gate.lead) == (True, "PDM")


@pytest.mark.rule("JRN-12")
def test_support_needs_all_five_sections(rules: ps.Rulebook) -> None:
    """Only where every section passes is Pre-Contract support granted."""
    asked = rules.questionnaires["pre_contract"]
    assert len(asked.sections) == 5
    for passing in product((True, False), repeat=5):
        good = dict(zip(asked.sections.ids, passing, strict=True))
        result = judged(asked, good)
        failed = [
            each.section_id for each in result.sections if not good[each.section_id]
        ]
        assert result.passed == sum(passing), good
        assert result.outcome is (Outcome.FAILED if failed else Outcome.PASSED), good


@pytest.mark.rule("JRN-12")
@pytest.mark.parametrize(("days", "passed"), [(0, True), (60, True), (61, False)])
def test_closure_within_sixty_days(rules: ps.Rulebook, days: int, passed: bool) -> None:
    """The sixtieth day after the submission still counts."""
    asked = rules.questionnaires["pre_contract"]
    day = (TODAY + timedelta(days=days)).isoformat()
    closure = {"expected_close_on": day}
    result = judged(asked, all_of(asked, good=True), closure=closure)
    assert result.outcome is (Outcome.PASSED if passed else Outcome.FAILED)


@pytest.mark.rule("JRN-12")
@pytest.mark.parametrize(
    ("ccv", "lrp", "passed"),
    [
        ("50000000", "10000000000", True),
        ("49999999.99", "10000000000", False),
        ("8000000", "80000000", True),
        ("7999999.99", "80000000", False),
        ("8000000", None, False),
    ],
)
def test_tier_2_is_no_tier_for_support(
    rules: ps.Rulebook, ccv: str, lrp: str | None, passed: bool
) -> None:
    """Tier 0 and Tier 1 are enough; a partner in Tier 2 fails by its tier alone."""
    asked = rules.questionnaires["pre_contract"]
    money = {"ccv": Decimal(ccv)} | ({} if lrp is None else {"lrp": Decimal(lrp)})
    given = answers(asked, all_of(asked, good=True))
    left = {
        name: each for name, each in given["classification"].items() if name != "lrp"
    }
    given["classification"] = left | money
    result = judged_answers(asked, given)
    failed = [each.criterion.id for each in result.failed]
    assert failed == ([] if passed else ["meets_threshold"])


@pytest.mark.rule("JRN-12")
def test_only_an_administrator_lets_tier_2_through(rules: ps.Rulebook) -> None:
    """What a failed Pre-Contract can be passed by belongs to one role."""
    assert rules.journey.overriding_roles == ("ADMIN",)
    assert rules.journey.stages["gate_0"].after == "pre_contract"


@pytest.mark.rule("JRN-10", "JRN-11", "JRN-12")
@pytest.mark.parametrize(
    ("form", "section"),
    [("pre_contract", "classification"), ("gate_0", "financial_bar")],
)
def test_the_same_bars_stand_in_both_places(
    rules: ps.Rulebook, form: str, section: str
) -> None:
    """The numbers of the questionnaires are those of the journey's tiers."""
    (whole,) = [
        each for each in rules.document()["questionnaires"] if each["id"] == form
    ]
    (part,) = [each for each in whole["sections"] if each["id"] == section]
    (tier,) = [each for each in part["fields"] if each["id"] == "tier"]
    found = terms(rules)
    assert [case["when"].get("at_least") for case in tier["computed"]] == [
        found.committed_value,
        found.potential_share,
        None,
    ]
    (ccv,) = [each for each in part["fields"] if each["id"] == "ccv"]
    assert ccv["unit"] == found.currency
