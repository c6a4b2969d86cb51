"""A small playbook to be changed by tests."""

from __future__ import annotations

from typing import Any

from partner_success.core.collections import Catalogue
from partner_success.engagement.playbooks import (
    Outcome,
    Playbook,
    PlaybookKind,
    PlaybookStep,
)

STEPS = (
    PlaybookStep(id="listen", name="Listen"),
    PlaybookStep(id="mend", name="Mend it", needs=("listen",)),
)
MENDED = Outcome(id="mended", name="It is mended")
GIVEN_UP = Outcome(id="given_up", name="Nobody can", complete=False, success=False)


def playbook(**changes: Any) -> Playbook:
    """Give a playbook of two steps, with some things otherwise."""
    usual: dict[str, Any] = {
        "id": "complaint",
        "name": "Complaint",
        "kind": PlaybookKind.SCENARIO,
        "role": "TAM",
        "objective": "What was complained of is mended.",
        "steps": STEPS,
        "outcomes": (MENDED, GIVEN_UP),
    }
    usual |= changes
    for name in ("steps", "outcomes", "parts"):
        if name in usual:
            usual[name] = Catalogue(usual[name], kind=name.removesuffix("s"))
    return Playbook(**usual)
