"""Options that several commands about questionnaires have."""

from __future__ import annotations

from typing import Annotated

import typer

IdArgument = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        help="A questionnaire of the rulebook, such as gate_3; or a file that holds one"
        " (.toml, .json, .yaml).",
        show_default=False,
    ),
]
AnswersArgument = Annotated[
    str,
    typer.Argument(
        metavar="FILE",
        help="Answers by section and field (.json, .toml, .yaml), or - for JSON from"
        " standard input.",
        show_default=False,
    ),
]
DayOption = Annotated[
    str,
    typer.Option(
        "--on",
        metavar="DATE",
        help="The day on which they are checked, such as 2026-03-31.",
        show_default=False,
    ),
]
HubOption = Annotated[
    bool, typer.Option("--hub", help="ID is a hub-style JSON file to import.")
]
