"""How far the work ahead of one renewal is on a day."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import attrs

from partner_success.core.collections import Catalogue, FrozenMap
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.instants import require_date
from partner_success.core.provenance import Provenance
from partner_success.engagement.renewals.prompts import PlannedPrompt

__all__ = ["PromptState", "RenewalPlan", "RenewalStanding"]


class PromptState(StrEnum):
    """How a prompt stands on a day.

    Attributes:
        DONE: It was acted on, that day or before.
        OPEN: The day is one of its days.
        MISSED: Its last day is over.
        AHEAD: Its first day is still to come.
    """

    DONE = "done"
    OPEN = "open"
    MISSED = "missed"
    AHEAD = "ahead"


@attrs.frozen(kw_only=True)
class RenewalPlan:
    """All prompts ahead of one renewal, in the order in which they open.

    Attributes:
        renewal_on: The day of the renewal.
        prompts: The prompts with their days.
        provenance: The rulebook edition that decided.

    Rule: RNW-01.
    """

    renewal_on: date
    prompts: Catalogue[PlannedPrompt]
    provenance: Provenance = Provenance()

    def on(
        self, day: date, *, done: FrozenMap[str, date] | dict[str, date] | None = None
    ) -> RenewalStanding:
        """Tell what is open, missed, ahead and done on a day.

        Args:
            day: The day.
            done: When prompts were acted on, by their ids. What was done after `day`
                does not count yet.

        Raises:
            UnknownNameError: There is no prompt of such an id.
            InvalidValueError: Something is no day.
        """
        known: dict[str, date] = {}
        for name, done_on in (done or {}).items():
            known[self.prompts[name].id] = require_date(done_on, f"done[{name!r}]")
        return RenewalStanding(
            plan=self, day=require_date(day, "day"), done_on=FrozenMap(known)
        )


@attrs.frozen(kw_only=True)
class RenewalStanding(Explained):
    """What is to be done ahead of a renewal, as seen on a day.

    Attributes:
        plan: The prompts.
        day: The day.
        done_on: When prompts were acted on, by their ids.

    Rule: RNW-01.
    """

    plan: RenewalPlan
    day: date
    done_on: FrozenMap[str, date]

    def state(self, prompt: str) -> PromptState:
        """Give how one prompt stands.

        Raises:
            UnknownNameError: There is no such prompt.
        """
        planned = self.plan.prompts[prompt]
        done_on = self.done_on.get(prompt)
        if done_on is not None and done_on <= self.day:
            return PromptState.DONE
        if planned.is_open(self.day):
            return PromptState.OPEN
        if planned.closes_on < self.day:
            return PromptState.MISSED
        return PromptState.AHEAD

    def _in(self, state: PromptState) -> tuple[PlannedPrompt, ...]:
        return tuple(each for each in self.plan.prompts if self.state(each.id) == state)

    @property
    def done(self) -> tuple[PlannedPrompt, ...]:
        """What was acted on by that day."""
        return self._in(PromptState.DONE)

    @property
    def open(self) -> tuple[PlannedPrompt, ...]:
        """What is to be done now."""
        return self._in(PromptState.OPEN)

    @property
    def missed(self) -> tuple[PlannedPrompt, ...]:
        """What should have been done by now."""
        return self._in(PromptState.MISSED)

    @property
    def ahead(self) -> tuple[PlannedPrompt, ...]:
        """What comes later."""
        return self._in(PromptState.AHEAD)

    @property
    def provenance(self) -> Provenance:
        """The rulebook edition that decided."""
        return self.plan.provenance

    def explain(self) -> Explanation:
        """Tell every prompt with its days and how it stands."""
        left = (self.plan.renewal_on - self.day).days
        when = f"{left} days ahead" if left >= 0 else f"{-left} days after it"
        rows = [
            (
                each.prompt.name,
                str(each.prompt.side),
                str(each.opens_on),
                str(each.closes_on),
                str(self.state(each.id)),
            )
            for each in self.plan.prompts
        ]
        return Explanation(
            title=f"Renewal on {self.plan.renewal_on}, seen on {self.day}: {when}",
            columns=("prompt", "who", "opens", "closes", "state"),
            rows=tuple(rows),
            provenance=self.provenance,
        )
