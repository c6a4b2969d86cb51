"""A folder to be reviewed: tables, the logs of journeys, and records of partners."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import attrs

from partner_success.calendars import WorkingCalendar
from partner_success.core.arguments import require
from partner_success.core.instants import microseconds, require_aware, require_date
from partner_success.engagement import ActivityDone
from partner_success.errors import InvalidUseError
from partner_success.frames.portfolio import PortfolioFacts
from partner_success.frames.selection import newest_day
from partner_success.gates import Journey, JourneyEvent, PartnerJourney
from partner_success.interop.journey_logs import replayed
from partner_success.partners import Partner, Person
from partner_success.scoring.triggers import TriggerSource

if TYPE_CHECKING:
    from partner_success.analytics.portfolio_snapshots import PortfolioSnapshots
    from partner_success.programme import PilotProgramme, ProgrammePolicy
    from partner_success.programme.pilot import PilotEvent
    from partner_success.review.practice_records import PracticeRecords

__all__ = ["ReviewFolder"]


@attrs.frozen(kw_only=True)
class ReviewFolder:
    """What was read of a folder, as `read_folder` gives it.

    `review_portfolio` takes it as it is. Its parts are there for whoever wants to
    change something first, or to make a report of them.

    Attributes:
        path: The folder.
        facts: The tables, with the rows that were refused and remarks on the rest. Of
            the file of partners they hold how partners operate, and what of their
            practices is in place.
        partners: The records of partners.
        people: Those who work on them.
        done: What was done in the cadence; ``None`` where nobody keeps that.
        calendar: When people work; ``None`` where the folder does not say.
        sla: The id of the policy by which tickets are judged; ``None`` where the folder
            does not say.
        usage_covers: How many days a row of use speaks for.
        events: What happened on the way of partners, in the order of the file.
        log: The file of these; ``None`` where there is none.
        practices: What is known of partners' own practices.
        programme_events: What happened in the programme in which partners take part.
        programme_log: The file of these; ``None`` where there is none.
    """

    path: Path
    facts: PortfolioFacts
    partners: tuple[Partner, ...] = ()
    people: tuple[Person, ...] = ()
    done: tuple[ActivityDone, ...] | None = None
    calendar: WorkingCalendar | None = None
    sla: str | None = None
    usage_covers: int = 1
    events: tuple[JourneyEvent, ...] = ()
    log: Path | None = None
    practices: tuple[PracticeRecords, ...] = ()
    programme_events: tuple[PilotEvent, ...] = ()
    programme_log: Path | None = None

    @property
    def source(self) -> TriggerSource:
        """Which readings the triggers look at."""
        return TriggerSource(usage_covers=self.usage_covers)

    def end_of_day(
        self, on: date | None = None, *, calendar: WorkingCalendar | None = None
    ) -> datetime:
        """Give the end of a day, in the zone of a calendar or else in UTC.

        Args:
            on: The day; ``None`` for the newest of what was read.
            calendar: Says the zone; without it, that of the folder does.

        Raises:
            InvalidUseError: No day was given, and nothing that was read has one.
            InvalidValueError: The day is none.
        """
        newest = newest_day(self.facts)
        days: list[date] = [] if newest is None else [newest]
        days += [event.at.date() for event in self.events]
        chosen = max(days, default=None) if on is None else require_date(on, "on")
        if chosen is None:
            raise InvalidUseError(
                "nothing that was read has a day, so say for which day, such as"
                " 2026-05-04"
            )
        known = self.calendar if calendar is None else calendar
        zone = ZoneInfo("UTC" if known is None else known.zone)
        return datetime.combine(chosen, time.max, tzinfo=zone)

    def journeys(self, journey: Journey, *, at: datetime) -> tuple[PartnerJourney, ...]:
        """Give the partners on their journeys as of an instant.

        Args:
            journey: The journey that they are on.
            at: The instant; what happened later is left out, and so are partners of
                whom nothing had happened.

        Raises:
            InvalidDataError: By partner and event, what cannot be replayed.
            InvalidUseError: The journey is something else.
            InvalidValueError: The instant has no zone.
        """
        known, end = require(journey, Journey), microseconds(require_aware(at, "at"))
        if self.log is None:
            return ()
        found = replayed(
            self.log, self.events, known, lambda event: microseconds(event.at) <= end
        )
        return tuple(found.values())

    def programme(
        self, policy: ProgrammePolicy, *, at: datetime
    ) -> PilotProgramme | None:
        """Give the programme in which partners take part, as of an instant.

        Args:
            policy: The policy by which it goes.
            at: The instant; what happened later is left out.

        Returns:
            The programme; ``None`` where there is none, or it had not begun.

        Raises:
            InvalidDataError: The first event that cannot be replayed.
            InvalidUseError: The policy is something else.
            InvalidValueError: The instant has no zone.
        """
        # Whoever has a policy has this loaded, and a folder is read without one.
        from partner_success.programme.policy import ProgrammePolicy

        known = require(policy, ProgrammePolicy)
        end = microseconds(require_aware(at, "at"))
        if self.programme_log is None:
            return None
        # Most folders have none, and it takes long to load.
        from partner_success.interop.programme_logs import replayed_programme

        return replayed_programme(
            self.programme_log,
            self.programme_events,
            known,
            lambda event: microseconds(event.at) <= end,
        )

    def snapshots(self, *, at: datetime) -> PortfolioSnapshots:
        """Put what the tables say of each partner into a snapshot of it, for reports.

        Args:
            at: The instant for which the snapshots speak.

        Raises:
            InvalidDataError: Two records are of one identity, such as two orders.
            InvalidValueError: The instant has no zone.
        """
        # Only reports need them, and reviews are to begin at once.
        from partner_success.analytics.portfolio_snapshots import portfolio_snapshots

        return portfolio_snapshots(self.facts, self.partners, at=at)

    def __str__(self) -> str:
        facts = self.facts
        return (
            f"{self.path}: {len(self.partners)} partners, {len(self.events)} events,"
            f" {len(facts.files)} tables, {len(facts.refusals)} refusals"
        )
