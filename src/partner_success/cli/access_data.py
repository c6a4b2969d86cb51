"""Decisions about access as plain data for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from partner_success.access import (
    AccessComparison,
    AccessDecision,
    AccessMatrix,
    Checkup,
)
from partner_success.cli.access_entries import PartnerEntry
from partner_success.cli.access_options import Loaded
from partner_success.cli.data import SCHEMA_VERSION, Data
from partner_success.core.decision import Reason
from partner_success.errors import InvalidValueError


def decision_data(found: AccessDecision) -> Data:
    """Give a decision: by which rule, or what each of the nearest rules lacks."""
    record = found.audit()
    return {
        "schema_version": SCHEMA_VERSION,
        "rulebook": record.edition,
        "at": found.at.isoformat(),
        "person": record.actor_id,
        "action": record.action,
        "kind": record.kind,
        "resource": record.resource_id,
        "partner": record.partner_id,
        "allowed": record.allowed,
        "rule": record.rule_id,
        "role": record.role,
        "grant": record.grant_id,
        "delegation": record.delegation_id,
        "lead": record.lead_id,
        "rules": [{"rule": rule.id, "role": role} for role, rule in found.rules],
        "reasons": [_reason(each) for each in found.reasons],
        "nearest": [
            {
                "rule": each.rule.id,
                "role": each.role,
                "reasons": [_reason(reason) for reason in each.reasons],
            }
            for each in found.nearest
        ],
    }


def _reason(each: Reason) -> Data:
    return {"code": each.code, "message": each.message}


def why_data(found: AccessDecision, checkup: Checkup | None) -> Data:
    """Give a decision and, of a partner that is not visible, what to check."""
    steps = () if checkup is None else checkup.steps
    return {
        **decision_data(found),
        "to_check": [
            {
                "code": step.code,
                "role": step.role,
                "in_the_way": step.in_the_way,
                "message": step.message,
            }
            for step in steps
        ],
    }


def visible_data(loaded: Loaded, found: Iterable[PartnerEntry]) -> Data:
    """Give the partners with which somebody may do something."""
    return {
        "schema_version": SCHEMA_VERSION,
        "rulebook": loaded.policy.provenance.edition,
        "at": loaded.at.isoformat(),
        "person": loaded.request.person,
        "action": loaded.action.id,
        "of": len(loaded.directory.partners),
        "partners": [
            {"id": each.id, "name": each.name, "stage": each.stage} for each in found
        ],
    }


def matrix_data(matrix: AccessMatrix) -> Data:
    """Give a whole policy."""
    return {"schema_version": SCHEMA_VERSION, **matrix.as_data()}


def comparison_data(found: AccessComparison) -> Data:
    """Give who gains and who loses what."""
    return {"schema_version": SCHEMA_VERSION, **found.as_data()}


def add_to_log(file: Path, found: AccessDecision) -> None:
    """Add a decision to the end of a log, a line of JSON that names people by id.

    Raises:
        InvalidValueError: The file cannot be written.
    """
    record = found.audit()
    kept = {
        "at": record.at.isoformat(),
        "actor_id": record.actor_id,
        "action": record.action,
        "kind": record.kind,
        "resource_id": record.resource_id,
        "partner_id": record.partner_id,
        "allowed": record.allowed,
        "rule_id": record.rule_id,
        "role": record.role,
        "grant_id": record.grant_id,
        "delegation_id": record.delegation_id,
        "lead_id": record.lead_id,
        "reasons": list(record.reasons),
        "edition": record.edition,
    }
    try:
        with file.open("a", encoding="ascii", newline="\n") as log:
            log.write(json.dumps(kept) + "\n")
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise InvalidValueError(f"{str(file)!r} cannot be written: {said}") from error
