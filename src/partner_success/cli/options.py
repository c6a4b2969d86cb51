"""Options that many commands have: the rulebook, JSON, and a file to write."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from partner_success.cli.outcome import say
from partner_success.display.files import write_whole
from partner_success.errors import UnknownNameError
from partner_success.rulebook.store import load, standard

if TYPE_CHECKING:
    from partner_success.rulebook import Rulebook

__all__ = ["JsonOption", "RulebookOption", "form_of", "rules_of", "write_file"]

FormT = TypeVar("FormT")

RulebookOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Your own rulebook in place of the standard one."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def rules_of(rulebook: Path | None) -> Rulebook:
    """Give the rulebook of a file, or the standard one."""
    return standard() if rulebook is None else load(rulebook)


def form_of(out: Path, suffixes: Mapping[str, FormT]) -> FormT:
    """Give the form in which a file is written, by how its name ends.

    Raises:
        UnknownNameError: It ends in nothing that is written.
    """
    suffix = out.suffix.lower()
    if suffix not in suffixes:
        raise UnknownNameError("form of --out", suffix, suffixes)
    return suffixes[suffix]


def write_file(out: Path, content: bytes, *, more: str = "") -> None:
    """Write a file whole, and say so.

    Args:
        out: Where to.
        content: What.
        more: What else is said of it.

    Raises:
        InvalidValueError: It cannot be written there.
    """
    write_whole(out, content)
    say(f"written: {out}{more}")
