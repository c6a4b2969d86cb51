"""What the measurement of branches watches, where a run of the tests asks for it.

To watch every branch makes Python three times slower. A property walks the same
branches a hundred times, and what is covered must not hang on what was drawn: tests
with chosen input reach every branch by themselves. Those that draw their input, try the
whole of a table, or run a page prove what they prove unwatched. A test elsewhere that
tries very much is marked ``unwatched``.

What is watched runs first: it finds every cache empty, also the caches of the library,
and sees how they are filled.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from coverage import Coverage

import partner_success

TESTS = Path(__file__).parents[1]
UNWATCHED = tuple(str(TESTS / name) for name in ("differential", "docs", "properties"))
DRAWING = str(TESTS / "unit" / "testing")
"""Where the strategies of the library are tested, of which drawing is all there is."""


def is_watched(item: pytest.Item) -> bool:
    """Tell whether a test counts towards the branches that are covered."""
    if item.get_closest_marker("unwatched") is not None:
        return False
    place = str(item.path)
    drawn = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
    return not place.startswith(UNWATCHED) and (not drawn or place.startswith(DRAWING))


def pytest_configure(config: pytest.Config) -> None:
    """Take the plugin in where branches may be measured."""
    if config.pluginmanager.hasplugin("_cov"):
        config.pluginmanager.register(Measured())


class Measured:
    """The pytest plugin that stops the measurement wherever it shows nothing."""

    def __init__(self) -> None:
        self.coverage: Coverage | None = None

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self) -> Generator[None, object, object]:
        """Watch how everything is imported, and what fills caches on the way."""
        self.coverage = Coverage.current()
        if self.coverage is not None:
            for module in _modules():
                importlib.import_module(module)
        found = yield
        # A worker has a second measurement below its own, which would go on.
        while (running := Coverage.current()) is not None:
            running.stop()
        return found

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Put what is watched first."""
        if self.coverage is not None:
            items.sort(key=is_watched, reverse=True)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(
        self, item: pytest.Item
    ) -> Generator[None, object, object]:
        """Watch a test that counts, with what is made ready for it."""
        if self.coverage is None or not is_watched(item):
            return (yield)
        self.coverage.start()
        try:
            return (yield)
        finally:
            self.coverage.stop()


def _modules() -> Iterator[str]:
    found = pkgutil.walk_packages(partner_success.__path__, "partner_success.")
    return (each.name for each in found if not each.name.endswith("__main__"))
