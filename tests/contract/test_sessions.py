"""What noxfile.py asks pytest for exists: a suite that does not start cannot say so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_session_asks_only_for_options_that_pytest_knows(
    pytestconfig: pytest.Config,
) -> None:
    """An unknown option would end a run before its first test."""
    text = (ROOT / "noxfile.py").read_text(encoding="utf-8")
    session = text[text.index("def tests(") : text.index("def lint(")]
    asked = set(re.findall(r'"f?(--[a-z-]+)|f"(--[a-z-]+)', session))
    names = {plain or formatted for plain, formatted in asked}
    assert {"--no-skips", "--rule-report"} <= names
    # Options of pytest-cov are called otherwise inside than outside.
    own = {name for name in names if not name.startswith("--cov")}
    unknown = {name for name in own if pytestconfig.getoption(name, ...) is ...}
    assert unknown == set()
