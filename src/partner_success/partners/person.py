"""A person, and how two spellings of one person are told to be the same."""

from __future__ import annotations

import unicodedata
from typing import NewType

import attrs

from partner_success.errors import InvalidValueError
from partner_success.partners.faults import Faults

PersonKey = NewType("PersonKey", str)
"""An e-mail address folded by `person_key`, to be compared with others like it."""


def person_key(email: str | None) -> PersonKey | None:
    """Fold an e-mail address so that spellings of one address become equal.

    Case, space around it and the composition of accents do not count. No address, or a
    blank one, gives ``None``, which stands for nobody and must match nobody.

    Raises:
        InvalidValueError: It is neither text nor ``None``.

    Examples:
        >>> person_key(" Ada@Example.com ") == person_key("ada@example.COM")
        True
        >>> person_key("  ") is None
        True
    """
    if email is None:
        return None
    return _folded(email)


def _folded(email: object) -> PersonKey | None:
    if not isinstance(email, str):
        raise InvalidValueError(
            f"a person is known by an e-mail address, not {type(email).__name__}"
            f" {email!r}; give its text, or None where there is none"
        )
    # Decomposed first: folding the composed form alone can leave two orders of accents.
    folded = unicodedata.normalize("NFD", email.strip()).casefold()
    return PersonKey(unicodedata.normalize("NFC", folded)) if folded else None


@attrs.frozen(kw_only=True)
class Person:
    """Somebody who works on partners.

    Attributes:
        id: What other records refer to; not blank, no space around it.
        name: As the person writes it.
        email: The address by which the person is recognised; ``None`` where there is
            none, and then nobody is recognised as this person.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> Person(id="p-1", name="Ada Byron", email="Ada@Example.com").key
        'ada@example.com'
    """

    id: str
    name: str
    email: str | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("person", self.id)
        faults.id("id", self.id)
        faults.text("name", self.name)
        faults.text("email", self.email, optional=True)
        faults.report()

    @property
    def key(self) -> PersonKey | None:
        """The folded e-mail address; ``None`` matches nobody."""
        return person_key(self.email)
