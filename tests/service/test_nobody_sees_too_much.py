"""Nobody sees a partner, or a gate, that they should not: in nothing and by nothing.

What each may see is decided by the library, one question at a time, and then looked for
in everything that the service answers.
"""

from __future__ import annotations

import asyncio
import itertools
import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from functools import cached_property
from typing import Any, Final, TypeAlias

import attrs
import httpx
import psycopg
import pytest
import sqlalchemy as sa
from fastapi.routing import iter_route_contexts

import partner_success as ps
from onboarding_hub.database.engine import PERSON, READER
from onboarding_hub.database.tables import metadata
from onboarding_hub.identity import COOKIE
from partner_success.interop import actor_settings
from tests.support import crowd
from tests.support.crowd import EVERYBODY, GATES, STAGES, Sight, Somebody, sight
from tests.support.service import KINDS, NOW, Place, Service, service_at

NOWHERE: Final = "nowhere"
SAMPLE: Final = ("amberline", "westfield", "quarry", "opal-cloud", "Amberline")
OPEN: Final = ("/openapi.json", "/healthz", "/readyz", "/metrics")
"""What is shown to everybody, and tells of nobody."""
UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
BROWSER: Final = {"Accept": "text/html,application/json"}


Path: TypeAlias = tuple[str, str]
"""A method, and the pattern of the addresses."""


@attrs.frozen(kw_only=True, slots=False)
class House:
    """The service with the crowd in it, asked without a network.

    Attributes:
        service: The service.
        rules: The rulebook.
        runner: Runs what asks.
        client: Asks.
    """

    service: Service
    rules: ps.Rulebook
    runner: asyncio.Runner
    client: httpx.AsyncClient

    def ask(
        self, who: str, path: str, method: str = "GET", **more: Any
    ) -> httpx.Response:
        """Ask as somebody."""
        token = self.service.hub.sessions.begin(who, NOW)
        headers = {**BROWSER, "Cookie": f"{COOKIE}={token}", **more.pop("headers", {})}
        asked = self.client.request(method, path, headers=headers, **more)
        return self.runner.run(asked)

    @cached_property
    def sights(self) -> dict[tuple[str, str], Sight]:
        """What each may see of each partner, by the library."""
        return {
            (who.id, stage): sight(self.rules, who, stage)
            for who in EVERYBODY
            for stage in STAGES
        }

    def seen(self, who: Somebody) -> list[Sight]:
        """Give the partners that somebody may see."""
        found = (self.sights[who.id, stage] for stage in STAGES)
        return [each for each in found if each.is_seen]

    def words(self, who: Somebody) -> set[str]:
        """Give the words that somebody may be shown, those of their own grants too."""
        own = {each.id for each in who.actor.grants}
        return own | {word for each in self.seen(who) for word in each.words}

    def routes(self, *methods: str) -> list[Path]:
        """Give the paths of the service that answer to a method."""
        found = [
            (method, each.path)
            for each in iter_route_contexts(self.service.app.routes)
            for method in sorted(each.methods or ())
            if method in methods and each.path is not None
        ]
        assert len(found) > len(methods)
        return found

    def check(self, who: Somebody, text: str, where: str = "") -> None:
        """Look for what somebody should not be shown."""
        allowed = self.words(who)
        extra = {
            word
            for word in crowd.words_in(text) - allowed
            # A grant's word has who it was given to behind its partner's.
            if not (word[1] == "r" and word.partition(".")[0] in allowed)
        }
        assert not extra, (who.id, where, extra)
        if "ADMIN" not in who.actor.roles:
            for each in SAMPLE:
                assert each not in text, (who.id, where, each)


@pytest.fixture(scope="module", params=KINDS)
def house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """Give the service with the crowd in it, on either kind of database."""
    if request.param == "postgresql":
        place: Place = request.getfixturevalue("hub_postgresql").copy()
    else:
        path = tmp_path_factory.mktemp("crowd") / "hub.db"
        shutil.copy(request.getfixturevalue("hub_sqlite"), path)
        url = f"sqlite:///{path}"
        place = Place(kind="sqlite", url=url, owner_url=url)
    rules = ps.standard()
    crowd.settle(place, rules)
    service = service_at(place)
    transport = httpx.ASGITransport(app=service.app)
    with asyncio.Runner() as runner:
        client = httpx.AsyncClient(transport=transport, base_url="http://testserver")
        yield House(service=service, rules=rules, runner=runner, client=client)
        runner.run(client.aclose())
    service.hub.database.close()


