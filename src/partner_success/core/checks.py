"""What definitions are held to, all faults at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from partner_success.core.collections import Catalogue
from partner_success.errors import InvalidModelError, Problem, near_misses

__all__ = ["fault", "form_faults", "reference_faults", "refuse"]

_ID: Final = re.compile(r"[^\W_][\w-]*")


def refuse(subject: str, faults: Iterable[Problem]) -> None:
    """Raise every fault that was found, if any was.

    Raises:
        InvalidModelError: With all of them.
    """
    if found := list(faults):
        raise InvalidModelError(subject, found)


def fault(path: str, code: str, message: str, found: object) -> Problem:
    """Make a fault that tells what was found."""
    return Problem(path=path, code=code, message=f"{message}; found {found!r}")


def form_faults(path: str, parts: Catalogue[Any]) -> Iterator[Problem]:
    """Name every id that could not stand in a path."""
    for place, name in enumerate(parts.ids):
        if not _ID.fullmatch(name):
            message = (
                "an id begins with a letter or digit and goes on with letters, digits,"
                " hyphens and underscores"
            )
            yield fault(f"{path}[{place}].id", "bad-id", message, name)


def reference_faults(
    path: str, kind: str, names: Iterable[str], known: Iterable[str]
) -> Iterator[Problem]:
    """Name every id of a list that is not among those known.

    Args:
        path: Where the list stands.
        kind: What the ids are of, such as ``"step"``.
        names: The list.
        known: The ids that there are.
    """
    there = tuple(known)
    for place, name in enumerate(names):
        if name not in there:
            near = near_misses(name, there)
            hint = (
                f"did you mean {near[0]!r}?"
                if near
                else f"known: {', '.join(there) or 'none'}"
            )
            message = f"there is no {kind} {name!r}; {hint}"
            yield Problem(path=f"{path}[{place}]", code="unknown", message=message)
