"""Answers whose faults are known."""

from __future__ import annotations

import reprlib
from collections.abc import Mapping
from typing import Final

import attrs

__all__ = ["Faulty"]

# A failing example is printed again and again while it is made smaller.
_SHORT: Final = reprlib.Repr()
_SHORT.maxlevel, _SHORT.maxdict, _SHORT.maxstring, _SHORT.maxother = 4, 12, 60, 60


@attrs.frozen(kw_only=True)
class Faulty:
    """Answers in which faults were planted, with what `check` must say of them.

    Attributes:
        answers: By section and field, as JSON gives them; of a section or an answer
            that was planted, anything.
        planted: The path and the code of every fault, and there is no other.

    Examples:
        >>> Faulty(answers={"team": {}}, planted=frozenset({("team.size", "missing")}))
        Faulty(answers={'team': {}}, planted=frozenset({('team.size', 'missing')}))

    Rule: QST-05.
    """

    answers: Mapping[str, object] = attrs.field(repr=_SHORT.repr)
    planted: frozenset[tuple[str, str]]
