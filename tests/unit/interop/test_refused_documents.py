"""Documents that are too large, malformed, ambiguous or dangerous."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, get_args

import pytest

from partner_success.errors import (
    InvalidDataError,
)
from partner_success.interop import (
    Format,
    Limits,
    format_document,
    parse_document,
)

FORMATS: tuple[Format, ...] = get_args(Format)


STANDARD = Limits()


SMALL = Limits(size=1000, depth=3, nodes=20, text=50)


def fault(
    text: str | bytes, form: Format, limits: Limits = STANDARD
) -> tuple[str, str]:
    """Give path and code of the only problem."""
    with pytest.raises(InvalidDataError) as caught:
        parse_document(text, form, limits=limits, subject="it")
    assert caught.value.subject == "it"
    (problem,) = caught.value.problems
    return problem.path, problem.code


def reason(text: str | bytes, form: Format, limits: Limits = STANDARD) -> str:
    """Give the only problem as text."""
    with pytest.raises(InvalidDataError) as caught:
        parse_document(text, form, limits=limits)
    return "; ".join(map(str, caught.value.problems))


@pytest.mark.parametrize("form", FORMATS)
def test_size(form: Format) -> None:
    """A document larger than the limit is not looked at."""
    assert fault(b"x" * 10_000_000, form) == ("", "too-large")
    assert fault("x" * 10_000_000, form) == ("", "too-large")
    assert "more than 1000 bytes" in reason("é" * 600, form, SMALL)


DEEP: Mapping[Format, tuple[str, ...]] = {
    "toml": ("a = " + "[" * 100_000, "a = " + "{a=" * 100_000, ".".join("a" * 100_000)),
    "json": ("[" * 100_000, '{"a":' * 100_000, "[" * 100_000 + "]" * 100_000),
    "yaml": ("[" * 100_000, "{a: " * 100_000, "- " * 100_000),
}


@pytest.mark.parametrize(
    ("form", "text"),
    [
        pytest.param(form, text, id=f"{form}-{place}")
        for form, texts in DEEP.items()
        for place, text in enumerate(texts)
    ],
)
def test_depth(form: Format, text: str) -> None:
    """Nesting without end is refused in every form."""
    assert fault(text, form)[1] == "too-deep"


def test_depth_is_counted_alike() -> None:
    """The depth limit means the same in every form."""
    for depth, fits in ((3, True), (4, False)):
        data: Any = 5
        for _ in range(depth):
            data = {"a": data}
        for form in FORMATS:
            text = format_document(data, form)
            if fits:
                assert parse_document(text, form, limits=SMALL) == data
            else:
                assert fault(text, form, SMALL)[1] == "too-deep"


def test_dots_that_are_no_keys() -> None:
    """Only dotted keys count as depth in TOML, not text, comments and numbers."""
    dots = "a.b" * 100
    text = (
        f'x = "{dots}"\ny = \'{dots}\'\n# {dots}\nz = """\n{dots}"\n"""\n'
        f"v = '''\n{dots}'\n'''\nn = [{'0.5, ' * 100}]\n"
    )
    assert parse_document(text, "toml")["n"] == [Decimal("0.5")] * 100
    assert fault('x = "' + '\\"' * 100_000, "toml") == ("", "no-toml")
    assert fault('"a".' * 1000 + "b = 1", "toml") == ("", "too-deep")


@pytest.mark.parametrize("form", FORMATS)
def test_count(form: Format) -> None:
    """The number of values is limited."""
    data = {"a": [1] * 30}
    text = format_document(data, form)
    assert fault(text, form, SMALL) == ("", "too-many-values")


def test_count_of_yaml_stops_early() -> None:
    """YAML is not even built when it holds too much."""
    assert fault("- 1\n" * 300_000, "yaml", Limits(nodes=10)) == (
        "[19]",
        "too-many-values",
    )


@pytest.mark.parametrize("form", FORMATS)
def test_long_text(form: Format) -> None:
    """One text is limited, and its place is named."""
    text = format_document({"a": {"b": "x" * 51}}, form)
    assert fault(text, form, SMALL) == ("a.b", "too-long")


