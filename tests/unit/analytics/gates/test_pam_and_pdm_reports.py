"""What PAMs and PDMs are told, of partners that can be counted by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.access import Actor, partner_resource
from partner_success.analytics import View, view_of
from partner_success.analytics.gates import (
    GateSpells,
    PdmReport,
    gate_spells,
    pam_report,
    pdm_report,
)
from partner_success.core.instants import Period
from partner_success.errors import InvalidUseError
from partner_success.practice.staffing import Aim, LoadState, StaffMember
from tests.support.on_gates import NOON, Way, five_partners


def five(rules: ps.Rulebook) -> GateSpells:
    """Give five partners in their stages."""
    return gate_spells(rules.journey, five_partners(rules.journey), at=NOON)


def view(rules: ps.Rulebook, role: str, stage: str, *names: str) -> View:
    """Give what somebody of a role sees, to whom some partners are assigned."""
    somebody = Actor(id="x", email="x@example.com", roles=[role])
    theirs = [
        partner_resource(name, stage=stage, team={role: "x@example.com"})
        for name in names
    ]
    return view_of(somebody, rules.access, theirs, role=role, at=NOON)


@pytest.mark.rule("ANL-04")
class TestPam:
    def test_sees_each_partner_across_all_stages(self, rules: ps.Rulebook) -> None:
        """Ines owns four of five, from before the contract to Gate 2."""
        found = pam_report(five(rules), rules.analytics.gates, person="ines")
        assert [(each.partner_id, each.stage) for each in found.partners] == [
            ("dale", "pre_contract"),
            ("acme", "gate_2"),
            ("birch", "gate_1"),
            ("cedar", "gate_0"),
        ]
        assert found.gates.partners == 4
        assert [each.days for each in found.partners] == [None, 28, 70, 49]
        told = found.explain()
        assert told.title == "Partners on 2026-05-04: 4, 2 at risk"
        assert told.rows[0] == (
            "dale",
            "Pre-Contract",
            "not started",
            "–",
            "16",
            "high",
        )
        assert told.rows[3][4:] == ("–", "–")
        assert told.remarks == ("narrowed to person ines",)
        assert [table.id for table in found.tables()][:2] == [
            "partners",
            "partners_by_stage",
        ]

    def test_owns_partners_as_pam_only(self, rules: ps.Rulebook) -> None:
        """Paul develops partners and owns none."""
        assert (
            pam_report(five(rules), rules.analytics.gates, person="paul").partners == ()
        )
        assert len(pam_report(five(rules), rules.analytics.gates).partners) == 5

    def test_can_look_at_a_tier_and_some_days(self, rules: ps.Rulebook) -> None:
        """A tier leaves partners out, and days leave events out."""
        march = Period(date(2026, 3, 1), date(2026, 3, 31))
        found = pam_report(five(rules), rules.analytics.gates, tier=1, period=march)
        assert [each.partner_id for each in found.partners] == ["acme", "cedar"]
        assert [each.count for each in found.gates.completions] == [1]

    @pytest.mark.rule("ANL-06")
    def test_sees_what_is_open_to_them(self, rules: ps.Rulebook) -> None:
        """Partners of others are left out and counted; another role's view is none."""
        mine = view(rules, "PAM", "gate_2", "acme")
        found = pam_report(five(rules), rules.analytics.gates, view=mine)
        assert [each.partner_id for each in found.partners] == ["acme"]
        assert "4 partners not shown" in found.scope.withheld[0]
        with pytest.raises(InvalidUseError, match=r"of PAM analytics, .* of PDM"):
            pam_report(
                five(rules), rules.analytics.gates, view=view(rules, "PDM", "gate_1")
            )


def develops(rules: ps.Rulebook, **narrowed: Any) -> PdmReport:
    """Report on the development of five partners."""
    return pdm_report(five(rules), rules.analytics.gates, rules.staffing, **narrowed)


