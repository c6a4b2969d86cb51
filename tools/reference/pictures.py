"""The pictures of README and documentation, drawn by the library itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from partner_success.analytics import backtest, past_readings
from partner_success.display import (
    GanttRow,
    change_waterfall,
    clock_timeline,
    journey_gantt_svg,
    machine_svg,
    migration,
    readiness_sections,
    responsibility_svg,
    save,
    waterfall,
)
from partner_success.frames import read_history
from partner_success.gates import timeline
from partner_success.rulebook import from_document, standard
from partner_success.scoring import compare
from partner_success.sla import Paused, Resolved, Responded, Resumed
from tools.reference.machines_page import machine_pictures

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "images"
HISTORY = ROOT / "examples" / "portfolio" / "history"

HEALTH = {
    "technical_performance": 92,
    "business_outcomes": 71,
    "user_adoption": 64,
    "relationship_strength": 80,
}
"""The customer of the README."""

EARLIER = {**HEALTH, "business_outcomes": 83, "user_adoption": 60}
EARLIER["relationship_strength"] = 84
"""The same customer in July."""

MARKS = {
    "strategy": (2, 3, 3, 4, 2, 2, 2, 2, 3, 3),
    "support": (2, 3, 3, 4, 3, 4, 5, 2, 3, 3),
}
"""The deck's two worked sheets, read as one assessment."""


CHANGE = {
    "edition": {
        "id": "Acme 1",
        "name": "Acme",
        "effective_from": "2026-11-01",
        "extends": "standard 2026.1",
    },
    "health": {"components": [{"id": "user_adoption", "weight": 40}]},
}
"""The change that the page about backtests tries."""


def draw() -> None:
    """Draw every picture anew."""
    rules = standard()
    FOLDER.mkdir(parents=True, exist_ok=True)
    score = rules.health.score(HEALTH)
    save(waterfall(score), FOLDER / "health-waterfall.svg")
    change = compare(rules.health.score(EARLIER), score)
    save(change_waterfall(change), FOLDER / "health-change.svg")
    ratings = {
        element.id: mark
        for section, marks in MARKS.items()
        for element, mark in zip(
            rules.readiness.sections[section].elements, marks, strict=True
        )
    }
    readiness = rules.readiness.assess(ratings)
    save(readiness_sections(readiness), FOLDER / "readiness-sections.svg")
    _draw_migration()
    _draw_clock()
    _draw_machines()
    _draw_gantt()
    _write("responsibilities", responsibility_svg(rules.responsibilities.matrix()))


def _draw_clock() -> None:
    hour = timedelta(hours=1)
    start = datetime(2026, 5, 4, 10, tzinfo=ZoneInfo("Europe/Berlin"))
    clock = standard().sla["enterprise_support"].open(severity="high", at=start)
    for event in (
        Paused(at=start + 1.5 * hour, reason="waiting on partner"),
        Responded(at=start + 2.5 * hour),
        Resumed(at=start + 5 * hour),
        Resolved(at=start + 13 * hour),
    ):
        clock = clock.apply(event).clock
    save(clock_timeline(clock), FOLDER / "clock.svg")


def _draw_migration() -> None:
    rules = standard()
    ours = from_document(CHANGE).health
    facts = read_history(HISTORY, rules.health, ours).accounts
    by_day = sorted((fact.record for fact in facts), key=lambda account: account.on)
    # The newest readings are all that the picture shows, and a tenth of the work.
    newest = {account.id: account for account in by_day}.values()
    policy = rules.backtest
    past = past_readings(newest, within_days=policy.outcome_days, outcome="stated")
    found = backtest(rules.health, ours, past, policy=policy)
    save(migration(found), FOLDER / "migration.svg")


def _draw_machines() -> None:
    for name, picture in machine_pictures().items():
        _write(name, picture)
    placed = machine_svg(
        standard().journey.tables["gate_3"],
        state="in_progress.phase_3b",
        title="Gate 3 of Lumen Freight",
    )
    _write("machine-gate-3", placed)


def _draw_gantt() -> None:
    plan = timeline(standard().journey, date(2026, 1, 5))
    # Where Lumen Freight stands: (started, ended) by stage.
    took = {
        "pre_contract": (date(2025, 11, 24), date(2025, 12, 19)),
        "gate_0": (date(2025, 12, 22), date(2026, 1, 2)),
        "gate_1": (date(2026, 1, 5), date(2026, 4, 8)),
        "gate_2": (date(2026, 4, 9), None),
    }
    rows = [
        GanttRow(
            id=each.id,
            name=each.name,
            nested=each.phase is not None,
            planned_first=each.planned_first,
            planned_last=each.planned_last,
            actual_first=took.get(each.id, (None, None))[0],
            actual_last=took.get(each.id, (None, None))[1],
        )
        for each in plan.entries
    ]
    picture = journey_gantt_svg(
        rows, today=date(2026, 5, 6), title="Onboarding of Lumen Freight"
    )
    _write("journey-gantt", picture)


def _write(name: str, picture: str) -> None:
    (FOLDER / f"{name}.svg").write_text(f"{picture}\n", encoding="utf-8")
