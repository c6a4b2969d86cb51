"""Partner CSAT: which answers count, the mean of projects, points and intervals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import count
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.core.collections import Catalogue
from partner_success.errors import (
    InvalidModelError,
    InvalidValueError,
    UnknownNameError,
)
from partner_success.partners import SurveyAnswer
from partner_success.scoring import CsatModel, Interval, NoInterval, Question, Threshold
from tests.unit.scoring.cards import found

QUESTIONS = (
    *("overall_satisfaction", "value", "overall_performance", "scoping"),
    *("progress_information", "communication", "risk", "product_knowledge"),
    *("outcomes", "enablement"),
)
THRESHOLDS = [("4.2", 10), ("4.4", 20), ("4.6", 30), ("4.8", 40), ("4.9", 50)]
ON = date(2025, 6, 30)

_numbers = count()


def answer(rating: int | None, question: str = "value", **more: Any) -> SurveyAnswer:
    """Give an answer about a project that succeeded in 2025, unless told otherwise."""
    given: dict[str, Any] = {
        "id": f"s-{next(_numbers)}",
        "kind": "csat",
        "partner_id": "acme",
        "question": question,
        "answered_on": date(2025, 5, 5),
        "rating": rating,
        "project_id": "p-1",
        "project_completed_on": date(2025, 5, 1),
        "successful": True,
    }
    return SurveyAnswer(**{**given, **more})


def answers(
    ratings: Iterable[int], project: str = "p-1", **more: Any
) -> list[SurveyAnswer]:
    """Give one answer a rating, about one project."""
    return [answer(rating, project_id=project, **more) for rating in ratings]


# Ratings that average a threshold exactly, sums of floats and thirds among them.
MIXES = [
    ([5, 4, 4, 4, 4], "4.2"),
    ([5, 5, 5, 5, 1], "4.2"),
    ([5] * 21 + [4] * 29 + [1] * 0, "4.42"),
    ([5, 5, 5, 5, 5, 5, 4, 4, 3, 1], "4.2"),
    ([5, 5, 4, 4, 4], "4.4"),
    ([5, 5, 5, 4, 4], "4.6"),
    ([5, 5, 5, 5, 4], "4.8"),
    ([5] * 9 + [4], "4.9"),
    ([5] * 19 + [3], "4.9"),
]


# ---------------------------------------------------------------- which answers count
@pytest.mark.rule("CST-01")
def test_ten_questions_count_and_one_is_open(rules: ps.Rulebook) -> None:
    """The deck's ten in its order, then the open one, which never counts."""
    questions = rules.csat.questions
    assert [each.id for each in questions if each.scored] == list(QUESTIONS)
    assert [each.id for each in questions if not each.scored] == [
        "message_to_prospects"
    ]
    assert all(each.citations and each.name for each in questions)
    assert all(rules.csat.counts(question) for question in QUESTIONS)
    assert not rules.csat.counts("message_to_prospects")
    assert not rules.csat.counts("engagement_migration")
    assert not rules.csat.counts("engagement_")
    with pytest.raises(UnknownNameError, match="did you mean 'scoping'"):
        rules.csat.counts("scopin")
    with pytest.raises(UnknownNameError):
        rules.csat.counts("engagement")


@pytest.mark.rule("CST-01")
def test_open_and_engagement_questions_never_count(rules: ps.Rulebook) -> None:
    """Even with a rating, and even with one the scale does not have."""
    given = [
        answer(4),
        answer(None, "message_to_prospects", text="thorough"),
        answer(1, "message_to_prospects"),
        answer(1, "engagement_migration"),
        answer(10, "engagement_support"),
        answer(None, "scoping"),
    ]
    result = rules.csat.partner(given, on=ON)
    assert (result.mean, result.answers) == (4, 1)


@pytest.mark.rule("CST-01")
@pytest.mark.parametrize(
    ("rating", "taken"), [(0, False), (1, True), (5, True), (6, False)]
)
def test_ratings_go_from_1_to_5(rules: ps.Rulebook, rating: int, taken: bool) -> None:
    """The ends belong to the scale; beside them is refused."""
    assert (rules.csat.low, rules.csat.high) == (1, 5)
    if taken:
        assert rules.csat.partner([answer(rating)], on=ON).mean == rating
    else:
        with pytest.raises(InvalidValueError, match="from 1 to 5"):
            rules.csat.partner([answer(rating)], on=ON)


# ---------------------------------------------------------------- projects and years
@pytest.mark.rule("CST-02")
def test_a_project_is_the_mean_of_its_answers(rules: ps.Rulebook) -> None:
    """Whoever answers and whatever is asked, every rating weighs the same."""
    project = rules.csat.project([answer(5), answer(4, "risk"), answer(4, "scoping")])
    assert project is not None
    assert project.mean == Fraction(13, 3)
    assert (project.project_id, project.ratings) == ("p-1", (5, 4, 4))
    assert rules.csat.project([answer(None), answer(3, "engagement_x")]) is None
    nameless = rules.csat.project([answer(5, project_id=None)])
    assert nameless is not None
    assert nameless.project_id == ""


