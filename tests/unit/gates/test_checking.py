"""What is wrong with a journey, told all at once when it is built."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeAlias

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statemachine import State, StateChart

import partner_success as ps
from partner_success.core.collections import Catalogue
from partner_success.errors import InvalidDataError, InvalidModelError, Problem
from partner_success.gates import (
    ChecklistItem,
    Closing,
    Journey,
    JourneyRole,
    LaunchRiskTerms,
    Phase,
    Stage,
    TierTerms,
    Weeks,
)
from partner_success.gates.definition.id_checks import RESERVED
from partner_success.gates.machines.tables import gate_table
from partner_success.interop import structure, unstructure
from partner_success.rulebook import from_document
from tests.support.journeys import company_journey, items, journey_called

Document: TypeAlias = dict[str, Any]
Change: TypeAlias = Callable[[Document], None]


def document() -> Document:
    """Give the company's journey as plain data, to be spoilt."""
    found: Document = unstructure(company_journey())
    return found


def faults(change: Change) -> tuple[Problem, ...]:
    """Spoil the company's journey, and give what is said of it."""
    spoilt = document()
    change(spoilt)
    with pytest.raises(InvalidDataError) as caught:
        structure(spoilt, Journey, subject="a journey")
    return caught.value.problems


def put(path: str, value: object) -> Change:
    """Give a change that sets one value, such as ``"stages[1].lead"``."""
    steps = re.findall(r"\w+", path)

    def change(spoilt: Document) -> None:
        place: Any = spoilt
        for step in steps[:-1]:
            place = place[int(step)] if step.isdigit() else place[step]
        last = steps[-1]
        place[int(last) if last.isdigit() else last] = value

    return change


def item(id_: str, closed_by: str = "hand", name: str | None = None) -> Document:
    """Give an item as plain data."""
    return {"id": id_, "name": name or id_.capitalize(), "closed_by": closed_by}


SECOND_HAND_OFF = {
    "id": "again",
    "name": "Again",
    "giver": "SALES",
    "taker": "TECH",
    "into": "build",
    "steps": [{"id": "call", "name": "Call"}],
}

