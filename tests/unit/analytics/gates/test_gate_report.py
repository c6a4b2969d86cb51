"""Gate reports of partners that can be counted by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any, cast

import attrs
import pytest

import partner_success as ps
from partner_success.access import Actor, partner_resource
from partner_success.analytics import view_of
from partner_success.analytics.gates import (
    GateFigures,
    GateReport,
    gate_report,
    gate_spells,
)
from partner_success.core.instants import Period
from partner_success.errors import InvalidUseError, UnknownNameError
from tests.support.journeys import company_journey
from tests.support.on_gates import NOON, Way, five_partners

pytestmark = pytest.mark.rule("ANL-04")

INES = Actor(id="ines", email="ines@example.com", roles=["PAM"])


def report(rules: ps.Rulebook, **narrowed: Any) -> GateReport:
    """Report on five partners."""
    spells = gate_spells(rules.journey, five_partners(rules.journey), at=NOON)
    return gate_report(spells, rules.analytics.gates, **narrowed)


def counts(gate: GateFigures) -> dict[str, tuple[Fraction, Fraction]]:
    """Give both counts of each rate."""
    rates = {
        "completion": gate.completion,
        "mean": gate.mean,
        "passing": gate.passing,
        "failing": gate.failing,
    }
    return {
        name: (rate.numerator.amount, rate.denominator.amount)
        for name, rate in rates.items()
    }


def test_partners_by_stage_add_up_to_all_of_them(rules: ps.Rulebook) -> None:
    """Who has not begun counts in the first stage, and nobody twice."""
    found = report(rules)
    assert found.partners == 5
    by_stage = {each.id: dict(each.by_status) for each in found.by_stage}
    assert by_stage == {
        "pre_contract": {"not_started": 1, "blocked": 1},
        "gate_0": {"in_progress": 1},
        "gate_1": {"in_progress": 1},
        "gate_2": {"in_progress": 1},
        "gate_3": {},
        "post_launch": {},
    }
    assert [each.partners for each in found.gates] == [2, 1, 1, 1, 0]


def test_each_rate_has_both_of_its_counts(rules: ps.Rulebook) -> None:
    """Completion, mean days, pass rate and fail rate are counted by hand."""
    gates = report(rules).gates
    assert counts(gates["pre_contract"]) == {
        "completion": (3, 4),
        "mean": (34, 3),
        "passing": (2, 3),
        "failing": (1, 3),
    }
    assert counts(gates["gate_0"]) == {
        "completion": (2, 3),
        "mean": (8, 2),
        "passing": (2, 2),
        "failing": (0, 2),
    }
    assert counts(gates["gate_1"]) == {
        "completion": (1, 2),
        "mean": (67, 1),
        "passing": (1, 3),
        "failing": (2, 3),
    }
    assert gates["gate_1"].completion.exact == 50
    assert [each.overridden for each in gates] == [1, 0, 0, 0, 0]
    assert [each.reworks for each in gates] == [0, 0, 2, 0, 0]


def test_a_rate_of_nothing_is_absent(rules: ps.Rulebook) -> None:
    """Gate 3, which nobody reached, has no rate, no mean and no median."""
    gate = report(rules).gates["gate_3"]
    rates = (gate.completion, gate.mean, gate.passing, gate.failing)
    assert [rate.exact for rate in rates] == [None] * 4
    assert (gate.median, gate.waiting) == (None, 0)
    assert "median time in Gate 3: Ready to Deliver: not known" in str(gate.explain())


@pytest.mark.rule("ANL-05")
def test_the_median_counts_who_is_still_in_the_gate(rules: ps.Rulebook) -> None:
    """Of 10, 10, 14 and more than 21 days half have ended by 10, of 3, 5, 49+ by 5."""
    gates = report(rules).gates
    assert [gate.median for gate in gates] == [10, 5, 67, None, None]
    assert [gate.waiting for gate in gates] == [1, 1, 1, 1, 0]
    first = gates["pre_contract"].survival
    assert [(step.duration, step.survival) for step in first.steps] == [
        (10, Fraction(1, 2)),
        (14, Fraction(1, 4)),
    ]
    assert "median time in Pre-Contract: 10 days, with 1 still in it" in str(
        gates["pre_contract"].explain()
    )


@pytest.mark.rule("ANL-05")
def test_a_gate_that_half_never_leave_has_no_median(rules: ps.Rulebook) -> None:
    """The mean of the one that passed says 2 days, and the estimate that most wait."""
    ways = [Way(rules.journey, f"p-{n}", "01-01") for n in range(3)]
    ways[0].pass_("pre_contract", "01-02", "01-04")
    for way in ways[1:]:
        way.start("pre_contract", "01-02")
    spells = gate_spells(rules.journey, [way.done for way in ways], at=NOON)
    gate = gate_report(spells, rules.analytics.gates).gates["pre_contract"]
    assert (gate.mean.exact, gate.median, gate.waiting) == (2, None, 2)


def test_the_commonest_failures_come_first(rules: ps.Rulebook) -> None:
    """A reason counts once a submission; equally common ones go by the journey."""
    found = report(rules).failures
    assert [(each.stage, each.code, each.count) for each in found] == [
        ("gate_1", "phase_1a.plan", 2),
        ("pre_contract", "executive_sponsorship.sponsor", 1),
        ("gate_1", "phase_1b.pricing", 1),
    ]
    assert [each.share.exact for each in found] == [100, 100, 50]
    assert found[0].message == "phase_1a.plan!"


def test_no_more_than_five_failures_are_shown(rules: ps.Rulebook) -> None:
    """Of seven equally common reasons the first five of the alphabet are shown."""
    way = Way(rules.journey, "acme", "01-01").start("pre_contract", "01-05")
    way.submit("pre_contract", "01-06", *"gfedcba", "a")
    spells = gate_spells(rules.journey, [way.done], at=NOON)
    found = gate_report(spells, rules.analytics.gates).failures
    assert [(each.code, each.count) for each in found] == [
        (code, 1) for code in "abcde"
    ]


def test_launches_go_by_risk_and_then_by_the_days_left(rules: ps.Rulebook) -> None:
    """High and medium first; who has no target is not there."""
    found = report(rules)
    assert [
        (each.partner_id, each.risk, each.days_left) for each in found.launches
    ] == [
        ("elm", "high", 6),
        ("dale", "high", 16),
        ("acme", "medium", 39),
        ("birch", "low", 149),
    ]
    assert [each.partner_id for each in found.at_risk] == ["elm", "dale", "acme"]


def test_equal_risks_and_days_go_by_the_partner(rules: ps.Rulebook) -> None:
    """Two that have to launch on one day stand in the order of their ids."""
    target = date(2026, 5, 10)
    ways = [Way(rules.journey, name, "01-01", target=target) for name in "ba"]
    spells = gate_spells(rules.journey, [way.done for way in ways], at=NOON)
    found = gate_report(spells, rules.analytics.gates).launches
    assert [each.partner_id for each in found] == ["a", "b"]


def test_completions_are_counted_by_month(rules: ps.Rulebook) -> None:
    """Each month tells how many gates were passed, of each gate and in all."""
    found = report(rules).completions
    assert [(each.month, each.count) for each in found] == [
        (date(2026, 1, 1), 2),
        (date(2026, 2, 1), 2),
        (date(2026, 3, 1), 1),
        (date(2026, 4, 1), 1),
    ]
    assert found[1].by_gate["gate_0"] == 1
    gaps = report(rules, tier=1).completions
    assert [each.count for each in gaps] == [2, 0, 1, 1]
    assert report(rules, stage="gate_2").completions == ()


def test_completions_go_over_the_end_of_a_year(rules: ps.Rulebook) -> None:
    """December comes before January."""
    ways = [Way(rules.journey, name, date(2025, 11, 1)) for name in ("acme", "birch")]
    ways[0].pass_("pre_contract", date(2025, 11, 2), date(2025, 12, 31))
    ways[1].pass_("pre_contract", date(2025, 11, 2), date(2026, 1, 1))
    spells = gate_spells(rules.journey, [way.done for way in ways], at=NOON)
    found = gate_report(spells, rules.analytics.gates).completions
    assert [each.month for each in found] == [date(2025, 12, 1), date(2026, 1, 1)]


class TestNarrowing:
    def test_by_a_range_of_days(self, rules: ps.Rulebook) -> None:
        """Reached, passed and handed in count by their own days, both ends inside."""
        period = Period(date(2026, 2, 2), date(2026, 3, 2))
        found = report(rules, period=period)
        assert found.partners == 5
        first = found.gates["pre_contract"]
        assert counts(first)["completion"] == (2, 2)
        assert counts(first)["mean"] == (10, 1)
        assert counts(first)["passing"] == (1, 1)
        assert counts(found.gates["gate_1"])["failing"] == (1, 1)
        assert counts(found.gates["gate_1"])["completion"] == (0, 1)
        assert [each.count for each in found.completions] == [2]
        assert [each.count for each in found.failures] == [1, 1]
        assert found.gates["gate_1"].reworks == 0
        assert "only what happened from 2026-02-02 to 2026-03-02 counts" in str(
            found.explain()
        )

    def test_by_a_stage(self, rules: ps.Rulebook) -> None:
        """Nothing of another stage is left, and who passed this one still counts."""
        found = report(rules, stage="gate_1")
        assert (found.by_stage.ids, found.gates.ids) == (("gate_1",), ("gate_1",))
        assert found.partners == 1
        assert counts(found.gates["gate_1"])["completion"] == (1, 2)
        assert [each.partner_id for each in found.launches] == ["birch"]
        assert {each.stage for each in found.failures} == {"gate_1"}
        assert "narrowed to stage gate_1" in str(found.explain())

    def test_by_a_stage_without_an_end(self, rules: ps.Rulebook) -> None:
        """A stage that cannot be passed has partners and no rates."""
        found = report(rules, stage="post_launch")
        assert (found.by_stage.ids, found.gates.ids) == (("post_launch",), ())

    def test_by_a_tier(self, rules: ps.Rulebook) -> None:
        """Partners of another tier, or of none, are left out."""
        found = report(rules, tier=1)
        assert found.partners == 2
        assert counts(found.gates["pre_contract"])["completion"] == (2, 2)
        assert report(rules, tier=3).partners == 0

    def test_by_a_person(self, rules: ps.Rulebook) -> None:
        """Whoever is assigned in any role has these partners."""
        assert report(rules, person="ines").partners == 4
        assert report(rules, person="petra").partners == 1
        assert report(rules, person="tara").partners == 3
        assert report(rules, person="nobody").partners == 0
        told = str(report(rules, person="petra", tier=1).explain())
        assert "narrowed to tier 1, person petra" in told

    @pytest.mark.rule("ANL-06")
    def test_by_what_the_reader_may_see(self, rules: ps.Rulebook) -> None:
        """Two of five partners are open to Ines, and it is said that three are not."""
        theirs = [
            partner_resource(name, stage="gate_1", team={"PAM": "ines@example.com"})
            for name in ("acme", "birch")
        ]
        view = view_of(INES, rules.access, theirs, role="PAM", at=NOON)
        found = report(rules, view=view)
        assert found.partners == 2
        assert found.scope.withheld == (
            "3 partners not shown, whose PAM analytics are not open to you",
        )
        assert found.explain().remarks[-1] == found.scope.withheld[0]
        assert all(found.scope.withheld[0] in t.remarks for t in found.tables()[:2])

    @pytest.mark.rule("ANL-06")
    def test_by_a_view_of_everything(self, rules: ps.Rulebook) -> None:
        """A reader who may see all sees the same report, and no remark."""
        names = ("acme", "birch", "cedar", "dale", "elm")
        team = {"PAM": "ines@example.com"}
        theirs = [partner_resource(each, stage="gate_1", team=team) for each in names]
        view = view_of(INES, rules.access, theirs, role="PAM", at=NOON)
        assert report(rules, view=view) == report(rules)

    def test_by_what_is_not_there(self, rules: ps.Rulebook) -> None:
        """A stage that is none, and arguments of another kind, are refused."""
        with pytest.raises(UnknownNameError, match="did you mean 'gate_1'"):
            report(rules, stage="gate1")
        with pytest.raises(InvalidUseError, match="needs a Period"):
            report(rules, period="2026")
        with pytest.raises(InvalidUseError, match="needs a View"):
            report(rules, view="all")
        with pytest.raises(InvalidUseError, match="needs a GateSpells"):
            gate_report(cast(Any, []), rules.analytics.gates)
        spells = gate_spells(rules.journey, [], at=NOON)
        with pytest.raises(InvalidUseError, match="needs a GateReportTerms"):
            gate_report(spells, cast(Any, rules.analytics))


def test_a_report_shows_itself(rules: ps.Rulebook) -> None:
    """A row for each gate, and below it who is held up and by what."""
    told = report(rules).explain()
    assert told.title == "Gates on 2026-05-04: 5 partners, 3 at risk"
    assert told.rows[0] == (
        "Pre-Contract",
        "2",
        "75 (3/4)",
        "11.33 (34/3)",
        "10",
        "66.67 (2/3)",
        "33.33 (1/3)",
    )
    assert told.rows[4][2:] == ("– (0/0)", "– (0/0)", "–", "– (0/0)", "– (0/0)")
    assert "high risk: elm in Pre-Contract, 6 days left" in told.remarks
    assert "Gate 1: Ready to Sell failed 2 x: phase_1a.plan!" in told.remarks
    assert told.provenance.edition == rules.edition.id


def test_a_stage_that_is_no_gate_is_told_below(rules: ps.Rulebook) -> None:
    """Partners in a stage without an end are not lost in what is shown."""
    journey = company_journey()
    way = Way(journey, "acme", "01-01", team={"SALES": ["sam"]})
    spells = gate_spells(journey, [way.done], at=NOON)
    assert "Running it" not in str(gate_report(spells, rules.analytics.gates).explain())
    moved = spells.spells[0]
    there = attrs.evolve(moved, stage="run")
    spells = attrs.evolve(spells, spells=(there,))
    told = gate_report(spells, rules.analytics.gates).explain()
    assert "Running it: 1 partner" in told.remarks


def test_everything_is_there_as_tables(rules: ps.Rulebook) -> None:
    """Each table has the exact figures, rates beside both of their counts."""
    tables = {table.id: table for table in report(rules).tables()}
    assert [*tables] == [
        "partners_by_stage",
        "gates",
        "failure_reasons",
        "launch_risk",
        "completions_by_month",
    ]
    rows = {
        name: [
            dict(zip([column.id for column in table.columns], row, strict=True))
            for row in table.rows
        ]
        for name, table in tables.items()
    }
    assert sum(row["partners"] for row in rows["partners_by_stage"]) == 5  # type: ignore[misc]
    assert rows["partners_by_stage"][0]["blocked"] == 1
    gate = rows["gates"][0]
    assert gate["completion"] == Fraction(75)
    assert (gate["completed"], gate["reached"]) == (3, 4)
    assert (gate["mean_days"], gate["days"], gate["passed"]) == (Fraction(34, 3), 34, 3)
    assert (gate["met"], gate["failed"], gate["decided"]) == (2, 1, 3)
    assert gate["median_days"] == 10
    assert rows["failure_reasons"][2]["failed"] == 2
    assert rows["launch_risk"][0] == {
        "partner_id": "elm",
        "stage": "pre_contract",
        "name": "Pre-Contract",
        "status": "blocked",
        "phase": None,
        "tier": None,
        "days": 21,
        "target_launch": date(2026, 5, 10),
        "days_left": 6,
        "risk": "high",
    }
    assert rows["completions_by_month"][0] == {
        "month": date(2026, 1, 1),
        "pre_contract": 1,
        "gate_0": 1,
        "gate_1": 0,
        "gate_2": 0,
        "gate_3": 0,
        "all": 2,
    }


def test_a_journey_of_other_stages_has_the_same_report(rules: ps.Rulebook) -> None:
    """Nothing of the report is bound to the standard journey."""
    journey = company_journey()
    way = Way(journey, "acme", "01-01", team={"SALES": ["sam"]})
    way.pass_("meet", "01-05", "01-09").start("build", "01-12")
    spells = gate_spells(journey, [way.done], at=datetime(2026, 2, 1, tzinfo=UTC))
    found = gate_report(spells, rules.analytics.gates)
    assert found.gates.ids == ("meet", "build", "prove")
    assert counts(found.gates["meet"])["mean"] == (4, 1)
