"""A small portfolio made by hand, and a larger one made from a seed."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from partner_success.core.bands import Band, Bands
from partner_success.core.collections import Catalogue
from partner_success.core.provenance import Provenance
from partner_success.errors import Problem
from partner_success.frames.results import (
    AssessedSheet,
    JudgedLicence,
    PortfolioScores,
    Refusal,
    ScoredAccount,
    SurveyedPartner,
)
from partner_success.partners import (
    Account,
    LicenceCount,
    ReadinessSheet,
    SurveyAnswer,
)
from partner_success.scoring.csat import CsatModel, Question, Threshold
from partner_success.scoring.licence import LicencePolicy
from partner_success.scoring.model import Component
from partner_success.scoring.nps import NpsModel
from partner_success.scoring.readiness import (
    Element,
    Rating,
    Readiness,
    ReadinessModel,
    Section,
)
from partner_success.scoring.results import NotScored, Score
from partner_success.scoring.scorecard import Scorecard

DAY = date(2026, 3, 31)
EDITION = Provenance(edition="standard 2026.1")
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></title></svg>",
    "javascript:alert(1)",
    "[red]x[/red] [link=file:///]y[/link]",
    "=HYPERLINK(1)",
    "$\\frac{$ 5 % of $10",
    "\x1b[2J\x1b]8;;http://bad\x07 bell\nline",
    "evil\u202egnp.exe",
    "株式会社アンブレラ",
    "Ünïcode & Söhne 'GmbH'",
)


def bands(*rows: tuple[str, int], high: int = 100) -> Bands:
    """Give bands by name and floor, from the highest down."""
    return Bands(
        entries=[
            Band(
                id=name.casefold().replace(" ", "_"),
                name=name,
                floor=Decimal(floor),
                action=f"What {name} asks for",
            )
            for name, floor in rows
        ],
        low=Decimal(rows[-1][1]),
        high=Decimal(high),
    )


HEALTH_BANDS = bands(
    ("Champion", 90),
    ("Healthy", 80),
    ("At Risk", 70),
    ("Critical", 60),
    ("Emergency", 0),
)
PARTS = {
    "technical_performance": ("Technical performance", 30),
    "business_outcomes": ("Business outcomes", 30),
    "user_adoption": ("User adoption", 25),
    "relationship": ("Strength of the relationship", 15),
}


def card(
    parts: Mapping[str, tuple[str, int]] = PARTS,
    scale: Bands | None = HEALTH_BANDS,
    **changes: Any,
) -> Scorecard:
    """Give a scorecard of components with names and weights."""
    components = [
        Component(id=id_, name=name, weight=weight, better="higher")
        for id_, (name, weight) in parts.items()
    ]
    good: dict[str, Any] = {
        "id": "health",
        "name": "Customer health",
        "low": Decimal(0),
        "high": Decimal(100),
        "components": Catalogue(components, kind="component"),
        "bands": scale,
        "least_coverage": Decimal(60),
        "provenance": EDITION,
    }
    return Scorecard(**good | changes)


HEALTH = card()


def score(*values: float | None, of: Scorecard = HEALTH) -> Score:
    """Score values in the order of the components; None is reweighted."""
    result = of.score(
        dict(zip(of.components.ids, values, strict=True)),
        missing="reweight" if None in values else "refuse",
    )
    assert isinstance(result, Score)
    return result


def account(id_: str, name: str) -> Account:
    """Give a customer."""
    return Account(id=id_, name=name, partner_id="acme", on=DAY)


def scored(
    id_: str, name: str, *values: float | None, missing: Any = ""
) -> ScoredAccount:
    """Give a customer with its health; a missing policy is chosen if none is named."""
    result = HEALTH.score(
        dict(zip(PARTS, values, strict=True)), missing=missing or "reweight"
    )
    return ScoredAccount(account=account(id_, name), result=result)


CSAT = CsatModel(
    id="csat",
    name="Partner CSAT",
    low=1,
    high=5,
    satisfied_from=4,
    questions=Catalogue([Question(id="overall", name="Overall")]),
    optional_prefix="engagement_",
    thresholds=(
        Threshold(at_least=Decimal("4.2"), points=15),
        Threshold(at_least=Decimal("4.5"), points=30),
    ),
    first_month=1,
    confidence=Decimal("0.95"),
)
NPS = NpsModel(
    id="nps",
    name="NPS",
    low=0,
    high=10,
    promoters_from=9,
    detractors_to=6,
    confidence=Decimal("0.95"),
)


def surveyed(partner_id: str, csat: list[int], nps: list[int]) -> SurveyedPartner:
    """Give a partner with one project a rating."""
    answers = [
        SurveyAnswer(
            id=f"{partner_id}-{place}",
            kind="csat",
            partner_id=partner_id,
            project_id=f"p-{place}",
            question="overall",
            rating=rating,
            answered_on=DAY,
            project_completed_on=DAY,
            successful=True,
        )
        for place, rating in enumerate(csat)
    ]
    return SurveyedPartner(
        partner_id=partner_id, csat=CSAT.partner(answers, on=DAY), nps=NPS.score(nps)
    )


POLICY = LicencePolicy(
    id="licence",
    name="Licence risk",
    risks=bands(("Low", 60), ("Medium", 25), ("High", 0)),
    risky=("high", "medium"),
)


def judged(account_id: str, licensed: int | None, active: int | None) -> JudgedLicence:
    """Give a licence count and what it means."""
    count = LicenceCount(
        account_id=account_id,
        licence_type="seat",
        on=DAY,
        licensed=licensed,
        active=active,
    )
    return JudgedLicence(count=count, judgement=POLICY.judge(licensed, active))


SECTIONS = (
    "Partner strategy and roles",
    "Technology, tools and telemetry that partners can use",
    "People",
    "Processes and playbooks",
    "Measures",
)


def readiness_model() -> ReadinessModel:
    """Give an assessment of five sections of four elements, 100 to 500 points."""
    sections = [
        Section(
            id=f"s{number}",
            name=name,
            elements=Catalogue(
                [Element(id=f"s{number}_e{n}", name=f"Element {n}") for n in range(4)]
            ),
        )
        for number, name in enumerate(SECTIONS)
    ]
    return ReadinessModel(
        id="readiness",
        name="Readiness",
        points_per_rating=5,
        scale=tuple(Rating(rating=n, meaning=str(n)) for n in range(1, 6)),
        sections=Catalogue(sections, kind="section"),
        levels=bands(("Leading", 401), ("Aspiring", 301), ("Forming", 0), high=500),
        provenance=EDITION,
    )


READINESS = readiness_model()


def assessed(id_: str, ratings: Mapping[str, int]) -> AssessedSheet:
    """Give a sheet and its assessment."""
    return AssessedSheet(
        sheet=ReadinessSheet(id=id_, partner_id="acme", on=DAY, ratings=ratings),
        readiness=READINESS.assess(ratings),
    )


def ratings(seed: int, *, without: int = 0) -> dict[str, int]:
    """Give a rating of every element but some."""
    draw = random.Random(seed)
    ids = [element.id for section in READINESS.sections for element in section.elements]
    return {id_: draw.randint(1, 5) for id_ in ids[without:]}


def readiness(seed: int = 1, *, without: int = 0) -> Readiness:
    """Give an assessment."""
    return assessed("r-1", ratings(seed, without=without)).readiness


REFUSALS = (
    Refusal(
        file="accounts.csv",
        line=17,
        record=16,
        problem=Problem(
            path="uptime",
            code="not-a-number",
            message="uptime must be a number",
            given="ninety-nine",
            expected="a number from 0 to 100",
        ),
    ),
    Refusal(
        file="licences.parquet",
        line=None,
        record=3,
        problem=Problem(path="", code="broken", message="active is below 0"),
    ),
)


def small() -> PortfolioScores:
    """Give one of everything, hostile names among them."""
    accounts = [
        scored("a-0", "Nothing known", None, None, 50, None),
        scored("a-1", "Open range", 90, 90, None, 10, missing="range"),
        scored("a-2", "Settled range", 90, 90, 85, None, missing="range"),
        scored("a-3", "Reweighted", 40, None, 62.5, 71),
        *(
            scored(f"h-{place}", name, 60 + place, 70, 80, 75)
            for place, name in enumerate(HOSTILE)
        ),
        scored("a-4", "Perfect", 100, 100, 100, 100),
    ]
    return PortfolioScores(
        on=DAY,
        accounts=tuple(accounts),
        partners=(
            surveyed("acme", [4, 5, 5, 3], [9, 10, 3, 8]),
            surveyed("quiet", [], []),
        ),
        licences=(
            judged("a-1", 100, 10),
            judged("a-2", 100, 130),
            judged("a-3", 100, 90),
            judged("a-4", None, None),
        ),
        sheets=(
            assessed("r-1", ratings(1)),
            assessed("r-2", ratings(2, without=6)),
            assessed("r-3", dict.fromkeys(ratings(3), 5)),
        ),
        refusals=REFUSALS,
        remarks=("usage.csv: nothing reads it yet",),
        provenance=EDITION,
    )


def many(count: int, seed: int = 7) -> PortfolioScores:
    """Give a large portfolio, worst first, that looks real."""
    draw = random.Random(seed)
    first = ("Umbrella", "Globex", "Initech", "Hooli", "Stark", "Wayne", "Tyrell")
    second = ("Logistics", "Retail Group", "Bank", "Health", "Energy", "Foods")
    accounts = []
    for number in range(count):
        base = min(max(draw.gauss(80, 11), 15), 99)
        values: list[float | None] = [
            round(min(max(draw.gauss(base, 9), 0), 100), 1)
            if draw.random() > 0.05
            else None
            for _ in PARTS
        ]
        name = f"{draw.choice(first)} {draw.choice(second)} {number}"
        accounts.append(scored(f"a-{number:04}", name, *values))

    def worst_first(each: ScoredAccount) -> float:
        return -1.0 if isinstance(each.result, NotScored) else each.result.value  # type: ignore[union-attr]

    licences = [
        judged(f"a-{number:04}", 100, draw.choice([5, 20, 40, 70, 95, 110]))
        for number in range(min(count, 60))
    ]
    partners = [
        surveyed(
            name,
            [draw.randint(3, 5) for _ in range(12)],
            [draw.randint(3, 10) for _ in range(40)],
        )
        for name in ("acme", "blue-river", "nordlicht", "sakura", "tango")
    ]
    return PortfolioScores(
        on=DAY,
        accounts=tuple(sorted(accounts, key=worst_first)),
        partners=tuple(sorted(partners, key=lambda each: each.csat.value or 0)),
        licences=tuple(sorted(licences, key=lambda each: each.judgement.active)),
        sheets=(assessed("r-1", ratings(1)), assessed("r-2", ratings(2, without=6))),
        refusals=REFUSALS,
        remarks=("accounts.csv: the column 'colour' is read by nothing",),
        provenance=EDITION,
    )
