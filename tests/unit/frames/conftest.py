"""A folder of tables, written as people write them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import partner_success as ps
from partner_success.frames import PortfolioFacts, read_portfolio

Files = dict[str, str]
Read = Callable[..., PortfolioFacts]


@pytest.fixture
def read(tmp_path: Path, rules: ps.Rulebook) -> Read:
    """Write files into a folder and read it."""

    def write_and_read(files: Files, **options: object) -> PortfolioFacts:
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        return read_portfolio(tmp_path, rules, **options)  # type: ignore[arg-type]

    return write_and_read
