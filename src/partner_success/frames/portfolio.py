"""A portfolio read from files: every sound record, and the refusal of every other."""

from __future__ import annotations

from collections.abc import Callable, Collection
from os import PathLike
from typing import Any

import attrs

from partner_success.core.collector import at_rest
from partner_success.frames.fact_forms import FEATURES, NESTED_SHEETS, forms
from partner_success.frames.feature_use import add_feature_use
from partner_success.frames.files import find_tables
from partner_success.frames.forms import TableForm
from partner_success.frames.records import gather_sheets, is_nested, read_records
from partner_success.frames.results import Refusal
from partner_success.frames.sources import Fact
from partner_success.frames.tables import Table, read_table
from partner_success.partners import (
    Account,
    Contact,
    Downtime,
    IntegrationIssue,
    LaunchRollback,
    LicenceCount,
    MaturitySheet,
    MonitoringCheck,
    OperationReading,
    Order,
    ReadinessSheet,
    RevenueReading,
    SurveyAnswer,
    Tenant,
    Ticket,
    TransactionTest,
    Usage,
)
from partner_success.rulebook import Rulebook

Progress = Callable[[int, int], object]
"""Is told how much of how much is done."""

_OFTEN = 500


@attrs.frozen(kw_only=True)
class PortfolioFacts:
    """What was read of a portfolio, each record with the place where it stands.

    Attributes:
        accounts: Readings of customers.
        answers: Answers to surveys.
        licences: Counts of licences.
        sheets: Readiness sheets.
        usage: Readings of use, with the users of each feature, which no score reads.
        tickets: Support tickets, which no score reads.
        revenue: What customers pay, which no score reads.
        contacts: People at customers, which no score reads.
        tenants: Tenants of customers, which no score reads.
        downtimes: Downtimes of tenants by month, which no score reads.
        orders: Orders that partners took, which no score reads.
        rollbacks: Launches that were taken back, which no score reads.
        transaction_tests: Transactions that integrations were tried with, which no
            score reads.
        integration_issues: What hindered integrations, which no score reads.
        monitoring_checks: Looks at whether integrations are watched, which no score
            reads.
        operations: Readings of partners' operational health; no table holds them.
        maturity: What of partners' practices is in place; no table holds it.
        refusals: Records that could not be read, in the order of the files.
        remarks: What else a reader should know, such as columns that nothing uses.
        files: The names of the files that were read, in order.
    """

    accounts: tuple[Fact[Account], ...] = ()
    answers: tuple[Fact[SurveyAnswer], ...] = ()
    licences: tuple[Fact[LicenceCount], ...] = ()
    sheets: tuple[Fact[ReadinessSheet], ...] = ()
    usage: tuple[Fact[Usage], ...] = ()
    tickets: tuple[Fact[Ticket], ...] = ()
    revenue: tuple[Fact[RevenueReading], ...] = ()
    contacts: tuple[Fact[Contact], ...] = ()
    tenants: tuple[Fact[Tenant], ...] = ()
    downtimes: tuple[Fact[Downtime], ...] = ()
    orders: tuple[Fact[Order], ...] = ()
    rollbacks: tuple[Fact[LaunchRollback], ...] = ()
    transaction_tests: tuple[Fact[TransactionTest], ...] = ()
    integration_issues: tuple[Fact[IntegrationIssue], ...] = ()
    monitoring_checks: tuple[Fact[MonitoringCheck], ...] = ()
    operations: tuple[Fact[OperationReading], ...] = ()
    maturity: tuple[Fact[MaturitySheet], ...] = ()
    refusals: tuple[Refusal, ...] = ()
    remarks: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


_FIELDS = {"survey_answers": "answers", "readiness": "sheets"}


@at_rest()
def read_portfolio(  # noqa: PLR0913 - what to read, and what to leave alone
    path: str | PathLike[str],
    rules: Rulebook,
    *,
    kind: str | None = None,
    only: Collection[str] | None = None,
    aside: Collection[str] = (),
    progress: Progress | None = None,
) -> PortfolioFacts:
    """Read a folder of tables, or one table.

    Files are known by their names: ``accounts``, ``survey_answers``, ``licences``,
    ``readiness``, ``usage``, ``features``, ``tickets``, ``revenue``, ``contacts``,
    ``tenants``, ``downtimes``, ``orders``, ``rollbacks``, ``transaction_tests``,
    ``integration_issues`` and ``monitoring_checks``, as ``.csv``, ``.json``, ``.jsonl``
    or ``.parquet``. A row is refused with all that is wrong in it; the others are read.
    The users of features go to the reading of use of their customer and day.

    Args:
        path: The folder or file.
        rules: Names the measures that accounts can have.
        kind: What a single file holds, where its name does not tell.
        only: The kinds of table that are read, others being left alone; without it all.
        aside: The names of files that somebody else reads, so that no remark says that
            they were not read.
        progress: Is told how many rows of all are read.

    Raises:
        InvalidDataError: A file cannot be read, or lacks a column that it needs.
        InvalidValueError: A kind was given for a folder.
        MissingExtraError: The extra ``frames`` is not installed.
        UnknownNameError: There is no such kind of table.
    """
    known = forms(rules)
    wanted = known.ids if only is None else [known[name].id for name in only]
    chosen, remarks = find_tables(path, known, kind, aside)
    tables: list[tuple[TableForm, Table]] = []
    notes = list(remarks)
    there = {form.id for form, _ in chosen}
    notes += [f"there is no table of {id_}" for id_ in only or () if id_ not in there]
    for declared, file in chosen:
        if declared.id not in wanted:
            continue
        table = read_table(file)
        nested = declared.id == NESTED_SHEETS.id and is_nested(table)
        form = NESTED_SHEETS if nested else declared
        notes.extend(form.check(table))
        tables.append((form, table))
    counter = Counter(sum(len(table.rows) for _, table in tables), progress)
    found: dict[str, tuple[Fact[Any], ...]] = {}
    refusals: list[Refusal] = []
    for form, table in tables:
        facts, refused = read_records(form, table, counter.advance)
        if form.id == NESTED_SHEETS.id and form is not NESTED_SHEETS:
            facts, contradicting = gather_sheets(facts)
            refused = sorted([*refused, *contradicting], key=lambda each: each.record)
        if facts and not form.scored and only is None:
            notes.append(f"{table.file}: {len(facts):,} read; no score uses them")
        found[_FIELDS.get(form.id, form.id)] = tuple(facts)
        refusals += refused
    features = found.pop(FEATURES.id, ())
    if features:
        found["usage"] = add_feature_use(found.get("usage", ()), features)
    return PortfolioFacts(
        **found,
        refusals=tuple(refusals),
        remarks=tuple(notes),
        files=tuple(table.file for _, table in tables),
    )


class Counter:
    """Counts what is done and tells it now and then."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._total = total
        self._progress = progress
        self._done = 0

    def advance(self, count: int = 1) -> None:
        """Count some more."""
        before = self._done
        self._done += count
        if self._progress is None:
            return
        for done in range(before + 1, self._done + 1):
            if done % _OFTEN == 0 or done == self._total:
                self._progress(done, self._total)
