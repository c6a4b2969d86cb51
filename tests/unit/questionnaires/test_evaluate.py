"""How sections and questionnaires are judged."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from partner_success.errors import InvalidValueError, UnknownNameError
from partner_success.questionnaires import (
    Criterion,
    Outcome,
    PassPolicy,
    Questionnaire,
    Section,
    SectionStatus,
    Verdict,
    WholeNumberField,
    evaluate,
)
from tests.unit.questionnaires.building_blocks import ON, must, when, yes, yes_no

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def gate(*, reviewed: bool = False, **more: Any) -> Questionnaire:
    """Three judged sections and one that nobody judges."""
    judged = [
        Section(id=id_, title=id_.upper(), fields=[yes_no(id_)], criteria=[must(id_)])
        for id_ in ("a", "b", "c")
    ]
    if reviewed:
        judged[2] = Section(id="c", title="C", fields=[yes_no("c")], reviewed=True)
    notes = Section(
        id="notes", title="Notes", fields=[WholeNumberField(id="size", label="Size?")]
    )
    return Questionnaire(
        id="gate",
        version="1.0.0",
        title="Gate",
        sections=[*judged, notes],
        **{"pass_policy": PassPolicy(), **more},
    )


def answers(**given: bool | int) -> dict[str, dict[str, object]]:
    """Answers by section; the size stands in the notes."""
    return {
        "notes" if name == "size" else name: {name: value}
        for name, value in given.items()
    }


def outcome(questionnaire: Questionnaire, **given: bool | int) -> Outcome:
    """How a questionnaire stands with these answers."""
    return evaluate(questionnaire, answers(**given), on=ON).outcome


@pytest.mark.rule("QST-02")
def test_a_section_passes_when_all_criteria_hold() -> None:
    """One criterion that does not hold fails it, one that is open keeps it pending."""
    both = Section(
        id="a",
        title="A",
        fields=[yes_no("x"), yes_no("y")],
        criteria=[must("x"), must("y")],
    )
    questionnaire = Questionnaire(id="q", version="1.0.0", title="Q", sections=[both])

    def status(**given: bool) -> SectionStatus:
        return evaluate(questionnaire, {"a": given}, on=ON).sections[0].status

    assert status(x=True, y=True) is SectionStatus.PASSED
    assert status(x=True, y=False) is SectionStatus.FAILED
    assert status(y=False) is SectionStatus.FAILED
    assert status(x=True) is SectionStatus.PENDING
    assert status() is SectionStatus.PENDING


@pytest.mark.rule("QST-02")
def test_each_failed_criterion_says_why() -> None:
    """A failed criterion comes with its own message and the answers it rests on."""
    criterion = Criterion(
        id="enough",
        condition=when(
            any=[
                {"field": "people", "at_least": 3},
                {"field": "agency", "equals": True},
            ]
        ),
        message="too few people",
    )
    fields = [WholeNumberField(id="people", label="People"), yes_no("agency")]
    section = Section(id="team", title="Team", fields=fields, criteria=[criterion])
    questionnaire = Questionnaire(
        id="q", version="1.0.0", title="Q", sections=[section], pass_policy=PassPolicy()
    )
    found = evaluate(questionnaire, {"team": {"people": 2, "agency": False}}, on=ON)
    (failed,) = found.failed
    assert failed.message == "too few people"
    assert failed.answers == {"people": 2, "agency": False}
    assert str(failed) == "too few people (people = 2, agency = false)"
    assert found.sections[0].reasons == (str(failed),)
    half = evaluate(questionnaire, {"team": {"people": 2}}, on=ON).sections[0]
    assert (half.status, half.failed) == (SectionStatus.PENDING, ())
    assert half.open[0].missing == ("agency",)
    assert half.reasons == ("no answer yet: agency",)


@pytest.mark.rule("QST-02")
def test_a_wrong_answer_counts_as_missing() -> None:
    """What is wrong with the answers is told, and decides nothing."""
    found = evaluate(gate(), {"a": {"a": "yes"}, "b": {"b": False}}, on=ON)
    statuses = [section.status.value for section in found.sections]
    assert statuses == ["pending", "failed", "pending", "not judged"]
    assert [problem.path for problem in found.problems] == ["a.a"]


@pytest.mark.rule("QST-02")
def test_a_reviewed_section_waits_for_its_verdict() -> None:
    """A reviewer's latest verdict decides; before it the section is pending."""
    questionnaire = gate(reviewed=True)

    def section(*verdicts: Verdict) -> Any:
        return evaluate(questionnaire, {}, on=ON, verdicts=verdicts).sections[2]

    assert section().status is SectionStatus.PENDING
    assert section().reasons == ("no verdict of a reviewer yet",)
    no = Verdict(section="c", passed=False, reviewer="ada", at=AT, note="too vague")
    assert section(no).status is SectionStatus.FAILED
    assert section(no).reasons == ("the reviewer decided so: too vague",)
    later = Verdict(section="c", passed=True, reviewer="bo", at=AT + timedelta(hours=1))
    assert section(no, later).status is SectionStatus.PASSED
    assert section(later, no).verdict == later
    assert section(later, no).reasons == ()
    same = Verdict(section="c", passed=True, reviewer="cy", at=AT)
    assert section(no, same).verdict == same
    bare = Verdict(section="c", passed=False, reviewer="cy", at=AT)
    assert section(bare).reasons == ("the reviewer decided so: no note",)
    assert "ada" not in repr(no)


