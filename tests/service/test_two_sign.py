"""Two people sign at the same moment: one of them does, and the other is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import attrs
import httpx

import partner_success as ps
from onboarding_hub.identity import COOKIE, Sessions
from onboarding_hub.store import journeys
from partner_success.access import Actor
from partner_success.gates import PartnerJourney, StartStage, Submit
from partner_success.partners import Partner, TeamAssignment
from partner_success.testing.builders import make_submission
from tests.support import kept
from tests.support.hub_launcher import launcher
from tests.support.service import ROOT, SECRET, Place

ROUNDS = 200
TEAM = (("PAM", "ines"), ("PAM", "omar"), ("PDM", "lars"), ("PDM", "priya"))
INES = Actor(id="ines", email="ines@example.com", roles=["PAM"])


@attrs.frozen(kw_only=True)
class Round:
    """What two people are to do at once: to one partner, each at one of the servers."""

    partner_id: str
    is_sign_off: bool
    seen: int
    bases: tuple[str, str]


def rounds_at(bases: tuple[str, str]) -> Iterator[Round]:
    """Sign off or hand in, by turns, at one server and at both of them."""
    for number in range(ROUNDS):
        signs = number % 2 == 0
        both = number % 4 < 2
        yield Round(
            partner_id=f"round-{number}",
            is_sign_off=signs,
            seen=3 if signs else 2,
            bases=bases if both else (bases[0], bases[0]),
        )


def begun(rules: ps.Rulebook, *, handed_in: bool) -> tuple[Partner, PartnerJourney]:
    """Give a partner in Pre-Contract, with its answers handed in or not."""
    at = datetime.now(UTC) - timedelta(days=1)
    team = [TeamAssignment(role=role, person_id=id_) for role, id_ in TEAM]
    partner = Partner(id="round", name="Round", team=team)
    now = rules.journey.start(partner, at=at, by="ines")
    commands: list[Any] = [StartStage(by=INES, stage="pre_contract")]
    if handed_in:
        answers = make_submission(
            rules.journey, "pre_contract", id="ready", at=at, partner_id="round"
        )
        commands.append(Submit(answers, by=INES))
    for each in commands:
        step = now.apply(each, at=at)
        assert not step.refused, step.reasons
        now = step.journey
    return partner, now


def set_out(place: Place, rules: ps.Rulebook, rounds: list[Round]) -> None:
    """Put the partners there, each with its answers handed in where it is signed."""
    patterns = {wanted: begun(rules, handed_in=wanted) for wanted in (True, False)}
    with place.owner() as owner, owner.engine.begin() as connection:
        for each in rounds:
            partner, found = patterns[each.is_sign_off]
            assert found.version == each.seen
            id_ = each.partner_id
            log = [
                attrs.evolve(event, partner_id=id_, id=f"{id_}#{event.sequence}")
                for event in found.events
            ]
            own = attrs.evolve(partner, id=id_, name=id_)
            journeys.begin(connection, own, rules.journey.replay(log))


def act(person: str, place: int, rounds: list[Round], barrier: Barrier) -> list[Any]:
    """Do one's part of every round, each when the other is about to do theirs."""
    token = Sessions(SECRET, timedelta(hours=1)).begin(person, datetime.now(UTC))
    path = ROOT / "examples" / "questionnaires" / "pre_contract.json"
    answers = json.loads(path.read_text(encoding="utf-8"))
    soon = datetime.now(UTC).date() + timedelta(days=30)
    answers["closure"]["expected_close_on"] = soon.isoformat()
    body = {"answers": answers, "mark": {"type": "typed", "text": person}}
    found = []
    with httpx.Client(timeout=60, cookies={COOKIE: token}, verify=False) as client:
        for each in rounds:
            url = f"{each.bases[place]}/api/partners/{each.partner_id}"
            barrier.wait(timeout=60)
            if each.is_sign_off:
                url, sent = f"{url}/journey/commands", {"kind": "sign_off"}
            else:
                url, sent = f"{url}/questionnaires/pre_contract/submissions", body
            headers = {"If-Match": f'"{each.seen}"'}
            found.append(client.post(url, json=sent, headers=headers))
    return found


def test_one_of_two_signs(
    sample_place: Place, rules: ps.Rulebook, tmp_path: Path
) -> None:
    """Each time exactly one is done, and the other is told what came between."""
    with launcher(sample_place, tmp_path / "log") as made:
        rounds = list(rounds_at((made.start(), made.start())))
        set_out(sample_place, rules, rounds)
        barrier = Barrier(2)
        with ThreadPoolExecutor(2) as pool:
            both = [
                pool.submit(act, person, place, rounds, barrier)
                for place, person in enumerate(("ines", "omar"))
            ]
            ines, omar = (each.result() for each in both)
    winners = {}
    for each, first, second in zip(rounds, ines, omar, strict=True):
        done = {200} if each.is_sign_off else {201}
        won, lost = sorted((first, second), key=lambda found: found.status_code)
        told = lost.json()
        assert ({won.status_code}, lost.status_code) == (done, 409), told
        assert told["version"] == each.seen + 1
        assert [reason["code"] for reason in told["reasons"]] == ["conflict"]
        winner = "ines" if won is first else "omar"
        assert winner in told["reasons"][0]["message"]
        winners[each.partner_id] = (winner, won.json())
    _check(kept.read(sample_place), rules, rounds, winners)


def _check(
    found: kept.Kept, rules: ps.Rulebook, rounds: list[Round], winners: Any
) -> None:
    """Look whether the log holds what was answered to those who won, and no more."""
    assert kept.faults(found, rules) == []
    logs: dict[str, list[Any]] = {each.partner_id: [] for each in rounds}
    for row in found["journey_events"]:
        if row.partner_id in logs:
            logs[row.partner_id].append(row)
    submissions = {row.partner_id: row.signed_by for row in found["submissions"]}
    for each in rounds:
        winner, told = winners[each.partner_id]
        last = logs[each.partner_id][each.seen :]
        assert [row.document for row in last] == told["events"]
        kinds = ["signed_off"] if each.is_sign_off else ["submitted"]
        assert [(row.kind, row.by) for row in last] == [(kinds[0], winner)]
        signed = None if each.is_sign_off else winner
        assert submissions.get(each.partner_id) == signed
    assert len(found["submissions"]) == ROUNDS // 2
