"""Answers on which two conditions differ, found by trying what matters to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, islice, product
from math import prod
from typing import Any, Final, TypeAlias, cast

import attrs

from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.core.expressions import (
    Compare,
    Condition,
    IsKnown,
    Literal,
    Value,
    compile_condition,
    evaluate,
    fields,
)
from partner_success.core.expressions.limits import walk
from partner_success.questionnaires.computing import needs_of
from partner_success.questionnaires.fields import (
    AnyField,
    ChoiceField,
    NumberField,
    WholeNumberField,
    YesNoField,
)
from partner_success.questionnaires.form import Asked, Form
from partner_success.questionnaires.messages import Fault
from partner_success.questionnaires.sections import SUBMITTED_ON
from partner_success.questionnaires.versions.candidates import (
    DAY,
    Candidates,
    Constants,
    candidates,
)
from partner_success.questionnaires.versions.carrying import form_of
from partner_success.questionnaires.versions.fates import Fates

__all__ = ["MOST_TRIED", "Side", "Trial", "differing", "parts_of"]

MOST_TRIED: Final = 5_000
"""The most sets of answers that are tried for two conditions."""
_MISSING: Final = (None, None)

Pair: TypeAlias = tuple[Any, Any]
"""What an answer is in the old version and in the new one; ``None`` for no answer."""
Pairs: TypeAlias = tuple[Pair, ...]


class Side:
    """A condition in its version, ready to be tried."""

    def __init__(self, form: Form, condition: Condition | None) -> None:
        self.form = form
        self.condition = condition
        needed = _needed(form, condition)
        asked = (form.asked[name] for name in form.asked if name in needed)
        self.asked: tuple[Asked, ...] = tuple(asked)
        self._test = None if condition is None else compile_condition(condition)

    @property
    def given(self) -> tuple[Asked, ...]:
        """The fields that people answer and on which it rests."""
        return tuple(asked for asked in self.asked if asked.compute is None)

    def constants(self) -> Iterator[object]:
        """Give every constant that can matter."""
        nodes: list[Condition | Value] = (
            [] if self.condition is None else [self.condition]
        )
        for asked in self.asked:
            nodes += parts_of(asked.field)
        for part in (part for node in nodes for part, _ in walk(node)):
            if isinstance(part, Literal):
                yield from (
                    part.value if isinstance(part.value, tuple) else (part.value,)
                )

    def holds(self, answers: Mapping[str, Any]) -> bool | None:
        """Say whether it holds on typed answers; a rule that is missing never does."""
        if self._test is None:
            return False
        facts: dict[str, Any] = {SUBMITTED_ON: DAY}
        for asked in self.asked:
            name = asked.field.id
            if asked.visible is not None and asked.visible(facts) is not True:
                continue
            if asked.compute is not None:
                facts[name] = asked.compute(facts)
            else:
                facts[name] = answers.get(name)
        return self._test(facts)

    def liking(self, name: str, value: object) -> int:
        """Count the comparisons of this field alone that hold for a value."""
        found = 0
        for node, _ in () if self.condition is None else walk(self.condition):
            if isinstance(node, (Compare, IsKnown)) and fields(node) == (name,):
                found += evaluate(node, {name: value}) is True
        return found


def parts_of(field: AnyField) -> list[Condition | Value]:
    """Give the expressions by which a field is shown and computed."""
    found: list[Condition | Value] = []
    if field.visible_when is not None:
        found.append(field.visible_when)
    match field:
        case ChoiceField(computed=cases):
            found += [case.when for case in cases]
        case WholeNumberField() | NumberField() | YesNoField():
            if field.computed is not None:
                found.append(field.computed)
        case _:
            pass
    return found


def _needed(form: Form, condition: Condition | None) -> set[str]:
    """Name every field on which a condition rests, through computed ones too."""
    found: set[str] = set()
    waiting = [] if condition is None else list(fields(condition))
    while waiting:
        name = waiting.pop()
        asked = form.asked.get(name)
        if asked is not None and name not in found:
            found.add(name)
            waiting += [*needs_of(asked.field), *asked.rests_on]
    return found


@attrs.frozen(kw_only=True)
class Trial:
    """What trying has found.

    Attributes:
        example: Answers in the form of the new version on which the conditions differ,
            by section and field; ``None`` where none was found.
        before: What the old condition says of them.
        after: What the new condition says of them.
        complete: Whether all answers that matter were tried with each other.
    """

    example: FrozenMap[str, FrozenMap[str, Any]] | None = None
    before: bool | None = None
    after: bool | None = None
    complete: bool = True


@attrs.frozen(kw_only=True)
class _Variable:
    """An answer that is varied: a field of one version or of both.

    Attributes:
        old: The field in the old version.
        new: The field in the new version.
        values: What it is tried with, as typed in both versions; no answer is last.
        complete: Whether these are all that matter.
    """

    old: Asked | None
    new: Asked | None
    values: Pairs
    complete: bool


def differing(old: Side, new: Side, fates: Fates) -> Trial:
    """Look for answers on which two conditions differ.

    Answers on which one holds and the other is known not to are preferred to those of
    which one version knows too little.
    """
    variables = tuple(_variables(old, new, fates, _constants(old, new)))
    complete = _few(variables) and all(variable.complete for variable in variables)
    second_best = Trial(complete=complete)
    for chosen in islice(_assignments(variables, old, new), MOST_TRIED):
        before = old.holds(_answers(variables, chosen, 0))
        after = new.holds(_answers(variables, chosen, 1))
        if before is not after:
            example = _example(variables, chosen)
            found = Trial(
                example=example, before=before, after=after, complete=complete
            )
            if before is not None and after is not None:
                return found
            if second_best.example is None:
                second_best = found
    return second_best


def _few(variables: Iterable[_Variable]) -> bool:
    """Say whether all answers can be tried with each other."""
    return prod(len(variable.values) for variable in variables) <= MOST_TRIED


def _constants(old: Side, new: Side) -> Constants:
    """Give the constants of both, those that only one of them names first."""
    before, after = set(old.constants()), set(new.constants())
    every = [*old.constants(), *new.constants()]
    return Constants.of(sorted(every, key=lambda value: value in before & after))


def _variables(
    old: Side, new: Side, fates: Fates, constants: Constants
) -> Iterator[_Variable]:
    linked: set[str] = set()
    for asked in old.given:
        name = fates.new_name(asked.field.id)
        target = None if name is None else new.form.asked.get(name)
        tried = candidates(asked.field, constants)
        if target is not None:
            more = candidates(target.field, constants)
            both = Candidates(
                (*tried.values, *more.values), tried.complete and more.complete
            )
            if pairs := _pairs(asked, target, fates, both):
                linked.add(target.field.id)
                yield _variable(asked, target, pairs, both)
                continue
        yield _variable(asked, None, _typed(asked, tried), tried)
    for asked in new.given:
        if asked.field.id not in linked:
            tried = candidates(asked.field, constants)
            pairs = tuple((value, before) for before, value in _typed(asked, tried))
            yield _variable(None, asked, pairs, tried)


def _variable(
    old: Asked | None, new: Asked | None, pairs: Pairs, tried: Candidates
) -> _Variable:
    values = (*pairs, _MISSING)
    return _Variable(old=old, new=new, values=values, complete=tried.complete)


def _typed(asked: Asked, tried: Candidates) -> Pairs:
    """Give what is right for a field of the old version alone."""
    read = (asked.read(value, DAY) for value in tried.values)
    return tuple((value, None) for value in read if not isinstance(value, Fault))


def _pairs(old: Asked, new: Asked, fates: Fates, tried: Candidates) -> Pairs:
    """Give what is right for a field in both versions."""
    if form_of(old.field) != form_of(new.field):
        return ()
    codes: Mapping[str, str] = fates.codes.get(new.field.id, EMPTY_MAP)
    found: list[Pair] = []
    for value in dict.fromkeys(tried.values):
        before = old.read(value, DAY)
        after = new.read(_with_codes(value, codes), DAY)
        if not isinstance(before, Fault) and not isinstance(after, Fault):
            found.append((before, after))
    return tuple(found)


def _with_codes(value: object, codes: Mapping[str, str]) -> object:
    if isinstance(value, tuple):
        return tuple(codes.get(code, code) for code in cast("tuple[str, ...]", value))
    return codes.get(value, value) if isinstance(value, str) else value


def _assignments(
    variables: Sequence[_Variable], old: Side, new: Side
) -> Iterator[tuple[Pair, ...]]:
    """Give all sets of answers where they are few, else those near a telling one."""
    if _few(variables):
        yield from product(*(variable.values for variable in variables))
        return
    bases = [
        _base(variables, side, place, choose)
        for place, side in enumerate((old, new))
        for choose in (max, min)
    ]
    for base in bases:
        yield from _near(base, variables, 1)
    for base in bases:
        yield from _near(base, variables, 2)


def _base(
    variables: Sequence[_Variable], side: Side, place: int, choose: Callable[..., Pair]
) -> tuple[Pair, ...]:
    """Give the answers that a condition likes most, or least, each by itself."""

    def chosen(variable: _Variable) -> Pair:
        asked = (variable.old, variable.new)[place]
        if asked is None:
            return variable.values[0]
        name = asked.field.id

        def liking(pair: Pair) -> int:
            return side.liking(name, pair[place])

        return choose(variable.values[:-1] or variable.values, key=liking)

    return tuple(map(chosen, variables))


def _near(
    base: tuple[Pair, ...], variables: Sequence[_Variable], count: int
) -> Iterator[tuple[Pair, ...]]:
    """Give the sets of answers in which so many are others."""
    for places in combinations(range(len(variables)), count):
        for values in product(*(variables[place].values for place in places)):
            changed = list(base)
            for place, value in zip(places, values, strict=True):
                changed[place] = value
            yield tuple(changed)


def _answers(
    variables: Sequence[_Variable], chosen: tuple[Pair, ...], place: int
) -> dict[str, Any]:
    """Give the answers of one version, by field."""
    found: dict[str, Any] = {}
    for variable, pair in zip(variables, chosen, strict=True):
        asked = (variable.old, variable.new)[place]
        if asked is not None and pair[place] is not None:
            found[asked.field.id] = pair[place]
    return found


def _example(
    variables: Sequence[_Variable], chosen: tuple[Pair, ...]
) -> FrozenMap[str, FrozenMap[str, Any]]:
    """Give the answers by section and field, in the new version where it has them."""
    found: dict[str, dict[str, Any]] = {}
    for variable, (before, after) in zip(variables, chosen, strict=True):
        asked = variable.new or variable.old
        value = after if variable.new is not None else before
        if asked is not None and value is not None:
            plain = value.isoformat() if isinstance(value, date) else value
            found.setdefault(asked.section_id, {})[asked.field.id] = plain
    return FrozenMap({name: FrozenMap(fields_) for name, fields_ in found.items()})
