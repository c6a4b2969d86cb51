"""What the service says of itself in OpenAPI, and that every answer keeps to it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator

from onboarding_hub.app import create_app
from onboarding_hub.settings import Settings
from partner_success.interop import form_schema
from tests.service.described import CHECKS, draw, send
from tests.service.test_submissions import MARK, answers
from tests.support.service import Service

ROUTES = Path(__file__).with_name("routes.txt")
PROBLEM = {"$ref": "#/components/schemas/ProblemView"}
OPEN = {
    "DELETE /api/session",
    "GET /healthz",
    "GET /metrics",
    "GET /readyz",
    "POST /api/session",
}
"""What is answered without a session."""


@pytest.fixture(scope="session")
def description(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Give what the service says of itself."""
    path = tmp_path_factory.mktemp("described") / "hub.db"
    app = create_app(Settings(database_url=f"sqlite:///{path}"))
    found: dict[str, Any] = json.loads(json.dumps(app.openapi()))
    return found


def operations(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give each route by method and path."""
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def everywhere(value: Any, path: str = "#") -> Iterator[tuple[str, Any]]:
    """Give every object of a document, with its place."""
    if isinstance(value, dict):
        yield path, value
        for name, each in value.items():
            yield from everywhere(each, f"{path}/{name}")
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from everywhere(each, f"{path}/{number}")


def test_it_is_valid_openapi(description: dict[str, Any]) -> None:
    """It is OpenAPI 3.1, its schemas are JSON Schemas, and what it names is there."""
    assert description["openapi"].startswith("3.1.")
    schemathesis.openapi.from_dict(description).validate()
    schemas = description["components"]["schemas"]
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    places = dict(everywhere(description))
    named = {
        each["$ref"] for each in places.values() if isinstance(each.get("$ref"), str)
    }
    assert named
    assert named <= places.keys()
    ids = [operation["operationId"] for _, operation in operations(description)]
    assert len(ids) == len(set(ids))


def test_its_examples_are_valid(description: dict[str, Any]) -> None:
    """Each example has the form that stands beside it."""
    count = 0
    for path, schema in everywhere(description):
        found = schema.get("examples")
        if not isinstance(found, list):
            continue
        whole = {**schema, "components": description["components"]}
        for example in found:
            faults = list(Draft202012Validator(whole).iter_errors(example))
            assert not faults, f"{path}: {example!r}: {faults}"
            count += 1
    assert count


def test_it_holds_the_forms_of_the_questionnaires(
    description: dict[str, Any], rules: Any
) -> None:
    """Each questionnaire's JSON Schema is a component, as the library gives it."""
    schemas = description["components"]["schemas"]
    paths = description["paths"]
    for each in rules.journey.questionnaires:
        own = dict(form_schema(each).schema)
        del own["$schema"], own["$id"]
        assert schemas[f"answers_{each.id}"] == json.loads(json.dumps(own))
        path = f"/api/partners/{{partner_id}}/questionnaires/{each.id}/submissions"
        # Only what a gate asks for is signed here.
        assert (path in paths) == (f"sign_{each.id}" in schemas) == bool(each.stage)
        if path in paths:
            sent = paths[path]["post"]["requestBody"]["content"]["application/json"]
            assert sent["schema"] == {"$ref": f"#/components/schemas/sign_{each.id}"}
            answered = schemas[f"sign_{each.id}"]["properties"]["answers"]
            assert answered == {"$ref": f"#/components/schemas/answers_{each.id}"}


def test_its_routes_are_those_that_were_agreed(description: dict[str, Any]) -> None:
    """Whoever changes a route or its statuses changes the list too, and says so."""
    found = [
        f"{label} {' '.join(sorted(operation['responses']))}"
        for label, operation in operations(description)
    ]
    assert sorted(found) == ROUTES.read_text(encoding="utf-8").splitlines()


def test_every_route_tells_its_problems(description: dict[str, Any]) -> None:
    """Whatever goes wrong is told as problem details, on every route."""
    for label, operation in operations(description):
        said = operation["responses"]
        assert {"400", "422", "500"} <= said.keys(), label
        # Whether it is ready is told with the checks that failed.
        own = {"503"} if label == "GET /readyz" else set()
        for status in {each for each in said if each >= "400"} - own:
            content = said[status]["content"]
            assert content == {"application/problem+json": {"schema": PROBLEM}}, label
        if "requestBody" in operation and label not in OPEN:
            assert {"401", "413", "415"} <= said.keys(), label
        if any(each["name"] == "If-Match" for each in operation.get("parameters", ())):
            assert {"409", "428"} <= said.keys(), label


@pytest.mark.parametrize("sample_place", ["sqlite"], indirect=True)
def test_what_needs_a_session_answers_nobody(
    service: Service, description: dict[str, Any]
) -> None:
    """Every route says whether it needs a session, and gives 401 without one."""
    client = service.client()
    needs = {
        label for label, operation in operations(description) if "security" in operation
    }
    assert {label for label, _ in operations(description)} - needs == OPEN
    for label in needs:
        method, path = label.split()
        path = re.sub(r"\{questionnaire_id\}|\{stage\}", "gate_3", path)
        path = re.sub(r"\{\w+\}", "amberline", path)
        found = client.request(method, path, headers={"If-Match": '"2"'})
        assert found.status_code == 401, label
        assert found.json()["type"] == "urn:onboarding-hub:problem:not-signed-in"


@pytest.fixture(scope="session")
def drawn(description: dict[str, Any]) -> list[Any]:
    """Give requests for each route, which both databases are asked."""
    return draw(description, valid=8, invalid=6)


@pytest.mark.unwatched
def test_no_answer_breaks_the_description(service: Service, drawn: list[Any]) -> None:
    """Whatever is sent by whomever, no mistake and no answer of another form comes."""
    outcome = send(service, drawn)
    assert outcome.failures == []
    # Not everything was stopped at the door.
    succeeded = {
        label
        for label, statuses in outcome.statuses.items()
        if statuses & {200, 201, 204}
    }
    assert len(succeeded) > len(outcome.statuses) / 2


class Watched:
    """Clients whose every answer is held against the description."""

    def __init__(self, service: Service, description: dict[str, Any]) -> None:
        self._service = service
        self._schema = schemathesis.openapi.from_dict(description)
        self.done: set[str] = set()

    def client(self, person: str) -> TestClient:
        """Give a client of somebody."""
        client = self._service.client(person)
        client.event_hooks["response"].append(self._hold)
        return client

    def _hold(self, response: httpx.Response) -> None:
        response.read()
        request = response.request
        operation = self._schema.find_operation_by_path(
            request.method, request.url.path
        )
        assert operation is not None, request.url
        checks = [each for each in CHECKS if each.__name__ != "negative_data_rejection"]
        form = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", operation.path)
        found = re.fullmatch(form, request.url.path)
        assert found is not None
        case = operation.Case(path_parameters=found.groupdict())
        case.validate_response(response, checks=checks)
        if response.is_success:
            self.done.add(operation.label)


@pytest.fixture
def watched(service: Service, description: dict[str, Any]) -> Watched:
    """Give clients whose answers are watched."""
    return Watched(service, description)


def seen(response: httpx.Response) -> dict[str, str]:
    """Give what says that somebody saw an answer."""
    return {"If-Match": response.headers["etag"]}


def test_what_succeeds_keeps_to_the_description(
    service: Service, watched: Watched
) -> None:
    """What people at work are answered, on every route that keeps something."""
    ines = watched.client("ines")
    made = ines.post("/api/partners", json={"name": "New", "country": "NO"})
    made.raise_for_status()
    own = made.headers["location"]
    assert ines.get(own).json() == made.json()
    path = f"{own}/questionnaires/pre_contract"
    ines.put(f"{path}/draft", json={"closure": {}}, headers={"If-Match": '"0"'})
    ines.get(f"{path}/draft").raise_for_status()
    late = ines.put(f"{path}/draft", json={}, headers={"If-Match": '"7"'})
    assert late.status_code == 409
    command = f"{own}/journey/commands"
    begun = ines.post(
        command,
        json={"kind": "start_stage", "stage": "pre_contract"},
        headers=seen(made),
    )
    assert begun.status_code == 200, begun.text
    body = {"answers": answers(service), "mark": MARK}
    signed = ines.post(f"{path}/submissions", json=body, headers=seen(begun))
    assert signed.status_code == 201, signed.text
    ines.get(signed.headers["location"]).raise_for_status()
    assert len(ines.get(f"{own}/submissions").json()["items"]) == 1
    passed = ines.post(command, json={"kind": "sign_off"}, headers=seen(signed))
    assert passed.status_code == 200, passed.text
    for more in ("", "/events", "/why-not/gate_3"):
        ines.get(f"{own}/journey{more}").raise_for_status()
    _tickets(watched)
    _grants(service, watched, ines)
    assert len(watched.done) > 15


def _tickets(watched: Watched) -> None:
    kofi = watched.client("kofi")
    path = "/api/partners/amberline/tickets"
    body = {"severity": "critical", "summary": "Orders are refused"}
    opened = kofi.post(path, json=body)
    assert opened.status_code == 201, opened.text
    where = opened.headers["location"]
    paused = {"kind": "paused", "reason": "waiting on partner"}
    done = kofi.post(f"{where}/events", json=paused, headers=seen(opened))
    assert done.status_code == 200, done.text
    again = kofi.post(f"{where}/events", json=paused, headers=seen(done))
    assert again.status_code == 422
    assert kofi.get(where).headers["etag"] == done.headers["etag"]
    kofi.get("/api/tickets").raise_for_status()


def _grants(service: Service, watched: Watched, ines: Any) -> None:
    path = "/api/partners/amberline/grants"
    body = {
        "to": "june",
        "gates": ["gate_1"],
        "reason": "A question of delivery",
        "ends_at": "2026-11-20T09:00:00Z",
    }
    given = ines.post(path, json=body)
    assert given.status_code == 201, given.text
    assert [each["id"] for each in ines.get(path).json()["items"]]
    taken = ines.post(f"{path}/{given.json()['id']}/revocation", json={})
    assert taken.json()["state"] == "revoked"
    path = "/api/partners/amberline/deputies"
    body = {"to": "omar", "role": "PAM", "ends_at": "2026-11-20T09:00:00Z"}
    named = ines.post(path, json=body)
    assert named.status_code == 201, named.text
    where = f"{path}/{named.json()['id']}/revocation"
    assert ines.post(where, json={}).json()["state"] == "revoked"
    assert ines.post(where, json={}).status_code == 422
    assert len(ines.get(path).json()["items"]) == 1
