"""The company's journey spoilt in one place after the other, and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

from partner_success.errors import InvalidDataError, Problem
from partner_success.gates import Journey
from partner_success.interop import structure, unstructure
from tests.support.journeys import company_journey

Document: TypeAlias = dict[str, Any]
Change: TypeAlias = Callable[[Document], None]


def document() -> Document:
    """Give the company's journey as plain data, to be spoilt."""
    found: Document = unstructure(company_journey())
    return found


def faults(change: Change) -> tuple[Problem, ...]:
    """Spoil the company's journey, and give what is said of it."""
    spoilt = document()
    change(spoilt)
    with pytest.raises(InvalidDataError) as caught:
        structure(spoilt, Journey, subject="a journey")
    return caught.value.problems


def put(path: str, value: object) -> Change:
    """Give a change that sets one value, such as ``"stages[1].lead"``."""
    steps = re.findall(r"\w+", path)

    def change(spoilt: Document) -> None:
        place: Any = spoilt
        for step in steps[:-1]:
            place = place[int(step)] if step.isdigit() else place[step]
        last = steps[-1]
        place[int(last) if last.isdigit() else last] = value

    return change


def item(id_: str, closed_by: str = "hand", name: str | None = None) -> Document:
    """Give an item as plain data."""
    return {"id": id_, "name": name or id_.capitalize(), "closed_by": closed_by}


SECOND_HAND_OFF = {
    "id": "again",
    "name": "Again",
    "giver": "SALES",
    "taker": "TECH",
    "into": "build",
    "steps": [{"id": "call", "name": "Call"}],
}

