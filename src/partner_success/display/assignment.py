"""A proposal who looks after whom, as tables."""

from __future__ import annotations

from typing import Final

from partner_success.display.staffing import untaken_table
from partner_success.display.tables import Cell, Column, Table, cell
from partner_success.display.tones import Tone
from partner_success.errors import InvalidUseError
from partner_success.practice.assignment import (
    AssignedAccount,
    AssignmentProposal,
    PersonChange,
)
from partner_success.practice.staffing import LoadState

__all__ = ["assignment_tables"]

_CHANGES: Final[dict[str, Tone]] = {"kept": "good", "moved": "fair", "new": "good"}


def assignment_tables(found: AssignmentProposal) -> tuple[Table, ...]:
    """Tabulate everybody's load, who has which account, and what nobody can take.

    Tables without a row are left out.

    Args:
        found: The proposal, of `assign_best` or `assign_greedily`.

    Raises:
        InvalidUseError: It is no such proposal.

    Rule: STF-03.
    """
    if not isinstance(found, AssignmentProposal):
        kind = type(found).__name__
        raise InvalidUseError(f"this needs an AssignmentProposal, not {kind}")
    tables = (_people(found), _accounts(found), untaken_table(found.untaken))
    return tuple(table for table in tables if table.rows)


def _people(found: AssignmentProposal) -> Table:
    return Table(
        id="people",
        title="What everybody would have",
        columns=(
            Column("Person"),
            Column("Role"),
            Column("Had", numeric=True),
            Column("Has", numeric=True),
            Column("At most", numeric=True),
            Column("Hours a week", numeric=True),
            Column("Gets"),
            Column("Gives"),
        ),
        rows=tuple(_person_row(each) for each in found.people),
    )


def _person_row(each: PersonChange) -> tuple[Cell, ...]:
    over = each.before.state is LoadState.OVER
    return (
        cell(each.after.person.id),
        cell(each.after.role.name),
        cell(each.before.count, "worst" if over else None),
        cell(each.after.count),
        cell(each.after.capacity.accounts),
        cell(each.after.hours),
        cell(", ".join(each.gets)),
        cell(", ".join(each.gives)),
    )


def _accounts(found: AssignmentProposal) -> Table:
    return Table(
        id="accounts",
        title="Who would have what, in the order given",
        columns=(
            Column("Account"),
            Column("Role"),
            Column("Person"),
            Column("Had by"),
            Column("Is"),
        ),
        rows=tuple(_account_row(each) for each in found.accounts),
    )


def _account_row(each: AssignedAccount) -> tuple[Cell, ...]:
    return (
        cell(each.account.id),
        cell(each.account.role),
        cell(each.person),
        cell(each.was),
        cell(each.change, _CHANGES[each.change]),
    )