CASES: dict[str, tuple[str, object, str, str]] = {
    # -------------------------------------------------------------- there is nothing
    "no roles": ("roles", [], "roles", "empty"),
    "nobody overrides": ("roles[3].overrides", False, "roles", "nobody-overrides"),
    # ---------------------------------------------------------------- order of stages
    "after a stage that is not there": (
        "stages[1].after",
        "meat",
        "stages[1].after",
        "unknown-stage",
    ),
    "two stages follow one": (
        "stages[2].after",
        "meet",
        "stages[2].after",
        "two-follow",
    ),
    "two stages come first": ("stages[1].after", None, "stages[1].after", "two-first"),
    "a stage follows itself": ("stages[1].after", "build", "stages[1].after", "cycle"),
    "a circle": ("stages[0].after", "prove", "stages[0].after", "cycle"),
    "behind a circle": ("stages[2].after", "prove", "stages[3].after", "unreachable"),
    # ---------------------------------------------------------------- order of phases
    "after a phase that is not there": (
        "stages[1].phases[1].after",
        "drawings",
        "stages[1].phases[1].after",
        "unknown-phase",
    ),
    "phases in a circle": (
        "stages[1].phases[0].after",
        "construction",
        "stages[1].phases[0].after",
        "cycle",
    ),
    # -------------------------------------------------------------------------- roles
    "an unknown lead": ("stages[0].lead", "SALE", "stages[0].lead", "unknown-role"),
    "an unknown supporter": (
        "stages[1].supports",
        ["SALES", "X"],
        "stages[1].supports[1]",
        "unknown-role",
    ),
    "a supporter twice": (
        "stages[1].supports",
        ["SALES", "SALES"],
        "stages[1].supports[1]",
        "duplicate",
    ),
    "a lead who supports": (
        "stages[1].supports",
        ["TECH"],
        "stages[1].supports",
        "duplicate",
    ),
    "an effort of nobody": (
        "stages[0].efforts[0].role",
        "X",
        "stages[0].efforts[0].role",
        "unknown-role",
    ),
    "an activity of nobody": (
        "stages[2].processes[0].activities[0].role",
        "X",
        "stages[2].processes[0].activities[0].role",
        "unknown-role",
    ),
    "an unknown giver": (
        "hand_offs[0].giver",
        "X",
        "hand_offs[0].giver",
        "unknown-role",
    ),
    "an unknown taker": (
        "hand_offs[0].taker",
        "X",
        "hand_offs[0].taker",
        "unknown-role",
    ),
    # ---------------------------------------------------------------------- hand-offs
    "a hand-off into nothing": (
        "hand_offs[0].into",
        "bild",
        "hand_offs[0].into",
        "unknown-stage",
    ),
    "a hand-off into the first stage": (
        "hand_offs[0].into",
        "meet",
        "hand_offs[0].into",
        "first-stage",
    ),
    "two hand-offs into one stage": (
        "hand_offs[0]",
        SECOND_HAND_OFF | {"into": "run"},
        "hand_offs[1].into",
        "two-hand-offs",
    ),
    "a hand-off without a step": (
        "hand_offs[0].steps",
        [],
        "hand_offs[0].steps",
        "empty",
    ),
    "a review in no step": (
        "hand_offs[1].reviewed_in",
        "paper",
        "hand_offs[1].reviewed_in",
        "unknown-step",
    ),
    # ---------------------------------------------------------------------------- ids
    "a dot in the id of a stage": (
        "hand_offs[1].id",
        "to.care",
        "hand_offs[1].id",
        "bad-id",
    ),
    "a colon in the id of an item": (
        "stages[0].checklist[0].id",
        "a:b",
        "stages[0].checklist[0].id",
        "bad-id",
    ),
    "an empty id of an item": (
        "stages[3].entry[2].id",
        "",
        "stages[3].entry[2].id",
        "bad-id",
    ),
    "a blank in the id of a step": (
        "hand_offs[1].steps[0].id",
        "a call",
        "hand_offs[1].steps[0].id",
        "bad-id",
    ),
    "a line in front of the id of a document": (
        "hand_offs[1].documents[0].id",
        "_manual",
        "hand_offs[1].documents[0].id",
        "bad-id",
    ),
    "a dot in the id of a step of an activity": (
        "stages[2].processes[0].activities[0].steps[0].id",
        "a.b",
        "stages[2].processes[0].activities[0].steps[0].id",
        "bad-id",
    ),
    "an item that is another in a phase, by name": (
        "stages[1].checklist[0].name",
        "Another",
        "stages[1].checklist[0].id",
        "other-item",
    ),
    "an item that is another in a phase, by its closing": (
        "stages[1].checklist[0].closed_by",
        "metrics",
        "stages[1].checklist[0].id",
        "other-item",
    ),
    "an item in two phases": (
        "stages[1].phases[1].items",
        [item("frame"), item("sketch")],
        "stages[1].phases[1].items[1].id",
        "taken-id",
    ),
    "an item before and within a stage": (
        "stages[1].entry",
        [item("keys")],
        "stages[1].entry[0].id",
        "taken-id",
    ),
    "an item that is called as a phase": (
        "stages[1].checklist",
        [item("frame"), item("drawing")],
        "stages[1].phases[0].id",
        "taken-id",
    ),
    "an item before a stage that is called as a phase of it": (
        "stages[1].entry",
        [item("drawing")],
        "stages[1].phases[0].id",
        "taken-id",
    ),
    # -------------------------------------------------------------------------- plans
    "weeks beside days": (
        "stages[1].plan_days",
        5,
        "stages[1].plan_days",
        "two-plans",
    ),
    "no plan": ("stages[0].plan_days", None, "stages[0]", "no-plan"),
    "a plan without an end": ("stages[3].plan_days", 5, "stages[3]", "needless-plan"),
    "no day": ("stages[0].plan_days", 0, "stages[0].plan_days", "out-of-range"),
    "week nought": (
        "stages[1].weeks.first",
        0,
        "stages[1].weeks.first",
        "out-of-range",
    ),
    "weeks of a stage that run backwards": (
        "stages[2].weeks.last",
        6,
        "stages[2].weeks.last",
        "wrong-order",
    ),
    "weeks of a phase that run backwards": (
        "stages[1].phases[1].weeks.last",
        2,
        "stages[1].phases[1].weeks.last",
        "wrong-order",
    ),
    "a stage before the one in front is over": (
        "stages[2].weeks.first",
        6,
        "stages[2].weeks.first",
        "backwards",
    ),
    "a phase before the one in front is over": (
        "stages[1].phases[1].weeks.first",
        2,
        "stages[1].phases[1].weeks.first",
        "backwards",
    ),
    "a phase before its gate": (
        "stages[1].weeks.first",
        2,
        "stages[1].phases[0].weeks",
        "outside",
    ),
    "a phase behind its gate": (
        "stages[1].weeks.last",
        5,
        "stages[1].phases[1].weeks",
        "outside",
    ),
    "less than no time": (
        "stages[0].efforts[0].least",
        -1,
        "stages[0].efforts[0].least",
        "out-of-range",
    ),
    "hours the wrong way round": (
        "stages[0].efforts[0].least",
        3,
        "stages[0].efforts[0].most",
        "wrong-order",
    ),
    # ----------------------------------------------------------------- questionnaires
    "an unknown questionnaire": (
        "stages[0].questionnaire",
        "meat",
        "stages[0].questionnaire",
        "unknown-questionnaire",
    ),
    "one questionnaire for two gates": (
        "stages[2].questionnaire",
        "meet",
        "stages[2].questionnaire",
        "shared",
    ),
    "a questionnaire that nobody passes": (
        "questionnaires[0].pass_policy",
        None,
        "stages[0].questionnaire",
        "never-passed",
    ),
    "a questionnaire that nobody completes": (
        "questionnaires[0].completed_by",
        ["X", "Y"],
        "stages[0].questionnaire",
        "nobody-completes",
    ),
    "a phase that nothing asks about": (
        "stages[1].phases[0].id",
        "drawings",
        "stages[1].phases[0].id",
        "unknown-section",
    ),
    # ------------------------------------------------------------- what follows on what
    "a stage without an end in the middle": (
        "stages[1].questionnaire",
        None,
        "stages[1].questionnaire",
        "no-end",
    ),
    "a checklist without an end": (
        "stages[3].checklist",
        [item("x")],
        "stages[3].checklist",
        "no-gate",
    ),
    "phases without an end": (
        "stages[3].phases",
        [{"id": "x", "name": "X"}],
        "stages[3].phases",
        "no-gate",
    ),
    "a beta without an end": ("stages[3].beta", True, "stages[3].beta", "no-gate"),
    "a launch without an end": (
        "stages[3].launch",
        True,
        "stages[3].launch",
        "no-gate",
    ),
    "no launch": ("stages[2].launch", False, "stages[3]", "no-launch"),
    "two betas": ("stages[0].beta", True, "stages[2].beta", "duplicate"),
    "two launches": ("stages[1].launch", True, "stages[2].launch", "duplicate"),
    "a gate behind the launch": (
        "stages[1].launch",
        True,
        "stages[1].launch",
        "not-last",
    ),
    "a beta that never was": (
        "stages[2].beta",
        False,
        "stages[2].checklist[0].closed_by",
        "never-closed",
    ),
    "a beta still to come": (
        "stages[0].checklist[0].closed_by",
        "beta",
        "stages[0].checklist[0].closed_by",
        "never-closed",
    ),
    "a beta of the stage that it lets in": (
        "stages[2].entry",
        [item("x", "beta")],
        "stages[2].entry[0].closed_by",
        "never-closed",
    ),
    "a beta still to come, in a phase": (
        "stages[1].phases[0].items[0].closed_by",
        "beta",
        "stages[1].phases[0].items[0].closed_by",
        "never-closed",
    ),
    "metrics that nobody recorded before": (
        "stages[2].entry",
        [item("x", "metrics")],
        "stages[2].entry[0].closed_by",
        "never-closed",
    ),
    "a support team that nobody validated before": (
        "stages[2].entry",
        [item("x", "support")],
        "stages[2].entry[0].closed_by",
        "never-closed",
    ),
    "a launch before its gate is passed": (
        "stages[2].checklist[0].closed_by",
        "launch",
        "stages[2].checklist[0].closed_by",
        "never-closed",
    ),
    "no hand-off into it": (
        "stages[0].checklist[0].closed_by",
        "hand_off",
        "stages[0].checklist[0].closed_by",
        "never-closed",
    ),
    # -------------------------------------------------------------------------- terms
    "a launch risk that is medium below high": (
        "launch_risk.medium_below",
        2,
        "launch_risk.medium_below",
        "wrong-order",
    ),
}


