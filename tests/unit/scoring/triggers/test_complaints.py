"""Complaints: a low Net Promoter Score, or feedback that keeps falling."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import partner_success as ps
from partner_success.core import Series
from partner_success.errors import InvalidModelError
from partner_success.scoring import Complaints
from tests.unit.scoring.cards import found
from tests.unit.scoring.triggers.known import DAY, codes, days, judged, runs, told


def marks(*values: Any) -> Series:
    """Give feedback a week apart, the last on the day."""
    newest = enumerate(reversed(values))
    return Series({DAY - days(7 * back): value for back, value in newest})


@pytest.mark.rule("TRG-03")
def test_the_numbers_of_the_trigger(rules: ps.Rulebook) -> None:
    """Below 50, or three falls running."""
    model = rules.triggers.complaints
    assert (model.nps_below, model.falls) == (50, 3)
    assert model.playbooks == ("partner_unhappy_with_performance",)


@pytest.mark.rule("TRG-03", "TRG-06")
@pytest.mark.parametrize(
    ("nps", "expected"),
    [
        (49, "fired"),
        (49.99, "fired"),
        (Decimal("49.99"), "fired"),
        (Fraction(4999, 100), "fired"),
        (49.995, "quiet"),
        (50, "quiet"),
        (100, "quiet"),
        (0, "fired"),
        (-100, "fired"),
    ],
)
def test_a_score_below_fifty_fires(rules: ps.Rulebook, nps: Any, expected: str) -> None:
    """Fifty does not, and hundredths count."""
    result = judged(rules, "complaints", nps=marks(nps), feedback=marks(4, 4, 4, 4))
    assert result.state == expected


@pytest.mark.rule("TRG-03", "TRG-06")
@pytest.mark.parametrize(
    ("feedback", "expected"),
    [
        ((4, 3, 2, 1), "fired"),
        ((9, 4.03, 4.02, 4.01, 4), "fired"),
        ((4, 3, 2, 2), "quiet"),
        ((4, 4, 3, 2), "quiet"),
        ((4, 3, 3, 2), "quiet"),
        ((1, 2, 3, 4), "quiet"),
        ((5, 4, 3, 2, 3), "quiet"),
        ((4, 3.999, 3.998, 3.997), "quiet"),
        ((-1, -2, -3, -4), "fired"),
        ((4, 3, 2), "not enough data"),
        ((1, 2, 3), "not enough data"),
        ((), "not enough data"),
    ],
)
def test_three_falls_running_fire(
    rules: ps.Rulebook, feedback: tuple[Any, ...], expected: str
) -> None:
    """The newest three readings are each lower than the one before: it takes four."""
    result = judged(rules, "complaints", nps=marks(50), feedback=marks(*feedback))
    assert result.state == expected


@pytest.mark.rule("TRG-03", "TRG-06")
def test_either_ground_fires_and_both_have_to_be_known_for_quiet(
    rules: ps.Rulebook,
) -> None:
    """What nobody looked at is named, and is not taken to be fine."""
    falling, steady = marks(4, 3, 2, 1), marks(4, 4, 4, 4)
    low = judged(rules, "complaints", nps=marks(49))
    assert (low.state, codes(low)) == ("fired", ["low-nps"])
    fell = judged(rules, "complaints", feedback=falling)
    assert (fell.state, codes(fell)) == ("fired", ["feedback-fell"])
    both = judged(rules, "complaints", nps=marks(49), feedback=falling)
    assert codes(both) == ["low-nps", "feedback-fell"]
    half = judged(rules, "complaints", nps=marks(50))
    assert (half.state, codes(half)) == ("not enough data", ["little-feedback"])
    other = judged(rules, "complaints", feedback=steady)
    assert (other.state, codes(other)) == ("not enough data", ["no-nps"])
    nothing = judged(rules, "complaints")
    assert codes(nothing) == ["no-nps", "little-feedback"]
    quiet = judged(rules, "complaints", nps=marks(50), feedback=steady)
    assert (quiet.state, codes(quiet)) == ("quiet", ["good-nps", "feedback-kept"])


@pytest.mark.rule("TRG-03", "TRG-06")
def test_the_newest_score_counts_and_later_ones_are_not_seen(
    rules: ps.Rulebook,
) -> None:
    """However old it is; the run begins with the first low one of an unbroken row."""
    nps = Series(
        {
            DAY - days(900): 20,
            DAY - days(800): 60,
            DAY - days(700): 49,
            DAY - days(600): 10,
            DAY + days(1): 80,
        }
    )
    result = judged(rules, "complaints", nps=nps)
    assert (result.state, result.since) == ("fired", DAY - days(700))
    after = judged(rules, "complaints", DAY + days(1), nps=nps, feedback=runs((4, 4)))
    assert after.state == "quiet"


@pytest.mark.rule("TRG-03", "TRG-06")
def test_one_ground_can_take_over_from_the_other(rules: ps.Rulebook) -> None:
    """The run goes on as long as either holds, and one day of neither ends it."""
    falling = marks(5, 5, 4, 3, 2)
    for recovered, since in ((DAY, DAY - days(30)), (DAY - days(1), DAY)):
        nps = Series({DAY - days(30): 40, recovered: 70})
        result = judged(rules, "complaints", nps=nps, feedback=falling)
        assert (result.state, result.since) == ("fired", since)
        assert codes(result) == ["feedback-fell"]


@pytest.mark.rule("TRG-03", "TRG-06")
def test_the_evidence_tells_what_was_compared(rules: ps.Rulebook) -> None:
    """Readings with their days, in words and as exact numbers."""
    result = judged(
        rules, "complaints", nps=marks(49.5), feedback=marks(4.5, 4.2, 4, 3.9)
    )
    assert told(result) == [
        "the Net Promoter Score of 2026-05-28, 49.5, is below 50",
        (
            "feedback fell each time: 4.5 (2026-05-07), 4.2 (2026-05-14), 4"
            " (2026-05-21), 3.9 (2026-05-28)"
        ),
    ]
    nps, feedback = result.evidence
    assert nps.facts == {"nps": Fraction(99, 2), "nps_below": 50}
    assert feedback.facts["feedback"] == (
        *(Fraction(9, 2), Fraction(21, 5), 4, Fraction(39, 10)),
    )
    quiet = judged(rules, "complaints", nps=marks(50), feedback=marks(1, 1, 1, 1))
    assert told(quiet)[0] == "the Net Promoter Score of 2026-05-28, 50, is not below 50"
    assert told(quiet)[1].startswith("feedback did not fall each time: 1 (")
    few = judged(rules, "complaints", feedback=marks(4))
    assert told(few) == [
        "no Net Promoter Score is known up to 2026-05-28",
        "readings of feedback known up to 2026-05-28: 1, and 4 are needed",
    ]


@pytest.mark.rule("TRG-03")
@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"nps_below": Decimal("100.01")}, {("nps_below", "out-of-range")}),
        ({"nps_below": -101}, {("nps_below", "out-of-range")}),
        ({"nps_below": 50.0}, {("nps_below", "not-exact")}),
        (
            {"falls": 0, "playbooks": ()},
            {("falls", "out-of-range"), ("playbooks", "empty")},
        ),
    ],
)
def test_a_trigger_names_all_its_faults(
    changes: dict[str, Any], faults: set[tuple[str, str]]
) -> None:
    """Numbers out of range are found when it is made; both ends are in range."""
    good: dict[str, Any] = {"name": "Complaints", "falls": 1, "playbooks": ("a",)}
    for edge in (-100, 100):
        assert Complaints(**good, nps_below=edge).nps_below == edge  # type: ignore[arg-type]
    with pytest.raises(InvalidModelError) as caught:
        Complaints(**{"nps_below": 50, **good, **changes})
    assert found(caught.value.problems) == faults
