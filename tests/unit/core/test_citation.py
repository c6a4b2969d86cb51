"""Citations name a known source and are read as they are written."""

from __future__ import annotations

from typing import Any

import pytest

from partner_success.core.citation import (
    SOURCES,
    Citation,
    format_citations,
    parse_citations,
)
from partner_success.errors import InvalidValueError


@pytest.mark.rule("RBK-03")
@pytest.mark.parametrize(
    ("text", "citations"),
    [
        ("DECK", (Citation("DECK"),)),
        ("DECK: CSAT", (Citation("DECK", "CSAT"),)),
        (" DECK :  CSAT ", (Citation("DECK", "CSAT"),)),
        ("TAM: Phase 2: launch", (Citation("TAM", "Phase 2: launch"),)),
        ("PSM:p. 3;ESG", (Citation("PSM", "p. 3"), Citation("ESG"))),
        (
            "DECK: CSAT; DECISION: the 1-5 scale",
            (Citation("DECK", "CSAT"), Citation("DECISION", "the 1-5 scale")),
        ),
    ],
)
def test_citations_are_read_and_written(
    text: str, citations: tuple[Citation, ...]
) -> None:
    """Source and section of each are found, and the written form says the same."""
    assert parse_citations(text) == citations
    assert parse_citations(format_citations(citations)) == citations


@pytest.mark.rule("RBK-03")
@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "not nothing"),
        ("   ", "not nothing"),
        ("DECK: a;", "not nothing"),
        (": section", "not nothing"),
        ("DECKS: CSAT", "did you mean DECK?"),
        ("deck", "did you mean DECK?"),
        ("Frame work: x", "did you mean FRAMEWORK?"),
        ("page 3", "not 'page 3'$"),
        ("x" * 5_000, r"not 'x+\.\.\.x+'$"),
    ],
)
def test_an_unknown_source_is_refused(text: str, hint: str) -> None:
    """A rule cannot rest on a source that nobody knows; a near name is offered."""
    with pytest.raises(InvalidValueError, match=hint) as caught:
        parse_citations(text)
    assert all(source in str(caught.value) for source in SOURCES)


def test_a_source_is_checked_when_a_citation_is_made() -> None:
    """The constructor refuses what the text form refuses."""
    with pytest.raises(InvalidValueError, match="one of PSM, TAM"):
        Citation("WIKI", "health")


@pytest.mark.parametrize(
    ("citation", "text"),
    [(Citation("ESG"), "ESG"), (Citation("ESG", "Phase 1"), "ESG: Phase 1")],
)
def test_a_citation_reads_as_source_and_section(citation: Citation, text: str) -> None:
    """The colon is there only where a section is."""
    assert str(citation) == text


def test_the_sources_cannot_be_changed() -> None:
    """No caller adds a source for everybody else in the process."""
    sources: Any = SOURCES
    with pytest.raises(TypeError):
        sources["WIKI"] = "anything"
