"""What is done when something goes wrong, is to be reached, or has to go on."""

from __future__ import annotations

from partner_success.engagement.playbooks.playbook import (
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
