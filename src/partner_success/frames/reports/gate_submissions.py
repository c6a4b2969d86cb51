"""Submissions for gates, and why they failed, counted on any engine."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from partner_success.core.instants import Period
from partner_success.frames.reports.fact_rows import (
    FactNeed,
    in_period,
    known_words,
    read_facts,
)
from partner_success.frames.reports.gate_facts import FailureFacts, GateFrames
from partner_success.frames.reports.grouping import (
    collect_groups,
    collect_read,
    refuse_twice,
)

__all__ = ["SubmissionTable"]

_PURPOSE: Final = "reporting on gates"
_RESULTS: Final = ("met", "failed", "open")
_KEYS: Final = ["partner_id", "stage", "submission_id"]

_SUBMISSIONS: Final = {
    "partner_id": FactNeed("id", "the partner", required=True),
    "stage": FactNeed("text", "the id of the stage", required=True),
    "submission_id": FactNeed("id", "the submission", required=True),
    "judged_at": FactNeed("instant", "when it was judged last", required=True),
    "judged_on": FactNeed("day", "the day of that", required=True),
    "result": FactNeed("text", "what it came to", required=True),
}
_FAILURES: Final = {
    "partner_id": FactNeed("id", "the partner", required=True),
    "stage": FactNeed("text", "the id of the stage", required=True),
    "submission_id": FactNeed("id", "the submission", required=True),
    "code": FactNeed("text", "the reason for programs", required=True),
    "message": FactNeed("text", "the reason for people"),
}


class SubmissionTable:
    """Submissions while they are counted.

    Args:
        frames: The tables.
        period: The days in which what is counted was judged; ``None`` for all.

    Raises:
        InvalidDataError: Columns are missing or hold something else, rows were refused
            or are there twice, or a result is unknown.
        InvalidUseError: One of them is no dataframe.
    """

    def __init__(self, frames: GateFrames, period: Period | None) -> None:
        self._period = period
        self._table: Any = None
        self._failures: Any = None
        if frames.submissions is not None:
            self._table = read_facts(frames.submissions, _PURPOSE, _SUBMISSIONS)
            subject = "the dataframe of submissions"
            found = collect_read(self._table, ["result"], subject)
            known_words("result", {row[0] for row in found}, _RESULTS)
            told = "a submission has one row, of its newest judgement; keep that"
            refuse_twice(self._table, _KEYS, subject, told)
        if frames.failures is not None:
            self._failures = read_facts(frames.failures, _PURPOSE, _FAILURES)
            collect_read(self._failures, [], "the dataframe of failures")

    def results(self, left: Any) -> Counter[tuple[str, str]]:
        """Collect how many came to what, by stage and result.

        Args:
            left: The partners in stages that are looked at.
        """
        if self._table is None:
            return Counter()
        rows = collect_groups(self._judged(left), ["stage", "result"])
        return Counter({(stage, result): count for stage, result, count in rows})

    def failed(self, left: Any) -> FailureFacts:
        """Collect why they failed.

        Args:
            left: The partners in stages that are looked at.
        """
        if self._table is None:
            return FailureFacts(of_gate={}, counts={}, messages={})
        import narwhals as nw

        failed = self._judged(left).filter(nw.col("result") == "failed")
        of_gate = dict(collect_groups(failed, ["stage"]))
        if self._failures is None:
            return FailureFacts(of_gate=of_gate, counts={}, messages={})
        told = self._failures.drop("status").join(
            failed.select(*_KEYS, "judged_at"), on=_KEYS
        )
        once = told.select(*_KEYS, "code").unique()
        rows = collect_groups(once, ["stage", "code"])
        newest: dict[tuple[str, str], tuple[int, str]] = {}
        for stage, code, message, _, at in collect_groups(
            told, ["stage", "code", "message"], greatest=["judged_at"]
        ):
            key = (stage, code)
            newest[key] = max(newest.get(key, (at, message)), (at, message))
        return FailureFacts(
            of_gate=of_gate,
            counts={(stage, code): count for stage, code, count in rows},
            messages={key: message for key, (_, message) in newest.items()},
        )

    def _judged(self, left: Any) -> Any:
        """Give those of the period, of partners that are looked at."""
        own = left.select("partner_id", "stage")
        judged = self._table.filter(in_period("judged_on", self._period))
        return judged.join(own, on=["partner_id", "stage"], how="semi")
