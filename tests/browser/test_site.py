"""Everybody can use the site: by keyboard, by ear, in the dark, on a small screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.documentation import documentation
from tests.browser.driving import BROWSERS, executable, modules
from tests.browser.visiting import Visit, served, walk
from tools.website.outside import outside_requests

WIDE, NARROW = 1280, 400
# The playground is judged where it is tried, since it starts Python.
PAGES = [
    "",
    "tutorial/",
    "how-to/draw-a-gate/",
    "how-to/run-an-sla-clock/",
    "notebooks/are-our-slas-met/",
    "explanation/architecture/",
    "explanation/gate-machines/",
    "reference/",
    "reference/api/errors/",
    "reference/rulebook/",
    "reference/rules/",
    "explanation/accessibility/",
    "reference/access-matrix/",
    "reference/command-line/",
    "reference/errors/",
    "reference/machines/",
]
# What is there again and again needs to be judged a few times only.
REPEATED = [
    ".md-typeset tr:nth-child(n + 8)",
    ".md-typeset__scrollwrap:nth-of-type(n + 12)",
    ".md-nav--primary .md-nav__item .md-nav__item:nth-child(n + 8)",
    ".doc-children > .doc-object:nth-child(n + 10)",
    ".highlight ~ .highlight ~ .highlight ~ .highlight ~ .highlight",
]
TOGGLE = ".md-header [data-md-component=palette] label:not([hidden])"
SEARCHES = {
    "pause SLA clock": {"how-to/run-an-sla-clock/"},
    "launch risk": {"how-to/forecast-a-launch/", "notebooks/when-will-they-launch/"},
    "translate": {"how-to/ask-a-questionnaire/", "how-to/translate-a-questionnaire/"},
    "waterfall": {"how-to/draw-a-score/"},
    "who may see what in SQL": {"how-to/filter-a-list-in-sql/"},
    "InvalidDataError": {"reference/api/errors/", "reference/errors/"},
    "judge_tickets": {"how-to/judge-a-log-of-tickets/"},
}


@pytest.fixture(scope="module")
def site() -> Path:
    """The folder of the site."""
    _ = modules(), executable("node"), executable(*BROWSERS)
    return documentation()


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where the site is served."""
    with served(site) as found:
        yield found


def step(do: str, **how: Any) -> dict[str, Any]:
    """Make one step of a walk."""
    return {"do": do, **how}


def page(url: str, *steps: dict[str, Any], width: int = WIDE) -> dict[str, Any]:
    """Make a walk through one page."""
    return {"url": url, "width": width, "dark": False, "steps": steps}


def press(*keys: str, at: str | None = None) -> dict[str, Any]:
    """Press keys where the focus is, or on an element."""
    return step("press", keys=keys, **({} if at is None else {"at": at}))


def holds(found: Visit, address: str) -> None:
    """Demand that nothing was asked of another machine, and nothing went wrong."""
    asked = [each for each in found.asked if not each.startswith(("data:", "blob:"))]
    assert [each for each in asked if not each.startswith(address)] == []
    assert found.trouble == []


@pytest.mark.parametrize("path", PAGES)
def test_page_can_be_used_by_everybody(address: str, path: str) -> None:
    """Axe finds nothing serious, light and dark, wide and narrow; all fits in."""
    look = [step("judge", without=REPEATED), step("overflow")]
    dark = press("Enter", at=TOGGLE)
    narrow = step("resize", width=NARROW)
    states = (
        ("light and wide", []),
        ("dark and wide", [dark]),
        ("dark and narrow", [narrow]),
        ("light and narrow", [dark]),
    )
    steps = [each for _, change in states for each in (*change, *look)]
    (found,) = walk(page(address + path, *steps))
    looks = [each for each in found.seen if isinstance(each, list | int)]
    assert len(looks) == 2 * len(states)
    for (state, _), told, over in zip(states, looks[::2], looks[1::2], strict=True):
        assert (state, told) == (state, [])
        assert (state, over) == (state, 0)
    holds(found, address)


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    """No page, style, script or picture names another machine to load from."""
    assert outside_requests(site) == []


def test_search_finds_what_is_looked_for(address: str) -> None:
    """The page for the job is among the first five results of what a person types."""
    steps = [step("search", typed=typed, most=5) for typed in SEARCHES]
    (found,) = walk(page(address, *steps))
    for (typed, wanted), results in zip(SEARCHES.items(), found.seen, strict=True):
        assert wanted & {each.removeprefix("/") for each in results}, (typed, results)
    holds(found, address)