def walked(
    house: House, who: Somebody, path: str, limit: int, **asked: str
) -> tuple[list[Any], int]:
    """Walk a list to its end, and give its rows and how many it says there are."""
    found: list[Any] = []
    cursor: dict[str, str] = {}
    while True:
        params = {**asked, "limit": limit, **cursor}
        page = house.ask(who.id, path, params=params)
        house.check(who, page.text, path)
        found += page.json()["items"]
        if page.json()["next"] is None:
            return found, page.json()["total"]
        cursor = {"cursor": page.json()["next"]}


def test_the_crowd_has_every_tie(house: House) -> None:
    """Among those who are asked for are some who see all, some, and nothing."""
    counts = {who.id: len(house.seen(who)) for who in EVERYBODY}
    assert counts["pam-assigned"] == counts["admin-none"] == 6
    assert counts["tpm-assigned"] == counts["pdm-deputy_of_one"] == 1
    assert counts["psm-granted"] == 6
    nothing = ("none", "former", "expired", "taken_back", "granted_later")
    for tie in (*nothing, "otherwise", "deputy_before", "deputy_no_more"):
        assert counts[f"psm-{tie}"] == 0


def test_lists_and_counts_hold_what_is_allowed(house: House) -> None:
    """For everybody: the list, its count, and those that are narrowed, page by page."""
    status = crowd.statuses(house.service.place)
    for place, who in enumerate(EVERYBODY):
        ids = [f"qp-{each.stage}" for each in house.seen(who)]
        rows, total = walked(house, who, "/api/partners", 4, search="Name of qp-")
        assert [each["id"] for each in rows] == sorted(ids), who.id
        assert total == len(ids), who.id
        stage = STAGES[place % len(STAGES)]
        narrowed = (
            ("stage", stage, [f"qp-{stage}"]),
            ("status", "blocked", [id_ for id_ in ids if status[id_] == "blocked"]),
            ("lead", "psm-assigned", ["qp-gate_3"]),
        )
        name, value, wanted = narrowed[place % len(narrowed)]
        asked = {name: value, "search": "Name of qp-"}
        rows, total = walked(house, who, "/api/partners", 100, **asked)
        found = [each["id"] for each in rows]
        assert found == sorted(set(wanted) & set(ids)), (who.id, name)
        assert total == len(found)
        everything, total = walked(house, who, "/api/partners", 100)
        assert total == len(everything)
        if "ADMIN" not in who.actor.roles:
            assert sorted(ids) == [each["id"] for each in everything]


def test_tickets_are_those_of_who_may_see_them(house: House) -> None:
    """For everybody: the list of tickets, and its count."""
    for who in EVERYBODY:
        is_admin = "ADMIN" in who.actor.roles
        rows, total = walked(house, who, "/api/tickets", 100 if is_admin else 2)
        assert total == len(rows)
        found = {each["id"] for each in rows if each["id"].startswith("qt-")}
        wanted = {f"qt-{each.stage}" for each in house.seen(who) if each.tickets}
        assert found == wanted, who.id
        if not is_admin:
            assert len(rows) == len(found)


def filled(path: str, stage: str, gate: str) -> str:
    """Give the address of a route for a partner and a gate of it.

    A parameter that is not known here fails the test: say what it is, and it is tried.
    """
    known = {
        "partner_id": f"qp-{stage}",
        "ticket_id": f"qt-{stage}",
        "submission_id": f"qg-{stage}.{gate}",
        "questionnaire_id": gate if gate in GATES else GATES[0],
        "grant_id": f"qr-{stage}.granted_psm",
        "stage": "post_launch",
        "kind": "block",
        "which": "health",
    }
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: known[found[1]], path)


def masked(found: httpx.Response, stage: str, who: Somebody) -> tuple[int, str]:
    """Give an answer without what was asked for, by whom, and in which request."""
    text = found.text.replace(f"-{stage}", f"-{NOWHERE}").replace(who.id, "me")
    return found.status_code, UUID.sub("request", text)


def of_a_partner(routes: list[Path]) -> list[Path]:
    """Give those routes that name a partner, or a ticket of one."""
    names = ("{partner_id}", "{ticket_id}")
    found = [each for each in routes if any(name in each[1] for name in names)]
    assert len(found) > 6
    return found


