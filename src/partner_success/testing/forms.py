"""Sections, and whole questionnaires."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from hypothesis import strategies as st

from partner_success.core.collections import Catalogue
from partner_success.questionnaires import (
    AnyField,
    Criterion,
    PassPolicy,
    Questionnaire,
    Section,
)
from partner_success.questionnaires.wording import text_places
from partner_success.testing.asking import KINDS, any_field
from partner_success.testing.conditions import Scope, conditions
from partner_success.testing.drawing import often, pick
from partner_success.testing.texts import phrases

_HEADS: Final[tuple[tuple[str, str, tuple[str, ...], str], ...]] = (
    ("survey", "1.0.0", (), ""),
    ("gate_9", "0.1.2", ("PSM",), "gate_9"),
    ("check-up", "12.0.10", ("PSM", "PAM"), "post_launch"),
)
_LANGUAGES: Final = ((), ("de",), ("de", "pt-BR"), ("zh-Hant",))


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
    kind = pick(draw, ("unjudged", "reviewed", "criteria", "criteria"))
    criteria: list[Criterion] = []
    if kind == "criteria":
        criteria = _criteria(draw, section_id, scope.and_also(*fields))
    title, more = phrases(draw)
    return Section(
        id=section_id,
        title=title,
        help=more,
        fields=fields,
        criteria=criteria,
        reviewed=kind == "reviewed",
    )


def _criteria(draw: st.DrawFn, section_id: str, scope: Scope) -> list[Criterion]:
    return [
        Criterion(
            id=f"{section_id}_{place}",
            condition=draw(conditions(scope)),
            message=phrases(draw)[0],
        )
        for place in range(1, draw(st.integers(1, 3)) + 1)
    ]


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
    title, more = phrases(draw)
    id_, version, roles, stage = pick(draw, _HEADS)
    return Questionnaire(
        id=id_,
        version=version,
        title=title,
        help=more,
        sections=sections,
        pass_policy=_policy(draw, sections, scope),
        completed_by=roles,
        stage=stage,
        translations=_translations(draw, sections),
    )


def _policy(
    draw: st.DrawFn, sections: Sequence[Section], scope: Scope
) -> PassPolicy | None:
    judged = sum(section.judged for section in sections)
    if not judged or often(draw):
        return None
    return PassPolicy(
        at_least=draw(st.integers(1, judged)) if often(draw) else None,
        qualifies_when=draw(conditions(scope)) if often(draw) else None,
    )


def _translations(
    draw: st.DrawFn, sections: Sequence[Section]
) -> dict[str, dict[str, str]]:
    places = [*text_places(Catalogue(sections))]
    return {
        tag: {
            pick(draw, places): phrases(draw)[0] for _ in range(draw(st.integers(1, 4)))
        }
        for tag in pick(draw, _LANGUAGES)
    }
