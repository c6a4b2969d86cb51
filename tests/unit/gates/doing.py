"""Doing things on a partner's journey, and what stands against them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from partner_success.access import Actor
from partner_success.core.decision import Reason
from partner_success.gates import (
    Block,
    Commanded,
    GateStatus,
    Journey,
    PartnerJourney,
    SignOff,
    Submit,
)
from partner_success.questionnaires import (
    Signer,
    Submission,
    TypedMark,
    start_draft,
    submit,
)
from tests.support.partners_on_the_way import (
    AT,
    Wanted,
    actors,
    answers,
    on_the_way,
    questionnaire_of,
    submission,
)


def done(partner: PartnerJourney, *commands: Commanded) -> PartnerJourney:
    """Do things one behind the other, none of which may be refused."""
    for command in commands:
        step = partner.apply(command, at=partner.state.at)
        assert not step.refused, step.explain()
        assert step.journey == partner.followed_by(step.events)
        partner = step.journey
    return partner


def refused(partner: PartnerJourney, command: Commanded) -> tuple[Reason, ...]:
    """Give every reason why something is refused, which changes nothing."""
    step = partner.apply(command, at=partner.state.at)
    assert step.refused, step.explain()
    assert step.events == ()
    assert step.journey is partner
    return step.reasons


def codes(partner: PartnerJourney, command: Commanded) -> list[str]:
    """Give the codes of every reason why something is refused."""
    return [reason.code for reason in refused(partner, command)]


def lead_of(partner: PartnerJourney, stage: str | None = None) -> Actor:
    """Give who is assigned as the lead of a stage; left out, of the present one."""
    terms = partner.journey.stages[stage or partner.stage]
    return actors(partner.journey)[terms.lead]  # type: ignore[arg-type]


def handed_in(
    partner: PartnerJourney, outcome: Wanted = "met", id: str = "s-new", **more: Any
) -> Submit:
    """Give the handing in of answers that come to an outcome."""
    journey: Any = partner.journey
    signed = submission(journey, partner.stage, outcome, id=id, at=partner.state.at)
    return Submit(signed, by=lead_of(partner), **more)


def in_status(journey: Journey, stage: str, status: GateStatus) -> PartnerJourney:
    """Give a partner one of whose gates is in a status, all of its items closed."""
    place = journey.place(stage)
    if status is GateStatus.NOT_STARTED:
        return on_the_way(journey, journey.stages.ids[place - 1] if place else None)
    partner = on_the_way(journey, stage, ready=True)
    lead = lead_of(partner)
    match status:
        case GateStatus.AWAITING_SIGN_OFF:
            return done(partner, handed_in(partner))
        case GateStatus.FAILED:
            return done(partner, handed_in(partner, "failed"))
        case GateStatus.BLOCKED:
            block = Block(by=lead, reasons=["a permit is missing"])
            return done(partner, handed_in(partner), block)
        case GateStatus.PASSED:
            return done(partner, handed_in(partner), SignOff(by=lead))
        case _:
            return partner


def signed(
    journey: Journey,
    stage: str,
    changes: Mapping[str, Mapping[str, object]],
    **more: Any,
) -> Submission:
    """Sign answers that would be met, with changes by section and field."""
    form = questionnaire_of(journey, stage)
    given = answers(form, "met", AT.date())
    for section, fields in changes.items():
        given[section] |= fields
    draft = start_draft(form, given, id="d-1", partner_id="acme", at=AT, by="pdm-1")
    signer = Signer(name="Ada", email="ada@example.com", role="PDM")
    mark = TypedMark(text="Ada")
    settings: dict[str, Any] = {"id": "s-1", "signer": signer, "mark": mark, "at": AT}
    found = submit(draft, form, **settings | more)
    assert found.submission is not None, found.explain()
    return found.submission