def test_what_is_hidden_looks_like_what_is_not_there(house: House) -> None:
    """For everybody and each partner hidden from them, by each route in its turn."""
    routes = itertools.cycle(of_a_partner(house.routes("GET")))
    nowhere: dict[Any, Any] = {}
    for who in EVERYBODY:
        for stage in STAGES:
            if house.sights[who.id, stage].is_seen:
                continue
            _, path = next(routes)
            for address in {filled(path, stage, gate) for gate in STAGES[:2]}:
                found = masked(house.ask(who.id, address), stage, who)
                other = address.replace(f"-{stage}", f"-{NOWHERE}")
                key = (other, *sorted(who.actor.roles))
                if key not in nowhere:
                    nowhere[key] = masked(house.ask(who.id, other), NOWHERE, who)
                assert found == nowhere[key], (who.id, address)
                assert found[0] == 404, (who.id, address)
    paths = {key[0] for key in nowhere}
    assert len(paths) >= len(of_a_partner(house.routes("GET")))


def test_what_is_shown_of_a_partner_is_what_is_allowed(house: House) -> None:
    """For everybody and each partner that they see: every route, gate by gate."""
    for who in EVERYBODY:
        for each in house.seen(who):
            for _, path in of_a_partner(house.routes("GET")):
                addresses = {filled(path, each.stage, gate): gate for gate in STAGES}
                for gate in addresses.values():
                    _look(house, who, each, path, gate)


def _look(house: House, who: Somebody, each: Sight, path: str, gate: str) -> None:
    address = filled(path, each.stage, gate)
    found = house.ask(who.id, address, params=_more(path))
    house.check(who, found.text, address)
    status = found.status_code
    assert status in {200, 403, 404}, (who.id, address, found.text)
    word = f"qg-{each.stage}.{gate}"
    if path.endswith("/submissions/{submission_id}"):
        handed_in = gate in GATES[: STAGES.index(each.stage) + 1]
        assert (status == 200) == (gate in each.gates and handed_in), (who.id, address)
        if status == 404:
            other = house.ask(who.id, address.replace(word, f"qg-{NOWHERE}.{gate}"))
            assert masked(found, each.stage, who) == masked(other, each.stage, who)
    elif path.startswith("/api/") and path.endswith("/submissions"):
        wanted = each.gates & {*GATES[: STAGES.index(each.stage) + 1]}
        ids = {row["id"] for row in found.json()["items"]}
        assert ids == {f"qg-{each.stage}.{id_}" for id_ in wanted}
    elif path == "/api/partners/{partner_id}/journey":
        assert {row["stage"] for row in found.json()["gates"]} == each.gates
    elif path == "/api/partners/{partner_id}/journey/events":
        gates = {word for word in crowd.words_in(found.text) if word[1] == "g"}
        passed = STAGES[: STAGES.index(each.stage) + 1]
        wanted = {f"qg-{each.stage}.{id_}" for id_ in each.gates & {*passed}}
        assert gates == wanted, (who.id, address)
    elif path == "/api/tickets/{ticket_id}":
        assert (status == 200) == each.tickets, (who.id, address)
    elif path == "/api/partners/{partner_id}/grants":
        assert (status == 200) == each.grants, (who.id, address)


def _more(path: str) -> dict[str, Any]:
    return {"limit": 100} if path.endswith("/journey/events") else {}


def test_what_belongs_to_no_partner_tells_of_none(house: House) -> None:
    """Every other route and page shows to everybody what they may see, and no more."""
    ties = ("assigned", "none", "granted", "deputy")
    for route in house.routes("GET"):
        if route in of_a_partner(house.routes("GET")):
            continue
        for who in EVERYBODY:
            if who.tie in ties:
                address = filled(route[1], "gate_2", "gate_2")
                text = house.ask(who.id, address).text
                if route[1] not in OPEN:
                    house.check(who, text, address)


BODIES: Final[dict[str, list[Any]]] = {
    "/commands": [
        {"kind": "block", "reasons": ["x"]},
        {"kind": "submit", "submission_id": "qg-{stage}.gate_0"},
        {"kind": "nothing"},
    ],
    "/draft": [{}],
    "/submissions": [{"answers": {}, "mark": {"type": "typed", "text": "x"}}],
    "/tickets": [{"severity": "low", "summary": "x"}, {}],
    "/events": [{"kind": "resolved"}, {"kind": "nothing"}],
    "/grants": [
        {
            "to": "psm-none",
            "gates": ["gate_0"],
            "reason": "x",
            "ends_at": (NOW + timedelta(days=1)).isoformat(),
        }
    ],
    "/revocation": [{}],
}
"""What can be sent, by the end of the path; what is not here is sent a form."""


