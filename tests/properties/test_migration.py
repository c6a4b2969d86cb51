"""Laws of migration: there and back, and no answer lost in silence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_success.questionnaires import (
    AnyStep,
    Drop,
    MapChoices,
    Migration,
    Move,
    Questionnaire,
    Rename,
    Split,
    Versions,
    migrate,
    migrate_along,
    migration_problems,
    path_between,
)
from tests.unit.questionnaires.migrations import between, form

pytestmark = pytest.mark.rule("QST-08")

SECTIONS = ("s", "t")
CODES = "abcd"
VALUES: Mapping[str, st.SearchStrategy[Any]] = {
    "text": st.text("xyz ", min_size=1, max_size=6).filter(str.strip),
    "whole": st.integers(-5, 5),
    "yes": st.booleans(),
    "date": st.dates().map(str),
    "one:a b c d": st.sampled_from(CODES),
    "many:a b c d": st.lists(st.sampled_from(CODES), min_size=1, unique=True).map(
        tuple
    ),
}


@attrs.define
class Change:
    """Fields by id with section and kind, and the steps that made them so."""

    fields: dict[str, tuple[str, str]]
    steps: list[AnyStep]
    fresh: int = 0

    def name(self) -> str:
        """Give an id that nothing had yet."""
        self.fresh += 1
        return f"new_{self.fresh}"

    def form(self, version: str) -> Questionnaire:
        """Give the questionnaire with the fields as they are now."""
        sections: dict[str, dict[str, str]] = {each: {} for each in SECTIONS}
        for id_, (section, kind) in self.fields.items():
            sections[section][id_] = kind
        for section, found in sections.items():
            found[f"filler_{section}"] = "text"
        return form(version, sections)


@st.composite
def beginnings(draw: st.DrawFn) -> Change:
    """Draw some fields."""
    kinds = draw(st.lists(st.sampled_from(list(VALUES)), min_size=1, max_size=6))
    return Change(
        {
            f"f{place}": (draw(st.sampled_from(SECTIONS)), kind)
            for place, kind in enumerate(kinds)
        },
        [],
    )


def add_step(draw: st.DrawFn, change: Change) -> None:
    """Draw a step that has an inverse, and change the fields by it."""
    field = draw(st.sampled_from(list(change.fields)))
    section, kind = change.fields.pop(field)
    choices = [Rename, Move, Split]
    if ":" in kind:
        choices.append(MapChoices)
    step: AnyStep
    which = draw(st.sampled_from(choices))
    if which is Rename:
        step = Rename(field=field, to=change.name())
        change.fields[step.to] = (section, kind)
    elif which is Move:
        target = draw(st.sampled_from(SECTIONS))
        step = Move(field=field, to_section=target, from_section=section)
        change.fields[field] = (target, kind)
    elif which is Split:
        names = [change.name() for _ in range(draw(st.integers(2, 3)))]
        separator = draw(st.sampled_from([None, " ", "x"])) if kind == "text" else None
        step = Split(field=field, into=names, separator=separator)
        change.fields |= dict.fromkeys(names, (section, kind))
    else:
        codes = dict(zip(CODES, draw(st.permutations(CODES)), strict=True))
        step = MapChoices(field=field, codes=codes)
        change.fields[field] = (section, kind)
    change.steps.append(step)


def draw_answers(draw: st.DrawFn, change: Change) -> dict[str, dict[str, Any]]:
    """Draw right answers to some of the fields."""
    answers: dict[str, dict[str, Any]] = {}
    for id_, (section, kind) in change.fields.items():
        if draw(st.booleans()):
            answers.setdefault(section, {})[id_] = draw(VALUES[kind])
    return answers


@st.composite
def migrations(
    draw: st.DrawFn,
) -> tuple[Questionnaire, Questionnaire, Migration, dict[str, Any]]:
    """Draw two versions, a migration with a way back, and answers to the first."""
    change = draw(beginnings())
    old, answers = change.form("1.0.0"), draw_answers(draw, change)
    for _ in range(draw(st.integers(0, 6))):
        add_step(draw, change)
    return old, change.form("2.0.0"), between(change.steps), answers


@given(migrations())
def test_there_and_back_gives_the_same_answers(
    drawn: tuple[Questionnaire, Questionnaire, Migration, dict[str, Any]],
) -> None:
    """A draft is refused on the way there, or comes back as it was."""
    old, new, migration, answers = drawn
    assert migration_problems(migration, old, new) == ()
    assert migration_problems(migration.inverse(), new, old) == ()
    there = migrate(answers, migration, old, new)
    if there.answers is None:
        # A text without its separator; everything else goes there.
        assert {reason.code for reason in there.reasons} == {"no-split"}
        return
    back = migrate(there.answers, migration.inverse(), new, old)
    assert back.answers == answers
    assert there.given_up == back.given_up == ()


@given(migrations(), st.data())
def test_joined_answers_come_apart_again(
    drawn: tuple[Questionnaire, Questionnaire, Migration, dict[str, Any]],
    data: st.DataObject,
) -> None:
    """The way that begins with the joins has the same law."""
    old, new, migration, _ = drawn
    fields = {
        field.id: (section.id, kind)
        for section in new.sections
        for field in section.fields
        if (kind := KINDS.get(f"{field.type}")) is not None
    }
    answers = draw_answers(data.draw, Change(fields, []))
    there = migrate(answers, migration.inverse(), new, old)
    if there.answers is None:
        assert {reason.code for reason in there.reasons} == {"no-join"}
        return
    again = migrate(there.answers, migration, old, new)
    assert again.answers == answers


KINDS = {
    "text": "text",
    "whole_number": "whole",
    "yes_no": "yes",
    "date": "date",
    "choice": "one:a b c d",
    "choices": "many:a b c d",
}


@given(migrations(), st.data())
def test_no_answer_is_lost_in_silence(
    drawn: tuple[Questionnaire, Questionnaire, Migration, dict[str, Any]],
    data: st.DataObject,
) -> None:
    """Without steps, every answer is carried as it is, or is a reason to refuse."""
    old, _, _, answers = drawn
    other = data.draw(beginnings()).form("2.0.0")
    found = migrate(answers, between(), old, other)
    paths = {f"{each}.{name}" for each, fields in answers.items() for name in fields}
    if found.answers is None:
        assert {reason.facts["path"] for reason in found.reasons} <= paths
    else:
        assert found.answers == answers
    dropped = between([Drop(field=each.id, reason="gone") for each in old.fields])
    gone = migrate(answers, dropped, old, other)
    assert gone.answers == {}
    assert {each.path for each in gone.given_up} == paths


@given(migrations())
def test_nothing_that_is_given_is_changed(
    drawn: tuple[Questionnaire, Questionnaire, Migration, dict[str, Any]],
) -> None:
    """The answers are the same afterwards, and twice gives the same."""
    old, new, migration, answers = drawn
    before = {section: dict(fields) for section, fields in answers.items()}
    assert migrate(answers, migration, old, new) == migrate(
        answers, migration, old, new
    )
    assert answers == before


@given(migrations())
def test_a_way_in_two_parts_is_the_same_way(
    drawn: tuple[Questionnaire, Questionnaire, Migration, dict[str, Any]],
) -> None:
    """Steps in two migrations bring the answers of all steps in one."""
    old, new, migration, answers = drawn
    middle = attrs.evolve(new, version="1.5.0")
    first = attrs.evolve(migration, to_version="1.5.0")
    second = Migration(
        questionnaire_id="gate", from_version="1.5.0", to_version="2.0.0"
    )
    way = path_between([second, first], "1.0.0", "2.0.0")
    found = migrate_along(answers, way, Versions([old, middle, new]))
    assert found.answers == migrate(answers, migration, old, new).answers


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=12, unique=True)
)
def test_a_way_is_the_shortest_and_ends(edges: list[tuple[int, int]]) -> None:
    """Among any migrations, circles too."""
    declared = [between(start=f"{a}.0.0", end=f"{b}.0.0") for a, b in edges if a != b]
    distance = {0: 0}
    for _ in range(7):
        for a, b in edges:
            if a in distance:
                distance[b] = min(distance.get(b, 99), distance[a] + 1)
    for target, length in distance.items():
        way = path_between(declared, "0.0.0", f"{target}.0.0")
        assert len(way) == length
        names = ["0.0.0", *(step.to_version for step in way)]
        assert [step.from_version for step in way] == names[:-1]
