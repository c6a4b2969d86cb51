"""Declared steps between versions: what they are, and what is wrong with them."""

from __future__ import annotations

from typing import Any

import pytest

from partner_success import interop
from partner_success.errors import (
    InvalidUseError,
    InvalidValueError,
    UnknownNameError,
)
from partner_success.questionnaires import (
    AnyStep,
    Drop,
    Join,
    MapChoices,
    Migration,
    Move,
    Rename,
    Split,
    migration_problems,
    path_between,
)
from tests.unit.questionnaires.migrations import between, form

pytestmark = pytest.mark.rule("QST-08")

OLD = {
    "who": {"name": "text", "mail": "email", "tier": "one:gold silver bronze"},
    "what": {"size": "whole", "ready": "yes", "tags": "many:a b c", "day": "date"},
}
WHY = "nobody used it"


def found(
    steps: list[AnyStep], new: dict[str, dict[str, str]]
) -> list[tuple[str, str]]:
    """Give path and code of every fault of steps from the old form to a new one."""
    problems = migration_problems(
        between(steps), form("1.0.0", OLD), form("2.0.0", new)
    )
    return [(problem.path, problem.code) for problem in problems]


def test_steps_that_fit_have_no_fault() -> None:
    """Every kind of step, some on a field that a step before has made."""
    steps: list[AnyStep] = [
        Rename(field="mail", to="email"),
        Split(field="name", into=("first", "last"), separator=" "),
        Rename(field="first", to="given"),
        MapChoices(field="tier", codes={"gold": "g", "silver": "g"}, reason=WHY),
        MapChoices(field="tier", codes={"bronze": "b"}),
        Move(field="tier", to_section="what", from_section="who"),
        Split(field="size", into=("size", "people")),
        MapChoices(field="tags", codes={"a": "b", "b": "a"}),
        Drop(field="day", reason=WHY),
    ]
    new = {
        "who": {"given": "text", "last": "long", "email": "text"},
        "what": {
            "tier": "one:g b",
            "size": "number",
            "people": "rating",
            "ready": "attest",
            "tags": "many:a b c d",
        },
    }
    assert found(steps, new) == []


def test_fields_that_swap_their_ids_go_by_a_third_one() -> None:
    """A name that neither version has serves on the way."""
    steps = [
        Rename(field="name", to="aside"),
        Rename(field="mail", to="name"),
        Rename(field="aside", to="mail"),
    ]
    assert found(steps, OLD | {"who": {"mail": "text", "name": "email"}}) == []


def test_a_field_that_nobody_names_is_no_fault() -> None:
    """Whether an answer to it is lost is a matter of the draft."""
    assert found([], {"who": {"name": "whole"}}) == []


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (Rename(field="nam", to="x"), ".field unknown-field, no-place"),
        (Rename(field="zzz", to="title"), ".field unknown-field"),
        (Rename(field="name", to="mail"), ".to taken"),
        (Rename(field="name", to="titel"), "no-place"),
        (Rename(field="name", to="qqq"), "no-place"),
        (Rename(field="name", to="title"), "other-section"),
        (Rename(field="size", to="title"), "wrong-kind"),
        (Rename(field="tags", to="title"), "wrong-kind"),
        (Rename(field="ready", to="title"), "wrong-kind"),
        (Move(field="name", to_section="what"), "other-section"),
        (
            Move(field="name", to_section="wat", from_section="what"),
            ".from_section other-section, .to_section unknown-section, other-section",
        ),
        (
            Move(field="zzz", to_section="zzz", from_section="zzz"),
            ".field unknown-field, .to_section unknown-section, no-place",
        ),
        (
            Split(field="size", into=("size", "mail"), separator=","),
            ".separator wrong-kind, .into[1] taken, other-section, wrong-kind",
        ),
        (
            Split(field="zzz", into=("title", "also"), separator=","),
            ".field unknown-field",
        ),
        (
            Join(fields=("size", "ready"), to="title", separator=","),
            ".fields[0] wrong-kind, .fields[1] wrong-kind",
        ),
        (Join(fields=("day", "size"), to="title"), ".fields wrong-kind"),
        (Join(fields=("zzz", "size"), to="title"), ".fields[0] unknown-field"),
        (MapChoices(field="name", codes={"a": "b"}), ".field no-choices"),
        (MapChoices(field="zzz", codes={"a": "b"}), ".field unknown-field, no-place"),
        (
            MapChoices(field="tier", codes={"glod": "gold", "zzz": "gold"}, reason=WHY),
            ".codes.glod unknown-choice, .codes.zzz unknown-choice",
        ),
        (
            MapChoices(field="tier", codes={"gold": "silver"}),
            ".reason loses-difference",
        ),
        (MapChoices(field="tier", codes={"gold": "sliver"}), ".codes unknown-choice"),
        (MapChoices(field="tier", codes={"gold": "zzz"}), ".codes unknown-choice"),
        (Drop(field="zzz", reason=WHY), ".field unknown-field"),
    ],
)
def test_a_step_that_does_not_fit(step: AnyStep, expected: str) -> None:
    """Each fault has its place in the migration and a code."""
    new = {"who": OLD["who"], "what": OLD["what"] | {"title": "text", "also": "text"}}
    faults = [f"{path} {code}" for path, code in found([step], new)]
    places = [each.strip() for each in expected.split(",")]
    places = [each if each[0] == "." else f" {each}" for each in places]
    assert sorted(faults) == sorted(f"steps[0]{each}" for each in places)


