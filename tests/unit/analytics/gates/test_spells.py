"""Partners on journeys in one flat form, as it was known at an instant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from typing import Any, cast

import attrs
import pytest

import partner_success as ps
from partner_success.analytics.gates import GateSpell, GateSpells, gate_spells
from partner_success.errors import InvalidUseError, InvalidValueError
from partner_success.gates import GateStatus, Journey
from tests.support.journeys import company_journey
from tests.support.on_gates import NOON, Way, five_partners, morning

pytestmark = pytest.mark.rule("ANL-04")


def seen(journey: Journey, *ways: Way, at: datetime = NOON) -> GateSpells:
    """Give what is known of some partners."""
    return gate_spells(journey, [each.done for each in ways], at=at)


def only(spells: GateSpells) -> GateSpell:
    """Give the one spell that there is."""
    [found] = spells.spells
    return found


def test_a_partner_has_a_spell_for_each_stage_that_it_reached(
    rules: ps.Rulebook,
) -> None:
    """One of them is the stage that it is in, begun or not."""
    spells = gate_spells(rules.journey, five_partners(rules.journey), at=NOON)
    assert [(each.partner_id, each.stage) for each in spells.spells] == [
        ("acme", "pre_contract"),
        ("acme", "gate_0"),
        ("acme", "gate_1"),
        ("acme", "gate_2"),
        ("birch", "pre_contract"),
        ("birch", "gate_0"),
        ("birch", "gate_1"),
        ("cedar", "pre_contract"),
        ("cedar", "gate_0"),
        ("dale", "pre_contract"),
        ("elm", "pre_contract"),
    ]
    assert [(each.partner_id, each.stage) for each in spells.current] == [
        ("acme", "gate_2"),
        ("birch", "gate_1"),
        ("cedar", "gate_0"),
        ("dale", "pre_contract"),
        ("elm", "pre_contract"),
    ]
    assert spells.partner_ids == {"acme", "birch", "cedar", "dale", "elm"}


def test_a_spell_tells_what_became_of_the_gate(rules: ps.Rulebook) -> None:
    """Days, submissions with their failures, reworks, tier and people are there."""
    spells = gate_spells(rules.journey, five_partners(rules.journey), at=NOON)
    acme = spells.of("gate_1")[0]
    assert (acme.started_at, acme.passed_at) == (morning("01-26"), morning("04-03"))
    assert (acme.days, acme.status, acme.tier) == (67, GateStatus.PASSED, 1)
    assert [each.result for each in acme.submissions] == ["failed", "failed", "met"]
    assert [each.code for each in acme.submissions[0].failures] == [
        "phase_1a.plan",
        "phase_1b.pricing",
    ]
    assert (acme.reworks, acme.is_overridden) == (2, False)
    assert acme.people == {"PAM": ("ines",), "PDM": ("paul",), "TPM": ("tara",)}
    assert (acme.concerns("tara"), acme.concerns("tara", "PDM")) == (True, False)
    assert (acme.risk, acme.is_current) == (None, False)
    cedar = spells.of("pre_contract")[2]
    assert (cedar.is_overridden, cedar.days) == (True, 10)


def test_what_is_not_over_lasts_up_to_now(rules: ps.Rulebook) -> None:
    """Who is still in a gate has been for so many days, and has not ended."""
    spells = gate_spells(rules.journey, five_partners(rules.journey), at=NOON)
    acme = spells.of("gate_2")[0]
    assert acme.days == 28
    assert acme.observation is not None
    assert (acme.observation.duration, acme.observation.ended) == (Fraction(28), False)
    assert (acme.done, acme.days_left) == (("endpoints", "runbooks"), 39)
    dale = spells.of("pre_contract")[3]
    assert (dale.days, dale.observation, dale.status) == (None, None, "not_started")
    assert spells.of("gate_0")[2].days_left is None


def test_nothing_later_than_the_instant_is_known(rules: ps.Rulebook) -> None:
    """What happened at the instant is known, what came behind it is not."""
    partners = five_partners(rules.journey)
    then = gate_spells(rules.journey, partners, at=morning("03-02"))
    assert {each.partner_id for each in then.current} == {"acme", "birch", "cedar"}
    acme = then.of("gate_1")[0]
    assert ([each.result for each in acme.submissions], acme.reworks) == (["failed"], 0)
    assert (acme.passed_at, acme.days) == (None, 35)
    earlier = morning("03-02") - timedelta(microseconds=1)
    before = gate_spells(rules.journey, partners, at=earlier)
    assert before.of("gate_1")[0].submissions == ()


def test_an_open_submission_counts_by_its_newest_judgement(
    rules: ps.Rulebook,
) -> None:
    """One that was open and is judged again is one submission."""
    way = Way(rules.journey, "acme", "01-01").start("pre_contract", "01-05")
    way.submit("pre_contract", "01-06", result="open", id="s-1", passed=["closure"])
    half = only(seen(rules.journey, way))
    assert [each.result for each in half.submissions] == ["open"]
    assert half.passed_sections == ("closure",)
    way.submit("pre_contract", "01-07", "closure.date", id="s-1")
    [whole] = only(seen(rules.journey, way)).submissions
    assert (whole.id, whole.result, whole.at) == ("s-1", "failed", morning("01-07"))


def test_days_of_two_zones_never_run_backwards(rules: ps.Rulebook) -> None:
    """A gate that ends on the calendar before it began took no day."""
    east, west = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))
    spell = GateSpell(
        partner_id="acme",
        stage="gate_0",
        is_current=True,
        status=GateStatus.PASSED,
        started_at=datetime(2026, 3, 2, 1, tzinfo=east),
        passed_at=datetime(2026, 3, 1, 1, tzinfo=west),
        seen_at=datetime(2026, 3, 2, tzinfo=UTC),
    )
    assert spell.days == 0


@pytest.mark.rule("ANL-09")
def test_the_phase_is_the_first_that_is_not_done(rules: ps.Rulebook) -> None:
    """Done is a phase whose section passed; a stage that is passed has none."""
    gate = ("pre_contract", "gate_0")
    way = Way(rules.journey, "acme", "01-01").pass_(gate[0], "01-05", "01-06")
    way.pass_(gate[1], "01-07", "01-08").start("gate_1", "01-09")
    phases = [seen(rules.journey, way).current[0].phase]
    for passed in (["phase_1a"], ["phase_1a", "phase_1c"], ["phase_1a", "phase_1b"]):
        way.submit("gate_1", "01-10", result="open", passed=passed)
        phases.append(seen(rules.journey, way).current[0].phase)
    way.submit("gate_1", "01-11", passed=["phase_1a", "phase_1b", "phase_1c"])
    phases.append(seen(rules.journey, way).current[0].phase)
    assert phases == ["phase_1a", "phase_1b", "phase_1b", "phase_1c", None]
    way.finish("gate_1", "01-12")
    assert seen(rules.journey, way).current[0].phase is None


@pytest.mark.rule("ANL-09")
def test_a_phase_with_items_is_done_once_all_are_ticked(rules: ps.Rulebook) -> None:
    """Side by side, a phase whose items are all ticked off is behind the partner."""
    standard = rules.journey
    gate = standard.stages["gate_2"]
    items = type(gate.checklist)([*gate.checklist][:2], kind="item")
    phases = [attrs.evolve(gate.phases["phase_2a"], items=items)]
    phases.append(gate.phases["phase_2b"])
    changed = attrs.evolve(gate, phases=type(gate.phases)(phases, kind="phase"))
    stages = [changed if each.id == "gate_2" else each for each in standard.stages]
    journey = attrs.evolve(standard, stages=type(standard.stages)(stages, kind="stage"))
    way = Way(journey, "acme", "01-01")
    for place, stage in enumerate(("pre_contract", "gate_0", "gate_1")):
        way.pass_(stage, f"01-1{place}", f"01-1{place}")
    way.start("gate_2", "01-20").tick("gate_2", "01-21", "endpoints")
    assert seen(journey, way).current[0].phase == "phase_2a"
    way.tick("gate_2", "01-22", "authentication")
    assert seen(journey, way).current[0].phase == "phase_2b"


@pytest.mark.rule("ANL-09")
def test_phases_in_turn_are_those_that_were_entered() -> None:
    """Where phases are entered one by one, the state of the gate tells the phase."""
    journey = company_journey()
    way = Way(journey, "acme", "01-01", team={"SALES": ["sam"]})
    assert only(seen(journey, way)).phase is None
    way.pass_("meet", "01-05", "01-06").start("build", "01-07")
    assert seen(journey, way).current[0].phase == "drawing"


def test_misuse_is_refused(rules: ps.Rulebook) -> None:
    """No partner, a journey without its log, another journey, a partner twice."""
    way = Way(rules.journey, "acme", "01-01").start("pre_contract", "01-05")
    restored = rules.journey.restore(way.done.state)
    with pytest.raises(InvalidUseError, match="needs a PartnerJourney"):
        gate_spells(rules.journey, [cast(Any, way)], at=NOON)
    with pytest.raises(InvalidUseError, match="restored from a state"):
        gate_spells(rules.journey, [restored], at=NOON)
    with pytest.raises(InvalidUseError, match="is on the journey"):
        gate_spells(company_journey(), [way.done], at=NOON)
    with pytest.raises(InvalidValueError, match="twice"):
        gate_spells(rules.journey, [way.done, way.done], at=NOON)
    with pytest.raises(InvalidValueError, match="zone"):
        gate_spells(rules.journey, [], at=datetime(2026, 5, 4))  # noqa: DTZ001
