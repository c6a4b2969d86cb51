"""Why somebody does not see a ticket: what is looked at, in order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from partner_success.access import Actor, partner_resource
from partner_success.access.checkup import ASK, Checkup
from partner_success.rulebook import standard
from tools.reference.tables import Html, code, table

__all__ = ["tickets_part"]

_AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
ABOUT = """Whoever may view the support tickets of a partner sees those of that partner
whose status is shown. Where one is missing, the library looks in this order, here for a
TAM who is not assigned:
"""

_ANSWERS = {True: "in the way", False: "not in the way", None: "not known"}


def tickets_part() -> Iterator[str]:
    """Give the lines, found by asking about two tickets that somebody does not see."""
    yield ABOUT
    yield from _steps("A ticket of a partner that is not seen", _asked("p-2"))
    yield ""
    yield "And for a TAM who is assigned, where the ticket is another partner's:"
    yield ""
    yield from _steps("A ticket of a partner that is seen", _asked("p-1"))


def _asked(assigned: str) -> Checkup:
    """Ask for the TAM p-1 about a ticket of a partner with somebody assigned."""
    team = {"TAM": f"{assigned}@example.com", "PAM": "p-3@example.com"}
    return standard().access.why_ticket_not_visible(
        Actor(id="p-1", email="p-1@example.com", roles=["TAM"]),
        partner_resource("acme", stage="post_launch", team=team),
        at=_AT,
        ticket_id="t-7",
        belongs_to="globex" if assigned == "p-1" else "acme",
        status="resolved",
        statuses_shown=["open", "waiting"],
    )


def _steps(caption: str, found: Checkup) -> list[str]:
    rows = []
    for place, step in enumerate(found.steps, start=1):
        said = "to ask" if step.code == ASK else _ANSWERS[step.in_the_way]
        rows.append((Html(f"{place}. {code(step.code)}"), step.message, said))
    return table(caption, ("What is looked at", "What is found", "It is"), rows)
