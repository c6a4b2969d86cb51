"""What accounts and the people who look after them are held to together."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from partner_success.core.collections import Catalogue
from partner_success.core.quantities import shown
from partner_success.errors import InvalidDataError, Problem, near_misses
from partner_success.practice.staffing.work import Account, RoleLoad, StaffMember

__all__ = ["check_staff"]


def check_staff(
    roles: Catalogue[RoleLoad],
    accounts: tuple[Account, ...],
    people: tuple[StaffMember, ...],
) -> None:
    """Check accounts and people against the roles and against each other.

    Raises:
        InvalidDataError: With every fault, named by its place: no record of its kind,
            an unknown role or phase, an id that stands twice in one role, shares of a
            person that add up to more than 1, an account that is not there, is of
            another role, or is looked after by somebody else already.

    Rule: STF-03.
    """
    if problems := [*_strangers(accounts, people)]:
        raise InvalidDataError("the staff and its accounts", problems)
    problems = [*_account_faults(roles, accounts), *_people_faults(roles, people)]
    problems += _pair_faults(accounts, people)
    if problems:
        raise InvalidDataError("the staff and its accounts", problems)


def _problem(path: str, code: str, message: str) -> Problem:
    return Problem(path=path, code=code, message=message)


def _strangers(
    accounts: tuple[object, ...], people: tuple[object, ...]
) -> Iterator[Problem]:
    for name, given, kind in (
        ("accounts", accounts, Account),
        ("people", people, StaffMember),
    ):
        for place, each in enumerate(given):
            if not isinstance(each, kind):
                message = f"must be of {kind.__name__}, not {type(each).__name__}"
                yield _problem(f"{name}[{place}]", "wrong-type", message)


def _hint(name: str, known: tuple[str, ...]) -> str:
    near = near_misses(name, known)
    if near:
        return f"did you mean {near[0]!r}?"
    return f"known: {', '.join(known) or 'none'}"


def _role_faults(roles: Catalogue[RoleLoad], path: str, role: str) -> Iterator[Problem]:
    if role not in roles:
        message = f"there is no role {shown(role)}; {_hint(role, roles.ids)}"
        yield _problem(f"{path}.role", "unknown-role", message)


def _account_faults(
    roles: Catalogue[RoleLoad], accounts: tuple[Account, ...]
) -> Iterator[Problem]:
    seen: dict[tuple[str, str], int] = {}
    for place, each in enumerate(accounts):
        path = f"accounts[{place}]"
        yield from _role_faults(roles, path, each.role)
        role = roles.get(each.role)
        if role is not None and each.phase is not None:
            known = role.phases.ids
            if each.phase not in known:
                message = (
                    f"role {role.id!r} has no phase {shown(each.phase)};"
                    f" {_hint(each.phase, known)}"
                )
                yield _problem(f"{path}.phase", "unknown-phase", message)
        if (before := seen.setdefault((each.id, each.role), place)) != place:
            message = f"accounts[{before}] has this id and role already"
            yield _problem(f"{path}.id", "duplicate", message)


def _people_faults(
    roles: Catalogue[RoleLoad], people: tuple[StaffMember, ...]
) -> Iterator[Problem]:
    seen: dict[tuple[str, str], int] = {}
    shares: dict[str, Fraction] = {}
    for place, each in enumerate(people):
        path = f"people[{place}]"
        yield from _role_faults(roles, path, each.role)
        if (before := seen.setdefault((each.id, each.role), place)) != place:
            message = f"people[{before}] has this id and role already"
            yield _problem(f"{path}.id", "duplicate", message)
            continue
        shares[each.id] = shares.get(each.id, Fraction(0)) + Fraction(each.share)
        if shares[each.id] > 1:
            message = (
                f"the shares of {shown(each.id)} add up to more than one position;"
                " lower one of them"
            )
            yield _problem(f"{path}.share", "too-much", message)


def _pair_faults(
    accounts: tuple[Account, ...], people: tuple[StaffMember, ...]
) -> Iterator[Problem]:
    roles_of: dict[str, list[str]] = {}
    for account in accounts:
        roles_of.setdefault(account.id, []).append(account.role)
    by: dict[tuple[str, str], str] = {}
    for place, each in enumerate(people):
        for number, name in enumerate(each.accounts):
            path = f"people[{place}].accounts[{number}]"
            if name not in roles_of:
                message = f"there is no account {shown(name)}"
                near = near_misses(name, roles_of)
                message += f"; did you mean {near[0]!r}?" if near else ""
                yield _problem(path, "unknown-account", message)
            elif each.role not in roles_of[name]:
                message = (
                    f"{shown(name)} is an account of {', '.join(roles_of[name])}, and"
                    f" {shown(each.id)} is of {each.role}"
                )
                yield _problem(path, "another-role", message)
            elif (other := by.setdefault((name, each.role), each.id)) != each.id:
                message = (
                    f"{shown(name)} is looked after by {shown(other)} already; an"
                    " account has one person of a role, so split it into two accounts"
                    " where two share it"
                )
                yield _problem(path, "two-people", message)
