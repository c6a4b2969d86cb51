"""A client of the service, lean enough to leave the machine to who answers.

It is a process of its own, and takes what it is to do as JSON from its input:

- `read`: asks for one address of several servers in turns, and tells the rates;
- `mix`: looks and does things like people at work, and tells how long each took.

It speaks just enough HTTP for that: one request after the other on each connection.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import re
import sys
import time
from collections.abc import Sequence
from typing import Any, Final

_LENGTH: Final = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
_ETAG: Final = re.compile(rb'etag: ("\d+")', re.IGNORECASE)
_COOKIE: Final = re.compile(rb"set-cookie: ([^;]+)", re.IGNORECASE)
_IDLE: Final = 3
"""Seconds after which a connection is made anew; servers hang up after five."""
_CONNECTING: Final = asyncio.Semaphore(20)


class Connection:
    """A connection that is kept open.

    Args:
        port: Where the server listens on this machine.
        cookie: Who asks.
    """

    def __init__(self, port: int, cookie: str = "") -> None:
        self.port = port
        self.cookie = cookie
        self.head = b""
        self._used = 0.0
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def open(self) -> None:
        """Connect; asking does so too."""
        async with _CONNECTING:
            self._streams = await asyncio.open_connection("127.0.0.1", self.port)
            self._used = time.perf_counter()

    async def ask(
        self, method: str, path: str, body: object = None, seen: str = ""
    ) -> tuple[int, bytes]:
        """Ask, and give status and body of the answer."""
        if time.perf_counter() - self._used > _IDLE:
            self.close()
        if self._streams is None:
            await self.open()
        assert self._streams is not None
        reader, writer = self._streams
        writer.write(self._request(method, path, body, seen))
        self.head = await reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(self.head)
        answer = await reader.readexactly(int(length[1])) if length else b""
        self._used = time.perf_counter()
        return int(self.head[9:12]), answer

    def _request(self, method: str, path: str, body: object, seen: str) -> bytes:
        sent = b"" if body is None else json.dumps(body).encode()
        lines = [f"{method} {path} HTTP/1.1", "Host: localhost"]
        if self.cookie:
            lines.append(f"Cookie: {self.cookie}")
        if seen:
            lines.append(f"If-Match: {seen}")
        if body is not None:
            lines += ["Content-Type: application/json", f"Content-Length: {len(sent)}"]
        return "\r\n".join([*lines, "", ""]).encode() + sent

    @property
    def etag(self) -> str:
        """The version that the last answer told."""
        found = _ETAG.search(self.head)
        return found[1].decode() if found else ""

    async def sign_in(self, person: str) -> None:
        """Be somebody of the sample."""
        await self.ask("POST", "/api/session", {"person_id": person})
        found = _COOKIE.search(self.head)
        assert found is not None, self.head
        self.cookie = found[1].decode()

    def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


async def read(
    ports: Sequence[int], path: str, cookie: str, *, turns: int, **each: Any
) -> list[list[float]]:
    """Give the rates of servers that are asked for the same in turns."""
    rates: list[list[float]] = [[] for _ in ports]
    for turn in range(turns):
        # Who is first in one turn is last in the next.
        places = range(len(ports))
        for place in places if turn % 2 else reversed(places):
            rates[place].append(await _rate(ports[place], path, cookie, **each))
    return rates


async def _rate(
    port: int, path: str, cookie: str, *, clients: int, seconds: float
) -> float:
    connections = [Connection(port, cookie) for _ in range(clients)]
    await asyncio.gather(*(each.open() for each in connections))
    begun = time.perf_counter()
    end = begun + seconds

    async def keep_asking(connection: Connection) -> int:
        count = 0
        while time.perf_counter() < end:
            status, _ = await connection.ask("GET", path)
            if status != 200:
                raise RuntimeError(f"{path} answered {status}")
            count += 1
        return count

    counts = await asyncio.gather(*map(keep_asking, connections))
    taken = time.perf_counter() - begun
    for connection in connections:
        connection.close()
    return sum(counts) / taken


class Worker:
    """Somebody at work: looks most of the time, and does things of their own."""

    def __init__(self, port: int, number: int) -> None:
        self.lots = random.Random(number)
        self.hub = Connection(port)
        self.tickets = Connection(port)
        self.seconds: list[float] = []
        self.errors: list[str] = []
        self.partner, self.partner_seen, self.is_blocked = "", "", False
        self.ticket, self.ticket_seen, self.is_paused = "", "", False

    async def begin(self) -> None:
        """Sign in, and make a partner and a ticket."""
        await self.hub.sign_in("ines")
        found = await self._ask(201, "POST", "/api/partners", {"name": "At work"})
        self.partner, self.partner_seen = found["id"], self.hub.etag
        await self.tickets.sign_in("kofi")
        path = "/api/partners/amberline/tickets"
        body = {"severity": "medium", "summary": "Something is slow"}
        found = await self._ask(201, "POST", path, body, by=self.tickets)
        self.ticket, self.ticket_seen = found["id"], self.tickets.etag
        self.seconds.clear()

    async def work(self, end: float) -> None:
        """Go on until the end."""
        try:
            while time.perf_counter() < end:
                await self._do_something()
        except (OSError, EOFError) as error:
            self.errors.append(f"{type(error).__name__}: {error}")
        self.hub.close()
        self.tickets.close()

    async def _do_something(self) -> None:
        lot = self.lots.random()
        if lot < 0.15:
            await self._ask(200, "GET", "/api/partners?limit=25")
        elif lot < 0.45:
            await self._ask(200, "GET", "/api/partners/amberline")
        elif lot < 0.60:
            await self._ask(200, "GET", f"/api/partners/{self.partner}/journey")
        elif lot < 0.70:
            await self._ask(200, "GET", "/api/tickets?limit=10")
        elif lot < 0.85:
            await self._command()
        else:
            await self._say_of_the_ticket()

    async def _command(self) -> None:
        body: dict[str, Any] = {"kind": "block", "reasons": ["with legal"]}
        if self.is_blocked:
            body = {"kind": "unblock"}
        path = f"/api/partners/{self.partner}/journey/commands"
        await self._ask(200, "POST", path, body, self.partner_seen)
        self.partner_seen, self.is_blocked = self.hub.etag, not self.is_blocked

    async def _say_of_the_ticket(self) -> None:
        body = {"kind": "paused", "reason": "waiting on partner"}
        if self.is_paused:
            body = {"kind": "resumed"}
        path = f"/api/tickets/{self.ticket}/events"
        await self._ask(200, "POST", path, body, self.ticket_seen, by=self.tickets)
        self.ticket_seen, self.is_paused = self.tickets.etag, not self.is_paused

    async def _ask(  # noqa: PLR0913 - what a request says
        self,
        wanted: int,
        method: str,
        path: str,
        body: object = None,
        seen: str = "",
        *,
        by: Connection | None = None,
    ) -> Any:
        begun = time.perf_counter()
        status, answer = await (by or self.hub).ask(method, path, body, seen)
        self.seconds.append(time.perf_counter() - begun)
        if status != wanted:
            self.errors.append(f"{method} {path}: {status} {answer[:300]!r}")
        return json.loads(answer) if body is not None else None


async def mix(port: int, *, clients: int, seconds: float) -> dict[str, Any]:
    """Let many people work at once."""
    workers = [Worker(port, number) for number in range(clients)]
    await asyncio.gather(*(each.begin() for each in workers))
    begun = time.perf_counter()
    await asyncio.gather(*(each.work(begun + seconds) for each in workers))
    taken = time.perf_counter() - begun
    waited = sorted(each for worker in workers for each in worker.seconds)
    errors = [each for worker in workers for each in worker.errors]
    return {
        "rate": len(waited) / taken,
        "median": waited[len(waited) // 2],
        "p99": waited[len(waited) * 99 // 100],
        "errors": len(errors),
        "first_errors": errors[:5],
    }


def main() -> None:
    """Do what the input says, and print what came of it."""
    asked = json.load(sys.stdin)
    job = {"mix": mix, "read": read}[asked.pop("job")]
    with contextlib.suppress(ImportError):
        import uvloop

        uvloop.install()
    json.dump(asyncio.run(job(**asked)), sys.stdout)


if __name__ == "__main__":
    main()
