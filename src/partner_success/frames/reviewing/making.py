"""Every finding of a portfolio, put together from what each rule finds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

import attrs

from partner_success.calendars import WorkingCalendar
from partner_success.core.quantities import Number
from partner_success.frames.engine_steps import shared
from partner_success.frames.reviewing.care import care_findings, care_items
from partner_success.frames.reviewing.customer_triggers import (
    judged_triggers,
    renewal_findings,
    trigger_faults,
    trigger_findings,
)
from partner_success.frames.reviewing.customers import (
    Customers,
    faulty,
    health_faults,
    health_findings,
    judged_licences,
    licence_faults,
    licence_findings,
    read_customers,
    scored,
)
from partner_success.frames.reviewing.findings import (
    DUPLICATE,
    FAULTS,
    FindingTerms,
    Maker,
)
from partner_success.frames.reviewing.giving import ReviewTables, given_as
from partner_success.frames.reviewing.partner_rows import partner_rows
from partner_success.frames.reviewing.sources import ReviewFrames, needs_of
from partner_success.frames.reviewing.stages import (
    lead_of,
    metric_findings,
    once,
    read_standings,
    stage_findings,
    standing_faults,
)
from partner_success.frames.reviewing.tickets import (
    Tickets,
    read_tickets,
    ticket_findings,
)
from partner_success.frames.triggers.grounds import flag, one_of
from partner_success.frames.triggers.judging import TriggerQuestion
from partner_success.frames.triggers.reading import (
    SourceTable,
    read_sources,
    require_one_library,
)
from partner_success.rulebook import Rulebook
from partner_success.scoring.triggers import TriggerSource
from partner_success.sla import SlaPolicy

if TYPE_CHECKING:
    import narwhals as nw

    from partner_success.frames.facts import Frame
    from partner_success.frames.triggers.reading import Table

__all__ = ["FindingTerms", "ReviewQuestion", "ReviewTables", "review_tables"]


@attrs.frozen(kw_only=True)
class ReviewQuestion:
    """What a review is asked with.

    Attributes:
        rules: What decides.
        at: The instant.
        terms: How findings are called.
        source: Which readings the triggers look at.
        policy: What is promised of tickets; ``None`` where nobody says.
        calendar: When people work; ``None`` where nobody says.
        between: The days in which everything lies that is looked up in a calendar.
        averages: By the id of a stage the mean days that partners took for it.
    """

    rules: Rulebook
    at: datetime
    terms: FindingTerms
    source: TriggerSource
    policy: SlaPolicy | None = None
    calendar: WorkingCalendar | None = None
    between: tuple[date, date] | None = None
    averages: Mapping[str, Number | None] | None = None

    @property
    def on(self) -> date:
        """The day of the instant, in the instant's own zone."""
        return self.at.date()


def review_tables(frames: ReviewFrames, asked: ReviewQuestion) -> ReviewTables:
    """Give every finding, and what is to be known of each partner.

    Args:
        frames: What is known.
        asked: What is asked.

    Raises:
        InvalidDataError: With every column of every frame that is missing or holds
            something else.
        InvalidUseError: One is no dataframe, two are of different libraries, or the
            library cannot look back.
        MissingExtraError: The extra ``frames`` is not installed.
    """
    return _Work(frames, asked).reviewed()


