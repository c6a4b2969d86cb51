"""Signing in as one of the sample people, and what somebody chooses for themselves."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from onboarding_hub.api.asking import hub_of
from onboarding_hub.api.session import sign_in, sign_out
from onboarding_hub.pages.filled import Given, Sent, Viewer, read_form
from onboarding_hub.pages.frame import ZONE_COOKIE, frame_of, render, zones
from onboarding_hub.pages.trouble import TAG
from onboarding_hub.problems import ProblemError
from onboarding_hub.store import people

__all__ = ["router", "see_other"]

router = APIRouter(tags=[TAG], include_in_schema=False)

_YEAR = 365 * 24 * 3600


def see_other(where: str) -> Response:
    """Send a browser on, so that loading the page again sends nothing again."""
    return RedirectResponse(where, status_code=303)


@router.get("/")
async def go_in() -> Response:
    """Begin with the portfolio."""
    return see_other("/partners")


@router.get("/sign-in")
def show_sign_in(
    request: Request, wanted: Annotated[str, Query(alias="next")] = ""
) -> Response:
    """Show who can be chosen."""
    hub = hub_of(request)
    with hub.database.reading() as connection:
        found = people.directory(connection)
    frame = frame_of(request, hub)
    return render(frame, "sign_in.html", people=found, next=_local(wanted))


@router.post("/sign-in")
def take_sign_in(
    request: Request, given: Annotated[Given, Depends(read_form)]
) -> Response:
    """Sign somebody in."""
    # Before a session there is no token: the edge takes no form of another site.
    response = see_other(_local(given.get("next", ("",))[0]))
    sign_in(hub_of(request), given.get("person_id", ("",))[0], response)
    return response


@router.post("/sign-out")
def take_sign_out(_: Sent) -> Response:
    """Sign somebody out."""
    response = see_other("/sign-in")
    sign_out(response)
    return response


@router.get("/settings")
def show_settings(viewer: Viewer, done: str = "") -> Response:
    """Show what somebody can choose."""
    with viewer.asking.reading() as visit:
        frame = frame_of(viewer.request, viewer.hub, visit)
    return render(frame, "settings.html", zones=zones(), saved=done == "saved")


@router.post("/settings")
def take_settings(sent: Sent) -> Response:
    """Keep in which zone somebody wants to read times."""
    zone = sent.one("zone")
    if zone not in zones():
        raise ProblemError(422, "There is no such zone; choose one of the list.")
    response = see_other("/settings?done=saved")
    response.set_cookie(
        ZONE_COOKIE,
        zone,
        max_age=_YEAR,
        httponly=True,
        samesite="lax",
        secure=sent.hub.settings.secure_cookie,
    )
    return response


def _local(address: str) -> str:
    """Give an address of this service, whatever somebody wrote into a link."""
    fits = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if fits and address.isprintable() else "/partners"
