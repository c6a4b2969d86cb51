"""How far answers have come, for those who fill them in and for the partner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

import attrs

from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.instants import require_date
from partner_success.errors import Problem
from partner_success.questionnaires.checking import read
from partner_success.questionnaires.form import Asked, Reading
from partner_success.questionnaires.kinds import require_kind
from partner_success.questionnaires.questionnaire import Questionnaire

__all__ = [
    "OpenItem",
    "PartnerView",
    "Progress",
    "SectionProgress",
    "partner_view",
    "progress",
]


@attrs.frozen(kw_only=True)
class OpenItem:
    """A required field that has no right answer yet.

    Attributes:
        path: Where its answer goes, as ``section.field``.
        section: The title of the section.
        label: What is asked.
    """

    path: str
    section: str
    label: str


@attrs.frozen(kw_only=True)
class SectionProgress:
    """How far one section has come.

    Attributes:
        section_id: The section.
        title: Its title.
        required: How many fields must be answered as things stand.
        open: Those of them that are not.
    """

    section_id: str
    title: str
    required: int
    open: tuple[OpenItem, ...]

    @property
    def answered(self) -> int:
        """How many of the required fields are answered."""
        return self.required - len(self.open)


@attrs.frozen(kw_only=True)
class Progress(Explained):
    """How far the answers to a questionnaire have come.

    Only fields that are asked and required count; a computed one is never required.

    Attributes:
        title: The title of the questionnaire.
        sections: Every section, in order.
        problems: What is wrong with the answers that are there, and which are missing.
    """

    title: str
    sections: tuple[SectionProgress, ...]
    problems: tuple[Problem, ...]

    @property
    def required(self) -> int:
        """How many fields must be answered as things stand."""
        return sum(section.required for section in self.sections)

    @property
    def answered(self) -> int:
        """How many of them are answered."""
        return sum(section.answered for section in self.sections)

    @property
    def open(self) -> tuple[OpenItem, ...]:
        """What is still to be answered, in order."""
        return tuple(item for section in self.sections for item in section.open)

    @property
    def share(self) -> Fraction:
        """The share that is done, 0 to 1, exactly; 1 where nothing is required."""
        return Fraction(self.answered, self.required) if self.required else Fraction(1)

    def explain(self) -> Explanation:
        """Tell how many answers each section has and which come next."""
        rows = [
            (section.title, f"{section.answered} of {section.required}")
            for section in self.sections
        ]
        return Explanation(
            title=f"{self.title}: {self.answered} of {self.required} answered",
            columns=("section", "answered"),
            rows=tuple(rows),
            remarks=tuple(f"open: {item.label}" for item in self.open),
        )


def progress(
    questionnaire: Questionnaire,
    answers: Mapping[str, Mapping[str, object]],
    *,
    on: date,
) -> Progress:
    """Tell what is still to be answered.

    Args:
        questionnaire: What is asked.
        answers: By section and field, as far as they are there.
        on: The day of the look at them.

    Raises:
        InvalidValueError: ``on`` is no day.

    Examples:
        >>> from partner_success.questionnaires import Section, YesNoField
        >>> field = YesNoField(id="signed", label="Is it signed?", required=True)
        >>> section = Section(id="contract", title="Contract", fields=[field])
        >>> gate = Questionnaire(
        ...     id="gate", version="1.0.0", title="Gate", sections=[section]
        ... )
        >>> found = progress(gate, {}, on=date(2026, 3, 2))
        >>> found.share, found.open[0].label
        (Fraction(0, 1), 'Is it signed?')

    Rule: QST-04, QST-06.
    """
    reading = read(questionnaire, answers, on=on)
    sections = tuple(
        _section(questionnaire.sections[section_id].title, section_id, asked, reading)
        for section_id, asked in questionnaire.form.sections
    )
    return Progress(
        title=questionnaire.title,
        sections=sections,
        problems=tuple(reading.problems),
    )


def _section(
    title: str, section_id: str, asked: tuple[Asked, ...], reading: Reading
) -> SectionProgress:
    required = [each for each in asked if _is_required(each, reading)]
    waiting = [
        OpenItem(path=each.path, section=title, label=each.field.label)
        for each in required
        if each.field.id not in reading.facts
    ]
    return SectionProgress(
        section_id=section_id,
        title=title,
        required=len(required),
        open=tuple(waiting),
    )


def _is_required(asked: Asked, reading: Reading) -> bool:
    """Say whether a field is asked and must be answered, as far as that is known."""
    id_ = asked.field.id
    if not asked.field.required or asked.compute is not None:
        return False
    # Where it rests on a wrong answer it is not known whether it is asked at all.
    return id_ not in reading.hidden and id_ not in reading.unsure


@attrs.frozen(kw_only=True)
class PartnerView:
    """What a partner is shown of its own gate, and nothing beyond.

    How sections were judged and what reviewers noted is internal and has no place here.

    Attributes:
        questionnaire_id: What is asked.
        title: Its title.
        stage: The stage of the journey.
        open_items: What is still to be answered.
        dates: What happens when, such as the target launch.

    Rule: JRN-27.
    """

    questionnaire_id: str
    title: str
    stage: str
    open_items: tuple[OpenItem, ...]
    dates: FrozenMap[str, date]


def partner_view(
    questionnaire: Questionnaire,
    answers: Mapping[str, Mapping[str, object]],
    *,
    on: date,
    dates: Mapping[str, date] = EMPTY_MAP,
) -> PartnerView:
    """Give what a partner may see of its gate: stage, open items and dates.

    Args:
        questionnaire: What is asked, in the partner's language (`localized`).
        answers: By section and field, as far as they are there.
        on: The day of the look at them.
        dates: What happens when, by name.

    Raises:
        InvalidValueError: ``on`` or one of the dates is no day.

    Rule: JRN-27.
    """
    found = progress(questionnaire, answers, on=on)
    return PartnerView(
        questionnaire_id=questionnaire.id,
        title=questionnaire.title,
        stage=questionnaire.stage,
        open_items=found.open,
        dates=FrozenMap(dict(_days(dates))),
    )


def _days(dates: Mapping[str, date]) -> Iterator[tuple[str, date]]:
    require_kind("dates", dates, Mapping)
    for name, day in dates.items():
        yield name, require_date(day, f"dates[{name!r}]")
