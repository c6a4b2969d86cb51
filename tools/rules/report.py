"""What a run of the whole suite tells of the marked tests, so that none runs twice."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tools.rules.plugin import RuleMarks, group_of
from tools.rules.project import ToolError

_RULES, _GROUP = "rules", "group"


class RuleReport:
    """The pytest plugin that writes the marks and ends of all marked tests.

    Marks travel with the reports, because in a run with workers the process that hears
    of the ends has collected nothing.
    """

    def __init__(self, place: Path) -> None:
        self.place = place
        self.entries: dict[str, dict[str, Any]] = {}

    def pytest_collection_modifyitems(self, items: Sequence[pytest.Item]) -> None:
        """Give each marked test its marks along."""
        for item in items:
            marks = [mark.args for mark in item.iter_markers("rule")]
            if marks:
                ids = list(dict.fromkeys(id_ for args in marks for id_ in args))
                item.user_properties += [(_RULES, ids), (_GROUP, group_of(item))]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the worst of what setup, call and teardown reported."""
        told = dict(report.user_properties)
        if _RULES not in told:
            return
        entry = self.entries.setdefault(
            report.nodeid,
            {"rules": told[_RULES], "group": told[_GROUP], "seconds": 0.0},
        )
        entry["seconds"] += report.duration
        known = entry.get("outcome")
        if report.failed:
            entry["outcome"] = "failed"
        elif known != "failed" and (report.skipped or hasattr(report, "wasxfail")):
            entry["outcome"] = "skipped"
        elif known is None and report.when == "call":
            entry["outcome"] = "passed"

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the report, in the process that has heard of all ends."""
        if not hasattr(session.config, "workerinput"):
            self.place.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps(dict(sorted(self.entries.items())), indent=1)
            self.place.write_text(text, encoding="utf-8")


def read_report(place: Path, marks: RuleMarks) -> dict[str, float]:
    """Fill in what a run has found; give the seconds of each test.

    Raises:
        ToolError: A mark names no rule.
    """
    entries: dict[str, dict[str, Any]] = json.loads(place.read_text(encoding="utf-8"))
    for node, entry in entries.items():
        if strange := [id_ for id_ in entry["rules"] if id_ not in marks.known]:
            raise ToolError(f"{node}: no rule is called {strange[0]!r}")
        marks.tests[node] = tuple(entry["rules"])
        marks.groups[node] = entry["group"]
        marks.outcomes[node] = entry.get("outcome", "skipped")
    return {node: entry["seconds"] for node, entry in entries.items()}
