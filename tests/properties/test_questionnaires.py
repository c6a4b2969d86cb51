"""Laws of questionnaires: answers of every kind, checked, completed and judged."""

from __future__ import annotations

import copy
import math
from collections import UserDict
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partner_success.core import FrozenMap
from partner_success.core.expressions import (
    Condition,
    Field,
    Not,
    Value,
    compile_condition,
    compile_value,
    evaluate_value,
)
from partner_success.core.expressions import evaluate as evaluate_condition
from partner_success.questionnaires import (
    MESSAGES,
    Evaluation,
    Outcome,
    PassPolicy,
    Questionnaire,
    Verdict,
    check,
    complete,
    evaluate,
    progress,
)
from partner_success.testing import (
    Faulty,
    answers,
    drafts,
    faulty_answers,
    questionnaires,
)
from partner_success.testing.conditions import days
from partner_success.testing.values import answer
from partner_success.testing.wrong import wrong_answers
from tests.properties.naive_questionnaires import (
    WRONG,
    naive_holds,
    naive_outcome,
    naive_read,
    naive_status,
)
from tests.properties.test_expressions import (
    SCHEMA,
    conditions,
    number_values,
    records,
)

few = settings(max_examples=min(60, settings().max_examples))

Given = dict[str, dict[str, Any]]


@st.composite
def answered(draw: st.DrawFn) -> tuple[Questionnaire, date, Given]:
    """A questionnaire with good answers."""
    asked, on = draw(questionnaires()), draw(days)
    return asked, on, draw(answers(asked, on=on))


@st.composite
def faulted(draw: st.DrawFn) -> tuple[Questionnaire, date, Faulty]:
    """A questionnaire with faulty answers."""
    asked, on = draw(questionnaires()), draw(days)
    return asked, on, draw(faulty_answers(asked, on=on))


odd = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.sampled_from([10**400, 3.0, 2.5, -0.0, 1e-320, math.inf, math.nan]),
    st.sampled_from([Decimal("NaN"), Decimal("-Infinity"), Decimal("1E-450")]),
    st.sampled_from([Decimal("1E+999999"), Decimal("3.000"), Decimal("0E-450")]),
    st.sampled_from(
        ["", " ", "\ufeff", "7", "yes", "Yes", "gold", "a\n", "\ud800", "😀"]
    ),
    st.sampled_from(["2025-12-20", "2026-02-30", "ann@partner.example", b"gold"]),
    st.sampled_from([date(2025, 12, 20), datetime(2025, 12, 20, tzinfo=UTC), object()]),
    st.text(max_size=3),
)
"""Values such as JSON, YAML or a program may bring."""
keys = st.sampled_from(["part_1", "part_1_1", "part_2_1", "part_9", "", "submitted_on"])
strange_keys = keys | st.sampled_from([None, 1, True, b"part_1", ("part_1", 1)])


