"""Columns of events are judged as the clocks of their tickets do it one by one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partner_success.calendars import Calendar
from partner_success.sla import Event, SlaPolicy, intake
from partner_success.sla.bulk import judge
from tests.properties.tickets import START, calendars, logs, minutes, policies
from tests.unit.sla.columns import Log, as_columns, assert_alike

# Each example is a column, so there are fewer of them.
slow = settings(max_examples=min(60, settings().max_examples))

pytestmark = pytest.mark.rule("SLA-11")


@st.composite
def many(draw: st.DrawFn) -> Log:
    """Up to four tickets whose events are mixed, those of some out of order."""
    owned: list[list[Event]] = []
    for log in draw(st.lists(logs(), min_size=1, max_size=4)):
        is_mixed = draw(st.booleans())
        owned.append(draw(st.permutations(log)) if is_mixed else log)
    turns = [ticket for ticket, log in enumerate(owned) for _ in log]
    left = [iter(log) for log in owned]
    return [(ticket, next(left[ticket])) for ticket in draw(st.permutations(turns))]


@slow
@given(
    policies(),
    many(),
    calendars,
    minutes(4_000),
    st.booleans(),
    st.sampled_from([1, 2, 100]),
    st.sampled_from([1, 9, 100]),
)
def test_columns_tell_what_clocks_tell(
    policy: SlaPolicy,
    log: Log,
    calendar: Calendar,
    later: timedelta,
    reorder: bool,
    few: int,
    part: int,
) -> None:
    """Whatever happened, all is the same: in step or alone, in one part or several."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(intake, "_FEW", few)
        patch.setattr(intake, "_PART", part)
        at = START + later
        assert_alike(log, policy, calendar=calendar, at=at, reorder=reorder)


@slow
@given(policies(), many(), calendars, minutes(4_000))
def test_what_happens_later_changes_nothing(
    policy: SlaPolicy, log: Log, calendar: Calendar, later: timedelta
) -> None:
    """What is told of an instant is the same without the events after it."""
    at = START + later
    kept = [(ticket, event) for ticket, event in log if event.at <= at]
    after = [(ticket, event) for ticket, event in log if event.at > at]
    full = judge(as_columns([*kept, *after]), policy, calendar=calendar, at=at)
    short = judge(as_columns(kept), policy, calendar=calendar, at=at)
    for ticket in {ticket for ticket, _ in kept}:
        assert full.phase[ticket] == short.phase[ticket]
        for kind in policy.kinds:
            one, other = full.targets[kind], short.targets[kind]
            assert one.state[ticket] == other.state[ticket]
            assert one.due[ticket] == other.due[ticket]


@slow
@given(policies(), many(), calendars, minutes(4_000))
def test_tickets_do_not_touch_each_other(
    policy: SlaPolicy, log: Log, calendar: Calendar, later: timedelta
) -> None:
    """A ticket gets the judgement that it would get alone."""
    at = START + later
    full = judge(as_columns(log), policy, calendar=calendar, at=at)
    ticket = log[-1][0]
    own = [(0, event) for owner, event in log if owner == ticket]
    alone = judge(as_columns(own), policy, calendar=calendar, at=at)
    assert full.accepted[ticket] == alone.accepted[0]
    for kind in policy.kinds:
        one, other = full.targets[kind], alone.targets[kind]
        assert one.elapsed[ticket] == other.elapsed[0]
        assert one.next_escalation_at[ticket] == other.next_escalation_at[0]
