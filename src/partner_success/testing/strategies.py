"""Strategies for questionnaires and for answers to them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from partner_success.core.extras import NeedsExtra
from partner_success.core.instants import require_date
from partner_success.errors import InvalidValueError, UnknownNameError
from partner_success.questionnaires import AnyField, Questionnaire, Section
from partner_success.testing.faults import Faulty

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = [
    "answers",
    "drafts",
    "faulty_answers",
    "fields",
    "questionnaires",
    "sections",
]

_GUARD: Final = NeedsExtra(
    extra="testing",
    module="hypothesis",
    purpose="making up questionnaires and answers",
)


def fields(
    field_id: str = "answer",
    *,
    kinds: Collection[str] | None = None,
    earlier: Sequence[AnyField] = (),
    expressible: bool = False,
) -> SearchStrategy[AnyField]:
    """Draw fields of every kind, with limits, choices, conditions and constraints.

    Args:
        field_id: The id of the field.
        kinds: What its ``type`` may be, such as ``{"text", "date"}``; ``None`` for all.
        earlier: The fields that stand before it, which its conditions may name.
        expressible: Whether to leave out what a JSON Schema cannot say: comparisons of
            fields with each other and with the day, computed fields, decimal places,
            days counted from the day of the check.

    Raises:
        UnknownNameError: A kind that fields do not have.
        MissingExtraError: hypothesis is not installed.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(fields("signed_on", kinds={"date"}))
        ... def test_dates_have_their_id(field):
        ...     assert (field.id, field.type) == ("signed_on", "date")
        >>> test_dates_have_their_id()

    Rule: QST-01, QST-04.
    """
    with _GUARD:
        from partner_success.testing.asking import KINDS, any_field
        from partner_success.testing.conditions import Scope
    for kind in kinds or ():
        if kind not in KINDS:
            raise UnknownNameError("kind of field", kind, KINDS)
    chosen = [kind for kind in KINDS if kinds is None or kind in kinds]
    if not chosen:
        raise InvalidValueError("kinds is empty; name one kind of field at least")
    return any_field(field_id, chosen, Scope(tuple(earlier), expressible))


def sections(
    section_id: str = "part",
    *,
    earlier: Sequence[AnyField] = (),
    expressible: bool = False,
    most_fields: int = 4,
) -> SearchStrategy[Section]:
    """Draw sections that are judged by criteria, by a reviewer, or not at all.

    Args:
        section_id: The id of the section; those of its fields and criteria begin so.
        earlier: The fields of earlier sections, which its conditions may name.
        expressible: As in `fields`.
        most_fields: The most fields that it has, 1 or more.

    Raises:
        InvalidValueError: ``most_fields`` is below 1.
        MissingExtraError: hypothesis is not installed.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(sections("team", most_fields=2))
        ... def test_sections_are_small(section):
        ...     assert 1 <= len(section.fields) <= 2
        >>> test_sections_are_small()

    Rule: QST-01, QST-02.
    """
    with _GUARD:
        from partner_success.testing.conditions import Scope
        from partner_success.testing.forms import any_section
    _require_some("most_fields", most_fields)
    return any_section(section_id, Scope(tuple(earlier), expressible), most_fields)


def questionnaires(
    *, expressible: bool = False, most_sections: int = 3, most_fields: int = 4
) -> SearchStrategy[Questionnaire]:
    """Draw valid questionnaires: everything that one can hold is drawn at times.

    They have fields of every kind, conditions on earlier fields, computed fields,
    constraints, criteria, reviewed sections, pass policies and translations. Their days
    lie around the end of 2025, so a check on such a day meets their limits often.

    Args:
        expressible: As in `fields`.
        most_sections: The most sections, 1 or more.
        most_fields: The most fields of a section, 1 or more.

    Raises:
        InvalidValueError: One of the numbers is below 1.
        MissingExtraError: hypothesis is not installed.

    Examples:
        >>> from hypothesis import given, settings
        >>> from partner_success.interop import structure, unstructure
        >>> @settings(max_examples=5, deadline=None)
        ... @given(questionnaires(most_sections=1, most_fields=2))
        ... def test_questionnaires_are_data(one):
        ...     assert structure(unstructure(one), Questionnaire, subject="it") == one
        >>> test_questionnaires_are_data()

    Rule: QST-01, QST-02, QST-03, QST-04.
    """
    with _GUARD:
        from partner_success.testing.conditions import Scope
        from partner_success.testing.forms import any_questionnaire
    _require_some("most_sections", most_sections)
    _require_some("most_fields", most_fields)
    return any_questionnaire(Scope((), expressible), most_sections, most_fields)


def answers(
    questionnaire: Questionnaire, *, on: date
) -> SearchStrategy[dict[str, dict[str, object]]]:
    """Draw answers in which `check` finds nothing, as they stand in JSON.

    The fields are walked in order, as a person fills them in: what is not asked is left
    out, what is required is there, and what conditions hold an answer against is
    answered often. A computed field is left out or answered rightly.

    Args:
        questionnaire: What is answered.
        on: The day on which the answers are to be checked.

    Raises:
        InvalidValueError: ``on`` is no day.
        MissingExtraError: hypothesis is not installed.

    Examples:
        >>> from hypothesis import given, settings
        >>> from partner_success.questionnaires import YesNoField, check
        >>> field = YesNoField(id="signed", label="Is it signed?", required=True)
        >>> section = Section(id="contract", title="Contract", fields=[field])
        >>> gate = Questionnaire(
        ...     id="gate", version="1.0.0", title="Gate", sections=[section]
        ... )
        >>> day = date(2026, 3, 2)
        >>> @settings(max_examples=5, deadline=None)
        ... @given(answers(gate, on=day))
        ... def test_good_answers_pass(given):
        ...     assert check(gate, given, on=day) == ()
        >>> test_good_answers_pass()

    Rule: QST-04, QST-05.
    """
    with _GUARD:
        from partner_success.testing.answering import filled
    drawn = filled(questionnaire, require_date(on, "on"))
    return drawn.map(lambda found: found.answers)


def drafts(
    questionnaire: Questionnaire, *, on: date
) -> SearchStrategy[dict[str, dict[str, object]]]:
    """Draw answers that somebody has begun to give: any part of good ones.

    Args:
        questionnaire: What is answered.
        on: The day on which the good answers would be checked.

    Raises:
        InvalidValueError: ``on`` is no day.
        MissingExtraError: hypothesis is not installed.

    Examples:
        >>> from hypothesis import given, settings
        >>> from partner_success.questionnaires import RatingField
        >>> field = RatingField(id="trust", label="How much?", required=True)
        >>> section = Section(id="mood", title="Mood", fields=[field])
        >>> survey = Questionnaire(
        ...     id="survey", version="1.0.0", title="Survey", sections=[section]
        ... )
        >>> @settings(max_examples=5, deadline=None)
        ... @given(drafts(survey, on=date(2026, 3, 2)))
        ... def test_drafts_are_a_part(given):
        ...     assert given.get("mood", {}).keys() <= {"trust"}
        >>> test_drafts_are_a_part()

    Rule: QST-06.
    """
    with _GUARD:
        from partner_success.testing.answering import partial_answers
    return partial_answers(questionnaire, require_date(on, "on"))


def faulty_answers(questionnaire: Questionnaire, *, on: date) -> SearchStrategy[Faulty]:
    """Draw answers with one or several faults, and which faults these are.

    They are planted where no other fault follows from them: a wrong answer is put into
    a field on which no condition rests.

    Args:
        questionnaire: What is answered.
        on: The day on which the answers are to be checked.

    Raises:
        InvalidValueError: ``on`` is no day.
        MissingExtraError: hypothesis is not installed.

    Examples:
        >>> from hypothesis import given, settings
        >>> from partner_success.questionnaires import EmailField, check
        >>> field = EmailField(id="contact", label="Whom do we write to?")
        >>> section = Section(id="team", title="Team", fields=[field])
        >>> gate = Questionnaire(
        ...     id="gate", version="1.0.0", title="Gate", sections=[section]
        ... )
        >>> day = date(2026, 3, 2)
        >>> @settings(max_examples=5, deadline=None)
        ... @given(faulty_answers(gate, on=day))
        ... def test_every_fault_is_named(faulty):
        ...     found = check(gate, faulty.answers, on=day)
        ...     assert {(each.path, each.code) for each in found} == faulty.planted
        >>> test_every_fault_is_named()

    Rule: QST-05.
    """
    with _GUARD:
        from partner_success.testing.planting import faulty
    return faulty(questionnaire, require_date(on, "on"))


def _require_some(name: str, count: int) -> None:
    if count < 1:
        raise InvalidValueError(f"{name} is {count}; expected 1 or more")
