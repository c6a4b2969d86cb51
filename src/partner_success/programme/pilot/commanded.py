"""What every command of a programme says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import attrs

from partner_success.partners.faults import Faults, frozen_tuple

__all__ = ["PilotCommanded", "id_tuple"]


@attrs.frozen(kw_only=True)
class PilotCommanded:
    """Something that somebody wants to do in a programme.

    Attributes:
        by: The id of who wants it. Whether they may is asked of access, not here.
        why: Why, in their words. Where a reason is asked for, a blank one is refused.

    Raises:
        InvalidDataError: With every fault of the fields.

    Rule: PRG-02.
    """

    ids: ClassVar[tuple[str, ...]] = ()
    """The fields of its own that hold an id each."""

    by: str
    why: str = ""

    def __attrs_post_init__(self) -> None:
        faults = Faults(type(self).__name__)
        for name in ("by", *self.ids):
            faults.id(name, getattr(self, name))
        if not isinstance(self.why, str):
            faults.wrong_type("why", self.why, "text")
        self._check(faults)
        faults.report()

    def _check(self, faults: Faults) -> None:
        """Note what is wrong with the fields that hold no id."""


def id_tuple(value: Iterable[str]) -> tuple[str, ...]:
    """Copy a list of ids; leave anything else for the check to report."""
    return frozen_tuple(value)
