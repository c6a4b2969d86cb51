"""Reading the small language of text patterns, with every fault and what to write."""

from __future__ import annotations

import string
from typing import Final, Never

import attrs

from partner_success.errors import Problem
from partner_success.questionnaires.patterns.parts import (
    ANY,
    DIGIT,
    WORD,
    Characters,
    Choice,
    Group,
    Node,
    Repeat,
)

__all__ = ["MOST_CHARACTERS", "MOST_TIMES", "PatternFaultError", "read_pattern"]

MOST_CHARACTERS: Final = 500
"""The most characters of a pattern."""
MOST_TIMES: Final = 1_000
"""The highest count that a repetition can be given."""
MOST_NESTED: Final = 20
"""The most groups within each other."""

_CLASSES: Final = {"d": DIGIT, "w": WORD}
_ESCAPES: Final = {
    "D": "write [^\\d]",
    "W": "write [^\\w]",
    "s": "write a blank",
    "S": "write [^ ]",
    "b": "it marks the edge of a word; write the characters that stand there",
    "B": "it marks the inside of a word; write the characters that stand there",
    "A": "a pattern matches the whole answer by itself; leave it out",
    "Z": "a pattern matches the whole answer by itself; leave it out",
    "z": "a pattern matches the whole answer by itself; leave it out",
    "p": "it names a property of characters; write them as [...]",
    "P": "it names a property of characters; write them as [^...]",
    "k": "it refers back to a named group; write out what may stand there",
    "n": "an answer has one line; leave it out",
    "r": "an answer has one line; leave it out",
    "t": "an answer holds no control characters; leave it out",
    "u": "write the character itself",
    "x": "write the character itself",
    "Q": "write \\ before each sign that is meant as it stands",
    "E": "write \\ before each sign that is meant as it stands",
}
_GROUPS: Final = {
    "?=": ("lookahead", "write what follows as a part of the pattern"),
    "?!": ("negative lookahead", "write what may follow, such as [^...]"),
    "?<=": ("lookbehind", "write what stands before as a part of the pattern"),
    "?<!": ("negative lookbehind", "write what may stand before, such as [^...]"),
    "?P=": ("back reference", "write out what may stand there"),
    "?P<": ("named group", "write (...)"),
    "?<": ("named group", "write (...)"),
    "?#": ("comment", "leave it out"),
    "?>": ("atomic group", "write (...)"),
    "?(": ("condition on a group", "write the alternatives with |"),
    "?": ("flag", "leave it out; for either case write both, such as [Aa]"),
}


class PatternFaultError(Exception):
    """The first fault of a pattern that is being read.

    Attributes:
        problem: The fault.
    """

    def __init__(
        self, place: int, code: str, message: str, given: str | None = None
    ) -> None:
        super().__init__(message)
        self.problem: Problem = fault(place, code, message, given)


def fault(place: int, code: str, message: str, given: str | None = None) -> Problem:
    """Give a fault at a place of a pattern, counted from 0."""
    text = f"at character {place + 1} of the pattern: {message}"
    return Problem(path="", code=code, message=text, given=given)


def read_pattern(text: str) -> Node:
    """Read a pattern.

    Raises:
        PatternFaultError: With the first fault.
    """
    if not text:
        raise PatternFaultError(
            0, "empty-pattern", "there is nothing; leave the pattern out", text
        )
    if len(text) > MOST_CHARACTERS:
        message = (
            f"a pattern has at most {MOST_CHARACTERS} characters, not {len(text):,}"
        )
        raise PatternFaultError(MOST_CHARACTERS, "too-long", message, text[:20])
    reader = _Reader(text)
    node = reader.choice()
    if not reader.ended:
        reader.fail("stray-bracket", "this ) opens nowhere; write \\) for the sign")
    return node


