"""Laws of comparing versions: what is claimed is so, what differs is claimed."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_success.core.expressions import evaluate as said_of
from partner_success.core.expressions import from_data
from partner_success.questionnaires import (
    Criterion,
    Questionnaire,
    compare,
    complete,
    evaluate,
)
from tests.unit.questionnaires.migrations import form

pytestmark = pytest.mark.rule("QST-08")

FIELDS = {"a": "whole", "b": "yes", "c": "one:x y z", "d": "many:x y z"}
NUMBERS = st.integers(-3, 9)
CODES = st.sampled_from("xyz")
WORDS = st.sampled_from(
    ["equals", "not_equals", "less_than", "at_most", "greater_than", "at_least"]
)

leaves: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.builds(lambda word, number: {"field": "a", word: number}, WORDS, NUMBERS),
    st.builds(lambda yes: {"field": "b", "equals": yes}, st.booleans()),
    st.builds(lambda code: {"field": "c", "equals": code}, CODES),
    st.builds(
        lambda codes: {"field": "c", "one_of": codes},
        st.lists(CODES, min_size=1, max_size=2),
    ),
    st.builds(lambda code: {"field": "d", "contains": code}, CODES),
    st.builds(lambda name: {"known": name}, st.sampled_from("abcd")),
)
conditions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(
            lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)
        ),
        st.builds(
            lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)
        ),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=6,
)
facts = st.fixed_dictionaries(
    {},
    optional={
        "a": st.integers(-6, 12),
        "b": st.booleans(),
        "c": CODES,
        "d": st.lists(CODES, min_size=1, unique=True).map(tuple),
    },
)


def judging(version: str, condition: dict[str, Any]) -> Questionnaire:
    """Give a questionnaire with one criterion."""
    plain = form(version, {"s": FIELDS})
    criterion = Criterion(id="c", condition=from_data(condition), message="No.")
    section = attrs.evolve(plain.sections["s"], criteria=[criterion])
    return attrs.evolve(plain, sections=[section])


def held(questionnaire: Questionnaire, answers: Any, on: Any) -> bool | None:
    """Say what the criterion comes to."""
    (section,) = evaluate(questionnaire, answers, on=on).sections
    return False if section.failed else None if section.open else True


@given(conditions, conditions, facts)
def test_examples_are_true_and_none_is_missed(
    before: dict[str, Any], after: dict[str, Any], answers: dict[str, Any]
) -> None:
    """Both versions judge an example as told, and no difference goes untold."""
    old, new = judging("1.0.0", before), judging("1.1.0", after)
    found = compare(old, new).judged_otherwise
    for each in found:
        assert each.example is not None
        assert held(old, each.example, each.on) is each.held_before
        assert held(new, each.example, each.on) is each.held_after
        assert each.held_before is not each.held_after
        assert complete(new, each.example, on=each.on).problems == ()
    one, other = (said_of(from_data(each), answers) for each in (before, after))
    assert one is other or found


@given(conditions)
def test_a_version_judges_as_itself(condition: dict[str, Any]) -> None:
    """Nothing differs, whatever the condition."""
    same = judging("1.0.0", condition)
    found = compare(same, same)
    assert (found.differences, found.judged_otherwise) == ((), ())


@given(conditions, conditions)
def test_a_comparison_has_two_sides(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    """The other way round the same place differs, with what was and is exchanged."""
    old, new = judging("1.0.0", before), judging("1.1.0", after)
    there, back = compare(old, new), compare(new, old)
    assert [(each.path, each.before, each.after) for each in there.differences] == [
        (each.path, each.after, each.before) for each in back.differences
    ]
    assert bool(there.judged_otherwise) is bool(back.judged_otherwise)
