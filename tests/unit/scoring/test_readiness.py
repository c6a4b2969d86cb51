"""Partner CS readiness: the deck's sheets, levels, gaps and steps."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

import partner_success as ps
from partner_success.errors import (
    InvalidDataError,
    InvalidValueError,
    UnknownNameError,
)
from tests.unit.scoring.cards import found

STRATEGY = (
    *("journey_map", "subscription_offer", "partner_economics", "support_integration"),
    *("segmentation", "partner_roles", "core_roles", "internal_alignment"),
    *("staffing_expectations", "partner_promotion"),
)
KPIS = (
    *("land_kpis", "onboard_kpis", "adopt_kpis", "expand_kpis", "renew_kpis"),
    *("health_score", "financial_kpis", "service_desk_kpis", "kpi_data", "kpi_reviews"),
)
PROFILES = (
    *("model_choice", "ideal_profile", "customer_profiles", "segment_coverage"),
    *("rules_of_engagement", "vertical_expertise", "practice_maturity"),
    *("partner_of_record", "recruitment_targets", "partner_tiers"),
)
SUPPORT = (
    *("csm_training", "technical_training", "practice_workshops", "onboarding_content"),
    *("digital_marketing", "incentive_models", "sales_content", "automation_access"),
    *("communication_map", "partner_showcase"),
)
STAFFING = (
    *("executive_sponsor", "practice_lead", "csm_role", "renewals_role"),
    *("operations_lead", "account_ratio", "revenue_trigger", "certification_plan"),
    *("dual_roles", "sales_teamwork"),
)
SECTIONS = {
    "strategy": ("Partner strategy and roles", STRATEGY),
    "kpis": ("Partner KPIs and performance targets", KPIS),
    "profiles": ("Partner segmentation and target profiles", PROFILES),
    "support": ("Partner support and enablement", SUPPORT),
    "staffing": ("Staffing model", STAFFING),
}
ELEMENTS = (*STRATEGY, *KPIS, *PROFILES, *SUPPORT, *STAFFING)

# The marks of the two worksheets that the deck shows filled in, from the top down.
SHEET_1 = (2, 3, 3, 4, 2, 2, 2, 2, 3, 3)
SHEET_4 = (2, 3, 3, 4, 3, 4, 5, 2, 3, 3)

LEVELS = [
    ("Optimizing", 401, 500),
    ("Aspiring", 301, 400),
    ("Preparing", 201, 300),
    ("Formulating", 0, 200),
]


def sheet(total: int) -> dict[str, int]:
    """Give ratings that make an even total from 100 to 500."""
    more, rest = divmod(total // 2 - 50, 50)
    return {id_: 1 + more + (n < rest) for n, id_ in enumerate(ELEMENTS)}


@pytest.mark.rule("RDY-01")
def test_five_sections_of_ten_elements(rules: ps.Rulebook) -> None:
    """Ids and names stand as the deck orders them; every element is told in words."""
    sections = rules.readiness.sections
    standing = {each.id: (each.name, each.elements.ids) for each in sections}
    assert standing == SECTIONS
    assert len(set(ELEMENTS)) == 50
    names = {element.name for each in sections for element in each.elements}
    assert len(names) == 50
    assert all(len(name.split()) > 4 for name in names)


@pytest.mark.rule("RDY-01")
def test_every_element_is_cited_and_written_ones_are_marked(rules: ps.Rulebook) -> None:
    """The deck prints the rows of sections 1 and 4; the other rows are decisions."""
    for section in rules.readiness.sections:
        printed = section.id in ("strategy", "support")
        for element in section.elements:
            sources = {citation.source for citation in element.citations}
            assert sources == ({"DECK"} if printed else {"DECK", "DECISION"}), (
                element.id
            )


@pytest.mark.rule("RDY-02")
def test_the_scale_and_its_meanings(rules: ps.Rulebook) -> None:
    """Five ratings from missing to mature."""
    assert [(step.rating, step.meaning) for step in rules.readiness.scale] == [
        (1, "missing or undeveloped"),
        (2, "in concept or formation"),
        (3, "in pilot, with limited execution"),
        (4, "in production, but immature"),
        (5, "in production, established and mature"),
    ]
    card = rules.readiness.card
    assert (card.low, card.high, card.whole) == (1, 5, True)


@pytest.mark.rule("RDY-02")
@pytest.mark.parametrize(
    ("rating", "code"),
    [
        *((0, "out-of-range"), (6, "out-of-range"), (-1, "out-of-range")),
        *((2.5, "not-whole"), (Decimal("4.99"), "not-whole")),
        *((True, "not-a-number"), ("3", "not-a-number")),
    ],
)
def test_a_rating_is_one_of_the_scale(
    rules: ps.Rulebook, rating: Any, code: str
) -> None:
    """What the scale does not have is refused, every element by its name."""
    with pytest.raises(InvalidDataError) as caught:
        rules.readiness.assess({"journey_map": rating, "dual_roles": rating, "x": 1})
    assert found(caught.value.problems) == {
        ("journey_map", code),
        ("dual_roles", code),
        ("x", "unknown-name"),
    }


@pytest.mark.rule("RDY-03")
def test_a_rating_is_worth_twice_its_number(rules: ps.Rulebook) -> None:
    """100 points a section, 500 in all; only 1s still make 20 and 100."""
    assert rules.readiness.points_per_rating == 2
    for rating in range(1, 6):
        result = rules.readiness.assess(dict.fromkeys(ELEMENTS, rating))
        assert result.points == (100 * rating, 100 * rating)
        assert set(result.sections.values()) == {(20 * rating, 20 * rating)}
        assert result.score is not None
        assert result.score.value == 100 * rating


@pytest.mark.rule("RDY-03")
@pytest.mark.parametrize(
    ("rating", "marks", "subtotal"),
    [(2, 6, 24), (3, 3, 18), (4, 1, 8), (2, 1, 4), (3, 5, 30), (4, 2, 16), (5, 1, 10)],
)
def test_the_printed_subtotals_are_twice_their_ratings(
    rules: ps.Rulebook, rating: int, marks: int, subtotal: int
) -> None:
    """Against a sheet of 1s, so many marks of a rating bring so many points more."""
    ones = dict.fromkeys(ELEMENTS, 1)
    more = {**ones, **dict.fromkeys(STRATEGY[:marks], rating)}
    result = rules.readiness.assess(more)
    assert result.sections["strategy"][0] == 20 - 2 * marks + subtotal


@pytest.mark.rule("RDY-04")
def test_the_two_worked_sheets_count_their_marks(rules: ps.Rulebook) -> None:
    """Section 1 makes 52 where 50 is printed, section 4 makes 64 where 60 is."""
    assert sorted(SHEET_1) == [2] * 5 + [3] * 4 + [4]
    assert sorted(SHEET_4) == [2] * 2 + [3] * 5 + [4] * 2 + [5]
    ratings = dict(zip((*STRATEGY, *SUPPORT), (*SHEET_1, *SHEET_4), strict=True))
    result = rules.readiness.assess(ratings)
    assert result.sections["strategy"] == (52, 52)
    assert result.sections["support"] == (64, 64)
    assert result.sections["kpis"] == (20, 100)
    assert result.points == (52 + 64 + 60, 52 + 64 + 300)
    assert result.level is None


@pytest.mark.rule("RDY-05")
def test_every_total_has_the_level_that_the_deck_prints(rules: ps.Rulebook) -> None:
    """All 501 totals; 400, which two rows of the deck claim, is Aspiring."""
    for name, first, last in LEVELS:
        for points in range(first, last + 1):
            assert rules.readiness.level(points).name == name
    assert rules.readiness.level(285).name == "Preparing"
    levels = rules.readiness.levels
    assert [(band.name, band.floor) for band in levels] == [
        (name, first) for name, first, _ in LEVELS
    ]
    assert (levels.low, levels.high) == (0, 500)
    assert all(band.action and band.meaning for band in levels)


@pytest.mark.rule("RDY-05")
@pytest.mark.parametrize(
    "points", [-1, 501, 400.5, Decimal("200.01"), True, "285", None]
)
def test_a_total_is_whole_and_lies_on_the_scale(
    rules: ps.Rulebook, points: Any
) -> None:
    """Between two levels there is nothing to ask for."""
    with pytest.raises(InvalidValueError):
        rules.readiness.level(points)


@pytest.mark.rule("RDY-05")
@pytest.mark.parametrize(
    ("total", "level"),
    [
        *((200, "Formulating"), (202, "Preparing"), (300, "Preparing")),
        *((302, "Aspiring"), (400, "Aspiring"), (402, "Optimizing")),
    ],
)
def test_a_sheet_beside_an_edge(rules: ps.Rulebook, total: int, level: str) -> None:
    """Ratings make even totals; the last of a level and the first of the next."""
    result = rules.readiness.assess(sheet(total))
    assert result.points == (total, total)
    assert result.level is not None
    assert result.level.name == level


@pytest.mark.rule("RDY-06")
def test_an_unanswered_element_is_a_range(rules: ps.Rulebook) -> None:
    """One open element of fifty opens eight points, from 1 to 5."""
    ratings: dict[str, Any] = {**sheet(300), "dual_roles": None}
    rated = sheet(300)["dual_roles"]
    result = rules.readiness.assess(ratings)
    assert result.points == (300 - 2 * rated + 2, 300 - 2 * rated + 10)
    assert (result.complete, result.score) == (False, None)
    assert result.range.missing == ("dual_roles",)
    del ratings["dual_roles"]
    assert rules.readiness.assess(ratings) == result
    ratings["dual_roles"] = float("nan")
    assert rules.readiness.assess(ratings) == result


@pytest.mark.rule("RDY-06")
@pytest.mark.parametrize(
    ("total", "level"),
    [(200, None), (190, "Formulating"), (202, None), (210, "Preparing"), (400, None)],
)
def test_a_level_needs_both_ends_to_agree(
    rules: ps.Rulebook, total: int, level: str | None
) -> None:
    """With one element open the level stands only where the gap crosses no edge."""
    ratings = sheet(total)
    del ratings["journey_map"]
    result = rules.readiness.assess(ratings)
    assert (result.level.name if result.level else None) == level
    assert (result.steps_to_next_level is None) == (level is None)
    if level is None:
        assert "level open until more is answered" in str(result)
    assert "1 elements are not answered" not in str(result.explain())
    assert "1 element is not answered" in str(result.explain())


@pytest.mark.rule("RDY-06")
def test_a_blank_sheet_may_still_become_anything(rules: ps.Rulebook) -> None:
    """Nothing answered is no zero: from 100 to 500 points."""
    result = rules.readiness.assess({})
    assert result.points == (100, 500)
    assert result.level is None
    assert result.improvable == ()
    assert "50 elements are not answered" in str(result.explain())


@pytest.mark.rule("RDY-07")
def test_steps_to_the_next_level_for_every_total(rules: ps.Rulebook) -> None:
    """Counted one step of two points at a time, for all 201 totals."""
    for total in range(100, 501, 2):
        result = rules.readiness.assess(sheet(total))
        steps, points = 0, total
        while points <= 500 and _level(points) == _level(total):
            points, steps = points + 2, steps + 1
        expected = None if total > 400 else steps
        assert result.steps_to_next_level == expected, total


def _level(points: int) -> str:
    return next(name for name, first, _ in LEVELS if points >= first)


@pytest.mark.rule("RDY-07")
def test_steps_can_be_taken_lowest_first(rules: ps.Rulebook) -> None:
    """Raising the first improvable element step by step reaches the next level."""
    ratings = {**sheet(260), "journey_map": 1, "practice_lead": 1}
    result = rules.readiness.assess(ratings)
    assert result.level is not None
    assert result.steps_to_next_level is not None
    for _ in range(result.steps_to_next_level - 1):
        ratings = _one_step(rules, ratings)
    assert rules.readiness.assess(ratings).level == result.level
    after = rules.readiness.assess(_one_step(rules, ratings)).level
    assert after is not None
    assert after.name == "Aspiring"


def _one_step(rules: ps.Rulebook, ratings: Mapping[str, int]) -> dict[str, int]:
    element, rating = rules.readiness.assess(ratings).improvable[0]
    return {**ratings, element.id: rating + 1}


@pytest.mark.rule("RDY-07")
def test_elements_below_5_come_lowest_first(rules: ps.Rulebook) -> None:
    """Equal ones keep the order of the sheet; 5s and open ones are left out."""
    ratings: dict[str, Any] = dict.fromkeys(ELEMENTS, 5)
    ratings |= {"dual_roles": 4, "nothing": None, "journey_map": 4, "csm_role": 1}
    ratings |= {"kpi_data": 3, "sales_content": 3.0, "core_roles": None}
    del ratings["nothing"]
    result = rules.readiness.assess(ratings)
    assert [(element.id, rating) for element, rating in result.improvable] == [
        ("csm_role", 1),
        ("kpi_data", 3),
        ("sales_content", 3),
        ("journey_map", 4),
        ("dual_roles", 4),
    ]


@pytest.mark.rule("RDY-07")
def test_those_who_answer_for_it_are_named(rules: ps.Rulebook) -> None:
    """Six seats; empty ones are told, unknown ones are misuse."""
    assert [(lead.id, lead.name) for lead in rules.readiness.leads] == [
        ("executive_sponsor", "Executive sponsor"),
        ("channels", "Channels lead"),
        ("services", "Services lead"),
        ("customer_success", "Customer success lead"),
        ("operations", "Operations lead"),
        ("finance", "Finance lead"),
    ]
    result = rules.readiness.assess(sheet(300), leads={"channels": "Ada Obi"})
    assert result.leads == {"channels": "Ada Obi"}
    text = str(result.explain())
    assert "Channels lead: Ada Obi" in text
    assert "Finance lead: not named" in text
    with pytest.raises(UnknownNameError, match="did you mean 'channels'"):
        rules.readiness.assess({}, leads={"chanels": "Ada Obi"})


@pytest.mark.rule("RDY-07")
def test_the_decks_next_steps_hold_at_any_level(rules: ps.Rulebook) -> None:
    """Four of them, in the deck's order, whatever the total is."""
    steps = rules.readiness.next_steps
    assert len(steps) == 4
    words = ("strategy", "pilot", "staffing", "data")
    assert all(word in step for word, step in zip(words, steps, strict=True))
    for total in (100, 300, 500):
        remarks = rules.readiness.assess(sheet(total)).explain().remarks
        assert [line for line in remarks if line.startswith("next: ")] == [
            f"next: {step}" for step in steps
        ]


