"""Every rule on one partner."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, cast

import attrs

from partner_success.core.quantities import shown
from partner_success.errors import InvalidUseError
from partner_success.gates import measured_averages
from partner_success.partners import Snapshot
from partner_success.review.asked import asked
from partner_success.review.customers import review_accounts
from partner_success.review.facts import (
    PartnerRecords,
    facts_of,
    placed,
    programme_as_of,
)
from partner_success.review.findings import in_order
from partner_success.review.making import Maker
from partner_success.review.partner_parts import (
    assess_readiness,
    launch_day,
    review_care,
    survey_partner,
)
from partner_success.review.practice import review_maturity, review_operation
from partner_success.review.renewals import open_prompts
from partner_success.review.results import Review
from partner_success.review.stage import review_stage
from partner_success.review.telling_customers import customer_findings
from partner_success.review.telling_partner import (
    care_findings,
    readiness_findings,
    refused_findings,
    survey_findings,
    ticket_findings,
)
from partner_success.review.telling_practice import (
    maturity_findings,
    operation_findings,
)
from partner_success.review.telling_renewals import renewal_findings
from partner_success.review.telling_stage import stage_findings
from partner_success.review.tickets import review_tickets

if TYPE_CHECKING:
    from partner_success.calendars import WorkingCalendar
    from partner_success.engagement import ActivityDone
    from partner_success.frames.results import Refusal
    from partner_success.frames.sources import Fact
    from partner_success.gates import JourneyState, PartnerJourney
    from partner_success.programme import PilotProgramme
    from partner_success.review.asked import Asked
    from partner_success.review.findings import Finding
    from partner_success.review.practice_records import PracticeRecords
    from partner_success.review.programme import ProgrammeReview
    from partner_success.review.stage import StageReview
    from partner_success.rulebook import Rulebook
    from partner_success.scoring.triggers import TriggerSource

__all__ = ["review", "review_known"]


def review(  # noqa: PLR0913 - what may be known beside the snapshot
    snapshot: Snapshot,
    rules: Rulebook,
    *,
    at: datetime,
    journey: PartnerJourney | None = None,
    others: Iterable[JourneyState] = (),
    done: Iterable[ActivityDone] | None = None,
    calendar: WorkingCalendar | None = None,
    sla: str | None = None,
    source: TriggerSource | None = None,
    practice: PracticeRecords | None = None,
    programme: PilotProgramme | None = None,
    forecasts: bool = True,
) -> Review:
    """Say everything that the rules can say of one partner.

    What happened after the instant is left out. What is not given is not known, and the
    review says so; it never takes that for a good sign.

    Args:
        snapshot: What is known of the partner and its customers.
        rules: What decides.
        at: The instant, with its zone; days are those of that zone.
        journey: The partner on its journey; without it, nothing is said of its way.
        others: How other partners stood on theirs, for the days that stages take.
        done: What was done in the cadence after the launch. ``None`` says that nobody
            keeps that, an empty list that nothing was done.
        calendar: When people work, for promises in working time and for the cadence.
        sla: The id of the policy by which open tickets are judged; the rulebook makes
            none of them the default.
        source: Which readings the triggers look at; ``None`` for what a `TriggerSource`
            looks at where nothing is said.
        practice: What is known of the partner's own practice: who works there, how its
            CSMs are enabled, what it is paid for. Left out, nothing is said of that.
        programme: The programme that says what is required of partners, and in whose
            pilot it may take part.
        forecasts: Whether the launch is forecast, which takes most of the time.

    Raises:
        InvalidUseError: The snapshot or calendar is none, or the journey or practice
            is another partner's; or the programme was restored from a later state.
        InvalidValueError: The instant has no zone, or the policy counts working time
            and there is no calendar.
        UnknownNameError: There is no such policy.

    Examples:
        >>> from datetime import UTC
        >>> import partner_success as ps
        >>> acme = ps.partners.Partner(id="acme", name="Acme",
        ...     team=[ps.partners.TeamAssignment(role="PAM", person_id="ada")])
        >>> now = datetime(2026, 5, 4, 9, tzinfo=UTC)
        >>> customer = ps.partners.Account(id="a-1", name="Umbrella",
        ...     partner_id="acme", on=now.date(), measures={"technical_performance": 92,
        ...         "business_outcomes": 71, "user_adoption": 64,
        ...         "relationship_strength": 80})
        >>> snapshot = ps.partners.Snapshot(at=now, partner=acme, accounts=[customer])
        >>> found = review(snapshot, ps.standard(), at=now)
        >>> print(found.worst[0])
        soon: Umbrella: health 77.7, At Risk; Business outcomes costs most, 8.7 points

    Rule: HLT-01, HLT-14, TRG-06, LIC-03, JRN-04, JRN-22, JRN-23, SLA-07, RNW-01,
    CAD-03, RDY-08, SPC-01, PRG-05, PRG-08, PRG-09, INC-01, INC-02, INC-03.
    """
    if not isinstance(cast(object, snapshot), Snapshot):
        raise InvalidUseError(
            f"a review looks at a Snapshot, found {shown(snapshot)}; put what is known"
            " of the partner into one"
        )
    question = asked(rules, at, calendar=calendar, sla=sla, source=source, done=done)
    facts = facts_of(
        snapshot,
        _own(journey, snapshot.partner.id),
        question.at,
        _own_practice(practice, snapshot.partner.id),
    )
    beside = tuple(others)
    own = () if facts.journey is None else (facts.journey.state,)
    return review_known(
        facts,
        attrs.evolve(
            question,
            others=beside,
            averages=measured_averages(rules.journey, (*own, *beside)),
            forecasts=forecasts,
            programme=programme_as_of(programme, question.at),
        ),
    )


def _own(journey: PartnerJourney | None, partner_id: str) -> PartnerJourney | None:
    if journey is not None and journey.state.partner_id != partner_id:
        raise InvalidUseError(
            f"the journey is that of {journey.state.partner_id!r}, and the snapshot"
            f" that of {partner_id!r}; give the partner's own"
        )
    return journey


def _own_practice(
    practice: PracticeRecords | None, partner_id: str
) -> Fact[PracticeRecords] | None:
    if practice is None:
        return None
    if practice.partner_id != partner_id:
        raise InvalidUseError(
            f"the practice is that of {practice.partner_id!r}, and the snapshot that of"
            f" {partner_id!r}; give the partner's own"
        )
    return placed("practice", [practice])[0]


def _owner(
    facts: PartnerRecords, stage: StageReview | None, question: Asked
) -> str | None:
    """Give the role that leads the stage of a partner, by its journey or its record."""
    if stage is not None:
        return stage.stage.lead
    named = None if facts.partner is None else facts.partner.stage_on(question.on)
    known = None if named is None else question.rules.journey.stages.get(named)
    return None if known is None else known.lead


def _programme(
    facts: PartnerRecords, question: Asked
) -> tuple[ProgrammeReview | None, tuple[Refusal, ...]]:
    if facts.practice is None and question.programme is None:
        return None, ()
    # Many partners take part in none, and what it is made of takes long to load.
    from partner_success.review.programme import review_programme

    return review_programme(facts.partner_id, facts.practice, question)


def _programme_findings(
    found: ProgrammeReview | None, make: Maker, question: Asked
) -> Iterable[Finding]:
    if found is None:
        return ()
    from partner_success.review.telling_programme import programme_findings

    return programme_findings(found, make, question)


def review_known(facts: PartnerRecords, question: Asked) -> Review:
    """Review what was known of a partner."""
    accounts, refused = review_accounts(facts, question)
    surveys, refused_answers = survey_partner(facts.answers, question)
    readiness, refused_ratings = assess_readiness(facts.sheets, question)
    operation, refused_parts = review_operation(facts.operations, question)
    maturity, refused_pillars = review_maturity(facts.maturity, question)
    programme, refused_records = _programme(facts, question)
    refusals = (
        *(*refused, *refused_answers, *refused_ratings),
        *(*refused_parts, *refused_pillars, *refused_records),
    )
    stage = None if facts.journey is None else review_stage(facts.journey, question)
    tickets = review_tickets(facts.tickets, question)
    care = review_care(facts, question)
    contract = None if facts.partner is None else facts.partner.contract
    prompts = open_prompts(question, None if contract is None else contract.renews_on)
    make = Maker(facts, _owner(facts, stage, question))
    launched = launch_day(facts, question) is not None
    findings = [
        *stage_findings(stage, make, question),
        *customer_findings(accounts, make, question),
        *ticket_findings(tickets, make),
        *care_findings(care, make),
        *survey_findings(surveys, make),
        *readiness_findings(readiness, make),
        *operation_findings(operation, make, question, launched=launched),
        *maturity_findings(maturity, make),
        *_programme_findings(programme, make, question),
        *refused_findings(refusals, make),
    ]
    if contract is not None:
        findings += renewal_findings(
            make,
            question,
            name=facts.name,
            kind="contract",
            subject=contract.id,
            renews_on=contract.renews_on,
            prompts=prompts,
        )
    return Review(
        at=question.at,
        facts=facts,
        stage=stage,
        accounts=accounts,
        tickets=tickets,
        surveys=surveys,
        readiness=readiness,
        operation=operation,
        maturity=maturity,
        care=care,
        prompts=prompts,
        programme=programme,
        worst=in_order(findings),
        refusals=refusals,
        provenance=question.rules.health.provenance,
    )
