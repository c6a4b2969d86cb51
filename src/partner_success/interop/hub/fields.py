"""Fields of a foreign file: what each asks, and what of it has no place here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs

from partner_success.interop.faults import shorten
from partner_success.interop.hub.notes import Part, no_place
from partner_success.interop.numbers import exactly
from partner_success.interop.shapes import is_table
from partner_success.questionnaires import (
    AnyField,
    AttestationField,
    Choice,
    ChoiceField,
    ChoicesField,
    DateField,
    EmailField,
    LongTextField,
    NumberField,
    TextField,
    YesNoField,
)
from partner_success.questionnaires.limits import limit_problems
from partner_success.questionnaires.patterns.parts import Choice as Alternatives
from partner_success.questionnaires.patterns.pattern import pattern_problems
from partner_success.questionnaires.patterns.reading import read_pattern
from partner_success.questionnaires.texts import day_of, is_line, is_visible

__all__ = ["read_field"]

_END: Final = re.compile(r"(?<!\\)(?:\\\\)*\$\Z")
"""The sign for the end, not one that is meant as it stands."""
_MOST_CODE: Final = 200
_NO_LIMIT: Final = "a field of this type has no such limit"


@attrs.frozen(kw_only=True)
class _Asked:
    """What every field has, and where the rest stands."""

    part: Part
    validation: Part
    common: Mapping[str, Any]
    judged: bool


def read_field(part: Part, id_: str, *, judged: bool) -> AnyField | None:
    """Read one field; ``None`` for one that cannot be carried over.

    Args:
        part: The field in the file.
        id_: What it is called here.
        judged: Whether a rule names it.
    """
    label, kind = part.text("label"), part.needed("type", "the type of the field")
    if not is_visible(label):
        part.notes.leave_out(
            part.at("label"), "missing", f"there is no label; {id_!r} stands for it"
        )
    common = {
        "id": id_,
        "label": label if is_visible(label) else id_,
        "help": part.text("helpText"),
        "required": part.flag("required") or False,
    }
    validation = part.part("validation")
    asked = _Asked(part=part, validation=validation, common=common, judged=judged)
    make = _KINDS.get(kind)
    if make is None:
        if kind.strip():
            part.notes.leave_out(
                part.path,
                "unknown-field-type",
                f"no field of the type {shorten(kind)} can be asked here; the field"
                " is left out",
                given=kind,
                expected=", ".join(_KINDS),
            )
        return None
    found = make(asked)
    for key in ("placeholder", "options"):
        if key not in part.asked:
            no_place(part, key, f"a field of the type {kind} has no {key}")
    for key in ("min", "max", "minLength", "maxLength", "pattern"):
        if key not in validation.asked:
            no_place(validation, key, _NO_LIMIT)
    validation.finish()
    part.finish()
    if found is not None:
        _refuse_limits(validation, found)
    return found


def _refuse_limits(validation: Part, field: AnyField) -> None:
    """Refuse limits that nothing meets, by where they stand in the file."""
    for problem in limit_problems(field):
        message = "no answer lies between min and max"
        if problem.path == "most_characters":
            message = problem.message
        given = dict(validation.data)
        validation.notes.fault(validation.path, problem.code, message, given=given)


def _lengths(asked: _Asked) -> dict[str, Any]:
    """Give the limits of a text; 0 characters at least is no limit."""
    least = asked.validation.whole("minLength")
    most = asked.validation.whole("maxLength")
    limits = {"least_characters": least or None, "most_characters": most}
    return {name: value for name, value in limits.items() if value is not None}


def _text(asked: _Asked) -> AnyField:
    placeholder = asked.part.text("placeholder")
    pattern = _pattern(asked.validation)
    return TextField(
        **asked.common, **_lengths(asked), pattern=pattern, placeholder=placeholder
    )


def _pattern(validation: Part) -> str | None:
    """Read a pattern; in these files it may stand between the signs for both ends."""
    written = validation.text("pattern")
    if not written:
        return None
    bare = written.removeprefix("^")
    if _END.search(bare):
        bare = bare[:-1]
    if problems := pattern_problems(bare):
        validation.notes.leave_out(
            validation.at("pattern"),
            "bad-pattern",
            f"the pattern is left out: {problems[0].message}",
            given=written,
        )
        return None
    # In "^a|b$" each sign binds one of the two alone.
    loose = isinstance(read_pattern(bare), Alternatives)
    if loose or len(bare) + len("^$") != len(written):
        validation.notes.leave_out(
            validation.at("pattern"),
            "whole-answer",
            "the whole answer must look like the pattern here, not a part of it",
            given=written,
        )
    return bare


def _long_text(asked: _Asked) -> AnyField:
    placeholder = asked.part.text("placeholder")
    return LongTextField(**asked.common, **_lengths(asked), placeholder=placeholder)


def _email(asked: _Asked) -> AnyField:
    return EmailField(**asked.common, placeholder=asked.part.text("placeholder"))


def _date(asked: _Asked) -> AnyField:
    ends: dict[str, Any] = {
        name: day
        for name, key in (("earliest", "min"), ("latest", "max"))
        if (day := _day(asked.validation, key)) is not None
    }
    return DateField(**asked.common, **ends)


def _day(validation: Part, key: str) -> date | None:
    found = validation.anything(key)
    if found is None:
        return None
    day = day_of(found) if isinstance(found, str) else None
    if day is None:
        message = "this is no day such as 2026-01-31; the limit is left out"
        validation.notes.leave_out(
            validation.at(key), "no-date", message, given=found, expected="a day"
        )
    return day


def _number(asked: _Asked) -> AnyField:
    part = asked.part
    part.notes.leave_out(
        part.path,
        "no-unit",
        "the file does not say what the number counts; set the unit of the field",
    )
    ends: dict[str, Any] = {
        name: number
        for name, key in (("at_least", "min"), ("at_most", "max"))
        if (number := _limit(asked.validation, key)) is not None
    }
    return NumberField(**asked.common, unit="", **ends)


def _limit(validation: Part, key: str) -> Decimal | None:
    found = validation.anything(key)
    if found is None:
        return None
    if isinstance(found, (int, float, Decimal)) and not isinstance(found, bool):
        return exactly(found)
    message = "this is no number; the limit is left out"
    validation.notes.leave_out(
        validation.at(key), "no-number", message, given=found, expected="a number"
    )
    return None


def _one(asked: _Asked) -> AnyField | None:
    choices = _choices(asked.part)
    if (words := _yes_and_no(choices)) is not None:
        return YesNoField(**asked.common, words=words)
    return ChoiceField(**asked.common, choices=choices) if choices else None


def _tick(asked: _Asked) -> AnyField | None:
    if "options" in asked.part.data:
        choices = _choices(asked.part)
        return ChoicesField(**asked.common, choices=choices) if choices else None
    # One that must be ticked and that nothing judges is there to be confirmed.
    if asked.common["required"] and not asked.judged:
        return AttestationField(**asked.common, statement=asked.common["label"])
    return YesNoField(**asked.common)


def _yes_and_no(choices: tuple[Choice, ...]) -> tuple[str, str] | None:
    """Give the codes for yes and no where these are all there is to choose."""
    by_label = {choice.label.strip().casefold(): choice.id for choice in choices}
    if len(choices) == len(by_label) and set(by_label) == {"yes", "no"}:
        return by_label["yes"], by_label["no"]
    return None


def _choices(part: Part) -> tuple[Choice, ...]:
    """Read what can be chosen; the value in the file is the code."""
    found: dict[str, Choice] = {}
    for path, option in part.items("options"):
        choice = _choice(part, path, option)
        if choice is None or not _is_code(choice.id):
            message = (
                "a choice is one line of at most 200 characters without space around"
                " it; this one is left out"
            )
            part.notes.leave_out(path, "no-choice", message, given=option)
        elif choice.id in found:
            message = f"{choice.id!r} can be chosen already; this one is left out"
            part.notes.leave_out(path, "double-choice", message, given=option)
        else:
            found[choice.id] = choice
    if not found:
        message = "there is nothing to choose; the field is left out"
        part.notes.leave_out(part.at("options"), "no-choices", message)
    return tuple(found.values())


def _is_code(code: str) -> bool:
    return is_line(code) and code == code.strip() and len(code) <= _MOST_CODE


def _choice(part: Part, path: str, option: object) -> Choice | None:
    if not is_table(option):
        code = label = _code(part, path, option)
        return Choice(id=code, label=label) if code else None
    inner = Part(option, path, part.notes)
    code, label = (
        _code(part, inner.at(key), inner.anything(key)) for key in ("value", "label")
    )
    inner.finish()
    code, label = code or label, label or code
    return Choice(id=code, label=label) if code else None


def _code(part: Part, path: str, value: Any) -> str:
    """Give the text that answers hold; empty for what is no text and no number."""
    if value is None or isinstance(value, str):
        return value if value and is_visible(value) else ""
    numeric = isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
    found = str(exactly(value)) if numeric else ""
    message = "what is chosen is a text here; answers that hold another thing differ"
    part.notes.leave_out(path, "no-text", message, given=value, expected=found or None)
    return found


_KINDS: Final[Mapping[str, Callable[[_Asked], AnyField | None]]] = {
    "text": _text,
    "email": _email,
    "date": _date,
    "number": _number,
    "select": _one,
    "checkbox": _tick,
    "radio": _one,
    "textarea": _long_text,
}
