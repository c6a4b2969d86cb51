"""What is to be done ahead of a renewal on the day of a review."""

from __future__ import annotations

from datetime import date

from partner_success.engagement.renewals.prompts import PlannedPrompt
from partner_success.review.asked import Asked

__all__ = ["open_prompts"]


def open_prompts(asked: Asked, renews_on: date | None) -> tuple[PlannedPrompt, ...]:
    """Give the prompts that are open on the day, what closes first before the rest.

    There are none without a day of renewal, or once it has gone by.
    """
    if renews_on is None or renews_on < asked.on:
        return ()
    known = asked.prompts
    if renews_on not in known:
        plan = asked.rules.renewals.plan(renews_on)
        found = [each for each in plan.prompts if each.is_open(asked.on)]
        known[renews_on] = tuple(sorted(found, key=_by_end))
    return known[renews_on]


def _by_end(prompt: PlannedPrompt) -> tuple[date, str]:
    return prompt.closes_on, prompt.id
