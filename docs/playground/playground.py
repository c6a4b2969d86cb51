"""Answers what the playground asks: plain data in, plain data out.

The page runs this module in the browser, where it calls the library as any program
would. It knows nothing of the page.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeAlias
from zoneinfo import ZoneInfo

import partner_success as ps
from partner_success.access import (
    AccessDecision,
    Actor,
    Delegation,
    Grant,
    Identity,
    Resource,
    ResourceKind,
    partner_resource,
)
from partner_success.calendars import Calendar, parse_calendar
from partner_success.errors import (
    InvalidDataError,
    InvalidValueError,
    MissingExtraError,
    PartnerSuccessError,
)

Given: TypeAlias = Mapping[str, Any]
Answer: TypeAlias = dict[str, Any]

EXAMPLE: Final = {
    "technical_performance": 92,
    "business_outcomes": 71,
    "user_adoption": 64,
    "relationship_strength": 80,
}
"""Where the sliders stand first."""

UNITS: Final[dict[str, Callable[[int], timedelta | ps.WorkingDays]]] = {
    "hours": lambda count: timedelta(hours=count),
    "minutes": lambda count: timedelta(minutes=count),
    "working days": ps.WorkingDays,
}
TIES: Final = {
    "assigned": "assigned to the partner in this role",
    "not_assigned": "not assigned to the partner",
    "deputy": "deputy of who is assigned in this role",
    "granted": "not assigned, but given a context grant for the gate",
}
MOST_STRETCHES: Final = 12
"""The most stretches of work that are listed."""

# Nothing hangs on the day: what is given for a time holds at this instant.
NOW: Final = datetime(2026, 5, 4, 9, tzinfo=UTC)
BEFORE, AFTER = NOW - timedelta(days=1), NOW + timedelta(days=1)
YOU: Final = Identity(id="you", email="you@example.com")
OTHER: Final = Identity(id="a-colleague", email="else@example.com")
PARTNER: Final = "acme"


def ask(text: str) -> str:
    """Answer a question written as JSON, in JSON.

    Args:
        text: An object of ``kind``, the name of one of the questions, and ``given``,
            what it is about.

    Returns:
        What the question's function gives; or ``refused``, why the library takes it for
        misuse, as ``headline`` and ``remarks``, with ``needs`` where an extra of that
        name has to be there first.
    """
    question = json.loads(text)
    try:
        return json.dumps(QUESTIONS[question["kind"]](question["given"]))
    except MissingExtraError as error:
        return json.dumps({"needs": error.extra, **_refusal(str(error))})
    except InvalidDataError as error:
        remarks = [str(problem) for problem in error.problems]
        return json.dumps(_refusal(f"{error.subject} cannot be read", remarks))
    except PartnerSuccessError as error:
        return json.dumps(_refusal(str(error)))


def catalogue(_: Given) -> Answer:
    """Give what the forms of the page offer, in the words of the rulebook."""
    rules = ps.standard()
    policy, readiness = rules.access, rules.readiness
    card = rules.health
    return {
        "edition": card.provenance.edition,
        "version": ps.__version__,
        "health": [
            {
                **_choice(each.id, each.name),
                "description": each.description,
                "low": int(card.low),
                "high": int(card.high),
                "value": EXAMPLE[each.id],
            }
            for each in card.components
        ],
        "scale": [_choice(str(step.rating), step.meaning) for step in readiness.scale],
        "sections": [
            {
                **_choice(section.id, section.name),
                "elements": [_choice(each.id, each.name) for each in section.elements],
            }
            for section in readiness.sections
        ],
        "roles": [
            _choice(each.id, f"{each.name} ({each.id})") for each in policy.roles
        ],
        "stages": [_choice(each.id, each.name) for each in policy.stages],
        "statuses": [
            _choice(each, each.replace("_", " "))
            for each in policy.facts["gate_status"].words
        ],
        "ties": [_choice(id_, name) for id_, name in TIES.items()],
        "units": [_choice(each, each) for each in UNITS],
    }


def health(given: Given) -> Answer:
    """Score the components of a customer's health, and say what reaches the next band.

    Args:
        given: A number for each component, by its id.
    """
    score = ps.standard().health.score(given)
    above = score.model.require_bands().above(score.band)
    tables = [score.explain().as_data()]
    if above is not None:
        tables.append(score.improvements(to=above).explain().as_data())
    return {
        "headline": f"{score.text}: {score.band.name}",
        "band": score.band.id,
        "tables": tables,
    }


def readiness(given: Given) -> Answer:
    """Assess the ratings of a readiness assessment.

    Args:
        given: A whole rating for each element that is answered, by its id.
    """
    found = ps.standard().readiness.assess(given)
    told = found.explain()
    return {
        "headline": told.title,
        "band": None if found.level is None else found.level.id,
        "tables": [told.as_data()],
    }


def calendar(given: Given) -> Answer:
    """Find out when work that begins at an instant is done.

    Args:
        given: ``calendar`` in its text form; ``start`` as a clock shows it in ``zone``;
            ``amount``, a whole number of ``unit``.
    """
    office = parse_calendar(given["calendar"])
    start = _instant(given["start"], given["zone"])
    due = office.deadline(start, _length(given["amount"], given["unit"]))
    stretches = office.intervals(start, due) if due > start else ()
    rows = [
        {"from": _clock(each.start), "to": _clock(each.end), "work": str(each.duration)}
        for each in stretches[:MOST_STRETCHES]
    ]
    return {
        "headline": f"Due on {_clock(due)}",
        "due": due.isoformat(),
        "tables": [
            {
                "title": f"{office.elapsed(start, due)} of work after {_clock(start)}",
                "rows": rows,
                "remarks": _calendar_remarks(office, len(stretches)),
            }
        ],
    }


def access(given: Given) -> Answer:
    """Say of every action whether somebody may do it, by which rule, or why not.

    Args:
        given: ``role``, ``stage``, ``tie`` (one of `TIES`), ``gate``, ``status`` of the
            gate, and ``reason``, whether a reason is given.
    """
    policy = ps.standard().access
    actor, partner = _actor(given), _partner(given)
    reason = "it is needed" if given["reason"] else None
    decisions = [
        policy.decide(
            actor,
            action.id,
            _resource(partner, policy.kinds[action.kind], given),
            at=NOW,
            reason=reason,
        )
        for action in policy.actions
    ]
    allowed = [each for each in decisions if each.allowed]
    denied = [each for each in decisions if not each.allowed]
    role, stage = policy.roles[given["role"]], policy.stages[given["stage"]]
    who = f"{role.name}, {TIES[given['tie']]}, partner in {stage.name}"
    return {
        "headline": f"{len(allowed)} of {len(decisions)} things are allowed: {who}",
        "allowed": [each.action.id for each in allowed],
        "tables": [
            {"title": "Allowed", "rows": _rows(allowed, _by), "remarks": []},
            {"title": "Denied", "rows": _rows(denied, _lacking), "remarks": []},
        ],
        "edition": policy.provenance.edition,
    }


QUESTIONS: Final[dict[str, Callable[[Given], Answer]]] = {
    "catalogue": catalogue,
    "health": health,
    "readiness": readiness,
    "calendar": calendar,
    "access": access,
}


def _refusal(headline: str, remarks: Iterable[str] = ()) -> Answer:
    return {"refused": True, "headline": headline, "remarks": list(remarks)}


def _choice(id_: str, name: str) -> dict[str, Any]:
    return {"id": id_, "name": name}


def _instant(text: str, zone: str) -> datetime:
    # A calendar knows which zones there are, and names those spelt alike.
    known = ps.WorkingCalendar.parse("around the clock", zone=zone).zone
    try:
        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(known))
    except ValueError:
        raise InvalidValueError("the work begins at no time; choose one") from None


def _length(amount: float | None, unit: str) -> timedelta | ps.WorkingDays:
    if not isinstance(amount, int):
        found = "nothing is there" if amount is None else f"found {amount}"
        raise InvalidValueError(
            f"the working time is a whole number of {unit}; {found}"
        )
    try:
        return UNITS[unit](amount)
    except OverflowError:
        raise InvalidValueError(f"no calendar has {amount} {unit}") from None


def _clock(at: datetime) -> str:
    return f"{at:%A} {at:%Y-%m-%d %H:%M} {at.tzname()}"


def _calendar_remarks(office: Calendar, stretches: int) -> list[str]:
    more = stretches - MOST_STRETCHES
    read = [f"the calendar as it was read: {office}"]
    return [f"and {more} more stretches of work", *read] if more > 0 else read


def _actor(given: Given) -> Actor:
    role, tie = given["role"], given["tie"]
    grants = [_grant(given["gate"])] if tie == "granted" else []
    delegations = [_delegation(role)] if tie == "deputy" else []
    return Actor(
        id=YOU.id,
        email=YOU.email,
        roles=[role],
        grants=grants,
        delegations=delegations,
    )


def _grant(gate: str) -> Grant:
    return Grant(
        id="g-1",
        partner_id=PARTNER,
        grantee=YOU,
        grantor=OTHER,
        gates=[gate],
        reason="context",
        starts_at=BEFORE,
        ends_at=AFTER,
    )


def _delegation(role: str) -> Delegation:
    return Delegation(
        id="d-1",
        lead=OTHER,
        deputy=YOU,
        role=role,
        starts_at=BEFORE,
        ends_at=AFTER,
    )


def _partner(given: Given) -> Resource:
    assigned = {"assigned": YOU.email, "deputy": OTHER.email}.get(given["tie"])
    team = {given["role"]: assigned}
    return partner_resource(PARTNER, stage=given["stage"], team=team)


def _resource(partner: Resource, kind: ResourceKind, given: Given) -> Resource:
    known = {
        "gate": given["gate"],
        "gate_status": given["status"],
        "role": given["role"],
        "signed": True,
        "signed_off": False,
    }
    facts = {name: value for name, value in known.items() if name in kind.facts}
    if not kind.of_partner:
        return Resource(kind=kind.id, facts=facts)
    return partner.part(kind.id, None, concerns=OTHER.email, **facts)


def _rows(
    decisions: Iterable[AccessDecision], why: Callable[[AccessDecision], str]
) -> list[dict[str, str]]:
    return [{"action": each.action.name, "why": why(each)} for each in decisions]


def _by(decision: AccessDecision) -> str:
    names = dict.fromkeys(rule.name for _, rule in decision.rules)
    remarks = [f"({remark})" for remark in decision.explain().remarks]
    return " ".join([*names, *remarks])


def _lacking(decision: AccessDecision) -> str:
    return "; ".join(reason.message for reason in decision.reasons)
