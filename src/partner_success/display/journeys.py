"""Where partners stand on their journey, as tables to read on a terminal.

Whatever a log says is shown as what it is: never as a command to a terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, TypeAlias

import attrs

from partner_success.core.explanation import Explained
from partner_success.display.journey_parts import (
    beta_text,
    gate_remarks,
    gate_text,
    hand_off_text,
    joined,
    launch_text,
    support_text,
    tier_text,
)
from partner_success.display.tables import Cell, Column, Table, cell
from partner_success.display.tones import Tone
from partner_success.display.wording import shortened, visible
from partner_success.gates import (
    GateState,
    GateStatus,
    LaunchRisk,
    PartnerJourney,
    Path,
    Stage,
    Standing,
)

__all__ = [
    "PartnerStanding",
    "days_in_stage",
    "journey_details_table",
    "journey_stages_table",
    "open_items_table",
    "partner_line",
    "partners_standing_table",
    "path_table",
    "pressing_first",
]

_Row: TypeAlias = tuple[Cell, ...]

_SHORT: Final = 72
_STATUS_TONES: Final[dict[GateStatus, Tone]] = {
    GateStatus.FAILED: "worst",
    GateStatus.BLOCKED: "poor",
    GateStatus.PASSED: "best",
}
_RISK_TONES: Final[dict[str, Tone]] = {"high": "worst", "medium": "fair", "low": "good"}


@attrs.frozen(kw_only=True)
class PartnerStanding:
    """Where a partner stands, with what is said of it.

    Attributes:
        partner: The partner on its journey.
        standing: Whether it is late, early or on time.
        risk: At which risk its launch is.
        waits_for: What it waits for first; ``None`` where it waits for nothing.
    """

    partner: PartnerJourney
    standing: Standing
    risk: LaunchRisk
    waits_for: str | None = None

    @property
    def stage(self) -> Stage:
        """The stage that the partner is in."""
        return self.partner.journey.stages[self.partner.stage]

    @property
    def gate(self) -> GateState:
        """How that stage stands."""
        return self.partner.state.gate


def partner_line(found: PartnerStanding) -> str:
    """Say in one line where a partner stands."""
    state = found.partner.state
    where = f"{found.stage.name}, {gate_text(found.stage, found.gate)}"
    week = "" if found.standing.week is None else f", week {found.standing.week}"
    return f"{state.partner_id} on {found.standing.on}: {where}{week}"


def partners_standing_table(found: Iterable[PartnerStanding], on: date) -> Table:
    """Tabulate where partners stand, a line each, the most pressing first."""
    return Table(
        id="partners",
        title=f"Where partners stand on {on}",
        columns=(
            Column("Partner"),
            Column("Stage"),
            Column("Status"),
            Column("Week", numeric=True),
            Column("Plan"),
            Column("Launch"),
            Column("Risk"),
            Column("Waits for first"),
        ),
        rows=tuple(map(_standing_row, pressing_first(found))),
    )


def pressing_first(found: Iterable[PartnerStanding]) -> list[PartnerStanding]:
    """Order partners by what they need: those who are stuck, at risk or late first.

    Who was launched comes last, and who is alike by id.
    """
    return sorted(found, key=_need)


def _need(each: PartnerStanding) -> tuple[bool, bool, int, int, str]:
    stuck = each.gate.status in (GateStatus.FAILED, GateStatus.BLOCKED)
    risks = tuple(_RISK_TONES)
    late = each.standing.days if each.standing.punctuality == "late" else 0
    return (
        each.partner.state.is_launched,
        not stuck,
        len(risks) if each.risk.level is None else risks.index(each.risk.level),
        -late,
        each.partner.state.partner_id,
    )


def _standing_row(each: PartnerStanding) -> _Row:
    state = each.partner.state
    return (
        cell(state.partner_id),
        cell(each.stage.name),
        cell(gate_text(each.stage, each.gate), _STATUS_TONES.get(each.gate.status)),
        cell(each.standing.week),
        cell(_verdict(each.standing), _late(each.standing)),
        cell(state.launch.launched_on or state.target_launch),
        cell(each.risk.level, _RISK_TONES.get(each.risk.level or "")),
        cell(shortened(visible(each.waits_for or ""), _SHORT)),
    )


def _verdict(explained: Explained) -> str:
    """Give the answer that stands at the end of a title."""
    return explained.explain().title.rpartition(": ")[2]


def _late(standing: Standing) -> Tone | None:
    return "poor" if standing.punctuality == "late" else None


def journey_stages_table(partner: PartnerJourney, on: date) -> Table:
    """Tabulate every stage of a partner: how it stands, how long, and by whom."""
    return Table(
        id="stages",
        title="Stages",
        columns=(
            Column("Stage"),
            Column("Status"),
            Column("Started"),
            Column("Passed"),
            Column("Days", numeric=True),
            Column("Remarks"),
        ),
        rows=tuple(
            _stage_row(stage, partner.state.gates[stage.id], on)
            for stage in partner.journey.stages
        ),
    )


def _stage_row(stage: Stage, gate: GateState, on: date) -> _Row:
    started, ended = gate.started_at, gate.ended_at
    return (
        cell(stage.name),
        cell(gate_text(stage, gate), _STATUS_TONES.get(gate.status)),
        cell(None if started is None else started.date()),
        cell(None if ended is None else ended.date()),
        cell(days_in_stage(gate, on)),
        _whole(joined(gate_remarks(gate))),
    )


def _whole(text: str) -> Cell:
    """Make a cell that is never cut."""
    return Cell(visible(text)) if text else cell(None)


def days_in_stage(gate: GateState, on: date) -> int | None:
    """Give how many days a stage took, or takes so far; ``None`` before its start."""
    if gate.started_at is None:
        return None
    last = on if gate.ended_at is None else gate.ended_at.date()
    return (last - gate.started_at.date()).days


def open_items_table(partner: PartnerJourney, on: date) -> Table:
    """Tabulate what is still to be done in the stage that a partner is in."""
    view = partner.partner_view(on=on)
    return Table(
        id="items",
        title=f"Still to be done in {view.name}",
        columns=(Column("Id"), Column("Item")),
        rows=tuple((cell(each.id), _whole(each.name)) for each in view.open_items),
    )


def journey_details_table(found: PartnerStanding) -> Table:
    """Tabulate what else is known of a partner: plan, beta, launch, hand-offs, team."""
    return Table(
        id="details",
        title="What else is known",
        columns=(Column("What"), Column("How it stands")),
        rows=tuple((cell(name), _whole(text)) for name, text in _details(found)),
    )


def _details(found: PartnerStanding) -> Iterator[tuple[str, str]]:
    state, journey = found.partner.state, found.partner.journey
    yield "Plan", _answer(found.standing)
    yield "Target launch", str(state.target_launch or "none")
    yield "Launch risk", _answer(found.risk)
    yield "Waits for first", found.waits_for or "nothing"
    if any(stage.beta for stage in journey.stages):
        yield "Beta", beta_text(state.beta)
    yield "Launch", launch_text(state.launch)
    yield "Support team", support_text(state.support)
    for terms in journey.hand_offs:
        yield f"Hand-off {terms.name}", hand_off_text(terms, state.hand_offs[terms.id])
    if journey.tiers is not None:
        yield "Tier", tier_text(state.tier)
    for role, people in state.team.items():
        yield role, ", ".join(people) or "nobody"


def _answer(explained: Explained) -> str:
    return "; ".join((_verdict(explained), *explained.explain().remarks))


def path_table(path: Path) -> Table:
    """Tabulate everything between a partner and a stage, in the order it comes."""
    return Table(
        id="path",
        title="",
        columns=(
            Column("Stage"),
            Column("What is in the way"),
            Column("Who can resolve it"),
            Column("Source"),
        ),
        rows=tuple(
            (
                cell(each.stage),
                _whole(each.reason.message),
                _whole(_who(each.roles, each.people)),
                _whole("; ".join(map(str, each.citations))),
            )
            for each in path.obstacles
        ),
    )


def _who(roles: Iterable[str], people: Iterable[str]) -> str:
    names = ", ".join(people)
    return f"{' or '.join(roles)} ({names})" if names else " or ".join(roles)
