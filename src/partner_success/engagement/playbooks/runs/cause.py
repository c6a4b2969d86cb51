"""The id that a run of a playbook has because of what it is run for."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from partner_success.engagement.playbooks.cause import Cause

__all__ = ["run_id"]

_BETWEEN: Final = "/"


def run_id(*, playbook: str, subject: str, cause: Cause) -> str:
    """Give the id that a run has, for ever, by what it is run for.

    The same playbook for the same subject and cause gives the same id, wherever it is
    asked for, and nothing else gives that one. So a store with the id and the place of
    an event as its unique key refuses a second run too, whoever starts it.

    Args:
        playbook: The id of the playbook.
        subject: The id of the partner or customer.
        cause: Why it is run.

    Examples:
        >>> from datetime import date
        >>> run_id(
        ...     playbook="low_health",
        ...     subject="acme",
        ...     cause=Cause(kind="trigger", id="nps drop", day=date(2026, 5, 4)),
        ... )
        'low_health/acme/trigger/nps%20drop/2026-05-04'

    Rule: PLB-04.
    """
    parts = [playbook, subject, str(cause.kind), cause.id]
    if cause.day is not None:
        parts.append(cause.day.isoformat())
    # Text from JSON may hold half a surrogate pair, which has no bytes of its own.
    return _BETWEEN.join(quote(part, safe="", errors="surrogatepass") for part in parts)
