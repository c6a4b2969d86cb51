"""Two scorecards on the same past: the verdict, its figures, and who changes band."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.analytics import PastReading, auc, backtest
from partner_success.errors import (
    InvalidDataError,
    InvalidValueError,
    MissingExtraError,
)
from partner_success.scoring import Interval
from tests.unit.analytics.past import monthly, one, policy, readings, renamed, told
from tests.unit.display.hiding import hide
from tests.unit.scoring.cards import card, component, measure

USE, NOISE = one("use"), one("noise")


def ends(interval: Interval) -> tuple[float, float]:
    """Give the two ends."""
    return interval.low, interval.high


# ------------------------------------------------------------------------ verdicts
@pytest.mark.rule("RBK-04")
def test_a_better_card_is_called_better() -> None:
    """A card that reads the signal beats one that reads noise, by both figures."""
    found = backtest(NOISE, USE, told(25, customers=400), policy=policy())
    assert found.verdict.code == "new-better"
    assert [reason.code for reason in found.reasons] == ["auc-better", "brier-better"]
    assert found.auc is not None
    assert found.auc.new.value > 0.8 > 0.6 > found.auc.old.value
    assert found.verdict.rules == ("RBK-04",)


@pytest.mark.rule("RBK-04")
def test_a_worse_card_is_called_worse() -> None:
    """The same data the other way round."""
    found = backtest(USE, NOISE, told(25, customers=400), policy=policy())
    assert found.verdict.code == "new-worse"
    assert [reason.code for reason in found.reasons] == ["auc-worse", "brier-worse"]


@pytest.mark.rule("RBK-04")
@pytest.mark.parametrize("seed", range(5))
def test_noise_is_not_called_better(seed: int) -> None:
    """Where neither card tells anything no difference is claimed."""
    past = told(0, customers=300, seed=seed)
    found = backtest(USE, NOISE, past, policy=policy(confidence=Decimal("0.99")))
    assert found.verdict.code == "no-difference"
    assert "do not show" in str(found)


@pytest.mark.rule("RBK-04")
def test_a_card_beside_itself_differs_by_nothing() -> None:
    """The difference is 0 and so are both ends of its interval."""
    found = backtest(USE, USE, told(20, customers=200), policy=policy())
    for figure in (found.auc, found.brier):
        assert figure is not None
        assert figure.old == figure.new
        assert figure.difference.value == 0
        assert ends(figure.difference.interval) == (0, 0)
    assert found.verdict.code == "no-difference"
    assert found.migration.moves == ()


def test_better_by_one_figure_and_worse_by_the_other_is_mixed() -> None:
    """A verdict that hides neither."""
    better = backtest(NOISE, USE, told(25, customers=400), policy=policy())
    worse = backtest(USE, NOISE, told(25, customers=400), policy=policy())
    mixed = attrs.evolve(better, brier=worse.brier)
    assert mixed.verdict.code == "mixed"
    assert [reason.code for reason in mixed.reasons] == ["auc-better", "brier-worse"]
    shown = attrs.evolve(
        better, auc=backtest(USE, USE, told(20, customers=200), policy=policy()).auc
    )
    assert shown.verdict.code == "new-better"
    assert shown.reasons[0].code == "auc-not-shown"


@pytest.mark.rule("RBK-04")
@pytest.mark.parametrize(
    ("left", "stayed", "enough"), [(10, 10, True), (9, 11, False), (11, 9, False)]
)
def test_ten_of_each_are_enough(
    rules: ps.Rulebook, left: int, stayed: int, enough: bool
) -> None:
    """With nine of either there are no figures, and the verdict says so."""
    past = readings([(place, True) for place in range(left)])
    past += [
        renamed(each, subject=f"b-{each.subject}")
        for each in readings([(50 + place, False) for place in range(stayed)])
    ]
    found = backtest(USE, NOISE, past, policy=rules.backtest)
    assert found.verdict.code == "not-enough-data", "the new card has nothing to read"
    found = backtest(USE, USE, past, policy=rules.backtest)
    assert (found.sample.left, found.sample.stayed) == (left, stayed)
    assert (found.verdict.code == "not-enough-data") is not enough
    assert (found.auc is None) is not enough
    if not enough:
        assert found.reasons == (found.verdict,)
        assert f"{left} customers who left and {stayed} who stayed" in str(found)
        assert found.explain().rows == ()
        assert found.brier is None


@pytest.mark.rule("RBK-04")
def test_the_rulebook_says_how_often_is_drawn_and_at_which_level(
    rules: ps.Rulebook,
) -> None:
    """A thousand draws, and 25 of them beyond either end."""
    past = told(15, customers=120)
    found = backtest(USE, NOISE, past, policy=rules.backtest)
    assert (found.draws, found.draws_left_out) == (1000, 0)
    assert found.auc is not None
    interval = found.auc.difference.interval
    assert interval.level == Decimal("0.95")
    narrower = attrs.evolve(rules.backtest, confidence=Decimal("0.9"))
    narrow = backtest(USE, NOISE, past, policy=narrower)
    assert narrow.auc is not None
    low, high = ends(narrow.auc.difference.interval)
    assert interval.low < low < found.auc.difference.value < high < interval.high


# ------------------------------------------------------------------------- figures
@pytest.mark.rule("RBK-04")
def test_the_figures_by_hand() -> None:
    """Perfectly parted customers: 1 and 0, whatever is drawn."""
    past = readings([(10, True)] * 4 + [(90, False)] * 4)
    found = backtest(USE, USE, past, policy=policy())
    assert found.auc is not None
    assert found.brier is not None
    assert (found.auc.new.value, found.brier.new.value) == (1.0, 0.0)
    assert ends(found.auc.new.interval) == (1.0, 1.0)


@pytest.mark.rule("RBK-04")
def test_every_row_of_a_customer_stays_on_one_side() -> None:
    """Four customers are split two and two, so that each half knows both kinds."""
    past = [
        *monthly("a", [10, 10, 10], [False, True, True]),
        *monthly("b", [10], [True]),
        *monthly("c", [90, 90], [False, False]),
        *monthly("d", [90], [False]),
    ]
    found = backtest(USE, USE, past, policy=policy())
    assert (found.sample.used, found.sample.left, found.sample.stayed) == (7, 2, 2)
    assert found.brier is not None
    # Fitted on 'a' the chance at 10 is 2/3, and 'b' is missed by a third; fitted on 'b'
    # it is 1, and of the rows of 'a' the first is missed by 1. The other customer adds
    # one row or two.
    miss = [Fraction(1, 27), Fraction(1, 18), Fraction(1, 5), Fraction(1, 4)]
    assert any(found.brier.new.value == pytest.approx(float(each)) for each in miss)


@pytest.mark.rule("RBK-04")
def test_draws_without_either_kind_are_left_out_and_counted() -> None:
    """With four customers every eighth draw lacks somebody."""
    past = readings([(10, True), (20, True), (80, False), (90, False)])
    found = backtest(USE, USE, past, policy=policy(draws=1000))
    assert found.draws + found.draws_left_out == 1000
    assert 100 < found.draws_left_out < 300
    assert f"{found.draws_left_out} draws left out" in str(found.explain())


@pytest.mark.rule("RBK-04")
def test_a_customer_is_drawn_with_all_of_its_readings() -> None:
    """Twelve equal rows a customer say no more than one: the interval stays."""
    single = told(20, customers=80)
    twelve = [
        renamed(each, on=date(2026, month, 1))
        for each in single
        for month in range(1, 13)
    ]
    one_each = backtest(USE, NOISE, single, policy=policy())
    many = backtest(USE, NOISE, twelve, policy=policy())
    assert one_each.auc == many.auc
    assert many.sample.used == 12 * one_each.sample.used


def test_the_same_seed_draws_the_same_lots_and_another_does_not() -> None:
    """Everything can be computed again."""
    past = told(10, customers=60)
    first = backtest(USE, NOISE, past, policy=policy(), seed=3)
    assert first == backtest(USE, NOISE, past, policy=policy(), seed=3)
    other = backtest(USE, NOISE, past, policy=policy(), seed=4)
    assert first.auc != other.auc
    assert first.seed == 3


def test_the_area_is_that_of_plain_lists() -> None:
    """Two ways to count, one figure, ties included."""
    past = readings([(place % 7, place % 3 == 0) for place in range(60)])
    found = backtest(USE, USE, past, policy=policy())
    assert found.auc is not None
    assert found.auc.old.value == auc(
        [int(str(each.values["use"])) for each in past],
        [bool(each.churned) for each in past],
    )


def test_scores_of_any_size_are_told_apart_exactly() -> None:
    """Hundredths that no float can tell apart are no ties."""
    vast = one("use", low=0, high=10**30, floors=None)
    past = readings([(10**29 + place, place < 5) for place in range(10)])
    found = backtest(vast, vast, past, policy=policy())
    assert found.auc is not None
    assert found.auc.old.value == 1.0


# -------------------------------------------------------------------------- sample
@pytest.mark.rule("RBK-04")
def test_what_does_not_count_is_counted_by_its_reason() -> None:
    """Used and left out are all readings; the first reason that holds is given."""
    past = [
        *told(20, customers=40),
        PastReading(subject="gone", values={"use": 10, "noise": 1}, left=True),
        PastReading(subject="odd", values={"use": 101, "noise": 1}, churned=True),
        PastReading(subject="text", values={"use": 1, "noise": "x"}, churned=True),
        PastReading(subject="gap", values={"use": 1}, churned=False),
        PastReading(subject="nan", values={"use": float("nan"), "noise": 3}),
        PastReading(subject="open", values={"use": 10, "noise": 1}),
    ]
    found = backtest(USE, NOISE, past, policy=policy()).sample
    assert found.left_out == {
        "left-already": 1,
        "refused": 2,
        "not-scored": 2,
        "outcome-unknown": 1,
    }
    assert found.used + sum(found.left_out.values()) == found.readings == 46
    assert (found.subjects, found.left + found.stayed) == (46, 40)
    assert [(each.subject, each.card, each.problem.path) for each in found.refused] == [
        *(("odd", "old", "use"), ("text", "new", "noise")),
    ]
    assert any("2, because a scorecard refused" in line for line in found.lines)


@pytest.mark.rule("RBK-04")
def test_missing_values_can_be_refused() -> None:
    """Each is named; with reweighting the rest is scored."""
    both = card(component("use"), component("noise"), floors={"all": 0})
    past = [*told(20, customers=40), *readings([(1, True)])]
    past[-1] = renamed(past[-1], subject="gap")
    known = backtest(both, USE, past, policy=policy())
    assert known.sample.used == 41
    strict = backtest(both, USE, past, policy=policy(), missing="refuse")
    (refused,) = strict.sample.refused
    assert (refused.subject, refused.card) == ("gap", "old")
    assert (refused.problem.path, refused.problem.code) == ("noise", "missing")


@pytest.mark.rule("RBK-04")
def test_each_card_reads_only_what_it_knows() -> None:
    """Values under other names disturb neither card, nor do measures of the other."""
    measured = card(
        component("use", measures=[measure("logins", better="higher")]), floors={"a": 0}
    )
    past = [
        renamed(
            each, values={"logins": each.values["use"], "noise": 5, "colour": "red"}
        )
        for each in told(20, customers=40)
    ]
    found = backtest(measured, NOISE, past, policy=policy())
    assert not found.sample.refused
    assert found.sample.used == 40


@pytest.mark.parametrize("kind", [Decimal, int, float, Fraction])
def test_a_number_scores_the_same_whatever_its_type(kind: Any) -> None:
    """What a table holds as decimal text is what a program holds as a float."""
    past = [
        renamed(each, values={"use": kind(round(float(str(each.values["use"]))))})
        for each in told(20, customers=40)
    ]
    plain = [
        renamed(each, values={"use": float(str(each.values["use"]))}) for each in past
    ]
    assert backtest(USE, USE, past, policy=policy()) == (
        backtest(USE, USE, plain, policy=policy())
    )


@pytest.mark.parametrize(
    "value", [Decimal("100.00000000000000000001"), Decimal("NaN"), Decimal("1E+400")]
)
def test_a_number_that_no_float_holds_goes_the_careful_way(value: Decimal) -> None:
    """One a hair beyond the scale is refused, none is not known."""
    past = [*told(20, customers=40), PastReading(subject="x", values={"use": value})]
    sample = backtest(USE, USE, past, policy=policy()).sample
    assert sample.left_out["refused"] + sample.left_out["not-scored"] == 1


def test_no_past_is_not_enough() -> None:
    """Nothing in, and the verdict says that it is nothing."""
    found = backtest(USE, NOISE, [], policy=policy())
    assert found.verdict.code == "not-enough-data"
    assert found.sample.readings == found.migration.subjects == 0


@pytest.mark.parametrize("churned", [True, False, None])
def test_one_kind_only_is_not_enough(churned: bool | None) -> None:
    """Without those who left, or without those who stayed, nothing is told."""
    past = readings([(place, churned) for place in range(30)])
    assert backtest(USE, USE, past, policy=policy()).verdict.code == "not-enough-data"


# -------------------------------------------------------------------------- misuse
def test_two_readings_on_a_day_are_refused() -> None:
    """Every double is named by its customer."""
    twice = monthly("a", [1, 2], [True, True]) * 2
    none = [PastReading(subject="b"), PastReading(subject="b", on=date(2026, 1, 1))]
    with pytest.raises(InvalidDataError) as caught:
        backtest(USE, USE, [*twice, *none], policy=policy())
    assert [(each.path, each.code) for each in caught.value.problems] == [
        *(("a", "duplicate-day"), ("a", "duplicate-day"), ("b", "no-day")),
    ]


def test_something_else_than_readings_is_refused() -> None:
    """The text says what makes them."""
    with pytest.raises(InvalidValueError, match="found 3; past_readings makes them"):
        backtest(USE, USE, [3], policy=policy())  # type: ignore[list-item]


@pytest.mark.parametrize("seed", [-1, 1.5, True, None, "7"])
def test_a_seed_is_a_whole_number(seed: Any) -> None:
    """From 0 up."""
    with pytest.raises(InvalidValueError, match="a seed is a whole number"):
        backtest(USE, USE, [], policy=policy(), seed=seed)


def test_ranges_have_no_order() -> None:
    """The policies that give scores are named."""
    with pytest.raises(InvalidValueError, match="'reweight' or 'refuse', not 'range'"):
        backtest(USE, USE, [], policy=policy(), missing="range")


def test_a_sum_is_not_reweighted() -> None:
    """The text names the policy that a sum can have, and that policy works."""
    whole = card(component("use"), combine="sum", floors={"all": 0})
    past = told(20, customers=40)
    with pytest.raises(InvalidValueError, match="choose missing='refuse'"):
        backtest(USE, whole, past, policy=policy())
    found = backtest(USE, whole, past, policy=policy(), missing="refuse")
    assert found.verdict.code == "no-difference"


def test_without_numpy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The text gives the line to type."""
    hide(monkeypatch, "numpy")
    with pytest.raises(MissingExtraError, match=r"partner-success\[bulk\]"):
        backtest(USE, USE, [], policy=policy())


