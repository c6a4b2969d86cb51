"""The catalogue of rules: what this library holds, by id, and where it comes from."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any, Final, cast

import attrs

from partner_success.core.citation import Citation, parse_citations
from partner_success.core.collections import Catalogue
from partner_success.errors import (
    InvalidDataError,
    InvalidValueError,
    Problem,
    near_misses,
)

__all__ = ["Rule", "citations_of", "read_rules", "rule_catalogue"]

_REQUIRED: Final = ("id", "area", "says", "cites")
_OPTIONAL: Final = ("holder",)

# What the text of a key must look like, and how to say so.
_FORMS: Final = {
    "id": (r"[A-Z]{3}-\d{2}", "three capitals, a hyphen and two digits (HLT-01)"),
    "area": (r"[a-z]+", "the name of a package, in small letters"),
    "says": (r"\S(.*\S)?", "a statement"),
    "cites": (r"\S(.*\S)?", "sources with their sections"),
    "holder": (r"[a-z_]+(\.\w+)+", "the dotted path of an object"),
}


@attrs.frozen(kw_only=True)
class Rule:
    """One rule of the domain.

    Attributes:
        id: Its stable name, such as ``"HLT-01"``; tests that prove it are marked so.
        area: The package that owns it.
        says: The rule itself, for a reader who knows the domain.
        citations: Where it comes from; at least one.
        holder: The dotted path of the object that holds it; ``None`` until it is built.

    Examples:
        >>> rule_catalogue()["HLT-02"].citations[0].section
        'Health Categories'

    Rule: RBK-03.
    """

    id: str
    area: str
    says: str
    citations: tuple[Citation, ...]
    holder: str | None = None

    @property
    def built(self) -> bool:
        """Whether an object of this library holds the rule already."""
        return self.holder is not None


@functools.cache
def rule_catalogue() -> Catalogue[Rule]:
    """Give every rule of the domain, those not yet built included.

    Examples:
        >>> "HLT-01" in rule_catalogue()
        True
    """
    place = resources.files("partner_success") / "standard" / "rules.toml"
    return read_rules(place.read_text(encoding="utf-8"))


def citations_of(id: str) -> tuple[Citation, ...]:
    """Give the sources of one rule.

    Raises:
        UnknownNameError: No rule has this id; carries the ids spelt alike.

    Examples:
        >>> [citation.source for citation in citations_of("HLT-02")]
        ['FRAMEWORK', 'DECISION']

    Rule: RBK-03.
    """
    return rule_catalogue()[id].citations


def read_rules(text: str) -> Catalogue[Rule]:
    """Read a catalogue of rules from TOML, an array of tables called ``rule``.

    Raises:
        InvalidDataError: Carries every fault of the text with its path.
    """
    entries = _entries(text)
    problems: list[Problem] = []
    first: dict[str, str] = {}
    for position, entry in enumerate(entries):
        path = f"rule[{position}]"
        found = _entry_problems(entry)
        if not any(problem.path in {"", "id"} for problem in found):
            if entry["id"] in first:
                found.append(_double(entry["id"], first[entry["id"]]))
            first.setdefault(entry["id"], path)
        problems.extend(problem.under(path) for problem in found)
    if problems:
        raise InvalidDataError("the rule catalogue", problems)
    return Catalogue([_rule(entry) for entry in entries], kind="rule")


def _entries(text: str) -> list[Any]:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problem = Problem(path="", code="not-toml", message=f"it is not TOML: {error}")
        raise InvalidDataError("the rule catalogue", [problem]) from error
    entries: list[Any] | None = document.get("rule")
    if set(document) != {"rule"} or not isinstance(entries, list):
        problem = Problem(
            path="",
            code="wrong-form",
            message="it holds an array of tables called rule and nothing beside it",
            given=", ".join(document) or "nothing",
            expected="[[rule]]",
        )
        raise InvalidDataError("the rule catalogue", [problem])
    return entries


def _entry_problems(entry: object) -> list[Problem]:
    if not isinstance(entry, Mapping):
        message = "a rule is a table with id, area, says and cites"
        given = type(entry).__name__
        return [Problem(path="", code="not-a-table", message=message, given=given)]
    table = cast("Mapping[str, object]", entry)
    known = (*_REQUIRED, *_OPTIONAL)
    strangers = [_stranger(key, known) for key in table if key not in known]
    missing = [
        Problem(path=key, code="missing-key", message=f"every rule has {key!r}; add it")
        for key in _REQUIRED
        if key not in table
    ]
    present = (key for key in known if key in table)
    faulty = [_text_problem(key, table[key]) for key in present]
    return [*strangers, *missing, *(problem for problem in faulty if problem)]


def _stranger(key: str, known: tuple[str, ...]) -> Problem:
    near = near_misses(key, known)
    hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}"
    message = f"a rule has no key {key!r}; {hint}"
    return Problem(path=key, code="unknown-key", message=message, given=key)


def _text_problem(key: str, value: object) -> Problem | None:
    form, meaning = _FORMS[key]
    if not isinstance(value, str) or not re.fullmatch(form, value):
        return Problem(
            path=key,
            code="wrong-form",
            message=f"{key} is {meaning}, not {value!r}",
            given=str(value),
            expected=meaning,
        )
    if key == "cites":
        try:
            parse_citations(value)
        except InvalidValueError as error:
            code, message = "unknown-source", str(error)
            return Problem(path=key, code=code, message=message, given=value)
    return None


def _double(id_: str, first: str) -> Problem:
    message = f"{id_} stands at {first} already; an id names one rule"
    return Problem(path="id", code="duplicate-id", message=message, given=id_)


def _rule(entry: Mapping[str, str]) -> Rule:
    return Rule(
        id=entry["id"],
        area=entry["area"],
        says=entry["says"],
        citations=parse_citations(entry["cites"]),
        holder=entry.get("holder"),
    )
