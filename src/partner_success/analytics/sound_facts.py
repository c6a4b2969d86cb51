"""Facts of a portfolio without the values that the rules refuse."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from partner_success.core.arguments import require
from partner_success.core.collections import EMPTY_MAP
from partner_success.errors import InvalidDataError
from partner_success.frames.judging import answer_fault, score_account
from partner_success.frames.portfolio import PortfolioFacts
from partner_success.frames.results import Refusal
from partner_success.frames.sources import Fact
from partner_success.partners import Account, OperationReading, SurveyAnswer
from partner_success.rulebook import Rulebook

__all__ = ["sound_facts"]


def sound_facts(facts: PortfolioFacts, rules: Rulebook) -> PortfolioFacts:
    """Leave out of facts what the rules refuse, so that reports can be made of them.

    An answer that no survey can have is left out. A reading of a customer or of a
    partner's operation with such a value stays without its values, so that nobody takes
    a score of the others for its own. What was refused is added to the refusals.

    Args:
        facts: The tables, as `read_portfolio` gives them.
        rules: What the values have to fit.

    Raises:
        InvalidUseError: The facts are something else.

    Examples:
        >>> import partner_success as ps
        >>> from partner_success.frames import PortfolioFacts
        >>> sound_facts(PortfolioFacts(), ps.standard()).refusals
        ()

    Rule: HLT-01, HLT-14, CST-02.
    """
    work = _Work(require(facts, PortfolioFacts), rules)
    accounts = tuple(map(work.account, facts.accounts))
    answers = tuple(work.answers())
    operations = tuple(map(work.operation, facts.operations))
    refusals = sorted((*facts.refusals, *work.refusals), key=_place)
    return attrs.evolve(
        facts,
        accounts=accounts,
        answers=answers,
        operations=operations,
        refusals=tuple(refusals),
    )


def _place(refusal: Refusal) -> tuple[str, int, str]:
    return refusal.file, refusal.record, refusal.problem.path


class _Work:
    """Facts while they are looked through, and what was refused."""

    def __init__(self, facts: PortfolioFacts, rules: Rulebook) -> None:
        self._facts = facts
        self._rules = rules
        self.refusals: list[Refusal] = []

    def account(self, fact: Fact[Account]) -> Fact[Account]:
        """Give a reading of a customer, without values where one is refused."""
        found = score_account(fact, self._rules, "reweight")
        if not isinstance(found, list):
            return fact
        self.refusals += found
        return attrs.evolve(fact, record=attrs.evolve(fact.record, measures=EMPTY_MAP))

    def answers(self) -> Iterator[Fact[SurveyAnswer]]:
        """Give the answers that can be counted, or need not be."""
        for fact in self._facts.answers:
            fault = answer_fault(fact.record, self._rules)
            if fault is None:
                yield fact
            else:
                self.refusals.append(fact.refuse(fault))

    def operation(self, fact: Fact[OperationReading]) -> Fact[OperationReading]:
        """Give a reading of operational health, without values where one is refused."""
        try:
            self._rules.partner_health.score(fact.record.parts, missing="reweight")
        except InvalidDataError as error:
            self.refusals += [fact.refuse(each) for each in error.problems]
            return attrs.evolve(fact, record=attrs.evolve(fact.record, parts=EMPTY_MAP))
        return fact
