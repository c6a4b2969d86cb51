"""``partner-success practice staffing``: who is needed, and who can take what."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import attrs
import typer

from partner_success.cli.data import SCHEMA_VERSION, Data
from partner_success.cli.options import JsonOption, RulebookOption, rules_of
from partner_success.cli.outcome import DONE, IN_THE_WAY, run, write
from partner_success.cli.pages import print_shown
from partner_success.cli.practice_assignment import (
    AssignOption,
    RestrictionsOption,
    Way,
    propose,
)
from partner_success.cli.practice_data import hours_data, number_data, untaken_data
from partner_success.cli.practice_tables import plan_of, read_staff
from partner_success.cli.questionnaire_data import ascii_json
from partner_success.display.staffing import staffing_lines, staffing_tables
from partner_success.display.terminal import stacked
from partner_success.errors import InvalidUseError
from partner_success.practice.staffing import (
    PeopleRange,
    PersonLoad,
    RolePlan,
    StaffingPlan,
    TakenAccount,
)


@attrs.frozen(kw_only=True)
class Asked:
    """What ``staffing`` was asked for."""

    accounts: Path
    people: Path
    rulebook: Path | None
    as_json: bool
    assign: Way | None = None
    restrictions: Path | None = None


def staffing(  # noqa: PLR0913 - the options of the command
    accounts: Annotated[
        Path,
        typer.Argument(
            metavar="ACCOUNTS",
            help="A table of accounts with the columns id and role, and person, phase,"
            " hours_least, hours_most, touches, touch_hours and priority where they are"
            " known.",
            show_default=False,
        ),
    ],
    people: Annotated[
        Path,
        typer.Argument(
            metavar="PEOPLE",
            help="A table of people with the columns id and role, and share and hours"
            " where they are known.",
            show_default=False,
        ),
    ],
    *,
    assign: AssignOption = None,
    restrictions: RestrictionsOption = None,
    rulebook: RulebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell how many people accounts take, what those there carry, and what is left.

    With --assign, propose who looks after whom instead.

    Exit codes: 0 everybody there can carry everything; 1 an account that nobody can
    take, or (without --assign) somebody with more than they can carry; 2 misuse.
    """
    asked = Asked(
        accounts=accounts,
        people=people,
        rulebook=rulebook,
        as_json=as_json,
        assign=assign,
        restrictions=restrictions,
    )
    raise typer.Exit(run(partial(_staffing, asked)))


def _staffing(asked: Asked) -> int:
    staff = read_staff(asked.accounts, asked.people)
    policy = rules_of(asked.rulebook).staffing
    if asked.assign is not None:
        return propose(policy, staff, asked.assign, asked.restrictions, asked.as_json)
    if asked.restrictions is not None:
        raise InvalidUseError(
            "--restrictions say who may be assigned; add --assign greedy or best"
        )
    plan = plan_of(policy, staff)
    if asked.as_json:
        write(ascii_json(plan_data(plan)))
    else:
        title = plan.explain().title
        tables, lines = staffing_tables(plan), staffing_lines(plan)
        print_shown(stacked(title, tables, lines, most=None))
    return DONE if plan.decision.holds else IN_THE_WAY


def plan_data(plan: StaffingPlan) -> Data:
    """Give a plan as plain data."""
    return {
        "schema_version": SCHEMA_VERSION,
        "rulebook": plan.provenance.edition,
        "holds": plan.decision.holds,
        "people": _people(plan.people),
        "roles": [_role(each) for each in plan.roles],
        "taken": [_taken(each) for each in plan.taken],
        "untaken": [untaken_data(each) for each in plan.untaken],
    }


def _role(each: RolePlan) -> Data:
    return {
        "id": each.id,
        "name": each.role.name,
        "unit": each.role.unit,
        "accounts": len(each.works),
        "hours": hours_data(each.hours),
        "hours_unknown": list(each.unknown),
        "by_count": _people(each.by_count),
        "by_hours": None if each.by_hours is None else _people(each.by_hours),
        "people": _people(each.people),
        "positions": number_data(each.positions),
        "missing": _people(each.missing),
        "utilisation": None
        if each.utilisation is None
        else number_data(each.utilisation),
        "loads": [
            _load(now, after)
            for now, after in zip(each.loads, each.loads_after, strict=True)
        ],
    }


def _load(now: PersonLoad, after: PersonLoad) -> Data:
    return {
        "person": now.person.id,
        "state": now.state.value,
        "aim": None if now.aim is None else now.aim.value,
        "accounts": [work.account.id for work in now.works],
        "takes": [work.account.id for work in after.works[now.count :]],
        "most": now.capacity.accounts,
        "utilisation": number_data(now.utilisation),
        "hours": hours_data(now.hours),
        "hours_there": number_data(now.capacity.hours),
        "hours_count": now.capacity.hours_count,
        "hours_utilisation": hours_data(now.hours_utilisation),
    }


def _taken(each: TakenAccount) -> Data:
    return {
        "account": each.account.id,
        "role": each.account.role,
        "person": each.person,
    }


def _people(each: PeopleRange) -> Data:
    return {"least": each.least, "most": each.most}
