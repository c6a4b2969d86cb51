"""The seats of a partner success programme's team."""

from __future__ import annotations

from typing import Literal

import attrs

from partner_success.core.citation import Citation

__all__ = ["Seat", "SeatSide", "SeatTeam"]

SeatTeam = Literal["leadership", "supporting"]
"""Whether a seat leads the programme or carries it out."""
SeatSide = Literal["customer_success", "channel", "both"]
"""The organisation from which a seat is filled."""


@attrs.frozen(kw_only=True)
class Seat:
    """A seat of the programme's team.

    Attributes:
        id: The name for programs.
        name: The name for people.
        team: Whether it leads the programme or carries it out.
        side: The organisation from which it is filled.
        brings: What whoever sits there brings to the programme.
        citations: Where it comes from.

    Rule: PRG-01.
    """

    id: str
    name: str
    team: SeatTeam
    side: SeatSide
    brings: str
    citations: tuple[Citation, ...] = ()
