"""What Cedar has to know of people, resources and actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from partner_success.access.terms import AccessTerms
from partner_success.access.vocabulary import Action, ResourceKind
from partner_success.interop.cedar.text import (
    NAMESPACE,
    PERSON,
    fact_attribute,
    kind_type,
    quoted,
)

__all__ = ["schema_text"]

_CONTEXT: Final = '{ "at": Long, "reason_given": Bool }'
_TEAM: Final = 'Set<{ "key": String, "role": String }>'


def schema_text(policy: AccessTerms) -> str:
    """Write the schema of a policy in Cedar's own syntax."""
    lines = [f"namespace {NAMESPACE} {{"]
    lines += _entity(PERSON, ['"key"?: String', '"roles": Set<String>'])
    for kind in policy.kinds:
        lines += _entity(kind_type(kind.id), _attributes(policy, kind))
    for action in policy.actions:
        lines += _action(action)
    return "\n".join([*lines, "}", ""])


def _entity(name: str, attributes: Iterable[str]) -> Iterator[str]:
    yield f"  entity {name} = {{"
    for attribute in attributes:
        yield f"    {attribute},"
    yield "  };"


def _attributes(policy: AccessTerms, kind: ResourceKind) -> Iterator[str]:
    if kind.of_partner:
        yield '"partner_id"?: String'
        yield f'"team": {_TEAM}'
    yield '"concerns"?: String'
    for fact in kind.facts:
        type_ = "Bool" if policy.facts[fact].type == "truth" else "String"
        yield f"{quoted(fact_attribute(fact))}?: {type_}"


def _action(action: Action) -> Iterator[str]:
    yield f"  action {quoted(action.id)} appliesTo {{"
    yield f"    principal: [{PERSON}],"
    yield f"    resource: [{kind_type(action.kind)}],"
    yield f"    context: {_CONTEXT},"
    yield "  };"
