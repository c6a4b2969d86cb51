"""What TPMs are told, of partners that can be counted by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

import partner_success as ps
from partner_success.access import Actor, partner_resource
from partner_success.analytics import View, view_of
from partner_success.analytics.gates import (
    GateSpells,
    IntegrationStatus,
    TpmReport,
    gate_spells,
    tpm_report,
)
from partner_success.core.instants import Period
from partner_success.errors import InvalidUseError, InvalidValueError
from partner_success.partners import (
    IntegrationIssue,
    MonitoringCheck,
    TransactionTest,
)
from tests.support.on_gates import NOON, Way, five_partners, morning

BEFORE = ("pre_contract", "gate_0", "gate_1")


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


def integrating(rules: ps.Rulebook, ticked: Sequence[str] = (), **more: Any) -> Way:
    """Give a partner in Gate 2 that has ticked something off."""
    way = Way(rules.journey, more.pop("name", "acme"), "01-01", **more)
    for place, stage in enumerate(BEFORE):
        way.pass_(stage, f"02-1{place}", f"02-1{place}")
    return way.start("gate_2", "03-02").tick("gate_2", "03-03", *ticked)


def ran(*results: bool, partner: str = "acme", day: str = "04-01") -> list[Any]:
    """Give test transactions with these results."""
    return [
        TransactionTest(
            id=f"{partner}-{day}-{place}",
            partner_id=partner,
            ran_at=morning(day),
            succeeded=result,
        )
        for place, result in enumerate(results)
    ]


def issue(kind: str, day: str, *, partner: str = "acme", until: str = "") -> Any:
    """Give an issue that was found on a day."""
    return IntegrationIssue(
        id=f"{partner}-{kind}-{day}",
        partner_id=partner,
        kind=kind,
        found_at=morning(day),
        resolved_at=morning(until) if until else None,
    )


def looked(day: str, *, running: bool, partner: str = "acme") -> MonitoringCheck:
    """Give a look at the monitoring, whose alerts arrive where it runs."""
    return MonitoringCheck(
        partner_id=partner,
        checked_at=morning(day),
        is_running=running,
        alerts_arrive=running,
    )


def integrates(rules: ps.Rulebook, *ways: Way, **more: Any) -> TpmReport:
    """Report on the integrations of some partners."""
    spells = gate_spells(rules.journey, [way.done for way in ways], at=NOON)
    return tpm_report(spells, rules.analytics.gates, **more)


ALL_FOUR = ("endpoints", "authentication", "error_handling", "test_transactions")


@pytest.mark.rule("ANL-09")
class TestTpm:
    def test_sees_partners_in_gate_2(self, rules: ps.Rulebook) -> None:
        """Only Acme of the five is in it, with one of four items done."""
        found = tpm_report(five(rules), rules.analytics.gates)
        [acme] = found.integrations
        assert (acme.partner_id, found.partners) == ("acme", 1)
        assert acme.items.exact == 25
        assert (acme.status, acme.has_passed) == (IntegrationStatus.UNDER_WAY, False)

    @pytest.mark.parametrize(
        ("ticked", "status", "monitored"),
        [
            ((), IntegrationStatus.NOT_STARTED, 0),
            (("monitoring", "runbooks"), IntegrationStatus.NOT_STARTED, 100),
            (ALL_FOUR[:3], IntegrationStatus.UNDER_WAY, 0),
            (ALL_FOUR, IntegrationStatus.COMPLETE, 0),
        ],
    )
    def test_sees_how_far_an_integration_is(
        self,
        rules: ps.Rulebook,
        ticked: tuple[str, ...],
        status: IntegrationStatus,
        monitored: int,
    ) -> None:
        """Four items make up the integration, and one the monitoring."""
        [found] = integrates(rules, integrating(rules, ticked)).integrations
        assert (found.status, found.monitoring.exact) == (status, monitored)

    def test_takes_answers_that_passed_for_the_items(self, rules: ps.Rulebook) -> None:
        """Phase 2A passed, though phase 2B failed and nothing was ticked off."""
        way = integrating(rules)
        way.submit("gate_2", "04-01", "phase_2b.orders", passed=["phase_2a"])
        [found] = integrates(rules, way).integrations
        assert (found.status, found.has_passed) == (IntegrationStatus.COMPLETE, True)

    def test_sees_the_share_of_test_transactions_that_succeed(
        self, rules: ps.Rulebook
    ) -> None:
        """Three of four went through; what ran later than now is not known."""
        late = ran(True, day="05-05")
        found = integrates(
            rules,
            integrating(rules),
            transactions=[*ran(True, True, False, True), *late],
        )
        assert found.transactions.exact == 75
        assert found.integrations[0].transactions.exact == 75
        assert integrates(rules, integrating(rules)).transactions.exact is None

    def test_sees_transactions_of_partners_that_have_moved_on(
        self, rules: ps.Rulebook
    ) -> None:
        """They count in the share, though the partner is not in the gate any more."""
        gone = integrating(rules, name="birch").finish("gate_2", "04-10")
        gone.start("gate_3", "04-11")
        found = integrates(
            rules,
            integrating(rules),
            gone,
            transactions=[*ran(True), *ran(False, partner="birch")],
        )
        assert (found.transactions.exact, found.partners) == (50, 1)
        assert found.integrations[0].transactions.exact == 100

    def test_sees_the_commonest_issues(self, rules: ps.Rulebook) -> None:
        """By how many there are, then by how many partners have them, then by name."""
        ways = [integrating(rules), integrating(rules, name="birch")]
        issues = [
            issue("mapping", "04-01"),
            issue("mapping", "04-02", until="04-03"),
            issue("timeout", "04-01"),
            issue("timeout", "04-01", partner="birch", until="05-06"),
            issue("login", "04-01", until="04-01"),
            issue("later", "05-05"),
        ]
        found = integrates(rules, *ways, issues=issues)
        assert [
            (each.kind, each.count, each.open, each.partners) for each in found.issues
        ] == [("timeout", 2, 2, 2), ("mapping", 2, 1, 1), ("login", 1, 0, 1)]
        assert [each.open_issues for each in found.integrations] == [2, 1]

    def test_sees_no_more_than_five_kinds(self, rules: ps.Rulebook) -> None:
        """Of seven kinds the first five of the alphabet are shown."""
        issues = [issue(kind, "04-01") for kind in "gfedcba"]
        found = integrates(rules, integrating(rules), issues=issues)
        assert [each.kind for each in found.issues] == ["a", "b", "c", "d", "e"]

    def test_sees_whether_monitoring_is_healthy(self, rules: ps.Rulebook) -> None:
        """The newest look counts, whatever order they come in; none tells nothing."""
        ways = [integrating(rules, name=name) for name in ("acme", "birch", "cedar")]
        checks = [
            looked("04-02", running=True),
            looked("04-01", running=False),
            looked("05-05", running=False),
            looked("04-01", running=False, partner="birch"),
        ]
        found = integrates(rules, *ways, checks=checks)
        assert [each.is_healthy for each in found.integrations] == [True, False, None]
        assert found.monitoring.exact == 50
        assert [row[5] for row in found.explain().rows] == [
            "healthy",
            "not healthy",
            "–",
        ]

    @pytest.mark.rule("ANL-05")
    def test_sees_how_long_gate_2_takes(self, rules: ps.Rulebook) -> None:
        """One took 39 days, another has spent 63."""
        gone = integrating(rules, name="birch").finish("gate_2", "04-10")
        gate = integrates(rules, integrating(rules), gone).gate
        assert (gate.id, gate.mean.exact, gate.median) == ("gate_2", 39, 39)
        assert gate.completion.exact == 50

    def test_counts_what_happened_in_a_period(self, rules: ps.Rulebook) -> None:
        """Transactions and issues count by their days, and how all stands does not."""
        april = Period(date(2026, 4, 1), date(2026, 4, 30))
        found = integrates(
            rules,
            integrating(rules, ALL_FOUR),
            transactions=[*ran(True, day="04-30"), *ran(False, day="05-01")],
            issues=[issue("mapping", "03-31"), issue("login", "04-01")],
            period=april,
        )
        assert found.transactions.exact == 100
        assert [each.kind for each in found.issues] == ["login"]
        [acme] = found.integrations
        assert (acme.status, acme.open_issues) == (IntegrationStatus.COMPLETE, 2)

    def test_can_be_one_person_and_one_tier(self, rules: ps.Rulebook) -> None:
        """Only partners of this TPM, and of this tier, count."""
        other = integrating(rules, name="birch", team={"PAM": ["i"], "TPM": ["theo"]})
        other.tier(1, "04-01")
        ways = [integrating(rules), other]
        assert integrates(rules, *ways, person="theo").partners == 1
        assert integrates(rules, *ways, person="tara", tier=1).partners == 0
        assert integrates(rules, *ways, tier=1).integrations[0].partner_id == "birch"

    @pytest.mark.rule("ANL-06")
    def test_sees_what_is_open_to_them(self, rules: ps.Rulebook) -> None:
        """Facts of a partner that is kept from them count nowhere."""
        ways = [integrating(rules), integrating(rules, name="birch")]
        mine = view(rules, "TPM", "gate_2", "acme")
        found = integrates(
            rules,
            *ways,
            transactions=[*ran(True), *ran(False, partner="birch")],
            issues=[issue("mapping", "04-01", partner="birch")],
            view=mine,
        )
        assert (found.partners, found.transactions.exact) == (1, 100)
        assert (found.issues, found.unplaced) == ((), 0)
        assert found.tables()[0].remarks == (
            "1 partner not shown, whose TPM analytics are not open to you",
        )
        with pytest.raises(InvalidUseError, match="view is of PAM analytics"):
            integrates(rules, *ways, view=view(rules, "PAM", "gate_2"))

    def test_hears_of_facts_that_have_no_place(self, rules: ps.Rulebook) -> None:
        """A fact of a partner on no journey is left out and counted."""
        found = integrates(
            rules,
            integrating(rules),
            transactions=ran(True, partner="zeal"),
            issues=[issue("mapping", "04-01", partner="zeal")],
            checks=[looked("04-01", running=True, partner="zeal")],
        )
        assert (found.unplaced, found.transactions.exact) == (3, None)
        told = "left out: 3 facts of partners without a journey here"
        assert told in found.explain().remarks

    def test_is_given_each_fact_once(self, rules: ps.Rulebook) -> None:
        """What is there twice would count twice, and what is no fact cannot count."""
        with pytest.raises(InvalidValueError, match="transaction 'acme-04-01-0'"):
            integrates(rules, transactions=ran(True) * 2)
        with pytest.raises(InvalidValueError, match="issue 'acme-a-04-01'"):
            integrates(rules, issues=[issue("a", "04-01")] * 2)
        with pytest.raises(InvalidUseError, match="needs a MonitoringCheck"):
            integrates(rules, checks=ran(True))

    def test_are_shown_with_everything(self, rules: ps.Rulebook) -> None:
        """A row for each integration, and below it shares, issues and the gate."""
        found = integrates(
            rules,
            integrating(rules, ALL_FOUR[:2]),
            transactions=ran(True, False),
            issues=[issue("mapping", "04-01")],
        )
        told = found.explain()
        assert told.title == (
            "Integrations on 2026-05-04: 1 partner"
            " (0 not started, 1 under way, 0 complete)"
        )
        assert told.rows == (("acme", "under way", "50 (2/4)", "50 (1/2)", "1", "–"),)
        assert "mapping: 1 found, 1 open" in told.remarks
        assert "healthy monitoring: no value (0 healthy / 0 checked)" in told.remarks
        tables = {table.id: table.rows for table in found.tables()}
        assert tables["integrations"] == (
            ("acme", "under way", 2, 4, False, 0, 1, 1, 2, Fraction(50), 1, None),
        )
        assert tables["shares"] == (
            ("test transactions that succeed", 1, 2, Fraction(50)),
            ("healthy monitoring", 0, 0, None),
        )
        assert tables["integration_issues"] == (("mapping", 1, 1, 1),)
        assert len(tables["gates"]) == 1


def test_facts_at_the_instant_itself_are_known(rules: ps.Rulebook) -> None:
    """What happened at the instant belongs to it, a microsecond later does not."""
    way = integrating(rules)
    at = datetime(2026, 4, 1, 9, tzinfo=UTC)
    for moment, share in ((at, 100), (at - timedelta(microseconds=1), None)):
        spells = gate_spells(rules.journey, [way.done], at=moment)
        found = tpm_report(spells, rules.analytics.gates, transactions=ran(True))
        assert found.transactions.exact == share
