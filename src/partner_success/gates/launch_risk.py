"""Whether the days up to a launch suffice for the work that is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from math import lcm
from typing import Literal, TypeAlias

import attrs

from partner_success.core.decision import Reason
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.instants import require_date
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import (
    Number,
    as_number,
    decimal_text,
    rounded_text,
    shown_parts,
)
from partner_success.errors import InvalidValueError
from partner_success.gates.definition import JourneyTerms, LaunchRiskTerms
from partner_success.gates.state import JourneyState
from partner_success.gates.work_left import GateLeft, gates_left, launched_already

__all__ = ["LaunchRisk", "RiskLevel", "WorkLeft", "checked_averages", "launch_risk"]

RiskLevel: TypeAlias = Literal["high", "medium", "low"]
"""At which risk a launch is."""


@attrs.frozen(kw_only=True)
class WorkLeft:
    """The days of work that one stage still takes.

    Attributes:
        stage: The id of the stage.
        name: The name of the stage.
        days: What the whole stage counts, in days.
        source: ``"measured"`` where that is an average, else ``"plan"``.
        used: How many days of it are used up; 0 for a stage that is to come.
        left: What is left of it, never below 0.

    Rule: JRN-23.
    """

    stage: str
    name: str
    days: Fraction
    source: Literal["measured", "plan"]
    used: int
    left: Fraction


@attrs.frozen(kw_only=True)
class LaunchRisk(Explained):
    """At which risk a launch is, and what that hangs on.

    Attributes:
        partner_id: The partner.
        on: The day.
        target: The day on which it is to launch; ``None`` without one.
        work: What each stage up to the launch still takes, the current one first; none
            once it was launched.
        level: The risk; ``None`` once launched or without a target.
        reasons: Why there is no level; none where there is one.
        provenance: The rulebook edition that decided.

    Rule: JRN-23.
    """

    partner_id: str
    on: date
    target: date | None
    work: tuple[WorkLeft, ...]
    level: RiskLevel | None
    reasons: tuple[Reason, ...] = ()
    provenance: Provenance = Provenance()

    @property
    def days_left(self) -> int | None:
        """The days up to the target, negative behind it; ``None`` without one."""
        return None if self.target is None else (self.target - self.on).days

    @property
    def days_needed(self) -> Fraction:
        """The days of work that are left, exact."""
        return sum((each.left for each in self.work), Fraction(0))

    @property
    def buffer(self) -> Fraction | None:
        """The days left less those needed, exact; ``None`` where there is no level."""
        if self.level is None or self.days_left is None:
            return None
        return self.days_left - self.days_needed

    def explain(self) -> Explanation:
        """Tell the level, and what each stage still takes."""
        scale = lcm(*(each.left.denominator for each in self.work))
        parts = [int(each.left * scale) for each in self.work]
        rows = [
            (each.name, _days_text(each.days), each.source, str(each.used), left)
            for each, left in zip(self.work, shown_parts(parts, scale), strict=True)
        ]
        return Explanation(
            title=f"Launch risk of {self.partner_id} on {self.on}: {self._verdict()}",
            columns=("", "days", "from", "used", "left"),
            rows=tuple(rows),
            remarks=(self._sum(), *map(str, self.reasons)),
            provenance=self.provenance,
        )

    def _verdict(self) -> str:
        if self.buffer is None:
            return "none"
        # Rounded down, so that what is printed never reaches a threshold by itself.
        buffer = decimal_text(*self.buffer.as_integer_ratio())
        return f"{self.level}, with a buffer of {buffer} days"

    def _sum(self) -> str:
        needed = f"{decimal_text(*self.days_needed.as_integer_ratio())} days of work"
        if self.target is None:
            return f"{needed} are left"
        return f"{needed} are left, and {self.days_left} days up to {self.target}"


def _days_text(days: Fraction) -> str:
    return rounded_text(*days.as_integer_ratio(), decimals=2)


def launch_risk(
    journey: JourneyTerms,
    state: JourneyState,
    on: date,
    averages: Mapping[str, Number | None] | None = None,
) -> LaunchRisk:
    """Judge whether the days up to the target launch suffice.

    Each stage up to the launch counts its measured average, or else its plan. What is
    passed counts nothing; of the current stage what is left after the days used.

    Args:
        journey: The journey.
        state: How the partner stands; it is taken as it is, whenever it was.
        on: The day.
        averages: By the id of a stage the mean days that partners took for it, as
            `measured_averages` gives them; ``None`` stands for 'not measured'. They
            are compared exactly.

    Raises:
        InvalidValueError: The day is none, or an average is no number from 0 up.
        UnknownNameError: An average is of a stage that the journey does not have.

    Rule: JRN-23.
    """
    measured = checked_averages(journey, averages or {})
    gates = gates_left(journey, state, require_date(on, "on"))
    reasons = tuple(_no_level(state))
    risk = LaunchRisk(
        partner_id=state.partner_id,
        on=on,
        target=state.target_launch,
        work=()
        if state.is_launched
        else tuple(_work(each, measured) for each in gates),
        level=None,
        reasons=reasons,
        provenance=journey.provenance,
    )
    if reasons or risk.days_left is None:
        return risk
    buffer = risk.days_left - risk.days_needed
    return attrs.evolve(risk, level=_level(buffer, journey.launch_risk))


def _no_level(state: JourneyState) -> Iterator[Reason]:
    yield from launched_already(state)
    if state.target_launch is None and not state.is_launched:
        yield Reason(
            code="no-target", message="no day is set for its launch", rules=("JRN-23",)
        )


def checked_averages(
    journey: JourneyTerms, averages: Mapping[str, Number | None]
) -> dict[str, Fraction]:
    """Give the measured averages exactly, by stage; those not measured are left out.

    Raises:
        InvalidValueError: An average is no number from 0 up.
        UnknownNameError: One is of a stage that the journey does not have.
    """
    found: dict[str, Fraction] = {}
    for name, value in averages.items():
        stage = journey.stages[name].id
        if value is None:
            continue
        found[stage] = Fraction(as_number(value, f"the average of {stage!r}"))
        if found[stage] < 0:
            raise InvalidValueError(
                f"the average of {stage!r} is in days, from 0 up, found {value!r}"
            )
    return found


def _work(gate: GateLeft, measured: Mapping[str, Fraction]) -> WorkLeft:
    average = measured.get(gate.stage.id)
    days = Fraction(gate.planned) if average is None else average
    return WorkLeft(
        stage=gate.stage.id,
        name=gate.stage.name,
        days=days,
        source="plan" if average is None else "measured",
        used=gate.used,
        left=max(Fraction(0), days - gate.used),
    )


def _level(buffer: Fraction, terms: LaunchRiskTerms) -> RiskLevel:
    if buffer < terms.high_below:
        return "high"
    return "medium" if buffer < terms.medium_below else "low"
