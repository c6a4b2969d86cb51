"""How a trigger stands from day to day: on which days it holds, since when and why.

Days are counted as `datetime.date.toordinal` counts them. So a window may reach beyond
either end of the calendar, and moving it by a day is an addition.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Protocol

import attrs

from partner_success.core.citation import Citation
from partner_success.core.decision import Reason
from partner_success.scoring.triggers.facts import TriggerFacts


class Part(Protocol):
    """One ground on which a trigger fires, seen on any day.

    What it says of a day rests on what was known on that day, never on later facts.
    """

    @property
    def changes(self) -> Sequence[int]:
        """The only days on which its answer can differ from the day before, rising."""
        ...

    def holds(self, day: int) -> bool | None:
        """Tell whether it holds on a day; None where not enough is known."""
        ...

    def reasons(self, day: int) -> tuple[Reason, ...]:
        """Tell why it holds, does not, or cannot be judged, at least one reason."""
        ...


def _merged(parts: Iterable[Part]) -> Sequence[int]:
    first, *others = (part.changes for part in parts)
    return sorted({*first}.union(*others)) if others else first


def _answer(found: Sequence[bool | None]) -> bool | None:
    if True in found:
        return True
    return None if None in found else False


@attrs.frozen
class Course:
    """A trigger over the days: it fires while any of its parts holds.

    Attributes:
        parts: The grounds, at least one.
        playbooks: Gives the ids of the playbooks it calls for when it fires on a day.
    """

    parts: tuple[Part, ...]
    playbooks: Callable[[int], tuple[str, ...]]

    @cached_property
    def changes(self) -> Sequence[int]:
        """The only days on which the answer can differ from the day before.

        Found when they are asked for: of a trigger that is quiet on the one day that is
        judged, nobody asks.
        """
        return _merged(self.parts)

    def holds(self, day: int) -> bool | None:
        """Tell whether it fires; None where nothing does and a part is not judged."""
        return _answer([part.holds(day) for part in self.parts])

    def judged(self, day: int) -> tuple[bool | None, tuple[Reason, ...]]:
        """Tell whether it fires, with the reasons of the parts that decide."""
        found = [(part, part.holds(day)) for part in self.parts]
        answer = _answer([said for _, said in found])
        deciding = (part for part, said in found if said is answer)
        return answer, tuple(
            reason for part in deciding for reason in part.reasons(day)
        )

    def since(self, day: int) -> int | None:
        """Give the first day of the unbroken run of firing that lasts on a day."""
        since = None
        for place in reversed(range(bisect_right(self.changes, day))):
            if not self.holds(self.changes[place]):
                break
            since = self.changes[place]
        return since

    def starts(self, first: int, last: int) -> Iterator[int]:
        """Give the days from first to last (closed) on which it begins to fire."""
        fired = self.holds(first - 1)
        begin, end = bisect_left(self.changes, first), bisect_right(self.changes, last)
        for day in self.changes[begin:end]:
            before, fired = fired, self.holds(day)
            if fired and not before:
                yield day


class Trigger(Protocol):
    """What every trigger has: the rule, where it comes from, and how it stands."""

    @property
    def name(self) -> str:
        """The name for people."""
        ...

    @property
    def rule(self) -> str:
        """The rule that decides."""
        ...

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Where the trigger comes from."""
        ...

    @property
    def reads(self) -> tuple[str, ...]:
        """What it looks at: fields of the facts."""
        ...

    def course(self, facts: TriggerFacts) -> Course:
        """Give how it stands from day to day."""
        ...


def reason(trigger: Trigger, code: str, message: str, **facts: object) -> Reason:
    """Give a reason of a trigger, with its rule and where it comes from."""
    return Reason(
        code=code,
        message=message,
        rules=(trigger.rule,),
        citations=trigger.citations,
        facts=facts,
    )
