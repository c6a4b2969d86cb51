"""Parts of fields: choices with stable codes, computed cases, constraints."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.expressions import Condition

__all__ = ["Case", "Choice", "Constraint", "choice_catalogue"]


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


def choice_catalogue(choices: Iterable[Choice]) -> Catalogue[Choice]:
    """Make a catalogue of choices, whose messages speak of choices."""
    return Catalogue(choices, kind="choice")


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