def test_a_code_that_a_later_step_maps_on_is_no_fault() -> None:
    """Only what arrives is held against the new version."""
    steps = [
        MapChoices(field="tier", codes={"gold": "first"}),
        MapChoices(field="tier", codes={"first": "top"}),
    ]
    assert found(steps, OLD | {"who": {"tier": "one:top silver bronze"}}) == []


def test_all_faults_are_told_at_once() -> None:
    """Those of every step, in their order."""
    steps = [Drop(field="zzz", reason=WHY), Rename(field="nope", to="nowhere")]
    assert [path for path, _ in found(steps, OLD)] == [
        "steps[0].field",
        "steps[1].field",
        "steps[1]",
    ]


def test_versions_that_do_not_fit_are_told_first() -> None:
    """The steps mean nothing between other versions."""
    old, new = form("1.0.0", OLD), form("3.0.0", OLD, id="door")
    problems = migration_problems(between([Drop(field="zzz", reason=WHY)]), new, old)
    assert [(each.path, each.code) for each in problems] == [
        ("questionnaire_id", "other-questionnaire"),
        ("from_version", "other-version"),
        ("to_version", "other-version"),
    ]
    problems = migration_problems(between(), old, new)
    assert [str(each) for each in problems] == [
        "questionnaire_id: this is gate, and the new questionnaire is door",
        "to_version: this is 2.0.0, and the new questionnaire is 3.0.0",
    ]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Rename(field="", to="b"), "field of Rename is a text"),
        (lambda: Rename(field="a", to=3), "to of Rename is a text, found 3"),
        (lambda: Move(field="a", to_section="b", from_section=" "), "from_section"),
        (lambda: Split(field="a", into=("b",)), "two fields or more"),
        (lambda: Split(field="a", into="bc"), "two fields or more"),
        (lambda: Split(field="a", into=("b", "b")), "each once"),
        (lambda: Split(field="a", into=("b", 1)), "two fields or more"),
        (lambda: Split(field="a", into=("b", "c"), separator=""), "separator of Split"),
        (lambda: Join(fields=("b", "c"), to="a", separator=1), "separator of Join"),
        (lambda: MapChoices(field="a", codes={}), "a new code for an old one"),
        (lambda: MapChoices(field="a", codes={"b": 1}), "a new code for an old one"),
        (lambda: MapChoices(field="a", codes={"b": "d", "c": "d"}), "give the reason"),
        (lambda: Drop(field="a", reason="  "), "reason of Drop is a text"),
        (lambda: Drop(field="a", reason="b", type="move"), "of the type 'drop', not"),
        (lambda: between(start="2.0.0"), "both are 2.0.0"),
        (lambda: between(["drop"]), "is no step"),
        (lambda: between([Rename(field="a", to="b")] * 1001), "at most 1,000 steps"),
        (lambda: between(start=""), "from_version of a migration"),
    ],
)
def test_what_is_no_step_or_migration(make: Any, message: str) -> None:
    """It is refused when it is made, and the text says what is needed."""
    with pytest.raises(InvalidValueError, match=message):
        make()


