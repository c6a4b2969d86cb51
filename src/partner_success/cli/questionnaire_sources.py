"""Questionnaires and answers as they are named on a command line."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import attrs

from partner_success.cli.options import rules_of
from partner_success.core.quantities import shown
from partner_success.errors import InvalidValueError, Problem, UnknownNameError
from partner_success.interop import (
    Limits,
    import_hub,
    parse_document,
    read_document,
    read_questionnaire,
    structure,
)
from partner_success.questionnaires import Questionnaire, Verdict

STANDARD_INPUT: Final = "-"
_FILES: Final = frozenset({".toml", ".json", ".yaml", ".yml"})


@attrs.frozen(kw_only=True)
class Named:
    """A questionnaire that was asked for.

    Attributes:
        questionnaire: What was found.
        left_out: What an import could not carry over.
    """

    questionnaire: Questionnaire
    left_out: tuple[Problem, ...] = ()


def find(id_: str, *, rulebook: Path | None, hub: bool) -> Named:
    """Find a questionnaire by the id that the rulebook has it under, or in a file.

    Raises:
        UnknownNameError: The rulebook has none with that id; near ones are named.
        InvalidDataError: The file cannot be read, or holds no questionnaire.
    """
    path = Path(id_)
    if hub:
        found = import_hub(read_document(path), subject=id_)
        return Named(questionnaire=found.questionnaire, left_out=found.left_out)
    if path.suffix.lower() in _FILES:
        return Named(questionnaire=read_questionnaire(path))
    return Named(questionnaire=rules_of(rulebook).questionnaires[id_])


def in_language(questionnaire: Questionnaire, language: str | None) -> Questionnaire:
    """Give a questionnaire in a language, or as it is."""
    return questionnaire if language is None else questionnaire.localized(language)


def read_answers(file: str) -> dict[str, Any]:
    """Read answers from a file, or as JSON from standard input.

    Raises:
        InvalidDataError: They cannot be read, are too large or malformed.
        UnknownNameError: The name of the file ends in nothing that is read.
    """
    if file != STANDARD_INPUT:
        return read_document(file)
    # One byte more than allowed tells that there is more.
    text = sys.stdin.buffer.read(Limits().size + 1)
    return parse_document(text, "json", subject="standard input")


def read_verdicts(file: Path | None) -> tuple[Verdict, ...]:
    """Read what reviewers decided, from the key ``verdicts`` of a file.

    Raises:
        InvalidDataError: It cannot be read, or a verdict is none.
        UnknownNameError: The file has another key, or none.
    """
    if file is None:
        return ()
    data = read_document(file)
    if list(data) != ["verdicts"]:
        other = next((key for key in data if key != "verdicts"), "")
        raise UnknownNameError(f"key of {str(file)!r}", other, ["verdicts"])
    return structure(data["verdicts"], tuple[Verdict, ...], subject=str(file))


def read_day(text: str) -> date:
    """Read a day such as ``2026-03-31``.

    Raises:
        InvalidValueError: It is none.
    """
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day alone
    except ValueError:
        message = f"a day is written as 2026-03-31, not {shown(text)}"
        raise InvalidValueError(message) from None