def _sent(path: str, stage: str) -> Iterator[dict[str, Any]]:
    for end, bodies in BODIES.items():
        if path.startswith("/api/") and path.endswith(end):
            for body in bodies:
                text = str(body.get("submission_id", "")).format(stage=stage)
                yield {"json": {**body, "submission_id": text} if text else body}
    if not path.startswith("/api/"):
        yield {"data": {"version": "1"}}


def counted(house: House) -> dict[str, int]:
    """Count the rows of everything."""
    owner = house.service.place.owner()
    with owner.engine.connect() as connection:
        found = {
            name: connection.scalar(sa.select(sa.func.count()).select_from(table))
            for name, table in metadata.tables.items()
        }
    owner.close()
    return found


def test_nobody_changes_what_is_hidden(house: House) -> None:
    """What is sent for a hidden partner is answered as for one that is not there."""
    before = counted(house)
    routes = of_a_partner(house.routes("POST", "PUT", "DELETE"))
    for who in EVERYBODY:
        hidden = [each for each in STAGES if not house.sights[who.id, each].is_seen]
        if who.tie not in {"none", "expired"} or not hidden:
            continue
        stage = hidden[-1]
        for method, path in routes:
            bodies = zip(_sent(path, stage), _sent(path, NOWHERE), strict=True)
            for number, (body, other) in enumerate(bodies):
                more = {"headers": {"If-Match": '"1"'}}
                address = filled(path, stage, GATES[0])
                found = house.ask(who.id, address, method, **body, **more)
                address = address.replace(f"-{stage}", f"-{NOWHERE}")
                none = house.ask(who.id, address, method, **other, **more)
                assert masked(found, stage, who) == masked(none, NOWHERE, who), address
                assert found.status_code == 404 or number, (path, found.text)
    assert counted(house) == before


def test_a_hidden_submission_is_nothing_to_name(house: House) -> None:
    """Who sees a partner and not a gate learns nothing by naming its submission."""
    before = counted(house)
    path = "/api/partners/qp-gate_3"
    seen = house.ask("psm-assigned", path).headers["etag"]
    commands = f"{path}/journey/commands"
    signing = f"{path}/questionnaires/gate_3/submissions"
    mark = {"type": "typed", "text": "x"}
    answers = []
    for id_ in ("qg-gate_3.gate_0", f"qg-{NOWHERE}.gate_0"):
        for address, body in (
            (commands, {"kind": "submit", "submission_id": id_}),
            (signing, {"answers": {}, "mark": mark, "replaces": id_}),
        ):
            more = {"json": body, "headers": {"If-Match": seen}}
            found = house.ask("psm-assigned", address, "POST", **more)
            answers.append((found.status_code, UUID.sub("", found.text)))
    assert answers[:2] == answers[2:]
    assert {status for status, _ in answers} == {404}
    own = {"kind": "submit", "submission_id": "qg-gate_3.gate_3"}
    more = {"json": own, "headers": {"If-Match": seen}}
    assert house.ask("psm-assigned", commands, "POST", **more).status_code == 422
    assert counted(house) == before


def test_what_came_between_is_told_to_who_may_know_it(house: House) -> None:
    """A version of long ago is refused, and what happened at hidden gates not told."""
    path = "/api/partners/qp-post_launch/journey/commands"
    body = {"kind": "block", "reasons": ["x"]}
    for who, is_told in (("pam-assigned", True), ("psm-assigned", False)):
        more = {"json": body, "headers": {"If-Match": '"1"'}}
        found = house.ask(who, path, "POST", **more)
        assert found.status_code == 409, found.text
        assert bool(found.json()["reasons"]) is is_told


def test_a_key_of_somebody_else_opens_nothing(house: House) -> None:
    """Who repeats somebody's request under its key is decided on for themselves."""
    path = "/api/partners/qp-post_launch/tickets"
    more = {
        "json": {"severity": "low", "summary": "qt-post_launch"},
        "headers": {"Idempotency-Key": "a-key-1"},
    }
    assert house.ask("pam-assigned", path, "POST", **more).status_code == 201
    for who in ("psm-none", "psm-granted"):
        found = house.ask(who, path, "POST", **more)
        assert found.status_code in {403, 404}
        assert "Trouble" not in found.text
    assert house.ask("psm-granted", path, "POST", **more).status_code == 403


