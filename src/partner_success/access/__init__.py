"""Who may do what: decisions that name their rule, lists that agree with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.access.actor import Actor
    from partner_success.access.agreements import Agreements
    from partner_success.access.audit import AuditRecord
    from partner_success.access.checkup import CheckStep, Checkup
    from partner_success.access.comparison import (
        AccessChange,
        AccessComparison,
        WordChange,
        compare,
    )
    from partner_success.access.deciding import Case, NearRule
    from partner_success.access.decision import AccessDecision
    from partner_success.access.delegations import Delegation
    from partner_success.access.designations import Designations
    from partner_success.access.giving import Given, give_grant, revoke_grant
    from partner_success.access.grants import Grant
    from partner_success.access.matrix import (
        AccessMatrix,
        MatrixCell,
        MatrixRow,
        access_matrix,
    )
    from partner_success.access.naming import NamedDeputy, name_deputy, revoke_deputy
    from partner_success.access.people import Identity
    from partner_success.access.policy import AccessPolicy
    from partner_success.access.predicate import GrantAtom, Predicate, TieAtom
    from partner_success.access.resources import Resource, partner_resource, resource_of
    from partner_success.access.rules import AccessRule
    from partner_success.access.sharing import SharingPolicy
    from partner_success.access.sharing_decision import (
        SharedClass,
        SharingAudit,
        SharingDecision,
    )
    from partner_success.access.sharing_terms import DataClass, SharingRule
    from partner_success.access.validity import Validity
    from partner_success.access.vocabulary import (
        AccessRole,
        AccessStage,
        Action,
        Fact,
        ResourceKind,
    )
    from partner_success.access.ways import Reach, Way

__all__ = [
    "AccessChange",
    "AccessComparison",
    "AccessDecision",
    "AccessMatrix",
    "AccessPolicy",
    "AccessRole",
    "AccessRule",
    "AccessStage",
    "Action",
    "Actor",
    "Agreements",
    "AuditRecord",
    "Case",
    "CheckStep",
    "Checkup",
    "DataClass",
    "Delegation",
    "Designations",
    "Fact",
    "Given",
    "Grant",
    "GrantAtom",
    "Identity",
    "MatrixCell",
    "MatrixRow",
    "NamedDeputy",
    "NearRule",
    "Predicate",
    "Reach",
    "Resource",
    "ResourceKind",
    "SharedClass",
    "SharingAudit",
    "SharingDecision",
    "SharingPolicy",
    "SharingRule",
    "TieAtom",
    "Validity",
    "Way",
    "WordChange",
    "access_matrix",
    "compare",
    "give_grant",
    "name_deputy",
    "partner_resource",
    "resource_of",
    "revoke_deputy",
    "revoke_grant",
]

export(
    __name__,
    """
    actor: Actor
    agreements: Agreements
    audit: AuditRecord
    checkup: CheckStep Checkup
    comparison: AccessChange AccessComparison WordChange compare
    deciding: Case NearRule
    decision: AccessDecision
    delegations: Delegation
    designations: Designations
    giving: Given give_grant revoke_grant
    grants: Grant
    matrix: AccessMatrix MatrixCell MatrixRow access_matrix
    naming: NamedDeputy name_deputy revoke_deputy
    people: Identity
    policy: AccessPolicy
    predicate: GrantAtom Predicate TieAtom
    resources: Resource partner_resource resource_of
    rules: AccessRule
    sharing: SharingPolicy
    sharing_decision: SharedClass SharingAudit SharingDecision
    sharing_terms: DataClass SharingRule
    validity: Validity
    vocabulary: AccessRole AccessStage Action Fact ResourceKind
    ways: Reach Way
    """,
)
