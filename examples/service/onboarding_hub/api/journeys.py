"""Journeys: how a partner stands, what happened, and what somebody does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Response

from onboarding_hub.api.asking import Asked, Asking, WritingTo
from onboarding_hub.api.commands import kind_of, read_command
from onboarding_hub.api.common import (
    Cursor,
    Limit,
    PartnerId,
    also,
    document_answer,
    etag,
    require,
    see_journey,
    see_partner,
    shown_document,
)
from onboarding_hub.api.schemas import body_of
from onboarding_hub.api.views import (
    ActionView,
    CommandDone,
    EventPage,
    GateView,
    JourneyView,
    ObstacleView,
    PathView,
    Reference,
    SignOffView,
)
from onboarding_hub.hub import Visit
from onboarding_hub.problems import (
    ProblemError,
    ReasonView,
    input_faults,
    not_found,
    problem_responses,
)
from onboarding_hub.store import journeys
from onboarding_hub.store.idempotency import Answer
from partner_success.access import Resource
from partner_success.gates import Commanded, GateState, Obstacle, PartnerJourney
from partner_success.gates.events import EVENT_KINDS
from partner_success.interop import event_document

__all__ = ["done", "give", "journey_view", "next_path", "router"]

router = APIRouter(prefix="/api/partners/{partner_id}/journey", tags=["journeys"])


def give(
    visit: Visit, journey: PartnerJourney, command: Commanded, *, seen: int
) -> PartnerJourney:
    """Do something on a journey and keep it, or say why not.

    Args:
        visit: Whose request it is.
        journey: The journey as it stands.
        command: What they want to do.
        seen: The version that they saw.

    Raises:
        ProblemError: Something came between, they may not, or the journey is against
            it; with every reason.
    """
    with input_faults():
        access = journey.access_to(command, visit.policy, at=visit.at)
        step = journey.apply(command, at=visit.at, expected_version=seen)
    if journey.version != seen:
        came = [each for each in step.reasons if each.code == "conflict"]
        raise ProblemError(
            409,
            "Somebody was faster; look again.",
            reasons=came if _may_know(visit, journey, seen) else (),
            version=journey.version,
        )
    require(access)
    if step.refused:
        raise ProblemError(
            422,
            "The journey is against it.",
            reasons=step.reasons,
            version=journey.version,
        )
    visit.let_write()
    journeys.keep(visit.connection, journey, step.journey, step.events)
    return step.journey


def _may_know(visit: Visit, journey: PartnerJourney, seen: int) -> bool:
    """Tell whether somebody may see all that came after a version."""
    partner = journey.resource_for(visit.actor)
    here, told = None, True
    for each in journey.events:
        stage = getattr(each, "stage", None)
        here = stage if each.kind == "stage_started" else here
        if each.sequence > seen:
            told = told and _is_shown(visit, partner, each.kind, stage or here)
    return told


def _is_shown(visit: Visit, partner: Resource, kind: str, stage: str | None) -> bool:
    """Tell whether an event is shown to somebody who sees the partner.

    Args:
        visit: Whose request it is.
        partner: The partner.
        kind: The kind of the event.
        stage: Where it happened: the gate to whose record it belongs.
    """
    if stage is None or not EVENT_KINDS[kind].in_gate_record:
        return True
    return _may_see(visit, partner, stage)


def done(before: PartnerJourney, after: PartnerJourney) -> dict[str, Any]:
    """Tell what a command came to."""
    events = after.events[len(before.events) :]
    return {
        "partner_id": after.state.partner_id,
        "version": after.version,
        "stage": after.stage,
        "status": str(after.state.gate.status),
        "events": [event_document(each) for each in events],
    }


@router.post(
    "/commands",
    response_model=CommandDone,
    responses=problem_responses(401, 403, 404, 409, 413, 415, 428, 503)
    | also(200, "ETag"),
    openapi_extra=body_of("Command"),
)
def give_command(partner_id: PartnerId, asking: WritingTo) -> Response:
    """Do something on a partner's journey, as it was when you saw it."""
    seen, document = asking.require_seen(), asking.document()

    def work(visit: Visit) -> Answer:
        see_partner(visit, partner_id)
        command = read_command(visit, partner_id, document)
        before = journeys.load(visit.connection, visit.journey, partner_id, since=seen)
        after = give(visit, before, command, seen=seen)
        return document_answer(done(before, after), headers=etag(after.version))

    return asking.answer(work)


@router.get("", responses=problem_responses(401, 404) | also(200, "ETag"))
def read_journey(
    partner_id: PartnerId, asking: Asked, response: Response
) -> JourneyView:
    """Show how a partner stands, and what you can do."""
    view = journey_view(asking, partner_id)
    response.headers.update(etag(view.version))
    return view


