"""``partner-success engagement playbook``: which there are, and what one asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import attrs
import typer

from partner_success.cli.data import SCHEMA_VERSION, Data
from partner_success.cli.options import (
    JsonOption,
    RulebookOption,
    form_of,
    rules_of,
    write_file,
)
from partner_success.cli.outcome import DONE, run, write
from partner_success.cli.pages import print_shown
from partner_success.cli.questionnaire_data import ascii_json
from partner_success.display.playbook_picture import playbook_svg
from partner_success.display.playbooks import playbook_html, playbook_markdown
from partner_success.display.tables import Cell, Column, Table
from partner_success.display.wording import visible
from partner_success.engagement import Playbook, PlaybookChoice, choose_playbooks
from partner_success.errors import InvalidUseError
from partner_success.rulebook import Rulebook


class Form(StrEnum):
    """How a playbook is shown."""

    MARKDOWN = "markdown"
    HTML = "html"
    SVG = "svg"


_WRITERS: Final[dict[Form, Callable[[Playbook], str]]] = {
    Form.MARKDOWN: playbook_markdown,
    Form.HTML: playbook_html,
    Form.SVG: playbook_svg,
}
_SUFFIXES: Final = {".md": Form.MARKDOWN, ".html": Form.HTML, ".svg": Form.SVG}


@attrs.frozen(kw_only=True)
class Asked:
    """What ``playbook`` was asked for."""

    name: str | None
    band: str | None
    form: Form
    out: Path | None
    as_json: bool

    def check(self) -> None:
        """Refuse options that contradict each other.

        Raises:
            InvalidUseError: They do.
            UnknownNameError: The file to write ends in nothing that is written.
        """
        if self.name is not None and self.band is not None:
            raise InvalidUseError(
                "--band tells which playbooks are due; leave it out to see one"
            )
        if self.name is None and self.out is not None:
            raise InvalidUseError("--out writes one playbook; name its id")
        if self.out is not None:
            form_of(self.out, _SUFFIXES)


def playbook(  # noqa: PLR0913 - the options of the command
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="ID",
            help="The playbook; left out, all of them are listed.",
            show_default=False,
        ),
    ] = None,
    *,
    band: Annotated[
        str | None,
        typer.Option(
            metavar="BAND",
            help="List those that a band of customer health calls for, such as"
            " at_risk.",
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        Form, typer.Option("--format", help="How a playbook is printed.")
    ] = Form.MARKDOWN,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write it to a file instead: .md, .html or .svg.",
            show_default=False,
        ),
    ] = None,
    rulebook: RulebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show a playbook as a check list, list all, or those that a band calls for.

    Exit codes: 0 it was shown; 2 misuse.
    """
    asked = Asked(name=name, band=band, form=form, out=out, as_json=as_json)
    raise typer.Exit(run(partial(_playbook, asked, rulebook)))


def _playbook(asked: Asked, rulebook: Path | None) -> int:
    asked.check()
    rules = rules_of(rulebook)
    if asked.name is not None:
        return _one(asked, rules, rules.playbooks[asked.name])
    if asked.band is not None:
        found = choose_playbooks(rules.playbooks, rules.triggers, band=asked.band)
        if asked.as_json:
            write(ascii_json(_choice_data(found)))
        else:
            _print_choice(found)
    elif asked.as_json:
        write(ascii_json(_list_data(rules)))
    else:
        print_shown(_table("Playbooks", rules.playbooks))
    return DONE


def _one(asked: Asked, rules: Rulebook, found: Playbook) -> int:
    if asked.out is not None:
        text = _WRITERS[form_of(asked.out, _SUFFIXES)](found)
        write_file(asked.out, f"{text.rstrip()}\n".encode())
    if asked.as_json:
        write(ascii_json({**_head(rules), **_data(found)}))
    elif asked.out is None:
        write(_WRITERS[asked.form](found).rstrip("\n"))
    return DONE


def _print_choice(found: PlaybookChoice) -> None:
    said = found.explain()
    print_shown(_table(said.title, (each.playbook for each in found.chosen)))
    for remark in said.remarks:
        write(visible(remark))


def _table(title: str, playbooks: Iterable[Playbook]) -> Table:
    return Table(
        id="playbooks",
        title=visible(title),
        columns=(
            Column("Id"),
            Column("Playbook"),
            Column("Kind"),
            Column("Run by"),
            Column("Steps", numeric=True),
        ),
        rows=tuple(
            tuple(
                Cell(visible(text))
                for text in (
                    each.id,
                    each.name,
                    each.kind.value,
                    each.role,
                    str(len(each.steps)),
                )
            )
            for each in playbooks
        ),
    )


def _head(rules: Rulebook) -> Data:
    return {
        "schema_version": SCHEMA_VERSION,
        "rulebook": rules.edition.id,
    }


def _list_data(rules: Rulebook) -> Data:
    return {**_head(rules), "playbooks": [_data(each) for each in rules.playbooks]}


def _data(found: Playbook) -> Data:
    return {
        "id": found.id,
        "name": found.name,
        "kind": found.kind.value,
        "role": found.role,
        "objective": found.objective,
        "within_days": found.within_days,
        "least_success": found.least_success,
        "parts": [
            {
                "id": each.id,
                "name": each.name,
                "days_before_renewal": each.days_before_renewal,
            }
            for each in found.parts
        ],
        "steps": [
            {
                "id": each.id,
                "name": each.name,
                "part": each.part,
                "role": each.role or found.role,
                "needs": list(each.needs),
                "if_needed": each.if_needed,
            }
            for each in found.steps
        ],
        "outcomes": [{"id": each.id, "name": each.name} for each in found.outcomes],
    }


def _choice_data(found: PlaybookChoice) -> Data:
    return {
        "schema_version": SCHEMA_VERSION,
        "rulebook": found.provenance.edition,
        "draws_in": list(found.draws_in),
        "playbooks": [
            {
                "id": each.id,
                "name": each.playbook.name,
                "role": each.playbook.role,
                "causes": [
                    {"kind": cause.kind.value, "id": cause.id, "name": cause.name}
                    for cause in each.causes
                ],
            }
            for each in found.chosen
        ],
    }
