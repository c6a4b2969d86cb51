"""The playground in a real browser, with no other machine to be reached."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import partner_success as ps
from partner_success.access import Actor, partner_resource
from partner_success.core.explanation import Explanation
from partner_success.scoring.readiness import ReadinessModel
from tests.browser.driving import BROWSERS, executable, modules
from tests.browser.visiting import Visit, build_page, served, visit
from tools.playground.gathering import NotHereError, gather

OFFICE = "Mon-Fri 08:00-16:00; zone Europe/Berlin; holidays DE"
WRONG = "Mon-Fry 08:00-16:00; zone Europe/Berlin"


def look(form: str) -> dict[str, Any]:
    """Look at the answer of a form."""
    return {"do": "look", "form": form}


def press(at: str | None, *keys: str) -> dict[str, Any]:
    """Press keys where the focus is, or on a control."""
    return {"do": "press", "keys": keys, **({} if at is None else {"at": at})}


def type_into(at: str, text: str) -> dict[str, Any]:
    """Type a text in place of what stands there."""
    return {"do": "type", "at": at, "text": text}


def choose(at: str, value: str) -> dict[str, Any]:
    """Choose from a list."""
    return {"do": "choose", "at": at, "value": value}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as the documentation builds it, without what it loads."""
    _ = modules(), executable("node"), executable(*BROWSERS)
    return build_page("playground", tmp_path_factory.mktemp("playground"))


STEPS: dict[str, dict[str, Any]] = {
    "arrived": {"do": "arrive"},
    "health": look("health"),
    "light": {"do": "inspect"},
    "light judged": {"do": "judge"},
    # Four sliders by keyboard: to the ends, by steps, and on by Tab.
    "first slider": press("#pg-health-technical_performance", "End"),
    "second slider": press(None, "Tab", *["ArrowLeft"] * 3),
    "third slider": press(None, "Tab", "PageUp", "ArrowRight"),
    "fourth slider": press(None, "Tab", "Home"),
    "health moved": look("health"),
    "fourth slider again": press("#pg-health-relationship_strength", "End"),
    "other sliders": press("#pg-health-business_outcomes", "End"),
    "last slider": press("#pg-health-user_adoption", "End"),
    "health at best": look("health"),
    # Ratings by clicks and by arrows, then all at once.
    "click": {"do": "click", "at": "[name=journey_map][value='4']"},
    "arrows": press("[name=subscription_offer]:checked", "ArrowRight", "ArrowRight"),
    "two rated": look("readiness"),
    "all rated 3": choose("#pg-rate-all", "3"),
    "one better": {"do": "click", "at": "[name=journey_map][value='5']"},
    "fully rated": look("readiness"),
    # A calendar, right, with holidays, and wrong.
    "start": press("#pg-start", *"05082026", "Tab", *"0300P"),
    "calendar": look("calendar"),
    "wrong text": type_into("#pg-calendar-text", WRONG),
    "refused": look("calendar"),
    "office": type_into("#pg-calendar-text", OFFICE),
    "unit": press("#pg-unit", "w"),
    "amount": type_into("#pg-amount", "4"),
    "with holidays": look("calendar"),
    "no amount": press("#pg-amount", "Backspace"),
    "no amount told": look("calendar"),
    # Who may do what.
    "access": look("access"),
    "gate": press("#pg-stage", "ArrowUp"),
    "denied": look("access"),
    "deputy": choose("#pg-tie", "deputy"),
    "back": press("#pg-stage", "ArrowDown"),
    "as deputy": look("access"),
    # Other colours, and a small screen.
    "to dark": {"do": "change", "dark": True},
    "dark": {"do": "inspect"},
    "dark judged": {"do": "judge"},
    "to narrow": {"do": "change", "dark": False, "width": 400},
    "narrow": {"do": "inspect"},
    "narrow judged": {"do": "judge"},
}


