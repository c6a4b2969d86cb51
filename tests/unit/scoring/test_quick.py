"""The function that each card writes for itself: it only takes the plain case."""

from __future__ import annotations

import inspect
import math
from decimal import Decimal
from typing import Any

import pytest

import partner_success as ps
from partner_success.errors import InvalidDataError, PartnerSuccessError
from partner_success.scoring import Contribution
from tests.unit.scoring.cards import card, component, measure


def both_ways(one: Any, value: Any) -> tuple[object, object]:
    """Give the outcome by keyword (the quick way) and by mapping (the careful one)."""
    return outcome(lambda: one.score(a=value)), outcome(lambda: one.score({"a": value}))


def outcome(score: Any) -> object:
    """Give the counts, or the text of the refusal."""
    try:
        return score().counts
    except PartnerSuccessError as error:
        return str(error)


@pytest.mark.rule("HLT-01")
@pytest.mark.parametrize(
    ("low", "high"),
    [
        ("0.07", "0.29"),  # ends that no float meets
        ("0.29", "0.58"),
        ("-0.07", "99.9"),
        ("1", "5"),
        ("-100", "100"),
        ("0.25", "0.5"),
        ("-64", "-0.01"),
        ("0", "1.1"),
        ("-1E+17", "1E+17"),  # too wide for exact floats
        ("-1E+400", "1E+400"),
        ("8191.99", "8192"),
    ],
)
def test_both_ways_agree_at_the_ends_of_any_scale(low: str, high: str) -> None:
    """The floats beside an end and on it are taken or refused alike."""
    one = card(component("a"), low=low, high=high)
    for end in (float(low), float(high)):
        near = [end, math.nextafter(end, math.inf), math.nextafter(end, -math.inf)]
        near += [end + 0.005, end - 0.005, math.nextafter(near[1], math.inf)]
        for value in near:
            quick, careful = both_ways(one, value)
            assert quick == careful, value


@pytest.mark.rule("HLT-01")
@pytest.mark.parametrize(
    "value", [-0.0, 0, 100, 100.0, 100.00000000000001, 10**400, True, "5", None, 1e-320]
)
def test_both_ways_agree_on_odd_values(value: Any) -> None:
    """Whatever is not plain is left to the careful way."""
    quick, careful = both_ways(card(component("a")), value)
    assert quick == careful


def test_a_value_that_pretends_to_be_a_float_is_none() -> None:
    """Its own word for its class is not believed."""

    class Pretender:
        __class__ = float  # type: ignore[assignment]

        def __rmul__(self, other: float) -> float:
            return 5.0 * other

    with pytest.raises(InvalidDataError, match="must be a number"):
        card(component("a")).score(a=Pretender())


def test_a_hostile_name_reaches_no_source() -> None:
    """Only checked ids are written; names and the ids of cards can be anything."""
    name = '"""\n\0import os\nos.abort()  # <script>'
    one = card(
        component("a", name=name, measures=[measure("x", better="higher", unit=name)]),
        id=name,
        name=name,
        unit=name,
    )
    assert one.score(a=Decimal(5)).value == 5
    assert one.score(a=5).value == one.score(x=5).value


def test_help_tells_the_components_and_what_comes_back(rules: ps.Rulebook) -> None:
    """An editor shows the card's own keywords, and help says what they mean."""
    parameters = inspect.signature(rules.health.score).parameters
    assert "user_adoption" in parameters
    assert "missing" in parameters
    assert "Raises:" in (rules.health.score.__doc__ or "")


def test_scores_and_contributions_say_what_they_are(rules: ps.Rulebook) -> None:
    """Their repr names the card and the points, and neither can be changed."""
    score = rules.health.score(
        technical_performance=92,
        business_outcomes=71,
        user_adoption=64,
        relationship_strength=80,
    )
    assert repr(score) == "Score(77.7 of 'health', counts=(9200, 7100, 6400, 8000))"
    part = score.contributions[0]
    assert repr(part) == "Contribution('technical_performance', won=27.6, lost=2.4)"
    for record, name in ((score, "numerator"), (part, "count")):
        with pytest.raises(AttributeError):
            setattr(record, name, 0)
    again = Contribution(part.component, part.count, part.most, part.denominator)
    assert again == part
    assert hash(again) == hash(part)
