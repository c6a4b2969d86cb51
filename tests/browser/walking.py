"""Lets people walk through the service in a real browser, each with their session."""

from __future__ import annotations

import json
from typing import Any

from tests.browser.driving import BROWSERS, HERE, executable, modules, run
from tests.browser.visiting import ALONE, Visit

__all__ = ["walk"]

_SECONDS = 400


def walk(base: str, steps: list[dict[str, Any]]) -> Visit:
    """Do in a browser what the steps say, as the people that they name."""
    packages = modules()
    assert (packages / "axe-core").is_dir(), "npm install in tests/browser"
    wanted = {
        "browser": executable(*BROWSERS),
        "args": [ALONE],
        "base": base,
        "steps": steps,
    }
    script = HERE / "people.mjs"
    return Visit(
        **json.loads(run(executable("node"), script, given=wanted, seconds=_SECONDS))
    )
