"""The canonical form is that of RFC 8785, with the numbers that JSON loses as text."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from collections import UserDict
from decimal import Decimal, getcontext, localcontext
from enum import IntEnum, StrEnum
from typing import Any

import pytest

from partner_success.core.collections import FrozenMap
from partner_success.errors import InvalidValueError
from partner_success.interop import format_document, unstructure
from partner_success.questionnaires import (
    canonical_digest,
    canonical_form,
    canonical_number,
)
from tests.unit.questionnaires.signing import signed, submission

pytestmark = pytest.mark.rule("QST-07")

GREATEST = 2**53 - 1


class Colour(StrEnum):
    RED = "red"


class Level(IntEnum):
    HIGH = 3


def test_keys_are_sorted_as_the_rfc_sorts_them() -> None:
    """The example of section 3.2.3, where code points alone would sort otherwise."""
    given = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }
    values = re.findall(r':"([^"]*)"', canonical_form(given).decode())
    assert values == [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small Letter O With Diaeresis",
        "Euro Sign",
        "Emoji: Grinning Face",
        "Hebrew Letter Dalet With Dagesh",
    ]


def test_text_and_literals_are_written_as_in_the_rfc() -> None:
    """The example of section 3.2.2, without its floating-point numbers."""
    given = {
        "string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/",
        "literals": [None, True, False],
    }
    expected = r"""{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}"""
    assert canonical_form(given) == expected.encode()


def test_only_what_the_rfc_escapes_is_escaped() -> None:
    """Seven have a short form, other controls hexadecimal digits, the rest none."""
    short = {8: r"\b", 9: r"\t", 10: r"\n", 12: r"\f", 13: r"\r", 34: r"\"", 92: r"\\"}
    for point in (*range(0x300), 0x2028, 0x2029, 0xFEFF, 0xFFFF, 0x1F600, 0x10FFFF):
        written = short.get(point) or (f"\\u{point:04x}" if point < 32 else chr(point))
        assert canonical_form(chr(point)).decode() == f'"{written}"'


def test_text_is_not_normalised() -> None:
    """Two spellings of one letter are two texts."""
    assert canonical_form("\u00e9") != canonical_form("e\u0301")


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "0"),
        (-7, "-7"),
        (GREATEST, "9007199254740991"),
        (-GREATEST, "-9007199254740991"),
        (2**53, '"9007199254740992"'),
        (-(2**53), '"-9007199254740992"'),
        (10**999, '"1' + "0" * 999 + '"'),
        (Decimal(3), "3"),
        (Decimal("3.0"), "3"),
        (Decimal("3E0"), "3"),
        (Decimal("3E+2"), "300"),
        (Decimal("1E+20"), '"100000000000000000000"'),
        (Decimal("-0"), "0"),
        (Decimal("-0.00"), "0"),
        (Decimal("0E-5000"), "0"),
        (Decimal("0E+5000"), "0"),
        (Decimal("1.50"), '"1.5"'),
        (Decimal("-1.50"), '"-1.5"'),
        (Decimal("1E-7"), '"0.0000001"'),
        (Decimal("12345678901234567890.10"), '"12345678901234567890.1"'),
        (Decimal("1E-1000"), '"0.' + "0" * 999 + '1"'),
        (Decimal("0." + "0" * 999 + "10"), '"0.' + "0" * 999 + '1"'),
        (Decimal("9" * 1000 + ".0"), '"' + "9" * 1000 + '"'),
        (Level.HIGH, "3"),
        (True, "true"),
        (Colour.RED, '"red"'),
    ],
)
def test_numbers_have_one_form(number: object, written: str) -> None:
    """Equal numbers are written alike, and those that JSON may lose as text."""
    assert canonical_form(number).decode() == written


def test_the_callers_decimal_context_does_not_matter() -> None:
    """A digest made under another precision is the same digest."""
    number = Decimal("123456789.123456789")
    with localcontext(getcontext()) as context:
        context.prec = 3
        context.Emax = 5
        context.Emin = -5
        assert canonical_number(number) == "123456789.123456789"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (1.5, "give a Decimal"),
        (float("nan"), "give a Decimal"),
        ({"a": [0.5]}, "give a Decimal"),
        (Decimal("NaN"), "no finite number"),
        (Decimal("-sNaN12"), "no finite number"),
        (Decimal("Infinity"), "no finite number"),
        (Decimal("1E+1000"), "1000 digits"),
        (Decimal("1E+999999999"), "1000 digits"),
        (Decimal("1E-1001"), "1000 digits"),
        (Decimal("1." + "0" * 1000 + "1"), "1000 digits"),
        (10**1000, "1000 digits"),
        (-(10**1000), "1000 digits"),
        pytest.param(10**100_000, "1000 digits", id="enormous"),
        ("half \ud800", "surrogate"),
        ({"half \udfff": 1}, "surrogate"),
        ({"\U0001f600": 1, "half \udfff": 1}, "surrogate"),
        ({1: 2}, "keys"),
        ({"a": 1, 2: 3}, "keys"),
        ({"a": {None: 3}}, "keys"),
        (b"bytes", "bytes has no canonical form"),
        ({"a"}, "set has no canonical form"),
        (1 + 2j, "complex has no canonical form"),
    ],
)
def test_what_has_no_form_is_refused(given: object, said: str) -> None:
    """The message tells the kind and what to do."""
    with pytest.raises(InvalidValueError, match=said):
        canonical_form(given)


def test_a_list_in_itself_is_refused() -> None:
    """What never ends is no data."""
    given: list[Any] = []
    given.append(given)
    with pytest.raises(InvalidValueError, match="inside each other"):
        canonical_form(given)


def test_any_mapping_is_a_table_and_any_order_the_same() -> None:
    """The kind of the collection is not signed."""
    forms = {
        canonical_form({"b": (1, 2), "a": "%s %d"}),
        canonical_form({"a": "%s %d", "b": [1, 2]}),
        canonical_form(FrozenMap({"b": [1, 2], "a": "%s %d"})),
        canonical_form(UserDict({"a": "%s %d", "b": [1, 2]})),
    }
    assert forms == {b'{"a":"%s %d","b":[1,2]}'}
    assert canonical_form({"100%": 1, "%s": 2}) == b'{"%s":2,"100%":1}'
    many = {f"k{n:03}": n for n in range(200)}
    assert canonical_form(dict(reversed(many.items()))) == canonical_form(many)
    assert json.loads(canonical_form(many)) == many
    assert canonical_form({}) == b"{}"
    assert canonical_form([]) == b"[]"


def test_digest_is_the_sha_256_of_the_form() -> None:
    """A known value, which other programs compute too."""
    assert canonical_digest({"a": 1}) == hashlib.sha256(b'{"a":1}').hexdigest()


SCRIPT = r"""
// Reads a submission as a document and prints its digest. Numbers are kept as they were
// written, because those of JavaScript are floating-point.
const {createHash} = require("crypto");
const text = require("fs").readFileSync(0, "utf8");
const token = /("(?:[^"\\]|\\.)*")|-?\d+(?:\.\d+)?/g;
const s = JSON.parse(text.replace(token, (all, t) => t ? t : `{"number":"${all}"}`));
const trim = n => n.includes(".") ? n.replace(/\.?0+$/, "") : n;
const isText = n => n.includes(".") || !Number.isSafeInteger(Number(n));
function write(v) {
  if (Array.isArray(v)) return "[" + v.map(write).join(",") + "]";
  if (typeof v !== "object") return JSON.stringify(v);
  if ("number" in v) {
    const n = trim(v.number);
    return isText(n) ? `"${n}"` : n;
  }
  return "{" + Object.keys(v).sort().map(
    k => JSON.stringify(k) + ":" + write(v[k])).join(",") + "}";
}
const {digest, seal, ...signature} = s.signature;
const {signature: left, ...rest} = s;
const signed = {...rest, ...signature, signed_as: "partner-success submission 1"};
const numbers = Object.keys(s.answers).sort().flatMap(section =>
  Object.keys(s.answers[section]).sort().filter(field => {
    const answer = s.answers[section][field];
    return answer.number !== undefined && isText(trim(answer.number));
  }).map(field => [section, field]));
