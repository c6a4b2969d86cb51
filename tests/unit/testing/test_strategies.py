"""The strategies that embedders get: what they draw, refuse and need."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.core.expressions import (
    Compare,
    Expression,
    Field,
    Literal,
    fields,
    value_from_data,
)
from partner_success.errors import (
    InvalidValueError,
    MissingExtraError,
    UnknownNameError,
)
from partner_success.interop import structure, unstructure
from partner_success.questionnaires import (
    MESSAGES,
    SUBMITTED_ON,
    AnyField,
    AttestationField,
    Case,
    ChoiceField,
    ChoicesField,
    Constraint,
    DateField,
    EmailField,
    LongTextField,
    NumberField,
    Questionnaire,
    RatingField,
    TextField,
    WholeNumberField,
    YesNoField,
    check,
)
from partner_success.testing import (
    Faulty,
    answers,
    drafts,
    faulty_answers,
    questionnaires,
    sections,
)
from partner_success.testing import fields as any_fields
from partner_success.testing.answering import expressions_of, is_computed
from partner_success.testing.asking import KINDS
from partner_success.testing.wrong import wrong_answers
from tests.unit.engagement.playbooks.running import playbook
from tests.unit.questionnaires.building_blocks import asking, choices, when, yes, yes_no

ON = date(2025, 12, 20)
few = settings(max_examples=min(30, settings().max_examples))
quick = settings(
    database=None,
    deadline=None,
    derandomize=True,
    max_examples=3_000,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def drawn(strategy: st.SearchStrategy[Any], wanted: Callable[[Any], bool]) -> Any:
    """Give something that a strategy draws; fail where it draws nothing like it."""
    return find(strategy, wanted, settings=quick)


# ------------------------------------------------------------------------ what is drawn
@pytest.mark.rule("QST-01")
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_field_is_drawn(kind: str) -> None:
    """Each kind can be asked for alone, and carries the id."""
    field = drawn(any_fields("named", kinds={kind}), lambda _: True)
    assert (field.id, field.type) == ("named", kind)


PARTS: dict[str, Callable[[Questionnaire], bool]] = {
    "conditions": lambda one: any(f.visible_when for f in one.fields),
    "constraints": lambda one: any(f.constraints for f in one.fields),
    "computed fields": lambda one: any(map(is_computed, one.fields)),
    "computed whole numbers": lambda one: any(
        isinstance(f, WholeNumberField) and f.computed for f in one.fields
    ),
    "computed numbers": lambda one: any(
        isinstance(f, NumberField) and f.computed for f in one.fields
    ),
    "patterns": lambda one: any(getattr(f, "pattern", None) for f in one.fields),
    "criteria": lambda one: any(s.criteria for s in one.sections),
    "reviewers": lambda one: any(s.reviewed for s in one.sections),
    "unjudged sections": lambda one: not all(s.judged for s in one.sections),
    "counted policies": lambda one: bool(one.pass_policy and one.pass_policy.at_least),
    "qualification": lambda one: bool(
        one.pass_policy and one.pass_policy.qualifies_when
    ),
    "translations": lambda one: bool(one.translations),
    "the day": lambda one: any(
        SUBMITTED_ON in fields(each) for each in expressions_of(one)
    ),
}


@pytest.mark.rule("QST-01", "QST-02", "QST-03", "QST-04")
@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_a_questionnaire_is_drawn(part: str) -> None:
    """Nothing that a questionnaire can hold is left out for ever."""
    assert PARTS[part](drawn(questionnaires(), PARTS[part]))


def comparisons(expression: Expression) -> list[Compare]:
    """Give every comparison in an expression."""
    own = [expression] if isinstance(expression, Compare) else []
    return own + [each for part in expression.children for each in comparisons(part)]


@pytest.mark.rule("QST-11")
@few
@given(questionnaires(expressible=True))
def test_expressible_ones_hold_what_a_schema_can_say(one: Questionnaire) -> None:
    """Fields are compared with constants only, and nothing is computed or counted."""
    for each in expressions_of(one):
        for comparison in comparisons(each):
            assert isinstance(comparison.left, Field)
            assert isinstance(comparison.right, Literal)
        assert SUBMITTED_ON not in fields(each)
    for field in one.fields:
        assert not is_computed(field)
        if isinstance(field, NumberField):
            assert field.decimal_places is None
        if isinstance(field, DateField):
            assert field.earliest_days is field.latest_days is None


@pytest.mark.rule("QST-12")
@few
@given(questionnaires())
def test_questionnaires_are_plain_data(one: Questionnaire) -> None:
    """What is drawn is written and read without loss."""
    assert structure(unstructure(one), Questionnaire, subject="it") == one


@pytest.mark.rule("QST-04")
@few
@given(st.data())
def test_sections_build_on_earlier_ones(data: st.DataObject) -> None:
    """Sections are drawn one after the other and fit together."""
    first = data.draw(sections("first", most_fields=2))
    second = data.draw(sections("second", earlier=[*first.fields], most_fields=2))
    assert 1 <= len(second.fields) <= 2
    assert asking(sections=[first, second]).fields.ids == (
        *first.fields.ids,
        *second.fields.ids,
    )


@pytest.mark.rule("QST-05", "QST-09")
@few
@given(st.data())
def test_standard_questionnaires_can_be_answered(data: st.DataObject) -> None:
    """Good answers to each standard one pass, and planted faults are named."""
    one = data.draw(st.sampled_from(list(ps.standard().questionnaires)))
    assert check(one, data.draw(answers(one, on=ON)), on=ON) == ()
    faulty = data.draw(faulty_answers(one, on=ON))
    found = check(one, faulty.answers, on=ON)  # type: ignore[arg-type]
    assert {(each.path, each.code) for each in found} == faulty.planted


MANY = {"choices": choices("a", "b", "c", "d"), "at_least": 2, "at_most": 3}
TYPED: list[AnyField] = [
    TextField(id="x", label="x?"),
    TextField(id="x", label="x?", least_characters=3, most_characters=9),
    TextField(id="x", label="x?", pattern="[A-Z]{2,4}"),
    LongTextField(id="x", label="x?", least_characters=2, most_characters=5),
    EmailField(id="x", label="x?"),
    DateField(id="x", label="x?", earliest=date(2025, 1, 1), latest_days=3),
    DateField(id="x", label="x?"),
    DateField(id="x", label="x?", earliest_days=-1, latest=date(2026, 1, 1)),
    WholeNumberField(id="x", label="x?", at_least=2, at_most=3),
    WholeNumberField(id="x", label="x?", at_least=2, at_most=2),
    NumberField(id="x", label="x?", unit="%", decimal_places=2),
    NumberField(id="x", label="x?", unit="%", at_most=Decimal("-0.5")),
    YesNoField(id="x", label="x?"),
    YesNoField(id="x", label="x?", words=("yes", "true")),
    ChoiceField(id="x", label="x?", choices=choices("gold", "7")),
    ChoicesField(id="x", label="x?", choices=choices("a")),
    ChoicesField(id="x", label="x?", **MANY),
    RatingField(id="x", label="x?"),
    AttestationField(id="x", label="x?", statement="So it is."),
]


@pytest.mark.rule("QST-01", "QST-05")
@pytest.mark.parametrize("field", TYPED, ids=lambda field: field.type)
def test_each_wrong_answer_earns_its_one_code(field: AnyField) -> None:
    """An answer that may be planted has the fault that is told of it, and no other."""
    asked = asking(field)
    for code, wrong in wrong_answers(field, ON):
        for value in wrong:
            found = check(asked, {"a": {"x": value}}, on=ON)
            assert [(each.path, each.code) for each in found] == [("a.x", code)], value


@pytest.mark.rule("QST-01", "QST-05")
@pytest.mark.parametrize("field", TYPED, ids=lambda field: field.type)
def test_good_answers_of_each_kind_vary(field: AnyField) -> None:
    """Good answers pass, and more than one is drawn where there are several."""
    asked, found = asking(field), set[str]()

    @settings(quick, max_examples=100)
    @given(answers(asked, on=ON))
    def look(given_: Any) -> None:
        assert check(asked, given_, on=ON) == ()
        found.add(repr(given_.get("a", {}).get("x")))

    look()
    assert len(found) > 1


@pytest.mark.rule("QST-05")
def test_every_kind_of_fault_is_planted() -> None:
    """Whatever `check` can say of answers is planted sooner or later."""
    of_answers = {code for field in TYPED for code, _ in wrong_answers(field, ON)}
    hidden = yes_no("y", visible_when=yes("x"))
    computed = YesNoField(id="y", label="y?", computed=yes("x"))
    bound = Constraint(id="c", condition=yes("x"), message="x must be so")
    asked = [
        asking(yes_no("x", required=True)),
        asking(yes_no("x", required=True, constraints=(bound,)), yes_no("z")),
        asking(yes_no("x", required=True), hidden),
        asking(yes_no("x", required=True), computed),
    ]
    of_all = {"missing", "hidden-field", "contradicts", "constraint"}
    of_all |= {"unknown-field", "unknown-section"}
    assert of_answers | of_all == set(MESSAGES)
    several = st.one_of([faulty_answers(one, on=ON) for one in asked])
    for code in of_all:
        found = drawn(several, lambda each, code=code: code in str(each.planted))
        assert code in {planted for _, planted in found.planted}


SAID = WholeNumberField(id="n", label="n?", required=True)
SAME = value_from_data({"share": ["n", "n"]})


@pytest.mark.rule("QST-05")
@pytest.mark.parametrize(
    ("computed", "others"),
    [
        (
            NumberField(id="x", label="x?", unit="%", decimal_places=0, computed=SAME),
            {99, 101},
        ),
        (WholeNumberField(id="x", label="x?", at_most=100, computed=SAME), {99}),
        (
            YesNoField(id="x", label="x?", computed=when(known="n")),
            {False},
        ),
        (
            ChoiceField(
                id="x",
                label="x?",
                choices=choices("a", "b"),
                computed=(Case(choice="b", when=when(known="n")),),
            ),
            {"a"},
        ),
    ],
    ids=lambda case: getattr(case, "type", ""),
)
def test_computed_answers_are_contradicted(
    computed: AnyField, others: set[Any]
) -> None:
    """Whatever else the answer could be is planted against the computed one."""
    found: set[Any] = set()

    @settings(quick, max_examples=200)
    @given(faulty_answers(asking(SAID, computed), on=ON))
    def look(faulty: Any) -> None:
        if ("a.x", "contradicts") in faulty.planted:
            found.add(faulty.answers["a"]["x"])

    look()
    assert found == others


@pytest.mark.rule("QST-05")
def test_the_only_choice_cannot_be_contradicted() -> None:
    """Where there is one code, no other is planted."""
    only_one = ChoiceField(
        id="x",
        label="x?",
        choices=choices("a"),
        computed=(Case(choice="a", when=when(known="n")),),
    )
    asked = asking(SAID, only_one)

    @settings(quick, max_examples=200)
    @given(faulty_answers(asked, on=ON))
    def look(faulty: Faulty) -> None:
        assert ("a.x", "contradicts") not in faulty.planted

    look()


# ---------------------------------------------------------------- narrow questionnaires
def only(*made: Any) -> st.SearchStrategy[Any]:
    """Draw answers to a questionnaire of these fields."""
    return answers(asking(*made), on=ON)


@pytest.mark.rule("QST-01")
def test_limits_closer_than_the_steps_are_met() -> None:
    """A number between limits that lie close together is the limit itself."""
    close = {"at_least": Decimal("0.00012"), "at_most": Decimal("0.00013")}
    field = NumberField(id="x", label="x?", unit="%", required=True, **close)
    assert drawn(only(field), lambda _: True)["a"]["x"] in {Decimal("0.00012"), 0.00012}


@pytest.mark.rule("QST-01")
def test_days_that_no_answer_meets_are_left_out() -> None:
    """Where the day of the check leaves no day, the field stays without an answer."""
    field = DateField(id="x", label="x?", earliest=date(2026, 6, 1), latest_days=0)
    found = drawn(only(field), lambda _: True)
    assert not found.get("a")
    faulty = faulty_answers(asking(field), on=ON)
    codes = {code for _, code in drawn(faulty, lambda each: each.planted).planted}
    assert not codes & {"too-early", "too-late"}


@pytest.mark.rule("QST-01")
def test_long_texts_are_drawn_short() -> None:
    """A text field of many characters has answers that can be printed."""
    field = TextField(id="x", label="x?", required=True, most_characters=100_000)
    found = drawn(only(field), lambda given_: len(given_["a"]["x"]) > 5)
    assert len(found["a"]["x"]) < 100


@pytest.mark.rule("QST-06")
def test_drafts_are_any_part() -> None:
    """Everything, nothing, and what lies between."""
    asked = asking(yes_no("x", required=True), yes_no("y", required=True))
    strategy = drafts(asked, on=ON)
    for size in range(3):
        found = drawn(strategy, lambda given_, n=size: len(given_.get("a", {})) == n)
        assert len(found.get("a", {})) == size


# --------------------------------------------------------------------------- refusals
@pytest.mark.rule("QST-01")
def test_misuse_is_named() -> None:
    """Unknown kinds, counts below one and days that are none are refused at once."""
    with pytest.raises(UnknownNameError, match="did you mean 'date'"):
        any_fields(kinds={"dat"})
    with pytest.raises(InvalidValueError, match="kinds is empty"):
        any_fields(kinds=())
    with pytest.raises(InvalidValueError, match="most_fields is 0"):
        sections(most_fields=0)
    with pytest.raises(InvalidValueError, match="most_fields is 0"):
        questionnaires(most_fields=0)
    with pytest.raises(InvalidValueError, match="most_sections is -1"):
        questionnaires(most_sections=-1)
    asked = asking(yes_no("x"))
    for strategy in (answers, drafts, faulty_answers):
        with pytest.raises(InvalidValueError, match="on needs a day"):
            strategy(asked, on=datetime(2026, 3, 2, tzinfo=UTC))


def test_large_answers_print_in_one_line() -> None:
    """A failing example can be read, however large it is."""
    large = {f"section_{n}": {"x": "a" * 10_000} for n in range(1_000)}
    faulty = Faulty(answers=large, planted=frozenset())
    assert len(repr(faulty)) < 2_000
    assert "\n" not in repr(faulty)


@pytest.mark.parametrize(
    "call",
    [
        lambda room, _: room.fields(),
        lambda room, _: room.sections(),
        lambda room, _: room.questionnaires(),
        lambda room, asked: room.answers(asked, on=ON),
        lambda room, asked: room.drafts(asked, on=ON),
        lambda room, asked: room.faulty_answers(asked, on=ON),
        lambda room, _: room.journey_events(),
        lambda room, _: room.journey_states(),
        lambda room, _: room.run_events(),
        lambda room, _: room.playbook_runs(playbook()),
    ],
    ids=[
        "fields",
        "sections",
        "questionnaires",
        "answers",
        "drafts",
        "faulty",
        "events",
        "states",
        "run events",
        "runs",
    ],
)
def test_without_hypothesis_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch, call: Callable[[Any, Questionnaire], object]
) -> None:
    """The package opens without the extra; what needs it says so."""
    for name in [*sys.modules]:
        if re.match(r"partner_success\.testing\.(?!faults|strategies)", name):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    with pytest.raises(MissingExtraError, match=r"partner-success\[testing\]"):
        call(ps.testing, asking(yes_no("x")))


def test_the_package_opens_without_hypothesis() -> None:
    """Nothing of the extra is loaded before a strategy is asked for."""
    program = (
        "import sys; import partner_success as ps; ps.testing.Faulty;"
        " print('hypothesis' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert done.stdout == "False\n"
