"""Records that are valid as they stand, and partners anywhere on a journey."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.core.collections import Catalogue
from partner_success.errors import InvalidDataError, InvalidUseError, UnknownNameError
from partner_success.interop import parse_document, structure
from partner_success.questionnaires import Outcome, Questionnaire, evaluate
from partner_success.testing import (
    BEGINNING,
    begin_journey,
    journey_in_stage,
    make_account,
    make_actor,
    make_partner,
    make_submission,
    make_ticket,
    make_verdicts,
    sample_answers,
)

ON = date(2026, 5, 4)

EVERY_KIND = """
id = "kinds"
version = "1.0.0"
title = "Every kind of question"
pass_policy = {}

[[sections]]
id = "all"
title = "All"
fields = [
  { type = "yes_no", id = "agreed", label = "Agreed?", required = true },
  { type = "choice", id = "one", label = "One?", choices = [
    { id = "first", label = "First" }, { id = "last", label = "Last" } ] },
  { type = "choices", id = "some", label = "Some?", choices = [
    { id = "first", label = "First" }, { id = "last", label = "Last" } ] },
  { type = "date", id = "day", label = "Day?" },
  { type = "number", id = "share", label = "Share?", unit = "%", at_least = 3 },
  { type = "number", id = "rest", label = "Rest?", unit = "%" },
  { type = "whole_number", id = "people", label = "People?", at_least = 4 },
  { type = "rating", id = "liked", label = "Liked?" },
  { type = "email", id = "whom", label = "Whom?" },
  { type = "attestation", id = "sworn", label = "True?", statement = "It is." },
  { type = "text", id = "words", label = "Words?" },
]

[[sections.criteria]]
id = "agreed"
condition = { field = "agreed", equals = true }
message = "it is not agreed"
"""


def kinds() -> Questionnaire:
    """Give a questionnaire of every kind of question."""
    return structure(parse_document(EVERY_KIND, "toml"), Questionnaire, subject="it")


def test_what_is_not_said_is_as_usual() -> None:
    """A record takes what a test says, and has the rest by itself."""
    assert make_partner(id="lumen").name == make_partner().name
    assert make_account(partner_id="lumen").partner_id == "lumen"
    assert make_ticket(severity="low").is_open
    assert {each.role for each in make_partner().team} == {
        *("PAM", "PDM", "TPM", "PSM", "TAM")
    }


@pytest.mark.parametrize("make", [make_partner, make_account, make_ticket])
def test_a_fault_is_found_as_always(make: Any) -> None:
    """What a test says wrongly is refused by the record itself."""
    with pytest.raises(InvalidDataError, match="id"):
        make(id=" ")


def test_an_actor_is_who_is_assigned() -> None:
    """The made-up partner has the made-up actors on its team."""
    team = {each.role: each.person_id for each in make_partner().team}
    assert make_actor("PSM").id == team["PSM"]
    assert make_actor("PSM", "TAM", id="ada").roles == {"PSM", "TAM"}
    assert make_actor(id="nobody").roles == frozenset()
    with pytest.raises(InvalidUseError, match="nobody is named"):
        make_actor()


def test_answers_to_every_kind_of_question() -> None:
    """Each kind has an answer that its questionnaire takes."""
    good = sample_answers(kinds(), on=ON)["all"]
    bad = sample_answers(kinds(), "failed", on=ON)["all"]
    assert good == {
        "agreed": True,
        "one": "first",
        "some": ["first"],
        "day": "2026-05-04",
        "share": 3,
        "rest": 1,
        "people": 4,
        "liked": 5,
        "sworn": True,
        "whom": "ada@example.com",
        "words": "As agreed",
    }
    changed = {key for key in good if good[key] != bad[key]}
    assert changed == {"agreed", "one", "liked"}


@pytest.mark.parametrize("stage", ["pre_contract", "gate_0", "gate_1", "gate_3"])
@pytest.mark.parametrize("outcome", ["met", "failed", "open"])
def test_answers_come_to_the_outcome(
    rules: ps.Rulebook, stage: str, outcome: Any
) -> None:
    """The questionnaire itself says so."""
    form = rules.questionnaires[stage]
    try:
        given = sample_answers(form, outcome, on=ON)
    except InvalidUseError:
        assert outcome == "open"
        return
    found = evaluate(form, given, on=ON).outcome
    decided = {Outcome.PASSED: "met", Outcome.FAILED: "failed"}
    assert decided.get(found, "open") == outcome


def test_an_outcome_that_plain_answers_do_not_come_to(rules: ps.Rulebook) -> None:
    """It is said so, with what to do; an outcome that there is not is refused."""
    with pytest.raises(InvalidUseError, match="draw them"):
        sample_answers(kinds(), "open", on=ON)
    unheard: Any = "passed"
    with pytest.raises(UnknownNameError, match="met"):
        sample_answers(kinds(), unheard, on=ON)


def test_a_submission_is_of_a_stage_that_asks(rules: ps.Rulebook) -> None:
    """A gate's lead signs; a stage without questions has no submission."""
    signed = make_submission(rules.journey, "gate_2", partner_id="lumen", id="s-9")
    assert (signed.id, signed.partner_id, signed.signature.signer.role) == (
        "s-9",
        "lumen",
        "TPM",
    )
    with pytest.raises(InvalidUseError, match="asks nothing"):
        make_submission(rules.journey, "post_launch")


