"""Competitive activity: the customer looks at an alternative."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from partner_success.core.citation import Citation
from partner_success.core.decision import Reason
from partner_success.partners import AlternativeEvaluation
from partner_success.scoring.triggers.checks import (
    day_text,
    list_fault,
    listed,
    refuse,
)
from partner_success.scoring.triggers.course import Course, reason
from partner_success.scoring.triggers.facts import TriggerFacts


@attrs.frozen(kw_only=True)
class CompetitiveActivity:
    """When a customer looks elsewhere: one record that has not ended is enough.

    Attributes:
        name: The name for people.
        playbooks: Ids of the playbooks that it calls for.
        citations: Where the trigger comes from.

    Raises:
        InvalidModelError: There is no playbook, or one stands twice.

    Rule: TRG-05.
    """

    name: str
    playbooks: tuple[str, ...]
    citations: tuple[Citation, ...] = ()

    def __attrs_post_init__(self) -> None:
        faults = list_fault(self, "playbooks", "playbook")
        refuse(f"the trigger {self.name!r}", faults)

    @property
    def rule(self) -> str:
        """The rule that decides."""
        return "TRG-05"

    @property
    def reads(self) -> tuple[str, ...]:
        """What it looks at: fields of the facts."""
        return ("evaluations",)

    def course(self, facts: TriggerFacts) -> Course:
        """Give how it stands from day to day."""
        found = facts.evaluations
        if found is not None:
            found = tuple(sorted(found, key=_by_day))
        return Course((_Evaluations(self, found),), lambda _: self.playbooks)


def _by_day(record: AlternativeEvaluation) -> tuple[int, str]:
    return record.noted_on.toordinal(), record.alternative or ""


@attrs.frozen
class _Evaluations:
    """The one ground of the trigger: an evaluation that has not ended.

    Attributes:
        model: What judges.
        records: By day; None where nobody looked.
    """

    model: CompetitiveActivity
    records: tuple[AlternativeEvaluation, ...] | None

    @property
    def changes(self) -> Sequence[int]:
        """The days on which an evaluation was noted or ended."""
        pairs = ((each.noted_on, each.ended_on) for each in self.records or ())
        return sorted({day.toordinal() for pair in pairs for day in pair if day})

    def _open(self, day: int) -> Iterator[AlternativeEvaluation]:
        for each in self.records or ():
            ended = each.ended_on
            if each.noted_on.toordinal() <= day and not (
                ended is not None and ended.toordinal() <= day
            ):
                yield each

    def holds(self, day: int) -> bool | None:
        """Look for one that has not ended."""
        return None if self.records is None else any(self._open(day))

    def reasons(self, day: int) -> tuple[Reason, ...]:
        """Name those that have not ended."""
        if self.records is None:
            message = "nobody says whether the customer looks at alternatives"
            return (reason(self.model, "no-records", message),)
        found = tuple(
            f"{each.alternative or 'one without a name'} since {each.noted_on}"
            for each in self._open(day)
        )
        if found:
            message = f"the customer looks at alternatives: {listed(found)}"
            return (reason(self.model, "alternatives", message, alternatives=found),)
        message = f"no alternative is known to be looked at on {day_text(day)}"
        return (reason(self.model, "no-alternative", message),)
