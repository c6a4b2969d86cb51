"""Any one byte changed breaks a signature, and what did not change keeps it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from partner_success.errors import InvalidDataError
from partner_success.interop import (
    Format,
    format_document,
    parse_document,
    structure,
    unstructure,
)
from partner_success.questionnaires import (
    Draft,
    Replaced,
    Signature,
    Signer,
    Submission,
    Tombstone,
    canonical_digest,
    canonical_form,
    delete,
    verify,
)
from tests.properties.submissions import (
    answer_values,
    answers,
    instants,
    keys,
    lines,
    marks,
    naive_form,
    plain,
    signers,
    submissions,
)
from tests.unit.questionnaires.signing import ANSWERS, AT, draft, signed, submission

pytestmark = pytest.mark.rule("QST-07")

FORMATS: tuple[Format, ...] = ("toml", "json", "yaml")


def codes(record: Submission) -> list[str]:
    """Give the codes of the reasons why a submission does not verify."""
    return [reason.code for reason in verify(record).reasons]


def read_again(text: bytes, format_: Format) -> Submission | None:
    """Read a file; nothing where it is refused."""
    try:
        return structure(parse_document(text, format_), Submission, subject="the file")
    except InvalidDataError:
        return None


def signed_bytes(form: bytes, digest: str) -> Submission | None:
    """Make the submission of a canonical form again; nothing where it is none."""
    try:
        data = json.loads(form)
        for section, field in data.pop("numbers_as_text", ()):
            number = Decimal(data["answers"][section][field])
            data["answers"][section][field] = number
        if data.pop("signed_as") != "partner-success submission 1":
            return None
        parts = {
            field.name: data.pop(field.name)
            for field in attrs.fields(Signature)
            if field.name in data
        }
        data["signature"] = {**parts, "digest": digest}
        return structure(data, Submission, subject="the form")
    except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError):
        return None


@given(plain)
def test_another_implementation_agrees(data: object) -> None:
    """One written letter by letter gives the same bytes."""
    assert canonical_form(data) == naive_form(data).encode()


@given(plain)
def test_the_form_is_its_own_form(data: object) -> None:
    """Read as JSON and written again it stays as it is."""
    form = canonical_form(data)
    assert canonical_form(json.loads(form)) == form


@given(st.dictionaries(keys, plain), st.randoms(use_true_random=False))
def test_the_order_of_a_table_does_not_matter(table: Any, lots: Any) -> None:
    """Tables have no order that could be signed."""
    names = list(table)
    lots.shuffle(names)
    assert canonical_form({name: table[name] for name in names}) == (
        canonical_form(table)
    )


def test_each_byte_of_the_form_is_signed() -> None:
    """Each byte of a small record, turned in each of its bits."""
    record = submission()
    form = record.signed_form()
    assert hashlib.sha256(form).hexdigest() == record.digest
    for place in range(len(form)):
        for bit in range(8):
            turned = bytearray(form)
            turned[place] ^= 1 << bit
            assert hashlib.sha256(turned).hexdigest() != record.digest


def changes(text: bytes) -> Iterator[bytes]:
    """Change each byte in turn, to its neighbour and to a digit."""
    for place, byte in enumerate(text):
        for other in {byte ^ 1, ord("0")} - {byte}:
            yield text[:place] + bytes([other]) + text[place + 1 :]


@pytest.mark.parametrize("format_", ["json", "toml"])
def test_each_byte_of_a_file_changed_is_found(format_: Format) -> None:
    """The file is refused, or says the same, or the submission was tampered with."""
    record = submission(replaces=Replaced(id="s-0", digest="1" * 64))
    text = format_document(unstructure(record), format_).encode()
    assert read_again(text, format_) == record
    refused, tampered = 0, 0
    for changed in changes(text):
        found = read_again(changed, format_)
        if found is None:
            refused += 1
        elif codes(found) == ["tampered"]:
            tampered += 1
        else:
            assert found == record
            assert found.signed_form() == record.signed_form()
    assert min(refused, tampered) > 0


@given(submissions(), st.data())
def test_any_byte_of_the_form_changed_is_found(
    record: Submission, data: st.DataObject
) -> None:
    """It gives another digest; a record made of it is another, or is the same."""
    form = record.signed_form()
    place = data.draw(st.integers(0, len(form) - 1))
    byte = data.draw(st.integers(0, 255))
    assume(byte != form[place])
    changed = form[:place] + bytes([byte]) + form[place + 1 :]
    assert hashlib.sha256(changed).hexdigest() != record.digest
    found = signed_bytes(changed, record.digest)
    if found is not None:
        assert found.signed_form() == form or codes(found) == ["tampered"]


@given(submissions())
def test_the_form_holds_the_whole_record(record: Submission) -> None:
    """The submission can be made again of what was signed, so nothing is outside."""
    assert signed_bytes(record.signed_form(), record.digest) == record


@given(submissions(), st.data())
def test_any_field_changed_is_found(record: Submission, data: st.DataObject) -> None:
    """Of the submission, its signature, its signer, or what it replaces."""
    name = data.draw(st.sampled_from(["id", "version", "partner_id", "answers"]))
    drawn = answers if name == "answers" else lines
    others = [attrs.evolve(record, **{name: data.draw(drawn)})]
    for strategy, part in ((instants, "signed_at"), (signers, "signer")):
        value = data.draw(strategy)
        others.append(attrs.evolve(record, signature=_with(record, part, value)))
    value = data.draw(st.none() | lines)
    others.append(attrs.evolve(record, signature=_with(record, "client", value)))
    value = data.draw(marks)
    others.append(attrs.evolve(record, signature=_with(record, "mark", value)))
    others.append(attrs.evolve(record, replaces=Replaced(id="x", digest="a" * 64)))
    for other in others:
        same = other.signed_form() == record.signed_form()
        assert codes(other) == ([] if same else ["tampered"])
        assert same == (_kinds(other) == _kinds(record))


def _with(record: Submission, part: str, value: object) -> Signature:
    return attrs.evolve(record.signature, **{part: value})


def _kinds(record: Submission) -> Any:
    """Give the record with the kinds of its answers, for Python holds 1 to be true."""
    kinds = {
        (section, field, type(value))
        for section, fields in record.answers.items()
        for field, value in fields.items()
    }
    return record, kinds


@given(answer_values, answer_values)
def test_answers_have_one_digest_only_if_they_are_the_same(
    one: object, two: object
) -> None:
    """Numbers, their digits as text, truth values and lists are told apart."""
    first, second = signed({"a": {"x": one}}), signed({"a": {"x": two}})
    kept = [record.answers["a"]["x"] for record in (first, second)]
    same = type(kept[0]) is type(kept[1]) and kept[0] == kept[1]
    assert (first.digest == second.digest) == same


@settings(max_examples=30)
@given(submissions(), st.sampled_from(FORMATS))
def test_files_keep_submissions(record: Submission, format_: Format) -> None:
    """What was read back verifies, and so does its tombstone's digest."""
    text = format_document(unstructure(record), format_).encode()
    found = read_again(text, format_)
    assert found == record
    assert _kinds(found) == _kinds(record)
    assert verify(found).holds
    grave = delete(record, at=AT, by="u-1", reason="asked for")
    data = parse_document(format_document(unstructure(grave), format_), format_)
    assert structure(data, Tombstone, subject="the file") == grave


@settings(max_examples=30)
@given(st.dictionaries(keys, plain, max_size=4), st.sampled_from(["json", "yaml"]))
def test_files_keep_drafts(given_: Any, format_: Format) -> None:
    """Whatever somebody answered, right or wrong."""
    kept = draft(given_)
    data = parse_document(format_document(unstructure(kept), format_), format_)
    assert structure(data, Draft, subject="the file") == kept


@given(lines, st.sampled_from(["a@x.de", "A@X.DE", " a@x.de "]))
def test_a_signer_is_known_by_address_and_role(name: str, email: str) -> None:
    """However the name and the address are spelt."""
    role = "PSM"
    record = signed(ANSWERS, signer=Signer(name=name, email=email, role=role))
    expected = Signer(name="Somebody", email="a@x.de", role=role)
    assert verify(record, signer=expected).holds


@given(plain)
def test_digests_are_repeatable(data: object) -> None:
    """The same data has the same digest, each time."""
    assert canonical_digest(data) == canonical_digest(data)
