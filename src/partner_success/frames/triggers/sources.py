"""The dataframes of facts that triggers look at, and what their columns hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

import attrs

from partner_success.core.series import Series
from partner_success.frames.rule_frame import ColumnNeed
from partner_success.scoring.triggers.facts import TriggerFacts

__all__ = ["LOOKED", "NEEDS", "TriggerFrames"]

LOOKED: Final[Mapping[str, str]] = {
    source: f"{source}_looked_at"
    for source in ("tickets", "meetings", "requests", "evaluations")
}
"""The columns of accounts that tell whether somebody looked, by source."""

_ACCOUNT: Final = ColumnNeed("text", "the customer")
_READINGS: Final = {
    "account_id": _ACCOUNT,
    "on": ColumnNeed("day", "the day of the reading"),
    "value": ColumnNeed("number", "the reading"),
}

NEEDS: Final[Mapping[str, Mapping[str, ColumnNeed]]] = {
    "accounts": {
        "account_id": _ACCOUNT,
        "renews_on": ColumnNeed("day", "the renewal of the contract", optional=True),
        **{
            column: ColumnNeed(
                "truth", f"whether anybody looked for {source}", optional=True
            )
            for source, column in LOOKED.items()
        },
    },
    "usage": _READINGS,
    "tickets": {
        "account_id": _ACCOUNT,
        "id": ColumnNeed("text", "telling tickets apart"),
        "severity": ColumnNeed("text", "how badly it hurts"),
        "opened_at": ColumnNeed("instant", "when it was opened"),
        "resolved_at": ColumnNeed("instant", "when it was resolved"),
        "is_incident": ColumnNeed(
            "truth", "whether something was broken", optional=True
        ),
    },
    "nps": _READINGS,
    "feedback": _READINGS,
    "meetings": {
        "account_id": _ACCOUNT,
        "on": ColumnNeed("day", "the day for which it was agreed"),
        "held": ColumnNeed("truth", "whether it took place"),
    },
    "requests": {
        "account_id": _ACCOUNT,
        "asked_on": ColumnNeed("day", "the day of the question"),
        "answered_on": ColumnNeed("day", "the day of the answer"),
        "topic": ColumnNeed("text", "telling requests of a day apart", optional=True),
    },
    "evaluations": {
        "account_id": _ACCOUNT,
        "noted_on": ColumnNeed("day", "the day on which it was noticed"),
        "ended_on": ColumnNeed("day", "the day on which it ended"),
        "alternative": ColumnNeed(
            "text", "telling those of a day apart", optional=True
        ),
    },
}
"""The columns of each frame. One that may be absent is then not known in any row."""


def _holidays(value: Iterable[date]) -> frozenset[date]:
    return TriggerFacts(holidays=value).holidays


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TriggerFrames:
    """What is known of many customers, a dataframe a source, all of one library.

    Records are rows, and their columns are called as the fields of the records. A row
    without an ``account_id``, or of a customer that ``accounts`` has not, is no fact of
    any customer and is left out.

    A source without a frame is one for which nobody looked. A frame says that somebody
    looked for every customer, and no row that there was nothing. Where that is not so
    for all, a column of ``accounts`` tells, such as ``tickets_looked_at``: where it is
    not true, nobody looked, and rows of that customer are not seen. There is one for
    tickets, meetings, requests and evaluations. With readings, none is the same as
    nobody having looked.

    Attributes:
        accounts: The customers, a row each: ``account_id``; also ``renews_on`` and the
            columns that tell who was looked at, which may be absent.
        usage: How much they used the product: ``account_id``, ``on``, ``value``, at
            least 0, in any one unit.
        tickets: Their tickets: ``account_id``, ``id``, ``severity``, ``opened_at`` and
            ``resolved_at`` (datetimes with a zone, or whole microseconds since 1970 in
            UTC), and ``is_incident``, which may be absent.
        nps: Their Net Promoter Scores: ``account_id``, ``on``, ``value``, -100 to 100
            (closed).
        feedback: What they think: ``account_id``, ``on``, ``value``; higher is better.
        meetings: Meetings with executives: ``account_id``, ``on``, ``held``.
        requests: What executives were asked: ``account_id``, ``asked_on``,
            ``answered_on``, and ``topic``, which may be absent.
        evaluations: Alternatives that they look at: ``account_id``, ``noted_on``,
            ``ended_on``, and ``alternative``, which may be absent.
        usage_covers: How many days a reading of use speaks for: 7 for one of the week
            that ends on its day.
        holidays: Days on which nobody works although the day of the week would have it.

    Raises:
        InvalidValueError: A reading of use covers no number of days, or the holidays
            are no collection.
        InvalidDataError: A holiday is no day.

    Rule: FRM-01.
    """

    accounts: Any
    usage: Any = None
    tickets: Any = None
    nps: Any = None
    feedback: Any = None
    meetings: Any = None
    requests: Any = None
    evaluations: Any = None
    usage_covers: int = 1
    holidays: frozenset[date] = attrs.field(default=frozenset(), converter=_holidays)

    def __attrs_post_init__(self) -> None:
        _ = Series(covers=self.usage_covers)

    def given(self) -> Mapping[str, Any]:
        """The frames that there are, by source; the accounts come first."""
        found = {source: getattr(self, source) for source in NEEDS}
        return {
            source: frame
            for source, frame in found.items()
            if frame is not None or source == "accounts"
        }
