"""The people of a practice, and what is planned for them, from files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, cast

import attrs

from partner_success.cli.whole_tables import read_whole
from partner_success.core.collections import Catalogue
from partner_success.errors import InvalidDataError, Problem
from partner_success.frames.columns import Column
from partner_success.frames.forms import TableForm
from partner_success.frames.sources import Fact
from partner_success.interop import read_document, structure
from partner_success.practice.specialisation import (
    Certification,
    PlannedStep,
    PracticePerson,
)

__all__ = ["read_plan", "read_team"]

_CSV: Final = ".csv"


@attrs.frozen(kw_only=True)
class TeamFile:
    """What a document of people holds."""

    people: tuple[PracticePerson, ...]


@attrs.frozen(kw_only=True)
class PlanFile:
    """What a document of planned changes holds."""

    changes: tuple[PlannedStep, ...]


@attrs.frozen(kw_only=True)
class _Row:
    """What one row of a table says of somebody."""

    id: str
    role: str | None = None
    passed: Certification | None = None


def read_team(path: Path) -> tuple[PracticePerson, ...]:
    """Read the people of a practice: a table (CSV), or a TOML, JSON or YAML document.

    A table has rows for each role and each exam of somebody; columns that nothing uses
    are named on standard error.

    Raises:
        InvalidDataError: It cannot be read, or has faults; each is named by its path or
            its line.
        MissingExtraError: The extra ``frames`` is needed for a table, and not there.
        UnknownNameError: The name ends in nothing that is read.
    """
    if path.suffix.lower() == _CSV:
        return _from_table(path)
    return structure(read_document(path), TeamFile, subject=str(path)).people


def read_plan(path: Path) -> tuple[PlannedStep, ...]:
    """Read what is planned from a TOML, JSON or YAML document.

    Raises:
        InvalidDataError: It cannot be read, or has faults; each is named by its path.
        UnknownNameError: The name ends in nothing that is read.
    """
    return structure(read_document(path), PlanFile, subject=str(path)).changes


def _from_table(path: Path) -> tuple[PracticePerson, ...]:
    rows = [each.record for each in cast(list[Fact[_Row]], read_whole(path, _FORM))]
    by_id: dict[str, list[_Row]] = {}
    for row in rows:
        by_id.setdefault(row.id, []).append(row)
    return tuple(_person(id_, own) for id_, own in by_id.items())


def _person(id_: str, rows: list[_Row]) -> PracticePerson:
    # Somebody with a role and two exams has two rows, both of which name the role.
    roles = dict.fromkeys(row.role for row in rows if row.role is not None)
    return PracticePerson(
        id=id_,
        roles=tuple(roles),
        certifications=tuple(row.passed for row in rows if row.passed is not None),
    )


def _row(values: Mapping[str, Any]) -> _Row:
    exam: str | None = values.get("exam")
    day: date | None = values.get("passed_on")
    days: int | None = values.get("valid_days")
    passed = None
    if exam is not None:
        passed = Certification(exam=exam, passed_on=day, valid_days=days)
    elif day is not None or days is not None:
        message = "is needed where a day or a validity is given"
        fault = Problem(path="exam", code="missing", message=message)
        raise InvalidDataError("a row", [fault])
    return _Row(id=values["id"], role=values.get("role"), passed=passed)


_FORM: Final = TableForm(
    id="people",
    columns=Catalogue(
        [
            Column(id="id", kind="id", required=True),
            Column(id="role", kind="id"),
            Column(id="exam", kind="id"),
            Column(id="passed_on", kind="day"),
            Column(id="valid_days", kind="whole"),
        ],
        kind="column",
    ),
    identity=(),
    build=_row,
    scored=False,
)
