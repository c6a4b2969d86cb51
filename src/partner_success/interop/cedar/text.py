"""Texts, names and formulas as Cedar writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from partner_success.errors import InvalidDataError, Problem

__all__ = [
    "ALWAYS",
    "NAMESPACE",
    "NEVER",
    "PERSON",
    "Formula",
    "action_uid",
    "all_of",
    "any_of",
    "attribute",
    "encodable",
    "fact_attribute",
    "has",
    "joined_id",
    "kind_type",
    "negated",
    "quoted",
    "type_name",
]

NAMESPACE: Final = "PartnerSuccess"
"""The namespace in which every type and action stands."""
PERSON: Final = "Person"
"""The type of those who ask."""

_TAKEN: Final = frozenset({PERSON, "Action", "Bool", "Boolean", "Long", "String"})
_TAKEN_SHAPES: Final = frozenset({"Set", "Record", "Entity", "Extension"})
_TAKEN_TYPES: Final = _TAKEN | _TAKEN_SHAPES
_OWN: Final = frozenset({"concerns", "partner_id", "team"})
_SEVERAL: Final = 2
_CHAIN: Final = 16
"""Parts of an 'or' that stand in one row."""
_WORDS: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z][a-z0-9]*)*")
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_KEYWORDS: Final = frozenset(
    {"true", "false", "if", "then", "else", "in", "is", "like", "has", "__cedar"}
)


def encodable(text: str) -> str:
    """Give a text back, or refuse one that no UTF-8 text can carry.

    Raises:
        InvalidDataError: It holds one half of a surrogate pair.
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        message = (
            "holds one half of a surrogate pair, which UTF-8 cannot carry; leave it out"
        )
        fault = Problem(path="", code="half-pair", message=message, given=ascii(text))
        raise InvalidDataError("a text for Cedar", [fault]) from error
    return text


def quoted(text: str) -> str:
    r"""Write a text between quotes, as policies and schemas read it.

    Raises:
        InvalidDataError: No UTF-8 text can carry it.

    Examples:
        >>> print(quoted('the "new"\n'))
        "the \"new\"\u{a}"
    """
    return '"' + "".join(map(_escaped, encodable(text))) + '"'


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    # What cannot be seen would also deceive whoever reads the policy.
    return letter if letter.isprintable() else f"\\u{{{ord(letter):x}}}"


def kind_type(kind_id: str) -> str:
    """Give the name of the type of a kind of resources; two kinds never share one.

    Examples:
        >>> kind_type("partner_analytics"), kind_type("a-b")
        ('PartnerAnalytics', 'Kind_a_2d_b')
    """
    if _WORDS.fullmatch(kind_id):
        name = "".join(word.capitalize() for word in kind_id.split("_"))
        if name not in _TAKEN_TYPES:
            return name
    spelt = (
        letter if letter.isascii() and letter.isalnum() else f"_{ord(letter):x}_"
        for letter in kind_id
    )
    return "Kind_" + "".join(spelt)


def type_name(kind_id: str) -> str:
    """Give the type of a kind of resources as policies and requests name it."""
    return f"{NAMESPACE}::{kind_type(kind_id)}"


def action_uid(action_id: str) -> str:
    """Give the action as policies name it."""
    return f"{NAMESPACE}::Action::{quoted(action_id)}"


def fact_attribute(fact_id: str) -> str:
    """Give the attribute that holds a fact, apart from those that all resources have.

    Examples:
        >>> fact_attribute("stage"), fact_attribute("team")
        ('stage', 'fact:team')
    """
    own = fact_id in _OWN or fact_id.startswith("fact:")
    return f"fact:{fact_id}" if own else fact_id


def joined_id(*parts: str, glue: str) -> str:
    """Join ids so that no two lists of ids give the same text.

    Examples:
        >>> joined_id("psm_sees", "PSM", glue=".")
        'psm_sees.PSM'
        >>> joined_id("a.b", "c", glue="."), joined_id("a", "b.c", glue=".")
        ('a%2eb.c', 'a.b%2ec')
    """
    mark = f"%{ord(glue):x}"
    return glue.join(each.replace("%", "%25").replace(glue, mark) for each in parts)


@attrs.frozen
class Formula:
    """A formula that is true or false.

    Attributes:
        text: How it is written.
        loose: Whether it is an 'or', which needs parentheses within an 'and'.
        known: The answer where it is the same for all; else ``None``.
        parts: Of an 'and', what it joins.
    """

    text: str
    loose: bool = False
    known: bool | None = None
    parts: tuple[Formula, ...] = ()

    @property
    def line(self) -> str:
        """How it is written in one line; no text within it has a line break."""
        return self.text.replace("\n", " ")


ALWAYS: Final = Formula("true", known=True)
NEVER: Final = Formula("false", known=False)


def negated(formula: Formula) -> Formula:
    """Give the opposite."""
    if formula.known is not None:
        return NEVER if formula.known else ALWAYS
    return Formula(f"!({formula.line})")


def all_of(formulas: Iterable[Formula]) -> Formula:
    """Join by 'and', a part a line, each once."""
    parts = [part for each in formulas for part in each.parts or (each,)]
    if any(each.known is False for each in parts):
        return NEVER
    left = tuple(dict.fromkeys(each for each in parts if each.known is None))
    if len(left) < _SEVERAL:
        return left[0] if left else ALWAYS
    lines = (f"({each.line})" if each.loose else each.line for each in left)
    return Formula(" &&\n".join(lines), parts=left)


def any_of(formulas: Iterable[Formula]) -> Formula:
    """Join by 'or', each part once."""
    parts = list(formulas)
    if any(each.known is True for each in parts):
        return ALWAYS
    left = tuple(dict.fromkeys(each for each in parts if each.known is None))
    if len(left) < _SEVERAL:
        return left[0] if left else NEVER
    return Formula(_halved([each.line for each in left]), loose=True)


def _halved(parts: Sequence[str]) -> str:
    # Cedar refuses deep nesting, and reads a long chain as a deep one.
    if len(parts) <= _CHAIN:
        return " || ".join(f"({each})" for each in parts)
    middle = len(parts) // 2
    return f"({_halved(parts[:middle])}) || ({_halved(parts[middle:])})"


def attribute(of: str, name: str) -> str:
    """Write an attribute of something."""
    return f"{of}.{name}" if _is_plain(name) else f"{of}[{quoted(name)}]"


def has(of: str, name: str) -> Formula:
    """Write the question whether something has an attribute."""
    return Formula(f"{of} has {name if _is_plain(name) else quoted(name)}")


def _is_plain(name: str) -> bool:
    return bool(_NAME.fullmatch(name)) and name not in _KEYWORDS
