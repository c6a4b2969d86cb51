"""People who use a server at once, whatever happens to it, and what they were told.

Each request has a key and is sent until it is answered. What was answered well is an
acknowledgement, and stands in a ledger beside which the database can be laid.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from random import Random
from threading import Condition
from typing import Any

import attrs
import httpx

from onboarding_hub.identity import COOKIE, Sessions
from tests.support.kept import Kept
from tests.support.service import ROOT, SECRET

MARK = {"type": "typed", "text": "In haste"}
PATIENCE = 300.0
"""For how many seconds anybody waits for anything."""


class StoppedError(Exception):
    """Nobody is to go on."""


class Server:
    """The server as those see it who use it: there, or not there."""

    def __init__(self, base: str, wanted: int) -> None:
        self.base = base
        self.wanted = wanted
        self.done: list[Done] = []
        self.strange: list[str] = []
        self._is_up, self._is_stopped, self._fell = True, False, False
        self._busy = 0
        self._now = Condition()

    @contextmanager
    def used(self) -> Iterator[None]:
        """Wait until it is there, and be known as somebody who uses it."""
        with self._now:
            found = self._now.wait_for(
                lambda: self._is_up or self._is_stopped, PATIENCE
            )
            if self._is_stopped or not found:
                raise StoppedError
            self._busy += 1
        try:
            yield
        except httpx.TransportError:
            with self._now:
                self._fell = self._fell or self._is_up
            raise
        finally:
            with self._now:
                self._busy -= 1
                self._now.notify_all()

    def note(self, done: Done) -> None:
        """Keep what was acknowledged."""
        with self._now:
            self.done.append(done)
            self._now.notify_all()

    @property
    def is_enough(self) -> bool:
        """Whether as much was acknowledged as was wanted."""
        return len(self.done) >= self.wanted

    def wait(self, count: int) -> None:
        """Wait until so much was acknowledged, or the server fell by itself."""
        with self._now:
            reached = self._now.wait_for(
                lambda: self._fell or len(self.done) >= count, PATIENCE
            )
            assert reached, "nothing goes on"

    def go_down(self, kill: Callable[[], None]) -> None:
        """Kill it, and wait until nobody is in the middle of anything."""
        with self._now:
            self._is_up = False
        kill()
        with self._now:
            assert self._now.wait_for(lambda: self._busy == 0, PATIENCE)

    def come_up(self) -> None:
        """Let people use it again."""
        with self._now:
            self._is_up, self._fell = True, False
            self._now.notify_all()

    def stop(self) -> None:
        """Let nobody go on."""
        with self._now:
            self._is_stopped = True
            self._now.notify_all()


@attrs.frozen(kw_only=True)
class Done:
    """A command that was acknowledged.

    Attributes:
        what: What was asked, such as `"ticket event"`.
        told: What was answered.
    """

    what: str
    told: Any


class Person:
    """Somebody who gives one command after the other."""

    def __init__(self, id_: str, server: Server, seed: int) -> None:
        self.id = id_
        self.server = server
        self.chance = Random(f"{seed} {id_}")
        self.count = 0
        self.own: list[str] = []
        token = Sessions(SECRET, timedelta(hours=1)).begin(id_, datetime.now(UTC))
        self.client = httpx.Client(
            base_url=server.base, timeout=60, cookies={COOKIE: token}, verify=False
        )

    def work(self) -> None:
        """Give commands until it is enough."""
        with self.client:
            try:
                while not self.server.is_enough:
                    self.chance.choice(COMMANDS[self.id])(self)
            except StoppedError:
                return

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Ask until there is an answer."""
        while True:
            try:
                with self.server.used():
                    found = self.client.request(method, path, **more)
            except httpx.TransportError:
                continue
            if found.status_code != 503:
                return found

    def see(self, path: str) -> tuple[Any, str]:
        """Look at something, and give its version too."""
        found = self.ask("GET", path)
        return found.json(), found.headers.get("etag", '"0"')

    def give(
        self, what: str, path: str, body: Any, seen: str = "", method: str = "POST"
    ) -> Any:
        """Give a command, and what was answered where it was done."""
        self.count += 1
        headers = {"Idempotency-Key": f"{self.id}-{self.count}"}
        if seen:
            headers["If-Match"] = seen
        found = self.ask(method, path, json=body, headers=headers)
        if found.is_success:
            self.server.note(Done(what=what, told=found.json()))
            if self.chance.random() < 0.1:
                again = self.ask(method, path, json=body, headers=headers)
                if (again.status_code, again.text) != (found.status_code, found.text):
                    self.server.strange.append(f"{what}: answered otherwise: {again}")
            return found.json()
        if found.status_code not in {409, 422}:
            self.server.strange.append(f"{what}: {found.status_code} {found.text}")
        return None


