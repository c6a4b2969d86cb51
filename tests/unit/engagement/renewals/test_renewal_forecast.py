"""What is foreseen of renewals by health band: sums, what is thin, and wrong input."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

import partner_success as ps
from partner_success.core import Catalogue
from partner_success.engagement.renewals import BandExperience, RenewalExperience
from partner_success.errors import (
    ConversionError,
    InvalidDataError,
    InvalidValueError,
)
from partner_success.scoring.intervals import Interval, NoInterval
from tests.unit.engagement.renewals.contracts import (
    QUARTER,
    counted,
    line,
    lost,
    renewed,
    usd,
)

BEFORE = date(2025, 5, 15)


def past(rules: ps.Rulebook, **bands: tuple[int, int]) -> RenewalExperience:
    """Give a past of so many renewed, of so many decided, by band."""
    lines = [
        attrs.evolve(each, contract=f"{band}-{each.contract}")
        for band, (kept, of) in bands.items()
        for each in counted(kept, of - kept, band=band, ends_on=BEFORE)
    ]
    return rules.renewals.experience(lines)


@pytest.mark.rule("RNW-02")
def test_the_past_is_counted_by_band(rules: ps.Rulebook) -> None:
    """What is open, or of no band, teaches nothing of a band."""
    lines = [
        *counted(3, 1, 5, band="healthy"),
        lost("c-1", band="emergency"),
        renewed("c-2"),
        line("c-3"),
    ]
    found = rules.renewals.experience(lines)
    assert [(each.id, each.renewed, each.decided) for each in found.bands] == [
        ("emergency", 0, 1),
        ("healthy", 3, 4),
    ]
    assert found.without_band == 1
    assert found.bands["healthy"].share == Fraction(3, 4)


@pytest.mark.rule("RNW-02")
def test_the_interval_of_a_band(rules: ps.Rulebook) -> None:
    """The interval is Wilson's at 90 %: 81 of 263 lie within 0.2633 and 0.3566."""
    band = past(rules, healthy=(81, 263)).bands["healthy"]
    interval = band.interval
    assert isinstance(interval, Interval)
    assert interval.level == Decimal("0.9")
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.2633, 0.3566)


@pytest.mark.rule("RNW-02")
def test_twenty_are_enough(rules: ps.Rulebook) -> None:
    """A band with 19 decided renewals is thin, one with 20 is not."""
    found = past(rules, at_risk=(15, 19), healthy=(18, 20))
    assert found.thin == ("at_risk",)
    told = str(found.explain())
    assert "at_risk is thin: 19 decided, and it takes 20 to know a share well" in told
    assert "Renewals by health band, from 39 that are decided" in told
    assert found.provenance.edition == rules.edition.id


@pytest.mark.rule("RNW-02")
def test_the_number_that_is_expected(rules: ps.Rulebook) -> None:
    """What is decided counts as it is, and each open contract by its band's share."""
    known = past(rules, healthy=(90, 100), at_risk=(3, 6))
    lines = [
        renewed("c-1", 500, value=usd(400)),
        lost("c-2"),
        *(line(f"h-{n}", band="healthy", value=usd(10)) for n in range(10)),
        *(line(f"r-{n}", band="at_risk", value=usd(50)) for n in range(2)),
        line("outside", band="healthy", ends_on=date(2026, 7, 1)),
    ]
    found = rules.renewals.foresee(lines, QUARTER, past=known)
    assert found.expected == 1 + 9 + 1
    assert found.expected_value == 400 + 90 + 50
    assert [(band.past.id, band.expected) for band in found.bands] == [
        ("at_risk", 1),
        ("healthy", 9),
    ]
    assert found.thin == ("at_risk",)
    assert found.unforeseen == ()
    assert 1 <= found.interval.low < 11 < found.interval.high <= 13
    assert 400 <= found.value_interval.low < 540 < found.value_interval.high <= 600


@pytest.mark.rule("RNW-02")
def test_a_worked_interval(rules: ps.Rulebook) -> None:
    """Ten contracts after 90 of 100: the formula of the module, computed by hand.

    With z = 1.6449: p = (90 + 1.3528) / 102.7055 = 0.88946, the variance is
    0.098321 * (10 + 100 / 102.7055) = 1.07894, and z times its root is 1.7086.
    """
    lines = [line(f"c-{n}", band="healthy", value=usd(3)) for n in range(10)]
    known = past(rules, healthy=(90, 100))
    found = rules.renewals.foresee(lines, QUARTER, past=known)
    assert found.interval.low == pytest.approx(8.8946 - 1.7086, abs=1e-3)
    assert found.interval.high == 10
    assert found.value_interval.low == pytest.approx(3 * (8.8946 - 1.7086), abs=3e-3)
    assert found.interval.level == Decimal("0.9")


