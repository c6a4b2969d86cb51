"""Who is signed in, what the edge refuses, and what the log tells."""

from __future__ import annotations

import json
from contextlib import ExitStack

import pytest
import sqlalchemy as sa

from onboarding_hub.identity import COOKIE, Sessions
from tests.support.service import NOW, Service


def test_nobody_is_told_nothing(service: Service) -> None:
    """Without a session every route but the open ones is 401."""
    client = service.client()
    for path in ("session", "people", "partners", "tickets", "questionnaires"):
        assert client.get(f"/api/{path}").status_code == 401
    assert client.post("/api/partners", json={"name": "Z"}).status_code == 401


def test_signing_in_and_out(service: Service) -> None:
    """A session begins with a known person, and ends when it is ended."""
    client = service.client()
    assert client.post("/api/session", json={"person_id": "x"}).status_code == 401
    found = client.post("/api/session", json={"person_id": "ada"})
    assert found.json() == {"id": "ada", "name": "Ada Byron", "roles": ["PSM"]}
    cookie = found.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert client.get("/api/session").json()["id"] == "ada"
    assert client.delete("/api/session").status_code == 204
    assert client.get("/api/session").status_code == 401


def test_a_session_that_was_changed_is_none(service: Service) -> None:
    """Another secret, another text, or the end of its time: nobody is signed in."""
    sessions = service.hub.sessions
    good = sessions.begin("ines", NOW)
    other = Sessions("x" * 40, sessions.lifetime).begin("root", NOW)
    for text in (good[:-1], f"{good}x", other, "", "a.b", good.replace(".", "")):
        client = service.client()
        client.cookies.set(COOKIE, text)
        assert client.get("/api/session").status_code == 401, text
    client = service.client("ines")
    service.clock.move(hours=11)
    assert client.get("/api/session").status_code == 200
    service.clock.move(hours=1)
    assert client.get("/api/session").status_code == 401


def test_the_head_of_an_answer_can_be_had_alone(service: Service) -> None:
    """It is that of what would be shown to whoever asks, without a body."""
    for path, who in (("/healthz", None), ("/api/partners", "ines"), ("/x", "ines")):
        client = service.client(who)
        whole, head = client.get(path), client.head(path)
        assert head.content == b""
        assert head.status_code == whole.status_code
        assert head.headers["content-length"] == whole.headers["content-length"]
    assert service.client().head("/api/partners").status_code == 401
    assert json.loads(service.log.getvalue().splitlines()[-1])["method"] == "HEAD"


def test_who_left_the_directory_is_nobody(service: Service) -> None:
    """A session of somebody who is not in the directory any more is none."""
    assert service.client("gone").get("/api/partners").status_code == 401


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Content-Length": "9" * 5_000}, 413),
        ({"Content-Length": "-1"}, 413),
        ({"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
def test_other_sites_do_nothing_here(
    service: Service, headers: dict[str, str], status: int
) -> None:
    """A browser that is sent here by another site changes nothing."""
    body = {"person_id": "ada"}
    found = service.client().post("/api/session", json=body, headers=headers)
    assert found.status_code == status


def test_every_answer_is_guarded(service: Service) -> None:
    """Answers say what a browser may do with them, problems too."""
    for path in ("/healthz", "/api/partners", "/nothing"):
        headers = service.client().get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert "script" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert headers["x-request-id"]


def test_unknown_paths_and_methods_are_problems(service: Service) -> None:
    """Whatever the framework refuses is told in the same form."""
    client = service.client("ines")
    for method, path, status in (
        ("GET", "/nothing", 404),
        ("PATCH", "/api/partners", 405),
        ("GET", "/api/partners/..%00", 422),
        ("GET", "/api/questionnaires/nothing", 404),
    ):
        found = client.request(method, path)
        assert (found.status_code, found.json()["status"]) == (status, status)
        assert found.headers["content-type"] == "application/problem+json"


def test_the_log_names_nobody(service: Service) -> None:
    """Lines are JSON with ids and routes; no name, address, search or token."""
    client = service.client("ada")
    client.get("/api/partners", params={"search": "Amberline"})
    client.get("/api/partners/amberline")
    client.post("/api/session", json={"person_id": "noor"})
    text = service.log.getvalue()
    lines = [json.loads(line) for line in text.splitlines()]
    assert lines[0]["actor_id"] == "ada"
    assert lines[1]["route"] == "/api/partners/{partner_id}"
    for word in ("Amberline", "amberline", "Byron", "@", COOKIE):
        assert word not in text


def test_a_mistake_is_told_without_its_text(service: Service) -> None:
    """What nobody foresaw is 500, and its text is neither answered nor logged."""

    def fails() -> None:
        raise RuntimeError("Ada Byron's secret")

    service.app.add_api_route("/fails", fails)
    found = service.client().get("/fails")
    assert found.status_code == 500
    assert found.json()["type"].endswith(":mistake")
    line = json.loads(service.log.getvalue().splitlines()[-1])
    assert line["error"] == "RuntimeError"
    assert line["place"].startswith("fails:")
    assert "secret" not in found.text + service.log.getvalue()


@pytest.mark.parametrize("sample_place", ["sqlite"], indirect=True)
def test_who_gets_no_connection_is_told_to_come_again(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where others have every connection, it is no mistake of the service."""
    engine = service.hub.database.engine
    monkeypatch.setattr(engine.pool, "_timeout", 0.01)
    with ExitStack() as stack:
        for _ in range(10):
            stack.enter_context(engine.connect())
        found = service.client("ines").get("/api/partners")
    assert (found.status_code, found.json()["status"]) == (503, 503)
    assert "try again" in found.json()["detail"]
    assert service.client("ines").get("/api/partners").is_success


def test_it_tells_whether_it_is_ready(service: Service) -> None:
    """Ready is who has a database in the newest form; counts name routes only."""
    client = service.client("ines")
    client.get("/api/partners/amberline")
    assert client.get("/healthz").json()["status"] == "ok"
    assert client.get("/readyz").status_code == 200
    counts = client.get("/metrics").text
    assert 'route="/api/partners/{partner_id}",status="200"' in counts
    assert "amberline" not in counts
    older = sa.text("UPDATE alembic_version SET version_num = '0001'")
    with service.place.owner() as owner, owner.engine.begin() as connection:
        connection.execute(older)
    found = client.get("/readyz")
    assert found.status_code == 503
    assert found.json()["checks"] == {"database": True, "migrations": False}
