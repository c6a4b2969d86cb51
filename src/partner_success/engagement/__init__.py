"""How partners and customers are worked with, from the first sale to the renewal."""

from __future__ import annotations

from partner_success.engagement.playbooks import (
    Outcome,
    Playbook,
    PlaybookKind,
    PlaybookPart,
    PlaybookStep,
    Situation,
)

__all__ = [
    "Outcome",
    "Playbook",
    "PlaybookKind",
    "PlaybookPart",
    "PlaybookStep",
    "Situation",
]
