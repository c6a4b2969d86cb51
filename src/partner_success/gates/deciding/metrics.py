"""What recording operational metrics is decided by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from partner_success.access import Actor
from partner_success.core.decision import Reason
from partner_success.gates.commands import RecordMetrics, Subject
from partner_success.gates.deciding.places import has_metrics, here, out_of_place
from partner_success.gates.deciding.recording import writes
from partner_success.gates.deciding.rule import CommandRule, unmet
from partner_success.gates.deciding.situation import Situation
from partner_success.gates.events import MetricsRecorded

__all__ = ["METRIC_RULES"]

_WHAT: Final = "what is measured for the launch"


def _standing(situation: Situation, _subject: Subject, _by: Actor) -> Iterator[Reason]:
    return out_of_place(situation, _WHAT, has_metrics, "JRN-14")


def _content(situation: Situation, command: RecordMetrics) -> Iterator[Reason]:
    stage = situation.stage()
    lead = (stage.lead,)
    if not command.metrics:
        message = "no metric was given; name each with its value and its target"
        yield unmet("no-metrics", message, "JRN-14", stage=stage.id, resolved_by=lead)
    ids = [metric.id for metric in command.metrics]
    for id_ in dict.fromkeys(id_ for id_ in ids if ids.count(id_) > 1):
        message = f"metric {id_!r} is given more than once; give each once"
        yield unmet(
            "named-twice",
            message,
            "JRN-14",
            stage=stage.id,
            resolved_by=lead,
            metric=id_,
        )


METRIC_RULES: Final[tuple[CommandRule, ...]] = (
    CommandRule(
        command=RecordMetrics,
        access="complete_questionnaire",
        rules=("JRN-14", "JRN-16"),
        subjects=here(has_metrics),
        standing=_standing,
        content=_content,
        record=writes(MetricsRecorded, "metrics", may_complete=True),
    ),
)
"""How recording operational metrics is decided."""
