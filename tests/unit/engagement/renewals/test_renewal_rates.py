"""How much is renewed of what is due: rates, edges, breakdowns, and wrong input."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.core import ExchangeRate, Money, Period
from partner_success.engagement.renewals import (
    CountedBy,
    RenewalLine,
    RenewalOutcome,
    RenewalTally,
)
from partner_success.errors import (
    ConversionError,
    InvalidDataError,
    InvalidValueError,
)
from tests.unit.engagement.renewals.contracts import (
    END,
    QUARTER,
    counted,
    days,
    line,
    lost,
    renewed,
    usd,
)

MIXED = [
    renewed("grew", 150, partner="acme"),
    renewed("shrank", 60, partner="acme"),
    lost("left", value=usd(300), partner="other"),
    line("waits", value=usd(500)),
]


@pytest.mark.rule("RNW-02")
def test_counts_and_money(rules: ps.Rulebook) -> None:
    """Each rate is taken over all that is due, and over what is decided."""
    total = rules.renewals.rate(MIXED, QUARTER).total
    assert (total.due, total.renewed, total.not_renewed, total.undecided) == (
        4,
        2,
        1,
        1,
    )
    assert total.value_due == usd(1000)
    assert total.value_undecided == usd(500)
    assert (total.by_count.of_due, total.by_count.of_decided) == (
        Fraction(1, 2),
        Fraction(2, 3),
    )
    assert total.by_value.of_due == Fraction(200, 1000)
    assert total.by_value.of_decided == Fraction(200, 500)
    assert total.gross_retention.of_decided == Fraction(160, 500)
    assert total.net_retention.of_decided == Fraction(210, 500)
    assert str(total.by_count) == "50 % of due, 66.7 % of decided"


@pytest.mark.rule("RNW-02")
def test_the_end_decides_the_period(rules: ps.Rulebook) -> None:
    """Renewed early or late, a contract counts in the period in which it ends."""
    lines = [
        renewed("early", ends_on=QUARTER.last, renewed_on=date(2026, 1, 5)),
        renewed("late", ends_on=QUARTER.first, renewed_on=date(2026, 8, 5)),
        renewed("before", ends_on=QUARTER.first - days(1), renewed_on=END),
        lost("after", ends_on=QUARTER.last + days(1)),
    ]
    found = rules.renewals.rate(lines, QUARTER)
    assert [each.contract for each in found.lines] == ["early", "late"]
    assert found.total.by_count.of_due == 1


@pytest.mark.rule("RNW-02")
@pytest.mark.parametrize(
    ("kept", "of", "incentive", "goal"),
    [
        (800, 1000, False, False),
        (801, 1000, True, False),
        (8001, 10000, True, False),
        (899, 1000, True, False),
        (8999, 10000, True, False),
        (900, 1000, True, True),
        (1, 1, True, True),
        (0, 1, False, False),
    ],
)
def test_the_incentive_and_the_goal(
    rules: ps.Rulebook, kept: int, of: int, incentive: bool, goal: bool
) -> None:
    """At 80 % nothing is earned yet, and at 90 % the goal is reached."""
    policy = rules.renewals
    value = usd(0)
    tally = RenewalTally(
        due=of,
        renewed=kept,
        not_renewed=of - kept,
        value_due=value,
        value_renewed=value,
        value_not_renewed=value,
        value_kept=value,
        value_now=value,
    )
    assert policy.rates.earns_incentive(tally).holds is incentive
    assert policy.rates.reaches_goal(tally).holds is goal


@pytest.mark.rule("RNW-02")
def test_what_waits_is_not_renewed(rules: ps.Rulebook) -> None:
    """Nine of nine decided are no 90 % while a tenth and an eleventh are open."""
    found = rules.renewals.rate(counted(9, 0, 2), QUARTER)
    assert not found.goal.holds
    assert found.incentive.holds
    (reason,) = found.goal.reasons
    assert reason.code == "below"
    assert reason.message == "9 of 11 renewed, 81.82 %; it takes at least 90 %"
    assert found.incentive.explain() == (
        "yes; 9 of 11 renewed, 81.82 %; it takes more than 80 %"
    )


@pytest.mark.rule("RNW-02")
def test_a_company_may_count_money(rules: ps.Rulebook) -> None:
    """Counted by value, one large contract outweighs many small ones."""
    terms = attrs.evolve(rules.renewals.rates, counted_by=CountedBy.VALUE)
    policy = attrs.evolve(rules.renewals, rates=terms)
    lines = [renewed("large", 900, value=usd(900)), lost("small", value=usd(100))]
    assert rules.renewals.rate(lines, QUARTER).goal.holds is False
    goal = policy.rate(lines, QUARTER).goal
    assert goal.explain() == (
        "yes; 900 USD of 1,000 USD renewed, 90 %; it takes at least 90 %"
    )


@pytest.mark.rule("RNW-02")
def test_nothing_due_is_no_rate(rules: ps.Rulebook) -> None:
    """Where nothing ends there is no rate, and neither incentive nor goal."""
    found = rules.renewals.rate([line(ends_on=date(2027, 1, 1))], QUARTER)
    total = found.total
    rates = (total.by_count, total.by_value, total.gross_retention, total.net_retention)
    assert {rate.of_due for rate in rates} == {None}
    assert {rate.of_decided for rate in rates} == {None}
    assert found.incentive.explain() == "no; nothing was due"
    assert found.goal.reasons[0].code == "nothing-due"
    assert "none of due, none of decided" in str(found)


@pytest.mark.rule("RNW-02")
def test_free_contracts_have_no_rate_by_value(rules: ps.Rulebook) -> None:
    """Contracts that are worth nothing count, and tell nothing in money."""
    found = rules.renewals.rate([renewed(value=usd(0), new=0)], QUARTER).total
    assert found.by_count.of_due == 1
    assert found.by_value.of_due is None


@pytest.mark.rule("RNW-02")
def test_breakdowns(rules: ps.Rulebook) -> None:
    """By partner, or by anything, the parts add up to the whole."""
    found = rules.renewals.rate(MIXED, QUARTER)
    parts = found.by_partner
    assert list(parts) == ["acme", "other", None]
    assert [part.due for part in parts.values()] == [2, 1, 1]
    assert parts["acme"].net_retention.of_due == Fraction(210, 200)
    assert sum((part.value_due for part in parts.values()), start=usd(0)) == usd(1000)
    large = found.by(lambda each: each.value > usd(200))
    assert [large[True].due, large[False].due] == [2, 2]


@pytest.mark.rule("RNW-03")
def test_reasons_are_counted(rules: ps.Rulebook) -> None:
    """What was lost is counted by the code of its reason, in the order of the list."""
    lines = [
        lost("one", "competitor"),
        lost("two", "price", value=usd(40)),
        lost("three", "competitor", value=usd(7)),
        renewed("four"),
    ]
    found = rules.renewals.rate(lines, QUARTER)
    assert {id_: part.due for id_, part in found.by_reason.items()} == {
        "price": 1,
        "competitor": 2,
    }
    assert list(found.by_reason) == ["price", "competitor"]
    assert found.by_reason["competitor"].value_due == usd(107)
    told = str(found.explain())
    assert "Another product takes its place: 2 not renewed, 107 USD" in told
    assert "The price is too high, or the budget was cut: 1 not renewed, 40 USD" in told


@pytest.mark.rule("RNW-03")
def test_a_reason_that_says_too_little_needs_a_word(rules: ps.Rulebook) -> None:
    """'Other' alone is refused; every other code stands for itself."""
    needs = [reason.id for reason in rules.renewals.reasons if reason.needs_word]
    assert needs == ["other"]
    with pytest.raises(InvalidDataError, match="says too little alone") as caught:
        rules.renewals.rate([lost(reason="other")], QUARTER)
    assert [problem.path for problem in caught.value.problems] == ["[0].word"]
    told = lost(reason="other", word="moved abroad")
    assert rules.renewals.rate([told], QUARTER).by_reason["other"].due == 1


def test_rates_tell_themselves(rules: ps.Rulebook) -> None:
    """The explanation has a row for the whole and one for each partner."""
    found = rules.renewals.rate(MIXED, QUARTER)
    told = found.explain()
    assert [row[0] for row in told.rows] == ["all", "  acme", "  other", "  no partner"]
    assert told.rows[0][1:] == (
        *("4", "2", "1", "1", "1,000 USD"),
        *("50 %", "20 %", "16 %", "21 %"),
    )
    assert found.provenance.edition == rules.edition.id
    alone = rules.renewals.rate([renewed()], QUARTER).explain()
    assert [row[0] for row in alone.rows] == ["all"]


def test_two_currencies_are_refused_until_converted(rules: ps.Rulebook) -> None:
    """The message names both contracts, and a given rate mends it."""
    euros = line(
        "c-2",
        value=Money(80, "EUR"),
        outcome="renewed",
        renewed_value=Money(100, "EUR"),
    )
    with pytest.raises(
        ConversionError, match="'c-1' is in USD and contract 'c-2' in EUR"
    ):
        rules.renewals.rate([renewed(), euros], QUARTER)
    rate = ExchangeRate(source="EUR", target="USD", rate="1.25", on=END)
    mended = [renewed(), euros.converted(rate), line("c-3").converted(back(rate))]
    outside = attrs.evolve(mended[2], ends_on=date(2030, 1, 1))
    total = rules.renewals.rate([*mended[:2], outside], QUARTER).total
    assert total.value_now == usd(225)


def back(rate: ExchangeRate) -> ExchangeRate:
    """Give a rate in the other direction, as a bank would name it."""
    return ExchangeRate(source=rate.target, target=rate.source, rate="0.8", on=rate.on)


def test_unsound_lines_are_all_named(rules: ps.Rulebook) -> None:
    """Doubles and unknown reasons are reported together, wherever they end."""
    lines = [
        renewed(),
        lost("c-2", "prize"),
        lost("c-3", "zzz"),
        line(),
        renewed(ends_on=END + days(365)),
    ]
    with pytest.raises(InvalidDataError) as caught:
        rules.renewals.rate(lines, QUARTER)
    assert [(each.path, each.code) for each in caught.value.problems] == [
        ("[3]", "duplicate"),
        ("[1].reason", "unknown"),
        ("[2].reason", "unknown"),
    ]
    assert "did you mean 'price'" in str(caught.value)
    assert "known: price, low_adoption" in str(caught.value)


def test_a_period_is_one(rules: ps.Rulebook) -> None:
    """Text is no period."""
    period: Any = "2026 Q2"
    with pytest.raises(InvalidValueError, match=r"a period is a core\.Period"):
        rules.renewals.rate([], period)
    assert rules.renewals.rate([], Period(END, END)).total.due == 0


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"contract": " "}, [("contract", "blank")]),
        ({"customer": " a-1"}, [("customer", "space-around")]),
        ({"ends_on": datetime(2026, 5, 1, tzinfo=UTC)}, [("ends_on", "wrong-type")]),
        ({"value": None}, [("value", "missing")]),
        ({"value": usd(-1)}, [("value", "negative")]),
        ({"outcome": "renewd"}, [("outcome", "unknown-name")]),
        ({"outcome": "renewed"}, [("renewed_value", "missing")]),
        ({"outcome": "not_renewed"}, [("reason", "missing")]),
        (
            {"renewed_value": usd(1), "renewed_on": END, "reason": "price"},
            [
                ("renewed_value", "not-wanted"),
                ("renewed_on", "not-wanted"),
                ("reason", "not-wanted"),
            ],
        ),
        (
            {"outcome": "renewed", "renewed_value": Money(1, "EUR")},
            [("renewed_value", "two-currencies")],
        ),
    ],
)
def test_faults_of_a_line(
    changes: dict[str, Any], faults: list[tuple[str, str]]
) -> None:
    """Every fault of a line is named by its path."""
    with pytest.raises(InvalidDataError) as caught:
        line(**changes)
    assert [(each.path, each.code) for each in caught.value.problems] == faults


def test_an_outcome_may_be_text() -> None:
    """The text of an outcome becomes it."""
    given: Any = "open"
    made = RenewalLine(
        contract="c-1", customer="a-1", ends_on=END, value=usd(1), outcome=given
    )
    assert made.outcome is RenewalOutcome.OPEN
