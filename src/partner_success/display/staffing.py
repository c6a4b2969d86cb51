"""How many people a portfolio needs and what each carries, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from partner_success.display.tables import Cell, Column, Table, cell
from partner_success.display.tones import Tone
from partner_success.errors import InvalidUseError
from partner_success.practice.staffing import (
    Aim,
    LoadState,
    PersonLoad,
    RolePlan,
    StaffingPlan,
    UntakenAccount,
)
from partner_success.practice.staffing.loads import share_text
from partner_success.practice.staffing.ranges import hours_text

__all__ = ["staffing_lines", "staffing_tables", "untaken_table"]

_STATES: Final[dict[LoadState, Tone]] = {
    LoadState.UNDER: "fair",
    LoadState.WITHIN: "good",
    LoadState.MAY_BE_OVER: "fair",
    LoadState.OVER: "worst",
}
_AIMS: Final[dict[Aim, Tone]] = {
    Aim.BELOW: "fair",
    Aim.WITHIN: "good",
    Aim.ABOVE: "fair",
}


def staffing_tables(plan: StaffingPlan) -> tuple[Table, ...]:
    """Tabulate the roles, the people, and the accounts that nobody can take.

    Tables without a row are left out.

    Args:
        plan: The plan, from `StaffingPolicy.plan`.

    Raises:
        InvalidUseError: It is no such plan.

    Rule: STF-03.
    """
    if not isinstance(plan, StaffingPlan):
        raise InvalidUseError(f"this needs a StaffingPlan, not {type(plan).__name__}")
    tables = (_roles(plan), _people(plan), untaken_table(plan.untaken))
    return tuple(table for table in tables if table.rows)


def staffing_lines(plan: StaffingPlan) -> tuple[str, ...]:
    """Say how the numbers of each role came about.

    Args:
        plan: The plan.

    Rule: STF-03.
    """
    return tuple(line for each in plan.roles for line in each.remarks())


def _roles(plan: StaffingPlan) -> Table:
    return Table(
        id="roles",
        title="People needed",
        columns=(
            Column("Role"),
            Column("Accounts", numeric=True),
            Column("Hours a week", numeric=True),
            Column("By number", numeric=True),
            Column("By hours", numeric=True),
            Column("Needed", numeric=True),
            Column("Positions", numeric=True),
            Column("To be found", numeric=True),
        ),
        rows=tuple(_role_row(each) for each in plan.roles),
    )


def _role_row(each: RolePlan) -> tuple[Cell, ...]:
    short: Tone | None = "worst" if each.missing.least else None
    return (
        cell(each.role.name),
        cell(len(each.works)),
        cell(None if each.by_hours is None else each.hours),
        cell(each.by_count),
        cell(each.by_hours),
        cell(each.people),
        cell(hours_text(each.positions)),
        cell(each.missing, short),
    )


def _people(plan: StaffingPlan) -> Table:
    return Table(
        id="people",
        title="People there",
        columns=(
            Column("Person"),
            Column("Role"),
            Column("Has", numeric=True),
            Column("Used", numeric=True),
            Column("Aim"),
            Column("Hours", numeric=True),
            Column("Of", numeric=True),
            Column("State"),
            Column("Can take"),
        ),
        rows=tuple(_person_rows(plan)),
        note="Used: accounts of the most that the role can have.",
    )


def _person_rows(plan: StaffingPlan) -> Iterator[tuple[Cell, ...]]:
    for each in plan.roles:
        for now, after in zip(each.loads, each.loads_after, strict=True):
            yield _person_row(each, now, after)


def _person_row(role: RolePlan, now: PersonLoad, after: PersonLoad) -> tuple[Cell, ...]:
    more = [work.account.id for work in after.works[now.count :]]
    known = role.by_hours is not None
    return (
        cell(now.person.id),
        cell(role.role.name),
        cell(f"{now.count} of {now.capacity.accounts}"),
        cell(share_text(now.utilisation)),
        cell(now.aim, None if now.aim is None else _AIMS[now.aim]),
        cell(now.hours if known else None),
        cell(f"{hours_text(now.capacity.hours)} h"),
        cell(now.state, _STATES[now.state]),
        cell(", ".join(more)),
    )


def untaken_table(untaken: Iterable[UntakenAccount]) -> Table:
    """Tabulate the accounts that nobody can take, of a plan or a proposal.

    Args:
        untaken: The accounts, in the order given.

    Rule: STF-03.
    """
    return Table(
        id="untaken",
        title="Accounts that nobody can take, in the order given",
        columns=(Column("Account"), Column("Role"), Column("Why")),
        rows=tuple(_untaken_row(each) for each in untaken),
    )


def _untaken_row(each: UntakenAccount) -> tuple[Cell, ...]:
    return (
        cell(each.account.id, "worst"),
        cell(each.account.role),
        cell("; ".join(reason.message for reason in each.reasons)),
    )
