"""A beta in any order of events, beside the plainest model of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from partner_success.gates import (
    BeginBeta,
    BetaCustomer,
    Command,
    EndBeta,
    EvaluateBeta,
    ExtendBeta,
    PartnerJourney,
    RecordBetaFeedback,
    RecordBetaIssue,
    RecordMetrics,
    ResolveBetaIssue,
    SelectBetaCustomers,
    WaiveBeta,
)
from tests.unit.gates.launching import (
    JOURNEY,
    PSM,
    TODAY,
    customer,
    metric,
    proving,
)

CUSTOMERS = st.lists(
    st.builds(
        customer,
        st.sampled_from(["a", "b", "c"]),
        consent=st.sampled_from([True, True, True, False]),
        expectations=st.sampled_from(["late orders", "late orders", ""]),
        friendly=st.booleans(),
    ),
    max_size=3,
)
ISSUES = st.sampled_from(["i", "j"])
SEVERITIES = st.sampled_from(["critical", "high", "medium", "low"])


class BetaMachine(RuleBasedStateMachine):
    """Chooses, runs, finds, mends, hears, measures, extends, waives and ends.

    The model keeps plain sets and a word for where the beta stands.
    """

    partner: PartnerJourney

    @initialize(start=st.sampled_from(["evaluating", "running", "not_started"]))
    def begin(self, start: str) -> None:
        self.partner = proving()
        self.stands = "not_started"
        self.customers: set[str] = set()
        self.open: dict[str, str] = {}
        self.known: set[str] = set()
        self.words: dict[str, bool] = {}
        self.measured = False
        self.waived = False
        if start != "not_started":
            self.select([customer("a"), customer("b")])
            self.run()
        if start == "evaluating":
            self.hear("a", positive=True)
            self.evaluate()
            self.measure([99])

    def goes(self, command: Command) -> bool:
        """Give whether something was done, and check that nothing else was."""
        before = self.partner
        step = before.apply(command, at=before.state.at + timedelta(minutes=1))
        self.partner = step.journey
        assert (step.journey is before) is step.refused
        assert bool(step.events) is not step.refused
        return not step.refused

    @rule(chosen=CUSTOMERS)
    def select(self, chosen: list[BetaCustomer]) -> None:
        command = SelectBetaCustomers(by=PSM, customers=chosen)
        ids = [each.id for each in command.customers]
        fit = (
            self.stands in ("not_started", "customers_selected")
            and len(ids) == len(set(ids))
            and all(each.consent and each.expectations for each in command.customers)
            and any(not each.friendly for each in command.customers)
        )
        assert self.goes(command) is fit
        if fit:
            self.stands, self.customers = "customers_selected", set(ids)

    @rule()
    def run(self) -> None:
        assert self.goes(BeginBeta(by=PSM)) is (self.stands == "customers_selected")
        if self.stands == "customers_selected":
            self.stands = "running"

    @rule(id_=ISSUES, severity=SEVERITIES)
    def find(self, id_: str, severity: str) -> None:
        command = RecordBetaIssue(
            by=PSM, issue_id=id_, severity=severity, summary="it fails"
        )
        fit = self.stands in ("running", "evaluating") and id_ not in self.known
        assert self.goes(command) is fit
        if fit:
            self.known.add(id_)
            self.open[id_] = severity

    @rule(id_=ISSUES, resolution=st.sampled_from(["mended", "mended", " "]))
    def mend(self, id_: str, resolution: str) -> None:
        fit = id_ in self.open and resolution != " "
        command = ResolveBetaIssue(by=PSM, issue_id=id_, resolution=resolution)
        assert self.goes(command) is fit
        if fit:
            del self.open[id_]

    @rule(who=st.sampled_from(["a", "b", "c"]), positive=st.booleans())
    def hear(self, who: str, *, positive: bool) -> None:
        fit = self.stands in ("running", "evaluating") and who in self.customers
        command = RecordBetaFeedback(by=PSM, customer=who, positive=positive)
        assert self.goes(command) is fit
        if fit:
            self.words[who] = positive

    @rule(values=st.lists(st.integers(96, 99), max_size=2))
    def measure(self, values: list[int]) -> None:
        metrics = [metric(each, f"m{place}") for place, each in enumerate(values)]
        fit = bool(values)
        assert self.goes(RecordMetrics(by=PSM, metrics=metrics)) is fit
        if fit and self.stands == "evaluating":
            self.measured = True

    @rule()
    def evaluate(self) -> None:
        assert self.goes(EvaluateBeta(by=PSM)) is (self.stands == "running")
        if self.stands == "running":
            self.stands = "evaluating"

    @rule(days=st.integers(-1, 1), why=st.sampled_from(["again", ""]))
    def extend(self, days: int, why: str) -> None:
        until = TODAY + timedelta(days=days)
        fit = self.stands == "evaluating" and days >= 0 and why != ""
        assert self.goes(ExtendBeta(by=PSM, why=why, until=until)) is fit
        if fit:
            self.stands, self.measured = "running", False

    @rule(
        kind=st.sampled_from(["minimal", "minimal", "skip"]),
        risk=st.sampled_from(["", "", "x"]),
    )
    def waive(self, kind: str, risk: str) -> None:
        command = WaiveBeta(
            by=PSM,
            why="decided so",
            waiver=kind,
            risks=[risk],
            monitoring="daily",
            rapid_response="at once",
        )
        fit = not self.waived and self.stands != "succeeded" and risk != ""
        assert self.goes(command) is fit
        if fit:
            self.waived = True
            self.stands = "waived" if kind == "skip" else self.stands

    @precondition(lambda self: self.has_proved_itself())
    @rule()
    def end(self) -> None:
        assert self.goes(EndBeta(by=PSM))
        self.stands = "succeeded"

    def has_proved_itself(self) -> bool:
        """Tell by the model alone whether the beta can end."""
        for_it = list(self.words.values()).count(True)
        return (
            self.stands == "evaluating"
            and not {"critical", "high"} & set(self.open.values())
            and self.measured
            and for_it > len(self.words) - for_it
        )

    @invariant()
    def it_can_end_once_it_has_proved_itself(self) -> None:
        step = self.partner.apply(EndBeta(by=PSM), at=self.partner.state.at)
        assert step.refused is not self.has_proved_itself()

    @invariant()
    def a_beta_that_succeeded_has_proved_itself(self) -> None:
        beta = self.partner.state.beta
        assert beta.state == self.stands
        assert {each.id for each in beta.open_issues} == set(self.open)
        if beta.state == "succeeded":
            assert not {"critical", "high"} & {
                each.severity for each in beta.open_issues
            }
            assert beta.evaluated
            words = [each.positive for each in beta.feedback.values()]
            assert words.count(True) > words.count(False)

    @invariant()
    def the_log_tells_the_same(self) -> None:
        assert JOURNEY.replay(self.partner.events) == self.partner


@pytest.mark.rule("JRN-16", "JRN-17")
class TestBeta(BetaMachine.TestCase):  # type: ignore[misc,name-defined]
    """Whatever people do, in any order."""

    settings = settings(max_examples=25, stateful_step_count=25)
