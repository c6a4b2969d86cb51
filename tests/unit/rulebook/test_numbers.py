"""Every number with what it counts and where it comes from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from partner_success.core.citation import Citation
from partner_success.rulebook import Number, Rulebook, numbers
from partner_success.rulebook.numbers import unexplained

CITED = {"citations": "COMPANY: our handbook"}


def only(document: dict[str, Any]) -> Number:
    """Give the one number of a document."""
    (number,) = numbers(document)
    return number


@pytest.mark.rule("RBK-03")
def test_every_standard_number_is_explained(rules: Rulebook) -> None:
    """Each number of the standard rulebook has its unit and its source."""
    found = rules.numbers()
    assert len(found) > 140
    assert unexplained(found) == ()
    assert len({number.name for number in found}) == len(found)


@pytest.mark.rule("RBK-03")
@pytest.mark.parametrize(
    ("name", "value", "unit", "source"),
    [
        ("health.components.user_adoption.weight", 20, "points of weight", "FRAMEWORK"),
        ("health.bands.low", 0, "points", "FRAMEWORK"),
        ("health.bands.entries.champion.floor", 90, "points", "FRAMEWORK"),
        (
            "health.components.technical_performance.measures.response_time.zero",
            500,
            "ms",
            "DECISION",
        ),
        (
            "health.components.user_adoption.measures.usage_trend.target.value",
            0,
            "%",
            "DECISION",
        ),
        ("targets.uptime.value", Decimal("99.9"), "%", "FRAMEWORK"),
        ("targets.renewal_probability.within_days", 90, "days", "FRAMEWORK"),
        (
            "partner_health.components.ticket_trend.weight",
            25,
            "points of weight",
            "TAM",
        ),
        ("readiness.levels.entries.optimizing.floor", 401, "points", "DECK"),
        ("readiness.scale[4].rating", 5, "rating", "DECK"),
        ("csat.thresholds[1].at_least", Decimal("4.4"), "mean rating", "DECK"),
        ("nps.promoters_from", 9, "rating", "DECK"),
        (
            "licence.risks.entries.medium.floor",
            25,
            "% of the licensed users",
            "DECK",
        ),
        ("triggers.usage_decline.span_days", 14, "days", "FRAMEWORK"),
        (
            "sla.partner_support.first_response.medium.value",
            1,
            "business days",
            "TAM",
        ),
        (
            "sla.enterprise_support.resolution.low.value",
            48,
            "hours",
            "FRAMEWORK",
        ),
        (
            "sla.enterprise_support.escalation.tier_3.share",
            90,
            "% of the target",
            "FRAMEWORK",
        ),
        ("compliance.percentile", 90, "percentile", "DECK"),
        (
            "triggers.executive_disengagement.working_weekdays[0]",
            1,
            "day of the week, 1 is Monday",
            "FRAMEWORK",
        ),
    ],
)
def test_numbers_as_printed(
    rules: Rulebook, name: str, value: object, unit: str, source: str
) -> None:
    """Numbers are found by readable names, with the unit and source that they have."""
    number = next(each for each in rules.numbers() if each.name == name)
    assert (number.value, number.unit) == (value, unit)
    assert number.citations[0].source == source
    assert number.family == name.partition(".")[0]


@pytest.mark.rule("RBK-03")
def test_paths_lead_to_the_numbers(document: dict[str, Any]) -> None:
    """The path of a number leads to it through the plain document."""
    for number in numbers(document):
        place: Any = document
        for key in number.path:
            place = place[key]
        assert place == number.value


def test_what_is_no_number() -> None:
    """Truth values, days and text that looks like a number are none."""
    table = {"whole": True, "day": date(2026, 1, 1), "text": "5", "nothing": None}
    assert numbers({"nps": table}) == ()


def test_floats_are_what_they_print() -> None:
    """A float from Python counts as the decimal number that it prints."""
    assert only({"nps": {"confidence": 0.95}}).value == Decimal("0.95")


def test_units_are_no_numbers() -> None:
    """What stands in the table of units is for readers only."""
    assert numbers({"nps": {"units": {"low": 5}}}) == ()


@pytest.mark.parametrize(
    ("said", "beside", "expected"),
    [
        ("points", "ms", "points"),
        ("the unit beside it", "ms", "ms"),
        ("the unit beside it", None, ""),
        ("points, or the unit beside it", "ms", "ms"),
        ("points, or the unit beside it", None, "points"),
        (5, "ms", ""),
        ([], "ms", ""),
        (["points"], "ms", ""),
    ],
)
def test_units_beside(said: object, beside: str | None, expected: str) -> None:
    """The table of units can name the unit beside the number."""
    table: dict[str, Any] = {"units": {"low": said}, "low": 5}
    if beside is not None:
        table["unit"] = beside
    assert only({"health": table}).unit == expected


def test_the_nearest_unit_counts() -> None:
    """A unit beside the number, or else the nearest around it, is meant."""
    inner = [{"id": "a", "unit": "ms", "low": 1}, {"id": "b", "low": 2}]
    health = {"units": {"low": "the unit beside it"}, "unit": "points", "x": inner}
    assert [number.unit for number in numbers({"health": health})] == ["ms", "points"]


def test_the_nearest_table_of_units_counts() -> None:
    """A table of units inside another one says what it says, and leaves the rest."""
    inner = {"units": {"low": "days"}, "low": 1, "high": 2}
    outer = {"units": {"low": "hours", "high": "hours"}, "inner": inner}
    assert [number.unit for number in numbers({"sla": outer})] == ["days", "hours"]


def test_columns_of_a_curve() -> None:
    """Each column of a curve's points has its own unit."""
    units = {"curve": ["the unit beside it", "points"]}
    table = {"units": units, "unit": "ms", "curve": [[100, 100], [500, 0]]}
    found = numbers({"health": table})
    assert [number.unit for number in found] == ["ms", "points", "ms", "points"]
    assert found[2].name == "health.curve[1][0]"
    assert found[2].path == ("health", "curve", 1, 0)