@pytest.mark.rule("RNW-02")
def test_all_renewed_before_is_not_certain(rules: ps.Rulebook) -> None:
    """Twenty of twenty foresee all of ten, and still do not promise it."""
    lines = [line(f"c-{n}", band="healthy") for n in range(10)]
    known = past(rules, healthy=(20, 20))
    found = rules.renewals.foresee(lines, QUARTER, past=known)
    assert (found.expected, found.interval.high) == (10, 10)
    assert 6 < found.interval.low < 9


@pytest.mark.rule("RNW-02")
def test_nothing_is_guessed(rules: ps.Rulebook) -> None:
    """Contracts of a band without a past, or of none, are left apart and said."""
    lines = [line("c-1", band="champion"), line("c-2"), line("c-3", band="healthy")]
    known = past(rules, healthy=(10, 20))
    found = rules.renewals.foresee(lines, QUARTER, past=known)
    assert [each.contract for each in found.unforeseen] == ["c-1", "c-2"]
    assert found.expected == Fraction(1, 2)
    told = str(found.explain())
    assert "not foreseen, because their band has no past: 2, 200 USD" in told


def test_a_band_that_nothing_is_known_of(rules: ps.Rulebook) -> None:
    """A band with a past of nothing has no share, and foresees nothing."""
    terms = rules.renewals.forecast
    empty = BandExperience(id="healthy", renewed=0, decided=0, terms=terms)
    assert empty.share is None
    assert isinstance(empty.interval, NoInterval)
    known = RenewalExperience(bands=Catalogue([empty], kind="band"), without_band=2)
    told = str(known.explain())
    assert "none  none" in told
    assert "left out, because no band is known: 2" in told
    lines = [line(band="healthy")]
    found = rules.renewals.foresee(lines, QUARTER, past=known)
    assert (len(found.bands), len(found.unforeseen)) == (0, 1)
    assert (found.interval.low, found.interval.high) == (0, 0)


def test_nothing_due_foresees_nothing(rules: ps.Rulebook) -> None:
    """Without a contract the forecast is nothing, for certain."""
    found = rules.renewals.foresee([], QUARTER, past=past(rules))
    assert (found.expected, found.expected_value) == (0, 0)
    assert (found.value_interval.low, found.value_interval.high) == (0, 0)


def test_a_forecast_tells_itself(rules: ps.Rulebook) -> None:
    """The explanation shows each band, what is renewed already, and the intervals."""
    known = past(rules, healthy=(9, 10))
    lines = [renewed("c-0"), *(line(f"c-{n}", band="healthy") for n in range(1, 5))]
    found = rules.renewals.foresee(lines, QUARTER, past=known)
    told = found.explain()
    assert told.title == (
        "Renewals foreseen 2026-04-01 to 2026-06-30: 4.6 of 5, 460 USD"
    )
    assert told.rows == (
        ("healthy", "4", "400 USD", "9 of 10", "3.6", "360 USD"),
        ("renewed already", "1", "100 USD", "", "1", "100 USD"),
    )
    assert told.remarks == (
        "90 % interval of the contracts: 2.8 to 5.0",
        "90 % interval of the value: 279.40 to 500.00",
        "healthy is thin: fewer than 20 decided before",
    )
    assert found.provenance.edition == rules.edition.id


def test_wrong_input(rules: ps.Rulebook) -> None:
    """Unsound lines, two currencies and impossible counts are refused."""
    policy = rules.renewals
    with pytest.raises(InvalidDataError, match="ends on 2026-05-15 in"):
        policy.experience([line(), line()])
    euros = line("c-2", value=ps.core.Money(1, "EUR"))
    with pytest.raises(ConversionError, match="one currency"):
        policy.foresee([line(), euros], QUARTER, past=past(rules))
    with pytest.raises(InvalidValueError, match="3 renewed of 2 decided cannot be"):
        BandExperience(id="healthy", renewed=3, decided=2, terms=policy.forecast)
    vast = [line("c-1", band="healthy", value=usd("1" + "0" * 400))]
    found = policy.foresee(vast, QUARTER, past=past(rules, healthy=(1, 2)))
    with pytest.raises(InvalidValueError, match="give them in a larger unit"):
        _ = found.value_interval
