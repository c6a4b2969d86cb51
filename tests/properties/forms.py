"""Questionnaires and answers to them, right and wrong, for the tests of forms.

The strategies of `partner_success.testing` plant a fault where nothing else rests on
it. Here anything may stand anywhere, also where conditions ask for it, the constant may
stand on the left, and a condition may hold always or never.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import attrs
from hypothesis import strategies as st

from partner_success.core import expressions as ex
from partner_success.questionnaires import (
    AnyField,
    AttestationField,
    Case,
    Choice,
    ChoiceField,
    ChoicesField,
    Constraint,
    DateField,
    EmailField,
    LongTextField,
    NumberField,
    Questionnaire,
    RatingField,
    Section,
    TextField,
    WholeNumberField,
    YesNoField,
)

DAY = date(2026, 3, 2)
"""The day on which answers are checked."""

CODES = ("ant", "bee", "cat", "dog")
WORDS = ("Yes", "No, (not) yet.*")
STRANGE = (
    *("", " ", "\t", "a\n", "a\nb", "\u0085", "\ufeff", "\u2028x", "\ud83d", "\x1c"),
    *(
        "x" * 25,
        "😀" * 20,
        "Yes",
        "No",
        "ant",
        "2026-02-29",
        "2028-02-29",
        "0000-01-01",
    ),
    *("2026-03-02\n", "2026-3-2", "٢026-03-02", "ada@example.com", "ada@localhost"),
    *(None, True, False, 0, 1, -1, 3.0, 3.5, 0.1, 10**15, 10**15 + 1, 1e300, -0.0),
    *([], ["ant"], ["ant", "ant"], ["ant", "cow"], [1], list(CODES), {}, {"ant": 1}),
)
_days = st.dates(DAY - timedelta(40), DAY + timedelta(40)) | st.dates()
_few = st.integers(-3, 6)
_tenths = st.integers(-30, 60).map(lambda count: Decimal(count) / 10)


def _bounds(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, Any]]:
    """Give a lower and an upper limit, either of which may be absent."""
    pairs = st.tuples(values, values).map(sorted)
    return pairs.flatmap(
        lambda pair: st.tuples(
            st.sampled_from([None, pair[0]]), st.sampled_from([None, pair[1]])
        )
    )


@st.composite
def fields(draw: st.DrawFn, id: str, *, plain: bool) -> AnyField:
    """Draw a field of any kind; a plain one leaves nothing to the check."""
    common: dict[str, Any] = {
        "id": id,
        "label": draw(st.sampled_from(["What?", "Wie viel? (€)"])),
        "help": draw(st.sampled_from(["", "Ask a colleague."])),
        "required": draw(st.booleans()),
    }
    kind = draw(st.sampled_from(_KINDS))
    return draw(kind(common, plain))


def _text(common: dict[str, Any], plain: bool) -> st.SearchStrategy[AnyField]:
    sizes = st.tuples(st.integers(1, 4), st.integers(4, 20))
    patterns = st.sampled_from([None, None, "[A-Z]{2}-[0-9]+", "ant|bee"])
    return st.builds(
        lambda size, pattern: TextField(
            **common,
            least_characters=size[0],
            most_characters=size[1],
            pattern=pattern,
            placeholder="AB-1",
        ),
        sizes,
        patterns,
    )


def _day(common: dict[str, Any], plain: bool) -> st.SearchStrategy[AnyField]:
    beside = st.just((None, None)) if plain else _bounds(_few)
    return st.builds(
        lambda days, near: DateField(
            **common,
            earliest=days[0],
            latest=days[1],
            earliest_days=near[0],
            latest_days=near[1],
        ),
        _bounds(_days),
        beside,
    )


def _whole(common: dict[str, Any], plain: bool) -> st.SearchStrategy[AnyField]:
    return _bounds(_few).map(
        lambda limits: WholeNumberField(
            **common, at_least=limits[0], at_most=limits[1], unit="people"
        )
    )


def _number(common: dict[str, Any], plain: bool) -> st.SearchStrategy[AnyField]:
    places = st.sampled_from([None, 0] if plain else [None, 0, 1])
    return st.builds(
        lambda limits, digits: NumberField(
            **common,
            unit="%",
            at_least=limits[0],
            at_most=limits[1],
            decimal_places=digits,
        ),
        _bounds(_few.map(Decimal)),
        places,
    )


def _choices(common: dict[str, Any], plain: bool) -> st.SearchStrategy[AnyField]:
    limits = st.tuples(st.sampled_from([None, 1, 2]), st.sampled_from([None, 2, 3, 4]))
    return limits.map(
        lambda found: ChoicesField(
            **common, choices=_catalogue(), at_least=found[0], at_most=found[1]
        )
    )


def _catalogue() -> list[Choice]:
    return [Choice(id=code, label=code.title()) for code in CODES]


_KINDS: Any = (
    _text,
    lambda common, plain: st.just(LongTextField(**common, most_characters=20)),
    lambda common, plain: st.just(EmailField(**common)),
    _day,
    _whole,
    _number,
    lambda common, plain: st.sampled_from([None, WORDS]).map(
        lambda words: YesNoField(**common, words=words)
    ),
    lambda common, plain: st.just(ChoiceField(**common, choices=_catalogue())),
    _choices,
    lambda common, plain: st.just(RatingField(**common)),
    lambda common, plain: st.just(AttestationField(**common, statement="So it is.")),
)


@st.composite
def conditions(
    draw: st.DrawFn, among: tuple[AnyField, ...], *, plain: bool, depth: int = 2
) -> ex.Condition:
    """Draw a condition on some fields."""
    deeper = conditions(among, plain=plain, depth=depth - 1)
    shape = draw(st.integers(0, 9)) if depth else 9
    if shape == 0:
        return ex.Not(draw(deeper))
    if shape < 4:
        parts = draw(st.lists(deeper, min_size=1, max_size=4))
        if shape == 3:
            return ex.AtLeast(draw(st.integers(1, len(parts))), parts)
        return (ex.All if shape == 1 else ex.Any)(parts)
    if shape == 4 and not plain:
        left = ex.DaysBetween(ex.Field("submitted_on"), ex.Literal(DAY))
        return ex.Compare(left, "at_least", ex.Literal(0))
    if not among or shape == 5:
        return ex.Compare(ex.Literal(1), "equals", ex.Literal(draw(st.integers(0, 1))))
    field = draw(st.sampled_from(among))
    same = [each for each in among if each.kind is field.kind and each is not field]
    if same and not plain and field.kind is not ex.FieldType.TEXT_LIST:
        other = draw(st.sampled_from(same))
        return ex.Compare(ex.Field(field.id), "equals", ex.Field(other.id))
    return draw(_leaves(field))


def _leaves(field: AnyField) -> st.SearchStrategy[ex.Condition]:
    name = ex.Field(field.id)
    constants = {
        ex.FieldType.TEXT: st.sampled_from(
            CODES if isinstance(field, ChoiceField) else ("ant", "AB-1")
        ),
        ex.FieldType.TEXT_LIST: st.sampled_from(CODES),
        ex.FieldType.NUMBER: _few | _tenths,
        ex.FieldType.BOOLEAN: st.booleans(),
        ex.FieldType.DATE: _days,
    }[field.kind]
    known = st.just(ex.IsKnown(name))
    if field.kind is ex.FieldType.TEXT_LIST:
        words = st.sampled_from(["contains", "not_contains"])
        listed = st.builds(
            lambda word, value: ex.Compare(name, word, ex.Literal(value)),
            words,
            constants,
        )
        swapped = constants.map(
            lambda value: ex.Compare(ex.Literal(value), "one_of", name)
        )
        return known | listed | swapped
    ordered = field.kind in (ex.FieldType.NUMBER, ex.FieldType.DATE)
    relations = ["equals", "not_equals"]
    if ordered:
        relations += ["less_than", "at_most", "greater_than", "at_least"]
    single = st.builds(
        lambda word, value, left: (
            ex.Compare(name, word, ex.Literal(value))
            if left
            else ex.Compare(ex.Literal(value), word, name)
        ),
        st.sampled_from(relations),
        constants,
        st.booleans(),
    )
    several = st.lists(constants, min_size=1, max_size=3).map(
        lambda values: ex.Literal(tuple(values))
    )
    member = several.map(lambda values: ex.Compare(name, "one_of", values))
    outer = st.builds(
        lambda word, values: ex.Compare(values, word, name),
        st.sampled_from(["contains", "not_contains"]),
        several,
    )
    return known | single | single | member | outer


@st.composite
def questionnaires(draw: st.DrawFn, *, plain: bool = True) -> Questionnaire:
    """Draw a questionnaire; of a plain one nothing is left to the check."""
    sections: list[list[AnyField]] = []
    count, earlier = 0, ()
    for _ in range(draw(st.integers(1, 3))):
        found: list[AnyField] = []
        for _ in range(draw(st.integers(1, 4))):
            count += 1
            found.append(draw(_conditional(f"f{count}", earlier, plain=plain)))
            earlier = (*earlier, found[-1])
        sections.append(found)
    constrained = [
        [draw(_constrained(field, earlier, plain=plain)) for field in found]
        for found in sections
    ]
    return Questionnaire(
        id="drawn",
        version="1.0.0",
        title="Drawn",
        sections=[
            Section(id=f"s{place}", title=f"Part {place}", fields=found)
            for place, found in enumerate(constrained)
        ],
    )


@st.composite
def _conditional(
    draw: st.DrawFn, id: str, earlier: tuple[AnyField, ...], *, plain: bool
) -> AnyField:
    field = draw(fields(id, plain=plain))
    if draw(st.booleans()):
        condition = draw(conditions(earlier, plain=plain))
        field = attrs.evolve(field, visible_when=condition)
    if not plain and isinstance(field, ChoiceField) and draw(st.booleans()):
        cases = (Case(choice="ant", when=draw(conditions(earlier, plain=plain))),)
        field = attrs.evolve(field, computed=cases)
    return field


@st.composite
def _constrained(
    draw: st.DrawFn, field: AnyField, among: tuple[AnyField, ...], *, plain: bool
) -> AnyField:
    if draw(st.integers(0, 3)):
        return field
    condition = draw(conditions(among, plain=plain))
    limit = Constraint(id="c", condition=condition, message="That cannot be.")
    return attrs.evolve(field, constraints=(limit,))


def right(field: AnyField) -> st.SearchStrategy[Any]:
    """Give answers to a field of which most are right, as JSON reads them."""
    match field:
        case TextField() | LongTextField():
            return st.sampled_from(["ant", "bee", "AB-1", "ZZ-123", "x" * 20, "😀ab c"])
        case EmailField():
            return st.sampled_from(["ada@example.com", "a.b+c@d-e.example.org"])
        case DateField():
            found = [DAY, field.earliest or DAY, field.latest or DAY]
            near = st.builds(
                lambda day, more: day + timedelta(more) if day.year > 1 else day,
                st.sampled_from(found),
                st.integers(-1, 1),
            )
            return (near | _days).map(date.isoformat)
        case WholeNumberField() | NumberField():
            return _few | _few.map(float) | _tenths.map(float)
        case YesNoField(words=words):
            return st.sampled_from([True, False, *(words or ())])
        case ChoiceField():
            return st.sampled_from(CODES)
        case ChoicesField():
            return st.lists(st.sampled_from(CODES), unique=True, min_size=1)
        case RatingField():
            return st.integers(1, 5)
        case AttestationField():
            return st.just(True)


def _fact(field: AnyField, answer: Any) -> Any:
    if isinstance(field, DateField):
        return date.fromisoformat(answer)
    if isinstance(field, YesNoField) and field.words and isinstance(answer, str):
        return answer == field.words[0]
    return tuple(answer) if isinstance(answer, list) else answer


@st.composite
def answers(draw: st.DrawFn, questionnaire: Questionnaire) -> dict[str, Any]:
    """Draw answers: often all right, else wrong in a place or two."""
    facts: dict[str, Any] = {"submitted_on": DAY}
    found: dict[str, Any] = {}
    faults = draw(st.sampled_from([0, 0, 0, 1, 2]))
    for section in questionnaire.sections:
        found[section.id] = {}
        for field in section.fields:
            shown = field.visible_when is None or ex.holds(field.visible_when, facts)
            if not shown or getattr(field, "computed", None):
                continue
            if field.required or draw(st.booleans()):
                answer = draw(right(field))
                found[section.id][field.id] = answer
                facts[field.id] = _fact(field, answer)
        if not found[section.id] and draw(st.booleans()):
            del found[section.id]
    for _ in range(faults):
        _spoil(draw, questionnaire, found)
    return found


def _spoil(draw: st.DrawFn, questionnaire: Questionnaire, found: Any) -> None:
    section = draw(st.sampled_from(tuple(questionnaire.sections)))
    field = draw(st.sampled_from(tuple(section.fields)))
    place = found.get(section.id)
    how = draw(st.integers(0, 7))
    if how == 0:
        found[section.id] = draw(st.sampled_from([None, [], "x", {}, 3]))
    elif how == 1:
        found["elsewhere"] = {}
    elif not isinstance(place, dict):
        found[section.id] = {field.id: draw(right(field))}
    elif how == 2:
        place["nobody"] = 1
    elif how == 3 and place:
        place.pop(draw(st.sampled_from(sorted(place))))
    elif how == 4:
        # Often one that is not asked, well answered: no other fault hides it.
        open_fields = [each for each in section.fields if each.id not in place]
        field = draw(st.sampled_from(open_fields or [field]))
        place[field.id] = draw(right(field))
    else:
        place[field.id] = draw(st.sampled_from(STRANGE))
