"""Options that several commands about engagement have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from partner_success.cli.access_options import rules_of

__all__ = ["JsonOption", "RulebookOption", "rules_of"]

RulebookOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Your own rulebook in place of the standard one."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
