"""What commands on the readiness of the support team are decided by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from partner_success.access import Actor
from partner_success.core.decision import Reason
from partner_success.gates.commands import (
    Commanded,
    RecordSupportGaps,
    RecordSupportResource,
    RecordSupportTraining,
    RunMockScenario,
    Subject,
    ValidateSupport,
)
from partner_success.gates.deciding.launch_readiness import launch_reason
from partner_success.gates.deciding.places import has_support, here, out_of_place
from partner_success.gates.deciding.recording import writes
from partner_success.gates.deciding.rule import CommandRule, Recorder, nothing
from partner_success.gates.deciding.situation import Situation
from partner_success.gates.events import (
    MockScenarioRun,
    SupportGapsFound,
    SupportResourceMade,
    SupportTrainingGiven,
    SupportValidated,
)

__all__ = ["SUPPORT_RULES", "support_is_ready"]


def support_is_ready(situation: Situation) -> Iterator[Reason]:
    """Give everything that keeps the support team from being validated as ready.

    Where gaps were found, something has to be played through since; and whatever was
    played has to have gone well the last time.

    Rule: JRN-19.
    """
    support = situation.state.support
    if support.ready is False and not support.scenarios[support.scenarios_before :]:
        message = (
            "no mock scenario was played through since the gaps were found; play at"
            " least one"
        )
        yield launch_reason(situation, "no-scenario", message, "JRN-19")
    newest = {scenario.name: scenario for scenario in support.scenarios}
    for scenario in newest.values():
        if not scenario.passed:
            message = (
                f"the mock scenario {scenario.name!r} failed when it was last played;"
                " play it again"
            )
            yield launch_reason(
                situation, "scenario-failed", message, "JRN-19", scenario=scenario.name
            )


def _standing(situation: Situation, _subject: Subject, _by: Actor) -> Iterator[Reason]:
    return out_of_place(
        situation, "the support team", has_support, "JRN-19", even_blocked=True
    )


def _may_validate(
    situation: Situation, _subject: Subject, _by: Actor
) -> Iterator[Reason]:
    yield from out_of_place(situation, "the support team", has_support, "JRN-19")
    yield from support_is_ready(situation)


def _gaps_are_fit(situation: Situation, command: RecordSupportGaps) -> Iterator[Reason]:
    if not command.gaps:
        message = "no gap was given; say what the support team lacks"
        yield launch_reason(situation, "no-gaps", message, "JRN-19")
    ids = [gap.id for gap in command.gaps]
    for id_ in dict.fromkeys(id_ for id_ in ids if ids.count(id_) > 1):
        message = f"gap {id_!r} is given more than once; give each once"
        yield launch_reason(situation, "named-twice", message, "JRN-19", gap=id_)


def _is_written(field: str, what: str) -> Callable[[Situation, Any], Iterator[Reason]]:
    """Give what refuses a command whose only text is blank."""

    def content(situation: Situation, command: Any) -> Iterator[Reason]:
        if not getattr(command, field).strip():
            message = f"{what} is blank; write it down"
            yield launch_reason(situation, "blank", message, "JRN-19", field=field)

    return content


def _rule(
    command: type[Commanded],
    record: Callable[[Situation, Any, Recorder], object],
    content: Callable[[Situation, Any], Iterator[Reason]] = nothing,
    standing: Callable[[Situation, Subject, Actor], Iterator[Reason]] = _standing,
) -> CommandRule:
    return CommandRule(
        command=command,
        access="complete_questionnaire",
        rules=("JRN-19",),
        subjects=here(has_support),
        standing=standing,
        content=content,
        record=record,
    )


SUPPORT_RULES: Final[tuple[CommandRule, ...]] = (
    _rule(RecordSupportGaps, writes(SupportGapsFound, "gaps"), _gaps_are_fit),
    _rule(
        RecordSupportTraining,
        writes(SupportTrainingGiven, "topic"),
        _is_written("topic", "what the support team was taught"),
    ),
    _rule(
        RecordSupportResource,
        writes(SupportResourceMade, "name"),
        _is_written("name", "what was made for the support team"),
    ),
    _rule(
        RunMockScenario,
        writes(MockScenarioRun, "scenario", "passed"),
        _is_written("scenario", "which scenario was played through"),
    ),
    _rule(
        ValidateSupport,
        writes(SupportValidated, may_complete=True),
        standing=_may_validate,
    ),
)
"""How commands on the readiness of the support team are decided."""