class _Work:
    """A portfolio while it is reviewed."""

    def __init__(self, frames: ReviewFrames, asked: ReviewQuestion) -> None:
        self.frames = frames
        self.asked = asked
        self.make = Maker(asked.terms)
        self.make.roles |= dict.fromkeys(
            each.lead for each in asked.rules.journey.stages
        )
        self.day = asked.on.toordinal()
        card = asked.rules.health
        self.measures = [
            name
            for each in card.components
            for name in dict.fromkeys([each.id, *each.measures.ids])
        ]
        sources = self._sources()
        self.in_memory = all(each.in_memory for each in sources)
        self.columns = set(sources[0].rules.schema)
        self.tables = read_sources(
            sources, "the dataframes for a review", self.measures
        )

    def _sources(self) -> list[SourceTable]:
        needs = needs_of(self.frames, self.measures, self.asked.source)
        sources = [
            SourceTable(name, frame, needs[name], "reviewing")
            for name, frame in self.frames.given().items()
        ]
        require_one_library(sources)
        sources[0].rules.require_windows("a review")
        sources[0].rules.require_shared_steps("a review")
        return sources

    def reviewed(self) -> ReviewTables:
        """Review it."""
        import narwhals as nw

        asked, rules, make = self.asked, self.asked.rules, self.make
        customers = read_customers(self.tables["accounts"], self.day)
        health = _shared(scored(customers.staying, self.columns, rules))
        faults = [customers.faults, health_faults(health)]
        found = [*health_findings(health, make, rules)]
        tickets = self._tickets(customers)
        triggers = _shared(
            judged_triggers(
                dict(self._trigger_tables(customers, tickets)),
                customers.staying,
                TriggerQuestion(
                    policy=rules.triggers,
                    day=self.day,
                    usage_covers=asked.source.usage_covers,
                    holidays=asked.source.holidays,
                ),
            )
        )
        faults.append(trigger_faults(triggers))
        found += trigger_findings(triggers, make, rules)
        if "licences" in self.tables:
            licences = _shared(
                judged_licences(
                    self.tables["licences"], customers.staying, rules, self.day
                )
            )
            faults.append(licence_faults(licences))
            found += licence_findings(licences, make, rules)
        found += renewal_findings(
            customers.staying,
            make,
            rules,
            asked.on,
            kind="account",
            subject="account_id",
            renews="renewal",
        )
        if tickets is not None:
            found += ticket_findings(tickets, make)
            faults += [] if tickets.faults is None else [tickets.faults]
        partners, standings = self._records(faults)
        known = _shared(self._partners(customers, tickets, partners, standings))
        found += self._of_partners(known, customers, partners, standings, faults)
        worst = nw.concat(faults).group_by("partner_id").agg(nw.col("fault").max())
        words = [(nw.col("fault") == code, word) for code, word in FAULTS.items()]
        refused = make(worst, "values-refused", make.unknown, detail=one_of(words, ""))
        found.append(refused)
        findings = _shared(nw.concat(found))
        rows = partner_rows(
            known,
            findings,
            health,
            tickets,
            rules=rules,
            terms=asked.terms,
        )
        return given_as(
            findings, rows, known, self.frames, make, in_memory=self.in_memory
        )

    def _trigger_tables(
        self, customers: Customers, tickets: Tickets | None
    ) -> Iterator[tuple[str, Table]]:
        """Give what triggers look at, up to the day."""
        import narwhals as nw

        source = self.asked.source
        own = nw.col("account_id")
        on = nw.col("on")
        if "usage" in self.tables:
            usage = self.tables["usage"].filter(~own.is_null() & (on <= self.day))
            yield "usage", usage.select(own, on, nw.col(source.usage).alias("value"))
        measures = (("nps", source.nps), ("feedback", source.feedback))
        for name, measure in measures:
            if measure is not None and measure in self.columns:
                value = nw.col(measure).alias("value")
                yield name, customers.readings.select(own, on, value)
        if tickets is not None:
            yield "tickets", tickets.of_customers
        days = {"meetings": "on", "requests": "asked_on", "evaluations": "noted_on"}
        for name, column in days.items():
            if name in self.tables:
                known = ~own.is_null() & (nw.col(column) <= self.day)
                yield name, self.tables[name].filter(known)

    def _tickets(self, customers: Customers) -> Tickets | None:
        if "tickets" not in self.tables:
            return None
        return read_tickets(
            self.frames.tickets,
            customers.newest,
            at=self.asked.at,
            policy=self.asked.policy,
            calendar=self.asked.calendar,
            between=self.asked.between,
        )

    def _records(self, faults: list[Table]) -> tuple[Table | None, Table | None]:
        """Give partners and where they stand, each once, and what is wrong."""
        import narwhals as nw

        partners = self.tables.get("partners")
        if partners is not None:
            name = nw.col("partner_id")
            rows = partners.filter(~name.is_null()).with_columns(
                name.count().over("partner_id").cast(nw.Int64).alias("count")
            )
            faults.append(faulty(rows.filter(nw.col("count") > 1), DUPLICATE))
            partners = rows.filter(nw.col("count") == 1)
        if "standings" not in self.tables:
            return partners, None
        asked = self.asked
        standings = read_standings(
            self.frames.standings, asked.rules, asked.on, asked.averages
        )
        faults.append(standing_faults(standings))
        return partners, once(standings)

    def _partners(
        self,
        customers: Customers,
        tickets: Tickets | None,
        partners: Table | None,
        standings: Table | None,
    ) -> Table:
        """Give every partner once: who leads its stage, and who works on it."""
        import narwhals as nw

        name = nw.col("partner_id")
        tables = [customers.newest, customers.faults]
        tables += [
            self.tables[each]
            for each in ("partners", "standings", "metrics")
            if each in self.tables
        ]
        if tickets is not None:
            tables.append(tickets.named)
        known = nw.concat([each.select("partner_id") for each in tables])
        found = known.filter(~name.is_null()).unique()
        journey = self.asked.rules.journey
        leads: list[nw.Expr] = []
        if standings is not None:
            own = standings.select(
                "partner_id",
                lead_of(nw.col("stage"), journey).alias("lead"),
                nw.col("launched_on").alias("launched"),
            )
            found = found.join(own, on="partner_id", how="left")
            leads.append(nw.col("lead"))
        if partners is not None:
            people = list(dict.fromkeys(self.frames.people.values()))
            own = partners.select(
                "partner_id",
                lead_of(nw.col("stage"), journey).alias("lead_by_record"),
                nw.col("actual_launch").alias("launched_by_record"),
                *people,
            )
            found = found.join(own, on="partner_id", how="left")
            leads.append(nw.col("lead_by_record"))
        owner: nw.Expr = nw.lit("")
        for lead in reversed(leads):
            owner = nw.when(~lead.is_null()).then(lead).otherwise(owner)
        return found.with_columns(owner.alias("owner"))

    def _of_partners(
        self,
        known: Table,
        customers: Customers,
        partners: Table | None,
        standings: Table | None,
        faults: list[Table],
    ) -> Iterator[Table]:
        """Tell what is to be told of partners themselves."""
        import narwhals as nw

        asked, make = self.asked, self.make
        lost = known
        if standings is not None:
            yield from stage_findings(standings, make, asked.rules, asked.on)
            there = standings.select("partner_id")
            lost = known.join(there, on="partner_id", how="anti")
        yield make(lost, "journey-unknown", make.unknown)
        owners = nw.concat(
            [each.select("partner_id") for each in (customers.newest, customers.faults)]
        )
        alone = known.join(owners.unique(), on="partner_id", how="anti")
        yield make(alone, "customers-unknown", make.unknown)
        if partners is not None:
            contract = partners.filter(~nw.col("contract_id").is_null())
            yield from renewal_findings(
                contract,
                make,
                asked.rules,
                asked.on,
                kind="contract",
                subject="contract_id",
                renews="renews_on",
            )
        if "metrics" in self.tables:
            metrics = self.tables["metrics"].filter(~nw.col("partner_id").is_null())
            yield metric_findings(metrics, make, asked.rules)
        if "done" not in self.tables or asked.calendar is None:
            yield make(known, "care-unknown", make.unknown)
            return
        care = care_items(
            known.select("partner_id", _launch(known, self.day).alias("launch")),
            self.tables["done"],
            asked.rules.cadence,
            asked.calendar,
            first=cast("tuple[date, date]", asked.between)[0],
            on=asked.on,
        )
        faults.append(care.faults)
        yield from care_findings(care, make)


def _shared(table: Table) -> Table:
    return cast("Table", shared(cast("Frame", table)))


def _launch(known: Table, day: int) -> nw.Expr:
    """Give the day of launch by the journey, else by the record; 0 before it."""
    import narwhals as nw

    columns = known.collect_schema()
    found: nw.Expr = nw.lit(0, dtype=nw.Int64)
    if "launched_by_record" in columns:
        by_record = nw.col("launched_by_record").fill_null(0)
        found = flag(by_record <= day, by_record)
    if "launched" in columns:
        by_journey = nw.col("launched")
        found = nw.when(~by_journey.is_null()).then(by_journey).otherwise(found)
    return found.cast(nw.Int64)
