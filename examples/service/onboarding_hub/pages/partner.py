"""A partner: where it stands, what is in the way, and what somebody can do now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs
from fastapi import APIRouter
from fastapi.responses import Response

from onboarding_hub.api.commands import KINDS
from onboarding_hub.api.common import Cursor, PartnerId, see_journey, see_partner
from onboarding_hub.api.journeys import next_path, read_events
from onboarding_hub.api.partners import partner_view
from onboarding_hub.hub import Visit
from onboarding_hub.pages.doing import Way, ways_of
from onboarding_hub.pages.filled import Viewer
from onboarding_hub.pages.frame import frame_of, render
from onboarding_hub.pages.reviewing import waiting_for
from onboarding_hub.pages.scores import scores_of
from onboarding_hub.pages.trouble import TAG
from onboarding_hub.store import submissions
from onboarding_hub.texts import document_of
from partner_success.access import Resource
from partner_success.gates import (
    Block,
    DoHandOffStep,
    GateState,
    NextAction,
    PartnerJourney,
    Stage,
    launch_risk,
)

__all__ = ["router"]

router = APIRouter(tags=[TAG], include_in_schema=False)

_ITEMS: Final = frozenset({"tick_item", "reopen_item"})
_DONE: Final[Mapping[str, str]] = {
    "set_out": "The partner has set out.",
    "handed_in": "The answers are signed and handed in.",
    "assessed": "The assessment is saved.",
    "verdict_met": "The verdict is recorded: the answers meet what the gate asks.",
    "verdict_failed": "The verdict is recorded: the answers do not meet what the gate"
    " asks.",
    "verdict_open": "The verdict is recorded; the answers are not decided yet.",
}
_AREAS: Final[Mapping[str, str]] = {
    "gates": "The gate",
    "hand_offs": "Hand-offs",
    "beta": "The beta",
    "launch": "The launch",
}
"""Titles by the modules in which the library has its commands."""
_MORE: Final = "More"
_PLAIN: Final = frozenset(
    {"schema", "id", "partner_id", "sequence", "at", "by", "role", "kind", "why"}
)
"""What every event has; the rest is what this one says."""


@attrs.frozen(kw_only=True)
class Item:
    """A line of a checklist.

    Attributes:
        name: What has to be done.
        done: Whether it is.
        by: Who ticked it off, and when, where somebody did.
        way: How it is ticked off or opened again, where that can be done.
        closed_by: What closes it, where nobody ticks it off.
    """

    name: str
    done: bool
    by: Any = None
    way: Way | None = None
    closed_by: str = ""


@router.get("/partners/{partner_id}")
def show_partner(partner_id: PartnerId, viewer: Viewer, done: str = "") -> Response:
    """Show a partner."""
    with viewer.asking.reading(partner_id) as visit:
        row, partner, found = see_journey(visit, partner_id)
        frame = frame_of(viewer.request, viewer.hub, visit)
        ways = ways_of(visit, found)
        seen = [
            each.id for each in visit.journey.stages if _may_see(visit, partner, each)
        ]
        content: dict[str, Any] = {
            "stages": _stages(visit, found, seen),
            "here": found.stage in seen,
            "path": _path(visit, partner, found) if found.stage in seen else None,
            "waiting": waiting_for(visit, found) if found.stage in seen else None,
            "checklists": [*_checklists(visit, found, ways, seen)],
            "hand_offs": [*_hand_offs(visit, found)],
            "groups": _groups(ways),
            "risk": launch_risk(visit.journey, found.state, on=visit.at.date())
            if found.stage in seen and not found.state.is_launched
            else None,
            "metrics": visit.decide("view_metrics", partner.metrics()).allowed,
            "scores": scores_of(visit, partner_id),
            "signed": [
                each
                for each in submissions.of_partner(visit.connection, partner_id)
                if visit.journey.questionnaires[each.questionnaire_id].stage in seen
            ],
            "tickets": visit.decide("view_tickets", partner.ticket()).allowed,
            "assesses": visit.decide("edit_partner", partner).allowed,
        }
    return render(
        frame,
        "partner.html",
        partner=partner_view(viewer.hub, row),
        state=found.state,
        terms=visit.journey,
        shows_beta=any(visit.journey.stages[each].beta for each in seen),
        done=_DONE.get(done) or _recorded(done),
        **content,
    )


def _recorded(kind: str) -> str:
    return f"Recorded: {kind.replace('_', ' ')}." if kind in KINDS else ""


def _may_see(visit: Visit, partner: Resource, stage: Stage) -> bool:
    return visit.decide("view_gate", partner.gate(stage.id)).allowed


def _stages(
    visit: Visit, found: PartnerJourney, seen: list[str]
) -> list[dict[str, Any]]:
    entries = found.timeline(on=visit.at.date()).entries
    return [
        {
            "terms": each,
            "gate": found.state.gates.get(each.id, GateState()),
            "seen": each.id in seen,
            "here": each.id == found.stage,
            "plan": entries[each.id],
        }
        for each in visit.journey.stages
    ]


def _path(visit: Visit, partner: Resource, found: PartnerJourney) -> Any:
    path = next_path(visit, partner, found)
    return None if path is None else (visit.journey.stages[path.target], path)


def _groups(ways: list[tuple[NextAction, Way]]) -> list[tuple[str, list[Way]]]:
    """Part what can be done by what it is done to, as the library has its commands."""
    found: dict[str, list[Way]] = {title: [] for title in (*_AREAS.values(), _MORE)}
    for action, way in ways:
        if way.kind in _ITEMS:
            continue
        title = _AREAS.get(action.command.__module__.rpartition(".")[2], _MORE)
        if action.command is DoHandOffStep:
            title = _AREAS["hand_offs"]
        if action.command is Block:
            title = _MORE
        found[title].append(way)
    # What a button does is what is done most.
    return [
        (title, sorted(each, key=lambda way: way.fields is None))
        for title, each in found.items()
        if each
    ]


def _checklists(
    visit: Visit,
    found: PartnerJourney,
    ways: list[tuple[NextAction, Way]],
    seen: list[str],
) -> Iterator[dict[str, Any]]:
    """Give what has to be done where the partner is, and before it goes on."""
    by_item = {
        (each.subject.stage, way.subject): way
        for each, way in ways
        if way.kind in _ITEMS
    }
    still_open = {each.id for each in found.partner_view(on=visit.at.date()).open_items}
    for stage in visit.journey.stages:
        gate = found.state.gates.get(stage.id, GateState())
        here, follows = stage.id == found.stage, stage.after == found.stage
        if stage.id not in seen or not (here or follows):
            continue
        items = stage.items if here and gate.started_at is not None else stage.entry
        # Of the stage to come nothing is known but what was ticked off.
        lines = [
            Item(
                name=each.name,
                done=each.id in gate.ticks or (here and each.id not in still_open),
                by=gate.ticks.get(each.id),
                way=by_item.get((stage.id, each.id)),
                closed_by="" if each.closed_by == "hand" else str(each.closed_by),
            )
            for each in items
        ]
        steps = [*_steps(stage, gate, by_item)] if here else []
        if lines or steps:
            yield {"stage": stage, "items": lines, "steps": steps, "follows": follows}


def _steps(
    stage: Stage, gate: GateState, by_item: Mapping[Any, Way]
) -> Iterator[tuple[str, list[Item]]]:
    for process in stage.processes:
        for activity in process.activities:
            path = f"{process.id}.{activity.id}"
            places = [(f"{path}.{step.id}", step.name) for step in activity.steps]
            yield (
                f"{process.name}: {activity.name}",
                [
                    Item(
                        name=name,
                        done=place in gate.ticks,
                        by=gate.ticks.get(place),
                        way=by_item.get((stage.id, place)),
                    )
                    for place, name in places or [(path, activity.name)]
                ],
            )


def _hand_offs(visit: Visit, found: PartnerJourney) -> Iterator[dict[str, Any]]:
    for each in visit.journey.hand_offs:
        state = found.state.hand_offs.get(each.id)
        if state is not None and state.done:
            yield {
                "name": each.name,
                "steps": [(step.name, state.done.get(step.id)) for step in each.steps],
                "papers": [
                    paper.name
                    for paper in each.documents
                    if paper.id in state.documents
                ],
            }


@router.get("/partners/{partner_id}/history")
def show_history(
    partner_id: PartnerId, viewer: Viewer, cursor: Cursor = None
) -> Response:
    """Show what happened to a partner."""
    made = read_events(partner_id, viewer.asking, limit=50, cursor=cursor)
    found: Any = document_of(bytes(made.body).decode())
    with viewer.asking.reading(partner_id) as visit:
        row, _ = see_partner(visit, partner_id)
        frame = frame_of(viewer.request, viewer.hub, visit)
    lines = [
        {**each, "says": {k: v for k, v in each.items() if k not in _PLAIN}}
        for each in found["items"]
    ]
    return render(
        frame,
        "history.html",
        partner=row,
        lines=lines,
        next=found["next"],
        stage_names={each.id: each.name for each in visit.journey.stages},
    )
