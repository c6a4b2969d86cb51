"""Records of partners who are on a journey, of who works on them, of their care."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

import partner_success as ps
from partner_success.core.money import Money
from partner_success.engagement import ActivityDone, DueState, PartnerInCare
from partner_success.gates import JourneyState
from partner_success.interop import unstructure
from partner_success.partners import Contract, Partner, Person, TeamAssignment
from tools.journey_example.stories import END, Story
from tools.journey_example.walking import PEOPLE
from tools.portfolio_example.operation import maturity, operations
from tools.portfolio_example.practices import practices

__all__ = ["partners_file"]

CALENDAR: Final = "Mon-Fri 09:00-17:00; zone UTC"
_BEHIND: Final = 4
_TOLD: Final = {
    "operations": operations,
    "maturity": maturity,
}
_TERM: Final = 3 * 365


def partners_file(
    rules: ps.Rulebook, stories: dict[str, Story], states: dict[str, JourneyState]
) -> dict[str, Any]:
    """Give what the file of partners holds."""
    people = dict.fromkeys(id_ for ids in PEOPLE.values() for id_ in ids)
    records = [_partner(stories[id_], state) for id_, state in states.items()]
    launched = [state for state in states.values() if state.is_launched]
    done = [
        each
        for place, state in enumerate(launched)
        for each in _done(rules, state, behind=place % _BEHIND == 0)
    ]
    return {
        "calendar": CALENDAR,
        "sla": "partner_support",
        "usage_covers": 7,
        "partners": [unstructure(each) for each in records],
        "people": [
            unstructure(Person(id=id_, name=id_.title(), email=f"{id_}@example.com"))
            for id_ in people
        ],
        "done": [unstructure(each) for each in done],
        **{
            name: [unstructure(each) for each in told(stories, states)]
            for name, told in _TOLD.items()
        },
        "practices": [unstructure(each) for each in practices(rules)],
    }


def _partner(story: Story, state: JourneyState) -> Partner:
    return Partner(
        id=story.id,
        name=story.id.replace("-", " ").title(),
        team=[
            TeamAssignment(role=role, person_id=id_)
            for role, ids in state.team.items()
            for id_ in ids
        ],
        contract=Contract(
            id=f"{story.id}-contract",
            kind="ppa",
            renews_on=story.starts + timedelta(days=_TERM),
            committed_value=Money(story.committed, "USD"),
            launch_revenue_potential=Money(story.potential, "USD"),
        ),
        onboarding_start=state.onboarding_start,
        target_launch=state.target_launch,
        actual_launch=state.launch.launched_on,
        stage=state.stage,
    )


def _done(
    rules: ps.Rulebook, state: JourneyState, *, behind: bool
) -> Iterator[ActivityDone]:
    """Give what was done last for a partner; for some, nothing of the last weeks."""
    launched = state.launch.launched_on
    assert launched is not None
    on = END.date()
    calendar = ps.WorkingCalendar.parse(CALENDAR)
    partner = PartnerInCare(partner_id=state.partner_id, launched_on=launched)
    owed = rules.cadence.due_list([partner], on, role="TAM", calendar=calendar)
    day = _last_friday(on)
    for item in owed.items:
        if item.state is DueState.OVERDUE and day > launched and not behind:
            yield ActivityDone(
                activity=item.id,
                partner_id=state.partner_id,
                on=day,
                by=state.team["TAM"][0],
                number=None if item.number is None else item.number + item.missed - 1,
            )


def _last_friday(on: date) -> date:
    back = (on.weekday() - 4) % 7 or 7
    return on - timedelta(days=back)
