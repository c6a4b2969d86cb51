"""Running collected tests again and again inside one pytest session."""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest

from tools.rules.mutants import Mutant

EXAMPLES = 10
BATCHES = 40
HYPOTHESIS_SETTINGS = "_hypothesis_internal_use_settings"


class Order:
    """In which order tests are tried, best killers first.

    Attributes:
        seconds: How long each test takes on the unchanged rulebook, by node id.
    """

    def __init__(self, seconds: Mapping[str, float]) -> None:
        self.seconds = seconds
        self._killed: dict[str, list[Mutant]] = {}

    def killed(self, node: str, mutant: Mutant) -> None:
        """Remember that a test noticed this change."""
        self._killed.setdefault(node, []).append(mutant)

    def sort(self, items: Sequence[pytest.Item], mutant: Mutant) -> list[pytest.Item]:
        """Put first the tests that noticed the nearest number, then the quick ones."""

        def key(item: pytest.Item) -> tuple[int, float]:
            near = (_shared(m, mutant) for m in self._killed.get(item.nodeid, ()))
            return -max(near, default=0), self.seconds[item.nodeid]

        return sorted(items, key=key)


def few_examples(items: Sequence[pytest.Item]) -> None:
    """Let property tests run few examples, the same each time, without shrinking."""
    if "hypothesis" not in sys.modules:
        return
    # Not before pytest has started, which warns of plugins imported too early.
    from hypothesis import HealthCheck, Phase, settings

    for item in items:
        test: Any = getattr(item, "obj", None)
        test = getattr(test, "__func__", test)
        given: settings | None = getattr(test, HYPOTHESIS_SETTINGS, None)
        if given is not None:
            few = settings(
                given,
                max_examples=min(EXAMPLES, given.max_examples),
                deadline=None,
                derandomize=True,
                database=None,
                phases=(Phase.explicit, Phase.generate),
                suppress_health_check=tuple(HealthCheck),
            )
            setattr(test, HYPOTHESIS_SETTINGS, few)


def run_all(items: Sequence[pytest.Item]) -> dict[str, dict[str, Any]]:
    """Run every test; give the seconds each took and why those that failed did."""
    watch = _Watch()
    seconds = {}
    for item, following in _pairs(items):
        begun = time.monotonic()
        watch.run(item, following)
        seconds[item.nodeid] = time.monotonic() - begun
    return {"seconds": seconds, "failures": watch.failures}


def batches(items: Sequence[pytest.Item]) -> list[list[pytest.Item]]:
    """Part tests into batches for children, the tests of a file together.

    What is set up for a file, or for the few files that need it, is then set up once.
    """
    size = max(len(items) // BATCHES, 1)
    found: list[list[pytest.Item]] = [[]]
    for _, group in itertools.groupby(items, key=lambda item: item.path):
        if len(found[-1]) >= size:
            found.append([])
        found[-1].extend(group)
    return found


def run_until_failure(items: Sequence[pytest.Item]) -> str | None:
    """Run tests until one fails; give its node id, or ``None`` when all pass."""
    watch = _Watch()
    for item, following in _pairs(items):
        watch.run(item, following)
        if watch.failures:
            return item.nodeid
    return None


class _Watch:
    """A plugin for the length of one test, which sees whether it fails."""

    def __init__(self) -> None:
        self.failures: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            lines = report.longreprtext.strip().splitlines() or ["it failed"]
            self.failures.setdefault(report.nodeid, lines[-1])

    def run(self, item: pytest.Item, following: pytest.Item | None) -> None:
        manager = item.config.pluginmanager
        manager.register(self)
        try:
            item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
        finally:
            manager.unregister(self)


def _pairs(
    items: Sequence[pytest.Item],
) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    return itertools.zip_longest(items, items[1:])


def _shared(one: Mutant, other: Mutant) -> int:
    shared = 0
    for left, right in zip(one.path, other.path, strict=False):
        if left != right:
            break
        shared += 1
    return shared
