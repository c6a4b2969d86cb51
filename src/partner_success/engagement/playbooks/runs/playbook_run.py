"""The run of a playbook: how it stands, what happened, and what can be done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import attrs

from partner_success.core.instants import require_aware, require_date
from partner_success.engagement.playbooks.playbook import Playbook, PlaybookStep
from partner_success.engagement.playbooks.runs.commands import RunCommanded, StartRun
from partner_success.engagement.playbooks.runs.deciding import (
    RULES,
    event_class,
    missing_steps,
    objections,
    started,
)
from partner_success.engagement.playbooks.runs.events import RunEvent
from partner_success.engagement.playbooks.runs.folding import fold_run, require_event
from partner_success.engagement.playbooks.runs.machine import run_table
from partner_success.engagement.playbooks.runs.state import RunProgress, RunState
from partner_success.errors import InvalidUseError, InvalidValueError
from partner_success.machines import (
    Answer,
    conflict,
    count_as_of,
    new_events,
    require_version,
    require_whole_log,
    too_early,
)

__all__ = ["PlaybookRun", "RunStep"]


@attrs.frozen(kw_only=True)
class PlaybookRun:
    """The run of a playbook; it never changes, each step gives the next one.

    Attributes:
        playbook: The playbook.
        state: How the run stands.
        events: What happened, in order, as far as it is known: from the beginning where
            the log was replayed, from the snapshot on where it was restored.

    Rule: PLB-04.
    """

    playbook: Playbook = attrs.field(repr=False)
    state: RunState
    events: tuple[RunEvent, ...] = attrs.field(default=(), repr=False)

    @classmethod
    def start(
        cls, playbook: Playbook, command: StartRun, *, at: datetime
    ) -> PlaybookRun:
        """Take a playbook up for a partner or a customer.

        Whether it is run for this cause already is not known here: `PlaybookRuns` looks
        after that.

        Args:
            playbook: What is run.
            command: For whom, why, and who starts it.
            at: When, with its zone; the day in that zone is the first day of the run.

        Raises:
            InvalidUseError: The command is no `StartRun`.
            InvalidValueError: The instant has no zone.

        Rule: PLB-04.
        """
        return cls.replay(playbook, [started(playbook, command, at)])

    @classmethod
    def replay(cls, playbook: Playbook, events: Iterable[RunEvent]) -> PlaybookRun:
        """Give the run that a whole log comes to; what comes twice counts once.

        Raises:
            InvalidUseError: An event cannot follow the one in front of it, or the log
                is of another playbook.
            UnknownNameError: An event names a step or an outcome that is not there.

        Rule: PLB-04.
        """
        fresh = tuple(new_events((), map(require_event, events), version=0))
        return cls(
            playbook=playbook, state=fold_run(playbook, None, fresh), events=fresh
        )

    @classmethod
    def restore(cls, playbook: Playbook, state: RunState) -> PlaybookRun:
        """Take a stored state up again; what happened before it is not known.

        Raises:
            InvalidUseError: It is of another playbook.
            UnknownNameError: It has a step, an outcome or a state that is not there.

        Rule: PLB-04.
        """
        if state.playbook_id != playbook.id:
            raise InvalidUseError(
                f"the state is of the playbook {state.playbook_id!r}, and this is"
                f" {playbook.id!r}; give the playbook that was run"
            )
        run_table().require_state(state.state)
        for step in (*state.done, *state.left_out, *state.people):
            playbook.steps[step]
        if state.outcome is not None:
            playbook.outcomes[state.outcome]
        return cls(playbook=playbook, state=state)

    @property
    def id(self) -> str:
        """The id that follows from playbook, subject and cause; see `run_id`."""
        return self.state.run_id

    @property
    def version(self) -> int:
        """How many events led here."""
        return self.state.version

    @property
    def has_ended(self) -> bool:
        """Whether it was finished or cancelled, so that nothing follows."""
        return self.state.state in run_table().final

    @property
    def open_steps(self) -> tuple[PlaybookStep, ...]:
        """The steps that are neither done nor left out, in order."""
        settled = self.state.is_settled
        return tuple(step for step in self.playbook.steps if not settled(step.id))

    @property
    def ready_steps(self) -> tuple[PlaybookStep, ...]:
        """The open steps that can be done next; none unless it is running."""
        if self.state.state != run_table().initial:
            return ()
        return tuple(
            step
            for step in self.open_steps
            if not missing_steps(self.playbook, self.state, step.id)
        )

    @property
    def progress(self) -> RunProgress:
        """How far it is."""
        return RunProgress(
            done=len(self.state.done),
            left_out=len(self.state.left_out),
            of=len(self.playbook.steps),
        )

    @property
    def due_on(self) -> date | None:
        """The last day on which it is in time; ``None`` where nothing says.

        It counts from the day of the start, in the zone in which that was given. A
        pause does not move it, because who waits goes on waiting.

        Raises:
            InvalidValueError: The calendar has no such day.
        """
        if self.playbook.within_days is None:
            return None
        start = self.state.started_at.date()
        try:
            return start + timedelta(days=self.playbook.within_days)
        except OverflowError as error:
            raise InvalidValueError(
                f"{self.playbook.within_days} days after {start} is beyond the calendar"
            ) from error

    def overdue(self, on: date) -> bool:
        """Tell whether it should have ended before a day, and has not.

        Raises:
            InvalidValueError: It is no day, or the run's own is beyond the calendar.

        Rule: PLB-04.
        """
        require_date(on, "on")
        due = self.due_on
        return due is not None and due < on and not self.has_ended

    def role_of(self, step: str) -> str:
        """Give the role that does a step: its own, or the playbook's.

        Raises:
            UnknownNameError: There is no such step.
        """
        return self.playbook.steps[step].role or self.playbook.role

    def apply(
        self,
        command: RunCommanded,
        *,
        at: datetime,
        expected_version: int | None = None,
    ) -> RunStep:
        """Do something, or say everything that stands against it.

        Args:
            command: What somebody wants to do.
            at: When, with its zone; not before the newest event.
            expected_version: The version that the caller saw. Where something came
                between, the command is refused and that is named; left out, nothing is
                compared.

        Raises:
            InvalidUseError: It is no command of a run.
            InvalidValueError: The instant has no zone, or the version is no whole
                number from 0 up.
            UnknownNameError: It names a step or an outcome that is not there.

        Rule: PLB-04.
        """
        require_aware(at, "at")
        reasons = (
            *conflict(self.version, self.events, expected_version, rules=RULES),
            *too_early(at, self.state.at, rules=RULES),
            *objections(self.playbook, self.state, command),
        )
        if reasons:
            return RunStep(run=self, reasons=reasons)
        sequence = self.version + 1
        make: Any = event_class(command)
        event: RunEvent = make(
            id=f"{self.id}#{sequence}",
            run_id=self.id,
            sequence=sequence,
            at=at,
            **attrs.asdict(command, recurse=False),
        )
        return RunStep(run=self.followed_by([event]), events=(event,))

    def followed_by(self, events: Iterable[RunEvent]) -> PlaybookRun:
        """Take in events that did happen; one that is known already changes nothing.

        Raises:
            InvalidUseError: An event cannot follow, or differs from the one that is
                known in its place.
            UnknownNameError: An event names a step or an outcome that is not there.

        Rule: PLB-04.
        """
        fresh = new_events(
            self.events,
            map(require_event, events),
            version=self.version,
            belongs=lambda event: event.run_id == self.id,
        )
        if not fresh:
            return self
        state = fold_run(self.playbook, self.state, fresh)
        return attrs.evolve(self, state=state, events=(*self.events, *fresh))

    def snapshot(self) -> RunState:
        """Give how it stands, to be stored and taken up by `restore`.

        It is what replaying the log gives.

        Rule: PLB-04.
        """
        return self.state

    def at_version(self, version: int) -> PlaybookRun:
        """Give the run as it was after so many events.

        Args:
            version: From 1, when it had just been started, to the present version.

        Raises:
            InvalidValueError: There is no such version yet, or never was.
            InvalidUseError: What happened before the state that this run was restored
                from is not known.

        Rule: PLB-04.
        """
        require_version(version, self.version, least=1)
        return PlaybookRun.replay(self.playbook, self._whole_log()[:version])

    def as_of(self, at: datetime) -> PlaybookRun:
        """Give the run as it was at an instant, that instant included.

        Raises:
            InvalidValueError: The instant has no zone, or lies before the run.
            InvalidUseError: What happened before the state that this run was restored
                from is not known.

        Rule: PLB-04.
        """
        count = count_as_of(self._whole_log(), at, "run")
        return self.at_version(count)

    def _whole_log(self) -> tuple[RunEvent, ...]:
        return require_whole_log(self.events, self.version, "run")


@attrs.frozen(kw_only=True)
class RunStep(Answer[RunEvent]):
    """What came of a command, with what every `Answer` has: events and reasons.

    Attributes:
        run: The run now; the same where it was refused.

    Rule: PLB-04.
    """

    run: PlaybookRun
