"""What the rules say of a partner's customers: health, triggers, licences, renewal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Generic, Protocol, TypeVar

import attrs

from partner_success.core.bands import Band
from partner_success.core.money import Money
from partner_success.engagement.playbooks.cause import CauseKind
from partner_success.engagement.playbooks.choice import PlaybookChoice
from partner_success.engagement.playbooks.choosing import choose_playbooks
from partner_success.engagement.renewals.prompts import PlannedPrompt
from partner_success.errors import InvalidDataError
from partner_success.frames.judging import score_account
from partner_success.frames.results import JudgedLicence, Refusal, ScoredAccount
from partner_success.frames.sources import Fact
from partner_success.partners import Account, LicenceCount
from partner_success.partners.revenue import amounts_on
from partner_success.review.asked import Asked
from partner_success.review.facts import PartnerRecords
from partner_success.review.renewals import open_prompts
from partner_success.scoring.results import NotScored, Score, ScoreRange
from partner_success.scoring.triggers import TriggerReport

__all__ = ["AccountReview", "review_accounts"]


class _OfAccount(Protocol):
    """A record that says whom it concerns."""

    @property
    def account_id(self) -> str | None:
        """The id of the customer, if it concerns one."""
        ...


RecordT = TypeVar("RecordT", bound=_OfAccount)


@attrs.frozen(kw_only=True)
class AccountReview:
    """What the rules say of one customer.

    Of a customer that has left, health and licences are told, and nothing is called
    for.

    Attributes:
        account: Its newest reading.
        health: Its health; ``None`` where a value was refused.
        triggers: How its triggers stand; ``None`` where a value was refused, or it has
            left.
        licences: Its newest count of each type of licence, by its name.
        choice: Which playbooks are to be started, and what calls for each.
        renews_on: The day on which its contract ends unless it is renewed, by the
            newest reading that says so.
        prompts: What is to be done ahead of that now, what closes first before the
            rest.
        revenue: What it pays on the day, an amount a currency by its name; empty where
            that is not known, or it has left.
        left: Whether the customer has left by the day of the review.
    """

    account: Account
    health: Score | NotScored | None
    triggers: TriggerReport | None
    licences: tuple[JudgedLicence, ...]
    choice: PlaybookChoice
    renews_on: date | None
    prompts: tuple[PlannedPrompt, ...]
    revenue: tuple[Money, ...] = ()
    left: bool = False

    @property
    def band(self) -> Band | None:
        """The band of its health, where there is one."""
        return _band_of(self.health)

    def playbooks(self, kind: CauseKind, id_: str) -> tuple[str, ...]:
        """Give the ids of the playbooks that one cause calls for."""
        return tuple(
            each.id
            for each in self.choice.chosen
            if any((cause.kind, cause.id) == (kind, id_) for cause in each.causes)
        )


def _band_of(health: Score | NotScored | None) -> Band | None:
    if health is None or isinstance(health, NotScored) or not health.model.bands:
        return None
    return health.band


def review_accounts(
    facts: PartnerRecords, asked: Asked
) -> tuple[tuple[AccountReview, ...], tuple[Refusal, ...]]:
    """Review every customer of a partner, and give the refusals of their values."""
    work = _Work(facts, asked)
    reviews = tuple(map(work.review, sorted(work.readings)))
    return reviews, tuple(work.refusals)


class _Owned(Generic[RecordT]):
    """Records by the customer whom they concern.

    Args:
        records: The records.
        kept: Whether somebody keeps such records, so that none means that there was
            nothing.
    """

    def __init__(self, records: Sequence[RecordT], *, kept: bool) -> None:
        self._kept = kept or bool(records)
        self._own: dict[str | None, list[RecordT]] = {}
        for each in records:
            self._own.setdefault(each.account_id, []).append(each)

    def of(self, id_: str) -> list[RecordT]:
        """Give those of a customer."""
        return self._own.get(id_, [])

    def known_of(self, id_: str) -> list[RecordT] | None:
        """Give those of a customer; ``None`` where nobody keeps such records."""
        return self.of(id_) if self._kept else None


class _Work:
    """The customers of one partner while they are reviewed."""

    def __init__(self, facts: PartnerRecords, asked: Asked) -> None:
        kept = asked.source.kept
        self.asked = asked
        self.refusals: list[Refusal] = []
        self.readings: dict[str, list[Fact[Account]]] = {}
        for fact in facts.accounts:
            self.readings.setdefault(fact.record.id, []).append(fact)
        self.usage = _Owned(facts.usage, kept=True)
        self.licences = _Owned(facts.licences, kept=True)
        self.revenue = _Owned(facts.revenue, kept=True)
        self.tickets = _Owned(facts.tickets, kept="tickets" in kept)
        self.meetings = _Owned(facts.meetings, kept="meetings" in kept)
        self.requests = _Owned(facts.requests, kept="requests" in kept)
        self.evaluations = _Owned(facts.evaluations, kept="evaluations" in kept)

    def review(self, id_: str) -> AccountReview:
        """Review one customer."""
        own = sorted(self.readings[id_], key=_day)
        rules = self.asked.rules
        renews_on = _renewal(each.record for each in own)
        account, health = own[-1].record, self._health(own[-1])
        licences = tuple(self._judged(id_))
        triggers: TriggerReport | None = None
        prompts: tuple[PlannedPrompt, ...] = ()
        left = bool(account.has_left(self.asked.on))
        revenue: tuple[Money, ...] = ()
        if left:
            choice = choose_playbooks(rules.playbooks, rules.triggers)
        else:
            triggers = self._triggers(id_, own)
            prompts = open_prompts(self.asked, renews_on)
            paid = amounts_on(self.revenue.of(id_), self.asked.on)
            revenue = tuple(paid.values())
            band = _band_of(health)
            answered = band is not None and band.id in rules.triggers.responses
            choice = choose_playbooks(
                rules.playbooks,
                rules.triggers,
                band=band if answered else None,
                report=triggers,
                licences={each.count.licence_type: each.judgement for each in licences},
            )
        return AccountReview(
            account=account,
            health=health,
            triggers=triggers,
            licences=licences,
            choice=choice,
            renews_on=renews_on,
            prompts=prompts,
            revenue=revenue,
            left=left,
        )

    def _health(self, fact: Fact[Account]) -> Score | NotScored | None:
        found = score_account(fact, self.asked.rules, "reweight")
        if isinstance(found, ScoredAccount):
            # Only 'range' gives ranges.
            assert not isinstance(found.result, ScoreRange)
            return found.result
        self.refusals += found
        return None

    def _triggers(self, id_: str, own: list[Fact[Account]]) -> TriggerReport | None:
        asked = self.asked
        try:
            known = asked.source.facts_of(
                [each.record for each in own],
                on=asked.on,
                usage=self.usage.of(id_),
                tickets=self.tickets.known_of(id_),
                meetings=self.meetings.known_of(id_),
                requests=self.requests.known_of(id_),
                evaluations=self.evaluations.known_of(id_),
            )
        except InvalidDataError as error:
            self._refuse(own[-1], error)
            return None
        return asked.rules.triggers.judge(known, on=asked.on)

    def _refuse(self, fact: Fact[Account], error: InvalidDataError) -> None:
        """Keep what was wrong; the score may have said the same of the same value."""
        source = fact.source
        said = {
            each.problem.path
            for each in self.refusals
            if (each.file, each.record) == (source.file, source.record)
        }
        self.refusals += [
            fact.refuse(fault) for fault in error.problems if fault.path not in said
        ]

    def _judged(self, id_: str) -> Iterator[JudgedLicence]:
        newest: dict[str, LicenceCount] = {}
        for count in sorted(self.licences.of(id_), key=_counted_on):
            newest[count.licence_type] = count
        for _, count in sorted(newest.items()):
            judgement = self.asked.rules.licence.judge(count.licensed, count.active)
            yield JudgedLicence(count=count, judgement=judgement)


def _day(fact: Fact[Account]) -> date:
    return fact.record.on


def _counted_on(count: LicenceCount) -> date:
    return count.on


def _renewal(readings: Iterable[Account]) -> date | None:
    """Give the day of renewal by the newest of some readings that says so."""
    days = [each.renews_on for each in readings if each.renews_on is not None]
    return days[-1] if days else None
