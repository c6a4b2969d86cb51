"""How well a partner operates, and how far its own practice has come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import attrs

from partner_success.core.bands import Band
from partner_success.engagement.playbooks.choosing import choose_playbooks
from partner_success.errors import InvalidDataError
from partner_success.frames.results import Refusal
from partner_success.frames.sources import Fact
from partner_success.partners import MaturitySheet, OperationReading
from partner_success.review.asked import Asked
from partner_success.scoring.maturity import Maturity
from partner_success.scoring.results import NotScored, Score

__all__ = [
    "MaturityReview",
    "OperationReview",
    "review_maturity",
    "review_operation",
]


@attrs.frozen(kw_only=True)
class OperationReview:
    """How well a partner operates, by its newest reading.

    Attributes:
        reading: The reading.
        health: Its operational health; ``None`` where a value was refused.
        playbooks: The ids of the playbooks that its band calls for.
    """

    reading: OperationReading
    health: Score | NotScored | None
    playbooks: tuple[str, ...]

    @property
    def band(self) -> Band | None:
        """The band of its operational health, where there is one."""
        return _band(self.health)


@attrs.frozen(kw_only=True)
class MaturityReview:
    """How far a partner's own practice has come, by its newest sheet.

    Attributes:
        sheet: The sheet.
        maturity: What it says; ``None`` where an answer was refused.
    """

    sheet: MaturitySheet
    maturity: Maturity | None


def _band(health: Score | NotScored | None) -> Band | None:
    if not isinstance(health, Score) or not health.model.bands:
        return None
    return health.band


def review_operation(
    readings: Sequence[Fact[OperationReading]], asked: Asked
) -> tuple[OperationReview | None, tuple[Refusal, ...]]:
    """Score the newest reading, and give the refusals of its values."""
    newest = max(readings, key=_day, default=None)
    if newest is None:
        return None, ()
    card = asked.rules.partner_health
    health: Score | NotScored | None = None
    refusals: tuple[Refusal, ...] = ()
    try:
        health = card.score(newest.record.parts, missing="reweight")
    except InvalidDataError as error:
        refusals = tuple(newest.refuse(each) for each in error.problems)
    found = OperationReview(
        reading=newest.record, health=health, playbooks=_playbooks(health, asked)
    )
    return found, refusals


def _playbooks(health: Score | NotScored | None, asked: Asked) -> tuple[str, ...]:
    rules, band = asked.rules, _band(health)
    if band is None or band.id not in rules.triggers.responses:
        return ()
    return choose_playbooks(rules.playbooks, rules.triggers, band=band).chosen.ids


def review_maturity(
    sheets: Sequence[Fact[MaturitySheet]], asked: Asked
) -> tuple[MaturityReview | None, tuple[Refusal, ...]]:
    """Assess the newest sheet, and give the refusals of its answers."""
    newest = max(sheets, key=_day, default=None)
    if newest is None:
        return None, ()
    try:
        maturity = asked.rules.maturity.assess(newest.record.in_place)
    except InvalidDataError as error:
        refusals = tuple(newest.refuse(each) for each in error.problems)
        return MaturityReview(sheet=newest.record, maturity=None), refusals
    return MaturityReview(sheet=newest.record, maturity=maturity), ()


def _day(fact: Fact[OperationReading] | Fact[MaturitySheet]) -> date:
    return fact.record.on
