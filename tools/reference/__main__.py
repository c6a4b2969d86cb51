"""Write, or with ``--check`` compare, the generated pages under docs/reference."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from tools.reference.access_page import access_page
from tools.reference.command_line import command_page
from tools.reference.engines import draw_engines, engines_page
from tools.reference.errors_page import errors_page
from tools.reference.front_page import front_page
from tools.reference.machines_page import machines_page
from tools.reference.pictures import draw
from tools.reference.rulebook_page import rulebook_page

ROOT = Path(__file__).parents[2]
PAGES: dict[str, Callable[[], str]] = {
    "docs/how-to/score-at-any-size.md": engines_page,
    "docs/reference/access-matrix.md": access_page,
    "docs/reference/machines.md": machines_page,
    "docs/reference/api/partner_success.md": front_page,
    "docs/reference/command-line.md": command_page,
    "docs/reference/errors.md": errors_page,
    "docs/reference/rulebook.md": rulebook_page,
}


def main(arguments: list[str]) -> int:
    """Write every page and picture; with ``--check`` only say which ones differ."""
    made = {name: write() for name, write in PAGES.items()}
    differing = [name for name, text in made.items() if _read(ROOT / name) != text]
    if "--check" in arguments:
        for name in differing:
            print(f"{name} is stale; run: python -m tools.reference")
        return 1 if differing else 0
    for name in differing:
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made[name], encoding="utf-8", newline="\n")
        print(f"written: {name}")
    draw()
    draw_engines()
    return 0


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
