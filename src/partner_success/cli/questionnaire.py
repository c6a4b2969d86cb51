"""``partner-success questionnaire``: which there are, what they ask, as forms."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import attrs
import typer

from partner_success.cli.answers import check, evaluate
from partner_success.cli.options import JsonOption, RulebookOption, rules_of, write_file
from partner_success.cli.outcome import DONE, run, write
from partner_success.cli.pages import print_left_out, print_questionnaires
from partner_success.cli.questionnaire_data import (
    ascii_json,
    list_data,
    questionnaire_data,
    schema_data,
)
from partner_success.cli.questionnaire_options import HubOption, IdArgument
from partner_success.cli.questionnaire_sources import find, in_language
from partner_success.cli.translate import texts, translate
from partner_success.display import questionnaire_html, questionnaire_markdown
from partner_success.errors import UnknownNameError
from partner_success.interop import form_schema, format_of, questionnaire_text
from partner_success.questionnaires import Questionnaire

_FORMS: Final = {".md": "markdown", ".html": "html"}
_SUFFIXES: Final = (*_FORMS, ".toml", ".json", ".yaml", ".yml")


class Form(StrEnum):
    """How a questionnaire is shown."""

    MARKDOWN = "markdown"
    HTML = "html"


@attrs.frozen(kw_only=True)
class Shown:
    """What ``show`` was asked for."""

    id: str
    form: Form
    language: str | None
    out: Path | None
    as_json: bool
    hub: bool
    rulebook: Path | None


LanguageOption = Annotated[
    str | None,
    typer.Option(
        metavar="TAG", help="A language that it is worded in, such as de or de-AT."
    ),
]

questionnaire: typer.Typer = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Questionnaires: which there are, what they ask, and answers to them.",
)


@questionnaire.command("list")
def list_(*, rulebook: RulebookOption = None, as_json: JsonOption = False) -> None:
    """List the questionnaires of the rulebook.

    Exit codes: 0 they were listed; 2 misuse.
    """
    raise typer.Exit(run(partial(_list, rulebook, as_json=as_json)))


def _list(rulebook: Path | None, *, as_json: bool) -> int:
    rules = rules_of(rulebook)
    if as_json:
        write(ascii_json(list_data(rules)))
    else:
        print_questionnaires(rules.questionnaires)
    return DONE


@questionnaire.command()
def show(  # noqa: PLR0913 - the options of the command
    id_: IdArgument,
    *,
    format_: Annotated[
        Form, typer.Option("--format", help="How it is printed.")
    ] = Form.MARKDOWN,
    language: LanguageOption = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write it to a file instead: .md or .html to read and print, .toml,"
            " .json or .yaml to keep.",
        ),
    ] = None,
    hub: HubOption = False,
    rulebook: RulebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show a questionnaire as a form to fill in, or save it.

    Exit codes: 0 it was shown; 2 misuse.
    """
    shown = Shown(
        id=id_,
        form=format_,
        language=language,
        out=out,
        as_json=as_json,
        hub=hub,
        rulebook=rulebook,
    )
    raise typer.Exit(run(partial(_show, shown)))


def _show(shown: Shown) -> int:
    suffix = "" if shown.out is None else shown.out.suffix.lower()
    if shown.out is not None and suffix not in _SUFFIXES:
        raise UnknownNameError("form of --out", suffix, _SUFFIXES)
    named = find(shown.id, rulebook=shown.rulebook, hub=shown.hub)
    found = in_language(named.questionnaire, shown.language)
    if shown.out is not None:
        text = _text(found, _FORMS.get(suffix), shown.out)
        write_file(shown.out, text.encode("utf-8"))
    if shown.as_json:
        write(ascii_json(questionnaire_data(found, named.left_out)))
        return DONE
    if shown.out is None:
        write(_text(found, shown.form, None).rstrip("\n"))
    print_left_out(named.left_out)
    return DONE


def _text(found: Questionnaire, form: str | None, out: Path | None) -> str:
    if form == Form.HTML:
        return questionnaire_html(found)
    if form == Form.MARKDOWN or out is None:
        return questionnaire_markdown(found)
    return questionnaire_text(found, format_of(out))


@questionnaire.command()
def schema(
    id_: IdArgument,
    *,
    language: LanguageOption = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write it to a file instead."),
    ] = None,
    hub: HubOption = False,
    rulebook: RulebookOption = None,
    _: JsonOption = False,
) -> None:
    """Print the JSON Schema of the answers and the UI schema of their form, as JSON.

    What a schema cannot express stands under left_to_check.

    Exit codes: 0 it was printed; 2 misuse.
    """
    work = partial(_schema, id_, language, out, hub=hub, rulebook=rulebook)
    raise typer.Exit(run(work))


def _schema(
    id_: str,
    language: str | None,
    out: Path | None,
    *,
    hub: bool,
    rulebook: Path | None,
) -> int:
    named = find(id_, rulebook=rulebook, hub=hub)
    form = form_schema(in_language(named.questionnaire, language))
    text = ascii_json(schema_data(form))
    if out is None:
        write(text)
    else:
        write_file(out, f"{text}\n".encode())
    print_left_out(named.left_out)
    return DONE


questionnaire.command()(check)
questionnaire.command()(evaluate)
questionnaire.command()(texts)
questionnaire.command()(translate)