@pytest.mark.rule("QST-02")
def test_verdicts_are_about_reviewed_sections() -> None:
    """A verdict about another section, or about none, is misuse."""
    yes_ = Verdict(section="a", passed=True, reviewer="ada", at=AT)
    with pytest.raises(InvalidValueError, match="'a' is not judged by a reviewer"):
        evaluate(gate(), {}, on=ON, verdicts=[yes_])
    other = Verdict(section="d", passed=True, reviewer="ada", at=AT)
    with pytest.raises(UnknownNameError, match="no section is called 'd'"):
        evaluate(gate(), {}, on=ON, verdicts=[other])


@pytest.mark.parametrize(
    "wrong",
    [
        {"at": AT.replace(tzinfo=None)},
        {"reviewer": " "},
        {"reviewer": 3},
        {"passed": 1},
    ],
)
def test_a_verdict_says_who_and_when(wrong: dict[str, Any]) -> None:
    """A verdict without a zone, a name or an answer is refused."""
    right = {"section": "a", "passed": True, "reviewer": "ada", "at": AT}
    with pytest.raises(InvalidValueError):
        Verdict(**{**right, **wrong})


@pytest.mark.rule("QST-03")
def test_all_sections_must_pass_unless_fewer_are_asked_for() -> None:
    """All judged sections, or at least N of them."""
    every = gate()
    assert outcome(every) is Outcome.PENDING
    assert outcome(every, a=True) is Outcome.PARTIAL
    assert outcome(every, a=True, b=True, c=True) is Outcome.PASSED
    assert outcome(every, a=False) is Outcome.FAILED
    two = gate(pass_policy=PassPolicy(at_least=2))
    assert outcome(two, a=False) is Outcome.PARTIAL
    assert outcome(two, a=False, b=True) is Outcome.PARTIAL
    assert outcome(two, a=False, b=True, c=True) is Outcome.PASSED
    assert outcome(two, a=False, b=False) is Outcome.FAILED
    assert outcome(two, a=True, b=True) is Outcome.PASSED


@pytest.mark.rule("QST-03")
def test_a_questionnaire_may_qualify_on_its_own() -> None:
    """The automatic rule passes it whatever the sections say, and keeps it open."""
    rule = when(field="size", at_least=50)
    questionnaire = gate(pass_policy=PassPolicy(at_least=3, qualifies_when=rule))
    assert outcome(questionnaire, size=50) is Outcome.PASSED
    assert outcome(questionnaire, size=50, a=False) is Outcome.PASSED
    assert outcome(questionnaire, size=49, a=False) is Outcome.FAILED
    # Without the answer it can still qualify.
    assert outcome(questionnaire, a=False) is Outcome.PARTIAL
    assert outcome(questionnaire) is Outcome.PENDING
    found = evaluate(questionnaire, answers(size=50), on=ON)
    assert found.qualified is True
    assert "it qualifies on its own" in str(found.explain())
    assert evaluate(questionnaire, {}, on=ON).qualified is None


@pytest.mark.rule("QST-03")
def test_a_rule_alone_can_judge() -> None:
    """Without judged sections the automatic rule alone decides."""
    section = Section(id="a", title="A", fields=[yes_no("a")])
    questionnaire = Questionnaire(
        id="q",
        version="1.0.0",
        title="Q",
        sections=[section],
        pass_policy=PassPolicy(qualifies_when=yes("a")),
    )
    assert outcome(questionnaire, a=True) is Outcome.PASSED
    assert outcome(questionnaire, a=False) is Outcome.FAILED
    assert outcome(questionnaire) is Outcome.PENDING


@pytest.mark.rule("QST-03")
def test_without_a_policy_nothing_is_judged() -> None:
    """A questionnaire without a policy is only filled in; its sections still tell."""
    found = evaluate(gate(pass_policy=None), answers(a=True), on=ON)
    assert found.outcome is Outcome.NOT_JUDGED
    assert found.passed == 1


@pytest.mark.rule("QST-03")
def test_the_result_says_how_many_of_how_many() -> None:
    """Passed and judged sections are counted, and told in the title."""
    found = evaluate(gate(), answers(a=True, b=False), on=ON)
    assert (found.passed, found.judged) == (1, 3)
    assert str(found) == "Gate: fail, 1 of 3 sections passed"
    lines = str(found.explain()).splitlines()
    assert lines[3].split() == ["B", "failed"]
    assert lines[-2:] == [
        "B: b is not so (b = false)",
        "C: no answer yet: c",
    ]
    wrong = evaluate(gate(), {"a": {"a": 1}}, on=ON)
    assert "a.a: expected true or false, found 1" in str(wrong.explain())
    section = Section(id="a", title="A", fields=[yes_no("x", required=True)])
    required = Questionnaire(id="q", version="1.0.0", title="Q", sections=[section])
    missing = str(evaluate(required, {}, on=ON).explain())
    assert missing.splitlines()[-1] == "required answers that are missing: 1"
