"""At which share of a target whom to call."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Final

import attrs

from partner_success.core.citation import Citation
from partner_success.core.quantities import HUNDRED, shown
from partner_success.errors import InvalidModelError, Problem
from partner_success.sla.support import Channel, Tier
from partner_success.sla.targets import TargetKind, kind_text

# Whoever writes more has mistaken the unit.
_MOST: Final = 10**6


@attrs.frozen(kw_only=True)
class EscalationStep:
    """Whom to call once a share of a target is used.

    Attributes:
        id: The name for programs.
        share: The share of the target in per cent, above 0 and at most a million;
            reached at the very
            instant at which so much is used (closed). More than 100 calls somebody
            after the miss.
        tier: Whom to call.
        channel: By which way.
        citations: Where it comes from.

    Raises:
        InvalidModelError: The share is no such number.

    Rule: SLA-09.
    """

    id: str
    share: int | Decimal
    tier: Tier
    channel: Channel
    citations: tuple[Citation, ...] = ()

    def __attrs_post_init__(self) -> None:
        if faults := list(_share_faults(self.share)):
            raise InvalidModelError(f"the escalation step {self.id!r}", faults)

    @property
    def in_business_hours(self) -> bool:
        """Whether it reaches somebody only while the calendar is open."""
        return "business hours" in {self.tier.coverage, self.channel.coverage}

    def amount(self, target: int) -> int:
        """Give the used microseconds at which a target of so many reaches it."""
        share, of = self.share.as_integer_ratio()
        return -(-share * target // (of * HUNDRED))


@attrs.frozen(kw_only=True)
class Escalation:
    """A step of one target, and when it is due.

    Attributes:
        kind: The target of which the share is used.
        step: Whom to call.
        at: When the share was or will be reached. Of a target that is stopped, when
            that would be if it went on at the instant asked about. ``None`` where the
            calendar has no time left for it.
        reachable_at: From when on somebody is there to be called: `at`, or for a tier
            or channel of business hours the next opening. ``None`` where there is none.

    Rule: SLA-09.
    """

    kind: TargetKind
    step: EscalationStep
    at: datetime | None
    reachable_at: datetime | None

    def __str__(self) -> str:
        share = f"{self.step.share} % of {kind_text(self.kind)}"
        return f"{share}: {self.step.tier.name} by {self.step.channel.name}"


def order_faults(steps: tuple[EscalationStep, ...]) -> Iterator[Problem]:
    """Name the steps whose share is not above that of the step before."""
    for place, (before, step) in enumerate(pairwise(steps)):
        if step.share <= before.share:
            message = f"shares rise, and {step.share} follows {before.share}"
            path = f"escalation[{place + 1}].share"
            yield Problem(path=path, code="wrong-order", message=message)


def _share_faults(share: object) -> Iterator[Problem]:
    if isinstance(share, bool) or not isinstance(share, int | Decimal):
        message = f"must be a whole number or a Decimal, found {shown(share)}"
        yield Problem(path="share", code="not-exact", message=message)
    elif not (Decimal(share).is_finite() and 0 < share <= _MOST):
        message = f"must lie above 0 and be at most {_MOST:,}, found {share}"
        yield Problem(path="share", code="out-of-range", message=message)
