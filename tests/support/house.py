"""The service with a crowd in it, asked as anybody, and what each should be shown."""

from __future__ import annotations

import asyncio
import re
from functools import cached_property
from typing import Any, Final, TypeAlias

import attrs
import httpx
from fastapi.routing import iter_route_contexts

import partner_success as ps
from onboarding_hub.identity import COOKIE
from tests.support import crowd
from tests.support.crowd import EVERYBODY, GATES, STAGES, Sight, Somebody, sight
from tests.support.service import NOW, Service

NOWHERE: Final = "nowhere"
SAMPLE: Final = ("amberline", "westfield", "quarry", "opal-cloud", "Amberline")
UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TOKEN: Final = re.compile(r'name="token" value="([^"]+)"')
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

    def form(self, who: Somebody) -> dict[str, str]:
        """Give what every form of the pages sends, as somebody was given it."""
        found = TOKEN.search(self.ask(who.id, "/settings").text)
        return {} if found is None else {"token": found[1]}

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
        "deputy_id": "d-psm-deputy",
        "stage": "post_launch",
        "kind": "block",
        "which": "health",
    }
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: known[found[1]], path)


def masked(found: httpx.Response, stage: str, who: Somebody) -> tuple[int, str]:
    """Give an answer without what was asked for, by whom, and in which request."""
    text = found.text.replace(f"-{stage}", f"-{NOWHERE}").replace(who.id, "me")
    return found.status_code, TOKEN.sub("token", UUID.sub("request", text))


def of_a_partner(routes: list[Path]) -> list[Path]:
    """Give those routes that name a partner, or a ticket of one."""
    names = ("{partner_id}", "{ticket_id}")
    found = [each for each in routes if any(name in each[1] for name in names)]
    assert len(found) > 6
    return found
