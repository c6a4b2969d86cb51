"""All triggers together, and what the bands of a score call for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from partner_success.core.bands import Band
from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue, FrozenMap
from partner_success.core.instants import Period, require_date
from partner_success.core.provenance import Provenance
from partner_success.scoring.triggers.competition import CompetitiveActivity
from partner_success.scoring.triggers.complaints import Complaints
from partner_success.scoring.triggers.course import Trigger
from partner_success.scoring.triggers.executives import ExecutiveDisengagement
from partner_success.scoring.triggers.facts import TriggerFacts
from partner_success.scoring.triggers.performance import PerformanceIncidents
from partner_success.scoring.triggers.results import (
    TriggerReport,
    TriggerResult,
    TriggerStart,
    TriggerState,
)
from partner_success.scoring.triggers.usage import UsageDecline


@attrs.frozen(kw_only=True)
class BandResponse:
    """What a band of the health score calls for.

    Attributes:
        id: The id of the band.
        playbooks: Ids of the playbooks; none where the band calls for nothing.
        escalation: Who is brought in, such as ``"executive"``; ``None`` for nobody.
        citations: Where it comes from.
    """

    id: str
    playbooks: tuple[str, ...]
    escalation: str | None = None
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class TriggerPolicy:
    """When somebody has to step in, and by which playbook.

    Attributes:
        id: The name for programs.
        name: The name for people.
        usage_decline: Use that fell.
        performance: Too many grave incidents.
        complaints: Few who recommend, or feedback that falls.
        executive_disengagement: Meetings missed, answers late.
        competitive_activity: An alternative that the customer looks at.
        responses: What each band of the health score calls for, by the band's id.
        citations: Where the policy comes from.
        provenance: The rulebook edition it was loaded from.

    Rule: TRG-01, TRG-02, TRG-03, TRG-04, TRG-05, TRG-06.
    """

    id: str
    name: str
    usage_decline: UsageDecline
    performance: PerformanceIncidents
    complaints: Complaints
    executive_disengagement: ExecutiveDisengagement
    competitive_activity: CompetitiveActivity
    responses: Catalogue[BandResponse] = Catalogue(kind="band response")
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()
    _said: dict[str, tuple[int, TriggerResult]] = attrs.field(
        init=False, repr=False, eq=False, factory=dict[str, tuple[int, TriggerResult]]
    )

    @property
    def names(self) -> FrozenMap[str, str]:
        """The names of the triggers by their ids, in the order of the rulebook."""
        return FrozenMap((id_, trigger.name) for id_, trigger in self._triggers())

    def judge(self, facts: TriggerFacts, *, on: date) -> TriggerReport:
        """Judge every trigger as of a day; later facts are not seen.

        Args:
            facts: What is known of one customer.
            on: The day, included.

        Raises:
            InvalidValueError: It is no day.

        Rule: TRG-01, TRG-02, TRG-03, TRG-04, TRG-05, TRG-06.
        """
        day = require_date(on, "on").toordinal()
        results = [
            self._unlooked(id_, trigger, day)
            if all(getattr(facts, name) is None for name in trigger.reads)
            else self._result(id_, trigger, facts, day)
            for id_, trigger in self._triggers()
        ]
        return TriggerReport(
            name=self.name,
            on=on,
            results=Catalogue(results, kind="trigger"),
            provenance=self.provenance,
        )

    def starts(
        self, facts: TriggerFacts, first: date, last: date
    ) -> tuple[TriggerStart, ...]:
        """Give the days of a period on which a trigger began to fire.

        It begins on a day on which it fires and did not on the day before, each judged
        by what was known on it. So alarms are counted as somebody would have seen them.

        Args:
            facts: What is known of one customer.
            first: The first day of the period (closed).
            last: The last day of the period (closed).

        Returns:
            The starts by day; those of one day in the order of the rulebook.

        Raises:
            InvalidValueError: One of them is no day, or the last lies before the first.

        Rule: TRG-06.
        """
        period = Period(first, last)
        found = [
            TriggerStart(on=date.fromordinal(day), trigger=id_)
            for id_, trigger in self._triggers()
            for day in trigger.course(facts).starts(
                period.first.toordinal(), period.last.toordinal()
            )
        ]
        return tuple(sorted(found, key=lambda start: start.on))

    def response_to(self, band: Band | str) -> BandResponse | None:
        """Give what a band of the health score calls for; None for nothing.

        Args:
            band: The band or its id.

        Raises:
            UnknownNameError: The policy has no such band.

        Rule: TRG-06.
        """
        response = self.responses[band.id if isinstance(band, Band) else band]
        return response if response.playbooks else None

    def _triggers(self) -> Iterator[tuple[str, Trigger]]:
        yield "usage_decline", self.usage_decline
        yield "performance", self.performance
        yield "complaints", self.complaints
        yield "executive_disengagement", self.executive_disengagement
        yield "competitive_activity", self.competitive_activity

    def _unlooked(self, id_: str, trigger: Trigger, day: int) -> TriggerResult:
        """Judge a trigger that nobody looked at, which is the same for every customer.

        What was said last is kept, because a portfolio is judged on one day.
        """
        known = self._said.get(id_)
        if known is None or known[0] != day:
            known = day, self._result(id_, trigger, TriggerFacts(), day)
            self._said[id_] = known
        return known[1]

    def _result(
        self, id_: str, trigger: Trigger, facts: TriggerFacts, day: int
    ) -> TriggerResult:
        course = trigger.course(facts)
        holds, evidence = course.judged(day)
        since = course.since(day) if holds else None
        state: TriggerState = "not enough data"
        if holds is not None:
            state = "fired" if holds else "quiet"
        return TriggerResult(
            id=id_,
            name=trigger.name,
            state=state,
            since=None if since is None else date.fromordinal(since),
            evidence=evidence,
            playbooks=course.playbooks(day) if holds else (),
            rules=(trigger.rule, "TRG-06"),
            citations=trigger.citations,
            provenance=self.provenance,
        )