@pytest.mark.rule("CST-02")
def test_each_project_counts_once(rules: ps.Rulebook) -> None:
    """A project with ten answers weighs as much as one with one."""
    given = [*answers([5] * 10, "large"), *answers([3], "small")]
    result = rules.csat.partner(given, on=ON)
    assert result.mean == 4
    assert result.value == 4.0
    assert result.answers == 11
    assert [project.project_id for project in result.projects] == ["large", "small"]


@pytest.mark.rule("CST-02")
@pytest.mark.parametrize(
    ("more", "counts"),
    [
        ({}, True),
        ({"project_completed_on": date(2025, 1, 1)}, True),
        ({"project_completed_on": date(2025, 12, 31)}, True),
        ({"project_completed_on": date(2024, 12, 31)}, False),
        ({"project_completed_on": date(2026, 1, 1)}, False),
        ({"project_completed_on": None}, False),
        ({"successful": False}, False),
        ({"successful": None}, False),
        ({"project_id": None}, False),
        ({"kind": "nps", "question": "recommend"}, False),
        ({"answered_on": date(2027, 1, 1)}, True),
    ],
)
def test_only_projects_of_the_year_that_succeeded_count(
    rules: ps.Rulebook, more: dict[str, Any], counts: bool
) -> None:
    """The day of completion decides, not the day of the answer."""
    result = rules.csat.partner([answer(4, **more)], on=ON)
    assert result.mean == (4 if counts else None)
    assert result.answers == int(counts)


@pytest.mark.rule("CST-02")
def test_the_first_month_of_the_fiscal_year_is_a_setting(rules: ps.Rulebook) -> None:
    """It is January unless a company says otherwise."""
    assert rules.csat.first_month == 1
    assert rules.csat.partner([], on=ON).year.first == date(2025, 1, 1)
    february = attrs.evolve(rules.csat, first_month=2)
    given = [
        answer(5, project_id="before", project_completed_on=date(2025, 1, 31)),
        answer(4, project_id="first", project_completed_on=date(2025, 2, 1)),
        answer(3, project_id="last", project_completed_on=date(2026, 1, 31)),
        answer(1, project_id="after", project_completed_on=date(2026, 2, 1)),
    ]
    assert february.partner(given, on=ON).mean == Fraction(7, 2)
    assert february.partner(given, on=date(2026, 2, 1)).mean == 1
    assert february.partner(given, on=date(2025, 1, 31)).mean == 5


# ---------------------------------------------------------------- points
@pytest.mark.rule("CST-03")
def test_the_thresholds_and_their_points(rules: ps.Rulebook) -> None:
    """Five steps, each cited to the deck."""
    standing = [(str(t.at_least), t.points) for t in rules.csat.thresholds]
    assert standing == THRESHOLDS
    assert all(t.citations[0].source == "DECK" for t in rules.csat.thresholds)


@pytest.mark.rule("CST-03")
@pytest.mark.parametrize(
    ("mean", "points"),
    [
        *(("1", 0), ("4.19", 0), ("4.1999999999999999999999", 0)),
        *(("4.2", 10), ("4.39", 10), ("4.4", 20), ("4.59", 20)),
        *(("4.6", 30), ("4.79", 30), ("4.8", 40), ("4.89", 40), ("4.9", 50), ("5", 50)),
    ],
)
def test_a_threshold_is_met_on_its_value(
    rules: ps.Rulebook, mean: str, points: int
) -> None:
    """On the value the points are earned, whatever is below earns fewer."""
    assert rules.csat.points(Fraction(mean)) == points


@pytest.mark.rule("CST-03")
@pytest.mark.parametrize(("ratings", "mean"), MIXES)
def test_any_mix_with_that_mean_meets_the_threshold_exactly(
    rules: ps.Rulebook, ratings: list[int], mean: str
) -> None:
    """However the mean came about; one rating less and it is missed."""
    result = rules.csat.partner(answers(ratings), on=ON)
    assert result.mean == Fraction(mean)
    on = [points for floor, points in THRESHOLDS if Decimal(floor) <= Decimal(mean)]
    assert result.points == on[-1]
    lower = sorted(ratings)
    lower[-1] -= 1
    missed = rules.csat.partner(answers(lower), on=ON)
    if mean != "4.42":
        assert missed.points < result.points


@pytest.mark.rule("CST-02", "CST-03")
def test_a_mean_of_means_meets_the_threshold_exactly(rules: ps.Rulebook) -> None:
    """Thirds of projects add up without a rounding: 13/3, 14/3 and 18/5 make 4.2."""
    given = [
        *answers([5, 4, 4], "a"),
        *answers([5, 5, 4], "b"),
        *answers([5, 4, 4, 4, 1], "c"),
    ]
    result = rules.csat.partner(given, on=ON)
    assert result.mean == Fraction(21, 5)
    assert result.points == 10


