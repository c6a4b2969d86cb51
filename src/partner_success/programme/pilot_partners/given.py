"""What every list of facts about pilot partners is held to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import cast

from partner_success.core.quantities import shown
from partner_success.errors import InvalidUseError, near_misses
from partner_success.partners.faults import Faults

__all__ = ["listed_ids", "unknown"]


def listed_ids(what: str, path: str, ids: Iterable[str]) -> tuple[str, ...]:
    """Give ids as a tuple, or refuse what is no list of them.

    Raises:
        InvalidUseError: It is one text.
        InvalidDataError: One is no id, or stands twice.
    """
    given = cast(object, ids)
    if isinstance(given, str):
        raise InvalidUseError(
            f"{what} are a list of ids, not the text {shown(given)}; write"
            f" [{shown(given)}]"
        )
    found = tuple(ids)
    faults = Faults(f"the {what}")
    seen: set[str] = set()
    for place, each in enumerate(found):
        id_ = faults.id(f"{path}[{place}]", each)
        if id_ is not None and id_ in seen:
            message = "stands twice; name each once"
            faults.add(f"{path}[{place}]", "duplicate", message, each)
        seen.add(id_ or "")
    faults.report()
    return found


def unknown(
    faults: Faults, path: str, kind: str, name: object, known: Collection[str]
) -> None:
    """Note that a name is none of those known, with what it may mean."""
    near = near_misses(name, known)
    hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
    faults.add(path, "unknown", f"there is no {kind} {shown(name)}; {hint}")