def test_the_way_back_undoes_the_last_step_first() -> None:
    """Every step that loses nothing has its inverse."""
    steps: list[AnyStep] = [
        Rename(field="a", to="b"),
        Move(field="b", to_section="y", from_section="x"),
        Split(field="b", into=("c", "d"), separator="-"),
        Join(fields=("e", "f"), to="g"),
        MapChoices(field="h", codes={"i": "j", "k": "l"}),
    ]
    back = between(steps).inverse()
    assert (back.from_version, back.to_version) == ("2.0.0", "1.0.0")
    assert back.steps == (
        MapChoices(field="h", codes={"j": "i", "l": "k"}),
        Split(field="g", into=("e", "f")),
        Join(fields=("c", "d"), to="b", separator="-"),
        Move(field="b", to_section="x", from_section="y"),
        Rename(field="b", to="a"),
    )
    assert back.inverse() == between(steps)


def test_steps_without_a_way_back_are_named() -> None:
    """A drop, a map that loses a difference, a move from nowhere."""
    migration = between(
        [
            Drop(field="a", reason=WHY),
            Rename(field="b", to="c"),
            MapChoices(field="d", codes={"e": "f"}, reason=WHY),
            Move(field="g", to_section="h"),
        ]
    )
    assert migration.one_way == ("steps[0]", "steps[2]", "steps[3]")
    with pytest.raises(InvalidUseError, match=r"undoes steps\[0\], steps\[2\], steps"):
        migration.inverse()


def test_the_shortest_way_is_taken() -> None:
    """Over several versions, and never round in a circle."""
    declared = [
        between(start="1.0.0", end="1.1.0"),
        between(start="1.1.0", end="1.0.0"),
        between(start="1.1.0", end="1.2.0"),
        between(start="1.2.0", end="2.0.0"),
        between(start="1.1.0", end="2.0.0"),
    ]
    way = path_between(declared, "1.0.0", "2.0.0")
    assert [each.name for each in way] == ["gate 1.0.0 -> 1.1.0", "gate 1.1.0 -> 2.0.0"]
    assert path_between(declared, "7.0.0", "7.0.0") == ()
    with pytest.raises(UnknownNameError, match=r"'2.0.0 -> 1.0.0'; did you mean"):
        path_between(declared, "2.0.0", "1.0.0")


def test_a_way_needs_migrations_of_one_questionnaire_each_once() -> None:
    """Otherwise nobody knows which is meant."""
    other = Migration(questionnaire_id="door", from_version="1.0.0", to_version="2.0.0")
    with pytest.raises(InvalidValueError, match="migrations of door, gate"):
        path_between([between(), other], "1.0.0", "2.0.0")
    with pytest.raises(InvalidValueError, match=r"same versions: gate 1.0.0 -> 2.0.0;"):
        path_between([between(), between()], "1.0.0", "2.0.0")


MIGRATION = """
questionnaire_id = "gate"
from_version = "1.0.0"
to_version = "2.0.0"

[[steps]]
type = "rename"
field = "a"
to = "b"

[[steps]]
type = "move"
field = "b"
to_section = "s"

[[steps]]
type = "split"
field = "c"
into = ["d", "e"]
separator = ", "

[[steps]]
type = "join"
fields = ["f", "g"]
to = "h"

[[steps]]
type = "map_choices"
field = "i"
codes = { j = "k", l = "k" }
reason = "nobody told them apart"

[[steps]]
type = "drop"
field = "m"
reason = "nobody used it"
"""


@pytest.mark.parametrize("format_", ["toml", "json", "yaml"])
def test_a_migration_is_a_document(format_: Any) -> None:
    """It is read from a file and written into every format without loss."""
    data = interop.parse_document(MIGRATION, format="toml")
    migration = interop.structure(data, Migration, subject="migration")
    assert [step.type for step in migration.steps] == [
        *("rename", "move", "split", "join", "map_choices", "drop")
    ]
    text = interop.format_document(interop.unstructure(migration), format_)
    data = interop.parse_document(text, format=format_)
    again = interop.structure(data, Migration, subject="migration")
    assert again == migration
