"""What people answer: surveys after projects, recommendations, readiness sheets."""

from __future__ import annotations

from datetime import date, timedelta

from _draw import FIRST, LAST, MONTHS, Draw, clip
from _facts import Row
from _names import PARTNERS
from _remarks import BAD, GOOD
from _story import Account

QUESTIONS = {
    "overall_satisfaction": "relationship_strength",
    "value": "business_outcomes",
    "overall_performance": "relationship_strength",
    "scoping": "business_outcomes",
    "progress_information": "relationship_strength",
    "communication": "relationship_strength",
    "risk": "technical_performance",
    "product_knowledge": "technical_performance",
    "outcomes": "business_outcomes",
    "enablement": "user_adoption",
}
OPEN_QUESTION = "message_to_prospects"
RESPONDENTS = {"enterprise": 6, "mid-market": 4, "small": 2}

SECTIONS = {
    "strategy": "journey_map subscription_offer partner_economics support_integration"
    " segmentation partner_roles core_roles internal_alignment staffing_expectations"
    " partner_promotion",
    "kpis": "land_kpis onboard_kpis adopt_kpis expand_kpis renew_kpis health_score"
    " financial_kpis service_desk_kpis kpi_data kpi_reviews",
    "profiles": "model_choice ideal_profile customer_profiles segment_coverage"
    " rules_of_engagement vertical_expertise practice_maturity partner_of_record"
    " recruitment_targets partner_tiers",
    "support": "csm_training technical_training practice_workshops onboarding_content"
    " digital_marketing incentive_models sales_content automation_access"
    " communication_map partner_showcase",
    "staffing": "executive_sponsor practice_lead csm_role renewals_role operations_lead"
    " account_ratio revenue_trigger certification_plan dual_roles sales_teamwork",
}
# Partner, day, and the sections nobody has answered yet.
SHEETS = (
    ("nordhauch-it", date(2025, 6, 12), ()),
    ("bursztynek-it", date(2025, 9, 3), ()),
    ("caja-volante", date(2025, 11, 20), ()),
    ("thirdbluff", date(2026, 1, 15), ("staffing",)),
    ("harrowgate-cloud", date(2026, 2, 24), ()),
    ("quietquay", date(2026, 3, 10), ()),
    ("ponte-de-giz", date(2026, 4, 8), ("kpis", "profiles")),
    ("kumo-to-hato", date(2026, 5, 19), ()),
    ("nordhauch-it", date(2026, 6, 11), ()),
    ("fjordlys", date(2026, 7, 2), ()),
    ("modry-kocour", date(2026, 8, 27), ()),
    ("first-lantern-it", date(2026, 9, 30), ("kpis", "profiles", "staffing")),
    ("lanternfield", date(2026, 10, 14), ()),
)


def answers(accounts: list[Account]) -> list[Row]:
    """Give the answers to every survey, by the day of the answer."""
    rows: list[Row] = []
    for account in accounts:
        rows += _projects(account)
        rows += _recommendations(account)
    rows.sort(key=lambda row: (str(row["answered_on"]), str(row["account_id"])))
    return [{"id": f"S-{n:05}", **row} for n, row in enumerate(rows, start=1)]


def _projects(account: Account) -> list[Row]:
    draw = Draw(account.id, "projects")
    end = account.left or LAST
    day = max(FIRST, account.start) + timedelta(days=draw.whole(20, 260))
    rows: list[Row] = []
    number = 0
    while day <= end:
        number += 1
        project = f"{account.id}-P{number}"
        answered = day + timedelta(days=draw.whole(2, 28))
        if draw.chance(0.55) and answered <= LAST:
            rows += _survey(draw, account, project, day, answered)
        day += timedelta(days=draw.whole(120, 420))
    return rows


def _survey(
    draw: Draw, account: Account, project: str, day: date, answered: date
) -> list[Row]:
    mood = draw.normal(0, 0.35)
    successful = draw.chance(clip(account.level(day) + 0.1, 0.2, 0.97))
    common: Row = {
        "kind": "csat",
        "partner_id": account.partner,
        "account_id": account.id,
        "project_id": project,
        "answered_on": answered,
        "project_completed_on": day,
        "successful": "true" if successful else "false",
    }
    rows: list[Row] = []
    for question, component in QUESTIONS.items():
        level = account.quality(component, day) + 3 * account.skill
        rating = round(draw.normal(1.45 + 3.45 * level + mood, 0.45))
        rating = int(clip(rating if successful else rating - 1, 1, 5))
        answer: Row = {"question": question}
        if not draw.chance(0.03):
            answer["rating"] = rating
        rows.append(common | answer)
    if draw.chance(0.6):
        happy = account.level(day) + mood / 4 > 0.8
        text = draw.pick(GOOD if happy else BAD)
        rows.append(common | {"question": OPEN_QUESTION, "text": text})
    return rows


def _recommendations(account: Account) -> list[Row]:
    rows: list[Row] = []
    for year, month in MONTHS:
        draw = Draw(account.id, "nps", year, month)
        asked = date(year, month, 15)
        # Once a quarter, and hardly anybody answers all the time.
        if month % 3 != 2 or not account.active_on(asked):
            continue
        for _ in range(RESPONDENTS[account.segment]):
            level = account.quality("relationship_strength", asked)
            rating = int(clip(round(draw.normal(2.2 + 7.6 * level, 1.1)), 0, 10))
            day = asked + timedelta(days=draw.whole(0, 12))
            if draw.chance(0.42):
                rows.append(_recommendation(draw, account, day, rating))
    return rows


def _recommendation(draw: Draw, account: Account, day: date, rating: int) -> Row:
    text = ""
    if draw.chance(0.12) and rating not in (7, 8):
        text = draw.pick(GOOD if rating > 8 else BAD)
    return {
        "kind": "nps",
        "partner_id": account.partner,
        "account_id": account.id,
        "question": "recommend",
        "rating": rating,
        "text": text,
        "answered_on": day,
    }


def sheets() -> list[Row]:
    """Give the readiness sheets of some partners, one element a row."""
    skills = {partner: skill for partner, _, _, skill in PARTNERS}
    rows: list[Row] = []
    for number, (partner, day, unanswered) in enumerate(SHEETS, start=1):
        # What a company learns, it keeps: later sheets are better ones.
        level = 2.6 + 16 * skills[partner] + 1.3 * (day - FIRST).days / 549
        for section, elements in SECTIONS.items():
            draw = Draw(partner, "sheet", day, section)
            lean = draw.normal(level, 0.35)
            for element in elements.split():
                rating = int(clip(round(draw.normal(lean, 0.7)), 1, 5))
                rows.append(
                    {
                        "sheet_id": f"R-{number:02}",
                        "partner_id": partner,
                        "on": day,
                        "element": element,
                        "rating": "" if section in unanswered else rating,
                    }
                )
    return rows
