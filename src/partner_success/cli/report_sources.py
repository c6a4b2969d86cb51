"""What a report is made of: a folder that was read, days, and who reads it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, tzinfo
from functools import cached_property
from pathlib import Path

import attrs

from partner_success.analytics import PortfolioSnapshots, View
from partner_success.analytics.gates import GateSpells, gate_spells
from partner_success.analytics.roles import ReportedPartner, reported_partners
from partner_success.cli.report_reader import Reader
from partner_success.core.instants import Period
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    Problem,
    UnknownNameError,
)
from partner_success.gates import PartnerJourney
from partner_success.partners import Snapshot
from partner_success.review import ReviewFolder
from partner_success.rulebook import Rulebook

__all__ = ["Narrowing", "ReportSources"]


@attrs.frozen(kw_only=True)
class Narrowing:
    """What a report is narrowed to.

    Attributes:
        stage: The one stage; ``None`` for all.
        tier: The one tier; ``None`` for all.
        person: Whose partners; ``None`` for everybody's.
        partner: The one partner; ``None`` for all.
    """

    stage: str | None = None
    tier: int | None = None
    person: str | None = None
    partner: str | None = None


@attrs.define(kw_only=True, slots=False)
class ReportSources:
    """What a report is made of.

    Attributes:
        folder: The folder.
        read: What was read of it.
        rules: The rulebook.
        at: The end of the last day of the report.
        first: The first day that was asked for; ``None`` where nobody said.
        journeys: The partners on their journeys, as of that instant, by id.
        narrow: What it is narrowed to.
        reader: Who reads it; ``None`` shows everything.
    """

    folder: Path
    read: ReviewFolder
    rules: Rulebook
    at: datetime
    first: date | None
    journeys: Mapping[str, PartnerJourney]
    narrow: Narrowing
    reader: Reader | None

    @property
    def zone(self) -> tzinfo:
        """Where the days of instants are told."""
        assert self.at.tzinfo is not None
        return self.at.tzinfo

    @property
    def period(self) -> Period:
        """The days of the report: of the month of the last one where nobody said."""
        last = self.at.date()
        first = last.replace(day=1) if self.first is None else self.first
        if first > last:
            raise InvalidUseError(
                f"the first day, {first}, is after the last, {last}; give --from and"
                " --to in order"
            )
        return Period(first, last)

    @property
    def chosen_period(self) -> Period | None:
        """The days that were asked for; ``None`` where all of them count."""
        return None if self.first is None else self.period

    def view(self, role: str) -> View | None:
        """Give what the reader may see of a role's analytics; ``None`` for all."""
        return None if self.reader is None else self.reader.view(role)

    def spells(self) -> GateSpells:
        """Give the partners in their stages.

        Raises:
            InvalidDataError: There are no journeys.
        """
        self._need_journeys()
        return gate_spells(self.rules.journey, self.journeys.values(), at=self.at)

    @cached_property
    def _sorted(self) -> PortfolioSnapshots:
        if not self.read.partners:
            raise self._lacks(
                "partners", "the records of partners, under the key 'partners'"
            )
        return self.read.snapshots(at=self.at)

    def snapshots(self) -> tuple[Snapshot, ...]:
        """Give what is known of each partner.

        Raises:
            InvalidDataError: There are no records of partners.
        """
        return self._sorted.snapshots

    def snapshot(self) -> Snapshot:
        """Give what is known of the partner that was asked for.

        Raises:
            InvalidDataError: There are no records of partners.
            InvalidUseError: There are several, and none was asked for.
            UnknownNameError: There is no such partner; near ones are named.
        """
        known = {each.partner.id: each for each in self.snapshots()}
        id_ = self.narrow.partner
        if id_ is None and len(known) == 1:
            return next(iter(known.values()))
        if id_ is None:
            raise InvalidUseError(
                f"this report is of one partner, and there are {len(known)}; name it"
                " with --partner"
            )
        if id_ not in known:
            raise UnknownNameError("partner", id_, known)
        return known[id_]

    def reported(self) -> tuple[ReportedPartner, ...]:
        """Give what the reports of roles know of partners.

        Raises:
            InvalidDataError: There are no journeys, or no records of partners.
        """
        self._need_journeys()
        states = (each.state for each in self.journeys.values())
        return reported_partners(self.snapshots(), states, on=self.at.date())

    def absent(self, tables: Iterable[str]) -> Collection[str]:
        """Give which of some tables are not in the folder."""
        there = {Path(each).stem.lower() for each in self.read.facts.files}
        return [each for each in tables if each not in there]

    def remarks(self) -> tuple[str, ...]:
        """Give what was left out on the way to the snapshots, if they were made."""
        made: PortfolioSnapshots | None = self.__dict__.get("_sorted")
        return () if made is None else made.remarks

    def _need_journeys(self) -> None:
        if not self.journeys:
            raise self._lacks("journeys", "the events of partners on their way")

    def _lacks(self, stem: str, what: str) -> InvalidDataError:
        message = (
            f"this report needs {what} up to {self.at.date()}; put them into"
            f" {stem}.json (or .toml, .yaml) in this folder"
        )
        problem = Problem(path=stem, code="nothing-to-report", message=message)
        return InvalidDataError(str(self.folder), [problem])