@pytest.mark.rule("JRN-25")
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_each_fault_is_told_with_its_place(case: tuple[str, object, str, str]) -> None:
    """One change of the company's journey is told where it lies."""
    changed, value, path, code = case
    assert (path, code) in [
        (each.path, each.code) for each in faults(put(changed, value))
    ]


@pytest.mark.rule("JRN-25")
def test_every_fault_at_once() -> None:
    """Faults of all kinds are told together."""

    def change(spoilt: Document) -> None:
        put("stages[0].lead", "SALLES")(spoilt)
        put("stages[1].plan_days", 0)(spoilt)
        put("hand_offs[0].steps", [])(spoilt)
        put("stages[3].entry[0].id", "a b")(spoilt)

    assert [(each.path, each.code) for each in faults(change)] == [
        ("stages[3].entry[0].id", "bad-id"),
        ("stages[0].lead", "unknown-role"),
        ("hand_offs[0].steps", "empty"),
        ("stages[1].plan_days", "two-plans"),
        ("stages[1].plan_days", "out-of-range"),
    ]


@pytest.mark.rule("JRN-25")
def test_a_circle_names_its_stages_once() -> None:
    """Of a circle one stage is told, with all that lie in it."""
    (problem,) = [
        each for each in faults(put("stages[0].after", "run")) if each.code == "cycle"
    ]
    assert "meet after run after prove after build after meet" in problem.message


