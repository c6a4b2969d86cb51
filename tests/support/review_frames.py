"""Small portfolios made up as records, and the same facts as dataframes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, Final

import attrs
import narwhals as nw
import polars as pl

import partner_success as ps
from partner_success.engagement import ActivityDone
from partner_success.gates import JourneyState, PartnerJourney
from partner_success.partners import (
    Account,
    AlternativeEvaluation,
    Contract,
    ExecutiveMeeting,
    ExecutiveRequest,
    LicenceCount,
    Partner,
    Snapshot,
    TeamAssignment,
    Ticket,
    Usage,
)
from partner_success.review import (
    NOT_IN_FRAMES,
    SINCE_NOT_IN_FRAMES,
    Finding,
    PortfolioReview,
    ReviewFrames,
)
from partner_success.review.facts import journey_as_of
from tests.support.engines import column, make_frame
from tests.support.reviewed import OFFICE, ways

PEOPLE: Final = {role: role.lower() for role in ("PAM", "PDM", "TPM", "PSM", "TAM")}
"""Of one role of a playbook, the CSM, no column says who it is."""

BETWEEN: Final = (date(2025, 12, 1), date(2027, 12, 31))
_TIME = pl.Datetime("us", "UTC")
_PARTS: Final = ps.standard().health.components.ids

SCHEMAS: Final[dict[str, dict[str, Any]]] = {
    "accounts": {
        "account_id": pl.String,
        "partner_id": pl.String,
        "on": pl.Date,
        "churned": pl.Boolean,
        "renews_on": pl.Date,
        **dict.fromkeys([*_PARTS, "nps", "csat_share"], pl.Float64),
    },
    "usage": {"account_id": pl.String, "on": pl.Date, "active_users": pl.Int64},
    "tickets": {
        **dict.fromkeys(["id", "account_id", "partner_id", "severity"], pl.String),
        **dict.fromkeys(["opened_at", "first_responded_at", "resolved_at"], _TIME),
        "is_incident": pl.Boolean,
    },
    "licences": {
        "account_id": pl.String,
        "licence_type": pl.String,
        "on": pl.Date,
        "licensed": pl.Int64,
        "active": pl.Int64,
    },
    "meetings": {"account_id": pl.String, "on": pl.Date, "held": pl.Boolean},
    "requests": {
        "account_id": pl.String,
        "asked_on": pl.Date,
        "answered_on": pl.Date,
        "topic": pl.String,
    },
    "evaluations": {
        "account_id": pl.String,
        "noted_on": pl.Date,
        "ended_on": pl.Date,
        "alternative": pl.String,
    },
    "partners": {
        "partner_id": pl.String,
        "stage": pl.String,
        "actual_launch": pl.Date,
        "contract_id": pl.String,
        "renews_on": pl.Date,
        **dict.fromkeys(PEOPLE.values(), pl.String),
    },
    "standings": {
        **dict.fromkeys(["partner_id", "stage", "gate_status"], pl.String),
        **dict.fromkeys(
            ["onboarding_start", "stage_started", "stage_ended", "target_launch"],
            pl.Date,
        ),
        "launched_on": pl.Date,
    },
    "metrics": {
        "partner_id": pl.String,
        "metric": pl.String,
        "is_met": pl.Boolean,
    },
    "done": {
        "partner_id": pl.String,
        "activity": pl.String,
        "on": pl.Date,
        "number": pl.Int64,
    },
}
_FIELDS: Final = {"account_id": "id"}


@attrs.frozen(kw_only=True)
class Made:
    """A portfolio as records."""

    at: datetime
    snapshots: tuple[Snapshot, ...]
    journeys: tuple[PartnerJourney, ...]
    done: tuple[ActivityDone, ...] | None

    def with_few_kinds(self) -> Made:
        """Leave out journeys, care, licences, use, and what executives do."""
        empty: dict[str, Any] = dict.fromkeys(_MANY_KINDS, ())
        few = tuple(attrs.evolve(each, **empty) for each in self.snapshots)
        return attrs.evolve(self, snapshots=few, journeys=(), done=None)

    def reviewed(self, rules: ps.Rulebook, **more: Any) -> PortfolioReview:
        """Review it record by record."""
        return ps.review_portfolio(
            self.snapshots,
            rules,
            at=self.at,
            journeys=self.journeys,
            done=self.done,
            forecasts=False,
            **more,
        )


class Lots:
    """Makes portfolios up.

    Args:
        seed: The same one makes the same portfolio.
        at: The instant at which it is looked at.
    """

    def __init__(self, seed: int, at: datetime) -> None:
        self.lot = Random(seed)
        self.at = at
        self.on = at.date()

    def day(self, most: int, ahead: int = 3) -> date:
        """Draw a day before the instant, or a few days behind it."""
        return self.on - timedelta(days=self.lot.randint(-ahead, most))

    def some(self, most: int) -> range:
        """Draw how many there are."""
        return range(self.lot.randint(0, most))

    def portfolio(self, rules: ps.Rulebook) -> Made:
        """Make a portfolio up: partners on journeys, and some without one."""
        known = [
            journey
            for each in self.lot.sample(list(ways().values()), 8)
            if (journey := journey_as_of(each, self.at)) is not None
        ]
        states = {each.state.partner_id: each.state for each in known}
        ids = [*states, "alone", "bare", "launched"]
        partners = {id_: self.partner(id_, states.get(id_), rules) for id_ in ids}
        done = [each for one in partners.values() for each in self.care(one, rules)]
        return Made(
            at=self.at,
            snapshots=tuple(map(self.snapshot, partners.values())),
            journeys=tuple(known),
            done=tuple(done),
        )

    def partner(
        self, id_: str, state: JourneyState | None, rules: ps.Rulebook
    ) -> Partner:
        """Make up a partner, with the people of its journey if it is on one."""
        team = {"PAM": ("ada",), "TAM": self.lot.choice([("tess",), ("ada",), ()])}
        if state is not None:
            team = {role: tuple(ids) for role, ids in state.team.items()}
        contract = Contract(
            id=f"c-{id_}",
            kind="ppa",
            renews_on=self.lot.choice([None, self.day(20, 480), self.day(0, 100)]),
        )
        stages = (None, *rules.journey.stages.ids)
        return Partner(
            id=id_,
            name=id_.capitalize(),
            team=[
                TeamAssignment(role=role, person_id=each)
                for role, ids in team.items()
                for each in ids
                if role in PEOPLE
            ],
            contract=self.lot.choice([None, contract]),
            stage=self.lot.choice(stages),
            actual_launch=self.day(150) if id_ == "launched" else None,
        )

    def care(self, partner: Partner, rules: ps.Rulebook) -> Iterator[ActivityDone]:
        """Make up what was done for a partner, no more than can have been."""
        cadence = rules.cadence
        for activity in cadence.activities:
            if activity.touchpoint is None:
                for _ in self.some(2):
                    yield ActivityDone(
                        activity=activity.id,
                        partner_id=partner.id,
                        on=self.day(120),
                        by="tess",
                    )
        for kind in cadence.kinds:
            if not kind.enterprise_only and self.lot.random() < 0.5:
                yield ActivityDone(
                    activity=kind.id,
                    partner_id=partner.id,
                    on=self.day(30),
                    by="tess",
                    number=1,
                )

    def snapshot(self, partner: Partner) -> Snapshot:
        """Make up what is known of a partner."""
        few = 0 if partner.id in ("alone", "bare") else 4
        ids = [f"{partner.id}-{number}" for number in self.some(few)]
        more: dict[str, list[Any]] = {name: [] for name in _COLLECTIONS}
        for id_ in ids:
            more["accounts"] += self.readings(id_, partner.id)
            for name, each in self.records(id_):
                more[name].append(each)
        if partner.id != "bare":
            more["tickets"] += [
                self.ticket(f"{partner.id}-t-{number}", None, partner.id)
                for number in self.some(3)
            ]
        return Snapshot(at=self.at, partner=partner, **more)

    def readings(self, id_: str, partner_id: str) -> Iterator[Account]:
        """Make up readings of a customer, one of them known by the day."""
        lot = self.lot
        for on in sorted({self.on, self.day(60), self.day(90)}):
            health = lot.choice([35, 55, 65, 75, 85, 95])
            measures: dict[str, Any] = {
                part: lot.choice([health, health, lot.randint(0, 100)])
                for part in _PARTS
            }
            if lot.random() < 0.4:
                measures["relationship_strength"] = None
                measures["csat_share"] = lot.choice([None, 80, 90, 97])
            elif lot.random() < 0.1:
                measures["csat_share"] = 80
            if lot.random() < 0.3:
                del measures[lot.choice([*_PARTS])]
            if lot.random() < 0.1:
                measures["user_adoption"] = 101
            # Nobody who gives the number of the relationship can say its measures too.
            if measures.get("relationship_strength") is None:
                measures["nps"] = lot.choice([None, 20, 49.99, 50, 90])
            yield Account(
                id=id_,
                name=id_,
                partner_id=partner_id,
                on=on,
                measures=measures,
                renews_on=lot.choice([None, self.day(40, 480), self.day(1, 100)]),
                churned=lot.choice([None, False, False, lot.random() < 0.3]),
            )

    def records(self, id_: str) -> Iterator[tuple[str, Any]]:
        """Make up records about a customer."""
        lot = self.lot
        fall = self.day(30)
        for back in range(-2, 40):
            on = self.on - timedelta(days=back)
            if lot.random() < 0.8:
                users = 10 if on < fall else 8
                yield "usage", Usage(account_id=id_, on=on, active_users=users)
        for number in self.some(6):
            yield "tickets", self.ticket(f"{id_}-t-{number}", id_, None)
        for kind in ("seat", "reader"):
            for on in {self.day(30), self.day(50)}:
                count = LicenceCount(
                    account_id=id_,
                    licence_type=kind,
                    on=on,
                    licensed=lot.choice([None, 0, 10, 10]),
                    active=lot.choice([None, 0, 4, 7, 8, 10, 12]),
                )
                yield "licences", count
        for on in {self.day(30), self.day(60)}:
            held = lot.random() < 0.7
            yield "meetings", ExecutiveMeeting(account_id=id_, on=on, held=held)
        for number in self.some(2):
            asked = self.day(30)
            later = asked + timedelta(days=lot.randint(0, 12))
            request = ExecutiveRequest(
                account_id=id_,
                asked_on=asked,
                answered_on=lot.choice([None, later]),
                topic=None if number == 0 else f"topic {number}",
            )
            yield "requests", request
        for _ in self.some(1):
            noted = self.day(30)
            ended = noted + timedelta(days=lot.randint(0, 20))
            evaluation = AlternativeEvaluation(
                account_id=id_, noted_on=noted, ended_on=lot.choice([None, ended])
            )
            yield "evaluations", evaluation

    def ticket(self, id_: str, account: str | None, partner: str | None) -> Ticket:
        """Make up a ticket, opened some hours before the instant or long ago."""
        lot = self.lot
        hours = lot.choice([1, 2, 4, 4, 8, 24, 48, 240, 700, -2])
        opened = self.at - timedelta(hours=hours, minutes=lot.choice([0, 0, 30]))
        answered = opened + timedelta(minutes=lot.choice([5, 60, 500]))
        resolved = answered + timedelta(hours=lot.choice([1, 50]))
        return Ticket(
            id=id_,
            account_id=account,
            partner_id=partner,
            severity=lot.choice(["critical", "high", "medium", "low"]),
            opened_at=opened,
            first_responded_at=lot.choice([None, answered]),
            resolved_at=lot.choice([None, None, resolved]),
            is_incident=lot.choice([True, None, False]),
        )


_MANY_KINDS: Final = ("usage", "licences", "meetings", "requests", "evaluations")
_COLLECTIONS: Final = (
    *("accounts", "usage", "tickets", "licences"),
    *("meetings", "requests", "evaluations"),
)


def rows_of(made: Made) -> dict[str, list[dict[str, Any]]]:
    """Write the facts as rows by source."""
    rows: dict[str, list[dict[str, Any]]] = {
        name: [
            _row(name, each) for own in made.snapshots for each in getattr(own, name)
        ]
        for name in _COLLECTIONS
    }
    states = {each.state.partner_id: each.state for each in made.journeys}
    rows["partners"] = [
        _partner_row(each.partner, states.get(each.partner.id))
        for each in made.snapshots
    ]
    rows["standings"] = [_standing_row(each) for each in states.values()]
    rows["metrics"] = [
        {"partner_id": id_, "metric": each.id, "is_met": each.is_met}
        for id_, state in states.items()
        for each in state.metrics
    ]
    if made.done is None:
        left_out = {*_MANY_KINDS, "standings", "metrics"}
        return {name: own for name, own in rows.items() if name not in left_out}
    rows["done"] = [_row("done", each) for each in made.done]
    return rows


def _row(name: str, record: Any) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for field in SCHEMAS[name]:
        if name == "accounts" and hasattr(record, "measures"):
            measured = record.measures.get(field)
            found = getattr(record, _FIELDS.get(field, field), measured)
        else:
            found = getattr(record, field)
        row[field] = str(found) if isinstance(found, str) else found
    return row


def _partner_row(partner: Partner, state: JourneyState | None) -> dict[str, Any]:
    team: Mapping[str, Iterable[str]] = {
        role: [each.person_id for each in partner.in_role(ps.partners.Role(role))]
        for role in PEOPLE
    }
    if state is not None:
        team = state.team
    contract = partner.contract
    return {
        "partner_id": partner.id,
        "stage": partner.stage,
        "actual_launch": partner.actual_launch,
        "contract_id": None if contract is None else contract.id,
        "renews_on": None if contract is None else contract.renews_on,
        **{
            name: ", ".join(team.get(role, ())) or None for role, name in PEOPLE.items()
        },
    }


def _standing_row(state: JourneyState) -> dict[str, Any]:
    gate = state.gate
    return {
        "partner_id": state.partner_id,
        "stage": state.stage,
        "gate_status": gate.status.value,
        "onboarding_start": state.onboarding_start,
        "stage_started": gate.started_at and gate.started_at.date(),
        "stage_ended": gate.ended_at and gate.ended_at.date(),
        "target_launch": state.target_launch,
        "launched_on": state.launch.launched_on,
    }


def frames_of(rows: Mapping[str, list[dict[str, Any]]], engine: str) -> ReviewFrames:
    """Make the frames of one engine."""
    made: dict[str, Any] = {}
    for name, given in rows.items():
        kinds = SCHEMAS[name]
        table = pl.DataFrame(given, schema=kinds)
        if engine.startswith("pandas"):
            # It keeps days as times without a zone.
            days = [each for each, kind in kinds.items() if kind == pl.Date]
            table = table.with_columns(pl.col(days).cast(pl.Datetime("us")))
        made[name] = make_frame(table.to_dict(as_series=True), engine)
        if engine.startswith("pandas"):
            # Where nothing in a column is known, it has no type of its own.
            made[name] = made[name].astype(dict.fromkeys(days, "datetime64[us]"))
    return ReviewFrames(**made, people=PEOPLE)


_TOLD: Final = (
    *("partner_id", "code", "urgency", "kind", "subject", "roles", "people"),
    *("playbooks", "since", "rules"),
)


def told_of(found: PortfolioReview) -> list[tuple[Any, ...]]:
    """Give what a review of records says, as far as one of frames says it too."""
    return sorted(map(_told, _both(found)), key=repr)


def _both(found: PortfolioReview) -> Iterator[Finding]:
    for each in found.findings:
        if each.code not in NOT_IN_FRAMES:
            yield each


def _told(each: Finding) -> tuple[Any, ...]:
    return (
        each.partner_id,
        each.code,
        each.urgency.value,
        each.kind,
        each.subject,
        ", ".join(each.roles),
        ", ".join(each.people),
        ", ".join(each.playbooks),
        None if each.code in SINCE_NOT_IN_FRAMES else each.since,
        ", ".join(each.rules),
    )


def table_of(frame: Any) -> list[dict[str, Any]]:
    """Give a frame of any library as rows, with None where nothing is."""
    names = nw.from_native(frame).collect_schema().names()
    table: Any = nw.from_native(frame)
    native = table.collect().to_native() if hasattr(table, "collect") else frame
    columns = [[_plain(cell) for cell in column(native, name)] for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _plain(cell: Any) -> Any:
    if isinstance(cell, datetime) and cell.tzinfo is None and cell.time() == time():
        return cell.date()
    return cell.astimezone(UTC) if isinstance(cell, datetime) else cell


def told_by(frame: Any) -> list[tuple[Any, ...]]:
    """Give what a review of frames says."""
    rows = [tuple(row[name] for name in _TOLD) for row in table_of(frame)]
    return sorted(rows, key=repr)


def order_of(found: PortfolioReview) -> list[tuple[Any, ...]]:
    """Give partners worst first with their counts, by what frames find too."""
    rows: list[tuple[Any, ...]] = []
    for each in found.reviews:
        own = [f for f in each.worst if f.code not in NOT_IN_FRAMES]
        counts = {word.value: 0 for word in each.counts}
        for finding in own:
            counts[finding.urgency.value] += 1
        first = own[0]
        rows.append(
            (each.partner_id, *counts.values(), first.code, first.urgency.value)
        )
    rows.sort(key=lambda row: (-row[1], -row[2], -row[3], -row[5], row[0]))
    return rows


def order_by(frame: Any) -> list[tuple[Any, ...]]:
    """Give the same of frames."""
    names = ("partner_id", "now", "soon", "watch", "chance", "not_known")
    told = (*names, "worst", "worst_urgency")
    return [tuple(row[name] for name in told) for row in table_of(frame)]


HOURS = OFFICE
