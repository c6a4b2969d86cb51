"""Nobody sees a partner, or a gate, that they should not: by nothing that they send.

What each may see is decided by the library, one question at a time, and then looked for
in everything that the service answers.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

import sqlalchemy as sa

from onboarding_hub.database.tables import delegations, metadata
from tests.support.crowd import EVERYBODY, GATES, ROLES, STAGES, Somebody
from tests.support.house import NOWHERE, UUID, House, filled, masked, of_a_partner
from tests.support.service import NOW

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
UNTIED: Final = ("none", "former", "otherwise", "expired", "taken_back", "deputy_later")
"""Ties that open nothing, which every route is asked with."""


def test_what_is_hidden_looks_like_what_is_not_there(house: House) -> None:
    """Everybody and each partner hidden from them; each role and stage by each route.

    Those who share a role and a stage share the routes out among them, and begin at
    another one each time, so that each tie comes to each route too.
    """
    paths = [path for _, path in of_a_partner(house.routes("GET"))]
    nowhere: dict[Any, Any] = {}
    tried: set[tuple[str, str]] = set()
    for place, (role, stage) in enumerate(itertools.product(ROLES, STAGES)):
        start = place % len(paths)
        turn = itertools.cycle([*paths[start:], *paths[:start]])
        hidden = [
            who
            for who in EVERYBODY
            if who.role == role and not house.sights[who.id, stage].is_seen
        ]
        for who in hidden:
            for path in itertools.islice(turn, -(-len(paths) // len(hidden))):
                tried.add((path, who.tie))
                _looks_like_nothing(house, who, path, stage, nowhere)
    assert tried >= {*itertools.product(paths, UNTIED)}


def _looks_like_nothing(
    house: House, who: Somebody, path: str, stage: str, nowhere: dict[Any, Any]
) -> None:
    for address in {filled(path, stage, gate) for gate in STAGES[:2]}:
        found = masked(house.ask(who.id, address), stage, who)
        other = address.replace(f"-{stage}", f"-{NOWHERE}")
        key = (other, *sorted(who.actor.roles))
        if key not in nowhere:
            nowhere[key] = masked(house.ask(who.id, other), NOWHERE, who)
        assert found == nowhere[key], (who.id, address)
        assert found[0] == 404, (who.id, address)


def _sent(path: str, stage: str, form: dict[str, str]) -> Iterator[dict[str, Any]]:
    for end, bodies in BODIES.items():
        if path.startswith("/api/") and path.endswith(end):
            for body in bodies:
                text = str(body.get("submission_id", "")).format(stage=stage)
                yield {"json": {**body, "submission_id": text} if text else body}
    if not path.startswith("/api/"):
        yield {"data": form}


def counted(house: House) -> dict[str, int]:
    """Count the rows of everything."""
    with house.service.place.owner() as owner, owner.engine.connect() as connection:
        return {
            name: connection.scalar(sa.select(sa.func.count()).select_from(table))
            for name, table in metadata.tables.items()
        }


def test_nobody_changes_what_is_hidden(house: House) -> None:
    """What is sent for a hidden partner is answered as for one that is not there."""
    before = counted(house)
    routes = of_a_partner(house.routes("POST", "PUT", "DELETE"))
    for who in EVERYBODY:
        hidden = [each for each in STAGES if not house.sights[who.id, each].is_seen]
        if who.tie not in {"none", "expired"} or not hidden:
            continue
        stage, form = hidden[-1], house.form(who)
        for method, path in routes:
            sent = (_sent(path, each, form) for each in (stage, NOWHERE))
            bodies = zip(*sent, strict=True)
            for number, (body, other) in enumerate(bodies):
                more = {"headers": {"If-Match": '"1"'}}
                address = filled(path, stage, GATES[0])
                found = house.ask(who.id, address, method, **body, **more)
                address = address.replace(f"-{stage}", f"-{NOWHERE}")
                none = house.ask(who.id, address, method, **other, **more)
                assert masked(found, stage, who) == masked(none, NOWHERE, who), address
                told = {404} if path.startswith("/api/") else {404, 422}
                assert found.status_code in told or number, (path, found.text)
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


def test_a_naming_of_others_is_nothing_to_end(house: House) -> None:
    """Who neither named nor stands in learns nothing by naming it, and ends nothing."""
    stage, tried = "gate_1", 0
    namings = [each for who in EVERYBODY for each in who.actor.delegations]
    for who in EVERYBODY:
        if not house.sights[who.id, stage].is_seen or who.tie.startswith("granted"):
            continue
        path = f"/api/partners/qp-{stage}/deputies/{{}}/revocation"
        none = house.ask(who.id, path.format(NOWHERE), "POST", json={})
        for each in namings[tried % 3 :: 3]:
            if who.id in (each.lead.id, each.deputy.id):
                continue
            found = house.ask(who.id, path.format(each.id), "POST", json={})
            text = found.text.replace(each.id, NOWHERE)
            assert UUID.sub("", text) == UUID.sub("", none.text), (who.id, each.id)
            assert found.status_code == 404
        tried += 1
    assert tried > 8
    with house.service.place.owner() as owner, owner.engine.connect() as connection:
        kept = sa.select(sa.func.count()).where(delegations.c.revoked_at == NOW)
        ended = connection.scalar(kept)
    assert ended == sum(each.revoked_at is not None for each in namings)


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
    for who, status in (("psm-none", 404), ("psm-granted", 403)):
        found = house.ask(who, path, "POST", **more)
        assert found.status_code == status
        assert "qt-post_launch" not in found.text
