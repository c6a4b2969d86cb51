"""Fields of a form made from the records of the library, and documents made of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from types import NoneType
from typing import Any, Final, Literal, cast, get_args, get_origin

import attrs

from onboarding_hub.pages.filled import Given
from onboarding_hub.pages.labels import label_of

__all__ = [
    "ABSENT",
    "FormField",
    "document_of",
    "fields_of",
    "row_count",
    "value_of",
]

ABSENT: Final[Any] = object()
"""Nothing was filled in."""

_WHOLE: Final = re.compile("-?[0-9]{1,18}")
_NUMBER: Final = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?")
_LEAST_ROWS: Final = 3
_MOST_ROWS: Final = 50
_RADIOS: Final = 6

Choices = tuple[tuple[str, str], ...]
"""What can be chosen: what is sent, and what is read."""


@attrs.frozen(kw_only=True)
class FormField:
    """Something to fill in.

    Attributes:
        name: Under which it is sent.
        label: What is asked.
        kind: How it is filled in, as the templates know it.
        notes: What a person may need to know.
        required: Whether it has to be filled in.
        choices: What can be chosen.
        columns: What a row asks for, where there are rows.
        unit: What is counted.
        number: Its place in the form.
    """

    name: str
    label: str
    kind: str
    notes: tuple[str, ...] = ()
    required: bool = False
    choices: Choices = ()
    columns: tuple[FormField, ...] = ()
    unit: str = ""
    number: str = ""


Columns = tuple[FormField, ...]


def fields_of(
    record: type[Any],
    *,
    without: Collection[str] = (),
    choices: Mapping[str, Choices] | None = None,
) -> tuple[FormField, ...]:
    """Give the fields of a form that makes a record.

    Args:
        record: The class of the record.
        without: What is known already.
        choices: What can be chosen, where more is known than the record says.
    """
    attrs.resolve_types(record)
    return tuple(
        _field(each, (choices or {}).get(each.name))
        for each in attrs.fields(record)
        if each.init and each.name not in without
    )


def _field(attribute: attrs.Attribute[Any], known: Choices | None) -> FormField:
    required = attribute.default is attrs.NOTHING
    label, hint, long = label_of(attribute.name)
    kind, choices, columns = _kind(attribute.type, required=required)
    if kind == "text" and long:
        kind = "long"
    if known is not None:
        kind = "choices" if kind == "lines" else "select"
        choices = known
    if kind == "choice" and len(choices) > _RADIOS:
        kind = "select"
    notes = [hint] if hint else []
    if kind == "lines":
        notes.append("One on each line.")
    return FormField(
        name=attribute.name,
        label=label,
        kind=kind,
        notes=tuple(notes),
        required=required,
        choices=choices,
        columns=columns,
    )


def _kind(wanted: Any, *, required: bool) -> tuple[str, Choices, Columns]:
    arguments = [each for each in get_args(wanted) if each is not NoneType]
    origin = get_origin(wanted)
    if origin is tuple and attrs.has(arguments[0]):
        return "rows", (), fields_of(arguments[0])
    if origin is not tuple and origin is not Literal and arguments:
        # Something or nothing.
        return _kind(arguments[0], required=required)
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        arguments, origin = [each.value for each in wanted], Literal
    if origin is Literal:
        return "choice", tuple((each, each.replace("_", " ")) for each in arguments), ()
    kinds: dict[object, str] = {
        int: "whole",
        Decimal: "number",
        date: "day",
        bool: "tick",
    }
    kind = "lines" if origin is tuple else kinds.get(cast(object, wanted), "text")
    return ("yes_no" if kind == "tick" and required else kind), (), ()


def value_of(field: FormField, texts: tuple[str, ...]) -> Any:
    """Give what was filled in, as documents of the library have it.

    What cannot be meant stays as it was written: the library says what is wrong.
    """
    read = _READERS.get(field.kind)
    if read is not None:
        return read(texts)
    text = texts[0] if texts else ""
    if field.kind in {"whole", "rating"}:
        return _number(text, _WHOLE, int)
    if field.kind == "number":
        return _number(text, _NUMBER, Decimal if "." in text else int)
    return text.strip() or ABSENT


def _yes_no(texts: tuple[str, ...]) -> Any:
    known: Mapping[tuple[str, ...], bool] = {("yes",): True, ("no",): False}
    return known.get(texts, ABSENT)


def _lines(texts: tuple[str, ...]) -> list[str]:
    lines = (line.strip() for text in texts for line in text.split("\n"))
    return [line for line in lines if line]


_READERS: Final[Mapping[str, Callable[[tuple[str, ...]], Any]]] = {
    "yes_no": _yes_no,
    "tick": lambda texts: texts == ("yes",),
    "attest": lambda texts: True if texts == ("yes",) else ABSENT,
    "lines": _lines,
    "choices": lambda texts: [each for each in texts if each],
}


def _number(text: str, form: re.Pattern[str], kind: type[int | Decimal]) -> Any:
    bare = text.replace(" ", "").replace("\u202f", "")
    if form.fullmatch(bare):
        return kind(bare)
    return text.strip() or ABSENT


def document_of(
    fields: tuple[FormField, ...], given: Given, prefix: str = ""
) -> dict[str, Any]:
    """Make a document of what was filled in."""
    found: dict[str, Any] = {}
    for field in fields:
        name = f"{prefix}{field.name}"
        if field.kind == "rows":
            found[field.name] = list(_rows(field, given, name))
            continue
        value = value_of(field, given.get(name, ()))
        if value is not ABSENT:
            found[field.name] = value
        elif field.required and field.kind in {"text", "long"}:
            found[field.name] = ""
        elif field.required and field.kind == "day":
            found[field.name] = None
    return found


def row_count(field: FormField, given: Given) -> int:
    """Give how many rows are shown: one more than are filled in."""
    wanted = [
        place + 2
        for place in range(_MOST_ROWS)
        if _is_filled(field, given, f"{field.name}.{place}.")
    ]
    more = given.get("more", ("",))[0] == field.name
    return min(max([_LEAST_ROWS, *wanted]) + 2 * more, _MOST_ROWS)


def _rows(field: FormField, given: Given, name: str) -> Iterator[dict[str, Any]]:
    for place in range(_MOST_ROWS):
        prefix = f"{name}.{place}."
        if _is_filled(field, given, prefix):
            yield document_of(field.columns, given, prefix)


def _is_filled(field: FormField, given: Given, prefix: str) -> bool:
    texts = (given.get(f"{prefix}{each.name}", ()) for each in field.columns)
    return any(text.strip() for found in texts for text in found)
