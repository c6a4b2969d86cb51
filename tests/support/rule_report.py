"""An option that writes what a run of the tests says of the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.rules.report import RuleReport


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    help_ = "write the marks and ends of all tests that are marked with rules"
    parser.addoption("--rule-report", type=Path, help=help_)


def pytest_configure(config: pytest.Config) -> None:
    """Take the plugin in where it is asked for, in workers too."""
    place = config.getoption("--rule-report")
    if place is not None:
        config.pluginmanager.register(RuleReport(place))
