"""A foreign file read key by key: what is wrong in it, and what is left out of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

import attrs

from partner_success.errors import Problem, near_misses
from partner_success.interop.faults import index_path, key_path, shorten
from partner_success.interop.leaf import said
from partner_success.interop.shapes import is_list, is_table

__all__ = ["Notes", "Part", "no_place"]

_HINTS: Final = 100


@attrs.define
class Notes:
    """What an import has to say.

    Attributes:
        faults: What makes the file no questionnaire.
        left_out: What could not be carried over as it stands.
    """

    faults: list[Problem] = attrs.field(factory=list[Problem])
    left_out: list[Problem] = attrs.field(factory=list[Problem])

    def fault(self, path: str, code: str, message: str, **more: Any) -> None:
        """Keep a fault."""
        self.faults.append(_problem(path, code, message, **more))

    def leave_out(self, path: str, code: str, message: str, **more: Any) -> None:
        """Keep what was left out or changed."""
        self.left_out.append(_problem(path, code, message, **more))

    def hint(self, asked: object, known: Iterable[str]) -> str:
        """Ask whether another name was meant; not any more once much was left out.

        To compare thousands of names with each other takes minutes.
        """
        near = near_misses(asked, known) if len(self.left_out) < _HINTS else ()
        return f"; did you mean {near[0]!r}?" if near else ""


def _problem(path: str, code: str, message: str, **more: Any) -> Problem:
    found = more.pop("given", None)
    given = None if found is None else shorten(found)
    path = path.removeprefix(".")
    return Problem(path=path, code=code, message=message, given=given, **more)


@attrs.frozen
class Part:
    """A table of the file; what nobody asks for is left out and said to be.

    A key that holds nothing (``null``) counts as one that is not there.
    """

    data: Mapping[Any, Any]
    path: str
    notes: Notes
    asked: dict[str, None] = attrs.field(factory=dict[str, None])

    def anything(self, key: str) -> Any:
        """Give what stands under a key; ``None`` where nothing does."""
        self.asked[key] = None
        return self.data.get(key)

    def at(self, key: str) -> str:
        """Give the path of a key."""
        return f"{self.path}{key_path(key)}"

    def text(self, key: str) -> str:
        """Give a text, an empty one where there is none; another thing is a fault."""
        found = self.anything(key)
        if found is None or isinstance(found, str):
            return found or ""
        self._wrong(key, found, "text")
        return ""

    def needed(self, key: str, what: str) -> str:
        """Give a text that must be there."""
        found = self.text(key)
        if not found.strip() and isinstance(self.anything(key), (str, type(None))):
            self.notes.fault(self.at(key), "missing", f"{what} is missing; write one")
        return found

    def flag(self, key: str) -> bool | None:
        """Give true or false; ``None`` where there is neither."""
        found = self.anything(key)
        if found is None or isinstance(found, bool):
            return found
        self._wrong(key, found, "true or false")
        return None

    def whole(self, key: str) -> int | None:
        """Give a whole number; ``None`` where there is none."""
        found = self.anything(key)
        if found is None:
            return None
        numeric = isinstance(found, (int, float, Decimal))
        if numeric and not isinstance(found, bool) and found == int(found):
            return int(found)
        self._wrong(key, found, "a whole number")
        return None

    def items(self, key: str) -> list[tuple[str, Any]]:
        """Give the entries of a list, each with its path."""
        found = self.anything(key)
        if found is None:
            return []
        if not is_list(found):
            self._wrong(key, found, "a list")
            return []
        path = self.at(key)
        return [(path + index_path(place), each) for place, each in enumerate(found)]

    def texts(self, key: str) -> list[tuple[str, str]]:
        """Give the entries of a list of texts, each with its path."""
        found: list[tuple[str, str]] = []
        for path, each in self.items(key):
            if isinstance(each, str):
                found.append((path, each))
            else:
                self.notes.fault(path, "wrong-type", _expected("text", each))
        return found

    def parts(self, key: str) -> Iterator[Part]:
        """Give the entries of a list of tables."""
        for path, each in self.items(key):
            if is_table(each):
                yield Part(each, path, self.notes)
            else:
                self.notes.fault(
                    path, "wrong-type", _expected("a table", each), given=each
                )

    def part(self, key: str) -> Part:
        """Give a table, an empty one where there is none."""
        found = self.anything(key)
        if found is not None and not is_table(found):
            self._wrong(key, found, "a table")
            found = None
        return Part({} if found is None else found, self.at(key), self.notes)

    def finish(self) -> None:
        """Leave out every key that nobody asked for."""
        for key, value in self.data.items():
            if key in self.asked or value is None:
                continue
            hint = self.notes.hint(key, self.asked)
            self.notes.leave_out(
                self.at(key),
                "unknown-key",
                f"the form of these files has no such key{hint}",
                given=value,
            )

    def _wrong(self, key: str, found: object, expected: str) -> None:
        self.notes.fault(
            self.at(key),
            "wrong-type",
            _expected(expected, found),
            given=found,
            expected=expected,
        )


def _expected(expected: str, found: object) -> str:
    return f"expected {expected}, found {said(found)}"


def no_place(part: Part, key: str, why: str) -> None:
    """Leave out what stands under a key, if anything does."""
    found = part.anything(key)
    if found not in (None, "", [], {}):
        part.notes.leave_out(part.at(key), "no-place", why, given=found)