@pytest.mark.rule("JRN-25")
def test_near_misses_of_roles() -> None:
    """A misspelt role is told what it may have meant, any other what there is."""
    (first,) = faults(put("stages[0].lead", "SALLES"))
    assert "did you mean 'SALES'?" in first.message
    (second,) = faults(put("stages[0].lead", "zzzz"))
    assert "known: SALES, TECH, CARE, BOARD" in second.message
    assert second.given == "'zzzz'"


@pytest.mark.rule("JRN-25")
def test_a_journey_of_nothing() -> None:
    """Without stages and roles there is no journey, and hand-offs lead nowhere."""
    whole = company_journey()
    with pytest.raises(InvalidModelError, match="the journey 'none': 7 faults") as told:
        Journey(
            id="none",
            name="None",
            roles=Catalogue(kind="role"),
            stages=Catalogue(kind="stage"),
            hand_offs=Catalogue([whole.hand_offs["to_tech"]], kind="hand-off"),
            tiers=TierTerms(
                committed_value=Decimal(0), currency="usd", potential_share=Decimal(1)
            ),
            launch_risk=whole.launch_risk,
        )
    assert [(each.path, each.code) for each in told.value.problems] == [
        ("stages", "empty"),
        ("roles", "empty"),
        ("hand_offs[0].giver", "unknown-role"),
        ("hand_offs[0].taker", "unknown-role"),
        ("hand_offs[0].into", "unknown-stage"),
        ("tiers.currency", "wrong-form"),
        ("tiers.committed_value", "out-of-range"),
    ]
    assert "there is none at all" in told.value.problems[2].message


