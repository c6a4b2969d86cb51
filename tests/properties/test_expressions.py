"""Laws of the expression language, on generated expressions and records."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import assume, example, given
from hypothesis import strategies as st

from partner_success.core.expressions import (
    All,
    Any,
    AtLeast,
    Compare,
    Condition,
    Curve,
    DaysBetween,
    Expression,
    Field,
    FieldType,
    IsKnown,
    Literal,
    Not,
    Operator,
    Share,
    Value,
    check,
    evaluate,
    evaluate_value,
    fields,
    from_data,
    holds,
    to_data,
    unmet,
    value_from_data,
)
from partner_success.errors import InvalidModelError

SCHEMA = {
    "n": FieldType.NUMBER,
    "m": FieldType.NUMBER,
    "t": FieldType.TEXT,
    "u": FieldType.TEXT,
    "b": FieldType.BOOLEAN,
    "d": FieldType.DATE,
    "e": FieldType.DATE,
    "i": FieldType.INSTANT,
    "ts": FieldType.TEXT_LIST,
    "ns": FieldType.NUMBER_LIST,
}
ORDERS = ["less_than", "at_most", "greater_than", "at_least"]
EQUALS = ["equals", "not_equals"]

# Few and close constants, so that equal ones, neighbours and zeros meet often.
literal_decimals = st.decimals(-3, 3, places=1) | st.decimals(
    min_value=-(10**12), max_value=10**12, places=2
)
literal_numbers = st.integers(-3, 3) | literal_decimals
texts = st.sampled_from(["", "gold", "silver", "it's", "é", "a" * 20])
days = st.dates(date(2026, 1, 1), date(2026, 1, 9))
instants = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001
    datetime(2026, 1, 2),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=-5))]),
)
fact_numbers = st.one_of(
    literal_numbers,
    st.floats(-3, 3),
    st.fractions(-3, 3, max_denominator=7),
)
fact_values = {
    FieldType.NUMBER: fact_numbers,
    FieldType.TEXT: texts,
    FieldType.BOOLEAN: st.booleans(),
    FieldType.DATE: days,
    FieldType.INSTANT: instants,
    FieldType.TEXT_LIST: st.lists(texts | st.none(), max_size=3),
    FieldType.NUMBER_LIST: st.lists(fact_numbers | st.none(), max_size=3),
}
records = st.fixed_dictionaries(
    {}, optional={name: st.none() | fact_values[kind] for name, kind in SCHEMA.items()}
)
full_records = st.fixed_dictionaries(
    {name: fact_values[kind] for name, kind in SCHEMA.items()}
)


def field(*names: str) -> st.SearchStrategy[Value]:
    """Draw one of some fields."""
    return st.sampled_from(names).map(Field)


@st.composite
def curve_points(draw: st.DrawFn) -> list[tuple[Decimal, Decimal]]:
    """Draw points with increasing x."""
    xs = draw(st.lists(literal_decimals, min_size=2, max_size=5, unique=True))
    return [(x, draw(literal_decimals)) for x in sorted(xs)]


date_values = field("d", "e") | days.map(Literal)
number_values: st.SearchStrategy[Value] = st.recursive(
    field("n", "m")
    | literal_numbers.map(Literal)
    | st.builds(DaysBetween, date_values, date_values),
    lambda inner: (
        st.builds(Share, inner, inner) | st.builds(Curve, inner, curve_points())
    ),
    max_leaves=4,
)
text_values = field("t", "u") | texts.map(Literal)


def compared(
    side: st.SearchStrategy[Value], operators: list[str]
) -> st.SearchStrategy[Condition]:
    """Draw a comparison of two sides of one kind."""
    return st.builds(Compare, side, st.sampled_from(operators), side)


def lists(items: st.SearchStrategy[object]) -> st.SearchStrategy[Value]:
    """Draw a literal list."""
    return st.lists(items, min_size=1, max_size=3).map(Literal)  # type: ignore[arg-type]


comparisons: st.SearchStrategy[Condition] = st.one_of(
    compared(number_values, ORDERS + EQUALS),
    compared(text_values, EQUALS),
    compared(field("b") | st.booleans().map(Literal), EQUALS),
    compared(date_values, ORDERS + EQUALS),
    compared(field("i") | instants.map(Literal), ORDERS + EQUALS),
    st.builds(Compare, text_values, st.just("one_of"), field("ts") | lists(texts)),
    st.builds(
        Compare, number_values, st.just("one_of"), field("ns") | lists(literal_numbers)
    ),
    st.builds(
        Compare,
        field("ts") | lists(texts),
        st.sampled_from(["contains", "not_contains"]),
        text_values,
    ),
    st.builds(
        Compare,
        field("ns"),
        st.sampled_from(["contains", "not_contains"]),
        number_values,
    ),
)


@st.composite
def at_leasts(draw: st.DrawFn, inner: st.SearchStrategy[Condition]) -> Condition:
    """Draw 'at least so many of'."""
    parts = draw(st.lists(inner, min_size=1, max_size=4))
    return AtLeast(draw(st.integers(1, len(parts))), parts)


def combined(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    """Draw a combination of conditions."""
    several = st.lists(inner, min_size=1, max_size=4)
    return st.one_of(
        several.map(All), several.map(Any), inner.map(Not), at_leasts(inner)
    )


informed = st.recursive(comparisons, combined, max_leaves=6)
"""Conditions that never ask whether something is known."""
questions = st.one_of(number_values, text_values, field("ts", "b")).map(IsKnown)
conditions = st.recursive(comparisons | questions, combined, max_leaves=6)


# ------------------------------------------------------------- an independent oracle
def oracle_value(
    data: object, facts: Mapping[str, object], bare: bool = False
) -> object:
    """Give what a value's data form comes to, numbers as fractions."""
    if bare and isinstance(data, str):
        data = {"field": data}
    if isinstance(data, dict):
        ((key, inner),) = data.items()
        return oracle_computed(key, inner, facts)
    if isinstance(data, (list, tuple)):
        return [oracle_value(item, facts) for item in data]
    if isinstance(data, float):
        return Fraction(str(data))
    if isinstance(data, (int, Decimal)) and not isinstance(data, bool):
        return Fraction(data)
    return data


