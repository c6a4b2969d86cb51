"""The service is killed at random instants, and loses nothing that it acknowledged."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import attrs
import pytest

import partner_success as ps
from tests.support import kept
from tests.support.busy_people import (
    COMMANDS,
    Person,
    Server,
    Sum,
    acknowledged,
    missing,
    stored,
)
from tests.support.hub_launcher import launcher
from tests.support.service import Place

SEED = 20261127
COUNT = 500
KILLS = 14


def use_and_kill(
    place: Place,
    rules: ps.Rulebook,
    log: Path,
    *,
    count: int = COUNT,
    kills: int = KILLS,
    broken: str = "",
) -> list[str]:
    """Let people use the service, kill it again and again, and give what is wrong.

    Args:
        place: Its database.
        rules: The rulebook.
        log: Where it writes its log.
        count: How many commands are to be acknowledged.
        kills: How often it is killed meanwhile.
        broken: What is wrong with it on purpose.
    """
    print(f"seed {SEED}")
    chance = Random(SEED)
    marks = sorted(chance.sample(range(10, count - 5), kills))
    begun, last = kept.read(place), None
    with (
        launcher(place, log, broken=broken) as made,
        ThreadPoolExecutor(len(COMMANDS)) as pool,
    ):
        base = made.start()
        server = Server(base, count)
        jobs = [pool.submit(Person(each, server, SEED).work) for each in COMMANDS]
        try:
            for mark in marks:
                server.wait(mark)
                time.sleep(chance.uniform(0, 0.04))
                server.go_down(lambda: made.kill(base))
                now = kept.read(place)
                if found := _wrong(now, rules, server, begun, last):
                    return found
                last = now
                made.start(int(base.rpartition(":")[2]))
                server.come_up()
            for job in jobs:
                job.result()
        finally:
            server.stop()
        assert len(server.done) >= count
    now = kept.read(place)
    return [
        *_wrong(now, rules, server, begun),
        *missing(stored(now, begun), acknowledged(server)),
    ]


def _wrong(
    now: kept.Kept,
    rules: ps.Rulebook,
    server: Server,
    begun: kept.Kept,
    last: kept.Kept | None = None,
) -> list[str]:
    """Give what is lost, half-done, or was answered strangely.

    What was looked at after the kill before, and is the same, is not looked at again;
    at the end everything is.
    """
    return [
        *server.strange,
        *missing(acknowledged(server), stored(now, begun)),
        *kept.faults(now, rules, last),
    ]


def test_nothing_acknowledged_is_lost(
    sample_place: Place, rules: ps.Rulebook, tmp_path: Path
) -> None:
    """After each restart all is there, whole and once, and the log replays to it."""
    log = tmp_path / "log"
    assert use_and_kill(sample_place, rules, log) == []
    text = log.read_text(encoding="utf-8")
    assert '"event": "request"' in text
    assert '"event": "mistake"' not in text
    for word in ("Okafor", "@example.com", "Orders are refused", "In haste"):
        assert word not in text


@pytest.mark.parametrize(
    ("broken", "sign"),
    [
        ("a COMMIT is left out", rf"^({'|'.join(attrs.fields_dict(Sum))}): "),
        ("a COMMIT comes too early", r": version \d+, and \d+ events$"),
        ("no answer is kept", ": answered otherwise: "),
    ],
)
def test_what_is_broken_is_found(
    sample_place: Place, rules: ps.Rulebook, tmp_path: Path, broken: str, sign: str
) -> None:
    """The same test fails where one COMMIT, or what is kept in it, was taken away."""
    found = use_and_kill(
        sample_place, rules, tmp_path / "log", count=60, kills=2, broken=broken
    )
    assert any(re.search(sign, each) for each in found), found
