"""How pytest runs on the Python of the browser, where some things cannot be had."""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

import partner_success as ps

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"
ABSENT = frozenset({"multiprocessing", "resource", "socket", "subprocess"})
"""Modules that can be imported there, and do nothing."""

LEFT_OUT = {
    "test_money.py": "decimals larger than Python holds where addresses have 32 bits",
    "test_judged_records.py": "the library itself asks for numpy",
}
"""Files that import nothing more, and why they are left out all the same."""

OPTIONS = (
    "--noconftest",
    "--override-ini=addopts=",
    "--import-mode=importlib",
    "--strict-markers",
    *("-p", "no:cacheprovider"),
    *("-p", "tests.unit.rulebook.conftest"),
    "-q",
)


class InBrowser:
    """Leaves out the modules of tests that import what is not there."""

    def __init__(self) -> None:
        self.left_out: list[str] = []

    @pytest.fixture
    def rules(self) -> ps.Rulebook:
        """Give the standard rulebook."""
        return ps.standard()

    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        """Leave a file out where it needs what is not there."""
        name = collection_path.name
        if not name.startswith("test_"):
            return None
        if name not in LEFT_OUT and all(map(is_there, imports_of(collection_path))):
            return None
        self.left_out.append(f"{collection_path.parent.name}/{name}")
        return True

    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter
    ) -> None:
        """Say which were left out, so that nobody takes them for tested."""
        names = ", ".join(sorted(self.left_out)) or "none"
        terminalreporter.line(f"left out, for what they need: {names}")


@cache
def imports_of(path: Path) -> frozenset[str]:
    """Give the first parts of all names that a file imports, wherever in it.

    What it imports of other tests is looked into as well.
    """
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            found.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
            for name in ("", *(f"/{alias.name}" for alias in node.names)):
                other = ROOT / f"{node.module.replace('.', '/')}{name}.py"
                if other.is_relative_to(TESTS) and other.is_file():
                    found |= imports_of(other)
    return frozenset(found)


@cache
def is_there(name: str) -> bool:
    """Tell whether a module can be imported, and works."""
    return name not in ABSENT and importlib.util.find_spec(name) is not None


def run(arguments: Sequence[str]) -> int:
    """Run pytest, and give its exit code."""
    return int(pytest.main([*OPTIONS, *arguments], plugins=[InBrowser()]))