def oracle_computed(key: str, inner: object, facts: Mapping[str, object]) -> object:
    """Give what a keyed value comes to."""
    if key == "field":
        assert isinstance(inner, str)
        return oracle_value(facts.get(inner), {})
    if key == "value":
        return oracle_value(inner, facts)
    if isinstance(inner, dict):
        x = oracle_value(inner["of"], facts, bare=True)
        return None if x is None else interpolated(inner["points"], x)
    assert isinstance(inner, list)
    first, second = (oracle_value(part, facts, bare=True) for part in inner)
    if first is None or second is None:
        return None
    if key == "days_between":
        return Fraction((second - first).days)  # type: ignore[operator]
    return Fraction(100) * first / second if second else None  # type: ignore[operator]


def interpolated(points: list[list[Decimal]], x: object) -> Fraction:
    """Interpolate by fractions alone, from the pairs themselves."""
    assert isinstance(x, Fraction)
    pairs = [(Fraction(a), Fraction(b)) for a, b in points]
    if x <= pairs[0][0]:
        return pairs[0][1]
    for (x0, y0), (x1, y1) in pairwise(pairs):
        if x <= x1:
            share = (x - x0) / (x1 - x0)
            return y0 * (1 - share) + y1 * share
    return pairs[-1][1]


def oracle(data: Mapping[str, object], facts: Mapping[str, object]) -> bool | None:
    """Evaluate the data form by counting: false 0, unknown 1, true 2."""
    return [False, None, True][score(data, facts)]


def score(data: object, facts: Mapping[str, object]) -> int:
    """Give 0, 1 or 2; 'all' is the least, 'any' the greatest, 'not' the mirror."""
    assert isinstance(data, dict)
    if "known" in data:
        return 0 if oracle_value(data["known"], facts, bare=True) is None else 2
    if "not" in data:
        return 2 - score(data["not"], facts)
    if "all" in data:
        return min(score(part, facts) for part in data["all"])
    if "any" in data:
        return max(score(part, facts) for part in data["any"])
    if "at_least_of" in data:
        parts = [score(part, facts) for part in data["at_least_of"]["conditions"]]
        place: int = data["at_least_of"]["count"] - 1
        return sorted(parts, reverse=True)[place]
    (left_key, left_data), (word, right_data) = data.items()
    left = oracle_value({left_key: left_data}, facts)
    right = oracle_value(right_data, facts)
    return 1 if left is None or right is None else compared_score(left, word, right)


