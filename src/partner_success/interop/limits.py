"""How large a document may be, and the walk that holds it to that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any, Final, TypeAlias, cast

import attrs

from partner_success.errors import InvalidValueError
from partner_success.interop.faults import (
    Fault,
    Gathering,
    RefusedError,
    index_path,
    key_path,
    refusal,
    shorten,
)
from partner_success.interop.leaf import said
from partner_success.interop.numbers import number_trouble
from partner_success.interop.shapes import is_list, is_table

__all__ = [
    "STANDARD_LIMITS",
    "Limits",
    "check_plain",
    "find_faults",
    "is_plain",
    "too_deep",
    "too_many",
]

_MOST_REPORTED: Final = 100
_LARGE: Final = 2**63
_HALF: Final = re.compile("[\ud800-\udfff]")


def _check_limit(
    _limits: object, attribute: attrs.Attribute[int], value: object
) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        name = attribute.name
        message = f"the limit {name!r} is a whole number above 0, not {shorten(value)}"
        raise InvalidValueError(message)


@attrs.frozen(kw_only=True)
class Limits:
    """How large a document from outside may be.

    Attributes:
        size: The most bytes of the whole text, in UTF-8.
        depth: The most tables and lists inside each other.
        nodes: The most values, tables and lists, all counted.
        text: The most characters of one text.

    Raises:
        InvalidValueError: A limit is no whole number above 0.
    """

    size: int = attrs.field(default=4 * 1024 * 1024, validator=_check_limit)
    depth: int = attrs.field(default=64, validator=_check_limit)
    nodes: int = attrs.field(default=200_000, validator=_check_limit)
    text: int = attrs.field(default=100_000, validator=_check_limit)


STANDARD_LIMITS: Final = Limits()
"""What is read unless the caller says otherwise."""

_Trail: TypeAlias = "tuple[_Trail, str] | None"


def too_deep(limits: Limits) -> RefusedError:
    """Make the refusal of what is nested deeper than the limit."""
    message = f"more than {limits.depth} tables and lists inside each other"
    return refusal("too-deep", f"{message} (limit 'depth')", None)


def too_many(limits: Limits) -> RefusedError:
    """Make the refusal of more values than the limit."""
    message = f"more than {limits.nodes} values (limit 'nodes')"
    return refusal("too-many-values", message, None)


def check_plain(data: object, limits: Limits, *, nothing: bool = True) -> None:
    """Hold plain data to the limits and to what a document can say.

    Args:
        data: The data.
        limits: How large it may be.
        nothing: Whether the document has a word for nothing.

    It does not recurse, so that nothing is too deep for it.

    Raises:
        RefusedError: With every fault, up to a hundred.
    """
    if not is_plain(data, limits, nothing=nothing):
        find_faults(data, limits, nothing=nothing)


def is_plain(data: object, limits: Limits, *, nothing: bool) -> bool:
    """Tell at a glance that data is sound; what it does not tell may be so too."""
    texts: list[Any] = []
    level: list[Any] = [data]
    count = 1
    # Level by level, because where a value stands matters only if it is at fault.
    for _ in range(limits.depth):
        below: list[Any] = []
        kinds = cast("Iterable[type[object]]", map(type, level))
        for value, kind in zip(level, kinds, strict=True):
            if kind is str:
                texts.append(value)
            elif kind is dict or kind is list:
                count += len(value)
                if count > limits.nodes:
                    return False
                if kind is dict:
                    texts += value
                    below += value.values()
                else:
                    below += value
            elif not _is_plain_single(value, kind, nothing=nothing):
                return False
        if not below:
            return _are_plain_texts(texts, limits)
        level = below
    return False


def _is_plain_single(value: Any, kind: type[object], *, nothing: bool) -> bool:
    if value is None:
        return nothing
    if kind is int:
        return bool(-_LARGE < value < _LARGE)
    return kind is bool or (kind is Decimal and number_trouble(value) is None)


def _are_plain_texts(texts: list[Any], limits: Limits) -> bool:
    if {*map(type, texts)} - {str} or max(map(len, texts), default=0) > limits.text:
        return False
    together = "".join(texts)
    return together.isascii() or _HALF.search(together) is None


def find_faults(data: object, limits: Limits, *, nothing: bool) -> None:
    """Look at every value with its path, and refuse all that is wrong.

    Raises:
        RefusedError: With every fault, up to a hundred.
    """
    gathering = Gathering()
    count = 0
    waiting: list[tuple[Any, _Trail, int]] = [(data, None, 1)]
    while waiting:
        value, trail, depth = waiting.pop()
        count += 1
        if count > limits.nodes:
            gathering.faults.extend(too_many(limits).faults)
            break
        if value is None and not nothing:
            message = "this format has no word for nothing; leave it out"
            gathering.add(_path(trail), "nothing", message)
        for fault in _faults_here(value, depth, limits):
            gathering.faults.append(fault.under(_path(trail)))
        if len(gathering.faults) >= _MOST_REPORTED:
            break
        if depth <= limits.depth:
            waiting.extend(
                (part, (trail, step), depth + 1) for part, step in _parts(value)
            )
    gathering.settle()


def _path(trail: _Trail) -> str:
    steps: list[str] = []
    while trail is not None:
        trail, step = trail
        steps.append(step)
    return "".join(reversed(steps))


def _parts(value: object) -> Iterator[tuple[object, str]]:
    # The last one put on the pile is looked at first.
    if is_table(value):
        for key in reversed(list(value)):
            yield value[key], key_path(key)
    elif is_list(value):
        for place in reversed(range(len(value))):
            yield value[place], index_path(place)


def _faults_here(value: object, depth: int, limits: Limits) -> Iterator[Fault]:
    if is_table(value) or is_list(value):
        if depth > limits.depth:
            yield from too_deep(limits).faults
        if is_table(value):
            for key in value:
                yield from _key_faults(key, limits)
    elif isinstance(value, str):
        yield from _text_faults(value, limits)
    elif isinstance(value, (int, float, Decimal)):
        if (trouble := number_trouble(value)) is not None:
            yield from refusal(*trouble, value).faults
    elif value is not None and not isinstance(value, (date, time)):
        yield from refusal(
            "no-plain-value", f"{said(value)} has no form in a document", value
        ).faults


def _key_faults(key: object, limits: Limits) -> Iterator[Fault]:
    if isinstance(key, str):
        yield from (fault.under(key_path(key)) for fault in _text_faults(key, limits))
    else:
        yield from refusal("key-not-text", "the keys of a table are text", key).faults


def _text_faults(value: str, limits: Limits) -> Iterator[Fault]:
    if len(value) > limits.text:
        message = f"a text of {len(value)} characters; at most {limits.text} are read"
        yield from refusal("too-long", f"{message} (limit 'text')", value).faults
    if not value.isascii() and any("\ud800" <= char <= "\udfff" for char in value):
        message = "half of a surrogate pair, which is no character"
        yield from refusal("no-character", message, value).faults
