"""Where a partner stands on its journey, what is in the way, and when it launches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from partner_success.gates import (
    LaunchRisk,
    PartnerJourney,
    Path,
    Standing,
    launch_risk,
    standing,
)

if TYPE_CHECKING:
    from partner_success.core.decision import Reason
    from partner_success.gates import Forecast, Stage
    from partner_success.review.asked import Asked

__all__ = ["StageReview", "review_stage"]


@attrs.frozen(kw_only=True)
class StageReview:
    """Where a partner stands on its journey.

    Attributes:
        journey: The journey as it stood at the instant.
        standing: Whether it is late, early or on time.
        path: What lies between it and the next stage, or the one it is in where that is
            not started; ``None`` in the last one.
        risk: At which risk its launch is.
        forecast: When it will launch; ``None`` where nobody asked, or the journey has
            no terms of it.
    """

    journey: PartnerJourney
    standing: Standing
    path: Path | None
    risk: LaunchRisk
    forecast: Forecast | None

    @property
    def stage(self) -> Stage:
        """The stage that it is in."""
        return self.journey.journey.stages[self.journey.stage]

    @property
    def obstacles(self) -> tuple[Reason, ...]:
        """What is in the way of the next stage, in the order in which it comes."""
        if self.path is None:
            return ()
        return tuple(each.reason for each in self.path.obstacles)


def review_stage(journey: PartnerJourney, asked: Asked) -> StageReview:
    """Tell where a partner stands on the day of a review."""
    terms, state, on = journey.journey, journey.state, asked.on
    here = terms.stages[state.stage]
    begun = state.gate.started_at is not None
    following = terms.following(here.id) if begun else here
    found: Forecast | None = None
    if asked.forecasts and terms.forecast is not None:
        # Most reviews ask for none, and drawing days takes much besides.
        from partner_success.gates.forecast import forecast

        found = forecast(terms, state, asked.others, on=on)
    return StageReview(
        journey=journey,
        standing=standing(terms, state, on),
        path=None if following is None else journey.why_not(following.id),
        risk=launch_risk(terms, state, on, asked.averages),
        forecast=found,
    )
