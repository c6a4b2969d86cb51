"""Answers as plain data that cannot change: as somebody gave them, and as signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final, cast

from partner_success.core.collections import FrozenMap
from partner_success.errors import InvalidValueError
from partner_success.questionnaires.checking import Answers, AnswerValue
from partner_success.questionnaires.signing.canonical import (
    canonical_form,
    canonical_number,
)

__all__ = ["frozen_answers", "frozen_plain"]

_MOST_ID: Final = 200
_MOST_DEPTH: Final = 16
_MOST_VALUES: Final = 20_000
_MOST_CHARACTERS: Final = 1_000_000


def frozen_answers(value: Mapping[str, Mapping[str, object]]) -> Answers:
    """Copy answers in the one form in which equal numbers are equal and signed alike.

    Raises:
        InvalidValueError: Something is no answer; the text gives its place only.

    Examples:
        >>> frozen_answers({"size": {"users": Decimal("3.0"), "regions": ["eu"]}})
        FrozenMap({'size': FrozenMap({'users': 3, 'regions': ('eu',)})})
    """
    sections = {
        name: FrozenMap(
            {
                field: _answer(answer, f"answers.{name}.{field}")
                for field, answer in _by_id(fields, f"answers.{name}")
            }
        )
        for name, fields in _by_id(value, "answers")
    }
    # Whatever a text holds that cannot be signed is found here, once and for all.
    canonical_form(sections)
    return FrozenMap(sections)


def _entries(value: object, place: str) -> Iterator[tuple[str, object]]:
    if not isinstance(value, Mapping):
        raise InvalidValueError(
            f"{place} needs a table with text for keys, not {type(value).__name__}"
        )
    for key, each in cast(Mapping[object, object], value).items():
        if not isinstance(key, str):
            raise InvalidValueError(f"{place} has a key that is no text")
        yield key, each


def _by_id(value: object, place: str) -> Iterator[tuple[str, object]]:
    for key, each in _entries(value, place):
        if len(key) > _MOST_ID:
            raise InvalidValueError(
                f"{place} has a key of {len(key)} characters; the id of a section or a"
                f" field has at most {_MOST_ID}"
            )
        yield key, each


def _answer(value: object, place: str) -> AnswerValue:
    found = type(value).__name__
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, (int, Decimal)):
        number = canonical_number(value)
        # Text without a point is a whole number that is too great for JSON.
        whole = isinstance(number, int) or "." not in number
        return int(number) if whole else Decimal(number)
    if isinstance(value, (list, tuple)):
        texts = tuple(cast(Iterable[object], value))
        if all(isinstance(text, str) for text in texts):
            return tuple(map(str.__str__, cast(tuple[str, ...], texts)))
    raise InvalidValueError(
        f"{place} is a {found}; an answer that is signed"
        " is text, true or false, a whole number, a Decimal, or a list of texts"
    )


def frozen_plain(value: Mapping[str, object]) -> FrozenMap[str, object]:
    """Copy plain data as it is: lists as tuples, tables as maps, days as ISO text.

    Floats become the decimals that are written for them.

    Raises:
        InvalidValueError: It is no table, larger than a draft may be, or holds what no
            document can.

    Examples:
        >>> frozen_plain({"size": {"users": 2.5, "note": None}})
        FrozenMap({'size': FrozenMap({'users': Decimal('2.5'), 'note': None})})
    """
    budget = _Budget()
    return FrozenMap(
        (key, budget.freeze(each, _MOST_DEPTH))
        for key, each in budget.entries(value, _MOST_DEPTH)
    )


class _Budget:
    """Counts while it copies, so that what is too large is never copied whole."""

    def __init__(self) -> None:
        self.values = _MOST_VALUES
        self.characters = _MOST_CHARACTERS

    def freeze(self, value: object, depth: int) -> object:
        self._spend(value)
        if isinstance(value, Mapping):
            return FrozenMap(
                (key, self.freeze(each, depth - 1))
                for key, each in self.entries(cast(Any, value), depth - 1)
            )
        if isinstance(value, (list, tuple)):
            self._descend(depth - 1)
            items = cast(Iterable[object], value)
            return tuple(self.freeze(each, depth - 1) for each in items)
        return _single(value)

    def entries(self, value: object, depth: int) -> Iterator[tuple[str, object]]:
        self._descend(depth)
        for key, each in _entries(value, "a table of the answers"):
            self._spend(key)
            yield _text(key), each

    def _spend(self, value: object) -> None:
        self.values -= 1
        if isinstance(value, str):
            self.characters -= len(value)
        if self.values < 0 or self.characters < 0:
            raise InvalidValueError(
                f"the answers of a draft are at most {_MOST_VALUES} values and"
                f" {_MOST_CHARACTERS} characters"
            )

    def _descend(self, depth: int) -> None:
        if depth < 0:
            raise InvalidValueError(
                f"the answers of a draft have at most {_MOST_DEPTH} tables and lists"
                " inside each other"
            )


def _single(value: object) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        value = Decimal(float.__repr__(value))
    if isinstance(value, (int, Decimal)):
        # Refuses what is not finite or too long; the number stays as it was given.
        canonical_number(value)
        return value
    raise InvalidValueError(
        f"a {type(value).__name__} is no plain data; the answers of a draft are text,"
        " numbers, truth values, lists and tables"
    )


def _text(value: str) -> str:
    canonical_form(value)
    return value
