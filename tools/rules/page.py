"""The page of the documentation that shows every rule with its proofs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from partner_success.core.citation import SOURCES
from tools.rules.entries import RuleEntry

HEAD = """\
<!-- Written by `nox -s rules`; what is changed here by hand is lost. -->

# Rules

Every rule of the domain with its sources, the object of this library that holds it, and
the tests that prove it. A rule without an object is not built yet.
"""


def render_page(entries: Sequence[RuleEntry]) -> str:
    """Write the page; the same entries always give the same text.

    Each rule is a heading of its own, so that ``rules.md#hlt-01`` leads to HLT-01.
    """
    areas = dict.fromkeys(entry["area"] for entry in entries)
    parts = [HEAD, *_overview(entries, areas), "", *_sources(), ""]
    for area in areas:
        inside = [entry for entry in entries if entry["area"] == area]
        parts += [f"## {area}", ""]
        if not any(entry["holder"] for entry in inside):
            parts += ["This area is not built yet.", ""]
        for entry in inside:
            parts += [*_rule(entry), ""]
    return "\n".join(parts).rstrip("\n") + "\n"


def _overview(entries: Sequence[RuleEntry], areas: dict[str, None]) -> Iterator[str]:
    yield "| area | rules | built |"
    yield "| --- | ---: | ---: |"
    for area in areas:
        inside = [entry for entry in entries if entry["area"] == area]
        built = sum(entry["holder"] is not None for entry in inside)
        yield f"| [{area}](#{area}) | {len(inside)} | {built} |"
    built = sum(entry["holder"] is not None for entry in entries)
    yield f"| all | {len(entries)} | {built} |"


def _sources() -> Iterator[str]:
    yield "| source | what it is |"
    yield "| --- | --- |"
    for name, meaning in SOURCES.items():
        yield f"| {name} | {meaning} |"


def _rule(entry: RuleEntry) -> Iterator[str]:
    yield f"### {entry['id']}"
    yield ""
    yield _plain(entry["says"])
    yield ""
    for citation in entry["citations"]:
        section = f": {_plain(citation['section'])}" if citation["section"] else ""
        yield f"- Source: {citation['source']}{section}"
    if entry["holder"] is None:
        yield "- Not built yet"
    else:
        yield f"- Held by `{entry['holder']}`"
    for test in entry["tests"]:
        yield f"- Proved by `{test['id']}`"


def _plain(text: str) -> str:
    # Statements are prose: what Markdown would read as markup is meant as it stands.
    for mark in ("\\", "*", "_", "<", "[", "`"):
        text = text.replace(mark, f"\\{mark}")
    return text
