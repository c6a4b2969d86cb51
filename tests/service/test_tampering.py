"""What strangers try: changed tokens and cursors, odd headers, bodies and filters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from itsdangerous import URLSafeSerializer, URLSafeTimedSerializer

from onboarding_hub.identity import COOKIE, Sessions
from tests.support.service import NOW, ROOT, SECRET, Service, service_at

LIFETIME = timedelta(hours=12)


def as_bearer(service: Service, token: str) -> Any:
    """Ask who is signed in, with a token."""
    client = service.client()
    return client.get("/api/session", headers={"Cookie": f"{COOKIE}={token}"})


def flipped(text: str) -> Iterator[str]:
    """Give a text with one of its characters changed, here and there."""
    for place in range(0, len(text), max(1, len(text) // 20)):
        other = "A" if text[place] != "A" else "B"
        yield f"{text[:place]}{other}{text[place + 1 :]}"


@pytest.mark.parametrize("sample_place", ["sqlite"], indirect=True)
def test_a_forged_session_is_none(service: Service) -> None:
    """Another secret, salt, kind or text, or no time left: nobody is signed in."""
    own = {"id": "root", "ends": int((NOW + LIFETIME).timestamp())}
    salt = "onboarding-hub-session"
    forged = [
        *flipped(service.hub.sessions.begin("ines", NOW)),
        Sessions("y" * 40, LIFETIME).begin("root", NOW),
        Sessions(SECRET, LIFETIME).begin("root", NOW - LIFETIME),
        URLSafeSerializer(SECRET, salt="onboarding-hub-cursor").dumps(own),
        URLSafeSerializer(SECRET[::-1], salt=salt).dumps(own),
        URLSafeTimedSerializer(SECRET, salt=salt).dumps(own),
        json.dumps(own),
        "root",
        "..",
        "%ff",
        f"{service.hub.cursors.write(('partners',), ('x',))}",
    ]
    for token in forged:
        found = as_bearer(service, token)
        assert found.status_code == 401, token
        assert "root" not in found.text
    assert as_bearer(service, service.hub.sessions.begin("ines", NOW)).is_success


@pytest.mark.parametrize("sample_place", ["sqlite"], indirect=True)
def test_a_session_is_over_where_the_secret_is_another(service: Service) -> None:
    """A new secret ends every session; two services with one secret share them."""
    token = service.hub.sessions.begin("ines", NOW)
    other = service_at(service.place, secret="z" * 40)
    same = service_at(service.place)
    assert as_bearer(other, token).status_code == 401
    assert as_bearer(same, token).json()["id"] == "ines"
    for each in (other, same):
        each.hub.database.close()


@pytest.mark.parametrize("sample_place", ["sqlite"], indirect=True)
@pytest.mark.parametrize("path", ["/api/partners", "/api/tickets"])
def test_a_changed_cursor_is_refused(service: Service, path: str) -> None:
    """Wherever a cursor is changed, it is one that this list gave nobody."""
    client = service.client("root")
    cursor = client.get(path, params={"limit": 2}).json()["next"]
    for text in [*flipped(cursor), "", ".", "\u20ac", cursor * 9]:
        found = client.get(path, params={"limit": 2, "cursor": text})
        assert found.status_code == 422, text
        assert "items" not in found.json()


@pytest.mark.parametrize("sample_place", ["sqlite"], indirect=True)
def test_headers_are_not_taken_over(service: Service) -> None:
    """What is asked puts no header into the answer, and no other host either."""
    client = service.client("ines")
    found = client.get(
        "/api/partners/%0d%0aSet-Cookie:%20x=1",
        params={"search": "a\r\nX-Injected: 1"},
        headers={"X-Request-Id": "mine", "Host": "evil.example"},
    )
    assert found.status_code == 422
    assert "set-cookie" not in found.headers
    assert "x-injected" not in found.headers
    assert found.headers["x-request-id"] != "mine"
    for path in ("/api/partners/", "//evil.example/", "/api/partners/x/"):
        found = client.get(f"{client.base_url}{path}", headers={"Host": "evil.example"})
        assert not found.is_redirect, path
        assert "evil" not in str(found.headers)


DEEP = 60_000


@pytest.mark.parametrize("sample_place", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "text",
    [
        '{"kind": ' + "[" * DEEP + "]" * DEEP + "}",
        '{"kind": "block", "reasons": ' + '{"a":' * DEEP + "1" + "}" * DEEP + "}",
        '{"kind": "set_tier", "tier": ' + "9" * 100_000 + "}",
        '{"kind": "set_tier", "tier": 1e999999999}',
        '{"kind": "set_tier", "tier": NaN}',
        '{"kind": "set_tier", "tier": -Infinity}',
        '{"kind": "set_target_launch", "day": "99999-99-99", "why": "x"}',
        '{"kind": "set_target_launch", "day": 1, "why": "x"}',
        '{"kind": "block", "reasons": ["' + "x" * 200_000 + '"]}',
        '{"__class__": "x", "kind": "block"}',
        "null",
        "",
    ],
    ids=range(12),
)
def test_odd_bodies_are_the_senders_fault(service: Service, text: str) -> None:
    """Too deep, too long, no number, no day: refused, and never a mistake of ours."""
    client = service.client("ines")
    path = "/api/partners/westfield"
    for method, where in (
        ("POST", f"{path}/journey/commands"),
        ("PUT", f"{path}/questionnaires/pre_contract/draft"),
        ("POST", f"{path}/tickets"),
        ("POST", "/api/session"),
    ):
        found = client.request(
            method,
            where,
            content=text.encode(),
            headers={"If-Match": '"2"', "Content-Type": "application/json"},
        )
        assert found.status_code < 500, (where, found.text)
        assert found.status_code in {200, 400, 401, 403, 409, 413, 422}, (
            where,
            found.text,
        )


ODD = st.text("%_'\"\\;-*/()=ab K", min_size=1, max_size=12)


def check_search(service: Service, text: str) -> None:
    """Look whether a search finds what holds its text, and nothing else."""
    client = service.client("root")
    everything = client.get("/api/partners", params={"limit": 100}).json()["items"]
    names = {each["id"]: each["name"] for each in everything}
    asked = {"limit": 100, "search": text}
    found = client.get("/api/partners", params=asked).json()
    wanted = [id_ for id_, name in names.items() if text.lower() in name.lower()]
    assert [each["id"] for each in found["items"]] == wanted
    assert found["total"] == len(wanted)


@settings(
    max_examples=6,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(text=ODD)
def test_a_search_is_for_words(service: Service, text: str) -> None:
    """Whatever is searched for is looked for letter by letter."""
    check_search(service, text)


@pytest.mark.parametrize(
    "text", ["' OR 1=1 --", "%", "_", "\\", "'; DROP TABLE partners; --", "k"]
)
def test_filters_are_words_and_no_sql(service: Service, text: str) -> None:
    """What means something to SQL means nothing in a filter."""
    check_search(service, text)
    client = service.client("root")
    for path, name in (
        ("partners", "stage"),
        ("partners", "status"),
        ("partners", "lead"),
        ("tickets", "severity"),
        ("tickets", "phase"),
    ):
        found = client.get(f"/api/{path}", params={name: text}).json()
        assert (found["items"], found["total"]) == ([], 0), name


def leaves(value: Any) -> Iterator[str]:
    """Give the texts of a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each)


