"""Answers as a person reads them: boxes that are ticked, and lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TypeAlias

import attrs

from partner_success.core.quantities import shown
from partner_success.display.wording import visible
from partner_success.interop.shapes import is_list
from partner_success.questionnaires import (
    RATINGS,
    AnyField,
    AttestationField,
    ChoiceField,
    ChoicesField,
    RatingField,
    YesNoField,
)

__all__ = ["Answer", "Box", "answer_of", "boxes_of", "split_lines"]

Answer: TypeAlias = tuple[str, ...]
"""The lines of an answer; none where nothing was answered."""


@attrs.frozen
class Box:
    """Something to tick.

    Attributes:
        label: What stands beside it.
        ticked: Whether it is ticked.
    """

    label: str
    ticked: bool = False


def boxes_of(field: AnyField, given: object) -> tuple[Box, ...]:
    """Give the boxes of a field; none for one that is written on a line.

    Args:
        field: What is asked.
        given: The answer; ``None`` for none.
    """
    if isinstance(field, YesNoField) and field.words and given in field.words:
        given = given == field.words[0]
    return tuple(
        Box(visible(label), _chosen(value, given)) for value, label in _values(field)
    )


def _values(field: AnyField) -> Iterator[tuple[object, str]]:
    """Give what can be answered by ticking, each with its label."""
    match field:
        case YesNoField(words=words):
            yes, no = words or ("Yes", "No")
            yield from ((True, yes), (False, no))
        case ChoiceField() | ChoicesField():
            yield from ((choice.id, choice.label) for choice in field.choices)
        case RatingField(lowest_label=lowest, highest_label=highest):
            ends = {RATINGS[0]: lowest, RATINGS[-1]: highest}
            for rating in RATINGS:
                label = ends.get(rating, "")
                yield rating, f"{rating} ({label})" if label else f"{rating}"
        case AttestationField():
            yield True, "I confirm this"
        case _:
            return


def _chosen(value: object, given: object) -> bool:
    if is_list(given):
        return any(_chosen(value, each) for each in given)
    # True is 1 to Python, and no rating.
    return isinstance(given, bool) == isinstance(value, bool) and given == value


def answer_of(
    field: AnyField, given: Mapping[str, object], boxes: tuple[Box, ...]
) -> Answer:
    """Give the lines of an answer that no box shows.

    What fits no box, such as the code of a choice that there is not, is shown as text,
    so that nothing that was answered goes unseen.
    """
    if field.id not in given:
        return ()
    value = given[field.id]
    count = len(value) if is_list(value) else 1
    ticked = sum(box.ticked for box in boxes)
    if ticked and ticked == count:
        return ()
    if isinstance(value, str):
        return tuple(visible(line) for line in split_lines(value))
    return (visible(_text(value)),)


def split_lines(text: str) -> list[str]:
    """Part a text where its lines end, whatever system wrote it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    return f"{value:f}" if isinstance(value, Decimal) else shown(value)
