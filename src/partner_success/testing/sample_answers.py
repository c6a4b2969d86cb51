"""Answers to any questionnaire that come to an outcome, the same ones each time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from partner_success.core.instants import require_date
from partner_success.errors import InvalidUseError, UnknownNameError
from partner_success.questionnaires import (
    AnyField,
    AttestationField,
    ChoiceField,
    ChoicesField,
    DateField,
    EmailField,
    NumberField,
    Outcome,
    Questionnaire,
    RatingField,
    Section,
    WholeNumberField,
    YesNoField,
    evaluate,
)

__all__ = ["AMOUNTS", "Given", "Wanted", "answered_section", "sample_answers"]

Wanted: TypeAlias = Literal["met", "failed", "open"]
Given: TypeAlias = dict[str, dict[str, object]]

AMOUNTS: Final[Mapping[str, Decimal]] = {
    "ccv": Decimal(12_000_000),
    "lrp": Decimal(80_000_000),
}
"""What is answered where the standard forms ask for money: a partner in Tier 1."""

_ADDRESS: Final = "ada@example.com"
_WORDS: Final = "As agreed"
_BEST, _WORST = 5, 1


def sample_answers(
    questionnaire: Questionnaire, outcome: Wanted = "met", *, on: date
) -> Given:
    """Give answers to a questionnaire that come to an outcome.

    Good answers are given to the first sections and bad ones to the rest, as few as it
    takes. What a questionnaire asks may be such that plain answers do not come to every
    outcome; then write them yourself, or draw them with `answers`.

    Args:
        questionnaire: The questions.
        outcome: What the answers come to while no reviewer has decided anything:
            ``"met"``, ``"failed"``, or ``"open"`` where it can still go either way.
        on: The day on which they are judged; days that are asked for are this one.

    Raises:
        InvalidUseError: No plain answers come to that outcome.
        InvalidValueError: `on` is no day.
        UnknownNameError: There is no such outcome.

    Examples:
        >>> import partner_success as ps
        >>> form = ps.standard().questionnaires["pre_contract"]
        >>> given = sample_answers(form, "failed", on=date(2026, 5, 4))
        >>> given["executive_sponsorship"]["sponsor_committed"]
        False
    """
    require_date(on, "on")
    count = len(questionnaire.sections)
    orders: dict[str, range] = {
        "met": range(count, count + 1),
        "failed": range(1),
        "open": range(count),
    }
    if outcome not in orders:
        raise UnknownNameError("outcome of answers", outcome, orders)
    for good in orders[outcome]:
        found = {
            section.id: answered_section(section, on, good=place < good)
            for place, section in enumerate(questionnaire.sections)
        }
        if _told(evaluate(questionnaire, found, on=on).outcome) == outcome:
            return found
    raise InvalidUseError(
        f"no plain answers to {questionnaire.id!r} come to {outcome!r}; write them"
        " yourself, or draw them with partner_success.testing.answers"
    )


def _told(outcome: Outcome) -> Wanted:
    known: dict[Outcome, Wanted] = {Outcome.PASSED: "met", Outcome.FAILED: "failed"}
    return known.get(outcome, "open")


def answered_section(section: Section, on: date, *, good: bool) -> dict[str, object]:
    """Give an answer to every question of a section that other answers do not settle.

    Days and amounts are the same in good and in bad answers.
    """
    return {
        field.id: _answer(field, on, good=good)
        for field in section.fields
        if not getattr(field, "computed", None)
    }


def _answer(field: AnyField, on: date, *, good: bool) -> object:
    match field:
        case YesNoField():
            return good
        case ChoiceField(choices=choices):
            return choices.ids[0 if good else -1]
        case ChoicesField(choices=choices):
            return [choices.ids[0]]
        case DateField():
            return on.isoformat()
        case NumberField(at_least=least):
            return AMOUNTS.get(field.id, least or _WORST)
        case _:
            return _other_answer(field, good=good)


def _other_answer(field: AnyField, *, good: bool) -> object:
    match field:
        case WholeNumberField(at_least=least):
            return least or _WORST
        case RatingField():
            return _BEST if good else _WORST
        case EmailField():
            return _ADDRESS
        case AttestationField():
            return True
        case _:
            return _WORDS
