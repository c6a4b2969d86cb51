"""Two versions beside each other: every difference, and what it does."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
import pytest

from partner_success.core import Citation
from partner_success.core.expressions import from_data, value_from_data
from partner_success.errors import InvalidModelError, InvalidValueError
from partner_success.questionnaires import (
    AnyField,
    Case,
    Choice,
    ChoiceField,
    ChoicesField,
    Constraint,
    Criterion,
    DateField,
    Drop,
    Join,
    JudgedOtherwise,
    MapChoices,
    Move,
    NumberField,
    PassPolicy,
    Questionnaire,
    Rename,
    Section,
    Split,
    TextField,
    VersionComparison,
    WholeNumberField,
    YesNoField,
    compare,
    evaluate,
)
from tests.unit.questionnaires.migrations import asked, between, form
from tests.unit.questionnaires.test_migrating import AT

pytestmark = pytest.mark.rule("QST-08")

DAY = AT.date()


def having(
    *fields: AnyField,
    version: str = "1.0.0",
    criteria: dict[str, dict[str, Any]] | None = None,
    **more: Any,
) -> Questionnaire:
    """Give a questionnaire of one section."""
    rules = [
        Criterion(id=id_, condition=from_data(rule), message=f"{id_} is not met.")
        for id_, rule in (criteria or {}).items()
    ]
    section = Section(id="s", title="S", fields=fields, criteria=rules)
    given = {"id": "gate", "title": "Gate", "sections": [section]} | more
    return Questionnaire(version=version, **given)


def lines(old: Questionnaire, new: Questionnaire, *steps: Any) -> list[str]:
    """Give every difference as a line with the number that it raises."""
    new = attrs.evolve(new, version="2.0.0")
    migration = between(steps) if steps else None
    found = compare(old, new, migration)
    return [f"{each} [{each.part}]" for each in found.differences]


def one_line(before: AnyField, after: AnyField) -> str:
    """Give the one difference between two fields."""
    (line,) = lines(having(before), having(after))
    return line


def otherwise(
    old: Questionnaire, new: Questionnaire, *steps: Any
) -> tuple[JudgedOtherwise, ...]:
    """Give what judges otherwise, its example judged by both versions again."""
    new = attrs.evolve(new, version="2.0.0")
    found = compare(old, new, between(steps) if steps else None).judged_otherwise
    for each in found:
        if each.example is not None and not steps:
            criteria = (held(old, each), held(new, each))
            assert criteria == (each.held_before, each.held_after)
    return found


def held(questionnaire: Questionnaire, judged: JudgedOtherwise) -> bool | None:
    """Say what a version says of an example."""
    assert judged.example is not None
    result = evaluate(questionnaire, judged.example, on=judged.on)
    if not judged.criterion_id:
        return bool(result.qualified)
    (section,) = result.sections
    if any(each.criterion.id == judged.criterion_id for each in section.failed):
        return False
    opened = [each.criterion.id for each in section.open]
    return None if judged.criterion_id in opened else True


def test_the_same_has_no_difference() -> None:
    """Nothing is suggested, and any version is high enough."""
    same = having(asked("a", "text"), criteria={"c": {"field": "a", "equals": "x"}})
    found = compare(same, same)
    assert (found.differences, found.judged_otherwise, found.unplaced) == ((), (), ())
    assert (found.suggested_version, found.rises_enough) == ("1.0.0", True)
    assert str(found) == "gate 1.0.0 -> 1.0.0: no differences"


A = {"id": "a", "label": "A"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (TextField(**A), TextField(id="a", label="B"), "s.a: label 'A' -> 'B' [3]"),
        (TextField(**A), TextField(**A, help="H"), "s.a: help none -> 'H' [3]"),
        (
            TextField(**A),
            TextField(**A, citations=(Citation("DECK", "p"),)),
            "s.a: citations none -> DECK: p [3]",
        ),
        (TextField(**A), TextField(**A, required=True), "s.a: required no -> yes [2]"),
        (
            TextField(**A),
            TextField(**A, most_characters=20),
            "s.a: most characters 1,000 -> 20 [1]",
        ),
        (
            TextField(**A),
            TextField(**A, most_characters=2000),
            "s.a: most characters 1,000 -> 2,000 [2]",
        ),
        (TextField(**A), TextField(**A, pattern="x+"), "s.a: pattern none -> 'x+' [1]"),
        (TextField(**A, pattern="x+"), TextField(**A), "s.a: pattern 'x+' -> none [2]"),
        (
            NumberField(**A, unit="USD", at_least=Decimal("1.50")),
            NumberField(**A, unit="USD", at_least=Decimal(1)),
            "s.a: at least 1.50 -> 1 [2]",
        ),
        (
            NumberField(**A, unit="USD", at_least=Decimal(1)),
            NumberField(**A, unit="USD", at_least=Decimal(2)),
            "s.a: at least 1 -> 2 [1]",
        ),
        (
            NumberField(**A, unit="USD"),
            NumberField(**A, unit="EUR"),
            "s.a: unit 'USD' -> 'EUR' [1]",
        ),
        (
            DateField(**A, latest_days=0),
            DateField(**A, latest_days=3),
            "s.a: latest days 0 -> 3 [2]",
        ),
        (
            DateField(**A),
            DateField(**A, latest=DAY),
            "s.a: latest none -> 2026-03-02 [1]",
        ),
        (
            YesNoField(**A),
            YesNoField(**A, words=("Y", "N")),
            "s.a: words none -> Y; N [2]",
        ),
        (
            YesNoField(**A, words=("Y", "N")),
            YesNoField(**A, words=("J", "N")),
            "s.a: words Y; N -> J; N [1]",
        ),
        (asked("a", "text"), asked("a", "long"), None),
        (
            asked("a", "yes"),
            YesNoField(**A, computed=from_data({"known": "submitted_on"})),
            "s.a: computed none -> submitted on is known [1]",
        ),
        (
            asked("a", "yes"),
            attrs.evolve(
                asked("a", "yes"), visible_when=from_data({"known": "submitted_on"})
            ),
            "s.a: visible when none -> submitted on is known [1]",
        ),
        (asked("a", "one:x"), asked("a", "one:x y"), "s.a.choices.y: added [2]"),
        (asked("a", "one:x y"), asked("a", "one:x"), "s.a.choices.y: removed [1]"),
        (
            asked("a", "many:x y"),
            asked("a", "many:y x"),
            "s.a: reordered x, y -> y, x [3]",
        ),
        (
            ChoiceField(**A, choices=[Choice(id="x", label="X")]),
            ChoiceField(**A, choices=[Choice(id="x", label="Y")]),
            "s.a.choices.x: label 'X' -> 'Y' [3]",
        ),
    ],
)
def test_a_difference_of_a_field(
    before: AnyField, after: AnyField, expected: str | None
) -> None:
    """It has its place, what was and what is, and the number that it raises."""
    if expected is None:
        assert lines(having(before), having(after)) == [
            "s.a: type 'text' -> 'long_text' [1]",
            "s.a: most characters 1,000 -> 10,000 [2]",
        ]
    else:
        assert one_line(before, after) == expected


def test_differences_of_constraints() -> None:
    """Added, removed, with another condition, worded anew."""

    def constrained(*rules: tuple[str, Any, str]) -> Questionnaire:
        found = tuple(
            Constraint(id=id_, condition=from_data(rule), message=message)
            for id_, rule, message in rules
        )
        return having(attrs.evolve(asked("a", "whole"), constraints=found))

    low, high = {"field": "a", "at_least": 1}, {"field": "a", "at_most": 9}
    old = constrained(("one", low, "M"), ("two", low, "M"), ("three", low, "M"))
    new = constrained(("one", high, "M"), ("three", low, "N"), ("four", high, "M"))
    assert lines(old, new) == [
        "s.a.constraints.one: condition a is at least 1 -> a is at most 9 [1]",
        "s.a.constraints.three: message 'M' -> 'N' [3]",
        "s.a.constraints.four: added a is at most 9 [1]",
        "s.a.constraints.two: removed a is at least 1 [2]",
    ]


def test_differences_of_computed_choices() -> None:
    """Cases are told in words."""
    case = Case(choice="x", when=from_data({"field": "b", "equals": True}))
    field = ChoiceField(**A, choices=[Choice(id="x", label="X")], computed=(case,))
    old = having(asked("b", "yes"), field)
    new = having(asked("b", "yes"), attrs.evolve(field, computed=()))
    assert lines(old, new) == ["s.a: computed x when b is yes -> none [2]"]


def test_differences_of_sections_and_fields() -> None:
    """Added, removed, moved, in another order; a removed section takes its fields."""
    old = form(
        "1.0.0", {"s": {"a": "text", "b": "text", "c": "text"}, "t": {"d": "text"}}
    )
    new = form(
        "2.0.0", {"u": {"e": "text"}, "s": {"b": "text", "a": "text", "d": "text"}}
    )
    assert lines(old, new) == [
        "sections.t: removed [1]",
        "sections.u: added [2]",
        "s.c: removed [1]",
        "t.d: moved t -> s [1]",
        "u.e: added [2]",
        "sections.s: reordered a, b -> b, a [3]",
    ]
    swapped = form(
        "2.0.0", {"t": {"d": "text"}, "s": {"a": "text", "b": "text", "c": "text"}}
    )
    assert lines(old, swapped) == ["sections: reordered s, t -> t, s [3]"]
    found = compare(old, new)
    assert found.unplaced == ("s.c", "t.d")


def test_differences_of_the_whole() -> None:
    """Titles, roles, translations, how many sections must pass."""
    rule = {"c": {"field": "a", "equals": "x"}}
    old = having(
        asked("a", "text"),
        criteria=rule,
        completed_by=("PSM",),
        translations={
            "de": {"title": "Tor", "fields.a.label": "Aa"},
            "fr": {"title": "P"},
        },
    )
    section = old.sections["s"]
    reviewed = attrs.evolve(section, id="t", fields=[asked("b", "text")], criteria=())
    policy = PassPolicy(at_least=1, citations=(Citation("DECK"),))
    new = attrs.evolve(
        old,
        title="Door",
        completed_by=("PSM", "CSM"),
        sections=[
            attrs.evolve(section, title="T", citations=(Citation("DECK"),)),
            attrs.evolve(reviewed, reviewed=True),
        ],
        pass_policy=policy,
        translations={"de": {"title": "Tür", "sections.t.title": "T"}},
    )
    assert lines(old, new) == [
        "questionnaire: title 'Gate' -> 'Door' [3]",
        "questionnaire: completed by PSM -> PSM; CSM [2]",
        "sections.t: added [2]",
        "sections.s: title 'S' -> 'T' [3]",
        "sections.s: citations none -> DECK [3]",
        "t.b: added [2]",
        "pass_policy: at least sections none -> '1 of 2' [2]",
        "pass_policy: citations none -> DECK [3]",
        "translations.de.title: 'Tor' -> 'Tür' [3]",
        "translations.de.fields.a.label: removed 'Aa' [3]",
        "translations.fr.title: removed 'P' [3]",
        "translations.de.sections.t.title: added 'T' [3]",
    ]
    every = attrs.evolve(new, pass_policy=attrs.evolve(policy, at_least=None))
    assert lines(new, every) == [
        "pass_policy: at least sections '1 of 2' -> '2 of 2' [2]"
    ]


def test_differences_of_criteria() -> None:
    """Added, removed, moved, with another condition, worded anew."""
    low, high = {"field": "a", "at_least": 1}, {"field": "a", "at_most": 9}
    fields = [asked("a", "whole")]
    old = having(*fields, criteria={"one": low, "two": low, "three": low, "four": low})
    new = having(*fields, criteria={"one": high, "three": low, "five": high})
    rules = new.sections["s"].criteria
    worded = attrs.evolve(rules["three"], message="N")
    changed = attrs.evolve(
        new.sections["s"], criteria=[rules["one"], worded, rules["five"]]
    )
    home = Section(
        id="t",
        title="T",
        fields=[asked("b", "text")],
        criteria=[old.sections["s"].criteria["four"]],
    )
    new = attrs.evolve(new, sections=[changed, home])
    assert lines(old, new)[2:] == [
        "criteria.one: condition a is at least 1 -> a is at most 9 [2]",
        "criteria.two: removed a is at least 1 [2]",
        "criteria.three: message 'three is not met.' -> 'N' [3]",
        "criteria.four: moved s -> t [2]",
        "criteria.five: added a is at most 9 [2]",
    ]


def test_a_migration_tells_what_became_of_fields() -> None:
    """Renamed and moved ones are followed, also into conditions; codes as well."""
    tier, more = asked("tier", "one:gold silver"), asked("more", "text")
    old = having(
        *(asked("a", "whole"), asked("b", "text"), tier, asked("c", "text"), more),
        asked("d", "text"),
        asked("e", "text"),
        criteria={"one": {"field": "a", "at_least": 1}},
        pass_policy=PassPolicy(qualifies_when=from_data({"field": "a", "at_least": 9})),
    )
    section = Section(
        id="t",
        title="T",
        fields=[
            *(asked("people", "whole"), asked("level", "one:tier_1 silver")),
            *(asked("b1", "text"), asked("b2", "text"), asked("de", "text")),
        ],
        criteria=[
            Criterion(
                id="one",
                condition=from_data({"field": "people", "at_least": 1}),
                message="one is not met.",
            )
        ],
    )
    new = Questionnaire(
        id="gate",
        version="2.0.0",
        title="Gate",
        sections=[section],
        pass_policy=PassPolicy(
            qualifies_when=from_data({"field": "people", "at_least": 9})
        ),
    )
    steps = [
        Rename(field="a", to="people"),
        Move(field="people", to_section="t"),
        Split(field="b", into=("b1", "b2"), separator="-"),
        Move(field="b1", to_section="t"),
        Move(field="b2", to_section="t"),
        MapChoices(field="tier", codes={"gold": "first"}),
        Rename(field="tier", to="level"),
        MapChoices(field="level", codes={"first": "tier_1"}),
        Move(field="level", to_section="t"),
        Drop(field="c", reason="nobody used it"),
        Join(fields=("d", "e"), to="de"),
        Move(field="de", to_section="t"),
    ]
    found = compare(old, new, between(steps))
    assert [str(each) for each in found.differences] == [
        "sections.s: removed",
        "sections.t: added",
        "s.a: renamed a -> people",
        "s.a: moved s -> t",
        "t.people: label 'A' -> 'People'",
        "s.b: removed split into b1, b2",
        "s.tier: renamed tier -> level",
        "s.tier: moved s -> t",
        "t.level: label 'Tier' -> 'Level'",
        "t.level.choices.gold: renamed gold -> tier_1",
        "t.level.choices.tier_1: label 'GOLD' -> 'TIER_1'",
        "s.c: removed dropped: nobody used it",
        "s.more: removed",
        "s.d: removed joined into de",
        "s.e: removed joined into de",
        "t.b1: added",
        "t.b2: added",
        "t.de: added",
        "criteria.one: moved s -> t",
    ]
    assert found.judged_otherwise == ()
    assert found.unplaced == ("s.more",)
    assert found.suggested_version == "2.0.0"


def test_what_has_no_place_is_told() -> None:
    """Fields of another kind, choices that are gone; what is computed is no answer."""
    computed = attrs.evolve(
        asked("d", "whole"), computed=value_from_data({"field": "a"})
    )
    old = having(
        asked("a", "whole"), asked("b", "one:x y z"), asked("c", "one:x"), computed
    )
    new = having(asked("a", "text"), asked("b", "one:x"), asked("c", "one:x y"))
    assert compare(old, attrs.evolve(new, version="2.0.0")).unplaced == (
        "s.a",
        "s.b.choices.y",
        "s.b.choices.z",
    )


SIGNED = [asked("signed", "yes"), asked("people", "whole"), asked("day", "date")]
SIGNED += [asked("tier", "one:gold silver"), asked("tags", "many:x y z")]
SIGNED += [asked("name", "text"), asked("rate", "rating"), asked("mail", "email")]
SIGNED += [asked("amount", "number"), asked("sure", "attest")]


@pytest.mark.parametrize(
    ("before", "after", "example", "verdicts"),
    [
        (
            {"field": "people", "at_least": 3},
            {"field": "people", "at_least": 4},
            {"people": 3},
            (True, False),
        ),
        (
            {"field": "people", "at_least": 3},
            {"field": "people", "greater_than": 3},
            {"people": 3},
            (True, False),
        ),
        (
            {"field": "signed", "equals": True},
            {"field": "signed", "equals": False},
            {"signed": True},
            (True, False),
        ),
        (
            {"field": "tier", "equals": "gold"},
            {"field": "tier", "one_of": ["gold", "silver"]},
            {"tier": "silver"},
            (False, True),
        ),
        (
            {"field": "tags", "contains": "x"},
            {
                "all": [
                    {"field": "tags", "contains": "x"},
                    {"field": "tags", "contains": "y"},
                ]
            },
            {"tags": ("x",)},
            (True, False),
        ),
        (
            {
                "days_between": [{"field": "day"}, {"field": "submitted_on"}],
                "at_most": 30,
            },
            {
                "days_between": [{"field": "day"}, {"field": "submitted_on"}],
                "at_most": 31,
            },
            None,
            (False, True),
        ),
        (
            {"field": "day", "at_most": {"date": "2027-06-01"}},
            {"field": "day", "less_than": {"date": "2027-06-01"}},
            {"day": "2027-06-01"},
            (True, False),
        ),
        (
            {"field": "name", "equals": "x"},
            {"field": "name", "equals": "y"},
            {"name": "x"},
            (True, False),
        ),
        (
            {"field": "rate", "at_least": 4},
            {"field": "rate", "at_least": 5},
            {"rate": 4},
            (True, False),
        ),
        (
            {"field": "mail", "equals": "a@b.de"},
            {"field": "mail", "not_equals": "a@b.de"},
            {"mail": "a@b.de"},
            (True, False),
        ),
        (
            {"field": "amount", "at_least": 2.5},
            {"field": "amount", "at_least": 2.6},
            {"amount": Decimal("2.5")},
            (True, False),
        ),
        ({"known": "sure"}, {"field": "sure", "equals": True}, {}, (False, None)),
        ({"known": "name"}, {"not": {"known": "name"}}, {"name": "x"}, (True, False)),
    ],
)
def test_answers_that_are_judged_otherwise(
    before: dict[str, Any],
    after: dict[str, Any],
    example: dict[str, Any] | None,
    verdicts: tuple[bool | None, bool | None],
) -> None:
    """They are found around the constants, and both versions judge them as is said."""
    old = having(*SIGNED, criteria={"c": before})
    (found,) = otherwise(old, having(*SIGNED, criteria={"c": after}))
    assert (found.held_before, found.held_after) == verdicts
    assert found.before == str(from_data(before))
    assert found.after == str(from_data(after))
    if example is not None:
        assert found.example == ({"s": example} if example else {})


def test_conditions_that_mean_the_same_judge_the_same() -> None:
    """Though they are written otherwise; the difference is told, and no more."""
    before = {"not": {"field": "people", "less_than": 3}}
    old = having(*SIGNED, criteria={"c": before})
    new = having(*SIGNED, criteria={"c": {"field": "people", "at_least": 3}})
    assert otherwise(old, new) == ()
    assert len(lines(old, new)) == 1


def test_a_criterion_that_lost_one_of_many_parts() -> None:
    """It is found although all answers together are too many to be tried."""
    fields = [asked(f"f{place}", "whole") for place in range(12)]
    parts = [{"field": each.id, "at_least": 10} for each in fields]
    old = having(*fields, criteria={"c": {"all": parts}})
    new = having(*fields, criteria={"c": {"all": parts[:-1]}})
    (found,) = otherwise(old, new)
    assert (found.held_before, found.held_after) == (False, True)
    assert found.example is not None
    assert found.example["s"]["f11"] < 10
    (found,) = otherwise(new, old)
    assert (found.held_before, found.held_after) == (True, False)
    again = having(*fields, criteria={"c": {"all": [*parts[1:], parts[0]]}})
    (unsure,) = otherwise(old, again)
    assert unsure.example is None
    assert str(unsure) == (
        "criteria.c: may judge otherwise; no answers were found that show it"
    )


def test_many_answers_are_tried_near_the_telling_ones() -> None:
    """Where nothing differs there, nothing is claimed."""
    fields = [asked(f"f{place}", "yes") for place in range(8)]
    parts = [{"field": each.id, "equals": True} for each in fields]
    old = having(*fields, criteria={"c": {"all": parts}})
    new = having(*fields, criteria={"c": {"all": parts[::-1]}})
    (found,) = otherwise(old, new)
    assert found.example is None


def test_days_at_the_end_of_time() -> None:
    """Constants beyond the calendar are left out of what is tried."""
    span = [{"field": "submitted_on"}, {"field": "day"}]
    rules = [
        {"days_between": span, "at_most": 200_000},
        {"field": "day", "less_than": {"date": "9999-12-31"}},
    ]
    fields = [asked("day", "date")]
    old = having(*fields, criteria={"c": {"all": rules}})
    new = having(*fields, criteria={"c": {"all": rules[:1]}})
    assert otherwise(old, new) == ()


def test_a_criterion_on_a_field_that_means_something_else() -> None:
    """Another formula, another condition to be asked, another unit."""
    share = {"share": [{"field": "a"}, {"field": "b"}]}
    computed = NumberField(
        id="c", label="C", unit="%", decimal_places=0, computed=value_from_data(share)
    )
    turned = {"share": [{"field": "b"}, {"field": "a"}]}
    other = attrs.evolve(computed, computed=value_from_data(turned))
    rule = {"c": {"field": "c", "at_least": 50}}
    given = [asked("a", "whole"), asked("b", "whole")]
    (found,) = otherwise(
        having(*given, computed, criteria=rule), having(*given, other, criteria=rule)
    )
    assert found.before == found.after == "c is at least 50"
    assert {found.held_before, found.held_after} == {True, False}

    hidden = attrs.evolve(
        asked("b", "whole"), visible_when=from_data({"field": "a", "at_least": 1})
    )
    rule = {"c": {"field": "b", "at_least": 1}}
    (found,) = otherwise(
        having(*given, criteria=rule), having(given[0], hidden, criteria=rule)
    )
    assert (found.held_before, found.held_after) == (True, None)
    assert str(found).endswith("it was met, now open")

    amount = asked("b", "number")
    euros = attrs.evolve(amount, unit="EUR")
    (found,) = otherwise(having(amount, criteria=rule), having(euros, criteria=rule))
    assert found.example is None
    worded = attrs.evolve(amount, label="How much?")
    assert otherwise(having(amount, criteria=rule), having(worded, criteria=rule)) == ()
    same = attrs.evolve(
        hidden, visible_when=from_data({"not": {"field": "a", "less_than": 1}})
    )
    assert (
        otherwise(
            having(given[0], hidden, criteria=rule),
            having(given[0], same, criteria=rule),
        )
        == ()
    )


def test_a_criterion_on_a_field_of_another_kind() -> None:
    """Each version is tried with its own answers."""
    old = having(asked("a", "whole"), criteria={"c": {"field": "a", "at_least": 1}})
    text = TextField(**A, most_characters=1)
    new = having(text, criteria={"c": {"field": "a", "equals": "x"}})
    (found,) = compare(old, attrs.evolve(new, version="2.0.0")).judged_otherwise
    assert {found.held_before, found.held_after} == {True, False}


def test_a_criterion_on_a_field_that_is_gone() -> None:
    """The example names it in the section where it stood."""
    old = having(
        asked("a", "yes"),
        asked("b", "yes"),
        criteria={"c": {"field": "a", "equals": True}},
    )
    new = having(asked("b", "yes"), criteria={"c": {"field": "b", "equals": True}})
    dropped = Drop(field="a", reason="nobody used it")
    (found,) = otherwise(old, new, dropped)
    assert found.example == {"s": {"a": True, "b": False}}
    assert str(found) == "criteria.c: with b no, a yes it was met, now not met" or (
        str(found) == "criteria.c: with a yes, b no it was met, now not met"
    )


def test_mapped_codes_are_tried_as_what_they_became() -> None:
    """A criterion that asks for the new code judges the same; any other does not."""
    step = MapChoices(field="tier", codes={"gold": "tier_1"})
    many = MapChoices(field="tags", codes={"x": "w"})
    old_fields = [asked("tier", "one:gold silver"), asked("tags", "many:x y")]
    new_fields = [asked("tier", "one:tier_1 silver"), asked("tags", "many:w y")]
    old_rule = {
        "all": [{"field": "tier", "equals": "gold"}, {"field": "tags", "contains": "x"}]
    }
    new_rule = {
        "all": [
            {"field": "tier", "equals": "tier_1"},
            {"field": "tags", "contains": "w"},
        ]
    }
    old = having(*old_fields, criteria={"c": old_rule})
    assert (
        otherwise(old, having(*new_fields, criteria={"c": new_rule}), step, many) == ()
    )
    wrong = {
        "all": [
            {"field": "tier", "equals": "silver"},
            {"field": "tags", "contains": "w"},
        ]
    }
    (found,) = otherwise(old, having(*new_fields, criteria={"c": wrong}), step, many)
    assert found.example == {"s": {"tier": "tier_1", "tags": ("w",)}}
    assert "tier tier_1, tags w it was met, now not met" in str(found)


def test_a_qualification_rule_that_decides_otherwise() -> None:
    """Changed, added or taken away."""

    def qualifying(count: int | None) -> Questionnaire:
        rule = None if count is None else from_data({"field": "a", "at_least": count})
        return having(
            asked("a", "whole"),
            criteria={"c": {"known": "a"}},
            pass_policy=PassPolicy(qualifies_when=rule),
        )

    (found,) = otherwise(qualifying(3), qualifying(4))
    assert (found.criterion_id, found.example) == ("", {"s": {"a": 3}})
    assert str(found) == "pass_policy: with a 3 it was met, now not met"
    (found,) = otherwise(qualifying(None), qualifying(4))
    assert (found.before, found.held_before, found.held_after) == (None, False, True)
    (found,) = otherwise(qualifying(4), qualifying(None))
    assert (found.after, found.held_before, found.held_after) == (None, True, False)
    assert lines(qualifying(4), qualifying(None)) == [
        "pass_policy: qualifies when a is at least 4 -> none [2]"
    ]


@pytest.mark.parametrize(
    ("new", "suggested"),
    [
        (having(asked("a", "whole"), title="Door"), "1.4.8"),
        (having(asked("a", "whole"), asked("b", "text")), "1.5.0"),
        (having(asked("b", "text")), "2.0.0"),
    ],
)
def test_which_part_of_the_version_should_have_risen(
    new: Questionnaire, suggested: str
) -> None:
    """The first for what is lost, the second for what is added, the third for words."""
    old = having(asked("a", "whole"), version="1.4.7")
    found = compare(old, attrs.evolve(new, version="1.4.7"))
    assert (found.suggested_version, found.rises_enough) == (suggested, False)
    enough = compare(old, attrs.evolve(new, version=suggested))
    assert enough.rises_enough


def test_a_comparison_explains_itself() -> None:
    """Differences, judgements, drafts, the version, each a line."""
    old = having(
        asked("a", "yes"),
        asked("b", "yes"),
        criteria={"c": {"field": "a", "equals": True}},
    )
    new = having(
        asked("a", "yes"),
        criteria={"c": {"field": "a", "equals": False}},
        version="1.0.1",
    )
    found: VersionComparison = compare(old, new)
    assert str(found.explain()).splitlines() == [
        "gate 1.0.0 -> 1.0.1: 2 differences",
        "s.b: removed",
        "criteria.c: condition a is yes -> a is no",
        "criteria.c: with a yes it was met, now not met",
        "s.b: a draft with this answer cannot be migrated; declare a step",
        "the version should be 2.0.0 or higher, by what changed",
    ]
    with_none = JudgedOtherwise(
        criterion_id="c",
        before="x",
        after="y",
        example=compare(old, old).judged_otherwise or {},
    )
    assert "with no answers it was open" in str(with_none)


def test_what_cannot_be_compared() -> None:
    """Two questionnaires, or a migration that does not fit."""
    old, new = having(asked("a", "yes")), having(asked("b", "yes"), version="2.0.0")
    with pytest.raises(InvalidValueError, match="these are of gate and of door"):
        compare(old, attrs.evolve(new, id="door"))
    with pytest.raises(InvalidModelError, match=r"steps\[0\].field: at this step no"):
        compare(old, new, between([Rename(field="zzz", to="b")]))


@pytest.mark.parametrize(("least", "example"), [(2, ("x", "z")), (3, ("x", "z", "w"))])
def test_a_list_of_choices_with_a_least_number(
    least: int, example: tuple[str, ...]
) -> None:
    """What is not allowed is not tried; what no condition names fills a list up."""
    field = ChoicesField(
        id="a",
        label="A",
        choices=[Choice(id=each, label=each) for each in "xyzw"],
        at_least=least,
    )
    old = having(field, criteria={"c": {"field": "a", "contains": "x"}})
    new = having(field, criteria={"c": {"field": "a", "contains": "y"}})
    (found,) = otherwise(old, new)
    assert found.example == {"s": {"a": example}}
    whole = WholeNumberField(id="b", label="B", at_least=5)
    old = having(whole, criteria={"c": {"field": "b", "at_least": 1}})
    new = having(whole, criteria={"c": {"field": "b", "at_least": 5}})
    assert otherwise(old, new) == ()


def equal_to_any(values: list[Any]) -> dict[str, Any]:
    """Give a condition with a part for each value."""
    return {"any": [{"field": "a", "equals": value} for value in values]}


def contains_all(codes: str) -> dict[str, Any]:
    """Give a condition with a part for each code."""
    return {"all": [{"field": "a", "contains": code} for code in codes]}


CODES = [f"c{number}" for number in range(90)]


@pytest.mark.parametrize(
    ("kind", "before", "after", "example"),
    [
        (
            "whole",
            equal_to_any([*range(10, 500, 10)]),
            equal_to_any([*range(10, 510, 10)]),
            500,
        ),
        ("text", equal_to_any(CODES[:-1]), equal_to_any(CODES), "c89"),
        (
            f"one:{' '.join(CODES)}",
            {"field": "a", "one_of": CODES[:-2]},
            {"field": "a", "one_of": CODES[:-1]},
            "c88",
        ),
        ("many:x y z", contains_all("xy"), contains_all("xyz"), ("x", "y")),
        (
            "number",
            {
                "all": [
                    {"field": "a", "greater_than": 0.25},
                    {"field": "a", "less_than": 0.3},
                ]
            },
            {"all": [{"not": {"known": "a"}}, {"known": "a"}]},
            Decimal("0.251"),
        ),
    ],
)
def test_what_differs_among_many_constants_is_found(
    kind: str, before: dict[str, Any], after: dict[str, Any], example: object
) -> None:
    """Constants that one version alone names are tried first, lists in every part."""
    old = having(asked("a", kind), criteria={"c": before})
    new = having(asked("a", kind), criteria={"c": after})
    for pair in ((old, new), (new, old)):
        (found,) = otherwise(*pair)
        assert found.example == {"s": {"a": example}}


@pytest.mark.parametrize(
    ("places", "said"), [(1, []), (2, ["0.26"]), (3, ["0.269"]), (None, ["0.269"])]
)
def test_numbers_between_two_constants_are_tried(
    places: int | None, said: list[str]
) -> None:
    """As close to a constant as the field allows."""
    field = NumberField(id="a", label="A", unit="%", decimal_places=places)
    above = {"field": "a", "greater_than": 0.25}
    old = having(
        field, criteria={"c": {"all": [above, {"field": "a", "less_than": 0.27}]}}
    )
    new = having(
        field, criteria={"c": {"all": [above, {"field": "a", "at_most": 0.25}]}}
    )
    examples = [each.example for each in otherwise(old, new)]
    assert examples == [{"s": {"a": Decimal(each)}} for each in said]


def test_what_was_not_tried_is_left_open() -> None:
    """A rule with more constants than are tried, in another order, may differ."""
    old = having(asked("a", "text"), criteria={"c": equal_to_any(CODES)})
    new = having(asked("a", "text"), criteria={"c": equal_to_any(CODES[::-1])})
    (found,) = otherwise(old, new)
    assert found.example is None
    few, turned = equal_to_any(CODES[:20]), equal_to_any(CODES[19::-1])
    old = having(asked("a", "text"), criteria={"c": few})
    assert otherwise(old, having(asked("a", "text"), criteria={"c": turned})) == ()