@attrs.define
class _Reader:
    text: str
    at: int = 0
    depth: int = 0

    @property
    def ended(self) -> bool:
        return self.at >= len(self.text)

    @property
    def sign(self) -> str:
        """The character to be read; empty at the end."""
        return self.text[self.at : self.at + 1]

    def fail(self, code: str, message: str, width: int = 1) -> Never:
        raise PatternFaultError(
            self.at, code, message, self.text[self.at : self.at + width]
        )

    def choice(self) -> Node:
        options = [self.sequence()]
        while self.sign == "|":
            self.at += 1
            options.append(self.sequence())
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def sequence(self) -> Group:
        parts: list[Node] = []
        while self.sign not in {"", "|", ")"}:
            place = self.at
            parts.append(self.repeated(self.atom(), place))
        if not parts:
            self.fail(
                "empty-alternative",
                "there is nothing here; write characters, or ? behind a group that"
                " may be missing",
            )
        return Group(tuple(parts))

    def atom(self) -> Node:
        sign = self.sign
        match sign:
            case "(":
                return self.group()
            case "[":
                return self.characters()
            case ".":
                self.at += 1
                return ANY
            case "\\":
                return self.escape()
            case "^" | "$":
                self.fail(
                    "anchor",
                    f"a pattern matches the whole answer by itself; leave {sign} out,"
                    f" or write \\{sign} for the sign",
                )
            case "*" | "+" | "?":
                self.fail(
                    "nothing-to-repeat",
                    f"{sign} repeats nothing here; write \\{sign} for the sign",
                )
            case "{" | "}" | "]":
                self.fail("stray-bracket", f"write \\{sign} for the sign")
            case _:
                pass
        return self.plain()

    def plain(self) -> Characters:
        """Read a character that stands for itself."""
        sign = self.sign
        if _unprintable(sign):
            self.fail("control-character", "an answer holds no such character")
        self.at += 1
        return Characters.of(sign)

    def escape(self) -> Characters:
        sign = self.text[self.at + 1 : self.at + 2]
        if sign in _CLASSES:
            self.at += 2
            return _CLASSES[sign]
        if not sign:
            self.fail("unknown-escape", "nothing follows; write \\\\ for the sign")
        if sign in string.digits:
            message = f"\\{sign} refers back to a group; write out what may stand there"
            self.fail("back-reference", message, 2)
        if sign not in string.punctuation:
            hint = _ESCAPES.get(sign, f"write {sign} for the character")
            self.fail("unknown-escape", f"\\{sign} is not known here: {hint}", 2)
        self.at += 2
        return Characters.of(sign)

    def group(self) -> Node:
        if self.depth == MOST_NESTED:
            message = f"at most {MOST_NESTED} groups stand within each other"
            self.fail("too-deep", message)
        if self.text.startswith("(?", self.at) and self.text[self.at + 2 :][:1] != ":":
            self.fail_group()
        start = self.at
        self.at += 3 if self.text.startswith("(?:", self.at) else 1
        self.depth += 1
        node = self.choice()
        self.depth -= 1
        if self.ended:
            self.at = start
            self.fail("open-bracket", "this ( is never closed; write \\( for the sign")
        self.at += 1
        return node

    def fail_group(self) -> Never:
        behind = self.text[self.at + 1 :]
        opening = next(each for each in _GROUPS if behind.startswith(each))
        name, hint = _GROUPS[opening]
        message = f"a {name} is not known here: {hint}"
        self.fail(name.replace(" ", "-"), message, 1 + len(opening))

    def characters(self) -> Characters:
        start = self.at
        self.at += 1
        negated = self.sign == "^"
        self.at += negated
        if self.sign == "]":
            self.fail("empty-class", "[...] holds no character; write \\] for the sign")
        found: list[tuple[int, int]] = []
        if self.sign == "-":
            found += self.plain().ranges
        while self.sign != "]":
            if self.ended:
                self.at = start
                message = "this [ is never closed; write \\[ for the sign"
                self.fail("open-bracket", message)
            found += self.span()
        self.at += 1
        chosen = Characters(found)
        if not negated:
            return chosen
        return Characters(chosen.others, negated=True)

    def span(self) -> tuple[tuple[int, int], ...]:
        """Read a character, a range of them, or a class within brackets."""
        start = self.at
        first = self.member()
        behind = self.text[self.at + 1 : self.at + 2]
        if self.sign != "-" or behind in {"", "]"}:
            return first.ranges
        self.at += 1
        last = self.member()
        (low, end), (start_of_last, high) = first.ranges[0], last.ranges[-1]
        if low != end or start_of_last != high or low > high:
            self.at = start
            message = "a range goes from one character up to another; write \\- for -"
            self.fail("bad-range", message, 3)
        return ((low, high),)

    def member(self) -> Characters:
        if self.sign == "\\":
            return self.escape()
        if self.sign == "[":
            self.fail("stray-bracket", "write \\[ for the sign")
        if self.sign == "-" and self.text[self.at + 1 : self.at + 2] not in {"", "]"}:
            self.fail("bad-range", "write \\- for the sign")
        return self.plain()

    def repeated(self, item: Node, place: int) -> Node:
        """Read how often a part stands there."""
        sign = self.sign
        counted = {"?": (0, 1), "*": (0, None), "+": (1, None)}
        least: int
        most: int | None
        if sign in counted and sign:
            least, most = counted[sign]
            self.at += 1
        elif sign == "{":
            least, most = self.counts()
        else:
            return item
        if self.sign and self.sign in "?*+{":
            self.fail_second()
        if can_be_empty(item):
            self.at = place
            message = (
                "what repeats here can be empty; let each repetition take a character,"
                " and put ? or * in one place only"
            )
            self.fail("empty-repetition", message)
        return Repeat(item, least, most, place)

    def fail_second(self) -> Never:
        kinds = {"?": "lazy", "+": "possessive"}
        name = kinds.get(self.sign, "second")
        message = f"a {name} quantifier is not known here; leave {self.sign} out"
        self.fail(f"{name}-quantifier", message)

    def counts(self) -> tuple[int, int | None]:
        closing = self.text.find("}", self.at)
        inner = self.text[self.at + 1 : max(closing, self.at)]
        low, comma, high = inner.partition(",")
        if not _counted(low) or (high and not _counted(high)):
            message = "write {2}, {2,} or {2,5}, or \\{ for the sign"
            self.fail("bad-count", message, len(inner) + 2)
        least = int(low)
        most = (int(high) if high else None) if comma else least
        if most == 0 or (most is not None and most < least):
            message = "a count goes from low to high, and the high one is not 0"
            self.fail("bad-count", message, len(inner) + 2)
        if max(least, most or 0) > MOST_TIMES:
            message = f"a count is at most {MOST_TIMES:,}"
            self.fail("bad-count", message, len(inner) + 2)
        self.at = closing + 1
        return least, most


def _counted(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 5


def _unprintable(sign: str) -> bool:
    code = ord(sign)
    return (
        code < 0x20
        or 0x7F <= code < 0xA0
        or 0xD800 <= code < 0xE000
        or sign in "\u2028\u2029"
    )


def can_be_empty(node: Node) -> bool:
    """Tell whether a part can take no character."""
    match node:
        case Characters():
            return False
        case Repeat():
            # What is repeated is never empty itself.
            return node.least == 0
        case Group():
            return all(map(can_be_empty, node.parts))
        case _:
            return any(map(can_be_empty, node.options))
