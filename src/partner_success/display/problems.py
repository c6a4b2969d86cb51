"""What a terminal shows of questionnaires: which there are, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable

from partner_success.display.tables import Column, Table, cell
from partner_success.errors import Problem
from partner_success.questionnaires import Questionnaire

__all__ = ["problems_table", "questionnaires_table"]


def questionnaires_table(questionnaires: Iterable[Questionnaire]) -> Table:
    """Tabulate questionnaires in the order given."""
    return Table(
        id="questionnaires",
        title="Questionnaires",
        columns=(
            Column("Id"),
            Column("Version"),
            Column("Title"),
            Column("Completed by"),
            Column("Sections", numeric=True),
            Column("Questions", numeric=True),
        ),
        rows=tuple(
            (
                cell(each.id),
                cell(each.version),
                cell(each.title),
                cell(", ".join(each.completed_by)),
                cell(len(each.sections)),
                cell(len(each.fields)),
            )
            for each in questionnaires
        ),
    )


def problems_table(problems: Iterable[Problem], title: str, note: str = "") -> Table:
    """Tabulate what is wrong, each with its path and code, in the order given."""
    return Table(
        id="problems",
        title=title,
        columns=(
            Column("Where"),
            Column("Code"),
            Column("Given"),
            Column("Expected"),
            Column("What is wrong"),
        ),
        rows=tuple(
            (
                cell(each.path),
                cell(each.code),
                cell(each.given),
                cell(each.expected),
                cell(each.message),
            )
            for each in problems
        ),
        note=note,
    )