def test_keyboard_goes_all_around_a_page(address: str) -> None:
    """Tab reaches everything, in sight and with a mark, and comes out at the end."""
    (found,) = walk(
        page(f"{address}how-to/draw-a-gate/", step("tab", most=400)),
    )
    (stops,) = found.seen
    assert stops[0]["name"] == "Skip to content"
    assert stops[-1] is None
    reached = stops[:-1]
    assert [each for each in reached if not each["ring"]] == []
    assert [each for each in reached if not each["seen"]] == []
    names = [each["name"] for each in reached]
    for wanted in ("Switch to dark", "Search", "Code, can be scrolled", "Python"):
        assert wanted in names
    around = " ".join(each["around"] for each in reached)
    for part in ("md-header", "md-sidebar--primary", "md-content", "md-footer"):
        assert part in around
    # Nobody is led in a circle.
    assert [each["number"] for each in reached] == list(range(len(reached)))


def test_link_past_the_navigation_leads_to_the_text(address: str) -> None:
    """The first stop leads past all navigation to the heading of the page."""
    after = step("tab", most=1)
    (found,) = walk(
        page(f"{address}how-to/run-an-sla-clock/", press("Tab", "Enter"), after)
    )
    _, (stop,) = found.seen
    assert "md-content" in stop["around"]


def test_table_and_code_are_scrolled_by_keys(address: str) -> None:
    """On a small screen, what is too wide gets the focus, and arrow keys move it."""
    table = ".md-typeset__scrollwrap[tabindex]"
    code = ".md-typeset pre > code[tabindex]"
    picture = ".picture[tabindex]"
    right = ["ArrowRight"] * 3
    walks = [
        page(
            url,
            press(*right, at=place),
            step("read", at=place, property="scrollLeft"),
            width=NARROW,
        )
        for url, place in (
            (f"{address}reference/rulebook/", table),
            (f"{address}how-to/draw-a-gate/", code),
            (f"{address}how-to/draw-a-gate/", picture),
        )
    ]
    for found in walk(*walks):
        stop, moved = found.seen
        assert stop["name"].endswith(", can be scrolled")
        assert stop["ring"]
        assert moved > 0


def test_list_of_the_navigation_opens_by_keys(address: str) -> None:
    """A list inside a section opens and closes by its button, which says so."""
    button = ".md-sidebar--primary .md-nav__item .md-nav__item label[role=button]"
    state = step("read", at=button, property="ariaExpanded")
    (found,) = walk(
        page(address, state, press("Enter", at=button), state, press(" "), state)
    )
    assert found.seen[::2] == ["false", "true", "false"]


def test_drawer_is_opened_and_left_by_keys(address: str) -> None:
    """On a small screen the navigation opens, keeps the focus, and gives it back."""
    button = ".md-header__button[for=__drawer]"
    # Of the list that is open, and not of those around it.
    innermost = ".md-nav__toggle:checked ~ .md-nav:not(:has(.md-nav__toggle:checked))"
    title = f".md-nav--primary {innermost} > .md-nav__title"
    (found,) = walk(
        page(
            f"{address}how-to/draw-a-gate/",
            step("tab", most=4),
            press("Enter", at=button),
            step("read", at=button, property="ariaExpanded"),
            step("tab", most=200),
            press("Enter", at=f"{title}[tabindex='0']"),
            press("Escape"),
            step("read", at=button, property="ariaExpanded"),
            width=NARROW,
        )
    )
    closed, first, opened, stops, above, left, shut = found.seen
    # While it is closed, none of its links has the focus.
    assert "Navigation" in [each["name"] for each in closed]
    assert all("md-sidebar--primary" not in each["around"] for each in closed)
    assert (opened, shut) == ("true", "false")
    assert stops[-1] is None
    for each in (first, *stops[:-1], above):
        assert "md-sidebar--primary" in each["around"]
        assert (each["seen"], each["ring"], each["covered"]) == (True, True, False)
    assert above["name"] not in [each["name"] for each in stops[:-1]]
    assert left["name"] == "Navigation"
    holds(found, address)


def test_search_is_opened_and_left_by_keys(address: str) -> None:
    """On a small screen the search opens from its button, and takes what is typed."""
    button = ".md-header__button[for=__search]"
    (found,) = walk(
        page(
            address,
            press("Enter", at=button),
            press("g", "a", "t", "e"),
            step("read", at=".md-search__input", property="value"),
            press("Escape"),
            step("read", at="#__search", property="checked"),
            width=NARROW,
        )
    )
    _, typing, typed, _, opened = found.seen
    assert "md-search__input" in typing["path"]
    assert (typed, opened) == ("gate", False)
    holds(found, address)


def test_colours_are_changed_by_keys(address: str) -> None:
    """The button for light and dark says what it does, and keeps the focus."""
    scheme = step("read", at="body", property="outerHTML")
    (found,) = walk(
        page(address, press("Enter", at=TOGGLE), scheme, press(" "), scheme)
    )
    dark, after, light, again = found.seen
    assert (dark["name"], light["name"]) == ("Switch to light", "Switch to dark")
    assert 'data-md-color-scheme="slate"' in after.partition(">")[0]
    assert 'data-md-color-scheme="default"' in again.partition(">")[0]
