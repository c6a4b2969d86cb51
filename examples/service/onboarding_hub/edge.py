"""What happens to every request: an id, bounds, headers, a line in the log."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

from fastapi import Request, Response
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onboarding_hub.clock import ticks
from onboarding_hub.hub import Hub
from onboarding_hub.problems import ProblemError

__all__ = ["Edge"]

_HEADERS: Final = tuple(
    (name.lower().encode(), value.encode())
    for name, value in {
        "Content-Security-Policy": "default-src 'none'; style-src 'self';"
        " img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        "Cache-Control": "no-store",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }.items()
)
_LOOKS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_LENGTH: Final = re.compile("[0-9]{1,18}")


class Edge:
    """Stands before everything else.

    Args:
        app: What stands behind it.
        hub: The service.
        log: Where a line is written for each request.
        tell: Answers with what went wrong.
    """

    def __init__(
        self,
        app: ASGIApp,
        hub: Hub,
        log: Any,
        tell: Callable[[Request, Exception], Response],
    ) -> None:
        self._app = app
        self._hub = hub
        self._log = log
        self._tell = tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = ticks()
        request_id = str(uuid.uuid4())
        scope.setdefault("state", {})["request_id"] = request_id
        status = 0
        only_head = scope["method"] == "HEAD"
        # The head of an answer is that of what would be shown.
        asked = {**scope, "method": "GET"} if only_head else scope

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                said = list(message["headers"])
                names = {name for name, _ in said}
                said += [each for each in _HEADERS if each[0] not in names]
                said.append((b"x-request-id", request_id.encode()))
                message["headers"] = said
            elif only_head:
                message["body"] = b""
            await send(message)

        failure: Exception | None = None
        try:
            self._check(scope)
            await self._app(asked, self._bounded(receive), answer)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is answered
            failure = None if isinstance(error, ProblemError) else error
            if status == 0:
                response = self._tell(Request(asked), error)
                await response(asked, receive, answer)
        told = {**asked, "method": scope["method"]}
        self._note(told, status, ticks() - begun, failure)

    def _check(self, scope: Scope) -> None:
        """Refuse what is too large, or comes from another site in somebody's name."""
        headers = Headers(scope=scope)
        length = headers.get("content-length", "0")
        is_length = _LENGTH.fullmatch(length) is not None
        if not is_length or int(length) > self._hub.settings.most_bytes:
            raise ProblemError(413)
        if scope["method"] in _LOOKS:
            return
        site = headers.get("sec-fetch-site")
        origin = headers.get("origin")
        own = origin is None or _host_of(origin) == headers.get("host", "")
        if site not in {None, "same-origin", "none"} or not own:
            raise ProblemError(403, "It was sent by another site.", slug="cross-site")

    def _bounded(self, receive: Receive) -> Receive:
        found = 0

        async def bounded() -> Message:
            nonlocal found
            message = await receive()
            found += len(message.get("body", b""))
            if found > self._hub.settings.most_bytes:
                raise ProblemError(413)
            return message

        return bounded

    def _note(
        self, scope: Scope, status: int, seconds: float, failure: Exception | None
    ) -> None:
        route = getattr(scope.get("route"), "path", "unknown")
        method = scope["method"] if route != "unknown" else "unknown"
        self._hub.measures.answered(method, route, status, seconds)
        state = scope["state"]
        line = {
            "request_id": state["request_id"],
            "actor_id": state.get("actor_id"),
            "method": method,
            "route": route,
            "status": status,
            "milliseconds": round(seconds * 1000, 3),
        }
        if failure is None:
            self._log.info("request", **line)
        else:
            self._log.error("mistake", **line, **_where(failure))


def _host_of(origin: str) -> str | None:
    """Give the host of where something comes from; ``None`` where that is none."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


def _where(failure: Exception) -> dict[str, str]:
    """Tell what failed and where, without its text, which may hold anything."""
    trace = failure.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = (
        "" if trace is None else f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}"
    )
    return {"error": type(failure).__name__, "place": place}