@pytest.mark.parametrize(
    ("form", "text", "code"),
    [
        ("json", '{"a": NaN}', "not-finite"),
        ("json", '{"a": -Infinity}', "not-finite"),
        ("json", '{"a": 1e99999999999999999999}', "not-finite"),
        ("json", '{"a": 1e9999}', "too-long"),
        ("json", '{"a": 1e-9999}', "too-long"),
        ("json", '{"a": ' + "9" * 5000 + "}", "too-long"),
        ("json", '{"a": 0.' + "9" * 5000 + "}", "too-long"),
        ("json", '{"a": 1, "a": 2}', "duplicate-key"),
        ("json", '{"b": {"a": 1, "a": 1}}', "duplicate-key"),
        ("json", "[1]", "no-table"),
        ("json", "null", "no-table"),
        ("json", "", "no-json"),
        ("json", "{'a': 1}", "no-json"),
        ("json", '{"a": "\x00"}', "no-json"),
        ("json", '{"a": "\\ud800"}', "no-character"),
        ("toml", "a = nan", "not-finite"),
        ("toml", "a = -inf", "not-finite"),
        ("toml", "a = 1e9999", "too-long"),
        ("toml", "a = " + "9" * 5000, "no-toml"),
        ("toml", "a = 0x" + "f" * 5000, "too-long"),
        ("toml", "a = 1\na = 2", "no-toml"),
        ("toml", "a", "no-toml"),
        ("toml", "a = '\x00'", "no-toml"),
        ("toml", "a = 2026-02-30", "no-toml"),
        ("yaml", "a: .nan", "not-finite"),
        ("yaml", "a: -.INF", "not-finite"),
        ("yaml", "a: 1e9999", "too-long"),
        ("yaml", "a: " + "9" * 5000, "too-long"),
        ("yaml", "a: 1\na: 2", "duplicate-key"),
        ("yaml", "a: &x 1", "alias"),
        ("yaml", "a: *x", "alias"),
        ("yaml", "&x a: 1", "alias"),
        ("yaml", "a: !!python/object/apply:os.system ['true']", "tag"),
        ("yaml", "a: !!str 1", "tag"),
        ("yaml", "a: ! 1", "tag"),
        ("yaml", "<<: {a: 1}", "merge-key"),
        ("yaml", "1: a", "key-not-text"),
        ("yaml", "? [a]\n: 1", "key-not-text"),
        ("yaml", "? {a: 1}\n: 1", "key-not-text"),
        ("yaml", "~: 1", "key-not-text"),
        ("yaml", "a: 1\n---\nb: 2", "two-documents"),
        ("yaml", "%YAML 1.1\n---\na: 1", "other-version"),
        ("yaml", "- a", "no-table"),
        ("yaml", "text", "no-table"),
        ("yaml", "a: [", "no-yaml"),
        ("yaml", "a: '\x00'", "no-yaml"),
    ],
)
def test_what_is_not_read(form: Format, text: str, code: str) -> None:
    """What is malformed, ambiguous or dangerous is refused."""
    assert fault(text, form)[1] == code


def test_places_are_named() -> None:
    """A fault says where it is."""
    assert fault("a:\n  b:\n  - 1\n  - *x", "yaml") == ("a.b[1]", "alias")
    assert reason("a:\n  b: 1\n  b: 2", "yaml") == (
        "a: the key 'b' stands here twice (line 3)"
    )
    assert "line 2, column 1" in reason("{\n", "json")
    assert reason("a:\n'", "yaml").endswith("end of stream (line 2, column 2)")
    assert "line 1" in reason("a = = 1", "toml")
    assert reason('{"a": 1, "a": 1, "b": 1, "b": 1}', "json").count("twice") == 2


def test_an_alias_bomb() -> None:
    """A small file that would grow without bound is refused at its first anchor."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    assert fault("\n".join(lines), "yaml") == ("a", "alias")


@pytest.mark.parametrize("form", FORMATS)
def test_encodings(form: Format) -> None:
    """Only UTF-8 is read; the message says where it is not."""
    assert "UTF-8 at byte 2" in reason(b"a\xff", form)
    assert fault("a: 1".encode("utf-16"), form) == ("", "no-utf-8")
    assert fault("\ud800", form) == ("", "no-character")
