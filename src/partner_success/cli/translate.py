"""``partner-success questionnaire texts`` and ``translate``: other languages."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import attrs
import typer

from partner_success.cli.options import JsonOption, RulebookOption, write_file
from partner_success.cli.outcome import DONE, ROWS_REFUSED, run, write
from partner_success.cli.pages import print_problems
from partner_success.cli.questionnaire_data import (
    ascii_json,
    texts_data,
    translation_data,
)
from partner_success.cli.questionnaire_options import IdArgument
from partner_success.cli.questionnaire_sources import find
from partner_success.display.wording import plural, visible
from partner_success.interop import (
    format_document,
    format_of,
    questionnaire_text,
    read_document,
    structure,
    unstructure,
)
from partner_success.questionnaires import (
    Translation,
    texts_to_translate,
    translation_problems,
    with_translation,
)

__all__ = ["texts", "translate"]

OutOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Write it to a file: .toml, .json, .yaml or .yml."
    ),
]


@attrs.frozen(kw_only=True)
class Asked:
    """What was asked for on the command line."""

    id: str
    out: Path | None
    rulebook: Path | None
    as_json: bool


def texts(  # noqa: PLR0913 - the options of the command
    id_: IdArgument,
    language: Annotated[
        str,
        typer.Argument(
            metavar="TAG",
            help="The language that is wanted, such as de or de-AT.",
            show_default=False,
        ),
    ],
    *,
    earlier: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="A translation made before; what is still true of it is kept.",
        ),
    ] = None,
    out: OutOption = None,
    rulebook: RulebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give the texts of a questionnaire to be translated, as TOML or as a file.

    Exit codes: 0 they were given; 2 misuse.
    """
    asked = Asked(id=id_, out=out, rulebook=rulebook, as_json=as_json)
    raise typer.Exit(run(partial(_texts, asked, language, earlier)))


def _texts(asked: Asked, language: str, earlier: Path | None) -> int:
    named = find(asked.id, rulebook=asked.rulebook, hub=False)
    given = texts_to_translate(
        named.questionnaire,
        language,
        earlier=None if earlier is None else _read(earlier),
    )
    if asked.out is not None:
        text = format_document(unstructure(given), format_of(asked.out))
        more = (
            f"; {len(given.missing)} of {plural(len(given.texts), 'text')} to translate"
        )
        write_file(asked.out, text.encode("utf-8"), more=more)
    if asked.as_json:
        write(ascii_json(texts_data(given)))
    elif asked.out is None:
        write(format_document(unstructure(given), "toml").rstrip("\n"))
    return DONE


def translate(  # noqa: PLR0913 - the options of the command
    id_: IdArgument,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="The texts that the translator gave back.",
            show_default=False,
        ),
    ],
    *,
    incomplete: Annotated[
        bool,
        typer.Option(
            "--incomplete",
            help="Take it also where texts are missing; they stay as is.",
        ),
    ] = False,
    out: OutOption = None,
    rulebook: RulebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Name all that is wrong with a translation, or put it into the questionnaire.

    Exit codes: 0 it can be put in, or was; 1 something is wrong; 2 misuse.
    """
    asked = Asked(id=id_, out=out, rulebook=rulebook, as_json=as_json)
    raise typer.Exit(run(partial(_translate, asked, file, incomplete=incomplete)))


def _translate(asked: Asked, file: Path, *, incomplete: bool) -> int:
    questionnaire = find(asked.id, rulebook=asked.rulebook, hub=False).questionnaire
    given = _read(file)
    problems = translation_problems(given, questionnaire)
    wrong = [each for each in problems if not incomplete or each.code != "missing"]
    if asked.as_json:
        write(ascii_json(translation_data(given, problems)))
    elif problems:
        title = f"{_title(given)}: {plural(len(problems), 'problem')}"
        print_problems(problems, title)
    else:
        write(f"{_title(given)}: nothing is missing")
    if wrong:
        return ROWS_REFUSED
    if asked.out is not None:
        whole = with_translation(questionnaire, given, complete=not incomplete)
        text = questionnaire_text(whole, format_of(asked.out))
        write_file(asked.out, text.encode("utf-8"))
    return DONE


def _title(given: Translation) -> str:
    return f"{visible(given.questionnaire_id)} in {visible(given.language)}"


def _read(file: Path) -> Translation:
    """Read what a translator was given, or gave back.

    Raises:
        InvalidDataError: It cannot be read, or is no such file.
    """
    return structure(read_document(file), Translation, subject=str(file))
