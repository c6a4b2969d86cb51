"""Sections, and whole questionnaires."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import attrs
from hypothesis import strategies as st

from partner_success.questionnaires import (
    AnyField,
    Criterion,
    PassPolicy,
    Questionnaire,
    Section,
)
from partner_success.questionnaires.wording import text_places
from partner_success.testing.conditions import Scope, conditions
from partner_success.testing.fields import KINDS, any_field
from partner_success.testing.texts import helps, labels

_ROLES: Final = ((), ("PSM",), ("PSM", "PAM"))
_STAGES: Final = ("", "gate_0", "post_launch")
_TAGS: Final = ("de", "pt-BR", "zh-Hant")


@st.composite
def any_section(
    draw: st.DrawFn, section_id: str, scope: Scope, most_fields: int
) -> Section:
    """Draw a section whose conditions name its own fields and earlier ones.

    Args:
        draw: Given by hypothesis.
        section_id: The id of the section.
        scope: The fields of earlier sections.
        most_fields: The most fields that it has.
    """
    fields: list[AnyField] = []
    for place in range(1, draw(st.integers(1, most_fields)) + 1):
        known = scope.and_also(*fields)
        fields.append(draw(any_field(f"{section_id}_{place}", KINDS, known)))
    kind = draw(st.sampled_from(["unjudged", "reviewed", "criteria", "criteria"]))
    criteria: list[Criterion] = []
    if kind == "criteria":
        criteria = draw(_criteria(section_id, scope.and_also(*fields)))
    return Section(
        id=section_id,
        title=draw(labels),
        help=draw(helps),
        fields=fields,
        criteria=criteria,
        reviewed=kind == "reviewed",
    )


def _criteria(section_id: str, scope: Scope) -> st.SearchStrategy[list[Criterion]]:
    drawn = st.lists(st.tuples(conditions(scope), labels), min_size=1, max_size=3)
    return drawn.map(
        lambda several: [
            Criterion(id=f"{section_id}_{place}", condition=each, message=message)
            for place, (each, message) in enumerate(several, start=1)
        ]
    )


@st.composite
def any_questionnaire(
    draw: st.DrawFn, scope: Scope, most_sections: int, most_fields: int
) -> Questionnaire:
    """Draw a questionnaire that is valid in every part.

    Args:
        draw: Given by hypothesis.
        scope: No field yet.
        most_sections: The most sections that it has.
        most_fields: The most fields that a section has.
    """
    sections: list[Section] = []
    for place in range(1, draw(st.integers(1, most_sections)) + 1):
        sections.append(draw(any_section(f"part_{place}", scope, most_fields)))
        scope = scope.and_also(*sections[-1].fields)
    numbers = draw(st.tuples(*[st.integers(0, 12)] * 3))
    made = Questionnaire(
        id=draw(st.sampled_from(["survey", "gate_9", "check-up"])),
        version=".".join(map(str, numbers)),
        title=draw(labels),
        help=draw(helps),
        sections=sections,
        pass_policy=draw(_policies(sections, scope)),
        completed_by=draw(st.sampled_from(_ROLES)),
        stage=draw(st.sampled_from(_STAGES)),
    )
    return attrs.evolve(made, translations=draw(_translations(made)))


@st.composite
def _policies(
    draw: st.DrawFn, sections: Sequence[Section], scope: Scope
) -> PassPolicy | None:
    judged = sum(section.judged for section in sections)
    if not judged or not draw(st.booleans()):
        return None
    return PassPolicy(
        at_least=draw(st.none() | st.integers(1, judged)),
        qualifies_when=draw(st.none() | conditions(scope)),
    )


@st.composite
def _translations(
    draw: st.DrawFn, questionnaire: Questionnaire
) -> Mapping[str, Mapping[str, str]]:
    tags = draw(st.lists(st.sampled_from(_TAGS), unique=True, max_size=2))
    places = st.sampled_from(sorted(text_places(questionnaire.sections)))
    texts = st.dictionaries(places, labels, min_size=1, max_size=4)
    return {tag: draw(texts) for tag in tags}
