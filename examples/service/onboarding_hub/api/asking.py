"""What comes with a request: who asks, which version they saw, what they send."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Final, TypeVar, cast

import attrs
from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel, ValidationError
from sqlalchemy.exc import DBAPIError

from onboarding_hub.database.engine import came_between
from onboarding_hub.hub import Hub, Visit
from onboarding_hub.identity import Caller, current_actor
from onboarding_hub.problems import ProblemError, input_faults
from onboarding_hub.store import idempotency
from onboarding_hub.store.idempotency import Answer
from onboarding_hub.store.journeys import StaleError
from partner_success.errors import Problem as Fault
from partner_success.interop import parse_document

__all__ = [
    "KEY",
    "VERSION",
    "Asked",
    "Asking",
    "Writing",
    "WritingTo",
    "hub_of",
    "media_type_of",
]

_ATTEMPTS: Final = 5
VERSION: Final = "0|[1-9][0-9]{0,8}"
KEY: Final = r"[\x21-\x7e]{1,200}"
"""How a version and an Idempotency-Key are written."""
_UNHELD: Final = re.compile("[\x00\ud800-\udfff]")
"""Characters that are in no text, and that not every database can hold."""

ModelT = TypeVar("ModelT", bound=BaseModel)


def hub_of(request: Request) -> Hub:
    """Give the service that answers."""
    hub: Hub = request.app.state.hub
    return hub


def media_type_of(request: Request) -> str:
    """Give of which type the body of a request is said to be."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


@attrs.frozen(kw_only=True)
class Asking:
    """A request, before its transaction begins.

    Attributes:
        hub: The service.
        caller: Who asks.
        what: Method and path.
        body: What was sent.
        key: Under which key the answer is to be kept.
        seen: The version that they saw; ``None`` where they do not say.
    """

    hub: Hub
    caller: Caller
    what: str
    body: bytes = b""
    key: str | None = None
    seen: int | None = None

    @contextmanager
    def reading(self, partner_id: str | None = None) -> Generator[Visit, None, None]:
        """Let them look, at a partner where its id is given."""
        with self.hub.reading(self.caller, partner_id) as visit:
            yield visit

    def require_seen(self) -> int:
        """Give the version that they saw.

        Raises:
            ProblemError: They do not say.
        """
        if self.seen is None:
            raise ProblemError(
                428, 'Send If-Match with the ETag of what you saw, such as "7".'
            )
        return self.seen

    def document(self) -> dict[str, Any]:
        """Give what was sent, with exact numbers.

        Raises:
            ProblemError: It is no JSON object.
        """
        with input_faults():
            try:
                text = self.body.decode("utf-8")
            except UnicodeDecodeError as error:
                raise ProblemError(400, "The body is not UTF-8.") from error
            found = parse_document(text, "json", subject="the body")
            if not isinstance(found, dict):
                raise ProblemError(422, "The body has to be an object.", slug="faults")
            if any(_UNHELD.search(each) for each in _texts(found)):
                raise ProblemError(
                    422, "A text holds a character that is none.", slug="faults"
                )
            return found

    def read(self, model: type[ModelT]) -> ModelT:
        """Give what was sent, as a model.

        Raises:
            ProblemError: It has not that form.
        """
        try:
            return model.model_validate(self.document())
        except ValidationError as error:
            faults = [
                Fault(
                    path=".".join(map(str, each["loc"])),
                    code=each["type"],
                    message=each["msg"],
                )
                for each in error.errors(include_input=False, include_url=False)
            ]
            raise ProblemError(
                422, "What was sent has faults.", slug="faults", faults=faults
            ) from error

    def answer(self, work: Callable[[Visit], Answer]) -> Response:
        """Do something and keep it with its answer, both or neither.

        It is tried again where somebody else was faster: the library then says what
        came between.

        Args:
            work: What is to be done; it raises a problem where it may not be.
        """
        for _ in range(_ATTEMPTS):
            try:
                return _response(self._once(work))
            except StaleError:
                continue
            except DBAPIError as error:
                if not came_between(error):
                    raise
        raise ProblemError(503, "Too many want to change this at once; try again.")

    def _once(self, work: Callable[[Visit], Answer]) -> Answer:
        with self.hub.writing(self.caller) as visit:
            if self.key is None:
                return work(visit)
            digest = self._digest()
            id_, key, connection = visit.actor.id, self.key, visit.connection
            found = idempotency.known(connection, id_, key, at=visit.at)
            if found is not None:
                if found.digest != digest:
                    raise ProblemError(
                        422,
                        "The Idempotency-Key was used for another request.",
                        slug="key-reused",
                    )
                return found.answer
            database = self.hub.database
            database.let_write(connection)
            lifetime = self.hub.settings.idempotency_lifetime
            expires_at = visit.at + lifetime
            idempotency.reserve(
                connection, id_, key, digest=digest, expires_at=expires_at
            )
            database.let_read(connection)
            answer = work(visit)
            database.let_write(connection)
            idempotency.keep(connection, id_, key, answer)
            return answer

    def _digest(self) -> str:
        found = hashlib.sha256()
        for part in (self.what.encode(), str(self.seen).encode(), self.body):
            found.update(len(part).to_bytes(8, "big") + part)
        return found.hexdigest()


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in cast("dict[object, object]", value).items():
            yield from _texts(name)
            yield from _texts(each)
    elif isinstance(value, list):
        for each in cast("list[object]", value):
            yield from _texts(each)


def _response(answer: Answer) -> Response:
    return Response(
        answer.body or None,
        status_code=answer.status,
        media_type="application/json" if answer.body else None,
        headers=dict(answer.headers),
    )


async def _asked(
    request: Request, caller: Annotated[Caller, Depends(current_actor)]
) -> Asking:
    return Asking(hub=hub_of(request), caller=caller, what=request.url.path)


Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="Sent again with the same key, a request does its work once.",
        pattern=f"^{KEY}$",
    ),
]


async def _writing(
    request: Request,
    caller: Annotated[Caller, Depends(current_actor)],
    idempotency_key: Key = None,
) -> Asking:
    if media_type_of(request) != "application/json":
        raise ProblemError(415, "Send application/json.")
    return Asking(
        hub=hub_of(request),
        caller=caller,
        what=f"{request.method} {request.url.path}",
        body=await request.body(),
        key=idempotency_key,
    )


async def _writing_to(
    asking: Annotated[Asking, Depends(_writing)],
    if_match: Annotated[
        str | None,
        Header(
            alias="If-Match",
            description="The ETag of what was seen, which has to be the present one.",
            pattern=f'^"({VERSION})"$',
        ),
    ] = None,
) -> Asking:
    if if_match is None:
        return asking
    return attrs.evolve(asking, seen=int(if_match.strip('"')))


Asked = Annotated[Asking, Depends(_asked)]
"""Somebody looks."""
Writing = Annotated[Asking, Depends(_writing)]
"""Somebody sends something new."""
WritingTo = Annotated[Asking, Depends(_writing_to)]
"""Somebody changes what they saw."""
