"""What systems record by themselves: usage, licences, tickets."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from _draw import FIRST, LAST, WEEKS, Draw, clip, years_later
from _names import PARTNERS, REGIONS
from _story import Account

Row = dict[str, object]

# The first and last day of quiet times, as month and day, and what is left of use.
QUIET = {
    "north": ((1221, 1231, 0.42), (101, 106, 0.55), (720, 820, 0.86)),
    "south": ((1222, 1231, 0.48), (101, 108, 0.6), (801, 828, 0.5)),
    "southern": ((1220, 1231, 0.45), (101, 120, 0.6), (212, 221, 0.7)),
    "american": ((1123, 1129, 0.6), (1221, 1231, 0.5), (701, 706, 0.75)),
    "japanese": ((1228, 1231, 0.5), (101, 105, 0.4), (429, 507, 0.5)),
    "korean": ((101, 103, 0.8), (214, 220, 0.55), (924, 1008, 0.6)),
}
FEATURES = (
    ("workflows", 0.71),
    ("dashboards", 0.58),
    ("alerts", 0.44),
    ("mobile", 0.33),
    ("audit_export", 0.12),
)
ADDED_LICENCES = (("automation", 0.45), ("analytics", 0.3), ("archive", 0.2))
# What a seat costs a year.
PRICES = {"enterprise": 96.0, "mid-market": 120.0, "small": 150.0}
# A partner whose telemetry was down, and the first and last week of it.
OUTAGES = (
    ("ponte-de-giz", date(2026, 2, 14), date(2026, 2, 28)),
    ("harrowgate-cloud", date(2025, 9, 6), date(2025, 9, 6)),
    ("nubealtiva", date(2026, 10, 17), date(2026, 10, 31)),
)
HOURS = {"critical": (1, 9), "high": (4, 40), "medium": (12, 160), "low": (24, 500)}


def usage(accounts: list[Account]) -> list[Row]:
    """Give weekly use in the order in which it arrived: gaps, repeats, late rows."""
    rows: list[Row] = []
    late: list[Row] = []
    for account in accounts:
        draw = Draw(account.id, "usage")
        habit = draw.between(70, 240)
        down = _down(account, draw)
        for week in WEEKS:
            if not account.active_on(week) or week in down or draw.chance(0.007):
                continue
            row = _week(account, week, draw, habit)
            if draw.chance(0.0008):
                late.append(row)
            else:
                rows += [row, row] if draw.chance(0.00015) else [row]
    rows.sort(key=_on)
    return rows + late


def _on(row: Row) -> str:
    return str(row["on"])


def _down(account: Account, draw: Draw) -> set[date]:
    """Give the weeks of which no telemetry arrived."""
    down = {
        week
        for partner, first, last in OUTAGES
        for week in WEEKS
        if account.partner == partner and first <= week <= last
    }
    if draw.chance(0.05):
        first = draw.whole(0, len(WEEKS) - 8)
        down.update(WEEKS[first : first + draw.whole(2, 7)])
    return down


def _week(account: Account, week: date, draw: Draw, habit: float) -> Row:
    level = account.level(week)
    share = 0.2 + 0.62 * account.quality("user_adoption", week)
    # Who joined is let in step by step.
    share *= clip(((week - account.start).days + 20) / 90, 0.1, 1)
    if account.course == "seasonal":
        share *= 1 + 2 * (level - account.base)
    if account.course == "growing" and account.depth > 0.18:
        # More people than were planned for: an opportunity to sell.
        share *= 1 + 0.5 * (week - FIRST).days / (LAST - FIRST).days
    share *= _quiet(account, week) * draw.normal(1, 0.045)
    active = max(0, round(share * account.seats))
    minutes = active * habit * draw.normal(1, 0.06) * level
    return {
        "account_id": account.id,
        "on": week,
        "active_users": active,
        "minutes": "" if draw.chance(0.004) else max(0, round(minutes)),
    }


def features(accounts: list[Account], use: list[Row]) -> list[Row]:
    """Count who used which feature in the last week of each account that has one."""
    known = {str(row["account_id"]): row for row in use if row["on"] == WEEKS[-1]}
    rows: list[Row] = []
    for account in accounts:
        if account.id not in known:
            continue
        draw = Draw(account.id, "features")
        week = known[account.id]
        active = int(str(week["active_users"]))
        for name, share in FEATURES:
            if draw.chance(0.06):
                continue
            used = round(active * clip(draw.normal(share + account.skill, 0.1), 0, 1))
            rows.append(
                {
                    "account_id": account.id,
                    "on": week["on"],
                    "feature": name,
                    "users": "" if draw.chance(0.01) else used,
                }
            )
    return rows


def _quiet(account: Account, week: date) -> float:
    middle = week - timedelta(days=3)
    for first, last, left in QUIET[account.region.holidays]:
        if first <= 100 * middle.month + middle.day <= last:
            return left
    return 1.0


def licences(accounts: list[Account], use: list[Row]) -> list[Row]:
    """Count licences by type on the last day each account was a customer."""
    newest = {row["account_id"]: row["active_users"] for row in sorted(use, key=_on)}
    rows: list[Row] = []
    for account in accounts:
        draw = Draw(account.id, "licences")
        day = account.left or LAST
        active = newest.get(account.id, "")
        rows.append(_licence(account, "core", day, account.seats, active))
        for kind, likely in ADDED_LICENCES:
            if draw.chance(likely):
                rows.append(_added_licence(account, kind, day, draw))
    return rows


def _added_licence(account: Account, kind: str, day: date, draw: Draw) -> Row:
    licensed = max(1, round(account.seats * draw.between(0.05, 0.5)))
    share = clip(draw.normal(account.quality("user_adoption", day) - 0.2, 0.25), 0, 1.4)
    active: object = round(licensed * share)
    if draw.chance(0.06):
        active = ""
    elif draw.chance(0.04):
        licensed = 0
        active = draw.pick((0, 0, 3))
    return _licence(account, kind, day, licensed, active)


def _licence(
    account: Account, kind: str, day: date, licensed: int, active: object
) -> Row:
    return {
        "account_id": account.id,
        "licence_type": kind,
        "on": day,
        "licensed": licensed,
        "active": active,
    }


def revenue(accounts: list[Account]) -> list[Row]:
    """Give what each account pays a year from its start and each renewal on."""
    rows: list[Row] = []
    for account in accounts:
        draw = Draw(account.id, "revenue")
        if draw.chance(0.03):
            continue
        seats = float(account.seats)
        price = PRICES[account.segment] * draw.between(0.85, 1.1)
        for day in _renewals(account):
            taken = _taken(account, day, draw)
            seats *= taken
            if taken == 1 and day != account.start:
                continue
            rows.append(_paid(account, day, 100 * round(seats * price / 100)))
        if account.left is not None and draw.chance(0.8):
            rows.append(_paid(account, account.left, 0))
    return rows


def _renewals(account: Account) -> list[date]:
    """Give the days from which another contract runs, the first one before all."""
    first, end = account.start, account.left or LAST
    years = range(1, end.year - first.year + 1)
    days = [years_later(first, count) for count in years]
    return [first, *(each for each in days if FIRST < each < end)]


def _taken(account: Account, day: date, draw: Draw) -> float:
    """Give how much of what was taken before is taken from a renewal on."""
    if day == account.start or draw.chance(0.35):
        return 1.0
    grown = 0.22 if account.course == "growing" else 0.04
    lost = clip(0.8 - account.level(day), 0, 1)
    return clip(draw.normal(1 + grown - 1.2 * lost, 0.07), 0.3, 1.6)


def _paid(account: Account, day: date, amount: int) -> Row:
    euro = account.region.zone[1] == "EU"
    return {
        "account_id": account.id,
        "on": day,
        "amount": amount,
        "currency": "EUR" if euro else "USD",
    }


def tickets(accounts: list[Account]) -> list[Row]:
    """Give every ticket, first opened first; trouble makes more and worse ones."""
    found: list[tuple[datetime, Row]] = []
    for account in accounts:
        draw = Draw(account.id, "tickets")
        for week in WEEKS:
            trouble = clip(1.05 - account.level(week), 0, 1)
            size = {"enterprise": 0.34, "mid-market": 0.17, "small": 0.08}
            if account.active_on(week) and draw.chance(
                size[account.segment] * (0.5 + 4 * trouble)
            ):
                found.append(_ticket(draw, account, week, trouble))
    for partner, region, _, skill in PARTNERS:
        draw = Draw(partner, "tickets")
        found += [
            _partner_ticket(draw, partner, region, skill)
            for _ in range(draw.whole(0, 6))
        ]
    found.sort(key=lambda pair: pair[0])
    rows = [row for _, row in found]
    return [{"id": f"T-{n:05}", **row} for n, row in enumerate(rows, start=1)]


def _ticket(
    draw: Draw, account: Account, week: date, trouble: float
) -> tuple[datetime, Row]:
    severity = draw.weighted(
        (
            ("critical", 2 + int(14 * trouble)),
            ("high", 10 + int(30 * trouble)),
            ("medium", 45),
            ("low", 43),
        )
    )
    day = max(week - timedelta(days=draw.whole(1, 5)), FIRST, account.start)
    opened = _opened(draw, day, account.region.zone)
    slow = 0.6 + 2 * trouble
    return opened, _ticket_row(
        draw, opened, severity, slow, account_id=account.id, partner_id=account.partner
    )


def _partner_ticket(
    draw: Draw, partner: str, region: str, skill: float
) -> tuple[datetime, Row]:
    day = draw.pick(WEEKS) - timedelta(days=draw.whole(-2, 0))
    opened = _opened(draw, min(day, LAST), REGIONS[region].zone)
    severity = draw.pick(("low", "medium", "high"))
    return opened, _ticket_row(
        draw, opened, severity, 1 - 4 * skill, account_id="", partner_id=partner
    )


def _ticket_row(
    draw: Draw, opened: datetime, severity: str, slow: float, **owner: str
) -> Row:
    low, high = HOURS[severity]
    seconds = draw.between(low, high) * slow * 3600
    responded = opened + timedelta(seconds=round(seconds * draw.between(0.05, 0.3)))
    resolved = opened + timedelta(seconds=round(seconds))
    # Midnight after the last day, wherever the ticket was opened.
    end = datetime(2026, 11, 1, tzinfo=opened.tzinfo)
    forgotten = draw.chance(0.012)
    return {
        **owner,
        "severity": severity,
        "opened_at": opened.isoformat(),
        "first_responded_at": responded.isoformat() if responded < end else "",
        "resolved_at": resolved.isoformat() if resolved < end and not forgotten else "",
        "is_incident": draw.weighted((("true", 34), ("false", 62), ("", 4))),
    }


def _opened(draw: Draw, day: date, zone: tuple[float, str]) -> datetime:
    hour = draw.weighted(tuple((h, 9 if 8 <= h <= 17 else 1) for h in range(24)))
    offset = timezone(timedelta(hours=_offset(zone, day)))
    return datetime(
        day.year,
        day.month,
        day.day,
        hour,
        draw.whole(0, 59),
        draw.whole(0, 59),
        tzinfo=offset,
    )


def _offset(zone: tuple[float, str], day: date) -> float:
    """Give the hours before UTC, an hour more in summer where clocks are turned."""
    hours, turned = zone
    if turned == "EU":
        start, end = _last_sunday(day.year, 3), _last_sunday(day.year, 10)
    elif turned == "US":
        start, end = _first_sunday(day.year, 3, 8), _first_sunday(day.year, 11, 1)
    else:
        return hours
    return hours + 1 if start <= day < end else hours


def _last_sunday(year: int, month: int) -> date:
    return _first_sunday(year, month, 25)


def _first_sunday(year: int, month: int, earliest: int) -> date:
    day = date(year, month, earliest)
    return day + timedelta(days=6 - day.weekday())
