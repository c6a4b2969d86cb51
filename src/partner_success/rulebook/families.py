"""The families of a rulebook, and the type of each, imported when it is first asked."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, get_type_hints

import attrs

from partner_success.core.collections import Catalogue

if TYPE_CHECKING:
    from partner_success.access.policy import AccessPolicy
    from partner_success.access.sharing import SharingPolicy
    from partner_success.engagement.cadence.cadence import Cadence
    from partner_success.engagement.foundations.foundations import Foundations
    from partner_success.engagement.kpis.catalogue import KpiCatalogue
    from partner_success.engagement.kpis.role_policy import RoleAnalyticsPolicy
    from partner_success.engagement.lifecycle.lifecycle import Lifecycle
    from partner_success.engagement.playbooks.playbook import Playbook
    from partner_success.engagement.renewals.policy import RenewalPolicy
    from partner_success.engagement.responsibilities.policy import Responsibilities
    from partner_success.gates.journey import Journey
    from partner_success.practice.incentives.policy import IncentivePolicy
    from partner_success.practice.leverage.policy import LeveragePolicy
    from partner_success.practice.returns.policy import ReturnsPolicy
    from partner_success.practice.specialisation.policy import SpecialisationPolicy
    from partner_success.practice.staffing.policy import StaffingPolicy
    from partner_success.programme.enablement.policy import EnablementPolicy
    from partner_success.programme.policy import ProgrammePolicy
    from partner_success.questionnaires.questionnaire import Questionnaire
    from partner_success.rulebook.analytics import AnalyticsPolicy
    from partner_success.rulebook.edition import Edition
    from partner_success.scoring.backtest import BacktestPolicy
    from partner_success.scoring.csat import CsatModel
    from partner_success.scoring.licence import LicencePolicy
    from partner_success.scoring.maturity import MaturityModel
    from partner_success.scoring.nps import NpsModel
    from partner_success.scoring.readiness import ReadinessModel
    from partner_success.scoring.scorecard import Scorecard
    from partner_success.scoring.targets import Target
    from partner_success.scoring.trends import TrendPolicy
    from partner_success.scoring.triggers.policy import TriggerPolicy
    from partner_success.sla.compliance import CompliancePolicy
    from partner_success.sla.policy import SlaPolicy
    from partner_success.sla.support import SupportModel

__all__ = ["Families", "family_type", "family_types"]

_HOMES: Final = {
    "AccessPolicy": "access.policy",
    "AnalyticsPolicy": "rulebook.analytics",
    "BacktestPolicy": "scoring.backtest",
    "Cadence": "engagement.cadence.cadence",
    "CompliancePolicy": "sla.compliance",
    "CsatModel": "scoring.csat",
    "Edition": "rulebook.edition",
    "EnablementPolicy": "programme.enablement.policy",
    "Foundations": "engagement.foundations.foundations",
    "IncentivePolicy": "practice.incentives.policy",
    "Journey": "gates.journey",
    "KpiCatalogue": "engagement.kpis.catalogue",
    "LeveragePolicy": "practice.leverage.policy",
    "LicencePolicy": "scoring.licence",
    "Lifecycle": "engagement.lifecycle.lifecycle",
    "MaturityModel": "scoring.maturity",
    "NpsModel": "scoring.nps",
    "Playbook": "engagement.playbooks.playbook",
    "ProgrammePolicy": "programme.policy",
    "Questionnaire": "questionnaires.questionnaire",
    "ReadinessModel": "scoring.readiness",
    "RenewalPolicy": "engagement.renewals.policy",
    "Responsibilities": "engagement.responsibilities.policy",
    "ReturnsPolicy": "practice.returns.policy",
    "RoleAnalyticsPolicy": "engagement.kpis.role_policy",
    "Scorecard": "scoring.scorecard",
    "SharingPolicy": "access.sharing",
    "SlaPolicy": "sla.policy",
    "SpecialisationPolicy": "practice.specialisation.policy",
    "StaffingPolicy": "practice.staffing.policy",
    "SupportModel": "sla.support",
    "Target": "scoring.targets",
    "TrendPolicy": "scoring.trends",
    "TriggerPolicy": "scoring.triggers.policy",
}
"""The module of each class that a family is made of, as type checkers read above."""


@attrs.frozen(kw_only=True)
class Families:
    """The typed content of a rulebook, a field a family of rules.

    Attributes:
        edition: Which rulebook it is.
        targets: What is promised of measures.
        health: Customer health.
        partner_health: Partner operational health after launch.
        readiness: Partner CS readiness.
        maturity: CS maturity of a partner.
        csat: Partner CSAT.
        nps: Net Promoter Score.
        licence: Licence risk.
        trend: How a score is read over time.
        triggers: When somebody has to step in with a customer.
        backtest: How a changed scorecard is tried on past data.
        support: Who can be called for help, and by which channel.
        sla: What is promised of tickets; none of the policies is a default.
        compliance: How it is reported whether that was kept.
        access: Who may do what.
        sharing: Which customer data may be shared with partners.
        questionnaires: What is asked on a partner's way, and how answers are judged.
        journey: The way of a partner to launch, with the questionnaires of its stages.
        lifecycle: The way of a customer from the first sale to each renewal.
        renewals: How renewals are prepared, counted, moved to one end, and foreseen.
        playbooks: What is done when something happens, is to be reached, or has to go
            on.
        responsibilities: Who does what for a customer, and whom to turn to.
        kpis: What is measured of customers.
        foundations: What should be in place at a vendor and in a practice.
        cadence: When a partner is met after launch, and what is done for it.
        programme: How a partner success programme is built.
        incentives: What partners are paid for, and what that takes.
        enablement: How the CSMs of partners are enabled, week by week.
        specialisation: What a practice has to be to be called specialised.
        leverage: How customers are covered, directly and by way of partners.
        staffing: What one person can carry, and how many people a portfolio needs.
        role_analytics: What the reports of PSMs and TAMs count, and over how many days.
        returns: What an investment in customer success brings, and a partner's case.
        analytics: What reports show.
        scorecards: A company's own scorecards.
    """

    edition: Edition
    targets: Catalogue[Target]
    health: Scorecard
    partner_health: Scorecard
    readiness: ReadinessModel
    maturity: MaturityModel
    csat: CsatModel
    nps: NpsModel
    licence: LicencePolicy
    trend: TrendPolicy
    triggers: TriggerPolicy
    backtest: BacktestPolicy
    support: SupportModel
    sla: Catalogue[SlaPolicy]
    compliance: CompliancePolicy
    access: AccessPolicy
    sharing: SharingPolicy
    questionnaires: Catalogue[Questionnaire]
    journey: Journey
    lifecycle: Lifecycle
    renewals: RenewalPolicy
    playbooks: Catalogue[Playbook]
    responsibilities: Responsibilities
    kpis: KpiCatalogue
    foundations: Foundations
    cadence: Cadence
    programme: ProgrammePolicy
    incentives: IncentivePolicy
    enablement: EnablementPolicy
    specialisation: SpecialisationPolicy
    leverage: LeveragePolicy
    staffing: StaffingPolicy
    role_analytics: RoleAnalyticsPolicy
    returns: ReturnsPolicy
    analytics: AnalyticsPolicy
    scorecards: Catalogue[Scorecard] = Catalogue(kind="scorecard")


@cache
def family_type(name: str) -> Any:
    """Give the type of one family, and import what it needs.

    Args:
        name: That of a field of `Families`.
    """
    written: str = Families.__annotations__[name]
    for word in re.findall(r"\w+", written):
        if word in _HOMES:
            home = import_module(f"partner_success.{_HOMES[word]}")
            globals()[word] = getattr(home, word)
    alone = SimpleNamespace(__annotations__={name: written})
    return get_type_hints(alone, globals())[name]


def family_types() -> dict[str, Any]:
    """Give the type of every family, after which `Families` can be looked through."""
    return {field.name: family_type(field.name) for field in attrs.fields(Families)}
