"""Who must act for a programme to go on, and what each owes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from partner_success.core.decision import Reason
from partner_success.programme.pilot import OpenCriterion
from partner_success.programme.policy import ProgrammePolicy
from partner_success.programme.seats import Seat

__all__ = ["Owed", "SeatDuty", "duties"]


@attrs.frozen(kw_only=True)
class Owed:
    """What somebody owes to one open criterion.

    Attributes:
        open: The criterion, with everything that is missing.
        reasons: What of that is theirs; all of it unless a part names another seat.

    Rule: PRG-02, PRG-06.
    """

    open: OpenCriterion
    reasons: tuple[Reason, ...]

    def __str__(self) -> str:
        """Name the criterion, and what is theirs where that is not all of it."""
        if self.reasons == self.open.reasons:
            return self.open.criterion.name
        missing = "; ".join(map(str, self.reasons))
        return f"{self.open.criterion.name} ({missing})"


@attrs.frozen(kw_only=True)
class SeatDuty:
    """What is owed by whoever sits on one seat.

    Attributes:
        seat: The seat.
        person: The id of who sits there; ``None`` where it is vacant, so that somebody
            has to be found first.
        owes: What is owed, in the order of the criteria.

    Rule: PRG-02.
    """

    seat: Seat
    person: str | None
    owes: tuple[Owed, ...]


def duties(
    policy: ProgrammePolicy, seats: Mapping[str, str], opened: Iterable[OpenCriterion]
) -> tuple[SeatDuty, ...]:
    """Tell who must act, in the order of the seats.

    A criterion that several seats can make hold is owed by each of them. An open
    question is owed by the seat that finds its answer, besides.

    Args:
        policy: The seats that there are.
        seats: The id of the person by the id of the seat.
        opened: What is open.

    Rule: PRG-02, PRG-06.
    """
    every = tuple(opened)
    found: list[SeatDuty] = []
    for seat in policy.seats:
        owes = tuple(_owed(seat, each) for each in every if seat.id in each.acts)
        if owes:
            found.append(SeatDuty(seat=seat, person=seats.get(seat.id), owes=owes))
    return tuple(found)


def _owed(seat: Seat, each: OpenCriterion) -> Owed:
    """Leave out what another seat finds, unless the whole criterion is this one's."""
    reasons = each.reasons
    if seat.id not in each.criterion.acts:
        reasons = tuple(one for one in reasons if one.facts.get("acts") == seat.id)
    return Owed(open=each, reasons=reasons)
