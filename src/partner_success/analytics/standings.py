"""Where each past reading stands on a scorecard: its score, or why it has none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any, Final

import attrs

from partner_success.core.bands import Band
from partner_success.errors import (
    InvalidDataError,
    InvalidValueError,
    MissingValuesError,
    Problem,
)
from partner_success.scoring.gathering import gather
from partner_success.scoring.model import Missing
from partner_success.scoring.results import Score
from partner_success.scoring.scorecard import Scorecard

Advance = Callable[[], object]
"""Called once for each reading."""

_ORDERED: Final = ("refuse", "reweight")


@attrs.frozen
class Standing:
    """What a scorecard says of one reading.

    Attributes:
        score: The score; ``None`` where there is none.
        problems: What the card refused; empty where too little was known for a score.
    """

    score: Score | None
    problems: tuple[Problem, ...] = ()

    @property
    def exact(self) -> Fraction | None:
        """The score without rounding; None where there is none."""
        return None if self.score is None else self.score.exact

    @property
    def band(self) -> Band | None:
        """The band; None without a score, or where the card has no bands."""
        if self.score is None or self.score.model.bands is None:
            return None
        return self.score.band


_NOT_SCORED: Final = Standing(None)


def check_policy(card: Scorecard, missing: Missing) -> None:
    """Check that a policy for missing values gives scores that can be put in order.

    Raises:
        InvalidValueError: It gives ranges, or cannot be used with this card.
    """
    if missing not in _ORDERED:
        raise InvalidValueError(
            "a backtest puts scores in order, which ranges cannot be; missing is"
            f" 'reweight' or 'refuse', not {missing!r}"
        )
    if missing == "reweight" and card.combine == "sum":
        raise InvalidValueError(
            f"{card.name} is a sum, and a sum of fewer parts is another sum; choose"
            " missing='refuse', which leaves readings with missing values out"
        )


def standings_of_both(
    cards: tuple[Scorecard, Scorecard],
    values: Sequence[Mapping[str, object]],
    missing: Missing,
    advance: Advance,
) -> tuple[list[Standing], list[Standing]]:
    """Score the values of readings on two cards.

    Nearly all of the time goes into what the values count, which is the same where
    only weights differ.
    """
    old, new = cards
    if not new.counts_like(old):
        first = standings(old, values, missing, advance)
        return first, standings(new, values, missing, advance)
    known, whole = _known(old), set(old.components.ids)
    found: tuple[list[Standing], list[Standing]] = ([], [])
    for given in values:
        own = _own(given, known)
        plain = _plain(own) if set(own) == whole else None
        if plain is not None:
            for side, card in zip(found, cards, strict=True):
                side.append(_standing(card, plain, missing, quick=True))
                advance()
            continue
        for side, each in zip(found, _both(cards, own, missing), strict=True):
            side.append(each)
            advance()
    return found


def _both(
    cards: tuple[Scorecard, Scorecard], values: Mapping[str, Any], missing: Missing
) -> Iterator[Standing]:
    try:
        gathered = gather(cards[0], values, {})
    except InvalidDataError as error:
        yield from [Standing(None, error.problems)] * 2
        return
    for card in cards:
        try:
            result = card.score_gathered(gathered, missing)
        except MissingValuesError as error:
            yield Standing(None, tuple(map(_absent, error.missing)))
            continue
        yield Standing(result) if isinstance(result, Score) else _NOT_SCORED


def _known(card: Scorecard) -> frozenset[str]:
    """Give the ids of everything that a card knows."""
    return frozenset(
        part.id
        for component in card.components
        for part in (component, *component.measures)
    )


def _own(given: Mapping[str, object], known: frozenset[str]) -> Mapping[str, object]:
    """Give those of some values that a card knows."""
    if given.keys() <= known:
        return given
    return {key: each for key, each in given.items() if key in known}


def standings(
    card: Scorecard,
    values: Iterable[Mapping[str, object]],
    missing: Missing,
    advance: Advance,
) -> list[Standing]:
    """Score the values of readings, of each those that the card knows."""
    known = _known(card)
    whole = set(card.components.ids)
    found: list[Standing] = []
    for given in values:
        own = _own(given, known)
        plain = _plain(own) if set(own) == whole else None
        found.append(_standing(card, plain or own, missing, quick=plain is not None))
        advance()
    return found


def _plain(values: Mapping[str, object]) -> dict[str, int | float] | None:
    """Give the same numbers as plain ones; None where one of them is not."""
    found: dict[str, int | float] = {}
    for key, value in values.items():
        number = _plain_number(value)
        if number is None:
            return None
        found[key] = number
    return found


def _plain_number(value: object) -> int | float | None:
    if isinstance(value, Decimal):
        near = float(value)
        return near if Decimal(repr(near)) == value else None
    if type(value) is int or (type(value) is float and value == value):
        return value
    return None


def _standing(
    card: Scorecard, values: Mapping[str, Any], missing: Missing, *, quick: bool
) -> Standing:
    try:
        if quick:
            # Nothing is missing, so no policy is asked, and by keyword it is quicker.
            return Standing(card.score(missing="refuse", **values))
        result = card.score(values, missing=missing)
    except InvalidDataError as error:
        return Standing(None, error.problems)
    except MissingValuesError as error:
        return Standing(None, tuple(map(_absent, error.missing)))
    return Standing(result) if isinstance(result, Score) else _NOT_SCORED


def _absent(id_: str) -> Problem:
    message = f"{id_} is missing, and readings with missing values are refused"
    return Problem(path=id_, code="missing", message=message, expected="a number")


def in_order(scores: Sequence[Score]) -> list[int]:
    """Give whole numbers that stand to each other exactly as the scores do.

    All are counted over one common denominator, so that equal scores are equal numbers
    and distances keep their proportions.
    """
    of_each = [score.denominator for score in scores]
    common = lcm(*set(of_each))
    return [
        score.numerator * (common // denominator)
        for score, denominator in zip(scores, of_each, strict=True)
    ]
