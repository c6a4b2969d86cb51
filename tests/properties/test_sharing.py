"""Laws of data sharing, over made-up designations and agreements."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import partner_success as ps
from partner_success.access import Agreements, Designations
from partner_success.errors import InvalidDataError
from partner_success.partners import (
    DataSharingAgreement,
    PartnerOfRecord,
    Subscription,
)

FIRST = date(2026, 1, 1)
LAST = 24
PARTNERS = ("acme", "beta")
ACCOUNTS = ("a-1", "a-2")
CLASSES = ("telemetry", "cx_data")
SUBSCRIPTIONS = tuple(
    Subscription(id=f"s-{number}", account_id=account)
    for number, account in enumerate(ACCOUNTS)
)

days = st.integers(0, LAST).map(lambda number: FIRST + timedelta(days=number))


@st.composite
def periods(draw: st.DrawFn) -> dict[str, date | None]:
    """Draw a first day and perhaps an end behind it."""
    starts = draw(days)
    length = draw(st.none() | st.integers(1, LAST))
    ends = None if length is None else starts + timedelta(days=length)
    return {"starts_on": starts, "ends_on": ends}


@st.composite
def records(draw: st.DrawFn) -> PartnerOfRecord:
    """Draw a designation, by its customer or by another."""
    return PartnerOfRecord(
        id=f"d-{draw(st.integers(0, 10**9))}",
        subscription_id=draw(st.sampled_from(SUBSCRIPTIONS)).id,
        account_id=draw(st.sampled_from(ACCOUNTS)),
        partner_id=draw(st.sampled_from(PARTNERS)),
        **draw(periods()),  # type: ignore[arg-type]
    )


@st.composite
def designations(draw: st.DrawFn) -> Designations:
    """Draw designations that do not overlap, by leaving out what is in the way."""
    kept = Designations()
    for record in draw(st.lists(records(), max_size=5)):
        try:
            kept = Designations([*kept.records, record])
        except InvalidDataError:
            continue
    return kept


@st.composite
def agreements(draw: st.DrawFn) -> Agreements:
    """Draw agreements of every kind."""
    found: list[DataSharingAgreement] = []
    for number in range(draw(st.integers(0, 4))):
        account = draw(st.sampled_from([*ACCOUNTS, None]))
        classes = draw(st.lists(st.sampled_from(CLASSES), min_size=1, unique=True))
        found.append(
            DataSharingAgreement(
                id=f"dsa-{number}",
                partner_id=draw(st.sampled_from(PARTNERS)),
                account_id=account,
                all_accounts=account is None,
                data_classes=classes,  # type: ignore[arg-type]
                signed_on=draw(st.none() | days),
                ended_on=draw(st.none() | days),
                **draw(periods()),  # type: ignore[arg-type]
            )
        )
    return Agreements(found)


partners = st.sampled_from(PARTNERS)
classes = st.sampled_from(CLASSES)
subscriptions = st.sampled_from(SUBSCRIPTIONS)
without = st.integers(0, 10)


def naive(
    partner: str,
    data_class: str,
    subscription: Subscription,
    on: date,
    named: Designations,
    agreed: Agreements,
) -> bool:
    """Decide as the rule says it, without any look-up."""
    of_record = any(
        each.subscription_id == subscription.id
        and each.account_id == subscription.account_id
        and each.partner_id == partner
        and each.starts_on <= on < (each.ends_on or date.max)
        for each in named.records
    )
    covered = any(
        each.partner_id == partner
        and data_class in each.data_classes
        and (each.all_accounts or each.account_id == subscription.account_id)
        and max(each.signed_on or date.max, each.starts_on) <= on
        and on < min(each.ends_on or date.max, each.ended_on or date.max)
        for each in agreed.records
    )
    return of_record and covered


@pytest.mark.rule("ACC-14", "ENG-11")
@given(
    partner=partners,
    data_class=classes,
    named=designations(),
    agreed=agreements(),
    on=days,
)
def test_single_decisions_lists_and_a_naive_reading_agree(
    partner: str,
    data_class: str,
    named: Designations,
    agreed: Agreements,
    on: date,
) -> None:
    """A 'no' has reasons, a 'yes' a rule, and the list keeps the 'yes' ones."""
    kept = []
    policy = ps.standard().sharing
    for each in SUBSCRIPTIONS:
        found = policy.decide(
            partner, data_class, each, on=on, designations=named, agreements=agreed
        )
        assert found.allowed is naive(partner, data_class, each, on, named, agreed)
        assert found.allowed is (found.rule is not None) is not bool(found.reasons)
        assert found.audit().reasons == tuple(
            dict.fromkeys(r.code for r in found.reasons)
        )
        kept += [each] if found.allowed else []
    listed = policy.shareable(
        partner, data_class, SUBSCRIPTIONS, on=on, designations=named, agreements=agreed
    )
    assert listed == tuple(kept)


@pytest.mark.rule("ACC-14", "ENG-11")
@given(
    partner=partners,
    subscription=subscriptions,
    named=designations(),
    agreed=agreements(),
    on=days,
    left_out=without,
)
def test_removing_a_record_never_shares_more(
    partner: str,
    subscription: Subscription,
    named: Designations,
    agreed: Agreements,
    on: date,
    left_out: int,
) -> None:
    """Neither a designation nor an agreement forbids by being there."""
    policy = ps.standard().sharing
    fewer = Designations(e for n, e in enumerate(named.records) if n != left_out)
    less = Agreements(e for n, e in enumerate(agreed.records) if n != left_out)
    every = policy.classes(
        partner, subscription, on=on, designations=named, agreements=agreed
    )
    for some in ((fewer, agreed), (named, less), (fewer, less)):
        found = policy.classes(
            partner, subscription, on=on, designations=some[0], agreements=some[1]
        )
        for before, after in zip(every, found, strict=True):
            assert after.allowed <= before.allowed


@pytest.mark.rule("ACC-14", "ENG-11")
@given(
    partner=partners,
    subscription=subscriptions,
    named=designations(),
    agreed=agreements(),
    on=days,
)
def test_the_answer_stays_until_the_day_that_is_told(
    partner: str,
    subscription: Subscription,
    named: Designations,
    agreed: Agreements,
    on: date,
) -> None:
    """On every day before it the answer is the same, and on it another."""
    for each in ps.standard().sharing.classes(
        partner, subscription, on=on, designations=named, agreements=agreed
    ):
        end = each.changes_on or FIRST + timedelta(days=3 * LAST)
        day = on
        while day < end:
            assert each.allowed is naive(
                partner, each.data_class.id, subscription, day, named, agreed
            )
            day += timedelta(days=1)
        if each.changes_on is not None:
            assert each.allowed is not naive(
                partner, each.data_class.id, subscription, end, named, agreed
            )


@pytest.mark.rule("ENG-11")
@given(
    found=st.lists(records(), max_size=5, unique_by=lambda each: each.id),
    order=st.randoms(use_true_random=False),
)
def test_two_partners_on_one_day_are_refused_in_any_order(
    found: list[PartnerOfRecord], order: Any
) -> None:
    """What is taken has one at most on every day; what is refused has two on one."""
    shuffled = list(found)
    order.shuffle(shuffled)
    horizon = [FIRST + timedelta(days=number) for number in range(3 * LAST)]
    crowded = {
        (one.subscription_id, day)
        for day in horizon
        for place, one in enumerate(found)
        for two in found[place + 1 :]
        if one.subscription_id == two.subscription_id
        and all(e.starts_on <= day < (e.ends_on or date.max) for e in (one, two))
    }
    if crowded:
        with pytest.raises(InvalidDataError) as caught:
            Designations(shuffled)
        assert {each.code for each in caught.value.problems} == {"overlap"}
        late = {shuffled[int(e.path[8:-1])].id for e in caught.value.problems}
        assert late == _begin_second(found)
        return
    named = Designations(shuffled)
    assert named.of("s-0") == Designations(found).of("s-0")
    for day in horizon:
        here = [
            each
            for each in named.of("s-0")
            if each.starts_on <= day < (each.ends_on or date.max)
        ]
        assert named.in_force("s-0", on=day) == (here[0] if here else None)


def _begin_second(found: list[PartnerOfRecord]) -> set[str]:
    """Give those that begin while another holds; of one day, the later by id."""
    return {
        each.id
        for each in found
        for other in found
        if each.subscription_id == other.subscription_id
        and (other.starts_on, other.id) < (each.starts_on, each.id)
        and each.starts_on < (other.ends_on or date.max)
    }


@pytest.mark.rule("ENG-11")
@given(named=designations(), new=records())
def test_handing_over_changes_no_day_before_it(
    named: Designations, new: PartnerOfRecord
) -> None:
    """From its first day on the new one is in force, and the past stays."""
    new = attrs.evolve(new, id="d-new")
    try:
        after = named.hand_over(new)
    except InvalidDataError:
        # Another begins that day or while the new one would hold.
        assert any(
            new.starts_on <= each.starts_on < (new.ends_on or date.max)
            for each in named.of(new.subscription_id)
        )
        return
    for number in range(3 * LAST):
        day = FIRST + timedelta(days=number)
        for each in SUBSCRIPTIONS:
            before = named.in_force(each.id, on=day)
            now = after.in_force(each.id, on=day)
            if each.id == new.subscription_id and day >= new.starts_on:
                continue
            assert (before and before.id) == (now and now.id)
    assert after.in_force(new.subscription_id, on=new.starts_on) == new


@pytest.mark.rule("ENG-11")
@given(named=designations())
def test_gaps_are_the_days_between_without_a_partner(named: Designations) -> None:
    """Each day between the first designation and the last is in one or the other."""
    found = named.of("s-0")
    assume(found)
    day = found[0].starts_on
    while day <= found[-1].starts_on:
        inside = any(first <= day < end for first, end in named.gaps("s-0"))
        assert inside is (named.in_force("s-0", on=day) is None)
        day += timedelta(days=1)
