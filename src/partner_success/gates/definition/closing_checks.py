"""Items of a journey that nothing could close, and stages that stand in the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from partner_success.errors import Problem
from partner_success.gates.definition.faults import fault, in_line
from partner_success.gates.definition.stages import ChecklistItem, Closing, Stage
from partner_success.gates.definition.terms import JourneyTerms

__all__ = ["closing_problems"]

# What has to come before an item that waits for it.
_SAID: Final = {
    Closing.BETA: "a beta",
    Closing.METRICS: "a stage in which metrics are recorded",
    Closing.SUPPORT: "a stage in which the support team is validated",
    Closing.LAUNCH: "the launch",
}


def closing_problems(journey: JourneyTerms) -> Iterator[Problem]:
    """Give the faults that depend on which stage comes before which.

    Rule: JRN-25.
    """
    line = in_line(journey.stages)
    places = {id_: place for place, id_ in enumerate(journey.stages.ids)}
    for order, stage in enumerate(line):
        path = f"stages[{places[stage.id]}]"
        before = [*line][:order]
        yield from _end_problems(path, stage, [*line][order + 1 :])
        yield from _once(path, stage, before)
        if not stage.is_gate and not any(each.launch for each in before):
            message = (
                "it has no end and is entered after the launch, and nothing before it"
                " decides a launch; mark a gate with launch = true"
            )
            yield fault(path, "no-launch", message, stage.id)
        for position, phase in enumerate(stage.phases):
            where = f"{path}.phases[{position}].items"
            yield from _never(where, journey, stage, [*before, stage], [*phase.items])
        own = [*stage.checklist]
        yield from _never(f"{path}.checklist", journey, stage, [*before, stage], own)
        yield from _never(f"{path}.entry", journey, stage, before, [*stage.entry])


def _end_problems(path: str, stage: Stage, behind: list[Stage]) -> Iterator[Problem]:
    if not stage.is_gate and behind:
        message = f"it is never passed, so {behind[0].id!r} behind it is never reached"
        yield fault(f"{path}.questionnaire", "no-end", message, stage.id)
    if stage.launch and any(each.is_gate for each in behind):
        message = (
            "after a launch no gate can be worked on, and there is one behind it; let"
            " the last gate decide the launch"
        )
        yield fault(f"{path}.launch", "not-last", message, stage.id)


def _once(path: str, stage: Stage, before: list[Stage]) -> Iterator[Problem]:
    for name in ("beta", "launch"):
        first = next((each.id for each in before if getattr(each, name)), None)
        if getattr(stage, name) and first is not None:
            message = f"{first!r} has a {name} already, and a journey has one"
            yield fault(f"{path}.{name}", "duplicate", message, stage.id)


def _never(
    path: str,
    journey: JourneyTerms,
    stage: Stage,
    been: list[Stage],
    items: list[ChecklistItem],
) -> Iterator[Problem]:
    """Refuse items that what they wait for never comes before."""
    for place, item in enumerate(items):
        at, closing = f"{path}[{place}].closed_by", item.closed_by
        if closing is Closing.HAND_OFF and not journey.hand_off_into(stage.id):
            message = (
                f"no hand-off leads into {stage.id!r}; add one, or tick it by hand"
            )
            yield fault(at, "never-closed", message, item.id)
        elif closing in _SAID and not any(
            _brings(each, closing, within=each is stage) for each in been
        ):
            message = f"{_SAID[closing]} never comes before it; tick it by hand"
            yield fault(at, "never-closed", message, item.id)


def _brings(stage: Stage, closing: Closing, *, within: bool) -> bool:
    """Tell whether what closes an item can happen in a stage."""
    match closing:
        case Closing.BETA:
            return stage.beta
        case Closing.LAUNCH:
            # A partner is launched once the gate is passed, not while it is worked on.
            return stage.launch and not within
        case _:
            whole = stage.beta if closing is Closing.METRICS else stage.launch
            return whole or any(item.closed_by is closing for item in stage.items)
