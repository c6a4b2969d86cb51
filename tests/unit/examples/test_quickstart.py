"""The example of the README is a file that runs."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
README = (ROOT / "README.md").read_text(encoding="utf-8")
QUICKSTART = ROOT / "examples" / "quickstart.py"


def block(fence: str) -> str:
    """Give the first block of the README with a fence."""
    found = re.search(rf"^```{fence}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def test_the_readme_shows_the_file() -> None:
    """Both hold the same statements."""
    shown = ast.parse(block("python")).body
    kept = ast.parse(QUICKSTART.read_text(encoding="utf-8")).body[1:]
    assert [ast.dump(each) for each in shown] == [ast.dump(each) for each in kept]


def test_the_file_prints_what_the_readme_shows() -> None:
    """The output is the true one."""
    command = [sys.executable, str(QUICKSTART)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == block('text title="Output"')
