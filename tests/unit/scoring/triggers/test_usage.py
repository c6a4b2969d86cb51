"""Usage decline: days and not rows, exact edges, and too little data."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.core import Series
from partner_success.errors import InvalidModelError
from partner_success.scoring import TriggerFacts, UsageDecline
from tests.unit.scoring.cards import found
from tests.unit.scoring.triggers.known import DAY, codes, days, judged, runs, told


def state(rules: ps.Rulebook, usage: Series, on: date = DAY) -> str:
    """Judge use on a day."""
    return judged(rules, "usage_decline", on, usage=usage).state


@pytest.mark.rule("TRG-01")
def test_the_numbers_of_the_trigger(rules: ps.Rulebook) -> None:
    """Two spans of 14 days, 20 %, half of the days known."""
    model = rules.triggers.usage_decline
    assert (model.span_days, model.least_drop, model.least_known_days) == (14, 20, 7)
    assert (model.rule, model.playbooks) == ("TRG-01", ("adoption_process",))


@pytest.mark.rule("TRG-01", "TRG-06")
@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (90, 72, "fired"),
        (90, 72.01, "quiet"),
        (90, Decimal("71.99"), "fired"),
        (100, 80, "fired"),
        (100, Decimal("80.01"), "quiet"),
        (0.05, 0.04, "fired"),
        (10**15, 8 * 10**14, "fired"),
        (10**15, 8 * 10**14 + 1, "quiet"),
        (3, Fraction(12, 5), "fired"),
        (90, 0, "fired"),
        (90, 90, "quiet"),
        (72, 90, "quiet"),
        (0, 0, "quiet"),
        (0, 5, "quiet"),
        (0.004, 0, "quiet"),
    ],
)
def test_a_fall_of_a_fifth_fires_exactly(
    rules: ps.Rulebook, before: Any, now: Any, expected: str
) -> None:
    """One hundredth less of a fall does not, and nothing falls from zero."""
    assert state(rules, runs((before, 14), (now, 14))) == expected


@pytest.mark.rule("TRG-01")
def test_each_span_has_fourteen_days(rules: ps.Rulebook) -> None:
    """Days 14 and 15, and 28 and 29, before the next are on two sides of an edge."""
    assert state(rules, runs((0, 40), (100, 14), (80, 14))) == "fired"
    assert state(rules, runs((100, 27), (81.3, 1))) == "quiet"
    # 80 on 14 days is a fall of 20; on 13 days, with 100 before them, it is less.
    assert state(rules, runs((100, 15), (80, 13))) == "quiet"
    # The fifteenth day of 80 pulls the mean before below 100.
    assert state(rules, runs((100, 13), (80, 15))) == "quiet"
    assert state(rules, runs((1000, 1), (100, 14), (80.01, 14))) == "quiet"


@pytest.mark.rule("TRG-01", "TRG-06")
def test_it_takes_twenty_eight_days_of_data(rules: ps.Rulebook) -> None:
    """27 days are too few, whatever they say; 28 are judged."""
    short = judged(rules, "usage_decline", usage=runs((90, 13), (10, 14)))
    assert (short.state, short.since, short.playbooks) == ("not enough data", None, ())
    assert told(short) == [
        "usage is known from 2026-05-02 on, and 28 days are needed, from 2026-05-01 on"
    ]
    assert state(rules, runs((90, 14), (10, 14))) == "fired"
    assert state(rules, runs((90, 14), (90, 14))) == "quiet"


@pytest.mark.rule("TRG-01", "TRG-06")
def test_half_of_the_days_of_each_span_have_to_be_known(rules: ps.Rulebook) -> None:
    """Seven of fourteen suffice, six do not; what is missing is named for each span."""
    enough = runs((90, 7), (None, 7), (72, 7), (None, 7))
    assert state(rules, enough) == "fired"
    late = judged(rules, "usage_decline", usage=runs((90, 7), (None, 15), (72, 6)))
    assert late.state == "not enough data"
    assert told(late) == [
        "usage is known of 6 of the 14 days to 2026-05-28, and at least 7 are needed"
    ]
    early = judged(rules, "usage_decline", usage=runs((90, 6), (None, 15), (72, 7)))
    assert told(early) == [
        "usage is known of 6 of the 14 days to 2026-05-14, and at least 7 are needed"
    ]
    both = judged(rules, "usage_decline", usage=runs((90, 1), (None, 26), (72, 1)))
    assert codes(both) == ["too-few-days", "too-few-days"]
    little = judged(rules, "usage_decline", usage=runs((9, 1)))
    assert codes(little) == ["too-short", "too-few-days", "too-few-days"]


@pytest.mark.rule("TRG-01")
def test_days_are_counted_and_not_rows(rules: ps.Rulebook) -> None:
    """Readings on every second day make 14 rows of 28 days and are judged by days."""
    every_second = Series(
        {DAY - days(1 + 2 * place): 72 if place < 7 else 90 for place in range(14)}
    )
    assert state(rules, every_second) == "fired"
    # The newest 14 rows would all be 72; the days before them are those of 90.
    dense = Series({DAY - days(place): 72 if place < 14 else 90 for place in range(28)})
    mixed = Series([*dense, *((DAY - days(place), 90) for place in range(28, 60, 2))])
    assert state(rules, mixed) == "fired"


@pytest.mark.rule("TRG-01")
def test_a_day_that_nobody_knows_is_not_zero(rules: ps.Rulebook) -> None:
    """Gaps lower no mean."""
    assert state(rules, runs((90, 14), (90, 4), (None, 7), (90, 3))) == "quiet"
    assert state(rules, runs((90, 14), (90, 4), (0, 7), (90, 3))) == "fired"


@pytest.mark.rule("TRG-01")
def test_a_weekly_reading_speaks_for_its_seven_days(rules: ps.Rulebook) -> None:
    """Four of them reach over both spans, three do not."""

    def weekly(*values: float) -> Series:
        newest = enumerate(reversed(values))
        return Series({DAY - days(7 * back): value for back, value in newest}, covers=7)

    assert state(rules, weekly(90, 90, 72, 72)) == "fired"
    assert state(rules, weekly(90, 90, 72, 72.04)) == "quiet"
    assert state(rules, weekly(90, 72, 72)) == "not enough data"
    assert state(rules, attrs.evolve(weekly(90, 90, 72, 72), covers=6)) == (
        "not enough data"
    )


@pytest.mark.rule("TRG-01")
def test_a_reading_speaks_back_to_the_one_before_it_only(rules: ps.Rulebook) -> None:
    """Then each day has one value, and readings too far apart leave a gap."""
    series = Series(
        {
            DAY - days(27): 100,
            DAY - days(14): 100,
            DAY - days(13): 70,
            DAY: 70,
        },
        covers=366,
    )
    result = judged(rules, "usage_decline", usage=series)
    assert result.evidence[0].facts["mean_before"] == 100
    assert result.evidence[0].facts["mean_now"] == 70
    assert result.evidence[0].facts["known_days_now"] == 14
    gap = attrs.evolve(series, covers=10)
    facts = judged(rules, "usage_decline", usage=gap).evidence[0].facts
    assert (facts["known_days_before"], facts["known_days_now"]) == (11, 11)


@pytest.mark.rule("TRG-01", "TRG-06")
def test_a_later_reading_does_not_speak_for_the_days_before_it(
    rules: ps.Rulebook,
) -> None:
    """On those days nobody knew it yet."""
    weeks = {DAY - days(7 * back): 90 for back in range(5)}
    known = Series(weeks, covers=7)
    later = Series({**weeks, DAY + days(7): 0}, covers=7)
    for on in (DAY, DAY + days(6)):
        one = judged(rules, "usage_decline", on, usage=known)
        other = judged(rules, "usage_decline", on, usage=later)
        assert one == other
        assert one.state == "quiet"
    assert state(rules, later, DAY + days(7)) == "fired"


@pytest.mark.rule("TRG-01", "TRG-06")
def test_since_is_the_first_day_of_the_present_run(rules: ps.Rulebook) -> None:
    """The fall fires as soon as it is deep enough, until the days before it are low."""
    fall = runs((100, 30), (10, 40))
    began = DAY - days(40) + days(4)
    for on in (began, began + days(1), DAY - days(40) + days(14)):
        result = judged(rules, "usage_decline", on, usage=fall)
        assert (result.state, result.since) == ("fired", began)
    assert state(rules, fall, began - days(1)) == "quiet"
    assert state(rules, fall, DAY) == "quiet"


@pytest.mark.rule("TRG-01", "TRG-06")
def test_an_old_run_is_not_the_present_one(rules: ps.Rulebook) -> None:
    """After days without enough data it begins anew."""
    usage = runs((100, 28), (50, 7), (None, 10), (40, 7))
    # With six days of 50 the mean is 78.6; with six known days nothing is judged.
    for on, expected, since in (
        (DAY - days(19), "quiet", None),
        (DAY - days(18), "fired", DAY - days(18)),
        (DAY - days(10), "fired", DAY - days(18)),
        (DAY - days(9), "not enough data", None),
        (DAY - days(1), "not enough data", None),
        (DAY, "fired", DAY),
    ):
        result = judged(rules, "usage_decline", on, usage=usage)
        assert (result.state, result.since) == (expected, since)


@pytest.mark.rule("TRG-01", "TRG-06")
def test_runs_on_both_sides_of_a_long_silence_start_apart(rules: ps.Rulebook) -> None:
    """Nothing fires in between; after it seven known days of each span suffice."""
    usage = runs((90, 14), (9, 14), (None, 100), (90, 14), (9, 14))
    starts = rules.triggers.starts(TriggerFacts(usage=usage), date.min, date.max)
    assert [start.on for start in starts] == [DAY - days(128), DAY - days(7)]


@pytest.mark.rule("TRG-01", "TRG-06")
def test_a_run_ends_on_the_day_on_which_the_latest_span_is_empty(
    rules: ps.Rulebook,
) -> None:
    """A reading right after that day starts another run."""
    model = attrs.evolve(rules.triggers.usage_decline, span_days=2, least_known_days=1)
    policy = attrs.evolve(rules.triggers, usage_decline=model)
    usage = runs((100, 2), (50, 2), (None, 2), (10, 1))
    facts = TriggerFacts(usage=usage)
    states = [
        policy.judge(facts, on=DAY - days(back)).results["usage_decline"].state
        for back in (3, 2, 1, 0)
    ]
    assert states == ["fired", "fired", "not enough data", "fired"]
    starts = policy.starts(facts, DAY - days(2), DAY)
    assert [start.on for start in starts] == [DAY]


@pytest.mark.rule("TRG-01", "TRG-06")
def test_a_later_reading_does_not_change_what_is_missing(rules: ps.Rulebook) -> None:
    """Even one that speaks for days before the day that is judged."""
    known = Series({DAY - days(20): 90}, covers=366)
    later = Series({DAY - days(20): 90, DAY + days(5): 10}, covers=366)
    one = judged(rules, "usage_decline", usage=known)
    assert judged(rules, "usage_decline", usage=later) == one
    assert codes(one) == ["too-few-days"]


@pytest.mark.rule("TRG-01")
@pytest.mark.parametrize(
    "last",
    [date(2026, 3, 5), date(2024, 3, 1), date(2024, 2, 29), date(2027, 1, 3)],
)
def test_months_years_and_leap_days_are_days_like_others(
    rules: ps.Rulebook, last: date
) -> None:
    """The spans are the same over any edge of the calendar."""
    assert state(rules, runs((90, 14), (72, 14), last=last), last) == "fired"
    assert state(rules, runs((90, 13), (72, 14), last=last), last) == "not enough data"


@pytest.mark.rule("TRG-01", "TRG-06")
def test_both_ends_of_the_calendar_are_judged(rules: ps.Rulebook) -> None:
    """Spans that reach beyond it do no harm."""
    for on in (date.min, date.min + days(26)):
        early = Series({date.min: 5})
        assert state(rules, early, on) == "not enough data"
    ends = Series({date.min: 3, date.max: 4}, covers=366)
    assert state(rules, ends, date.max) == "quiet"
    # Ten thousand years without a reading hold no day on which anything could change.
    facts = TriggerFacts(usage=ends)
    assert rules.triggers.starts(facts, date.min, date.max) == ()
    none = judged(rules, "usage_decline", date.min)
    assert told(none) == ["no usage is known of the 28 days to 0001-01-01"]


@pytest.mark.rule("TRG-01", "TRG-06")
@pytest.mark.parametrize("usage", [None, Series(), Series({DAY - days(28): 90})])
def test_without_readings_there_is_not_enough_data(
    rules: ps.Rulebook, usage: Series | None
) -> None:
    """None, an empty series and one that is too old say the same."""
    result = judged(rules, "usage_decline", usage=usage)
    assert result.state == "not enough data"
    assert told(result) == ["no usage is known of the 28 days to 2026-05-28"]


@pytest.mark.rule("TRG-01", "TRG-06")
@pytest.mark.parametrize(
    ("before", "now", "ending"),
    [
        (90, 72, "was 72 in the 14 days to 2026-05-28 and 90 in the 14 before: 20 %"),
        (90, 72.01, "19.98 % less"),
        (80, 100, "25 % more"),
        (80, 80, "no change"),
        (0, 80, "nothing that could fall"),
    ],
)
def test_the_evidence_tells_both_means(
    rules: ps.Rulebook, before: float, now: float, ending: str
) -> None:
    """A share is rounded down, so that none reads as a fall that it is not."""
    (message,) = told(
        judged(rules, "usage_decline", usage=runs((before, 14), (now, 14)))
    )
    assert ending in message


@pytest.mark.rule("TRG-01", "TRG-06")
def test_the_facts_of_the_evidence(rules: ps.Rulebook) -> None:
    """Exact means, known days and the limit, with rule and source."""
    usage = runs((90, 14), (None, 3), (70, 10), (71, 1))
    (reason,) = judged(rules, "usage_decline", usage=usage).evidence
    assert reason.facts == {
        "mean_now": Fraction(771, 11),
        "mean_before": 90,
        "known_days_now": 11,
        "known_days_before": 14,
        "least_drop": 20,
    }
    assert (reason.code, reason.rules) == ("usage-fell", ("TRG-01",))
    assert reason.citations[0].source == "FRAMEWORK"
    assert told(judged(rules, "usage_decline", usage=usage)) == [
        (
            "mean daily use was 70.09 in the 14 days to 2026-05-28 and 90 in the 14"
            " before: 22.12 % less"
        )
    ]


@pytest.mark.rule("TRG-01")
def test_a_company_sets_its_own_numbers(rules: ps.Rulebook) -> None:
    """A fall of everything, over single days."""
    model = attrs.evolve(
        rules.triggers.usage_decline,
        span_days=1,
        least_known_days=1,
        least_drop=Decimal(100),
    )
    own = attrs.evolve(
        rules, triggers=attrs.evolve(rules.triggers, usage_decline=model)
    )
    assert state(own, runs((90, 1), (0, 1))) == "fired"
    assert state(own, runs((90, 1), (0.01, 1))) == "quiet"
    (message,) = told(judged(own, "usage_decline", usage=runs((90, 1), (0, 1))))
    assert "in the 1 day to 2026-05-28" in message


@pytest.mark.rule("TRG-01")
@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"span_days": 0}, {("span_days", "out-of-range")}),
        ({"span_days": "14"}, {("span_days", "out-of-range")}),
        ({"span_days": True}, {("span_days", "out-of-range")}),
        ({"span_days": 6}, {("least_known_days", "out-of-reach")}),
        ({"least_drop": 0}, {("least_drop", "out-of-range")}),
        ({"least_drop": Decimal("100.01")}, {("least_drop", "out-of-range")}),
        ({"least_drop": Decimal("NaN")}, {("least_drop", "out-of-range")}),
        ({"least_drop": Decimal("0.001")}, {("least_drop", "too-fine")}),
        ({"least_drop": 0.2}, {("least_drop", "not-exact")}),
        ({"least_drop": True}, {("least_drop", "not-exact")}),
        (
            {"least_known_days": 0, "playbooks": ()},
            {("least_known_days", "out-of-range"), ("playbooks", "empty")},
        ),
        ({"playbooks": ("a", "a")}, {("playbooks", "duplicate")}),
    ],
)
def test_a_trigger_names_all_its_faults(
    changes: dict[str, Any], faults: set[tuple[str, str]]
) -> None:
    """Numbers out of range and lists without an entry are found when it is made."""
    good: dict[str, Any] = {
        "name": "Decline",
        "span_days": 14,
        "least_drop": 20,
        "least_known_days": 7,
        "playbooks": ("a",),
    }
    with pytest.raises(InvalidModelError) as caught:
        UsageDecline(**good | changes)
    assert found(caught.value.problems) == faults
