"""A run that may not skip fails when it does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SKIPPING = """
import pytest

def test_runs():
    pass

def test_needs_a_browser():
    pytest.skip("needs a browser")
"""


def run_pytest(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run a small suite that skips one test, in its own process."""
    (folder / "test_small.py").write_text(SKIPPING, encoding="utf-8")
    plugins = ("-p", "tests.support.no_skips", "-p", "no:cacheprovider")
    program = (sys.executable, "-m", "pytest", "-c", "/dev/null", *plugins)
    return subprocess.run(
        [*program, "--rootdir", str(folder), *options, str(folder)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("workers", [(), ("-n", "1")])
def test_skip_fails_the_run_only_when_forbidden(
    tmp_path: Path, workers: tuple[str, ...]
) -> None:
    """The option turns the same run from good to bad and names the test."""
    assert run_pytest(tmp_path, *workers).returncode == 0
    strict = run_pytest(tmp_path, *workers, "--no-skips")
    assert strict.returncode == 1
    assert "test_small.py::test_needs_a_browser" in strict.stdout
    assert "1 passed, 1 skipped" in strict.stdout


def test_run_without_a_skip_stays_good(tmp_path: Path) -> None:
    """Deselecting the test leaves nothing to complain about."""
    assert run_pytest(tmp_path, "--no-skips", "-k", "runs").returncode == 0
