"""An access policy as Cedar text, with what is asked of it as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

import attrs

from partner_success.access.actor import Actor
from partner_success.access.delegations import Delegation
from partner_success.access.grants import Grant
from partner_success.access.policy import AccessPolicy
from partner_success.access.resources import Resource
from partner_success.errors import InvalidUseError, UnknownNameError
from partner_success.interop.cedar.answers import CedarAnswer, answer_of
from partner_success.interop.cedar.entities import (
    Json,
    context_of,
    entity_list,
    request_of,
)
from partner_success.interop.cedar.policies import CedarPolicy, policies_of
from partner_success.interop.cedar.schema import schema_text

__all__ = ["CedarExport", "cedar_export"]

GivenT = TypeVar("GivenT", Grant, Delegation)


@attrs.frozen(kw_only=True)
class CedarExport:
    """All that a service in another language needs to decide as the policy does.

    Attributes:
        policy: What was exported.
        parts: The Cedar policies one by one: a row of the table each, and for each
            context grant and delegation those that it adds.
        schema: Cedar's schema of people, resources, actions and context, as text.
        delegations: The delegations that are in it, in order.

    Rule: ACC-11.
    """

    policy: AccessPolicy = attrs.field(repr=False)
    parts: tuple[CedarPolicy, ...] = attrs.field(repr=False)
    schema: str = attrs.field(repr=False)
    delegations: tuple[Delegation, ...] = ()
    _places: dict[str, int] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        places = {part.id: place for place, part in enumerate(self.parts)}
        object.__setattr__(self, "_places", places)

    @property
    def policies(self) -> str:
        """The policies as one text."""
        return "\n".join(part.text for part in self.parts)

    def entities(self, *things: Actor | Resource) -> list[Json]:
        """Give people and resources as Cedar's JSON entities, each once.

        A person has their ``key``, the folded address, and ``roles``; a resource its
        facts, ``team`` as pairs of key and role, ``partner_id``, and in ``concerns``
        the key of whom it is about. What is not known is left out.

        Raises:
            InvalidDataError: A text holds what UTF-8 cannot carry.
            InvalidUseError: Two differ, and would be the same entity, since what
                belongs to a partner is told apart by its id.
            UnknownNameError: A role, kind or fact has no such name, or a fact is no
                such word.

        Examples:
            >>> import partner_success as ps
            >>> export = cedar_export(ps.standard().access)
            >>> ada = Actor(id="p-1", email="Ada@Example.com", roles="PSM")
            >>> export.entities(ada)[0]["attrs"]
            {'roles': ['PSM'], 'key': 'ada@example.com'}
        """
        return entity_list(self.policy, things)

    def request(
        self,
        actor: Actor,
        action: str,
        resource: Resource,
        *,
        at: datetime,
        reason: str | None = None,
    ) -> Json:
        """Give a question as Cedar's request.

        The instant stands in its context as whole microseconds since 1970 in UTC, so
        that a grant ends in Cedar when it ends here.

        Args:
            actor: Who asks.
            action: The id of what they want to do.
            resource: What they want to do it to.
            at: When, with its zone.
            reason: Why they do it; whether there is one is passed on.

        Raises:
            InvalidDataError: A text holds what UTF-8 cannot carry.
            InvalidUseError: The action is not done to such a resource.
            InvalidValueError: The instant has no zone.
            UnknownNameError: There is no such action.
        """
        context = context_of(at, reason)
        return request_of(self.policy, actor, action, resource, context)

    def answer(self, policy_ids: Iterable[str]) -> CedarAnswer:
        """Tell what it means that Cedar allowed something by these policies.

        Args:
            policy_ids: The ``@id`` of all policies that Cedar's diagnostics name; none
                where it denied.

        Raises:
            UnknownNameError: No policy of the export has this id.

        Examples:
            >>> import partner_success as ps
            >>> cedar_export(ps.standard().access).answer(["psm_sees.PSM"]).rules
            (('PSM', 'psm_sees'),)
        """
        named = frozenset(policy_ids)
        for id_ in sorted(named.difference(self._places)):
            raise UnknownNameError("policy of the export", id_, self._places)
        found = [
            self.parts[place] for place in sorted(self._places[id_] for id_ in named)
        ]
        return answer_of(found, [each.id for each in self.delegations])


def cedar_export(
    policy: AccessPolicy,
    *,
    grants: Iterable[Grant] = (),
    delegations: Iterable[Delegation] = (),
) -> CedarExport:
    """Export an access policy as Cedar: policies, schema, and how to ask.

    Everything that Cedar allows `AccessPolicy.decide` allows too, by the same rules,
    and the other way round, for actors who bring along those of the grants and
    delegations that are theirs. Policies and schema are plain text, and need nothing
    installed.

    Args:
        policy: The policy.
        grants: The context grants of everybody, past and future ones included.
        delegations: Likewise what names people as deputies, in the order in which it
            is tried.

    Raises:
        InvalidDataError: A text holds what UTF-8 cannot carry.
        InvalidUseError: Two grants or two delegations have one id.
        UnknownNameError: A delegation is in a role that the policy has not.

    Examples:
        >>> import partner_success as ps
        >>> print(cedar_export(ps.standard().access).parts[-2].text, end="")
        @id("admin_deletes.ADMIN")
        @rule("admin_deletes")
        @role("ADMIN")
        @name("An administrator deletes a submission on which no sign-off rests.")
        @citation("JOURNEY: Who may do what; DECISION: what a sign-off rests on stays")
        permit (
          principal,
          action == PartnerSuccess::Action::"delete_submission",
          resource
        ) when {
          principal.roles.contains("ADMIN") &&
          resource has signed_off &&
          resource.signed_off == false
        };

    Rule: ACC-05, ACC-11.
    """
    given = _each_once("grants", grants)
    naming = _each_once("delegations", delegations)
    for each in naming:
        policy.roles[each.role]
    return CedarExport(
        policy=policy,
        parts=tuple(policies_of(policy, given, naming)),
        schema=schema_text(policy),
        delegations=naming,
    )


def _each_once(name: str, given: Iterable[GivenT]) -> tuple[GivenT, ...]:
    found: dict[str, GivenT] = {}
    for each in given:
        if each.id in found:
            raise InvalidUseError(
                f"two of the {name} have the id {each.id!r}, so that nobody could tell"
                " by which Cedar decided; give each an id of its own"
            )
        found[each.id] = each
    return tuple(found.values())