def test_a_third_column_has_no_unit() -> None:
    """A column that the table of units does not name has none."""
    table = {"units": {"curve": ["ms", "points"]}, "curve": [[1, 2, 3]]}
    assert numbers({"health": table})[2].unit == ""


def test_targets_say_their_units_themselves() -> None:
    """Targets have no table of units; their keys mean the same everywhere."""
    target = {
        "id": "speed",
        "unit": "ms",
        "value": 1,
        "upper": 2,
        "decimals": 0,
        "within_days": 30,
    }
    found = [number.unit for number in numbers({"targets": [target]})]
    assert found == ["ms", "ms", "digits after the point", "days"]


@pytest.mark.parametrize(
    ("citations", "expected"),
    [
        ("DECK: here", (Citation("DECK", "here"),)),
        (
            ["DECK: here", {"source": "TAM"}],
            (Citation("DECK", "here"), Citation("TAM")),
        ),
        ("NOWHERE: at all", ()),
        (True, ()),
    ],
)
def test_citations_in_every_form(
    citations: object, expected: tuple[Citation, ...]
) -> None:
    """Citations are read as the loader reads them; broken ones count as none."""
    table = {"low": 1, "citations": citations}
    assert only({"nps": table}).citations == expected


def test_the_nearest_citations_count() -> None:
    """Citations of a table inside replace those around it, and only inside."""
    inner = [{"id": "a", "low": 1, "citations": "DECK: x"}, {"id": "b", "low": 2}]
    found = numbers({"health": {**CITED, "x": inner}})
    assert [each.citations[0].source for each in found] == ["DECK", "COMPANY"]


def test_what_lacks_unit_or_source() -> None:
    """A number without its unit or without its source is unexplained."""
    table = {"units": {"low": "rating"}, "low": 1, "high": 2}
    cited = numbers({"nps": {**table, **CITED}})
    assert [number.name for number in unexplained(cited)] == ["nps.high"]
    uncited = numbers({"nps": table})
    assert [number.name for number in unexplained(uncited)] == ["nps.low", "nps.high"]


def test_a_number_in_one_line() -> None:
    """A number reads as name, value, unit and sources."""
    table = {"units": {"low": "rating"}, "low": 1}
    assert str(only({"nps": {**table, **CITED}})) == (
        "nps.low: 1 rating (COMPANY: our handbook)"
    )
    assert str(only({"nps": {"low": 1}})) == "nps.low: 1 (no citation)"
