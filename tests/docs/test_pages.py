"""Every code block of the documentation runs and shows what really comes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.reader import ROOT, run_page

PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")],
    key=lambda path: path.as_posix(),
)


@pytest.mark.parametrize(
    "page", PAGES, ids=[page.relative_to(ROOT).as_posix() for page in PAGES]
)
def test_every_block_of_the_page_holds(page: Path, tmp_path: Path) -> None:
    """Python runs, commands print what is shown, files parse."""
    name = page.relative_to(ROOT).as_posix()
    run_page(name, page.read_text(encoding="utf-8"), tmp_path)
