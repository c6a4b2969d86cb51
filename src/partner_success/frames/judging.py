"""What the rules say of single records, and the refusal of those they cannot judge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import attrs

from partner_success.errors import (
    InvalidDataError,
    InvalidValueError,
    MissingValuesError,
    PartnerSuccessError,
    Problem,
    UnknownNameError,
)
from partner_success.frames.building import problem
from partner_success.frames.results import (
    AssessedSheet,
    Refusal,
    ScoredAccount,
    SurveyedPartner,
)
from partner_success.frames.sources import Fact
from partner_success.interop.faults import shorten
from partner_success.partners import (
    Account,
    ReadinessSheet,
    SurveyAnswer,
    SurveyKind,
)
from partner_success.rulebook import Rulebook
from partner_success.scoring.model import Missing
from partner_success.scoring.nps import whole_rating
from partner_success.scoring.results import ScoreRange


def score_account(
    fact: Fact[Account], rules: Rulebook, missing: Missing
) -> ScoredAccount | list[Refusal]:
    """Score an account, or refuse each of its values that the scorecard refuses."""
    try:
        result = rules.health.score(fact.record.measures, missing=missing)
    except InvalidDataError as error:
        return [fact.refuse(fault) for fault in error.problems]
    except MissingValuesError as error:
        return [fact.refuse(_missing(id_)) for id_ in error.missing]
    if isinstance(result, ScoreRange) and not result.missing:
        # Both ends are the same: nothing was left open.
        return ScoredAccount(account=fact.record, result=result.low)
    return ScoredAccount(account=fact.record, result=result)


def _missing(id_: str) -> Problem:
    message = "is missing, and accounts with missing values are to be refused"
    return problem("missing", message, path=id_, expected="a number")


def answer_fault(answer: SurveyAnswer, rules: Rulebook) -> Problem | None:
    """Say why an answer cannot be counted; None if it can, or need not be."""
    model: Any = rules.nps
    if answer.kind is SurveyKind.CSAT:
        model = rules.csat
        try:
            counts = rules.csat.counts(answer.question)
        except UnknownNameError as error:
            return _fault(
                "question", error, answer.question, "a question of the survey"
            )
        if not counts:
            return None
    if answer.rating is None:
        return None
    try:
        whole_rating(answer.rating, model.low, model.high)
    except InvalidValueError as error:
        expected = f"a whole number from {model.low} to {model.high}"
        return _fault("rating", error, answer.rating, expected)
    return None


def _fault(
    path: str, error: PartnerSuccessError, given: object, expected: str
) -> Problem:
    code = "unknown-name" if isinstance(error, UnknownNameError) else "out-of-range"
    text = str(error)
    return problem(code, text, path=path, given=shorten(given), expected=expected)


def survey_partners(
    answers: Iterable[SurveyAnswer], rules: Rulebook, on: date, remarks: list[str]
) -> Iterator[SurveyedPartner]:
    """Give CSAT and NPS of each partner for the fiscal year of a day."""
    year = rules.csat.fiscal_year.year_of(on)
    by_partner: dict[str, list[SurveyAnswer]] = {}
    for answer in answers:
        by_partner.setdefault(answer.partner_id, []).append(answer)
    outside = {SurveyKind.CSAT: 0, SurveyKind.NPS: 0}
    for partner_id, given in by_partner.items():
        csat = rules.csat.partner(given, on=on)
        marks = [each for each in given if each.rating is not None]
        nps = rules.nps.score(
            each.rating
            for each in marks
            if each.kind is SurveyKind.NPS and year.contains(each.answered_on)
        )
        of_csat = [each for each in marks if each.kind is SurveyKind.CSAT]
        scored = sum(rules.csat.counts(each.question) for each in of_csat)
        outside[SurveyKind.CSAT] += scored - csat.answers
        outside[SurveyKind.NPS] += len(marks) - len(of_csat) - nps.answers
        yield SurveyedPartner(partner_id=partner_id, csat=csat, nps=nps)
    if outside[SurveyKind.CSAT]:
        remarks.append(
            f"{outside[SurveyKind.CSAT]:,} CSAT ratings do not count: their project was"
            f" not completed with success in {year.label}"
        )
    if outside[SurveyKind.NPS]:
        remarks.append(
            f"{outside[SurveyKind.NPS]:,} NPS ratings do not count: they were not given"
            f" in {year.label}"
        )


def assess_sheet(
    fact: Fact[ReadinessSheet], rules: Rulebook
) -> tuple[AssessedSheet | None, list[Refusal]]:
    """Assess a sheet by the answers that can be taken, and refuse the others."""
    model, sheet = rules.readiness, fact.record
    leads = {seat: name for seat, name in sheet.leads.items() if seat in model.leads}
    refusals = [
        fact.refuse(
            _fault(
                f"leads.{seat}",
                UnknownNameError(model.leads.kind, seat, model.leads.ids),
                seat,
                "a seat of the assessment",
            )
        )
        for seat in sheet.leads
        if seat not in leads
    ]
    ratings = dict(sheet.ratings)
    try:
        readiness = model.assess(ratings, leads=leads)
    except InvalidDataError as error:
        for fault in error.problems:
            ratings.pop(fault.path)
            refusals.append(fact.refuse(_placed(fault, fact), fault.path))
        if not ratings:
            return None, refusals
        readiness = model.assess(ratings, leads=leads)
    kept = attrs.evolve(sheet, ratings=ratings, leads=leads)
    return AssessedSheet(sheet=kept, readiness=readiness), refusals


def _placed(fault: Problem, fact: Fact[ReadinessSheet]) -> Problem:
    """Name the column of the fault as the file of the sheet has it."""
    unknown = fault.code == "unknown-name"
    path = f"ratings.{fault.path}"
    if fact.parts:
        path = "element" if unknown else "rating"
    expected = fault.expected or "an element of the assessment"
    return attrs.evolve(fault, path=path, expected=expected)