# ---------------------------------------------------------------- how sure it is
@pytest.mark.rule("CST-04")
def test_csat_comes_with_answers_and_named_intervals(rules: ps.Rulebook) -> None:
    """95 % by Student's t over projects, by Wilson over satisfied answers."""
    given = [*answers([5, 5], "a"), *answers([4, 4], "b"), *answers([3, 3], "c")]
    result = rules.csat.partner(given, on=ON)
    assert rules.csat.satisfied_from == 4
    assert (result.answers, result.satisfied) == (6, 4)
    assert isinstance(result.interval, Interval)
    assert (result.interval.level, result.interval.method) == (
        Decimal("0.95"),
        "Student's t",
    )
    # 4 -+ 4.3027 * 1 / sqrt(3), cut to the scale at 5
    assert result.interval.low == pytest.approx(4 - 2.4841, abs=1e-4)
    assert result.interval.high == 5
    shares = result.satisfied_interval
    assert isinstance(shares, Interval)
    assert (shares.level, shares.method) == (Decimal("0.95"), "Wilson score")
    assert (shares.low, shares.high) == pytest.approx((0.3000, 0.9032), abs=1e-4)


@pytest.mark.rule("CST-04")
def test_too_few_projects_give_no_interval(rules: ps.Rulebook) -> None:
    """One project has a mean and no spread, none has neither."""
    one = rules.csat.partner(answers([5, 3]), on=ON)
    assert isinstance(one.interval, NoInterval)
    assert isinstance(one.satisfied_interval, Interval)
    none = rules.csat.partner([], on=ON)
    assert (none.mean, none.value, none.points, none.answers) == (None, None, 0, 0)
    assert isinstance(none.satisfied_interval, NoInterval)
    assert str(none) == "Partner CSAT FY2025: no project"


@pytest.mark.rule("CST-03", "CST-04")
def test_the_explanation_of_a_year(rules: ps.Rulebook) -> None:
    """Mean, points, projects and how sure both figures are."""
    result = rules.csat.partner([*answers([5, 4, 4], "<b>"), *answers([4], "b")], on=ON)
    text = str(result.explain())
    assert text.splitlines()[:4] == [
        "Partner CSAT FY2025: 4.16, 0 points",
        "project  answers  mean",
        "<b>            3  4.33",
        "b              1     4",
    ]
    assert "satisfied share, 4 of 4: " in text
    assert "(95 % confidence, Student's t)" in text
    assert "&lt;b&gt;" in result._repr_html_()
    assert result.provenance.edition == "standard 2026.1"


# ---------------------------------------------------------------- the model
def model(**more: Any) -> CsatModel:
    """Give a model of one question on 1 to 5."""
    given: dict[str, Any] = {
        "id": "csat",
        "name": "CSAT",
        "low": 1,
        "high": 5,
        "satisfied_from": 4,
        "questions": Catalogue([Question(id="a", name="A")]),
        "optional_prefix": "extra_",
        "thresholds": (),
        "first_month": 1,
        "confidence": Decimal("0.9"),
    }
    return CsatModel(**{**given, **more})


def steps(*pairs: tuple[str, int]) -> tuple[Threshold, ...]:
    """Give thresholds."""
    return tuple(Threshold(at_least=Decimal(a), points=p) for a, p in pairs)


@pytest.mark.rule("CST-01", "CST-02", "CST-03")
@pytest.mark.parametrize(
    ("more", "faults"),
    [
        ({"satisfied_from": 1}, {("satisfied_from", "wrong-order")}),
        ({"satisfied_from": 6}, {("satisfied_from", "wrong-order")}),
        ({"thresholds": steps(("4", 9), ("3", 10))}, {("thresholds", "wrong-order")}),
        ({"thresholds": steps(("3", 9), ("4", 9))}, {("thresholds", "wrong-order")}),
        ({"thresholds": steps(("3", 9), ("3", 10))}, {("thresholds", "wrong-order")}),
        ({"thresholds": steps(("5.01", 9))}, {("thresholds[0]", "unreachable")}),
        ({"thresholds": steps(("0.99", 9))}, {("thresholds[0]", "unreachable")}),
        ({"thresholds": steps(("NaN", 9))}, {("thresholds", "not-finite")}),
        ({"confidence": Decimal(1)}, {("confidence", "out-of-range")}),
        ({"confidence": Decimal(0)}, {("confidence", "out-of-range")}),
        ({"confidence": Decimal("NaN")}, {("confidence", "out-of-range")}),
        (
            {
                "first_month": 13,
                "optional_prefix": "",
                "questions": Catalogue([Question(id="a", name="A", scored=False)]),
            },
            {
                ("first_month", "out-of-range"),
                ("optional_prefix", "empty"),
                ("questions", "none-scored"),
            },
        ),
    ],
)
def test_a_model_names_all_its_faults(
    more: dict[str, Any], faults: set[tuple[str, str]]
) -> None:
    """Every contradiction is found when the model is built."""
    assert model().points(Fraction(5)) == 0
    with pytest.raises(InvalidModelError) as caught:
        model(**more)
    assert found(caught.value.problems) == faults
