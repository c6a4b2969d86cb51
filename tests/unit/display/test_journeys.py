"""Where partners stand, as tables: each thing that a state can keep is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

import attrs
import pytest

from partner_success.core.collections import Catalogue, FrozenMap
from partner_success.display.journey_parts import (
    beta_text,
    gate_remarks,
    gate_text,
    hand_off_text,
    launch_text,
    support_text,
    tier_text,
)
from partner_success.display.journeys import (
    PartnerStanding,
    days_in_stage,
    journey_details_table,
    journey_stages_table,
    open_items_table,
    partner_line,
    partners_standing_table,
    path_table,
    pressing_first,
)
from partner_success.gates import (
    BetaCustomer,
    BetaIssue,
    BetaState,
    Feedback,
    GateState,
    HandOffState,
    Journey,
    LaunchItem,
    LaunchState,
    PartnerJourney,
    Stage,
    SupportGap,
    SupportState,
    Tick,
    TierState,
    launch_risk,
    standing,
)
from partner_success.gates.definition import JourneyTerms
from partner_success.partners import Severity
from tests.support.journeys import NAMES, journey_called
from tests.support.partners_on_the_way import on_the_way, set_out

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
ON = date(2026, 3, 9)


def found(partner: PartnerJourney, on: date = ON) -> PartnerStanding:
    """Give where a partner stands."""
    journey = partner.journey
    return PartnerStanding(
        partner=partner,
        standing=standing(journey, partner.state, on),
        risk=launch_risk(journey, partner.state, on),
    )


@pytest.mark.parametrize("name", NAMES)
def test_tables_follow_the_journey(name: str) -> None:
    """Any journey's own stages, hand-offs and roles, and no tiers where it has none."""
    journey = journey_called(name)
    partner = on_the_way(journey, journey.stages.ids[1])
    stages = journey_stages_table(partner, ON)
    assert [row[0].text for row in stages.rows] == [
        each.name for each in journey.stages
    ]
    details = {
        row[0].text: row[1].text for row in journey_details_table(found(partner)).rows
    }
    assert {f"Hand-off {each.name}" for each in journey.hand_offs} <= set(details)
    assert ("Tier" in details) is (journey.tiers is not None)
    assert details["Waits for first"] == "nothing"
    assert set(partner.state.team) <= set(details)
    items = open_items_table(partner, ON)
    assert len(items.rows) == len(journey.stages[partner.stage].items)


def test_a_journey_without_a_beta_tells_of_none() -> None:
    """There is nothing to wait for."""
    journey = journey_called("standard")
    partner = set_out(journey)
    stages = [attrs.evolve(each, beta=False) for each in journey.stages]
    assert "Beta" in [row[0].text for row in journey_details_table(found(partner)).rows]
    without = attrs.evolve(partner, journey=_plain(journey, stages))
    rows = journey_details_table(found(without)).rows
    assert "Beta" not in [row[0].text for row in rows]


def _plain(journey: JourneyTerms, stages: Iterable[Stage]) -> Journey:
    """Give a journey whose stages were changed, unchecked."""
    plain = object.__new__(Journey)
    for field in attrs.fields(Journey):
        object.__setattr__(plain, field.name, getattr(journey, field.name))
    object.__setattr__(plain, "stages", Catalogue(stages, kind="stage"))
    return plain


def test_a_partner_before_its_first_stage_has_no_week() -> None:
    """Nor days, nor a plan."""
    partner = set_out(journey_called("standard"))
    partner = attrs.evolve(
        partner, state=attrs.evolve(partner.state, onboarding_start=None)
    )
    assert partner_line(found(partner)).endswith("Pre-Contract, not started")
    [row] = partners_standing_table([found(partner)], ON).rows
    assert row[3].text == "–"
    assert days_in_stage(partner.state.gate, ON) is None


def test_days_in_a_stage_end_with_it() -> None:
    """They go on up to the day while it does."""
    under_way = GateState(state="in_progress", started_at=AT)
    assert days_in_stage(under_way, ON) == 7
    passed = attrs.evolve(under_way, state="passed", ended_at=AT)
    assert days_in_stage(passed, ON) == 0


