"""How conditions, names and texts are written for Cedar."""

from __future__ import annotations

from typing import Any

import pytest

from partner_success.core.expressions import (
    Compare,
    Condition,
    Field,
    Literal,
    from_data,
)
from partner_success.interop.cedar.conditions import known_to_be
from partner_success.interop.cedar.text import (
    ALWAYS,
    NEVER,
    Formula,
    all_of,
    any_of,
    attribute,
    has,
    joined_id,
    kind_type,
    negated,
    quoted,
)


def text_of(condition: Condition, *, wanted: bool = True) -> str:
    """Give the line that a condition becomes, where only 'tied' is a relation."""
    return known_to_be(condition, {"tied": Formula("T")}, wanted=wanted).line


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("gate", "Gate"),
        ("new_partner", "NewPartner"),
        ("NewPartner", "Kind_NewPartner"),
        ("new__partner", "Kind_new_5f__5f_partner"),
        ("action", "Kind_action"),
        ("person", "Kind_person"),
        ("set", "Kind_set"),
        ("größe", "Kind_gr_f6__df_e"),
    ],
)
def test_kinds_have_types_of_their_own(kind: str, name: str) -> None:
    """Words are put together; what Cedar could not read is spelt out."""
    assert kind_type(kind) == name


def test_texts_attributes_and_ids_are_written_so_that_they_can_be_read() -> None:
    """Quotes, marks and what cannot be seen are spelt; keywords stand in brackets."""
    assert quoted('a"\\\0\n\u202eé*') == r'"a\"\\\u{0}\u{a}\u{202e}é*"'
    assert attribute("resource", "in") == 'resource["in"]'
    assert has("resource", "a b").text == 'resource has "a b"'
    assert has("resource", "stage").text == "resource has stage"
    assert joined_id("a.%", "b", glue=".") == "a%2e%25.b"


def test_formulas_that_are_known_fall_away() -> None:
    """Neither 'true' nor 'false' is left within an 'and', an 'or' or a 'not'."""
    one, two = Formula("one"), Formula("two")
    assert all_of([one, ALWAYS, one]) == one
    assert all_of([one, NEVER]) == NEVER
    assert all_of([ALWAYS]) == ALWAYS
    assert any_of([one, NEVER, one]) == one
    assert any_of([one, ALWAYS]) == ALWAYS
    assert any_of([NEVER]) == NEVER
    assert (negated(ALWAYS), negated(NEVER)) == (NEVER, ALWAYS)
    assert all_of([any_of([one, two]), one]).line == "((one) || (two)) && one"
    many = any_of(Formula(f"p{number}") for number in range(17))
    assert many.text.startswith("((p0) || ")
    assert many.text.count(") || ((") == 1


@pytest.mark.parametrize(
    ("data", "holds", "fails"),
    [
        (
            {"field": "tied", "equals": True},
            "T",
            "!(T)",
        ),
        (
            {"field": "tied", "not_equals": True},
            "!(T)",
            "T",
        ),
        (
            {"field": "signed", "equals": False},
            "resource has signed && resource.signed == false",
            "resource has signed && resource.signed == true",
        ),
        (
            {"field": "signed", "equals": {"field": "tied"}},
            "resource has signed && resource.signed == (T)",
            "resource has signed && resource.signed != (T)",
        ),
        (
            {"field": "team", "one_of": ["a", "b"]},
            'resource has "fact:team" && ["a", "b"].contains(resource["fact:team"])',
            'resource has "fact:team" && !(["a", "b"].contains(resource["fact:team"]))',
        ),
        (
            {"field": "tied", "one_of": [True, False]},
            "[true, false].contains((T))",
            "!([true, false].contains((T)))",
        ),
        ({"known": "gate"}, "resource has gate", "!(resource has gate)"),
        ({"known": "tied"}, "true", "false"),
        (
            {"not": {"all": [{"known": "a"}, {"known": "b"}]}},
            "(!(resource has a)) || (!(resource has b))",
            "resource has a && resource has b",
        ),
        (
            {
                "at_least_of": {
                    "count": 2,
                    "conditions": [{"known": "a"}, {"known": "b"}, {"known": "c"}],
                }
            },
            " + ".join(f"(if resource has {each} then 1 else 0)" for each in "abc")
            + " >= 2",
            " + ".join(f"(if !(resource has {each}) then 1 else 0)" for each in "abc")
            + " >= 2",
        ),
        (
            {
                "at_least_of": {
                    "count": 1,
                    "conditions": [{"known": "tied"}, {"known": "a"}],
                }
            },
            "true",
            "false",
        ),
    ],
)
def test_conditions_are_known_to_hold_or_to_fail(
    data: dict[str, Any], holds: str, fails: str
) -> None:
    """Both formulas are false where a fact is not known."""
    condition = from_data(data)
    assert text_of(condition) == holds
    assert text_of(condition, wanted=False) == fails


def test_comparisons_without_fields_and_lists_on_the_left() -> None:
    """What rests on no fact is known at once; a list may contain a fact."""
    never = Compare(Literal(1), "less_than", Literal(1))
    assert (text_of(never), text_of(never, wanted=False)) == ("false", "true")
    both = Literal(("a", "b"))
    within = Compare(both, "contains", Field("word"))
    assert text_of(within) == (
        'resource has word && ["a", "b"].contains(resource.word)'
    )
    outside = Compare(both, "not_contains", Field("word"))
    assert text_of(outside, wanted=False) == text_of(within)
    assert text_of(outside) == text_of(within, wanted=False)
