"""Where a programme stands, to read: on a terminal, and in Markdown.

Whatever a log says stays text: it is never a command to a terminal, never mark-up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from partner_success.core.arguments import require
from partner_success.core.provenance import Provenance
from partner_success.display.markdown_text import as_markdown
from partner_success.display.tables import Cell, Column, Table, cell
from partner_success.display.tones import Tone
from partner_success.display.wording import visible
from partner_success.programme import (
    GoalState,
    ProgrammeStatus,
    SeatDuty,
    StageProgress,
)
from partner_success.programme.pilot import OpenCriterion

__all__ = ["programme_markdown", "programme_tables"]

_VACANT: Final = "vacant"
_STAGE_TONES: Final[dict[StageProgress, Tone]] = {
    StageProgress.PASSED: "best",
    StageProgress.CURRENT: "fair",
}
_GOAL_TONES: Final[dict[GoalState, Tone]] = {
    GoalState.MET: "best",
    GoalState.MISSED: "worst",
    GoalState.NO_VALUE: "poor",
}


def programme_tables(status: ProgrammeStatus) -> tuple[Table, ...]:
    """Tabulate where a programme stands; tables without a row are left out.

    Args:
        status: Where it stands, from `programme_status`.

    Raises:
        InvalidUseError: It is no such status.

    Rule: PRG-02.
    """
    require(status, ProgrammeStatus)
    tables = (
        _stages(status),
        _open("blocking", "In the way", status, status.blocking),
        _acting(status.must_act),
        _open("ahead", "Open in later stages", status, status.ahead),
        _partners(status),
        _goals(status),
        _deliverables(status),
    )
    return tuple(table for table in tables if table.rows)


def _stages(status: ProgrammeStatus) -> Table:
    return Table(
        id="stages",
        title="Stages",
        columns=(
            Column("Stage"),
            Column("Progress"),
            Column("Entered"),
            Column("Open", numeric=True),
        ),
        rows=tuple(
            (
                cell(each.stage.name),
                cell(each.progress.value, _STAGE_TONES.get(each.progress)),
                cell(each.entered_on),
                cell(each.open),
            )
            for each in status.stages
        ),
    )


def _open(
    id_: str, title: str, status: ProgrammeStatus, opened: Iterable[OpenCriterion]
) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for each in opened:
        names = (each.stage.name, each.criterion.name)
        who = ", ".join(map(status.who, each.acts))
        for reason in each.reasons:
            row = (*names, reason.message, who)
            rows.append(tuple(Cell(visible(text)) for text in row))
            names, who = ("", ""), ""
    heads = ("Stage", "Criterion", "Missing", "Who")
    return Table(
        id=id_, title=title, columns=tuple(map(Column, heads)), rows=tuple(rows)
    )


def _acting(duties: Iterable[SeatDuty]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for duty in duties:
        vacant = Cell(_VACANT, "worst")
        person = vacant if duty.person is None else Cell(visible(duty.person))
        names = (Cell(visible(duty.seat.name)), person)
        for owed in duty.owes:
            rows.append((*names, Cell(visible(str(owed)))))
            names = (Cell(""), Cell(""))
    heads = ("Seat", "Person", "Owes")
    return Table(
        id="acting",
        title="Who must act",
        columns=tuple(map(Column, heads)),
        rows=tuple(rows),
    )


def _partners(status: ProgrammeStatus) -> Table:
    return Table(
        id="partners",
        title="Partners of the pilot",
        columns=(Column("Partner"), Column("How far")),
        rows=tuple((cell(each.id), cell(str(each))) for each in status.partners),
    )


def _goals(status: ProgrammeStatus) -> Table:
    goals = status.goals
    return Table(
        id="goals",
        title=visible(goals.explain().title),
        columns=(Column("Goal"), Column("Distance"), Column("State")),
        rows=tuple(
            (
                cell(str(each.goal)),
                cell(each.distance),
                cell(each.state.replace("_", " "), _GOAL_TONES.get(each.state)),
            )
            for area in goals.by_area.values()
            for each in area
        ),
    )


def _deliverables(status: ProgrammeStatus) -> Table:
    found = status.deliverables
    return Table(
        id="deliverables",
        title=visible(found.explain().title),
        columns=(Column("Deliverable"), Column("State")),
        rows=tuple(
            (cell(each.name), cell(found.states[each.id].name))
            for each in found.policy.deliverables
        ),
    )


def programme_markdown(status: ProgrammeStatus) -> str:
    """Write where a programme stands as Markdown, for a page or a mail.

    Args:
        status: Where it stands, from `programme_status`.

    Raises:
        InvalidUseError: It is no such status.

    Rule: PRG-02.
    """
    require(status, ProgrammeStatus)
    return "\n\n".join(_blocks(status)) + "\n"


def _blocks(status: ProgrammeStatus) -> Iterator[str]:
    yield f"# {as_markdown(status.headline)}"
    yield from _section("In the way", map(_criterion, status.blocking))
    yield from _section("Who must act", map(_duty, status.must_act))
    yield from _section("Open in later stages", map(_criterion, status.ahead))
    partners = (
        f"{_bold(each.id)}: {as_markdown(str(each))}" for each in status.partners
    )
    yield from _section("Partners of the pilot", partners)
    goals = (
        f"{as_markdown(str(each.goal))}: {each.state.replace('_', ' ')}"
        for area in status.goals.by_area.values()
        for each in area
    )
    yield from _section("Goals", goals)
    found = status.deliverables
    deliverables = (
        f"{as_markdown(each.name)}: {as_markdown(found.states[each.id].name)}"
        for each in found.policy.deliverables
    )
    yield from _section(f"Deliverables: {found.ready} ready", deliverables)
    yield from _section("Notes", map(as_markdown, status.notes))
    provenance = status.programme.policy.provenance
    if provenance != Provenance():
        yield as_markdown(f"({provenance})")


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    if found := "\n".join(f"- {line}" for line in lines):
        yield f"## {title}\n\n{found}"


def _criterion(each: OpenCriterion) -> str:
    missing = "".join(f"\n    - {as_markdown(one.message)}" for one in each.reasons)
    return (
        f"{as_markdown(each.stage.name)}: {as_markdown(each.criterion.name)}{missing}"
    )


def _duty(duty: SeatDuty) -> str:
    person = _VACANT if duty.person is None else duty.person
    owes = "".join(f"\n    - {as_markdown(str(owed))}" for owed in duty.owes)
    return f"{_bold(duty.seat.name)} ({as_markdown(person)}){owes}"


def _bold(text: str) -> str:
    return f"**{as_markdown(text)}**"
