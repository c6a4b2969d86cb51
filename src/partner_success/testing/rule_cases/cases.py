"""A case as it is written: its name, what is given, and what is expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.errors import InvalidDataError, Problem, near_misses
from partner_success.interop.converter import structure
from partner_success.testing.rule_cases.comparing import told

__all__ = ["Mismatch", "RuleCase", "read_rule_cases"]

_OWN: Final = frozenset({"name", "rules", "like", "expect"})
"""What every case may say; the rest is for its kind."""


def _frozen(value: Mapping[str, Any]) -> FrozenMap[str, Any]:
    return FrozenMap(value)


@attrs.frozen(kw_only=True)
class RuleCase:
    """One case of a file.

    Attributes:
        kind: What is asked, such as ``"health"``: one of `RULE_CASE_KINDS`.
        name: A sentence that says what holds.
        given: The facts, as plain data.
        expect: What has to come out, by the name of each fact.
        rules: Ids of rules that the case proves, for who keeps count of them.
    """

    kind: str
    name: str
    given: Mapping[str, Any] = attrs.field(converter=_frozen)
    expect: Mapping[str, Any] = attrs.field(converter=_frozen)
    rules: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Mismatch:
    """Something that came out otherwise.

    Attributes:
        fact: What was expected of, such as ``"band"``.
        expected: What the case says.
        found: What the rulebook says.
    """

    fact: str
    expected: object
    found: object

    def __str__(self) -> str:
        """Say it in a line."""
        expected, found = told(self.expected), told(self.found)
        return f"{self.fact}: expected {expected}, found {found}"


@attrs.frozen(kw_only=True)
class _Written:
    """A case as a document has it."""

    name: str
    expect: FrozenMap[str, Any]
    like: str | None = None
    rules: tuple[str, ...] = ()


def read_rule_cases(
    document: object, *, kinds: tuple[str, ...], subject: str = "the rule cases"
) -> tuple[RuleCase, ...]:
    """Read the cases of a document, which lists them by kind.

    A case may be ``like`` an earlier one of its kind, by that one's name: it takes over
    everything that is given there, except what it says itself. Where both say a table,
    the entries of the later case are laid over those of the earlier one; ``null`` takes
    an entry out.

    Args:
        document: Plain data, such as `partner_success.interop.parse_document` gives.
        kinds: The kinds of cases that are known.
        subject: What the document is, for the message.

    Raises:
        InvalidDataError: Something in it is no case; every fault is named by its path.

    Examples:
        >>> cases = read_rule_cases(
        ...     {"licences": [{"name": "None is used", "licensed": 5, "active": 0,
        ...                    "expect": {"risk": "High"}}]},
        ...     kinds=("licences",),
        ... )
        >>> cases[0].name, dict(cases[0].given)
        ('None is used', {'licensed': 5, 'active': 0})
    """
    by_kind = structure(
        document, FrozenMap[str, tuple[FrozenMap[str, Any], ...]], subject=subject
    )
    problems: list[Problem] = []
    cases: list[RuleCase] = []
    for kind, rows in by_kind.items():
        if kind not in kinds:
            problems.append(_unknown(kind, "kind of case", kind, kinds))
            continue
        _read_kind(kind, rows, cases, problems, subject)
    if problems:
        raise InvalidDataError(subject, problems)
    return tuple(cases)


def _read_kind(
    kind: str,
    rows: tuple[Mapping[str, Any], ...],
    cases: list[RuleCase],
    problems: list[Problem],
    subject: str,
) -> None:
    before: dict[str, Mapping[str, Any]] = {}
    for place, row in enumerate(rows):
        path = f"{kind}[{place}]"
        own = {key: value for key, value in row.items() if key in _OWN}
        try:
            written = structure(own, _Written, subject=subject)
        except InvalidDataError as error:
            problems.extend(problem.under(path) for problem in error.problems)
            continue
        given: Mapping[str, Any] = {k: v for k, v in row.items() if k not in _OWN}
        faults = list(_naming_faults(path, written, before))
        problems.extend(faults)
        if faults:
            continue
        if written.like is not None:
            given = laid_over(before[written.like], given)
        before[written.name] = given
        cases.append(
            RuleCase(
                kind=kind,
                name=written.name,
                given=given,
                expect=written.expect,
                rules=written.rules,
            )
        )


def _naming_faults(
    path: str, written: _Written, before: Mapping[str, object]
) -> Iterator[Problem]:
    if written.name in before:
        message = f"another case is called {written.name!r}; a name stands once"
        yield Problem(path=f"{path}.name", code="twice", message=message)
    if written.like is not None and written.like not in before:
        what = "earlier case of this kind"
        yield _unknown(f"{path}.like", what, written.like, before)
    if not written.expect:
        message = "nothing is expected, so nothing can fail; say one fact at least"
        yield Problem(path=f"{path}.expect", code="empty", message=message)


def laid_over(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> dict[str, Any]:
    """Lay entries over others, in tables of tables too; one of ``None`` is taken out.

    Examples:
        >>> laid_over({"a": {"b": 1, "c": 2}}, {"a": {"b": None, "d": 3}})
        {'a': {'c': 2, 'd': 3}}
    """
    found = dict(earlier)
    for key, value in later.items():
        if value is None:
            found.pop(key, None)
        elif isinstance(value, Mapping) and isinstance(found.get(key), Mapping):
            found[key] = laid_over(found[key], cast("Mapping[str, object]", value))
        else:
            found[key] = value
    return found


def _unknown(
    path: str, what: str, asked: str, known: Mapping[str, object] | tuple[str, ...]
) -> Problem:
    near = near_misses(asked, tuple(known))
    hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
    message = f"there is no {what} {asked!r}; {hint}"
    return Problem(path=path, code="unknown", message=message)
