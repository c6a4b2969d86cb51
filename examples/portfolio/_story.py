"""The hidden life of each account, from which everything else is drawn.

An account has a level, usually a little below 1, at which its measures reach their
targets; its course says how the level moves. Nothing outside this generator sees it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from _draw import FIRST, LAST, Draw, clip, years_later
from _names import AWKWARD, PARTNERS, REGIONS, SCORES_ONLY, Region, company

COURSES = (
    ("steady", 51),
    ("growing", 13),
    ("declining", 6),
    ("recovering", 8),
    ("troubled_start", 7),
    ("seasonal", 8),
    ("leaving", 7),
)
SEGMENTS = (("enterprise", 18), ("mid-market", 37), ("small", 45))
SEATS = {"enterprise": (400, 2600), "mid-market": (60, 400), "small": (8, 60)}
COMPONENTS = (
    "technical_performance",
    "business_outcomes",
    "user_adoption",
    "relationship_strength",
)
# How much more there is to do in each month, January first.
SEASON = (-0.9, -0.6, 0.0, 0.5, 0.8, 0.6, -0.3, -1.0, 0.1, 0.7, 1.0, -0.2)


@dataclass(frozen=True)
class Account:
    """One customer, with what it does not know of itself."""

    id: str
    name: str
    partner: str
    region: Region
    skill: float
    segment: str
    seats: int
    start: date
    left: date | None
    renewal: date
    course: str
    base: float
    depth: float
    onset: date
    days: int
    leanings: dict[str, tuple[float, float]]
    scores_only: bool

    def active_on(self, day: date) -> bool:
        """Tell whether it was a customer on a day."""
        return self.start <= day and (self.left is None or day <= self.left)

    def level(self, day: date) -> float:
        """Give the level of a day, about 0 to 1."""
        return self.base + self._change(day)

    def quality(self, component: str, day: date) -> float:
        """Give the level of one component: some lean up, some fall deeper."""
        own, share = self.leanings[component]
        return self.base + own + share * self._change(day)

    def renews_on(self, day: date) -> date:
        """Give the day on which the contract that runs on a day ends."""
        if self.left is not None:
            return self.renewal
        years = day.year - self.renewal.year
        this_year = years_later(self.renewal, years)
        return this_year if this_year >= day else years_later(self.renewal, years + 1)

    def _change(self, day: date) -> float:
        if self.course == "growing":
            return self.depth * (_share(FIRST, LAST, day) - 1)
        if self.course == "seasonal":
            return self.depth * SEASON[day.month - 1]
        if self.course == "troubled_start":
            calm = self.start + timedelta(days=60)
            return self.depth * (_share(calm, calm + timedelta(self.days), day) - 1)
        low = self.onset + timedelta(self.days)
        fall = -self.depth * _share(self.onset, low, day)
        if self.course == "recovering":
            turn = low + timedelta(days=45)
            fall *= 1 - _share(turn, turn + timedelta(self.days), day)
        return fall


def _share(start: date, end: date, day: date) -> float:
    """Give how much of a span has passed, from 0 to 1."""
    return clip((day - start).days / (end - start).days, 0, 1)


def accounts() -> list[Account]:
    """Make every account of every partner."""
    used: set[str] = set()
    owners = [
        (partner, region, skill)
        for partner, region, count, skill in PARTNERS
        for _ in range(count)
    ]
    return [
        _account(f"A-{number}", partner, region, skill, used)
        for number, (partner, region, skill) in enumerate(owners, start=1001)
    ]


def _account(
    id_: str, partner: str, region_id: str, skill: float, used: set[str]
) -> Account:
    draw = Draw(id_, "story")
    region = REGIONS[region_id]
    name = company(region, draw.unit(), used)
    segment = draw.weighted(SEGMENTS)
    course = draw.weighted(COURSES)
    start = _start(draw, course)
    left, onset, days = _turns(draw, course, start)
    # Some leave although all is well: sold, merged, closed.
    surprised = course == "leaving" and draw.chance(0.2)
    depth = 0.05 if surprised else _depth(draw, course)
    weak = draw.pick(COMPONENTS)
    return Account(
        id=id_,
        name=AWKWARD.get(id_, name),
        partner=partner,
        region=region,
        skill=skill,
        segment=segment,
        seats=draw.whole(*SEATS[segment]),
        start=start,
        left=left,
        renewal=_renewal(draw, start, left),
        course=course,
        base=clip(draw.normal(0.84 + skill, 0.032), 0.55, 1.05),
        depth=depth,
        onset=onset,
        days=days,
        leanings={
            each: (draw.normal(0, 0.03), 1.25 if each == weak else 0.9)
            for each in COMPONENTS
        },
        scores_only=partner in SCORES_ONLY,
    )


def _start(draw: Draw, course: str) -> date:
    if course == "troubled_start":
        return FIRST + timedelta(days=draw.whole(-60, 430))
    if course != "leaving" and draw.chance(0.22):
        return FIRST + timedelta(days=draw.whole(0, 480))
    return FIRST - timedelta(days=draw.whole(1, 1400))


def _turns(draw: Draw, course: str, start: date) -> tuple[date | None, date, int]:
    """Give the day it leaves, the day on which the level turns, the days it falls."""
    if course == "leaving":
        left = FIRST + timedelta(days=draw.whole(120, (LAST - FIRST).days - 2))
        days = draw.whole(110, 260)
        return left, left - timedelta(days=days + draw.whole(0, 30)), days
    earliest = max(FIRST, start + timedelta(days=60))
    latest = max(earliest, LAST - timedelta(days=60))
    if course == "recovering":
        latest = max(earliest, LAST - timedelta(days=300))
    onset = earliest + timedelta(days=draw.whole(0, (latest - earliest).days))
    return None, onset, draw.whole(90, 200)


def _depth(draw: Draw, course: str) -> float:
    if course == "steady":
        return draw.between(-0.03, 0.03)
    if course == "seasonal":
        return draw.between(0.04, 0.09)
    if course == "growing":
        return draw.between(0.08, 0.25)
    if course == "leaving":
        return draw.between(0.3, 0.65)
    return draw.between(0.2, 0.5)


def _renewal(draw: Draw, start: date, left: date | None) -> date:
    """Give the day a contract ends; most who leave do so on it."""
    if left is None:
        return start if (start.month, start.day) != (2, 29) else date(2024, 2, 28)
    if draw.chance(0.8):
        return left
    return left + timedelta(days=draw.whole(30, 200))
