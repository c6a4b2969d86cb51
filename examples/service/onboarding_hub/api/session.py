"""Signing in as one of the sample people. Your identity provider takes its place."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from onboarding_hub.api.asking import Asked, hub_of
from onboarding_hub.api.views import PersonList, PersonView, SignIn
from onboarding_hub.hub import Hub
from onboarding_hub.identity import COOKIE
from onboarding_hub.problems import ProblemError, problem_responses
from onboarding_hub.store import people

__all__ = ["router", "sign_in", "sign_out"]

router = APIRouter(prefix="/api/session", tags=["session"])


def sign_in(hub: Hub, person_id: str, response: Response) -> PersonView:
    """Let a browser be somebody of the directory.

    Raises:
        ProblemError: Nobody has this id.
    """
    with hub.database.reading() as connection:
        person = people.person_called(connection, person_id)
        actor = people.actor_called(connection, person_id)
    if person is None or actor is None:
        raise ProblemError(401, "Nobody has this id.")
    response.set_cookie(
        COOKIE,
        hub.sessions.begin(person_id, hub.clock()),
        max_age=int(hub.settings.session_lifetime.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=hub.settings.secure_cookie,
    )
    return PersonView(id=person.id, name=person.name, roles=sorted(actor.roles))


def sign_out(response: Response) -> None:
    """Let a browser be nobody."""
    response.delete_cookie(COOKIE, httponly=True, samesite="lax")


@router.post("", responses=problem_responses(401, 413))
def begin_session(body: SignIn, request: Request, response: Response) -> PersonView:
    """Sign in as one of the sample people."""
    return sign_in(hub_of(request), body.person_id, response)


@router.get("", responses=problem_responses(401))
def read_session(asking: Asked) -> PersonView:
    """Tell who is signed in."""
    with asking.reading() as visit:
        person = people.person_called(visit.connection, visit.actor.id)
        name = visit.actor.id if person is None else person.name
        roles = sorted(visit.actor.roles)
        return PersonView(id=visit.actor.id, name=name, roles=roles)


@router.delete("", status_code=204, responses=problem_responses())
def end_session(response: Response) -> None:
    """Sign out."""
    sign_out(response)


people_router = APIRouter(prefix="/api/people", tags=["people"])


@people_router.get("", responses=problem_responses(401))
def read_people(asking: Asked) -> PersonList:
    """List who works here, for those who work here."""
    with asking.reading() as visit:
        found = people.directory(visit.connection)
    return PersonList(
        items=[PersonView(id=row.id, name=row.name, roles=row.roles) for row in found]
    )
