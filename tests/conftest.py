"""What every test may use."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

import partner_success as ps
from partner_success.gates import Journey
from tests.support import journeys

pytest_plugins = [
    "pytester",
    "tests.support.measured",
    "tests.support.no_skips",
    "tests.support.postgresql",
    "tests.support.rule_report",
    "tests.support.service",
    "tests.support.terminal",
]

settings.register_profile("dev", deadline=None, max_examples=50)
settings.register_profile("ci", deadline=None, derandomize=True, max_examples=100)
settings.register_profile("long", deadline=None, max_examples=5_000)
settings.register_profile("brief", deadline=None, derandomize=True, max_examples=15)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev")
)


@pytest.fixture
def rules() -> ps.Rulebook:
    """The standard rulebook, looked up by each test when it runs.

    A prover re-runs the marked tests with one number of the rulebook changed, so no
    test may keep a rulebook of its own.
    """
    return ps.standard()


@pytest.fixture(params=journeys.NAMES)
def any_journey(request: pytest.FixtureRequest) -> Journey:
    """Give the standard journey and then a company's, so that a test walks both."""
    name: str = request.param
    return journeys.journey_called(name)
