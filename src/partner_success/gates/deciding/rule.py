"""How a command is decided: what stands against it, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from partner_success.core.decision import Reason
from partner_success.gates.deciding.situation import Situation
from partner_success.gates.events import JourneyEvent

if TYPE_CHECKING:
    from partner_success.access import Actor
    from partner_success.gates.commands import Commanded, Subject

__all__ = ["CommandRule", "Recorder", "nothing", "unmet"]

EventT = TypeVar("EventT", bound=JourneyEvent)


def nothing(*_: object) -> Iterator[Reason]:
    """Give no reason."""
    return iter(())


def unmet(
    code: str,
    message: str,
    *rules: str,
    stage: str | None = None,
    resolved_by: Iterable[str] = (),
    **facts: object,
) -> Reason:
    """Make a reason that says where it lies and who can resolve it.

    Args:
        code: For programs.
        message: For people.
        rules: The ids of the rules that decided.
        stage: The stage in which it lies; ``None`` for the partner as a whole.
        resolved_by: The roles that can resolve it.
        facts: What was compared, by name.
    """
    known: dict[str, object] = {"stage": stage, "resolved_by": tuple(resolved_by)}
    return Reason(code=code, message=message, rules=rules, facts={**known, **facts})


@attrs.frozen
class Recorder:
    """Writes down events with what they all say: whose, when, by whom and why.

    Attributes:
        situation: Where the journey stands.
        command: What is being done.
        role: The role in which it is done; `None` where no role counts.
        written: The events so far, in their order.
    """

    situation: Situation
    command: Commanded
    role: str | None
    written: list[JourneyEvent] = attrs.field(factory=list[JourneyEvent])

    def __call__(self, kind: type[EventT], **content: Any) -> EventT:
        """Give an event of this kind, in the next place of the log."""
        state = self.situation.state
        sequence = state.version + len(self.written) + 1
        make: Callable[..., EventT] = kind
        event = make(
            id=f"{state.partner_id}#{sequence}",
            partner_id=state.partner_id,
            sequence=sequence,
            at=self.situation.at,
            by=self.command.by.id,
            role=content.pop("role", self.role),
            why=self.command.why,
            **content,
        )
        self.written.append(event)
        return event


@attrs.frozen(kw_only=True)
class CommandRule:
    """How commands of one kind are decided.

    Attributes:
        command: The class of the command.
        access: The action by which access says whether somebody may give it.
        rules: The ids of the rules that it keeps.
        subjects: What it could be done to as the partner stands, allowed or not.
        standing: What stands against doing it to something, for this person, whatever
            is said with it.
        content: What stands against this very command.
        record: Writes down what it comes to, once nothing stands against it.
    """

    command: type[Commanded]
    access: str
    rules: tuple[str, ...]
    subjects: Callable[[Situation], Iterable[Subject]]
    standing: Callable[[Situation, Subject, Actor], Iterator[Reason]]
    content: Callable[[Situation, Any], Iterator[Reason]] = nothing
    record: Callable[[Situation, Any, Recorder], object]
