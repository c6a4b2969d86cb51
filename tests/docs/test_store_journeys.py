"""What the page on journeys in a database says of PostgreSQL is true there."""

from __future__ import annotations

import contextlib
import io
from typing import Any
from unittest import mock

import pytest

from tests.docs.pages import read_blocks
from tests.docs.reader import ROOT

PAGE = ROOT / "docs" / "how-to" / "store-journeys-in-a-database.md"
ITS_OWN = ("CREATE TRIGGER", "log.delete()")
"""In these words the page speaks to SQLite."""


@pytest.mark.parametrize("level", ["READ COMMITTED", "REPEATABLE READ"])
def test_of_twenty_at_once_one_wins_on_postgresql_too(
    postgresql: str, level: str
) -> None:
    """The blocks of the page run there, and the key of the log lets one through."""
    import psycopg
    import sqlalchemy as sa

    engine = sa.create_engine(
        "postgresql+psycopg://",
        creator=lambda: psycopg.connect(postgresql),
        isolation_level=level,
    )
    names: dict[str, Any] = {"__name__": "page"}
    blocks = read_blocks(PAGE.name, PAGE.read_text(encoding="utf-8"))
    output = io.StringIO()
    try:
        with mock.patch.object(sa, "create_engine", return_value=engine):
            for block in blocks:
                if block.language == "python" and not any(
                    words in block.content for words in ITS_OWN
                ):
                    with contextlib.redirect_stdout(output):
                        exec(compile(block.content, block.page, "exec"), names)
        names["metadata"].drop_all(engine)
    finally:
        engine.dispose()
    printed = output.getvalue()
    assert "the second was turned away" in printed
    assert "1 of 20" in printed
    assert printed.endswith("[]\n['acme']\n")
