"""Gates of a journey whose questions could never let anybody pass."""

from __future__ import annotations

from collections.abc import Iterator

from partner_success.errors import Problem
from partner_success.gates.definition.faults import fault, unknown
from partner_success.gates.definition.stages import Stage
from partner_success.gates.definition.terms import JourneyTerms
from partner_success.questionnaires import Questionnaire

__all__ = ["question_problems"]


def question_problems(journey: JourneyTerms) -> Iterator[Problem]:
    """Give the faults between stages and their questionnaires, where those are known.

    Rule: JRN-25.
    """
    taken: dict[str, str] = {}
    for place, stage in enumerate(journey.stages):
        path, name = f"stages[{place}]", stage.questionnaire
        if name is None:
            yield from _endless_problems(path, stage)
            continue
        at = f"{path}.questionnaire"
        if name in taken:
            message = f"{taken[name]!r} is decided by it; give each gate its own"
            yield fault(at, "shared", message, name)
        taken.setdefault(name, stage.id)
        known = journey.questionnaires
        if name in known:
            yield from _asked_problems(path, stage, known[name], journey)
        elif known:
            yield unknown(at, "questionnaire", name, known.ids)


def _endless_problems(path: str, stage: Stage) -> Iterator[Problem]:
    """Refuse what belongs to gates at a stage that is none."""
    for name in ("phases", "checklist", "beta", "launch"):
        if getattr(stage, name):
            message = "a stage without a questionnaire is never passed; leave this out"
            yield fault(f"{path}.{name}", "no-gate", message, stage.id)


def _asked_problems(
    path: str, stage: Stage, asked: Questionnaire, journey: JourneyTerms
) -> Iterator[Problem]:
    at = f"{path}.questionnaire"
    if asked.pass_policy is None:
        message = "it has no pass policy, so nobody could pass; give it one"
        yield fault(at, "never-passed", message, asked.id)
    if asked.completed_by and not {*asked.completed_by} & {*journey.roles.ids}:
        roles = ", ".join(asked.completed_by)
        message = f"it is completed by {roles}, and the journey has no such role"
        yield fault(at, "nobody-completes", message, asked.id)
    for place, phase in enumerate(stage.phases):
        if phase.id not in asked.sections:
            where = f"{path}.phases[{place}].id"
            yield unknown(where, "section", phase.id, asked.sections.ids)
