"""A sharing policy is checked as a whole when it is put together."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.access import DataClass, SharingPolicy, SharingRule
from partner_success.core.collections import Catalogue
from partner_success.core.expressions import from_data
from partner_success.errors import InvalidDataError, InvalidModelError
from partner_success.interop import structure

pytestmark = pytest.mark.rule("ACC-14")

RECORD = {"field": "partner_of_record", "equals": True}
AGREED = {"field": "agreement", "equals": True}
BOTH = {"all": [RECORD, AGREED]}


def rule(id_: str = "shares_usage", condition: Any = BOTH, **more: Any) -> SharingRule:
    """Give a rule for usage, changed."""
    good: dict[str, Any] = {"name": "Usage is shared.", "data_classes": ("usage",)}
    return SharingRule(id=id_, condition=from_data(condition), **(good | more))


def policy(*rules: SharingRule, **more: Any) -> SharingPolicy:
    """Give a policy of one class with these rules."""
    usage = DataClass(id="usage", name="usage", **more)
    return SharingPolicy(
        id="sharing",
        name="Sharing",
        data_classes=Catalogue([usage], kind="class of data"),
        rules=Catalogue(rules, kind="rule"),
    )


def faults(*rules: SharingRule, **more: Any) -> list[tuple[str, str]]:
    """Give path and code of everything that is wrong with a policy."""
    with pytest.raises(InvalidModelError) as caught:
        policy(*rules, **more)
    assert all(each.message for each in caught.value.problems)
    return [(each.path, each.code) for each in caught.value.problems]


@pytest.mark.parametrize(
    "condition",
    [
        RECORD,
        AGREED,
        BOTH,
        {"any": [RECORD, AGREED]},
        {"not": {"any": [{"not": RECORD}, {"not": AGREED}]}},
        {"at_least_of": {"count": 2, "conditions": [RECORD, AGREED]}},
    ],
)
def test_conditions_may_ask_for_either_fact_or_both(condition: Any) -> None:
    """However they are written."""
    assert policy(rule(condition=condition)).rules_for(
        DataClass(id="usage", name="usage")
    )


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ({"all": [RECORD, {"not": RECORD}]}, "never"),
        ({"any": [RECORD, {"not": RECORD}]}, "asks-for-nothing"),
        ({"not": AGREED}, "asks-for-nothing"),
        ({"all": [RECORD, {"not": AGREED}]}, "shares-for-less"),
        (
            {
                "any": [
                    {"all": [RECORD, {"not": AGREED}]},
                    {"all": [AGREED, {"not": RECORD}]},
                ]
            },
            "shares-for-less",
        ),
        ({"share": ["agreement", "partner_of_record"], "at_least": 5}, "computed"),
    ],
)
def test_a_condition_that_cannot_be_meant_is_refused(condition: Any, code: str) -> None:
    """One that never holds, always holds, or shares more where less is given."""
    assert faults(rule(condition=condition)) == [("rules[0].condition", code)]


def test_a_condition_asks_for_the_two_facts_only() -> None:
    """Ties, grants and reasons are of people, and partners are none."""
    found = faults(rule(condition={"all": [RECORD, {"field": "tied", "equals": True}]}))
    assert [code for _, code in found] == ["unknown-field"]
    assert found[0][0].startswith("rules[0].condition.all[1]")


def test_every_other_fault_is_told_at_once() -> None:
    """Names that are not there or stand twice, and a rule for nothing."""
    named = rule(data_classes=("usage", "usage", "usge", "weather"))
    assert faults(named, rule("empty", data_classes=()), nobody="no") == [
        ("data_classes[0].nobody", "contradiction"),
        ("rules[0].data_classes[1]", "duplicate"),
        ("rules[0].data_classes[2]", "unknown-data-class"),
        ("rules[0].data_classes[3]", "unknown-data-class"),
        ("rules[1].data_classes", "empty"),
    ]


def test_a_class_is_shared_by_a_rule_or_says_why_not() -> None:
    """A class that was forgotten is told apart from one that stays."""
    assert faults() == [("data_classes[0]", "no-rule")]
    assert policy(nobody="it stays with us").rules_for is not None
    with pytest.raises(InvalidModelError, match="data_classes: there is none"):
        SharingPolicy(id="x", name="X", data_classes=Catalogue(), rules=Catalogue())


def test_a_rule_on_which_nothing_hangs_is_refused() -> None:
    """What another allows already can be left out."""
    wide = rule("wide", {"any": [RECORD, AGREED]})
    assert faults(rule(), wide) == [("rules[0]", "idle")]
    assert policy(rule("one", RECORD), rule("two", AGREED)).rules.ids == ("one", "two")


@pytest.mark.rule("RBK-01")
def test_the_policy_is_read_from_the_rulebook(rules: ps.Rulebook) -> None:
    """With its edition, which every decision names."""
    assert rules.sharing.provenance == rules.access.provenance
    assert rules.sharing.provenance.edition == rules.edition.id


def test_a_rule_without_a_condition_is_refused() -> None:
    """Nothing is shared because a condition was forgotten."""
    table = {
        "id": "sharing",
        "name": "Sharing",
        "data_classes": [{"id": "usage", "name": "usage"}],
        "rules": [{"id": "all", "name": "All of it.", "data_classes": ["usage"]}],
    }
    with pytest.raises(InvalidDataError) as caught:
        structure(table, SharingPolicy, subject="a policy")
    assert [(each.path, each.code) for each in caught.value.problems] == [
        ("rules[0].condition", "missing-key")
    ]
    assert attrs.fields_dict(SharingRule)["condition"].default is attrs.NOTHING