@pytest.mark.rule("JRN-11", "JRN-25")
@pytest.mark.parametrize("share", ["0", "-1", "NaN", "Infinity"])
def test_a_share_that_is_none(share: str) -> None:
    """A tier begins at a share above nothing."""
    terms = TierTerms(
        committed_value=Decimal(5), currency="EUR", potential_share=Decimal(share)
    )
    with pytest.raises(InvalidModelError) as told:
        attrs.evolve(company_journey(), tiers=terms)
    assert [each.path for each in told.value.problems] == ["tiers.potential_share"]


def gate(id_: str, after: str | None = None, **more: Any) -> Stage:
    """Give a gate led by nobody in particular."""
    given: dict[str, Any] = {"lead": "X", "questionnaire": id_, "name": id_}
    given["plan_days"] = 1
    return Stage(id=id_, after=after, **given | more)


def journey(*stages: Stage) -> Journey:
    """Give a journey of these stages whose questionnaires are not known."""
    return Journey(
        id="small",
        name="Small",
        roles=Catalogue([JourneyRole(id="X", name="X", overrides=True)]),
        stages=Catalogue(stages, kind="stage"),
        launch_risk=LaunchRiskTerms(high_below=0, medium_below=0),
    )


@pytest.mark.rule("JRN-25")
def test_stages_and_phases_are_put_in_line() -> None:
    """An order of the file that is not the order of the way does not matter."""
    phases = Catalogue(
        [
            Phase(id="c", name="C", after="b", weeks=Weeks(first=4, last=4)),
            Phase(id="a", name="A", weeks=Weeks(first=1, last=1)),
            Phase(id="b", name="B", after="a"),
        ],
        kind="phase",
    )
    weeks = Weeks(first=1, last=4)
    found = journey(
        gate("third", "second"),
        gate("first"),
        gate("second", "first", plan_days=None, weeks=weeks, phases=phases),
    )
    assert found.stages.ids == ("first", "second", "third")
    assert found.stages.kind == "stage"
    assert found.stages["second"].phases_in_turn == ("a", "b", "c")
    assert found.stages["second"].phases.kind == "phase"


@pytest.mark.rule("JRN-25")
def test_faults_are_told_where_they_stand_in_the_file() -> None:
    """Paths count in the order that was given, not in the one of the way."""
    early, late = Weeks(first=1, last=4), Weeks(first=4, last=5)
    with pytest.raises(InvalidModelError) as told:
        journey(
            gate("second", "first", plan_days=None, weeks=late),
            gate("first", plan_days=None, weeks=early, beta=True),
            gate("third", "second", beta=True),
        )
    assert [(each.path, each.code) for each in told.value.problems] == [
        ("stages[0].weeks.first", "backwards"),
        ("stages[2].beta", "duplicate"),
    ]


@pytest.mark.rule("JRN-25")
def test_phases_only_partly_in_turn() -> None:
    """Either every phase but the first follows one, or none does."""
    phases = [Phase(id=id_, name=id_) for id_ in "abc"]
    phases[1] = attrs.evolve(phases[1], after="a")
    with pytest.raises(InvalidModelError, match="so that they go side by side") as told:
        journey(gate("one", phases=Catalogue(phases, kind="phase")))
    (problem,) = told.value.problems
    assert (problem.path, problem.code) == ("stages[0].phases[2].after", "two-first")
    both = [phases[0], phases[1], attrs.evolve(phases[2], after="a")]
    with pytest.raises(InvalidModelError) as told:
        journey(gate("one", phases=Catalogue(both, kind="phase")))
    (problem,) = told.value.problems
    assert (problem.path, problem.code) == ("stages[0].phases[2].after", "two-follow")


