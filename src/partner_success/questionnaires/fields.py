"""What a questionnaire asks: one record for each kind of field."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final, Literal, TypeAlias, cast

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.expressions import Condition, FieldType, Value
from partner_success.questionnaires.choices import (
    Case,
    Choice,
    Constraint,
    choice_catalogue,
    tuple_of,
)

__all__ = [
    "RATINGS",
    "AnyField",
    "AttestationField",
    "ChoiceField",
    "ChoicesField",
    "DateField",
    "EmailField",
    "Field",
    "LongTextField",
    "NumberField",
    "RatingField",
    "TextField",
    "WholeNumberField",
    "YesNoField",
]


def _constraints(constraints: Sequence[Constraint]) -> tuple[Constraint, ...]:
    return tuple_of(constraints)


def _cases(cases: Sequence[Case]) -> tuple[Case, ...]:
    return tuple_of(cases)


@attrs.frozen(kw_only=True)
class Field:
    """What every kind of field has.

    Attributes:
        id: The name by which conditions know it, unlike any other in its questionnaire.
        label: What is asked, for a person.
        help: What a person may need to know to answer.
        required: Whether a submission must answer it while it is asked.
        visible_when: The field is asked while this is known to hold of earlier answers;
            ``None`` for always.
        constraints: What must not be false of the answers together with this one.
        citations: Where the field comes from.
        type: Which kind of field it is, in one word for documents.

    Rule: QST-01, QST-04.
    """

    id: str
    label: str
    help: str = ""
    required: bool = False
    visible_when: Condition | None = None
    constraints: tuple[Constraint, ...] = attrs.field(
        default=(), converter=_constraints
    )
    citations: tuple[Citation, ...] = ()

    @property
    def kind(self) -> FieldType:
        """What its answers are in conditions."""
        return FieldType.TEXT


@attrs.frozen(kw_only=True)
class TextField(Field):
    """One line of text.

    Attributes:
        least_characters: The fewest characters of an answer.
        most_characters: The most characters of an answer.
        pattern: What the whole answer looks like, in the small language of
            `TextPattern`; ``None`` for anything.
        placeholder: An example of an answer, for a form.

    Rule: QST-01.
    """

    type: Literal["text"] = "text"
    least_characters: int = 1
    most_characters: int = 1_000
    pattern: str | None = None
    placeholder: str = ""


@attrs.frozen(kw_only=True)
class LongTextField(Field):
    """Text of any number of lines.

    Attributes:
        least_characters: The fewest characters of an answer.
        most_characters: The most characters of an answer.
        placeholder: An example of an answer, for a form.

    Rule: QST-01.
    """

    type: Literal["long_text"] = "long_text"
    least_characters: int = 1
    most_characters: int = 10_000
    placeholder: str = ""


@attrs.frozen(kw_only=True)
class EmailField(Field):
    """An e-mail address.

    Attributes:
        placeholder: An example of an answer, for a form.

    Rule: QST-01.
    """

    type: Literal["email"] = "email"
    placeholder: str = ""


@attrs.frozen(kw_only=True)
class DateField(Field):
    """A day, written as ``2026-01-31``.

    Attributes:
        earliest: The first day allowed (closed); ``None`` without one.
        latest: The last day allowed (closed); ``None`` without one.
        earliest_days: The first day allowed, counted in days from the day on which the
            answers are checked; negative lies before it.
        latest_days: The last day allowed, counted likewise; 0 forbids the future.

    Rule: QST-01.
    """

    type: Literal["date"] = "date"
    earliest: date | None = None
    latest: date | None = None
    earliest_days: int | None = None
    latest_days: int | None = None

    @property
    def kind(self) -> FieldType:
        """A date."""
        return FieldType.DATE


@attrs.frozen(kw_only=True)
class WholeNumberField(Field):
    """A whole number, such as a number of people.

    Attributes:
        at_least: The lowest number allowed (closed); ``None`` for -10**15.
        at_most: The highest number allowed (closed); ``None`` for 10**15.
        unit: What is counted, such as ``"people"``.
        computed: The value that decides the answer where it is known, in whole units
            (halves away from zero); ``None`` for a field that people answer.

    Rule: QST-01.
    """

    type: Literal["whole_number"] = "whole_number"
    at_least: int | None = None
    at_most: int | None = None
    unit: str = ""
    computed: Value | None = None

    @property
    def kind(self) -> FieldType:
        """A number."""
        return FieldType.NUMBER


def _decimal(limit: Decimal | int | float | None) -> Decimal | None:
    """Take a float for the decimal number that it prints."""
    if isinstance(limit, float):
        return Decimal(float.__repr__(limit))
    return cast("Decimal | None", limit)


@attrs.frozen(kw_only=True)
class NumberField(Field):
    """A number with its unit, such as an amount in US dollars.

    Attributes:
        unit: What is measured, such as ``"USD"`` or ``"%"``.
        at_least: The lowest number allowed (closed); ``None`` for -10**15. A float
            means the decimal number that it prints.
        at_most: The highest number allowed (closed); ``None`` for 10**15.
        decimal_places: The most digits after the point; ``None`` for up to 400.
        computed: The value that decides the answer where it is known, rounded to the
            decimal places (halves away from zero); it needs decimal places. ``None``
            for a field that people answer.

    Rule: QST-01.
    """

    type: Literal["number"] = "number"
    unit: str
    at_least: Decimal | None = attrs.field(default=None, converter=_decimal)
    at_most: Decimal | None = attrs.field(default=None, converter=_decimal)
    decimal_places: int | None = None
    computed: Value | None = None

    @property
    def kind(self) -> FieldType:
        """A number."""
        return FieldType.NUMBER


@attrs.frozen(kw_only=True)
class YesNoField(Field):
    """Yes or no; in data ``true`` or ``false``.

    Attributes:
        words: Two texts that are taken for yes and for no beside the truth values, such
            as ``("Yes", "No")``; ``None`` for none.
        computed: The condition that decides the answer where it is known; ``None`` for
            a field that people answer.

    Rule: QST-01.
    """

    type: Literal["yes_no"] = "yes_no"
    words: tuple[str, str] | None = None
    computed: Condition | None = None

    @property
    def kind(self) -> FieldType:
        """A yes or no."""
        return FieldType.BOOLEAN


@attrs.frozen(kw_only=True)
class ChoiceField(Field):
    """One of several choices; in data its code.

    Attributes:
        choices: What can be chosen, at least one.
        computed: The first case whose condition is known to hold decides the answer;
            where none does it is not known. Empty for a field that people answer.

    Rule: QST-01.
    """

    type: Literal["choice"] = "choice"
    choices: Catalogue[Choice] = attrs.field(converter=choice_catalogue)
    computed: tuple[Case, ...] = attrs.field(default=(), converter=_cases)


@attrs.frozen(kw_only=True)
class ChoicesField(Field):
    """Any number of several choices, each once; in data a list of their codes.

    Attributes:
        choices: What can be chosen, at least one.
        at_least: The fewest that are chosen; ``None`` for one.
        at_most: The most that are chosen; ``None`` for all.

    Rule: QST-01.
    """

    type: Literal["choices"] = "choices"
    choices: Catalogue[Choice] = attrs.field(converter=choice_catalogue)
    at_least: int | None = None
    at_most: int | None = None

    @property
    def kind(self) -> FieldType:
        """A list of texts."""
        return FieldType.TEXT_LIST


RATINGS: Final = range(1, 6)
"""The ratings that a `RatingField` takes, the worst first."""


@attrs.frozen(kw_only=True)
class RatingField(Field):
    """A whole number from 1, the worst, to 5, the best.

    Attributes:
        lowest_label: What 1 means.
        highest_label: What 5 means.

    Rule: QST-01.
    """

    type: Literal["rating"] = "rating"
    lowest_label: str = ""
    highest_label: str = ""

    @property
    def kind(self) -> FieldType:
        """A number."""
        return FieldType.NUMBER


@attrs.frozen(kw_only=True)
class AttestationField(Field):
    """A statement that somebody confirms; in data ``true``, for it is never denied.

    Attributes:
        statement: What is confirmed, word for word.

    Rule: QST-01.
    """

    type: Literal["attestation"] = "attestation"
    statement: str

    @property
    def kind(self) -> FieldType:
        """A yes or no."""
        return FieldType.BOOLEAN


AnyField: TypeAlias = (
    TextField
    | LongTextField
    | EmailField
    | DateField
    | WholeNumberField
    | NumberField
    | YesNoField
    | ChoiceField
    | ChoicesField
    | RatingField
    | AttestationField
)
"""A field of any kind; its ``type`` tells which."""
