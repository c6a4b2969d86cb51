"""Write, or with ``--check`` compare, the log of ``examples/programme``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import partner_success as ps
from partner_success.interop import format_document, pilot_event_document
from partner_success.programme.pilot import PilotEvent, PilotProgramme
from tools.programme_example.story import BEGUN, PROGRAMME, STORY

NAME: Final = "examples/programme/partners-emea.json"
PLACE: Final = Path(__file__).parents[2] / NAME


def example() -> str:
    """Make the text of the file: a line for each event."""
    policy = ps.standard().programme
    pilot = PilotProgramme.begin(policy, PROGRAMME, at=BEGUN, by="ada")
    for at, commands in STORY:
        for command in commands:
            step = pilot.apply(command, at=at)
            if step.refused:
                raise ValueError(f"{command} at {at}: {step.explain()}")
            pilot = step.programme
    lines = ",\n".join(map(_line, pilot.events))
    return f'{{"events": [\n{lines}\n]}}\n'


def _line(event: PilotEvent) -> str:
    text = format_document(pilot_event_document(event), "json")
    return " ".join(line.strip() for line in text.splitlines())


def main(arguments: Iterable[str]) -> int:
    """Write the file; with ``--check`` only say whether it differs."""
    made = example()
    # Read as text: a checkout may have given the lines another end.
    kept = PLACE.read_text(encoding="utf-8") if PLACE.exists() else ""
    if kept == made:
        return 0
    if "--check" in arguments:
        print(f"{NAME} is stale; run: python -m tools.programme_example")
        return 1
    PLACE.write_text(made, encoding="utf-8", newline="\n")
    print(f"written: {NAME}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