def test_who_needs_somebody_comes_first() -> None:
    """Stuck before late, late before on time, and who was launched last."""
    journey = journey_called("standard")
    partner = on_the_way(journey, "gate_2")

    def made(
        id_: str, state: str = "in_progress", launched: date | None = None
    ) -> PartnerJourney:
        gates = FrozenMap({**partner.state.gates, "gate_2": GateState(state=state)})
        launch = LaunchState(launched_on=launched)
        changed = attrs.evolve(
            partner.state, partner_id=id_, gates=gates, launch=launch
        )
        return attrs.evolve(partner, state=changed)

    line = [
        found(made("launched", launched=ON)),
        found(made("on-time"), date(2026, 4, 10)),
        found(made("late"), date(2026, 6, 10)),
        found(made("risky"), date(2026, 9, 10)),
        found(made("blocked", "blocked:in_progress"), date(2026, 4, 10)),
        found(made("another"), date(2026, 4, 10)),
    ]
    names = [each.partner.state.partner_id for each in pressing_first(line)]
    assert names == ["blocked", "risky", "late", "another", "on-time", "launched"]


def test_the_path_names_roles_and_people() -> None:
    """A role alone where nobody is assigned."""
    journey = journey_called("standard")
    partner = on_the_way(journey, "gate_1")
    table = path_table(partner.why_not("gate_2"))
    assert table.rows[0][2].text == "PDM (pdm-1)"
    alone = attrs.evolve(partner, state=attrs.evolve(partner.state, team=FrozenMap()))
    assert path_table(alone.why_not("gate_2")).rows[0][2].text == "PDM"


@pytest.mark.rule("JRN-05", "JRN-07")
def test_a_gate_says_what_it_is() -> None:
    """With its phase, and what it was before it was blocked."""
    stage = journey_called("standard").stages["gate_3"]
    said = gate_text(stage, GateState(state="blocked:in_progress.phase_3a"))
    assert said == "blocked (was in progress), Phase 3A: operational readiness"
    assert [*gate_remarks(GateState(state="failed"))] == []


@pytest.mark.rule("JRN-16")
def test_a_beta_says_what_is_open() -> None:
    """Grave or not; and who spoke for it."""
    customer = BetaCustomer(
        id="c-1", consent=True, expectations="Faults", success_criteria="Orders"
    )
    issue = BetaIssue(
        id="i-1", severity=Severity.HIGH, summary="It hurts.", found_at=AT
    )
    word = Feedback(customer="c-1", positive=True, at=AT)
    beta = BetaState(
        state="running",
        customers=(customer,),
        issues=FrozenMap({"i-1": issue}),
        feedback=FrozenMap({"c-1": word}),
        extended_until=ON,
    )
    assert beta_text(beta) == (
        "running; 1 customer; extended to 2026-03-09; open: It hurts (high severity);"
        " 1 of 1 speak for it"
    )
    assert beta_text(BetaState()) == "not started"


@pytest.mark.rule("JRN-18", "JRN-19")
def test_a_launch_says_what_is_open() -> None:
    """Items that are closed are not told."""
    price = LaunchItem(id="price", summary="A price.", critical=True)
    film = LaunchItem(id="film", summary="A film", critical=False)
    done = LaunchItem(id="done", summary="Done", critical=True, closed_at=AT)
    items = FrozenMap({each.id: each for each in (price, film, done)})
    assert launch_text(LaunchState(items=items, rollback_plan="plan 1")) == (
        "undecided; open: A price (critical); open: A film (nice to have)"
    )
    gaps = FrozenMap({"night": SupportGap(id="night", summary="Nobody at night.")})
    assert support_text(SupportState(ready=False, gaps=gaps)) == (
        "not ready: Nobody at night"
    )


@pytest.mark.rule("JRN-20")
def test_a_hand_off_says_what_is_left() -> None:
    """Once something of it was done."""
    terms = journey_called("standard").hand_offs["pdm_to_tpm"]
    done = FrozenMap({step: Tick(by="p-1", at=AT) for step in terms.steps.ids[1:]})
    assert hand_off_text(terms, HandOffState(state="under_way", done=done)) == (
        "under way; left: The two have met about the partner"
    )


@pytest.mark.rule("JRN-11")
@pytest.mark.parametrize(
    ("tier", "words"),
    [
        (TierState(), "not known"),
        (TierState(computed=1), "1"),
        (
            TierState(computed=1, chosen=0, by="root", reason="Why."),
            "0, set by root (by the money: 1): Why.",
        ),
        (
            TierState(chosen=0, by="root", reason="Why."),
            "0, set by root (by the money: not known): Why.",
        ),
    ],
)
def test_a_tier_says_where_it_comes_from(tier: TierState, words: str) -> None:
    """The one by the money is told beside one that was set."""
    assert tier_text(tier) == words