@pytest.mark.rule("ANL-09")
class TestPdm:
    def test_carries_partners_until_they_leave_gate_1(self, rules: ps.Rulebook) -> None:
        """Acme is in Gate 2 and burdens nobody; Elm has two PDMs and burdens both."""
        paul, petra = develops(rules).loads
        assert [work.account.id for work in paul.works] == ["birch", "cedar", "elm"]
        assert paul.stages == ("gate_1", "gate_0", "pre_contract")
        assert [work.account.id for work in petra.works] == ["elm"]
        assert develops(rules).unassigned == ("dale",)

    def test_is_meant_to_have_six_to_eight(self, rules: ps.Rulebook) -> None:
        """Three of eight is 37.5 %, below the aim of 80 to 90 %, and too few."""
        paul = develops(rules).loads[0]
        assert (paul.load.capacity.enough, paul.load.capacity.accounts) == (6, 8)
        assert paul.utilisation.exact == Fraction(75, 2)
        assert (paul.load.aim, paul.load.state) == (Aim.BELOW, LoadState.UNDER)
        assert develops(rules).utilisation.exact == 25

    @pytest.mark.parametrize(
        ("count", "aim", "state"),
        [
            (5, Aim.BELOW, LoadState.UNDER),
            (6, Aim.BELOW, LoadState.WITHIN),
            (7, Aim.WITHIN, LoadState.WITHIN),
            (8, Aim.ABOVE, LoadState.WITHIN),
            (9, Aim.ABOVE, LoadState.OVER),
        ],
    )
    def test_is_within_the_aim_with_seven(
        self, rules: ps.Rulebook, count: int, aim: Aim, state: LoadState
    ) -> None:
        """Seven of eight lie between 80 and 90 %; nine are too many."""
        ways = [Way(rules.journey, f"p-{n}", "01-01").done for n in range(count)]
        spells = gate_spells(rules.journey, ways, at=NOON)
        [paul] = pdm_report(spells, rules.analytics.gates, rules.staffing).loads
        assert (paul.load.aim, paul.load.state) == (aim, state)

    def test_is_allotted_the_hours_of_the_plan(self, rules: ps.Rulebook) -> None:
        """15 to 20 hours in Gate 1, 10 to 15 before the contract, none known else."""
        paul = develops(rules).loads[0]
        hours = [work.hours for work in paul.works]
        assert [each and (each.least, each.most) for each in hours] == [
            (15, 20),
            None,
            (10, 15),
        ]
        assert (paul.load.hours.least, paul.load.hours.most) == (25, 35)

    def test_may_have_no_partner_or_a_part_of_a_position(
        self, rules: ps.Rulebook
    ) -> None:
        """Staff is listed though it has nobody; half a position has half the most."""
        half = StaffMember(id="petra", role="pdm", share=Decimal("0.5"))
        idle = StaffMember(id="quinn", role="pdm")
        found = develops(rules, staff=[half, idle])
        assert [each.person for each in found.loads] == ["paul", "petra", "quinn"]
        assert found.loads[1].utilisation.exact == 25
        assert found.loads[2].utilisation.exact == 0
        assert found.utilisation.exact == 20
        with pytest.raises(InvalidUseError, match="needs a StaffMember"):
            develops(rules, staff=["quinn"])

    def test_sees_partners_by_phase(self, rules: ps.Rulebook) -> None:
        """They add up to the partners that are to be developed."""
        found = develops(rules)
        assert [(each.stage, each.phase, each.partners) for each in found.by_phase] == [
            ("pre_contract", None, 2),
            ("gate_0", None, 1),
            ("gate_1", "phase_1a", 1),
            ("gate_1", "phase_1b", 0),
            ("gate_1", "phase_1c", 0),
            ("gate_1", None, 0),
        ]
        assert found.partners == 4

    @pytest.mark.rule("ANL-05")
    def test_sees_time_and_pass_rate_of_gate_1(self, rules: ps.Rulebook) -> None:
        """Acme passed it in 67 days at the third try, and counts though it has left."""
        gate = develops(rules).gate
        assert (gate.id, gate.mean.exact, gate.median) == ("gate_1", 67, 67)
        assert gate.passing.exact == Fraction(100, 3)

    def test_can_be_one_person(self, rules: ps.Rulebook) -> None:
        """Only their partners count, and who shares one is not listed."""
        found = develops(rules, person="petra")
        assert [each.person for each in found.loads] == ["petra"]
        assert (found.partners, found.unassigned) == (1, ())
        assert found.gate.completion.denominator.amount == 0
        assert [each.person for each in develops(rules, person="ines").loads] == []

    def test_can_look_at_a_tier_and_some_days(self, rules: ps.Rulebook) -> None:
        """A tier leaves partners out, and days leave submissions out."""
        march = Period(date(2026, 3, 1), date(2026, 3, 31))
        found = develops(rules, tier=1, period=march)
        assert found.partners == 1
        assert found.gate.failing.denominator.amount == 2
        assert found.gate.mean.exact is None

    @pytest.mark.rule("ANL-06")
    def test_sees_what_is_open_to_them(self, rules: ps.Rulebook) -> None:
        """Of others nothing is told, not even that they have no partner."""
        mine = view(rules, "PDM", "gate_1", "birch")
        idle = StaffMember(id="quinn", role="pdm")
        found = develops(rules, view=mine, staff=[idle])
        assert [each.person for each in found.loads] == ["paul"]
        assert (found.partners, found.unassigned) == (1, ())
        assert found.tables()[0].remarks == found.scope.withheld
        with pytest.raises(InvalidUseError, match="view is of TPM analytics"):
            develops(rules, view=view(rules, "TPM", "gate_2"))

    def test_are_shown_with_everything(self, rules: ps.Rulebook) -> None:
        """A row for each of them, and below it phases, the gate and who has nobody."""
        found = develops(rules)
        told = found.explain()
        assert told.title == (
            "Partner development on 2026-05-04: 4 partners, utilisation: 25 %"
            " (4 partners / 16 partners at most)"
        )
        assert told.rows[0] == (
            "paul",
            "3",
            "37.5 (3/8)",
            "below",
            "under",
            "25 to 35 h",
        )
        assert "nobody develops dale" in told.remarks
        tables = {table.id: table.rows for table in found.tables()}
        assert tables["load"][0] == (
            "paul",
            3,
            6,
            8,
            Fraction(75, 2),
            "below",
            "under",
            25,
            35,
        )
        assert tables["hours_by_partner"][1] == ("paul", "cedar", "gate_0", None, None)
        assert tables["partners_by_phase"][2][3] == 1
        assert len(tables["gates"]) == 1

    def test_may_have_no_aim(self, rules: ps.Rulebook) -> None:
        """A role without an aim has a load all the same."""
        terms = attrs.evolve(rules.analytics.gates, development_load="enterprise_tam")
        found = pdm_report(five(rules), terms, rules.staffing)
        assert found.loads[0].load.aim is None
        assert found.explain().rows[0][3] == "–"
        assert found.tables()[0].rows[0][5] is None
