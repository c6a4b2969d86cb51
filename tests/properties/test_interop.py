"""Laws of the converter and of documents, on generated data."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from partner_success.errors import InvalidDataError
from partner_success.interop import (
    Format,
    format_document,
    json_schema,
    parse_document,
    structure,
    unstructure,
)
from tests.unit.interop import records
from tests.unit.interop.strategies import (
    DOCUMENTS,
    JSON,
    PLAIN,
    TARGETS,
    TEXT,
    typed_records,
)

FORMATS = st.sampled_from(get_args(Format))


@given(typed_records(), FORMATS)
def test_saving_loses_nothing(typed: tuple[Any, Any], form: Format) -> None:
    """A value of any type comes back from a document in any form."""
    kind, value = typed
    text = format_document(unstructure(value), form)
    data = parse_document(text, form, subject="it")
    assert structure(data, kind, subject="it") == value
    again = structure(parse_document(text.encode(), form), kind, subject="it")
    assert unstructure(again) == unstructure(value)


@given(typed_records())
def test_what_is_written_validates(typed: tuple[Any, Any]) -> None:
    """What is written, and therefore read, has the form of the JSON Schema."""
    kind, value = typed
    schema = json_schema(kind, title="It", id="urn:x")
    Draft202012Validator.check_schema(schema)
    text = format_document(unstructure(value), "json")
    Draft202012Validator(schema).validate(json.loads(text))


@given(PLAIN, st.sampled_from(TARGETS))
def test_only_faults_of_the_data_come_out(data: Any, kind: Any) -> None:
    """Whatever the data, it is read, or every fault is told by path."""
    try:
        value = structure(data, kind, subject="it")
    except InvalidDataError as error:
        check_problems(error)
    else:
        assert structure(unstructure(value), kind, subject="it") == value


def check_problems(error: InvalidDataError) -> None:
    """Hold the problems of an error to what is promised of them."""
    assert error.problems
    assert all(len(problem.given or "") <= 80 for problem in error.problems)
    assert len(set(error.problems)) == len(error.problems)


SCHEMAS = {
    str(kind): Draft202012Validator(json_schema(kind, title="It", id="urn:x"))
    for kind in TARGETS
}


@given(JSON, st.sampled_from(TARGETS))
def test_what_is_read_validates(data: Any, kind: Any) -> None:
    """Whatever the converter reads has the form of the schema."""
    try:
        structure(data, kind, subject="it")
    except InvalidDataError:
        return
    SCHEMAS[str(kind)].validate(data)


@given(
    st.binary(max_size=200)
    | st.text(st.characters(exclude_categories=[]), max_size=200)
    | st.text(st.sampled_from("[]{}:,.\"'-?|>&*!#=aon019eE+ \n\t_~<%\\"), max_size=80),
    FORMATS,
)
def test_any_text_is_read_or_refused(text: str | bytes, form: Format) -> None:
    """Whatever the text, nothing but an error of this library comes out."""
    try:
        data = parse_document(text, form)
    except InvalidDataError as error:
        check_problems(error)
    else:
        assert isinstance(data, dict)
        format_document(data, "yaml")


@given(st.dictionaries(TEXT, DOCUMENTS, max_size=4), FORMATS)
def test_plain_data_comes_back(data: dict[str, Any], form: Format) -> None:
    """Plain data comes back from every form, with the kind of its numbers."""
    found = parse_document(format_document(data, form), form)
    assert found == data
    assert format_document(found, form) == format_document(data, form)


# How to spoil a good component, and what must then be told.
SPOIL: dict[str, tuple[Callable[[dict[str, Any]], object], str, str]] = {
    "wrong type": (lambda it: it.update(weight="5"), "weight", "wrong-type"),
    "validator": (lambda it: it.update(weight=101), "weight", "invalid-value"),
    "bounds": (lambda it: it.update(weight=-1), "weight", "out-of-range"),
    "missing": (lambda it: it.pop("weight"), "weight", "missing-key"),
    "unknown": (lambda it: it.update(wieght=1), "wieght", "unknown-key"),
    "enum": (lambda it: it.update(level="lwo"), "level", "unknown-value"),
    "literal": (lambda it: it.update(better="up"), "better", "unknown-value"),
    "source": (lambda it: it.update(citations="NO: x"), "citations", "invalid-value"),
}


PLANS = st.lists(st.sets(st.sampled_from(sorted(SPOIL)), max_size=4), max_size=6)


CLASH = {"wrong type", "validator", "bounds", "missing"}


@given(PLANS.filter(lambda plan: all(len(spoilt & CLASH) < 2 for spoilt in plan)))
def test_planted_faults_are_all_told_and_no_other(plan: list[set[str]]) -> None:
    """Each fault that was planted is told once, at its path, and nothing else is."""
    items = []
    expected = set()
    for place, spoilt in enumerate(plan):
        item = {"id": f"c{place}", "weight": 5, "level": "low"}
        for name in sorted(spoilt):
            change, key, code = SPOIL[name]
            change(item)
            expected.add((f"health.components[{place}].{key}", code))
        items.append(item)
    data = {"health": {"components": items}}
    try:
        structure(data, records.Book, subject="it")
        found = []
    except InvalidDataError as error:
        found = [(problem.path, problem.code) for problem in error.problems]
    assert len(found) == len(set(found))
    assert set(found) == expected
