"""What a problem of an answer says, by its code, so that it can be translated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from string import Formatter
from typing import Final, cast

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.core.quantities import shown
from partner_success.errors import Problem, near_misses

__all__ = [
    "MESSAGES",
    "Fault",
    "fault",
    "message_problems",
    "problem_of",
    "said",
    "translated",
]

MESSAGES: Final[FrozenMap[str, str]] = FrozenMap(
    {
        "wrong-type": "expected {expected}, found {given}",
        "not-whole": "expected {expected}, found {given}; it is not rounded for you",
        "not-finite": "expected {expected}, found {given}",
        "too-low": "expected {expected}, found {given}",
        "too-high": "expected {expected}, found {given}",
        "too-many-decimals": "expected {expected}, found {given}",
        "too-short": "expected {expected}; write more",
        "too-long": "expected {expected}; shorten it",
        "blank": "there is only white space here; write an answer or leave it out",
        "bad-text": "expected {expected}; take control characters out",
        "no-match": "{given} does not look like {expected}",
        "no-email": "{given} is no e-mail address; expected {expected}",
        "no-date": "{given} is no day; expected {expected}",
        "too-early": "expected {expected}, found {given}",
        "too-late": "expected {expected}, found {given}",
        "unknown-choice": "{given} cannot be chosen; expected {expected}",
        "double-choice": "{given} is chosen twice; choose it once",
        "too-few": "expected {expected}, found {given}",
        "too-many": "expected {expected}, found {given}",
        "not-attested": "this is confirmed by true alone, found {given}",
        "missing": "there is no answer to: {expected}",
        "hidden-field": "this is not asked here; leave the answer out",
        "unknown-field": "no field is called {given}; {expected}",
        "unknown-section": "no section is called {given}; {expected}",
        "contradicts": "{given} contradicts the other answers; they make it {expected}",
        "constraint": "{expected}",
    }
)
"""The text of each problem by its code, with ``{given}`` and ``{expected}`` in it."""


_PLACEHOLDERS: Final = ("{given}", "{expected}")
_MOST_SAID: Final = 30
_WORDS: Final = {True: "true", False: "false", None: "null"}
# By position, which takes half the time.
_TEXTS: Final = {
    code: text.replace("{given}", "{0}").replace("{expected}", "{1}").format
    for code, text in MESSAGES.items()
}


@attrs.define(eq=False)
class Fault:
    """What is wrong with one value, before it is known where it stands."""

    code: str
    given: str
    expected: str


def said(value: object) -> str:
    """Write an answer for a message as it stands in a JSON file, shortened."""
    if isinstance(value, str) and len(value) <= _MOST_SAID:
        return repr(value)
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, (float, Decimal, date)):
        text = str(value)
        return f"{text[:_MOST_SAID]}..." if len(text) > _MOST_SAID else text
    return shown(value)


def fault(code: str, value: object, expected: str = "") -> Fault:
    """Describe what is wrong with a value."""
    return Fault(code, said(value), expected)


def problem_of(path: str, found: Fault) -> Problem:
    """Give the problem of a fault at a place."""
    given, expected = found.given, found.expected
    return Problem(
        path=path,
        code=found.code,
        message=_TEXTS[found.code](given, expected),
        given=given or None,
        expected=expected or None,
    )


def translated(problem: Problem, messages: Mapping[str, str]) -> str:
    """Give what a problem says in the words of a translator.

    Args:
        problem: What `check` found.
        messages: Texts by code, as `MESSAGES` has them; a code that is not there keeps
            its English text.

    Examples:
        >>> problem = problem_of("team.size", Fault("too-low", "0", "at least 1"))
        >>> translated(problem, {"too-low": "{given} ist zu wenig"})
        '0 ist zu wenig'

    Rule: QST-05.
    """
    text = messages.get(problem.code)
    if text is None:
        return problem.message
    return text.format(given=problem.given or "", expected=problem.expected or "")


def message_problems(messages: Mapping[str, str]) -> tuple[Problem, ...]:
    """Give every fault of a translator's messages, and every code that they lack.

    Args:
        messages: Texts by code, as `translated` takes them.

    Returns:
        Each with the code of the message as its path: ``unknown-code``, ``wrong-type``,
        ``bad-braces``, ``unknown-placeholder``, ``lost-placeholder``, and ``missing``
        for one that would be said in English.

    Examples:
        >>> german = {**MESSAGES, "too-low": "erwartet {expectd}, gefunden {given}"}
        >>> for problem in message_problems(german):
        ...     print(problem)
        too-low: there is no {expectd}; write {given} or {expected}
        too-low: the English text has {expected}, and this one has lost it

    Rule: QST-05.
    """
    found = [each for code in messages for each in _message_faults(code, messages)]
    lacking = [code for code in MESSAGES if code not in messages]
    message = "there is no text for this code; it will be said in English"
    return (
        *found,
        *(Problem(path=code, code="missing", message=message) for code in lacking),
    )


def _message_faults(code: str, messages: Mapping[str, str]) -> Iterator[Problem]:
    english, text = MESSAGES.get(code), messages[code]
    if english is None:
        near = near_misses(code, MESSAGES)
        hint = f"did you mean {near[0]}?" if near else "leave it out"
        message = f"no problem has this code; {hint}"
        yield Problem(path=code, code="unknown-code", message=message)
    elif not isinstance(cast(object, text), str):
        message = f"expected text, found {shown(text)}"
        yield Problem(path=code, code="wrong-type", message=message)
    else:
        yield from _placeholder_faults(code, english, text)


def _placeholder_faults(code: str, english: str, text: str) -> Iterator[Problem]:
    try:
        names = _placeholders(text)
    except ValueError:
        message = "a brace is not closed; write {{ and }} for braces themselves"
        yield Problem(path=code, code="bad-braces", message=message)
        return
    for name in names:
        if name not in _PLACEHOLDERS:
            message = f"there is no {name}; write {{given}} or {{expected}}"
            yield Problem(path=code, code="unknown-placeholder", message=message)
    for name in _placeholders(english):
        if name not in names:
            message = f"the English text has {name}, and this one has lost it"
            yield Problem(path=code, code="lost-placeholder", message=message)


def _placeholders(text: str) -> tuple[str, ...]:
    """Give what stands in braces, each once; ``{given!r}`` is as unknown as ``{}``."""
    parts = [part for part in Formatter().parse(text) if part[1] is not None]
    written = [
        f"{{{name}{f'!{way}' if way else ''}{f':{form}' if form else ''}}}"
        for _, name, form, way in parts
    ]
    return tuple(dict.fromkeys(written))
