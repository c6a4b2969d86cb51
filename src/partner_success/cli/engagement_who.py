"""``partner-success engagement who``: which side does what, in which stage."""

from __future__ import annotations

from collections.abc import Callable
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
from partner_success.core.collections import Catalogue
from partner_success.display.responsibilities import (
    model_comparison_table,
    responsibilities_html,
    responsibilities_markdown,
    responsibilities_table,
)
from partner_success.display.responsibility_chart import responsibility_svg
from partner_success.engagement import (
    ModelComparison,
    Responsibilities,
    ResponsibilityTable,
    Side,
)
from partner_success.engagement.responsibilities.matrix import responsibility_matrix
from partner_success.errors import InvalidUseError, UnknownNameError


class Form(StrEnum):
    """How it is shown."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    SVG = "svg"


def _svg(table: ResponsibilityTable) -> str:
    return responsibility_svg(responsibility_matrix(table))


_WRITERS: Final[dict[Form, Callable[[ResponsibilityTable], str]]] = {
    Form.MARKDOWN: responsibilities_markdown,
    Form.HTML: responsibilities_html,
    Form.SVG: _svg,
}
_SUFFIXES: Final = {".md": Form.MARKDOWN, ".html": Form.HTML, ".svg": Form.SVG}


@attrs.frozen(kw_only=True)
class Asked:
    """What ``who`` was asked for."""

    stage: str | None
    model: str | None
    side: str | None
    activity: str | None
    to: str | None
    form: Form
    out: Path | None
    as_json: bool

    def check(self) -> None:
        """Refuse options that contradict each other.

        Raises:
            InvalidUseError: They do.
            UnknownNameError: The file to write ends in nothing that is written.
        """
        if self.to is not None:
            if self.model is None:
                raise InvalidUseError("--to needs --model, from which the partner goes")
            if self.activity is not None or self.form is not Form.TEXT or self.out:
                raise InvalidUseError(
                    "--to prints text or, with --json, JSON; leave out --activity,"
                    " --format and --out"
                )
        if self.out is not None:
            form_of(self.out, _SUFFIXES)


def who(  # noqa: PLR0913 - the options of the command
    stage: Annotated[
        str | None,
        typer.Argument(
            metavar="STAGE",
            help="A stage of the customer's lifecycle, such as renew; left out, all.",
            show_default=False,
        ),
    ] = None,
    *,
    model: Annotated[
        str | None,
        typer.Option(
            metavar="MODEL",
            help="Only this engagement model: sales_agent or cs_manager.",
            show_default=False,
        ),
    ] = None,
    side: Annotated[
        str | None,
        typer.Option(
            metavar="SIDE",
            help="Only this side: partner or vendor.",
            show_default=False,
        ),
    ] = None,
    activity: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="Only where this activity is done, such as quoting_and_billing.",
            show_default=False,
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="MODEL",
            help="Tell what changes when a partner goes from --model to this one.",
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        Form, typer.Option("--format", help="How it is printed.")
    ] = Form.TEXT,
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
    """Tell who does what for a customer: the partner and the vendor, stage by stage.

    Exit codes: 0 it was told; 2 misuse.
    """
    asked = Asked(
        stage=stage,
        model=model,
        side=side,
        activity=activity,
        to=to,
        form=form,
        out=out,
        as_json=as_json,
    )
    raise typer.Exit(run(partial(_who, asked, rulebook)))


def _who(asked: Asked, rulebook: Path | None) -> int:
    asked.check()
    terms = rules_of(rulebook).responsibilities
    if asked.to is not None and asked.model is not None:
        return _compare(asked, _comparison(terms, asked, asked.model, asked.to))
    table = _narrowed(terms, asked)
    if asked.out is not None:
        text = _WRITERS[form_of(asked.out, _SUFFIXES)](table)
        write_file(asked.out, f"{text.rstrip()}\n".encode())
    if asked.as_json:
        write(ascii_json(_table_data(table)))
    elif asked.out is None and asked.form is Form.TEXT:
        print_shown(responsibilities_table(table))
    elif asked.out is None:
        write(_WRITERS[asked.form](table).rstrip("\n"))
    return DONE


def _narrowed(terms: Responsibilities, asked: Asked) -> ResponsibilityTable:
    """Give the table with what was asked for only.

    Raises:
        UnknownNameError: There is no such stage, model, side or activity.
    """
    whole = terms.table()
    stages, models, sides = whole.stages, whole.models, tuple(Side)
    if asked.stage is not None:
        stages = Catalogue([stages[asked.stage]], kind="stage")
    if asked.model is not None:
        models = Catalogue([models[asked.model]], kind="model")
    if asked.side is not None:
        sides = (_side(asked.side),)
    rows = [
        row
        for row in whole.rows
        if row.stage.id in stages and row.model.id in models and row.side in sides
    ]
    if asked.activity is not None:
        wanted = terms.activities[asked.activity].id
        rows = [
            attrs.evolve(
                row,
                assignments=Catalogue([row.assignments[wanted]], kind="assignment"),
            )
            for row in rows
            if wanted in row.assignments
        ]
    return attrs.evolve(whole, stages=stages, models=models, rows=tuple(rows))


def _side(name: str) -> Side:
    known = [each.value for each in Side]
    if name not in known:
        raise UnknownNameError("side", name, known)
    return Side(name)


def _comparison(
    terms: Responsibilities, asked: Asked, before: str, after: str
) -> ModelComparison:
    found = terms.compare(before, after)
    stage = None if asked.stage is None else terms.stages[asked.stage].id
    side = None if asked.side is None else _side(asked.side)
    changes = tuple(
        each
        for each in found.changes
        if stage in (None, each.stage.id) and side in (None, each.side)
    )
    return attrs.evolve(found, changes=changes)


def _compare(asked: Asked, found: ModelComparison) -> int:
    if asked.as_json:
        write(ascii_json(_comparison_data(found)))
    else:
        print_shown(model_comparison_table(found))
    return DONE


def _table_data(table: ResponsibilityTable) -> Data:
    return {
        "schema_version": SCHEMA_VERSION,
        "rulebook": table.provenance.edition,
        "rows": table.as_data()["rows"],
    }


def _comparison_data(found: ModelComparison) -> Data:
    return {
        "schema_version": SCHEMA_VERSION,
        "rulebook": found.provenance.edition,
        "from": found.before.id,
        "to": found.after.id,
        "changes": [
            {
                "stage": change.stage.id,
                "side": change.side.value,
                "taken_on": [each.id for each in change.taken_on],
                "now_required": [each.id for each in change.now_required],
                "now_optional": [each.id for each in change.now_optional],
                "given_up": [each.id for each in change.given_up],
            }
            for change in found.changes
        ],
    }
