"""Patterns of answers that mean the same everywhere and can hang nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import attrs

from partner_success.errors import InvalidValueError, Problem
from partner_success.questionnaires.patterns.parts import Node
from partner_success.questionnaires.patterns.reading import (
    PatternFaultError,
    fault,
    read_pattern,
)
from partner_success.questionnaires.patterns.work import Work, work_of

__all__ = ["TextPattern", "pattern_problems"]

_KEPT: Final = 512
"""How many patterns are kept ready; a questionnaire has far fewer."""


@attrs.frozen
class TextPattern:
    r"""What a whole answer looks like.

    The language is a small part of regular expressions: characters, ``\`` before a
    sign that is meant as it stands, ``.``, ``\d`` and ``\w`` (ASCII), sets such as
    ``[A-Z_-]`` and ``[^@]``, the quantifiers ``? * + {2} {2,} {2,5}``, groups ``(...)``
    and alternatives ``|``. It always matches the whole answer.

    A pattern is refused where an engine that tries one way after another could be kept
    busy: the work on an answer grows at most with its length, and on 10,000 characters
    it is at most 1,000,000 tests of a character. Everything else that other languages
    know (lookarounds, back references, lazy quantifiers, flags) is refused by its name.

    Attributes:
        text: The pattern, 1 to 500 characters.

    Raises:
        InvalidValueError: It is not in the language, or can be too much work; the text
            names the place and what to write.

    Examples:
        >>> code = TextPattern(r"[A-Z]{2}-\d{4}")
        >>> code.matches("DE-2026"), code.matches("DE-2026 "), code.matches("de-2026")
        (True, False, False)
        >>> print(code.ecma)
        ^(?:[A-Z]{2}-[0-9]{4})(?![\s\S])

    Rule: QST-01, QST-11.
    """

    text: str

    def __attrs_post_init__(self) -> None:
        if problems := pattern_problems(self.text):
            raise InvalidValueError(f"the pattern {self.text!r}: {problems[0].message}")

    def matches(self, value: str) -> bool:
        """Tell whether a whole answer looks like the pattern.

        Examples:
            >>> TextPattern("(red|green)( light)?").matches("green light")
            True
        """
        return _compiled(self.text).match(value) is not None

    @property
    def python(self) -> str:
        """The source for `re`, with its anchors."""
        return _source(self.text)

    @property
    def ecma(self) -> str:
        """The source for ECMAScript with the flag ``u``, with its anchors.

        It is the same text: sets are written out, so that both read it alike.
        """
        return _source(self.text)

    def most_steps(self, characters: int) -> int:
        """Give the most tests of a character that an answer of this length can take.

        Examples:
            >>> TextPattern("[a-z]+@[a-z]+").most_steps(10_000)
            40006
        """
        return _parsed(self.text)[1].on(characters)


def pattern_problems(text: str) -> tuple[Problem, ...]:
    """Give what is wrong with a pattern; nothing where it is sound.

    Reading stops at the first fault.

    Examples:
        >>> [problem.code for problem in pattern_problems("^[a-z]+$")]
        ['anchor']

    Rule: QST-01.
    """
    if not isinstance(text, str):
        return (fault(0, "wrong-type", "a pattern is a text", type(text).__name__),)
    try:
        _parsed(text)
    except PatternFaultError as error:
        return (error.problem,)
    return ()


@lru_cache(maxsize=_KEPT)
def _parsed(text: str) -> tuple[Node, Work]:
    node = read_pattern(text)
    return node, work_of(node)


@lru_cache(maxsize=_KEPT)
def _source(text: str) -> str:
    node = _parsed(text)[0]
    return f"^{node.source}(?![\\s\\S])"


@lru_cache(maxsize=_KEPT)
def _compiled(text: str) -> re.Pattern[str]:
    return re.compile(_source(text))
