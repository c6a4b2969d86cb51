"""Whether every playbook that triggers and bands call for is in the rulebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from partner_success.errors import Problem
from partner_success.rulebook.document import unknown_reference

__all__ = ["unknown_playbooks"]

_TRIGGERS: Final = (
    ("usage_decline", "playbooks"),
    ("performance", "playbooks"),
    ("performance", "open_playbooks"),
    ("complaints", "playbooks"),
    ("executive_disengagement", "playbooks"),
    ("executive_disengagement", "renewal_playbooks"),
    ("competitive_activity", "playbooks"),
)
"""Where triggers name playbooks."""


def unknown_playbooks(values: Mapping[str, Any]) -> Iterator[Problem]:
    """Name every playbook that a trigger or band calls for and that is not there.

    Args:
        values: The families that could be loaded, by name.
    """
    if "triggers" not in values or "playbooks" not in values:
        return
    triggers, known = (
        values["triggers"],
        {each.id: each for each in values["playbooks"]},
    )
    lists = [
        (f"triggers.{trigger}.{key}", getattr(getattr(triggers, trigger), key))
        for trigger, key in _TRIGGERS
    ]
    lists += [
        (f"triggers.responses[{place}].playbooks", response.playbooks)
        for place, response in enumerate(triggers.responses)
    ]
    for path, names in lists:
        for place, name in enumerate(names):
            if name not in known:
                yield unknown_reference(f"{path}[{place}]", "playbook", name, known)
