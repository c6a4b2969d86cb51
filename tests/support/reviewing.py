"""Answers to Gate 0 of a partner of the sample that wait for a reviewer."""

from __future__ import annotations

from typing import Any

import attrs

from onboarding_hub.store.journeys import replayed
from onboarding_hub.texts import text_of
from partner_success.testing import sample_answers
from tests.support.service import Service

PARTNER = "vantage"
"""Who is in Gate 0; Priya Nair leads it, and Omar Haddad is on the team."""
PATH = f"/api/partners/{PARTNER}"
COMMANDS = f"{PATH}/journey/commands"
MARK = {"type": "typed", "text": "Priya Nair"}


@attrs.frozen
class Signed:
    """Answers that only a reviewer can bring to an end.

    Attributes:
        service: Where they are.
        id: Their id.
        seen: The version of the partner since then.
    """

    service: Service
    id: str
    seen: int

    @property
    def page(self) -> str:
        """Where they are shown."""
        return f"/partners/{PARTNER}/submissions/{self.id}"

    def send(self, person: str, verdicts: Any, *, seen: int | None = None) -> Any:
        """Hand them in again with verdicts."""
        body = {"kind": "submit", "submission_id": self.id, "verdicts": verdicts}
        version = self.seen if seen is None else seen
        return self.command(person, body, seen=version)

    def command(self, person: str, body: Any, *, seen: int) -> Any:
        """Give a command."""
        seen_by = {"If-Match": f'"{seen}"'}
        return self.service.client(person).post(COMMANDS, json=body, headers=seen_by)

    def status(self) -> str:
        """Give the status of the gate, as the log comes to it."""
        journey = self.service.hub.rules.journey
        with self.service.place.owner() as owner, owner.engine.connect() as connection:
            return str(replayed(connection, journey, PARTNER).state.gate.status)


def sign_open_answers(service: Service) -> Signed:
    """Let the one who leads Gate 0 sign such answers."""
    client = service.client("priya")
    asked = service.hub.rules.journey.questionnaires["gate_0"]
    given = sample_answers(asked, "open", on=service.clock.today())
    done = client.post(
        f"{PATH}/questionnaires/gate_0/submissions",
        content=text_of({"answers": given, "mark": MARK}),
        headers={
            "If-Match": client.get(PATH).headers["etag"],
            "Content-Type": "application/json",
        },
    )
    assert (done.status_code, done.json()["status"]) == (201, "in_progress"), done.text
    return Signed(service, done.json()["submission_id"], done.json()["version"])
