"""What a practice lacks for each level of specialisation, as a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from partner_success.display.tables import Cell, Column, Table
from partner_success.display.tones import Tone
from partner_success.display.wording import plural, visible
from partner_success.errors import InvalidUseError
from partner_success.practice.specialisation import (
    RoleCheck,
    SpecialisationReport,
)

__all__ = ["specialisation_table"]

_COLUMNS: Final = (
    Column("Level"),
    Column("Role"),
    Column("Needed", numeric=True),
    Column("Ready", numeric=True),
    Column("Vacant", numeric=True),
    Column("Ready are"),
    Column("Without the exam"),
)


def specialisation_table(found: SpecialisationReport) -> Table:
    """Tabulate each role of each level, with the steps to the next level below.

    Args:
        found: What was checked, from `SpecialisationPolicy.check`.

    Raises:
        InvalidUseError: It is no such report.

    Rule: SPC-01.
    """
    if not isinstance(found, SpecialisationReport):
        raise InvalidUseError(
            f"this needs a SpecialisationReport, not {type(found).__name__}"
        )
    return Table(
        id="specialisation",
        title=visible(found.explain().title),
        columns=_COLUMNS,
        rows=tuple(
            (Cell("" if place else visible(level.level.name)), *_row(each))
            for level in found.levels
            for place, each in enumerate(level.roles)
        ),
        note=" ".join(_notes(found)),
    )


def _row(each: RoleCheck) -> tuple[Cell, ...]:
    tone: Tone = "good" if not each.missing else "worst" if each.vacant else "fair"
    return (
        Cell(visible(each.role.name)),
        Cell(str(each.needed)),
        Cell(str(len(each.ready)), tone),
        Cell(str(each.vacant)),
        Cell(visible(", ".join(each.ready) or "–")),
        Cell(visible("; ".join(map(str, each.uncertified)) or "–")),
    )


def _notes(found: SpecialisationReport) -> Iterator[str]:
    if (following := found.next) is not None:
        steps = following.steps
        told = "; ".join(map(str, steps))
        count = plural(len(steps), "step")
        yield visible(f"{count} to {following.level.name}: {told}.")
    if found.other_roles:
        yield visible(f"No level asks for: {', '.join(found.other_roles)}.")
