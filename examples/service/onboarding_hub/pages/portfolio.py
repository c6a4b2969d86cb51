"""The portfolio: the partners that somebody may see, found, sorted and counted."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import Response

from onboarding_hub.api.asking import Asking
from onboarding_hub.api.partners import create_partner, may_create, partner_view
from onboarding_hub.hub import Visit
from onboarding_hub.pages.fields import FormField, document_of
from onboarding_hub.pages.filled import Given, Looking, Sent, Viewer, Word
from onboarding_hub.pages.frame import frame_of, render
from onboarding_hub.pages.session import see_other
from onboarding_hub.pages.trouble import TAG, Trouble
from onboarding_hub.problems import ProblemError
from onboarding_hub.store import partners, people
from onboarding_hub.store.partners import SORTS, Filters
from partner_success.gates import GateStatus

__all__ = ["router"]

router = APIRouter(tags=[TAG], include_in_schema=False)

_A_PAGE: Final = 10
_TEAM: Final = "team."
_DONE: Final = {
    "handed_on": "Recorded. The partner is with others now, and you see it no more.",
    "ended": "You stand in no more, and do not see the partner any more.",
}


@router.get("/partners")
def show_portfolio(  # noqa: PLR0913 - what can be asked for
    viewer: Viewer,
    *,
    stage: Word = "",
    status: Word = "",
    lead: Word = "",
    search: Word = "",
    sort: Word = "name",
    page: int = Query(1, ge=1, le=1_000_000),
    done: str = "",
) -> Response:
    """Show the partners that somebody may see."""
    wanted = {"stage": stage, "status": status, "lead": lead, "search": search.strip()}
    filters = Filters(**{name: text or None for name, text in wanted.items()})
    order = sort if sort.removeprefix("-") in SORTS else "name"
    with viewer.asking.reading() as visit:
        content = _portfolio(visit, filters, order, page)
        frame = frame_of(viewer.request, viewer.hub, visit)
        may = may_create(visit).allowed
    chosen = {name: text for name, text in wanted.items() if text}

    def link(**more: Any) -> str:
        return _link({**chosen, "sort": order, **more})

    return render(
        frame,
        "portfolio.html",
        chosen=wanted,
        narrowed=bool(chosen),
        sort=order,
        page=page,
        statuses=[each.value for each in GateStatus],
        link=link,
        may_create=may,
        done=_DONE.get(done, ""),
        **content,
    )


def _link(asked: dict[str, Any]) -> str:
    return f"/partners?{urlencode({k: v for k, v in asked.items() if v != ''})}"


def _portfolio(visit: Visit, filters: Filters, order: str, page: int) -> dict[str, Any]:
    seen = visit.policy.predicate(visit.actor, "view_partner", at=visit.at)
    connection, stages = visit.connection, visit.journey.stages
    total = partners.count(connection, seen, filters)
    rows = partners.sorted_page(
        connection,
        seen,
        filters,
        order=order,
        stages=stages.ids,
        offset=(page - 1) * _A_PAGE,
        limit=_A_PAGE,
    )
    counts = partners.count_by_stage(connection, seen, filters)
    return {
        "rows": [partner_view(visit.hub, row) for row in rows],
        "total": total,
        "pages": max(1, -(-total // _A_PAGE)),
        "stages": [(each.id, each.name, counts.get(each.id, 0)) for each in stages],
        "everywhere": sum(counts.values()),
        "leads": [(row.id, row.name) for row in people.directory(connection)],
    }


def _new_fields(visit: Visit) -> tuple[FormField, ...]:
    found = people.directory(visit.connection)
    seats = (
        FormField(
            name=f"{_TEAM}{role.id}",
            label=role.name,
            kind="select",
            choices=tuple((row.id, row.name) for row in found if role.id in row.roles),
        )
        for role in visit.journey.roles
    )
    money = ("With its currency, such as 60000000 USD.",)
    return (
        FormField(name="name", label="Name", kind="text", required=True),
        FormField(name="country", label="Country", kind="text"),
        FormField(name="onboarding_start", label="Onboarding starts on", kind="day"),
        FormField(name="target_launch", label="Is to launch on", kind="day"),
        FormField(
            name="committed_value", label="Committed value", kind="text", notes=money
        ),
        FormField(
            name="launch_revenue_potential",
            label="Launch revenue potential",
            kind="text",
            notes=money,
        ),
        *(each for each in seats if each.choices),
    )


@router.get("/new-partner")
def show_new_partner(viewer: Viewer) -> Response:
    """Ask who is to set out."""
    return _ask_partner(viewer, {}, None)


@router.post("/new-partner")
def take_new_partner(sent: Sent) -> Response:
    """Let a partner set out."""
    with sent.asking.reading() as visit:
        fields = _new_fields(visit)
    found = document_of(fields, sent.given)
    team = [
        {"role": name.removeprefix(_TEAM), "person_id": found.pop(name)}
        for name in [name for name in found if name.startswith(_TEAM)]
    ]
    try:
        asking: Asking = sent.sends({**found, "team": team})
        made = create_partner(asking)
    except ProblemError as problem:
        if problem.status == 403:
            raise
        return _ask_partner(sent, sent.given, problem)
    where = made.headers["location"].removeprefix("/api")
    return see_other(f"{where}?done=set_out")


def _ask_partner(
    looking: Looking, given: Given, problem: ProblemError | None
) -> Response:
    with looking.asking.reading() as visit:
        frame = frame_of(looking.request, looking.hub, visit)
        fields = _new_fields(visit)
    names = [each.name for each in fields]
    return render(
        frame,
        "form.html",
        status=problem.status if problem else 200,
        title="A new partner",
        intro="It sets out on the journey at once. Who creates it is on its team.",
        back=("/partners", "Portfolio"),
        fields=fields,
        given=given,
        trouble=Trouble.of(problem, names) if problem else None,
        hidden={},
        submit="Let the partner set out",
    )
