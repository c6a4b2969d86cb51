"""Tells of which files a site was made, so that nobody mistakes an old one for new."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
MARK = "made-of.txt"

_FOLDERS = ("docs", "examples", "src", "tools/website")
_FILES = ("mkdocs.yml", "tools/notebooks.py")


def sources(root: Path = ROOT) -> Iterator[Path]:
    """Give the files that the site is made of, in an order that stays."""
    yield from (root / name for name in _FILES)
    for folder in _FOLDERS:
        found = filter(Path.is_file, (root / folder).rglob("*.*"))
        yield from sorted(path for path in found if path.suffix != ".pyc")


def made_of(root: Path = ROOT) -> str:
    """Give a text that changes with any of the files."""
    total = hashlib.sha256()
    for path in sources(root):
        name = path.relative_to(root).as_posix().encode()
        total.update(name + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def leave_mark(site: Path, root: Path = ROOT) -> None:
    """Say in a site of which files it was made."""
    (site / MARK).write_text(made_of(root) + "\n", encoding="utf-8")


def is_current(site: Path, root: Path = ROOT) -> bool:
    """Tell whether a site was made of the files as they are now."""
    mark = site / MARK
    return mark.is_file() and mark.read_text(encoding="utf-8").strip() == made_of(root)
