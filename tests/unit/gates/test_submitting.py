"""What handing in answers comes to, when it is refused, and reworking what failed."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.core.collections import Catalogue
from partner_success.errors import InvalidValueError, UnknownNameError
from partner_success.gates import (
    GateStatus,
    Journey,
    Override,
    Rework,
    SignOff,
    StartStage,
    Submit,
)
from partner_success.gates.events import Launched, Submitted
from partner_success.questionnaires import (
    Replaced,
    Verdict,
)
from tests.support import journeys
from tests.support.journeys import NAMES, journey_called
from tests.support.partners_on_the_way import (
    AT,
    actor,
    on_the_way,
    questionnaire_of,
    submission,
    verdicts,
)
from tests.unit.gates.doing import (
    codes,
    done,
    handed_in,
    in_status,
    lead_of,
    refused,
    signed,
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        ("met", GateStatus.AWAITING_SIGN_OFF),
        ("failed", GateStatus.FAILED),
    ],
)
@pytest.mark.rule("JRN-05")
def test_where_answers_lead(name: str, outcome: Any, status: GateStatus) -> None:
    """Answers that meet the criteria wait for the lead; answers that fail, fail it."""
    journey = journey_called(name)
    for stage in journey.stages:
        if stage.is_gate:
            partner = on_the_way(journey, stage.id, ready=True)
            after = done(partner, handed_in(partner, outcome)).state.gate
            assert after.status is status
            judged = after.judged
            assert judged is not None
            assert (judged.id, judged.by) == ("s-new", lead_of(partner).id)
            assert bool(judged.failures) is (outcome == "failed")
            assert after.submissions == ("s-new",)


@pytest.mark.rule("JRN-05")
def test_every_reason_of_a_failure_is_kept(rules: ps.Rulebook) -> None:
    """Each criterion that does not hold is named by section and in words."""
    partner = on_the_way(rules.journey, "gate_0")
    form = questionnaire_of(rules.journey, "gate_0")
    after = done(partner, handed_in(partner, "failed")).state.gate.judged
    assert after is not None
    asked = {
        f"{section.id}.{each.id}": f"{section.title}: {each.message}"
        for section in form.sections
        for each in section.criteria
    }
    assert len(after.failures) > 1
    for failure in after.failures:
        assert asked[failure.code] == failure.message
    assert not set(after.passed_sections) & {
        failure.code.partition(".")[0] for failure in after.failures
    }


@pytest.mark.rule("JRN-05")
def test_answers_that_leave_it_open_leave_the_gate_in_progress() -> None:
    """While a reviewer has not decided, the gate stays where it is, and says so."""
    journey = journey_called("company")
    partner = on_the_way(journey, "meet", ready=True)
    half = done(partner, handed_in(partner, "open"))
    assert half.state.gate.status is GateStatus.IN_PROGRESS
    event = half.events[-1]
    assert isinstance(event, Submitted)
    assert (event.result, event.failures) == ("open", ())
    first, second = refused(half, SignOff(by=lead_of(half)))
    assert first.code == "in-progress"
    assert second.code == "answers-open"
    assert second.facts["sections"] == tuple(
        each
        for each in questionnaire_of(journey, "meet").sections.ids
        if each not in event.passed_sections
    )
    assert str(second).endswith("missing; not passed yet: Means, Impression")


@pytest.mark.parametrize("passed", [True, False])
@pytest.mark.rule("JRN-05")
def test_what_was_left_open_is_judged_again_with_the_verdict(passed: bool) -> None:
    """The same submission is handed in once more, with what the reviewer decided."""
    journey = journey_called("company")
    partner = on_the_way(journey, "meet", ready=True)
    form = questionnaire_of(journey, "meet")
    opened = handed_in(partner, "open")
    half = done(partner, opened)
    assert codes(half, opened) == ["handed-in"]
    decided = verdicts(form, passed=passed)
    again = done(half, attrs.evolve(opened, verdicts=decided)).state.gate
    wanted = GateStatus.AWAITING_SIGN_OFF if passed else GateStatus.FAILED
    assert again.status is wanted
    assert again.submissions == ("s-new",)
    if not passed:
        assert again.judged is not None
        told = {each.code: each.message for each in again.judged.failures}
        assert told["impression.verdict"] == (
            "Impression: the reviewer did not let it pass"
        )


def _with_two_reviews(journey: Journey, at_least: int) -> Journey:
    form = questionnaire_of(journey, "meet")
    second = journeys.section("second", "liked_too", reviewed=True)
    policy = attrs.evolve(form.pass_policy, at_least=at_least)
    wider = attrs.evolve(form, sections=[*form.sections, second], pass_policy=policy)
    others = [each for each in journey.questionnaires if each.id != form.id]
    forms = Catalogue([wider, *others], kind="questionnaire")
    return attrs.evolve(journey, questionnaires=forms)


@pytest.mark.parametrize(
    ("passed", "at_least", "status"),
    [(True, 3, GateStatus.AWAITING_SIGN_OFF), (False, 1, GateStatus.FAILED)],
)
@pytest.mark.rule("JRN-05", "QST-02")
def test_what_a_reviewer_decided_before_still_counts(
    *, passed: bool, at_least: int, status: GateStatus
) -> None:
    """Two decide one after the other: the second verdict does not undo the first."""
    partner = on_the_way(
        _with_two_reviews(journey_called("company"), at_least), "meet", ready=True
    )
    opened = handed_in(partner, "open")
    first = Verdict(
        section="impression", passed=passed, reviewer="p-1", at=AT, note="Too loud"
    )
    half = done(partner, attrs.evolve(opened, verdicts=(first,)))
    assert half.state.gate.status is GateStatus.IN_PROGRESS
    second = Verdict(section="second", passed=passed, reviewer="p-2", at=AT)
    gate = done(half, attrs.evolve(opened, verdicts=(second,))).state.gate
    assert gate.status is status
    assert gate.judged is not None
    assert gate.judged.verdicts == (attrs.evolve(first, note=""), second)


@pytest.mark.parametrize("at_least", [1, 2, 3, 4])
@pytest.mark.parametrize("passes", list(product([True, False], repeat=2)))
@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.rule("JRN-05", "QST-02")
def test_one_after_the_other_comes_to_what_both_at_once_do(
    *, at_least: int, passes: tuple[bool, bool], turned: bool
) -> None:
    """Whoever decides first, and whatever: the gate ends where it would have."""
    journey = _with_two_reviews(journey_called("company"), at_least)
    partner = on_the_way(journey, "meet", ready=True)
    opened = handed_in(partner, "open")
    both = [
        Verdict(section=section, passed=passed, reviewer="p-1", at=AT)
        for section, passed in zip(("impression", "second"), passes, strict=True)
    ]
    at_once = done(partner, attrs.evolve(opened, verdicts=both)).state.gate
    apart = done(partner, opened)
    for verdict in reversed(both) if turned else both:
        # One verdict may decide it already.
        if apart.state.gate.status is GateStatus.IN_PROGRESS:
            apart = done(apart, attrs.evolve(opened, verdicts=[verdict]))
    assert apart.state.gate.status is at_once.status
    assert at_once.status is not GateStatus.IN_PROGRESS


@pytest.mark.rule("JRN-05", "QST-02")
def test_the_latest_verdict_counts_and_other_answers_have_none() -> None:
    """A verdict of before is no longer asked, and other answers wait for their own."""
    partner = on_the_way(
        _with_two_reviews(journey_called("company"), 3), "meet", ready=True
    )
    opened = handed_in(partner, "open")
    at = AT + timedelta(hours=1)
    now = Verdict(section="impression", passed=True, reviewer="p-1", at=at)
    half = done(partner, attrs.evolve(opened, verdicts=(now,)))
    earlier = attrs.evolve(now, passed=False, at=AT)
    again = done(half, attrs.evolve(opened, verdicts=(earlier,)))
    judged = again.state.gate.judged
    assert judged is not None
    assert judged.verdicts == (now,)
    anew = done(half, handed_in(half, "open", id="s-2")).state.gate.judged
    assert anew is not None
    assert (anew.id, anew.verdicts) == ("s-2", ())


@pytest.mark.rule("JRN-05")
def test_a_judged_submission_is_not_handed_in_again(rules: ps.Rulebook) -> None:
    """Neither what was met, nor what failed, nor in a later gate."""
    journey = rules.journey
    waiting = in_status(journey, "gate_0", GateStatus.AWAITING_SIGN_OFF)
    (reason,) = refused(waiting, handed_in(waiting))
    assert str(reason) == (
        "the submission 's-new' was handed in already, in Gate 0: Onboarding Kickoff;"
        " hand in another one, such as a correction"
    )
    verdict = verdicts(questionnaire_of(journey, "gate_0"), passed=True)
    assert codes(waiting, handed_in(waiting, verdicts=verdict)) == ["handed-in"]
    failed = in_status(journey, "gate_0", GateStatus.FAILED)
    working = done(failed, Rework(by=lead_of(failed)))
    again = handed_in(working, "failed", verdicts=verdict)
    assert codes(working, again) == ["handed-in"]
    later = on_the_way(journey, "gate_1", ready=True)
    assert codes(later, handed_in(later, id="s-gate_0")) == ["handed-in"]


@pytest.mark.rule("JRN-05")
def test_another_submission_under_a_known_id_is_refused() -> None:
    """A verdict does not let other answers in under the id of those left open."""
    journey = journey_called("company")
    partner = on_the_way(journey, "meet", ready=True)
    half = done(partner, handed_in(partner, "open"))
    decided = verdicts(questionnaire_of(journey, "meet"), passed=True)
    assert codes(half, handed_in(half, "met", verdicts=decided)) == ["handed-in"]


@pytest.mark.rule("JRN-05")
def test_a_corrected_submission_while_the_lead_has_not_signed(
    rules: ps.Rulebook,
) -> None:
    """The correction is judged in the place of the first; the lead then signs it."""
    journey = rules.journey
    waiting = in_status(journey, "gate_0", GateStatus.AWAITING_SIGN_OFF)
    judged = waiting.state.gate.judged
    assert judged is not None
    link = Replaced(id=judged.id, digest=judged.digest)
    wrong = Replaced(id=judged.id, digest="0" * 64)
    unlike = Replaced(id="s-0", digest=judged.digest)
    by = actor("PDM")
    for bad in (wrong, unlike):
        other = signed(journey, "gate_0", {}, id="s-2", replaces=bad)
        (reason,) = refused(waiting, Submit(other, by=by))
        assert reason.code == "other-replaced"
    good = signed(journey, "gate_0", {}, id="s-2", replaces=link)
    mended = done(waiting, Submit(good, by=by))
    assert mended.state.gate.submissions == ("s-new", "s-2")
    passed = done(mended, SignOff(by=by)).state.gates["gate_0"]
    assert passed.sign_off is not None
    assert passed.sign_off.submission_id == "s-2"
    fallen = done(waiting, handed_in(waiting, "failed", id="s-3"))
    assert fallen.state.gate.status is GateStatus.FAILED
    first = on_the_way(journey, "gate_0")
    (reason,) = refused(first, Submit(good, by=by))
    assert "the newest one in Gate 0: Onboarding Kickoff is none" in str(reason)


@pytest.mark.rule("JRN-05")
def test_everything_that_is_wrong_with_a_submission_is_said(rules: ps.Rulebook) -> None:
    """Another partner, a changed answer and another questionnaire at once."""
    journey = rules.journey
    partner = on_the_way(journey, "gate_1")
    other = submission(journey, "gate_0", partner_id="other")
    changed = attrs.evolve(other, answers={"contract": {"signed": False}})
    reasons = refused(partner, Submit(changed, by=actor("PDM")))
    found = ["other-partner", "tampered", "wrong-questionnaire"]
    assert [reason.code for reason in reasons] == found
    assert all(reason.facts["stage"] == "gate_1" for reason in reasons)


@pytest.mark.rule("JRN-05")
def test_another_version_of_the_questionnaire_is_refused(rules: ps.Rulebook) -> None:
    """Answers are read with the version that they answer and no other."""
    journey = rules.journey
    partner = on_the_way(journey, "gate_0")
    old = attrs.evolve(questionnaire_of(journey, "gate_0"), version="0.9.0")
    before = attrs.evolve(
        journey,
        questionnaires=type(journey.questionnaires)(
            [old if each.id == old.id else each for each in journey.questionnaires],
            kind="questionnaire",
        ),
    )
    command = Submit(submission(before, "gate_0"), by=actor("PDM"))
    assert codes(partner, command) == ["wrong-version"]


@pytest.mark.rule("JRN-05")
def test_when_answers_are_not_taken(rules: ps.Rulebook) -> None:
    """A gate that is not started, failed, blocked or passed says what to do first."""
    journey = rules.journey
    told = {
        GateStatus.NOT_STARTED: "not started and cannot take answers; start it first",
        GateStatus.FAILED: "failed and cannot take answers; rework it before new"
        " answers are handed in",
        GateStatus.BLOCKED: "blocked and cannot take answers; unblock it first",
        GateStatus.PASSED: "passed and cannot take answers; what has passed stays as it"
        " is",
    }
    for status, words in told.items():
        partner = in_status(journey, "gate_0", status)
        new = submission(journey, "gate_0", id="s-9")
        command = Submit(new, by=actor("PDM"), stage="gate_0")
        (reason,) = refused(partner, command)
        assert str(reason) == f"Gate 0: Onboarding Kickoff is {words}"
        assert reason.facts["status"] == str(status)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.rule("JRN-13")
def test_answers_are_handed_in_in_the_last_phase(name: str) -> None:
    """In a phase before it, everything that is open in that phase is said."""
    journey = journey_called(name)
    stage = next(each for each in journey.stages if each.phases_in_turn)
    partner = on_the_way(journey, stage.id)
    first = next(iter(stage.phases))
    reasons = refused(partner, handed_in(partner))
    assert [reason.code for reason in reasons[:1]] == ["phase-open"]
    items = tuple(reason.facts["item"] for reason in reasons[1:])
    assert items == first.items.ids
    assert str(reasons[0]).startswith(f"{stage.name} is in {first.name}, and takes")


@pytest.mark.rule("JRN-06")
def test_a_stage_without_end_takes_no_answers(rules: ps.Rulebook) -> None:
    """Post-Launch has no questionnaire, and nothing in it is reworked."""
    journey = rules.journey
    partner = on_the_way(journey, "post_launch")
    tam = actor("TAM")
    command = Submit(submission(journey, "gate_3"), by=tam)
    assert codes(partner, command) == ["no-gate"]
    assert "no-gate" in codes(partner, Rework(by=tam))


@pytest.mark.rule("JRN-05")
def test_verdicts_on_no_reviewed_section_are_misuse(rules: ps.Rulebook) -> None:
    """An unknown section raises with its near misses, one without reviewer too."""
    partner = on_the_way(rules.journey, "gate_0")
    for section, error in (
        ("strategic_valu", UnknownNameError),
        ("contract", InvalidValueError),
    ):
        verdict = Verdict(section=section, passed=True, reviewer="x", at=AT)
        command = handed_in(partner, verdicts=[verdict])
        with pytest.raises(error):
            partner.apply(command, at=AT + timedelta(days=9))


@pytest.mark.rule("JRN-05")
def test_after_the_launch_no_gate_is_answered_or_reworked(rules: ps.Rulebook) -> None:
    """That it was launched is said beside how the gate stands."""
    launched = on_the_way(rules.journey, "post_launch")
    assert any(isinstance(each, Launched) for each in launched.events)
    psm = actor("PSM")
    new = submission(rules.journey, "gate_3", id="s-9")
    for command in (
        Submit(new, by=psm, stage="gate_3"),
        Rework(by=psm, stage="gate_3"),
        Override(by=actor("ADMIN"), stage="gate_3", why="no"),
        StartStage(by=psm, stage="gate_3"),
    ):
        assert codes(launched, command) == ["after-launch", "passed"]
