"""The strict converter between plain data and the library's records.

Nothing is coerced: the number 3 is not the text "3", and the text "no" is not a truth
value. Every fault of a document is reported at once, each with its path.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from cattrs import Converter

from partner_success.core.citation import Citation
from partner_success.errors import InvalidDataError
from partner_success.interop.faults import (
    FAILED,
    Gathering,
    to_problems,
    unsupported,
)
from partner_success.interop.leaves import LEAVES
from partner_success.interop.readers import (
    Hook,
    choice_reader,
    citation_reader,
    items_reader,
    map_reader,
    read_anything,
)
from partner_success.interop.records import record_reader
from partner_success.interop.type_forms import (
    as_enum,
    as_literal,
    as_record,
    is_anything,
    item_types,
    map_types,
    type_name,
    union_members,
    unwrap,
)
from partner_success.interop.unions import union_reader
from partner_success.interop.writers import Write, writer_of

__all__ = ["make_converter", "structure", "unstructure"]

StructuredT = TypeVar("StructuredT")

_CATTRS_SINGLES = (str, bytes, int, float)


def make_converter() -> Converter:
    """Make a converter with the strict hooks, for embedders who add types of their own.

    Give it to `structure` and `unstructure`, which gather what its hooks refuse. A hook
    added with ``register_structure_hook`` may raise any `ValueError` or `TypeError`.

    Examples:
        >>> converter = make_converter()
        >>> structure("3", int, subject="the answer", converter=converter)
        Traceback (most recent call last):
          ...
        partner_success.errors.InvalidDataError: the answer: 1 fault
          - expected a whole number, found text; write a number without quotes
    """
    converter = Converter()

    @cache
    def reader_of(kind: Any) -> Hook:
        return _reader_of(kind, converter)

    def read_single(value: object, kind: Any) -> Any:
        leaf = LEAVES.get(kind)
        return reader_of(kind)(value, kind) if leaf is None else leaf.read(value)

    def writer_for(kind: Any) -> Write:
        return writer_of(kind, converter.unstructure)

    converter.register_structure_hook_factory(lambda _: True, reader_of)
    converter.register_unstructure_hook_factory(lambda _: True, writer_for)
    # These cattrs finds by class, before it asks a factory, and for enums of them too.
    for single in _CATTRS_SINGLES:
        converter.register_structure_hook(single, read_single)
        converter.register_unstructure_hook(single, _writer_by_class(converter))
    return converter


def _writer_by_class(converter: Converter) -> Write:
    def write(value: object) -> Any:
        return writer_of(type(value), converter.unstructure)(value)

    return write


def _reader_of(kind: Any, converter: Converter) -> Hook:
    lookup = converter.get_structure_hook
    if (bare := unwrap(kind)) is not kind:
        return lambda value, _: lookup(bare)(value, bare)
    if (leaf := LEAVES.get(kind)) is not None:
        return lambda value, _: leaf.read(value)
    if kind is Citation:
        return citation_reader(record_reader(Citation, lookup))
    if (members := union_members(kind)) is not None:
        return union_reader(kind, members, lookup)
    choices: Any = as_enum(kind) or as_literal(kind)
    if choices is not None:
        return choice_reader(choices)
    return _reader_of_many(kind, converter)


def _reader_of_many(kind: Any, converter: Converter) -> Hook:
    lookup = converter.get_structure_hook
    if (items := item_types(kind)) is not None:
        return items_reader(items[0], tuple(map(unwrap, items[1])), lookup)
    if (types := map_types(kind)) is not None:
        return map_reader(unwrap(types[0]), unwrap(types[1]), lookup)
    if (record := as_record(kind)) is not None:
        return record_reader(record, lookup)
    if is_anything(kind):
        return read_anything
    message = (
        f"no document can be read into {type_name(kind)}; use attrs classes, single"
        " values, tuple, frozenset, Catalogue, FrozenMap, unions and literals of them,"
        " or register a hook"
    )
    raise unsupported(type_name(kind), message)


@cache
def _standard_converter() -> Converter:
    return make_converter()


def structure(
    data: object,
    cls: type[StructuredT],
    *,
    subject: str,
    converter: Converter | None = None,
) -> StructuredT:
    """Read plain data into a type, or report every fault in it.

    Args:
        data: What a document holds: tables, lists, text, numbers, truth values, days.
        cls: An attrs class, or any type made of what the converter knows.
        subject: What the data is, for the message: ``"the rulebook ours.toml"``.
        converter: One from `make_converter` with hooks of your own.

    Raises:
        InvalidDataError: The data does not have the form of the type; its problems
            carry paths such as ``health.components[2].weight``.
        InvalidModelError: No document can be read into the type at all.

    Examples:
        >>> structure([1, "2", 3.5], tuple[int, ...], subject="the list")
        Traceback (most recent call last):
          ...
        partner_success.errors.InvalidDataError: the list: 2 faults
          - [1]: expected a whole number, found text; write a number without quotes
          - [2]: expected a whole number; it is not rounded for you
    """
    kind: Any = cls
    gathering = Gathering()
    try:
        hook = (converter or _standard_converter()).get_structure_hook(kind)
        found: Any = gathering.read("", hook, data, kind)
    except RecursionError as error:
        gathering.add("", "too-deep", "it is nested too deeply to be read")
        raise InvalidDataError(subject, to_problems(gathering.faults)) from error
    if found is FAILED:
        raise InvalidDataError(subject, to_problems(gathering.faults))
    result: StructuredT = found
    return result


def unstructure(value: object, *, converter: Converter | None = None) -> Any:
    """Write a value as plain data: tables, lists, text, numbers, truth values, days.

    Fields that equal their default are left out, so that a saved file stays readable.
    Reading it again gives an equal value.

    Raises:
        InvalidValueError: Something in the value has no form in a document.

    Examples:
        >>> from fractions import Fraction
        >>> unstructure((Fraction(3, 4), frozenset({"b", "a"})))
        ['3/4', ['a', 'b']]
    """
    return (converter or _standard_converter()).unstructure(value)