def _command(person: Person, partner: str, body: Any, seen: str) -> Any:
    path = f"/api/partners/{partner}/journey/commands"
    return person.give("command", path, body, seen)


def _block(person: Person, partner: str = "westfield") -> None:
    now, seen = person.see(f"/api/partners/{partner}")
    kind = "unblock" if now["status"] == "blocked" else "block"
    body = {"reasons": ["the contract is with legal"]} if kind == "block" else {}
    _command(person, partner, {"kind": kind, "why": "as agreed", **body}, seen)


def _reassign(person: Person) -> None:
    _, seen = person.see("/api/partners/tidewater")
    people = [person.chance.choice(["lars", "priya"])]
    body = {"kind": "reassign_owner", "role": "PDM", "people": people, "why": "leave"}
    _command(person, "tidewater", body, seen)


def _plan(person: Person) -> None:
    _, seen = person.see("/api/partners/westfield")
    day = datetime.now(UTC).date() + timedelta(days=person.chance.randint(90, 300))
    body = {"kind": "set_target_launch", "day": day.isoformat(), "why": "as agreed"}
    _command(person, "westfield", body, seen)


def _answers(person: Person) -> Any:
    path = ROOT / "examples" / "questionnaires" / "pre_contract.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    soon = datetime.now(UTC).date() + timedelta(days=30 + person.count)
    found["closure"]["expected_close_on"] = soon.isoformat()
    return found


def _sign(person: Person, partner: str = "yarrow") -> None:
    path = f"/api/partners/{partner}"
    _, seen = person.see(path)
    body = {"answers": _answers(person), "mark": MARK}
    if signed := person.see(f"{path}/submissions")[0]["items"]:
        body["replaces"] = signed[-1]["id"]
    where = f"{path}/questionnaires/pre_contract/submissions"
    person.give("submission", where, body, seen)


def _draft(person: Person) -> None:
    path = "/api/partners/westfield/questionnaires/pre_contract/draft"
    _, seen = person.see(path)
    person.give("draft", path, _answers(person), seen, "PUT")


def _grant(person: Person) -> None:
    path = "/api/partners/westfield/grants"
    if person.own and person.chance.random() < 0.4:
        grant = person.own.pop()
        person.give("revocation", f"{path}/{grant}/revocation", {})
        return
    ends_at = datetime.now(UTC) + timedelta(days=person.chance.randint(1, 20))
    body = {
        "to": person.chance.choice(["ada", "teo"]),
        "gates": person.chance.sample(["pre_contract", "gate_0", "gate_1"], 2),
        "reason": "hand-over",
        "ends_at": ends_at.isoformat(),
    }
    if given := person.give("grant", path, body):
        person.own.append(given["id"])


def _open(person: Person) -> None:
    body = {"severity": "high", "summary": "Orders are refused"}
    if found := person.give("ticket", "/api/partners/amberline/tickets", body):
        person.own.append(found["id"])