# -------------------------------------------------------------------------- showing
def test_progress_counts_readings_of_both_cards_and_draws() -> None:
    """It ends where it said it would."""
    told_of: list[tuple[int, int]] = []
    past = told(20, customers=40)
    backtest(
        USE, USE, past, policy=policy(), progress=lambda *done: told_of.append(done)
    )
    assert told_of[-1] == (180, 180)


@pytest.mark.rule("RBK-04")
def test_it_explains_itself() -> None:
    """The verdict first, then figures, what they rest on, and who changes band."""
    found = backtest(NOISE, USE, told(25, customers=400), policy=policy(), seed=5)
    text = str(found.explain())
    first, *rest = text.splitlines()
    assert (
        first == "The new scorecard tells churn better than the old one." == str(found)
    )
    assert rest[0].split() == ["figure", "old", "new", "difference"]
    assert "90 % of 100 draws of customers, seed 5" in text
    assert "400 of 400 readings count" in text
    assert rest[-1] == found.migration.summary
    assert "<table>" in found.explain().html()


@pytest.mark.rule("RBK-04")
def test_as_data_is_plain_and_complete(rules: ps.Rulebook) -> None:
    """JSON carries it, with the exact scores of those who change band."""
    past = [
        *told(25, customers=100),
        PastReading(subject="x", on=date(2026, 1, 1), values={"use": "?"}),
        PastReading(
            subject="y", on=date(2026, 1, 1), values={"use": 90, "noise": 33}, left=True
        ),
    ]
    found = backtest(USE, NOISE, past, policy=rules.backtest)
    data = json.loads(json.dumps(found.as_data(), allow_nan=False))
    assert data["policy"]["edition"] == rules.edition.id
    assert data["verdict"]["code"] == "new-worse"
    assert data["old"]["id"] == "use"
    assert set(data["auc"]["difference"]) == {"value", "low", "high"}
    assert found.brier is not None
    assert data["brier"]["shows"] == found.brier.outlook
    assert sum(map(sum, data["migration"]["counts"])) == 102
    moves = {each["subject"]: each for each in data["migration"]["moves"]}
    assert moves["y"]["new"]["score"] == {"value": 33.0, "exact": "33"}
    assert (moves["y"]["direction"], moves["y"]["left"]) == ("down", True)
    assert moves["x"]["old"] == {"band": None, "name": "Refused", "score": None}
    refused = data["sample"]["refused"][0]
    assert (refused["subject"], refused["on"]) == ("x", "2026-01-01")
    few = backtest(USE, NOISE, past[:3], policy=rules.backtest).as_data()
    assert few["auc"] is few["brier"] is None


def test_it_leaves_room_for_nothing_unsaid() -> None:
    """The names of cards and edition are those of the caller."""
    found = backtest(USE, NOISE, [], policy=policy())
    assert (found.old.id, found.new.id) == ("use", "noise")
    assert found.provenance == policy().provenance
