"""Who may look along for a time, and who stands in: given and taken back by forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from fastapi.responses import Response

from onboarding_hub.api import deputies
from onboarding_hub.api.common import PartnerId, see_partner
from onboarding_hub.api.grants import create_grant, may_list, revoke
from onboarding_hub.api.views import Reference
from onboarding_hub.hub import Visit
from onboarding_hub.pages.fields import FormField
from onboarding_hub.pages.filled import Filled, Looking, Sent, Viewer
from onboarding_hub.pages.frame import frame_of, render
from onboarding_hub.pages.session import see_other
from onboarding_hub.pages.trouble import TAG, Trouble
from onboarding_hub.problems import ProblemError
from onboarding_hub.store import grants, people
from partner_success.access import Validity

__all__ = ["router"]

router = APIRouter(tags=[TAG], include_in_schema=False)

_AGAIN: Final = frozenset({403, 409, 422})
_DEPUTY: Final = "deputy."
"""What stands before the names of the fields by which a deputy is named."""
_UNTIL: Final = FormField(
    name="ends_at",
    label="Until the end of",
    kind="day",
    required=True,
    notes=("By the zone at the foot of the page.",),
)
_DONE: Final = {
    "granted": "The access is given.",
    "revoked": "The access is taken back.",
    "named": "The deputy is named.",
    "ended": "The naming has ended.",
}


@router.get("/partners/{partner_id}/access")
def show_access(partner_id: PartnerId, viewer: Viewer, done: str = "") -> Response:
    """Show who was let look along, who stands in for one, and for whom one does."""
    return _show(viewer, partner_id, done=done)


@router.post("/partners/{partner_id}/access/grants")
def take_grant(partner_id: PartnerId, sent: Sent) -> Response:
    """Let somebody look along."""
    document = _document(sent, "to", "reason")
    document["gates"] = list(sent.given.get("gates", ()))
    return _do(
        sent,
        partner_id,
        "granted",
        lambda: create_grant(partner_id, _as(sent, document)),
    )


@router.post("/partners/{partner_id}/access/grants/{grant_id}/revocation")
def take_back(partner_id: PartnerId, grant_id: Reference, sent: Sent) -> Response:
    """Take back that somebody looks along."""
    return _do(
        sent,
        partner_id,
        "revoked",
        lambda: revoke(partner_id, grant_id, sent.sends({})),
    )


@router.post("/partners/{partner_id}/access/deputies")
def take_deputy(partner_id: PartnerId, sent: Sent) -> Response:
    """Name a deputy."""
    document = _document(sent, "to", "role", prefix=_DEPUTY)
    return _do(
        sent,
        partner_id,
        "named",
        lambda: deputies.create_deputy(partner_id, _as(sent, document, prefix=_DEPUTY)),
    )


@router.post("/partners/{partner_id}/access/deputies/{deputy_id}/revocation")
def end_deputy(partner_id: PartnerId, deputy_id: Reference, sent: Sent) -> Response:
    """Take a deputy back, or lay down that one stands in."""
    return _do(
        sent,
        partner_id,
        "ended",
        lambda: deputies.revoke(partner_id, deputy_id, sent.sends({})),
    )


def _document(sent: Filled, *names: str, prefix: str = "") -> dict[str, Any]:
    given = {name: sent.one(f"{prefix}{name}") for name in names}
    return {name: text for name, text in given.items() if text}


def _as(sent: Filled, document: dict[str, Any], prefix: str = "") -> Any:
    """Make it a request to what the API does; a day ends when the next one begins."""
    if text := sent.one(f"{prefix}ends_at"):
        document["ends_at"] = text
        try:
            day = date.fromisoformat(text) + timedelta(days=1)
        except (ValueError, OverflowError):
            return sent.sends(document)
        zone: ZoneInfo = frame_of(sent.request, sent.hub).zone
        document["ends_at"] = datetime.combine(day, time(), zone).isoformat()
    return sent.sends(document)


def _do(
    sent: Filled, partner_id: str, done: str, work: Callable[[], Response]
) -> Response:
    try:
        work()
    except ProblemError as problem:
        if problem.status not in _AGAIN:
            raise
        return _show(sent, partner_id, problem=problem)
    return see_other(_where_next(sent, partner_id, done))


def _where_next(sent: Filled, partner_id: str, done: str) -> str:
    """Give where somebody goes on: who stands in no more may see it no more."""
    if not sent.sees(partner_id):
        return f"/partners?done={done}"
    return f"/partners/{quote(partner_id)}/access?done={done}"


def _show(
    looking: Looking,
    partner_id: str,
    *,
    problem: ProblemError | None = None,
    done: str = "",
) -> Response:
    with looking.asking.reading(partner_id) as visit:
        row, partner = see_partner(visit, partner_id)
        frame = frame_of(looking.request, looking.hub, visit)
        lists = may_list(visit, partner).allowed
        given = grants.of_partner(visit.connection, partner_id) if lists else ()
        named = people.namings_of(visit.connection, visit.actor, partner_id)
        own = visit.actor.id
        forms = {"": _grant_fields(visit), _DEPUTY: _deputy_fields(visit, row.team)}
    filled: Mapping[str, tuple[str, ...]] = (
        looking.given if isinstance(looking, Filled) else {}
    )
    prefix = _DEPUTY if looking.request.url.path.endswith("/deputies") else ""
    names = [f"{prefix}{each.name}" for each in forms[prefix]]
    return render(
        frame,
        "access.html",
        status=problem.status if problem else 200,
        partner=row,
        done=_DONE.get(done, ""),
        lists=lists,
        grants=[(each, str(each.state(visit.at))) for each in given],
        open_states=(str(Validity.IN_FORCE), str(Validity.NOT_YET)),
        namings={
            side: [
                (each, str(each.state(visit.at)))
                for each in named
                if (each.lead.id == own) is (side == "lead")
            ]
            for side in ("lead", "deputy")
        },
        stages={each.id: each.name for each in visit.journey.stages},
        forms=forms,
        labels={f"{p}{f.name}": f.label for p, fs in forms.items() for f in fs},
        given=filled,
        trouble=Trouble.of(problem, names, prefix) if problem else None,
    )


def _who(visit: Visit) -> FormField:
    found = people.directory(visit.connection)
    others = tuple((r.id, r.name) for r in found if r.id != visit.actor.id)
    return FormField(
        name="to", label="Who", kind="select", required=True, choices=others
    )


def _grant_fields(visit: Visit) -> tuple[FormField, ...]:
    stages = tuple((each.id, each.name) for each in visit.journey.stages)
    return (
        _who(visit),
        FormField(
            name="gates",
            label="Which records",
            kind="choices",
            required=True,
            choices=stages,
        ),
        FormField(name="reason", label="What for", kind="text", required=True),
        _UNTIL,
    )


def _deputy_fields(visit: Visit, team: Any) -> tuple[FormField, ...]:
    """Ask who stands in; in a role in which one is on the partner's team."""
    own = tuple(
        (each.id, each.name)
        for each in visit.journey.roles
        if visit.actor.id in team.get(each.id, ())
    )
    if not own:
        return ()
    role = FormField(
        name="role", label="In which role", kind="select", required=True, choices=own
    )
    return (_who(visit), role, _UNTIL)
