"""Partners in stages, counted as reports on gates need them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from partner_success.analytics.gates.integration_facts import IntegrationFacts
from partner_success.analytics.gates.scope import ReportScope
from partner_success.analytics.gates.spells import GateSpell, GateSpells
from partner_success.frames.reports.gate_facts import (
    FailureFacts,
    GateCounts,
    GateFacts,
    StandingFacts,
)
from partner_success.frames.reports.integration_counts import (
    IntegrationCounts,
    IntegrationTotals,
    IssueCounts,
)

__all__ = ["gate_counts", "gate_facts", "integration_totals", "standing_facts"]


def gate_facts(spells: GateSpells, scope: ReportScope) -> GateFacts:
    """Count partners in stages, of which nothing has to be left out any more.

    Args:
        spells: The partners that are looked at.
        scope: What is looked at.

    Rule: ANL-04.
    """
    current = spells.current
    return GateFacts(
        by_status=Counter((each.stage, str(each.status)) for each in current),
        gates={
            stage: gate_counts(stage, spells.spells, scope)
            for stage in spells.journey.stages.ids
        },
        completed=Counter(
            (each.passed_at.date(), each.stage)
            for each in spells.spells
            if each.passed_at is not None and scope.covers(each.passed_at)
        ),
        failures=_failures(spells, scope),
        standings=standing_facts(current),
    )


def gate_counts(
    stage: str, spells: Iterable[GateSpell], scope: ReportScope
) -> GateCounts:
    """Count what partners made of one gate.

    Args:
        stage: The id of the gate.
        spells: Partners in its stage; others are left out.
        scope: What is looked at.

    Rule: ANL-04, ANL-05.
    """
    here = [spell for spell in spells if spell.stage == stage]
    reached = [spell for spell in here if scope.covers(spell.started_at)]
    passed = [spell for spell in here if scope.covers(spell.passed_at)]
    results = Counter(
        submission.result
        for spell in here
        for submission in spell.submissions
        if scope.covers(submission.at)
    )
    durations: dict[int, tuple[int, int]] = {}
    for spell in reached:
        days, is_over = spell.days or 0, spell.passed_at is not None
        over, still = durations.get(days, (0, 0))
        durations[days] = (over + is_over, still + (not is_over))
    return GateCounts(
        partners=sum(spell.is_current for spell in here),
        reached=len(reached),
        done=sum(spell.passed_at is not None for spell in reached),
        passed=len(passed),
        days=sum(spell.days or 0 for spell in passed),
        overridden=sum(spell.is_overridden for spell in passed),
        reworks=sum(spell.reworks for spell in reached),
        met=results["met"],
        failed=results["failed"],
        durations=durations,
    )


def standing_facts(current: Iterable[GateSpell]) -> tuple[StandingFacts, ...]:
    """Give where each partner stands.

    Rule: ANL-04.
    """
    return tuple(
        StandingFacts(
            partner_id=spell.partner_id,
            stage=spell.stage,
            status=str(spell.status),
            phase=spell.phase,
            tier=spell.tier,
            days=spell.days,
            target_launch=spell.target_launch,
            risk=spell.risk,
        )
        for spell in current
    )


def integration_totals(
    known: IntegrationFacts,
    looked_at: Iterable[str],
    here: Iterable[GateSpell],
    scope: ReportScope,
) -> IntegrationTotals:
    """Count how integrations stand.

    Args:
        known: What is known of integrations.
        looked_at: The partners that are looked at.
        here: Those of them that are in the gate.
        scope: What is looked at.

    Rule: ANL-09.
    """
    facts = known.of(looked_at)
    spells = {spell.partner_id: spell for spell in here}
    theirs = facts.by_partner(spells)
    ran = _ran(facts, scope)
    found: dict[str, IssueCounts] = {}
    partners: defaultdict[str, set[str]] = defaultdict(set)
    for each in facts.issues:
        if scope.covers(each.found_at):
            partners[each.kind].add(each.partner_id)
            own = found.get(each.kind, IssueCounts(count=0, open=0, partners=0))
            found[each.kind] = IssueCounts(
                count=own.count + 1,
                open=own.open + (each.resolved_at is None),
                partners=len(partners[each.kind]),
            )
    return IntegrationTotals(
        by_partner={
            id_: _integration(spell, theirs[id_], scope)
            for id_, spell in spells.items()
        },
        succeeded=sum(ran),
        ran=len(ran),
        issues=found,
        unplaced=known.unplaced,
    )


def _ran(facts: IntegrationFacts, scope: ReportScope) -> list[bool]:
    return [each.succeeded for each in facts.transactions if scope.covers(each.ran_at)]


def _integration(
    spell: GateSpell, facts: IntegrationFacts, scope: ReportScope
) -> IntegrationCounts:
    ran = _ran(facts, scope)
    return IntegrationCounts(
        done=frozenset(spell.done),
        passed_sections=frozenset(spell.passed_sections),
        succeeded=sum(ran),
        ran=len(ran),
        open_issues=sum(each.resolved_at is None for each in facts.issues),
        is_healthy=facts.checks[-1].is_healthy if facts.checks else None,
    )


def _failures(spells: GateSpells, scope: ReportScope) -> FailureFacts:
    failed = sorted(
        (
            (submission.at, spell.stage, submission)
            for spell in spells.spells
            for submission in spell.submissions
            if submission.result == "failed" and scope.covers(submission.at)
        ),
        key=lambda each: each[0],
    )
    counts: Counter[tuple[str, str]] = Counter()
    messages: dict[tuple[str, str], str] = {}
    for _, stage, submission in failed:
        told = {(stage, each.code): each.message for each in submission.failures}
        counts.update(told.keys())
        messages |= told
    return FailureFacts(
        of_gate=Counter(stage for _, stage, _ in failed),
        counts=counts,
        messages=messages,
    )
