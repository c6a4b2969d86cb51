"""The change of a score, told: what each cause did, and why the band changed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import lcm
from typing import Any, Literal

import attrs

from partner_success.core.bands import Band
from partner_success.core.collections import FrozenMap
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import (
    HUNDRED,
    Number,
    count_steps,
    decimal_text,
    digits_needed,
    shown_parts,
)
from partner_success.scoring.measures import Measure
from partner_success.scoring.model import Component
from partner_success.scoring.results import Score

Cause = Literal["value", "missing", "weight", "curve", "rounding"]
"""Why a part of a score changed: another number; a number that became known or unknown;
another weight; another way from the number to its points (a target, a curve, a
direction); or that a component made of measures counts in whole hundredths."""

BandCause = Literal["none", "points", "edges", "either", "both"]
"""What moved a score to another band: nothing, its points, the edges of the bands, each
of the two alone, or only both together."""

_COLUMNS = ("what changed", "before", "after", "points")
_MORE = {
    "weight": ", its weight",
    "curve": ", its way to points",
    "rounding": ", counted in hundredths",
}


@attrs.frozen(kw_only=True)
class ChangePart:
    """What one cause did to the score.

    Attributes:
        component: The component; of the score after, if it is still part of it.
        measure: The measure behind the component; ``None`` for the component itself.
        cause: Why.
        before: What the component counted before, turned where lower is better, or the
            number given for the measure; of a weight, the weight, and 0 where there was
            none; ``None`` for a number that was not known.
        after: The same after.
        gained_count: Points gained (or lost, below 0), over the denominator.
        denominator: The denominator of all parts of the change, above 0.

    Rule: HLT-08.
    """

    component: Component
    measure: Measure | None
    cause: Cause
    before: Number | None
    after: Number | None
    gained_count: int
    denominator: int

    @property
    def gained(self) -> float:
        """Points gained; below 0 for points lost."""
        return self.gained_count / self.denominator

    @property
    def name(self) -> str:
        """What changed, for people."""
        name = self.component.name
        if self.measure is not None:
            name = f"{name}: {self.measure.name}"
        return name + _MORE.get(self.cause, "")

    def text(self, number: Number | None, *, unit: bool = True) -> str:
        """Write the number before or after for people, a measure's with its unit."""
        if number is None:
            return "missing"
        if self.cause == "weight":
            return str(number) if number else "no part"
        if self.measure is None:
            return decimal_text(count_steps(number), HUNDRED)
        return f"{number} {self.measure.unit if unit else ''}".rstrip()


@attrs.frozen(kw_only=True)
class BandChange:
    """Why a score lies in another band, or why it does not.

    Attributes:
        before: The band before, by the edges before.
        after: The band after, by the edges after.
        by_old_edges: Where the score after would lie by the edges before.
        by_new_edges: Where the score before would lie by the edges after.

    Rule: HLT-08.
    """

    before: Band
    after: Band
    by_old_edges: Band
    by_new_edges: Band

    @property
    def cause(self) -> BandCause:
        """What moved the score to another band."""
        if self.before.id == self.after.id:
            return "none"
        points = self.by_old_edges.id == self.after.id
        edges = self.by_new_edges.id == self.after.id
        if points:
            return "either" if edges else "points"
        return "edges" if edges else "both"

    def __str__(self) -> str:
        if self.cause == "none":
            return f"still {self.after.name}"
        why = {
            "points": "by its points",
            "edges": "by the edges of the bands, which moved",
            "either": "by its points; the moved edges alone would do it too",
            "both": "by its points and the moved edges, by neither alone",
        }[self.cause]
        return f"from {self.before.name} to {self.after.name} {why}"


