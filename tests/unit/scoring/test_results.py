"""What a score says of itself: contributions, drags, edges, texts and tables."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import partner_success as ps
from partner_success.scoring import Score
from tests.unit.scoring.cards import card, component, measure, target


def known(result: Any) -> Score:
    """Give the score that there must be."""
    assert isinstance(result, Score)
    return result


def health(rules: ps.Rulebook, *values: float) -> Score:
    """Score the four components of customer health in their order."""
    return rules.health.score(
        dict(zip(rules.health.components.ids, values, strict=True))
    )


def printed(score: Score) -> tuple[list[Decimal], list[Decimal]]:
    """Read the columns 'won' and 'lost' of the components back from the text."""
    lines = str(score.explain()).splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith("component "))
    rows = [
        line.split()
        for line in lines[place + 1 : place + 1 + len(score.explain().rows)]
        if not line.startswith("  ")
    ]
    return [Decimal(row[-2]) for row in rows], [Decimal(row[-1]) for row in rows]


@pytest.mark.rule("HLT-07")
def test_contributions_add_up_to_the_last_digit(rules: ps.Rulebook) -> None:
    """77.7 is 27.6 and 21.3 and 12.8 and 16; 22.3 points are lost."""
    score = health(rules, 92, 71, 64, 80)
    assert (score.value, score.band.name, score.text) == (77.7, "At Risk", "77.7")
    parts = score.contributions
    assert [(part.id, part.value, part.weight) for part in parts] == [
        ("technical_performance", 92, 30),
        ("business_outcomes", 71, 30),
        ("user_adoption", 64, 20),
        ("relationship_strength", 80, 20),
    ]
    assert [(part.won, part.lost) for part in parts] == [
        *((27.6, 2.4), (21.3, 8.7), (12.8, 7.2), (16.0, 4.0))
    ]
    assert sum(part.won_count for part in parts) == score.numerator == 777_000
    assert score.denominator == 10_000
    lost = sum(part.lost_count for part in parts)
    assert score.numerator + lost == 100 * score.denominator
    assert [part.name for part in parts][1] == "Business outcomes"
    assert score.greatest_drag == parts[1]
    assert score.greatest_drag.name == "Business outcomes"
    assert (score.points_to_next, score.points_above_edge) == (2.3, 7.7)
    assert (score.missing, score.coverage) == ((), 1)


@pytest.mark.rule("HLT-03", "HLT-07")
def test_the_whole_explanation_of_a_score(rules: ps.Rulebook) -> None:
    """Title, table, action, edges, drag and edition, as a person reads them."""
    score = health(rules, 92, 71, 64, 80)
    assert str(score.explain()).splitlines() == [
        "Customer health 77.7 of 100 points: At Risk",
        "component              value  weight   won  lost",
        "Technical performance     92      30  27.6   2.4",
        "Business outcomes         71      30  21.3   8.7",
        "User adoption             64      20  12.8   7.2",
        "Relationship strength     80      20    16     4",
        "At Risk: Step in with a success plan",
        "2.3 to Healthy, 7.7 above the edge of At Risk",
        "greatest drag: Business outcomes, 8.7 of the 22.3 points lost",
        "(rulebook standard 2026.1)",
    ]
    assert str(score) == "Customer health 77.7 of 100 points: At Risk"
    assert score.provenance.edition == "standard 2026.1"


@pytest.mark.rule("HLT-07")
def test_an_explanation_is_data_too(rules: ps.Rulebook) -> None:
    """Rows by heading, remarks as a list, the edition beside them."""
    data = health(rules, 92, 71, 64, 80).explain().as_data()
    assert data["title"] == "Customer health 77.7 of 100 points: At Risk"
    assert data["edition"] == "standard 2026.1"
    rows: Any = data["rows"]
    assert rows[1] == {
        "component": "Business outcomes",
        "value": "71",
        "weight": "30",
        "won": "21.3",
        "lost": "8.7",
    }
    remarks: Any = data["remarks"]
    assert remarks[0] == "At Risk: Step in with a success plan"


@pytest.mark.rule("HLT-07")
def test_printed_columns_add_up_where_no_decimal_is_exact() -> None:
    """Thirds are printed by largest remainder, and the drag as in its row."""
    one = card(*(component(name) for name in "abc"), floors={"good": 80, "poor": 0})
    score = one.score(a=100, b=50, c=49.99)
    won, lost = printed(score)
    assert won == [Decimal("33.3333"), Decimal("16.6667"), Decimal("16.6633")]
    assert sum(won) == Decimal(score.text) == Decimal("66.6633")
    assert sum(lost) == Decimal("33.3366")
    text = "greatest drag: C, 16.67 of the 33.3366 points lost"
    assert text in score.explain().remarks


@pytest.mark.rule("HLT-07")
def test_the_drag_is_told_as_its_row_prints_it() -> None:
    """The step that rounding gives to a row stands in the remark too."""
    one = card(*(component(name) for name in "abc"))
    score = one.score(a=99.99, b=99.99, c=99.99)
    _, lost = printed(score)
    assert lost == [Decimal("0.0034"), Decimal("0.0033"), Decimal("0.0033")]
    assert (
        score.explain().remarks[-1]
        == "greatest drag: A, 0.0034 of the 0.01 points lost"
    )


@pytest.mark.rule("HLT-07")
def test_a_reweighted_score_adds_up_over_what_is_known(rules: ps.Rulebook) -> None:
    """Contributions of 80 % of the weight make the whole, and the rest is named."""
    score = known(
        rules.health.score(
            technical_performance=70.01,
            business_outcomes=71.03,
            relationship_strength=66.67,
            missing="reweight",
        )
    )
    won, lost = printed(score)
    assert sum(won) == Decimal(score.text) == Decimal("69.5575")
    assert sum(won) + sum(lost) == 100
    remarks = score.explain().remarks
    assert remarks[-1] == "80 % of the weight is known; missing: user_adoption"
    assert remarks[1] == "0.4425 to At Risk, 9.5575 above the edge of Critical"


@pytest.mark.rule("HLT-02", "HLT-07")
def test_columns_of_a_scale_that_begins_below_0_add_up_too() -> None:
    """A hair below the edge at 0 is still in the band below."""
    one = card(
        *(component("x"), component("y", 2)),
        low=-100,
        floors={"good": 0, "poor": -100},
    )
    score = one.score(x=-0.01, y=0)
    assert score.band.name == "Poor"
    assert score.text == "-0.0034"
    won, lost = printed(score)
    assert sum(won) == Decimal(score.text)
    assert sum(lost) == Decimal("100.0033")
    assert (
        score.explain().remarks[0] == "0.0034 to Good, 99.9966 above the edge of Poor"
    )


@pytest.mark.rule("HLT-07")
def test_points_to_the_next_band_always_suffice() -> None:
    """Where no float is a third, the next greater one is given."""
    one = card(
        *(component(name) for name in "abc"), floors={"good": "66.67", "poor": 0}
    )
    score = one.score(a=100, b=50, c=49.99)
    assert score.points_to_next is not None
    told = Fraction(repr(score.points_to_next))
    assert told + score.exact >= Fraction("66.67")
    assert score.points_to_next == pytest.approx(0.02 / 3)
    assert "0.0067 to Good" in score.explain().remarks[0]
    assert one.score(a=100, b=100, c=100).points_to_next is None


@pytest.mark.rule("HLT-07")
def test_the_top_band_has_nothing_above(rules: ps.Rulebook) -> None:
    """A full score lost nothing: no drag, no next band."""
    score = health(rules, 100, 100, 100, 100)
    assert (score.points_to_next, score.points_above_edge) == (None, 10)
    assert score.greatest_drag is None
    assert score.explain().remarks == (
        "Champion: Ready to expand: prepare an expansion",
        "10 above the edge of Champion",
    )


@pytest.mark.rule("HLT-07")
def test_the_first_of_equal_drags_is_named(rules: ps.Rulebook) -> None:
    """Losing points decides, not a low number: weight counts."""
    score = health(rules, 90, 90, 85, 85)
    assert score.greatest_drag is not None
    assert score.greatest_drag.id == "technical_performance"
    heavier = health(rules, 90, 100, 85.01, 100)
    assert heavier.greatest_drag is not None
    assert heavier.greatest_drag.id == "technical_performance"
    lighter = health(rules, 90, 100, 84.99, 100)
    assert lighter.greatest_drag is not None
    assert lighter.greatest_drag.id == "user_adoption"


@pytest.mark.rule("HLT-04", "HLT-07")
def test_measures_stand_below_their_component(rules: ps.Rulebook) -> None:
    """What was given, the target, the weight and the points earned; gaps are told."""
    score = known(
        rules.health.score(
            {
                "technical_performance": 90,
                "business_outcomes": {
                    "cost_savings": 45,
                    "time_to_value": 30,
                    "audit_trail": 100,
                },
                "user_adoption": 80,
                "relationship_strength": 70,
            },
            missing="reweight",
        )
    )
    rows = score.explain().rows
    assert [row for row in rows if row[0].startswith("  ")] == [
        ("  Cost savings (at least 70 %)", "45 %", "30", "50 points", ""),
        ("  Time to value (below 30 days)", "30 days", "25", "99.99 points", ""),
        ("  Manual effort cut (at least 80 %)", "missing", "25", "", ""),
        ("  Audit trail (at least 100 %)", "100 %", "20", "100 points", ""),
    ]
    assert score.measured[2].points is None
    won, _ = printed(score)
    assert sum(won) == Decimal(score.text)
    assert "92.5 % of the weight is known; missing: manual_effort_cut" in (
        score.explain().remarks
    )


def test_a_card_without_bands_and_units_explains_itself() -> None:
    """No band in the title, no edges among the remarks."""
    one = card(component("a", measures=[measure(better="higher")]), unit="stars")
    score = one.score(speed=50)
    assert str(score.explain()).splitlines() == [
        "Care 50 of 100 stars",
        "component  value  weight        won  lost",
        "A             50       1         50    50",
        "  Speed       50       1  50 points",
        "greatest drag: A, 50 of the 50 points lost",
    ]


def test_hostile_names_stay_text() -> None:
    """In HTML every name is escaped, in a notebook as well."""
    evil = "<script>alert('&')</script>"
    part = measure("x", target=target(unit=evil), zero=20, unit=evil)
    one = card(
        component("a", name=evil, measures=[part]),
        component("b", name=evil),
        name=evil,
        unit=evil,
        floors={evil: 0},
        least_coverage=Decimal(60),
    )
    results = [
        one.score(x=50, b=20),
        one.score(a=5, missing="range"),
        one.score(a=5, missing="reweight"),
    ]
    for result in results:
        for html in (result._repr_html_(), result.explain().html()):
            assert "<script" not in html
            assert "&lt;script&gt;alert(&#x27;&amp;&#x27;)&lt;/script&gt;" in html
            tags = set(re.findall(r"</?([a-z]+)", html))
            assert tags <= {
                "div",
                "table",
                "caption",
                "thead",
                "tbody",
                "tr",
                "th",
                "td",
                "p",
            }
        assert evil in str(result)
