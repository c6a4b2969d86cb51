"""Which reports the command line makes, what each reads, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, Protocol

import attrs

from partner_success.analytics import ReportTable
from partner_success.analytics.gates import (
    gate_report,
    pam_report,
    pdm_report,
    tpm_report,
)
from partner_success.analytics.information import (
    InformationSection,
    information_report,
)
from partner_success.analytics.roles import (
    feature_adoption,
    psm_report,
    psm_success,
    tam_report,
)
from partner_success.cli.report_sources import ReportSources
from partner_success.core.collections import Catalogue
from partner_success.core.explanation import Explanation

__all__ = ["REPORTS", "Made", "ReportKind"]


class _Report(Protocol):
    """What every report gives."""

    def tables(self) -> tuple[ReportTable, ...]:
        """Give it as tables."""
        ...

    def explain(self) -> Explanation:
        """Give it as one table with a heading."""
        ...


@attrs.frozen(kw_only=True)
class Made:
    """A report that was made.

    Attributes:
        told: What is printed of it.
        parts: Its tables.
    """

    told: Explanation
    parts: tuple[ReportTable, ...]

    def tables(self) -> tuple[ReportTable, ...]:
        """Give its tables."""
        return self.parts

    def remarked(self, remarks: Iterable[str]) -> Made:
        """Give it with more remarks on its first table, for files."""
        first, *others = self.parts
        more = attrs.evolve(first, remarks=(*remarks, *first.remarks))
        return attrs.evolve(self, parts=(more, *others))

    def __str__(self) -> str:
        return self.told.title


@attrs.frozen(kw_only=True)
class ReportKind:
    """A report that can be asked for.

    Attributes:
        id: Its name on the command line.
        name: What it tells, for people.
        make: Makes it.
        tables: The tables that it reads.
        takes: The options that mean something to it, beside those of every report.
        of_month: Whether it is of a month unless days are given.
    """

    id: str
    name: str
    make: Callable[[ReportSources], Made]
    tables: tuple[str, ...] = ()
    takes: frozenset[str] = frozenset()
    of_month: bool = False


def _made(report: _Report) -> Made:
    return Made(told=report.explain(), parts=report.tables())


def _gates(sources: ReportSources) -> Made:
    spells = sources.spells()
    reader = sources.reader
    report = gate_report(
        spells if reader is None else reader.open(spells),
        sources.rules.analytics.gates,
        period=sources.chosen_period,
        stage=sources.narrow.stage,
        tier=sources.narrow.tier,
        person=sources.narrow.person,
    )
    return _made(report)


def _pam(sources: ReportSources) -> Made:
    report = pam_report(
        sources.spells(),
        sources.rules.analytics.gates,
        period=sources.chosen_period,
        tier=sources.narrow.tier,
        person=sources.narrow.person,
        view=sources.view(next(iter(sources.rules.journey.stages)).lead),
    )
    return _made(report)


def _pdm(sources: ReportSources) -> Made:
    terms = sources.rules.analytics.gates
    stage = sources.rules.journey.stages[terms.ready_to_sell]
    report = pdm_report(
        sources.spells(),
        terms,
        sources.rules.staffing,
        period=sources.chosen_period,
        tier=sources.narrow.tier,
        person=sources.narrow.person,
        view=sources.view(stage.lead),
    )
    return _made(report)


def _tpm(sources: ReportSources) -> Made:
    terms = sources.rules.analytics.gates
    stage = sources.rules.journey.stages[terms.ready_to_order]
    facts = sources.read.facts
    report = tpm_report(
        sources.spells(),
        terms,
        transactions=[each.record for each in facts.transaction_tests],
        issues=[each.record for each in facts.integration_issues],
        checks=[each.record for each in facts.monitoring_checks],
        period=sources.chosen_period,
        tier=sources.narrow.tier,
        person=sources.narrow.person,
        view=sources.view(stage.lead),
    )
    return _made(report)


def _psm(sources: ReportSources) -> Made:
    return _of_role(psm_report, sources.rules.role_analytics.psm_role, sources)


def _psm_success(sources: ReportSources) -> Made:
    return _of_role(psm_success, sources.rules.role_analytics.psm_role, sources)


def _tam(sources: ReportSources) -> Made:
    return _of_role(tam_report, sources.rules.role_analytics.tam_role, sources)


def _of_role(make: Callable[..., _Report], role: str, sources: ReportSources) -> Made:
    """Make a report of a period on what a role looks at."""
    report = make(
        sources.reported(),
        sources.rules,
        period=sources.period,
        zone=sources.zone,
        view=sources.view(role),
    )
    return _made(report)


def _adoption(sources: ReportSources) -> Made:
    role = sources.rules.role_analytics.tam_role
    report = feature_adoption(
        sources.snapshots(),
        sources.rules,
        on=sources.period.last,
        view=sources.view(role),
    )
    partner = sources.narrow.partner
    if partner is None:
        return _made(report)
    return Made(told=report.explain_partner(partner), parts=report.tables())


_SECTIONS: Final[dict[InformationSection, str]] = {
    "contacts": "contacts",
    "tenants": "tenants",
    "licences": "licences",
    "incidents": "tickets",
    "usage": "usage",
}
"""The table from which each section of the information report is made."""


def _information(sources: ReportSources) -> Made:
    role = sources.rules.role_analytics.tam_role
    report = information_report(
        sources.snapshot(),
        sources.rules,
        month=sources.period.last,
        missing=[
            section
            for section, table in _SECTIONS.items()
            if table in sources.absent(_SECTIONS.values())
        ],
        view=sources.view(role),
    )
    return _made(report)


_NARROWED: Final = frozenset({"from", "tier", "person"})
_CARE: Final = ("accounts", "survey_answers", "licences", "tickets", "usage")

REPORTS: Final = Catalogue(
    [
        ReportKind(
            id="gates",
            name="how partners get through the gates",
            make=_gates,
            takes=_NARROWED | {"stage"},
        ),
        ReportKind(
            id="pam",
            name="how the partners of PAMs stand, across all stages",
            make=_pam,
            takes=_NARROWED,
        ),
        ReportKind(
            id="pdm",
            name="what PDMs carry, and how partners become ready to sell",
            make=_pdm,
            takes=_NARROWED,
        ),
        ReportKind(
            id="tpm",
            name="how integrations stand",
            make=_tpm,
            tables=("transaction_tests", "integration_issues", "monitoring_checks"),
            takes=_NARROWED,
        ),
        ReportKind(
            id="psm",
            name="betas, orders, tickets and launches of a period",
            make=_psm,
            tables=("accounts", "tickets", "orders", "rollbacks"),
            takes=frozenset({"from"}),
            of_month=True,
        ),
        ReportKind(
            id="psm-success",
            name="by what PSMs succeed",
            make=_psm_success,
            tables=("accounts", "survey_answers", "rollbacks"),
            takes=frozenset({"from"}),
            of_month=True,
        ),
        ReportKind(
            id="tam",
            name="operational health, tickets, adoption, CSAT, expansion and revenue",
            make=_tam,
            tables=(*_CARE, "features", "revenue"),
            takes=frozenset({"from"}),
            of_month=True,
        ),
        ReportKind(
            id="adoption",
            name="which features are used, and where partners stand",
            make=_adoption,
            tables=("accounts", "usage", "features"),
            takes=frozenset({"partner"}),
        ),
        ReportKind(
            id="information",
            name="what a partner is told of its customers in a month",
            make=_information,
            tables=("accounts", *_SECTIONS.values(), "downtimes"),
            takes=frozenset({"partner"}),
        ),
    ],
    kind="report",
)
"""Every report, in the order in which help lists them."""
