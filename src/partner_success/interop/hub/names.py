"""Ids of a foreign file, made fit for conditions and paths, each unlike the others."""

from __future__ import annotations

import re
from typing import Final

import attrs

from partner_success.interop.hub.notes import Notes
from partner_success.questionnaires import SUBMITTED_ON

__all__ = ["Names"]

_ODD: Final = re.compile(r"[^A-Za-z0-9_-]+")
_LONGEST: Final = 90
_RESERVED: Final = frozenset({SUBMITTED_ON})


@attrs.define
class Names:
    """Gives out ids; one that had to change is said to be.

    Attributes:
        kind: What carries the ids, such as ``"field"``.
        notes: Where changes are said.
        taken: The ids given out, each with the id of its section.
        renamed: The path that each changed id had, and the one that it has.
    """

    kind: str
    notes: Notes
    taken: dict[str, str] = attrs.field(factory=dict[str, str])
    renamed: dict[str, str] = attrs.field(factory=dict[str, str])
    _counts: dict[str, int] = attrs.field(factory=dict[str, int], init=False)

    def give(self, asked: str, path: str, section: str = "", was_in: str = "") -> str:
        """Give an id as near as can be to the one that was asked for.

        Args:
            asked: The id in the file.
            path: Where it stands there.
            section: The id of the section that it is in, for one that is taken.
            was_in: The id which that section had in the file.
        """
        found = _legal(asked) or self.kind
        why = "" if found == asked else "with characters that an id cannot have"
        if found in self.taken and section:
            why = f"for section {self.taken[found]!r} has one called so"
            found = _legal(f"{section}_{found}")
        found = self._free(found)
        self.taken[found] = section
        if found != asked:
            self._say(asked, found, path, why or "for the name is taken")
        if found != asked or section != was_in:
            old, new = (
                f"{front}.{id_}" if front else id_
                for front, id_ in ((was_in, asked), (section, found))
            )
            self.renamed[old] = new
        return found

    def _free(self, id_: str) -> str:
        # Counted on from the last time: of thousands alike, each would pass all others.
        found, count = id_, self._counts.get(id_, 1)
        while found in self.taken or found in _RESERVED:
            count += 1
            end = f"_{count}"
            found = id_[: _LONGEST - len(end)] + end
        self._counts[id_] = count
        return found

    def _say(self, asked: str, found: str, path: str, why: str) -> None:
        message = f"the {self.kind} {asked!r} is called {found!r} here, {why}"
        self.notes.leave_out(path, "renamed", message, given=asked, expected=found)


def _legal(text: str) -> str:
    found = _ODD.sub("_", text).lstrip("-")
    return found[:_LONGEST] if found.strip("_-") else ""
