"""Help for the tests of those who embed the library.

Builders give records that are valid as they stand, strategies draw them good and bad, a
clock stands still, and rule cases say what a rulebook has to answer.

The only door to hypothesis (extra ``testing``), which is loaded when it is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.testing.builders import (
        BEGINNING,
        begin_journey,
        make_account,
        make_actor,
        make_partner,
        make_submission,
        make_ticket,
        make_verdicts,
    )
    from partner_success.testing.clocks import FixedClock
    from partner_success.testing.faults import Faulty
    from partner_success.testing.information import contacts, downtimes, tenants
    from partner_success.testing.journeys import journey_events, journey_states
    from partner_success.testing.pilots import pilot_events
    from partner_success.testing.playbook_runs import playbook_runs, run_events
    from partner_success.testing.sample_answers import sample_answers
    from partner_success.testing.strategies import (
        answers,
        drafts,
        faulty_answers,
        fields,
        questionnaires,
        sections,
    )
    from partner_success.testing.waypoints import journey_in_stage

__all__ = [
    "BEGINNING",
    "Faulty",
    "FixedClock",
    "answers",
    "begin_journey",
    "contacts",
    "downtimes",
    "drafts",
    "faulty_answers",
    "fields",
    "journey_events",
    "journey_in_stage",
    "journey_states",
    "make_account",
    "make_actor",
    "make_partner",
    "make_submission",
    "make_ticket",
    "make_verdicts",
    "pilot_events",
    "playbook_runs",
    "questionnaires",
    "run_events",
    "sample_answers",
    "sections",
    "tenants",
]

export(
    __name__,
    """
    builders: BEGINNING begin_journey make_account make_actor make_partner
      make_submission make_ticket make_verdicts
    clocks: FixedClock
    faults: Faulty
    information: contacts downtimes tenants
    journeys: journey_events journey_states
    pilots: pilot_events
    playbook_runs: playbook_runs run_events
    sample_answers: sample_answers
    strategies: answers drafts faulty_answers fields questionnaires sections
    waypoints: journey_in_stage
    """,
)
