"""The stages of a pilot, and what must hold before each is left."""

from __future__ import annotations

from typing import Final, Literal

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue

__all__ = ["STAGES", "CriterionCheck", "ExitCriterion", "PilotStage"]

STAGES: Final = ("discovery", "design", "develop", "deliver", "debrief", "rollout")
"""The ids of the stages in order, as the machine of the pilot has them."""

CriterionCheck = Literal[
    "ticked",
    "seats_filled",
    "goals_agreed",
    "questions_answered",
    "requirements_set",
    "deliverables_ready",
    "partners_signed",
    "partners_onboarded",
    "partners_trained",
    "months_run",
    "metrics_shared",
    "goals_judged",
    "surveys_in",
    "case_study_asked",
    "sessions_recorded",
    "goals_by_quarter",
]
"""How it is known whether a criterion is met: ``ticked`` by a person with evidence,
everything else from what the programme has on record."""


@attrs.frozen(kw_only=True)
class ExitCriterion:
    """What must hold before a stage is left.

    Attributes:
        id: The name for programs; unlike any other of the programme.
        name: What must hold, for people.
        check: How it is known.
        seats: With ``seats_filled`` the ids of the seats; else empty.
        acts: The ids of the seats that can make it hold; at least one.
        citations: Where it comes from.

    Rule: PRG-02.
    """

    id: str
    name: str
    check: CriterionCheck
    acts: tuple[str, ...]
    seats: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class PilotStage:
    """A stage of a programme on its way to general availability.

    Attributes:
        id: The name for programs.
        name: The name for people.
        about: What is done in it.
        criteria: What must hold before it is left; at least one.
        citations: Where it comes from.

    Rule: PRG-02.
    """

    id: str
    name: str
    about: str
    criteria: Catalogue[ExitCriterion]
    citations: tuple[Citation, ...] = ()
