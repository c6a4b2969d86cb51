"""``partner-success access matrix``: a whole policy, and what a change does to it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import attrs
import typer

from partner_success.access import AccessMatrix, access_matrix, compare
from partner_success.cli.access_data import comparison_data, matrix_data
from partner_success.cli.options import (
    JsonOption,
    RulebookOption,
    form_of,
    rules_of,
    write_file,
)
from partner_success.cli.outcome import DIFFERENT, DONE, run, write
from partner_success.cli.pages import print_access_changes, print_matrix
from partner_success.cli.questionnaire_data import ascii_json
from partner_success.display import (
    access_matrix_csv,
    access_matrix_html,
    access_matrix_markdown,
)
from partner_success.errors import InvalidUseError


class Form(StrEnum):
    """How a matrix is shown."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    CSV = "csv"


_WRITERS: Final[dict[Form, Callable[[AccessMatrix], str]]] = {
    Form.MARKDOWN: access_matrix_markdown,
    Form.HTML: access_matrix_html,
    Form.CSV: access_matrix_csv,
}
_SUFFIXES: Final = {".md": Form.MARKDOWN, ".html": Form.HTML, ".csv": Form.CSV}


@attrs.frozen(kw_only=True)
class Shown:
    """What ``matrix`` was asked for."""

    form: Form
    out: Path | None
    compared: Path | None
    rulebook: Path | None
    as_json: bool


def matrix(
    *,
    form: Annotated[
        Form, typer.Option("--format", help="How it is printed.")
    ] = Form.TEXT,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Write it to a file instead: .md, .html or .csv."
        ),
    ] = None,
    compared: Annotated[
        Path | None,
        typer.Option(
            "--compare",
            metavar="FILE",
            help="Tell who gains and loses what when this rulebook takes its place.",
        ),
    ] = None,
    rulebook: RulebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the whole policy: for each action what each role needs.

    Exit codes: 0 it was shown, or with --compare nobody gains or loses anything; 1
    with --compare somebody does; 2 misuse.
    """
    shown = Shown(
        form=form, out=out, compared=compared, rulebook=rulebook, as_json=as_json
    )
    raise typer.Exit(run(partial(_matrix, shown)))


def _matrix(shown: Shown) -> int:
    if shown.compared is not None:
        return _compare(shown, shown.compared)
    if shown.out is not None:
        # Before anything is read.
        form_of(shown.out, _SUFFIXES)
    found = access_matrix(rules_of(shown.rulebook).access)
    if shown.out is not None:
        form = form_of(shown.out, _SUFFIXES)
        # So that spreadsheets read accents rightly.
        encoding = "utf-8-sig" if form is Form.CSV else "utf-8"
        write_file(shown.out, _WRITERS[form](found).encode(encoding))
    if shown.as_json:
        write(ascii_json(matrix_data(found)))
    elif shown.out is None and shown.form is Form.TEXT:
        print_matrix(found)
    elif shown.out is None:
        write(_WRITERS[shown.form](found).rstrip("\r\n"))
    return DONE


def _compare(shown: Shown, other: Path) -> int:
    if shown.out is not None or shown.form is not Form.TEXT:
        raise InvalidUseError(
            "--compare prints text or, with --json, JSON; leave out --format and --out"
        )
    found = compare(rules_of(shown.rulebook).access, rules_of(other).access)
    if shown.as_json:
        write(ascii_json(comparison_data(found)))
    else:
        print_access_changes(found)
    return DONE if found.same else DIFFERENT
