"""Reading a value that may be of several types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from partner_success.core.citation import Citation
from partner_success.interop.faults import (
    Fault,
    Gathering,
    UnsupportedTypeError,
    refusal,
    unsupported,
)
from partner_success.interop.leaf import wrong_kind
from partner_success.interop.leaves import LEAVES
from partner_success.interop.readers import Hook, Lookup, choice_reader
from partner_success.interop.shapes import is_list, is_table
from partner_success.interop.type_forms import (
    DocumentField,
    as_enum,
    as_literal,
    as_record,
    document_fields,
    item_types,
    map_types,
    one_of,
    type_name,
)
from partner_success.interop.wording import CITATIONS, describe

__all__ = ["tag_of", "union_reader"]

_NOTHING: Final = type(None)
_SHAPES: Final[dict[Any, tuple[str, ...]]] = {
    CITATIONS: ("list", "single"),
    Citation: ("table", "single"),
}


def union_reader(kind: Any, members: tuple[Any, ...], lookup: Lookup) -> Hook:
    """Give the hook that reads one of several types.

    A table is told by its tag (a field that every member has, with literal values of
    its own) or by the keys that only one member has. Other values are tried in the
    order in which the union names its members, text last.

    Raises:
        UnsupportedTypeError: Two records of the union cannot be told apart.
    """
    shapes = {shape: _of_shape(members, shape) for shape in ("table", "list", "single")}
    records = [
        record
        for member in members
        if member not in LEAVES and (record := as_record(member))
    ]
    choose = _record_chooser(kind, records) if len(records) > 1 else None
    expected = describe(kind)

    def read(value: object, _kind: Any) -> Any:
        if value is None and _NOTHING in members:
            return None
        candidates = shapes[_shape_of(value)]
        if choose and is_table(value):
            chosen = choose(value)
            return lookup(chosen)(value, chosen)
        if len(candidates) == 1:
            return lookup(candidates[0])(value, candidates[0])
        return _first_of(candidates, value, lookup, expected)

    return read


def _shape_of(value: object) -> str:
    if is_table(value):
        return "table"
    return "list" if is_list(value) else "single"


def _of_shape(members: Iterable[Any], shape: str) -> list[Any]:
    """List the members that a value of this shape may be meant for, text last."""
    fitting = [
        member
        for member in members
        if member is not _NOTHING and shape in _shapes(member)
    ]
    return sorted(fitting, key=lambda member: member is str)


def _shapes(member: Any) -> tuple[str, ...]:
    if member in _SHAPES:
        return _SHAPES[member]
    if (leaf := LEAVES.get(member)) is not None:
        return leaf.shapes
    if as_enum(member) is not None or as_literal(member):
        return ("single",)
    if item_types(member) is not None:
        return ("list",)
    if map_types(member) is not None or as_record(member) is not None:
        return ("table",)
    # Whatever else somebody registered a hook for may look like anything.
    return ("table", "list", "single")


def _first_of(
    candidates: Iterable[Any], value: object, lookup: Lookup, expected: str
) -> Any:
    tried: list[Fault] = []
    for candidate in candidates:
        gathering = Gathering()
        found = gathering.read("", lookup(candidate), value, candidate)
        if not gathering.faults:
            return found
        tried.extend(gathering.faults)
    known = [name for fault in tried for name in fault.known]
    if not known:
        # What the last one tried says is no better than what any other would say.
        raise wrong_kind(value, expected)
    message = f"expected {expected}"
    raise refusal("unknown-value", message, value, expected=expected, known=known)


Chooser = Callable[[Mapping[Any, Any]], Any]


def _record_chooser(kind: Any, records: list[Any]) -> Chooser:
    tag = tag_of(records)
    return _by_tag(*tag) if tag else _by_keys(kind, records)


def tag_of(records: Iterable[Any]) -> tuple[str, dict[Any, Any]] | None:
    """Find the field that tells records apart, and which value means which record."""
    tables = [
        (record, {field.name: field for field in document_fields(record)})
        for record in records
    ]
    for name in tables[0][1]:
        owners: dict[Any, Any] = {}
        count = 0
        for record, fields in tables:
            values = _tag_values(fields.get(name))
            count += len(values)
            owners.update(dict.fromkeys(values, record))
        covered = len(set(owners.values())) == len(tables)
        if covered and len(owners) == count:
            return name, owners
    return None


def _tag_values(field: DocumentField | None) -> tuple[Any, ...]:
    # Where a tag of several values has a default, saving would leave it out.
    if field is None or not (field.required or field.is_tag):
        return ()
    return as_literal(field.type) or ()


def _by_tag(name: str, owners: Mapping[Any, Any]) -> Chooser:
    expected = one_of(owners)
    read = choice_reader(owners)

    def choose(table: Mapping[Any, Any]) -> Any:
        gathering = Gathering()
        if name not in table:
            message = f"the key {name!r} is missing; it takes {expected}"
            gathering.add(f".{name}", "missing-key", message, expected=expected)
        gathering.settle()
        value = gathering.read(f".{name}", read, table[name], None)
        gathering.settle()
        return owners[value]

    return choose


def _by_keys(kind: Any, records: list[Any]) -> Chooser:
    fields = {record: document_fields(record) for record in records}
    counts = Counter(field.name for each in fields.values() for field in each)
    own = {
        field.name: record
        for record, each in fields.items()
        for field in each
        if counts[field.name] == 1
    }
    vague = [
        record
        for record, each in fields.items()
        if not any(field.required and field.name in own for field in each)
    ]
    if len(vague) > 1:
        raise _alike(kind, vague)

    def choose(table: Mapping[Any, Any]) -> Any:
        signs = {own[key]: key for key in table if key in own}
        claimed = list(signs) or vague
        if len(claimed) == 1:
            return claimed[0]
        message = f"nothing tells what it is; give {one_of(own)}"
        given: object = next((key for key in table if key not in counts), dict(table))
        if claimed:
            claims = [f"{key!r} ({record.__name__})" for record, key in signs.items()]
            message = f"it is two things at once: {' and '.join(claims)}"
            given = dict(table)
        raise refusal(
            "unclear-kind", message, given, expected=describe(kind), known=own
        )

    return choose


def _alike(kind: Any, records: Iterable[Any]) -> UnsupportedTypeError:
    names = " and ".join(record.__name__ for record in records)
    return unsupported(
        type_name(kind),
        f"a document cannot tell {names} apart; give each a required key of its own, or"
        " all of them a literal field of one name with values of their own",
    )
