"""Readings of customers over time: one table with several days, or a table a day."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import Any, Final

from partner_success.frames.building import file_error, problem
from partner_success.frames.files import absent, is_folder, is_there
from partner_success.frames.forms import TableForm, accounts_form
from partner_success.frames.portfolio import Counter, PortfolioFacts, Progress
from partner_success.frames.records import read_records
from partner_success.frames.results import Refusal
from partner_success.frames.sources import Fact, Source, file_label
from partner_success.frames.tables import SUFFIXES, read_table
from partner_success.partners import Account
from partner_success.scoring.model import ScoreModel

_NAME: Final = "accounts"


def read_history(
    path: str | PathLike[str], *cards: ScoreModel, progress: Progress | None = None
) -> PortfolioFacts:
    """Read what was known of customers on several days.

    A folder is read table by table: each whose name is or begins with ``accounts``,
    such as ``accounts-2026-05.csv``, in the order of the names; as ``.csv``, ``.json``,
    ``.jsonl`` or ``.parquet``. A single table can have any name. A row is refused with
    all that is wrong in it, and so is the second of a customer and day, in whatever
    table; the others are read.

    Args:
        path: The folder or file.
        cards: Name the measures that accounts can have: those of any of them.
        progress: Is told how many rows of all are read.

    Raises:
        InvalidDataError: There is no such table, or one cannot be read or lacks a
            column that it needs.
        MissingExtraError: The extra ``frames`` is not installed.
        UnknownNameError: The file's name ends in nothing that is read.

    Rule: RBK-04.
    """
    form = accounts_form(*cards)
    tables = [read_table(file) for file in _files(Path(path))]
    remarks = [remark for table in tables for remark in form.check(table)]
    counter = Counter(sum(len(table.rows) for table in tables), progress)
    found: list[Fact[Account]] = []
    refusals: list[Refusal] = []
    seen: dict[tuple[object, ...], Source] = {}
    for table in tables:
        facts, refused = read_records(form, table, counter.advance)
        fresh, again = _parted(facts, form, seen)
        found += fresh
        refusals += sorted([*refused, *again], key=_record)
    return PortfolioFacts(
        accounts=tuple(found),
        refusals=tuple(refusals),
        remarks=tuple(remarks),
        files=tuple(table.file for table in tables),
    )


def _record(refusal: Refusal) -> int:
    return refusal.record


def _files(place: Path) -> list[Path]:
    if not is_there(place):
        raise file_error(place, absent())
    if not is_folder(place):
        return [place]
    try:
        entries = sorted(place.iterdir())
    except OSError as error:
        message = f"the folder cannot be read: {error.strerror or error}"
        raise file_error(place, problem("unreadable-file", message)) from error
    found = [entry for entry in entries if _holds_accounts(entry)]
    if not found:
        names = ", ".join(map(file_label, entries[:3])) or "nothing"
        message = (
            f"no table here holds accounts; found {names}. Their names begin with"
            f" {_NAME!r} and end in {', '.join(SUFFIXES)}"
        )
        raise file_error(place, problem("no-tables", message))
    return found


def _holds_accounts(entry: Path) -> bool:
    named = entry.name.lower().startswith(_NAME)
    return named and entry.suffix.lower() in SUFFIXES and not is_folder(entry)


def _parted(
    facts: Iterable[Fact[Any]],
    form: TableForm,
    seen: dict[tuple[object, ...], Source],
) -> tuple[list[Fact[Account]], list[Refusal]]:
    """Part the readings that an earlier table has already from those that are new."""
    fresh: list[Fact[Account]] = []
    again: list[Refusal] = []
    for fact in facts:
        identity = tuple(getattr(fact.record, name) for name in form.identity)
        first = seen.setdefault(identity, fact.source)
        if first is fact.source:
            fresh.append(fact)
            continue
        names = " and ".join(form.identity)
        again.append(
            fact.refuse(
                problem(
                    "duplicate",
                    f"{first} already has this {names}; keep one of the two",
                    path=form.identity[0],
                    given=", ".join(map(str, identity)),
                    expected=f"each {names} once",
                )
            )
        )
    return fresh, again
