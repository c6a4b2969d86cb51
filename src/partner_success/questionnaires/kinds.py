"""Whether the parts of a record are of the kinds that it declares."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from itertools import repeat
from typing import Any, Final, Literal, TypeAlias, cast

import attrs

from partner_success.core.collections import Catalogue, FrozenMap
from partner_success.core.expressions import Condition, Value
from partner_success.core.quantities import shown
from partner_success.errors import InvalidUseError, Problem

__all__ = ["kind_problems", "require_kind"]

_Tuple: TypeAlias = tuple[object, ...]
_Table: TypeAlias = FrozenMap[object, object]
_OWN: Final = __name__.rpartition(".")[0]
_PHRASES: Final[Mapping[Any, str]] = {
    str: "text",
    bool: "True or False",
    int: "a whole number",
    Decimal: "a number",
    date: "a datetime.date",
    types.NoneType: "None",
    Condition: "a condition, such as core.from_data({'known': 'signed'})",
    Value: "a value, such as core.value_from_data({'field': 'seats'})",
}


def require_kind(name: str, value: object, *kinds: type) -> None:
    """Refuse an argument that is none of the records a function works on.

    What was given is not repeated, for it may be about people.

    Raises:
        InvalidUseError: It is none of them.

    Examples:
        >>> require_kind("draft", {"id": "d-1"}, Catalogue)
        Traceback (most recent call last):
          ...
        partner_success.errors.InvalidUseError: draft needs a Catalogue, not a dict
    """
    if not isinstance(value, kinds):
        names = " or ".join(_with_article(kind) for kind in kinds)
        found = _with_article(type(value))
        raise InvalidUseError(f"{name} needs {names}, not {found}")


def _with_article(kind: type) -> str:
    article = "an" if kind.__name__[0] in "AEIOUaeiou" else "a"
    return f"{article} {kind.__name__}"


def kind_problems(record: object, path: str = "") -> Iterator[Problem]:
    """Name every part of a record, and of the records in it, that is of another kind.

    Args:
        record: A record of this package, made by hand.
        path: Where it stands.
    """
    own: Any = type(record)
    for name, kind in _parts(own):
        value = getattr(record, name)
        place = f"{path}.{name}" if path else name
        if not _fits(value, kind):
            expected = _phrase(kind)
            message = f"expected {expected}, found {shown(value)}"
            yield Problem(
                path=place,
                code="wrong-type",
                message=message,
                given=shown(value),
                expected=expected,
            )
        elif isinstance(value, (tuple, Catalogue)):
            for position, item in enumerate(cast("Iterable[object]", value)):
                yield from _below(item, f"{place}[{position}]")
        else:
            yield from _below(value, place)


def _below(value: object, path: str) -> Iterator[Problem]:
    # Conditions and citations are checked where they are made.
    if type(value).__module__.startswith(_OWN) and attrs.has(type(value)):
        yield from kind_problems(value, path)


@cache
def _parts(record: Any) -> tuple[tuple[str, Any], ...]:
    hints = typing.get_type_hints(record)
    names = (field.name for field in attrs.fields(record) if field.init)
    return tuple((name, hints[name]) for name in names)


def _fits(value: object, kind: Any) -> bool:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return any(_fits(value, member) for member in inner)
    if origin is Literal:
        return value in inner
    if origin is tuple:
        return isinstance(value, tuple) and _fit_each(cast(_Tuple, value), inner)
    if origin is FrozenMap:
        entries = cast(_Table, value).items() if isinstance(value, FrozenMap) else None
        return entries is not None and all(map(_fits_both, entries, repeat(inner)))
    return _is_a(value, origin or kind)


def _fits_both(entry: tuple[object, object], kinds: tuple[Any, ...]) -> bool:
    return all(map(_fits, entry, kinds))


def _fit_each(values: tuple[object, ...], kinds: tuple[Any, ...]) -> bool:
    if kinds[-1] is Ellipsis:
        return all(_fits(each, kinds[0]) for each in values)
    return len(values) == len(kinds) and all(map(_fits, values, kinds))


def _is_a(value: object, kind: type) -> bool:
    """Tell like a person: yes is no number, a moment no day, and 3 is a decimal too."""
    if isinstance(value, bool) or kind is bool:
        return isinstance(value, bool) and kind is bool
    if isinstance(value, datetime):
        return False
    return isinstance(value, (int, Decimal) if kind is Decimal else kind)


def _phrase(kind: Any) -> str:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    for whole in (Condition, Value):
        if set(typing.get_args(whole)) <= set(inner):
            none = " or None" if types.NoneType in inner else ""
            return f"{_PHRASES[whole]}{none}"
    if origin in (typing.Union, types.UnionType):
        return " or ".join(map(_phrase, inner))
    if origin is tuple:
        several = inner[-1] is Ellipsis
        parts = [_phrase(each) for each in inner if each is not Ellipsis]
        return f"a tuple of {parts[0]}" if several else f"a tuple of {len(parts)} texts"
    if origin is FrozenMap:
        return "a table of texts by language and place"
    if origin is Literal:
        return " or ".join(map(repr, inner))
    bare: type = origin or kind
    return _PHRASES.get(kind, bare.__name__)