def test_a_submission_that_cannot_be_handed_in_says_why(rules: ps.Rulebook) -> None:
    """The usual words may be none that a question takes."""
    text = EVERY_KIND.replace('id = "kinds"', 'id = "pre_contract"')
    form = structure(
        parse_document(
            text.replace('"Words?"', '"Words?", most_characters = 3'), "toml"
        ),
        Questionnaire,
        subject="it",
    )
    others = [each for each in rules.journey.questionnaires if each.id != form.id]
    asked = Catalogue([*others, form])
    journey = attrs.evolve(rules.journey, questionnaires=asked)
    with pytest.raises(InvalidUseError, match="cannot be handed in"):
        make_submission(journey, "pre_contract")


def test_a_reviewer_decides_what_is_reviewed(rules: ps.Rulebook) -> None:
    """Sections that criteria judge need no verdict."""
    form = rules.questionnaires["gate_0"]
    [verdict] = make_verdicts(form, passed=False)
    assert (verdict.section, verdict.passed) == ("strategic_value", False)
    assert make_verdicts(rules.questionnaires["gate_1"], passed=True) == ()


def test_a_partner_stands_where_a_test_wants_it(rules: ps.Rulebook) -> None:
    """In each stage, all earlier gates passed, and it begins when and as is said."""
    at = BEGINNING + timedelta(days=30)
    partner = make_partner(id="lumen", name="Lumen")
    for stage in rules.journey.stages.ids:
        found = journey_in_stage(rules.journey, stage, at=at, partner=partner)
        assert (found.stage, found.state.partner_id) == (stage, "lumen")
        assert found.events[0].at == at
        before = rules.journey.stages.ids[: rules.journey.place(stage)]
        assert all(found.state.gates[each].status == "passed" for each in before)
    assert (
        journey_in_stage(rules.journey, None).events
        == begin_journey(rules.journey).events
    )


def test_ready_lacks_only_answers_and_a_signature(rules: ps.Rulebook) -> None:
    """Every item of the stage is closed."""
    ready = journey_in_stage(rules.journey, "gate_2", ready=True)
    path = ready.why_not("gate_3")
    here = [each.reason.code for each in path.obstacles if each.stage == "gate_2"]
    assert here == ["no-answers", "not-signed-off"]
    with pytest.raises(UnknownNameError):
        journey_in_stage(rules.journey, "gate_9")
