"""Why gates fail: the reasons of failed submissions, the commonest first."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from partner_success.analytics.gates.figures import share_of
from partner_success.analytics.report_table import ReportColumn, ReportTable
from partner_success.core.collections import Catalogue
from partner_success.core.provenance import Provenance
from partner_success.engagement.kpis.ratio import PERCENT, Ratio
from partner_success.frames.reports.gate_facts import FailureFacts
from partner_success.gates.definition import Stage

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
    facts: FailureFacts, stages: Catalogue[Stage], most: int
) -> tuple[FailureReason, ...]:
    """Give the commonest reasons of failed submissions.

    A reason counts once in a submission. Of equally common ones those of an earlier
    gate come first, and within a gate they go by their code.

    Args:
        facts: Why submissions failed.
        stages: The stages of the journey.
        most: How many are given at most.

    Rule: ANL-04.
    """
    counts = facts.counts
    places = {stage: place for place, stage in enumerate(stages.ids)}
    ranked = sorted(counts, key=lambda key: (-counts[key], places[key[0]], key[1]))
    return tuple(
        FailureReason(
            stage=stage,
            gate=stages[stage].name,
            code=code,
            message=facts.messages[stage, code],
            share=share_of(
                f"share of {code}",
                counts[stage, code],
                "failed for it",
                facts.of_gate[stage],
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
