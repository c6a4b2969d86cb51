"""Parts of fields: choices with stable codes, computed cases, constraints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar, cast

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue, HasId
from partner_success.core.expressions import Condition
from partner_success.core.quantities import shown
from partner_success.errors import InvalidModelError, Problem

__all__ = [
    "Case",
    "Choice",
    "Constraint",
    "catalogue_of",
    "choice_catalogue",
    "tuple_of",
]


@attrs.frozen(kw_only=True)
class Choice:
    """Something that can be chosen.

    Attributes:
        id: The code that answers hold; it stays when the label is worded anew.
        label: What a person reads.

    Examples:
        >>> Choice(id="ppa", label="Partner purchase agreement").id
        'ppa'

    Rule: QST-01.
    """

    id: str
    label: str


ItemT = TypeVar("ItemT", bound=HasId)
ThingT = TypeVar("ThingT")


def catalogue_of(
    items: Iterable[ItemT], kinds: tuple[type, ...], name: str
) -> Catalogue[ItemT]:
    """Make a catalogue, whose messages call its things by a name, of the right things.

    Raises:
        InvalidModelError: Something in it is of another kind, or two share an id.
    """
    given: object = items
    found = tuple(items) if isinstance(given, Iterable) else (items,)
    wrong = [
        Problem(
            path=f"[{place}]" if isinstance(given, Iterable) else "",
            code="wrong-type",
            message=f"this is no {name}; give {_one_of(kinds)}",
            given=shown(each),
        )
        for place, each in enumerate(found)
        if not isinstance(each, kinds)
    ]
    if wrong:
        raise InvalidModelError(f"the catalogue of kind {name!r}", wrong)
    return Catalogue(cast("tuple[ItemT, ...]", found), kind=name)


def _one_of(kinds: tuple[type, ...]) -> str:
    names = [kind.__name__ for kind in kinds]
    return names[0] if len(names) == 1 else f"one of {', '.join(names)}"


def choice_catalogue(choices: Iterable[Choice]) -> Catalogue[Choice]:
    """Make a catalogue of choices, whose messages speak of choices."""
    return catalogue_of(choices, (Choice,), "choice")


def tuple_of(items: Sequence[ThingT]) -> tuple[ThingT, ...]:
    """Make a tuple of a list; what is no list is kept, to be refused with its place."""
    kept: Any = items
    return tuple(items) if isinstance(items, list) else kept


@attrs.frozen(kw_only=True)
class Case:
    """A choice that follows from other answers.

    Attributes:
        choice: The code of the choice.
        when: What must hold of earlier answers.
        citations: Where the case comes from.
    """

    choice: str
    when: Condition
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class Constraint:
    """What must not be false of the answers, such as an end that is after its start.

    A missing answer breaks no constraint.

    Attributes:
        id: Unlike any other of its field.
        condition: What must hold.
        message: What is wrong where it does not, for a person.
    """

    id: str
    condition: Condition
    message: str
