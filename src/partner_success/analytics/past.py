"""What was read of customers in the past, and what became of each."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal, cast, get_args

import attrs

from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.core.instants import require_date
from partner_success.core.quantities import shown
from partner_success.errors import (
    InvalidDataError,
    InvalidValueError,
    Problem,
    UnknownNameError,
)
from partner_success.partners import Account

Outcome = Literal["later", "stated"]
"""Where an outcome stands: in later readings, or beside the customer's only one."""


def _frozen(values: Mapping[str, object]) -> FrozenMap[str, object]:
    given: object = values
    # What is no mapping is named with the other faults of the record.
    return FrozenMap(values) if isinstance(given, Mapping) else cast(Any, values)


@attrs.frozen(kw_only=True)
class PastReading:
    """What was known of a customer at one time, and what followed.

    Attributes:
        subject: The id of the customer; not blank.
        on: The day of the reading; ``None`` where the customer has one reading only.
        values: Numbers by component or measure id, as a scorecard takes them.
        churned: Whether the customer left afterwards; ``None`` where nobody knows.
        left: Whether it had left already, so that nothing was left to foretell.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> PastReading(subject="a-1", values={"nps": 12}, churned=True).values["nps"]
        12

    Rule: RBK-04.
    """

    subject: str
    on: date | None = None
    values: FrozenMap[str, object] = attrs.field(default=EMPTY_MAP, converter=_frozen)
    churned: bool | None = None
    left: bool = False

    def __attrs_post_init__(self) -> None:
        faults = list(_faults(self))
        if faults:
            raise InvalidDataError(f"the reading of {shown(self.subject)}", faults)


def _faults(reading: PastReading) -> Iterator[Problem]:
    subject: object = reading.subject
    if not isinstance(subject, str) or not subject.strip():
        yield _fault("subject", f"an id is text and not blank, found {shown(subject)}")
    if reading.on is not None:
        try:
            require_date(reading.on, "on")
        except InvalidValueError as error:
            yield _fault("on", str(error))
    if not isinstance(cast(object, reading.values), Mapping):
        message = f"they are a mapping by id, found {shown(reading.values)}"
        yield _fault("values", message)
    if not isinstance(cast(object, reading.churned), bool | None):
        message = f"it is true, false or None, found {shown(reading.churned)}"
        yield _fault("churned", message)
    if not isinstance(cast(object, reading.left), bool):
        yield _fault("left", f"it is true or false, found {shown(reading.left)}")
    elif reading.left and reading.churned is not None:
        message = "who had left already cannot leave afterwards; give None"
        yield _fault("churned", message)


def _fault(path: str, message: str) -> Problem:
    return Problem(path=path, code="wrong-type", message=message)


def past_readings(
    accounts: Iterable[Account], *, within_days: int, outcome: Outcome = "later"
) -> tuple[PastReading, ...]:
    """Give each reading of customers with what became of the customer.

    ``"later"`` looks it up in the customer's own later readings: it left if one of the
    next days up to the last of the span says so; it stayed if one on that last day or
    after it says that it had not left; else nobody knows. A reading of a customer that
    had left foretells nothing, and says so. Where a reading names the day of leaving,
    that day counts instead of the reading's.

    ``"stated"`` takes what the only reading of each customer says for what followed.
    Data of the kind 'state in spring, gone by winter' are like that.

    Args:
        accounts: Readings of customers, one a customer and day, in any order.
        within_days: How many days after a reading the customer is watched, at least 1.
        outcome: Where the outcome stands.

    Raises:
        InvalidDataError: A customer has two readings on a day.
        InvalidValueError: The span is no whole number above 0, or the readings are not
            of the kind in which the outcome was said to stand.
        UnknownNameError: There is no such place for an outcome.

    Examples:
        >>> def read(day, churned):
        ...     return Account(id="a-1", name="Umbrella", partner_id="acme",
        ...         on=date(2026, day, 1), churned=churned)
        >>> spring = [read(3, False), read(4, False), read(5, True)]
        >>> [each.churned for each in past_readings(spring, within_days=45)]
        [None, True, None]

    Rule: RBK-04.
    """
    if outcome not in get_args(Outcome):
        raise UnknownNameError("place for an outcome", outcome, get_args(Outcome))
    whole = isinstance(cast(object, within_days), int)
    if not whole or isinstance(within_days, bool) or within_days < 1:
        raise InvalidValueError(
            f"a span is a whole number of days from 1 up, found {shown(within_days)}"
        )
    by_id: dict[str, list[Account]] = {}
    for account in accounts:
        if not isinstance(cast(object, account), Account):
            raise InvalidValueError(
                f"readings of customers are Account records, found {shown(account)}"
            )
        by_id.setdefault(account.id, []).append(account)
    _check_kind(by_id, outcome)
    found: list[PastReading] = []
    for own in by_id.values():
        own.sort(key=_day)
        if outcome == "stated":
            found.append(_reading(own[0], churned=own[0].churned))
        else:
            found += _with_later(own, within_days)
    return tuple(found)


def _check_kind(by_id: Mapping[str, Sequence[Account]], outcome: Outcome) -> None:
    several = [id_ for id_, own in by_id.items() if len(own) > 1]
    if outcome == "stated" and several:
        raise InvalidValueError(
            f"a stated outcome stands beside the only reading of a customer, and"
            f" {several[0]!r} has {len(by_id[several[0]])}; choose outcome='later',"
            " which looks into the later ones"
        )
    if outcome == "later" and by_id and not several:
        raise InvalidValueError(
            "every customer has one reading, so no later one tells what became of it;"
            " give readings of several days, or choose outcome='stated' where what the"
            " reading says of churn is what followed"
        )
    faults = [
        Problem(
            path=id_,
            code="duplicate-day",
            message=f"{day} has two readings; keep one a customer and day",
        )
        for id_ in several
        for day in _doubles([each.on for each in by_id[id_]])
    ]
    if faults:
        raise InvalidDataError("the past readings", faults)


def _doubles(days: Iterable[date]) -> list[date]:
    return [day for day, count in Counter(days).items() if count > 1]


def _day(account: Account) -> date:
    return account.on


def _with_later(own: Sequence[Account], within_days: int) -> Iterator[PastReading]:
    gone = sorted(each.churned_on or each.on for each in own if each.churned)
    stayed = [each.on for each in own if each.has_left(each.on) is False]
    for account in own:
        if account.has_left(account.on):
            yield attrs.evolve(_reading(account, churned=None), left=True)
            continue
        next_gone = gone[(place := bisect_right(gone, account.on)) : place + 1]
        if next_gone and (next_gone[0] - account.on).days <= within_days:
            yield _reading(account, churned=True)
        elif stayed and (stayed[-1] - account.on).days >= within_days:
            yield _reading(account, churned=False)
        else:
            yield _reading(account, churned=None)


def _reading(account: Account, *, churned: bool | None) -> PastReading:
    return PastReading(
        subject=account.id, on=account.on, values=account.measures, churned=churned
    )