def compared_score(left: object, word: str, right: object) -> int:
    """Compare two known sides."""
    if word == "one_of":
        left, right, word = right, left, "contains"
    if word in {"contains", "not_contains"}:
        assert isinstance(left, list)
        found: int = max((2 if x == right else int(x is None) for x in left), default=0)
        return found if word == "contains" else 2 - found
    if word in {"equals", "not_equals"}:
        return 2 * ((left == right) is (word == "equals"))
    below: bool = left < right  # type: ignore[operator]
    equal = left == right
    truth = {
        "less_than": below,
        "at_most": below or equal,
        "greater_than": not (below or equal),
        "at_least": not below,
    }
    return 2 * truth[word]


@given(conditions, records)
def test_evaluation_agrees_with_the_oracle(
    condition: Condition, facts: dict[str, object]
) -> None:
    """A naive evaluator of the data form gives the same answer."""
    data = to_data(condition, native_dates=True)
    assert evaluate(condition, facts) is oracle(data, facts)


@given(number_values, records)
def test_values_agree_with_the_oracle(value: Value, facts: dict[str, object]) -> None:
    """Numbers come out exactly, however they are computed."""
    found = evaluate_value(value, facts)
    assert found == oracle_value(to_data(value, native_dates=True), facts)


# --------------------------------------------------------------------- forms and laws
@given(conditions, st.booleans())
def test_data_form_round_trips(condition: Condition, native: bool) -> None:
    """What is written reads back as the same, in either form of dates."""
    data = to_data(condition, native_dates=native)
    back = from_data(data)
    assert back == condition
    assert hash(back) == hash(condition)
    assert to_data(back, native_dates=native) == data
    assert str(back) == str(condition)


@given(st.one_of(number_values, text_values, lists(days), lists(instants)))
def test_values_round_trip(value: Value) -> None:
    """A value alone is written and read without loss, and pickled too."""
    assert value_from_data(to_data(value)) == value
    assert pickle.loads(pickle.dumps(value)) == value


@given(conditions)
def test_generated_conditions_fit_the_schema(condition: Condition) -> None:
    """What was made for the schema has no fault, and without it one a field."""
    assert check(condition, SCHEMA) == ()
    assert {fault.given for fault in check(condition, {})} == {
        repr(name) for name in fields(condition)
    }
    assert pickle.loads(pickle.dumps(condition)) == condition


@given(st.lists(informed, min_size=1, max_size=4), records, st.data())
def test_de_morgan(
    parts: list[Condition], facts: dict[str, object], data: st.DataObject
) -> None:
    """Denial turns all into any, and counts into their complement."""
    denied = [Not(part) for part in parts]
    assert evaluate(Not(All(parts)), facts) is evaluate(Any(denied), facts)
    assert evaluate(Not(Any(parts)), facts) is evaluate(All(denied), facts)
    assert evaluate(AtLeast(1, parts), facts) is evaluate(Any(parts), facts)
    assert evaluate(AtLeast(len(parts), parts), facts) is evaluate(All(parts), facts)
    count = data.draw(st.integers(1, len(parts)))
    rest = AtLeast(len(parts) + 1 - count, denied)
    assert evaluate(Not(AtLeast(count, parts)), facts) is evaluate(rest, facts)


@given(informed, full_records, st.sets(st.sampled_from(sorted(SCHEMA))))
def test_information_never_turns_an_answer(
    condition: Condition, facts: dict[str, object], hidden: set[str]
) -> None:
    """Filling a missing field settles what was unknown and changes nothing else."""
    partial = {name: value for name, value in facts.items() if name not in hidden}
    before = evaluate(condition, partial)
    assert before is None or evaluate(condition, facts) is before


@given(conditions, records)
def test_obstacles_exist_exactly_when_it_does_not_hold(
    condition: Condition, facts: dict[str, object]
) -> None:
    """Each obstacle is as told, and there is none when the condition holds."""
    obstacles = unmet(condition, facts)
    assert (not obstacles) is holds(condition, facts)
    for obstacle in obstacles:
        assert obstacle.found is evaluate(obstacle.condition, facts)
        assert obstacle.found is not obstacle.wanted
        assert set(obstacle.facts) == set(fields(obstacle.condition))
        assert str(obstacle.condition) in str(obstacle)


# ------------------------------------------------------------- numbers as engines see
def rounded(value: float) -> Decimal:
    """Give a float as a literal of 15 significant digits."""
    return Decimal(f"{value:.14e}")


literal_floats = st.floats(-1e290, 1e290).filter(lambda x: not x or abs(x) > 1e-290)


