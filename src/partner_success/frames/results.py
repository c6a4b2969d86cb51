"""What scoring a portfolio gives: each record with its result, and every refusal."""

from __future__ import annotations

from datetime import date

import attrs

from partner_success.core.provenance import Provenance
from partner_success.errors import Problem
from partner_success.partners import Account, LicenceCount, ReadinessSheet
from partner_success.scoring.csat import PartnerCsat
from partner_success.scoring.licence import LicenceJudgement
from partner_success.scoring.nps import NetPromoterScore
from partner_success.scoring.readiness import Readiness
from partner_success.scoring.results import NotScored, Score, ScoreRange


@attrs.frozen(kw_only=True)
class ScoredAccount:
    """A customer and its health.

    Attributes:
        account: The customer as read.
        result: The score, the range in which it lies, or why there is none.
    """

    account: Account
    result: Score | NotScored | ScoreRange


@attrs.frozen(kw_only=True)
class SurveyedPartner:
    """A partner and what its surveys say.

    Attributes:
        partner_id: The id of the partner.
        csat: The satisfaction of its customers in the fiscal year.
        nps: How many would recommend it, less those who would not.
    """

    partner_id: str
    csat: PartnerCsat
    nps: NetPromoterScore


@attrs.frozen(kw_only=True)
class JudgedLicence:
    """A licence count and what it means for the renewal.

    Attributes:
        count: The count as read.
        judgement: What it means.
    """

    count: LicenceCount
    judgement: LicenceJudgement


@attrs.frozen(kw_only=True)
class AssessedSheet:
    """A readiness sheet and its assessment.

    Attributes:
        sheet: The sheet as read.
        readiness: What it comes to.
    """

    sheet: ReadinessSheet
    readiness: Readiness


@attrs.frozen(kw_only=True)
class Refusal:
    """A row that could not be read, with the cell that was to blame.

    Attributes:
        file: The name of the file.
        line: The line on which the record starts, the first line of the file being 1;
            ``None`` in formats without lines, where ``record`` says which it was.
        record: The place of the record among those of the file, from 1.
        problem: What was wrong; its ``path`` is the column.
    """

    file: str
    line: int | None
    record: int
    problem: Problem


@attrs.frozen(kw_only=True)
class PortfolioScores:
    """Everything that was scored, worst first, and everything that was refused.

    Attributes:
        on: The day that the scores are for, which also tells the fiscal year; ``None``
            where nothing was read that has a day.
        accounts: Customers by health: those not scored, then from the lowest score.
        partners: Partners with survey answers, from the lowest CSAT.
        licences: Licence counts, the riskiest first.
        sheets: Readiness sheets, from the lowest total.
        refusals: Rows that were not read, in the order of the files.
        remarks: What else a reader should know, such as columns that nothing uses.
        provenance: The rulebook edition that decided.
    """

    on: date | None
    accounts: tuple[ScoredAccount, ...] = ()
    partners: tuple[SurveyedPartner, ...] = ()
    licences: tuple[JudgedLicence, ...] = ()
    sheets: tuple[AssessedSheet, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    remarks: tuple[str, ...] = ()
    provenance: Provenance
