"""Every rule on a portfolio of partners, worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Final

import attrs

from partner_success.calendars import WorkingCalendar
from partner_success.core.arguments import require
from partner_success.engagement import ActivityDone
from partner_success.errors import (
    InvalidUseError,
    InvalidValueError,
)
from partner_success.frames.portfolio import Counter as Steps
from partner_success.frames.portfolio import PortfolioFacts, Progress
from partner_success.frames.results import Refusal
from partner_success.gates import PartnerJourney, measured_averages
from partner_success.partners import Partner, Person, Snapshot
from partner_success.review.asked import Asked, asked
from partner_success.review.customers import AccountReview
from partner_success.review.facts import (
    PartnerRecords,
    facts_of,
    journey_as_of,
    known_by,
    programme_as_of,
)
from partner_success.review.findings import FINDINGS, Urgency
from partner_success.review.folder import ReviewFolder
from partner_success.review.gathering import (
    Gathered,
    by_partner,
    gather,
    practices_by_partner,
)
from partner_success.review.portfolio_results import (
    Count,
    FindingCount,
    PortfolioReview,
)
from partner_success.review.results import Review
from partner_success.review.reviewing import review_known
from partner_success.rulebook import Rulebook
from partner_success.scoring.results import NotScored
from partner_success.scoring.triggers import TriggerSource

if TYPE_CHECKING:
    from partner_success.frames.sources import Fact
    from partner_success.programme import PilotProgramme
    from partner_success.review.practice_records import PracticeRecords

__all__ = ["review_portfolio"]

_UNKNOWN: Final = "not known"


def review_portfolio(  # noqa: PLR0913 - what may be known beside the facts
    facts: ReviewFolder | PortfolioFacts | Iterable[Snapshot],
    rules: Rulebook,
    *,
    at: datetime,
    journeys: Iterable[PartnerJourney] = (),
    partners: Iterable[Partner] = (),
    people: Iterable[Person] = (),
    done: Iterable[ActivityDone] | None = None,
    calendar: WorkingCalendar | None = None,
    sla: str | None = None,
    source: TriggerSource | None = None,
    practices: Iterable[PracticeRecords] = (),
    programme: PilotProgramme | None = None,
    forecasts: bool = True,
    progress: Progress | None = None,
) -> PortfolioReview:
    """Say everything that the rules can say of many partners, worst first.

    What it says of a partner is what `review` says of it, with the journeys of the
    other partners beside it.

    Args:
        facts: A snapshot of each partner, tables as `read_portfolio` reads them, or a
            folder as `read_folder` does. In tables one with any row counts as looked at
            for all customers.
        rules: What decides.
        at: The instant, with its zone; what happened later is left out.
        journeys: The partners on their journeys. Beside snapshots, those of partners
            without one only tell how long stages take.
        partners: The partners' records, beside tables.
        people: Those who work on partners, beside tables.
        done: What was done in the cadence; ``None`` says that nobody keeps that.
        calendar: When people work; of a folder ``None`` takes what the folder says, and
            so it does of the next two.
        sla: The id of the policy by which open tickets are judged.
        source: Which readings the triggers look at; ``None`` for those of a plain
            `TriggerSource`.
        practices: What is known of partners' own practices, of each at most once.
            Beside snapshots, those of other partners are left out.
        programme: The programme that says what is required of partners, and in whose
            pilot some take part.
        forecasts: Whether launches are forecast. Each is drawn from all other journeys,
            so leave it out for thousands of partners.
        progress: Is told how many partners of all are reviewed.

    Raises:
        InvalidUseError: Records come beside snapshots or a folder, which bring their
            own; something is none of what it should be; or the programme was restored
            from a later state.
        InvalidDataError: A log of a folder cannot be replayed.
        InvalidValueError: The instant has no zone, a partner is there twice, or the
            policy counts working time and there is no calendar.
        UnknownNameError: There is no such policy.

    Examples:
        >>> from datetime import UTC
        >>> import partner_success as ps
        >>> now = datetime(2026, 5, 4, 9, tzinfo=UTC)
        >>> acme = ps.partners.Partner(id="acme", name="Acme",
        ...     team=[ps.partners.TeamAssignment(role="PAM", person_id="ada")])
        >>> found = review_portfolio(
        ...     [ps.partners.Snapshot(at=now, partner=acme)], ps.standard(), at=now)
        >>> print(found)
        1 partner on 2026-05-04: 7 not known

    Rule: HLT-01, TRG-06, LIC-03, JRN-04, JRN-22, JRN-23, SLA-07, RNW-01, CAD-03,
    SPC-01, PRG-05, PRG-08, PRG-09, INC-01, INC-02, INC-03.
    """
    if isinstance(facts, ReviewFolder):
        beside = any((*journeys, *partners, *people, *practices))
        if beside or done is not None or programme is not None:
            raise InvalidUseError(
                "a folder brings its journeys, partners, people, practices, programme"
                " and what was done; leave them out, or give its facts in place of the"
                " folder"
            )
        return review_portfolio(
            facts.facts,
            rules,
            at=at,
            journeys=facts.journeys(require(rules, Rulebook).journey, at=at),
            partners=facts.partners,
            people=facts.people,
            done=facts.done,
            calendar=facts.calendar if calendar is None else calendar,
            sla=facts.sla if sla is None else sla,
            source=facts.source if source is None else source,
            practices=facts.practices,
            programme=None
            if facts.programme_log is None
            else facts.programme(rules.programme, at=at),
            forecasts=forecasts,
            progress=progress,
        )
    question = asked(rules, at, calendar=calendar, sla=sla, source=source, done=done)
    ways = _as_of(by_partner(journeys), question)
    own_records = practices_by_partner(practices)
    question = attrs.evolve(question, programme=programme_as_of(programme, at))
    if isinstance(facts, PortfolioFacts):
        gathered = gather(
            facts,
            on=question.on,
            journeys=ways,
            partners=partners,
            people=tuple(people),
            practices=own_records,
        )
        known = (known_by(each, question.at) for each in gathered.partners)
        if facts.tickets:
            kept = {*question.source.kept, "tickets"}
            looked_at = attrs.evolve(question.source, kept=kept)
            question = attrs.evolve(question, source=looked_at)
    else:
        if any((*partners, *people)):
            raise InvalidUseError(
                "snapshots bring their partners and people; leave partners and people"
                " out, or give tables"
            )
        snapshots = _of_snapshots(facts, ways, own_records, question)
        gathered = Gathered(partners=tuple(snapshots))
        known = (each for each in gathered.partners)
    states = {id_: each.state for id_, each in ways.items()}
    averages = measured_averages(rules.journey, states.values())
    question = attrs.evolve(question, averages=averages, forecasts=forecasts)
    steps = Steps(len(gathered.partners), progress)
    reviews: list[Review] = []
    doings = _by_partner(question)
    for each in known:
        id_ = each.partner_id
        others = [s for other, s in states.items() if forecasts and other != id_]
        own = None if doings is None else tuple(doings.get(id_, ()))
        alone = attrs.evolve(question, others=tuple(others), done=own)
        reviews.append(review_known(each, alone))
        steps.advance()
    return _summed_up(tuple(sorted(reviews, key=_need)), gathered, question)


def _as_of(
    journeys: dict[str, PartnerJourney], question: Asked
) -> dict[str, PartnerJourney]:
    found = {id_: journey_as_of(each, question.at) for id_, each in journeys.items()}
    return {id_: each for id_, each in found.items() if each is not None}


def _by_partner(question: Asked) -> dict[str, list[ActivityDone]] | None:
    """Give what was done in the cadence by the partner for whom it was done."""
    if question.done is None:
        return None
    found: dict[str, list[ActivityDone]] = {}
    for each in question.done:
        found.setdefault(each.partner_id, []).append(each)
    return found


def _of_snapshots(
    snapshots: Iterable[Snapshot],
    ways: dict[str, PartnerJourney],
    practices: dict[str, Fact[PracticeRecords]],
    question: Asked,
) -> Iterator[PartnerRecords]:
    seen: set[str] = set()
    for each in snapshots:
        id_ = each.partner.id
        if id_ in seen:
            raise InvalidValueError(
                f"{id_!r} is there twice among the snapshots; give each partner one"
            )
        seen.add(id_)
        yield facts_of(each, ways.get(id_), question.at, practices.get(id_))


def _need(each: Review) -> tuple[int, int, int, int, str]:
    counts = each.counts
    return (
        -counts[Urgency.NOW],
        -counts[Urgency.SOON],
        -counts[Urgency.WATCH],
        -counts[Urgency.UNKNOWN],
        each.partner_id,
    )


def _summed_up(
    reviews: tuple[Review, ...], gathered: Gathered, question: Asked
) -> PortfolioReview:
    refused = (refusal for each in reviews for refusal in each.refusals)
    return PortfolioReview(
        at=question.at,
        reviews=reviews,
        stages=tuple(_stages(reviews, question.rules)),
        bands=tuple(_bands(reviews, question.rules)),
        common=tuple(sorted(_common(reviews), key=_frequency)),
        refusals=tuple(sorted((*gathered.refusals, *refused), key=_place)),
        remarks=gathered.remarks,
        provenance=question.rules.health.provenance,
    )


def _place(refusal: Refusal) -> tuple[str, int, str]:
    return refusal.file, refusal.record, refusal.problem.path


def _stages(reviews: Iterable[Review], rules: Rulebook) -> Iterator[Count]:
    counted = Counter(
        _UNKNOWN if each.stage is None else each.stage.stage.id for each in reviews
    )
    for stage in rules.journey.stages:
        yield Count(id=stage.id, name=stage.name, count=counted[stage.id])
    if counted[_UNKNOWN]:
        yield Count(id=_UNKNOWN, name="Not known", count=counted[_UNKNOWN])


_WITHOUT_BAND: Final = {
    "no band": "No band",
    "not scored": "Not scored",
    "refused": "Refused",
    "left": "Left",
}


def _bands(reviews: Iterable[Review], rules: Rulebook) -> Iterator[Count]:
    accounts = (account for each in reviews for account in each.accounts)
    counted = Counter(map(_band_of, accounts))
    for band in rules.health.bands or ():
        yield Count(id=band.id, name=band.name, count=counted[band.id])
    for id_, name in _WITHOUT_BAND.items():
        if counted[id_]:
            yield Count(id=id_, name=name, count=counted[id_])


def _band_of(each: AccountReview) -> str:
    if each.left:
        return "left"
    if each.health is None:
        return "refused"
    if isinstance(each.health, NotScored):
        return "not scored"
    return "no band" if each.band is None else each.band.id


def _common(reviews: Iterable[Review]) -> Iterator[FindingCount]:
    counts: Counter[tuple[str, Urgency]] = Counter()
    partners: Counter[tuple[str, Urgency]] = Counter()
    for each in reviews:
        found = Counter((finding.code, finding.urgency) for finding in each.worst)
        counts.update(found)
        partners.update(found.keys())
    for (code, urgency), count in counts.items():
        yield FindingCount(
            code=code,
            name=FINDINGS[code].name,
            urgency=urgency,
            count=count,
            partners=partners[code, urgency],
        )


def _frequency(each: FindingCount) -> tuple[int, int, str]:
    return tuple(Urgency).index(each.urgency), -each.count, each.code
