"""People by their ids, compared by one key."""

from __future__ import annotations

import re
from typing import Final, cast

import attrs

from partner_success.partners import PersonKey, person_key
from partner_success.partners.faults import Faults

__all__ = ["Identity", "folded_key", "is_same"]

LONGEST_ADDRESS: Final = 320
"""Characters: what an e-mail address can have at most, before and behind its '@'."""
_UNHELD: Final = re.compile("[\\x00\ud800-\udfff]")


def folded_key(email: object) -> PersonKey | None:
    """Give the key of an address, and none where it is no text or too long.

    Who is known by no address, or by none that can be one, is matched with nobody.
    """
    if not isinstance(email, str) or len(email) > LONGEST_ADDRESS:
        return None
    # Half characters and NUL are in no address, and not every engine can hold them.
    if _UNHELD.search(email):
        return None
    return person_key(email)


@attrs.frozen(kw_only=True)
class Identity:
    """A person, by the id that logs may carry and the address that is compared.

    Two are equal when their ids and keys are: how the address was spelt does not count.

    Attributes:
        id: What records and logs refer to; not blank, no space around it.
        email: As it was given, at most 320 characters; ``None`` where there is none.
        key: The address folded once, by which every engine compares people; ``None``
            matches nobody.

    Raises:
        InvalidDataError: With every fault of the record; an address is not repeated.

    Examples:
        >>> Identity(id="p-1", email=" Ada@Example.com ").key
        'ada@example.com'

    Rule: ACC-09.
    """

    id: str
    email: str | None = attrs.field(default=None, eq=False, repr=False)
    key: PersonKey | None = attrs.field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        faults = Faults(type(self).__name__.lower(), self.id)
        faults.id("id", self.id)
        email = cast(object, self.email)
        if email is not None and not isinstance(email, str):
            # The kind alone: what stands for an address is not repeated either.
            message = f"must be the text of an address, not {type(email).__name__}"
            faults.add("email", "wrong-type", message)
        elif isinstance(email, str) and len(email) > LONGEST_ADDRESS:
            message = f"has {len(email):,} characters; an address has at most"
            faults.add("email", "too-long", f"{message} {LONGEST_ADDRESS}")
        faults.report()
        object.__setattr__(self, "key", folded_key(email))


def is_same(one: Identity, other: Identity) -> bool:
    """Tell whether two are one person: by the id, or by an address that both have."""
    return one.id == other.id or (one.key is not None and one.key == other.key)
