"""People, resources and questions as the JSON that Cedar reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeAlias

from partner_success.access.actor import Actor
from partner_success.access.resources import Resource
from partner_success.access.terms import AccessTerms
from partner_success.core.instants import microseconds, require_aware
from partner_success.errors import InvalidUseError, UnknownNameError
from partner_success.interop.cedar.text import (
    NAMESPACE,
    PERSON,
    encodable,
    fact_attribute,
    joined_id,
    type_name,
)

__all__ = ["Json", "context_of", "entity_list", "request_of"]

Json: TypeAlias = dict[str, Any]
"""An object as `json.dumps` takes it."""


def entity_list(policy: AccessTerms, things: Iterable[Actor | Resource]) -> list[Json]:
    """Give people and resources as entities, each once.

    Raises:
        InvalidUseError: Two differ, and would be the same entity.
        UnknownNameError: A role, kind or fact has no such name, or a fact is no such
            word.
    """
    found: dict[tuple[str, str], Json] = {}
    for thing in things:
        entity = (
            _person(policy, thing)
            if isinstance(thing, Actor)
            else _resource(policy, thing)
        )
        uid = entity["uid"]
        known = found.setdefault((uid["type"], uid["id"]), entity)
        if known != entity:
            raise InvalidUseError(
                f"two of what was given are {uid['type']} {uid['id']!r} to Cedar, and"
                " differ; give each an id of its own, or ask about them one by one"
            )
    return list(found.values())


def request_of(
    policy: AccessTerms,
    actor: Actor,
    action_id: str,
    resource: Resource,
    context: Json,
) -> Json:
    """Give a question as a request.

    Raises:
        InvalidUseError: The action is not done to such a resource.
        UnknownNameError: There is no such action.
    """
    action = policy.actions[action_id]
    if action.kind != resource.kind:
        raise InvalidUseError(
            f"to {action.name} ({action.id!r}) is done to a resource of kind"
            f" {action.kind!r}, and this is one of kind {resource.kind!r}; give the"
            " other"
        )
    return {
        "principal": _person_uid(actor),
        "action": {"type": f"{NAMESPACE}::Action", "id": action.id},
        "resource": _resource_uid(resource),
        "context": context,
    }


def context_of(at: datetime, reason: str | None) -> Json:
    """Give what a question brings along beside who asks for what.

    Raises:
        InvalidValueError: The instant has no zone.
    """
    given = reason is not None and bool(reason.strip())
    return {"at": microseconds(require_aware(at, "at")), "reason_given": given}


def _person_uid(actor: Actor) -> Json:
    return {"type": f"{NAMESPACE}::{PERSON}", "id": encodable(actor.id)}


def _person(policy: AccessTerms, actor: Actor) -> Json:
    roles = sorted(policy.roles[role].id for role in actor.roles)
    attributes: Json = {"roles": roles}
    if actor.key is not None:
        attributes["key"] = encodable(actor.key)
    return {"uid": _person_uid(actor), "attrs": attributes, "parents": []}


def _resource_uid(resource: Resource) -> Json:
    return {
        "type": type_name(resource.kind),
        "id": encodable(_resource_id(resource)),
    }


def _resource_id(resource: Resource) -> str:
    partner, own = resource.partner_id, resource.id
    if partner is not None and partner == own:
        return joined_id(partner, glue="/")
    return joined_id(partner or "", own or "", glue="/")


def _resource(policy: AccessTerms, resource: Resource) -> Json:
    kind = policy.kinds[resource.kind]
    attributes = _facts(policy, resource)
    if resource.concerns is not None:
        attributes["concerns"] = encodable(resource.concerns)
    if kind.of_partner:
        attributes["team"] = _team(policy, resource)
        if resource.partner_id is not None:
            attributes["partner_id"] = encodable(resource.partner_id)
    return {"uid": _resource_uid(resource), "attrs": attributes, "parents": []}


def _facts(policy: AccessTerms, resource: Resource) -> Json:
    """Give the facts that the kind asks for; refuse what no policy can mean."""
    found: Json = {}
    for name, value in resource.facts.items():
        fact = policy.facts[name]
        known = policy.values[name]
        # True is 1 for Python, but no word.
        if (type(value), value) not in [(type(each), each) for each in known]:
            words = [str(each) for each in known if each is not None]
            raise UnknownNameError(f"word for {fact.name}", value, words)
        if name in policy.kinds[resource.kind].facts:
            found[fact_attribute(name)] = value
    return found


def _team(policy: AccessTerms, resource: Resource) -> list[Json]:
    # Roles of which the policy knows nothing give nothing.
    return [
        {"key": encodable(key), "role": role}
        for role, keys in resource.team.items()
        if role in policy.roles
        for key in keys
    ]
