"""``partner-success practice specialisation``: which level a practice has."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import attrs
import typer

from partner_success.cli.data import SCHEMA_VERSION, Data
from partner_success.cli.options import JsonOption, RulebookOption, rules_of
from partner_success.cli.outcome import DONE, IN_THE_WAY, run, write
from partner_success.cli.pages import print_explanation, print_shown
from partner_success.cli.practice_team import read_plan, read_team
from partner_success.cli.questionnaire_data import ascii_json
from partner_success.display.specialisations import specialisation_table
from partner_success.display.wording import visible
from partner_success.practice.specialisation import (
    LevelCheck,
    PlannedChange,
    RoleCheck,
    SpecialisationReport,
    Step,
)


@attrs.frozen(kw_only=True)
class Asked:
    """What ``specialisation`` was asked for."""

    people: Path
    on: datetime
    level: str | None
    plan: Path | None
    rulebook: Path | None
    as_json: bool


def specialisation(  # noqa: PLR0913 - the options of the command
    people: Annotated[
        Path,
        typer.Argument(
            metavar="PEOPLE",
            help="Who works there: a table with the columns id, role, exam, passed_on"
            " and valid_days (.csv), or a document (.toml, .json, .yaml).",
            show_default=False,
        ),
    ],
    *,
    on: Annotated[
        datetime,
        typer.Option(
            "--on",
            formats=["%Y-%m-%d"],
            metavar="DAY",
            help="The day for which exams have to count, such as 2026-05-04.",
            show_default=False,
        ),
    ],
    level: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="The level that is wanted; the first one if left out.",
            show_default=False,
        ),
    ] = None,
    plan: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Planned hires, appointments and exams (.toml, .json, .yaml): what"
            " they would reach is told, and judged.",
            show_default=False,
        ),
    ] = None,
    rulebook: RulebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell which level of specialisation a practice has, and what each level lacks.

    Exit codes: 0 the wanted level is reached; 1 it is missed; 2 misuse.
    """
    asked = Asked(
        people=people,
        on=on,
        level=level,
        plan=plan,
        rulebook=rulebook,
        as_json=as_json,
    )
    raise typer.Exit(run(partial(_specialisation, asked)))


def _specialisation(asked: Asked) -> int:
    policy = rules_of(asked.rulebook).specialisation
    wanted = policy.levels[asked.level or policy.levels.ids[0]].id
    people, day = read_team(asked.people), asked.on.date()
    change: PlannedChange | None = None
    found = policy.check(people, on=day)
    if asked.plan is not None:
        change = policy.check_changes(people, read_plan(asked.plan), on=day)
        found = change.after
    check = found.levels[wanted]
    if asked.as_json:
        write(ascii_json(_data(found, check, change)))
    else:
        if change is not None:
            print_explanation(change.explain())
        print_shown(specialisation_table(found))
        write(visible(check.decision.explain()))
    return DONE if check.holds else IN_THE_WAY


def _data(
    found: SpecialisationReport, wanted: LevelCheck, change: PlannedChange | None
) -> Data:
    return {
        "schema_version": SCHEMA_VERSION,
        "rulebook": found.provenance.edition,
        "on": found.on.isoformat(),
        "wanted": wanted.id,
        "reached": None if found.reached is None else found.reached.id,
        "other_roles": list(found.other_roles),
        "levels": [_level(each) for each in found.levels],
        "plan": None if change is None else _plan(change),
    }


def _level(each: LevelCheck) -> Data:
    return {
        "id": each.id,
        "name": each.level.name,
        "holds": each.holds,
        "missing": each.missing,
        "roles": [_role(one) for one in each.roles],
        "steps": [_step(one) for one in each.steps],
    }


def _role(each: RoleCheck) -> Data:
    return {
        "id": each.id,
        "needed": each.needed,
        "ready": list(each.ready),
        "vacant": each.vacant,
        "uncertified": [
            {
                "person": one.person_id,
                "exam": one.exam.id,
                "state": one.standing.state,
                "day": None
                if one.standing.day is None
                else one.standing.day.isoformat(),
            }
            for one in each.uncertified
        ],
    }


def _step(each: Step) -> Data:
    return {
        "kind": each.kind,
        "role": each.role.id,
        "person": each.person_id,
        "exam": None if each.exam is None else each.exam.id,
    }


def _plan(change: PlannedChange) -> Data:
    return {
        "changes": [str(each) for each in change.changes],
        "gained": [each.id for each in change.gained],
        "lost": [each.id for each in change.lost],
        "before": [_level(each) for each in change.before.levels],
    }
