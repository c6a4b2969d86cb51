"""Monthly readings: the measures of the health score, as an account reports them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from _draw import MONTHS, Draw, clip, mean, month_end
from _facts import Row
from _story import COMPONENTS, Account


@dataclass(frozen=True)
class Drawn:
    """A measure that is drawn: its value at level 0 and at level 1, and its bounds.

    `spread` is how far accounts differ and `wobble` how far months do, as levels;
    `gaps` the share of months without a value.
    """

    component: str
    worst: float
    best: float
    decimals: int
    low: float
    high: float
    spread: float = 0.07
    wobble: float = 0.035
    gaps: float = 0.03


TECHNICAL, OUTCOMES, ADOPTION, RELATIONSHIP = COMPONENTS
MEASURES = {
    "uptime": Drawn(TECHNICAL, 99.0, 99.9, 2, 90, 99.99),
    "migration_success": Drawn(TECHNICAL, 80, 95, 1, 40, 100, gaps=0.15),
    "response_time": Drawn(TECHNICAL, 500, 100, 0, 35, 4000),
    "throughput": Drawn(TECHNICAL, 20, 100, 0, 2, 400, spread=0.12, gaps=0.15),
    "error_rate": Drawn(TECHNICAL, 5, 0.5, 2, 0.02, 40),
    "rollback_time": Drawn(TECHNICAL, 30, 5, 1, 1, 240, spread=0.12, gaps=0.2),
    "cost_savings": Drawn(OUTCOMES, 20, 70, 0, -40, 92, wobble=0.02),
    "time_to_value": Drawn(OUTCOMES, 120, 30, 0, 6, 400, wobble=0),
    "manual_effort_cut": Drawn(OUTCOMES, 20, 80, 0, -30, 97, wobble=0.02),
    "audit_trail": Drawn(OUTCOMES, 90, 100, 1, 50, 100),
    "active_users": Drawn(ADOPTION, 20, 80, 1, 0, 999),
    "feature_use": Drawn(ADOPTION, 10, 60, 0, 0, 96),
    "usage_trend": Drawn(ADOPTION, -40, 0, 1, -100, 999),
    "trial_conversion": Drawn(ADOPTION, 10, 60, 0, 0, 100, wobble=0.02, gaps=0.1),
    "nps": Drawn(RELATIONSHIP, 0, 70, 0, -100, 100),
    "csat_share": Drawn(RELATIONSHIP, 70, 95, 0, 0, 100),
    "executive_reviews_held": Drawn(RELATIONSHIP, 0, 100, 0, 0, 100),
    "renewal_likelihood": Drawn(RELATIONSHIP, 40, 90, 0, 2, 99, wobble=0.05),
    "net_retention": Drawn(RELATIONSHIP, 70, 100, 0, 20, 130, wobble=0.02),
}
HEADER = ("id", "name", "partner_id", "on", "segment", "renews_on", "churned")
COLUMNS = (*HEADER, *COMPONENTS, *MEASURES)
# Accounts whose export is nearly empty: too little is known of them for a score.
SILENT = ("A-1058", "A-1213", "A-1377", "A-1468")


class Readings:
    """Reads any account on any day from its story and from the facts."""

    def __init__(self, use: list[Row], answers: list[Row]) -> None:
        self._use = {(row["account_id"], row["on"]): row for row in use}
        self._answers: dict[object, list[Row]] = defaultdict(list)
        for row in answers:
            self._answers[row["account_id"]].append(row)
        self._leanings: dict[tuple[str, str], float] = {}

    def history(self, accounts: list[Account]) -> dict[str, list[Row]]:
        """Give the readings of each month by its name, such as '2026-10'.

        Who leaves in a month is read for the last time on the day of leaving.
        """
        months: dict[str, list[Row]] = {}
        for year, month in MONTHS:
            first, last = date(year, month, 1), month_end(year, month)
            rows = months.setdefault(f"{year}-{month:02}", [])
            for account in accounts:
                if account.start <= last and (account.left or last) >= first:
                    rows.append(self.read(account, min(last, account.left or last)))
        return months

    def read(self, account: Account, day: date) -> Row:
        """Give the reading of an account on a day."""
        row: Row = dict.fromkeys(COLUMNS, "")
        row |= {
            "id": account.id,
            "name": account.name,
            "partner_id": account.partner,
            "on": day,
            "segment": account.segment,
            "renews_on": account.renews_on(day),
            "churned": "true" if day == account.left else "false",
        }
        if account.scores_only:
            return row | self._scores(account, day)
        draw = Draw(account.id, "reading", day)
        for name, measure in MEASURES.items():
            row[name] = self._value(account, name, measure, day, draw)
        return row

    def _scores(self, account: Account, day: date) -> Row:
        scores: Row = {}
        draw = Draw(account.id, "scores", day)
        for component in COMPONENTS:
            score = 100 * clip(draw.normal(account.quality(component, day), 0.02), 0, 1)
            scores[component] = f"{score:.1f}" if not draw.chance(0.02) else ""
        return scores

    def _value(
        self, account: Account, name: str, measure: Drawn, day: date, draw: Draw
    ) -> str:
        age = (day - account.start).days
        gap = draw.chance(measure.gaps)
        wobble = draw.normal(0, measure.wobble)
        if name in ("active_users", "usage_trend"):
            value = self._used(account, name, day)
        elif name in ("nps", "csat_share"):
            value = self._answered(account, name, day)
        else:
            value = self._drawn(account, name, day, wobble)
        young = name in ("net_retention", "executive_reviews_held") and age < 90
        if name == "time_to_value" and value is not None:
            young = age < value
        silent = account.id in SILENT and measure.component != TECHNICAL
        if value is None or young or silent or gap:
            return ""
        return f"{clip(value, measure.low, measure.high):.{measure.decimals}f}"

    def _drawn(self, account: Account, name: str, day: date, wobble: float) -> float:
        measure = MEASURES[name]
        # How fast the first success came was settled in the first weeks.
        then = account.start if name == "time_to_value" else day
        level = account.quality(measure.component, then)
        level += self._leaning(account.id, name) + wobble
        if name == "executive_reviews_held":
            return 100 * clip(round(6 * level), 0, 6) / 6
        return measure.worst + (measure.best - measure.worst) * level

    def _leaning(self, account: str, name: str) -> float:
        if (account, name) not in self._leanings:
            spread = MEASURES[name].spread
            self._leanings[account, name] = Draw(account, name).normal(0, spread)
        return self._leanings[account, name]

    def _used(self, account: Account, name: str, day: date) -> float | None:
        """Read use from the four weeks up to a day, and the four before them."""
        column = "active_users" if name == "active_users" else "minutes"
        now = self._weeks(account, column, day)
        if len(now) < 3:
            return None
        if name == "active_users":
            return 100 * mean(now) / account.seats
        before = self._weeks(account, column, day - timedelta(weeks=4))
        if len(before) < 3 or mean(before) == 0:
            return None
        return 100 * (mean(now) / mean(before) - 1)

    def _weeks(self, account: Account, column: str, day: date) -> list[int]:
        saturday = day - timedelta(days=(day.weekday() - 5) % 7)
        weeks = [saturday - timedelta(weeks=n) for n in range(4)]
        values = [self._use.get((account.id, week), {}).get(column) for week in weeks]
        return [value for value in values if isinstance(value, int)]

    def _answered(self, account: Account, name: str, day: date) -> float | None:
        """Read NPS from the last half-year and satisfaction from the last year."""
        kind, days = ("nps", 182) if name == "nps" else ("csat", 365)
        ratings = [
            row["rating"]
            for row in self._answers[account.id]
            if row["kind"] == kind
            and isinstance(row.get("rating"), int)
            and isinstance(row["answered_on"], date)
            and day - timedelta(days=days) < row["answered_on"] <= day
        ]
        if not ratings:
            return None
        if kind == "csat":
            good = len([each for each in ratings if each in (4, 5)])
        else:
            good = len([each for each in ratings if each in (9, 10)])
            good -= len([each for each in ratings if each in range(7)])
        return 100 * good / len(ratings)
