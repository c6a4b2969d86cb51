"""One partner of record a subscription and day, and never behind the day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from partner_success.access import Designations
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
)
from partner_success.partners import PartnerOfRecord

pytestmark = pytest.mark.rule("ENG-11")

JAN, MAR, MAY, JUL = (date(2026, month, 1) for month in (1, 3, 5, 7))


def named(id_: str, partner: str, starts: date, **more: Any) -> PartnerOfRecord:
    """Give a designation for subscription s-1 of customer a-1."""
    good: dict[str, Any] = {"subscription_id": "s-1", "account_id": "a-1"}
    return PartnerOfRecord(
        id=id_, partner_id=partner, starts_on=starts, **(good | more)
    )


def problems(*records: PartnerOfRecord) -> list[tuple[str, str, str]]:
    """Give path, code and text of everything that is wrong with designations."""
    with pytest.raises(InvalidDataError) as caught:
        Designations(records)
    return [(each.path, each.code, each.message) for each in caught.value.problems]


def partner(designations: Designations, on: date) -> str | None:
    """Give who is partner of record of s-1."""
    found = designations.in_force("s-1", on=on)
    return None if found is None else found.partner_id


def test_the_designation_in_force_is_found_by_its_day() -> None:
    """The first day is inside, the end is not, and in a gap there is nobody."""
    found = Designations(
        [named("d-2", "beta", MAY), named("d-1", "acme", JAN, ends_on=MAR)]
    )
    days = [date(2025, 12, 31), JAN, date(2026, 2, 28), MAR, date(2026, 4, 30), MAY]
    assert [partner(found, day) for day in days] == [
        None,
        "acme",
        "acme",
        None,
        None,
        "beta",
    ]
    assert [each.id for each in found.of("s-1")] == ["d-1", "d-2"]
    assert found.gaps("s-1") == ((MAR, MAY),)


def test_a_subscription_that_nobody_knows_has_no_partner() -> None:
    """It is no mistake: most subscriptions have none."""
    found = Designations([named("d-1", "acme", JAN)])
    assert found.in_force("s-2", on=MAY) is None
    assert found.of("s-2") == found.gaps("s-2") == ()


def test_times_that_meet_or_have_no_end_leave_no_gap() -> None:
    """The end of one is the first day of the next."""
    first, last = named("d-1", "acme", JAN, ends_on=MAY), named("d-2", "beta", MAY)
    assert Designations([first, last]).gaps("s-1") == ()


def test_all_overlaps_are_named_at_once() -> None:
    """Every designation that begins while others hold, with those."""
    found = problems(
        named("d-3", "gamma", MAR),
        named("d-1", "acme", JAN, ends_on=MAY),
        named("d-2", "beta", JAN, subscription_id="s-2"),
        named("d-4", "acme", MAR, subscription_id="s-2"),
        named("d-5", "beta", JUL),
    )
    assert [(path, code) for path, code, _ in found] == [
        ("records[0]", "overlap"),
        ("records[4]", "overlap"),
        ("records[3]", "overlap"),
    ]
    assert found[0][2] == (
        "designation d-3 (gamma) begins on 2026-03-01, while subscription s-1 is"
        " designated by d-1 (acme, from 2026-01-01 until before 2026-05-01); end the"
        " earlier one on that day, or begin this one later"
    )


def test_many_overlaps_stay_readable() -> None:
    """A sentence names a few and counts the others."""
    found = problems(*(named(f"d-{place}", "acme", JAN) for place in range(6)))
    assert len(found) == 5
    assert "d-2 (acme, from 2026-01-01) and 2 more" in found[-1][2]
    assert "more" not in found[2][2]


def test_ids_are_unique() -> None:
    """An audit record names one designation."""
    twice = problems(
        named("d-1", "acme", JAN), named("d-1", "beta", JAN, subscription_id="s-2")
    )
    assert [(path, code) for path, code, _ in twice] == [
        ("records[1].id", "duplicate-id")
    ]


def test_only_designations_are_taken() -> None:
    """Anything else is refused by its place."""
    with pytest.raises(InvalidDataError, match=r"records\[0\]: must be a PartnerOf"):
        Designations(["d-1"])  # type: ignore[list-item]
    with pytest.raises(InvalidDataError, match="records: must be a list"):
        Designations(5)  # type: ignore[arg-type]


def test_handing_over_ends_the_one_in_force() -> None:
    """The new one holds from its first day on, and the past stays as it was."""
    before = Designations([named("d-1", "acme", JAN)])
    after = before.hand_over(named("d-2", "beta", MAY, designated_on=MAR))
    assert [each.ends_on for each in after.of("s-1")] == [MAY, None]
    assert partner(after, date(2026, 4, 30)) == "acme"
    assert partner(after, MAY) == "beta"
    assert partner(before, MAY) == "acme"


def test_handing_over_leaves_other_subscriptions_alone() -> None:
    """Each subscription has a partner of its own."""
    other = named("d-1", "acme", JAN, subscription_id="s-2")
    found = Designations([other]).hand_over(named("d-2", "beta", MAY))
    assert found.of("s-2") == (other,)


@pytest.mark.parametrize("starts", [JAN, date(2025, 12, 1)])
def test_handing_over_does_not_undo_what_is_planned(starts: date) -> None:
    """One that begins on the same day or later is in the way, and says so."""
    found = Designations([named("d-1", "acme", JAN)])
    with pytest.raises(InvalidDataError, match="end the earlier one"):
        found.hand_over(named("d-2", "beta", starts))


def test_handing_over_for_a_time_goes_before_what_is_planned() -> None:
    """One that ends before the next begins is no overlap."""
    found = Designations([named("d-1", "acme", JUL)])
    filled = found.hand_over(named("d-2", "beta", MAY, ends_on=JUL))
    assert [each.id for each in filled.of("s-1")] == ["d-2", "d-1"]


def test_wrong_arguments_are_named() -> None:
    """A day is a day, an id a text, and a designation a record."""
    found = Designations()
    with pytest.raises(InvalidValueError, match="on needs a datetime"):
        found.in_force("s-1", on="2026-05-04")  # type: ignore[arg-type]
    with pytest.raises(InvalidUseError, match="subscription_id needs an id as text"):
        found.in_force(None, on=MAY)  # type: ignore[arg-type]
    with pytest.raises(InvalidUseError, match="subscription_id is blank"):
        found.of(" ")
    with pytest.raises(InvalidUseError, match="designation needs PartnerOfRecord"):
        found.hand_over("d-1")  # type: ignore[arg-type]
