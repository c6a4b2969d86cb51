"""When a partner will launch, from what the others of a file took."""

from __future__ import annotations

import pytest

from tests.unit.cli.conftest import Run
from tests.unit.cli.gates import Write, found

FORECAST = ("amberline", "blue-heron", "cascade-it", "delta-voice", "elmwood")


@pytest.mark.rule("JRN-23")
def test_a_forecast_rests_on_the_other_partners(run: Run, logs: Write) -> None:
    """The same seed gives the same days; a target has its chance."""
    file = logs(*FORECAST, "silverpine")
    asked = ("forecast", file, "--partner", "silverpine", "--seed", "7")
    done = run("gate", *asked, "--target", "2027-03-31")
    assert done.exit_code == 0
    assert done.stdout.startswith(
        "Launch forecast of silverpine on 2026-10-26: 10 % by"
    )
    assert "launched by 2027-03-31" in done.stdout
    data = found(run, *asked, "--target", "2027-03-31")
    assert data == found(run, *asked, "--target", "2027-03-31")
    assert [each["percent"] for each in data["days"]] == [10, 50, 90]
    assert (data["seed"], data["target"]) == (7, "2027-03-31")
    sources = {each["stage"]: each["source"] for each in data["stages"]}
    assert sources == {"gate_2": "measured", "gate_3": "measured"}
    assert found(run, *asked)["target"] == "2026-12-27"


def test_a_forecast_says_why_there_is_none(run: Run, logs: Write) -> None:
    """A partner that was launched has none, and one alone has the plan only."""
    launched = logs("amberline")
    done = run("gate", "forecast", launched)
    assert done.exit_code == 1
    assert "it was launched on 2026-03-02" in done.stdout
    data = found(run, "forecast", launched)
    assert (data["days"], len(data["reasons"])) == ([], 1)
    alone = found(run, "forecast", logs("silverpine"))
    assert {each["source"] for each in alone["stages"]} == {"plan"}
    assert alone["stages"][0]["median"] is None
