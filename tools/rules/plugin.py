"""The pytest plugin that reads the marks and keeps how the marked tests ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from partner_success.errors import near_misses


class RuleMarks:
    """Which test proves which rule, and whether it passed.

    Attributes:
        tests: The rule ids of each marked test by its node id, in order of collection.
        groups: The node id without parameters, by node id.
        outcomes: ``"passed"``, ``"failed"`` or ``"skipped"`` by node id; a test that
            was expected to fail counts as skipped, since it proves nothing.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self.known = tuple(known)
        self.tests: dict[str, tuple[str, ...]] = {}
        self.groups: dict[str, str] = {}
        self.outcomes: dict[str, str] = {}

    def pytest_configure(self, config: pytest.Config) -> None:
        """Make the marker known, so that strict runs accept it."""
        line = "rule(*ids): the rules of the catalogue that this test proves"
        config.addinivalue_line("markers", line)

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: Sequence[pytest.Item]) -> None:
        """Read all marks; refuse the run when one of them names no known rule."""
        faults: dict[str, None] = {}
        for item in items:
            marks = list(item.iter_markers("rule"))
            if not marks:
                continue
            ids: list[str] = []
            for mark in marks:
                group = group_of(item)
                faults.update((f"{group}: {text}", None) for text in self._faults(mark))
                ids.extend(mark.args)
            self.tests[item.nodeid] = tuple(dict.fromkeys(ids))
            self.groups[item.nodeid] = group_of(item)
        if faults:
            raise pytest.UsageError("\n".join(["marks of rules are faulty:", *faults]))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the worst of what setup, call and teardown reported."""
        if report.nodeid not in self.tests:
            return
        known = self.outcomes.get(report.nodeid)
        if report.failed:
            self.outcomes[report.nodeid] = "failed"
        elif known != "failed" and (report.skipped or hasattr(report, "wasxfail")):
            self.outcomes[report.nodeid] = "skipped"
        elif known is None and report.when == "call":
            self.outcomes[report.nodeid] = "passed"

    def _faults(self, mark: pytest.Mark) -> list[str]:
        if not mark.args or mark.kwargs:
            return ['a mark names one rule or several: @pytest.mark.rule("HLT-01")']
        return [
            f"no rule is called {id_!r}{self._hint(id_)}"
            for id_ in mark.args
            if id_ not in self.known
        ]

    def _hint(self, id_: object) -> str:
        near = near_misses(id_, self.known)
        return f"; did you mean {' or '.join(near)}?" if near else ""


def group_of(item: pytest.Item) -> str:
    """Give the node id without parameters."""
    parameters = getattr(getattr(item, "callspec", None), "id", None)
    if parameters is None:
        return item.nodeid
    return item.nodeid.removesuffix(f"[{parameters}]")
