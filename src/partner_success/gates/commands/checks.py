"""What commands check of their fields: that they are of the right kind.

Text may be blank here. Where a rule wants something in writing, a blank text is
refused by that rule, as a reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from partner_success.partners.faults import Faults, frozen_tuple

__all__ = ["check_text", "check_texts", "texts"]


def texts(value: Iterable[str] | str) -> tuple[str, ...]:
    """Copy a list of texts; a single one may be given as itself."""
    return (value,) if isinstance(value, str) else frozen_tuple(value)


def check_text(faults: Faults, path: str, value: object) -> None:
    """Note that a value is no text."""
    if not isinstance(value, str):
        faults.wrong_type(path, value, "text")


def check_texts(faults: Faults, path: str, value: object) -> None:
    """Note that a value is no list of texts, or what in it is none."""
    if not isinstance(value, tuple):
        faults.wrong_type(path, value, "a list of texts")
        return
    for place, each in enumerate(cast(tuple[object, ...], value)):
        check_text(faults, f"{path}[{place}]", each)
