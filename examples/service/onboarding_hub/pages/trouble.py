"""What went wrong, told on a page, or beside the fields of a form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import quote

import attrs
from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from onboarding_hub.hub import Hub
from onboarding_hub.pages.frame import frame_of, render
from onboarding_hub.problems import (
    ProblemError,
    ProblemView,
    ReasonView,
    problem_response,
    view_of,
)

__all__ = ["TAG", "Trouble", "page_or_problem"]

TAG: Final = "pages"
"""Marks the routes that answer with pages."""

_NAMES: Final = re.compile(r"[\[\].]+")


@attrs.frozen(kw_only=True)
class Trouble:
    """What keeps a form from being taken.

    Attributes:
        title: What it is.
        detail: What happened.
        reasons: Why it was refused.
        faults: What is wrong as a whole.
        fields: What is wrong by the names of fields.
    """

    title: str
    detail: str | None = None
    reasons: tuple[ReasonView, ...] = ()
    faults: tuple[str, ...] = ()
    fields: Mapping[str, tuple[str, ...]] = attrs.field(
        factory=dict[str, tuple[str, ...]]
    )

    @classmethod
    def of(
        cls, problem: ProblemError, names: Iterable[str], prefix: str = ""
    ) -> Trouble:
        """Tell a problem.

        Args:
            problem: What went wrong.
            names: The fields of the form.
            prefix: What stands before the paths of faults in their names.
        """
        view, known = problem.view, list(names)
        fields: dict[str, tuple[str, ...]] = {}
        rest: list[str] = []
        for fault in view.problems:
            name = _name_of(f"{prefix}{fault.path}", known)
            if name is None:
                rest.append(f"{fault.path}: {fault.message}".removeprefix(": "))
            else:
                fields[name] = (*fields.get(name, ()), fault.message)
        return cls(
            title=view.title,
            detail=view.detail,
            reasons=tuple(view.reasons),
            faults=tuple(rest),
            fields=fields,
        )


def _name_of(path: str, names: list[str]) -> str | None:
    """Give the field that a path leads to or into."""
    parts = [part for part in _NAMES.split(path) if part]
    for count in range(len(parts), 0, -1):
        name = ".".join(parts[:count])
        if name in names:
            return name
    return None


def page_or_problem(request: Request, error: Exception) -> Response:
    """Answer with a page where a person looks, and else as the API does."""
    route = request.scope.get("route")
    accepts = "text/html" in request.headers.get("accept", "")
    of_api = request.url.path.startswith("/api/")
    if TAG not in getattr(route, "tags", ()) and (
        route is not None or of_api or not accepts
    ):
        return problem_response(request, error)
    return _page(request, view_of(error))


def _page(request: Request, view: ProblemView) -> Response:
    hub: Hub = request.app.state.hub
    if view.status == 401 and request.url.path != "/sign-in":
        wanted = "/partners"
        if request.method == "GET":
            query = request.url.query
            wanted = f"{request.url.path}?{query}" if query else request.url.path
        return RedirectResponse(f"/sign-in?next={quote(wanted)}", status_code=303)
    frame = frame_of(request, hub, person_id=getattr(request.state, "actor_id", None))
    return render(
        frame,
        "trouble.html",
        status=view.status,
        problem=view,
        request_id=request.state.request_id,
    )
