"""Forms in a real browser: shown, filled in by clicks, and submitted."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.core.expressions import Compare, Field, Literal, Operator
from partner_success.interop import form_schema
from partner_success.questionnaires import (
    AttestationField,
    Choice,
    ChoiceField,
    ChoicesField,
    Constraint,
    DateField,
    EmailField,
    LongTextField,
    NumberField,
    Questionnaire,
    RatingField,
    Section,
    TextField,
    WholeNumberField,
    YesNoField,
    check,
)
from tests.browser.driving import (
    HERE,
    Browser,
    executable,
    modules,
    open_browser,
    run,
)
from tests.properties.forms import DAY, answers, questionnaires


def step(do: str, at: str = "", value: str = "") -> dict[str, str]:
    """Make one step of a person."""
    found = {"do": do, "at": at, "with": value}
    return {key: text for key, text in found.items() if text}


LOOK, SUBMIT = step("look"), step("submit")
ON = date(2026, 9, 1)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """The page, bundled once, and the browser that shows it."""
    return open_browser(tmp_path_factory.mktemp("page"))


def _refused(seen: Any) -> set[str]:
    assert seen["submitted"] is None
    return {error["property"].lstrip(".") for error in seen["refused"]}


def _yes(section: Section, *but: str) -> list[dict[str, str]]:
    """Click Yes wherever it is asked without condition, but for some fields."""
    return [
        step("click", f"{section.id}.{field.id}", "Yes")
        for field in section.fields
        if isinstance(field, YesNoField)
        and field.visible_when is None
        and field.id not in but
    ]


def _title(schema: Any, id: str) -> Any:
    """Give the title of a field, wherever in the schema it stands."""
    if isinstance(schema, dict):
        if "title" in (found := schema.get("properties", {}).get(id, {})):
            return found["title"]
        schema = list(schema.values())
    parts = schema if isinstance(schema, list) else []
    return next((title for each in parts if (title := _title(each, id))), None)


def test_gate_3_is_filled_in_by_clicks(rules: ps.Rulebook, browser: Browser) -> None:
    """What a person clicks and types into Gate 3 passes the check."""
    gate = rules.questionnaires["gate_3"]
    first, second = gate.sections
    beta, ended = "phase_3b.beta_testing", "phase_3b.beta_ended_on"
    form = form_schema(gate)
    hidden = {"beta_feedback", "beta_customers", "beta_ended_on"}
    labels = {f"{_title(form.schema, id)}*" for id in hidden}
    steps = [
        *_yes(first),
        *_yes(second, "readiness_review"),
        step("click", "phase_3b.readiness_review", "No"),
        step("type", "phase_3b.go_live_on", "2026-09-15"),
        LOOK,
        step("choose", beta, gate.fields["beta_testing"].choices["completed"].label),
        LOOK,
        SUBMIT,
        step("type", ended, "2026-08-20"),
        step("type", "phase_3b.beta_customers", "3"),
        step("click", "phase_3b.beta_feedback", "Yes"),
        SUBMIT,
        step("choose", beta, gate.fields["beta_testing"].choices["waived"].label),
        LOOK,
        SUBMIT,
    ]
    before, during, early, done, after, waived = (
        found for found in browser.play(form, *steps) if found is not None
    )
    assert not labels & set(before)
    assert labels <= set(during)
    assert after == before
    assert _refused(early) == {f"phase_3b.{id}" for id in hidden}
    assert check(gate, done["submitted"], on=ON) == ()
    assert done["submitted"]["phase_3b"]["beta_customers"] == 3
    assert check(gate, waived["submitted"], on=ON) == ()
    assert not hidden & set(waived["submitted"]["phase_3b"])


def test_gate_3_refuses_what_the_check_refuses(
    rules: ps.Rulebook, browser: Browser
) -> None:
    """An empty form and a wrong number are refused by both, at the same fields."""
    gate = rules.questionnaires["gate_3"]
    completed = gate.fields["beta_testing"].choices["completed"].label
    steps = [
        SUBMIT,
        step("choose", "phase_3b.beta_testing", completed),
        step("type", "phase_3b.beta_customers", "0"),
        SUBMIT,
    ]
    seen = browser.play(form_schema(gate), *steps)
    empty = {problem.path for problem in check(gate, {}, on=ON)}
    assert _refused(seen[0]) == empty
    wrong = {"phase_3b": {"beta_testing": "completed", "beta_customers": 0}}
    assert _refused(seen[3]) == {each.path for each in check(gate, wrong, on=ON)}
    assert "phase_3b.beta_customers" in _refused(seen[3])


def _everything() -> Questionnaire:
    """Make a questionnaire with every kind of field."""
    pets = [Choice(id=code, label=f"A {code}") for code in ("cat", "dog", "bee")]
    no = Compare(Field("ready"), "equals", Literal(False))
    low = Compare(Field("rating"), "at_most", Literal(2))
    small = Compare(Field("share"), Operator.LESS_THAN, Literal(Decimal("99.5")))
    limit = Constraint(id="small", condition=small, message="Keep half a percent.")
    first = [
        TextField(id="code", label="Code", pattern="[A-Z]{2}-[0-9]+", required=True),
        LongTextField(id="story", label="Story", visible_when=None),
        EmailField(id="mail", label="E-mail", required=True, placeholder="a@b.org"),
        DateField(id="day", label="Day", earliest=date(2026, 1, 1), required=True),
        WholeNumberField(id="people", label="People", at_least=1, at_most=9),
        NumberField(id="share", label="Share", unit="%", constraints=[limit]),
    ]
    second = [
        YesNoField(id="ready", label="Ready?", words=("Aye", "Nay"), required=True),
        ChoiceField(id="pet", label="Pet", choices=pets, required=True),
        ChoicesField(id="pets", label="Pets", choices=pets, at_most=2),
        RatingField(id="rating", label="How good?", lowest_label="bad", required=True),
        AttestationField(
            id="sure", label="Sure", statement="I am.", help="Ask.", required=True
        ),
    ]
    third = [
        TextField(id="why", label="Why not?", visible_when=no, required=True),
        LongTextField(id="how", label="How bad?", visible_when=low),
    ]
    return Questionnaire(
        id="everything",
        version="1.0.0",
        title="Everything",
        help="One of each.",
        sections=[
            Section(id="first", title="First", fields=first, help="Written."),
            Section(id="second", title="Second", fields=second),
            Section(id="third", title="Third", fields=third),
        ],
    )


def test_every_kind_of_field_can_be_answered(browser: Browser) -> None:
    """A field of each kind is shown, refuses what is wrong and takes what is right."""
    asked = _everything()
    wrong = [
        step("type", "first.code", "ab"),
        step("type", "first.mail", "ada"),
        step("type", "first.day", "2025-12-31"),
        step("type", "first.people", "10"),
        step("type", "first.share", "99.5"),
        step("click", "second.pets", "A cat"),
        step("click", "second.pets", "A dog"),
        step("click", "second.pets", "A bee"),
        SUBMIT,
    ]
    mended = [
        step("click", "second.pets", "A bee"),
        step("type", "first.code", "AB-12"),
        step("type", "first.story", "Two lines"),
        step("type", "first.mail", "ada@example.com"),
        step("type", "first.day", "2026-03-02"),
        step("type", "first.people", "9"),
        step("type", "first.share", "12.25"),
        step("click", "second.ready", "Nay"),
        step("choose", "second.pet", "A bee"),
        step("click", "second.rating", "1: bad"),
        step("click", "second.sure"),
        step("type", "third.why", "It rains."),
        step("type", "third.how", "Very."),
        SUBMIT,
    ]
    emptied = [
        step("click", "second.ready", "Aye"),
        step("click", "second.rating", "5"),
        step("click", "second.pets", "A cat"),
        step("click", "second.pets", "A dog"),
        SUBMIT,
    ]
    seen = browser.play(form_schema(asked), *wrong, *mended, *emptied)
    refused, accepted, last = (found for found in seen if found is not None)
    given_wrong = {
        "first": {
            "code": "ab",
            "mail": "ada",
            "day": "2025-12-31",
            "people": 10,
            "share": 99.5,
        },
        "second": {"pets": ["cat", "dog", "bee"]},
    }
    paths = {each.path for each in check(asked, given_wrong, on=DAY)}
    # A constraint joins answers, so a schema can refuse them only together.
    assert _refused(refused) == paths - {"first.share"} | {"first"}
    assert {"property": ".first", "message": "Keep half a percent."} in refused[
        "refused"
    ]
    assert accepted["submitted"] == {
        "first": {
            "code": "AB-12",
            "story": "Two lines",
            "mail": "ada@example.com",
            "day": "2026-03-02",
            "people": 9,
            "share": 12.25,
        },
        "second": {
            "ready": False,
            "pet": "bee",
            "pets": ["cat", "dog"],
            "rating": 1,
            "sure": True,
        },
        "third": {"why": "It rains.", "how": "Very."},
    }
    assert check(asked, accepted["submitted"], on=DAY) == ()
    assert check(asked, last["submitted"], on=DAY) == ()
    assert "pets" not in last["submitted"]["second"]
    assert not last["submitted"].get("third")


def _drawn(count: int) -> list[tuple[Questionnaire, list[Any]]]:
    """Draw questionnaires, always the same ones, with answers right and wrong."""
    found: list[tuple[Questionnaire, list[Any]]] = []

    @settings(
        database=None,
        derandomize=True,
        max_examples=count,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def draw(data: st.DataObject) -> None:
        asked = data.draw(questionnaires())
        found.append((asked, [data.draw(answers(asked)) for _ in range(4)]))

    draw()
    return found


def test_drawn_questionnaires_are_shown_and_submitted(browser: Browser) -> None:
    """Answers that the check accepts can be submitted, whatever was asked."""
    good = [
        (asked, each)
        for asked, given_answers in _drawn(80)
        for each in given_answers[:1]
        if any(each.values()) and not check(asked, each, on=DAY)
    ][:8]
    assert len(good) == 8
    shown = [(form_schema(asked), each) for asked, each in good]
    seen = browser.play_all(shown, LOOK, SUBMIT)
    for (asked, each), (labels, submitted) in zip(good, seen, strict=True):
        assert len(labels) >= sum(map(len, each.values())), asked
        assert submitted["refused"] == [], (asked, each)
        left = {key: part for key, part in submitted["submitted"].items() if part}
        assert left == {key: part for key, part in each.items() if part}


def test_another_engine_accepts_the_same() -> None:
    """Ajv, which knows ECMAScript's expressions alone, judges as `check` does."""
    node, _ = executable("node"), modules()
    drawn = _drawn(40)
    wanted = [
        {"schema": form_schema(asked).schema, "answers": given_answers}
        for asked, given_answers in drawn
    ]
    verdicts = json.loads(run(node, HERE / "judge.mjs", given=wanted))
    expected = [
        [not check(asked, each, on=DAY) for each in given_answers]
        for asked, given_answers in drawn
    ]
    assert {verdict for each in expected for verdict in each} == {True, False}
    assert verdicts == expected
