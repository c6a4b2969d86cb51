"""Days at the ends of the calendar are refused or shown, and break nothing."""

from __future__ import annotations

import pytest

from tests.support.service import Service

pytestmark = pytest.mark.parametrize("sample_place", ["sqlite"], indirect=True)
LAST_EVENING = "9999-12-31T23:59:59-14:00"
"""An instant that the calendar of UTC does not have."""


@pytest.mark.parametrize("field", ["starts_at", "ends_at"])
def test_what_is_given_for_a_time_is_within_the_calendar(
    service: Service, field: str
) -> None:
    """A grant or a deputy until after the last day is refused, with the place."""
    ines = service.client("ines")
    times = {"ends_at": "2026-12-01T09:00:00+02:00", field: LAST_EVENING}
    grant = {"to": "june", "gates": ["gate_1"], "reason": "A question", **times}
    deputy = {"to": "omar", "role": "PAM", **times}
    for what, body in (("grants", grant), ("deputies", deputy)):
        found = ines.post(f"/api/partners/amberline/{what}", json=body)
        assert found.status_code == 422, found.text
        assert [each["path"] for each in found.json()["problems"]] == [field]
        body[field] = "2026-11-20T23:59:59-14:00"
        made = ines.post(f"/api/partners/amberline/{what}", json=body)
        assert made.json()[field] == "2026-11-21T13:59:59Z"


def test_a_partner_sets_out_on_a_plan_that_there_is(service: Service) -> None:
    """Who would begin on the last day has no plan, and whoever looks would see none."""
    ines = service.client("ines")
    body = {"name": "New", "onboarding_start": "9999-12-31"}
    found = ines.post("/api/partners", json=body)
    assert found.status_code == 422
    assert "9999" in found.json()["detail"]
    for name in ("onboarding_start", "target_launch"):
        for day in ("0001-01-01", "9990-01-01"):
            made = ines.post("/api/partners", json={"name": "New", name: day})
            place = made.headers["location"].removeprefix("/api")
            assert ines.get(place).status_code == 200, (name, day)
