"""What a partner is shown of its own journey, and what it is not."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.errors import InvalidValueError
from partner_success.gates import Failure, PartnerJourney
from partner_success.gates.events import (
    Blocked,
    CoSigned,
    ItemTicked,
    LaunchDecided,
    Launched,
    LaunchItemOpened,
    Overridden,
    OwnerReassigned,
    Submitted,
    SupportGapsFound,
    TierSet,
    Unblocked,
)
from partner_success.gates.state import LaunchOutcome, SupportGap
from tests.support.journeys import company_journey
from tests.support.partners_on_the_way import AT, on_the_way, set_out
from tests.unit.gates.small import DIGEST, happened, in_second_phase, start

DAY = date(2026, 5, 20)


@pytest.mark.rule("JRN-27")
def test_a_partner_sees_its_stage_what_is_open_and_the_dates(
    rules: ps.Rulebook,
) -> None:
    """With the phase, and the week of its onboarding."""
    view = on_the_way(rules.journey, "gate_3").partner_view(on=DAY)
    assert (view.stage, view.name) == ("gate_3", rules.journey.stages["gate_3"].name)
    assert view.phase == rules.journey.stages["gate_3"].phases["phase_3a"].name
    assert view.week == 20
    items = [item.id for item in rules.journey.stages["gate_3"].items]
    assert [each.id for each in view.open_items] == items
    assert dict(view.dates) == {
        "onboarding_start": AT.date(),
        "planned_start": AT.date() + timedelta(days=7 * 17),
        "planned_end": AT.date() + timedelta(days=7 * 20 - 1),
        "target_launch": AT.date() + timedelta(days=200),
    }
    text = str(view.explain())
    assert "week 20" in text.splitlines()[0]
    assert "target launch: 2026-07-24" in text


@pytest.mark.rule("JRN-27")
def test_what_is_done_is_no_longer_open() -> None:
    """Nothing is left once all is, and nothing is asked before the first stage."""
    journey = company_journey()
    assert (
        on_the_way(journey, "prove", ready=True).partner_view(on=DAY).open_items == ()
    )
    begun = set_out(journey).partner_view(on=AT.date() - timedelta(days=1))
    assert (begun.stage, begun.week, begun.open_items) == ("meet", None, ())
    assert begun.explain().columns == ()


@pytest.mark.rule("JRN-27")
def test_the_launch_is_a_date_too() -> None:
    """Without a start of onboarding there is neither week nor plan."""
    journey = start()
    assert dict(journey.partner_view(on=DAY).dates) == {}
    assert journey.partner_view(on=DAY).week is None
    run = on_the_way(company_journey(), "run").partner_view(on=DAY)
    assert run.dates["launched"] == AT.date()
    assert "planned_start" not in run.dates


@pytest.mark.rule("JRN-27")
def test_a_look_is_on_a_day() -> None:
    """An instant is none, for its day depends on the zone."""
    instant: Any = datetime(2026, 5, 20, 9, tzinfo=AT.tzinfo)
    with pytest.raises(InvalidValueError, match="on"):
        start().partner_view(on=instant)


def internal(secret: str) -> list[list[tuple[type[Any], dict[str, Any]]]]:
    """Give what can happen in the last phase that a partner is not told of."""
    stage = {"stage": "second"}
    failed = {
        **stage,
        "submission_id": f"s-{secret}",
        "digest": DIGEST,
        "result": "failed",
        "passed_sections": (f"a-{secret}",),
        "failures": (Failure(code=f"b-{secret}", message=f"It is {secret}."),),
    }
    unmet = (Failure(code="b", message=f"It is {secret}."),)
    gap = SupportGap(id=f"g-{secret}", summary=secret)
    return [
        [(Submitted, failed)],
        [(Submitted, failed), (Overridden, {**stage, "unmet": unmet})],
        [(Submitted, failed), (Blocked, {**stage, "reasons": (secret,)})],
        [(Blocked, {**stage, "reasons": (secret,)}), (Unblocked, stage)],
        [(CoSigned, {**stage, "submission_id": f"s-{secret}"})],
        [(ItemTicked, {**stage, "item": "y"})],
        [(OwnerReassigned, {"assigned_role": "PSM", "people": (secret,)})],
        [(TierSet, {"tier": 2})],
        [(SupportGapsFound, {"gaps": (gap,)})],
        [(LaunchItemOpened, {"item": secret, "summary": secret, "critical": True})],
        [
            (LaunchDecided, {"outcome": LaunchOutcome.GO, "risks": (secret,)}),
            (Launched, {"on": DAY}),
        ],
    ]


@pytest.mark.rule("JRN-27")
@settings(max_examples=25)
@given(
    st.uuids().map(str),
    st.integers(0, len(internal("x")) - 1),
    st.dates(DAY - timedelta(days=99), DAY + timedelta(days=99)),
)
def test_nothing_internal_is_shown(secret: str, which: int, on: date) -> None:
    """No result, ground, override, risk or person, in whatever form it is read."""
    journey: PartnerJourney = in_second_phase()
    for kind, content in internal(secret)[which]:
        event: Any = happened(journey, kind, **content)
        told = attrs.evolve(event, by=secret, why=secret)
        journey = journey.followed_by([told])
    assert secret in str(journey.state) or secret in str(journey.events)
    view = journey.partner_view(on=on)
    shown = (repr(view), str(view.explain()), view.explain().html())
    assert not any(secret in text for text in shown)
    assert not any(str(status) in str(view) for status in ("failed", "passed"))
