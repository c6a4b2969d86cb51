"""How well partners operate, and how satisfied their customers are."""

from __future__ import annotations

import attrs

from partner_success.analytics.roles.figures import mean_of, share_of
from partner_success.analytics.roles.refusals import RefusedRecord
from partner_success.analytics.roles.scope import Scope
from partner_success.core.collections import Catalogue, FrozenMap
from partner_success.engagement.kpis.ratio import Ratio
from partner_success.errors import InvalidDataError
from partner_success.frames.judging import answer_fault
from partner_success.partners import SurveyAnswer
from partner_success.scoring.csat import PartnerCsat
from partner_success.scoring.results import Score

__all__ = [
    "CsatFigures",
    "CsatLine",
    "OperationFigures",
    "OperationLine",
    "csat_figures",
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
        refusals: The points of partners that the scorecard refused; such a partner has
            no score.

    Rule: ANL-02.
    """

    lines: Catalogue[OperationLine]
    mean: Ratio
    by_band: FrozenMap[str, int]
    refusals: tuple[RefusedRecord, ...] = ()

    @property
    def unscored(self) -> tuple[str, ...]:
        """The ids of partners of which too little is known."""
        refused = {each.partner_id for each in self.refusals}
        return tuple(
            line.id
            for line in self.lines
            if line.score is None and line.id not in refused
        )


def operation_figures(scope: Scope) -> OperationFigures:
    """Score the operational health of the partners in the stage.

    What is missing is left out and the rest reweighted, as long as the rulebook takes
    what is known for enough. A partner of which a value cannot be is refused.
    """
    card = scope.rules.partner_health
    lines: list[OperationLine] = []
    refusals: list[RefusedRecord] = []
    for facts in scope.here():
        score: Score | None = None
        try:
            found = card.score(facts.operation, missing="reweight")
        except InvalidDataError as error:
            refusals.append(
                RefusedRecord(
                    partner_id=facts.partner_id,
                    kind="operation",
                    id=facts.partner_id,
                    problems=error.problems,
                )
            )
        else:
            score = found if isinstance(found, Score) else None
        lines.append(OperationLine(id=facts.partner_id, score=score))
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
        refusals=tuple(refusals),
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
        refusals: Answers that cannot be counted.

    Rule: ANL-02.
    """

    lines: Catalogue[CsatLine]
    satisfied: Ratio
    mean: Ratio
    refusals: tuple[RefusedRecord, ...] = ()


def csat_figures(scope: Scope) -> CsatFigures:
    """Give the CSAT of the partners in the stage.

    It is that of the fiscal year in which the period ends, of answers that were given
    until then. An answer to an unknown question, or of a rating that is none of the
    scale, is refused.
    """
    model, last = scope.rules.csat, scope.period.last
    lines: list[CsatLine] = []
    refusals: list[RefusedRecord] = []
    for facts in scope.here():
        sound: list[SurveyAnswer] = []
        for answer in facts.snapshot.answers:
            if answer.answered_on > last or not model.concerns(answer, on=last):
                continue
            fault = answer_fault(answer, scope.rules)
            if fault is None:
                sound.append(answer)
                continue
            refusals.append(
                RefusedRecord(
                    partner_id=facts.partner_id,
                    kind="answer",
                    id=answer.id,
                    problems=(fault,),
                )
            )
        csat = model.partner(sound, on=last)
        lines.append(CsatLine(id=facts.partner_id, csat=csat))
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
        refusals=tuple(refusals),
    )
