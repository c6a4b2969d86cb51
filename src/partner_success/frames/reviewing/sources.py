"""The dataframes that a review of a portfolio looks at, and what they have to hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from partner_success.frames.rule_frame import ColumnNeed
from partner_success.frames.triggers.sources import NEEDS as TRIGGER_NEEDS
from partner_success.scoring.triggers import TriggerSource

__all__ = ["NEEDS", "ReviewFrames", "needs_of"]

_ACCOUNT: Final = ColumnNeed("text", "the customer")
_PARTNER: Final = ColumnNeed("text", "the partner")
_READ_ON: Final = ColumnNeed("day", "the day of the reading")

NEEDS: Final[Mapping[str, Mapping[str, ColumnNeed]]] = {
    "accounts": {
        "account_id": _ACCOUNT,
        "partner_id": _PARTNER,
        "on": _READ_ON,
        "churned": ColumnNeed("truth", "whether the customer has left", optional=True),
        "renews_on": ColumnNeed("day", "the renewal of the contract", optional=True),
    },
    "usage": {"account_id": _ACCOUNT, "on": _READ_ON},
    "tickets": {
        "id": ColumnNeed("text", "telling tickets apart"),
        "account_id": ColumnNeed("text", "the customer", optional=True),
        "partner_id": ColumnNeed("text", "the partner", optional=True),
        "severity": ColumnNeed("text", "how badly it hurts"),
        "opened_at": ColumnNeed("instant", "when it was opened"),
        "first_responded_at": ColumnNeed(
            "instant", "when somebody first answered", optional=True
        ),
        "resolved_at": ColumnNeed("instant", "when it was resolved"),
        "is_incident": ColumnNeed(
            "truth", "whether something was broken", optional=True
        ),
    },
    "licences": {
        "account_id": _ACCOUNT,
        "licence_type": ColumnNeed("text", "what is licensed"),
        "on": ColumnNeed("day", "the day of the count"),
        "licensed": ColumnNeed("number", "how many users the licence covers"),
        "active": ColumnNeed("number", "how many users use it"),
    },
    "meetings": TRIGGER_NEEDS["meetings"],
    "requests": TRIGGER_NEEDS["requests"],
    "evaluations": TRIGGER_NEEDS["evaluations"],
    "partners": {
        "partner_id": _PARTNER,
        "stage": ColumnNeed("text", "the stage that it is in", optional=True),
        "actual_launch": ColumnNeed("day", "the day of its launch", optional=True),
        "contract_id": ColumnNeed("text", "its contract", optional=True),
        "renews_on": ColumnNeed("day", "the renewal of its contract", optional=True),
    },
    "standings": {
        "partner_id": _PARTNER,
        "stage": ColumnNeed("text", "the stage that it is in"),
        "gate_status": ColumnNeed("text", "how its gate stands", optional=True),
        "onboarding_start": ColumnNeed(
            "day", "the day from which its weeks count", optional=True
        ),
        "launched_on": ColumnNeed("day", "the day of its launch"),
    },
    "metrics": {
        "partner_id": _PARTNER,
        "metric": ColumnNeed("text", "the operational metric"),
        "is_met": ColumnNeed("truth", "whether it meets its target"),
    },
    "done": {
        "partner_id": _PARTNER,
        "activity": ColumnNeed("text", "what was done"),
        "on": ColumnNeed("day", "the day on which it was done"),
        "number": ColumnNeed("number", "the number of a touchpoint", optional=True),
    },
}
"""The columns of each frame. One that may be absent is then not known in any row."""


def _people(value: Mapping[str, str]) -> dict[str, str]:
    return dict(value)


def _nobody() -> dict[str, str]:
    return {}


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ReviewFrames:
    """What is known of a portfolio, a dataframe a kind of fact, all of one library.

    Records are rows, and their columns are called as the fields of the records. A row
    that belongs to nobody, such as one without an ``account_id`` or of a customer of
    whom no reading is known, is no fact of any partner and is left out.

    A source without a frame is one for which nobody looked. A frame says that somebody
    looked for everybody, and no row that there was nothing.

    Attributes:
        accounts: Readings of customers, a row a customer and day: ``account_id``,
            ``partner_id``, ``on``, and a column for each measure or component of the
            health score that is known; also ``churned``, ``renews_on``, and the
            measures that the triggers look at (``nps``), which may be absent. A
            customer belongs to the partner of its newest reading.
        usage: How much they used the product: ``account_id``, ``on``, and the count
            that the triggers look at (``active_users``).
        tickets: ``id``, ``severity``, ``opened_at`` and ``resolved_at`` (datetimes with
            a zone, or whole microseconds since 1970 in UTC), ``account_id`` or
            ``partner_id`` or both, ``first_responded_at`` where a policy promises an
            answer, and ``is_incident``, which may be absent.
        licences: ``account_id``, ``licence_type``, ``on``, ``licensed``, ``active``.
        meetings: Meetings with executives: ``account_id``, ``on``, ``held``.
        requests: What executives were asked: ``account_id``, ``asked_on``,
            ``answered_on``, and ``topic``, which may be absent.
        evaluations: Alternatives that customers look at: ``account_id``, ``noted_on``,
            ``ended_on``, and ``alternative``, which may be absent.
        partners: The partners, a row each: ``partner_id``; ``stage``,
            ``actual_launch``, ``contract_id`` and ``renews_on`` of the contract, and
            the columns of people may be absent.
        standings: Where partners stand on their journeys at the instant of the review,
            a row each: ``partner_id``, ``stage``, ``stage_started``, ``target_launch``
            and ``launched_on``; ``gate_status``, ``stage_ended`` and
            ``onboarding_start`` may be absent.
        metrics: Operational metrics of partners on their way: ``partner_id``,
            ``metric``, ``is_met``.
        done: What was done in the cadence: ``partner_id``, ``activity``, ``on``, and
            ``number`` of a touchpoint.
        people: By the id of a role the column of ``partners`` with the id of whoever
            is assigned in it.
    """

    accounts: Any
    usage: Any = None
    tickets: Any = None
    licences: Any = None
    meetings: Any = None
    requests: Any = None
    evaluations: Any = None
    partners: Any = None
    standings: Any = None
    metrics: Any = None
    done: Any = None
    people: Mapping[str, str] = attrs.field(factory=_nobody, converter=_people)

    def given(self) -> dict[str, Any]:
        """The frames that there are, by source; the accounts come first."""
        found = {source: getattr(self, source) for source in NEEDS}
        return {
            source: frame
            for source, frame in found.items()
            if frame is not None or source == "accounts"
        }


def needs_of(
    frames: ReviewFrames, measures: Iterable[str], source: TriggerSource
) -> dict[str, dict[str, ColumnNeed]]:
    """Give the columns that every frame needs.

    Args:
        frames: The frames.
        measures: The components and measures of the health score.
        source: Which readings the triggers look at.
    """
    found = {name: dict(needs) for name, needs in NEEDS.items()}
    found["accounts"] |= {
        name: ColumnNeed("number", "a measure of the customer", optional=True)
        for name in (*measures, *_trigger_measures(source))
    }
    found["usage"][source.usage] = ColumnNeed("number", "how much it was used")
    found["partners"] |= {
        column: ColumnNeed("text", f"who is {role}")
        for role, column in frames.people.items()
    }
    return found


def _trigger_measures(source: TriggerSource) -> Iterator[str]:
    yield from (name for name in (source.nps, source.feedback) if name is not None)
