"""What a problem of an answer says, by its code, so that it can be translated."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.core.quantities import shown
from partner_success.errors import Problem

__all__ = ["MESSAGES", "Fault", "fault", "problem_of", "said", "translated"]

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
