"""Requests drawn from the service's description, and what is made of them."""

from __future__ import annotations

import random
import warnings
from collections.abc import Iterator
from typing import Any, Final

import attrs
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi import checks

from onboarding_hub.identity import COOKIE
from tests.support.service import Service

PEOPLE: Final = ("ines", "ines", "omar", "priya", "teo", "ada", "noor", "tess", "root")
PARTNERS: Final = ("amberline", "westfield", "yarrow", "redwood", "blue-heron")
GATES: Final = ("pre_contract", "gate_0", "gate_1", "gate_2", "gate_3")
CHECKS: Final = (
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
)
_KNOWN: Final = {
    "partner_id": PARTNERS,
    "questionnaire_id": (*GATES, "operational_readiness"),
    "stage": (*GATES, "post_launch"),
    "ticket_id": tuple(f"sample-amberline-{number}" for number in (1, 2)),
}
_VERSION: Final = "If-Match"


@attrs.frozen(kw_only=True)
class Drawn:
    """A request drawn from the description.

    Attributes:
        case: The request.
        person: Who asks; ``None`` for nobody.
        is_late: Whether it tells another version than the present one.
    """

    case: Case
    person: str | None
    is_late: bool


@attrs.define
class Outcome:
    """What came of many requests.

    Attributes:
        failures: Each answer that is not as the description says.
        statuses: By route which statuses it answered.
    """

    failures: list[str] = attrs.field(factory=list[str])
    statuses: dict[str, set[int]] = attrs.field(factory=dict[str, set[int]])


def draw(description: dict[str, Any], *, valid: int, invalid: int) -> list[Drawn]:
    """Draw requests for each route, the same ones each time.

    Args:
        description: What the service says of itself.
        valid: How many that keep to it, for each route.
        invalid: How many that do not.
    """
    schema = schemathesis.openapi.from_dict(description, config=_config())
    found: list[Drawn] = []
    for result in schema.get_all_operations():
        operation = result.ok()
        ways = {GenerationMode.POSITIVE: valid}
        if operation.query or operation.headers or operation.body:
            ways[GenerationMode.NEGATIVE] = invalid
        for mode, count in ways.items():
            lots = random.Random(f"{operation.label} {mode}")
            found += [
                _steered(case, mode, lots) for case in _cases(operation, mode, count)
            ]
    return found


def _config() -> SchemathesisConfig:
    # Who asks is chosen below; a request of nobody is valid.
    generation = {"with-security-parameters": False}
    return SchemathesisConfig.from_dict({"generation": generation})


def _cases(operation: Any, mode: GenerationMode, count: int) -> list[Case]:
    cases: list[Case] = []

    @settings(
        database=None,
        deadline=None,
        derandomize=True,
        max_examples=count,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def collect(case: Case) -> None:
        cases.append(case)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        collect()
    return cases


def _steered(case: Case, mode: GenerationMode, lots: random.Random) -> Drawn:
    """Let most requests be about something that is there, and by somebody."""
    for name in _KNOWN.keys() & case.path_parameters.keys():
        if lots.random() < 0.9:
            case.path_parameters[name] = lots.choice(_KNOWN[name])
    is_late = lots.random() < 0.1 or mode is GenerationMode.NEGATIVE
    person = lots.choice(PEOPLE) if lots.random() < 0.9 else None
    return Drawn(case=case, person=person, is_late=is_late)


def send(service: Service, drawn: list[Drawn]) -> Outcome:
    """Send requests, and hold each answer against the description."""
    outcome = Outcome()
    root = service.client("root")
    for each in drawn:
        case = each.case
        if not each.is_late and any(
            parameter.name == _VERSION for parameter in case.operation.headers
        ):
            seen = root.get(_seen(case)).headers.get("etag", '"0"')
            case.headers[_VERSION] = seen
        cookies = {}
        if each.person is not None:
            begun = service.hub.sessions.begin(each.person, service.clock())
            cookies[COOKIE] = begun
        response = case.call(app=service.app, cookies=cookies)
        label = case.operation.label
        outcome.statuses.setdefault(label, set()).add(response.status_code)
        try:
            case.validate_response(response, checks=list(CHECKS))
        except FailureGroup as group:
            outcome.failures += [
                f"{label} as {each.person}: {failure}" for failure in _several(group)
            ]
    return outcome


def _seen(case: Case) -> str:
    """Give the address of what a request changes."""
    path = case.formatted_path
    for end in ("/journey/commands", "/events"):
        path = path.removesuffix(end)
    if path.endswith("/submissions"):
        path = path.rsplit("/questionnaires/", 1)[0]
    return path


def _several(group: BaseExceptionGroup[Any]) -> Iterator[str]:
    for each in group.exceptions:
        yield f"{type(each).__name__}: {each}"