if (numbers.length) signed.numbers_as_text = numbers;
process.stdout.write(createHash("sha256").update(write(signed)).digest("hex"));
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_another_language_gets_the_same_digest() -> None:
    """JavaScript reads the saved submission and needs nothing but what is written."""
    strange = {
        "b": {"\ufb33": '\u20ac\x00\x1f\x7f\u2028"\\/', "\U0001f600": 2**60, "n": -5},
        "a": {
            "v": Decimal("-1234.5600"),
            "w": Decimal("0.000001"),
            "t": "1.5",
            "y": True,
        },
        "empty": {"list": [], "text": ""},
    }
    for record in (
        submission(),
        signed({}, address="2001:db8::1", client="Firefox"),
        signed(strange, id="\u00e9"),
    ):
        text = format_document(unstructure(record), "json")
        done = subprocess.run(
            [str(shutil.which("node")), "-e", SCRIPT],
            input=text.encode(),
            capture_output=True,
            check=True,
        )
        assert done.stdout.decode() == record.digest


def test_the_form_is_json_that_means_the_same() -> None:
    """A reader of JSON finds what was signed."""
    record = submission()
    found = json.loads(record.signed_form())
    assert found["answers"] == {
        "contract": {"reference": "PPA-7 €", "signed": True, "signed_on": "2026-03-01"},
        "size": {"large": True, "regions": ["eu", "us"], "users": 40, "value": "1.5"},
    }
    assert found["numbers_as_text"] == [["size", "value"]]
    assert list(found) == sorted(found)
