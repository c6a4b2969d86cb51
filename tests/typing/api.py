"""Plain use of the public names: checked by mypy and pyright, never run.

A type that gets wider or narrower fails here before it surprises a user.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import assert_type

import partner_success as ps
from partner_success.access import (
    AccessDecision,
    AccessMatrix,
    AccessRule,
    Actor,
    AuditRecord,
    Checkup,
    Given,
    Identity,
    NearRule,
    Predicate,
    SharingPolicy,
    access_matrix,
    give_grant,
    partner_resource,
)
from partner_success.analytics import (
    Backtest,
    Comparison,
    Migration,
    PastReading,
    backtest,
    past_readings,
)
from partner_success.analytics.report_table import ReportTable
from partner_success.analytics.roles import (
    FeatureAdoption,
    PsmReport,
    PsmSuccess,
    TamReport,
    feature_adoption,
    psm_report,
    psm_success,
    tam_report,
)
from partner_success.calendars import Calendar, CombinedCalendar, parse_calendar
from partner_success.core.citation import Citation, parse_citations
from partner_success.core.collections import Catalogue, FrozenMap
from partner_success.core.decision import Decision, Reason
from partner_success.core.explanation import Explanation
from partner_success.core.instants import Period, Span
from partner_success.core.series import Reading, Series
from partner_success.errors import (
    InvalidModelError,
    MissingExtraError,
    PartnerSuccessError,
    Problem,
    UnknownNameError,
    near_misses,
)
from partner_success.interop import FormSchema, form_schema, import_hub
from partner_success.partners import Severity
from partner_success.questionnaires import (
    AnswerValue,
    AnyField,
    Chain,
    CriterionResult,
    Evaluation,
    Migrated,
    OpenItem,
    Outcome,
    Questionnaire,
    SectionStatus,
    Signer,
    Submission,
    Submitted,
    TextPattern,
    TypedMark,
    VersionComparison,
    check,
    complete,
    evaluate,
    migrate,
    partner_view,
    progress,
    read_chain,
    seal,
    start_draft,
    submit,
    verify,
)
from partner_success.questionnaires import Migration as DraftMigration
from partner_success.questionnaires import compare as compare_versions
from partner_success.review import PortfolioReview, Review, Urgency
from partner_success.scoring import (
    BandChange,
    BandResponse,
    ChangePart,
    Contribution,
    DampedBand,
    Improvements,
    IntervalResult,
    NoTrend,
    Trend,
    TriggerFacts,
    TriggerReport,
    TriggerStart,
    TriggerState,
    compare,
)
from partner_success.sla import (
    Clock,
    ClockState,
    ComplianceGroup,
    ComplianceReport,
    Escalation,
    Event,
    JudgedTicket,
    Opened,
    Paused,
    Replay,
    Resolved,
    SlaPolicy,
    State,
    Step,
    TargetState,
    Tier,
    TimelineEntry,
    bulk,
    judged,
)


class Thing:
    """Anything with an id can stand in a catalogue."""

    def __init__(self, id: str) -> None:
        self._id = id

    @property
    def id(self) -> str:
        """Its name."""
        return self._id


# ------------------------------------------------------------------------- errors
assert_type(near_misses("nsp", ["nps"]), tuple[str, ...])
problem = Problem(path="health.weights[2]", code="too-low", message="must be positive")
assert_type(problem.under("scores"), Problem)
assert_type(problem.given, str | None)
assert_type(UnknownNameError("component", "x", ["y"]).near, tuple[str, ...])
assert_type(MissingExtraError("frames", "polars", "a table").extra, str)
assert_type(InvalidModelError("bands", [problem]).problems, tuple[Problem, ...])
root: type[PartnerSuccessError] = InvalidModelError

# --------------------------------------------------------------------------- core
assert_type(parse_citations("DECK: CSAT; DECISION"), tuple[Citation, ...])
things = Catalogue([Thing("a"), Thing("b")], kind="thing")
assert_type(things, Catalogue[Thing])
assert_type(things["a"], Thing)
assert_type(things.get("a"), Thing | None)
assert_type(things.get("c", 0), Thing | int)
assert_type(things.ids, tuple[str, ...])
assert_type(FrozenMap({"nps": 64}), FrozenMap[str, int])
assert_type([thing.id for thing in things], list[str])

decision = Decision(holds=False, reasons=(Reason(code="late", message="too late"),))
assert_type(decision.holds, bool)
assert_type(decision.reasons, tuple[Reason, ...])
assert_type(decision.explain(), str)

# ------------------------------------------------------------------------- scores
rules = ps.standard()
assert_type(rules, ps.Rulebook)
numbers = {"technical_performance": 92, "business_outcomes": 71.5}
score = rules.health.score(numbers)
assert_type(score, ps.Score)
assert_type(rules.health.score(user_adoption=64), ps.Score)
assert_type(rules.health.score(numbers, missing="refuse"), ps.Score)
assert_type(rules.health.score(numbers, missing="reweight"), ps.Score | ps.NotScored)
assert_type(rules.health.score(numbers, missing="range"), ps.ScoreRange)
assert_type(score.value, float)
assert_type(score.exact, Fraction)
assert_type(score.band, ps.Band)
assert_type(score.coverage, Fraction)
assert_type(score.points_to_next, float | None)
assert_type(score.contributions, tuple[Contribution, ...])
assert_type(score.greatest_drag, Contribution | None)
assert_type(score.explain(), ps.Explanation)
assert_type(score.improvements(to="Healthy"), Improvements)
assert_type(score.improvements(to=score.band, bounds={"nps": None}).possible, bool)
assert_type(compare(score, score).parts, tuple[ChangePart, ...])
assert_type(compare(score, score).band, BandChange | None)
course = Series({date(2026, 5, 1): 80, date(2026, 5, 2): 78.5})
assert_type(course.latest(date(2026, 5, 2)), Reading | None)
assert_type(Series([(date(2026, 5, 1), None)]), Series)
assert_type(rules.trend.trend(course, on=date(2026, 5, 2)), Trend | NoTrend)
assert_type(rules.trend.damped(course, rules.licence.risks), tuple[DampedBand, ...])
assert_type(rules.readiness.assess({}).level, ps.Band | None)
assert_type(rules.nps.score([9, None]).value, float | None)
assert_type(rules.nps.score([]).interval, IntervalResult)
assert_type(rules.csat.points(Fraction(21, 5)), int)
assert_type(rules.licence.judge(85, None).risk, ps.Band | None)
assert_type(rules.targets["uptime"].met(99.9), bool)

# ------------------------------------------------------------------------ triggers
day = date(2026, 5, 28)
facts = TriggerFacts(usage=Series({day: 90}), tickets=[], holidays=[day])
report = rules.triggers.judge(facts, on=day)
assert_type(report, TriggerReport)
assert_type(report.results["usage_decline"].state, TriggerState)
assert_type(report.results["usage_decline"].since, date | None)
assert_type(report.playbooks, tuple[str, ...])
assert_type(rules.triggers.starts(facts, day, day), tuple[TriggerStart, ...])
assert_type(rules.triggers.response_to("at_risk"), BandResponse | None)

# ---------------------------------------------------------------------------- SLA
moment = datetime(2026, 5, 4, 10, tzinfo=UTC)
policy = rules.sla["partner_support"]
assert_type(policy, SlaPolicy)
office = ps.WorkingCalendar.parse("Mon-Fri 09:00-17:00", zone="Europe/Berlin")
assert_type(office.elapsed(moment, moment), timedelta)
assert_type(office.deadline(moment, ps.WorkingDays(3)), datetime)
assert_type(office.next_open(moment), datetime)
assert_type(office.intervals(moment, moment), tuple[Span, ...])
assert_type(office | office, CombinedCalendar)
assert_type(parse_calendar(str(office)), Calendar)
clock = policy.open(severity="medium", at=moment, calendar=office)
assert_type(clock, Clock)
step = clock.apply(Paused(at=moment, reason="waiting on partner"))
assert_type(step, Step)
assert_type(step.clock, Clock)
assert_type(step.refused, bool)
assert_type(step.reasons, tuple[Reason, ...])
columns = bulk.EventColumns(tickets=[0], times=[0], kinds=[0], severities=[3])
together = bulk.judge(columns, policy, calendar=office, at=moment)
assert_type(together, bulk.Judgements)
assert_type(together.targets["first_response"], bulk.TargetColumns)
assert_type(together.codes, tuple[str, ...])
standing = clock.at(moment)
assert_type(standing, ClockState)
assert_type(standing.targets, Catalogue[TargetState])
assert_type(standing.response, TargetState)
assert_type(standing.response.state, State)
assert_type(standing.response.due, datetime | None)
assert_type(standing.response.remaining, timedelta)
assert_type(standing.response.share, Fraction)
assert_type(standing.response.next_escalation, Escalation | None)
assert_type(standing.answers, tuple[TargetState, ...])
assert_type(standing.explain(), ps.Explanation)
assert_type(clock.timeline(until=moment), tuple[TimelineEntry, ...])
log: list[Event] = [Opened(at=moment, severity=Severity.LOW), Resolved(at=moment)]
replayed = policy.replay(log, calendar=office, reorder=True)
assert_type(replayed, Replay)
assert_type(replayed.clock, Clock | None)
assert_type(replayed.refused[0].reasons, tuple[Reason, ...])
assert_type(replayed.moved, tuple[int, ...])
done = judged(clock, id="t-1", partner_id="acme", at=moment)
assert_type(done, JudgedTicket)
compliance = rules.compliance.report([done], zone=UTC)
assert_type(compliance, ComplianceReport)
assert_type(compliance.by_month, Catalogue[ComplianceGroup])
assert_type(compliance.overall.targets["resolution"].share, Fraction | None)
assert_type(compliance.overall.targets["resolution"].mean, timedelta | None)
assert_type(rules.support.tiers, Catalogue[Tier])

# ----------------------------------------------------------------------- rulebooks
assert_type(ps.rulebook.load("ours.toml"), ps.Rulebook)
assert_type(rules.text("json"), str)
assert_type(rules.inherited(), tuple[str, ...])

# --------------------------------------------------------------------------- money
price = ps.Money("12.50", "EUR")
assert_type(price + price, ps.Money)
assert_type(price * 3, ps.Money)
assert_type(price / price, Fraction)

# ---------------------------------------------------------------------- analytics
past = past_readings([], within_days=rules.backtest.outcome_days, outcome="stated")
assert_type(past, tuple[PastReading, ...])
tried = backtest(rules.health, rules.health, past, policy=rules.backtest)
assert_type(tried, Backtest)
assert_type(tried.auc, Comparison | None)
assert_type(tried.verdict, Reason)
assert_type(tried.migration, Migration)
month = Period(date(2026, 5, 1), date(2026, 5, 31))
psm = psm_report([], rules, period=month, zone=UTC)
assert_type(psm, PsmReport)
assert_type(psm.orders.success.exact, Fraction | None)
assert_type(psm.tables(), tuple[ReportTable, ...])
assert_type(psm_success([], rules, period=month, zone=UTC), PsmSuccess)
assert_type(tam_report([], rules, period=month, zone=UTC), TamReport)
assert_type(feature_adoption([], rules, on=month.last), FeatureAdoption)

# ------------------------------------------------------------------------- access
ada = Actor(id="p-1", email="ada@example.com", roles=["PSM"])
acme = partner_resource("acme", stage="gate_3", team={"PSM": "ada@example.com"})
may = rules.access.decide(ada, "view_gate", acme.gate("gate_3"), at=moment)
assert_type(may, AccessDecision)
assert_type(may.allowed, bool)
assert_type(may.rule, AccessRule | None)
assert_type(may.role, str | None)
assert_type(may.nearest, tuple[NearRule, ...])
assert_type(may.reasons, tuple[Reason, ...])
assert_type(may.explain(), Explanation)
assert_type(may.audit(), AuditRecord)
seen = rules.access.predicate(ada, "view_partner", at=moment)
assert_type(seen, Predicate)
assert_type(seen.matches({"partner_id": "acme"}), bool)
assert_type(rules.access.why_not_visible(ada, acme, at=moment), Checkup)
tomas = Identity(id="p-2", email="tomas@example.com")
given_grant = give_grant(
    rules.access,
    ada,
    acme,
    to=tomas,
    gates=["gate_1"],
    reason="hand-over",
    ends_at=moment + timedelta(days=7),
    id_="g-1",
    at=moment,
)
assert_type(given_grant, Given)
assert_type(access_matrix(rules.access), AccessMatrix)
assert_type(rules.sharing, SharingPolicy)

# ----------------------------------------------------------------- questionnaires
gate = rules.questionnaires["gate_3"]
assert_type(gate, Questionnaire)
assert_type(gate.fields, Catalogue[AnyField])
assert_type(gate.localized("en"), Questionnaire)
given = {"phase_3a": {"billing": True}}
assert_type(check(gate, given, on=day), tuple[Problem, ...])
ready = complete(gate, given, on=day)
assert_type(ready.answers, FrozenMap[str, FrozenMap[str, AnswerValue]])
stands = evaluate(gate, ready.answers, on=day, verdicts=[])
assert_type(stands, Evaluation)
assert_type(stands.outcome, Outcome)
assert_type(stands.failed, tuple[CriterionResult, ...])
assert_type(stands.sections[0].status, SectionStatus)
assert_type(progress(gate, given, on=day).share, Fraction)
assert_type(partner_view(gate, given, on=day).open_items, tuple[OpenItem, ...])
draft = start_draft(gate, given, id="d-1", partner_id="acme", at=moment, by="u-17")
signer = Signer(name="Ada Byron", email="ada@example.com", role="PSM")
mark = TypedMark(text="Ada Byron")
submitted = submit(draft, gate, id="s-1", signer=signer, mark=mark, at=moment)
assert_type(submitted, Submitted)
assert_type(submitted.submission, Submission | None)
if submitted.submission is not None:
    assert_type(verify(submitted.submission, questionnaire=gate), Decision)
    assert_type(seal(submitted.submission, bytes(32), key_id="k-1"), Submission)
    assert_type(read_chain([submitted.submission]), Chain)
assert_type(TextPattern("[A-Z]{2}").matches("DE"), bool)
assert_type(compare_versions(gate, gate), VersionComparison)
steps = DraftMigration(
    questionnaire_id="gate_3", from_version="1.0.0", to_version="1.1.0", steps=()
)
assert_type(migrate(draft, steps, gate, gate), Migrated)
assert_type(form_schema(gate), FormSchema)
assert_type(import_hub("{}").questionnaire, Questionnaire)


def a_review_is_a_verb(
    snapshot: ps.partners.Snapshot, rules: ps.Rulebook, now: datetime
) -> None:
    """The room is called, and its records are imported from it."""
    found = ps.review(snapshot, rules, at=now)
    assert_type(found, Review)
    assert_type(found.worst[0].urgency, Urgency)
    whole = ps.review_portfolio([snapshot], rules, at=now)
    assert_type(whole, PortfolioReview)
    assert_type(whole.partner("acme"), Review)
