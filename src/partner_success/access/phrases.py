"""What a fact or a relation is, in few words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import attrs

from partner_success.access.domains import Value
from partner_success.access.nearest import word
from partner_success.access.terms import AccessTerms
from partner_success.access.vocabulary import STAGE, Fact

__all__ = ["Phrases"]

_RELATIONS: Final = {
    "tied": ("assigned", "not assigned"),
    "granted": ("with a context grant", "without a context grant"),
    "for_self": ("for themselves", "for others"),
    "reason_given": ("with a reason", "without a reason"),
}
_A_RANGE: Final = 3
"""From so many stages in a row on, only the first and the last are named."""


@attrs.frozen
class Phrases:
    """The words of one policy, or of several where one lacks a word.

    Attributes:
        policies: Where words are looked up, the first first.
        role: The id of the role of which is told.
    """

    policies: tuple[AccessTerms, ...]
    role: str

    def fact(self, name: str) -> Fact | None:
        """Find a fact; a relation is none."""
        found = (policy.facts.get(name) for policy in self.policies)
        return next((fact for fact in found if fact is not None), None)

    def same(self, one: str, other: str) -> str:
        """Say that two facts are the same."""
        return f"{self._name(other)} is {self._name(one)}"

    def phrase(
        self, name: str, values: tuple[Value, ...], known: tuple[Value, ...]
    ) -> str:
        """Say which of all that it can be a fact or a relation is."""
        fact = self.fact(name)
        if fact is None:
            return _RELATIONS[name][values[0] is False]
        if fact.type == "role" and values == (self.role,):
            return f"{fact.name} is their own"
        if fact.type == "truth":
            return f"{fact.name}: {self._said(name, values, known)}"
        if name == STAGE and None not in values:
            if span := self._span(name, values, known):
                return span
            if len(values) <= len(known) - len(values):
                return f"in {self._listed(name, values)}"
        return f"{fact.name} is {self._said(name, values, known)}"

    def _name(self, name: str) -> str:
        fact = self.fact(name)
        return name if fact is None else fact.name

    def _said(
        self, name: str, values: tuple[Value, ...], known: tuple[Value, ...]
    ) -> str:
        others = [each for each in known if each not in values and each is not None]
        words = [each for each in values if each is not None]
        if None in values:
            if others and len(others) < len(words):
                return f"not known or other than {self._listed(name, others)}"
            known_words = [self._listed(name, words)] if words else []
            return " or ".join([*known_words, "not known"])
        if not others:
            return "known"
        if span := self._span(name, values, known):
            return span
        if len(others) < len(words):
            return f"known and other than {self._listed(name, others)}"
        return self._listed(name, words)

    def _span(
        self, name: str, values: tuple[Value, ...], known: tuple[Value, ...]
    ) -> str:
        """Name the first and the last of several stages in a row."""
        fact = self.fact(name)
        start = known.index(values[0])
        row = known[start : start + len(values)] == values
        if fact is None or fact.type != "stage" or not row or None in values:
            return ""
        if not _A_RANGE <= len(values) < len(known) - 1:
            return ""
        return f"from {self._word(name, values[0])} to {self._word(name, values[-1])}"

    def _listed(self, name: str, values: Sequence[Value]) -> str:
        *first, last = (self._word(name, value) for value in values)
        return f"{', '.join(first)} or {last}" if first else last

    def _word(self, name: str, value: Value) -> str:
        known = (each for each in self.policies if value in each.values.get(name, ()))
        return word(next(known), name, value)
