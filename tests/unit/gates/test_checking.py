"""What is wrong with a journey, told all at once when it is built."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statemachine import State, StateChart

from partner_success.core.collections import Catalogue
from partner_success.errors import InvalidModelError
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
from tests.support.journeys import company_journey, items, journey_called
from tests.unit.gates.journey_faults import CASES, Document, faults, put


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
