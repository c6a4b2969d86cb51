"""Every test sees the same terminal: plain, and a hundred columns wide."""

from __future__ import annotations

import os
from collections.abc import Iterator
from unittest import mock

import pytest

TERMINAL = {
    "COLUMNS": "100",
    "NO_COLOR": "1",
    "TERM": "dumb",
    "_TYPER_FORCE_DISABLE_TERMINAL": "1",
}


@pytest.fixture(scope="session", autouse=True)
def plain_terminal() -> Iterator[None]:
    """Set what programs read to find out about their terminal."""
    with mock.patch.dict(os.environ, TERMINAL):
        for name in ("FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS"):
            os.environ.pop(name, None)
        yield
