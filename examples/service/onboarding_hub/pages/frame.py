"""What every page has: who looks, in which zone, and how it is written."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, cast
from zoneinfo import ZoneInfo, available_timezones

import attrs
from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from onboarding_hub.hub import Hub, Visit
from onboarding_hub.identifiers import new_id
from onboarding_hub.identity import COOKIE
from onboarding_hub.store import people, tickets
from partner_success.core.quantities import shown

__all__ = ["ZONE_COOKIE", "Frame", "frame_of", "render", "token_of", "zones"]

ZONE_COOKIE: Final = "onboarding_hub_zone"

_FOLDER: Final = Path(__file__).parent
_MONTHS: Final = "JanFebMarAprMayJunJulAugSepOctNovDec"


@attrs.frozen(kw_only=True)
class Frame:
    """What stands around the content of a page.

    Attributes:
        path: The address of the page, without what is asked behind it.
        at: When it was made.
        zone: In which zone times are shown.
        token: Proves that a form comes from a page of this session.
        person_id: Who looks; ``None`` where nobody is signed in.
        names: Everybody's name by id.
        roles: In which roles they are.
    """

    path: str
    at: datetime
    zone: ZoneInfo
    token: str = attrs.field(default="", repr=False)
    person_id: str | None = None
    names: Mapping[str, str] = attrs.field(factory=dict[str, str], repr=False)
    roles: tuple[str, ...] = ()

    def name(self, person_id: str | None) -> str:
        """Give a person's name, or the id where nobody has it any more."""
        return self.names.get(person_id or "", person_id or "nobody")

    def when(self, instant: datetime | str, zone: ZoneInfo | None = None) -> str:
        """Tell an instant by a clock on somebody's wall, with its zone."""
        if isinstance(instant, str):
            instant = datetime.fromisoformat(instant)
        local = instant.astimezone(zone or self.zone)
        return f"{day_text(local.date())}, {local:%H:%M} {local.tzname()}"


def day_text(day: date) -> str:
    """Write a day so that nobody takes the month for it."""
    return f"{day.day} {_MONTHS[3 * day.month - 3 : 3 * day.month]} {day.year}"


@lru_cache(maxsize=1)
def zones() -> tuple[str, ...]:
    """Give the zones that somebody can choose."""
    return (*sorted(each for each in available_timezones() if "/" in each), "UTC")


def frame_of(
    request: Request,
    hub: Hub,
    visit: Visit | None = None,
    *,
    person_id: str | None = None,
) -> Frame:
    """Give the frame of a page for whoever looks at it.

    Args:
        request: What was asked.
        hub: The service.
        visit: Their visit, where somebody is signed in.
        person_id: Who is signed in, where there is no visit.
    """
    chosen = request.cookies.get(ZONE_COOKIE, "")
    own = tickets.working_time(hub.settings.calendar).zone
    frame = Frame(
        path=request.url.path,
        at=hub.clock() if visit is None else visit.at,
        zone=ZoneInfo(chosen if chosen in zones() else str(own)),
        person_id=person_id,
    )
    if visit is None:
        return frame
    id_ = visit.actor.id
    return attrs.evolve(
        frame,
        token=token_of(request, hub, id_),
        person_id=id_,
        names={row.id: row.name for row in people.directory(visit.connection)},
        roles=tuple(sorted(visit.actor.roles)),
    )


def token_of(request: Request, hub: Hub, person_id: str) -> str:
    """Give what only a page of this session of this person can send."""
    session = f"form {person_id} {request.cookies.get(COOKIE, '')}"
    key = hub.settings.secret.encode()
    return hmac.new(key, session.encode(), hashlib.sha256).hexdigest()


def render(
    frame: Frame, template: str, *, status: int = 200, **content: Any
) -> HTMLResponse:
    """Write a page."""
    text = _environment().get_template(template).render(frame=frame, **content)
    return HTMLResponse(text, status_code=status)


def _plain(name: str) -> str:
    """Give the name of something for programs in words."""
    return name.replace("_", " ").replace("-", " ")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        day=day_text, plain=_plain, capital=_capital, shown=shown, iso=_iso
    )
    # What its types say of the values is what stands there at first.
    known: dict[str, Any] = cast("dict[str, Any]", made.globals)
    known["new_key"] = lambda: new_id("k")
    return made


def _iso(instant: datetime | str) -> str:
    return instant if isinstance(instant, str) else instant.isoformat()