@attrs.frozen(kw_only=True)
class ScoreChange(Explained):
    """The change between two scores of one scorecard, split over its causes.

    Attributes:
        before: The earlier score.
        after: The later score.
        parts: What each cause did, in the order of the scorecard; together they are the
            whole change, exactly. A cause that did nothing is left out.
        denominator: The denominator of all parts, above 0.

    Rule: HLT-08.
    """

    before: Score
    after: Score
    parts: tuple[ChangePart, ...]
    denominator: int

    @property
    def exact(self) -> Fraction:
        """Points gained without rounding; below 0 for points lost."""
        return self.after.exact - self.before.exact

    @property
    def value(self) -> float:
        """Points gained, as the float nearest to them; below 0 for points lost."""
        return float(self.exact)

    @property
    def by_component(self) -> FrozenMap[str, Fraction]:
        """Points gained by component id, without rounding; 0 where nothing changed."""
        found = {
            component.id: 0
            for score in (self.after, self.before)
            for component in score.model.components
        }
        for part in self.parts:
            found[part.component.id] += part.gained_count
        return FrozenMap(
            {id_: Fraction(count, self.denominator) for id_, count in found.items()}
        )

    @property
    def greatest(self) -> Component | None:
        """The component that did most in the direction of the change.

        The first of equals; None where nothing changed. Of a change of 0 points, the
        component that lost most.
        """
        gained = self.by_component
        sign = 1 if self.exact > 0 else -1
        most = max(gained, key=lambda id_: sign * gained[id_])
        parts = {part.component.id: part.component for part in self.parts}
        return parts.get(most) if sign * gained[most] > 0 else None

    @property
    def band(self) -> BandChange | None:
        """Why the band changed, or not; None where a scorecard has no bands."""
        old, new = self.before.model.bands, self.after.model.bands
        if old is None or new is None:
            return None
        before, after = self.before, self.after
        return BandChange(
            before=before.band,
            after=after.band,
            by_old_edges=old.of_ratio(after.numerator, after.denominator),
            by_new_edges=new.of_ratio(before.numerator, before.denominator),
        )

    @property
    def provenance(self) -> Provenance:
        """The rulebook edition that decided the later score."""
        return self.after.provenance

    def explain(self) -> Explanation:
        """Tell what changed, what did most first."""
        return Explanation(
            title=self._title(),
            columns=_COLUMNS if self.parts else (),
            rows=tuple(self._rows()),
            remarks=tuple(self._remarks()),
            provenance=self.provenance,
        )

    def as_data(self) -> dict[str, Any]:
        """Give the change as plain data, whole numbers over one denominator."""
        band = self.band
        return {
            "scorecard": self.after.model.id,
            "before": {"exact": str(self.before.exact), "value": self.before.value},
            "after": {"exact": str(self.after.exact), "value": self.after.value},
            "change": {"exact": str(self.exact), "value": self.value},
            "denominator": self.denominator,
            "parts": [
                {
                    "component": part.component.id,
                    "measure": part.measure.id if part.measure else None,
                    "cause": part.cause,
                    "before": part.text(part.before),
                    "after": part.text(part.after),
                    "count": part.gained_count,
                    "points": part.gained,
                }
                for part in self.parts
            ],
            "band": None
            if band is None
            else {
                "before": band.before.id,
                "after": band.after.id,
                "cause": band.cause,
            },
            "edition_before": self.before.provenance.edition,
            "edition": self.provenance.edition,
        }

    def _title(self) -> str:
        model = self.after.model
        title = f"{model.name} from {self.before.text} to {self.after.text}"
        return f"{title}: {self._signed(self._text(self.exact))} {model.unit}"

    def _text(self, exact: Fraction) -> str:
        return decimal_text(exact.numerator, exact.denominator, self._digits)

    @staticmethod
    def _signed(text: str) -> str:
        return text if text.startswith("-") or text == "0" else f"+{text}"

    @property
    def _digits(self) -> int:
        counts = [Fraction(part.gained_count, self.denominator) for part in self.parts]
        return digits_needed(lcm(*(count.denominator for count in counts)))

    def _rows(self) -> Iterator[tuple[str, ...]]:
        """Give the rows by component, what did most first; its measures below it."""
        ordered: list[list[ChangePart]] = []
        for id_ in self.by_component:
            own = [part for part in self.parts if part.component.id == id_]
            ordered += [own] if own else []
        ordered.sort(key=lambda own: -abs(sum(part.gained_count for part in own)))
        parts = [part for own in ordered for part in own]
        counts = [part.gained_count for part in parts]
        texts = shown_parts(counts, self.denominator, self._digits)
        for part, text in zip(parts, texts, strict=True):
            before, after = part.text(part.before), part.text(part.after)
            yield part.name, before, after, self._signed(text)

    def _remarks(self) -> Iterator[str]:
        if self.band is not None:
            yield str(self.band)
        same = [
            component.name
            for component in self.after.model.components
            if not any(part.component.id == component.id for part in self.parts)
        ]
        if same and self.parts:
            yield f"nothing by {', '.join(same)}"
        for word, score in (("before", self.before), ("after", self.after)):
            if score.missing:
                yield f"missing {word}: {', '.join(score.missing)}"
        editions = [self.before.provenance.edition, self.provenance.edition]
        if editions[0] != editions[1]:
            yield f"before by rulebook {editions[0] or 'none'}"
