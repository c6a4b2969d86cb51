"""Records that cannot be right are told apart, and not judged."""

from __future__ import annotations

import pytest

import partner_success as ps
from tests.support.trigger_frames import (
    typed,
)
from tests.unit.frames.triggers.asking import TICKET, rows
from tests.unit.frames.triggers.portfolio import (
    DAY,
    LATER,
)
from tests.unit.scoring.triggers.known import days

pytestmark = pytest.mark.rule(
    "FRM-01", "TRG-01", "TRG-02", "TRG-03", "TRG-04", "TRG-05", "TRG-06"
)


class TestFaults:
    def test_of_readings(self, rules: ps.Rulebook) -> None:
        """Of any day; the worst fault of a customer is told."""
        for source, trigger, low, high in (
            ("usage", "usage_decline", -0.01, None),
            ("nps", "complaints", -100.01, 100.01),
            ("feedback", "complaints", float("-inf"), float("inf")),
        ):
            readings = [("double", LATER, 5), ("double", LATER, 5), ("low", DAY, low)]
            readings += [("no day", None, 5), ("no day", DAY, low), ("good", DAY, 5)]
            readings += [("high", DAY, low if high is None else high)]
            found = rows(rules, trigger, **{source: typed(source, readings)})
            assert {id_: row[2] for id_, row in found.items()} == {
                "double": "duplicate",
                "good": "judged",
                "high": "out of range",
                "low": "out of range",
                "no day": "missing",
            }
            assert [id_ for id_, row in found.items() if row[0]] == ["good"]

    def test_of_tickets(self, rules: ps.Rulebook) -> None:
        """An id, a severity that there is, and a day are needed."""
        found = rows(
            rules,
            "performance",
            tickets=typed(
                "tickets",
                [
                    TICKET,
                    *(("double", *TICKET[1:]),) * 2,
                    ("no id", None, *TICKET[2:]),
                    ("no severity", "t-1", None, *TICKET[3:]),
                    ("no severity of ours", "t-1", "High", *TICKET[3:]),
                    ("no day", "t-1", "high", None, None, None),
                ],
            ),
        )
        assert {id_: row[2] for id_, row in found.items()} == {
            "a-1": "judged",
            "double": "duplicate",
            "no day": "missing",
            "no id": "missing",
            "no severity": "missing",
            "no severity of ours": "out of range",
        }

    def test_of_records(self, rules: ps.Rulebook) -> None:
        """They need a day, stand once, and end after they began."""
        early = DAY - days(1)
        pairs = {
            "good": [(DAY, None, None), (DAY, DAY, ""), (DAY, LATER, "plan")],
            "double": [(DAY, None, None), (DAY, DAY, None)],
            "double name": [(DAY, None, "plan"), (DAY, DAY, "plan")],
            "no day": [(None, DAY, None)],
            "backwards": [(DAY, early, None)],
        }
        given = [(id_, *row) for id_, each in pairs.items() for row in each]
        for source, trigger in (
            ("requests", "executive_disengagement"),
            ("evaluations", "competitive_activity"),
        ):
            found = rows(rules, trigger, **{source: typed(source, given)})
            assert {id_: row[2] for id_, row in found.items()} == {
                "backwards": "out of range",
                "double": "duplicate",
                "double name": "duplicate",
                "good": "judged",
                "no day": "missing",
            }

    def test_of_meetings(self, rules: ps.Rulebook) -> None:
        """A day, and whether it took place, are needed, one a day."""
        given = [("good", DAY, True), ("no day", None, True), ("no truth", DAY, None)]
        given += [("double", DAY, True), ("double", DAY, False)]
        found = rows(
            rules, "executive_disengagement", meetings=typed("meetings", given)
        )
        assert {id_: row[2] for id_, row in found.items()} == {
            "double": "duplicate",
            "good": "judged",
            "no day": "missing",
            "no truth": "missing",
        }
