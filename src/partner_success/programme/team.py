"""Who sits where in a programme's team, and which seats nobody fills."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, get_args

import attrs

from partner_success.core.arguments import require
from partner_success.core.collections import FrozenMap
from partner_success.core.decision import Reason
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.quantities import shown
from partner_success.partners.faults import Faults
from partner_success.programme.counted import Counted
from partner_success.programme.given import entries_of
from partner_success.programme.policy import ProgrammePolicy
from partner_success.programme.seats import Seat, SeatTeam

__all__ = ["TeamCheck", "check_team"]

_VACANT: Final = "vacant"


@attrs.frozen(kw_only=True)
class TeamCheck(Explained):
    """Who sits where in a programme's team.

    Attributes:
        policy: The seats that there are.
        filled: The id of the person on each seat that is filled, by id of the seat.

    Rule: PRG-01.
    """

    policy: ProgrammePolicy
    filled: FrozenMap[str, str]

    @property
    def vacant(self) -> tuple[Seat, ...]:
        """The seats that nobody fills, those that lead first."""
        return tuple(
            seat for seat in self._in_order() if self.filled.get(seat.id) is None
        )

    @property
    def complete(self) -> bool:
        """Whether every seat is filled."""
        return not self.vacant

    @property
    def by_team(self) -> FrozenMap[SeatTeam, Counted]:
        """How many seats are filled in each team."""
        return FrozenMap({team: self._counted(team) for team in get_args(SeatTeam)})

    @property
    def several(self) -> FrozenMap[str, tuple[Seat, ...]]:
        """The seats of each person who sits on more than one, by id of the person."""
        seats: dict[str, tuple[Seat, ...]] = {}
        for seat in self._in_order():
            if (person := self.filled.get(seat.id)) is not None:
                seats[person] = (*seats.get(person, ()), seat)
        return FrozenMap({who: held for who, held in seats.items() if len(held) > 1})

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why the team is not complete: one for each vacant seat."""
        return tuple(
            Reason(
                code="seat-vacant",
                message=f"nobody fills the seat {seat.name}; it brings: {seat.brings}",
                rules=("PRG-01",),
                citations=seat.citations,
                facts={"seat": seat.id, "team": seat.team},
            )
            for seat in self.vacant
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What is not wrong but worth knowing: who sits on several seats.

        Where one person fills every seat that a criterion of a stage asks for, such as
        those of both sponsors, that is told too: the criterion is met, but nobody else
        stands behind the programme.
        """
        return (*self._on_several(), *self._alone())

    def explain(self) -> Explanation:
        """Tell who sits where, and what is vacant."""
        counts = ", ".join(f"{count} {team}" for team, count in self.by_team.items())
        return Explanation(
            title=f"Team: {self._counted()} seats filled ({counts})",
            columns=("seat", "team", "person"),
            rows=tuple(
                (seat.name, seat.team, self.filled.get(seat.id, _VACANT))
                for seat in self._in_order()
            ),
            remarks=(*map(str, self.reasons), *self.notes),
            provenance=self.policy.provenance,
        )

    def _in_order(self) -> list[Seat]:
        teams: tuple[SeatTeam, ...] = get_args(SeatTeam)
        return sorted(self.policy.seats, key=lambda seat: teams.index(seat.team))

    def _counted(self, team: SeatTeam | None = None) -> Counted:
        seats = [seat for seat in self.policy.seats if team in (None, seat.team)]
        filled = [seat for seat in seats if seat.id in self.filled]
        return Counted(count=len(filled), of=len(seats))

    def _on_several(self) -> Iterator[str]:
        for person, seats in self.several.items():
            names = "; ".join(seat.name for seat in seats)
            yield f"{shown(person)} sits on {len(seats)} seats: {names}"

    def _alone(self) -> Iterator[str]:
        for criterion in self.policy.criteria:
            people = {self.filled.get(seat) for seat in criterion.seats}
            [person, *others] = people or {None}
            if len(criterion.seats) > 1 and person is not None and not others:
                yield (
                    f"{criterion.name}: all {len(criterion.seats)} seats are one"
                    f" person, {shown(person)}"
                )


def check_team(policy: ProgrammePolicy, filled: Mapping[str, str]) -> TeamCheck:
    """Tell which seats of a programme's team are filled, and which are vacant.

    Args:
        policy: The seats that there are.
        filled: The id of the person on each seat, by id of the seat; a vacant seat is
            left out. One person may sit on several seats.

    Raises:
        InvalidUseError: The policy is none.
        InvalidDataError: With every fault: a seat that the policy does not have, a
            person who is no text.

    Examples:
        >>> import partner_success as ps
        >>> team = check_team(ps.standard().programme, {"legal": "p-9"})
        >>> team.vacant[0].name, str(team.by_team["supporting"])
        ('Programme manager, customer success', '1 of 4')

    Rule: PRG-01.
    """
    require(policy, ProgrammePolicy)
    faults = Faults("team")
    sitting = {
        seat: faults.id(path, person) or ""
        for path, seat, person in entries_of(faults, "filled", filled, policy.seats)
    }
    faults.report()
    order = {seat: sitting[seat] for seat in policy.seats.ids if seat in sitting}
    return TeamCheck(policy=policy, filled=FrozenMap(order))
