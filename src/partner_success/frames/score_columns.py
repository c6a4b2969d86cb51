"""From what components count to scores, bands and drags, as columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import lcm
from typing import TYPE_CHECKING, Any, Final

import attrs

from partner_success.core.quantities import HUNDRED
from partner_success.frames.component_columns import (
    ComponentReader,
    Counted,
    least_known,
)
from partner_success.frames.exact import divided
from partner_success.frames.measure_columns import added, all_of, chosen
from partner_success.frames.rule_frame import RuleFrame
from partner_success.scoring.model import Missing, ScoreModel

if TYPE_CHECKING:
    import narwhals as nw

    from partner_success.frames.component_columns import Columns

SCORED: Final = "scored"
"""The status of rows that have a score."""

TOO_LITTLE_KNOWN: Final = "not scored"
"""The status of rows of which less is known than the scorecard asks for."""

REFUSED: Final = {
    "missing": "something is missing",
    "out of range": "a number is infinite or none that can be",
}
"""The status of rows that are refused, with what is wrong with them."""

_GAPS, _OUT_OF_RANGE = REFUSED


def names_of(card: ScoreModel, missing: Missing) -> list[str]:
    """Name the columns that are added, in their order."""
    if missing == "range":
        found = ["score_low", "score_high"]
        found += ["band_low", "band_high"] if card.bands else []
    else:
        found = ["score", *(["band"] if card.bands else [])]
        found += ["greatest_drag", "points_lost"]
        found += ["points_to_next"] if card.bands else []
    return [*found, "known_percent", "status"]


def score_columns(
    frame: RuleFrame, reader: ComponentReader, missing: Missing
) -> Columns:
    """Give the new columns, by their names.

    Args:
        frame: The frame, to which steps of the work are added.
        reader: What the components count.
        missing: What happens where a value is not known.
    """
    parts = list(reader.parts())
    finest = lcm(*(part.whole for part in parts))
    whole = reader.card.total_weight * finest
    weights = [
        _known(reader, part, finest, at_all=missing != "reweight") for part in parts
    ]
    known = frame.keep({"": added(weights)})[""]
    least = {"refuse": whole, "range": 0}.get(missing)
    if least is None:
        least = least_known(reader.card, whole)
    settled = frame.keep({"": reader.sound & (known >= least)})[""]
    percent = divided(_float(known) * float(HUNDRED), float(whole))
    told = {
        "known_percent": chosen([(reader.sound, percent)]),
        "status": _status(reader.sound, settled, missing),
    }
    if missing == "range":
        return {**_ends(frame, reader, parts, settled), **told}
    present = None
    if missing == "reweight":
        # Where components have no measures, what counts is what is known.
        sure = finest == 1
        present = known if sure else frame.keep({"": _present(reader, parts)})[""]
    return {**_scores(frame, reader, parts, settled, present), **told}


def _known(
    reader: ComponentReader, part: Counted, finest: int, *, at_all: bool
) -> nw.Expr:
    """Give how much of a component's weight is known, in parts of the card's weight."""
    weight = part.component.weight * finest // part.whole
    if part.whole == 1:
        return reader.where(part.present, reader.whole(weight), 0)
    return (part.known_at_all if at_all else part.known) * weight


def _status(sound: nw.Expr, settled: nw.Expr, missing: Missing) -> nw.Expr:
    gap = _GAPS if missing == "refuse" else TOO_LITTLE_KNOWN
    cases = [(settled, _text(SCORED)), (sound, _text(gap))]
    found: nw.Expr = chosen(cases).otherwise(_text(_OUT_OF_RANGE))
    return found


@attrs.frozen(kw_only=True)
class _Sum:
    """A weighted sum of counts, and what it is held against.

    Attributes:
        frame: The frame.
        card: The scorecard.
        settled: Whether there is a score.
        total: The sum.
        weight: What one hundredth of an edge of a band counts in it.
        divisor: What it is divided by: one number for all rows, or floats.
    """

    frame: RuleFrame
    card: ScoreModel
    settled: nw.Expr
    total: nw.Expr
    weight: Any
    divisor: nw.Expr | float

    def points(self, count: nw.Expr) -> nw.Expr:
        """Give points, where there is a score: the only division."""
        return self.settled_only(divided(_float(count), self.divisor))

    def band(self) -> nw.Expr:
        """Give the id of the band; where ids have an order, the worst is the least."""
        *upper, (_, lowest) = edges = self._edges()
        ids = [id_ for _, id_ in reversed(edges)]
        found = self.frame.word(lowest, ids)
        if upper:
            cases = [
                (self.total >= self.weight * edge, self.frame.word(id_, ids))
                for edge, id_ in upper
            ]
            found = chosen(cases).otherwise(found)
        return self.settled_only(found)

    def points_to_next(self) -> nw.Expr:
        """Give the points up to the next better band."""
        import narwhals as nw

        edges = [self.weight * edge for edge, _ in self._edges()]
        if len(edges) == 1:
            return nw.lit(None, nw.Float64)
        below = self.total < edges[0]
        cases = [
            (below & (self.total >= edge), self.total * -1 + above)
            for above, edge in pairwise(edges[:-1])
        ]
        short = chosen([*cases, (below, self.total * -1 + edges[-2])])
        return self.points(short)

    def settled_only(self, given: nw.Expr) -> nw.Expr:
        """Leave out what is given where there is no score."""
        found: nw.Expr = chosen([(self.settled, given)])
        return found

    def _edges(self) -> list[tuple[int, str]]:
        bands = self.card.require_bands()
        pairs = zip(bands.edges, bands, strict=True)
        return [(edge, band.id) for edge, band in pairs]


def _scores(
    frame: RuleFrame,
    reader: ComponentReader,
    parts: list[Counted],
    settled: nw.Expr,
    present: nw.Expr | None,
) -> Columns:
    card = reader.card
    weight: Any = 1 if card.combine == "sum" else card.total_weight
    divisor: Any = float(card.denominator)
    if present is not None:
        # Where there is no score it can be 0; what that gives is left out.
        weight, divisor = present, _float(present) * float(HUNDRED)
    total = added(part.count * part.component.weight for part in parts)
    made = _Sum(
        frame=frame,
        card=card,
        settled=settled,
        total=frame.keep({"": total})[""],
        weight=weight,
        divisor=divisor,
    )
    found = {"score": made.points(made.total), **_drag(frame, reader, parts, made)}
    if card.bands:
        found |= {"band": made.band(), "points_to_next": made.points_to_next()}
    return found


def _present(reader: ComponentReader, parts: Iterable[Counted]) -> nw.Expr:
    weights = [(part.present, reader.whole(part.component.weight)) for part in parts]
    return added(reader.where(*each, 0) for each in weights)


def _drag(
    frame: RuleFrame, reader: ComponentReader, parts: list[Counted], made: _Sum
) -> Columns:
    """Give the component that lost most, the first of equals, and what it lost."""
    lost = {
        part.component.id: reader.where(
            part.present,
            part.count * -part.component.weight + part.most * part.component.weight,
            0,
        )
        for part in parts
    }
    kept = frame.keep(lost)
    cases = list(_worst(kept))
    most = chosen((worst, kept[id_]) for worst, id_ in cases)
    return {
        "greatest_drag": made.settled_only(
            chosen((worst, frame.word(id_, list(lost))) for worst, id_ in cases)
        ),
        "points_lost": made.points(most),
    }


def _worst(lost: Columns) -> Iterator[tuple[nw.Expr, str]]:
    """Give for each component when it is the first that lost most, if not one before.

    Those before need no comparison: the first of which none after it lost more is it.
    """
    ids = list(lost)
    for place, id_ in enumerate(ids):
        later = [lost[id_] >= lost[other] for other in ids[place + 1 :]]
        yield all_of([lost[id_] > 0, *later]), id_


def _ends(
    frame: RuleFrame,
    reader: ComponentReader,
    parts: list[Counted],
    settled: nw.Expr,
) -> Columns:
    found: Columns = {}
    card = reader.card
    for name, counts in (
        ("low", [part.low for part in parts]),
        ("high", [part.high for part in parts]),
    ):
        pairs = zip(counts, card.components, strict=True)
        made = _Sum(
            frame=frame,
            card=card,
            settled=settled,
            total=added((count * part.weight for count, part in pairs)),
            weight=1 if card.combine == "sum" else card.total_weight,
            divisor=float(card.denominator),
        )
        found[f"score_{name}"] = made.points(made.total)
        if card.bands:
            found[f"band_{name}"] = made.band()
    return found


def _float(whole: nw.Expr) -> nw.Expr:
    import narwhals as nw

    return whole.cast(nw.Float64)


def _text(text: str) -> nw.Expr:
    import narwhals as nw

    return nw.lit(text, nw.String)
