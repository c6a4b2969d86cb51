"""Why gates fail: the reasons of failed submissions, the commonest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import attrs

from partner_success.analytics.gates.figures import share_of
from partner_success.analytics.gates.scope import ReportScope
from partner_success.analytics.gates.spells import GateSpells
from partner_success.analytics.report_table import ReportColumn, ReportTable
from partner_success.core.provenance import Provenance
from partner_success.engagement.kpis.ratio import PERCENT, Ratio

__all__ = ["FailureReason", "commonest_failures", "failure_table"]


@attrs.frozen(kw_only=True)
class FailureReason:
    """Why submissions for a gate failed.

    Attributes:
        stage: The id of the gate.
        gate: Its name.
        code: The reason for programs, such as ``"phase_3a.billing"``.
        message: The same for a person, as the newest submission told it.
        share: How many failed submissions give it, of all that failed for this gate.

    Rule: ANL-04.
    """

    stage: str
    gate: str
    code: str
    message: str
    share: Ratio

    @property
    def count(self) -> int:
        """How many failed submissions give it."""
        return int(self.share.numerator.amount)


def commonest_failures(
    spells: GateSpells, scope: ReportScope, most: int
) -> tuple[FailureReason, ...]:
    """Give the commonest reasons of failed submissions.

    A reason counts once in a submission. Of equally common ones those of an earlier
    gate come first, and within a gate they go by their code.

    Args:
        spells: Partners in stages.
        scope: What is looked at.
        most: How many are given at most.

    Rule: ANL-04.
    """
    failed = sorted(
        (
            (submission.at, spell.stage, submission)
            for spell in spells.spells
            for submission in spell.submissions
            if submission.result == "failed" and scope.covers(submission.at)
        ),
        key=lambda each: each[0],
    )
    of_gate = Counter(stage for _, stage, _ in failed)
    counts: Counter[tuple[str, str]] = Counter()
    messages: dict[tuple[str, str], str] = {}
    for _, stage, submission in failed:
        told = {(stage, each.code): each.message for each in submission.failures}
        counts.update(told.keys())
        messages |= told
    places = {stage: place for place, stage in enumerate(spells.journey.stages.ids)}
    ranked = sorted(counts, key=lambda key: (-counts[key], places[key[0]], key[1]))
    return tuple(
        FailureReason(
            stage=stage,
            gate=spells.journey.stages[stage].name,
            code=code,
            message=messages[stage, code],
            share=share_of(
                f"share of {code}",
                counts[stage, code],
                "failed for it",
                of_gate[stage],
                "submissions failed",
            ),
        )
        for stage, code in ranked[:most]
    )


def failure_table(
    failures: Iterable[FailureReason], provenance: Provenance
) -> ReportTable:
    """Put failure reasons into a table."""
    return ReportTable(
        id="failure_reasons",
        name="Commonest failure reasons",
        columns=(
            ReportColumn(id="stage", name="Id"),
            ReportColumn(id="gate", name="Gate"),
            ReportColumn(id="code", name="Code"),
            ReportColumn(id="reason", name="Reason"),
            ReportColumn(id="count", name="Given by", kind="whole", unit="submissions"),
            ReportColumn(id="failed", name="Failed", kind="whole", unit="submissions"),
            ReportColumn(id="share", name="Share", kind="number", unit=PERCENT),
        ),
        rows=[
            (
                each.stage,
                each.gate,
                each.code,
                each.message,
                each.count,
                int(each.share.denominator.amount),
                each.share.exact,
            )
            for each in failures
        ],
        provenance=provenance,
    )
