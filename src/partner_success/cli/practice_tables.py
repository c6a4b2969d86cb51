"""Accounts and the people who look after them, from two tables."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, cast

import attrs

from partner_success.cli.whole_tables import read_whole
from partner_success.core.collections import Catalogue
from partner_success.core.quantities import shown
from partner_success.errors import InvalidDataError, Problem, near_misses
from partner_success.frames.columns import CellKind, Column
from partner_success.frames.forms import TableForm
from partner_success.frames.sources import Fact
from partner_success.practice.assignment import Restriction
from partner_success.practice.staffing import (
    Account,
    StaffingPlan,
    StaffingPolicy,
    StaffMember,
)

__all__ = ["Staff", "placed", "plan_of", "read_restrictions", "read_staff"]

_ROW: Final = re.compile(r"(?:accounts|people|restrictions)\[[0-9]+\]")
_PLACE: Final = re.compile(rf"({_ROW.pattern}|priorities\[.+\])\.?(.*)")


@attrs.frozen(kw_only=True)
class _Served:
    """An account of the table, and who looks after it."""

    account: Account
    person: str | None
    priority: int | None


@attrs.frozen(kw_only=True)
class Staff:
    """What two tables hold.

    Attributes:
        accounts: The accounts, in the order of their table.
        people: The people, in the order of theirs, each with their accounts.
        places: Where each record or priority stands, by its path in a fault.
        priorities: How much an account counts where that is told, by its id.
    """

    accounts: tuple[Account, ...]
    people: tuple[StaffMember, ...]
    places: Mapping[str, str]
    priorities: Mapping[str, int]


def read_staff(accounts: Path, people: Path) -> Staff:
    """Read a table of accounts and one of people: CSV, JSON, JSON Lines or Parquet.

    Nothing is planned from a part of a table, so that one bad row refuses all. Columns
    that nothing uses are named on standard error.

    Raises:
        InvalidDataError: A file cannot be read, lacks a column, or has a row that
            cannot be meant; every row is named.
        MissingExtraError: The extra ``frames`` is not installed.
        UnknownNameError: A file's name ends in nothing that is read.
    """
    served = cast(list[Fact[_Served]], read_whole(accounts, _ACCOUNTS))
    members = cast(list[Fact[StaffMember]], read_whole(people, _PEOPLE))
    if problems := [*_strangers(served, members), *_priority_faults(served)]:
        raise InvalidDataError(accounts.name, problems)
    looked_after: dict[tuple[str, str], list[str]] = {}
    for each in served:
        if each.record.person is not None:
            account = each.record.account
            key = (each.record.person, account.role)
            looked_after.setdefault(key, []).append(account.id)
    return Staff(
        accounts=tuple(each.record.account for each in served),
        people=tuple(
            _serving(each.record, looked_after.get((each.record.id, each.record.role)))
            for each in members
        ),
        places={
            **_places("accounts", served),
            **_places("people", members),
            **{
                f"priorities[{shown(each.record.account.id)}]": f"{each.source},"
                " priority"
                for each in served
            },
        },
        priorities={
            each.record.account.id: each.record.priority
            for each in served
            if each.record.priority is not None
        },
    )


def read_restrictions(path: Path) -> tuple[tuple[Restriction, ...], Mapping[str, str]]:
    """Read a table of restrictions: who alone may have an account, and who may not.

    Returns:
        The restrictions, and where each stands by its path in a fault.

    Raises:
        InvalidDataError: As for `read_staff`.
        MissingExtraError: The extra ``frames`` is not installed.
        UnknownNameError: The file's name ends in nothing that is read.
    """
    found = cast(list[Fact[Restriction]], read_whole(path, _RESTRICTIONS))
    return tuple(each.record for each in found), _places("restrictions", found)


def _places(name: str, facts: Sequence[Fact[Any]]) -> Mapping[str, str]:
    return {f"{name}[{place}]": str(each.source) for place, each in enumerate(facts)}


def _serving(member: StaffMember, accounts: list[str] | None) -> StaffMember:
    return attrs.evolve(member, accounts=accounts or ())


def plan_of(policy: StaffingPolicy, staff: Staff) -> StaffingPlan:
    """Plan the staff, and name the rows where something contradicts the policy.

    Raises:
        InvalidDataError: A role or phase is not known, or shares are too much.
    """
    with placed(staff.places):
        return policy.plan(staff.accounts, staff.people)


@contextmanager
def placed(places: Mapping[str, str]) -> Generator[None]:
    """Name rows by their lines in what is raised, not by their numbers in a list.

    Args:
        places: Where each record stands, by its path.

    Raises:
        InvalidDataError: The same, with lines of tables in the place of numbers.
    """
    try:
        yield
    except InvalidDataError as error:
        problems = [_placed(each, places) for each in error.problems]
        raise InvalidDataError(error.subject, problems) from error


def _placed(problem: Problem, places: Mapping[str, str]) -> Problem:
    path, found = problem.path, _PLACE.fullmatch(problem.path)
    if found is not None and found[1] in places:
        path = ", ".join(filter(None, (places[found[1]], found[2])))
    message = _ROW.sub(lambda row: places.get(row[0], row[0]), problem.message)
    return attrs.evolve(problem, path=path, message=message)


def _strangers(
    served: list[Fact[_Served]], members: list[Fact[StaffMember]]
) -> Iterator[Problem]:
    """Name who is said to look after an account and is not among the people."""
    known: dict[str, set[str]] = {}
    for member in members:
        known.setdefault(member.record.role, set()).add(member.record.id)
    for each in served:
        person, role = each.record.person, each.record.account.role
        if person is not None and person not in known.get(role, ()):
            near = near_misses(person, sorted(known.get(role, ())))
            hint = f"; did you mean {near[0]!r}?" if near else ""
            message = f"nobody of the role {shown(role)} has the id {shown(person)}"
            yield Problem(
                path=f"{each.source.place}, person",
                code="unknown-person",
                message=f"{message}{hint}",
            )


def _priority_faults(served: list[Fact[_Served]]) -> Iterator[Problem]:
    """Name an account of two roles that counts differently in each."""
    seen: dict[str, tuple[int, str]] = {}
    for each in served:
        priority = each.record.priority
        if priority is None:
            continue
        place = each.source.place
        before, there = seen.setdefault(each.record.account.id, (priority, place))
        if before != priority:
            message = f"is {before} in {there}; an account counts the same in all roles"
            path = f"{place}, priority"
            yield Problem(path=path, code="contradiction", message=message)


def _account(values: Mapping[str, Any]) -> _Served:
    beside = ("person", "priority")
    given = {name: each for name, each in values.items() if name not in beside}
    more = {name: values.get(name) for name in beside}
    return _Served(account=Account(**given), **more)


def _person(values: Mapping[str, Any]) -> StaffMember:
    return StaffMember(**values)


def _restriction(values: Mapping[str, Any]) -> Restriction:
    return Restriction(**values)


def _form(
    id_: str, build: Any, required: tuple[str, ...], **optional: CellKind
) -> TableForm:
    columns = [Column(id=name, kind="id", required=True) for name in required]
    columns += [Column(id=name, kind=kind) for name, kind in optional.items()]
    return TableForm(
        id=id_,
        columns=Catalogue(columns, kind="column"),
        identity=required,
        build=build,
        scored=False,
    )


_ACCOUNTS: Final = _form(
    "accounts",
    _account,
    ("id", "role"),
    person="id",
    phase="id",
    hours_least="number",
    hours_most="number",
    touches="number",
    touch_hours="number",
    priority="whole",
)
_PEOPLE: Final = _form(
    "people", _person, ("id", "role"), share="number", hours="number"
)
_RESTRICTIONS: Final = _form(
    "restrictions", _restriction, ("account", "person", "kind"), reason="text"
)