@given(st.data(), literal_floats, st.sampled_from(ORDERS + EQUALS))
@example(None, 0.7, "at_least")
@example(None, 1.1 * 3, "equals")
def test_comparison_is_that_of_the_nearest_double(
    data: st.DataObject | None, value: float, word: str
) -> None:
    """A column of doubles against the literal's double gives the same answer."""
    literal = rounded(value)
    nearest = float(literal)
    assume(abs(nearest) <= 1e290)
    steps = [nearest, value, -value, nearest * (1 + 2**-52), nearest * (1 - 2**-53)]
    x = data.draw(st.sampled_from(steps)) if data else value
    engine = {
        "less_than": x < nearest,
        "at_most": x <= nearest,
        "greater_than": x > nearest,
        "at_least": x >= nearest,
        "equals": x == nearest,
        "not_equals": x != nearest,
    }
    condition = Compare(Field("x"), word, Literal(literal))
    assert evaluate(condition, {"x": x}) is engine[word]


@given(curve_points(), fact_numbers)
def test_curve_agrees_with_fractions(
    points: list[tuple[Decimal, Decimal]], x: int | Decimal | float | Fraction
) -> None:
    """Whole-number interpolation is that of fractions; each point is hit."""
    curve = Curve(Field("x"), points)
    exact = Fraction(str(x))
    assert curve.at(x) == interpolated([list(pair) for pair in points], exact)
    assert all(curve.at(at) == height for at, height in points)
    heights = [height for _, height in points]
    assert min(heights) <= curve.at(x) <= max(heights)


@given(curve_points(), fact_numbers, fact_numbers, st.booleans())
def test_monotone_points_make_a_monotone_curve(
    points: list[tuple[Decimal, Decimal]],
    first: int | Decimal | float | Fraction,
    second: int | Decimal | float | Fraction,
    falling: bool,
) -> None:
    """A curve rises or falls with its points, everywhere."""
    heights = sorted((height for _, height in points), reverse=falling)
    steps = zip(points, heights, strict=True)
    curve = Curve(Field("x"), [(x, height) for (x, _), height in steps])
    lower, upper = sorted([Fraction(str(first)), Fraction(str(second))])
    low, high = curve.at(lower), curve.at(upper)
    assert low >= high if falling else low <= high


# ------------------------------------------------------------------------ hostile data
keys = st.sampled_from(
    [
        *(str(word) for word in Operator),
        *("field", "value", "days_between", "share", "curve", "of", "points"),
        *("all", "any", "not", "at_least_of", "count", "conditions", "known"),
        *("date", "instant", "at_leest", ""),
    ]
)
junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.just(10**400),
    st.floats(),
    st.decimals(),
    st.text(max_size=5),
    st.sampled_from(["a", "2026-01-31", "2026-01-31T00:00:00Z", "\ud800", "x" * 2000]),
    st.binary(max_size=3),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.fractions(),
    st.builds(object),
)
hostile = st.recursive(
    junk,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(keys, inner, max_size=3)
        | st.dictionaries(
            keys | st.none() | st.integers() | st.binary(max_size=1), inner, max_size=2
        )
    ),
    max_leaves=15,
)


def read_or_refused(
    read: Callable[[object], Expression], data: object
) -> Expression | None:
    """Read data, or see that it is refused with faults that print."""
    try:
        return read(data)
    except InvalidModelError as error:
        problems, text = error.problems, str(error)
    assert problems
    assert all(str(problem) in text for problem in problems)
    return None


@given(hostile)
def test_hostile_data_gives_only_our_error(data: object) -> None:
    """Whatever comes in: an expression that writes back, or a list of faults."""
    for read in (from_data, value_from_data):
        expression = read_or_refused(read, data)
        if expression is not None:
            assert read(to_data(expression)) == expression


@given(conditions, keys, hostile, st.data())
def test_damaged_data_gives_only_our_error(
    condition: Condition, key: str, piece: object, data: st.DataObject
) -> None:
    """A good condition with one damaged place is read or refused, never worse."""
    damaged = to_data(condition)
    place: object = damaged
    while isinstance(place, dict) and data.draw(st.booleans()):
        chosen = data.draw(st.sampled_from(sorted(place)))
        if not isinstance(place[chosen], (dict, list)):
            break
        place = place[chosen]
        if isinstance(place, list):
            place = place[0]
    if isinstance(place, dict):
        place[key] = piece
    expression = read_or_refused(from_data, damaged)
    if expression is not None:
        assert from_data(to_data(expression)) == expression
