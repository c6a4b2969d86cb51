"""Why somebody does not see a ticket, in the order to check it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from typing import Final

from partner_success.access.checkup import CheckStep, Checkup
from partner_success.access.decision import AccessDecision
from partner_success.access.visibility import opening_steps
from partner_success.access.wording import listed

__all__ = ["VIEW_TICKETS", "check_ticket"]

VIEW_TICKETS: Final = "view_tickets"
"""The action that shows a partner's tickets."""


def check_ticket(
    partner: Checkup,
    decision: AccessDecision,
    *,
    belongs_to: str | None,
    status: str | None,
    statuses_shown: Collection[str] | None,
) -> Checkup:
    """Tell why a ticket is not visible.

    Args:
        partner: Why the partner is not visible.
        decision: Whether the partner's tickets may be viewed.
        belongs_to: The id of the ticket's partner; ``None`` where it is not known.
        status: What the ticket's status is; ``None`` where it is not known.
        statuses_shown: Those that are shown; ``None`` for all.
    """
    steps = list(partner.steps)
    if partner.visible:
        name = f"the partner {decision.resource.partner_id} is visible"
        steps = [CheckStep(code="partner", in_the_way=False, message=name)]
        steps += opening_steps(decision)
    own = [
        _belongs(decision.resource.partner_id, belongs_to),
        _status(status, statuses_shown),
    ]
    may = partner.decision.allowed and decision.allowed
    ticket = decision.resource.id
    return Checkup(
        decision=decision,
        subject="the ticket" if ticket is None else f"ticket {ticket}",
        visible=_visible(may=may, steps=own),
        steps=(*steps, *own),
    )


def _visible(*, may: bool, steps: Iterable[CheckStep]) -> bool | None:
    in_the_way = {step.in_the_way for step in steps}
    if not may or True in in_the_way:
        return False
    return None if None in in_the_way else True


def _belongs(here: str | None, belongs_to: str | None) -> CheckStep:
    if belongs_to is None:
        in_the_way, said = None, "it is not known whose ticket it is"
    elif belongs_to == here:
        in_the_way, said = False, f"the ticket belongs to {here}"
    else:
        in_the_way, said = True, f"the ticket belongs to {belongs_to}, not to {here}"
    return CheckStep(code="ticket-partner", in_the_way=in_the_way, message=said)


def _status(status: str | None, shown: Collection[str] | None) -> CheckStep:
    in_the_way: bool | None
    if shown is None:
        in_the_way, said = False, "tickets of every status are shown"
    elif status is None:
        in_the_way, said = None, "the status of the ticket is not known"
    else:
        several = [shown] if isinstance(shown, str) else shown
        in_the_way = status not in several
        # A set has no order that two runs would share.
        words = sorted(several) if isinstance(several, AbstractSet) else list(several)
        names = listed(words) or "none"
        said = f"the status of the ticket is {status}; shown are {names}"
    return CheckStep(code="ticket-status", in_the_way=in_the_way, message=said)
