"""Partners in stages as flat tables, for files, databases and dataframes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from partner_success.analytics.gates.spells import GateSpell, GateSpells
from partner_success.analytics.report_table import (
    Cell,
    CellKind,
    ReportColumn,
    ReportTable,
)
from partner_success.core.arguments import require
from partner_success.core.provenance import Provenance
from partner_success.partners import (
    IntegrationIssue,
    MonitoringCheck,
    TransactionTest,
)

__all__ = ["gate_tables", "integration_tables"]

_KINDS: Final[dict[str, CellKind]] = {
    "is_current": "truth",
    "tier": "whole",
    "started_on": "day",
    "passed_on": "day",
    "is_overridden": "truth",
    "reworks": "whole",
    "target_launch": "day",
    "judged_at": "instant",
    "judged_on": "day",
    "ran_at": "instant",
    "ran_on": "day",
    "succeeded": "truth",
    "found_at": "instant",
    "found_on": "day",
    "resolved_at": "instant",
    "checked_at": "instant",
    "is_running": "truth",
    "alerts_arrive": "truth",
}
_COLUMNS: Final = {
    "spells": (
        "partner_id stage is_current status phase tier started_on passed_on"
        " is_overridden reworks target_launch risk"
    ),
    "submissions": "partner_id stage submission_id judged_at judged_on result",
    "failures": "partner_id stage submission_id code message",
    "team": "partner_id role person_id",
    "done": "partner_id stage kind name",
    "transactions": "transaction_id partner_id ran_at ran_on succeeded",
    "issues": "issue_id partner_id kind found_at found_on resolved_at",
    "checks": "partner_id checked_at is_running alerts_arrive",
}


def gate_tables(spells: GateSpells) -> dict[str, ReportTable]:
    """Put spells into flat tables, as reports on dataframes read them.

    Args:
        spells: Partners in stages, as `gate_spells` gives them.

    Returns:
        The tables ``spells``, ``submissions``, ``failures``, ``team`` and ``done``, by
        these names: those of `partner_success.frames.reports.GateFrames`. Days are
        those that the clocks of the instants show.

    Raises:
        InvalidUseError: They are something else.

    Examples:
        >>> from datetime import UTC, datetime
        >>> import partner_success as ps
        >>> from partner_success.analytics.gates import gate_spells
        >>> journey = ps.standard().journey
        >>> spells = gate_spells(journey, [], at=datetime(2026, 5, 4, tzinfo=UTC))
        >>> list(gate_tables(spells))
        ['spells', 'submissions', 'failures', 'team', 'done']

    Rule: ANL-04, FRM-01.
    """
    found = require(spells, GateSpells)
    every, edition = found.spells, found.journey.provenance
    rows: dict[str, Iterable[tuple[Cell, ...]]] = {
        "spells": map(_spell, every),
        "submissions": [row for each in every for row in _submissions(each)],
        "failures": [row for each in every for row in _failures(each)],
        "team": [
            (each.partner_id, role, person)
            for each in found.current
            for role, people in each.people.items()
            for person in people
        ],
        "done": [row for each in every for row in _done(each)],
    }
    return {id_: _table(id_, own, edition) for id_, own in rows.items()}


def integration_tables(
    *,
    transactions: Iterable[TransactionTest] = (),
    issues: Iterable[IntegrationIssue] = (),
    checks: Iterable[MonitoringCheck] = (),
) -> dict[str, ReportTable]:
    """Put facts about integrations into flat tables, as dataframes hold them.

    Args:
        transactions: Test transactions.
        issues: Issues.
        checks: Looks at the monitoring.

    Returns:
        The tables ``transactions``, ``issues`` and ``checks``, by these names: those of
        `partner_success.frames.reports.IntegrationFrames`.

    Examples:
        >>> [len(table.columns) for table in integration_tables().values()]
        [5, 6, 4]

    Rule: ANL-09, FRM-01.
    """
    rows: dict[str, list[tuple[Cell, ...]]] = {
        "transactions": [
            (each.id, each.partner_id, each.ran_at, each.ran_at.date(), each.succeeded)
            for each in transactions
        ],
        "issues": [
            (
                each.id,
                each.partner_id,
                each.kind,
                each.found_at,
                each.found_at.date(),
                each.resolved_at,
            )
            for each in issues
        ],
        "checks": [
            (each.partner_id, each.checked_at, each.is_running, each.alerts_arrive)
            for each in checks
        ],
    }
    return {id_: _table(id_, own, Provenance()) for id_, own in rows.items()}


def _table(
    id_: str, rows: Iterable[tuple[Cell, ...]], provenance: Provenance
) -> ReportTable:
    return ReportTable(
        id=id_,
        name=id_.capitalize(),
        columns=[
            ReportColumn(
                id=name,
                name=name.replace("_", " ").capitalize(),
                kind=_KINDS.get(name, "text"),
            )
            for name in _COLUMNS[id_].split()
        ],
        rows=rows,
        provenance=provenance,
    )


def _spell(spell: GateSpell) -> tuple[Cell, ...]:
    started, passed = spell.started_at, spell.passed_at
    return (
        spell.partner_id,
        spell.stage,
        spell.is_current,
        str(spell.status),
        spell.phase,
        spell.tier,
        None if started is None else started.date(),
        None if passed is None else passed.date(),
        spell.is_overridden,
        spell.reworks,
        spell.target_launch,
        spell.risk,
    )


def _submissions(spell: GateSpell) -> Iterator[tuple[Cell, ...]]:
    for each in spell.submissions:
        known = (spell.partner_id, spell.stage, each.id)
        yield (*known, each.at, each.at.date(), each.result)


def _failures(spell: GateSpell) -> Iterator[tuple[Cell, ...]]:
    for submission in spell.submissions:
        told = {each.code: each.message for each in submission.failures}
        for code, message in told.items():
            yield (spell.partner_id, spell.stage, submission.id, code, message)


def _done(spell: GateSpell) -> Iterator[tuple[Cell, ...]]:
    for kind, names in (("item", spell.done), ("section", spell.passed_sections)):
        for name in names:
            yield (spell.partner_id, spell.stage, kind, name)
