"""Drafts brought from version to version, or refused with every reason."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import attrs
import pytest

from partner_success.errors import InvalidValueError, UnknownNameError
from partner_success.questionnaires import (
    AnyStep,
    Draft,
    Drop,
    GivenUp,
    Join,
    MapChoices,
    Migrated,
    Move,
    Questionnaire,
    Rename,
    Split,
    Versions,
    YesNoField,
    check,
    migrate,
    migrate_along,
    path_between,
    start_draft,
)
from tests.unit.questionnaires.migrations import between, form

pytestmark = pytest.mark.rule("QST-08")

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
WHY = "nobody used it"


def draft(questionnaire: Questionnaire, answers: dict[str, Any]) -> Draft:
    """Give a draft of a questionnaire."""
    return start_draft(
        questionnaire, answers, id="d1", partner_id="p1", at=AT, by="ada"
    )


def moved(
    answers: dict[str, Any],
    steps: list[AnyStep],
    old: dict[str, str],
    new: dict[str, str] | dict[str, dict[str, str]],
) -> Migrated:
    """Migrate answers to the one section of a form."""
    sections: Any = new if isinstance(next(iter(new.values())), dict) else {"s": new}
    before, after = form("1.0.0", {"s": old}), form("2.0.0", sections)
    return migrate({"s": answers}, between(steps), before, after)


def codes(found: Migrated) -> list[tuple[str, str]]:
    """Give code and path of every reason, and see that nothing was carried."""
    assert found.refused
    assert found.answers is None
    assert found.draft is None
    assert all(reason.rules == ("QST-08",) for reason in found.reasons)
    return [(reason.code, reason.facts["path"]) for reason in found.reasons]


def test_every_kind_of_step_carries_its_answer() -> None:
    """Rename, move, split, join and other codes; what nobody names stays."""
    old = {"name": "text", "town": "text", "zip": "text", "tier": "one:gold silver"}
    old |= {"tags": "many:a b c", "size": "number", "day": "date", "note": "long"}
    steps: list[AnyStep] = [
        Split(field="name", into=("first", "last"), separator=" "),
        Rename(field="last", to="family"),
        Join(fields=("zip", "town"), to="address", separator=" "),
        MapChoices(field="tier", codes={"gold": "tier_1"}),
        MapChoices(field="tags", codes={"a": "b", "b": "a"}),
        Move(field="size", to_section="t"),
        Split(field="day", into=("start", "end")),
        Drop(field="note", reason=WHY),
    ]
    new = {
        "t": {"size": "number"},
        "s": {"first": "text", "family": "text", "address": "text"}
        | {"tier": "one:tier_1 silver", "tags": "many:a b c"}
        | {"start": "date", "end": "date"},
    }
    answers = {"name": "Ada Lovelace", "town": "London", "zip": "W1", "tier": "gold"}
    answers |= {"tags": ["a", "c"], "size": 2.50, "day": "2026-03-02", "note": "-"}
    found = moved(answers, steps, old, new)
    assert found.answers == {
        "t": {"size": Decimal("2.5")},
        "s": {"first": "Ada", "family": "Lovelace", "address": "W1 London"}
        | {"tier": "tier_1", "tags": ("b", "c")}
        | {"start": "2026-03-02", "end": "2026-03-02"},
    }
    assert found.given_up == (GivenUp(path="s.note", reason=WHY),)
    assert not found.refused
    assert str(found) == "gate 1.0.0 -> 2.0.0: 8 answers carried"
    assert found.explain().remarks == (f"s.note: {WHY}",)


def test_gaps_stay_gaps_and_no_answer_is_none() -> None:
    """Steps on what is not answered do nothing; blank text and nothing are gaps."""
    steps: list[AnyStep] = [
        Rename(field="a", to="b"),
        Split(field="c", into=("d", "e"), separator=","),
        Join(fields=("f", "g"), to="h", separator=","),
        Drop(field="i", reason=WHY),
    ]
    old = dict.fromkeys("acfgi", "text")
    found = moved(
        {"a": " ", "c": None, "i": ""}, steps, old, dict.fromkeys("bdeh", "text")
    )
    assert (found.answers, found.given_up) == ({}, ())
    assert str(found) == "gate 1.0.0 -> 2.0.0: 0 answers carried"


def test_an_answer_without_a_place_is_never_lost() -> None:
    """The field is gone, or stands elsewhere, or never was."""
    new = {"s": {"nam": "text"}, "t": {"size": "whole", "more": "text"}}
    old = {"name": "text", "size": "whole", "qqq": "text"}
    found = moved({"name": "Ada", "size": 3, "qqq": "x", "zzz": 1}, [], old, new)
    assert codes(found) == [
        ("unknown-answer", "s.zzz"),
        ("no-place", "s.name"),
        ("no-place", "s.size"),
        ("no-place", "s.qqq"),
    ]
    hints = [reason.message.partition("; ")[2] for reason in found.reasons]
    assert hints == [
        "take it out",
        "rename it to nam in a step",
        "move it there in a step",
        "rename, split or drop it in a step",
    ]
    assert str(found) == "gate 1.0.0 -> 2.0.0: refused, the draft stays as it is"
    assert found.explain().remarks == tuple(each.message for each in found.reasons)


def test_answers_of_no_section_are_refused() -> None:
    """An unknown section, and a section that is no table."""
    before, after = (
        form("1.0.0", {"s": {"a": "text"}}),
        form("2.0.0", {"s": {"a": "text"}}),
    )
    found = migrate({"t": {"a": "x"}, "s": "x"}, between(), before, after)
    assert codes(found) == [("unknown-answer", "t.a"), ("no-answers", "s")]


@pytest.mark.parametrize(
    ("old", "new", "value", "code"),
    [
        ("one:a b", "one:b c", "a", "unknown-choice"),
        ("many:a b", "many:b c", ["b", "a"], "unknown-choice"),
        ("text", "date", "soon", "no-date"),
        ("text", "email", "ada", "no-email"),
        ("long", "text", "two\nlines", "bad-text"),
        ("number", "whole", 2.5, "not-whole"),
        ("yes", "attest", False, "not-attested"),
        ("text", "whole", "7", "wrong-type"),
        ("whole", "text", 7, "wrong-type"),
        ("one:a", "many:a", "a", "wrong-type"),
    ],
)
def test_an_answer_that_the_new_field_cannot_hold(
    old: str, new: str, value: Any, code: str
) -> None:
    """It is refused by the code that `check` would give it."""
    found = moved({"f": value}, [], {"f": old}, {"f": new})
    assert codes(found) == [(code, "s.f")]
    assert "s.f: s.f of version 2.0.0 cannot hold this answer; expected" in str(
        found.reasons[0]
    )


@pytest.mark.parametrize(
    ("old", "new", "value", "carried"),
    [
        ("one:a b", "one:b a c", "a", "a"),
        ("text", "date", "2026-03-02", "2026-03-02"),
        ("date", "text", "2026-03-02", "2026-03-02"),
        ("email", "text", "ada@example.com", "ada@example.com"),
        ("number", "rating", 3.0, 3),
        ("whole", "rating", 7, 7),
        ("yes", "attest", True, True),
        ("whole", "whole", "not a number", "not a number"),
        ("whole", "rating", [1, {"a": 2.5}], (1, {"a": Decimal("2.5")})),
        ("one:a b", "one:c", "zzz", "zzz"),
    ],
)
def test_an_answer_that_the_new_field_can_hold(
    old: str, new: str, value: Any, carried: Any
) -> None:
    """Right ones in plain form, also beyond a limit; wrong ones stay as they are."""
    found = moved({"f": value}, [], {"f": old}, {"f": new})
    assert found.answers == {"s": {"f": carried}}


def test_words_for_yes_are_carried_as_yes() -> None:
    """A field that takes them may become one that does not."""
    old = form("1.0.0", {"s": {"a": "yes"}})
    field = YesNoField(id="a", label="A", words=("Yes", "No"))
    section = attrs.evolve(old.sections["s"], fields=[field])
    worded = attrs.evolve(old, sections=[section])
    found = migrate(
        {"s": {"a": "No"}}, between(), worded, form("2.0.0", {"s": {"a": "yes"}})
    )
    assert found.answers == {"s": {"a": False}}


@pytest.mark.parametrize("value", ["Ada", "Ada King Lovelace", "Ada ", " ", 7])
def test_a_text_that_does_not_come_apart(value: Any) -> None:
    """There are exactly as many parts as fields, and none is blank."""
    step = Split(field="a", into=("b", "c"), separator=" ")
    found = moved({"a": value}, [step], {"a": "text"}, {"b": "text", "c": "text"})
    if value == " ":
        assert found.answers == {}
    else:
        assert codes(found) == [("no-split", "s.a")]
        assert str(value) not in found.reasons[0].message.removeprefix("s.a")


@pytest.mark.parametrize(
    ("answers", "separator", "path"),
    [
        ({"a": "x"}, "-", "s.a"),
        ({"b": "x"}, None, "s.b"),
        ({"a": "x-", "b": "y"}, "--", "s.a and s.b"),
        ({"a": "x-y", "b": "z"}, "-", "s.a and s.b"),
        ({"a": "x-", "b": "-y"}, "--", "s.a and s.b"),
        ({"a": "x", "b": "y"}, None, "s.a and s.b"),
        ({"a": True, "b": "True"}, "-", "s.a and s.b"),
        ({"a": 1, "b": True}, None, "s.a and s.b"),
    ],
)
def test_answers_that_cannot_be_joined(
    answers: dict[str, Any], separator: str | None, path: str
) -> None:
    """Some are missing, or the whole could not be taken apart again."""
    step = Join(fields=("a", "b"), to="c", separator=separator)
    found = moved(answers, [step], {"a": "text", "b": "text"}, {"c": "text"})
    assert codes(found) == [("no-join", path)]


def test_answers_that_are_the_same_become_one() -> None:
    """Without a separator."""
    step = Join(fields=("a", "b"), to="c")
    found = moved(
        {"a": 3, "b": 3.0}, [step], {"a": "whole", "b": "number"}, {"c": "whole"}
    )
    assert found.answers == {"s": {"c": 3}}


def test_a_difference_that_is_lost_is_told() -> None:
    """Two codes become one for a reason; in a list the code then stands once."""
    one = MapChoices(field="a", codes={"x": "z", "y": "z"}, reason=WHY)
    many = MapChoices(field="b", codes={"x": "z", "y": "z"}, reason=WHY)
    old = {"a": "one:x y z", "b": "many:x y z"}
    new = {"a": "one:z", "b": "many:z"}
    found = moved({"a": "z", "b": ["x", "z", "y"]}, [one, many], old, new)
    assert found.answers == {"s": {"a": "z", "b": ("z",)}}
    assert [str(each.reason) for each in found.given_up] == [
        f"x is now z: {WHY}",
        f"y is now z: {WHY}",
    ]
    spoilt = moved({"a": ["x"], "b": [7]}, [one, many], old, new)
    assert spoilt.answers == {"s": {"a": ("z",), "b": (7,)}}


def test_a_draft_keeps_who_saved_it_and_when() -> None:
    """It has the new version and its answers; the old draft is unchanged."""
    old, new = form("1.0.0", {"s": {"a": "text"}}), form("2.0.0", {"s": {"b": "text"}})
    before = draft(old, {"s": {"a": "x"}})
    found = migrate(before, between([Rename(field="a", to="b")]), old, new)
    expected = attrs.evolve(before, version="2.0.0", answers={"s": {"b": "x"}})
    assert found.draft == expected
    assert before.answers == {"s": {"a": "x"}}
    assert check(new, {"s": {"b": "x"}}, on=AT.date()) == ()


def test_a_draft_of_another_version_is_refused_with_the_faults_of_the_migration() -> (
    None
):
    """Every reason, before an answer is looked at."""
    old, new = form("1.0.0", {"s": {"a": "text"}}), form("2.0.0", {"s": {"b": "text"}})
    wrong = between([Rename(field="c", to="b")])
    found = migrate(draft(new, {"s": {"b": "x"}}), wrong, old, new)
    assert codes(found) == [
        ("other-version", "version"),
        ("unknown-field", "steps[0].field"),
    ]
    other = form("1.0.0", {"s": {"a": "text"}}, id="door")
    found = migrate(draft(other, {"s": {"a": "x"}}), between(), old, new)
    assert codes(found) == [("other-questionnaire", "questionnaire_id")]
    found = migrate({}, between(start="0.9.0"), old, new)
    assert codes(found) == [("other-version", "from_version")]


def test_what_is_no_plain_data_is_misuse() -> None:
    """It cannot be the answers of a draft."""
    old, new = form("1.0.0", {"s": {"a": "text"}}), form("2.0.0", {"s": {"a": "text"}})
    with pytest.raises(InvalidValueError, match="no plain data"):
        migrate({"s": {"a": object()}}, between(), old, new)


CHAIN = [
    between([Rename(field="a", to="b")], end="1.1.0"),
    between(
        [Split(field="b", into=("c", "d"), separator=" "), Drop(field="x", reason=WHY)],
        start="1.1.0",
    ),
]
VERSIONS = Versions(
    [
        form("1.0.0", {"s": {"a": "text", "x": "text"}}),
        form("1.1.0", {"s": {"b": "text", "x": "text"}}),
        form("2.0.0", {"s": {"c": "text", "d": "text"}}),
    ]
)


def test_a_draft_goes_over_several_versions() -> None:
    """What was given up on the way is told, and the first refusal ends it."""
    way = path_between(CHAIN, "1.0.0", "2.0.0")
    first = VERSIONS.get("gate", "1.0.0")
    found = migrate_along(draft(first, {"s": {"a": "x y", "x": "z"}}), way, VERSIONS)
    assert found.draft is not None
    assert (found.draft.version, found.answers) == (
        "2.0.0",
        {"s": {"c": "x", "d": "y"}},
    )
    assert found.given_up == (GivenUp(path="s.x", reason=WHY),)
    assert found.name == "gate 1.0.0 -> 2.0.0"
    assert migrate_along({}, way, VERSIONS).answers == {}
    refused = migrate_along({"s": {"a": "x"}}, way, VERSIONS)
    assert (refused.name, codes(refused)) == (
        "gate 1.1.0 -> 2.0.0",
        [("no-split", "s.b")],
    )


def test_no_way_changes_nothing() -> None:
    """A draft of the version that is wanted stays what it is."""
    first = draft(VERSIONS.get("gate", "1.0.0"), {"s": {"a": "x"}})
    found = migrate_along(first, (), VERSIONS)
    assert (found.draft, found.answers) == (first, first.answers)
    assert migrate_along({"s": {"a": "x"}}, (), VERSIONS).answers == {"s": {"a": "x"}}


def test_a_way_with_a_gap_is_misuse() -> None:
    """One ends where the next begins, and every version is there."""
    with pytest.raises(InvalidValueError, match="let path_between put them in order"):
        migrate_along({}, reversed(CHAIN), VERSIONS)
    with pytest.raises(UnknownNameError, match="no version of gate is called"):
        migrate_along({}, CHAIN[:1], Versions([VERSIONS.get("gate", "1.0.0")]))
