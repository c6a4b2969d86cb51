"""Nobody sees a partner, or a gate, that they should not: in nothing that is shown.

What each may see is decided by the library, one question at a time, and then looked for
in everything that the service answers.
"""

from __future__ import annotations

import re
from typing import Any, Final

from tests.support import crowd
from tests.support.crowd import EVERYBODY, GATES, ROLES, STAGES, Sight, Somebody
from tests.support.house import (
    NOWHERE,
    House,
    filled,
    masked,
    of_a_partner,
    walked,
)

OPEN: Final = ("/openapi.json", "/healthz", "/readyz", "/metrics")
"""What is shown to everybody, and tells of nobody."""
COUNT: Final = re.compile(r'<span class="count">(\d+)</span>')
"""How many partners the portfolio says there are: at all, then by stage."""


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


def test_the_portfolio_counts_what_is_allowed(house: House) -> None:
    """For everybody: what the page says there is, at all and in each stage."""
    for who in EVERYBODY:
        asked = {"search": "Name of qp-"}
        text = house.ask(who.id, "/partners", params=asked).text
        house.check(who, text, "/partners")
        stages = [each.stage for each in house.seen(who)]
        counts = [int(each) for each in COUNT.findall(text)]
        assert counts == [len(stages), *(stages.count(each) for each in STAGES)], who.id
        assert f">{len(stages)} partner" in text, who.id
        # Nobody learns from a count who leads what they do not see.
        text = house.ask(who.id, "/partners", params={"lead": "psm-assigned"}).text
        led = stages.count("gate_3")
        assert int(COUNT.findall(text)[0]) == led, who.id


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


def test_what_is_shown_of_a_partner_is_what_is_allowed(house: House) -> None:
    """For everybody and each partner that they see: every route, gate by gate."""
    for who in EVERYBODY:
        if "ADMIN" in who.actor.roles and who.tie != "none":
            continue  # they all see everything
        for each in house.seen(who):
            place = STAGES.index(each.stage) + ROLES.index(who.role)
            if who.actor.grants and place % 3:
                continue  # two of the stages for each role, together all of them
            for _, path in of_a_partner(house.routes("GET")):
                asked = {GATES[0], each.stage}
                gates = STAGES if "{submission_id}" in path else sorted(asked)
                addresses = {filled(path, each.stage, gate): gate for gate in gates}
                for gate in addresses.values():
                    _look(house, who, each, path, gate)


def _look(house: House, who: Somebody, each: Sight, path: str, gate: str) -> None:
    address = filled(path, each.stage, gate)
    found = house.ask(who.id, address, params=_more(path))
    house.check(who, found.text, address)
    status = found.status_code
    assert status in {200, 403, 404, 422}, (who.id, address, found.text)
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
        # The next gate is blocked already.
        told = {*GATES[: STAGES.index(each.stage) + 2], each.stage}
        wanted = {f"qg-{each.stage}.{id_}" for id_ in each.gates & told}
        assert gates == wanted, (who.id, address)
    elif path == "/api/tickets/{ticket_id}":
        assert (status == 200) == each.tickets, (who.id, address)
    elif path == "/api/partners/{partner_id}/grants":
        assert (status == 200) == each.grants, (who.id, address)
    elif path == "/api/partners/{partner_id}/deputies":
        ids = [row["id"] for row in found.json()["items"]]
        assert sorted(ids) == sorted(_namings(who, each.stage)), (who.id, address)


def _namings(who: Somebody, stage: str) -> list[str]:
    """Give the namings by or of somebody, for a partner or for all."""
    return [
        named.id
        for other in EVERYBODY
        for named in other.actor.delegations
        if who.id in (named.lead.id, named.deputy.id)
        and named.partner_id in (None, f"qp-{stage}")
    ]


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


def test_counts_and_log_name_no_partner(house: House) -> None:
    """Whatever was asked for: no partner, gate or name is counted or logged."""
    for path in ("/api/partners/qp-gate_2", "/partners/qp-gate_2", "/api/qp-gate_2"):
        house.ask("pam-assigned", path, params={"search": "qp-gate_3"})
    text = house.ask("admin-none", "/metrics").text + house.service.log.getvalue()
    assert "/api/partners/{partner_id}" in text
    assert not crowd.words_in(text)
    assert "@" not in text
    assert "Name of" not in text
