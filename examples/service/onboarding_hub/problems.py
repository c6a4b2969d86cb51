"""What went wrong, told as RFC 9457 wants it, with the reasons of the library."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, cast

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from partner_success.core.decision import Reason
from partner_success.errors import (
    InvalidDataError,
    InvalidValueError,
    UnknownNameError,
)
from partner_success.errors import Problem as Fault

__all__ = [
    "MEDIA_TYPE",
    "FaultView",
    "ProblemError",
    "ProblemView",
    "ReasonView",
    "input_faults",
    "not_found",
    "problem_response",
    "problem_responses",
]

MEDIA_TYPE: Final = "application/problem+json"


class ReasonView(BaseModel):
    """One ground, as a rule of the library gives it."""

    code: str = Field(description="A stable word for programs.")
    message: str = Field(description="The same for a person.")
    rules: list[str] = Field(default=[], description="The ids of the rules.")
    citations: list[str] = Field(default=[], description="Where they come from.")
    stage: str | None = Field(default=None, description="Where it lies.")
    resolved_by: list[str] = Field(default=[], description="Roles that can resolve it.")

    @classmethod
    def of(cls, reason: Reason) -> ReasonView:
        """Show a reason."""
        return cls(
            code=reason.code,
            message=reason.message,
            rules=list(reason.rules),
            citations=[str(each) for each in reason.citations],
            stage=_known(reason.facts.get("stage")),
            resolved_by=[
                str(each) for each in _several(reason.facts.get("resolved_by"))
            ],
        )


class FaultView(BaseModel):
    """One fault of what was sent."""

    path: str = Field(description="Where it is; empty for the whole.")
    code: str = Field(description="A stable word for programs.")
    message: str = Field(description="What is wrong, and what to do.")

    @classmethod
    def of(cls, fault: Fault) -> FaultView:
        """Show a fault; what was sent is not repeated."""
        return cls(path=fault.path, code=fault.code, message=fault.message)


class ProblemView(BaseModel):
    """Problem details (RFC 9457)."""

    type: str = Field(description="What kind of problem it is.")
    title: str = Field(description="The kind in words.")
    status: int = Field(description="The status of the answer.")
    detail: str | None = Field(default=None, description="What happened here.")
    instance: str | None = Field(default=None, description="Which request it was.")
    reasons: list[ReasonView] = Field(default=[], description="Why it was refused.")
    problems: list[FaultView] = Field(default=[], description="Faults of the input.")
    version: int | None = Field(default=None, description="The version there is now.")


_TITLES: Final[Mapping[int, tuple[str, str]]] = {
    400: ("bad-request", "The request cannot be read"),
    401: ("not-signed-in", "Nobody is signed in"),
    403: ("not-allowed", "You may not do this"),
    404: ("not-found", "There is no such thing"),
    405: ("no-such-method", "This cannot be done here"),
    409: ("conflict", "Something came between"),
    413: ("too-large", "The request is too large"),
    415: ("not-json", "The body has to be JSON"),
    422: ("refused", "It was refused"),
    428: ("version-needed", "Say which version you saw"),
    500: ("mistake", "The service made a mistake"),
    503: ("not-now", "The service cannot answer now"),
}


class ProblemError(Exception):
    """Ends a request with a problem; what it did until then is undone."""

    def __init__(  # noqa: PLR0913 - what a problem says
        self,
        status: int,
        detail: str | None = None,
        *,
        slug: str | None = None,
        reasons: Iterable[Reason] = (),
        faults: Iterable[Fault] = (),
        version: int | None = None,
    ) -> None:
        super().__init__(status, detail)
        self.status = status
        name, title = _TITLES.get(status, ("problem", "Something is wrong"))
        self.view = ProblemView(
            type=f"urn:onboarding-hub:problem:{slug or name}",
            title=title,
            status=status,
            detail=detail,
            reasons=[ReasonView.of(each) for each in reasons],
            problems=[FaultView.of(each) for each in faults],
            version=version,
        )


def not_found() -> ProblemError:
    """Say that there is no such thing, alike where it may not be seen."""
    return ProblemError(404, "It does not exist, or you may not see it.")


@contextmanager
def input_faults() -> Generator[None, None, None]:
    """Tell what the library finds wrong with what was sent.

    Used around what reads input only: the same fault in what is stored is a mistake of
    the service.
    """
    try:
        yield
    except InvalidDataError as error:
        raise ProblemError(
            422, "What was sent has faults.", slug="faults", faults=error.problems
        ) from error
    except (InvalidValueError, UnknownNameError) as error:
        raise ProblemError(422, str(error), slug="faults") from error


def problem_response(request: Request, error: Exception) -> Response:
    """Answer with a problem."""
    if isinstance(error, ProblemError):
        problem = error
    elif isinstance(error, RequestValidationError):
        problem = ProblemError(
            422, "What was sent has faults.", slug="faults", faults=_faults(error)
        )
    elif isinstance(error, HTTPException):
        problem = ProblemError(error.status_code)
    else:
        problem = ProblemError(500)
    view = problem.view.model_copy(
        update={"instance": f"urn:uuid:{request.state.request_id}"}
    )
    headers = dict(getattr(error, "headers", None) or {})
    return Response(
        view.model_dump_json(exclude_none=True),
        status_code=problem.status,
        media_type=MEDIA_TYPE,
        headers=headers,
    )


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Give the problems of a route, as its description wants them."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemView"}}}
    return {
        status: {"description": _TITLES[status][1], "content": content}
        for status in sorted({*statuses, 400, 422, 500})
    }


def _faults(error: RequestValidationError) -> Iterator[Fault]:
    for each in error.errors():
        # What was sent is not repeated: it may be somebody's name.
        path = ".".join(map(str, each["loc"]))
        yield Fault(path=path, code=str(each["type"]), message=str(each["msg"]))


def _known(value: object) -> str | None:
    return None if value is None else str(value)


def _several(value: object) -> Iterable[object]:
    if isinstance(value, tuple | list):
        return cast("Iterable[object]", value)
    return ()
