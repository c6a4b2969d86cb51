"""A rulebook known to be right, whose families are read when first asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.errors import InvalidDataError
from partner_success.rulebook.document import Document, copied, leaves
from partner_success.rulebook.families import Families
from partner_success.rulebook.loading import (
    References,
    family,
    put_together,
    read_families,
    subject_of,
)

__all__ = ["Unread"]

ORIGINS = "origins"
"""What a rulebook has beside its families and is told from its document."""


class Unread:
    """The document of a rulebook, of which each family is read once.

    To read all takes long, and most who ask a rulebook ask a few of its families.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._read: dict[str, Any] = {}

    def __contains__(self, name: object) -> bool:
        return name == ORIGINS or name in _DEFAULTS

    def __getitem__(self, name: str) -> Any:
        """Give a family, or where each value comes from.

        Raises:
            InvalidDataError: The document has faults after all; it names every one.
        """
        if name not in self._read:
            # Where two ask at once, both are given the same.
            self._read.setdefault(name, self._made(name))
        return self._read[name]

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Leave the document behind: who copies a rulebook has read all of it."""
        return Unread, ({},)

    def _made(self, name: str) -> Any:
        if name == ORIGINS:
            edition = self["edition"].id
            return FrozenMap({path: edition for path, _ in leaves(self._document)})
        if name not in self._document:
            return _DEFAULTS[name]
        try:
            values = {name: family(self._references.resolved, name)}
        except InvalidDataError as error:
            raise self._refused() from error
        if name == "journey":
            values["questionnaires"] = self["questionnaires"]
            if tuple(put_together(values)):
                raise self._refused()
        return values[name]

    @cached_property
    def _references(self) -> References:
        return References(copied(self._document))

    def _refused(self) -> InvalidDataError:
        """Name every fault of the document, as who reads all of it at once does."""
        _, problems = read_families(self._document)
        return InvalidDataError(subject_of(self._document), problems)


_DEFAULTS = {field.name: field.default for field in attrs.fields(Families)}
