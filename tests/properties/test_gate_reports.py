"""Laws of gate reports: sums, bounds, and what narrowing can never do."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.access import Actor, partner_resource
from partner_success.analytics import view_of
from partner_success.analytics.gates import (
    GateReport,
    GateSpells,
    gate_report,
    gate_spells,
    pdm_report,
    tpm_report,
)
from partner_success.core.instants import Period
from partner_success.gates import GateStatus, PartnerJourney
from tests.support.on_gates import NOON, Way

GATES = ("pre_contract", "gate_0", "gate_1", "gate_2")
FIRST = date(2026, 1, 1)

few = settings(max_examples=min(20, settings().max_examples))


@st.composite
def journeys(draw: st.DrawFn, name: str) -> PartnerJourney:
    """Give a partner that walked some gates, each at the first or a later try."""
    target = draw(st.none() | st.integers(60, 400).map(lambda d: FIRST + timedelta(d)))
    team = {"PAM": ["ines"], "PDM": draw(st.sampled_from([[], ["paul"], ["petra"]]))}
    day = FIRST + timedelta(draw(st.integers(0, 20)))
    way = Way(ps.standard().journey, name, day, team=team, target=target)
    if draw(st.booleans()):
        way.tier(draw(st.integers(0, 2)), day)
    passed = draw(st.integers(0, len(GATES)))
    for stage in GATES[:passed]:
        way.start(stage, day := later(draw, day))
        for _ in range(draw(st.integers(0, 2))):
            codes = draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=2))
            way.submit(stage, day := later(draw, day), *codes)
            way.rework(stage, day := later(draw, day))
        way.finish(stage, day := later(draw, day))
    if passed < len(GATES) and draw(st.booleans()):
        way.start(GATES[passed], later(draw, day))
    return way.done


def later(draw: st.DrawFn, day: date) -> date:
    """Give a day some days later, or the same."""
    return day + timedelta(draw(st.integers(0, 25)))


@st.composite
def portfolios(draw: st.DrawFn) -> GateSpells:
    """Give up to four partners, as they are known at an instant."""
    count = draw(st.integers(0, 4))
    partners = [draw(journeys(f"p-{place}")) for place in range(count)]
    at = NOON - timedelta(draw(st.integers(0, 100)))
    return gate_spells(ps.standard().journey, partners, at=at)


def report(spells: GateSpells, **narrowed: object) -> GateReport:
    """Report on partners."""
    terms = ps.standard().analytics.gates
    return gate_report(spells, terms, **narrowed)  # type: ignore[arg-type]


def counts(found: GateReport) -> dict[tuple[str, str], Fraction]:
    """Give every count of a report."""
    told: dict[tuple[str, str], Fraction] = {("", "partners"): Fraction(found.partners)}
    for gate in found.gates:
        for ratio in (gate.completion, gate.mean, gate.passing, gate.failing):
            told[ratio.name, "part"] = ratio.numerator.amount
            told[ratio.name, "whole"] = ratio.denominator.amount
    return told


@pytest.mark.rule("ANL-04")
@few
@given(portfolios())
def test_stages_add_up_and_rates_stay_in_bounds(spells: GateSpells) -> None:
    """Nobody is lost or counted twice, and no rate leaves 0 to 100 %."""
    found = report(spells)
    assert found.partners == len(spells.partner_ids)
    for gate in found.gates:
        for rate in (gate.completion, gate.passing, gate.failing):
            assert rate.exact is None or 0 <= rate.exact <= 100
        decided = gate.passing.denominator.amount
        assert gate.passing.numerator.amount + gate.failing.numerator.amount == decided
        reached = gate.completion.denominator.amount
        assert gate.waiting + gate.completion.numerator.amount == reached
    passed = sum(gate.mean.denominator.amount for gate in found.gates)
    assert sum(each.count for each in found.completions) == passed


@pytest.mark.rule("ANL-05")
@few
@given(portfolios())
def test_the_median_is_that_of_the_days_where_nobody_waits(spells: GateSpells) -> None:
    """Where all have passed, half of them took no more days than the median."""
    for gate in report(spells).gates:
        if gate.waiting or gate.median is None:
            continue
        seen = [spell.days for spell in spells.of(gate.id)]
        days = sorted(each for each in seen if each is not None)
        assert gate.median == days[(len(days) - 1) // 2]


@pytest.mark.rule("ANL-04")
@few
@given(portfolios(), st.data())
def test_narrowing_never_adds(spells: GateSpells, data: st.DataObject) -> None:
    """No count grows by a filter, whichever it is."""
    whole = counts(report(spells))
    first = FIRST + timedelta(data.draw(st.integers(0, 60)))
    last = first + timedelta(data.draw(st.integers(0, 60)))
    filters = [
        {"period": Period(first, last)},
        {"stage": data.draw(st.sampled_from(GATES))},
        {"tier": data.draw(st.integers(0, 2))},
        {"person": data.draw(st.sampled_from(["ines", "paul", "petra"]))},
    ]
    for narrowed in filters:
        part = counts(report(spells, **narrowed))
        assert all(count <= whole[key] for key, count in part.items())


@pytest.mark.rule("ANL-04")
@few
@given(portfolios())
def test_periods_that_share_no_day_add_up(spells: GateSpells) -> None:
    """What is counted by days in two halves is counted once in all."""
    middle = FIRST + timedelta(60)
    before = counts(report(spells, period=Period(FIRST, middle)))
    after = counts(report(spells, period=Period(middle + timedelta(1), date.max)))
    for key, count in counts(report(spells)).items():
        if key[1] == "whole":
            assert before[key] + after[key] == count


@pytest.mark.rule("ANL-06")
@few
@given(portfolios())
def test_a_view_of_everything_changes_nothing(spells: GateSpells) -> None:
    """An administrator sees what is there, and a view of nothing shows nothing."""
    rules = ps.standard()
    admin = Actor(id="x", email="x@example.com", roles=["ADMIN"])
    there = [
        partner_resource(each.partner_id, stage=each.stage, team={})
        for each in spells.current
    ]
    whole = view_of(admin, rules.access, there, role="PAM", at=NOON)
    assert report(spells, view=whole) == report(spells)
    nothing = view_of(admin, rules.access, [], role="PAM", at=NOON)
    empty = report(spells, view=nothing)
    assert {*counts(empty).values()} == {0}
    assert bool(empty.scope.withheld) == bool(spells.spells)


@pytest.mark.rule("ANL-04")
@few
@given(portfolios())
def test_who_never_reached_a_gate_changes_no_rate_of_it(spells: GateSpells) -> None:
    """A partner that has not begun is one more partner, and nothing else."""
    idle = Way(ps.standard().journey, "idle", FIRST).done
    [more] = gate_spells(ps.standard().journey, [idle], at=spells.at).spells
    assert more.status is GateStatus.NOT_STARTED
    with_it = report(attrs.evolve(spells, spells=(*spells.spells, more)))
    without = report(spells)
    assert with_it.partners == without.partners + 1
    assert with_it.failures == without.failures
    for one, other in zip(with_it.gates, without.gates, strict=True):
        assert attrs.evolve(one, partners=other.partners) == other


@pytest.mark.rule("ANL-09")
@few
@given(portfolios())
def test_phases_and_loads_add_up(spells: GateSpells) -> None:
    """Each partner to be developed is in one phase, and with one PDM or none."""
    rules = ps.standard()
    found = pdm_report(spells, rules.analytics.gates, rules.staffing)
    places = rules.journey.stages.ids[:3]
    there = [each for each in spells.current if each.stage in places]
    assert found.partners == len(there)
    carried = sum(each.load.count for each in found.loads)
    assert carried + len(found.unassigned) == len(there)
    integrated = tpm_report(spells, rules.analytics.gates)
    assert sum(integrated.by_status.values()) == integrated.partners
