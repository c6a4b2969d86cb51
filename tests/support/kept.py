"""Whether what the service keeps agrees with itself: logs, states, answers, keys."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import attrs
import sqlalchemy as sa

import partner_success as ps
from onboarding_hub.database import tables
from onboarding_hub.store.tickets import working_time
from partner_success.interop import (
    read_journey_events,
    read_journey_state,
    structure,
)
from partner_success.questionnaires import Submission, verify
from partner_success.sla import Event
from tests.support.service import Place

MADE_HERE = re.compile(r"s-[0-9a-f]{20}")
"""The ids of submissions that the service made; the sample's have no answers."""


@attrs.frozen(kw_only=True)
class Kept:
    """Everything that is kept, as of one instant: by table its rows."""

    rows: dict[str, list[Any]]

    def __getitem__(self, name: str) -> list[Any]:
        return self.rows[name]


def read(place: Place) -> Kept:
    """Read everything in one transaction, past whatever the service would show."""
    with place.owner() as owner, owner.engine.connect() as connection:
        return Kept(
            rows={
                name: list(connection.execute(_ordered(table)))
                for name, table in tables.metadata.tables.items()
            }
        )


def _ordered(table: sa.Table) -> sa.Select[Any]:
    return sa.select(table).order_by(*table.primary_key.columns)


def faults(kept: Kept, rules: ps.Rulebook, earlier: Kept | None = None) -> list[str]:
    """Give every place where what is kept does not agree with itself.

    Args:
        kept: Everything that is kept.
        rules: The rulebook.
        earlier: What was kept before and had no faults: what is still the same in every
            column is not replayed again.
    """
    before = Kept(rows={name: [] for name in kept.rows}) if earlier is None else earlier
    return [
        *_journey_faults(kept, rules, before),
        *_submission_faults(kept, before),
        *_ticket_faults(kept, rules, before),
        *_key_faults(kept),
    ]


def _grouped(rows: list[Any], name: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _parts(kept: Kept, name: str, *others: str, by: str) -> dict[str, list[list[Any]]]:
    """Give by id each row of a table, and the rows of others that belong to it."""
    found = [_grouped(kept[each], by) for each in others]
    return {row.id: [[row], *(each[row.id] for each in found)] for row in kept[name]}


def _journey_faults(kept: Kept, rules: ps.Rulebook, before: Kept) -> Iterator[str]:
    belongs = ("partners", "journey_events", "team_assignments")
    known = _parts(before, *belongs, by="partner_id")
    for id_, parts in _parts(kept, *belongs, by="partner_id").items():
        if parts == known.get(id_):
            continue
        (row,), log, team_rows = parts
        if [each.sequence for each in log] != [*range(1, row.version + 1)]:
            yield f"{row.id}: version {row.version}, and {len(log)} events"
            continue
        events = read_journey_events([each.document for each in log])
        columns = [(each.id, each.kind, each.by) for each in log]
        if columns != [(each.id, each.kind, each.by) for each in events]:
            yield f"{row.id}: the columns of its log say otherwise"
        state = rules.journey.replay(events).state
        if state != read_journey_state(row.snapshot):
            yield f"{row.id}: its log comes to another state"
        shown = (row.stage, row.status, row.target_launch, row.team)
        team = {role: list(ids) for role, ids in state.team.items()}
        if shown != (state.stage, str(state.gate.status), state.target_launch, team):
            yield f"{row.id}: lists show something else"
        assigned = {(each.role, each.person_id) for each in team_rows}
        if assigned != {(role, id_) for role, ids in team.items() for id_ in ids}:
            yield f"{row.id}: another team is assigned"


def _submission_faults(kept: Kept, before: Kept) -> Iterator[str]:
    handed_in = {
        each.document["submission_id"]: (each.partner_id, each.document["digest"])
        for each in kept["journey_events"]
        if each.kind == "submitted"
    }
    known = {row.id: (row.partner_id, row.digest) for row in kept["submissions"]}
    for id_, what in handed_in.items():
        if MADE_HERE.fullmatch(id_) and known.get(id_) != what:
            yield f"{id_}: handed in, and not kept"
    verified = {row.id: row for row in before["submissions"]}
    for row in kept["submissions"]:
        if handed_in.get(row.id) != known[row.id]:
            yield f"{row.id}: kept, and not handed in"
        if row == verified.get(row.id):
            continue
        if not verify(structure(row.document, Submission, subject=row.id)).holds:
            yield f"{row.id}: its signature does not hold"


def _ticket_faults(kept: Kept, rules: ps.Rulebook, before: Kept) -> Iterator[str]:
    belongs = ("tickets", "ticket_events")
    known = _parts(before, *belongs, by="ticket_id")
    for id_, parts in _parts(kept, *belongs, by="ticket_id").items():
        if parts == known.get(id_):
            continue
        (row,), log = parts
        if [each.sequence for each in log] != [*range(1, row.version + 1)]:
            yield f"{row.id}: version {row.version}, and {len(log)} events"
            continue
        events: list[Any] = [
            structure(each.document, Event, subject=row.id)  # type: ignore[arg-type]
            for each in log
        ]
        replayed = rules.sla[row.policy].replay(
            events, calendar=working_time(row.calendar)
        )
        assert replayed.clock is not None
        state = replayed.clock.at(events[-1].at)
        if (row.severity, row.phase) != (str(state.severity), state.phase):
            yield f"{row.id}: its log comes to another state"


def _key_faults(kept: Kept) -> Iterator[str]:
    """Look for what kept answers tell of, and what is not there."""
    names = ("partners", "tickets", "submissions", "journey_events")
    ids = {name: {row.id for row in kept[name]} for name in names}
    gates = _grouped(kept["grants"], "id")
    for row in kept["idempotency_keys"]:
        if row.status is None or not 200 <= row.status < 300:
            yield f"{row.key}: it is kept without its answer"
            continue
        found = json.loads(row.body)
        told = [("journey_events", each["id"]) for each in found.get("events", ())]
        if "submission_id" in found:
            told.append(("submissions", found["submission_id"]))
        elif "grantee" in found:
            opened = {each.gate for each in gates[found["id"]]}
            if opened != set(found["gates"]):
                yield f"{row.key}: a grant of {found['gates']} opens {opened}"
        elif "id" in found:
            told.append(("tickets" if "targets" in found else "partners", found["id"]))
        for name, id_ in told:
            if id_ not in ids[name]:
                yield f"{row.key}: {id_} was answered, and is not in {name}"
