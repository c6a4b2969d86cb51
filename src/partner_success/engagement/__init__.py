"""How partners and customers are worked with, from the first sale to the renewal."""

from __future__ import annotations

from partner_success.engagement.playbooks import (
    CauseKind,
    ChosenPlaybook,
    Outcome,
    Playbook,
    PlaybookCause,
    PlaybookChoice,
    PlaybookKind,
    PlaybookPart,
    PlaybookStep,
    Situation,
    choose_playbooks,
)

__all__ = [
    "CauseKind",
    "ChosenPlaybook",
    "Outcome",
    "Playbook",
    "PlaybookCause",
    "PlaybookChoice",
    "PlaybookKind",
    "PlaybookPart",
    "PlaybookStep",
    "Situation",
    "choose_playbooks",
]
