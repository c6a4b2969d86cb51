"""What is done when something goes wrong, is to be reached, or has to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.engagement.playbooks.cause import Cause, CauseKind
    from partner_success.engagement.playbooks.choice import (
        ChosenPlaybook,
        PlaybookCause,
        PlaybookChoice,
    )
    from partner_success.engagement.playbooks.choosing import choose_playbooks
    from partner_success.engagement.playbooks.playbook import (
        Outcome,
        Playbook,
        PlaybookKind,
        PlaybookPart,
        PlaybookStep,
        Situation,
    )

__all__ = [
    "Cause",
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

export(
    __name__,
    """
    cause: Cause CauseKind
    choice: ChosenPlaybook PlaybookCause PlaybookChoice
    choosing: choose_playbooks
    playbook: Outcome Playbook PlaybookKind PlaybookPart PlaybookStep Situation
    """,
)
