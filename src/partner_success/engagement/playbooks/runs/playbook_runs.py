"""All runs of playbooks of a partner or a portfolio, one for each cause."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import attrs

from partner_success.core.collections import EMPTY_MAP, Catalogue, FrozenMap
from partner_success.core.decision import Reason
from partner_success.core.instants import microseconds, require_date
from partner_success.engagement.playbooks.playbook import Playbook
from partner_success.engagement.playbooks.runs.commands import RunCommanded, StartRun
from partner_success.engagement.playbooks.runs.deciding import unmet
from partner_success.engagement.playbooks.runs.events import RunEvent, RunStarted
from partner_success.engagement.playbooks.runs.folding import require_event
from partner_success.engagement.playbooks.runs.playbook_run import PlaybookRun
from partner_success.errors import InvalidUseError, UnknownNameError
from partner_success.machines import Answer

__all__ = ["PlaybookRuns", "RunsStep"]


@attrs.frozen(kw_only=True)
class PlaybookRuns:
    """The runs of playbooks of a partner or a portfolio; it never changes.

    Attributes:
        playbooks: The playbooks that can be run.
        runs: Every run by its id, ended or not.

    Rule: PLB-04.
    """

    playbooks: Catalogue[Playbook] = attrs.field(repr=False)
    runs: FrozenMap[str, PlaybookRun] = EMPTY_MAP

    def __getitem__(self, run: str) -> PlaybookRun:
        found = self.runs.get(run)
        if found is None:
            raise UnknownNameError("run", run, self.runs)
        return found

    def __len__(self) -> int:
        return len(self.runs)

    @property
    def open_runs(self) -> tuple[PlaybookRun, ...]:
        """The runs that have not ended, the one that was started first in front."""
        found = [run for run in self.runs.values() if not run.has_ended]
        return tuple(sorted(found, key=_age))

    def of(self, subject: str) -> tuple[PlaybookRun, ...]:
        """Give the runs for a partner or customer, ended or not, oldest first."""
        found = [run for run in self.runs.values() if run.state.subject == subject]
        return tuple(sorted(found, key=_age))

    def due(self, on: date) -> tuple[PlaybookRun, ...]:
        """Give the open runs that should have ended by the end of a day.

        Those that are overdue are among them. The one with the earliest day comes
        first.

        Raises:
            InvalidValueError: It is no day, or that of a run is beyond the calendar.

        Rule: PLB-04.
        """
        require_date(on, "on")
        found = [
            (due, run.id, run)
            for run in self.open_runs
            if (due := run.due_on) is not None and due <= on
        ]
        return tuple(run for _, _, run in sorted(found, key=lambda each: each[:2]))

    def start(self, playbook: str, command: StartRun, *, at: datetime) -> RunsStep:
        """Take a playbook up, unless it is or was run for this subject and cause.

        A cause is answered once: after the run has ended too. What came about again has
        a day or an id of its own, and so is another cause.

        Args:
            playbook: The id of the playbook.
            command: For whom, why, and who starts it.
            at: When, with its zone; the day in that zone is the first day of the run.

        Raises:
            InvalidUseError: The command is no `StartRun`.
            InvalidValueError: The instant has no zone.
            UnknownNameError: There is no such playbook.

        Rule: PLB-04.
        """
        run = PlaybookRun.start(self.playbooks[playbook], command, at=at)
        known = self.runs.get(run.id)
        if known is not None:
            return RunsStep(runs=self, run=known, reasons=(_run_already(known),))
        return RunsStep(runs=self._with(run), run=run, events=run.events)

    def apply(
        self,
        run: str,
        command: RunCommanded,
        *,
        at: datetime,
        expected_version: int | None = None,
    ) -> RunsStep:
        """Do something in a run, or say everything that stands against it.

        Args:
            run: The id of the run.
            command: What somebody wants to do.
            at: When, with its zone.
            expected_version: The version of the run that the caller saw.

        Raises:
            InvalidUseError: It is no command of a run.
            InvalidValueError: The instant has no zone, or the version is none.
            UnknownNameError: There is no such run, step or outcome.

        Rule: PLB-04.
        """
        step = self[run].apply(command, at=at, expected_version=expected_version)
        if step.refused:
            return RunsStep(runs=self, run=step.run, reasons=step.reasons)
        return RunsStep(runs=self._with(step.run), run=step.run, events=step.events)

    def followed_by(self, events: Iterable[RunEvent]) -> PlaybookRuns:
        """Take in events of any runs; one that is known already changes nothing.

        Those of one run are in order; how those of several mix does not matter.

        Raises:
            InvalidUseError: An event cannot follow in its run, or its run was never
                started.
            UnknownNameError: There is no such playbook, step or outcome.

        Rule: PLB-04.
        """
        logs: dict[str, list[RunEvent]] = {}
        for event in map(require_event, events):
            logs.setdefault(event.run_id, []).append(event)
        if not logs:
            return self
        runs: dict[str, PlaybookRun] = dict(self.runs)
        for name, log in logs.items():
            known = runs.get(name)
            runs[name] = known.followed_by(log) if known else self._replayed(log)
        return attrs.evolve(self, runs=FrozenMap(runs))

    def _replayed(self, log: list[RunEvent]) -> PlaybookRun:
        first: Any = log[0]
        if not isinstance(first, RunStarted):
            raise InvalidUseError(
                f"event {first.id!r} ({first.kind}) is of the run {first.run_id!r},"
                " which was not started; give its log from the beginning"
            )
        return PlaybookRun.replay(self.playbooks[first.playbook_id], log)

    def _with(self, run: PlaybookRun) -> PlaybookRuns:
        return attrs.evolve(self, runs=FrozenMap({**self.runs, run.id: run}))


def _age(run: PlaybookRun) -> tuple[int, str]:
    return microseconds(run.state.started_at), run.id


def _run_already(known: PlaybookRun) -> Reason:
    state = known.state
    standing = "has ended" if known.has_ended else "is open"
    message = (
        f"playbook {known.playbook.id!r} was started for {state.subject} because of"
        f" {state.cause} on {state.started_at.date()}, and that run {standing}; a cause"
        " is answered once"
    )
    return unmet("run-already", message, run_id=known.id, state=state.state)


@attrs.frozen(kw_only=True)
class RunsStep(Answer[RunEvent]):
    """What came of a command, with what every `Answer` has: events and reasons.

    Attributes:
        runs: All runs now; the same where it was refused.
        run: The run that it is about; where a start was refused, the one that there is.

    Rule: PLB-04.
    """

    runs: PlaybookRuns
    run: PlaybookRun
