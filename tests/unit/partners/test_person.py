"""A person is recognised by the e-mail address."""

from __future__ import annotations

import sys
import unicodedata
from typing import Any

import pytest

from partner_success.errors import InvalidValueError
from partner_success.partners import person_key
from tests.unit.partners.conftest import Found
from tests.unit.partners.records import person


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada@Example.com", "ada@example.COM"),
        (" ada@example.com\n", "ada@example.com"),
        ("straße@example.com", "STRASSE@example.com"),
        ("andr\u00e9@example.com", "Andre\u0301@example.com"),
    ],
)
def test_spellings_of_one_address_are_one_person(one: str, other: str) -> None:
    """Case, space around and the composition of accents do not count."""
    assert person_key(one) == person_key(other)
    assert person(email=one).key == person(email=other).key


def test_other_addresses_are_other_people() -> None:
    """Accents and dots do count."""
    assert (
        len({person_key(each) for each in ("ad.a@x.de", "ada@x.de", "adà@x.de")}) == 3
    )


@pytest.mark.parametrize("email", [None, "", "  \t"])
def test_no_address_is_nobody(email: str | None) -> None:
    """There is no key that somebody else without an address could share."""
    assert person_key(email) is None


@pytest.mark.parametrize("email", [5, b"ada@example.com", True])
def test_what_is_no_text_is_refused(email: Any) -> None:
    """Numbers and bytes are no addresses."""
    with pytest.raises(InvalidValueError, match="e-mail address"):
        person_key(email)


def test_folding_twice_is_folding_once() -> None:
    """A key is its own key, for every single character after a letter."""
    for code in range(sys.maxunicode + 1):
        if unicodedata.category(chr(code)) in ("Cs", "Cn", "Co"):
            continue
        key = person_key("a" + chr(code) + "b")
        assert key is not None
        assert person_key(key) == key
        assert unicodedata.is_normalized("NFC", key)


def test_an_address_may_be_unknown_but_not_blank(faults: Found) -> None:
    """None says unknown; blank text says nothing."""
    assert person(email=None).key is None
    assert faults(person, email=" ") == {"email": "blank"}
