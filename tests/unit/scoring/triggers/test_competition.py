"""Competitive activity: any record that has not ended."""

from __future__ import annotations

from typing import Any

import pytest

import partner_success as ps
from partner_success.errors import InvalidModelError
from partner_success.scoring import CompetitiveActivity
from tests.unit.scoring.cards import found
from tests.unit.scoring.triggers.known import DAY, codes, days, judged, seen, told


@pytest.mark.rule("TRG-05", "TRG-06")
def test_one_record_is_enough(rules: ps.Rulebook) -> None:
    """From the day on which it was noted to the day before it ended."""
    records = [seen(DAY - days(10), DAY)]
    for back, expected in ((11, "quiet"), (10, "fired"), (1, "fired"), (0, "quiet")):
        result = judged(
            rules, "competitive_activity", DAY - days(back), evaluations=records
        )
        assert result.state == expected
        assert result.since == (DAY - days(10) if expected == "fired" else None)
    assert rules.triggers.competitive_activity.playbooks == ("renewal_success",)


@pytest.mark.rule("TRG-05", "TRG-06")
def test_a_later_end_and_a_later_record_are_not_seen(rules: ps.Rulebook) -> None:
    """The day is judged by what was known on it."""
    known = judged(rules, "competitive_activity", evaluations=[seen(DAY - days(3))])
    later = [seen(DAY - days(3), DAY + days(1)), seen(DAY + days(1))]
    assert judged(rules, "competitive_activity", evaluations=later) == known
    assert known.playbooks == ("renewal_success",)


@pytest.mark.rule("TRG-05", "TRG-06")
def test_a_run_goes_on_from_one_record_to_the_next(rules: ps.Rulebook) -> None:
    """One that is noted on the day on which another ends leaves no gap."""
    first = seen(DAY - days(30), DAY - days(20))
    for noted, since in ((20, 30), (25, 30), (19, 19)):
        records = [seen(DAY - days(noted)), first]
        result = judged(rules, "competitive_activity", evaluations=records)
        assert result.since == DAY - days(since)


@pytest.mark.rule("TRG-05", "TRG-06")
def test_no_record_is_quiet_and_unlooked_for_ones_are_unknown(
    rules: ps.Rulebook,
) -> None:
    """An empty list says that there was none."""
    quiet = judged(rules, "competitive_activity", evaluations=[])
    assert (quiet.state, codes(quiet)) == ("quiet", ["no-alternative"])
    assert told(quiet) == ["no alternative is known to be looked at on 2026-05-28"]
    nobody = judged(rules, "competitive_activity")
    assert (nobody.state, codes(nobody)) == ("not enough data", ["no-records"])
    assert told(nobody) == ["nobody says whether the customer looks at alternatives"]


@pytest.mark.rule("TRG-05", "TRG-06")
def test_the_evidence_names_the_alternatives(rules: ps.Rulebook) -> None:
    """By day, whatever order they were given in."""
    records = [
        seen(DAY, alternative="Initech"),
        seen(DAY),
        seen(DAY - days(1), alternative="Hooli"),
        seen(DAY - days(2), DAY - days(1), alternative="Vandelay"),
    ]
    result = judged(rules, "competitive_activity", evaluations=records)
    (reason,) = result.evidence
    assert reason.message == (
        "the customer looks at alternatives: Hooli since 2026-05-27, one without a name"
        " since 2026-05-28, Initech since 2026-05-28"
    )
    assert len(reason.facts["alternatives"]) == 3  # type: ignore[arg-type]
    assert (reason.code, reason.rules) == ("alternatives", ("TRG-05",))
    turned = judged(rules, "competitive_activity", evaluations=records[::-1])
    assert turned == result


@pytest.mark.rule("TRG-05")
@pytest.mark.parametrize(
    ("playbooks", "code"), [((), "empty"), (("a", "b", "a"), "duplicate")]
)
def test_a_trigger_calls_for_playbooks(playbooks: Any, code: str) -> None:
    """At least one, each once."""
    with pytest.raises(InvalidModelError) as caught:
        CompetitiveActivity(name="Competition", playbooks=playbooks)
    assert found(caught.value.problems) == {("playbooks", code)}
