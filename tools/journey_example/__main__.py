"""Write, or with ``--check`` compare, the logs of ``examples/journey``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import partner_success as ps
from partner_success.gates import JourneyEvent
from partner_success.interop import event_document, format_document
from tools.journey_example.stories import STORIES
from tools.journey_example.telling import tell

PLACE: Final = Path(__file__).parents[2] / "examples" / "journey" / "partners.json"


def example() -> str:
    """Make the text of the file: a line for each event."""
    journey = ps.standard().journey
    logs = [tell(journey, story) for story in STORIES]
    lines = ",\n".join(_line(event) for log in logs for event in log)
    return f'{{"events": [\n{lines}\n]}}\n'


def _line(event: JourneyEvent) -> str:
    text = format_document(event_document(event), "json")
    return " ".join(line.strip() for line in text.splitlines())


def main(arguments: Iterable[str]) -> int:
    """Write the file; with ``--check`` only say whether it differs."""
    made = example()
    # Read as text: a checkout may have given the lines another end.
    kept = PLACE.read_text(encoding="utf-8") if PLACE.exists() else ""
    if kept == made:
        return 0
    if "--check" in arguments:
        print(
            "examples/journey/partners.json is stale; run:"
            " python -m tools.journey_example"
        )
        return 1
    PLACE.parent.mkdir(parents=True, exist_ok=True)
    PLACE.write_text(made, encoding="utf-8", newline="\n")
    print("written: examples/journey/partners.json")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
