"""Commands of a journey as forms, made from the commands themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast
from urllib.parse import quote, urlencode

import attrs
from fastapi import APIRouter
from fastapi.responses import Response

from onboarding_hub.api.commands import KINDS, kind_of
from onboarding_hub.api.common import PartnerId, see_journey
from onboarding_hub.api.journeys import give_command
from onboarding_hub.hub import Visit
from onboarding_hub.pages.fields import (
    Choices,
    FormField,
    document_of,
    fields_of,
    row_count,
)
from onboarding_hub.pages.filled import Filled, Given, Looking, Sent, Viewer
from onboarding_hub.pages.frame import frame_of, render
from onboarding_hub.pages.session import see_other
from onboarding_hub.pages.trouble import TAG, Trouble
from onboarding_hub.problems import ProblemError, not_found
from onboarding_hub.store import people
from partner_success.errors import PartnerSuccessError
from partner_success.gates import (
    Commanded,
    DoHandOffStep,
    NextAction,
    PartnerJourney,
    ReassignOwner,
    RecordMetrics,
    SelectBetaCustomers,
    SetTargetLaunch,
    Submit,
)

__all__ = ["Way", "router", "ways_of"]

router = APIRouter(tags=[TAG], include_in_schema=False)

_AGAIN: Final = frozenset({400, 403, 409, 422, 428})
"""Problems with which the form is shown again, with what was filled in."""


@attrs.frozen(kw_only=True)
class Way:
    """How something that can be done is done on a page.

    Attributes:
        kind: The kind of the command.
        sentence: What it comes to.
        address: Where its form is.
        fields: What is sent with a button alone; ``None`` where a form has to be
            filled in.
        subject: What it is done to.
    """

    kind: str
    sentence: str
    address: str
    fields: Mapping[str, str] | None
    subject: str | None


def fixed_by(
    command: type[Commanded], stage: str | None, name: str | None
) -> dict[str, str]:
    """Give the fields of a command that its subject tells."""
    known = {each.name for each in attrs.fields(command)}
    found: dict[str, str] = {}
    if stage is not None and "stage" in known:
        found["stage"] = stage
    if name is not None:
        if command is DoHandOffStep:
            found["hand_off"], _, found["step"] = name.partition(".")
        elif command.subject_field is not None:
            found[command.subject_field] = name
    return found


def ways_of(visit: Visit, found: PartnerJourney) -> list[tuple[NextAction, Way]]:
    """Tell how everything that somebody can do now is done on a page."""
    tried: dict[type[Commanded], bool] = {}
    actions = found.next_actions(visit.actor, visit.policy, at=visit.at)
    return [(each, _way(visit, found, each, tried)) for each in actions]


def _way(
    visit: Visit,
    found: PartnerJourney,
    action: NextAction,
    tried: dict[type[Commanded], bool],
) -> Way:
    """Tell how something is done: a button suffices where nothing is to be filled in.

    That is where only a reason could be given, and the library takes the command
    without one. Whether it does hangs on the kind of the command, so one is tried.
    """
    kind, subject = kind_of(action.command), action.subject
    fixed = fixed_by(action.command, subject.stage, subject.name)
    place = f"/partners/{quote(found.state.partner_id)}"
    address = f"{place}/do/{kind}?{urlencode(_asked(subject.stage, subject.name))}"
    if action.command is Submit:
        terms = visit.journey.stages[subject.stage or found.stage]
        address = f"{place}/questionnaires/{terms.questionnaire}"
    if action.command not in tried:
        bare = not _fields(visit, action.command, fixed)[:-1]
        taken = bare and _taken(visit, found, action.command, fixed)
        tried[action.command] = taken
    return Way(
        kind=kind,
        sentence=action.sentence,
        address=address,
        fields=fixed if tried[action.command] else None,
        subject=subject.name,
    )


def _asked(stage: str | None, name: str | None) -> dict[str, str]:
    asked = {"stage": stage, "name": name}
    return {each: text for each, text in asked.items() if text is not None}


def _taken(
    visit: Visit, found: PartnerJourney, command: type[Commanded], fixed: Any
) -> bool:
    try:
        given = command(by=visit.actor, **fixed)
    except (TypeError, PartnerSuccessError):
        return False
    if not found.access_to(given, visit.policy, at=visit.at).allowed:
        return False
    return not found.apply(given, at=visit.at).refused


def _fields(
    visit: Visit, command: type[Commanded], fixed: Any
) -> tuple[FormField, ...]:
    """Give what has to be filled in for a command; why comes last."""
    without = {"by", "submission", "verdicts", *fixed}
    if "stage" not in fixed and command.in_stage:
        without.add("stage")
    fields = fields_of(
        command, without=without, choices=_choices(visit, command, fixed)
    )
    return tuple(sorted(fields, key=lambda each: each.name == "why"))


def _choices(visit: Visit, command: type[Commanded], fixed: Any) -> dict[str, Choices]:
    if command is DoHandOffStep and "hand_off" in fixed:
        terms = visit.journey.hand_offs.get(fixed["hand_off"])
        papers = terms.documents if terms is not None else ()
        return {"documents": tuple((each.id, each.name) for each in papers)}
    if command is ReassignOwner:
        found = people.directory(visit.connection)
        role = fixed.get("role")
        return {"people": tuple((r.id, r.name) for r in found if role in r.roles)}
    return {}


def _prefilled(
    found: PartnerJourney, command: type[Commanded], fixed: Any
) -> dict[str, tuple[str, ...]]:
    """Give what a command replaces, so that it can be changed."""
    state = found.state
    if command is ReassignOwner:
        return {"people": state.team.get(fixed.get("role", ""), ())}
    if command is SetTargetLaunch and state.target_launch is not None:
        return {"day": (state.target_launch.isoformat(),)}
    rows: dict[type[Commanded], tuple[str, tuple[Any, ...]]] = {
        SelectBetaCustomers: ("customers", state.beta.customers),
        RecordMetrics: ("metrics", state.metrics),
    }
    if command not in rows:
        return {}
    name, records = rows[command]
    return {
        f"{name}.{place}.{each.name}": (_text(getattr(record, each.name)),)
        for place, record in enumerate(records)
        for each in attrs.fields(cast(type[attrs.AttrsInstance], type(record)))
    }


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _command_called(kind: str) -> type[Commanded]:
    command = KINDS.get(kind)
    if command is None or command is Submit:
        raise not_found()
    return command


@router.get("/partners/{partner_id}/do/{kind}")
def show_command(
    partner_id: PartnerId, kind: str, viewer: Viewer, stage: str = "", name: str = ""
) -> Response:
    """Show what a command asks for."""
    fixed = fixed_by(_command_called(kind), stage or None, name or None)
    return _ask(viewer, partner_id, kind, fixed)


@router.post("/partners/{partner_id}/do/{kind}")
def take_command(partner_id: PartnerId, kind: str, sent: Sent) -> Response:
    """Give a command."""
    command = _command_called(kind)
    names = {each.name for each in attrs.fields(command)}
    fixed = {
        name.removeprefix("fixed."): sent.one(name)
        for name in sent.given
        if name.removeprefix("fixed.") in names and name.startswith("fixed.")
    }
    if sent.one("more"):
        return _ask(sent, partner_id, kind, fixed, given=sent.given)
    with sent.asking.reading() as visit:
        fields = _fields(visit, command, fixed)
    document = {"kind": kind, **fixed, **document_of(fields, sent.given)}
    try:
        give_command(partner_id, sent.sends(document))
    except ProblemError as problem:
        if problem.status not in _AGAIN:
            raise
        return _ask(sent, partner_id, kind, fixed, given=sent.given, problem=problem)
    return see_other(_where_next(sent, partner_id, kind))


def _where_next(sent: Filled, partner_id: str, kind: str) -> str:
    """Give where somebody goes on: who hands a partner on may see it no more."""
    if not sent.sees(partner_id):
        return "/partners?done=handed_on"
    return f"/partners/{quote(partner_id)}?done={kind}"


def _ask(  # noqa: PLR0913 - what a form is made of
    looking: Looking,
    partner_id: str,
    kind: str,
    fixed: Mapping[str, str],
    *,
    given: Given | None = None,
    problem: ProblemError | None = None,
) -> Response:
    command = _command_called(kind)
    with looking.asking.reading(partner_id) as visit:
        row, _, found = see_journey(visit, partner_id)
        fields = _fields(visit, command, fixed)
        frame = frame_of(looking.request, looking.hub, visit)
        action = _action(visit, found, command, fixed)
    if action is None and given is None:
        raise ProblemError(422, "It cannot be done as things stand, or not by you.")
    shown = _prefilled(found, command, fixed) if given is None else given
    names = [*_names(fields, shown)]
    return render(
        frame,
        "form.html",
        status=problem.status if problem else 200,
        title=kind.replace("_", " ") if action is None else action.sentence,
        intro=(command.__doc__ or "").partition("\n")[0].replace("`why`", "“Why”"),
        back=(f"/partners/{quote(partner_id)}", row.name),
        action=f"/partners/{quote(partner_id)}/do/{kind}",
        fields=fields,
        rows={each.name: row_count(each, shown) for each in fields if each.columns},
        given=shown,
        trouble=Trouble.of(problem, names) if problem else None,
        hidden={
            "version": str(row.version),
            **{f"fixed.{name}": value for name, value in fixed.items()},
        },
        submit="Record it",
    )


def _names(fields: tuple[FormField, ...], given: Given) -> list[str]:
    found = [each.name for each in fields]
    for field in fields:
        for place in range(row_count(field, given) if field.columns else 0):
            found += [f"{field.name}.{place}.{each.name}" for each in field.columns]
    return found


def _action(
    visit: Visit, found: PartnerJourney, command: type[Commanded], fixed: Any
) -> NextAction | None:
    """Give what a form does, if it can be done now by whoever looks."""
    for action in found.next_actions(visit.actor, visit.policy, at=visit.at):
        subject = action.subject
        same = fixed_by(action.command, subject.stage, subject.name) == fixed
        if action.command is command and same:
            return action
    return None