def tables(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Tables of several kinds, and lists."""
    plain = st.dictionaries(keys, inner, max_size=4)
    return st.one_of(
        plain,
        plain.map(MappingProxyType),
        plain.map(UserDict),
        plain.map(FrozenMap),
        st.dictionaries(strange_keys, inner, max_size=3),
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
    )


anything = st.recursive(odd, tables, max_leaves=12)


@st.composite
def messy_answers(draw: st.DrawFn, asked: Questionnaire, on: date) -> Any:
    """Some answers right, some wrong, some strange; asked for or not."""
    given: dict[Any, Any] = {}
    for section in asked.sections:
        inner: dict[Any, Any] = {}
        for field in section.fields:
            kind = draw(st.integers(0, 9))
            if kind < 5:
                inner[field.id] = answer(draw, field, on)
            elif kind < 7:
                _, wrong = draw(st.sampled_from(wrong_answers(field, on)))
                inner[field.id] = draw(st.sampled_from(wrong))
            elif kind == 7:
                inner[field.id] = draw(anything)
        if not draw(st.integers(0, 5)):
            inner[draw(strange_keys)] = draw(odd)
        if draw(st.integers(0, 9)):
            given[section.id] = inner
        elif draw(st.booleans()):
            given[section.id] = draw(anything)
    if not draw(st.integers(0, 5)):
        given[draw(strange_keys)] = draw(odd)
    return given


@st.composite
def messed(draw: st.DrawFn) -> tuple[Questionnaire, date, Any]:
    """A questionnaire with answers of which anything may be wrong."""
    asked, on = draw(questionnaires()), draw(days)
    return asked, on, draw(messy_answers(asked, on))


def named(problems: Any) -> set[tuple[str, str]]:
    """Give the place and code of each problem."""
    return {(each.path, each.code) for each in problems}


# ----------------------------------------------------------------- good and bad answers
@pytest.mark.rule("QST-01", "QST-04", "QST-05")
@few
@given(answered())
def test_good_answers_pass(case: tuple[Questionnaire, date, Given]) -> None:
    """Where everything asked is answered well and nothing else, nothing is wrong."""
    asked, on, given_ = case
    assert check(asked, given_, on=on) == ()


@pytest.mark.rule("QST-01", "QST-05")
@few
@given(faulted())
def test_the_planted_faults_are_named_and_no_other(
    case: tuple[Questionnaire, date, Faulty],
) -> None:
    """Every fault is told at once, each once, by its place and code."""
    asked, on, faulty = case
    problems = check(asked, faulty.answers, on=on)  # type: ignore[arg-type]
    assert named(problems) == faulty.planted
    for problem in problems:
        assert problem.code in MESSAGES
        assert problem.message


@pytest.mark.rule("QST-01", "QST-04", "QST-05")
@few
@given(messed())
def test_a_naive_check_finds_the_same(case: tuple[Questionnaire, date, Any]) -> None:
    """A slow second check, written from the rules, agrees on any answers."""
    asked, on, given_ = case
    assert named(check(asked, given_, on=on)) == naive_read(asked, given_, on)[0]


@pytest.mark.rule("QST-05")
@few
@given(questionnaires(), anything)
def test_nothing_that_is_given_is_changed_or_raises(
    asked: Questionnaire, given_: Any
) -> None:
    """Whatever comes in is told of, never raised, and left as it is."""
    on = date(2025, 12, 20)
    before = repr(given_)
    problems = check(asked, given_, on=on)
    assert named(problems) == naive_read(asked, given_, on)[0]
    evaluate(asked, given_, on=on)
    progress(asked, given_, on=on)
    complete(asked, given_, on=on)
    assert repr(given_) == before


@pytest.mark.rule("QST-05")
@few
@given(messed(), st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_matter(
    case: tuple[Questionnaire, date, Any], lots: Any
) -> None:
    """Answers are told apart by their names alone."""
    asked, on, given_ = case

    def shuffled(table: Any, depth: int = 2) -> Any:
        # What stands in place of an answer is shown in its own order.
        if not isinstance(table, dict) or not depth:
            return table
        items = list(table.items())
        lots.shuffle(items)
        return {key: shuffled(value, depth - 1) for key, value in items}

    mixed = shuffled(given_)
    first, second = check(asked, given_, on=on), check(asked, mixed, on=on)
    assert sorted(map(str, first)) == sorted(map(str, second))
    strange = ("unknown-field", "unknown-section")
    first, second = (
        tuple(each for each in found if each.code not in strange)
        for found in (first, second)
    )
    assert first == second
    before, after = evaluate(asked, given_, on=on), evaluate(asked, mixed, on=on)
    assert (before.sections, before.outcome) == (after.sections, after.outcome)


# -------------------------------------------------------------------------- completing
@pytest.mark.rule("QST-04", "QST-05")
@few
@given(messed())
def test_completing_drops_what_is_not_asked(
    case: tuple[Questionnaire, date, Any],
) -> None:
    """Hidden answers go, the other problems stay, and what is kept is right."""
    asked, on, given_ = case
    ready, problems = complete(asked, given_, on=on), check(asked, given_, on=on)
    hidden = [each.path for each in problems if each.code == "hidden-field"]
    assert list(ready.dropped) == hidden
    assert ready.problems == tuple(p for p in problems if p.code != "hidden-field")
    kept = {f"{s}.{f}" for s, answers_ in ready.answers.items() for f in answers_}
    assert not kept.intersection(hidden)


@pytest.mark.rule("QST-04", "QST-05")
@few
@given(answered(), st.data())
def test_what_is_complete_passes_and_stays(
    case: tuple[Questionnaire, date, Given], data: st.DataObject
) -> None:
    """Good answers, even with hidden ones, become complete ones; once is enough."""
    asked, on, given_ = case
    facts = naive_read(asked, given_, on)[1]
    more = copy.deepcopy(given_)
    hidden = []
    for section in asked.sections:
        for field in section.fields:
            when = field.visible_when
            if when is not None and evaluate_condition(when, facts) is not True:
                hidden.append(f"{section.id}.{field.id}")
                inner = more.setdefault(section.id, {})
                inner[field.id] = answer(data.draw, field, on)
    ready = complete(asked, more, on=on)
    assert (ready.dropped, ready.problems) == (tuple(hidden), ())
    assert check(asked, ready.answers, on=on) == ()
    again = complete(asked, ready.answers, on=on)
    assert repr(again) == repr(attrs.evolve(ready, dropped=()))
    assert again.answers == complete(asked, given_, on=on).answers


# ----------------------------------------------------------------------------- judging
reviews = st.dictionaries(st.integers(1, 3), st.booleans(), max_size=3)
"""By the number of a section, what its reviewer decided."""


def judged(
    asked: Questionnaire, given_: Any, on: date, decided: Mapping[int, bool]
) -> Evaluation:
    """Judge with the verdicts on those sections that somebody reviews."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    sections = [s.id for s in asked.sections if s.reviewed]
    verdicts = [
        Verdict(section=f"part_{place}", passed=passed, reviewer="ada", at=at)
        for place, passed in decided.items()
        if f"part_{place}" in sections
    ]
    return evaluate(asked, given_, on=on, verdicts=verdicts)


@pytest.mark.rule("QST-02", "QST-03")
@few
@given(messed(), reviews)
def test_judging_agrees_with_every_way_it_can_go_on(
    case: tuple[Questionnaire, date, Any], decided: dict[int, bool]
) -> None:
    """Sections follow their criteria or reviewer, the whole what can still happen."""
    asked, on, given_ = case
    found = judged(asked, given_, on, decided)
    facts = naive_read(asked, given_, on)[1]
    statuses = [
        naive_status(section, facts, decided.get(place))
        for place, section in enumerate(asked.sections, start=1)
    ]
    assert [each.status for each in found.sections] == statuses
    assert found.outcome == naive_outcome(asked, statuses, facts)
    assert found.passed == statuses.count("passed")
    assert found.judged == len(statuses) - statuses.count("not judged")
    assert found.passed <= found.judged
    assert f"{found.passed} of {found.judged} sections passed" in str(found.explain())


@pytest.mark.rule("QST-02")
@few
@given(messed())
def test_each_failed_criterion_says_so_itself(
    case: tuple[Questionnaire, date, Any],
) -> None:
    """Failed criteria come with their own message and the answers they rest on."""
    asked, on, given_ = case
    facts = naive_read(asked, given_, on)[1]
    for section, found in zip(
        asked.sections, evaluate(asked, given_, on=on).sections, strict=True
    ):
        failed = [
            each
            for each in section.criteria
            if naive_holds(each.condition, facts, facts[WRONG]) is False
        ]
        assert [each.criterion for each in found.failed] == failed
        assert [each.message for each in found.failed] == [c.message for c in failed]
        for each in (*found.failed, *found.open):
            for name, value in each.answers.items():
                assert value == facts.get(name)


RANKS = {status: place for place, status in enumerate(["failed", "pending", "passed"])}
# Which of the two open ones it is says only whether anything is judged yet.
OUTCOMES = {
    Outcome.FAILED: 0,
    Outcome.PENDING: 1,
    Outcome.PARTIAL: 1,
    Outcome.PASSED: 2,
    Outcome.NOT_JUDGED: 3,
}


def never_lower(before: Evaluation, after: Evaluation) -> bool:
    """Say whether no section and not the whole came out lower."""
    sections = all(
        RANKS.get(new.status, 0) >= RANKS.get(old.status, 0)
        for old, new in zip(before.sections, after.sections, strict=True)
    )
    return sections and OUTCOMES[after.outcome] >= OUTCOMES[before.outcome]


@pytest.mark.rule("QST-02", "QST-03")
@few
@given(messed(), reviews, st.data())
def test_a_criterion_met_never_lowers_anything(
    case: tuple[Questionnaire, date, Any], decided: dict[int, bool], data: st.DataObject
) -> None:
    """A failed criterion turned to met fails no section, nor the whole."""
    asked, on, given_ = case
    before = judged(asked, given_, on, decided)
    met = {each.criterion.id for each in before.failed if data.draw(st.booleans())}
    sections = [
        attrs.evolve(
            section,
            criteria=[
                attrs.evolve(each, condition=Not(each.condition))
                if each.id in met
                else each
                for each in section.criteria
            ],
        )
        for section in asked.sections
    ]
    after = judged(attrs.evolve(asked, sections=sections), given_, on, decided)
    assert never_lower(before, after)


@pytest.mark.rule("QST-02", "QST-03")
@few
@given(messed(), reviews, st.sets(st.integers(1, 3)))
def test_a_verdict_to_pass_never_lowers_anything(
    case: tuple[Questionnaire, date, Any], decided: dict[int, bool], passed: set[int]
) -> None:
    """Passing more sections never lowers the outcome, failing more never raises it."""
    asked, on, given_ = case
    before = judged(asked, given_, on, decided)
    more = {**decided, **dict.fromkeys(passed, True)}
    assert never_lower(before, judged(asked, given_, on, more))
    least = {**decided, **dict.fromkeys(passed, False)}
    fewer = judged(asked, given_, on, least)
    failed = [each.section_id for each in fewer.sections if each.verdict is not None]
    assert OUTCOMES[fewer.outcome] <= OUTCOMES[before.outcome] or not failed


@pytest.mark.rule("QST-03")
@few
@given(messed(), reviews, st.data())
def test_asking_for_fewer_sections_never_lowers_the_outcome(
    case: tuple[Questionnaire, date, Any], decided: dict[int, bool], data: st.DataObject
) -> None:
    """A policy that needs fewer sections is met by whatever met the harder one."""
    asked, on, given_ = case
    count = sum(section.judged for section in asked.sections)
    if not count:
        return
    needed = [None, *range(count, 0, -1)]
    first = data.draw(st.integers(0, count))
    policies = [PassPolicy(at_least=each) for each in needed[first:]]
    outcomes = [
        judged(attrs.evolve(asked, pass_policy=each), given_, on, decided).outcome
        for each in policies
    ]
    ranks = [OUTCOMES[outcome] for outcome in outcomes]
    assert ranks == sorted(ranks)


# ---------------------------------------------------------------------------- progress
@pytest.mark.rule("QST-04", "QST-05")
@few
@given(messed())
def test_progress_adds_up(case: tuple[Questionnaire, date, Any]) -> None:
    """What is answered and what is open make what is required, section by section."""
    asked, on, given_ = case
    found = progress(asked, given_, on=on)
    assert found.answered + len(found.open) == found.required
    assert 0 <= found.share <= 1
    assert found.share * found.required == found.answered or found.required == 0
    for section, shown in zip(asked.sections, found.sections, strict=True):
        assert shown.answered + len(shown.open) == shown.required
        assert shown.required <= sum(field.required for field in section.fields)
    problems = named(check(asked, given_, on=on))
    missing = {path for path, code in problems if code == "missing"}
    wrong = {path for path, _ in problems}
    opened = {each.path for each in found.open}
    assert missing <= opened
    replaced = {s.id for s in asked.sections if (s.id, "wrong-type") in problems}
    assert all(path in wrong or path.split(".")[0] in replaced for path in opened)


@pytest.mark.rule("QST-04")
@few
@given(questionnaires(), days, st.data())
def test_a_draft_is_open_where_it_lacks_answers(
    asked: Questionnaire, on: date, data: st.DataObject
) -> None:
    """Good answers are all there; an empty draft has none."""
    whole = data.draw(answers(asked, on=on))
    assert progress(asked, whole, on=on).share == 1
    assert progress(asked, {}, on=on).answered == 0
    part = data.draw(drafts(asked, on=on))
    codes = {each.code for each in check(asked, part, on=on)}
    assert codes <= {"missing", "hidden-field", "contradicts", "constraint"}


# -------------------------------------------------------------------------- conditions
def plain(facts: Mapping[str, object]) -> dict[str, object]:
    """Give facts in the form that evaluation gives them."""
    return {name: evaluate_value(Field(name), facts) for name in SCHEMA}


@pytest.mark.rule("QST-02", "QST-04")
@given(conditions, records)
def test_compiled_conditions_mean_the_same(
    condition: Condition, facts: dict[str, object]
) -> None:
    """The fast form of a condition answers as the plain one does."""
    assert compile_condition(condition)(plain(facts)) is evaluate_condition(
        condition, facts
    )


@pytest.mark.rule("QST-02", "QST-04")
@given(number_values, records)
def test_compiled_values_mean_the_same(value: Value, facts: dict[str, object]) -> None:
    """The fast form of a value gives the same number, of the same type."""
    fast, slow = compile_value(value)(plain(facts)), evaluate_value(value, facts)
    assert fast == slow
    assert type(fast) is type(slow) or isinstance(fast, Fraction | int)
