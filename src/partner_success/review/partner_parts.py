"""What the rules say of a partner itself: surveys, readiness, care after launch."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from partner_success.engagement import DueList, PartnerInCare
from partner_success.frames.judging import answer_fault, assess_sheet, survey_partners
from partner_success.frames.results import AssessedSheet, Refusal, SurveyedPartner
from partner_success.frames.sources import Fact
from partner_success.partners import ReadinessSheet, SurveyAnswer
from partner_success.review.asked import Asked
from partner_success.review.facts import PartnerRecords

__all__ = ["assess_readiness", "launch_day", "review_care", "survey_partner"]


def survey_partner(
    answers: Iterable[Fact[SurveyAnswer]], asked: Asked
) -> tuple[SurveyedPartner | None, tuple[Refusal, ...]]:
    """Give CSAT and NPS of the fiscal year, and the answers that cannot be counted."""
    sound: list[SurveyAnswer] = []
    refusals: list[Refusal] = []
    for fact in answers:
        fault = answer_fault(fact.record, asked.rules)
        if fault is None:
            sound.append(fact.record)
        else:
            refusals.append(fact.refuse(fault))
    found = next(survey_partners(sound, asked.rules, asked.on, []), None)
    return found, tuple(refusals)


def assess_readiness(
    sheets: Iterable[Fact[ReadinessSheet]], asked: Asked
) -> tuple[AssessedSheet | None, tuple[Refusal, ...]]:
    """Assess the newest sheet; of one day the one whose id comes last."""
    newest = max(sheets, key=_sheet_day, default=None)
    if newest is None:
        return None, ()
    found, refusals = assess_sheet(newest, asked.rules)
    return found, tuple(refusals)


def _sheet_day(fact: Fact[ReadinessSheet]) -> tuple[date, str]:
    return fact.record.on, fact.record.id


def launch_day(facts: PartnerRecords, asked: Asked) -> date | None:
    """Give the day of launch by the journey, else by the record; ``None`` before it."""
    if facts.journey is not None:
        return facts.journey.state.launch.launched_on
    day = None if facts.partner is None else facts.partner.actual_launch
    return None if day is None or day > asked.on else day


def review_care(facts: PartnerRecords, asked: Asked) -> tuple[DueList, ...] | None:
    """Give by role what is owed to a launched partner; ``None`` where nobody can say.

    Nobody can where no calendar is given, or nobody keeps what was done: all of it
    would look overdue. A partner that is not launched is owed nothing.
    """
    calendar, done = asked.calendar, asked.done
    if calendar is None or done is None:
        return None
    launched = launch_day(facts, asked)
    if launched is None:
        return ()
    cadence = asked.rules.cadence
    roles = dict.fromkeys(each.role for each in (*cadence.kinds, *cadence.activities))
    partner = PartnerInCare(partner_id=facts.partner_id, launched_on=launched)
    own = [each for each in done if each.partner_id == facts.partner_id]
    return tuple(
        cadence.due_list([partner], asked.on, own, role=role, calendar=calendar)
        for role in roles
    )
