"""Reading tables into attrs classes, with every fault of a table at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import attrs

from partner_success.interop.faults import (
    FAILED,
    Fault,
    Gathering,
    RefusedError,
    UnsupportedTypeError,
    faults_of,
    key_path,
    shorten,
)
from partner_success.interop.readers import Hook, Lookup, as_table
from partner_success.interop.type_forms import DocumentField, document_fields
from partner_success.interop.wording import describe

__all__ = ["record_reader"]


def record_reader(record: Any, lookup: Lookup) -> Hook:
    """Give the hook that reads a table into an attrs class."""
    fields = {field.name: field for field in document_fields(record)}
    required = [field for field in fields.values() if field.required]
    names = {field.name: field.alias for field in attrs.fields(record)}
    expected = describe(record)

    def read(value: object, _kind: Any) -> Any:
        table = as_table(value, expected)
        gathering = Gathering()
        values = _read_fields(gathering, table, fields, lookup)
        _note_missing(gathering, table, required)
        if gathering.faults:
            gathering.faults.extend(_validator_faults(record, values))
        gathering.settle()
        return _construct(record, names, values)

    return read


def _read_fields(
    gathering: Gathering,
    table: Mapping[Any, Any],
    fields: Mapping[str, DocumentField],
    lookup: Lookup,
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, item in table.items():
        field = fields.get(key) if isinstance(key, str) else None
        if field is None:
            known_as = isinstance(key, str)
            message = f"unknown key {shorten(key)}" if known_as else "a key is text"
            step = key_path(key)
            gathering.add(step, "unknown-key", message, asked=key, known=fields)
            continue
        found = gathering.read_key(key, lookup(field.type), item, field.type)
        if found is not FAILED:
            if field.attribute.metadata:
                _check_bounds(gathering, field, found)
            values[field.name] = found
    return values


def _note_missing(
    gathering: Gathering, table: Mapping[Any, Any], required: Iterable[DocumentField]
) -> None:
    for field in required:
        if field.name not in table:
            expected = describe(field.type)
            message = f"the key {field.name!r} is missing; it takes {expected}"
            place = key_path(field.name)
            gathering.add(place, "missing-key", message, expected=expected)


def _check_bounds(gathering: Gathering, field: DocumentField, value: object) -> None:
    """Hold a number against the bounds that its field declares, both closed."""
    if not isinstance(value, (int, float, Decimal)) or isinstance(value, bool):
        return
    least = field.attribute.metadata.get("minimum")
    most = field.attribute.metadata.get("maximum")
    if least is not None and value < least:
        message = f"{value} is below the least value {least}"
    elif most is not None and value > most:
        message = f"{value} is above the greatest value {most}"
    else:
        return
    ends = [f"at least {least}"] if least is not None else []
    ends += [f"at most {most}"] if most is not None else []
    expected = " and ".join(ends)
    gathering.add(
        key_path(field.name),
        "out-of-range",
        message,
        given=str(value),
        expected=expected,
    )


def _construct(
    record: type[Any], names: Mapping[str, str], values: Mapping[str, Any]
) -> Any:
    gathering = Gathering()

    def build(_table: object) -> Any:
        return record(**{names[name]: value for name, value in values.items()})

    built = gathering.read("", build, dict(values))
    if built is FAILED:
        # A class stops at its first validator; the others are asked one by one.
        raise RefusedError(_validator_faults(record, values) or gathering.faults)
    return built


def _validator_faults(record: type[Any], values: Mapping[str, Any]) -> list[Fault]:
    """Ask the validator of each value given, in a record that is not built yet."""
    draft = object.__new__(record)
    faults: list[Fault] = []
    checks: list[tuple[Any, Any, Any]] = []
    for field in attrs.fields(record):
        if field.name not in values:
            continue
        try:
            value = _converted(field, values[field.name], draft)
        except Exception as error:  # noqa: BLE001 - converters raise anything
            faults.extend(_field_faults(field.name, error, values[field.name]))
            continue
        object.__setattr__(draft, field.name, value)
        if field.validator is not None:
            checks.append((field, field.validator, value))
    for field, validator, value in checks:
        try:
            validator(draft, field, value)
        except AttributeError:
            # It asks for a field that is missing or at fault, which is told already.
            continue
        except Exception as error:  # noqa: BLE001 - validators raise anything
            faults.extend(_field_faults(field.name, error, value))
    return faults


def _converted(field: Any, value: Any, draft: object) -> Any:
    converter: Any = field.converter
    if converter is None:
        return value
    takes_more = isinstance(field.converter, attrs.Converter)
    return converter(value, draft, field) if takes_more else converter(value)


def _field_faults(name: str, error: Exception, value: object) -> list[Fault]:
    if isinstance(error, (MemoryError, RecursionError, UnsupportedTypeError)):
        raise error
    return [
        fault if _is_within(fault.problem.path, name) else fault.under(key_path(name))
        for fault in faults_of(error, value)
    ]


def _is_within(path: str, name: str) -> bool:
    rest = path.removeprefix(name)
    return path.startswith(name) and (not rest or rest[0] in ".[")
