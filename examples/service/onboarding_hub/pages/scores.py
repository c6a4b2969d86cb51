"""How healthy and how ready a partner is, by the rulebook's own models.

What people rate is kept as a draft, which anybody who may edit the partner saves anew.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote

import attrs
from fastapi import APIRouter
from fastapi.responses import Response

import partner_success as ps
from onboarding_hub.api.common import PartnerId, require, see_partner
from onboarding_hub.api.submissions import keep_draft
from onboarding_hub.hub import Visit
from onboarding_hub.pages.filled import Given, Looking, Sent, Viewer
from onboarding_hub.pages.frame import frame_of, render
from onboarding_hub.pages.questions import PREFIX, answers_of, given_of, parts_of
from onboarding_hub.pages.trouble import TAG, Trouble
from onboarding_hub.problems import ProblemError, not_found
from onboarding_hub.store import submissions
from onboarding_hub.store.idempotency import Answer
from partner_success.core.explanation import Explanation
from partner_success.questionnaires import (
    NumberField,
    Questionnaire,
    Section,
    check,
    readiness_sheet,
)
from partner_success.scoring import Scorecard

__all__ = ["ShownScore", "router", "scores_of"]

router = APIRouter(tags=[TAG], include_in_schema=False)

_READINESS: Final = "partner_readiness"
_HEALTH: Final = "health"
_DECIMALS: Final = 2


@attrs.frozen(kw_only=True)
class ShownScore:
    """A score as a page shows it.

    Attributes:
        id: What is assessed.
        name: How it is called.
        band: The band that it lies in; ``None`` where that is not known.
        explanation: Why; ``None`` where nothing was assessed.
        saved_at: When it was assessed.
        saved_by: The id of who did.
    """

    id: str
    name: str
    band: str | None = None
    explanation: Explanation | None = None
    saved_at: Any = None
    saved_by: str | None = None


def _asked(rules: ps.Rulebook, which: str) -> Questionnaire:
    """Give what is asked for a score.

    Raises:
        ProblemError: There is no such score.
    """
    if which == _READINESS:
        return rules.questionnaires[_READINESS]
    if which != _HEALTH:
        raise not_found()
    return _ratings(rules.health)


@lru_cache(maxsize=4)
def _ratings(card: Scorecard) -> Questionnaire:
    """Ask for the value of each component of a score."""
    fields = [
        NumberField(
            id=each.id,
            label=each.name,
            required=True,
            unit=card.unit,
            at_least=card.low,
            at_most=card.high,
            decimal_places=_DECIMALS,
        )
        for each in card.components
    ]
    section = Section(id="components", title="Components", fields=fields)
    return Questionnaire(
        id=_HEALTH, version="1.0.0", title=card.name, sections=[section]
    )


def scores_of(visit: Visit, partner_id: str) -> list[ShownScore]:
    """Give the scores of a partner, with why."""
    return [_score(visit, partner_id, which) for which in (_HEALTH, _READINESS)]


def _score(visit: Visit, partner_id: str, which: str) -> ShownScore:
    asked = _asked(visit.rules, which)
    known = submissions.draft_of(visit.connection, partner_id, which)
    if known is None:
        return ShownScore(id=which, name=asked.title)
    draft: Any = known[0]
    if which == _READINESS:
        sheet = readiness_sheet(
            draft.answers,
            id=draft.id,
            partner_id=partner_id,
            on=draft.saved_at.date(),
        )
        found: Any = visit.rules.readiness.assess(sheet.ratings)
        band = None if found.level is None else found.level.name
        explanation = found.explain()
    else:
        found = visit.rules.health.score(dict(draft.answers.get("components", {})))
        band, explanation = found.band.name, found.explain()
    return ShownScore(
        id=which,
        name=asked.title,
        band=band,
        explanation=explanation,
        saved_at=draft.saved_at,
        saved_by=draft.saved_by,
    )


@router.get("/partners/{partner_id}/scores/{which}")
def show_assessment(partner_id: PartnerId, which: str, viewer: Viewer) -> Response:
    """Ask for what a score is made of."""
    return _ask(viewer, partner_id, which, None, None)


@router.post("/partners/{partner_id}/scores/{which}")
def take_assessment(partner_id: PartnerId, which: str, sent: Sent) -> Response:
    """Keep what was rated."""
    asked = _asked(sent.hub.rules, which)
    answers = answers_of(asked, sent.given)
    asking = sent.sends(answers)

    def work(visit: Visit) -> Answer:
        _, partner = see_partner(visit, partner_id)
        require(visit.decide("edit_partner", partner))
        problems = check(asked, answers, on=visit.at.date())
        # Of readiness a part may be open; a score of health needs all of it.
        wrong = [p for p in problems if which == _HEALTH or p.code != "missing"]
        if wrong:
            raise ProblemError(422, "Some answers are not right.", faults=wrong)
        seen = asking.require_seen()
        keep_draft(visit, asked, partner_id, answers, seen=seen)
        where = f"/partners/{quote(partner_id)}?done=assessed"
        return Answer(status=303, body="", headers={"Location": where})

    try:
        return asking.answer(work)
    except ProblemError as problem:
        if problem.status not in {409, 422}:
            raise
        return _ask(sent, partner_id, which, sent.given, problem)


def _ask(
    looking: Looking,
    partner_id: str,
    which: str,
    given: Given | None,
    problem: ProblemError | None,
) -> Response:
    asked = _asked(looking.hub.rules, which)
    with looking.asking.reading(partner_id) as visit:
        row, partner = see_partner(visit, partner_id)
        require(visit.decide("edit_partner", partner))
        known = submissions.draft_of(visit.connection, partner_id, which)
        frame = frame_of(looking.request, looking.hub, visit)
    if given is None:
        given = {} if known is None else given_of(known[0].answers)
    parts = parts_of(asked)
    names = [each.name for part in parts for each in part.questions]
    trouble = Trouble.of(problem, names, PREFIX) if problem else None
    return render(
        frame,
        "assessment.html",
        status=problem.status if problem else 200,
        partner=row,
        asked=asked,
        form_parts=parts,
        given=given,
        trouble=trouble,
        revision=0 if known is None else known[1],
    )
