"""Puts in place what questionnaires only name: questions that other families hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import attrs

from partner_success.errors import Problem
from partner_success.rulebook.document import (
    Document,
    copied,
    is_table,
    tables,
    unknown_reference,
)
from partner_success.rulebook.overlay import overlaid

__all__ = [
    "FIELDS_FROM",
    "FIELD_SOURCES",
    "SECTIONS_FROM",
    "SECTION_SOURCES",
    "Taken",
    "take_questions",
    "unit_tables",
]

SECTIONS_FROM: Final = "sections_from"
"""The key by which a questionnaire takes its sections from another family."""

FIELDS_FROM: Final = "fields_from"
"""The key by which a section takes its fields from another family."""

# A rating field has these steps; ratings of another scale are whole numbers.
_STEPS: Final = (1, 5)

_Table = dict[str, Any]


@attrs.define
class Taken:
    """What a questionnaire took from other families.

    Attributes:
        sources: Each place that was to be filled, and the family that fills it; where
            there is none, the place that names it.
        problems: What is named but is not there, or cannot be laid over it.
    """

    sources: dict[str, str] = attrs.field(factory=dict[str, str])
    problems: list[Problem] = attrs.field(factory=list[Problem])

    def put(
        self,
        table: _Table,
        path: str,
        keys: tuple[str, str],
        known: Mapping[str, Callable[[Mapping[str, Any]], list[_Table]]],
        document: Document,
    ) -> None:
        """Replace the name of a family in a table by the entries that it gives."""
        named, filled = keys
        if named not in table:
            return
        name = table.pop(named)
        if not isinstance(name, str) or name not in known:
            place, kind = f"{path}.{named}", "family with questions"
            self.problems.append(unknown_reference(place, kind, name, known))
            # Without them the questionnaire would be accused of asking nothing.
            self.sources[f"{path}.{filled}"] = place
            return
        family = document.get(name)
        taken = {filled: known[name](family if is_table(family) else {})}
        own = {filled: table[filled]} if filled in table else {}
        whole, problems = overlaid(taken, own)
        self.problems += [problem.under(path) for problem in problems]
        self.sources[f"{path}.{filled}"] = name
        table[filled] = whole[filled]


def take_questions(table: _Table, path: str, document: Document) -> Taken:
    """Put the sections and fields that a questionnaire takes from families in place.

    What it says itself of such a section or field is laid over what it takes, so that
    it can word a help text, add a field, or take one out with ``removed = true``.

    Args:
        table: The questionnaire, which is changed.
        path: Where it stands.
        document: The rulebook that holds the families.
    """
    taken = Taken()
    sections = (SECTIONS_FROM, "sections")
    taken.put(table, path, sections, SECTION_SOURCES, document)
    for number, section in tables(table.get("sections")):
        place = f"{path}.sections[{number}]"
        taken.put(section, place, (FIELDS_FROM, "fields"), FIELD_SOURCES, document)
    return taken


def unit_tables(table: _Table, path: str) -> Iterator[tuple[str, _Table]]:
    """Give the tables inside a questionnaire that may tell units, with their paths."""
    policy = table.get("pass_policy")
    if is_table(policy):
        yield f"{path}.pass_policy", policy
    for number, section in tables(table.get("sections")):
        place = f"{path}.sections[{number}]"
        yield place, section
        for position, criterion in tables(section.get("criteria")):
            yield f"{place}.criteria[{position}]", criterion
        for position, field in tables(section.get("fields")):
            inner = f"{place}.fields[{position}]"
            yield inner, field
            for order, case in tables(field.get("computed")):
                yield f"{inner}.computed[{order}]", case


def _readiness(family: Mapping[str, Any]) -> list[_Table]:
    """Give a section for each of the assessment, with a rating for each element."""
    steps = [step for _, step in tables(family.get("scale"))] or [{}]
    ends = [(step.get("rating"), step.get("meaning")) for step in steps]
    (lowest, worst), (highest, best) = ends[0], ends[-1]
    rating = _rating(lowest, highest, lowest_label=worst, highest_label=best)
    sections: list[_Table] = []
    for _, section in tables(family.get("sections")):
        elements = tables(section.get("elements"))
        fields = [_copied(each, label="name") | rating for _, each in elements]
        sections.append(_copied(section, title="name") | {"fields": fields})
    return sections


def _csat(family: Mapping[str, Any]) -> list[_Table]:
    """Give a rating for each question that is scored, and room to write for others."""
    rating = _rating(family.get("low"), family.get("high"))
    return [
        _copied(question, label="name")
        | ({"type": "long_text"} if question.get("scored") is False else rating)
        for _, question in tables(family.get("questions"))
    ]


def _maturity(family: Mapping[str, Any]) -> list[_Table]:
    """Give a yes or no for each pillar."""
    return [
        _copied(pillar, label="question") | {"type": "yes_no", "required": True}
        for _, pillar in tables(family.get("pillars"))
    ]


def _rating(lowest: object, highest: object, **labels: object) -> _Table:
    if (lowest, highest) == _STEPS:
        return {"type": "rating", "required": True, **labels}
    limits = {"at_least": lowest, "at_most": highest}
    return {"type": "whole_number", "required": True, **limits}


def _copied(entry: Mapping[str, Any], **renamed: str) -> _Table:
    keys = {"id": "id", **renamed, "citations": "citations"}
    return {new: copied(entry[old]) for new, old in keys.items() if old in entry}


SECTION_SOURCES: Final = {"readiness": _readiness}
"""The families that a questionnaire can take sections from."""

FIELD_SOURCES: Final = {"csat": _csat, "maturity": _maturity}
"""The families that a section can take fields from."""
