"""The records of facts that every family of rules reads; none of them judges.

Each is frozen to the bottom, can be hashed and pickled, takes its fields by keyword,
and reports every fault at once when it is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.partners.account import Account
    from partner_success.partners.contact import Contact
    from partner_success.partners.contract import Contract, ContractKind
    from partner_success.partners.designation import PartnerOfRecord
    from partner_success.partners.evaluation import AlternativeEvaluation
    from partner_success.partners.executive import ExecutiveMeeting, ExecutiveRequest
    from partner_success.partners.integration import (
        IntegrationIssue,
        MonitoringCheck,
        TransactionTest,
    )
    from partner_success.partners.licence import LicenceCount
    from partner_success.partners.maturity import MaturitySheet
    from partner_success.partners.operation import OperationReading
    from partner_success.partners.order import Order
    from partner_success.partners.partner import Partner
    from partner_success.partners.person import Person, PersonKey, person_key
    from partner_success.partners.readiness import ReadinessSheet
    from partner_success.partners.revenue import RevenueReading
    from partner_success.partners.role import Role
    from partner_success.partners.rollback import LaunchRollback
    from partner_success.partners.sharing import DataSharingAgreement
    from partner_success.partners.snapshot import Snapshot
    from partner_success.partners.subscription import Subscription
    from partner_success.partners.survey import SurveyAnswer, SurveyKind
    from partner_success.partners.team import TeamAssignment
    from partner_success.partners.tenant import Downtime, Tenant
    from partner_success.partners.ticket import Severity, Ticket
    from partner_success.partners.usage import Usage

__all__ = [
    "Account",
    "AlternativeEvaluation",
    "Contact",
    "Contract",
    "ContractKind",
    "DataSharingAgreement",
    "Downtime",
    "ExecutiveMeeting",
    "ExecutiveRequest",
    "IntegrationIssue",
    "LaunchRollback",
    "LicenceCount",
    "MaturitySheet",
    "MonitoringCheck",
    "OperationReading",
    "Order",
    "Partner",
    "PartnerOfRecord",
    "Person",
    "PersonKey",
    "ReadinessSheet",
    "RevenueReading",
    "Role",
    "Severity",
    "Snapshot",
    "Subscription",
    "SurveyAnswer",
    "SurveyKind",
    "TeamAssignment",
    "Tenant",
    "Ticket",
    "TransactionTest",
    "Usage",
    "person_key",
]

export(
    __name__,
    """
    account: Account
    contact: Contact
    contract: Contract ContractKind
    designation: PartnerOfRecord
    evaluation: AlternativeEvaluation
    executive: ExecutiveMeeting ExecutiveRequest
    integration: IntegrationIssue MonitoringCheck TransactionTest
    licence: LicenceCount
    maturity: MaturitySheet
    operation: OperationReading
    order: Order
    partner: Partner
    person: Person PersonKey person_key
    readiness: ReadinessSheet
    revenue: RevenueReading
    role: Role
    rollback: LaunchRollback
    sharing: DataSharingAgreement
    snapshot: Snapshot
    subscription: Subscription
    survey: SurveyAnswer SurveyKind
    team: TeamAssignment
    tenant: Downtime Tenant
    ticket: Severity Ticket
    usage: Usage
    """,
)