def _happen(person: Person) -> None:
    if not person.own:
        _open(person)
        return
    path = f"/api/tickets/{person.chance.choice(person.own)}"
    now, seen = person.see(path)
    paused = {"kind": "resumed"}
    if now["pause"] is None:
        paused = {"kind": "paused", "reason": "waiting for the partner"}
    severity = person.chance.choice(["low", "medium", "critical"])
    changed = {"kind": "severity_changed", "severity": severity}
    body = person.chance.choice([paused, changed])
    person.give("ticket event", f"{path}/events", body, seen)


def _create(person: Person) -> None:
    if found := person.give("partner", "/api/partners", {"name": "New here"}):
        person.own.append(found["id"])
        start = {"kind": "start_stage", "stage": "pre_contract"}
        _command(person, found["id"], start, f'"{found["version"]}"')


def _on_own(person: Person) -> None:
    if not person.own:
        _create(person)
        return
    act = person.chance.choice([_block, _sign])
    act(person, person.chance.choice(person.own))


COMMANDS: dict[str, tuple[Callable[[Person], None], ...]] = {
    "ines": (_block, _reassign, _plan, _sign, _draft, _grant),
    "lars": (_draft, _draft, _block),
    "kofi": (_open, _happen, _happen, _happen),
    "omar": (_create, _on_own, _on_own, _on_own),
}
"""What each of them does, by chance."""


# ------------------------------------------------------ the ledger and the database


@attrs.frozen(kw_only=True)
class Sum:
    """What there is of everything, or what there has to be."""

    events: frozenset[str]
    submissions: frozenset[str]
    grants: frozenset[str]
    revoked: frozenset[str]
    partners: frozenset[str]
    tickets: Counter[str]
    drafts: int


def _event(document: Any) -> str:
    """Tell an event from every other, from one that took the place of a lost one too.

    Its id is its place in the log, which another one has where it was not kept.
    """
    return "{id} at {at} by {by}".format_map(document)


def acknowledged(server: Server) -> Sum:
    """Give what was acknowledged."""
    told: dict[str, list[Any]] = {}
    for each in server.done:
        told.setdefault(each.what, []).append(each.told)

    def ids(what: str, name: str = "id") -> frozenset[str]:
        return frozenset(each[name] for each in told.get(what, ()))

    tickets = [*told.get("ticket", ()), *told.get("ticket event", ())]
    return Sum(
        events=frozenset(
            _event(event)
            for what in ("command", "submission")
            for each in told.get(what, ())
            for event in each["events"]
        ),
        submissions=ids("submission", "submission_id"),
        grants=ids("grant"),
        revoked=ids("revocation"),
        partners=ids("partner"),
        tickets=Counter(each["id"] for each in tickets),
        drafts=len(told.get("draft", ())),
    )


def stored(now: Kept, begun: Kept) -> Sum:
    """Give what is stored more than at the beginning."""

    def new(name: str) -> list[Any]:
        known = {row.id for row in begun[name]}
        return [row for row in now[name] if row.id not in known]

    grants = now["grants"]
    tickets = {row.id for row in new("tickets")}
    return Sum(
        events=frozenset(
            _event(row.document)
            for row in new("journey_events")
            if row.kind != "journey_started"
        ),
        submissions=frozenset(row.id for row in now["submissions"]),
        grants=frozenset(row.id for row in grants),
        revoked=frozenset(row.id for row in grants if row.revoked_at is not None),
        partners=frozenset(row.id for row in new("partners")),
        tickets=Counter(
            row.ticket_id for row in now["ticket_events"] if row.ticket_id in tickets
        ),
        drafts=sum(row.revision for row in now["drafts"]),
    )


def missing(wanted: Sum, found: Sum) -> list[str]:
    """Give what is in the first and not in the second."""
    return [
        f"{name}: {less}"
        for name in attrs.fields_dict(Sum)
        if (less := _less(getattr(wanted, name), getattr(found, name)))
    ]


def _less(wanted: Any, found: Any) -> Any:
    if isinstance(wanted, int):
        return max(0, wanted - found)
    return wanted - found
