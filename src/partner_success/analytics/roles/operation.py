"""How well partners operate, and how satisfied their customers are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from partner_success.analytics.roles.figures import mean_of, share_of
from partner_success.analytics.roles.scope import Scope
from partner_success.core.collections import Catalogue, FrozenMap
from partner_success.engagement.kpis.ratio import Ratio
from partner_success.partners.faults import Measure
from partner_success.scoring.csat import CsatModel, PartnerCsat
from partner_success.scoring.results import Score
from partner_success.scoring.scorecard import Scorecard

__all__ = [
    "CsatFigures",
    "CsatLine",
    "OperationFigures",
    "OperationLine",
    "csat_figures",
    "csat_lines",
    "operation_figures",
]


@attrs.frozen(kw_only=True)
class OperationLine:
    """The operational health of one partner.

    Attributes:
        id: The partner.
        score: The score; ``None`` where too little is known.

    Rule: ANL-02.
    """

    id: str
    score: Score | None


@attrs.frozen(kw_only=True)
class OperationFigures:
    """How well partners operate.

    Attributes:
        lines: Each partner, by its id.
        mean: The mean of the scores that there are.
        by_band: How many partners have a score in each band, the best first.

    Rule: ANL-02.
    """

    lines: Catalogue[OperationLine]
    mean: Ratio
    by_band: FrozenMap[str, int]

    @property
    def unscored(self) -> tuple[str, ...]:
        """The ids of partners of which too little is known."""
        return tuple(line.id for line in self.lines if line.score is None)


def operation_figures(
    operations: Iterable[tuple[str, Mapping[str, Measure | None]]], card: Scorecard
) -> OperationFigures:
    """Score the operational health of the partners in the stage.

    What is missing is left out and the rest reweighted, as long as the rulebook takes
    what is known for enough.

    Args:
        operations: Each partner with the points of its components.
        card: What scores.
    """
    lines: list[OperationLine] = []
    for id_, values in operations:
        found = card.score(values, missing="reweight")
        score = found if isinstance(found, Score) else None
        lines.append(OperationLine(id=id_, score=score))
    scores = [line.score for line in lines if line.score is not None]
    bands = [score.band.name for score in scores]
    return OperationFigures(
        lines=Catalogue(lines, kind="partner"),
        mean=mean_of(
            f"mean {card.name.lower()}",
            [score.exact for score in scores],
            f"points of {card.high}",
            "partners scored",
            sum_of="points",
        ),
        by_band=FrozenMap(
            (band.name, bands.count(band.name)) for band in card.require_bands()
        ),
    )


@attrs.frozen(kw_only=True)
class CsatLine:
    """The CSAT of one partner.

    Attributes:
        id: The partner.
        csat: Its CSAT of the fiscal year in which the period ends.

    Rule: ANL-02.
    """

    id: str
    csat: PartnerCsat


@attrs.frozen(kw_only=True)
class CsatFigures:
    """How satisfied the customers of partners are.

    Attributes:
        lines: Each partner, by its id; one without a project has no mean.
        satisfied: Ratings that count as satisfied, of all that were given.
        mean: The mean of the partners' means.

    Rule: ANL-02.
    """

    lines: Catalogue[CsatLine]
    satisfied: Ratio
    mean: Ratio


def csat_lines(scope: Scope) -> list[CsatLine]:
    """Give the CSAT of each partner in the stage.

    It is that of the fiscal year in which the period ends, of answers that were given
    until then.
    """
    model, last = scope.rules.csat, scope.period.last
    return [
        CsatLine(
            id=facts.partner_id,
            csat=model.partner(
                (each for each in facts.snapshot.answers if each.answered_on <= last),
                on=last,
            ),
        )
        for facts in scope.here()
    ]


def csat_figures(lines: Sequence[CsatLine], model: CsatModel) -> CsatFigures:
    """Tell how satisfied the customers of partners are.

    Args:
        lines: The CSAT of each partner.
        model: What rates.
    """
    means = [line.csat.mean for line in lines if line.csat.mean is not None]
    return CsatFigures(
        lines=Catalogue(lines, kind="partner"),
        satisfied=share_of(
            "satisfied ratings",
            sum(line.csat.satisfied for line in lines),
            "satisfied ratings",
            sum(line.csat.answers for line in lines),
            "ratings",
        ),
        mean=mean_of(
            "mean partner CSAT",
            means,
            f"points of {model.high}",
            "partners with a project",
            sum_of="points",
        ),
    )
