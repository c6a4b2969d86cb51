"""Customers on the edges of every trigger, as of one Thursday, and what is expected."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import polars as pl

from partner_success.core import Series
from partner_success.scoring import TriggerFacts
from tests.support.trigger_frames import Row, Sources, typed
from tests.unit.scoring.triggers.known import (
    DAY,
    asked,
    days,
    meeting,
    runs,
    seen,
    ticket,
)

HOLIDAYS: Final = frozenset({date(2026, 5, 14)})
"""A Thursday two weeks earlier."""

LATER: Final = DAY + days(1)


def _gaps(*, known: int) -> Series:
    """Give a fall of a fifth with some days of both spans known."""
    before = {DAY - days(27 - place): 90 for place in range(known)}
    return Series(before | {DAY - days(place): 72 for place in range(known)})


def _marks(*values: int) -> Series:
    return Series({DAY - days(place): each for place, each in enumerate(values[::-1])})


KNOWN: Final[dict[str, TriggerFacts]] = {
    "nothing": TriggerFacts(),
    "looked": TriggerFacts(tickets=(), meetings=(), requests=(), evaluations=()),
    "fell": TriggerFacts(usage=runs((90, 14), (72, 14))),
    "fell less": TriggerFacts(usage=runs((90, 14), (72.01, 14))),
    "fell later": TriggerFacts(usage=runs((90, 14), (72, 14), last=LATER)),
    "all gone": TriggerFacts(usage=runs((1, 14), (0, 14))),
    "no use": TriggerFacts(usage=runs((0, 14), (0, 14))),
    "short": TriggerFacts(usage=runs((90, 13), (72, 14))),
    "half known": TriggerFacts(usage=_gaps(known=7)),
    "too few": TriggerFacts(usage=_gaps(known=6)),
    "stopped": TriggerFacts(usage=runs((90, 20), last=DAY - days(14))),
    "old": TriggerFacts(usage=runs((90, 20), last=DAY - days(28))),
    "in future": TriggerFacts(usage=runs((90, 20), last=DAY + days(20))),
    "incidents": TriggerFacts(
        tickets=(
            ticket("t-1", DAY - days(29), DAY),
            ticket("t-2", DAY, severity="critical", is_incident=None),
        )
    ),
    "solved": TriggerFacts(
        tickets=(
            ticket("t-1", DAY - days(9), DAY),
            ticket("t-2", DAY - days(3), DAY - days(2)),
        )
    ),
    "solved later": TriggerFacts(
        tickets=(ticket("t-1", DAY, LATER), ticket("t-2", DAY, DAY))
    ),
    "few incidents": TriggerFacts(
        tickets=(
            ticket("t-1", DAY - days(30)),
            ticket("t-2", LATER),
            ticket("t-3", DAY, is_incident=False),
            ticket("t-4", DAY, severity="medium"),
            ticket("t-5", DAY),
        )
    ),
    "low": TriggerFacts(nps=Series({DAY - days(400): 49.99, LATER: 90})),
    "low and kept": TriggerFacts(nps=Series({DAY: -100}), feedback=_marks(5, 4, 3, 3)),
    "at the limit": TriggerFacts(
        nps=Series({DAY - days(1): 3, DAY: 49.995}), feedback=_marks(5, 4, 3, 3)
    ),
    "falling": TriggerFacts(nps=Series({DAY: 100}), feedback=_marks(9, 5, 4, 3, 2)),
    "both": TriggerFacts(nps=Series({DAY: 0}), feedback=_marks(5, 4, 3, -2)),
    "few marks": TriggerFacts(feedback=_marks(4, 3, 2)),
    "missed": TriggerFacts(
        meetings=(meeting(DAY - days(9), held=True), meeting(DAY, held=False)),
        renews_on=DAY + days(180),
    ),
    "held": TriggerFacts(
        meetings=(
            meeting(DAY - days(9), held=False),
            meeting(DAY, held=True),
            meeting(LATER, held=False),
        ),
        requests=(asked(DAY - days(7), topic="plan"), asked(DAY - days(7)), asked(DAY)),
    ),
    "waits": TriggerFacts(
        requests=(asked(DAY - days(8)), asked(DAY - days(8), LATER, topic="plan")),
        renews_on=DAY + days(181),
    ),
    "answered late": TriggerFacts(
        requests=(
            asked(DAY - days(20), DAY - days(12), topic="plan"),
            asked(DAY - days(17), DAY - days(8)),
        ),
        renews_on=DAY,
    ),
    "answered in time": TriggerFacts(
        requests=(
            asked(DAY - days(30), DAY - days(14)),
            asked(DAY - days(16), DAY - days(8)),
        ),
        meetings=(),
    ),
    "late twice": TriggerFacts(
        requests=(asked(DAY - days(30), DAY - days(14)), asked(DAY - days(29))),
        renews_on=DAY - days(1),
    ),
    "looks": TriggerFacts(
        evaluations=(seen(DAY), seen(DAY, LATER, alternative="Hooli"))
    ),
    "looks no longer": TriggerFacts(
        evaluations=(seen(DAY - days(9), DAY), seen(LATER, alternative="Hooli"))
    ),
}

_FEW: Final = "not enough data"
_SOON, _REVIEW = "renewal_success", "business_review"
_UNHAPPY: Final = "partner_unhappy_with_performance"

EXPECTED: Final[dict[tuple[str, str], tuple[Any, ...]]] = {
    ("nothing", "usage_decline"): (_FEW, None, None, "no-usage", None),
    ("nothing", "performance"): (_FEW, None, None, "no-tickets", None),
    ("nothing", "complaints"): (_FEW, None, None, "no-nps, little-feedback", None),
    ("nothing", "executive_disengagement"): (
        *(_FEW, None, None),
        *("no-meetings, no-requests", None),
    ),
    ("nothing", "competitive_activity"): (_FEW, None, None, "no-records", None),
    ("looked", "performance"): ("quiet", 0, None, "few-incidents", None),
    ("looked", "executive_disengagement"): (
        *("quiet", 0, None),
        *("meeting-kept, answers-in-time", None),
    ),
    ("looked", "competitive_activity"): ("quiet", 0, None, "no-alternative", None),
    ("fell", "usage_decline"): ("fired", 72, 90, "usage-fell", "adoption_process"),
    ("fell less", "usage_decline"): ("quiet", 72.01, 90, "usage-kept", None),
    ("all gone", "usage_decline"): ("fired", 0, 1, "usage-fell", "adoption_process"),
    ("no use", "usage_decline"): ("quiet", 0, 0, "usage-kept", None),
    ("short", "usage_decline"): (_FEW, None, None, "too-short", None),
    ("half known", "usage_decline"): (
        *("fired", 72, 90, "usage-fell", "adoption_process"),
    ),
    ("too few", "usage_decline"): (
        *(_FEW, None, None, "too-few-days, too-few-days", None),
    ),
    ("stopped", "usage_decline"): (_FEW, None, None, "too-few-days", None),
    ("old", "usage_decline"): (_FEW, None, None, "no-usage", None),
    ("in future", "usage_decline"): (_FEW, None, None, "no-usage", None),
    ("incidents", "performance"): (
        *("fired", 2, None, "incidents", "critical_production_issue"),
    ),
    ("solved", "performance"): (
        *("fired", 2, None, "incidents", "performance_optimisation"),
    ),
    ("solved later", "performance"): (
        *("fired", 2, None, "incidents", "critical_production_issue"),
    ),
    ("few incidents", "performance"): ("quiet", 1, None, "few-incidents", None),
    ("low", "complaints"): ("fired", 49.99, None, "low-nps", _UNHAPPY),
    ("low and kept", "complaints"): ("fired", -100, None, "low-nps", _UNHAPPY),
    ("at the limit", "complaints"): (
        *("quiet", 50, None, "good-nps, feedback-kept", None),
    ),
    ("falling", "complaints"): ("fired", 100, None, "feedback-fell", _UNHAPPY),
    ("both", "complaints"): ("fired", 0, None, "low-nps, feedback-fell", _UNHAPPY),
    ("missed", "executive_disengagement"): (
        *("fired", None, None, "meeting-missed", _SOON),
    ),
    ("held", "executive_disengagement"): (
        *("quiet", 0, None, "meeting-kept, answers-in-time", None),
    ),
    ("waits", "executive_disengagement"): ("fired", 2, None, "no-answer", _REVIEW),
    ("answered late", "executive_disengagement"): (
        *("fired", 1, None, "late-answer", _SOON),
    ),
    ("answered in time", "executive_disengagement"): (
        *("quiet", 0, None, "meeting-kept, answers-in-time", None),
    ),
    ("late twice", "executive_disengagement"): (
        *("fired", 2, None, "no-answer, late-answer", _REVIEW),
    ),
    ("looks", "competitive_activity"): ("fired", 2, None, "alternatives", _SOON),
    ("looks no longer", "competitive_activity"): (
        *("quiet", 0, None, "no-alternative", None),
    ),
}
"""State, now, before, reasons and playbooks, worked out by hand."""

NAN, INFINITE = float("nan"), float("inf")

ODD: Final[dict[str, list[Row]]] = {
    "accounts": [
        (id_, None, False, False, False, False)
        for id_ in (None, "double", "double", "infinite", "not a number")
    ],
    "nps": [
        ("low", DAY - days(1), NAN),
        ("low", LATER + days(1), None),
        ("double", DAY, 3),
        (None, DAY, 3),
        ("infinite", DAY, -INFINITE),
        ("not a number", DAY, NAN),
    ],
}
"""Rows beside those of facts that are as they should be."""


def with_odd_rows(sources: Sources) -> Sources:
    """Put more rows to sources."""
    found = {name: pl.DataFrame(columns) for name, columns in sources.items()}
    for name, more in ODD.items():
        found[name] = pl.concat([found[name], pl.DataFrame(typed(name, more))])
    return {name: frame.to_dict() for name, frame in found.items()}


_FAULT: Final = (None, None, None, None, None)
_NO_MARKS: Final = "no-nps, little-feedback"

EXPECTED_ODD: Final[dict[Any, Row]] = {
    None: (*_FAULT, "missing"),
    "double": (*_FAULT, "duplicate"),
    "infinite": (*_FAULT, "out of range"),
    "not a number": ("not enough data", None, None, _NO_MARKS, None, "judged"),
}
"""What complaints of their customers come to."""
