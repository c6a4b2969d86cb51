"""Who may do what: decisions that name their rule, lists that agree with them."""

from __future__ import annotations

from partner_success.access.actor import Actor
from partner_success.access.audit import AuditRecord
from partner_success.access.deciding import NearRule
from partner_success.access.decision import AccessDecision
from partner_success.access.delegations import Delegation
from partner_success.access.grants import Grant
from partner_success.access.people import Identity
from partner_success.access.policy import AccessPolicy
from partner_success.access.predicate import GrantAtom, Predicate, TieAtom
from partner_success.access.resources import Resource, partner_resource, resource_of
from partner_success.access.rules import AccessRule
from partner_success.access.validity import Validity
from partner_success.access.vocabulary import (
    AccessRole,
    AccessStage,
    Action,
    Fact,
    ResourceKind,
)

__all__ = [
    "AccessDecision",
    "AccessPolicy",
    "AccessRole",
    "AccessRule",
    "AccessStage",
    "Action",
    "Actor",
    "AuditRecord",
    "Delegation",
    "Fact",
    "Grant",
    "GrantAtom",
    "Identity",
    "NearRule",
    "Predicate",
    "Resource",
    "ResourceKind",
    "TieAtom",
    "Validity",
    "partner_resource",
    "resource_of",
]
