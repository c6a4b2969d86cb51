"""Comparing rulebooks: nothing is lost, nothing invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_success.rulebook import Change, compare_documents
from partner_success.rulebook.document import copied, has_ids

KEYS = st.sampled_from(["low", "high", "name", "x.y", "at risk", "2nd"])
IDS = st.sampled_from(["a", "b", "c", "d.e", "f g"])
SINGLES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 2),
    st.sampled_from([Decimal("0.5"), Decimal("1.0"), Decimal("1E+2"), 0.5]),
    st.sampled_from(["", "a", "2026-01-01"]),
    st.just(date(2026, 1, 1)),
)


def _entries(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    def entry(id_: str) -> st.SearchStrategy[Any]:
        more = st.dictionaries(KEYS, values, max_size=2)
        return more.map(lambda table: {"id": id_, **table})

    ids = st.lists(IDS, unique=True, max_size=4)
    return ids.flatmap(lambda found: st.tuples(*map(entry, found)).map(list))


VALUES = st.recursive(
    SINGLES,
    lambda values: st.one_of(
        st.dictionaries(KEYS, values, max_size=3),
        st.lists(values, max_size=3),
        _entries(values),
    ),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(KEYS, VALUES, max_size=4)

NOWHERE = object()


def applied(document: Any, changes: Sequence[Change]) -> Any:
    """Make the changes to a copy of a document, by what they say and nothing else."""
    whole = {"root": copied(document)}
    for change in changes:
        _apply(whole, change)
    for change in changes:
        if change.kind == "reordered":
            _reorder(_at(whole["root"], change.steps), change.new)
    for change in changes:
        if change.kind == "added" and _in_list(whole, change):
            siblings = _at(whole["root"], change.steps[:-1])
            ids = [entry["id"] for entry in siblings]
            place = ids.index(change.after) + 1 if change.after is not None else 0
            siblings.insert(place, copied(change.new))
    return whole["root"]


def _apply(whole: dict[str, Any], change: Change) -> None:
    if change.kind == "reordered" or (
        change.kind == "added" and _in_list(whole, change)
    ):
        return
    container = _at(whole, ("root", *change.steps[:-1]))
    place = _place(container, change.steps[-1])
    if change.kind == "removed":
        del container[place]
    else:
        container[place] = copied(change.new)


def _in_list(whole: dict[str, Any], change: Change) -> bool:
    return isinstance(_at(whole["root"], change.steps[:-1]), list)


def _reorder(entries: list[Any], order: Sequence[str]) -> None:
    by_id = {entry["id"]: entry for entry in entries}
    entries[:] = [by_id[id_] for id_ in order]


def _at(value: Any, steps: Sequence[str | int]) -> Any:
    for step in steps:
        value = value[_place(value, step)]
    return value


def _place(container: Any, step: str | int) -> Any:
    if isinstance(container, list) and isinstance(step, str):
        return [entry["id"] for entry in container].index(step)
    return step


def canonical(value: Any) -> Any:
    """Bring together what counts as the same, and part what Python holds equal."""
    if isinstance(value, Mapping):
        return "table", {key: canonical(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return "list", [canonical(each) for each in value]
    if isinstance(value, bool):
        return "truth", value
    if isinstance(value, float):
        return "number", Decimal(repr(value))
    if isinstance(value, int | Decimal):
        return "number", value
    return "other", str(value) if isinstance(value, date) else value


@pytest.mark.rule("RBK-02")
@given(DOCUMENTS)
def test_nothing_differs_from_itself(document: dict[str, Any]) -> None:
    """A document compared with its copy has no changes."""
    assert compare_documents(document, copied(document)) == ()


@pytest.mark.rule("RBK-02")
@given(DOCUMENTS, DOCUMENTS)
def test_changes_say_everything(old: dict[str, Any], new: dict[str, Any]) -> None:
    """Making the changes to the old document gives the new one."""
    changes = compare_documents(old, new)
    assert canonical(applied(old, changes)) == canonical(new)
    assert (not changes) == (canonical(old) == canonical(new))


@pytest.mark.rule("RBK-02")
@given(_entries(SINGLES), _entries(SINGLES))
def test_changes_of_entries_say_everything(old: Any, new: Any) -> None:
    """The same of lists with ids, where entries come, go and change places."""
    changes = compare_documents({"x": old}, {"x": new})
    assert canonical(applied({"x": old}, changes)) == canonical({"x": new})


@pytest.mark.rule("RBK-02")
@given(DOCUMENTS, DOCUMENTS)
def test_swapping_mirrors(old: dict[str, Any], new: dict[str, Any]) -> None:
    """Compared the other way round, what came goes and what went comes."""
    turned = {"added": "removed", "removed": "added"}
    mirrored = Counter(
        attrs.evolve(
            change,
            kind=turned.get(change.kind, change.kind),  # type: ignore[arg-type]
            old=change.new,
            new=change.old,
        )
        for change in compare_documents(new, old)
    )
    assert mirrored == Counter(compare_documents(old, new))


@given(DOCUMENTS, DOCUMENTS)
def test_changes_are_readable(old: dict[str, Any], new: dict[str, Any]) -> None:
    """Each change is one line that begins with its place, and no place has two."""
    changes = compare_documents(old, new)
    for change in changes:
        assert str(change).startswith(f"{change.path}: ")
        assert "\n" not in str(change)
    places = Counter((change.path, change.kind == "reordered") for change in changes)
    assert all(count == 1 for count in places.values())
    assert all(
        has_ids([{"id": step}])
        for change in changes
        for step in change.steps
        if isinstance(step, str)
    )