@pytest.fixture(scope="module")
def visited(site: Path) -> tuple[Visit, str]:
    """One visit that tries everything, since Python takes a while to start."""
    runtime = site / "playground" / "runtime"
    try:
        gather(runtime)
    except NotHereError as error:
        pytest.skip(f"what the playground loads cannot be had: {error}")
    with served(site) as address:
        found = visit(f"{address}playground/", list(STEPS.values()))
    shutil.rmtree(runtime)
    return found, address


@pytest.fixture(scope="module")
def seen(visited: tuple[Visit, str]) -> dict[str, Any]:
    """What each step saw, by its name."""
    return dict(zip(STEPS, visited[0].seen, strict=True))


def told(*explanations: Explanation) -> list[dict[str, Any]]:
    """Give the tables that show what the library tells."""
    return [
        {"title": each.title, "rows": [list(row) for row in each.rows]}
        for each in explanations
    ]


def remarks(*explanations: Explanation) -> list[str]:
    """Give the lines that stand below the tables."""
    return [line.strip() for each in explanations for line in each.remarks]


def test_nothing_is_asked_of_another_machine(
    visited: tuple[Visit, str], seen: dict[str, Any]
) -> None:
    """Page and worker load from the site alone, and complain about nothing."""
    found, address = visited
    assert seen["arrived"].startswith("Ready: partner-success ")
    loaded = [each for each in found.asked if not each.startswith("data:")]
    assert any(each.endswith("/pyodide.asm.wasm") for each in loaded)
    assert any("/wheels/holidays-" in each for each in loaded)
    assert [each for each in loaded if not each.startswith(address)] == []
    assert found.trouble == []


@pytest.mark.parametrize("state", ["light", "dark", "narrow"])
def test_page_can_be_read_and_used(seen: dict[str, Any], state: str) -> None:
    """Controls have names, text has contrast, nothing is wider than the page."""
    assert seen[state] == {"unnamed": [], "faint": [], "overflow": 0}
    assert seen[f"{state} judged"] == []


def test_sliders_show_what_the_library_says(
    rules: ps.Rulebook, seen: dict[str, Any]
) -> None:
    """Score, band, explanation and what reaches the next are the library's."""
    first = {"technical_performance": 92, "business_outcomes": 71}
    last = {"user_adoption": 64, "relationship_strength": 80}
    moved = {
        "technical_performance": 100,
        "business_outcomes": 68,
        "user_adoption": 75,
        "relationship_strength": 0,
    }
    assert seen["fourth slider"] == "pg-health-relationship_strength"
    for state, values in (("health", {**first, **last}), ("health moved", moved)):
        score = rules.health.score(values)
        bands = score.model.require_bands()
        above = bands.above(score.band)
        assert above is not None
        both = score.explain(), score.improvements(to=above).explain()
        shown = seen[state]
        assert shown["headline"] == f"{score.text}: {score.band.name}"
        assert shown["band"] == score.band.id
        assert shown["tables"] == told(*both)
        assert shown["remarks"] == remarks(*both)


def test_best_band_needs_nothing_more(rules: ps.Rulebook, seen: dict[str, Any]) -> None:
    """In the highest band there is no table of what reaches the next."""
    best = rules.health.score(dict.fromkeys(rules.health.components.ids, 100))
    assert seen["health at best"]["tables"] == told(best.explain())
    assert seen["health at best"]["band"] == best.band.id


def test_ratings_show_what_the_library_says(
    rules: ps.Rulebook, seen: dict[str, Any]
) -> None:
    """What is clicked and rated by keys is assessed as the library does."""
    model: ReadinessModel = rules.readiness
    every = {each.id: 3 for part in model.sections for each in part.elements}
    for state, ratings in (
        ("two rated", {"journey_map": 4, "subscription_offer": 2}),
        ("fully rated", {**every, "journey_map": 5}),
    ):
        expected = model.assess(ratings)
        assert seen[state]["headline"] == expected.explain().title
        assert seen[state]["tables"] == told(expected.explain())
        assert seen[state]["remarks"] == remarks(expected.explain())
        level = "" if expected.level is None else expected.level.id
        assert seen[state]["band"] == level


