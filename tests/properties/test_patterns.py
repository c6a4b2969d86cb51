"""Laws of patterns, against an engine that tries every way."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from partner_success.questionnaires import TextPattern, pattern_problems
from tests.properties.naive_patterns import (
    ALPHABET,
    Tree,
    naive_steps,
    texts,
    trees,
    written,
)

pytestmark = pytest.mark.rule("QST-01", "QST-11")


@given(trees, texts)
def test_a_pattern_means_what_its_tree_means(tree: Tree, text: str) -> None:
    """It matches what some way through its tree takes, within the promised steps."""
    source = written(tree)
    assume(not pattern_problems(source))
    pattern = TextPattern(source)
    steps, matched = naive_steps(tree, text)
    assert pattern.matches(text) is matched
    assert steps <= pattern.most_steps(len(text))


@given(trees, st.text(ALPHABET, min_size=1, max_size=4), st.integers(0, 300))
def test_a_text_that_repeats_costs_no_more(tree: Tree, unit: str, times: int) -> None:
    """Pumped texts, with which engines are made to hang, stay within the bound too."""
    source = written(tree)
    assume(not pattern_problems(source))
    text = unit * times + "!"
    steps, _ = naive_steps(tree, text)
    assert steps <= TextPattern(source).most_steps(len(text))


@given(trees, texts)
def test_a_pattern_is_refused_for_its_work_alone(tree: Tree, text: str) -> None:
    """What is in the language has no other fault."""
    codes = {problem.code for problem in pattern_problems(written(tree))}
    assert codes <= {"too-much-work"}


@given(st.text("ab[](){}|?*+.\\^$-,12d:=<P", max_size=12), texts)
def test_any_text_is_a_pattern_or_has_a_fault(source: str, text: str) -> None:
    """Reading never fails otherwise, and what is taken compiles without a warning."""
    if not pattern_problems(source):
        assert TextPattern(source).matches(text) in {True, False}
