"""A pytest option under which a skipped test fails the run.

A machine without a browser may skip the tests that need one; the machine that decides
whether a change is good may not.
"""

from __future__ import annotations

from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--no-skips``."""
    parser.addoption(
        "--no-skips", action="store_true", help="fail when any test is skipped"
    )


def _skipped(config: pytest.Config) -> list[Any]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    wanted = config.getoption("--no-skips") and reporter is not None
    return reporter.stats.get("skipped", []) if wanted and reporter else []


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail an otherwise good run that skipped something."""
    if session.exitstatus == pytest.ExitCode.OK and _skipped(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say which tests made the run fail."""
    if skipped := _skipped(config):
        terminalreporter.section("skipped, which --no-skips forbids", red=True)
        for report in skipped:
            terminalreporter.line(report.nodeid)
