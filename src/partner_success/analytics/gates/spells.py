"""One partner in one stage: the flat form on which gate reports are computed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Literal, TypeAlias

import attrs

from partner_success.access.validity import known_instant
from partner_success.core.arguments import require
from partner_success.core.collections import FrozenMap
from partner_success.core.instants import microseconds, require_aware
from partner_success.core.survival import Observation
from partner_success.gates.definition import JourneyTerms, Stage
from partner_success.gates.events import Submitted
from partner_success.gates.launch_risk import RiskLevel, launch_risk
from partner_success.gates.partner_journey import PartnerJourney
from partner_success.gates.state import Failure, GateState, GateStatus
from partner_success.gates.work_left import measured_averages
from partner_success.machines import require_whole_log

__all__ = ["GateSpell", "GateSpells", "SpellSubmission", "gate_spells"]

SubmissionResult: TypeAlias = Literal["met", "failed", "open"]
"""What a submission came to."""


@attrs.frozen(kw_only=True)
class SpellSubmission:
    """A submission and what it came to, by the newest judgement of it.

    Attributes:
        id: The submission.
        at: When it was judged last.
        result: ``"met"``, ``"failed"``, or ``"open"`` while it can go either way.
        failures: Every reason why it failed; none where it did not.

    Rule: ANL-04.
    """

    id: str
    at: datetime = attrs.field(eq=microseconds)
    result: SubmissionResult
    failures: tuple[Failure, ...] = ()


@attrs.frozen(kw_only=True)
class GateSpell:
    """One partner in one stage, as it was known at an instant.

    Attributes:
        partner_id: The partner.
        stage: The id of the stage.
        is_current: Whether the partner is in it; of one partner exactly one spell is.
        status: How the stage stands.
        phase: The phase that the partner is in: the one entered, where phases are
            entered in turn, and else the first that is not done yet. Done is one whose
            part of the questionnaire passed in the newest submission, or all of whose
            items are ticked off. ``None`` where there are no phases or all are done.
        tier: The tier of the partner; ``None`` where nobody knows it.
        people: By role the ids of who is assigned to the partner.
        started_at: When it was reached; ``None`` where it was not.
        passed_at: When it was passed; ``None`` where it was not.
        seen_at: The instant up to which everything is known.
        submissions: What was handed in, in order.
        passed_sections: The sections that passed in the newest submission.
        done: The ids of its items that were ticked off by hand.
        is_overridden: Whether it was passed by an administrator's word.
        reworks: How often it was taken back into work.
        target_launch: The day on which the partner is to launch; ``None`` without it.
        risk: The risk of the launch, in the current spell alone; ``None`` elsewhere,
            once launched, and without a target.

    Rule: ANL-04.
    """

    partner_id: str
    stage: str
    is_current: bool
    status: GateStatus
    phase: str | None = None
    tier: int | None = None
    people: FrozenMap[str, tuple[str, ...]] = FrozenMap()
    started_at: datetime | None = attrs.field(default=None, eq=known_instant)
    passed_at: datetime | None = attrs.field(default=None, eq=known_instant)
    seen_at: datetime = attrs.field(eq=microseconds)
    submissions: tuple[SpellSubmission, ...] = ()
    passed_sections: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    is_overridden: bool = False
    reworks: int = 0
    target_launch: date | None = None
    risk: RiskLevel | None = None

    @property
    def days(self) -> int | None:
        """The days from start to passing, or up to now; ``None`` before the start.

        A stage that is started and passed on one day took none.
        """
        if self.started_at is None:
            return None
        last = self.seen_at if self.passed_at is None else self.passed_at
        # The clocks of two zones can show that something ended the day before.
        return max(0, (last.date() - self.started_at.date()).days)

    @property
    def days_left(self) -> int | None:
        """The days up to the target launch, negative behind it; ``None`` without."""
        target = self.target_launch
        return None if target is None else (target - self.seen_at.date()).days

    @property
    def observation(self) -> Observation | None:
        """How long it lasted, or has lasted so far; ``None`` before the start."""
        days = self.days
        return None if days is None else Observation(days, self.passed_at is not None)

    def concerns(self, person: str, role: str | None = None) -> bool:
        """Tell whether somebody is assigned to the partner, in a role or in any."""
        if role is not None:
            return person in self.people.get(role, ())
        return any(person in ids for ids in self.people.values())


@attrs.frozen(kw_only=True)
class GateSpells:
    """Partners in the stages of a journey, as they were known at an instant.

    Attributes:
        journey: The journey.
        at: The instant.
        spells: Every stage that a partner reached, and the one that it is in.
        withheld: What was kept from a reader, as a sentence; ``None`` for nothing.

    Rule: ANL-04.
    """

    journey: JourneyTerms = attrs.field(repr=False)
    at: datetime = attrs.field(eq=microseconds)
    spells: tuple[GateSpell, ...]
    withheld: str | None = None

    @property
    def current(self) -> tuple[GateSpell, ...]:
        """The stage that each partner is in."""
        return tuple(spell for spell in self.spells if spell.is_current)

    @property
    def partner_ids(self) -> frozenset[str]:
        """The partners."""
        return frozenset(spell.partner_id for spell in self.spells)

    def of(self, stage: str) -> tuple[GateSpell, ...]:
        """Give the spells in one stage.

        Raises:
            UnknownNameError: The journey has no such stage.
        """
        name = self.journey.stages[stage].id
        return tuple(spell for spell in self.spells if spell.stage == name)


def gate_spells(
    journey: JourneyTerms, journeys: Iterable[PartnerJourney], *, at: datetime
) -> GateSpells:
    """Give every stage that partners reached, as it was known at an instant.

    A partner who had not set out by then is left out. The risk of a launch counts what
    these partners took on average for each stage, or else the plan.

    Args:
        journey: The journey that all of them are on.
        journeys: The partners, each once, with their whole logs.
        at: The instant, with its zone; what happened at it belongs to it.

    Raises:
        InvalidUseError: One of them is no partner on a journey, is on another one, or
            was restored without its log.
        InvalidValueError: The instant has no zone, or a partner is there twice.

    Examples:
        >>> from datetime import UTC
        >>> import partner_success as ps
        >>> from partner_success.partners import Partner, TeamAssignment
        >>> journey = ps.standard().journey
        >>> acme = Partner(id="acme", name="Acme",
        ...     team=[TeamAssignment(role="PAM", person_id="ines")])
        >>> begun = journey.start(acme, at=datetime(2026, 1, 5, 9, tzinfo=UTC))
        >>> found = gate_spells(journey, [begun], at=datetime(2026, 2, 2, tzinfo=UTC))
        >>> [(spell.stage, str(spell.status)) for spell in found.spells]
        [('pre_contract', 'not_started')]

    Rule: ANL-04.
    """
    moment = require_aware(at, "at")
    given = [require(each, PartnerJourney) for each in journeys]
    known = [then for each in given if (then := _as_of(each, moment)) is not None]
    averages = measured_averages(journey, (each.state for each in known))
    spells = [
        spell for each in known for spell in _spells(journey, each, averages, moment)
    ]
    return GateSpells(journey=journey, at=moment, spells=tuple(spells))


def _as_of(partner: PartnerJourney, at: datetime) -> PartnerJourney | None:
    log = require_whole_log(partner.events, partner.version, "journey")
    moment = microseconds(at)
    if microseconds(log[0].at) > moment:
        return None
    # Replaying a log takes longer than looking at the end of it.
    return partner if microseconds(log[-1].at) <= moment else partner.as_of(at)


def _spells(
    journey: JourneyTerms,
    partner: PartnerJourney,
    averages: Mapping[str, Fraction],
    at: datetime,
) -> Iterator[GateSpell]:
    state = partner.state
    handed_in = _submissions(partner)
    # Adding up the work that is left takes most of the time, and these have no risk.
    without = state.target_launch is None or state.is_launched
    risk = None if without else launch_risk(journey, state, at.date(), averages).level
    for stage in journey.stages:
        gate = state.gates[stage.id]
        is_current = stage.id == state.stage
        if gate.started_at is None and not is_current:
            continue
        sections = () if gate.judged is None else gate.judged.passed_sections
        yield GateSpell(
            partner_id=state.partner_id,
            stage=stage.id,
            is_current=is_current,
            status=gate.status,
            phase=_phase(stage, gate, sections),
            tier=state.tier.tier,
            people=state.team,
            started_at=gate.started_at,
            passed_at=gate.ended_at,
            seen_at=at,
            submissions=tuple(handed_in[stage.id].values()),
            passed_sections=sections,
            done=tuple(item.id for item in stage.items if item.id in gate.ticks),
            is_overridden=gate.override is not None,
            reworks=gate.reworks,
            target_launch=state.target_launch,
            risk=risk if is_current else None,
        )


def _submissions(
    partner: PartnerJourney,
) -> defaultdict[str, dict[str, SpellSubmission]]:
    found: defaultdict[str, dict[str, SpellSubmission]] = defaultdict(dict)
    for event in partner.events:
        if isinstance(event, Submitted):
            # One that was left open is judged again once a reviewer has decided.
            found[event.stage][event.submission_id] = SpellSubmission(
                id=event.submission_id,
                at=event.at,
                result=event.result,
                failures=event.failures,
            )
    return found


def _phase(stage: Stage, gate: GateState, sections: tuple[str, ...]) -> str | None:
    if gate.started_at is None or gate.ended_at is not None:
        return None
    if stage.phases_in_turn:
        return gate.phase
    for phase in stage.phases:
        items = phase.items.ids
        ticked = bool(items) and all(each in gate.ticks for each in items)
        if phase.id not in sections and not ticked:
            return phase.id
    return None