@pytest.mark.rule("RDY-05", "RDY-07")
def test_the_explanation_of_a_sheet(rules: ps.Rulebook) -> None:
    """Total, level, sections, steps and where to take them."""
    result = rules.readiness.assess({**sheet(298), "csm_role": 1})
    low = 298 - 2 * (sheet(298)["csm_role"] - 1)
    assert str(result) == f"Partner CS readiness {low} of 500 points: Preparing"
    explained = result.explain()
    assert explained.columns == ("section", "least", "most")
    assert explained.rows[0] == ("Partner strategy and roles", "60", "60")
    steps = (301 - low + 1) // 2
    assert (
        explained.remarks[0] == f"{steps} steps of a rating to Aspiring; lowest first:"
    )
    assert (
        explained.remarks[1]
        == "  1: The role of the customer success manager is described and filled"
    )
    assert len([line for line in explained.remarks if line.startswith("  ")]) == 5
    one = rules.readiness.assess(sheet(300)).explain().remarks[0]
    assert one == "1 step of a rating to Aspiring; lowest first:"
    top = rules.readiness.assess(sheet(500))
    assert top.steps_to_next_level is None
    assert not any("lowest first" in line for line in top.explain().remarks)
    assert "500 of 500 points: Optimizing" in top._repr_html_()
    assert result.provenance.edition == "standard 2026.1"