@pytest.mark.rule("JRN-25")
def test_phases_that_could_be_taken_for_something_else() -> None:
    """No phase is called as a stage, or as a phase of another stage."""
    phases = Catalogue(
        [Phase(id="two", name="2"), Phase(id="a", name="A")], kind="phase"
    )
    others = Catalogue([Phase(id="a", name="A")], kind="phase")
    with pytest.raises(InvalidModelError) as told:
        journey(gate("one", phases=phases), gate("two", "one", phases=others))
    assert [(each.path, each.code) for each in told.value.problems] == [
        ("stages[0].phases[0].id", "taken-id"),
        ("stages[1].phases[0].id", "taken-id"),
    ]
    assert "a phase of 'one' is called so" in told.value.problems[1].message


@pytest.mark.rule("JRN-25")
def test_a_phase_without_weeks_of_its_gate() -> None:
    """Where the gate has days only, a phase cannot have weeks."""
    phase = Phase(id="a", name="A", weeks=Weeks(first=1, last=1))
    with pytest.raises(InvalidModelError, match="so its phases have none") as told:
        journey(gate("one", phases=Catalogue([phase], kind="phase")))
    assert [each.code for each in told.value.problems] == ["outside"]


@pytest.mark.rule("JRN-25")
def test_what_an_item_waits_for_may_lie_in_an_earlier_stage() -> None:
    """Metrics and a support team are shown where an item of a checklist asks."""
    checklist = items(m=Closing.METRICS, s=Closing.SUPPORT)
    entry = items(a=Closing.METRICS, b=Closing.SUPPORT)
    found = journey(gate("one", checklist=checklist), gate("two", "one", entry=entry))
    assert found.stages["two"].entry == entry


def in_turn(*ids: str) -> Journey:
    """Give a journey of one gate with phases in turn, each with an item."""
    phases = [
        Phase(
            id=id_,
            name=id_,
            after=ids[place - 1] if place else None,
            items=Catalogue([ChecklistItem(id=f"item-{place}", name="i")], kind="item"),
        )
        for place, id_ in enumerate(ids)
    ]
    return journey(gate("only-gate", phases=Catalogue(phases, kind="phase")))


WORDS = sorted(
    {*dir(State), *dir(StateChart), *dir(State.Compound), *RESERVED}
    | {part for state in gate_table(("q1", "q2")).states for part in state.split(".")}
    | {*gate_table(("q1", "q2")).events}
)


@pytest.mark.rule("JRN-13", "JRN-25")
@settings(max_examples=30)
@given(words=st.lists(st.sampled_from(WORDS), min_size=2, max_size=3, unique=True))
def test_phases_that_are_allowed_make_a_machine(words: list[str]) -> None:
    """Whatever id a phase may have, the machine of its gate has a state for it."""
    try:
        found = in_turn(*words)
    except InvalidModelError as error:
        codes = {each.code for each in error.problems}
        assert codes <= {"bad-id", "reserved-id"}
        return
    states = gate_table(found.stages["only-gate"].phases_in_turn).states
    nested = {state for state in states if state.startswith("in_progress.")}
    assert nested == {f"in_progress.{word}" for word in words}


@pytest.mark.rule("JRN-25")
def test_words_of_the_machine_are_refused_only_where_it_nests() -> None:
    """Phases side by side are no part of the machine, so any word will do."""
    with pytest.raises(InvalidModelError) as told:
        in_turn("failed", "passed")
    assert [each.code for each in told.value.problems] == ["reserved-id"] * 2
    side_by_side = Catalogue([Phase(id="failed", name="F")], kind="phase")
    found = journey(gate("one", phases=side_by_side))
    assert found.stages["one"].phases_in_turn == ()


