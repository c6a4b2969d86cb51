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
    "Account",
    "AlternativeEvaluation",
    "AlternativeEvaluation",
    "Contact",
    "Contact",
    "Contract",
    "Contract",
    "ContractKind",
    "ContractKind",
    "DataSharingAgreement",
    "DataSharingAgreement",
    "Downtime",
    "Downtime",
    "ExecutiveMeeting",
    "ExecutiveMeeting",
    "ExecutiveRequest",
    "ExecutiveRequest",
    "IntegrationIssue",
    "IntegrationIssue",
    "LaunchRollback",
    "LaunchRollback",
    "LicenceCount",
    "LicenceCount",
    "MaturitySheet",
    "MonitoringCheck",
    "MonitoringCheck",
    "OperationReading",
    "Order",
    "Order",
    "Partner",
    "Partner",
    "PartnerOfRecord",
    "PartnerOfRecord",
    "Person",
    "Person",
    "PersonKey",
    "PersonKey",
    "ReadinessSheet",
    "ReadinessSheet",
    "Role",
    "Role",
    "Severity",
    "Severity",
    "Snapshot",
    "Snapshot",
    "Subscription",
    "Subscription",
    "SurveyAnswer",
    "SurveyAnswer",
    "SurveyKind",
    "SurveyKind",
    "TeamAssignment",
    "TeamAssignment",
    "Tenant",
    "Tenant",
    "Ticket",
    "Ticket",
    "TransactionTest",
    "TransactionTest",
    "Usage",
    "Usage",
    "person_key",
    "person_key",
]

export(
    __name__,
    """
    account: Account Account
    contact: Contact Contact
    contract: Contract Contract ContractKind ContractKind
    designation: PartnerOfRecord PartnerOfRecord
    evaluation: AlternativeEvaluation AlternativeEvaluation
    executive: ExecutiveMeeting ExecutiveMeeting ExecutiveRequest ExecutiveRequest
    integration: IntegrationIssue IntegrationIssue MonitoringCheck MonitoringCheck
      TransactionTest TransactionTest
    licence: LicenceCount LicenceCount
    maturity: MaturitySheet
    operation: OperationReading
    order: Order Order
    partner: Partner Partner
    person: Person Person PersonKey PersonKey person_key person_key
    readiness: ReadinessSheet ReadinessSheet
    role: Role Role
    rollback: LaunchRollback LaunchRollback
    sharing: DataSharingAgreement DataSharingAgreement
    snapshot: Snapshot Snapshot
    subscription: Subscription Subscription
    survey: SurveyAnswer SurveyAnswer SurveyKind SurveyKind
    team: TeamAssignment TeamAssignment
    tenant: Downtime Downtime Tenant Tenant
    ticket: Severity Severity Ticket Ticket
    usage: Usage Usage
    """,
)