def test_counts_and_log_name_no_partner(house: House) -> None:
    """Whatever was asked for: no partner, gate or name is counted or logged."""
    for path in ("/api/partners/qp-gate_2", "/partners/qp-gate_2", "/api/qp-gate_2"):
        house.ask("pam-assigned", path, params={"search": "qp-gate_3"})
    text = house.ask("admin-none", "/metrics").text + house.service.log.getvalue()
    assert "/api/partners/{partner_id}" in text
    assert not crowd.words_in(text)
    assert "@" not in text
    assert "Name of" not in text


# ------------------------------------------------- the same by SQL, past the service

PROTECTED: Final = {
    "partners": "id",
    "journey_events": "partner_id",
    "submissions": "partner_id",
    "drafts": "partner_id",
    "tickets": "partner_id",
    "idempotency_keys": "person_id",
}
"""Tables that show their rows to whom access lets, and the column that tells whose."""
WHAT_ACCESS_RESTS_ON: Final = {"people", "team_assignments", "grants", "delegations"}
"""Tables that PostgreSQL has to read itself to decide who sees what."""


ON_POSTGRESQL: Final = pytest.mark.parametrize("house", ["postgresql"], indirect=True)
"""SQLite has no rights of its own."""


def shown(cursor: Any, table: str) -> set[str]:
    """Give whose rows a table shows."""
    cursor.execute(f"SELECT DISTINCT {PROTECTED[table]} FROM {table}")
    return {each for (each,) in cursor.fetchall()}


@pytest.fixture
def signed_in(house: House) -> Iterator[psycopg.Connection[Any]]:
    """Give a connection of the service's login."""
    url = house.service.place.url.replace("+psycopg", "")
    with psycopg.connect(url) as connection:
        yield connection


def test_each_table_is_protected_or_rested_on(house: House) -> None:
    """A new table is protected, or said here to be what access rests on."""
    known = {*PROTECTED, "ticket_events", *WHAT_ACCESS_RESTS_ON}
    assert set(metadata.tables) == known


@ON_POSTGRESQL
def test_the_server_shows_each_what_access_does(
    house: House, signed_in: psycopg.Connection[Any]
) -> None:
    """Everybody, by plain SQL: the partners that they may see, and what is of them."""
    for who in EVERYBODY:
        with signed_in.transaction(force_rollback=True), signed_in.cursor() as cursor:
            settings = actor_settings(who.actor, NOW) | {PERSON: who.id}
            for name, value in {"role": READER, **settings}.items():
                cursor.execute("SELECT set_config(%s, %s, true)", (name, value))
            wanted = {f"qp-{each.stage}" for each in house.seen(who)}
            tickets = {f"qp-{each.stage}" for each in house.seen(who) if each.tickets}
            for table in PROTECTED:
                found = shown(cursor, table)
                if table == "idempotency_keys":
                    assert found <= {who.id}
                    continue
                if "ADMIN" in who.actor.roles:
                    found = {each for each in found if each.startswith("qp-")}
                assert found == (tickets if table == "tickets" else wanted), who.id
            cursor.execute("SELECT DISTINCT ticket_id FROM ticket_events")
            ids = {
                f"qp-{id_[3:]}" for (id_,) in cursor if id_[:5] in {"qt-ga", "qt-pr"}
            }
            assert ids <= tickets


@ON_POSTGRESQL
@pytest.mark.parametrize("role", ["", READER])
def test_the_server_shows_nothing_to_nobody(
    signed_in: psycopg.Connection[Any], role: str
) -> None:
    """Whoever does not say who asks sees no row, as what they signed in as too."""
    with signed_in.transaction(force_rollback=True), signed_in.cursor() as cursor:
        if role:
            cursor.execute("SELECT set_config('role', %s, true)", (role,))
        for table in PROTECTED:
            assert shown(cursor, table) == set(), table
        cursor.execute("SELECT count(*) FROM ticket_events")
        assert cursor.fetchone() == (0,)


@ON_POSTGRESQL
def test_conditions_are_evaluated_and_not_compiled(house: House) -> None:
    """To compile what access asks would take seconds for each question."""
    with house.service.hub.database.reading() as connection:
        assert connection.scalar(sa.text("SHOW jit")) == "off"
