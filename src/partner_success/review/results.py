"""Everything that the rules say of one partner at an instant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

import attrs

from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.engagement import DueList
from partner_success.engagement.renewals.prompts import PlannedPrompt
from partner_success.frames.results import AssessedSheet, Refusal, SurveyedPartner
from partner_success.review.customers import AccountReview
from partner_success.review.facts import PartnerRecords
from partner_success.review.findings import Finding, Urgency
from partner_success.review.practice import MaturityReview, OperationReview
from partner_success.review.stage import StageReview
from partner_success.review.tickets import TicketReview

if TYPE_CHECKING:
    from partner_success.access import AccessPolicy
    from partner_success.gates import NextAction
    from partner_success.review.programme import ProgrammeReview

__all__ = ["Review", "RoleActions", "counts_text"]


@attrs.frozen(kw_only=True)
class RoleActions:
    """What somebody can do now for a partner on its journey.

    Attributes:
        role: The role in which they act.
        person_id: Who it is.
        actions: What they can do, in the order of the commands.
    """

    role: str
    person_id: str
    actions: tuple[NextAction, ...]


@attrs.frozen(kw_only=True)
class Review(Explained):
    """Everything that the rules say of one partner at an instant.

    Attributes:
        at: The instant. Its day is that of its own zone.
        facts: What was known by then.
        stage: Where it stands on its journey; ``None`` where no journey is known.
        accounts: Its customers, by id.
        tickets: Its open tickets, by id.
        surveys: CSAT and NPS of the fiscal year; ``None`` without an answer.
        readiness: Its newest readiness sheet; ``None`` without one.
        operation: How well it operates; ``None`` without a reading.
        maturity: How far its own practice has come; ``None`` without a sheet.
        care: By role what is owed after its launch; ``None`` where nobody can say.
        prompts: What is to be done now ahead of the end of its own contract.
        programme: How it stands in a programme, and what its practice reaches; ``None``
            where neither a programme nor anybody else keeps anything of that.
        worst: Every finding, what presses most first, as `in_order` puts them.
        refusals: Values that the rules refused; everything else was taken.
        provenance: The rulebook edition that decided.
    """

    at: datetime
    facts: PartnerRecords = attrs.field(repr=False)
    stage: StageReview | None
    accounts: tuple[AccountReview, ...]
    tickets: tuple[TicketReview, ...]
    surveys: SurveyedPartner | None
    readiness: AssessedSheet | None
    operation: OperationReview | None
    maturity: MaturityReview | None
    care: tuple[DueList, ...] | None
    prompts: tuple[PlannedPrompt, ...]
    worst: tuple[Finding, ...]
    programme: ProgrammeReview | None = None
    refusals: tuple[Refusal, ...] = ()
    provenance: Provenance = Provenance()

    @property
    def partner_id(self) -> str:
        """The partner."""
        return self.facts.partner_id

    @property
    def name(self) -> str:
        """The partner's name, or its id where there is no record of it."""
        return self.facts.name

    @property
    def on(self) -> date:
        """The day."""
        return self.at.date()

    def of_urgency(self, urgency: Urgency) -> tuple[Finding, ...]:
        """Give the findings of one urgency, in order."""
        return tuple(each for each in self.worst if each.urgency is urgency)

    @property
    def counts(self) -> dict[Urgency, int]:
        """How many findings there are of each urgency, the most pressing first."""
        return {each: len(self.of_urgency(each)) for each in Urgency}

    @property
    def not_known(self) -> tuple[Finding, ...]:
        """What nobody can say, because too little is known."""
        return self.of_urgency(Urgency.UNKNOWN)

    def next_actions(self, policy: AccessPolicy) -> tuple[RoleActions, ...]:
        """Give what each person on the partner can do now on its journey.

        Only people whose record is among the facts, with an address, are recognised.

        Args:
            policy: Who may do what.

        Raises:
            UnknownNameError: The policy does not know the stage or a role.

        Rule: JRN-09.
        """
        return () if self.stage is None else tuple(self._actions(policy))

    def _actions(self, policy: AccessPolicy) -> Iterator[RoleActions]:
        from partner_success.access import Actor

        assert self.stage is not None
        journey = self.stage.journey
        known = {each.id: each for each in self.facts.people}
        for role, people in journey.state.team.items():
            for id_ in people:
                if id_ in known:
                    actor = Actor(id=id_, email=known[id_].email, roles=[role])
                    found = journey.next_actions(actor, policy, at=self.at)
                    yield RoleActions(role=role, person_id=id_, actions=found)

    def explain(self) -> Explanation:
        """Tell every finding, what presses most first: what, who, by which rules."""
        rows = [
            (
                str(each.urgency),
                each.message,
                who_text(each),
                ", ".join(each.rules),
            )
            for each in self.worst
        ]
        return Explanation(
            title=f"{self.name} on {self.on}: {counts_text(self.counts)}",
            columns=("when", "what", "who", "rules"),
            rows=tuple(rows),
            remarks=tuple(
                f"refused in {each.file}: {each.problem}" for each in self.refusals
            ),
            provenance=self.provenance,
        )


def who_text(finding: Finding) -> str:
    """Write who should act: roles, and the people in them."""
    people = f" ({', '.join(finding.people)})" if finding.people else ""
    return f"{', '.join(finding.roles)}{people}"


_WORDS = {
    Urgency.NOW: "now",
    Urgency.SOON: "soon",
    Urgency.WATCH: "to watch",
    Urgency.CHANCE: "to make use of",
    Urgency.UNKNOWN: "not known",
}


def counts_text(counts: dict[Urgency, int]) -> str:
    """Write how many findings there are of each urgency."""
    found = [f"{count} {_WORDS[each]}" for each, count in counts.items() if count]
    return ", ".join(found) or "nothing found"
