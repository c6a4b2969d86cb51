"""A questionnaire: sections of fields, how they are judged, which version this is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import EMPTY_MAP, Catalogue, FrozenMap
from partner_success.core.expressions import Condition
from partner_success.core.provenance import Provenance
from partner_success.questionnaires.fields import AnyField

__all__ = ["SUBMITTED_ON", "Criterion", "PassPolicy", "Questionnaire", "Section"]

SUBMITTED_ON = "submitted_on"
"""The name by which conditions know the day on which answers are checked."""


@attrs.frozen(kw_only=True)
class Criterion:
    """A rule over the answers that a section must meet.

    Attributes:
        id: Unlike any other criterion of the questionnaire.
        condition: What must hold of the answers, of this section or any other.
        message: What to say where it does not, for a person.
        citations: Where the criterion comes from.

    Rule: QST-02.
    """

    id: str
    condition: Condition
    message: str
    citations: tuple[Citation, ...] = ()


def _fields(fields: Iterable[AnyField]) -> Catalogue[AnyField]:
    return Catalogue(fields, kind="field")


def _criteria(criteria: Iterable[Criterion]) -> Catalogue[Criterion]:
    return Catalogue(criteria, kind="criterion")


@attrs.frozen(kw_only=True)
class Section:
    """A part of a questionnaire, judged as one.

    With criteria it passes when all of them hold; reviewed, by a recorded verdict;
    without either it is not judged and counts nowhere.

    Attributes:
        id: Unlike any other section of the questionnaire.
        title: What a person reads.
        help: What the section is about.
        fields: What is asked, in order.
        criteria: What must hold for the section to pass.
        reviewed: Whether a reviewer judges it instead.
        citations: Where the section comes from.

    Rule: QST-01, QST-02.
    """

    id: str
    title: str
    help: str = ""
    fields: Catalogue[AnyField] = attrs.field(converter=_fields)
    criteria: Catalogue[Criterion] = attrs.field(default=(), converter=_criteria)
    reviewed: bool = False
    citations: tuple[Citation, ...] = ()

    @property
    def judged(self) -> bool:
        """Whether the section counts when the questionnaire is judged."""
        return self.reviewed or bool(self.criteria)


@attrs.frozen(kw_only=True)
class PassPolicy:
    """When a questionnaire passes.

    Attributes:
        at_least: How many judged sections must pass; ``None`` for all of them.
        qualifies_when: What passes the questionnaire on its own, whatever the sections
            say; ``None`` without such a rule.
        citations: Where the policy comes from.

    Rule: QST-03.
    """

    at_least: int | None = None
    qualifies_when: Condition | None = None
    citations: tuple[Citation, ...] = ()


def _sections(sections: Iterable[Section]) -> Catalogue[Section]:
    return Catalogue(sections, kind="section")


def _translations(
    texts: Mapping[str, Mapping[str, str]],
) -> FrozenMap[str, FrozenMap[str, str]]:
    return FrozenMap({tag: FrozenMap(found) for tag, found in texts.items()})


@attrs.frozen(kw_only=True)
class Questionnaire:
    """Versioned questions as data, checked when they are put together.

    Answers are given by section and field, such as
    ``{"contract": {"signed": True, "signed_on": "2026-03-02"}}``.

    Attributes:
        id: Stays the same through all versions.
        version: Three whole numbers as in ``"1.4.0"``: the first rises when answers
            must migrate, the second when something is added, the third with wording.
        title: What a person reads.
        help: What the questionnaire is for.
        sections: The parts, in order.
        pass_policy: When it passes; ``None`` for one that is only filled in.
        completed_by: The roles that may complete it, such as ``("PSM",)``.
        stage: The stage of the journey that it belongs to; empty for none.
        language: The tag of the language it is worded in.
        translations: For other languages, by their tag, the texts by their place:
            ``title``, ``sections.ID.title``, ``fields.ID.label``,
            ``fields.ID.choices.CODE``, ``criteria.ID.message`` and so on.
        citations: Where the questionnaire comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: With every fault: an unknown field in a condition, one that
            stands later, a comparison of other kinds, a limit that nothing meets.

    Rule: QST-01, QST-03, QST-04.
    """

    id: str
    version: str
    title: str
    help: str = ""
    sections: Catalogue[Section] = attrs.field(converter=_sections)
    pass_policy: PassPolicy | None = None
    completed_by: tuple[str, ...] = ()
    stage: str = ""
    language: str = "en"
    translations: FrozenMap[str, FrozenMap[str, str]] = attrs.field(
        default=EMPTY_MAP, converter=_translations
    )
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()

    @property
    def fields(self) -> tuple[AnyField, ...]:
        """Every field of every section, in order."""
        return tuple(field for section in self.sections for field in section.fields)
