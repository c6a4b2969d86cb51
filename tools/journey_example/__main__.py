"""Write, or with ``--check`` compare, the logs of partners in ``examples``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import partner_success as ps
from partner_success.gates import JourneyEvent
from partner_success.interop import event_document, format_document
from tools.journey_example.portfolio import portfolio_stories
from tools.journey_example.stories import STORIES, Story
from tools.journey_example.telling import tell

EXAMPLES: Final = Path(__file__).parents[2] / "examples"
FILES: Final[dict[str, tuple[Story, ...]]] = {
    "journey/partners.json": STORIES,
    "portfolio/journeys.json": tuple(portfolio_stories()),
}
"""The stories that each file tells."""


def example(name: str) -> str:
    """Make the text of a file: a line for each event."""
    journey = ps.standard().journey
    logs = [tell(journey, story) for story in FILES[name]]
    lines = ",\n".join(_line(event) for log in logs for event in log)
    return f'{{"events": [\n{lines}\n]}}\n'


def _line(event: JourneyEvent) -> str:
    text = format_document(event_document(event), "json")
    return " ".join(line.strip() for line in text.splitlines())


def main(arguments: Iterable[str]) -> int:
    """Write the files; with ``--check`` only say which of them differ."""
    stale = [name for name in FILES if not _is_as_made(name)]
    for name in stale:
        if "--check" in arguments:
            print(f"examples/{name} is stale; run: python -m tools.journey_example")
            continue
        place = EXAMPLES / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(example(name), encoding="utf-8", newline="\n")
        print(f"written: examples/{name}")
    return 1 if stale and "--check" in arguments else 0


def _is_as_made(name: str) -> bool:
    place = EXAMPLES / name
    # Read as text: a checkout may have given the lines another end.
    return place.exists() and place.read_text(encoding="utf-8") == example(name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
