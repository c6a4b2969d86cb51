"""Help for the tests of those who embed the library: made-up records, good and bad.

The only door to hypothesis (extra ``testing``), which is loaded when it is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.testing.faults import Faulty
    from partner_success.testing.information import contacts, downtimes, tenants
    from partner_success.testing.journeys import journey_events, journey_states
    from partner_success.testing.pilots import pilot_events
    from partner_success.testing.playbook_runs import playbook_runs, run_events
    from partner_success.testing.strategies import (
        answers,
        drafts,
        faulty_answers,
        fields,
        questionnaires,
        sections,
    )

__all__ = [
    "Faulty",
    "answers",
    "contacts",
    "downtimes",
    "drafts",
    "faulty_answers",
    "fields",
    "journey_events",
    "journey_states",
    "pilot_events",
    "playbook_runs",
    "questionnaires",
    "run_events",
    "sections",
    "tenants",
]

export(
    __name__,
    """
    faults: Faulty
    information: contacts downtimes tenants
    journeys: journey_events journey_states
    pilots: pilot_events
    playbook_runs: playbook_runs run_events
    strategies: answers drafts faulty_answers fields questionnaires sections
    """,
)
