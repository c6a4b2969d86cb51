"""Every score of a portfolio, worst first, and what could not be scored."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import get_args

from partner_success.errors import UnknownNameError
from partner_success.frames.judging import (
    answer_fault,
    assess_sheet,
    score_account,
    survey_partners,
)
from partner_success.frames.portfolio import Counter, PortfolioFacts, Progress
from partner_success.frames.results import (
    AssessedSheet,
    JudgedLicence,
    PortfolioScores,
    Refusal,
    ScoredAccount,
    SurveyedPartner,
)
from partner_success.frames.selection import newest_day, newest_of_each, until
from partner_success.partners import SurveyAnswer
from partner_success.rulebook import Rulebook
from partner_success.scoring.model import Missing
from partner_success.scoring.results import NotScored, ScoreRange


def score_portfolio(
    facts: PortfolioFacts,
    rules: Rulebook,
    *,
    missing: Missing = "reweight",
    on: date | None = None,
    progress: Progress | None = None,
) -> PortfolioScores:
    """Score everything that was read.

    Of an account, and of a type of licence of an account, the newest reading counts.
    CSAT and NPS are those of the fiscal year of the day.

    Args:
        facts: What was read.
        rules: What decides.
        missing: What happens to an account of which values are missing; with
            ``"refuse"`` its row is refused.
        on: The day that the scores are for; what is known of later days is left out.
            Without it, the newest day of the facts.
        progress: Is told how many of all are scored.

    Raises:
        InvalidValueError: The policy cannot be used with the scorecard.
        UnknownNameError: There is no such policy.

    Rule: HLT-06, CST-02, LIC-01.
    """
    if missing not in get_args(Missing):
        raise UnknownNameError("policy for missing values", missing, get_args(Missing))
    day = on if on is not None else newest_day(facts)
    if day is None:
        return PortfolioScores(
            on=None,
            refusals=facts.refusals,
            remarks=facts.remarks,
            provenance=rules.health.provenance,
        )
    return _Work(facts, rules, day).scored(missing, progress)


class _Work:
    """One portfolio on one day while it is scored."""

    def __init__(self, facts: PortfolioFacts, rules: Rulebook, day: date) -> None:
        self.rules = rules
        self.day = day
        self.remarks = list(facts.remarks)
        self.refusals = list(facts.refusals)
        self.files = {file: place for place, file in enumerate(facts.files)}
        notes = self.remarks
        self.accounts = newest_of_each(
            until(facts.accounts, day, lambda each: each.on, notes),
            lambda each: each.on,
            lambda each: each.id,
            notes,
        )
        self.licences = newest_of_each(
            until(facts.licences, day, lambda each: each.on, notes),
            lambda each: each.on,
            lambda each: (each.account_id, each.licence_type),
            notes,
        )
        self.sheets = until(facts.sheets, day, lambda each: each.on, notes)
        self.answers = until(facts.answers, day, lambda each: each.answered_on, notes)

    def scored(self, missing: Missing, progress: Progress | None) -> PortfolioScores:
        """Score everything."""
        count = len(self.accounts) + len(self.answers)
        count += len(self.licences) + len(self.sheets)
        counter = Counter(count, progress)
        accounts = self._score_accounts(missing, counter)
        partners = self._survey(counter)
        licences = self._judge(counter)
        sheets = self._assess(counter)
        return PortfolioScores(
            on=self.day,
            accounts=tuple(sorted(accounts, key=_by_health)),
            partners=tuple(sorted(partners, key=_by_csat)),
            licences=tuple(sorted(licences, key=_by_risk)),
            sheets=tuple(sorted(sheets, key=_by_points)),
            refusals=tuple(sorted(self.refusals, key=self._place)),
            remarks=tuple(self.remarks),
            provenance=self.rules.health.provenance,
        )

    def _place(self, refusal: Refusal) -> tuple[int, int]:
        return self.files.get(refusal.file, len(self.files)), refusal.record

    def _score_accounts(
        self, missing: Missing, counter: Counter
    ) -> list[ScoredAccount]:
        found: list[ScoredAccount] = []
        for fact in self.accounts:
            result = score_account(fact, self.rules, missing)
            if isinstance(result, ScoredAccount):
                found.append(result)
            else:
                self.refusals += result
            counter.advance()
        return found

    def _survey(self, counter: Counter) -> list[SurveyedPartner]:
        sound: list[SurveyAnswer] = []
        for fact in self.answers:
            fault = answer_fault(fact.record, self.rules)
            if fault is None:
                sound.append(fact.record)
            else:
                self.refusals.append(fact.refuse(fault))
            counter.advance()
        return list(survey_partners(sound, self.rules, self.day, self.remarks))

    def _judge(self, counter: Counter) -> list[JudgedLicence]:
        found: list[JudgedLicence] = []
        for fact in self.licences:
            count = fact.record
            judgement = self.rules.licence.judge(count.licensed, count.active)
            found.append(JudgedLicence(count=count, judgement=judgement))
            counter.advance()
        return found

    def _assess(self, counter: Counter) -> list[AssessedSheet]:
        found: list[AssessedSheet] = []
        for fact in self.sheets:
            assessed, refused = assess_sheet(fact, self.rules)
            self.refusals += refused
            if assessed is not None:
                found.append(assessed)
            counter.advance()
        return found


def _by_health(each: ScoredAccount) -> tuple[bool, Fraction, Fraction, str]:
    result = each.result
    if isinstance(result, NotScored):
        return False, result.coverage, Fraction(), each.account.id
    low, high = (
        (result.low.exact, result.high.exact)
        if isinstance(result, ScoreRange)
        else (result.exact, result.exact)
    )
    return True, low, high, each.account.id


def _by_csat(each: SurveyedPartner) -> tuple[bool, Fraction, Fraction, str]:
    mean, nps = each.csat.mean, each.nps.exact
    return (
        mean is None,
        mean if mean is not None else Fraction(),
        nps if nps is not None else Fraction(),
        each.partner_id,
    )


def _by_risk(each: JudgedLicence) -> tuple[int, Fraction, int, str, str]:
    judgement, count = each.judgement, each.count
    share = judgement.utilisation
    # Use without any licence is no risk to the renewal; nothing at all comes last.
    rank = 0 if share is not None else 1 if judgement.risk is not None else 2
    return (
        rank,
        share if share is not None else Fraction(),
        -judgement.delta,
        count.account_id,
        count.licence_type,
    )


def _by_points(each: AssessedSheet) -> tuple[int, int, str]:
    least, most = each.readiness.points
    return least, most, each.sheet.id
