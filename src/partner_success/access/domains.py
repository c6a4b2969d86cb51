"""Every way in which the facts of a question can stand, so that rules can be compared.

Facts are closed (stages, roles, words, truths), so what a condition says of them can be
tried out whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from partner_success.access.vocabulary import (
    RELATIONS,
    AccessRole,
    AccessStage,
    Fact,
)
from partner_success.core.collections import Catalogue

__all__ = ["MOST_CASES", "Value", "assignments", "domains"]

Value = str | bool | None

MOST_CASES: Final = 200_000
"""The most combinations of facts that the rules of one action can ask for."""


def domains(
    facts: Catalogue[Fact], stages: Catalogue[AccessStage], roles: Catalogue[AccessRole]
) -> dict[str, tuple[Value, ...]]:
    """Give by its name what each fact and relation can be.

    A fact of a resource can also be unknown (``None``); a relation never is.
    """
    words = {"stage": stages.ids, "role": roles.ids}
    found: dict[str, tuple[Value, ...]] = dict.fromkeys(RELATIONS, (True, False))
    for fact in facts:
        known: tuple[Value, ...] = words.get(fact.type, fact.words)
        if fact.type == "truth":
            known = (True, False)
        found[fact.id] = (*known, None)
    return found


def assignments(
    names: Sequence[str], values: Mapping[str, tuple[Value, ...]]
) -> Iterator[dict[str, Value]]:
    """Give every combination of what the named facts can be."""
    for chosen in product(*(values[name] for name in names)):
        yield dict(zip(names, chosen, strict=True))