def test_the_log_of_a_walk_holds_nothing_personal(service: Service) -> None:
    """Names, addresses, answers, reasons, summaries: none of it is in the log."""
    path = ROOT / "examples" / "questionnaires" / "pre_contract.json"
    answers = json.loads(path.read_text(encoding="utf-8"))
    soon = service.clock.today() + timedelta(days=30)
    answers["closure"]["expected_close_on"] = soon.isoformat()
    said = ["Ines Okafor", "Zenith Broadband", "a private reason", "a loud complaint"]
    people = service.client("ines").get("/api/people").json()["items"]
    client = service.client("ines")
    client.post("/api/session", json={"person_id": "ines"}).raise_for_status()
    client.get("/api/partners", params={"search": said[1]}).raise_for_status()
    client.post("/api/partners", json={"name": said[1]}).raise_for_status()
    where = "/api/partners/westfield"
    body = {"answers": answers, "mark": {"type": "typed", "text": said[0]}}
    signing = f"{where}/questionnaires/pre_contract/submissions"
    for seen in ('"2"', '"2"', '"3"'):
        client.post(signing, json=body, headers={"If-Match": seen})
    block = {"kind": "block", "reasons": [said[2]]}
    for seen in ('"3"', '"4"', "x"):
        more = {"If-Match": seen, "Idempotency-Key": "k-private"}
        client.post(f"{where}/journey/commands", json=block, headers=more)
    ticket = {"severity": "low", "summary": said[3]}
    for sent in (ticket, {**ticket, "severity": said[2]}):
        service.client("kofi").post("/api/partners/amberline/tickets", json=sent)
    grant = {
        "to": "ada",
        "gates": ["pre_contract"],
        "reason": said[2],
        "ends_at": (NOW + timedelta(days=1)).isoformat(),
    }
    client.post(f"{where}/grants", json=grant).raise_for_status()
    service.client("noor").get(where)
    client.get(f"/api/partners/{said[1]}")
    client.post("/api/session", content=said[1].encode())
    text = service.log.getvalue()
    lines = [json.loads(line) for line in text.splitlines()]
    assert {201, 200, 404, 409, 422} <= {each["status"] for each in lines}
    assert {each["event"] for each in lines} == {"request"}
    words = [
        *said,
        *(word for each in people for word in each["name"].split()),
        *(each for each in leaves(answers) if len(each) > 6),
        "@",
        "k-private",
        "westfield",
        "amberline",
    ]
    assert [word for word in words if word in text] == []
