"""Answers, signers and submissions drawn at random, and a naive canonical form."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from partner_success.questionnaires import (
    DrawnMark,
    Mark,
    Replaced,
    Signer,
    Submission,
    TypedMark,
)
from tests.unit.questionnaires.signing import signed

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
lines = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=12
).filter(str.strip)
keys = texts | st.sampled_from(["\u20ac", "\ufb33", "\U0001f600", "\ue000", "%s", "a"])
whole = st.integers() | st.integers(2**53 - 3, 2**53 + 3)
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=None).filter(
    lambda number: abs(number.adjusted()) < 300
)
answer_values: st.SearchStrategy[Any] = st.one_of(
    st.booleans(),
    whole,
    decimals,
    texts,
    whole.map(str),
    st.lists(texts, max_size=3),
)
answers = st.dictionaries(
    keys, st.dictionaries(keys, answer_values, max_size=4), max_size=3
)
digests = st.text("0123456789abcdef", min_size=64, max_size=64)
points = st.tuples(st.integers(0, 99_999), st.integers(0, 99_999))
strokes = st.lists(st.lists(points, min_size=1, max_size=4), min_size=1, max_size=3)
marks: st.SearchStrategy[Mark] = lines.map(lambda text: TypedMark(text=text)) | (
    strokes.map(DrawnMark.from_strokes)
)
signers = st.builds(
    Signer,
    name=lines,
    email=st.sampled_from(["ada@example.com", "bob@example.com", "\u00e9@example.com"]),
    role=lines,
)
offsets = st.integers(-86_399, 86_399).map(
    lambda seconds: timezone(timedelta(seconds=seconds))
)
instants = st.datetimes(
    datetime.fromisoformat("0002-01-01"),
    datetime.fromisoformat("9998-01-01"),
    timezones=offsets,
)
replaced = st.builds(Replaced, id=lines, digest=digests)


@st.composite
def submissions(draw: st.DrawFn) -> Submission:
    """Draw a submission whose digest fits."""
    return signed(
        draw(answers),
        id=draw(lines),
        questionnaire_id=draw(lines),
        version=draw(lines),
        partner_id=draw(lines),
        signer=draw(signers),
        signed_at=draw(instants),
        mark=draw(marks),
        address=draw(st.none() | lines),
        client=draw(st.none() | lines),
        replaces=draw(st.none() | replaced),
    )


plain = st.recursive(
    st.none() | st.booleans() | whole | decimals | texts,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(keys, inner, max_size=4)
    ),
    max_leaves=12,
)
"""Everything that has a canonical form."""

_SHORT = {"\b": "b", "\t": "t", "\n": "n", "\f": "f", "\r": "r", '"': '"', "\\": "\\"}


def naive_form(value: object) -> str:
    """Write the canonical form letter by letter, as the documentation says it."""
    if value is None:
        return "null"
    if value is True or value is False:
        return str(value).lower()
    if isinstance(value, str):
        return f'"{"".join(map(_letter, value))}"'
    if isinstance(value, (int, Decimal)):
        return _digits(Decimal(value))
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(naive_form(each) for each in value) + "]"
    assert isinstance(value, dict)
    names = sorted(value, key=_code_units)
    return (
        "{" + ",".join(f"{naive_form(n)}:{naive_form(value[n])}" for n in names) + "}"
    )


def _letter(letter: str) -> str:
    if letter in _SHORT:
        return "\\" + _SHORT[letter]
    return f"\\u{ord(letter):04x}" if letter < " " else letter


def _code_units(text: str) -> list[int]:
    units: list[int] = []
    for letter in text:
        point = ord(letter)
        if point > 0xFFFF:
            point -= 0x10000
            units += [0xD800 + (point >> 10), 0xDC00 + (point & 0x3FF)]
        else:
            units.append(point)
    return units


def _digits(number: Decimal) -> str:
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    before = "".join(map(str, digits)) + "0" * max(exponent, 0)
    places = max(-exponent, 0)
    before = before.rjust(places + 1, "0")
    cut = len(before) - places
    whole_part, part = before[:cut].lstrip("0") or "0", before[cut:].rstrip("0")
    minus = "-" if sign and (part or whole_part != "0") else ""
    if part:
        return f'"{minus}{whole_part}.{part}"'
    safe = int(whole_part) <= 2**53 - 1
    return f"{minus}{whole_part}" if safe else f'"{minus}{whole_part}"'
