r"""The one form in which plain data is signed: JSON as RFC 8785 (JCS) writes it.

Whoever follows these lines in another language gets the same bytes:

- A table is ``{"key":value,...}``, its keys sorted by their UTF-16 code units; a list
  is ``[value,...]``; nothing stands between the parts.
- Text is in quotes and in UTF-8. Escaped are only the quote, the backslash, and what
  lies below U+0020: as ``\b \t \n \f \r`` where there is one, else as ``\u001f``
  with lower-case digits. Text is not normalised. Half of a surrogate pair is refused.
- Truth values are ``true`` and ``false``, nothing is ``null``.
- A number without a fraction from -(2**53-1) to 2**53-1 is written in its digits.
  Every other number is a text: its digits in full, with a point where there is a
  fraction, no zeros after the last digit of the fraction, no exponent, no plus, no
  minus before zero. So ``3``, ``3.0`` and ``3E0`` are all ``3``, ``1.50`` is ``"1.5"``
  and 2**53 is ``"9007199254740992"``. Binary fractions (floats) are refused, because
  languages write them in many ways.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from types import NoneType
from typing import Any, Final, cast

from partner_success.core.collections import FrozenMap
from partner_success.errors import InvalidValueError

__all__ = ["MOST_SAFE", "canonical_digest", "canonical_form", "canonical_number"]

MOST_SAFE: Final = 2**53 - 1
"""The greatest whole number that every reader of JSON keeps."""

_MOST_DIGITS: Final = 1000
_MOST_KEPT: Final = 64
"""The most keys of a table whose layout is kept for the next one."""

# It escapes what the RFC escapes, in the same way.
_quoted: Final[Callable[[str], str]] = json.encoder.encode_basestring


def canonical_form(value: object) -> bytes:
    r"""Give the canonical form of plain data, as this library signs it.

    Plain data is text, whole and decimal numbers, truth values, nothing, lists and
    tables with text for keys. Equal data has equal forms, whatever the order of its
    tables and however its numbers are written.

    Raises:
        InvalidValueError: The data holds something else, such as a float, half of a
            surrogate pair, or a number of more than 1,000 digits.

    Examples:
        >>> canonical_form({"b": Decimal("1.50"), "a": [3, True, "\u20ac"]}).decode()
        '{"a":[3,true,"€"],"b":"1.5"}'

    Rule: QST-07.
    """
    try:
        return _write(value).encode()
    except UnicodeEncodeError as error:
        raise InvalidValueError(
            "text holds half of a surrogate pair, which is no character and cannot be"
            " signed; replace it"
        ) from error
    except RecursionError as error:
        raise InvalidValueError(
            "what is to be signed has too many tables and lists inside each other"
        ) from error


def canonical_digest(value: object) -> str:
    """Give the SHA-256 of the canonical form, as 64 lower-case hexadecimal digits.

    Raises:
        InvalidValueError: The data has no canonical form.

    Examples:
        >>> canonical_digest({})[:16]
        '44136fa355b3678a'

    Rule: QST-07.
    """
    return hashlib.sha256(canonical_form(value)).hexdigest()


def canonical_number(value: Decimal | int) -> int | str:
    """Give a number as it is signed: itself, or its digits as text.

    Raises:
        InvalidValueError: It is not finite, or has more than 1,000 digits on one side
            of its point.

    Examples:
        >>> canonical_number(Decimal("3.0")), canonical_number(Decimal("-0.250"))
        (3, '-0.25')
        >>> canonical_number(2**53)
        '9007199254740992'

    Rule: QST-07.
    """
    if isinstance(value, Decimal):
        digits = _digits(value)
        if "." in digits:
            return digits
        value = int(digits)
    if -MOST_SAFE <= value <= MOST_SAFE:
        return int(value)
    # An enormous number would take long to turn into digits.
    if value.bit_length() > 4 * _MOST_DIGITS or abs(value) >= 10**_MOST_DIGITS:
        raise _too_long()
    return str(int(value))


def _digits(value: Decimal) -> str:
    text = str(value)
    # Capitals are those of an exponent, of an infinity or of what is no number.
    if len(text) > _MOST_DIGITS or text != text.lower():
        text = _written_out(value)
    if "." not in text:
        return text
    return text.rstrip("0").rstrip(".")


def _written_out(value: Decimal) -> str:
    if not value.is_finite():
        raise InvalidValueError(
            f"{value} is no finite number and cannot be signed; leave it out"
        )
    if not value:
        return "0"
    # Looked at first, because an exponent is short and its zeros fill the memory.
    if not -_MOST_DIGITS <= value.adjusted() < _MOST_DIGITS:
        raise _too_long()
    text = format(value, "f")
    if len(text.rstrip("0").partition(".")[2]) > _MOST_DIGITS:
        raise _too_long()
    return text


def _too_long() -> InvalidValueError:
    return InvalidValueError(
        f"a number that is signed has at most {_MOST_DIGITS} digits on either side of"
        " its point"
    )


def _write(value: object) -> str:
    return _WRITERS.get(type(value), _by_base)(value)


def _by_base(value: object) -> str:
    """Write what is of a subclass, such as a member of a text enumeration."""
    for base, write in _BASES.items():
        if isinstance(value, base):
            return write(value)
    raise _no_plain(value)


def _text(value: str) -> str:
    return _quoted(str.__str__(value))


def _number(value: Decimal | int) -> str:
    number = canonical_number(value)
    return f'"{number}"' if type(number) is str else f"{number}"


def _list(values: Iterable[object]) -> str:
    return f"[{','.join(map(_write, values))}]"


def _table(table: Mapping[object, object]) -> str:
    keys = tuple(table)
    template, order = _known(keys) if len(keys) <= _MOST_KEPT else _layout(keys)
    find, other = _WRITERS.get, _by_base
    # Written out, because a call of `_write` for each answer takes half of the time.
    parts = [find(type(value), other)(value) for value in table.values()]
    return template % tuple(parts if order is None else [parts[at] for at in order])


def _layout(keys: tuple[object, ...]) -> tuple[str, tuple[int, ...] | None]:
    """Give a table's text with a place for each value, and the order of the values.

    The order, by UTF-16 code units, is left out where the keys stand in it already.
    """
    if not all(isinstance(key, str) for key in keys):
        raise InvalidValueError(
            "the keys of a table that is signed are text, and one of them is not"
        )
    names = cast(tuple[str, ...], keys)
    # Half of a surrogate pair is refused later, with those in the values.
    units = [name.encode("utf-16-be", "surrogatepass") for name in names]
    order = tuple(sorted(range(len(names)), key=units.__getitem__))
    places = [f"{_text(names[at]).replace('%', '%%')}:%s" for at in order]
    given = order == tuple(range(len(names)))
    return f"{{{','.join(places)}}}", None if given else order


# The answers to one questionnaire have the same keys again and again.
_known: Final = lru_cache(maxsize=256)(_layout)

_WRITERS: Final[dict[type, Callable[[Any], str]]] = {
    str: _quoted,
    bool: {True: "true", False: "false"}.__getitem__,
    int: _number,
    Decimal: _number,
    FrozenMap: _table,
    dict: _table,
    tuple: _list,
    list: _list,
    NoneType: {None: "null"}.__getitem__,
}
_BASES: Final[dict[type, Callable[[Any], str]]] = {
    str: _text,
    int: _number,
    Decimal: _number,
    Mapping: _table,
    tuple: _list,
    list: _list,
}


def _no_plain(value: object) -> InvalidValueError:
    hint = "give text, numbers, truth values, lists and tables"
    if isinstance(value, float):
        hint = "give a Decimal, such as Decimal('1.5')"
    return InvalidValueError(
        f"a {type(value).__name__} has no canonical form and cannot be signed; {hint}"
    )
