"""The quick way through `Scorecard.score`: a function written for one card.

Scoring four plain numbers is done millions of times, and most of its time would go into
packing keyword arguments and walking over components. So each card writes, once, the
function that a person would write for it by hand, with the card's own components as
keyword parameters (an editor shows them). Whatever is not the plain case, a missing
value, a measure, a number of another type, goes the careful way.

Only ids that the model has checked to be plain names, and whole numbers, are written
into the source. Ids are small letters, and every name that the source brings itself is
in capitals, so that none can stand in for another. The score is filled in directly,
because even the shortest ``__init__`` would take a tenth of the time.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import floor
from typing import Any, Final

from partner_success.core.collections import EMPTY_MAP
from partner_success.core.quantities import HUNDRED
from partner_success.scoring.model import ScoreModel
from partner_success.scoring.results import Score, fill_score

_SOURCE = """
def WRITE(CARD, CAREFULLY, SCORE, NEW, FILL, NONE, PLAIN, TYPE, FLOOR):
    def score(values=NONE, /, *, missing="refuse", {parameters}, **measures):
        if values is NONE and not measures and missing == "refuse" and {plain}:
            try:
                {scaled}
            except OverflowError:
                pass
            else:
                if {within}:
                    {counted}
                    MADE = NEW(SCORE)
                    FILL(MADE, (CARD, ({counts},), {total}, ()))
                    return MADE
        return CAREFULLY(values, missing, {{**measures, {given}}})
    return score
"""

_PLAIN: Final = frozenset((int, float))

_EXACT_UP_TO: Final = 2**50
"""Up to so many hundredths a hundred times a whole number is exact as a float."""


class _Absent:
    __slots__ = ()

    def __repr__(self) -> str:
        return "<not given>"


ABSENT: Final[Any] = _Absent()
"""The default of a keyword that was not given; None means 'not known'."""


def write_score_function(
    card: ScoreModel, carefully: Callable[..., Any]
) -> Callable[..., Any]:
    """Write the function that scores this card's components by keyword.

    Args:
        card: The card; its ids are checked names.
        carefully: What is called with ``(values, missing, named)`` in every other case.
    """
    ids = card.components.ids
    plain = _PLAIN if _is_plain(card) else frozenset[type]()
    low, high = (float(edge) for edge in card.scale) if plain else (0.0, 0.0)
    names = [f"C{place}" for place in range(len(ids))]
    pairs = list(zip(names, ids, strict=True))
    weights = [component.weight for component in card.components]
    counts = [f"{w} * {name}" for w, name in zip(weights, names, strict=True)]
    newline = "\n" + " " * 16
    source = _SOURCE.format(
        parameters=", ".join(f"{id_}=ABSENT" for id_ in ids),
        plain=" and ".join(f"TYPE({id_}) in PLAIN" for id_ in ids),
        scaled=newline.join(f"{name} = {HUNDRED}.0 * {id_}" for name, id_ in pairs),
        within=" and ".join(f"{low!r} <= {name} <= {high!r}" for name in names),
        counted=(newline + "    ").join(
            f"{name} = FLOOR({name} + 0.5)" for name in names
        ),
        counts=", ".join(names),
        total=" + ".join(counts),
        given=", ".join(f"{id_!r}: {id_}" for id_ in ids),
    )
    space: dict[str, Any] = {"ABSENT": ABSENT}
    exec(compile(source, f"<score of {card.id!r}>", "exec"), space)  # noqa: S102
    written: Callable[..., Any] = space["WRITE"](
        card,
        carefully,
        Score,
        object.__new__,
        fill_score,
        EMPTY_MAP,
        plain,
        type,
        floor,
    )
    return written


def _is_plain(card: ScoreModel) -> bool:
    # Whole numbers and reversed directions are checked value by value.
    if card.combine != "mean" or card.whole or max(map(abs, card.scale)) > _EXACT_UP_TO:
        return False
    # Beside an end that is no float, a number outside could be scaled on to the end.
    ends = (card.low, card.high)
    floats = all(Fraction(float(end)) == Fraction(end) for end in ends)
    return floats and all(part.better == "higher" for part in card.components)
