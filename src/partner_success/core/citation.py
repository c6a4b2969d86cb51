"""Where a rule or a number comes from."""

from __future__ import annotations

import reprlib
from typing import Final

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.errors import InvalidValueError, near_misses

__all__ = ["SOURCES", "Citation", "format_citations", "parse_citations"]

SOURCES: Final[FrozenMap[str, str]] = FrozenMap(
    {
        "PSM": "guide of the Partner Success Manager",
        "TAM": "guide of the Technical Account Manager",
        "DECK": "partner engagement models",
        "ESG": "building a partner success programme",
        "FRAMEWORK": "customer success framework",
        "JOURNEY": "the onboarding programme around the two guides",
        "DECISION": "decided in this project, because no source says",
        "COMPANY": "a company's own rulebook",
    }
)
"""The sources that a citation can name, and what each of them is."""


def _known_source(_citation: object, _attribute: object, value: str) -> None:
    if value not in SOURCES:
        near = near_misses(value, SOURCES)
        hint = f"; did you mean {near[0]}?" if near else ""
        found = reprlib.repr(value) if value else "nothing"
        raise InvalidValueError(
            f"a citation names one of {', '.join(SOURCES)}, not {found}{hint}"
        )


@attrs.frozen
class Citation:
    """A source and the place in it.

    Attributes:
        source: One of the names in `SOURCES`.
        section: The heading, page or reason; empty when the source as a whole is meant.

    Raises:
        InvalidValueError: The source is not known.

    Examples:
        >>> str(Citation("FRAMEWORK", "Health Categories"))
        'FRAMEWORK: Health Categories'

    Rule: RBK-03.
    """

    source: str = attrs.field(validator=_known_source)
    section: str = ""

    def __str__(self) -> str:
        return f"{self.source}: {self.section}" if self.section else self.source


def parse_citations(text: str) -> tuple[Citation, ...]:
    """Read citations from the text form of the rulebook.

    Several are parted by a semicolon; the first colon of each parts the source from its
    section. A section has therefore no semicolon, but may have colons.

    Raises:
        InvalidValueError: A source is missing or not known.

    Examples:
        >>> parse_citations("DECK: Measuring CSAT; DECISION: the 1-5 scale")[1].source
        'DECISION'
    """
    found: list[Citation] = []
    for piece in text.split(";"):
        source, _, section = piece.partition(":")
        found.append(Citation(source.strip(), section.strip()))
    return tuple(found)


def format_citations(citations: tuple[Citation, ...]) -> str:
    """Write citations as `parse_citations` reads them.

    A section with a semicolon, or with blanks at its ends, would be read differently.
    """
    return "; ".join(str(citation) for citation in citations)
