"""What a support policy promises, and how it is counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias, get_args

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import shown
from partner_success.errors import InvalidModelError, Problem, UnknownNameError
from partner_success.sla.escalation import EscalationStep, order_faults
from partner_success.sla.targets import KINDS, SlaTarget, TargetKind

SeverityChange: TypeAlias = Literal["from opening", "from change"]
"""From when on the time used counts against the target of a new severity."""


@attrs.frozen(kw_only=True)
class SlaTerms:
    """What is promised of a ticket.

    Attributes:
        id: The name for programs.
        name: The name for people.
        first_response: Until somebody answers; ``None`` where nothing is promised.
        next_response: Until somebody answers what the partner wrote later.
        resolution: Until it is resolved.
        severity_change: Whether the target of a new severity counts the time used
            since the opening, or starts anew at the change.
        escalation: At which shares of each target whom to call; shares rise.
        citations: Where it comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: Nothing is promised, or the shares do not rise.

    Rule: SLA-01, SLA-02, SLA-08, SLA-09.
    """

    id: str
    name: str
    first_response: SlaTarget | None = None
    next_response: SlaTarget | None = None
    resolution: SlaTarget | None = None
    severity_change: SeverityChange = "from opening"
    escalation: Catalogue[EscalationStep] = Catalogue(kind="escalation step")
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()

    def __attrs_post_init__(self) -> None:
        if faults := list(_faults(self)):
            raise InvalidModelError(f"SLA policy {self.id!r}", faults)

    @property
    def kinds(self) -> tuple[TargetKind, ...]:
        """What is promised: first response, next response, resolution."""
        return tuple(kind for kind in KINDS if getattr(self, kind) is not None)

    @property
    def needs_calendar(self) -> bool:
        """Whether some target counts working time."""
        targets = map(self.target, self.kinds)
        return any(time.is_working for each in targets for time in each.times.values())

    def target(self, kind: TargetKind) -> SlaTarget:
        """Give what is promised of one kind.

        Raises:
            UnknownNameError: The policy does not promise it.
        """
        found: SlaTarget | None = getattr(self, kind) if kind in KINDS else None
        if found is None:
            raise UnknownNameError(f"target of {self.name!r}", kind, self.kinds)
        return found


def _faults(terms: SlaTerms) -> Iterator[Problem]:
    if not terms.kinds:
        message = f"nothing is promised; give at least one of {', '.join(KINDS)}"
        yield Problem(path="", code="empty", message=message)
    choices = get_args(SeverityChange)
    if terms.severity_change not in choices:
        found = shown(terms.severity_change)
        message = f"must be 'from opening' or 'from change', found {found}"
        yield Problem(path="severity_change", code="unknown-value", message=message)
    yield from order_faults(tuple(terms.escalation))