def test_typed_calendar_tells_when_work_is_due(seen: dict[str, Any]) -> None:
    """A start and a length are counted in the hours of the calendar, with holidays."""
    begins = datetime(2026, 5, 8, 15, tzinfo=ZoneInfo("Europe/Berlin"))
    first = ps.WorkingCalendar.parse(
        "Mon-Thu 09:00-12:00 13:00-17:30; Fri 09:00-14:00; zone Europe/Berlin"
    )
    office = ps.WorkingCalendar.parse(OFFICE)
    for state, calendar, length in (
        ("calendar", first, timedelta(hours=8)),
        ("with holidays", office, ps.WorkingDays(4)),
    ):
        due = calendar.deadline(begins, length)
        assert f"{due:Due on %A %Y-%m-%d %H:%M}" in seen[state]["headline"]
        assert f"the calendar as it was read: {calendar}" in seen[state]["remarks"]
        rows = seen[state]["tables"][0]["rows"]
        spans = calendar.intervals(begins, due)
        assert [row[2] for row in rows] == [str(span.duration) for span in spans]
    # Ascension Day, 14 May, is off.
    assert "2026-05-15" in seen["with holidays"]["headline"]


def test_wrong_calendar_is_refused_readably(seen: dict[str, Any]) -> None:
    """A slip gives the library's own words, and no due time stays on the page."""
    assert seen["refused"] == {
        "headline": "no weekday is called 'Fry'; did you mean 'Fri'?",
        "band": "",
        "refused": True,
        "tables": [],
        "remarks": [],
    }
    assert seen["no amount told"]["refused"]
    assert "whole number of working days" in seen["no amount told"]["headline"]
    assert not seen["with holidays"]["refused"]


def test_role_stage_and_tie_show_what_is_allowed_and_why(
    rules: ps.Rulebook, seen: dict[str, Any]
) -> None:
    """Each action stands where the policy's decision puts it, with rule or reasons."""
    you = Actor(id="you", email="you@example.com", roles=["PSM"])
    now = datetime(2026, 5, 4, tzinfo=UTC)
    for state, stage in (("access", "gate_3"), ("denied", "gate_2")):
        allowed, denied = (dict(each["rows"]) for each in seen[state]["tables"])
        partner = partner_resource("acme", stage=stage, team={"PSM": you.email})
        gate = partner.gate("gate_3", status="awaiting_sign_off")
        for action, resource in (("view_partner", partner), ("sign_off", gate)):
            found = rules.access.decide(you, action, resource, at=now)
            name = rules.access.actions[action].name
            if found.allowed:
                assert allowed[name] == found.rule.name if found.rule else False
            else:
                reasons = [reason.message for reason in found.reasons]
                assert denied[name] == "; ".join(reasons)
        assert len(allowed) + len(denied) == len(rules.access.actions)
    allowed, denied = (dict(each["rows"]) for each in seen["as deputy"]["tables"])
    assert allowed["sign a gate off"].endswith(
        "(as deputy of a-colleague, by delegation d-1)"
    )
    assert "complete the questionnaire of a gate" in denied


def test_site_without_the_library_says_so(site: Path) -> None:
    """A copy of the site that was built without it says so."""
    with served(site) as address:
        found = visit(f"{address}playground/", [{"do": "arrive"}])
    assert found.seen[0].startswith("This copy of the site has no playground")


def test_broken_library_is_told(site: Path, tmp_path: Path) -> None:
    """Where a part cannot be loaded, the page says what, and does not wait for ever."""
    broken = tmp_path / "site"
    shutil.copytree(site, broken)
    runtime = broken / "playground" / "runtime"
    shutil.rmtree(runtime, ignore_errors=True)
    runtime.mkdir()
    (runtime / "manifest.json").write_text('{"pyodide": "0", "wheels": []}')
    with served(broken) as address:
        found = visit(f"{address}playground/", [{"do": "arrive"}])
    assert found.seen[0].startswith("The playground cannot go on: ")
    assert "pyodide.mjs" in found.seen[0]