@pytest.mark.rule("JRN-25")
@pytest.mark.parametrize("name", ["standard", "company"])
def test_journeys_survive_the_way_through_a_document(name: str) -> None:
    """A journey read from what was written of it is the same journey."""
    found = journey_called(name)
    assert structure(unstructure(found), Journey, subject="a journey") == found


PILOT: Document = {
    "id": "pilot",
    "version": "1.0.0",
    "title": "Pilot",
    "pass_policy": {"at_least": 1, "units": {"at_least": "sections"}},
    "sections": [
        {
            "id": "trial",
            "title": "Trial",
            "reviewed": True,
            "fields": [{"id": "note", "type": "text", "label": "Note"}],
        }
    ],
}


def overlay(**more: Any) -> Document:
    """Give changes of a company that has a stage of its own behind Gate 1."""
    stage = {"id": "pilot", "name": "Pilot", "after": "gate_1", "lead": "TPM"}
    stage |= {"plan_days": 20, "questionnaire": "pilot"}
    edition = {
        "id": "acme 1",
        "name": "Acme",
        "extends": "standard 2026.1",
        "effective_from": "2026-01-01",
    }
    journey = {"stages": [{"id": "gate_2", "after": "pilot"}, stage]}
    return {"edition": edition, "journey": journey, **more}


def overlaid(changes: Document) -> list[tuple[str, str]]:
    """Give path and code of every fault of a company's changes."""
    with pytest.raises(InvalidDataError) as caught:
        from_document(changes)
    return [(each.path, each.code) for each in caught.value.problems]


@pytest.mark.rule("JRN-25", "RBK-02")
def test_a_company_changes_the_standard_journey() -> None:
    """A stage laid over the standard comes where it says, with what asks about it."""
    found = from_document(overlay(questionnaires=[PILOT]))
    assert found.journey.stages.ids == (
        "pre_contract",
        "gate_0",
        "gate_1",
        "pilot",
        "gate_2",
        "gate_3",
        "post_launch",
    )
    asked = found.journey.questionnaires
    assert asked == found.questionnaires
    assert asked["pilot"].provenance.edition == "acme 1"


@pytest.mark.rule("JRN-25", "RBK-02")
def test_faults_of_an_overlay_name_the_stage() -> None:
    """What a company's stage lacks is told by its id, wherever the list has it."""
    assert overlaid(overlay()) == [
        ("journey.stages.pilot.questionnaire", "unknown-reference")
    ]
    changes = overlay(questionnaires=[PILOT])
    changes["journey"]["stages"][1]["lead"] = "TMP"
    changes["journey"]["stages"][1]["phases"] = [{"id": "trail", "name": "T"}]
    assert overlaid(changes) == [
        ("journey.stages.pilot.lead", "unknown-role"),
        ("journey.stages.pilot.phases.trail.id", "unknown-section"),
    ]


@pytest.mark.rule("JRN-25", "RBK-01")
def test_a_journey_may_bring_its_questionnaires() -> None:
    """A journey with questionnaires of its own does not take the rulebook's."""
    own = unstructure(company_journey())
    own["questionnaires"][0]["pass_policy"]["units"] = {"at_least": "sections"}
    whole = ps.standard().document() | {"journey": own}
    found = from_document(whole).journey
    assert found.questionnaires.ids == ("meet", "build", "prove")
    provenances = {each.provenance.edition for each in (found, *found.questionnaires)}
    assert provenances == {"standard 2026.1"}


@pytest.mark.rule("JRN-25", "RBK-02")
def test_faults_of_questionnaires_are_not_laid_to_the_journey() -> None:
    """Where questionnaires cannot be read, the journey is not accused of them."""
    whole = ps.standard().document()
    whole["questionnaires"][0]["title"] = 5
    assert overlaid(whole) == [("questionnaires[0].title", "wrong-type")]
    whole["questionnaires"] = []
    assert overlaid(whole) == [
        (f"journey.stages[{place}].questionnaire", "unknown-reference")
        for place in range(5)
    ]
