"""Who changes band when one scorecard takes the place of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Final, Literal

import attrs

from partner_success.analytics.past import PastReading
from partner_success.analytics.standings import Standing
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.scoring.scorecard import Scorecard

Direction = Literal["down", "up", "across"]
"""Where a change leads: to a lower band, a higher one, or one with no order."""

_DIRECTIONS: Final[tuple[Direction, ...]] = ("down", "up", "across")


@attrs.frozen(kw_only=True)
class Place:
    """Where customers stand on a scorecard: in a band, or in none.

    Attributes:
        band: The id of the band; ``None`` for ``"Scored"`` (by a card without bands),
            ``"Not scored"`` (too little is known) and ``"Refused"`` (a value that
            cannot be).
        name: What people call it.
    """

    band: str | None = None
    name: str


_SCORED: Final = Place(name="Scored")
_NOT_SCORED: Final = Place(name="Not scored")
_REFUSED: Final = Place(name="Refused")


@attrs.frozen(kw_only=True)
class Move:
    """A customer that stands elsewhere on the new scorecard than on the old.

    Attributes:
        subject: The id of the customer.
        on: The day of the reading, where it has one.
        old: Where it stood.
        old_score: Its old score, exact; ``None`` where there was none.
        new: Where it would stand.
        new_score: Its new score, exact; ``None`` where there would be none.
        direction: ``"down"`` or ``"up"`` where both cards have the same bands in the
            same order and it has a band in both, else ``"across"``.
        left: Whether it had left already when it was read.
    """

    subject: str
    on: date | None
    old: Place
    old_score: Fraction | None
    new: Place
    new_score: Fraction | None
    direction: Direction
    left: bool


@attrs.frozen(kw_only=True)
class Migration(Explained):
    """How many customers stand where, before and after, each by its newest reading.

    Attributes:
        old: The places on the old card, best first, with those that no band has last.
        new: The places on the new card, likewise.
        counts: A row for each old place with the count for each new one; all together
            they are the customers.
        moves: The customers that change place: down, up, across, each group from the
            lowest new score, those without one first.
        provenance: The rulebook edition of the new card.

    Rule: RBK-04.
    """

    old: tuple[Place, ...]
    new: tuple[Place, ...]
    counts: tuple[tuple[int, ...], ...]
    moves: tuple[Move, ...]
    provenance: Provenance

    @property
    def subjects(self) -> int:
        """How many customers there are."""
        return sum(map(sum, self.counts))

    @property
    def tally(self) -> dict[Direction, int]:
        """How many move in each direction."""
        found = Counter(move.direction for move in self.moves)
        return {direction: found[direction] for direction in _DIRECTIONS}

    def direction(self, old: Place, new: Place) -> Direction | None:
        """Tell where a change of place leads; None for no change."""
        return _direction((self.old, self.new), old, new)

    @property
    def summary(self) -> str:
        """How many change band, in one sentence."""
        parts = ", ".join(f"{count} {way}" for way, count in self.tally.items())
        return f"{len(self.moves)} of {self.subjects} customers change band: {parts}"

    def explain(self) -> Explanation:
        """Give the table of old places against new ones."""
        columns = ["old band", *(place.name for place in self.new)]
        rows = [
            (place.name, *map(str, row))
            for place, row in zip(self.old, self.counts, strict=True)
        ]
        return Explanation(
            title=self.summary,
            columns=unlike(columns),
            rows=tuple(rows),
            provenance=self.provenance,
        )


def unlike(headings: Iterable[str]) -> tuple[str, ...]:
    """Tell equal headings apart, since a company may call a band whatever it likes.

    Examples:
        >>> unlike(["old band", "Refused", "Refused"])
        ('old band', 'Refused', 'Refused (2)')
    """
    found: list[str] = []
    for heading in headings:
        name, number = heading, 1
        while name in found:
            number += 1
            name = f"{heading} ({number})"
        found.append(name)
    return tuple(found)


@attrs.frozen(kw_only=True)
class Moved:
    """Where one customer stood and stands, whether it moved or not.

    Attributes:
        subject: The id of the customer.
        on: The day of the reading, where it has one.
        old: Where it stood.
        old_score: Its old score, exact; ``None`` where there was none.
        new: Where it stands.
        new_score: Its new score, exact; ``None`` where there is none.
        left: Whether it had left already when it was read.
    """

    subject: str
    on: date | None
    old: Place
    old_score: Fraction | None
    new: Place
    new_score: Fraction | None
    left: bool


def migrate(
    cards: tuple[Scorecard, Scorecard],
    newest: Sequence[tuple[PastReading, Standing, Standing]],
) -> Migration:
    """Set old places against new ones.

    Args:
        cards: The old card and the new one.
        newest: The newest reading of each customer, with its standing on either card.
    """
    found = [
        Moved(
            subject=reading.subject,
            on=reading.on,
            old=_place(before),
            old_score=before.exact,
            new=_place(after),
            new_score=after.exact,
            left=reading.left,
        )
        for reading, before, after in newest
    ]
    return migration(cards, found)


def migration(cards: tuple[Scorecard, Scorecard], found: Sequence[Moved]) -> Migration:
    """Set old places against new ones, of customers whose places are known.

    Args:
        cards: The old card and the new one.
        found: Each customer.
    """
    old = _places(cards[0], (each.old for each in found))
    new = _places(cards[1], (each.new for each in found))
    counts = Counter((each.old, each.new) for each in found)
    moves = [
        Move(direction=direction, **attrs.asdict(each, recurse=False))
        for each in found
        if (direction := _direction((old, new), each.old, each.new)) is not None
    ]
    return Migration(
        old=old,
        new=new,
        counts=tuple(tuple(counts[row, column] for column in new) for row in old),
        moves=tuple(sorted(moves, key=_worst_first)),
        provenance=cards[1].provenance,
    )


def _place(standing: Standing) -> Place:
    if standing.score is None:
        return _REFUSED if standing.problems else _NOT_SCORED
    band = standing.band
    return _SCORED if band is None else Place(band=band.id, name=band.name)


def _places(card: Scorecard, found: Iterable[Place]) -> tuple[Place, ...]:
    found = list(dict.fromkeys(found))
    seen = set(found)
    bands = [Place(band=band.id, name=band.name) for band in card.bands or ()]
    last = [_SCORED, _NOT_SCORED, _REFUSED]
    others = [place for place in found if place.band is None and place not in last]
    return (*bands, *(place for place in [*others, *last] if place in seen))


def _direction(
    places: tuple[tuple[Place, ...], tuple[Place, ...]], old: Place, new: Place
) -> Direction | None:
    if _identity(old) == _identity(new):
        return None
    before, after = (
        [place.band for place in own if place.band is not None] for own in places
    )
    if old.band is None or new.band is None or before != after:
        return "across"
    return "down" if after.index(new.band) > after.index(old.band) else "up"


def _identity(place: Place) -> tuple[str | None, str]:
    # A band that is only called otherwise is the same band.
    return place.band, place.name if place.band is None else ""


def _worst_first(move: Move) -> tuple[int, bool, Fraction, str]:
    score = move.new_score
    return (
        _DIRECTIONS.index(move.direction),
        score is not None,
        score if score is not None else Fraction(),
        move.subject,
    )
