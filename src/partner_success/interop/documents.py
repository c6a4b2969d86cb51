"""Reading and writing TOML, JSON and YAML, bounded and without loss.

Numbers keep the digits with which they were written, no key stands twice, and nothing
of a document is ever run. What comes out is plain data for the converter: tables,
lists, text, numbers, truth values, and in TOML days and times.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from os import PathLike, fspath
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, get_args

from partner_success.errors import InvalidDataError, UnknownNameError
from partner_success.interop.faults import (
    Gathering,
    RefusedError,
    refusal,
    to_problems,
)
from partner_success.interop.json_text import format_json, parse_json
from partner_success.interop.leaf import said
from partner_success.interop.limits import (
    STANDARD_LIMITS,
    Limits,
    check_plain,
    too_deep,
)
from partner_success.interop.numbers import exactly
from partner_success.interop.shapes import is_list, is_table
from partner_success.interop.toml_text import format_toml, parse_toml

__all__ = [
    "Format",
    "format_document",
    "format_of",
    "parse_document",
    "read_document",
]

Format: TypeAlias = Literal["toml", "json", "yaml"]
"""The forms in which documents are read and written."""

_SUFFIXES: Final[dict[str, Format]] = {
    ".toml": "toml",
    ".json": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
}


def format_of(path: str | PathLike[str]) -> Format:
    """Tell the format of a file by the end of its name.

    Raises:
        UnknownNameError: The name ends in nothing that is read.

    Examples:
        >>> format_of("ours.yml")
        'yaml'
    """
    suffix = Path(path).suffix.lower()
    if suffix not in _SUFFIXES:
        raise UnknownNameError("format of documents", suffix, _SUFFIXES)
    return _SUFFIXES[suffix]


def read_document(
    path: str | PathLike[str], *, limits: Limits = STANDARD_LIMITS
) -> dict[str, Any]:
    """Read a file whose name says its format.

    Raises:
        InvalidDataError: The file cannot be opened, is too large or malformed; the
            subject is its path.
        UnknownNameError: The name ends in nothing that is read.
        MissingExtraError: The format needs an extra that is not installed.
    """
    format_ = format_of(path)
    subject = fspath(path)
    gathering = Gathering()
    content = b""
    try:
        with Path(path).open("rb") as file:
            # One byte more than allowed tells that there is more.
            content = file.read(limits.size + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        gathering.add("", "unreadable-file", f"the file cannot be read: {reason}")
        raise InvalidDataError(subject, to_problems(gathering.faults)) from error
    return parse_document(content, format_, limits=limits, subject=subject)


def parse_document(
    text: str | bytes,
    format: Format,  # noqa: A002 - what a caller says
    *,
    limits: Limits = STANDARD_LIMITS,
    subject: str = "the document",
) -> dict[str, Any]:
    """Read a document into plain data.

    Args:
        text: The document; bytes are UTF-8, with or without a byte order mark.
        format: What it is written in.
        limits: How large it may be.
        subject: What it is, for messages.

    Raises:
        InvalidDataError: It is too large, malformed, or no table.
        UnknownNameError: There is no such format.
        MissingExtraError: The format needs an extra that is not installed.

    Examples:
        >>> parse_document("weight = 0.30", "toml")
        {'weight': Decimal('0.30')}
        >>> parse_document('{"a": 1, "a": 2}', "json")
        Traceback (most recent call last):
          ...
        partner_success.errors.InvalidDataError: the document: 1 fault
          - the key 'a' stands twice in one table
    """
    if format not in get_args(Format):
        raise UnknownNameError("format of documents", format, get_args(Format))
    try:
        data = _parse(_decoded(text, limits), format, limits)
        check_plain(data, limits)
    except RefusedError as error:
        raise InvalidDataError(subject, to_problems(error.faults)) from error
    except RecursionError as error:
        raise InvalidDataError(subject, to_problems(too_deep(limits).faults)) from error
    return data


def _decoded(text: str | bytes, limits: Limits) -> str:
    """Give the text of a document that is not too large."""
    size = len(text)
    if size <= limits.size and isinstance(text, str):
        try:
            size = len(text.encode())
        except UnicodeEncodeError as error:
            message = f"half of a surrogate pair at character {error.start + 1}"
            raise refusal("no-character", message, text) from error
    if size > limits.size:
        message = f"more than {limits.size} bytes (limit 'size')"
        raise refusal("too-large", message, None)
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"this is no UTF-8 at byte {error.start + 1}; save it as UTF-8"
        raise refusal("no-utf-8", message, text[error.start : error.end]) from error


def _parse(text: str, format_: Format, limits: Limits) -> dict[str, Any]:
    if format_ == "toml":
        return parse_toml(text, limits)
    if format_ == "json":
        data = parse_json(text)
    else:
        # Whoever reads TOML and JSON needs none of it.
        from partner_success.interop.yaml_text import parse_yaml

        data = parse_yaml(text, limits)
        if data is None:
            return {}
    if not is_table(data):
        message = f"a document is a table, and this is {said(data)}"
        raise refusal("no-table", message, data, expected="a table")
    return dict(data)


def format_document(data: Mapping[str, Any], format: Format) -> str:  # noqa: A002
    """Write plain data as a document; reading it gives equal data.

    Numbers keep every digit. JSON and YAML have no days and times of their own: these
    become text, which the converter reads as what it was.

    Raises:
        InvalidDataError: Something in the data has no form in the format.
        UnknownNameError: There is no such format.
        MissingExtraError: The format needs an extra that is not installed.

    Examples:
        >>> from decimal import Decimal
        >>> print(format_document({"weight": Decimal("0.30")}, "json"))
        {
          "weight": 0.30
        }
        <BLANKLINE>
    """
    if format not in get_args(Format):
        raise UnknownNameError("format of documents", format, get_args(Format))
    try:
        check_plain(data, STANDARD_LIMITS, nothing=format != "toml")
    except RefusedError as error:
        raise InvalidDataError("the data", to_problems(error.faults)) from error
    tidy = _tidied(data, format)
    if format == "toml":
        return format_toml(tidy)
    if format == "json":
        return format_json(tidy) + "\n"
    from partner_success.interop.yaml_text import format_yaml

    return format_yaml(tidy)


def _tidied(value: Any, format_: Format) -> Any:
    """Leave only what the writer of a format knows."""
    if is_table(value):
        return {key: _tidied(part, format_) for key, part in value.items()}
    if is_list(value):
        return [_tidied(part, format_) for part in value]
    if isinstance(value, float):
        return exactly(value)
    if isinstance(value, (datetime, time)):
        return value.isoformat()
    if isinstance(value, date) and format_ == "json":
        return value.isoformat()
    return value
