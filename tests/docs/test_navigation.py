"""The pages of the documentation are found: in the navigation, and on their list."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from tests.docs.reader import ROOT

HOW_TO = ROOT / "docs" / "how-to"
MOST_IN_A_GROUP = 16
"""More than that in one list nobody reads through."""

_LINE = re.compile(r"- \[(?P<title>[^\]]+)\]\((?P<file>[^)]+)\): (?P<what>\S.*)")

Groups = dict[str, list[tuple[str, str]]]


@pytest.fixture(scope="module")
def nav() -> Groups:
    """The how-to pages of the navigation by group, as titles and files."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    places: list[dict[str, Any]] = yaml.safe_load(text)["nav"]
    first, *groups = next(each["How to"] for each in places if "How to" in each)
    assert first == "how-to/index.md"
    return {
        name: [
            (title, path.removeprefix("how-to/"))
            for page in pages
            for title, path in page.items()
        ]
        for group in groups
        for name, pages in group.items()
    }


@pytest.fixture(scope="module")
def listed() -> Groups:
    """The how-to pages of their list by group, as titles and files."""
    found: Groups = {}
    text = (HOW_TO / "index.md").read_text(encoding="utf-8")
    for part in text.split("\n## ")[1:]:
        name, _, rest = part.partition("\n")
        entries = rest.strip().replace("\n  ", " ").splitlines()
        lines = [_LINE.fullmatch(each) for each in entries]
        assert all(lines), f"a line of {name} is no link with a description"
        found[name] = [(each["title"], each["file"]) for each in lines if each]
    return found


def test_every_how_to_page_stands_in_the_navigation_once(nav: Groups) -> None:
    """None is lost, and none has two places."""
    placed = [path for pages in nav.values() for _, path in pages]
    assert sorted(placed) == sorted(
        each.name for each in HOW_TO.glob("*.md") if each.name != "index.md"
    )


def test_the_list_of_how_to_pages_is_that_of_the_navigation(
    nav: Groups, listed: Groups
) -> None:
    """The same groups, titles and order, with a line on what each page does."""
    assert listed == nav
    assert list(listed) == list(nav)


def test_a_page_is_called_in_the_navigation_as_it_calls_itself(nav: Groups) -> None:
    """Who looks for what they read in a list finds the page."""
    for pages in nav.values():
        for title, path in pages:
            text = (HOW_TO / path).read_text(encoding="utf-8")
            assert text.splitlines()[0] == f"# {title}"


def test_a_group_can_be_read_at_a_glance(nav: Groups) -> None:
    """No group is so long that its pages are lost in it, and none holds one alone."""
    assert all(1 < len(pages) <= MOST_IN_A_GROUP for pages in nav.values())
