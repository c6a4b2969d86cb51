"""How far a partner's own customer success practice has come."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import shown
from partner_success.errors import InvalidDataError, Problem
from partner_success.scoring.model import Component
from partner_success.scoring.results import ScoreRange
from partner_success.scoring.scorecard import Scorecard


@attrs.frozen(kw_only=True)
class Pillar:
    """One thing a practice needs.

    Attributes:
        id: The name for programs.
        name: The name for people.
        question: What is asked.
        advice: What to build where it is not in place.
        citations: Where it comes from.
    """

    id: str
    name: str
    question: str
    advice: str
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class MaturityModel:
    """A maturity assessment: pillars in the order in which they are built.

    Attributes:
        id: The name for programs.
        name: The name for people.
        pillars: What is asked, in the order in which to build it.
        citations: Where the model comes from.
        provenance: The rulebook edition it was loaded from.

    Rule: RDY-08.
    """

    id: str
    name: str
    pillars: Catalogue[Pillar]
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()
    card: Scorecard = attrs.field(init=False, repr=False, eq=False)
    """The scorecard that the assessment is: a count of what is in place."""

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "card", self._build_card())

    def _build_card(self) -> Scorecard:
        pillars = (
            Component(id=each.id, name=each.name, weight=1, better="higher")
            for each in self.pillars
        )
        return Scorecard(
            id=self.id,
            name=self.name,
            low=Decimal(0),
            high=Decimal(1),
            whole=True,
            combine="sum",
            components=Catalogue(pillars, kind="pillar"),
            unit="pillars",
            citations=self.citations,
            provenance=self.provenance,
        )

    def assess(self, in_place: Mapping[str, bool | None]) -> Maturity:
        """Assess which pillars are in place.

        Args:
            in_place: Yes or no by pillar id; absent or ``None`` is not answered.

        Raises:
            InvalidDataError: A pillar is unknown or an answer is neither yes nor no.
        """
        answers: Mapping[str, object] = in_place
        problems = [
            Problem(
                path=str(pillar),
                code="not-a-yes-or-no",
                message=f"{pillar} must be True, False or None, found {shown(answer)}",
                given=shown(answer),
                expected="True or False",
            )
            for pillar, answer in answers.items()
            if answer is not None and not isinstance(answer, bool)
        ]
        numbers = {
            pillar: int(answer) if isinstance(answer, bool) else None
            for pillar, answer in answers.items()
        }
        try:
            scored = self.card.score(numbers, missing="range")
        except InvalidDataError as error:
            problems += error.problems
        else:
            if not problems:
                return Maturity(model=self, range=scored)
        raise InvalidDataError(f"the answers for {self.name}", problems)


@attrs.frozen(kw_only=True)
class Maturity(Explained):
    """The outcome of a maturity assessment.

    Attributes:
        model: What was assessed.
        range: Where the stage must lie; both ends are the same once all is answered.

    Rule: RDY-08.
    """

    model: MaturityModel
    range: ScoreRange

    @property
    def stage(self) -> int | None:
        """How many pillars are in place; None while answers are missing."""
        return None if self.range.missing else int(self.range.low.exact)

    @property
    def to_build(self) -> tuple[Pillar, ...]:
        """Pillars that are not in place, in the order in which to build them."""
        counts = zip(self.model.pillars, self.range.high.counts, strict=True)
        return tuple(pillar for pillar, count in counts if not count)

    @property
    def next(self) -> Pillar | None:
        """What to build next; None where nothing is known to be missing."""
        return next(iter(self.to_build), None)

    @property
    def provenance(self) -> Provenance:
        """The rulebook edition that decided."""
        return self.model.provenance

    def explain(self) -> Explanation:
        """Tell the stage and what to build next."""
        low, high = int(self.range.low.exact), int(self.range.high.exact)
        stage = str(low) if self.stage is not None else f"{low} to {high}"
        remarks = [f"build: {pillar.advice}" for pillar in self.to_build]
        if self.range.missing:
            remarks.append(f"not answered: {', '.join(self.range.missing)}")
        return Explanation(
            title=f"{self.model.name}: stage {stage} of {len(self.model.pillars)}",
            remarks=tuple(remarks),
            provenance=self.provenance,
        )
