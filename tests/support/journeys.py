"""A company's own journey, to be walked beside the standard one.

Nothing in it is called as in the standard: other stages, roles, phases and weeks, no
tiers, a gate whose phases are entered in turn, and one that tests and launches.
"""

from __future__ import annotations

from functools import cache

import partner_success as ps
from partner_success.core.collections import Catalogue
from partner_success.core.expressions import from_data
from partner_success.gates import (
    Activity,
    ChecklistItem,
    Closing,
    Document,
    Effort,
    HandOff,
    HandOffStep,
    Journey,
    JourneyRole,
    LaunchRiskTerms,
    Phase,
    Process,
    ProcessStep,
    Stage,
    Weeks,
)
from partner_success.questionnaires import (
    Criterion,
    PassPolicy,
    Questionnaire,
    Section,
    YesNoField,
)

NAMES = ("standard", "company")
"""What `journey_called` knows."""


def journey_called(name: str) -> Journey:
    """Give the standard journey, looked up anew, or the company's."""
    return ps.standard().journey if name == "standard" else company_journey()


def items(**closing: Closing) -> Catalogue[ChecklistItem]:
    """Give items that are closed by what is named for them."""
    return Catalogue(
        [
            ChecklistItem(id=id_, name=id_.capitalize(), closed_by=by)
            for id_, by in closing.items()
        ],
        kind="item",
    )


def section(id_: str, *asked: str, reviewed: bool = False) -> Section:
    """Give a section of questions that are all to be answered with yes."""
    fields = [
        YesNoField(id=each, label=f"Is {each} done?", required=True) for each in asked
    ]
    criteria = [
        Criterion(
            id=each,
            condition=from_data({"field": each, "equals": True}),
            message=f"{each} is not done; do it.",
        )
        for each in asked
    ]
    return Section(
        id=id_,
        title=id_.capitalize(),
        fields=fields,
        criteria=() if reviewed else criteria,
        reviewed=reviewed,
    )


def questionnaire(
    id_: str, *sections: Section, at_least: int | None = None, by: tuple[str, ...]
) -> Questionnaire:
    """Give a questionnaire of the company."""
    return Questionnaire(
        id=id_,
        version="2.0.0",
        title=id_.capitalize(),
        sections=sections,
        pass_policy=PassPolicy(at_least=at_least),
        completed_by=by,
        stage=id_,
    )


def _questionnaires() -> Catalogue[Questionnaire]:
    meet = questionnaire(
        "meet",
        section("fit", "fits"),
        section("means", "people", "money"),
        section("impression", "liked", reviewed=True),
        at_least=2,
        by=("SALES",),
    )
    build = questionnaire(
        "build",
        section("drawing", "design_agreed"),
        section("construction", "built", "tested"),
        by=("TECH", "SALES"),
    )
    prove = questionnaire("prove", section("proof", "works"), by=("TECH",))
    return Catalogue([meet, build, prove], kind="questionnaire")


def _stages() -> Catalogue[Stage]:
    hand = Closing.HAND
    meet = Stage(
        id="meet",
        name="Getting to know each other",
        lead="SALES",
        plan_days=10,
        efforts=(Effort(role="SALES", least=1, most=2),),
        questionnaire="meet",
        checklist=items(secrecy=hand),
    )
    build = Stage(
        id="build",
        name="Building it",
        after="meet",
        lead="TECH",
        supports=("SALES",),
        weeks=Weeks(first=1, last=6),
        questionnaire="build",
        phases=Catalogue(
            [
                Phase(
                    id="drawing",
                    name="Drawing it",
                    weeks=Weeks(first=1, last=2),
                    items=items(sketch=hand, costs=hand),
                ),
                Phase(
                    id="construction",
                    name="Putting it together",
                    after="drawing",
                    weeks=Weeks(first=3, last=6),
                    items=items(frame=hand),
                ),
            ],
            kind="phase",
        ),
        checklist=items(frame=hand, keys=hand),
    )
    return Catalogue([meet, build, _prove(), _run()], kind="stage")


def _prove() -> Stage:
    steps = [
        ProcessStep(id="ask", name="Ask them"),
        ProcessStep(id="note", name="Note"),
    ]
    pilot = Activity(
        id="pilot",
        name="Run a pilot",
        role="CARE",
        steps=Catalogue(steps, kind="step"),
    )
    return Stage(
        id="prove",
        name="Proving it",
        after="build",
        lead="TECH",
        supports=("CARE",),
        weeks=Weeks(first=7, last=8),
        questionnaire="prove",
        checklist=items(
            pilot=Closing.BETA, figures=Closing.METRICS, desk=Closing.SUPPORT
        ),
        processes=Catalogue(
            [
                Process(
                    id="trying",
                    name="Trying it out",
                    activities=Catalogue([pilot], kind="activity"),
                )
            ],
            kind="process",
        ),
        beta=True,
        launch=True,
    )


def _run() -> Stage:
    return Stage(
        id="run",
        name="Running it",
        after="prove",
        lead="CARE",
        supports=("TECH",),
        entry=items(
            open_for_all=Closing.LAUNCH,
            handed_over=Closing.HAND_OFF,
            watched=Closing.HAND,
        ),
    )


def _hand_offs() -> Catalogue[HandOff]:
    call = HandOffStep(id="call", name="They have talked")
    papers = HandOffStep(id="papers", name="The papers have been read")
    manual = Document(id="manual", name="Manual")
    to_tech = HandOff(
        id="to_tech",
        name="Sales to technology",
        giver="SALES",
        taker="TECH",
        into="build",
        steps=Catalogue([call], kind="step"),
    )
    to_care = HandOff(
        id="to_care",
        name="Technology to care",
        giver="TECH",
        taker="CARE",
        into="run",
        steps=Catalogue([call, papers], kind="step"),
        documents=Catalogue([manual], kind="document"),
        reviewed_in="papers",
    )
    return Catalogue([to_tech, to_care], kind="hand-off")


@cache
def company_journey() -> Journey:
    """Give the journey of a company that goes another way."""
    roles = [
        JourneyRole(id="SALES", name="Sales"),
        JourneyRole(id="TECH", name="Technology"),
        JourneyRole(id="CARE", name="Customer care"),
        JourneyRole(id="BOARD", name="Board", overrides=True),
    ]
    return Journey(
        id="reselling",
        name="Becoming a reseller",
        roles=Catalogue(roles, kind="role"),
        stages=_stages(),
        hand_offs=_hand_offs(),
        launch_risk=LaunchRiskTerms(high_below=3, medium_below=10),
        questionnaires=_questionnaires(),
    )
