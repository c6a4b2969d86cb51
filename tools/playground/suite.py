"""Runs a part of the unit tests on the Python of the browser, by node."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence

from tools.playground.gathering import (
    HERE,
    HOLIDAYS,
    PAGE,
    ROOT,
    SUITE,
    NotHereError,
    build_wheel,
    fetch_pyodide,
    fetch_wheels,
    site_packages,
)

ROOMS = ("access", "calendars", "core", "scoring", "sla")
"""The rooms whose unit tests are run, where what they import is to be had there.

Neither numpy nor hypothesis is: what draws its input takes too long there.
"""


def run_suite(options: Sequence[str]) -> int:
    """Run the tests, and give the exit code of pytest.

    Args:
        options: What pytest is told besides; a path among them, below the root of this
            project, takes the place of the chosen rooms.

    Raises:
        NotHereError: node or npm is not installed, or a package cannot be fetched.
    """
    node = shutil.which("node")
    if node is None:
        raise NotHereError("node is not installed here")
    pyodide = fetch_pyodide()
    wheels = [build_wheel()]
    for listed in (PAGE, HOLIDAYS, SUITE):
        wheels += fetch_wheels(listed)
    chosen = [] if any("/" in each for each in options) else list(ROOMS)
    wanted = {
        "pyodide": str(pyodide / "pyodide.mjs"),
        "packages": site_packages(pyodide),
        "wheels": list(map(str, wheels)),
        "root": str(ROOT),
        "arguments": [*(f"tests/unit/{room}" for room in chosen), *options],
    }
    command = [node, str(HERE / "suite.mjs"), json.dumps(wanted)]
    return subprocess.run(command, cwd=ROOT, check=False).returncode
