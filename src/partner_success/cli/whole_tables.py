"""Tables of which a command takes every row, or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs

from partner_success.cli.outcome import say
from partner_success.errors import InvalidDataError, Problem
from partner_success.frames.forms import TableForm
from partner_success.frames.records import read_records
from partner_success.frames.results import Refusal
from partner_success.frames.sources import Fact
from partner_success.frames.tables import read_table

__all__ = ["read_whole"]


def read_whole(path: Path, form: TableForm) -> list[Fact[Any]]:
    """Read every row of a table; columns that nothing uses are named on standard error.

    Raises:
        InvalidDataError: It cannot be read, lacks a column, or has a row that cannot be
            meant; every such row is named by its line, or by its number where the
            file has no lines.
        MissingExtraError: The extra ``frames`` is not installed.
        UnknownNameError: The file's name ends in nothing that is read.
    """
    table = read_table(path)
    for remark in form.check(table):
        say(remark)
    facts, refusals = read_records(form, table, lambda _: None)
    if refusals:
        raise InvalidDataError(table.file, [_told(each) for each in refusals])
    return facts


def _told(refusal: Refusal) -> Problem:
    place = (
        f"record {refusal.record}" if refusal.line is None else f"line {refusal.line}"
    )
    problem = refusal.problem
    path = f"{place}, {problem.path}" if problem.path else place
    return attrs.evolve(problem, path=path)
