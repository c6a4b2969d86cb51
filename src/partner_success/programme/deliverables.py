"""What partners get of a programme besides incentives."""

from __future__ import annotations

import attrs

from partner_success.core.citation import Citation

__all__ = ["Deliverable", "DeliverableState"]


@attrs.frozen(kw_only=True)
class DeliverableState:
    """How far a deliverable can be.

    Attributes:
        id: The name for programs.
        name: The name for people.
        is_ready: Whether partners can be given it.
        citations: Where it comes from.

    Rule: PRG-04.
    """

    id: str
    name: str
    is_ready: bool = False
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class Deliverable:
    """Something that partners get.

    Attributes:
        id: The name for programs.
        name: The name for people.
        tells: The questions that it answers for a partner.
        citations: Where it comes from.

    Rule: PRG-04.
    """

    id: str
    name: str
    tells: tuple[str, ...]
    citations: tuple[Citation, ...] = ()
