"""What every command of a programme says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, cast

import attrs

from partner_success.partners.faults import Faults, frozen_tuple

__all__ = ["PilotCommanded", "check_ids", "check_positive", "id_tuple"]


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


def check_ids(faults: Faults, path: str, value: object) -> None:
    """Note what is no list of ids, or has one twice."""
    if not isinstance(value, tuple):
        faults.wrong_type(path, value, "a list of ids")
        return
    ids = cast(tuple[object, ...], value)
    for place, each in enumerate(ids):
        if faults.id(f"{path}[{place}]", each) is not None and each in ids[:place]:
            message = "stands there twice; give each once"
            faults.add(f"{path}[{place}]", "duplicate-id", message, each)


def check_positive(faults: Faults, path: str, value: object, unit: str) -> None:
    """Note what is no whole number from 1 up."""
    if not isinstance(value, int) or isinstance(value, bool):
        faults.wrong_type(path, value, f"a whole number of {unit}")
    elif value < 1:
        message = f"must be at least 1 of the {unit}"
        faults.add(path, "out-of-range", message, value, "1 or more")