CASES: dict[str, tuple[str, object, str, str]] = {
    # -------------------------------------------------------------- there is nothing
    "no roles": ("roles", [], "roles", "empty"),
    "nobody overrides": ("roles[3].overrides", False, "roles", "nobody-overrides"),
    # ---------------------------------------------------------------- order of stages
    "after a stage that is not there": (
        "stages[1].after",
        "meat",
        "stages[1].after",
        "unknown-stage",
    ),
    "two stages follow one": (
        "stages[2].after",
        "meet",
        "stages[2].after",
        "two-follow",
    ),
    "two stages come first": ("stages[1].after", None, "stages[1].after", "two-first"),
    "a stage follows itself": ("stages[1].after", "build", "stages[1].after", "cycle"),
    "a circle": ("stages[0].after", "prove", "stages[0].after", "cycle"),
    "behind a circle": ("stages[2].after", "prove", "stages[3].after", "unreachable"),
    # ---------------------------------------------------------------- order of phases
    "after a phase that is not there": (
        "stages[1].phases[1].after",
        "drawings",
        "stages[1].phases[1].after",
        "unknown-phase",
    ),
    "phases in a circle": (
        "stages[1].phases[0].after",
        "construction",
        "stages[1].phases[0].after",
        "cycle",
    ),
    # -------------------------------------------------------------------------- roles
    "an unknown lead": ("stages[0].lead", "SALE", "stages[0].lead", "unknown-role"),
    "an unknown supporter": (
        "stages[1].supports",
        ["SALES", "X"],
        "stages[1].supports[1]",
        "unknown-role",
    ),
    "a supporter twice": (
        "stages[1].supports",
        ["SALES", "SALES"],
        "stages[1].supports[1]",
        "duplicate",
    ),
    "a lead who supports": (
        "stages[1].supports",
        ["TECH"],
        "stages[1].supports",
        "duplicate",
    ),
    "an effort of nobody": (
        "stages[0].efforts[0].role",
        "X",
        "stages[0].efforts[0].role",
        "unknown-role",
    ),
    "an activity of nobody": (
        "stages[2].processes[0].activities[0].role",
        "X",
        "stages[2].processes[0].activities[0].role",
        "unknown-role",
    ),
    "an unknown giver": (
        "hand_offs[0].giver",
        "X",
        "hand_offs[0].giver",
        "unknown-role",
    ),
    "an unknown taker": (
        "hand_offs[0].taker",
        "X",
        "hand_offs[0].taker",
        "unknown-role",
    ),
    # ---------------------------------------------------------------------- hand-offs
    "a hand-off into nothing": (
        "hand_offs[0].into",
        "bild",
        "hand_offs[0].into",
        "unknown-stage",
    ),
    "a hand-off into the first stage": (
        "hand_offs[0].into",
        "meet",
        "hand_offs[0].into",
        "first-stage",
    ),
    "two hand-offs into one stage": (
        "hand_offs[0]",
        SECOND_HAND_OFF | {"into": "run"},
        "hand_offs[1].into",
        "two-hand-offs",
    ),
    "a hand-off without a step": (
        "hand_offs[0].steps",
        [],
        "hand_offs[0].steps",
        "empty",
    ),
    "a review in no step": (
        "hand_offs[1].reviewed_in",
        "paper",
        "hand_offs[1].reviewed_in",
        "unknown-step",
    ),
    # ---------------------------------------------------------------------------- ids
    "a dot in the id of a stage": (
        "hand_offs[1].id",
        "to.care",
        "hand_offs[1].id",
        "bad-id",
    ),
    "a colon in the id of an item": (
        "stages[0].checklist[0].id",
        "a:b",
        "stages[0].checklist[0].id",
        "bad-id",
    ),
    "an empty id of an item": (
        "stages[3].entry[2].id",
        "",
        "stages[3].entry[2].id",
        "bad-id",
    ),
    "a blank in the id of a step": (
        "hand_offs[1].steps[0].id",
        "a call",
        "hand_offs[1].steps[0].id",
        "bad-id",
    ),
    "a line in front of the id of a document": (
        "hand_offs[1].documents[0].id",
        "_manual",
        "hand_offs[1].documents[0].id",
        "bad-id",
    ),
    "a dot in the id of a step of an activity": (
        "stages[2].processes[0].activities[0].steps[0].id",
        "a.b",
        "stages[2].processes[0].activities[0].steps[0].id",
        "bad-id",
    ),
    "an item that is another in a phase, by name": (
        "stages[1].checklist[0].name",
        "Another",
        "stages[1].checklist[0].id",
        "other-item",
    ),
    "an item that is another in a phase, by its closing": (
        "stages[1].checklist[0].closed_by",
        "metrics",
        "stages[1].checklist[0].id",
        "other-item",
    ),
    "an item in two phases": (
        "stages[1].phases[1].items",
        [item("frame"), item("sketch")],
        "stages[1].phases[1].items[1].id",
        "taken-id",
    ),
    "an item before and within a stage": (
        "stages[1].entry",
        [item("keys")],
        "stages[1].entry[0].id",
        "taken-id",
    ),
    "an item that is called as a phase": (
        "stages[1].checklist",
        [item("frame"), item("drawing")],
        "stages[1].phases[0].id",
        "taken-id",
    ),
    "an item before a stage that is called as a phase of it": (
        "stages[1].entry",
        [item("drawing")],
        "stages[1].phases[0].id",
        "taken-id",
    ),
    # -------------------------------------------------------------------------- plans
    "weeks beside days": (
        "stages[1].plan_days",
        5,
        "stages[1].plan_days",
        "two-plans",
    ),
    "no plan": ("stages[0].plan_days", None, "stages[0]", "no-plan"),
    "a plan without an end": ("stages[3].plan_days", 5, "stages[3]", "needless-plan"),
    "no day": ("stages[0].plan_days", 0, "stages[0].plan_days", "out-of-range"),
    "week nought": (
        "stages[1].weeks.first",
        0,
        "stages[1].weeks.first",
        "out-of-range",
    ),
    "weeks of a stage that run backwards": (
        "stages[2].weeks.last",
        6,
        "stages[2].weeks.last",
        "wrong-order",
    ),
    "weeks of a phase that run backwards": (
        "stages[1].phases[1].weeks.last",
        2,
        "stages[1].phases[1].weeks.last",
        "wrong-order",
    ),
    "a stage before the one in front is over": (
        "stages[2].weeks.first",
        6,
        "stages[2].weeks.first",
        "backwards",
    ),
    "a phase before the one in front is over": (
        "stages[1].phases[1].weeks.first",
        2,
        "stages[1].phases[1].weeks.first",
        "backwards",
    ),
    "a phase before its gate": (
        "stages[1].weeks.first",
        2,
        "stages[1].phases[0].weeks",
        "outside",
    ),
    "a phase behind its gate": (
        "stages[1].weeks.last",
        5,
        "stages[1].phases[1].weeks",
        "outside",
    ),
    "less than no time": (
        "stages[0].efforts[0].least",
        -1,
        "stages[0].efforts[0].least",
        "out-of-range",
    ),
    "hours the wrong way round": (
        "stages[0].efforts[0].least",
        3,
        "stages[0].efforts[0].most",
        "wrong-order",
    ),
    # ----------------------------------------------------------------- questionnaires
    "an unknown questionnaire": (
        "stages[0].questionnaire",
        "meat",
        "stages[0].questionnaire",
        "unknown-questionnaire",
    ),
    "one questionnaire for two gates": (
        "stages[2].questionnaire",
        "meet",
        "stages[2].questionnaire",
        "shared",
    ),
    "a questionnaire that nobody passes": (
        "questionnaires[0].pass_policy",
        None,
        "stages[0].questionnaire",
        "never-passed",
    ),
    "a questionnaire that nobody completes": (
        "questionnaires[0].completed_by",
        ["X", "Y"],
        "stages[0].questionnaire",
        "nobody-completes",
    ),
    "a phase that nothing asks about": (
        "stages[1].phases[0].id",
        "drawings",
        "stages[1].phases[0].id",
        "unknown-section",
    ),
    # ------------------------------------------------------------- what follows on what
    "a stage without an end in the middle": (
        "stages[1].questionnaire",
        None,
        "stages[1].questionnaire",
        "no-end",
    ),
    "a checklist without an end": (
        "stages[3].checklist",
        [item("x")],
        "stages[3].checklist",
        "no-gate",
    ),
    "phases without an end": (
        "stages[3].phases",
        [{"id": "x", "name": "X"}],
        "stages[3].phases",
        "no-gate",
    ),
    "a beta without an end": ("stages[3].beta", True, "stages[3].beta", "no-gate"),
    "a launch without an end": (
        "stages[3].launch",
        True,
        "stages[3].launch",
        "no-gate",
    ),
    "no launch": ("stages[2].launch", False, "stages[3]", "no-launch"),
    "two betas": ("stages[0].beta", True, "stages[2].beta", "duplicate"),
    "two launches": ("stages[1].launch", True, "stages[2].launch", "duplicate"),
    "a gate behind the launch": (
        "stages[1].launch",
        True,
        "stages[1].launch",
        "not-last",
    ),
    "a beta that never was": (
        "stages[2].beta",
        False,
        "stages[2].checklist[0].closed_by",
        "never-closed",
    ),
    "a beta still to come": (
        "stages[0].checklist[0].closed_by",
        "beta",
        "stages[0].checklist[0].closed_by",
        "never-closed",
    ),
    "a beta of the stage that it lets in": (
        "stages[2].entry",
        [item("x", "beta")],
        "stages[2].entry[0].closed_by",
        "never-closed",
    ),
    "a beta still to come, in a phase": (
        "stages[1].phases[0].items[0].closed_by",
        "beta",
        "stages[1].phases[0].items[0].closed_by",
        "never-closed",
    ),
    "metrics that nobody recorded before": (
        "stages[2].entry",
        [item("x", "metrics")],
        "stages[2].entry[0].closed_by",
        "never-closed",
    ),
    "a support team that nobody validated before": (
        "stages[2].entry",
        [item("x", "support")],
        "stages[2].entry[0].closed_by",
        "never-closed",
    ),
    "a launch before its gate is passed": (
        "stages[2].checklist[0].closed_by",
        "launch",
        "stages[2].checklist[0].closed_by",
        "never-closed",
    ),
    "no hand-off into it": (
        "stages[0].checklist[0].closed_by",
        "hand_off",
        "stages[0].checklist[0].closed_by",
        "never-closed",
    ),
    # -------------------------------------------------------------------------- terms
    "a launch risk that is medium below high": (
        "launch_risk.medium_below",
        2,
        "launch_risk.medium_below",
        "wrong-order",
    ),
}
