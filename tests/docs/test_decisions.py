"""Records of decisions are short, whole, and all in the index and the navigation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.reader import ROOT

FOLDER = ROOT / "docs" / "explanation" / "decisions"
RECORDS = [
    pytest.param(path, id=path.stem)
    for path in sorted(FOLDER.glob("*.md"))
    if path.stem != "index"
]
PARTS = ["Context", "Decision", "Not chosen", "Consequence"]


@pytest.mark.parametrize("path", RECORDS)
def test_record_is_whole_and_short(path: Path) -> None:
    """A record says all four things, in order, on one screen."""
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"(?m)^\*\*([^*]+)\.\*\* ", text) == PARTS
    assert len(text.splitlines()) <= 35


@pytest.mark.parametrize("path", RECORDS)
def test_record_can_be_found(path: Path) -> None:
    """The index names a record by its title, and so does the navigation."""
    title = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
    index = (FOLDER / "index.md").read_text(encoding="utf-8")
    assert index.count(f"| [{title}]({path.name}) |") == 1
    place = f"- {title}: explanation/decisions/{path.name}\n"
    assert place in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
