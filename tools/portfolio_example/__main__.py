"""Write, or with ``--check`` compare, journeys and partners of the portfolio."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import partner_success as ps
from partner_success.interop import event_document, format_document, unstructure
from tools.journey_example.telling import tell
from tools.portfolio_example.facts import (
    integration_issues,
    monitoring_checks,
    orders,
    rollbacks,
    transaction_tests,
)
from tools.portfolio_example.practices import programme_file
from tools.portfolio_example.records import partners_file
from tools.portfolio_example.stories import STORIES

_TABLES: Final[dict[str, Callable[..., Iterator[Any]]]] = {
    "integration_issues": integration_issues,
    "monitoring_checks": monitoring_checks,
    "orders": orders,
    "rollbacks": rollbacks,
    "transaction_tests": transaction_tests,
}
PLACE: Final = Path(__file__).parents[2] / "examples" / "portfolio"


def example() -> dict[str, str]:
    """Make the text of each file by its name: a line for each event and record."""
    rules = ps.standard()
    logs = {story.id: tell(rules.journey, story) for story in STORIES}
    states = {id_: rules.journey.replay(log).state for id_, log in logs.items()}
    stories = {story.id: story for story in STORIES}
    events = [event_document(event) for log in logs.values() for event in log]
    return {
        "journeys.json": _text({"events": events}),
        "partners.json": _text(partners_file(rules, stories, states)),
        "programme.json": _text(programme_file(rules)),
        **{
            f"{name}.json": _list_text(
                unstructure(each) for each in told(stories, states)
            )
            for name, told in _TABLES.items()
        },
    }


def _list_text(rows: Iterable[dict[str, Any]]) -> str:
    lines = ",\n".join(map(_line, rows))
    return f"[\n{lines}\n]\n"


def _text(content: dict[str, Any]) -> str:
    parts: list[str] = []
    for key, value in content.items():
        if isinstance(value, list):
            lines = ",\n".join(map(_line, value))
            parts.append(f'"{key}": [\n{lines}\n]')
        else:
            word = _line({key: value}).removeprefix("{").removesuffix("}").strip()
            parts.append(word)
    return "{" + ",\n".join(parts) + "}\n"


def _line(value: dict[str, Any]) -> str:
    text = format_document(value, "json")
    return " ".join(line.strip() for line in text.splitlines())


def main(arguments: Iterable[str]) -> int:
    """Write the files; with ``--check`` only say which differ."""
    made = example()
    # Read as text: a checkout may have given the lines another end.
    stale = [
        name
        for name, text in made.items()
        if not (PLACE / name).exists()
        or (PLACE / name).read_text(encoding="utf-8") != text
    ]
    check = "--check" in arguments
    for name in stale:
        if check:
            print(
                f"examples/portfolio/{name} is stale; run:"
                " python -m tools.portfolio_example"
            )
        else:
            path = PLACE / name
            path.write_text(made[name], encoding="utf-8", newline="\n")
            print(f"written: examples/portfolio/{name}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
