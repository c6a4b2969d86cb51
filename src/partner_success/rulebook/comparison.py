"""What one rulebook changes of another, as a readable list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.rulebook.document import (
    copied,
    has_ids,
    is_list,
    is_table,
    leaves,
    step,
)
from partner_success.rulebook.numbers import numbers

__all__ = ["Change", "ChangeKind", "compare_documents"]

ChangeKind = Literal["added", "removed", "changed", "reordered"]
"""What happened to a place of the document."""

_MOST_SHOWN: Final = 12
_NOTHING: Final = object()


@attrs.frozen(kw_only=True)
class Change:
    """One difference between two rulebooks.

    Attributes:
        path: The place for people, entries of lists by their id.
        steps: The same as keys, ids and, in a list without ids, positions.
        kind: ``"reordered"`` means that the entries of a list that both rulebooks have
            stand in another order; ``old`` and ``new`` are then their ids.
        old: What stood there; ``None`` where it was added.
        new: What stands there; ``None`` where it was removed.
        unit: What a number counts, where both rulebooks say the same.
        after: Of an entry added to or removed from a list, the id of the entry that it
            stands behind; ``None`` for the first.

    Rule: RBK-02.
    """

    path: str
    steps: tuple[str | int, ...]
    kind: ChangeKind
    old: Any = None
    new: Any = None
    unit: str = ""
    after: str | None = None

    def __str__(self) -> str:
        if self.kind == "reordered":
            return f"{self.path}: order {', '.join(self.old)} -> {', '.join(self.new)}"
        said = {
            "added": f"added {_shown(self.new)}",
            "removed": f"removed {_shown(self.old)}",
            "changed": f"{_shown(self.old)} -> {_shown(self.new)}",
        }
        unit = f" {self.unit}" if self.unit else ""
        return f"{self.path}: {said[self.kind]}{unit}"


def compare_documents(
    old: Mapping[str, Any], new: Mapping[str, Any]
) -> tuple[Change, ...]:
    """Compare two rulebook documents, in the order of the old one.

    Entries of lists are matched by their ids. Lists of as many tables without ids are
    compared position by position; any other list is one value. Numbers are compared by
    value and a day with the text of a day, so that the format of a file is no change.

    Examples:
        >>> units = {"low": "rating"}
        >>> before = {"nps": {"low": 0, "units": units}}
        >>> after = {"nps": {"low": Decimal("1.0"), "units": units}}
        >>> print(*compare_documents(before, after))
        nps.low: 0 -> 1.0 rating

    Rule: RBK-02.
    """
    units = _Units(
        old={number.name: number.unit for number in numbers(old)},
        new={number.name: number.unit for number in numbers(new)},
    )
    return tuple(_compare(old, new, _Place(units=units)))


@attrs.frozen(kw_only=True)
class _Units:
    old: dict[str, str]
    new: dict[str, str]

    def of(self, path: str) -> str:
        """Give the unit of the number at a path, if it is one everywhere."""
        found = {units[path] for units in (self.old, self.new) if path in units}
        return found.pop() if len(found) == 1 else ""


@attrs.frozen(kw_only=True)
class _Place:
    """A place that both documents may have."""

    units: _Units
    path: str = ""
    steps: tuple[str | int, ...] = ()

    def at(self, key: str | int) -> _Place:
        return attrs.evolve(self, path=step(self.path, key), steps=(*self.steps, key))

    def change(
        self,
        kind: ChangeKind,
        old: object,
        new: object,
        *,
        after: str | None = None,
    ) -> Change:
        return Change(
            path=self.path,
            steps=self.steps,
            kind=kind,
            old=None if old is _NOTHING else _frozen(old),
            new=None if new is _NOTHING else _frozen(new),
            unit=self.units.of(self.path),
            after=after,
        )


def _compare(old: Any, new: Any, place: _Place) -> Iterator[Change]:
    if old is _NOTHING:
        yield place.change("added", old, new)
    elif new is _NOTHING:
        yield place.change("removed", old, new)
    elif is_table(old) and is_table(new):
        for key in dict.fromkeys([*old, *new]):
            inner = old.get(key, _NOTHING), new.get(key, _NOTHING)
            yield from _compare(*inner, place.at(key))
    elif is_list(old) and is_list(new) and _matched_by_id(old, new):
        yield from _compare_entries(old, new, place)
    elif _matched_by_position(old, new):
        for position, pair in enumerate(zip(old, new, strict=True)):
            yield from _compare(*pair, place.at(position))
    elif not _same(old, new):
        yield place.change("changed", old, new)


def _compare_entries(
    old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]], place: _Place
) -> Iterator[Change]:
    before = {entry["id"]: entry for entry in old}
    behind = {entry["id"]: entry for entry in new}
    order = [id_ for id_ in before if id_ in behind]
    new_order = [id_ for id_ in behind if id_ in before]
    if order != new_order:
        yield place.change("reordered", order, new_order)
    for id_, entry in before.items():
        if id_ in behind:
            yield from _compare(entry, behind[id_], place.at(id_))
        else:
            after = _predecessor(list(before), id_)
            yield place.at(id_).change("removed", entry, _NOTHING, after=after)
    for id_, entry in behind.items():
        if id_ not in before:
            after = _predecessor(list(behind), id_)
            yield place.at(id_).change("added", _NOTHING, entry, after=after)


def _predecessor(ids: Sequence[str], id_: str) -> str | None:
    place = ids.index(id_)
    return ids[place - 1] if place else None


def _matched_by_id(old: Sequence[Any], new: Sequence[Any]) -> bool:
    """Tell whether two lists hold entries with ids, each id once; one can be empty."""
    return all(not each or _has_unique_ids(each) for each in (old, new))


def _has_unique_ids(value: Sequence[Any]) -> bool:
    return has_ids(value) and len({entry["id"] for entry in value}) == len(value)


def _matched_by_position(old: object, new: object) -> bool:
    if not (is_list(old) and is_list(new)) or len(old) != len(new):
        return False
    return all(is_table(each) for each in (*old, *new))


def _same(old: Any, new: Any) -> bool:
    if is_list(old) and is_list(new):
        if len(old) != len(new):
            return False
        return all(_same(*pair) for pair in zip(old, new, strict=True))
    if is_table(old) and is_table(new):
        return old.keys() == new.keys() and all(
            _same(old[key], new[key]) for key in old
        )
    return bool(_comparable(old) == _comparable(new))


def _comparable(value: Any) -> tuple[str, Any]:
    """Tell apart what Python holds equal (true and 1), and join what it holds apart."""
    if isinstance(value, bool):
        return "truth", value
    if isinstance(value, float):
        return "number", Decimal(repr(value))
    if isinstance(value, int | Decimal):
        return "number", value
    return "other", value.isoformat() if isinstance(value, date) else value


def _frozen(value: Any) -> Any:
    if is_table(value):
        return FrozenMap({key: _frozen(each) for key, each in value.items()})
    if is_list(value):
        return tuple(_frozen(each) for each in value)
    return value


def _shown(value: Any) -> str:
    """Write a value in one line; of a table its single values, compactly."""
    if is_table(value):
        parts = [
            f"{path} {_shown(each)}"
            for path, each in leaves(copied(value))
            if path != "id"
        ]
        if len(parts) > _MOST_SHOWN:
            parts[_MOST_SHOWN:] = [f"and {len(parts) - _MOST_SHOWN} more"]
        return f"({', '.join(parts)})"
    if is_list(value):
        return f"[{', '.join(_shown(each) for each in value)}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "nothing" if value is None else _quoted(value)


def _quoted(value: object) -> str:
    return repr(value) if isinstance(value, str) else str(value)