def journey_view(asking: Asking, partner_id: str) -> JourneyView:
    """Show how a partner stands to somebody.

    Raises:
        ProblemError: They may not see it.
    """
    with asking.reading(partner_id) as visit:
        _, partner, found = see_journey(visit, partner_id)
        state = found.state
        shown = [
            _gate(visit, stage, state.gates.get(stage, GateState()))
            for stage in visit.journey.stages.ids
            if _may_see(visit, partner, stage)
        ]
        here = _may_see(visit, partner, state.stage)
        return JourneyView(
            partner_id=partner_id,
            version=found.version,
            at=state.at,
            stage=state.stage,
            stage_name=visit.journey.stages[state.stage].name,
            status=str(state.gate.status),
            tier=state.tier.tier,
            onboarding_start=state.onboarding_start,
            target_launch=state.target_launch,
            launched_on=state.launch.launched_on,
            gates=shown,
            actions=_actions(visit, found),
            next_stage=next_path(visit, partner, found) if here else None,
        )


def _may_see(visit: Visit, partner: Resource, stage: str) -> bool:
    return visit.decide("view_gate", partner.gate(stage)).allowed


def _gate(visit: Visit, stage: str, gate: GateState) -> GateView:
    terms = visit.journey.stages[stage]
    signed = gate.sign_off
    return GateView(
        stage=stage,
        name=terms.name,
        status=str(gate.status),
        started_at=gate.started_at,
        ended_at=gate.ended_at,
        questionnaire=terms.questionnaire,
        submissions=list(gate.submissions),
        failures=[
            ReasonView(code=each.code, message=each.message)
            for each in (gate.judged.failures if gate.judged else ())
        ],
        blocked_by=list(gate.blockers),
        sign_off=None
        if signed is None
        else SignOffView(
            by=signed.by,
            role=signed.role,
            at=signed.at,
            submission_id=signed.submission_id,
        ),
        co_signed_by=[each.by for each in gate.co_signatures],
        overridden=gate.override is not None,
    )


def _actions(visit: Visit, found: PartnerJourney) -> list[ActionView]:
    return [
        ActionView(
            command=kind_of(each.command),
            stage=each.subject.stage,
            name=each.subject.name,
            sentence=each.sentence,
            role=each.access.role,
            rule=None if each.access.rule is None else each.access.rule.id,
        )
        for each in found.next_actions(visit.actor, visit.policy, at=visit.at)
    ]


def next_path(
    visit: Visit, partner: Resource, found: PartnerJourney
) -> PathView | None:
    """Tell what stands before the next stage, to somebody who sees the partner."""
    follows = visit.journey.following(found.stage)
    return None if follows is None else _path(visit, partner, found, follows.id)


def _path(
    visit: Visit, partner: Resource, found: PartnerJourney, target: str
) -> PathView:
    """Tell what stands before a stage, without what the records of hidden gates say.

    Such as why one is blocked, or what of it is done.
    """
    path = found.why_not(target)
    told: list[ObstacleView] = []
    hidden: set[str] = set()
    for each in path.obstacles:
        if not each.in_gate_record or _may_see(visit, partner, each.stage):
            told.append(_shown_obstacle(each))
        elif each.stage not in hidden:
            hidden.add(each.stage)
            told.append(_hidden(visit, each.stage))
    return PathView(target=path.target, arrived=path.arrived, obstacles=told)


def _shown_obstacle(obstacle: Obstacle) -> ObstacleView:
    return ObstacleView(
        stage=obstacle.stage,
        code=obstacle.reason.code,
        message=obstacle.reason.message,
        rules=list(obstacle.reason.rules),
        roles=list(obstacle.roles),
        people=list(obstacle.people),
    )


def _hidden(visit: Visit, stage: str) -> ObstacleView:
    name = visit.journey.stages[stage].name
    return ObstacleView(
        stage=stage,
        code="not-open-to-you",
        message=f"what else stands before or in {name} is not open to you",
        rules=[],
        roles=[],
        people=[],
    )


@router.get("/why-not/{stage}", responses=problem_responses(401, 403, 404))
def read_why_not(partner_id: PartnerId, stage: Reference, asking: Asked) -> PathView:
    """Tell what stands between a partner and a stage, and who can resolve it."""
    with asking.reading(partner_id) as visit:
        _, partner, found = see_journey(visit, partner_id)
        if stage not in visit.journey.stages.ids:
            raise not_found()
        require(visit.decide("view_gate", partner.gate(found.stage)))
        return _path(visit, partner, found, stage)


@router.get("/events", response_model=EventPage, responses=problem_responses(401, 404))
def read_events(
    partner_id: PartnerId, asking: Asked, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """Tell what happened, as documents, except at gates that you may not see."""
    asked = ("events", asking.caller.id, partner_id)
    cursors = asking.hub.cursors
    place = 0 if cursor is None else int(cursors.read(cursor, asked)[0])
    with asking.reading(partner_id) as visit:
        _, partner = see_partner(visit, partner_id)
        found = journeys.event_documents(
            visit.connection, partner_id, after=place, limit=limit + 1
        )
        rows, next_ = cursors.part(asked, found, limit, lambda row: (row["sequence"],))
        shown = list(_shown(visit, partner, rows, after=place))
    return shown_document({"items": shown, "next": next_})


def _shown(
    visit: Visit, partner: Resource, documents: list[Any], *, after: int
) -> Iterator[Any]:
    """Give those of the events behind a place in the log that somebody may see."""
    here = journeys.stage_at(visit.connection, str(partner.id), after)
    for each in documents:
        stage = each.get("stage")
        here = stage if each["kind"] == "stage_started" else here
        if _is_shown(visit, partner, each["kind"], stage or here):
            yield each
